-- SPDX-License-Identifier: EUPL-1.2
-- Holds that can be made longer once, and the line behind a thing that is held: one who waits has a
-- row in hold too, with state 5 and no pick-up code, and the row becomes a hold when it is their turn.

ALTER TABLE hold ADD COLUMN extended {int} NOT NULL DEFAULT 0 CHECK (extended IN (0, 1));

-- The language that the mail is written in when it is their turn.
ALTER TABLE hold ADD COLUMN lang {int} NOT NULL DEFAULT 0;

-- Of the address it was made from; only while the hold or the place in line lasts.
ALTER TABLE hold ADD COLUMN client_hash {bytes};

-- Of the second token, which stands in the mail that says that it is their turn.
ALTER TABLE hold ADD COLUMN turn_hash {bytes};

CREATE INDEX hold_client ON hold (centre_id, client_hash, state) WHERE client_hash IS NOT NULL;
CREATE UNIQUE INDEX hold_turn ON hold (turn_hash) WHERE turn_hash IS NOT NULL;
