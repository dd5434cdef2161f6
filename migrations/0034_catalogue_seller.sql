-- SPDX-License-Identifier: EUPL-1.2
-- Room catalogue, for the shops: brand and season go through drafts and undo, a picture shows the fault, listings
-- follow their tests, drafts end, and some are looked at each month.

ALTER TABLE listing_draft ADD COLUMN brand TEXT NOT NULL DEFAULT '';
ALTER TABLE listing_draft ADD COLUMN seasons TEXT NOT NULL DEFAULT '';
ALTER TABLE listing_undo ADD COLUMN brand TEXT NOT NULL DEFAULT '';
ALTER TABLE listing_undo ADD COLUMN seasons {int} NOT NULL DEFAULT 0;

-- Which picture of a thing shows its fault or its wear, as the shop marked it.
CREATE TABLE wear_photo (
    centre_id {id},
    thing_id {id},
    hash TEXT NOT NULL,
    at_ms {int} NOT NULL,
    PRIMARY KEY (centre_id, thing_id),
    FOREIGN KEY (centre_id, thing_id) REFERENCES thing (centre_id, id)
) {strict};

-- How far the listings have followed the safety tests: the highest id of a test that was looked at.
CREATE TABLE listing_tested (
    centre_id {id} REFERENCES centre (centre_id),
    test_id {int} NOT NULL,
    PRIMARY KEY (centre_id)
) {strict};

-- Drafts that nobody has touched for a month are forgotten.
CREATE INDEX listing_draft_saved ON listing_draft (centre_id, saved_ms);

-- The spot check for new products: what was drawn each month, by which seed, and what came of it. month: 202611.
CREATE TABLE listing_sampling (
    centre_id {id} REFERENCES centre (centre_id),
    month {int} NOT NULL,
    seed {int} NOT NULL,
    made_ms {int} NOT NULL,
    PRIMARY KEY (centre_id, month)
) {strict};

-- listed: how many the shop had for sale. result: 0 nobody has looked, 1 used, 2 new product, 3 taken off otherwise.
CREATE TABLE listing_sample (
    centre_id {id},
    month {int} NOT NULL,
    listing_id {id},
    tenant_id {id},
    listed {int} NOT NULL,
    result {int} NOT NULL DEFAULT 0 CHECK (result BETWEEN 0 AND 3),
    at_ms {int},
    person_id {ref},
    PRIMARY KEY (centre_id, month, listing_id),
    FOREIGN KEY (centre_id, listing_id) REFERENCES listing (centre_id, id)
) {strict};
