-- SPDX-License-Identifier: EUPL-1.2
-- How much booths hold, and what stands in them.

-- exec goods_booth_remove(centre_id int, tenant_id int, from_day int)
DELETE FROM booth
 WHERE centre_id = :centre_id AND tenant_id = :tenant_id AND from_day = :from_day;

-- exec goods_booth_add(centre_id int, tenant_id int, from_day int, lots_max int?, litres_max int?,
--     fee_ore int)
INSERT INTO booth (centre_id, tenant_id, from_day, lots_max, litres_max, fee_ore)
VALUES (:centre_id, :tenant_id, :from_day, :lots_max, :litres_max, :fee_ore);

-- query goods_booth_at(centre_id int, tenant_id int, day int) -> tenant_id int, from_day int,
--     lots_max int?, litres_max int?, fee_ore int
SELECT tenant_id, from_day, lots_max, litres_max, fee_ore
  FROM booth
 WHERE centre_id = :centre_id AND tenant_id = :tenant_id AND from_day <= :day
 ORDER BY from_day DESC LIMIT 1;

-- query goods_booth_all(centre_id int, day int) -> as goods_booth_at
SELECT b.tenant_id, b.from_day, b.lots_max, b.litres_max, b.fee_ore
  FROM booth b
 WHERE b.centre_id = :centre_id
   AND NOT EXISTS (SELECT 1 FROM booth n
                    WHERE n.centre_id = b.centre_id AND n.tenant_id = b.tenant_id
                      AND n.from_day > b.from_day AND n.from_day <= :day)
 ORDER BY b.tenant_id, b.from_day LIMIT 2000;

-- query goods_booth_awaiting(centre_id int, tenant_id int) -> kind_key text?, lots int, count int
SELECT kind_key, COUNT(*) AS lots, CAST(SUM(count) AS BIGINT) AS count
  FROM thing
 WHERE centre_id = :centre_id AND allotted_to = :tenant_id AND count > 0
 GROUP BY kind_key;

-- query goods_booth_in_hand(centre_id int, tenant_id int) -> as goods_booth_awaiting
SELECT kind_key, COUNT(*) AS lots, CAST(SUM(count) AS BIGINT) AS count
  FROM thing
 WHERE centre_id = :centre_id AND holder_id = :tenant_id AND count > 0 AND listed = 0
 GROUP BY kind_key;

-- exec goods_booth_day_add(centre_id int, tenant_id int, day int, lots int, litres int, fee_ore int)
INSERT INTO booth_day (centre_id, tenant_id, day, lots, litres, fee_ore)
VALUES (:centre_id, :tenant_id, :day, :lots, :litres, :fee_ore)
    ON CONFLICT (centre_id, day, tenant_id) DO NOTHING;

-- query goods_booth_full_days(centre_id int, tenant_id int, from_day int, to_day int) ->
--     tenant_id int, day int, lots int, litres int, fee_ore int
SELECT tenant_id, day, lots, litres, fee_ore
  FROM booth_day
 WHERE centre_id = :centre_id AND day BETWEEN :from_day AND :to_day
   AND (tenant_id = :tenant_id OR :tenant_id = 0)
 ORDER BY day, tenant_id LIMIT 10000;

-- What a holder has, by how long it has had it: all of it is looked at, along the index of what is in hand.
-- query goods_booth_longest(centre_id int, holder_id int, after_ms int, after_id int, most int) -> id int, since_ms int
SELECT id, since_ms FROM thing
 WHERE centre_id = :centre_id AND holder_id = :holder_id AND count > 0
   AND (since_ms > :after_ms OR (since_ms = :after_ms AND id > :after_id))
 ORDER BY since_ms, id LIMIT :most;
