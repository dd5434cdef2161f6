-- SPDX-License-Identifier: EUPL-1.2
-- Floor mail: what waits to be sent and what was sent.

-- key says what the mail is about, so that it is sent once. Address and text are emptied a month
-- after the mail was sent or given up.
CREATE TABLE outbox (
    centre_id {id} REFERENCES centre (centre_id),
    id {id},
    key TEXT NOT NULL,
    to_address TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    queued_ms {int} NOT NULL,
    due_ms {int} NOT NULL,
    tries {int} NOT NULL,
    sent_ms {int},
    failed_ms {int},
    PRIMARY KEY (centre_id, id),
    UNIQUE (centre_id, key)
) {strict};

CREATE INDEX outbox_due ON outbox (due_ms) WHERE sent_ms IS NULL AND failed_ms IS NULL;
