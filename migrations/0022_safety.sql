-- SPDX-License-Identifier: EUPL-1.2
-- Room safety: the stop list, what must be tested or wiped, recalls, tests, the dealer's register.

-- The stop list, dated. A row is never changed: what is changed is a new row of the same rule_key;
-- of the rows of a day the newest counts. made_by null: it came with the program.
CREATE TABLE safety_rule (
    centre_id {id} REFERENCES centre (centre_id),
    id {id},
    rule_key TEXT NOT NULL,
    from_day {int} NOT NULL,
    -- 1: from that day the rule is no more.
    ended {int} NOT NULL CHECK (ended IN (0, 1)),
    category_id {int} NOT NULL,
    -- Empty: every kind of the category.
    kind_key TEXT NOT NULL,
    -- 1 do not take it in, 2 ask first, 3 take it in to be tested.
    action {int} NOT NULL CHECK (action BETWEEN 1 AND 3),
    picture TEXT NOT NULL,
    title_nb TEXT NOT NULL,
    title_nn TEXT NOT NULL,
    title_en TEXT NOT NULL,
    text_nb TEXT NOT NULL,
    text_nn TEXT NOT NULL,
    text_en TEXT NOT NULL,
    -- One to a line; "yes" to all of them means that it may come in.
    questions_nb TEXT NOT NULL,
    questions_nn TEXT NOT NULL,
    questions_en TEXT NOT NULL,
    source TEXT NOT NULL,
    made_ms {int} NOT NULL,
    made_by {ref},
    PRIMARY KEY (centre_id, id)
) {strict};

CREATE INDEX safety_rule_key ON safety_rule (centre_id, rule_key, from_day, id);

-- What is electrical and what may hold data, dated: of a kind (category_id 0), or of a category and
-- what is below it (kind_key empty). A kind goes before its category, a category before one above.
CREATE TABLE safety_class (
    centre_id {id} REFERENCES centre (centre_id),
    id {id},
    category_id {int} NOT NULL,
    kind_key TEXT NOT NULL,
    -- 1 electrical, 2 may hold data.
    what {int} NOT NULL CHECK (what BETWEEN 1 AND 2),
    from_day {int} NOT NULL,
    applies {int} NOT NULL CHECK (applies IN (0, 1)),
    source TEXT NOT NULL,
    made_ms {int} NOT NULL,
    made_by {ref},
    PRIMARY KEY (centre_id, id)
) {strict};

CREATE INDEX safety_class_of ON safety_class (centre_id, category_id, kind_key, what, from_day, id);

-- The rules for dealers in second-hand goods, dated, by country and category.
CREATE TABLE safety_dealer_rule (
    centre_id {id} REFERENCES centre (centre_id),
    id {id},
    country TEXT NOT NULL,
    category_id {int} NOT NULL,
    from_day {int} NOT NULL,
    applies {int} NOT NULL CHECK (applies IN (0, 1)),
    hold_days {int} NOT NULL CHECK (hold_days BETWEEN 0 AND 365),
    -- 1: also what is sold for its owner.
    commission {int} NOT NULL CHECK (commission IN (0, 1)),
    min_age {int} NOT NULL CHECK (min_age BETWEEN 0 AND 30),
    -- How long who sold it is kept.
    keep_days {int} NOT NULL CHECK (keep_days BETWEEN 0 AND 36500),
    what_nb TEXT NOT NULL,
    what_nn TEXT NOT NULL,
    what_en TEXT NOT NULL,
    source TEXT NOT NULL,
    made_ms {int} NOT NULL,
    made_by {ref},
    PRIMARY KEY (centre_id, id)
) {strict};

CREATE INDEX safety_dealer_rule_of
    ON safety_dealer_rule (centre_id, country, category_id, from_day, id);

