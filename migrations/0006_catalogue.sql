-- SPDX-License-Identifier: EUPL-1.2
-- Room catalogue: what is offered to the public, its prices, and what is held for whom.

CREATE TABLE listing (
    centre_id {id},
    id {id},
    -- Dense publish sequence over all centres; the row number in the search index.
    seq {int} NOT NULL UNIQUE,
    thing_id {id},
    tenant_id {id},
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    wear TEXT NOT NULL,
    category_id {id},
    grade {int} NOT NULL,
    size_key TEXT,
    colour_id {ref},
    price_ore {int} NOT NULL CHECK (price_ore >= 0),
    before_ore {int},
    count_left {int} NOT NULL CHECK (count_left >= 0),
    -- How many of them are held for someone.
    held {int} NOT NULL CHECK (held >= 0),
    place TEXT NOT NULL,
    photo_hash TEXT,
    state {int} NOT NULL,
    published_ms {int} NOT NULL,
    published_day {int} NOT NULL,
    ended_ms {int},
    -- The exact text given to the search index; deleting from it needs the same words.
    words TEXT NOT NULL,
    facets TEXT NOT NULL,
    version {int} NOT NULL,
    PRIMARY KEY (centre_id, id),
    UNIQUE (centre_id, code),
    FOREIGN KEY (centre_id, thing_id) REFERENCES thing (centre_id, id)
) {strict};

CREATE INDEX listing_tenant ON listing (centre_id, tenant_id, state, seq);
CREATE INDEX listing_thing ON listing (centre_id, thing_id);
CREATE INDEX listing_day ON listing (centre_id, state, published_day);

-- A row for each category above the listing (0: all) with each size it fits ('': any size): the
-- catalogue page is one range of this key, whatever the size of the house.
CREATE TABLE listing_browse (
    centre_id {id},
    category_id {id},
    size_key TEXT NOT NULL,
    seq {int} NOT NULL,
    listing_id {id},
    price_ore {int} NOT NULL,
    PRIMARY KEY (centre_id, category_id, size_key, seq)
) {strict};

CREATE TABLE listing_browse_count (
    centre_id {id},
    category_id {id},
    size_key TEXT NOT NULL,
    listings {int} NOT NULL,
    PRIMARY KEY (centre_id, category_id, size_key)
) {strict};

CREATE INDEX listing_browse_count_size ON listing_browse_count (centre_id, size_key, category_id, listings);

CREATE TABLE listing_sequence (
    name TEXT NOT NULL PRIMARY KEY,
    last {int} NOT NULL
) {strict};

CREATE TABLE price_change (
    centre_id {id},
    id {id},
    listing_id {id},
    at_ms {int} NOT NULL,
    person_id {ref},
    price_ore {int} NOT NULL,
    PRIMARY KEY (centre_id, id),
    FOREIGN KEY (centre_id, listing_id) REFERENCES listing (centre_id, id)
) {strict};

CREATE TABLE hold (
    centre_id {id},
    id {id},
    listing_id {id},
    tenant_id {id},
    count {int} NOT NULL CHECK (count > 0),
    -- Erased when the hold has ended for 30 days.
    contact TEXT,
    contact_hash {bytes} NOT NULL,
    first_name TEXT,
    pickup_code TEXT NOT NULL,
    token_hash {bytes} NOT NULL,
    confirm_hash {bytes},
    confirm_until_ms {int},
    confirm_tries_left {int} NOT NULL,
    confirmed {int} NOT NULL CHECK (confirmed IN (0, 1)),
    state {int} NOT NULL,
    created_ms {int} NOT NULL,
    until_ms {int} NOT NULL,
    ended_ms {int},
    PRIMARY KEY (centre_id, id),
    FOREIGN KEY (centre_id, listing_id) REFERENCES listing (centre_id, id)
) {strict};

CREATE INDEX hold_listing ON hold (centre_id, listing_id, state);
CREATE INDEX hold_until ON hold (centre_id, state, until_ms);
CREATE INDEX hold_contact ON hold (centre_id, contact_hash, state);
CREATE INDEX hold_tenant ON hold (centre_id, tenant_id, state, until_ms);
CREATE UNIQUE INDEX hold_token ON hold (token_hash);
