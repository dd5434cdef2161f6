-- SPDX-License-Identifier: EUPL-1.2
-- The mass balance by holder and by reason, and whole months and years of it in one row.

-- The sums by day can be made anew from the ledger at any time, and only the program can: centres that have a ledger
-- wait in goods_total_due until it has done so, which is before anything is served.
DROP TABLE goods_total;

-- source_id and holder_id as the event has them; reason is enum goods_discard or goods_explained, by the bucket.
CREATE TABLE goods_total (
    centre_id {id} REFERENCES centre (centre_id),
    day {int} NOT NULL,
    category_id {id},
    source_id {id},
    holder_id {id},
    bucket {int} NOT NULL,
    reason {int} NOT NULL,
    shard {int} NOT NULL,
    count {int} NOT NULL,
    g {int} NOT NULL,
    unknown_count {int} NOT NULL,
    PRIMARY KEY (centre_id, day, category_id, source_id, holder_id, bucket, reason, shard)
) {strict};

CREATE TABLE goods_total_due (
    centre_id {id} PRIMARY KEY REFERENCES centre (centre_id)
) {strict};

INSERT INTO goods_total_due (centre_id)
SELECT centre_id FROM centre c WHERE EXISTS (SELECT 1 FROM goods_event e WHERE e.centre_id = c.centre_id);

-- Sums of finished months (span 1) and years (span 2), each kept four times: cut 0 for all sources and holders together,
-- 1 by source, 2 by holder, 3 by both. What a cut does not tell apart is 0.
CREATE TABLE goods_kept (
    centre_id {id} REFERENCES centre (centre_id),
    span {int} NOT NULL,
    cut {int} NOT NULL,
    holder_id {id},
    source_id {id},
    from_day {int} NOT NULL,
    category_id {id},
    bucket {int} NOT NULL,
    reason {int} NOT NULL,
    count {int} NOT NULL,
    g {int} NOT NULL,
    unknown_count {int} NOT NULL,
    PRIMARY KEY (centre_id, span, cut, holder_id, source_id, from_day, category_id, bucket, reason)
) {strict};

-- The months and years that are kept; what is not here is added up from its days.
CREATE TABLE goods_kept_span (
    centre_id {id} REFERENCES centre (centre_id),
    span {int} NOT NULL,
    from_day {int} NOT NULL,
    to_day {int} NOT NULL,
    PRIMARY KEY (centre_id, span, from_day)
) {strict};

-- What was weighed on a scale, by kind, up to a day that is over; and the average weights that came of it, each from its
-- day on. source is 'own': weighed here.
CREATE TABLE kind_weighed (
    centre_id {id},
    kind_key TEXT NOT NULL,
    weighings {int} NOT NULL,
    things {int} NOT NULL,
    g {int} NOT NULL,
    PRIMARY KEY (centre_id, kind_key),
    FOREIGN KEY (centre_id, kind_key) REFERENCES kind (centre_id, key)
) {strict};

CREATE TABLE kind_weighed_day (
    centre_id {id} PRIMARY KEY REFERENCES centre (centre_id),
    last_day {int} NOT NULL
) {strict};

CREATE TABLE kind_weight (
    centre_id {id},
    kind_key TEXT NOT NULL,
    from_day {int} NOT NULL,
    g {int} NOT NULL CHECK (g > 0),
    weighings {int} NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (centre_id, kind_key, from_day),
    FOREIGN KEY (centre_id, kind_key) REFERENCES kind (centre_id, key)
) {strict};

-- The holders of a kind: which sources are meant, without reading all holders of a centre.
CREATE INDEX holder_kind ON holder (centre_id, kind, id);
