-- SPDX-License-Identifier: EUPL-1.2
-- Room station: intake from phones that are not always online: what needs help, what was undone before it came, what was
-- turned away, pre-printed labels, and which tiles a station sees.

-- What a lot came with that is no amount: sacks, what the stop list asked and was told.
CREATE TABLE intake_lot (
    centre_id {id},
    thing_id {id},
    sacks {int},
    rule_id {ref},
    answers TEXT NOT NULL,
    PRIMARY KEY (centre_id, thing_id),
    FOREIGN KEY (centre_id, thing_id) REFERENCES thing (centre_id, id)
) {strict};

-- Lots that were undone before they came.
CREATE TABLE intake_undone (
    centre_id {id} REFERENCES centre (centre_id),
    uuid TEXT NOT NULL,
    at_ms {int} NOT NULL,
    PRIMARY KEY (centre_id, uuid)
) {strict};

-- What the stop list turned away.
CREATE TABLE intake_refused (
    centre_id {id} REFERENCES centre (centre_id),
    uuid TEXT NOT NULL,
    station_id {id},
    day {int} NOT NULL,
    category_id {id},
    rule_id {ref},
    PRIMARY KEY (centre_id, uuid),
    FOREIGN KEY (centre_id, station_id) REFERENCES holder (centre_id, id)
) {strict};

CREATE INDEX intake_refused_day ON intake_refused (centre_id, day);

-- The help pile. kind: 1 a field is wrong, 2 the label was taken, 3 a photo is no picture. key is what came twice is one
-- by; body is what came, until a month after it is settled. settled: null while open; 1 received, 2 labelled anew,
-- 3 thrown away, 4 seen, 5 undone from the phone.
CREATE TABLE intake_help (
    centre_id {id} REFERENCES centre (centre_id),
    id {id},
    kind {int} NOT NULL,
    key TEXT NOT NULL,
    station_id {id},
    person_id {ref},
    at_ms {int} NOT NULL,
    received_ms {int} NOT NULL,
    why TEXT NOT NULL,
    body TEXT NOT NULL,
    upload TEXT,
    label TEXT,
    thing_id {ref},
    other_id {ref},
    settled {int},
    settled_ms {int},
    settled_by {ref},
    reason {int},
    PRIMARY KEY (centre_id, id),
    UNIQUE (centre_id, key),
    FOREIGN KEY (centre_id, station_id) REFERENCES holder (centre_id, id)
) {strict};

CREATE INDEX intake_help_open ON intake_help (centre_id, id) WHERE settled IS NULL;

-- Rolls of labels printed before anything has them. thing_id is null until a thing has the code.
CREATE TABLE label_roll (
    centre_id {id},
    id {id},
    station_id {id},
    count {int} NOT NULL,
    made_ms {int} NOT NULL,
    made_by {ref},
    closed_ms {int},
    PRIMARY KEY (centre_id, id),
    FOREIGN KEY (centre_id, station_id) REFERENCES holder (centre_id, id)
) {strict};

CREATE TABLE label_code (
    centre_id {id},
    code TEXT NOT NULL,
    roll_id {id},
    position {int} NOT NULL,
    thing_id {ref},
    PRIMARY KEY (centre_id, code),
    FOREIGN KEY (centre_id, roll_id) REFERENCES label_roll (centre_id, id)
) {strict};

CREATE INDEX label_code_roll ON label_code (centre_id, roll_id, position);

-- The categories a station has received most of, counted each day.
CREATE TABLE station_tile (
    centre_id {id},
    station_id {id},
    position {int} NOT NULL,
    category_id {id},
    PRIMARY KEY (centre_id, station_id, position),
    FOREIGN KEY (centre_id, station_id) REFERENCES holder (centre_id, id)
) {strict};
