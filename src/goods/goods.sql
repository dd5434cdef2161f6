-- SPDX-License-Identifier: EUPL-1.2
-- Every question the room goods asks the database.

-- query goods_thing(centre_id int, id int) -> id int, code text, parent_id int?, category_id int, kind_key
--     text?, holder_id int, allotted_to int?, source_id int, count int, g int?, weight_method int,
--     station_state int, grade int?, size_key text?, received_ms int, blocked int, seq int, hash bytes,
--     place_id int, since_ms int, stops int, listed int, photo text?, note text?, sacks int?
SELECT t.id, t.code, t.parent_id, t.category_id, t.kind_key, t.holder_id, t.allotted_to, t.source_id,
       t.count, t.g, t.weight_method, t.station_state, t.grade, t.size_key, t.received_ms, t.blocked,
       t.seq, t.hash, t.place_id, t.since_ms, t.stops, t.listed, p.hash AS photo, n.note, n.sacks
  FROM thing t
  LEFT JOIN thing_photo p ON p.centre_id = t.centre_id AND p.thing_id = t.id AND p.position = 1
  LEFT JOIN thing_note n ON n.centre_id = t.centre_id AND n.thing_id = t.id
 WHERE t.centre_id = :centre_id AND t.id = :id;

-- Those of a list of ids with commas between them, in its order (CROSS JOIN keeps it the outer loop on SQLite).
-- query goods_things(centre_id int, ids text) -> as goods_thing [sqlite]
SELECT t.id, t.code, t.parent_id, t.category_id, t.kind_key, t.holder_id, t.allotted_to, t.source_id,
       t.count, t.g, t.weight_method, t.station_state, t.grade, t.size_key, t.received_ms, t.blocked,
       t.seq, t.hash, t.place_id, t.since_ms, t.stops, t.listed, p.hash AS photo, n.note, n.sacks
  FROM json_each('[' || :ids || ']') j
 CROSS JOIN thing t
  LEFT JOIN thing_photo p ON p.centre_id = t.centre_id AND p.thing_id = t.id AND p.position = 1
  LEFT JOIN thing_note n ON n.centre_id = t.centre_id AND n.thing_id = t.id
 WHERE t.centre_id = :centre_id AND t.id = j.value
 ORDER BY j.key;

-- query goods_things(centre_id int, ids text) -> as goods_thing [postgres]
SELECT t.id, t.code, t.parent_id, t.category_id, t.kind_key, t.holder_id, t.allotted_to, t.source_id,
       t.count, t.g, t.weight_method, t.station_state, t.grade, t.size_key, t.received_ms, t.blocked,
       t.seq, t.hash, t.place_id, t.since_ms, t.stops, t.listed, p.hash AS photo, n.note, n.sacks
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
       t.seq, t.hash, t.place_id, t.since_ms, t.stops, t.listed, p.hash AS photo, n.note, n.sacks
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
       t.seq, t.hash, t.place_id, t.since_ms, t.stops, t.listed, p.hash AS photo, n.note, n.sacks
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
       t.seq, t.hash, t.place_id, t.since_ms, t.stops, t.listed, p.hash AS photo, n.note, n.sacks
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
       t.seq, t.hash, t.place_id, t.since_ms, t.stops, t.listed, p.hash AS photo, n.note, n.sacks
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
       t.seq, t.hash, t.place_id, t.since_ms, t.stops, t.listed, p.hash AS photo, n.note, n.sacks
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
       t.seq, t.hash, t.place_id, t.since_ms, t.stops, t.listed, p.hash AS photo, n.note, n.sacks
  FROM thing t
  LEFT JOIN thing_photo p ON p.centre_id = t.centre_id AND p.thing_id = t.id AND p.position = 1
  LEFT JOIN thing_note n ON n.centre_id = t.centre_id AND n.thing_id = t.id
 WHERE t.centre_id = :centre_id AND t.allotted_to = :tenant_id AND t.count > 0
 ORDER BY t.id DESC LIMIT :most;