-- Whose rules for dealers hold here, dated; without a row Norway's.
CREATE TABLE safety_country (
    centre_id {id} REFERENCES centre (centre_id),
    id {id},
    country TEXT NOT NULL,
    from_day {int} NOT NULL,
    made_ms {int} NOT NULL,
    made_by {ref},
    PRIMARY KEY (centre_id, id)
) {strict};

-- Recalls as somebody published them. Lists (gtins, batches) have one to a line.
CREATE TABLE recall (
    centre_id {id} REFERENCES centre (centre_id),
    id {id},
    source TEXT NOT NULL,
    number TEXT NOT NULL,
    category TEXT NOT NULL,
    product TEXT NOT NULL,
    model TEXT NOT NULL,
    brand TEXT NOT NULL,
    gtins TEXT NOT NULL,
    batches TEXT NOT NULL,
    made_when TEXT NOT NULL,
    risk TEXT NOT NULL,
    what_to_do TEXT NOT NULL,
    url TEXT NOT NULL,
    country TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    imported_ms {int} NOT NULL,
    imported_by {ref},
    PRIMARY KEY (centre_id, id),
    UNIQUE (centre_id, source, number)
) {strict};

-- The words by which a recall is looked for: gtins, and the words of brand.
CREATE TABLE recall_word (
    centre_id {id},
    word TEXT NOT NULL,
    recall_id {id},
    PRIMARY KEY (centre_id, word, recall_id),
    FOREIGN KEY (centre_id, recall_id) REFERENCES recall (centre_id, id)
) {strict};

CREATE INDEX recall_word_recall ON recall_word (centre_id, recall_id);

-- What is written on a thing, as far as somebody has looked.
CREATE TABLE thing_identity (
    centre_id {id},
    thing_id {id},
    brand TEXT NOT NULL,
    model TEXT NOT NULL,
    batch TEXT NOT NULL,
    gtin TEXT NOT NULL,
    written_ms {int} NOT NULL,
    written_by {ref},
    PRIMARY KEY (centre_id, thing_id),
    FOREIGN KEY (centre_id, thing_id) REFERENCES thing (centre_id, id)
) {strict};

-- The words of a thing with an identity or a note, so that a new recall finds it.
CREATE TABLE thing_word (
    centre_id {id},
    word TEXT NOT NULL,
    thing_id {id},
    PRIMARY KEY (centre_id, word, thing_id),
    FOREIGN KEY (centre_id, thing_id) REFERENCES thing (centre_id, id)
) {strict};

CREATE INDEX thing_word_thing ON thing_word (centre_id, thing_id);

-- A thing that may be a recalled one. state: 1 to be decided, 2 blocked, 3 not this one, 4 the
-- holder is asked. reasons: own ASCII words, the score is their sum.
CREATE TABLE recall_match (
    centre_id {id},
    id {id},
    recall_id {id},
    thing_id {id},
    score {int} NOT NULL CHECK (score BETWEEN 0 AND 100),
    reasons TEXT NOT NULL,
    state {int} NOT NULL CHECK (state BETWEEN 1 AND 4),
    found_ms {int} NOT NULL,
    version {int} NOT NULL,
    PRIMARY KEY (centre_id, id),
    UNIQUE (centre_id, recall_id, thing_id),
    FOREIGN KEY (centre_id, recall_id) REFERENCES recall (centre_id, id),
    FOREIGN KEY (centre_id, thing_id) REFERENCES thing (centre_id, id)
) {strict};

CREATE INDEX recall_match_state ON recall_match (centre_id, state, id);
CREATE INDEX recall_match_thing ON recall_match (centre_id, thing_id);

-- What was decided about it, by whom and why, and what the holder answered. Rows are only added.
CREATE TABLE recall_decision (
    centre_id {id},
    id {id},
    match_id {id},
    -- 1 block, 2 not this one, 3 ask the holder, 4 to 6 the holder's answer: yes, no, cannot tell.
    decision {int} NOT NULL CHECK (decision BETWEEN 1 AND 6),
    why TEXT NOT NULL,
    at_ms {int} NOT NULL,
    person_id {ref},
    PRIMARY KEY (centre_id, id),
    FOREIGN KEY (centre_id, match_id) REFERENCES recall_match (centre_id, id)
) {strict};

