-- SPDX-License-Identifier: EUPL-1.2
-- Room allocation: rules and tariff, who takes part, rounds, wishes, draws and what follows them.

-- The rules of the draw with its tariff, dated and published. A row is never changed: what is
-- changed is a new row. A round keeps the row that was in force when it opened.
CREATE TABLE allocation_rules (
    centre_id {id} REFERENCES centre (centre_id),
    id {id},
    from_day {int} NOT NULL,
    note TEXT NOT NULL,
    startup_share_ppm {int} NOT NULL CHECK (startup_share_ppm BETWEEN 0 AND 1000000),
    decay_num {int} NOT NULL CHECK (decay_num >= 0),
    decay_den {int} NOT NULL CHECK (decay_den BETWEEN 1 AND 1000000),
    floor_mp {int} CHECK (floor_mp >= 0),
    newcomer_credit_mp {int} NOT NULL CHECK (newcomer_credit_mp >= 0),
    -- Added to the points of who does not collect in time; the points of the lot stay too.
    penalty_mp {int} NOT NULL CHECK (penalty_mp >= 0),
    -- What is left of the points of a lot in a second call.
    second_call_ppm {int} NOT NULL CHECK (second_call_ppm BETWEEN 0 AND 1000000),
    -- How long an offer on the swap square collects askers.
    swap_hours {int} NOT NULL CHECK (swap_hours BETWEEN 1 AND 336),
    -- 1: winners are published by name; 0: by an alias of the round.
    show_names {int} NOT NULL CHECK (show_names IN (0, 1)),
    -- The public source of randomness: round r comes at genesis + (r - 1) periods.
    chain TEXT NOT NULL,
    chain_genesis_ms {int} NOT NULL,
    chain_period_ms {int} NOT NULL CHECK (chain_period_ms > 0),
    -- Where the program may fetch a round, with {round}; empty: it is entered by hand.
    chain_url TEXT NOT NULL,
    -- What is done, said in advance, when that source fails.
    fallback TEXT NOT NULL,
    made_ms {int} NOT NULL,
    made_by {ref},
    PRIMARY KEY (centre_id, id)
) {strict};

CREATE INDEX allocation_rules_day ON allocation_rules (centre_id, from_day, id);

-- category_id 0: whatever has no row of its own or of a category above it.
CREATE TABLE tariff_points (
    centre_id {id},
    rules_id {id},
    category_id {int} NOT NULL,
    size_class {int} NOT NULL CHECK (size_class BETWEEN 0 AND 3),
    station_state {int} NOT NULL,
    points_mp {int} NOT NULL,
    PRIMARY KEY (centre_id, rules_id, category_id, size_class, station_state),
    FOREIGN KEY (centre_id, rules_id) REFERENCES allocation_rules (centre_id, id)
) {strict};

-- Which quota class a category belongs to, and what a shop must be approved for (empty: nothing).
CREATE TABLE tariff_class (
    centre_id {id},
    rules_id {id},
    category_id {int} NOT NULL,
    quota_class TEXT NOT NULL,
    requires TEXT NOT NULL,
    PRIMARY KEY (centre_id, rules_id, category_id),
    FOREIGN KEY (centre_id, rules_id) REFERENCES allocation_rules (centre_id, id)
) {strict};

-- A shop in the draw. Shops with the same beneficial owner have the same lead and share its points,
-- weight and caps; a shop alone is its own lead.
CREATE TABLE participant (
    centre_id {id},
    tenant_id {id},
    lead_id {id},
    weight {int} NOT NULL CHECK (weight BETWEEN 1 AND 1000000),
    startup {int} NOT NULL CHECK (startup IN (0, 1)),
    cap_lots {int} CHECK (cap_lots >= 0),
    state {int} NOT NULL,
    -- 1: the manager wishes for the shop until it says otherwise.
    delegated {int} NOT NULL CHECK (delegated IN (0, 1)),
    version {int} NOT NULL,
    PRIMARY KEY (centre_id, tenant_id),
    FOREIGN KEY (centre_id, tenant_id) REFERENCES tenant (centre_id, id)
) {strict};