-- query goods_in_hand(centre_id int, holder_id int, before_id int, most int) -> as goods_thing
SELECT t.id, t.code, t.parent_id, t.category_id, t.kind_key, t.holder_id, t.allotted_to, t.source_id,
       t.count, t.g, t.weight_method, t.station_state, t.grade, t.size_key, t.received_ms, t.blocked,
       t.seq, t.hash, t.place_id, t.since_ms, t.stops, t.listed, p.hash AS photo, n.note, n.sacks
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
       t.seq, t.hash, t.place_id, t.since_ms, t.stops, t.listed, p.hash AS photo, n.note, n.sacks
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

-- A label is changed seldom, and its index is left alone by every other event.
-- exec goods_thing_set_code(centre_id int, id int, code text)
UPDATE thing SET code = :code WHERE centre_id = :centre_id AND id = :id;

-- exec goods_note_add(centre_id int, thing_id int, note text, sacks int?)
INSERT INTO thing_note (centre_id, thing_id, note, sacks) VALUES (:centre_id, :thing_id, :note, :sacks);

-- exec goods_key_add(centre_id int, source text, key text, thing_id int)
INSERT INTO thing_key (centre_id, source, key, thing_id) VALUES (:centre_id, :source, :key, :thing_id);

-- exec goods_photo_add(centre_id int, thing_id int, position int, hash text)
INSERT INTO thing_photo (centre_id, thing_id, position, hash) VALUES (:centre_id, :thing_id, :position, :hash);

-- exec goods_photos_clear(centre_id int, thing_id int)
DELETE FROM thing_photo WHERE centre_id = :centre_id AND thing_id = :thing_id;

-- query goods_photo_used(centre_id int, hash text) -> count int
SELECT COUNT(*) AS count FROM (SELECT 1 FROM thing_photo WHERE centre_id = :centre_id AND hash = :hash LIMIT 1) AS one;

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

-- Events that may have moved something of a sum, newest first; what each of them moved is found by following its thing.
-- :kinds has bit N for kind N. A correction says what it corrects; what is thrown away, why. A description is looked
-- for in the category that it left too, and where no holder stands in the event, it is who had the thing by then.
-- query goods_bucket_events(centre_id int, kinds int, corrected text, reason text, reason_told int, from_day int,
--     to_day int, before_id int, first_category int, last_category int, first_source int, last_source int,
--     source_kind int, holder_id int, most int) -> id int, thing_id int, seq int
SELECT e.id, e.thing_id, e.seq
  FROM goods_event e
 WHERE e.centre_id = :centre_id AND e.day >= :from_day AND e.day <= :to_day
   AND (e.day < :to_day OR e.id < :before_id)
   AND ((CAST(1 AS BIGINT) << CAST(e.kind AS INTEGER)) & :kinds) <> 0
   AND (e.kind <> 19 OR e.detail LIKE :corrected)
   AND (e.kind NOT IN (17, 18) OR (e.detail LIKE :reason) = (:reason_told = 1))
   AND e.source_id >= :first_source AND e.source_id <= :last_source
   AND (:source_kind = 0
        OR e.source_id IN (SELECT id FROM holder h WHERE h.centre_id = :centre_id AND h.kind = :source_kind))
   AND ((e.category_id >= :first_category AND e.category_id <= :last_category)
        OR (e.kind = 4 AND EXISTS (SELECT 1 FROM goods_event p
                                    WHERE p.centre_id = e.centre_id AND p.thing_id = e.thing_id AND p.seq = e.seq - 1
                                      AND p.category_id >= :first_category AND p.category_id <= :last_category)))
   AND (:holder_id = 0 OR e.from_holder = :holder_id OR e.to_holder = :holder_id
        OR (e.from_holder IS NULL AND e.to_holder IS NULL
            AND :holder_id = (SELECT p.to_holder FROM goods_event p
                               WHERE p.centre_id = e.centre_id AND p.thing_id = e.thing_id AND p.seq < e.seq
                                 AND p.kind IN (1, 5, 7, 8, 24) AND p.to_holder IS NOT NULL
                               ORDER BY p.seq DESC LIMIT 1)))
 ORDER BY e.day DESC, e.id DESC LIMIT :most;

