-- SPDX-License-Identifier: EUPL-1.2
-- Room goods: code lists, holders, things, and the append-only ledger of what happened to them.

CREATE TABLE category (
    centre_id {id} REFERENCES centre (centre_id),
    id {id},
    parent_id {ref},
    key TEXT NOT NULL,
    name_nb TEXT NOT NULL,
    name_nn TEXT NOT NULL,
    name_en TEXT NOT NULL,
    PRIMARY KEY (centre_id, id),
    UNIQUE (centre_id, key)
) {strict};

CREATE TABLE kind (
    centre_id {id},
    key TEXT NOT NULL,
    category_id {id},
    default_weight_g {int},
    weight_source TEXT NOT NULL,
    weight_from_day {int} NOT NULL,
    size_class TEXT NOT NULL,
    PRIMARY KEY (centre_id, key),
    FOREIGN KEY (centre_id, category_id) REFERENCES category (centre_id, id)
) {strict};

-- Who can have goods in hand: a station, the house itself, a shop (then id = tenant id).
CREATE TABLE holder (
    centre_id {id} REFERENCES centre (centre_id),
    id {id},
    kind {int} NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (centre_id, id)
) {strict};

-- State, rebuilt from the ledger at any time. count and g are what is left in hand; g is null
-- when unknown, never 0 for unknown.
CREATE TABLE thing (
    centre_id {id},
    id {id},
    code TEXT NOT NULL,
    parent_id {ref},
    category_id {id},
    kind_key TEXT,
    holder_id {id},
    allotted_to {ref},
    source_id {id},
    count {int} NOT NULL CHECK (count >= 0),
    g {int} CHECK (g >= 0),
    weight_method {int} NOT NULL,
    station_state {int} NOT NULL,
    grade {ref},
    size_key TEXT,
    received_ms {int} NOT NULL,
    received_day {int} NOT NULL,
    blocked {int} NOT NULL CHECK (blocked IN (0, 1)),
    seq {int} NOT NULL,
    hash {bytes} NOT NULL,
    PRIMARY KEY (centre_id, id),
    UNIQUE (centre_id, code),
    FOREIGN KEY (centre_id, category_id) REFERENCES category (centre_id, id),
    FOREIGN KEY (centre_id, holder_id) REFERENCES holder (centre_id, id),
    FOREIGN KEY (centre_id, source_id) REFERENCES holder (centre_id, id)
) {strict};

CREATE INDEX thing_holder ON thing (centre_id, holder_id, id);
CREATE INDEX thing_allotted ON thing (centre_id, allotted_to, id);
CREATE INDEX thing_parent ON thing (centre_id, parent_id);
CREATE INDEX thing_received ON thing (centre_id, source_id, received_day);

-- What people wrote about a thing; outside the ledger, so that it can be corrected or erased.
CREATE TABLE thing_note (
    centre_id {id},
    thing_id {id},
    note TEXT NOT NULL,
    PRIMARY KEY (centre_id, thing_id),
    FOREIGN KEY (centre_id, thing_id) REFERENCES thing (centre_id, id)
) {strict};

-- Keys given by clients and imports, so that the same thing sent twice is one thing.
CREATE TABLE thing_key (
    centre_id {id},
    source TEXT NOT NULL,
    key TEXT NOT NULL,
    thing_id {id},
    PRIMARY KEY (centre_id, source, key),
    FOREIGN KEY (centre_id, thing_id) REFERENCES thing (centre_id, id)
) {strict};

CREATE TABLE thing_photo (
    centre_id {id},
    thing_id {id},
    position {int} NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (centre_id, thing_id, position),
    FOREIGN KEY (centre_id, thing_id) REFERENCES thing (centre_id, id)
) {strict};

-- The ledger. Rows are only added. hash covers the row and the hash of the thing's event before.
CREATE TABLE goods_event (
    centre_id {id},
    id {id},
    thing_id {id},
    seq {int} NOT NULL,
    kind {int} NOT NULL,
    at_ms {int} NOT NULL,
    day {int} NOT NULL,
    person_id {ref},
    device_id {ref},
    from_holder {ref},
    to_holder {ref},
    count {int} NOT NULL,
    g {int},
    weight_method {int} NOT NULL,
    category_id {id},
    kind_key TEXT,
    source_id {id},
    refers_to {ref},
    detail TEXT NOT NULL,
    previous_hash {bytes} NOT NULL,
    hash {bytes} NOT NULL,
    PRIMARY KEY (centre_id, id),
    UNIQUE (centre_id, thing_id, seq),
    FOREIGN KEY (centre_id, thing_id) REFERENCES thing (centre_id, id)
) {strict};

CREATE INDEX goods_event_day ON goods_event (centre_id, day, kind);

-- Kept sums of the mass balance, so that no page adds up the ledger. Split over shards, so that
-- two writers seldom meet in one row; a sum reads all shards.
CREATE TABLE goods_total (
    centre_id {id} REFERENCES centre (centre_id),
    day {int} NOT NULL,
    category_id {id},
    source_id {id},
    bucket {int} NOT NULL,
    shard {int} NOT NULL,
    count {int} NOT NULL,
    g {int} NOT NULL,
    unknown_count {int} NOT NULL,
    PRIMARY KEY (centre_id, day, category_id, source_id, bucket, shard)
) {strict};

-- Each minute's events under one Merkle root; seals are chained per centre.
CREATE TABLE seal (
    centre_id {id} REFERENCES centre (centre_id),
    id {id},
    number {int} NOT NULL,
    at_ms {int} NOT NULL,
    event_count {int} NOT NULL,
    root {bytes} NOT NULL,
    previous_hash {bytes} NOT NULL,
    hash {bytes} NOT NULL,
    PRIMARY KEY (centre_id, id),
    UNIQUE (centre_id, number)
) {strict};

CREATE TABLE seal_leaf (
    centre_id {id},
    event_id {id},
    seal_id {id},
    PRIMARY KEY (centre_id, event_id),
    FOREIGN KEY (centre_id, seal_id) REFERENCES seal (centre_id, id),
    FOREIGN KEY (centre_id, event_id) REFERENCES goods_event (centre_id, id)
) {strict};

CREATE INDEX seal_leaf_seal ON seal_leaf (centre_id, seal_id);
