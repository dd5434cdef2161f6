-- SPDX-License-Identifier: EUPL-1.2
-- What room safety asks about recalls, what is written on things, and matches.

-- exec recall_add(centre_id int, id int, source text, number text, category text, product text,
--     model text, brand text, gtins text, batches text, made_when text, risk text, what_to_do text,
--     url text, country text, content_hash text, imported_ms int, imported_by int?)
INSERT INTO recall (centre_id, id, source, number, category, product, model, brand, gtins, batches,
                    made_when, risk, what_to_do, url, country, content_hash, imported_ms,
                    imported_by)
VALUES (:centre_id, :id, :source, :number, :category, :product, :model, :brand, :gtins, :batches,
        :made_when, :risk, :what_to_do, :url, :country, :content_hash, :imported_ms, :imported_by);

-- exec recall_change(centre_id int, id int, category text, product text, model text, brand text,
--     gtins text, batches text, made_when text, risk text, what_to_do text, url text, country text,
--     content_hash text, imported_ms int, imported_by int?)
UPDATE recall
   SET category = :category, product = :product, model = :model, brand = :brand, gtins = :gtins,
       batches = :batches, made_when = :made_when, risk = :risk, what_to_do = :what_to_do,
       url = :url, country = :country, content_hash = :content_hash, imported_ms = :imported_ms,
       imported_by = :imported_by
 WHERE centre_id = :centre_id AND id = :id;

-- query recall_known(centre_id int, source text, number text) -> id int, content_hash text
SELECT id, content_hash FROM recall
 WHERE centre_id = :centre_id AND source = :source AND number = :number;

-- query recall_row(centre_id int, id int) -> id int, source text, number text, category text,
--     product text, model text, brand text, gtins text, batches text, made_when text, risk text,
--     what_to_do text, url text, country text, imported_ms int
SELECT id, source, number, category, product, model, brand, gtins, batches, made_when, risk,
       what_to_do, url, country, imported_ms
  FROM recall WHERE centre_id = :centre_id AND id = :id;

-- query recall_rows(centre_id int, before_id int, max int) -> as recall_row
SELECT id, source, number, category, product, model, brand, gtins, batches, made_when, risk,
       what_to_do, url, country, imported_ms
  FROM recall WHERE centre_id = :centre_id AND id < :before_id ORDER BY id DESC LIMIT :max;

-- query recall_count(centre_id int) -> n int, newest_ms int?
SELECT COUNT(*) AS n, MAX(imported_ms) AS newest_ms FROM recall WHERE centre_id = :centre_id;

-- exec recall_word_add(centre_id int, word text, recall_id int)
INSERT INTO recall_word (centre_id, word, recall_id) VALUES (:centre_id, :word, :recall_id)
    ON CONFLICT (centre_id, word, recall_id) DO NOTHING;

-- exec recall_words_forget(centre_id int, recall_id int)
DELETE FROM recall_word WHERE centre_id = :centre_id AND recall_id = :recall_id;

-- query recall_words_find(centre_id int, word text, max int) -> recall_id int
SELECT recall_id FROM recall_word WHERE centre_id = :centre_id AND word = :word
 ORDER BY recall_id DESC LIMIT :max;

-- ---- what is written on things

-- query thing_identity_row(centre_id int, thing_id int) -> brand text, model text, batch text,
--     gtin text
SELECT brand, model, batch, gtin FROM thing_identity
 WHERE centre_id = :centre_id AND thing_id = :thing_id;

-- exec thing_identity_set(centre_id int, thing_id int, brand text, model text, batch text, gtin text,
--     written_ms int, written_by int?)
INSERT INTO thing_identity (centre_id, thing_id, brand, model, batch, gtin, written_ms, written_by)
VALUES (:centre_id, :thing_id, :brand, :model, :batch, :gtin, :written_ms, :written_by)
    ON CONFLICT (centre_id, thing_id) DO UPDATE SET brand = excluded.brand, model = excluded.model,
       batch = excluded.batch, gtin = excluded.gtin, written_ms = excluded.written_ms,
       written_by = excluded.written_by;