-- query goods_event(centre_id int, id int) -> id int, thing_id int, seq int, kind int, at_ms int, day int,
--     person_id int?, device_id int?, from_holder int?, to_holder int?, count int, g int?, weight_method
--     int, category_id int, kind_key text?, source_id int, refers_to int?, detail text, previous_hash
--     bytes, hash bytes
SELECT id, thing_id, seq, kind, at_ms, day, person_id, device_id, from_holder, to_holder, count, g,
       weight_method, category_id, kind_key, source_id, refers_to, detail, previous_hash, hash
  FROM goods_event
 WHERE centre_id = :centre_id AND id = :id;

-- What a holder has rented out and not all got back (13 rented out, 14 returned).
-- query goods_rentals_open(centre_id int, holder_id int, before_id int, most int) -> id int, thing_id int
SELECT e.id, e.thing_id
  FROM goods_event e
 WHERE e.centre_id = :centre_id AND e.kind = 13 AND e.from_holder = :holder_id AND e.id < :before_id
   AND e.count > (SELECT COALESCE(SUM(r.count), 0) FROM goods_event r
                   WHERE r.centre_id = e.centre_id AND r.thing_id = e.thing_id AND r.refers_to = e.id
                     AND r.kind = 14)
 ORDER BY e.id DESC LIMIT :most;

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

-- exec goods_total_add(centre_id int, day int, category_id int, source_id int, holder_id int, bucket int, reason int,
--     shard int, count int, g int, unknown_count int)
INSERT INTO goods_total (centre_id, day, category_id, source_id, holder_id, bucket, reason, shard, count, g,
                         unknown_count)
VALUES (:centre_id, :day, :category_id, :source_id, :holder_id, :bucket, :reason, :shard, :count, :g, :unknown_count)
    ON CONFLICT (centre_id, day, category_id, source_id, holder_id, bucket, reason, shard)
    DO UPDATE SET count = goods_total.count + excluded.count, g = goods_total.g + excluded.g,
                  unknown_count = goods_total.unknown_count + excluded.unknown_count;

-- What the caller does not tell apart comes as 0. SQLite gives the rows as they stand, for the caller adds them up
-- anyway and it would sort them first.
-- query goods_totals(centre_id int, from_day int, to_day int, first_category int, last_category int, first_source int,
--     last_source int, source_kind int, first_holder int, last_holder int, by_category int, by_source int,
--     by_holder int)
--     -> category_id int, source_id int, holder_id int, bucket int, reason int, count int, g int, unknown_count int [sqlite]
SELECT CASE WHEN :by_category = 1 THEN category_id ELSE 0 END AS category_id,
       CASE WHEN :by_source = 1 THEN source_id ELSE 0 END AS source_id,
       CASE WHEN :by_holder = 1 THEN holder_id ELSE 0 END AS holder_id, bucket, reason,
       count, g, unknown_count
  FROM goods_total
 WHERE centre_id = :centre_id AND day >= :from_day AND day <= :to_day
   AND category_id >= :first_category AND category_id <= :last_category
   AND source_id >= :first_source AND source_id <= :last_source
   AND holder_id >= :first_holder AND holder_id <= :last_holder
   AND (:source_kind = 0
        OR source_id IN (SELECT id FROM holder h WHERE h.centre_id = :centre_id AND h.kind = :source_kind));

