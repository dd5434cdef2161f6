-- SPDX-License-Identifier: EUPL-1.2
-- Every question the room sales asks the database.

-- query sales_get(centre_id int, id int) -> id int, tenant_id int, at_ms int, day int, total_ore int, undone_ms int?,
--     listing_id int, thing_id int, count int, event_id int
SELECT s.id, s.tenant_id, s.at_ms, s.day, s.total_ore, s.undone_ms, l.listing_id, l.thing_id, l.count, l.event_id
  FROM sale s
  JOIN sale_line l ON l.centre_id = s.centre_id AND l.sale_id = s.id
 WHERE s.centre_id = :centre_id AND s.id = :id;

-- query sales_by_key(centre_id int, key text) -> as sales_get
SELECT s.id, s.tenant_id, s.at_ms, s.day, s.total_ore, s.undone_ms, l.listing_id, l.thing_id, l.count, l.event_id
  FROM sale s
  JOIN sale_line l ON l.centre_id = s.centre_id AND l.sale_id = s.id
 WHERE s.centre_id = :centre_id AND s.key = :key;

-- query sales_of_day(centre_id int, tenant_id int, day int, most int) -> as sales_get
SELECT s.id, s.tenant_id, s.at_ms, s.day, s.total_ore, s.undone_ms, l.listing_id, l.thing_id, l.count, l.event_id
  FROM sale s
  JOIN sale_line l ON l.centre_id = s.centre_id AND l.sale_id = s.id
 WHERE s.centre_id = :centre_id AND s.tenant_id = :tenant_id AND s.day = :day
 ORDER BY s.id DESC LIMIT :most;

-- query sales_per_day(centre_id int, tenant_id int, from_day int, to_day int) -> day int, things int, total_ore int
SELECT s.day,
       CAST(SUM((SELECT SUM(l.count) FROM sale_line l WHERE l.centre_id = s.centre_id AND l.sale_id = s.id))
            AS BIGINT) AS things,
       CAST(SUM(s.total_ore) AS BIGINT) AS total_ore
  FROM sale s
 WHERE s.centre_id = :centre_id AND s.tenant_id = :tenant_id AND s.day >= :from_day AND s.day <= :to_day
   AND s.undone_ms IS NULL
 GROUP BY s.day ORDER BY s.day;

-- exec sales_add(centre_id int, id int, tenant_id int, person_id int?, at_ms int, day int, total_ore int, key text)
INSERT INTO sale (centre_id, id, tenant_id, person_id, at_ms, day, total_ore, key, undone_ms)
VALUES (:centre_id, :id, :tenant_id, :person_id, :at_ms, :day, :total_ore, :key, NULL);

-- exec sales_add_line(centre_id int, id int, sale_id int, listing_id int, thing_id int, count int, price_ore int,
--     event_id int, hold_id int?)
INSERT INTO sale_line (centre_id, id, sale_id, listing_id, thing_id, count, price_ore, event_id, hold_id)
VALUES (:centre_id, :id, :sale_id, :listing_id, :thing_id, :count, :price_ore, :event_id, :hold_id);

-- exec sales_undo(centre_id int, id int, undone_ms int)
UPDATE sale SET undone_ms = :undone_ms WHERE centre_id = :centre_id AND id = :id AND undone_ms IS NULL;
