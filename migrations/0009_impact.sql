-- SPDX-License-Identifier: EUPL-1.2
-- Room impact: factor sets, and one line for each event that counts.

CREATE TABLE factor_set (
    id {id} PRIMARY KEY,
    version TEXT NOT NULL UNIQUE,
    valid_from_day {int} NOT NULL,
    sha256 TEXT NOT NULL,
    licence TEXT NOT NULL
) {strict};

CREATE TABLE factor_row (
    set_id {id} REFERENCES factor_set (id),
    key TEXT NOT NULL,
    parent TEXT NOT NULL,
    unit TEXT NOT NULL,
    low_mg {int},
    central_mg {int},
    high_mg {int},
    grade TEXT NOT NULL,
    source TEXT NOT NULL,
    source_year TEXT NOT NULL,
    reuse_class TEXT NOT NULL,
    PRIMARY KEY (set_id, key)
) {strict};

-- Only added; a return or an undone sale writes a line with the signs turned.
CREATE TABLE impact_line (
    centre_id {id},
    event_id {id},
    set_id {id} REFERENCES factor_set (id),
    day {int} NOT NULL,
    category_id {id},
    source_id {id},
    factor_key TEXT NOT NULL,
    grade TEXT NOT NULL,
    formula_version TEXT NOT NULL,
    count {int} NOT NULL,
    g {int},
    weight_method {int} NOT NULL,
    -- Why there is no CO2e (enum impact_gap); 0 when there is.
    gap {int} NOT NULL,
    range_known {int} NOT NULL CHECK (range_known IN (0, 1)),
    low_g {int} NOT NULL,
    central_g {int} NOT NULL,
    high_g {int} NOT NULL,
    PRIMARY KEY (centre_id, event_id)
) {strict};

CREATE INDEX impact_line_day ON impact_line (centre_id, day);
CREATE INDEX impact_line_category ON impact_line (centre_id, category_id, day);

-- Kept sums by day and category, written with the lines.
CREATE TABLE impact_total (
    centre_id {id},
    day {int} NOT NULL,
    category_id {id},
    grade TEXT NOT NULL,
    count {int} NOT NULL,
    g {int} NOT NULL,
    unknown_count {int} NOT NULL,
    unknown_range_count {int} NOT NULL,
    low_g {int} NOT NULL,
    central_g {int} NOT NULL,
    high_g {int} NOT NULL,
    PRIMARY KEY (centre_id, day, category_id, grade)
) {strict};

CREATE TABLE impact_cursor (
    centre_id {id} PRIMARY KEY,
    last_event_id {id}
) {strict};