CREATE INDEX participant_lead ON participant (centre_id, lead_id);

CREATE TABLE participant_eligibility (
    centre_id {id},
    tenant_id {id},
    requires TEXT NOT NULL,
    PRIMARY KEY (centre_id, tenant_id, requires),
    FOREIGN KEY (centre_id, tenant_id) REFERENCES participant (centre_id, tenant_id)
) {strict};

CREATE TABLE participant_cap (
    centre_id {id},
    tenant_id {id},
    quota_class TEXT NOT NULL,
    cap_lots {int} NOT NULL CHECK (cap_lots >= 0),
    PRIMARY KEY (centre_id, tenant_id, quota_class),
    FOREIGN KEY (centre_id, tenant_id) REFERENCES participant (centre_id, tenant_id)
) {strict};

-- What was changed about a participant, by whom and why. Rows are only added.
CREATE TABLE participant_change (
    centre_id {id},
    id {id},
    tenant_id {id},
    what TEXT NOT NULL,
    reason TEXT NOT NULL,
    at_ms {int} NOT NULL,
    person_id {ref},
    PRIMARY KEY (centre_id, id),
    FOREIGN KEY (centre_id, tenant_id) REFERENCES participant (centre_id, tenant_id)
) {strict};

CREATE INDEX participant_change_tenant ON participant_change (centre_id, tenant_id, id);

-- The points of each participant (by lead). Rows are only added; the newest has the balance.
CREATE TABLE points_entry (
    centre_id {id},
    lead_id {id},
    seq {int} NOT NULL CHECK (seq >= 1),
    kind {int} NOT NULL,
    mp {int} NOT NULL,
    balance_mp {int} NOT NULL,
    round_id {ref},
    run_id {ref},
    thing_id {ref},
    at_ms {int} NOT NULL,
    day {int} NOT NULL,
    note TEXT NOT NULL,
    person_id {ref},
    PRIMARY KEY (centre_id, lead_id, seq)
) {strict};

CREATE TABLE round (
    centre_id {id} REFERENCES centre (centre_id),
    id {id},
    number {int} NOT NULL,
    label TEXT NOT NULL,
    -- The round whose leftovers this one calls out again.
    parent_id {ref},
    state {int} NOT NULL,
    -- 1: opens by the clock.
    planned {int} NOT NULL CHECK (planned IN (0, 1)),
    opens_ms {int} NOT NULL,
    closes_ms {int} NOT NULL,
    draw_ms {int} NOT NULL,
    -- Set at the opening and then fixed.
    rules_id {ref},
    chain TEXT NOT NULL,
    beacon_round {int} NOT NULL,
    points_ppm {int} NOT NULL CHECK (points_ppm BETWEEN 0 AND 1000000),
    opened_ms {int},
    reminded_ms {int},
    closed_ms {int},
    drawn_ms {int},
    published_ms {int},
    settled_ms {int},
    -- The run that counts, from the close on.
    run_id {ref},
    -- Why it was called off; else empty.
    reason TEXT NOT NULL DEFAULT '',
    made_ms {int} NOT NULL,
    made_by {ref},
    version {int} NOT NULL,
    PRIMARY KEY (centre_id, id),
    UNIQUE (centre_id, number)
) {strict};

CREATE INDEX round_state ON round (centre_id, state, closes_ms);

-- points_mp, quota_class and requires are fixed at the opening, from the rules of that day.
CREATE TABLE round_lot (
    centre_id {id},
    round_id {id},
    thing_id {id},
    code TEXT NOT NULL,
    station_id {id},
    category_id {id},
    points_mp {int} NOT NULL,
    quota_class TEXT NOT NULL,
    requires TEXT NOT NULL,
    -- 1: taken out by a correction.
    withdrawn {int} NOT NULL CHECK (withdrawn IN (0, 1)),
    PRIMARY KEY (centre_id, round_id, thing_id),
    FOREIGN KEY (centre_id, round_id) REFERENCES round (centre_id, id),
    FOREIGN KEY (centre_id, thing_id) REFERENCES thing (centre_id, id)
) {strict};

