-- SPDX-License-Identifier: EUPL-1.2
-- How much the booth of a shop holds; and what became of the parts of a lot.

-- Dated and published: another day's row takes over. Null: no such limit.
CREATE TABLE booth (
    centre_id {id},
    tenant_id {id},
    from_day {int} NOT NULL,
    lots_max {int} CHECK (lots_max >= 0),
    litres_max {int} CHECK (litres_max >= 0),
    -- For each day on which the booth is full in the morning.
    fee_ore {int} NOT NULL CHECK (fee_ore >= 0),
    PRIMARY KEY (centre_id, tenant_id, from_day),
    FOREIGN KEY (centre_id, tenant_id) REFERENCES holder (centre_id, id)
) {strict};

-- The days on which a booth was full, with what was counted.
CREATE TABLE booth_day (
    centre_id {id},
    tenant_id {id},
    day {int} NOT NULL,
    lots {int} NOT NULL,
    litres {int} NOT NULL,
    fee_ore {int} NOT NULL,
    PRIMARY KEY (centre_id, day, tenant_id),
    FOREIGN KEY (centre_id, tenant_id) REFERENCES holder (centre_id, id)
) {strict};

-- What became of the parts of a lot; most things are no parts, and cost nothing here.
CREATE INDEX thing_part ON thing (centre_id, parent_id) WHERE parent_id IS NOT NULL;