-- exec thing_word_add(centre_id int, word text, thing_id int)
INSERT INTO thing_word (centre_id, word, thing_id) VALUES (:centre_id, :word, :thing_id)
    ON CONFLICT (centre_id, word, thing_id) DO NOTHING;

-- exec thing_words_forget(centre_id int, thing_id int)
DELETE FROM thing_word WHERE centre_id = :centre_id AND thing_id = :thing_id;

-- query thing_words_find(centre_id int, word text, after_id int, max int) -> thing_id int
SELECT thing_id FROM thing_word
 WHERE centre_id = :centre_id AND word = :word AND thing_id > :after_id
 ORDER BY thing_id LIMIT :max;

-- query thing_title_row(centre_id int, thing_id int) -> title text
SELECT title FROM thing_title WHERE centre_id = :centre_id AND thing_id = :thing_id;

-- exec thing_title_set(centre_id int, thing_id int, title text)
INSERT INTO thing_title (centre_id, thing_id, title) VALUES (:centre_id, :thing_id, :title)
    ON CONFLICT (centre_id, thing_id) DO UPDATE SET title = excluded.title;

-- query recall_titles_seq(centre_id int) -> seq int
SELECT seq FROM recall_titles WHERE centre_id = :centre_id;

-- exec recall_titles_set(centre_id int, seq int)
INSERT INTO recall_titles (centre_id, seq) VALUES (:centre_id, :seq)
    ON CONFLICT (centre_id) DO UPDATE SET seq = excluded.seq;

-- ---- matches

-- exec recall_match_add(centre_id int, id int, recall_id int, thing_id int, score int, reasons text,
--     state int, found_ms int)
INSERT INTO recall_match (centre_id, id, recall_id, thing_id, score, reasons, state, found_ms,
                          version)
VALUES (:centre_id, :id, :recall_id, :thing_id, :score, :reasons, :state, :found_ms, 1)
    ON CONFLICT (centre_id, recall_id, thing_id) DO NOTHING;

-- query recall_match_row(centre_id int, id int) -> id int, recall_id int, thing_id int, score int,
--     reasons text, state int, found_ms int, version int
SELECT id, recall_id, thing_id, score, reasons, state, found_ms, version
  FROM recall_match WHERE centre_id = :centre_id AND id = :id;

-- query recall_match_pair(centre_id int, recall_id int, thing_id int) -> as recall_match_row
SELECT id, recall_id, thing_id, score, reasons, state, found_ms, version
  FROM recall_match
 WHERE centre_id = :centre_id AND recall_id = :recall_id AND thing_id = :thing_id;

-- query recall_matches(centre_id int, state int, before_id int, max int) -> as recall_match_row
SELECT id, recall_id, thing_id, score, reasons, state, found_ms, version
  FROM recall_match
 WHERE centre_id = :centre_id AND state = :state AND id < :before_id ORDER BY id DESC LIMIT :max;

-- query recall_matches_of(centre_id int, thing_id int) -> as recall_match_row
SELECT id, recall_id, thing_id, score, reasons, state, found_ms, version
  FROM recall_match WHERE centre_id = :centre_id AND thing_id = :thing_id ORDER BY id DESC LIMIT 100;

-- exec recall_match_score(centre_id int, id int, score int, reasons text)
UPDATE recall_match SET score = :score, reasons = :reasons
 WHERE centre_id = :centre_id AND id = :id;

-- exec recall_match_state(centre_id int, id int, version int, state int)
UPDATE recall_match SET state = :state, version = version + 1
 WHERE centre_id = :centre_id AND id = :id AND version = :version;

-- exec recall_decision_add(centre_id int, id int, match_id int, decision int, why text, at_ms int,
--     person_id int?)
INSERT INTO recall_decision (centre_id, id, match_id, decision, why, at_ms, person_id)
VALUES (:centre_id, :id, :match_id, :decision, :why, :at_ms, :person_id);

-- query recall_decisions(centre_id int, match_id int) -> id int, match_id int, decision int, why text,
--     at_ms int, person_id int?
SELECT id, match_id, decision, why, at_ms, person_id
  FROM recall_decision WHERE centre_id = :centre_id AND match_id = :match_id ORDER BY id LIMIT 100;
