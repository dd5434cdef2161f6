-- SPDX-License-Identifier: EUPL-1.2
-- Every question the room goods asks the database.

-- query goods_thing(centre_id int, id int) -> id int, code text, parent_id int?, category_id int, kind_key
--     text?, holder_id int, allotted_to int?, source_id int, count int, g int?, weight_method int,
--     station_state int, grade int?, size_key text?, received_ms int, blocked int, seq int, hash bytes,
--     place_id int, since_ms int, stops int, listed int, photo text?, note text?
SELECT t.id, t.code, t.parent_id, t.category_id, t.kind_key, t.holder_id, t.allotted_to, t.source_id,
       t.count, t.g, t.weight_method, t.station_state, t.grade, t.size_key, t.received_ms, t.blocked,
       t.seq, t.hash, t.place_id, t.since_ms, t.stops, t.listed, p.hash AS photo, n.note
  FROM thing t
  LEFT JOIN thing_photo p ON p.centre_id = t.centre_id AND p.thing_id = t.id AND p.position = 1
  LEFT JOIN thing_note n ON n.centre_id = t.centre_id AND n.thing_id = t.id
 WHERE t.centre_id = :centre_id AND t.id = :id;

-- Those of a list of ids with commas between them, in its order (CROSS JOIN keeps it the outer loop on SQLite).
-- query goods_things(centre_id int, ids text) -> as goods_thing [sqlite]
SELECT t.id, t.code, t.parent_id, t.category_id, t.kind_key, t.holder_id, t.allotted_to, t.source_id,
       t.count, t.g, t.weight_method, t.station_state, t.grade, t.size_key, t.received_ms, t.blocked,
       t.seq, t.hash, t.place_id, t.since_ms, t.stops, t.listed, p.hash AS photo, n.note
  FROM json_each('[' || :ids || ']') j
 CROSS JOIN thing t
  LEFT JOIN thing_photo p ON p.centre_id = t.centre_id AND p.thing_id = t.id AND p.position = 1
  LEFT JOIN thing_note n ON n.centre_id = t.centre_id AND n.thing_id = t.id
 WHERE t.centre_id = :centre_id AND t.id = j.value
 ORDER BY j.key;

-- query goods_things(centre_id int, ids text) -> as goods_thing [postgres]
SELECT t.id, t.code, t.parent_id, t.category_id, t.kind_key, t.holder_id, t.allotted_to, t.source_id,
       t.count, t.g, t.weight_method, t.station_state, t.grade, t.size_key, t.received_ms, t.blocked,
       t.seq, t.hash, t.place_id, t.since_ms, t.stops, t.listed, p.hash AS photo, n.note
  FROM unnest(CAST(string_to_array(:ids, ',') AS BIGINT[])) WITH ORDINALITY AS j (id, place)
  JOIN thing t ON t.id = j.id
  LEFT JOIN thing_photo p ON p.centre_id = t.centre_id AND p.thing_id = t.id AND p.position = 1
  LEFT JOIN thing_note n ON n.centre_id = t.centre_id AND n.thing_id = t.id
 WHERE t.centre_id = :centre_id
 ORDER BY j.place;

-- query goods_code_taken(centre_id int, code text) -> id int
SELECT id FROM thing WHERE centre_id = :centre_id AND code = :code;

-- query goods_thing_by_code(centre_id int, code text) -> as goods_thing
SELECT t.id, t.code, t.parent_id, t.category_id, t.kind_key, t.holder_id, t.allotted_to, t.source_id,
       t.count, t.g, t.weight_method, t.station_state, t.grade, t.size_key, t.received_ms, t.blocked,
       t.seq, t.hash, t.place_id, t.since_ms, t.stops, t.listed, p.hash AS photo, n.note
  FROM thing t
  LEFT JOIN thing_photo p ON p.centre_id = t.centre_id AND p.thing_id = t.id AND p.position = 1
  LEFT JOIN thing_note n ON n.centre_id = t.centre_id AND n.thing_id = t.id
 WHERE t.centre_id = :centre_id AND t.code = :code;

-- query goods_key(centre_id int, source text, key text) -> thing_id int
SELECT thing_id FROM thing_key WHERE centre_id = :centre_id AND source = :source AND key = :key;

