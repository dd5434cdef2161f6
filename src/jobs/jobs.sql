-- SPDX-License-Identifier: EUPL-1.2
-- Every question the floor jobs asks the database.

-- exec jobs_add(centre_id int, id int, kind text, argument text, clockwork int, heavy int, due_ms int,
--     queued_ms int)
INSERT INTO job (centre_id, id, kind, argument, clockwork, heavy, wanted, tries, due_ms, queued_ms,
                 last_status)
VALUES (:centre_id, :id, :kind, :argument, :clockwork, :heavy, 1, 0, :due_ms, :queued_ms, '')
ON CONFLICT (centre_id, kind, argument) WHERE failed_ms IS NULL
DO UPDATE SET wanted = job.wanted + 1,
              due_ms = CASE WHEN excluded.due_ms < job.due_ms THEN excluded.due_ms ELSE job.due_ms END;

-- query jobs_due(heavy int, now_ms int) -> centre_id int, id int, kind text, argument text,
--     clockwork int, wanted int, tries int
SELECT centre_id, id, kind, argument, clockwork, wanted, tries
  FROM job
 WHERE failed_ms IS NULL AND heavy = :heavy AND due_ms <= :now_ms
 ORDER BY due_ms, id
 LIMIT 1;

-- Only one of two runners gets the row: the other finds tries changed.
-- exec jobs_begin(centre_id int, id int, tries int, due_ms int)
UPDATE job SET tries = tries + 1, due_ms = :due_ms
 WHERE centre_id = :centre_id AND id = :id AND tries = :tries AND failed_ms IS NULL;

-- exec jobs_done(centre_id int, id int, wanted int)
DELETE FROM job WHERE centre_id = :centre_id AND id = :id AND wanted = :wanted;

-- Done, but wanted again meanwhile; or clockwork, which only forgets its failures.
-- exec jobs_again(centre_id int, id int, due_ms int)
UPDATE job
   SET tries = 0, last_status = 'OK',
       due_ms = CASE WHEN :due_ms < due_ms THEN :due_ms ELSE due_ms END
 WHERE centre_id = :centre_id AND id = :id AND failed_ms IS NULL;

-- exec jobs_note(centre_id int, id int, last_status text)
UPDATE job SET last_status = :last_status WHERE centre_id = :centre_id AND id = :id;

-- exec jobs_fail(centre_id int, id int, last_status text, failed_ms int)
UPDATE job SET last_status = :last_status, failed_ms = :failed_ms
 WHERE centre_id = :centre_id AND id = :id AND failed_ms IS NULL;

-- exec jobs_forget(centre_id int, id int)
DELETE FROM job WHERE centre_id = :centre_id AND id = :id;

-- Centres (or the installation, 0) where the clock does not yet know this kind.
-- query jobs_clock_missing(kind text) -> centre_id int
SELECT c.centre_id
  FROM job_centre c
 WHERE NOT EXISTS (SELECT 1 FROM job j WHERE j.centre_id = c.centre_id AND j.kind = :kind
                      AND j.argument = '' AND j.failed_ms IS NULL)
 ORDER BY c.centre_id;

-- query jobs_clock_known(centre_id int, kind text) -> id int
SELECT id FROM job
 WHERE centre_id = :centre_id AND kind = :kind AND argument = '' AND failed_ms IS NULL;

-- exec jobs_lease_take(holder int, until_ms int, now_ms int, nonsense_ms int)
UPDATE job_lease SET holder = :holder, until_ms = :until_ms
 WHERE centre_id = 0
   AND (holder = :holder OR until_ms <= :now_ms OR until_ms > :nonsense_ms);

-- exec jobs_lease_give(holder int)
UPDATE job_lease SET holder = 0, until_ms = 0 WHERE centre_id = 0 AND holder = :holder;

-- query jobs_backlog(centre_id int, tries_max int) -> waiting int, failed int, oldest_due_ms int?
SELECT CAST(COALESCE(SUM(CASE WHEN failed_ms IS NULL AND clockwork = 0 THEN 1 ELSE 0 END), 0) AS BIGINT)
           AS waiting,
       CAST(COALESCE(SUM(CASE WHEN failed_ms IS NOT NULL OR tries > :tries_max THEN 1 ELSE 0 END), 0)
            AS BIGINT) AS failed,
       MIN(CASE WHEN failed_ms IS NULL THEN due_ms END) AS oldest_due_ms
  FROM job
 WHERE :centre_id = 0 OR centre_id = :centre_id;

-- A failed row gives way to the same work waiting anew.
-- exec jobs_failed_drop(centre_id int)
DELETE FROM job
 WHERE failed_ms IS NOT NULL AND (:centre_id = 0 OR centre_id = :centre_id)
   AND EXISTS (SELECT 1 FROM job other
                WHERE other.centre_id = job.centre_id AND other.kind = job.kind
                  AND other.argument = job.argument
                  AND (other.failed_ms IS NULL OR other.id > job.id));

-- exec jobs_failed_revive(centre_id int, now_ms int)
UPDATE job SET failed_ms = NULL, tries = 0, due_ms = :now_ms
 WHERE failed_ms IS NOT NULL AND (:centre_id = 0 OR centre_id = :centre_id);
