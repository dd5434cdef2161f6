-- SPDX-License-Identifier: EUPL-1.2
-- Every question room custody asks.

-- exec custody_load_insert(centre_id int, id int, code text, from_id int, to_id int, made_ms int,
--     made_by int?)
INSERT INTO custody_load (centre_id, id, code, from_id, to_id, state, made_ms, made_by, sent_ms,
                          sent_by, arrived_ms, arrived_by)
VALUES (:centre_id, :id, :code, :from_id, :to_id, 1, :made_ms, :made_by, NULL, NULL, NULL, NULL)
    ON CONFLICT (centre_id, code) DO NOTHING;

-- query custody_load_by_code(centre_id int, code text) -> id int, code text, from_id int, to_id int,
--     state int, made_ms int, made_by int?, sent_ms int?, sent_by int?, arrived_ms int?,
--     arrived_by int?, lots int
SELECT l.id, l.code, l.from_id, l.to_id, l.state, l.made_ms, l.made_by, l.sent_ms, l.sent_by,
       l.arrived_ms, l.arrived_by,
       (SELECT COUNT(*) FROM custody_load_lot t
         WHERE t.centre_id = l.centre_id AND t.load_id = l.id) AS lots
  FROM custody_load l WHERE l.centre_id = :centre_id AND l.code = :code;

-- query custody_load_by_id(centre_id int, id int) -> as custody_load_by_code
SELECT l.id, l.code, l.from_id, l.to_id, l.state, l.made_ms, l.made_by, l.sent_ms, l.sent_by,
       l.arrived_ms, l.arrived_by,
       (SELECT COUNT(*) FROM custody_load_lot t
         WHERE t.centre_id = l.centre_id AND t.load_id = l.id) AS lots
  FROM custody_load l WHERE l.centre_id = :centre_id AND l.id = :id;

-- query custody_load_rows(centre_id int, holder_id int, before_id int, most int) ->
--     as custody_load_by_code
SELECT l.id, l.code, l.from_id, l.to_id, l.state, l.made_ms, l.made_by, l.sent_ms, l.sent_by,
       l.arrived_ms, l.arrived_by,
       (SELECT COUNT(*) FROM custody_load_lot t
         WHERE t.centre_id = l.centre_id AND t.load_id = l.id) AS lots
  FROM custody_load l
 WHERE l.centre_id = :centre_id AND l.state >= 3 AND l.id < :before_id
   AND (:holder_id = 0 OR l.from_id = :holder_id OR l.to_id = :holder_id)
 ORDER BY l.id DESC LIMIT :most;

-- query custody_load_open_rows(centre_id int, holder_id int, most int) -> as custody_load_by_code
SELECT l.id, l.code, l.from_id, l.to_id, l.state, l.made_ms, l.made_by, l.sent_ms, l.sent_by,
       l.arrived_ms, l.arrived_by,
       (SELECT COUNT(*) FROM custody_load_lot t
         WHERE t.centre_id = l.centre_id AND t.load_id = l.id) AS lots
  FROM custody_load l
 WHERE l.centre_id = :centre_id AND l.state < 3
   AND (:holder_id = 0 OR l.from_id = :holder_id OR l.to_id = :holder_id)
 ORDER BY l.id LIMIT :most;

-- exec custody_load_set_sent(centre_id int, id int, sent_ms int, sent_by int?)
UPDATE custody_load SET state = 2, sent_ms = :sent_ms, sent_by = :sent_by
 WHERE centre_id = :centre_id AND id = :id AND state = 1;

-- exec custody_load_set_arrived(centre_id int, id int, arrived_ms int, arrived_by int?)
UPDATE custody_load SET state = 3, arrived_ms = :arrived_ms, arrived_by = :arrived_by
 WHERE centre_id = :centre_id AND id = :id AND state = 2;

-- exec custody_load_set_called_off(centre_id int, id int)
UPDATE custody_load SET state = 4 WHERE centre_id = :centre_id AND id = :id AND state = 1;

