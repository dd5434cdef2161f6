-- SPDX-License-Identifier: EUPL-1.2
-- Every question the floor mail asks the database.

-- exec mail_add(centre_id int, id int, key text, to_address text, subject text, text text,
--     unsubscribe text, queued_ms int)
INSERT INTO outbox (centre_id, id, key, to_address, subject, text, unsubscribe, queued_ms, due_ms,
                    tries)
VALUES (:centre_id, :id, :key, :to_address, :subject, :text, :unsubscribe, :queued_ms, :queued_ms,
        0)
ON CONFLICT (centre_id, key) DO NOTHING;

-- query mail_due(now_ms int, count int) -> centre_id int, id int, to_address text, subject text,
--     text text, unsubscribe text, queued_ms int, tries int
SELECT centre_id, id, to_address, subject, text, unsubscribe, queued_ms, tries
  FROM outbox
 WHERE sent_ms IS NULL AND failed_ms IS NULL AND due_ms <= :now_ms
 ORDER BY due_ms, id
 LIMIT :count;

-- Only one of two senders gets the mail: the other finds tries changed.
-- exec mail_begin(centre_id int, id int, tries int, due_ms int)
UPDATE outbox SET tries = tries + 1, due_ms = :due_ms
 WHERE centre_id = :centre_id AND id = :id AND tries = :tries AND sent_ms IS NULL
   AND failed_ms IS NULL;

-- exec mail_sent(centre_id int, id int, sent_ms int)
UPDATE outbox SET sent_ms = :sent_ms WHERE centre_id = :centre_id AND id = :id;

-- exec mail_failed(centre_id int, id int, failed_ms int)
UPDATE outbox SET failed_ms = :failed_ms WHERE centre_id = :centre_id AND id = :id;

-- A server that did not answer says nothing about this mail: the try is not counted.
-- exec mail_put_back(centre_id int, id int, due_ms int)
UPDATE outbox SET tries = tries - 1, due_ms = :due_ms WHERE centre_id = :centre_id AND id = :id;

-- exec mail_forget(before_ms int)
UPDATE outbox SET to_address = '', subject = '', text = '', unsubscribe = ''
 WHERE to_address <> '' AND (sent_ms < :before_ms OR failed_ms < :before_ms);

-- query mail_list(centre_id int, count int) -> id int, to_address text, subject text, text text,
--     queued_ms int, sent_ms int?, failed_ms int?, tries int
SELECT id, to_address, subject, text, queued_ms, sent_ms, failed_ms, tries
  FROM outbox
 WHERE centre_id = :centre_id
 ORDER BY id DESC
 LIMIT :count;
