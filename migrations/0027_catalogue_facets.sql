-- SPDX-License-Identifier: EUPL-1.2
-- What listings can be narrowed by besides what they had. seasons: a bit for each, 0 when nobody has told.
ALTER TABLE listing ADD COLUMN brand TEXT NOT NULL DEFAULT '';
ALTER TABLE listing ADD COLUMN seasons {int} NOT NULL DEFAULT 0;
ALTER TABLE listing ADD COLUMN checked {int} NOT NULL DEFAULT 0 CHECK (checked IN (0, 1));

-- Words and facets are found by an index in the memory of the program (src/facet), which is made from the rows.
DROP TABLE listing_search;
DROP TABLE listing_browse;
DROP TABLE listing_browse_count;
CREATE INDEX listing_public ON listing (centre_id, seq) WHERE state = 1;
ALTER TABLE listing DROP COLUMN facets;

-- How far the changes of a centre's catalogue have come: one row read tells an index in memory whether there is
-- anything new. Counted up in the same write, so the numbers are in the order of commits on both engines.
CREATE TABLE listing_index (
    centre_id {id},
    last {int} NOT NULL,
    PRIMARY KEY (centre_id)
) {strict};

-- What has changed of what can be found. words: those the listing had, where they are others now.
CREATE TABLE listing_change (
    centre_id {id},
    number {int} NOT NULL,
    listing_id {id},
    seq {int} NOT NULL,
    words TEXT,
    PRIMARY KEY (centre_id, number)
) {strict};
