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

-- query seller_draft(centre_id int, tenant_id int, thing_id int) -> title text, wear text, category text, kind text,
--     size text, grade text, colour text, price text, place text, count text, photo text, brand text, seasons text,
--     material text, washed text, saved_ms int
SELECT title, wear, category, kind, size, grade, colour, price, place, count, photo, brand, seasons, material, washed,
       saved_ms
  FROM listing_draft
 WHERE centre_id = :centre_id AND tenant_id = :tenant_id AND thing_id = :thing_id;

-- exec seller_draft_set(centre_id int, tenant_id int, thing_id int, title text, wear text, category text, kind text,
--     size text, grade text, colour text, price text, place text, count text, photo text, brand text, seasons text,
--     material text, washed text, saved_ms int)
INSERT INTO listing_draft (centre_id, tenant_id, thing_id, title, wear, category, kind, size, grade, colour, price, place,
                           count, photo, brand, seasons, material, washed, saved_ms)
VALUES (:centre_id, :tenant_id, :thing_id, :title, :wear, :category, :kind, :size, :grade, :colour, :price, :place,
        :count, :photo, :brand, :seasons, :material, :washed, :saved_ms)
    ON CONFLICT (centre_id, tenant_id, thing_id)
    DO UPDATE SET title = excluded.title, wear = excluded.wear, category = excluded.category, kind = excluded.kind,
                  size = excluded.size, grade = excluded.grade, colour = excluded.colour, price = excluded.price,
                  place = excluded.place, count = excluded.count, photo = excluded.photo, brand = excluded.brand,
                  seasons = excluded.seasons, material = excluded.material, washed = excluded.washed,
                  saved_ms = excluded.saved_ms;

-- exec seller_draft_drop(centre_id int, tenant_id int, thing_id int)
DELETE FROM listing_draft WHERE centre_id = :centre_id AND tenant_id = :tenant_id AND thing_id = :thing_id;

-- query seller_undo(centre_id int, listing_id int) -> act int, at_ms int, version int, title text, wear text,
--     category_id int, grade int, size_key text, colour_id int?, price_ore int, before_ore int?, place text, brand text,
--     seasons int, material text, washed_day int
SELECT act, at_ms, version, title, wear, category_id, grade, size_key, colour_id, price_ore, before_ore, place, brand,
       seasons, material, washed_day
  FROM listing_undo WHERE centre_id = :centre_id AND listing_id = :listing_id;

-- exec seller_undo_set(centre_id int, listing_id int, act int, at_ms int, version int, title text, wear text,
--     category_id int, grade int, size_key text, colour_id int?, price_ore int, before_ore int?, place text, brand text,
--     seasons int, material text, washed_day int)
INSERT INTO listing_undo (centre_id, listing_id, act, at_ms, version, title, wear, category_id, grade, size_key, colour_id,
                          price_ore, before_ore, place, brand, seasons, material, washed_day)
VALUES (:centre_id, :listing_id, :act, :at_ms, :version, :title, :wear, :category_id, :grade, :size_key, :colour_id,
        :price_ore, :before_ore, :place, :brand, :seasons, :material, :washed_day)
    ON CONFLICT (centre_id, listing_id)
    DO UPDATE SET act = excluded.act, at_ms = excluded.at_ms, version = excluded.version, title = excluded.title,
                  wear = excluded.wear, category_id = excluded.category_id, grade = excluded.grade,
                  size_key = excluded.size_key, colour_id = excluded.colour_id, price_ore = excluded.price_ore,
                  before_ore = excluded.before_ore, place = excluded.place, brand = excluded.brand,
                  seasons = excluded.seasons, material = excluded.material, washed_day = excluded.washed_day;

-- exec seller_undo_end(centre_id int, listing_id int)
DELETE FROM listing_undo WHERE centre_id = :centre_id AND listing_id = :listing_id;

-- query seller_declared(centre_id int, tenant_id int) -> day int
SELECT day FROM shop_declaration WHERE centre_id = :centre_id AND tenant_id = :tenant_id ORDER BY day DESC LIMIT 1;

-- exec seller_declare(centre_id int, tenant_id int, day int, person_id int?, at_ms int)
INSERT INTO shop_declaration (centre_id, tenant_id, day, person_id, at_ms)
VALUES (:centre_id, :tenant_id, :day, :person_id, :at_ms)
    ON CONFLICT (centre_id, tenant_id, day) DO NOTHING;

-- Of one shop: what it has many alike of, as new.
-- query seller_controls(centre_id int, tenant_id int, state int, grade int, least int, most int)
--     -> category_id int, size_key text, count int, code text
SELECT category_id, COALESCE(size_key, '') AS size_key, CAST(SUM(count_left) AS BIGINT) AS count, MAX(code) AS code
  FROM listing
 WHERE centre_id = :centre_id AND tenant_id = :tenant_id AND state = :state AND grade = :grade
 GROUP BY category_id, COALESCE(size_key, '')
HAVING SUM(count_left) >= :least
 ORDER BY 3 DESC, 1, 2 LIMIT :most;

-- exec seller_moderate(centre_id int, listing_id int, at_ms int, tenant_id int, person_id int?, reason int, sentence text)
INSERT INTO listing_moderation (centre_id, listing_id, at_ms, tenant_id, person_id, reason, sentence)
VALUES (:centre_id, :listing_id, :at_ms, :tenant_id, :person_id, :reason, :sentence);

