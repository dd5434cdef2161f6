-- SPDX-License-Identifier: EUPL-1.2
-- Room catalogue, for the shops: what things were sold for.

-- What one listing was sold for on a day: price for one, and how many. What prices are like is told from these rows, so
-- that nobody adds up the sales. What was given away does not stand here.
CREATE TABLE price_sold (
    centre_id {id},
    category_id {id},
    size_key TEXT NOT NULL,
    day {int} NOT NULL,
    listing_id {id},
    price_ore {int} NOT NULL,
    kind_key TEXT NOT NULL,
    tenant_id {id},
    count {int} NOT NULL CHECK (count >= 0),
    PRIMARY KEY (centre_id, category_id, size_key, day, listing_id, price_ore),
    FOREIGN KEY (centre_id, listing_id) REFERENCES listing (centre_id, id)
) {strict};

INSERT INTO price_sold (centre_id, category_id, size_key, day, listing_id, price_ore, kind_key, tenant_id, count)
SELECT l.centre_id, l.category_id, COALESCE(l.size_key, ''), l.ended_ms / 86400000, l.id, l.price_ore,
       COALESCE(t.kind_key, ''), l.tenant_id, 1
  FROM listing l JOIN thing t ON t.centre_id = l.centre_id AND t.id = l.thing_id
 WHERE l.state = 2 AND l.price_ore > 0 AND l.ended_ms IS NOT NULL;

-- What a shop took in itself, without the station, and who said that it is used or made before.
CREATE TABLE own_thing (
    centre_id {id},
    thing_id {id},
    tenant_id {id},
    person_id {ref},
    at_ms {int} NOT NULL,
    PRIMARY KEY (centre_id, thing_id),
    FOREIGN KEY (centre_id, thing_id) REFERENCES thing (centre_id, id)
) {strict};

-- How a shop lets its prices fall: percent off the first price after so many days, never below the floor.
CREATE TABLE price_rule (
    centre_id {id},
    tenant_id {id},
    first_days {int} NOT NULL CHECK (first_days > 0),
    first_percent {int} NOT NULL CHECK (first_percent BETWEEN 1 AND 99),
    second_days {int},
    second_percent {int} CHECK (second_percent BETWEEN 1 AND 99),
    floor_ore {int} NOT NULL CHECK (floor_ore >= 0),
    -- The last day on which prices were looked at; a rule begins the day after it is made.
    looked_day {int} NOT NULL,
    PRIMARY KEY (centre_id, tenant_id)
) {strict};

-- How far a listing's price has fallen by the rule. No row: nothing has happened, and it is counted from when it was put
-- out. price_ore is what the rule left; another price now was set by hand, and days count from then.
CREATE TABLE price_fall (
    centre_id {id},
    listing_id {id},
    from_day {int} NOT NULL,
    base_ore {int} NOT NULL,
    price_ore {int} NOT NULL,
    steps {int} NOT NULL,
    paused {int} NOT NULL CHECK (paused IN (0, 1)),
    PRIMARY KEY (centre_id, listing_id),
    FOREIGN KEY (centre_id, listing_id) REFERENCES listing (centre_id, id)
) {strict};

-- What was typed and not put out yet, unchecked. thing_id 0: something new.
CREATE TABLE listing_draft (
    centre_id {id},
    tenant_id {id},
    thing_id {id},
    title TEXT NOT NULL,
    wear TEXT NOT NULL,
    category TEXT NOT NULL,
    kind TEXT NOT NULL,
    size TEXT NOT NULL,
    grade TEXT NOT NULL,
    colour TEXT NOT NULL,
    price TEXT NOT NULL,
    place TEXT NOT NULL,
    count TEXT NOT NULL,
    photo TEXT NOT NULL,
    saved_ms {int} NOT NULL,
    PRIMARY KEY (centre_id, tenant_id, thing_id)
) {strict};

-- How a listing was before the shop's last act on it; fits while the listing has that version.
CREATE TABLE listing_undo (
    centre_id {id},
    listing_id {id},
    act {int} NOT NULL,
    at_ms {int} NOT NULL,
    version {int} NOT NULL,
    title TEXT NOT NULL,
    wear TEXT NOT NULL,
    category_id {int} NOT NULL,
    grade {int} NOT NULL,
    size_key TEXT NOT NULL,
    colour_id {ref},
    price_ore {int} NOT NULL,
    before_ore {int},
    place TEXT NOT NULL,
    PRIMARY KEY (centre_id, listing_id),
    FOREIGN KEY (centre_id, listing_id) REFERENCES listing (centre_id, id)
) {strict};

-- That a shop sells only what is used, mended or made of used things; holds for a year.
CREATE TABLE shop_declaration (
    centre_id {id},
    tenant_id {id},
    day {int} NOT NULL,
    person_id {ref},
    at_ms {int} NOT NULL,
    PRIMARY KEY (centre_id, tenant_id, day)
) {strict};

-- The shops of a demo have confirmed it when they put out their newest thing.
INSERT INTO shop_declaration (centre_id, tenant_id, day, person_id, at_ms)
SELECT l.centre_id, l.tenant_id, MAX(l.published_day), NULL, MAX(l.published_ms)
  FROM listing l JOIN centre c ON c.centre_id = l.centre_id AND c.demo = 1
 GROUP BY l.centre_id, l.tenant_id;

-- Listings that the manager took off sale, why, and what became of it.
CREATE TABLE listing_moderation (
    centre_id {id},
    listing_id {id},
    at_ms {int} NOT NULL,
    tenant_id {id},
    person_id {ref},
    reason {int} NOT NULL,
    sentence TEXT NOT NULL,
    mended_ms {int},
    seen_ms {int},
    PRIMARY KEY (centre_id, listing_id, at_ms),
    FOREIGN KEY (centre_id, listing_id) REFERENCES listing (centre_id, id)
) {strict};

CREATE INDEX listing_moderation_open ON listing_moderation (centre_id, at_ms) WHERE seen_ms IS NULL;