-- From the holder to what it holds (CROSS JOIN keeps the order on SQLite): by number it would read every thing that ever was.
-- query goods_unallotted(centre_id int, kind int, other_kind int, before_id int, most int) -> as goods_thing
SELECT t.id, t.code, t.parent_id, t.category_id, t.kind_key, t.holder_id, t.allotted_to, t.source_id,
       t.count, t.g, t.weight_method, t.station_state, t.grade, t.size_key, t.received_ms, t.blocked,
       t.seq, t.hash, t.place_id, t.since_ms, t.stops, t.listed, p.hash AS photo, n.note
  FROM holder h
 CROSS JOIN thing t
  LEFT JOIN thing_photo p ON p.centre_id = t.centre_id AND p.thing_id = t.id AND p.position = 1
  LEFT JOIN thing_note n ON n.centre_id = t.centre_id AND n.thing_id = t.id
 WHERE h.centre_id = :centre_id AND h.kind IN (:kind, :other_kind) AND t.centre_id = h.centre_id AND t.holder_id = h.id
   AND t.allotted_to IS NULL AND t.count > 0 AND t.id < :before_id
 ORDER BY t.id DESC LIMIT :most;

-- query goods_unreserved(centre_id int, kind int, other_kind int, before_id int, most int) -> as goods_thing
SELECT t.id, t.code, t.parent_id, t.category_id, t.kind_key, t.holder_id, t.allotted_to, t.source_id,
       t.count, t.g, t.weight_method, t.station_state, t.grade, t.size_key, t.received_ms, t.blocked,
       t.seq, t.hash, t.place_id, t.since_ms, t.stops, t.listed, p.hash AS photo, n.note
  FROM holder h
 CROSS JOIN thing t
  LEFT JOIN thing_photo p ON p.centre_id = t.centre_id AND p.thing_id = t.id AND p.position = 1
  LEFT JOIN thing_note n ON n.centre_id = t.centre_id AND n.thing_id = t.id
 WHERE h.centre_id = :centre_id AND h.kind IN (:kind, :other_kind) AND t.centre_id = h.centre_id AND t.holder_id = h.id
   AND t.allotted_to IS NULL AND t.count > 0 AND t.blocked = 0 AND t.id < :before_id
   AND NOT EXISTS (SELECT 1 FROM thing_reservation r WHERE r.centre_id = t.centre_id AND r.thing_id = t.id)
 ORDER BY t.id DESC LIMIT :most;

-- query goods_listed_changed(centre_id int, most int) -> as goods_thing
SELECT t.id, t.code, t.parent_id, t.category_id, t.kind_key, t.holder_id, t.allotted_to, t.source_id,
       t.count, t.g, t.weight_method, t.station_state, t.grade, t.size_key, t.received_ms, t.blocked,
       t.seq, t.hash, t.place_id, t.since_ms, t.stops, t.listed, p.hash AS photo, n.note
  FROM thing t
  LEFT JOIN thing_photo p ON p.centre_id = t.centre_id AND p.thing_id = t.id AND p.position = 1
  LEFT JOIN thing_note n ON n.centre_id = t.centre_id AND n.thing_id = t.id
 WHERE t.centre_id = :centre_id AND t.listed = 2 ORDER BY t.id LIMIT :most;

-- query goods_reservation(centre_id int, thing_id int) -> owner_id int
SELECT owner_id FROM thing_reservation WHERE centre_id = :centre_id AND thing_id = :thing_id;

-- query goods_reserved(centre_id int, from_id int, to_id int) -> thing_id int
SELECT thing_id FROM thing_reservation
 WHERE centre_id = :centre_id AND thing_id >= :from_id AND thing_id <= :to_id ORDER BY thing_id;

-- exec goods_reservation_add(centre_id int, thing_id int, owner_id int)
INSERT INTO thing_reservation (centre_id, thing_id, owner_id) VALUES (:centre_id, :thing_id, :owner_id);

-- exec goods_reservation_remove(centre_id int, thing_id int, owner_id int)
DELETE FROM thing_reservation WHERE centre_id = :centre_id AND thing_id = :thing_id AND owner_id = :owner_id;

