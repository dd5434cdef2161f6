-- SPDX-License-Identifier: EUPL-1.2
-- Every question the floor media asks the database.

-- exec media_photo_add(centre_id int, hash text, demo int, added_ms int)
INSERT INTO photo (centre_id, hash, demo, added_ms) VALUES (:centre_id, :hash, :demo, :added_ms)
ON CONFLICT (centre_id, hash) DO NOTHING;

-- exec media_photo_sized(centre_id int, hash text, sized_ms int)
UPDATE photo SET sized_ms = :sized_ms WHERE centre_id = :centre_id AND hash = :hash;

-- query media_photo_backlog(centre_id int) -> count int
SELECT COUNT(*) AS count FROM photo WHERE centre_id = :centre_id AND sized_ms IS NULL;

-- query media_photo_has(centre_id int, hash text) -> count int
SELECT COUNT(*) AS count FROM photo WHERE centre_id = :centre_id AND hash = :hash;

-- exec media_photo_remove(centre_id int, hash text)
DELETE FROM photo WHERE centre_id = :centre_id AND hash = :hash;

-- Of all centres, with what is on its way.
-- query media_photo_wanted(hash text) -> count int
SELECT CAST((SELECT COUNT(*) FROM photo WHERE hash = :hash) +
            (SELECT COUNT(*) FROM photo_upload WHERE hash = :hash AND state <> 3) AS BIGINT) AS count;

-- All centres, a page at a time.
-- query media_photo_page(centre_id int, hash text, most int) -> centre_id int, hash text
SELECT centre_id, hash FROM photo WHERE (centre_id, hash) > (:centre_id, :hash)
 ORDER BY centre_id, hash LIMIT :most;

-- ---- photos that arrive in pieces ----

-- query media_upload_get(centre_id int, uuid text) -> uuid text, owner text, position int, place_id int, size int,
--     hash text, state int, why text?, changed_ms int
SELECT uuid, owner, position, place_id, size, hash, state, why, changed_ms FROM photo_upload
 WHERE centre_id = :centre_id AND uuid = :uuid;

-- query media_upload_of(centre_id int, owner text) -> as media_upload_get
SELECT uuid, owner, position, place_id, size, hash, state, why, changed_ms FROM photo_upload
 WHERE centre_id = :centre_id AND owner = :owner ORDER BY position, uuid;

-- Begins, or begins anew when what is promised has changed.
-- exec media_upload_set(centre_id int, uuid text, owner text, position int, place_id int, size int, hash text,
--     state int, why text?, now_ms int)
INSERT INTO photo_upload (centre_id, uuid, owner, position, place_id, size, hash, state, why, begun_ms, changed_ms)
VALUES (:centre_id, :uuid, :owner, :position, :place_id, :size, :hash, :state, :why, :now_ms, :now_ms)
ON CONFLICT (centre_id, uuid) DO UPDATE
   SET owner = :owner, position = :position, place_id = :place_id, size = :size, hash = :hash, state = :state, why = :why,
       changed_ms = :now_ms;

-- query media_upload_partial(centre_id int) -> count int, bytes int
SELECT COUNT(*) AS count, CAST(COALESCE(SUM(size), 0) AS BIGINT) AS bytes FROM photo_upload
 WHERE centre_id = :centre_id AND state = 1;

-- query media_upload_waiting(centre_id int) -> count int, oldest_ms int?
SELECT COUNT(*) AS count, MIN(changed_ms) AS oldest_ms FROM photo_upload WHERE centre_id = :centre_id AND state = 2;

-- query media_upload_same(centre_id int, hash text, uuid text) -> count int
SELECT COUNT(*) AS count FROM photo_upload
 WHERE centre_id = :centre_id AND hash = :hash AND uuid <> :uuid AND state IN (2, 4);

-- query media_upload_old(centre_id int, state int, before_ms int, most int) -> uuid text, hash text
SELECT uuid, hash FROM photo_upload
 WHERE centre_id = :centre_id AND state = :state AND changed_ms < :before_ms AND state <> 3
 ORDER BY changed_ms LIMIT :most;

-- exec media_upload_remove(centre_id int, uuid text)
DELETE FROM photo_upload WHERE centre_id = :centre_id AND uuid = :uuid;

-- Whole ones that nobody has looked into yet, of all centres, a page at a time: a copy takes them along.
-- query media_upload_page(centre_id int, uuid text, most int) -> centre_id int, uuid text, hash text, state int
SELECT centre_id, uuid, hash, state FROM photo_upload WHERE (centre_id, uuid) > (:centre_id, :uuid)
 ORDER BY centre_id, uuid LIMIT :most;
