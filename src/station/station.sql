-- SPDX-License-Identifier: EUPL-1.2
-- Every question the room station asks the database.

-- ---- lots ----

-- exec station_lot_add(centre_id int, thing_id int, rule_id int?, answers text)
INSERT INTO intake_lot (centre_id, thing_id, rule_id, answers)
VALUES (:centre_id, :thing_id, :rule_id, :answers)
ON CONFLICT (centre_id, thing_id) DO NOTHING;

-- exec station_undone_add(centre_id int, uuid text, at_ms int)
INSERT INTO intake_undone (centre_id, uuid, at_ms) VALUES (:centre_id, :uuid, :at_ms)
ON CONFLICT (centre_id, uuid) DO NOTHING;

-- query station_undone_get(centre_id int, uuid text) -> at_ms int
SELECT at_ms FROM intake_undone WHERE centre_id = :centre_id AND uuid = :uuid;

-- exec station_refused_add(centre_id int, uuid text, station_id int, day int, category_id int, rule_id int?)
INSERT INTO intake_refused (centre_id, uuid, station_id, day, category_id, rule_id)
VALUES (:centre_id, :uuid, :station_id, :day, :category_id, :rule_id)
ON CONFLICT (centre_id, uuid) DO NOTHING;

-- query station_refused_sums(centre_id int, from_day int, most int) -> category_id int, count int
SELECT category_id, COUNT(*) AS count FROM intake_refused
 WHERE centre_id = :centre_id AND day >= :from_day
 GROUP BY category_id ORDER BY count DESC, category_id LIMIT :most;

-- ---- the help pile ----

-- exec station_help_add(centre_id int, id int, kind int, key text, station_id int, person_id int?, at_ms int,
--     received_ms int, why text, body text, upload text?, label text?, thing_id int?, other_id int?)
INSERT INTO intake_help (centre_id, id, kind, key, station_id, person_id, at_ms, received_ms, why, body, upload, label,
                         thing_id, other_id)
VALUES (:centre_id, :id, :kind, :key, :station_id, :person_id, :at_ms, :received_ms, :why, :body, :upload, :label,
        :thing_id, :other_id)
ON CONFLICT (centre_id, key) DO NOTHING;

-- query station_help_get(centre_id int, id int) -> id int, kind int, key text, station_id int, person_id int?, at_ms int,
--     received_ms int, why text, body text, upload text?, label text?, thing_id int?, other_id int?, settled int?,
--     settled_ms int?, reason int?
SELECT id, kind, key, station_id, person_id, at_ms, received_ms, why, body, upload, label, thing_id, other_id, settled,
       settled_ms, reason
  FROM intake_help WHERE centre_id = :centre_id AND id = :id;

-- query station_help_by_key(centre_id int, key text) -> as station_help_get
SELECT id, kind, key, station_id, person_id, at_ms, received_ms, why, body, upload, label, thing_id, other_id, settled,
       settled_ms, reason
  FROM intake_help WHERE centre_id = :centre_id AND key = :key;

-- Open ones, oldest first; station_id null: of all stations.
-- query station_help_open(centre_id int, station_id int?, after_id int, most int) -> as station_help_get
SELECT id, kind, key, station_id, person_id, at_ms, received_ms, why, body, upload, label, thing_id, other_id, settled,
       settled_ms, reason
  FROM intake_help
 WHERE centre_id = :centre_id AND settled IS NULL AND id > :after_id
   AND station_id = COALESCE(:station_id, station_id)
 ORDER BY id LIMIT :most;

-- query station_help_count(centre_id int, station_id int?) -> count int
SELECT COUNT(*) AS count FROM intake_help
 WHERE centre_id = :centre_id AND settled IS NULL AND station_id = COALESCE(:station_id, station_id);

-- exec station_help_settle(centre_id int, id int, settled int, settled_ms int, settled_by int?, reason int?, thing_id int?)
UPDATE intake_help SET settled = :settled, settled_ms = :settled_ms, settled_by = :settled_by, reason = :reason,
       thing_id = COALESCE(:thing_id, thing_id)
 WHERE centre_id = :centre_id AND id = :id AND settled IS NULL;