-- query seller_why_off(centre_id int, listing_id int) -> listing_id int, code text, title text, tenant_id int, reason int,
--     sentence text, at_ms int, person_id int?, mended_ms int?, seen_ms int?
SELECT m.listing_id, l.code, l.title, m.tenant_id, m.reason, m.sentence, m.at_ms, m.person_id, m.mended_ms, m.seen_ms
  FROM listing_moderation m JOIN listing l ON l.centre_id = m.centre_id AND l.id = m.listing_id
 WHERE m.centre_id = :centre_id AND m.listing_id = :listing_id AND m.mended_ms IS NULL
 ORDER BY m.at_ms DESC LIMIT 1;

-- query seller_unsettled(centre_id int, most int) -> as seller_why_off
SELECT m.listing_id, l.code, l.title, m.tenant_id, m.reason, m.sentence, m.at_ms, m.person_id, m.mended_ms, m.seen_ms
  FROM listing_moderation m JOIN listing l ON l.centre_id = m.centre_id AND l.id = m.listing_id
 WHERE m.centre_id = :centre_id AND m.at_ms > 0 AND m.seen_ms IS NULL
 ORDER BY m.at_ms DESC LIMIT :most;

-- exec seller_mended(centre_id int, listing_id int, mended_ms int)
UPDATE listing_moderation SET mended_ms = :mended_ms
 WHERE centre_id = :centre_id AND listing_id = :listing_id AND mended_ms IS NULL;

-- exec seller_seen(centre_id int, listing_id int, seen_ms int)
UPDATE listing_moderation SET seen_ms = :seen_ms
 WHERE centre_id = :centre_id AND listing_id = :listing_id AND mended_ms IS NOT NULL AND seen_ms IS NULL;

-- query seller_wear_photo(centre_id int, thing_id int) -> hash text
SELECT hash FROM wear_photo WHERE centre_id = :centre_id AND thing_id = :thing_id;

-- exec seller_wear_photo_set(centre_id int, thing_id int, hash text, at_ms int)
INSERT INTO wear_photo (centre_id, thing_id, hash, at_ms) VALUES (:centre_id, :thing_id, :hash, :at_ms)
    ON CONFLICT (centre_id, thing_id) DO UPDATE SET hash = excluded.hash, at_ms = excluded.at_ms;

-- exec seller_wear_photo_remove(centre_id int, thing_id int, hash text)
DELETE FROM wear_photo WHERE centre_id = :centre_id AND thing_id = :thing_id AND hash = :hash;

-- exec seller_drafts_forget(centre_id int, before_ms int)
DELETE FROM listing_draft WHERE centre_id = :centre_id AND saved_ms < :before_ms;

-- query seller_tested(centre_id int) -> test_id int
SELECT test_id FROM listing_tested WHERE centre_id = :centre_id;

-- exec seller_tested_set(centre_id int, test_id int)
INSERT INTO listing_tested (centre_id, test_id) VALUES (:centre_id, :test_id)
    ON CONFLICT (centre_id) DO UPDATE SET test_id = excluded.test_id;

-- query seller_sampling(centre_id int, month int) -> seed int, made_ms int
SELECT seed, made_ms FROM listing_sampling WHERE centre_id = :centre_id AND month = :month;

-- exec seller_sampling_add(centre_id int, month int, seed int, made_ms int)
INSERT INTO listing_sampling (centre_id, month, seed, made_ms) VALUES (:centre_id, :month, :seed, :made_ms);

-- exec seller_sample_add(centre_id int, month int, listing_id int, tenant_id int, listed int)
INSERT INTO listing_sample (centre_id, month, listing_id, tenant_id, listed)
VALUES (:centre_id, :month, :listing_id, :tenant_id, :listed);

-- query seller_samples(centre_id int, month int) -> listing_id int, tenant_id int, listed int, result int, at_ms int?,
--     code text, title text, state int
SELECT s.listing_id, s.tenant_id, s.listed, s.result, s.at_ms, l.code, l.title, l.state
  FROM listing_sample s JOIN listing l ON l.centre_id = s.centre_id AND l.id = s.listing_id
 WHERE s.centre_id = :centre_id AND s.month = :month
 ORDER BY s.tenant_id, s.listing_id;

-- query seller_sample_result(centre_id int, month int, listing_id int) -> result int
SELECT result FROM listing_sample WHERE centre_id = :centre_id AND month = :month AND listing_id = :listing_id;

-- exec seller_sample_settle(centre_id int, month int, listing_id int, result int, at_ms int, person_id int?)
UPDATE listing_sample SET result = :result, at_ms = :at_ms, person_id = :person_id
 WHERE centre_id = :centre_id AND month = :month AND listing_id = :listing_id AND result = 0;

-- query seller_sample_months(centre_id int, from_month int) -> month int, chosen int, used int, as_new int
SELECT month, COUNT(*) AS chosen, COUNT(CASE WHEN result = 1 THEN 1 END) AS used,
       COUNT(CASE WHEN result = 2 THEN 1 END) AS as_new
  FROM listing_sample WHERE centre_id = :centre_id AND month > :from_month
 GROUP BY month ORDER BY month DESC;
