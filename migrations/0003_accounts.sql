-- SPDX-License-Identifier: EUPL-1.2
-- Room accounts: people, what they may do, how they sign in.

CREATE TABLE person (
    centre_id {id} REFERENCES centre (centre_id),
    id {id},
    name TEXT NOT NULL,
    email TEXT,
    password_hash TEXT,
    pin_hash TEXT,
    lang TEXT NOT NULL,
    created_ms {int} NOT NULL,
    disabled_ms {int},
    version {int} NOT NULL,
    PRIMARY KEY (centre_id, id),
    UNIQUE (centre_id, email)
) {strict};

CREATE TABLE role_grant (
    centre_id {id},
    id {id},
    person_id {id},
    role {int} NOT NULL,
    tenant_id {ref},
    from_day {int} NOT NULL,
    to_day {int},
    PRIMARY KEY (centre_id, id),
    FOREIGN KEY (centre_id, person_id) REFERENCES person (centre_id, id)
) {strict};

CREATE INDEX role_grant_person ON role_grant (centre_id, person_id);

-- A shared device at a station, enrolled once with a code from the manager.
CREATE TABLE device (
    centre_id {id} REFERENCES centre (centre_id),
    id {id},
    name TEXT NOT NULL,
    station_id {id},
    token_hash {bytes},
    created_ms {int} NOT NULL,
    ends_ms {int} NOT NULL,
    revoked_ms {int},
    PRIMARY KEY (centre_id, id)
) {strict};

CREATE UNIQUE INDEX device_token ON device (token_hash);

CREATE TABLE device_code (
    centre_id {id} REFERENCES centre (centre_id),
    id {id},
    name TEXT NOT NULL,
    station_id {id},
    code_hash {bytes} NOT NULL,
    ends_ms {int} NOT NULL,
    used_ms {int},
    PRIMARY KEY (centre_id, id)
) {strict};

CREATE TABLE session (
    centre_id {id},
    id {id},
    person_id {id},
    device_id {ref},
    token_hash {bytes} NOT NULL,
    created_ms {int} NOT NULL,
    last_used_ms {int} NOT NULL,
    ends_ms {int} NOT NULL,
    PRIMARY KEY (centre_id, id),
    FOREIGN KEY (centre_id, person_id) REFERENCES person (centre_id, id)
) {strict};

CREATE UNIQUE INDEX session_token ON session (token_hash);
CREATE INDEX session_person ON session (centre_id, person_id);

-- Codes sent by e-mail, and one-time links for the first sign-in.
CREATE TABLE sign_in_code (
    centre_id {id} REFERENCES centre (centre_id),
    id {id},
    person_id {id},
    code_hash {bytes} NOT NULL,
    created_ms {int} NOT NULL,
    ends_ms {int} NOT NULL,
    tries_left {int} NOT NULL,
    used_ms {int},
    PRIMARY KEY (centre_id, id),
    FOREIGN KEY (centre_id, person_id) REFERENCES person (centre_id, id)
) {strict};

CREATE INDEX sign_in_code_person ON sign_in_code (centre_id, person_id);

-- Wrong PINs in a row; five lock the person for a quarter of an hour.
CREATE TABLE pin_failure (
    centre_id {id},
    person_id {id},
    failures {int} NOT NULL,
    locked_until_ms {int} NOT NULL,
    PRIMARY KEY (centre_id, person_id),
    FOREIGN KEY (centre_id, person_id) REFERENCES person (centre_id, id)
) {strict};

CREATE TABLE api_token (
    centre_id {id},
    id {id},
    person_id {id},
    device_id {ref},
    name TEXT NOT NULL,
    token_hash {bytes} NOT NULL,
    created_ms {int} NOT NULL,
    revoked_ms {int},
    PRIMARY KEY (centre_id, id),
    FOREIGN KEY (centre_id, person_id) REFERENCES person (centre_id, id)
) {strict};

CREATE UNIQUE INDEX api_token_token ON api_token (token_hash);