CREATE INDEX round_lot_thing ON round_lot (centre_id, thing_id);

-- What a shop says of the round as a whole.
CREATE TABLE round_entry (
    centre_id {id},
    round_id {id},
    tenant_id {id},
    max_lots {int} CHECK (max_lots >= 0),
    PRIMARY KEY (centre_id, round_id, tenant_id),
    FOREIGN KEY (centre_id, round_id) REFERENCES round (centre_id, id)
) {strict};

-- Who took part and how, as it was at the close.
CREATE TABLE round_participant (
    centre_id {id},
    round_id {id},
    lead_id {id},
    alias TEXT NOT NULL,
    weight {int} NOT NULL,
    balance_mp {int},
    cap_lots {int},
    startup {int} NOT NULL,
    active {int} NOT NULL,
    PRIMARY KEY (centre_id, round_id, lead_id),
    UNIQUE (centre_id, round_id, alias),
    FOREIGN KEY (centre_id, round_id) REFERENCES round (centre_id, id)
) {strict};

-- The shops of each participant, as they were at the close; active 0: no wishes of it counted.
CREATE TABLE round_member (
    centre_id {id},
    round_id {id},
    tenant_id {id},
    lead_id {id},
    active {int} NOT NULL CHECK (active IN (0, 1)),
    PRIMARY KEY (centre_id, round_id, tenant_id),
    FOREIGN KEY (centre_id, round_id) REFERENCES round (centre_id, id)
) {strict};

-- stars 0: no, also to a standing wish.
CREATE TABLE wish (
    centre_id {id},
    round_id {id},
    tenant_id {id},
    thing_id {id},
    stars {int} NOT NULL CHECK (stars BETWEEN 0 AND 3),
    source {int} NOT NULL,
    at_ms {int} NOT NULL,
    person_id {ref},
    PRIMARY KEY (centre_id, round_id, tenant_id, thing_id),
    FOREIGN KEY (centre_id, round_id, thing_id) REFERENCES round_lot (centre_id, round_id, thing_id)
) {strict};

CREATE TABLE standing_wish (
    centre_id {id},
    id {id},
    tenant_id {id},
    category_id {id},
    -- Empty: any kind, any size.
    kind_key TEXT NOT NULL,
    size_key TEXT NOT NULL,
    -- 0: in any state.
    station_state {int} NOT NULL,
    stars {int} NOT NULL CHECK (stars BETWEEN 1 AND 3),
    made_ms {int} NOT NULL,
    ended_ms {int},
    PRIMARY KEY (centre_id, id)
) {strict};

CREATE INDEX standing_wish_tenant ON standing_wish (centre_id, tenant_id, ended_ms);

-- Randomness as it was entered or fetched. Two people must agree on what is entered by hand.
CREATE TABLE beacon_entry (
    centre_id {id},
    round_id {id},
    seq {int} NOT NULL,
    source {int} NOT NULL,
    signature TEXT NOT NULL,
    randomness TEXT NOT NULL,
    -- Of the fall-back: the public result that the randomness is the SHA-256 of.
    note TEXT NOT NULL,
    at_ms {int} NOT NULL,
    person_id {ref},
    PRIMARY KEY (centre_id, round_id, seq),
    FOREIGN KEY (centre_id, round_id) REFERENCES round (centre_id, id)
) {strict};

