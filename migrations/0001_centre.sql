-- SPDX-License-Identifier: EUPL-1.2
-- Room centre: the centre itself, the names it answers to, and when it is open.

CREATE TABLE centre (
    centre_id {id} PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    municipality TEXT NOT NULL,
    address TEXT NOT NULL,
    getting_here TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    demo {int} NOT NULL CHECK (demo IN (0, 1)),
    created_ms {int} NOT NULL,
    version {int} NOT NULL
) {strict};

CREATE TABLE centre_host (
    host TEXT NOT NULL PRIMARY KEY,
    centre_id {id} REFERENCES centre (centre_id)
) {strict};

-- The weekly pattern; owner_id 0 is the house itself, else the shop's tenant id.
CREATE TABLE opening_hours (
    centre_id {id} REFERENCES centre (centre_id),
    id {id},
    owner_id {id},
    weekday {int} NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    opens_minute {int} NOT NULL CHECK (opens_minute BETWEEN 0 AND 1439),
    closes_minute {int} NOT NULL CHECK (closes_minute BETWEEN 1 AND 1440),
    from_day {int} NOT NULL,
    to_day {int},
    PRIMARY KEY (centre_id, id),
    CHECK (opens_minute < closes_minute)
) {strict};

CREATE INDEX opening_hours_owner ON opening_hours (centre_id, owner_id, weekday);

-- One day that differs: opens_minute is null when closed all day.
CREATE TABLE opening_exception (
    centre_id {id} REFERENCES centre (centre_id),
    id {id},
    owner_id {id},
    day {int} NOT NULL,
    opens_minute {int},
    closes_minute {int},
    reason_nb TEXT NOT NULL,
    reason_nn TEXT NOT NULL,
    reason_en TEXT NOT NULL,
    PRIMARY KEY (centre_id, id),
    UNIQUE (centre_id, owner_id, day),
    CHECK ((opens_minute IS NULL) = (closes_minute IS NULL)),
    CHECK (opens_minute IS NULL OR opens_minute < closes_minute)
) {strict};