-- query custody_load_lot_rows(centre_id int, load_id int) -> thing_id int, count int, g int?,
--     outcome int, why text
SELECT thing_id, count, g, outcome, why
  FROM custody_load_lot WHERE centre_id = :centre_id AND load_id = :load_id
 ORDER BY number, thing_id;

-- query custody_load_on_other(centre_id int, load_id int, thing_id int) -> load_id int
SELECT t.load_id
  FROM custody_load_lot t
  JOIN custody_load l ON l.centre_id = t.centre_id AND l.id = t.load_id
 WHERE t.centre_id = :centre_id AND t.thing_id = :thing_id AND t.load_id <> :load_id
   AND l.state = 1 LIMIT 1;

-- exec custody_load_lot_insert(centre_id int, load_id int, thing_id int, number int, count int,
--     g int?, outcome int, why text)
INSERT INTO custody_load_lot (centre_id, load_id, thing_id, number, count, g, outcome, why)
VALUES (:centre_id, :load_id, :thing_id, :number, :count, :g, :outcome, :why)
    ON CONFLICT (centre_id, load_id, thing_id) DO NOTHING;

-- exec custody_load_lot_set(centre_id int, load_id int, thing_id int, count int, g int?,
--     outcome int, why text)
UPDATE custody_load_lot SET count = :count, g = :g, outcome = :outcome, why = :why
 WHERE centre_id = :centre_id AND load_id = :load_id AND thing_id = :thing_id;

-- exec custody_load_lot_remove(centre_id int, load_id int, thing_id int)
DELETE FROM custody_load_lot
 WHERE centre_id = :centre_id AND load_id = :load_id AND thing_id = :thing_id;

-- exec custody_take_insert(centre_id int, id int, holder_id int, category_id int?, label text,
--     begun_ms int, begun_by int?)
INSERT INTO stocktake (centre_id, id, holder_id, category_id, state, label, begun_ms, begun_by,
                       closed_ms, closed_by)
VALUES (:centre_id, :id, :holder_id, :category_id, 1, :label, :begun_ms, :begun_by, NULL, NULL);

-- query custody_take_row(centre_id int, id int) -> id int, holder_id int, category_id int?,
--     state int, label text, begun_ms int, begun_by int?, closed_ms int?, closed_by int?, seen int,
--     different int, unsettled int
SELECT s.id, s.holder_id, s.category_id, s.state, s.label, s.begun_ms, s.begun_by, s.closed_ms,
       s.closed_by,
       (SELECT COUNT(*) FROM stocktake_row r
         WHERE r.centre_id = s.centre_id AND r.stocktake_id = s.id AND r.kind = 1) AS seen,
       (SELECT COUNT(*) FROM stocktake_row r
         WHERE r.centre_id = s.centre_id AND r.stocktake_id = s.id AND r.kind > 1) AS different,
       (SELECT COUNT(*) FROM stocktake_row r
         WHERE r.centre_id = s.centre_id AND r.stocktake_id = s.id AND r.outcome = 0) AS unsettled
  FROM stocktake s WHERE s.centre_id = :centre_id AND s.id = :id;

-- query custody_take_rows(centre_id int, before_id int, most int) -> as custody_take_row
SELECT s.id, s.holder_id, s.category_id, s.state, s.label, s.begun_ms, s.begun_by, s.closed_ms,
       s.closed_by,
       (SELECT COUNT(*) FROM stocktake_row r
         WHERE r.centre_id = s.centre_id AND r.stocktake_id = s.id AND r.kind = 1) AS seen,
       (SELECT COUNT(*) FROM stocktake_row r
         WHERE r.centre_id = s.centre_id AND r.stocktake_id = s.id AND r.kind > 1) AS different,
       (SELECT COUNT(*) FROM stocktake_row r
         WHERE r.centre_id = s.centre_id AND r.stocktake_id = s.id AND r.outcome = 0) AS unsettled
  FROM stocktake s
 WHERE s.centre_id = :centre_id AND s.id < :before_id
 ORDER BY s.id DESC LIMIT :most;

-- query custody_take_open(centre_id int, holder_id int) -> id int
SELECT id FROM stocktake
 WHERE centre_id = :centre_id AND holder_id = :holder_id AND state < 3 LIMIT 1;

