-- SPDX-License-Identifier: EUPL-1.2
-- What the manager's pages ask besides: how many have wished, and how fetching has gone.

-- query allocation_office_wished(centre_id int, round_id int) -> shops int
SELECT COUNT(DISTINCT tenant_id) AS shops FROM wish
 WHERE centre_id = :centre_id AND round_id = :round_id AND stars > 0;

-- query allocation_office_fetch(centre_id int, round_id int) -> tries int, tried_ms int, message text, detail text
SELECT tries, tried_ms, message, detail FROM beacon_fetch
 WHERE centre_id = :centre_id AND round_id = :round_id;

-- exec allocation_office_fetch_failed(centre_id int, round_id int, tried_ms int, message text, detail text)
INSERT INTO beacon_fetch (centre_id, round_id, tries, tried_ms, message, detail)
VALUES (:centre_id, :round_id, 1, :tried_ms, :message, :detail)
    ON CONFLICT (centre_id, round_id) DO UPDATE
       SET tries = beacon_fetch.tries + 1, tried_ms = excluded.tried_ms, message = excluded.message,
           detail = excluded.detail;

-- exec allocation_office_fetch_done(centre_id int, round_id int)
DELETE FROM beacon_fetch WHERE centre_id = :centre_id AND round_id = :round_id;

-- query allocation_office_waiting(centre_id int, state int, now_ms int) -> id int
SELECT id FROM round
 WHERE centre_id = :centre_id AND state = :state AND draw_ms <= :now_ms
 ORDER BY draw_ms, id LIMIT 20;