-- query goods_totals(centre_id int, from_day int, to_day int, first_category int, last_category int, first_source int,
--     last_source int, source_kind int, first_holder int, last_holder int, by_category int, by_source int,
--     by_holder int)
--     -> category_id int, source_id int, holder_id int, bucket int, reason int, count int, g int, unknown_count int [postgres]
SELECT CASE WHEN :by_category = 1 THEN category_id ELSE 0 END AS category_id,
       CASE WHEN :by_source = 1 THEN source_id ELSE 0 END AS source_id,
       CASE WHEN :by_holder = 1 THEN holder_id ELSE 0 END AS holder_id, bucket, reason,
       CAST(SUM(count) AS BIGINT) AS count, CAST(SUM(g) AS BIGINT) AS g,
       CAST(SUM(unknown_count) AS BIGINT) AS unknown_count
  FROM goods_total
 WHERE centre_id = :centre_id AND day >= :from_day AND day <= :to_day
   AND category_id >= :first_category AND category_id <= :last_category
   AND source_id >= :first_source AND source_id <= :last_source
   AND holder_id >= :first_holder AND holder_id <= :last_holder
   AND (:source_kind = 0
        OR source_id IN (SELECT id FROM holder h WHERE h.centre_id = :centre_id AND h.kind = :source_kind))
 GROUP BY 1, 2, 3, bucket, reason;

-- The same from kept months or years that begin on those days.
-- query goods_kept_totals(centre_id int, span int, cut int, from_day int, to_day int, first_category int,
--     last_category int, first_source int, last_source int, source_kind int, first_holder int, last_holder int,
--     by_category int, by_source int, by_holder int) -> as goods_totals [sqlite]
SELECT CASE WHEN :by_category = 1 THEN category_id ELSE 0 END AS category_id,
       CASE WHEN :by_source = 1 THEN source_id ELSE 0 END AS source_id,
       CASE WHEN :by_holder = 1 THEN holder_id ELSE 0 END AS holder_id, bucket, reason,
       count, g, unknown_count
  FROM goods_kept
 WHERE centre_id = :centre_id AND span = :span AND cut = :cut
   AND from_day >= :from_day AND from_day <= :to_day
   AND category_id >= :first_category AND category_id <= :last_category
   AND source_id >= :first_source AND source_id <= :last_source
   AND holder_id >= :first_holder AND holder_id <= :last_holder
   AND (:source_kind = 0
        OR source_id IN (SELECT id FROM holder h WHERE h.centre_id = :centre_id AND h.kind = :source_kind));

-- query goods_kept_totals(centre_id int, span int, cut int, from_day int, to_day int, first_category int,
--     last_category int, first_source int, last_source int, source_kind int, first_holder int, last_holder int,
--     by_category int, by_source int, by_holder int) -> as goods_totals [postgres]
SELECT CASE WHEN :by_category = 1 THEN category_id ELSE 0 END AS category_id,
       CASE WHEN :by_source = 1 THEN source_id ELSE 0 END AS source_id,
       CASE WHEN :by_holder = 1 THEN holder_id ELSE 0 END AS holder_id, bucket, reason,
       CAST(SUM(count) AS BIGINT) AS count, CAST(SUM(g) AS BIGINT) AS g,
       CAST(SUM(unknown_count) AS BIGINT) AS unknown_count
  FROM goods_kept
 WHERE centre_id = :centre_id AND span = :span AND cut = :cut
   AND from_day >= :from_day AND from_day <= :to_day
   AND category_id >= :first_category AND category_id <= :last_category
   AND source_id >= :first_source AND source_id <= :last_source
   AND holder_id >= :first_holder AND holder_id <= :last_holder
   AND (:source_kind = 0
        OR source_id IN (SELECT id FROM holder h WHERE h.centre_id = :centre_id AND h.kind = :source_kind))
 GROUP BY 1, 2, 3, bucket, reason;

-- query goods_kept_spans(centre_id int) -> span int, from_day int, to_day int
SELECT span, from_day, to_day FROM goods_kept_span WHERE centre_id = :centre_id ORDER BY span, from_day;