-- One draw of a round. The first is made at the close; a correction is another with its reason.
CREATE TABLE draw_run (
    centre_id {id},
    id {id},
    round_id {id},
    number {int} NOT NULL,
    state {int} NOT NULL,
    reason TEXT NOT NULL,
    commitment TEXT NOT NULL,
    seed TEXT NOT NULL,
    randomness TEXT NOT NULL,
    signature TEXT NOT NULL,
    made_ms {int} NOT NULL,
    made_by {ref},
    confirmed_by {ref},
    PRIMARY KEY (centre_id, id),
    UNIQUE (centre_id, round_id, number),
    FOREIGN KEY (centre_id, round_id) REFERENCES round (centre_id, id)
) {strict};

CREATE TABLE draw_file (
    centre_id {id},
    run_id {id},
    name TEXT NOT NULL,
    bytes {bytes} NOT NULL,
    PRIMARY KEY (centre_id, run_id, name),
    FOREIGN KEY (centre_id, run_id) REFERENCES draw_run (centre_id, id)
) {strict};

-- Shops whose wishes a correction left out.
CREATE TABLE draw_barred (
    centre_id {id},
    run_id {id},
    tenant_id {id},
    PRIMARY KEY (centre_id, run_id, tenant_id),
    FOREIGN KEY (centre_id, run_id) REFERENCES draw_run (centre_id, id)
) {strict};

-- Lots that a correction left out.
CREATE TABLE draw_withdrawn (
    centre_id {id},
    run_id {id},
    thing_id {id},
    PRIMARY KEY (centre_id, run_id, thing_id),
    FOREIGN KEY (centre_id, run_id) REFERENCES draw_run (centre_id, id)
) {strict};

CREATE TABLE award (
    centre_id {id},
    run_id {id},
    thing_id {id},
    lead_id {id},
    -- The shop of the lead that wished it most.
    tenant_id {id},
    turn {int} NOT NULL,
    points_mp {int} NOT NULL,
    PRIMARY KEY (centre_id, run_id, thing_id),
    FOREIGN KEY (centre_id, run_id) REFERENCES draw_run (centre_id, id)
) {strict};

CREATE INDEX award_lead ON award (centre_id, run_id, lead_id);

-- A wish that was not fulfilled, why, and the figures that decided (reasons.csv, turns.csv).
CREATE TABLE refusal (
    centre_id {id},
    run_id {id},
    lead_id {id},
    thing_id {id},
    code TEXT NOT NULL,
    turn {int},
    other_id {ref},
    own_turn {int},
    -- Whose turn it was, and whether a start-up's by right.
    turn_id {ref},
    startup_turn {int} NOT NULL DEFAULT 0 CHECK (startup_turn IN (0, 1)),
    own_balance_mp {int},
    other_balance_mp {int},
    own_lots {int},
    other_lots {int},
    PRIMARY KEY (centre_id, run_id, lead_id, thing_id),
    FOREIGN KEY (centre_id, run_id) REFERENCES draw_run (centre_id, id)
) {strict};

-- When a station hands lots out, and how many at the dock.
CREATE TABLE pick_up_window (
    centre_id {id},
    id {id},
    round_id {id},
    station_id {id},
    starts_ms {int} NOT NULL,
    ends_ms {int} NOT NULL,
    capacity_lots {int} NOT NULL CHECK (capacity_lots >= 1),
    PRIMARY KEY (centre_id, id),
    FOREIGN KEY (centre_id, round_id) REFERENCES round (centre_id, id)
) {strict};

CREATE INDEX pick_up_window_round ON pick_up_window (centre_id, round_id, station_id, starts_ms);

-- A lot on its way to a shop, by draw or by swap; both sides confirm at the dock.
CREATE TABLE pick_up (
    centre_id {id},
    id {id},
    thing_id {id},
    round_id {id},
    tenant_id {id},
    station_id {id},
    window_id {ref},
    -- When it counts as missed: the end of its window, or seven days after it was made.
    due_ms {int} NOT NULL,
    state {int} NOT NULL,
    given_ms {int},
    given_by {ref},
    received_ms {int},
    received_by {ref},
    ended_ms {int},
    PRIMARY KEY (centre_id, id),
    FOREIGN KEY (centre_id, thing_id) REFERENCES thing (centre_id, id)
) {strict};