-- query goods_unallotted_queue(centre_id int, kind int, other_kind int) -> lots int, since_ms int?
SELECT COUNT(*) AS lots, MIN(t.received_ms) AS since_ms
  FROM holder h
 CROSS JOIN thing t
 WHERE h.centre_id = :centre_id AND h.kind IN (:kind, :other_kind) AND t.centre_id = h.centre_id AND t.holder_id = h.id
   AND t.allotted_to IS NULL AND t.count > 0
   AND NOT EXISTS (SELECT 1 FROM thing_reservation r
                    WHERE r.centre_id = t.centre_id AND r.thing_id = t.id);

-- query goods_given(centre_id int, before_id int, most int) -> as goods_thing
SELECT t.id, t.code, t.parent_id, t.category_id, t.kind_key, t.holder_id, t.allotted_to, t.source_id,
       t.count, t.g, t.weight_method, t.station_state, t.grade, t.size_key, t.received_ms, t.blocked,
       t.seq, t.hash, t.place_id, t.since_ms, t.stops, t.listed, p.hash AS photo, n.note
  FROM thing t
  LEFT JOIN thing_photo p ON p.centre_id = t.centre_id AND p.thing_id = t.id AND p.position = 1
  LEFT JOIN thing_note n ON n.centre_id = t.centre_id AND n.thing_id = t.id
 WHERE t.centre_id = :centre_id AND t.allotted_to IS NOT NULL AND t.count > 0 AND t.id < :before_id
 ORDER BY t.id DESC LIMIT :most;

-- query goods_given_queues(centre_id int, kind int) -> tenant_id int, lots int, since_ms int
SELECT t.allotted_to AS tenant_id, COUNT(DISTINCT t.id) AS lots, MIN(e.at_ms) AS since_ms
  FROM thing t
 CROSS JOIN goods_event e
 WHERE e.centre_id = t.centre_id AND e.thing_id = t.id AND e.kind = :kind AND t.centre_id = :centre_id AND t.allotted_to IS NOT NULL AND t.count > 0
   AND NOT EXISTS (SELECT 1 FROM goods_event u
                    WHERE u.centre_id = t.centre_id AND u.thing_id = t.id AND u.kind = 19
                      AND u.refers_to = e.id)
 GROUP BY t.allotted_to ORDER BY since_ms, t.allotted_to;

-- An undo stands beside what it undoes, with its amounts taken away.
-- By day, then sorted (+e.id): by number it would read all events to find those of a day long ago or to come.
-- query goods_entries(centre_id int, from_day int, to_day int, kind int, other_kind int, undo text, other_undo text,
--     before_id int, most int)
--     -> id int, kind int, at_ms int, count int, g int?, category_id int, kind_key text?, from_holder int?,
--     to_holder int?, code text
SELECT e.id, e.kind, e.at_ms, e.count, e.g, e.category_id, e.kind_key, e.from_holder, e.to_holder, t.code
  FROM goods_event e
  JOIN thing t ON t.centre_id = e.centre_id AND t.id = e.thing_id
 WHERE e.centre_id = :centre_id AND e.day >= :from_day AND e.day <= :to_day AND +e.id < :before_id
   AND (e.kind = :kind OR e.kind = :other_kind
        OR (e.kind = 19 AND (e.detail = :undo OR e.detail = :other_undo)))
 ORDER BY +e.id DESC LIMIT :most;

-- query goods_awaiting(centre_id int, tenant_id int, most int) -> as goods_thing
SELECT t.id, t.code, t.parent_id, t.category_id, t.kind_key, t.holder_id, t.allotted_to, t.source_id,
       t.count, t.g, t.weight_method, t.station_state, t.grade, t.size_key, t.received_ms, t.blocked,
       t.seq, t.hash, t.place_id, t.since_ms, t.stops, t.listed, p.hash AS photo, n.note
  FROM thing t
  LEFT JOIN thing_photo p ON p.centre_id = t.centre_id AND p.thing_id = t.id AND p.position = 1
  LEFT JOIN thing_note n ON n.centre_id = t.centre_id AND n.thing_id = t.id
 WHERE t.centre_id = :centre_id AND t.allotted_to = :tenant_id AND t.count > 0
 ORDER BY t.id DESC LIMIT :most;

