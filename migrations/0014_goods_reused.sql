-- SPDX-License-Identifier: EUPL-1.2
-- What was handed over to its next user, by day: the sums that everybody sees, so that the start page adds up days and
-- not each category of each day.

CREATE TABLE goods_reused_day (
    centre_id {id} REFERENCES centre (centre_id),
    day {int} NOT NULL,
    shard {int} NOT NULL,
    count {int} NOT NULL,
    g {int} NOT NULL,
    unknown_count {int} NOT NULL,
    PRIMARY KEY (centre_id, day, shard)
) {strict};

-- Buckets 2 and 3: sold, given.
INSERT INTO goods_reused_day (centre_id, day, shard, count, g, unknown_count)
SELECT centre_id, day, 0, SUM(count), SUM(g), SUM(unknown_count)
  FROM goods_total WHERE bucket IN (2, 3) GROUP BY centre_id, day;
