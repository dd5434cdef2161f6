-- SPDX-License-Identifier: EUPL-1.2
-- Where a thing was received, since when its holder has it, what stops its sale and whether it is out for sale; and the
-- holders that every centre has (src/goods/goods.h: GOODS_HOLDER_OF), without a name of their own.

ALTER TABLE thing ADD COLUMN place_id {int} NOT NULL DEFAULT 0;
ALTER TABLE thing ADD COLUMN since_ms {int} NOT NULL DEFAULT 0;
ALTER TABLE thing ADD COLUMN stops {int} NOT NULL DEFAULT 0;
ALTER TABLE thing ADD COLUMN listed {int} NOT NULL DEFAULT 0;

-- As the events say it: received, divided, picked up (1, 5, 7) or passed on in the house (8) changed hands; put out and
-- taken off sale (9, 22). Nothing has been stopped before.
UPDATE thing SET
    place_id = COALESCE((SELECT e.to_holder FROM goods_event e
                          WHERE e.centre_id = thing.centre_id AND e.thing_id = thing.id AND e.seq = 1),
                        holder_id),
    since_ms = COALESCE((SELECT e.at_ms FROM goods_event e
                          WHERE e.centre_id = thing.centre_id AND e.thing_id = thing.id
                            AND (e.seq = 1 OR e.kind = 7 OR (e.kind = 8 AND e.to_holder IS NOT NULL))
                          ORDER BY e.seq DESC LIMIT 1),
                        received_ms),
    listed = COALESCE((SELECT CASE WHEN e.kind = 9 THEN 1 ELSE 0 END FROM goods_event e
                        WHERE e.centre_id = thing.centre_id AND e.thing_id = thing.id AND e.kind IN (9, 22)
                        ORDER BY e.seq DESC LIMIT 1),
                      0);

-- A station's day is what it received, whatever the source. Who has what is asked only of what is left.
DROP INDEX thing_received;
DROP INDEX thing_holder;
CREATE INDEX thing_received ON thing (centre_id, place_id, received_day);
CREATE INDEX thing_holder ON thing (centre_id, holder_id, id) WHERE count > 0;
CREATE INDEX thing_stops ON thing (centre_id, id) WHERE stops <> 0;
CREATE INDEX thing_listed_changed ON thing (centre_id, id) WHERE listed = 2;

INSERT INTO holder (centre_id, id, kind, name)
SELECT c.centre_id, k.kind, k.kind, ''
  FROM centre c
 CROSS JOIN (SELECT 3 AS kind UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 8
             UNION ALL SELECT 9 UNION ALL SELECT 10 UNION ALL SELECT 11 UNION ALL SELECT 12) k
 WHERE NOT EXISTS (SELECT 1 FROM holder h WHERE h.centre_id = c.centre_id AND h.id = k.kind);