-- query goods_in_hand(centre_id int, holder_id int, before_id int, most int) -> as goods_thing
SELECT t.id, t.code, t.parent_id, t.category_id, t.kind_key, t.holder_id, t.allotted_to, t.source_id,
       t.count, t.g, t.weight_method, t.station_state, t.grade, t.size_key, t.received_ms, t.blocked,
       t.seq, t.hash, t.place_id, t.since_ms, t.stops, t.listed, p.hash AS photo, n.note
  FROM thing t
  LEFT JOIN thing_photo p ON p.centre_id = t.centre_id AND p.thing_id = t.id AND p.position = 1
  LEFT JOIN thing_note n ON n.centre_id = t.centre_id AND n.thing_id = t.id
 WHERE t.centre_id = :centre_id AND t.holder_id = :holder_id AND t.count > 0 AND t.id < :before_id
 ORDER BY t.id DESC LIMIT :most;

-- What a search looks at, from either end: of a holder, of what is stopped, or of all that ever was. What is sought is
-- picked out afterwards, so that each is one walk along an index.
-- query goods_held_newest(centre_id int, holder_id int, after_id int, most int)
--     -> id int, code text, category_id int, holder_id int, received_day int, stops int, count int
SELECT id, code, category_id, holder_id, received_day, stops, count
  FROM thing WHERE centre_id = :centre_id AND holder_id = :holder_id AND count > 0 AND id < :after_id ORDER BY id DESC LIMIT :most;

-- query goods_held_oldest(centre_id int, holder_id int, after_id int, most int) -> as goods_held_newest
SELECT id, code, category_id, holder_id, received_day, stops, count
  FROM thing WHERE centre_id = :centre_id AND holder_id = :holder_id AND count > 0 AND id > :after_id ORDER BY id ASC LIMIT :most;

-- query goods_stopped_newest(centre_id int, after_id int, most int) -> as goods_held_newest
SELECT id, code, category_id, holder_id, received_day, stops, count
  FROM thing WHERE centre_id = :centre_id AND stops <> 0 AND id < :after_id ORDER BY id DESC LIMIT :most;

-- query goods_stopped_oldest(centre_id int, after_id int, most int) -> as goods_held_newest
SELECT id, code, category_id, holder_id, received_day, stops, count
  FROM thing WHERE centre_id = :centre_id AND stops <> 0 AND id > :after_id ORDER BY id ASC LIMIT :most;

-- query goods_all_newest(centre_id int, after_id int, most int) -> as goods_held_newest
SELECT id, code, category_id, holder_id, received_day, stops, count
  FROM thing WHERE centre_id = :centre_id AND id < :after_id ORDER BY id DESC LIMIT :most;

-- query goods_all_oldest(centre_id int, after_id int, most int) -> as goods_held_newest
SELECT id, code, category_id, holder_id, received_day, stops, count
  FROM thing WHERE centre_id = :centre_id AND id > :after_id ORDER BY id ASC LIMIT :most;

-- query goods_received_on(centre_id int, place_id int, received_day int, most int) -> as goods_thing
SELECT t.id, t.code, t.parent_id, t.category_id, t.kind_key, t.holder_id, t.allotted_to, t.source_id,
       t.count, t.g, t.weight_method, t.station_state, t.grade, t.size_key, t.received_ms, t.blocked,
       t.seq, t.hash, t.place_id, t.since_ms, t.stops, t.listed, p.hash AS photo, n.note
  FROM thing t
  LEFT JOIN thing_photo p ON p.centre_id = t.centre_id AND p.thing_id = t.id AND p.position = 1
  LEFT JOIN thing_note n ON n.centre_id = t.centre_id AND n.thing_id = t.id
  JOIN goods_event e ON e.centre_id = t.centre_id AND e.thing_id = t.id AND e.seq = 1
 WHERE t.centre_id = :centre_id AND t.place_id = :place_id AND t.received_day = :received_day
   AND t.parent_id IS NULL
   AND NOT EXISTS (SELECT 1 FROM goods_event u
                    WHERE u.centre_id = t.centre_id AND u.thing_id = t.id AND u.kind = 19
                      AND u.refers_to = e.id)
 ORDER BY t.id DESC LIMIT :most;