-- query goods_totals_first(centre_id int) -> day int?
SELECT MIN(day) AS day FROM goods_total WHERE centre_id = :centre_id;

-- exec goods_kept_forget(centre_id int, span int, from_day int)
DELETE FROM goods_kept WHERE centre_id = :centre_id AND span = :span AND from_day = :from_day;

-- exec goods_kept_span_forget(centre_id int, from_day int, to_day int)
DELETE FROM goods_kept_span WHERE centre_id = :centre_id AND from_day <= :to_day AND to_day >= :from_day;

-- exec goods_kept_span_add(centre_id int, span int, from_day int, to_day int)
INSERT INTO goods_kept_span (centre_id, span, from_day, to_day) VALUES (:centre_id, :span, :from_day, :to_day);

-- exec goods_keep_days(centre_id int, span int, cut int, from_day int, to_day int, by_source int, by_holder int)
INSERT INTO goods_kept (centre_id, span, cut, holder_id, source_id, from_day, category_id, bucket, reason, count, g,
                        unknown_count)
SELECT :centre_id, :span, :cut, CASE WHEN :by_holder = 1 THEN holder_id ELSE 0 END AS holder,
       CASE WHEN :by_source = 1 THEN source_id ELSE 0 END AS source, :from_day, category_id, bucket, reason,
       CAST(SUM(count) AS BIGINT), CAST(SUM(g) AS BIGINT), CAST(SUM(unknown_count) AS BIGINT)
  FROM goods_total
 WHERE centre_id = :centre_id AND day >= :from_day AND day <= :to_day
 GROUP BY holder, source, category_id, bucket, reason;

-- Rows of a kept month or year that are not the sum of its days.
-- query goods_kept_wrong(centre_id int, span int, cut int, from_day int, to_day int, by_source int, by_holder int)
--     -> wrong int
SELECT COUNT(*) AS wrong
  FROM (SELECT 1 AS one
          FROM (SELECT holder_id AS holder, source_id AS source, category_id, bucket, reason, count, g, unknown_count
                  FROM goods_kept
                 WHERE centre_id = :centre_id AND span = :span AND cut = :cut AND from_day = :from_day
                 UNION ALL
                SELECT CASE WHEN :by_holder = 1 THEN holder_id ELSE 0 END AS holder,
                       CASE WHEN :by_source = 1 THEN source_id ELSE 0 END AS source, category_id, bucket, reason,
                       -count AS count, -g AS g, -unknown_count AS unknown_count
                  FROM goods_total
                 WHERE centre_id = :centre_id AND day >= :from_day AND day <= :to_day) sides
         GROUP BY holder, source, category_id, bucket, reason
        HAVING SUM(count) <> 0 OR SUM(g) <> 0 OR SUM(unknown_count) <> 0) differences;

-- query goods_total_due(centre_id int) -> centre_id int
SELECT centre_id FROM goods_total_due WHERE centre_id = :centre_id;

-- query goods_totals_due() -> centre_id int
SELECT centre_id FROM goods_total_due ORDER BY centre_id;

-- exec goods_total_due_done(centre_id int)
DELETE FROM goods_total_due WHERE centre_id = :centre_id;

-- exec goods_totals_remove(centre_id int)
DELETE FROM goods_total WHERE centre_id = :centre_id;

-- exec goods_kept_remove(centre_id int)
DELETE FROM goods_kept WHERE centre_id = :centre_id;

-- exec goods_reused_remove(centre_id int)
DELETE FROM goods_reused_day WHERE centre_id = :centre_id;

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
--     -> day int, category_id int, source_id int, holder_id int, bucket int, reason int, count int, g int,
--     unknown_count int
SELECT day, category_id, source_id, holder_id, bucket, reason, count, g, unknown_count
  FROM goods_total WHERE centre_id = :centre_id;

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