-- What was typed may hold what is nobody's business: it goes a month after it is settled.
-- exec station_help_forget(centre_id int, before_ms int)
UPDATE intake_help SET body = '' WHERE centre_id = :centre_id AND settled_ms < :before_ms AND body <> '';

-- ---- label rolls ----

-- exec station_roll_add(centre_id int, id int, station_id int, count int, made_ms int, made_by int?)
INSERT INTO label_roll (centre_id, id, station_id, count, made_ms, made_by, closed_ms)
VALUES (:centre_id, :id, :station_id, :count, :made_ms, :made_by, NULL);

-- exec station_roll_code_add(centre_id int, code text, roll_id int, position int)
INSERT INTO label_code (centre_id, code, roll_id, position, thing_id)
VALUES (:centre_id, :code, :roll_id, :position, NULL)
ON CONFLICT (centre_id, code) DO NOTHING;

-- query station_rolls(centre_id int, most int) -> id int, station_id int, count int, made_ms int, closed_ms int?, bound int
SELECT r.id, r.station_id, r.count, r.made_ms, r.closed_ms,
       (SELECT COUNT(*) FROM label_code c
         WHERE c.centre_id = r.centre_id AND c.roll_id = r.id AND c.thing_id IS NOT NULL) AS bound
  FROM label_roll r WHERE r.centre_id = :centre_id ORDER BY r.id DESC LIMIT :most;

-- query station_roll_get(centre_id int, id int) -> as station_rolls
SELECT r.id, r.station_id, r.count, r.made_ms, r.closed_ms,
       (SELECT COUNT(*) FROM label_code c
         WHERE c.centre_id = r.centre_id AND c.roll_id = r.id AND c.thing_id IS NOT NULL) AS bound
  FROM label_roll r WHERE r.centre_id = :centre_id AND r.id = :id;

-- exec station_roll_close(centre_id int, id int, closed_ms int)
UPDATE label_roll SET closed_ms = :closed_ms WHERE centre_id = :centre_id AND id = :id AND closed_ms IS NULL;

-- query station_roll_codes(centre_id int, roll_id int, from_position int, to_position int) -> code text
SELECT code FROM label_code
 WHERE centre_id = :centre_id AND roll_id = :roll_id AND position >= :from_position AND position <= :to_position
 ORDER BY position;

-- Codes of a station's open rolls; `free` 1: only those that no thing has.
-- query station_open_codes(centre_id int, station_id int, free int) -> roll_id int, code text
SELECT c.roll_id, c.code
  FROM label_roll r
  JOIN label_code c ON c.centre_id = r.centre_id AND c.roll_id = r.id
 WHERE r.centre_id = :centre_id AND r.station_id = :station_id AND r.closed_ms IS NULL
   AND (:free = 0 OR c.thing_id IS NULL)
 ORDER BY c.roll_id, c.position;

-- query station_code_get(centre_id int, code text) -> roll_id int, thing_id int?
SELECT roll_id, thing_id FROM label_code WHERE centre_id = :centre_id AND code = :code;

-- exec station_code_bind(centre_id int, code text, thing_id int)
UPDATE label_code SET thing_id = :thing_id WHERE centre_id = :centre_id AND code = :code AND thing_id IS NULL;

-- ---- tiles ----

-- query station_tiles(centre_id int, station_id int) -> category_id int
SELECT category_id FROM station_tile WHERE centre_id = :centre_id AND station_id = :station_id ORDER BY position;

-- exec station_tiles_clear(centre_id int, station_id int)
DELETE FROM station_tile WHERE centre_id = :centre_id AND station_id = :station_id;

-- exec station_tile_add(centre_id int, station_id int, position int, category_id int)
INSERT INTO station_tile (centre_id, station_id, position, category_id)
VALUES (:centre_id, :station_id, :position, :category_id);