-- query goods_often(centre_id int, holder_id int, from_day int, most int) -> category_id int, lots int
SELECT category_id, COUNT(*) AS lots FROM thing
 WHERE centre_id = :centre_id AND place_id = :holder_id AND received_day >= :from_day AND parent_id IS NULL
 GROUP BY category_id ORDER BY lots DESC, category_id LIMIT :most;

-- query goods_station_day(centre_id int, place_id int, received_day int, repair int)
--     -> lots int, things int, grams int, repairs int
SELECT COUNT(*) AS lots, CAST(COALESCE(SUM(e.count), 0) AS BIGINT) AS things,
       CAST(COALESCE(SUM(e.g), 0) AS BIGINT) AS grams,
       CAST(COALESCE(SUM(CASE WHEN t.station_state = :repair THEN 1 ELSE 0 END), 0) AS BIGINT) AS repairs
  FROM thing t
  JOIN goods_event e ON e.centre_id = t.centre_id AND e.thing_id = t.id AND e.seq = 1
 WHERE t.centre_id = :centre_id AND t.place_id = :place_id AND t.received_day = :received_day
   AND t.parent_id IS NULL
   AND NOT EXISTS (SELECT 1 FROM goods_event u
                    WHERE u.centre_id = t.centre_id AND u.thing_id = t.id AND u.kind = 19
                      AND u.refers_to = e.id);

-- query goods_states(centre_id int, after_id int, most int)
--     -> id int, code text, parent_id int?, category_id int, kind_key text?, holder_id int, allotted_to int?, source_id int, count int, g int?, weight_method int, station_state int, grade int?,
--     size_key text?, received_ms int, blocked int, seq int, hash bytes, place_id int, since_ms int, stops int, listed int
SELECT id, code, parent_id, category_id, kind_key, holder_id, allotted_to, source_id, count, g, weight_method,
       station_state, grade, size_key, received_ms, blocked, seq, hash, place_id, since_ms, stops, listed
  FROM thing WHERE centre_id = :centre_id AND id > :after_id ORDER BY id LIMIT :most;

-- exec goods_thing_add(centre_id int, id int, code text, parent_id int?, category_id int, kind_key text?,
--     holder_id int, allotted_to int?, source_id int, count int, g int?, weight_method int, station_state int,
--     grade int?, size_key text?, received_ms int, received_day int, blocked int, seq int, hash bytes, place_id int,
--     since_ms int, stops int, listed int)
INSERT INTO thing (centre_id, id, code, parent_id, category_id, kind_key, holder_id, allotted_to, source_id,
                   count, g, weight_method, station_state, grade, size_key, received_ms, received_day,
                   blocked, seq, hash, place_id, since_ms, stops, listed)
VALUES (:centre_id, :id, :code, :parent_id, :category_id, :kind_key, :holder_id, :allotted_to, :source_id,
        :count, :g, :weight_method, :station_state, :grade, :size_key, :received_ms, :received_day,
        :blocked, :seq, :hash, :place_id, :since_ms, :stops, :listed);

-- exec goods_thing_set(centre_id int, id int, category_id int, kind_key text?, holder_id int, allotted_to int?,
--     count int, g int?, weight_method int, grade int?, size_key text?, blocked int, seq int, hash bytes,
--     since_ms int, stops int, listed int, seq_before int)
UPDATE thing SET category_id = :category_id, kind_key = :kind_key, holder_id = :holder_id,
       allotted_to = :allotted_to, count = :count, g = :g, weight_method = :weight_method, grade = :grade,
       size_key = :size_key, blocked = :blocked, seq = :seq, hash = :hash,
       since_ms = :since_ms, stops = :stops, listed = :listed
 WHERE centre_id = :centre_id AND id = :id AND seq = :seq_before;

-- exec goods_note_add(centre_id int, thing_id int, note text)
INSERT INTO thing_note (centre_id, thing_id, note) VALUES (:centre_id, :thing_id, :note);

-- exec goods_key_add(centre_id int, source text, key text, thing_id int)
INSERT INTO thing_key (centre_id, source, key, thing_id) VALUES (:centre_id, :source, :key, :thing_id);