CREATE INDEX pick_up_tenant ON pick_up (centre_id, tenant_id, state);
CREATE INDEX pick_up_thing ON pick_up (centre_id, thing_id);
CREATE INDEX pick_up_of_window ON pick_up (centre_id, window_id);
CREATE INDEX pick_up_round ON pick_up (centre_id, round_id, state);
CREATE INDEX pick_up_due ON pick_up (centre_id, state, due_ms);
CREATE INDEX pick_up_station ON pick_up (centre_id, station_id, state);

-- from_tenant null: the house offers what was not collected.
CREATE TABLE swap_offer (
    centre_id {id},
    id {id},
    thing_id {id},
    from_tenant {ref},
    round_id {ref},
    points_mp {int} NOT NULL,
    offered_ms {int} NOT NULL,
    until_ms {int} NOT NULL,
    state {int} NOT NULL,
    taker_id {ref},
    decided_ms {int},
    offered_by {ref},
    PRIMARY KEY (centre_id, id),
    FOREIGN KEY (centre_id, thing_id) REFERENCES thing (centre_id, id)
) {strict};

CREATE INDEX swap_offer_state ON swap_offer (centre_id, state, until_ms);
CREATE INDEX swap_offer_thing ON swap_offer (centre_id, thing_id);

CREATE TABLE swap_ask (
    centre_id {id},
    offer_id {id},
    tenant_id {id},
    at_ms {int} NOT NULL,
    person_id {ref},
    -- How the decision saw it; null until then.
    balance_mp {int},
    weight {int},
    PRIMARY KEY (centre_id, offer_id, tenant_id),
    FOREIGN KEY (centre_id, offer_id) REFERENCES swap_offer (centre_id, id)
) {strict};

-- Partners outside the house that may get what no shop wanted.
CREATE TABLE partner (
    centre_id {id} REFERENCES centre (centre_id),
    id {id},
    name TEXT NOT NULL,
    organisation_number TEXT NOT NULL,
    email TEXT NOT NULL,
    -- 1: for twelve months; 2: once.
    term {int} NOT NULL,
    from_day {int} NOT NULL,
    to_day {int} NOT NULL,
    used_ms {int},
    ended_ms {int},
    version {int} NOT NULL,
    PRIMARY KEY (centre_id, id)
) {strict};

CREATE TABLE partner_category (
    centre_id {id},
    partner_id {id},
    category_id {id},
    PRIMARY KEY (centre_id, partner_id, category_id),
    FOREIGN KEY (centre_id, partner_id) REFERENCES partner (centre_id, id)
) {strict};

-- What became of a lot that nobody got, and why.
CREATE TABLE leftover (
    centre_id {id},
    id {id},
    thing_id {id},
    round_id {id},
    outcome {int} NOT NULL,
    next_round_id {ref},
    partner_id {ref},
    reason TEXT NOT NULL,
    at_ms {int} NOT NULL,
    person_id {ref},
    PRIMARY KEY (centre_id, id),
    FOREIGN KEY (centre_id, round_id) REFERENCES round (centre_id, id)
) {strict};

CREATE INDEX leftover_round ON leftover (centre_id, round_id);
CREATE INDEX leftover_thing ON leftover (centre_id, thing_id);

-- Secret addresses of calendar feeds; only the hash is kept.
CREATE TABLE calendar_feed (
    centre_id {id},
    tenant_id {id},
    token_hash {bytes} NOT NULL,
    made_ms {int} NOT NULL,
    PRIMARY KEY (centre_id, tenant_id),
    UNIQUE (centre_id, token_hash)
) {strict};

-- How far the room has followed what the manager gives by hand, by the id of the event.
CREATE TABLE allocation_cursor (
    centre_id {id} REFERENCES centre (centre_id),
    event_id {int} NOT NULL,
    PRIMARY KEY (centre_id)
) {strict};
