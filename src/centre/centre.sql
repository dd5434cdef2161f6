-- SPDX-License-Identifier: EUPL-1.2
-- Every question room centre asks.

-- exec centre_row_add(centre_id int, slug text, name text, municipality text, address text,
--     getting_here text, map text, email text, phone text, time_zone text, demo int,
--     created_ms int)
INSERT INTO centre (centre_id, slug, name, municipality, address, getting_here, map, email, phone,
                    time_zone, demo, created_ms, version)
VALUES (:centre_id, :slug, :name, :municipality, :address, :getting_here, :map, :email, :phone,
        :time_zone, :demo, :created_ms, 1);

-- query centre_row(centre_id int) -> slug text, name text, municipality text, address text,
--     getting_here text, map text, email text, phone text, time_zone text, stop_id text,
--     position text, demo int, version int
SELECT slug, name, municipality, address, getting_here, map, email, phone, time_zone, stop_id,
       position, demo, version
  FROM centre WHERE centre_id = :centre_id;

-- query centre_version(centre_id int) -> version int
SELECT version FROM centre WHERE centre_id = :centre_id;

-- exec centre_touch(centre_id int)
UPDATE centre SET version = version + 1 WHERE centre_id = :centre_id;

-- exec centre_texts_set(centre_id int, name text, address text, getting_here text, map text,
--     email text, phone text, stop_id text, position text)
UPDATE centre
   SET name = :name, address = :address, getting_here = :getting_here, map = :map, email = :email,
       phone = :phone, stop_id = :stop_id, position = :position, version = version + 1
 WHERE centre_id = :centre_id;

-- query centre_ids() -> centre_id int
SELECT centre_id FROM centre ORDER BY created_ms, centre_id;

-- query centre_oldest() -> centre_id int
SELECT centre_id FROM centre ORDER BY created_ms, centre_id LIMIT 1;

-- query centre_by_slug(slug text) -> centre_id int
SELECT centre_id FROM centre WHERE slug = :slug;

-- query centre_by_host(host text) -> centre_id int
SELECT centre_id FROM centre_host WHERE host = :host;

-- query centre_weeks(centre_id int, since_day int) -> owner_id int, weekday int, opens_minute int,
--     closes_minute int, from_day int, to_day int?
SELECT owner_id, weekday, opens_minute, closes_minute, from_day, to_day
  FROM opening_hours
 WHERE centre_id = :centre_id AND (to_day IS NULL OR to_day >= :since_day)
 ORDER BY owner_id, weekday, from_day;

-- exec centre_week_end(centre_id int, owner_id int, last_day int)
UPDATE opening_hours SET to_day = :last_day
 WHERE centre_id = :centre_id AND owner_id = :owner_id AND from_day <= :last_day
   AND (to_day IS NULL OR to_day > :last_day);

-- exec centre_week_remove(centre_id int, owner_id int, from_day int)
DELETE FROM opening_hours
 WHERE centre_id = :centre_id AND owner_id = :owner_id AND from_day >= :from_day;

-- exec centre_week_add(centre_id int, id int, owner_id int, weekday int, opens_minute int,
--     closes_minute int, from_day int)
INSERT INTO opening_hours (centre_id, id, owner_id, weekday, opens_minute, closes_minute, from_day,
                           to_day)
VALUES (:centre_id, :id, :owner_id, :weekday, :opens_minute, :closes_minute, :from_day, NULL);

-- query centre_exceptions(centre_id int, since_day int) -> id int, owner_id int, day int,
--     opens_minute int?, closes_minute int?, reason_nb text, reason_nn text, reason_en text
SELECT id, owner_id, day, opens_minute, closes_minute, reason_nb, reason_nn, reason_en
  FROM opening_exception
 WHERE centre_id = :centre_id AND day >= :since_day
 ORDER BY day, owner_id;

-- exec centre_exception_put(centre_id int, id int, owner_id int, day int, opens_minute int?,
--     closes_minute int?, reason_nb text, reason_nn text, reason_en text)
INSERT INTO opening_exception (centre_id, id, owner_id, day, opens_minute, closes_minute, reason_nb,
                               reason_nn, reason_en)
VALUES (:centre_id, :id, :owner_id, :day, :opens_minute, :closes_minute, :reason_nb, :reason_nn,
        :reason_en)
ON CONFLICT (centre_id, owner_id, day) DO UPDATE
   SET opens_minute = excluded.opens_minute, closes_minute = excluded.closes_minute,
       reason_nb = excluded.reason_nb, reason_nn = excluded.reason_nn,
       reason_en = excluded.reason_en;

-- exec centre_exception_remove(centre_id int, owner_id int, id int)
DELETE FROM opening_exception
 WHERE centre_id = :centre_id AND owner_id = :owner_id AND id = :id;

-- query centre_eves(centre_id int) -> eve int, closes_minute int?
SELECT eve, closes_minute FROM opening_eve WHERE centre_id = :centre_id ORDER BY eve;

-- exec centre_eve_put(centre_id int, eve int, closes_minute int?)
INSERT INTO opening_eve (centre_id, eve, closes_minute) VALUES (:centre_id, :eve, :closes_minute)
ON CONFLICT (centre_id, eve) DO UPDATE SET closes_minute = excluded.closes_minute;

-- exec centre_eve_remove(centre_id int, eve int)
DELETE FROM opening_eve WHERE centre_id = :centre_id AND eve = :eve;

-- query centre_own_entrances(centre_id int) -> owner_id int
SELECT owner_id FROM opening_own_entrance WHERE centre_id = :centre_id ORDER BY owner_id;

-- exec centre_own_entrance_add(centre_id int, owner_id int)
INSERT INTO opening_own_entrance (centre_id, owner_id) VALUES (:centre_id, :owner_id)
ON CONFLICT (centre_id, owner_id) DO NOTHING;

-- exec centre_own_entrance_remove(centre_id int, owner_id int)
DELETE FROM opening_own_entrance WHERE centre_id = :centre_id AND owner_id = :owner_id;
