-- SPDX-License-Identifier: EUPL-1.2
-- Every question room alerts asks.

-- exec alert_add(centre_id int, id int, token text, query text, nearest int, email text,
--     email_key text, lang int, state int, created_ms int, until_ms int, seen_seq int, due_ms int,
--     box text)
INSERT INTO alert (centre_id, id, token, query, nearest, email, email_key, lang, state, created_ms,
                   until_ms, seen_seq, due_ms, box)
VALUES (:centre_id, :id, :token, :query, :nearest, :email, :email_key, :lang, :state, :created_ms,
        :until_ms, :seen_seq, :due_ms, :box);

-- query alert_by_token(centre_id int, token text) -> id int, token text, query text, nearest int,
--     email text, email_key text, lang int, state int, created_ms int, until_ms int, seen_seq int,
--     due_ms int, box text
SELECT id, token, query, nearest, email, email_key, lang, state, created_ms, until_ms, seen_seq,
       due_ms, box
  FROM alert WHERE centre_id = :centre_id AND token = :token;

-- Those of one person, newest first; an empty key is nobody's.
-- query alert_of(centre_id int, email_key text, most int) -> as alert_by_token
SELECT id, token, query, nearest, email, email_key, lang, state, created_ms, until_ms, seen_seq,
       due_ms, box
  FROM alert WHERE centre_id = :centre_id AND email_key = :email_key AND email_key <> ''
 ORDER BY created_ms DESC LIMIT :most;

-- All of one mailbox, those that are over last.
-- query alert_of_box(centre_id int, box text, most int) -> as alert_by_token
SELECT id, token, query, nearest, email, email_key, lang, state, created_ms, until_ms, seen_seq,
       due_ms, box
  FROM alert WHERE centre_id = :centre_id AND box = :box
 ORDER BY state, created_ms, id LIMIT :most;

-- query alert_due(centre_id int, now_ms int, most int) -> as alert_by_token
SELECT id, token, query, nearest, email, email_key, lang, state, created_ms, until_ms, seen_seq,
       due_ms, box
  FROM alert WHERE centre_id = :centre_id AND state = 2 AND due_ms <= :now_ms
 ORDER BY due_ms LIMIT :most;

-- query alert_over(centre_id int, now_ms int, most int) -> as alert_by_token
SELECT id, token, query, nearest, email, email_key, lang, state, created_ms, until_ms, seen_seq,
       due_ms, box
  FROM alert WHERE centre_id = :centre_id AND until_ms <= :now_ms
 ORDER BY until_ms LIMIT :most;

-- exec alert_on(centre_id int, id int, until_ms int, due_ms int)
UPDATE alert SET state = 2, until_ms = :until_ms, due_ms = :due_ms
 WHERE centre_id = :centre_id AND id = :id AND state = 1;

-- Only one of two who looked tells.
-- exec alert_told(centre_id int, id int, was_due_ms int, seen_seq int, due_ms int)
UPDATE alert SET seen_seq = :seen_seq, due_ms = :due_ms
 WHERE centre_id = :centre_id AND id = :id AND state = 2 AND due_ms = :was_due_ms;

-- exec alert_end(centre_id int, id int, until_ms int)
UPDATE alert SET state = 3, email = '', email_key = '', until_ms = :until_ms
 WHERE centre_id = :centre_id AND id = :id AND state <> 3;

-- exec alert_delete(centre_id int, id int)
DELETE FROM alert WHERE centre_id = :centre_id AND id = :id AND state = 3;
