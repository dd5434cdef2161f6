-- SPDX-License-Identifier: EUPL-1.2
-- Room custody: loads between holders, stocktakes, deliveries.

-- A trip from one holder to another. State 1: being loaded, 2: on its way, 3: arrived, 4: called
-- off while nothing had left. Who confirmed stands with when, for both ends.
CREATE TABLE custody_load (
    centre_id {id},
    id {id},
    code TEXT NOT NULL,
    from_id {id},
    to_id {id},
    state {int} NOT NULL CHECK (state BETWEEN 1 AND 4),
    made_ms {int} NOT NULL,
    made_by {ref},
    sent_ms {int},
    sent_by {ref},
    arrived_ms {int},
    arrived_by {ref},
    PRIMARY KEY (centre_id, id),
    UNIQUE (centre_id, code),
    FOREIGN KEY (centre_id, from_id) REFERENCES holder (centre_id, id),
    FOREIGN KEY (centre_id, to_id) REFERENCES holder (centre_id, id)
) {strict};
CREATE INDEX custody_load_open ON custody_load (centre_id, id) WHERE state < 3;

-- What is on it. Count and grams as they were when it left. Outcome 0: not told yet, 1: came,
-- 2: lost on the way, 3: never loaded, 4: came without being on the list.
CREATE TABLE custody_load_lot (
    centre_id {id},
    load_id {id},
    thing_id {id},
    number {int} NOT NULL,
    count {int} NOT NULL,
    g {int},
    outcome {int} NOT NULL CHECK (outcome BETWEEN 0 AND 4),
    why TEXT NOT NULL,
    PRIMARY KEY (centre_id, load_id, thing_id),
    FOREIGN KEY (centre_id, load_id) REFERENCES custody_load (centre_id, id),
    FOREIGN KEY (centre_id, thing_id) REFERENCES thing (centre_id, id)
) {strict};

-- Counting what a holder, or a part of it, has. State 1: counting, 2: differences to settle,
-- 3: closed.
CREATE TABLE stocktake (
    centre_id {id},
    id {id},
    holder_id {id},
    category_id {ref},
    state {int} NOT NULL CHECK (state BETWEEN 1 AND 3),
    label TEXT NOT NULL,
    begun_ms {int} NOT NULL,
    begun_by {ref},
    closed_ms {int},
    closed_by {ref},
    PRIMARY KEY (centre_id, id),
    FOREIGN KEY (centre_id, holder_id) REFERENCES holder (centre_id, id)
) {strict};

-- One row for each code. Kind 1: seen where it should be, 2: seen, but the books have it elsewhere,
-- 3: no such code, 4: not seen. Outcome 0: not settled, 1: nothing to settle, 2: moved here,
-- 3: lost, 4: found again, 5: disposed of, 6: left as it is.
CREATE TABLE stocktake_row (
    centre_id {id},
    stocktake_id {id},
    code TEXT NOT NULL,
    number {int} NOT NULL,
    thing_id {ref},
    kind {int} NOT NULL CHECK (kind BETWEEN 1 AND 4),
    outcome {int} NOT NULL CHECK (outcome BETWEEN 0 AND 6),
    why TEXT NOT NULL,
    at_ms {int} NOT NULL,
    person_id {ref},
    PRIMARY KEY (centre_id, stocktake_id, code),
    UNIQUE (centre_id, stocktake_id, number),
    FOREIGN KEY (centre_id, stocktake_id) REFERENCES stocktake (centre_id, id)
) {strict};
CREATE INDEX stocktake_row_kind ON stocktake_row (centre_id, stocktake_id, kind, outcome);

-- What one householder delivered, known by a code and nothing else.
CREATE TABLE delivery (
    centre_id {id},
    id {id},
    code TEXT NOT NULL,
    place_id {id},
    day {int} NOT NULL,
    PRIMARY KEY (centre_id, id),
    UNIQUE (centre_id, code),
    FOREIGN KEY (centre_id, place_id) REFERENCES holder (centre_id, id)
) {strict};

CREATE TABLE delivery_lot (
    centre_id {id},
    thing_id {id},
    delivery_id {id},
    PRIMARY KEY (centre_id, thing_id),
    FOREIGN KEY (centre_id, delivery_id) REFERENCES delivery (centre_id, id),
    FOREIGN KEY (centre_id, thing_id) REFERENCES thing (centre_id, id)
) {strict};
CREATE INDEX delivery_lot_of ON delivery_lot (centre_id, delivery_id);
