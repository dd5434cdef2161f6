-- SPDX-License-Identifier: EUPL-1.2
-- Room alerts: searches that somebody wants to hear of by mail. A mail may say where it is unsubscribed.

ALTER TABLE outbox ADD COLUMN unsubscribe TEXT NOT NULL DEFAULT '';

-- state: 1 asked for, 2 on, 3 over. until_ms: when this state ends; what is over is deleted then. query: as the address of
-- the list has it. nearest: enum found_by that counts as a hit. seen_seq: the newest listing told of. due_ms: when to look
-- next. token opens the alert's page and is in each of its mails; it can only stop what it belongs to, and stands beside
-- the address itself, so it is kept as it is. email and email_key are empty when the alert is over.
CREATE TABLE alert (
    centre_id {id} REFERENCES centre (centre_id),
    id {id},
    token TEXT NOT NULL,
    query TEXT NOT NULL,
    nearest {int} NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    lang {int} NOT NULL,
    state {int} NOT NULL,
    created_ms {int} NOT NULL,
    until_ms {int} NOT NULL,
    seen_seq {int} NOT NULL,
    due_ms {int} NOT NULL,
    PRIMARY KEY (centre_id, id),
    UNIQUE (centre_id, token)
) {strict};

CREATE INDEX alert_address ON alert (centre_id, email_key, created_ms) WHERE email_key <> '';
CREATE INDEX alert_due ON alert (centre_id, due_ms) WHERE state = 2;
CREATE INDEX alert_until ON alert (centre_id, until_ms);