CREATE INDEX recall_decision_match ON recall_decision (centre_id, match_id, id);

-- Electrical tests. Rows are only added; the newest counts. of_id: the test of the lot that the
-- thing was taken out of.
CREATE TABLE electrical_test (
    centre_id {id},
    id {id},
    thing_id {id},
    of_id {ref},
    day {int} NOT NULL,
    tester TEXT NOT NULL,
    instrument TEXT NOT NULL,
    passed {int} NOT NULL CHECK (passed IN (0, 1)),
    guarantee_months {int} NOT NULL CHECK (guarantee_months BETWEEN 0 AND 120),
    note TEXT NOT NULL,
    at_ms {int} NOT NULL,
    person_id {ref},
    PRIMARY KEY (centre_id, id),
    FOREIGN KEY (centre_id, thing_id) REFERENCES thing (centre_id, id)
) {strict};

CREATE INDEX electrical_test_thing ON electrical_test (centre_id, thing_id, id);

-- How data was removed. Rows are only added.
CREATE TABLE data_wipe (
    centre_id {id},
    id {id},
    thing_id {id},
    of_id {ref},
    day {int} NOT NULL,
    method {int} NOT NULL CHECK (method BETWEEN 1 AND 5),
    wiper TEXT NOT NULL,
    note TEXT NOT NULL,
    at_ms {int} NOT NULL,
    person_id {ref},
    PRIMARY KEY (centre_id, id),
    FOREIGN KEY (centre_id, thing_id) REFERENCES thing (centre_id, id)
) {strict};

CREATE INDEX data_wipe_thing ON data_wipe (centre_id, thing_id, id);

-- The dealer's register: what was bought under a rule, and when it may be sold.
CREATE TABLE dealer_entry (
    centre_id {id},
    id {id},
    thing_id {id},
    rule_id {id},
    -- The entry of the lot that it was taken out of.
    of_id {ref},
    bought_day {int} NOT NULL,
    -- The last day on which it may not be sold.
    hold_until_day {int} NOT NULL,
    price_ore {int},
    released {int} NOT NULL CHECK (released IN (0, 1)),
    -- 1: who sold it is written down, or was and is erased.
    seller_known {int} NOT NULL CHECK (seller_known IN (0, 1)),
    PRIMARY KEY (centre_id, id),
    UNIQUE (centre_id, thing_id),
    FOREIGN KEY (centre_id, thing_id) REFERENCES thing (centre_id, id),
    FOREIGN KEY (centre_id, rule_id) REFERENCES safety_dealer_rule (centre_id, id)
) {strict};

CREATE INDEX dealer_entry_held ON dealer_entry (centre_id, hold_until_day) WHERE released = 0;

-- Who sold it: personal data, outside the ledger, deleted after the last day.
CREATE TABLE dealer_seller (
    centre_id {id},
    entry_id {id},
    name TEXT NOT NULL,
    document {int} NOT NULL,
    address TEXT NOT NULL,
    adult {int} NOT NULL CHECK (adult IN (0, 1)),
    keep_until_day {int} NOT NULL,
    written_ms {int} NOT NULL,
    written_by {ref},
    PRIMARY KEY (centre_id, entry_id),
    FOREIGN KEY (centre_id, entry_id) REFERENCES dealer_entry (centre_id, id)
) {strict};

CREATE INDEX dealer_seller_until ON dealer_seller (centre_id, keep_until_day);

-- How far the room has followed the ledger, by the id of the event.
CREATE TABLE safety_cursor (
    centre_id {id} REFERENCES centre (centre_id),
    event_id {int} NOT NULL,
    PRIMARY KEY (centre_id)
) {strict};
