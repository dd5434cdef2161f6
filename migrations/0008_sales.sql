-- SPDX-License-Identifier: EUPL-1.2
-- Room sales: what was handed over the counter, and undone.

CREATE TABLE sale (
    centre_id {id},
    id {id},
    tenant_id {id},
    person_id {ref},
    at_ms {int} NOT NULL,
    day {int} NOT NULL,
    total_ore {int} NOT NULL,
    -- The form's own key: the same sale sent twice is one sale.
    key TEXT NOT NULL,
    undone_ms {int},
    PRIMARY KEY (centre_id, id),
    UNIQUE (centre_id, key)
) {strict};

CREATE INDEX sale_tenant_day ON sale (centre_id, tenant_id, day);

CREATE TABLE sale_line (
    centre_id {id},
    id {id},
    sale_id {id},
    listing_id {id},
    thing_id {id},
    count {int} NOT NULL CHECK (count > 0),
    price_ore {int} NOT NULL CHECK (price_ore >= 0),
    event_id {id},
    hold_id {ref},
    PRIMARY KEY (centre_id, id),
    FOREIGN KEY (centre_id, sale_id) REFERENCES sale (centre_id, id)
) {strict};

CREATE INDEX sale_line_sale ON sale_line (centre_id, sale_id);
