-- SPDX-License-Identifier: EUPL-1.2
-- Room centre: the drawn map of how to get here, as the manager wrote it (centre_map.h); empty: none.

ALTER TABLE centre ADD COLUMN map TEXT NOT NULL DEFAULT '';
