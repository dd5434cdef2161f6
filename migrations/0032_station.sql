-- SPDX-License-Identifier: EUPL-1.2
-- The sacks of a lot are for whoever carries it, not for the station alone: they stand beside its note.

ALTER TABLE thing_note ADD COLUMN sacks {int};

INSERT INTO thing_note (centre_id, thing_id, note, sacks)
SELECT centre_id, thing_id, '', sacks FROM intake_lot WHERE sacks IS NOT NULL
ON CONFLICT (centre_id, thing_id) DO UPDATE SET sacks = excluded.sacks;

ALTER TABLE intake_lot DROP COLUMN sacks;
