-- SPDX-License-Identifier: EUPL-1.2
-- What the people who sell ask the database.

-- exec seller_sold(centre_id int, category_id int, size_key text, day int, listing_id int, price_ore int,
--     kind_key text, tenant_id int, count int)
INSERT INTO price_sold (centre_id, category_id, size_key, day, listing_id, price_ore, kind_key, tenant_id, count)
VALUES (:centre_id, :category_id, :size_key, :day, :listing_id, :price_ore, :kind_key, :tenant_id, :count)
    ON CONFLICT (centre_id, category_id, size_key, day, listing_id, price_ore)
    DO UPDATE SET count = price_sold.count + excluded.count;

-- exec seller_unsold(centre_id int, category_id int, size_key text, day int, listing_id int, price_ore int, count int)
UPDATE price_sold SET count = count - :count
 WHERE centre_id = :centre_id AND category_id = :category_id AND size_key = :size_key AND day = :day
   AND listing_id = :listing_id AND price_ore = :price_ore AND count >= :count;

-- Newest first; kind empty: any.
-- query seller_sold_since(centre_id int, category_id int, size_key text, from_day int, kind_key text, most int)
--     -> price_ore int, tenant_id int, count int
SELECT price_ore, tenant_id, count FROM price_sold
 WHERE centre_id = :centre_id AND category_id = :category_id AND size_key = :size_key AND day >= :from_day
   AND (:kind_key = '' OR kind_key = :kind_key) AND count > 0
 ORDER BY day DESC, listing_id DESC LIMIT :most;

-- exec seller_own(centre_id int, thing_id int, tenant_id int, person_id int?, at_ms int)
INSERT INTO own_thing (centre_id, thing_id, tenant_id, person_id, at_ms)
VALUES (:centre_id, :thing_id, :tenant_id, :person_id, :at_ms);

-- query seller_rule(centre_id int, tenant_id int) -> tenant_id int, first_days int, first_percent int, second_days int?,
--     second_percent int?, floor_ore int, looked_day int
SELECT tenant_id, first_days, first_percent, second_days, second_percent, floor_ore, looked_day
  FROM price_rule WHERE centre_id = :centre_id AND tenant_id = :tenant_id;

-- query seller_rules_due(centre_id int, day int) -> as seller_rule
SELECT tenant_id, first_days, first_percent, second_days, second_percent, floor_ore, looked_day
  FROM price_rule WHERE centre_id = :centre_id AND tenant_id > 0 AND looked_day < :day ORDER BY tenant_id;

-- exec seller_rule_set(centre_id int, tenant_id int, first_days int, first_percent int, second_days int?,
--     second_percent int?, floor_ore int, looked_day int)
INSERT INTO price_rule (centre_id, tenant_id, first_days, first_percent, second_days, second_percent, floor_ore,
                        looked_day)
VALUES (:centre_id, :tenant_id, :first_days, :first_percent, :second_days, :second_percent, :floor_ore, :looked_day)
    ON CONFLICT (centre_id, tenant_id)
    DO UPDATE SET first_days = excluded.first_days, first_percent = excluded.first_percent,
                  second_days = excluded.second_days, second_percent = excluded.second_percent,
                  floor_ore = excluded.floor_ore, looked_day = excluded.looked_day;

-- exec seller_rule_looked(centre_id int, tenant_id int, day int)
UPDATE price_rule SET looked_day = :day WHERE centre_id = :centre_id AND tenant_id = :tenant_id;

-- exec seller_rule_remove(centre_id int, tenant_id int)
DELETE FROM price_rule WHERE centre_id = :centre_id AND tenant_id = :tenant_id;

-- query seller_fall(centre_id int, listing_id int) -> from_day int, base_ore int, price_ore int, steps int, paused int
SELECT from_day, base_ore, price_ore, steps, paused FROM price_fall
 WHERE centre_id = :centre_id AND listing_id = :listing_id;

-- exec seller_fall_set(centre_id int, listing_id int, from_day int, base_ore int, price_ore int, steps int, paused int)
INSERT INTO price_fall (centre_id, listing_id, from_day, base_ore, price_ore, steps, paused)
VALUES (:centre_id, :listing_id, :from_day, :base_ore, :price_ore, :steps, :paused)
    ON CONFLICT (centre_id, listing_id)
    DO UPDATE SET from_day = excluded.from_day, base_ore = excluded.base_ore, price_ore = excluded.price_ore,
                  steps = excluded.steps, paused = excluded.paused;