-- exec goods_photo_add(centre_id int, thing_id int, position int, hash text)
INSERT INTO thing_photo (centre_id, thing_id, position, hash) VALUES (:centre_id, :thing_id, :position, :hash);

-- query goods_photos(centre_id int, thing_id int) -> position int, hash text
SELECT position, hash FROM thing_photo WHERE centre_id = :centre_id AND thing_id = :thing_id ORDER BY position;

-- exec goods_event_add(centre_id int, id int, thing_id int, seq int, kind int, at_ms int, day int, person_id int?,
--     device_id int?, from_holder int?, to_holder int?, count int, g int?, weight_method int, category_id int,
--     kind_key text?, source_id int, refers_to int?, detail text, previous_hash bytes, hash bytes)
INSERT INTO goods_event (centre_id, id, thing_id, seq, kind, at_ms, day, person_id, device_id, from_holder,
                         to_holder, count, g, weight_method, category_id, kind_key, source_id, refers_to, detail,
                         previous_hash, hash)
VALUES (:centre_id, :id, :thing_id, :seq, :kind, :at_ms, :day, :person_id, :device_id, :from_holder,
        :to_holder, :count, :g, :weight_method, :category_id, :kind_key, :source_id, :refers_to, :detail,
        :previous_hash, :hash);

-- query goods_event(centre_id int, id int) -> id int, thing_id int, seq int, kind int, at_ms int, day int,
--     person_id int?, device_id int?, from_holder int?, to_holder int?, count int, g int?, weight_method
--     int, category_id int, kind_key text?, source_id int, refers_to int?, detail text, previous_hash
--     bytes, hash bytes
SELECT id, thing_id, seq, kind, at_ms, day, person_id, device_id, from_holder, to_holder, count, g,
       weight_method, category_id, kind_key, source_id, refers_to, detail, previous_hash, hash
  FROM goods_event
 WHERE centre_id = :centre_id AND id = :id;

-- query goods_events_of(centre_id int, thing_id int) -> as goods_event
SELECT id, thing_id, seq, kind, at_ms, day, person_id, device_id, from_holder, to_holder, count, g,
       weight_method, category_id, kind_key, source_id, refers_to, detail, previous_hash, hash
  FROM goods_event
 WHERE centre_id = :centre_id AND thing_id = :thing_id ORDER BY seq;

-- query goods_events_after(centre_id int, after_id int, most int) -> as goods_event
SELECT id, thing_id, seq, kind, at_ms, day, person_id, device_id, from_holder, to_holder, count, g,
       weight_method, category_id, kind_key, source_id, refers_to, detail, previous_hash, hash
  FROM goods_event
 WHERE centre_id = :centre_id AND id > :after_id ORDER BY id LIMIT :most;

-- query goods_events_by_thing(centre_id int, after_id int, last_id int) -> as goods_event
SELECT id, thing_id, seq, kind, at_ms, day, person_id, device_id, from_holder, to_holder, count, g,
       weight_method, category_id, kind_key, source_id, refers_to, detail, previous_hash, hash
  FROM goods_event
 WHERE centre_id = :centre_id AND thing_id > :after_id AND thing_id <= :last_id
 ORDER BY thing_id, seq;

-- query goods_correction_of(centre_id int, thing_id int, refers_to int) -> as goods_event
SELECT id, thing_id, seq, kind, at_ms, day, person_id, device_id, from_holder, to_holder, count, g,
       weight_method, category_id, kind_key, source_id, refers_to, detail, previous_hash, hash
  FROM goods_event
 WHERE centre_id = :centre_id AND thing_id = :thing_id AND refers_to = :refers_to AND kind = 19;

-- exec goods_total_add(centre_id int, day int, category_id int, source_id int, bucket int, shard int, count int,
--     g int, unknown_count int)
INSERT INTO goods_total (centre_id, day, category_id, source_id, bucket, shard, count, g, unknown_count)
VALUES (:centre_id, :day, :category_id, :source_id, :bucket, :shard, :count, :g, :unknown_count)
    ON CONFLICT (centre_id, day, category_id, source_id, bucket, shard)
    DO UPDATE SET count = goods_total.count + excluded.count, g = goods_total.g + excluded.g,
                  unknown_count = goods_total.unknown_count + excluded.unknown_count;

