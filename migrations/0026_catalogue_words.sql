-- SPDX-License-Identifier: EUPL-1.2
-- Words of the index are made otherwise now (plain letters, parts of compounds, colours): what stands in it is made
-- anew by the program, in steps, and says so until then.
ALTER TABLE listing ADD COLUMN reindex {int} NOT NULL DEFAULT 0;
UPDATE listing SET reindex = 1;
CREATE INDEX listing_reindex ON listing (centre_id, id) WHERE reindex = 1;

-- Words of titles with plain letters, and backwards: what a mistyped word can have been meant to be. shown: with its own
-- letters; stem: how the index has it. Words stay when their listing goes.
CREATE TABLE listing_word (
    centre_id {id},
    letters {int} NOT NULL,
    word TEXT NOT NULL,
    mirrored TEXT NOT NULL,
    shown TEXT NOT NULL,
    stem TEXT NOT NULL,
    PRIMARY KEY (centre_id, letters, word)
) {strict};

CREATE INDEX listing_word_mirrored ON listing_word (centre_id, letters, mirrored);
