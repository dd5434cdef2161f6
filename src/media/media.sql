-- SPDX-License-Identifier: EUPL-1.2
-- Every question the floor media asks the database.

-- exec media_photo_add(centre_id int, hash text, demo int, added_ms int)
INSERT INTO photo (centre_id, hash, demo, added_ms) VALUES (:centre_id, :hash, :demo, :added_ms)
ON CONFLICT (centre_id, hash) DO NOTHING;

-- exec media_photo_sized(centre_id int, hash text, sized_ms int)
UPDATE photo SET sized_ms = :sized_ms WHERE centre_id = :centre_id AND hash = :hash;

-- query media_photo_backlog(centre_id int) -> count int
SELECT COUNT(*) AS count FROM photo WHERE centre_id = :centre_id AND sized_ms IS NULL;

-- All centres, a page at a time.
-- query media_photo_page(centre_id int, hash text, most int) -> centre_id int, hash text
SELECT centre_id, hash FROM photo WHERE (centre_id, hash) > (:centre_id, :hash)
 ORDER BY centre_id, hash LIMIT :most;