-- query goods_totals(centre_id int, from_day int, to_day int)
--     -> category_id int, source_id int, bucket int, count int, g int, unknown_count int
SELECT category_id, source_id, bucket, CAST(SUM(count) AS BIGINT) AS count,
       CAST(SUM(g) AS BIGINT) AS g, CAST(SUM(unknown_count) AS BIGINT) AS unknown_count
  FROM goods_total
 WHERE centre_id = :centre_id AND day >= :from_day AND day <= :to_day
 GROUP BY category_id, source_id, bucket ORDER BY category_id, source_id, bucket;

-- query goods_received(centre_id int, from_day int, to_day int, received int) -> count int, g int, unknown_count int
SELECT CAST(COALESCE(SUM(count), 0) AS BIGINT) AS count, CAST(COALESCE(SUM(g), 0) AS BIGINT) AS g,
       CAST(COALESCE(SUM(unknown_count), 0) AS BIGINT) AS unknown_count
  FROM goods_total
 WHERE centre_id = :centre_id AND day >= :from_day AND day <= :to_day AND bucket = :received;

-- query goods_reused(centre_id int, from_day int, to_day int) -> count int, g int, unknown_count int
SELECT CAST(COALESCE(SUM(count), 0) AS BIGINT) AS count, CAST(COALESCE(SUM(g), 0) AS BIGINT) AS g,
       CAST(COALESCE(SUM(unknown_count), 0) AS BIGINT) AS unknown_count
  FROM goods_reused_day
 WHERE centre_id = :centre_id AND day >= :from_day AND day <= :to_day;

-- exec goods_reused_add(centre_id int, day int, shard int, count int, g int, unknown_count int)
INSERT INTO goods_reused_day (centre_id, day, shard, count, g, unknown_count)
VALUES (:centre_id, :day, :shard, :count, :g, :unknown_count)
    ON CONFLICT (centre_id, day, shard)
    DO UPDATE SET count = goods_reused_day.count + excluded.count, g = goods_reused_day.g + excluded.g,
                  unknown_count = goods_reused_day.unknown_count + excluded.unknown_count;

-- query goods_reused_by_day(centre_id int) -> day int, count int, g int, unknown_count int
SELECT day, CAST(SUM(count) AS BIGINT) AS count, CAST(SUM(g) AS BIGINT) AS g,
       CAST(SUM(unknown_count) AS BIGINT) AS unknown_count
  FROM goods_reused_day WHERE centre_id = :centre_id GROUP BY day ORDER BY day;

-- query goods_totals_by_day(centre_id int)
--     -> day int, category_id int, source_id int, bucket int, count int, g int, unknown_count int
SELECT day, category_id, source_id, bucket, CAST(SUM(count) AS BIGINT) AS count,
       CAST(SUM(g) AS BIGINT) AS g, CAST(SUM(unknown_count) AS BIGINT) AS unknown_count
  FROM goods_total WHERE centre_id = :centre_id
 GROUP BY day, category_id, source_id, bucket ORDER BY day, category_id, source_id, bucket;

-- exec goods_holder_add(centre_id int, id int, kind int, name text)
INSERT INTO holder (centre_id, id, kind, name) VALUES (:centre_id, :id, :kind, :name);

-- One that every centre has; a name that it was given stays.
-- exec goods_holder_put(centre_id int, id int, kind int)
INSERT INTO holder (centre_id, id, kind, name) VALUES (:centre_id, :id, :kind, '')
    ON CONFLICT (centre_id, id) DO NOTHING;

-- query goods_holder(centre_id int, id int) -> id int, kind int, name text
SELECT id, kind, name FROM holder WHERE centre_id = :centre_id AND id = :id;

-- query goods_holders(centre_id int, kind int) -> as goods_holder
SELECT id, kind, name FROM holder WHERE centre_id = :centre_id AND (:kind = 0 OR kind = :kind) ORDER BY name, id;

