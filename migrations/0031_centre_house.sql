-- SPDX-License-Identifier: EUPL-1.2
-- Rooms centre and tenants: short days, shops with an entrance of their own, where the journey planner finds the house,
-- and what a shop tells about itself.

-- The stop of the national stop register (NSR:StopPlace:NUMBER) and the position ("59.78290, 10.49050"); empty: not told.
ALTER TABLE centre ADD COLUMN stop_id TEXT NOT NULL DEFAULT '';
ALTER TABLE centre ADD COLUMN position TEXT NOT NULL DEFAULT '';

-- When the house closes on an eve (1 Easter, 2 Whitsun, 3 Christmas, 4 New Year's); null: closed all day. No row: as the
-- law has it.
CREATE TABLE opening_eve (
    centre_id {id} REFERENCES centre (centre_id),
    eve {int} NOT NULL CHECK (eve BETWEEN 1 AND 4),
    closes_minute {int} CHECK (closes_minute BETWEEN 1 AND 1440),
    PRIMARY KEY (centre_id, eve)
) {strict};

-- Shops that may be open while the house is closed.
CREATE TABLE opening_own_entrance (
    centre_id {id} REFERENCES centre (centre_id),
    owner_id {id},
    PRIMARY KEY (centre_id, owner_id)
) {strict};

-- What a shop tells about itself, in our three languages: who they are, what they take in, what they do for people.
ALTER TABLE tenant ADD COLUMN people_nb TEXT NOT NULL DEFAULT '';
ALTER TABLE tenant ADD COLUMN people_nn TEXT NOT NULL DEFAULT '';
ALTER TABLE tenant ADD COLUMN people_en TEXT NOT NULL DEFAULT '';
ALTER TABLE tenant ADD COLUMN takes_nb TEXT NOT NULL DEFAULT '';
ALTER TABLE tenant ADD COLUMN takes_nn TEXT NOT NULL DEFAULT '';
ALTER TABLE tenant ADD COLUMN takes_en TEXT NOT NULL DEFAULT '';
ALTER TABLE tenant ADD COLUMN services_nb TEXT NOT NULL DEFAULT '';
ALTER TABLE tenant ADD COLUMN services_nn TEXT NOT NULL DEFAULT '';
ALTER TABLE tenant ADD COLUMN services_en TEXT NOT NULL DEFAULT '';