-- query goods_lists(centre_id int, category_id int, holder_id int, source_id int, kind_key text, day int)
--     -> category_id int?, holder_id int?, source_id int?, kind_category_id int?, default_weight_g int?
SELECT (SELECT id FROM category WHERE centre_id = :centre_id AND id = :category_id) AS category_id,
       (SELECT id FROM holder WHERE centre_id = :centre_id AND id = :holder_id) AS holder_id,
       (SELECT id FROM holder WHERE centre_id = :centre_id AND id = :source_id) AS source_id,
       (SELECT category_id FROM kind WHERE centre_id = :centre_id AND key = :kind_key) AS kind_category_id,
       COALESCE((SELECT g FROM kind_weight
                  WHERE centre_id = :centre_id AND kind_key = :kind_key AND from_day <= :day
                  ORDER BY from_day DESC LIMIT 1),
                (SELECT default_weight_g FROM kind WHERE centre_id = :centre_id AND key = :kind_key))
           AS default_weight_g;

-- query goods_weighed_day(centre_id int) -> last_day int
SELECT last_day FROM kind_weighed_day WHERE centre_id = :centre_id;

-- exec goods_weighed_day_set(centre_id int, last_day int)
INSERT INTO kind_weighed_day (centre_id, last_day) VALUES (:centre_id, :last_day)
    ON CONFLICT (centre_id) DO UPDATE SET last_day = excluded.last_day;

-- Lots received or weighed by a scale on a day, without those that were registered by mistake.
-- exec goods_weighed_add(centre_id int, day int)
INSERT INTO kind_weighed (centre_id, kind_key, weighings, things, g)
SELECT e.centre_id, e.kind_key, COUNT(*), CAST(SUM(e.count) AS BIGINT), CAST(SUM(e.g) AS BIGINT)
  FROM goods_event e
  JOIN kind k ON k.centre_id = e.centre_id AND k.key = e.kind_key
 WHERE e.centre_id = :centre_id AND e.day = :day AND e.kind IN (1, 2) AND e.weight_method = 1
   AND e.g > 0 AND e.count > 0
   AND NOT EXISTS (SELECT 1 FROM goods_event u
                    WHERE u.centre_id = e.centre_id AND u.thing_id = e.thing_id AND u.kind = 19
                      AND u.refers_to = e.id)
 GROUP BY e.centre_id, e.kind_key
    ON CONFLICT (centre_id, kind_key)
    DO UPDATE SET weighings = kind_weighed.weighings + excluded.weighings,
                  things = kind_weighed.things + excluded.things, g = kind_weighed.g + excluded.g;

-- The kinds that were weighed, with the newest weight that came of it.
-- query goods_weighed(centre_id int) -> kind_key text, weighings int, things int, g int, own_g int?, from_day int?
SELECT w.kind_key, w.weighings, w.things, w.g, n.g AS own_g, n.from_day
  FROM kind_weighed w
  LEFT JOIN kind_weight n ON n.centre_id = w.centre_id AND n.kind_key = w.kind_key
       AND n.from_day = (SELECT MAX(m.from_day) FROM kind_weight m
                          WHERE m.centre_id = w.centre_id AND m.kind_key = w.kind_key)
 WHERE w.centre_id = :centre_id ORDER BY w.weighings DESC, w.kind_key;

-- exec goods_kind_weight_add(centre_id int, kind_key text, from_day int, g int, weighings int)
INSERT INTO kind_weight (centre_id, kind_key, from_day, g, weighings, source)
VALUES (:centre_id, :kind_key, :from_day, :g, :weighings, 'own')
    ON CONFLICT (centre_id, kind_key, from_day) DO UPDATE SET g = excluded.g, weighings = excluded.weighings;

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

-- query goods_parts_of(centre_id int, parent_id int) -> id int
SELECT id FROM thing WHERE centre_id = :centre_id AND parent_id = :parent_id ORDER BY id LIMIT 1000;