-- exec goods_category_put(centre_id int, id int, parent_id int?, key text, name_nb text, name_nn text, name_en text)
INSERT INTO category (centre_id, id, parent_id, key, name_nb, name_nn, name_en)
VALUES (:centre_id, :id, :parent_id, :key, :name_nb, :name_nn, :name_en)
    ON CONFLICT (centre_id, id) DO UPDATE SET parent_id = excluded.parent_id, key = excluded.key,
       name_nb = excluded.name_nb, name_nn = excluded.name_nn, name_en = excluded.name_en;

-- exec goods_kind_put(centre_id int, key text, category_id int, default_weight_g int?, weight_source text,
--     weight_from_day int, size_class text)
INSERT INTO kind (centre_id, key, category_id, default_weight_g, weight_source, weight_from_day, size_class)
VALUES (:centre_id, :key, :category_id, :default_weight_g, :weight_source, :weight_from_day, :size_class)
    ON CONFLICT (centre_id, key) DO UPDATE SET category_id = excluded.category_id,
       default_weight_g = excluded.default_weight_g, weight_source = excluded.weight_source,
       weight_from_day = excluded.weight_from_day, size_class = excluded.size_class;

-- query goods_category_exists(centre_id int, id int) -> id int
SELECT id FROM category WHERE centre_id = :centre_id AND id = :id;

-- query goods_lists(centre_id int, category_id int, holder_id int, source_id int, kind_key text)
--     -> category_id int?, holder_id int?, source_id int?, kind_category_id int?, default_weight_g int?
SELECT (SELECT id FROM category WHERE centre_id = :centre_id AND id = :category_id) AS category_id,
       (SELECT id FROM holder WHERE centre_id = :centre_id AND id = :holder_id) AS holder_id,
       (SELECT id FROM holder WHERE centre_id = :centre_id AND id = :source_id) AS source_id,
       (SELECT category_id FROM kind WHERE centre_id = :centre_id AND key = :kind_key) AS kind_category_id,
       (SELECT default_weight_g FROM kind WHERE centre_id = :centre_id AND key = :kind_key) AS default_weight_g;

-- query goods_unsealed(centre_id int, after_id int, most int) -> id int, hash bytes
SELECT e.id, e.hash
  FROM goods_event e
  LEFT JOIN seal_leaf l ON l.centre_id = e.centre_id AND l.event_id = e.id
 WHERE e.centre_id = :centre_id AND e.id > :after_id AND l.event_id IS NULL
 ORDER BY e.id LIMIT :most;

-- query goods_unsealed_count(centre_id int) -> events int
SELECT COUNT(*) AS events
  FROM goods_event e
  LEFT JOIN seal_leaf l ON l.centre_id = e.centre_id AND l.event_id = e.id
 WHERE e.centre_id = :centre_id AND l.event_id IS NULL;

-- query goods_seal_newest(centre_id int)
--     -> id int, number int, at_ms int, event_count int, root bytes, previous_hash bytes, hash bytes
SELECT id, number, at_ms, event_count, root, previous_hash, hash
  FROM seal WHERE centre_id = :centre_id ORDER BY number DESC LIMIT 1;

-- query goods_seals(centre_id int, after_number int, most int) -> as goods_seal_newest
SELECT id, number, at_ms, event_count, root, previous_hash, hash
  FROM seal WHERE centre_id = :centre_id AND number > :after_number ORDER BY number LIMIT :most;

-- query goods_seal_leaves(centre_id int, seal_id int) -> hash bytes
SELECT e.hash
  FROM seal_leaf l
  JOIN goods_event e ON e.centre_id = l.centre_id AND e.id = l.event_id
 WHERE l.centre_id = :centre_id AND l.seal_id = :seal_id ORDER BY l.event_id;

-- exec goods_seal_add(centre_id int, id int, number int, at_ms int, event_count int, root bytes,
--     previous_hash bytes, hash bytes)
INSERT INTO seal (centre_id, id, number, at_ms, event_count, root, previous_hash, hash)
VALUES (:centre_id, :id, :number, :at_ms, :event_count, :root, :previous_hash, :hash);

-- exec goods_seal_leaf_add(centre_id int, event_id int, seal_id int)
INSERT INTO seal_leaf (centre_id, event_id, seal_id) VALUES (:centre_id, :event_id, :seal_id);
