-- SPDX-License-Identifier: EUPL-1.2
-- Floor jobs: background work, and the lease that elects its runner.

-- centre_id 0 is work for the whole installation. A row is removed when its work is done; clockwork
-- rows stay and move on.
CREATE TABLE job (
    centre_id {id},
    id {id},
    kind TEXT NOT NULL,
    argument TEXT NOT NULL,
    clockwork {int} NOT NULL CHECK (clockwork IN (0, 1)),
    heavy {int} NOT NULL CHECK (heavy IN (0, 1)),
    -- Grows each time the same work is queued again, so that a run under way is not taken for it.
    wanted {int} NOT NULL,
    tries {int} NOT NULL,
    due_ms {int} NOT NULL,
    queued_ms {int} NOT NULL,
    failed_ms {int},
    last_status TEXT NOT NULL,
    PRIMARY KEY (centre_id, id)
) {strict};

CREATE UNIQUE INDEX job_waiting ON job (centre_id, kind, argument) WHERE failed_ms IS NULL;
CREATE INDEX job_due ON job (heavy, due_ms) WHERE failed_ms IS NULL;

-- One row. holder is a random number, 0 when nobody has it.
CREATE TABLE job_lease (
    centre_id {id} PRIMARY KEY,
    holder {int} NOT NULL,
    until_ms {int} NOT NULL
) {strict};

INSERT INTO job_lease (centre_id, holder, until_ms) VALUES (0, 0, 0);

-- Where the clock runs.
CREATE VIEW job_centre AS SELECT centre_id FROM centre;
