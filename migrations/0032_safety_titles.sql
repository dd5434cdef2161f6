-- SPDX-License-Identifier: EUPL-1.2
-- The sacks of a lot are for whoever carries it, not for the station alone: they stand beside its note.

ALTER TABLE thing_note ADD COLUMN sacks {int};

INSERT INTO thing_note (centre_id, thing_id, note, sacks)
SELECT centre_id, thing_id, '', sacks FROM intake_lot WHERE sacks IS NOT NULL
ON CONFLICT (centre_id, thing_id) DO UPDATE SET sacks = excluded.sacks;

ALTER TABLE intake_lot DROP COLUMN sacks;

-- The title of the listing of a thing that may be a recalled one; of others it is not kept.
CREATE TABLE thing_title (
    centre_id {id},
    thing_id {id},
    title TEXT NOT NULL,
    PRIMARY KEY (centre_id, thing_id),
    FOREIGN KEY (centre_id, thing_id) REFERENCES thing (centre_id, id)
) {strict};

-- How far titles have been compared with recalls: the publish sequence of the last of them, 0 after each import.
CREATE TABLE recall_titles (
    centre_id {id} REFERENCES centre (centre_id),
    seq {int} NOT NULL,
    PRIMARY KEY (centre_id)
) {strict};