-- exec custody_take_set_state(centre_id int, id int, state int, closed_ms int?, closed_by int?)
UPDATE stocktake SET state = :state, closed_ms = :closed_ms, closed_by = :closed_by
 WHERE centre_id = :centre_id AND id = :id;

-- query custody_take_count(centre_id int, stocktake_id int) -> rows int
SELECT COUNT(*) AS rows FROM stocktake_row
 WHERE centre_id = :centre_id AND stocktake_id = :stocktake_id;

-- exec custody_take_row_insert(centre_id int, stocktake_id int, code text, number int,
--     thing_id int?, kind int, outcome int, at_ms int, person_id int?)
INSERT INTO stocktake_row (centre_id, stocktake_id, code, number, thing_id, kind, outcome, why,
                           at_ms, person_id)
VALUES (:centre_id, :stocktake_id, :code, :number, :thing_id, :kind, :outcome, '', :at_ms,
        :person_id)
    ON CONFLICT (centre_id, stocktake_id, code) DO NOTHING;

-- query custody_take_list(centre_id int, stocktake_id int, kind int, after_number int, most int) ->
--     number int, code text, thing_id int?, kind int, outcome int, why text
SELECT number, code, thing_id, kind, outcome, why
  FROM stocktake_row
 WHERE centre_id = :centre_id AND stocktake_id = :stocktake_id AND number > :after_number
   AND (kind = :kind OR (:kind = 0 AND kind > 1))
 ORDER BY number LIMIT :most;

-- query custody_take_by_number(centre_id int, stocktake_id int, number int) -> as custody_take_list
SELECT number, code, thing_id, kind, outcome, why
  FROM stocktake_row
 WHERE centre_id = :centre_id AND stocktake_id = :stocktake_id AND number = :number;

-- query custody_take_seen_code(centre_id int, stocktake_id int, code text) -> as custody_take_list
SELECT number, code, thing_id, kind, outcome, why
  FROM stocktake_row
 WHERE centre_id = :centre_id AND stocktake_id = :stocktake_id AND code = :code;

-- exec custody_take_row_set(centre_id int, stocktake_id int, number int, outcome int, why text,
--     at_ms int, person_id int?)
UPDATE stocktake_row SET outcome = :outcome, why = :why, at_ms = :at_ms, person_id = :person_id
 WHERE centre_id = :centre_id AND stocktake_id = :stocktake_id AND number = :number;

-- exec custody_delivery_insert(centre_id int, id int, code text, place_id int, day int)
INSERT INTO delivery (centre_id, id, code, place_id, day)
VALUES (:centre_id, :id, :code, :place_id, :day)
    ON CONFLICT (centre_id, code) DO NOTHING;

-- exec custody_delivery_lot_insert(centre_id int, thing_id int, delivery_id int)
INSERT INTO delivery_lot (centre_id, thing_id, delivery_id)
VALUES (:centre_id, :thing_id, :delivery_id)
    ON CONFLICT (centre_id, thing_id) DO NOTHING;

-- query custody_delivery_by_code(centre_id int, code text) -> id int, code text, place_id int,
--     day int
SELECT id, code, place_id, day FROM delivery WHERE centre_id = :centre_id AND code = :code;

-- query custody_delivery_of_thing(centre_id int, thing_id int) -> as custody_delivery_by_code
SELECT d.id, d.code, d.place_id, d.day
  FROM delivery_lot l
  JOIN delivery d ON d.centre_id = l.centre_id AND d.id = l.delivery_id
 WHERE l.centre_id = :centre_id AND l.thing_id = :thing_id;

-- query custody_delivery_lots(centre_id int, delivery_id int) -> thing_id int
SELECT thing_id FROM delivery_lot
 WHERE centre_id = :centre_id AND delivery_id = :delivery_id ORDER BY thing_id LIMIT 200;

-- query custody_delivery_newest(centre_id int) -> as custody_delivery_by_code
SELECT id, code, place_id, day FROM delivery WHERE centre_id = :centre_id ORDER BY id DESC LIMIT 1;
