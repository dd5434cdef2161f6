-- SPDX-License-Identifier: EUPL-1.2
-- Every question about wishes. None of them gives out another shop's.

-- query allocation_wish_round(centre_id int, round_id int) -> state int, closes_ms int
SELECT state, closes_ms FROM round WHERE centre_id = :centre_id AND id = :round_id;

-- query allocation_wish_lot(centre_id int, round_id int, thing_id int) -> requires text
SELECT requires FROM round_lot
 WHERE centre_id = :centre_id AND round_id = :round_id AND thing_id = :thing_id AND withdrawn = 0;

-- query allocation_wish_lots(centre_id int, round_id int) -> thing_id int, category_id int
SELECT thing_id, category_id FROM round_lot
 WHERE centre_id = :centre_id AND round_id = :round_id AND withdrawn = 0
 ORDER BY thing_id;

-- query allocation_wish_delegated(centre_id int, tenant_id int) -> delegated int
SELECT delegated FROM participant WHERE centre_id = :centre_id AND tenant_id = :tenant_id;

-- exec allocation_wish_put(centre_id int, round_id int, tenant_id int, thing_id int, stars int, source int, at_ms int,
--     person_id int?)
INSERT INTO wish (centre_id, round_id, tenant_id, thing_id, stars, source, at_ms, person_id)
VALUES (:centre_id, :round_id, :tenant_id, :thing_id, :stars, :source, :at_ms, :person_id)
ON CONFLICT (centre_id, round_id, tenant_id, thing_id)
DO UPDATE SET stars = excluded.stars, source = excluded.source, at_ms = excluded.at_ms,
              person_id = excluded.person_id;

-- query allocation_wish_rows(centre_id int, round_id int, tenant_id int) -> thing_id int, stars int, source int
SELECT thing_id, stars, source FROM wish
 WHERE centre_id = :centre_id AND round_id = :round_id AND tenant_id = :tenant_id
 ORDER BY thing_id;

-- exec allocation_wish_room_put(centre_id int, round_id int, tenant_id int, max_lots int?)
INSERT INTO round_entry (centre_id, round_id, tenant_id, max_lots)
VALUES (:centre_id, :round_id, :tenant_id, :max_lots)
ON CONFLICT (centre_id, round_id, tenant_id) DO UPDATE SET max_lots = excluded.max_lots;

-- query allocation_wish_room(centre_id int, round_id int, tenant_id int) -> max_lots int?
SELECT max_lots FROM round_entry
 WHERE centre_id = :centre_id AND round_id = :round_id AND tenant_id = :tenant_id;

-- query allocation_wish_standing(centre_id int, tenant_id int) -> id int, category_id int, kind_key text, size_key text,
--     station_state int, stars int
SELECT id, category_id, kind_key, size_key, station_state, stars FROM standing_wish
 WHERE centre_id = :centre_id AND tenant_id = :tenant_id AND ended_ms IS NULL
 ORDER BY id;

-- exec allocation_wish_standing_add(centre_id int, id int, tenant_id int, category_id int, kind_key text, size_key text,
--     station_state int, stars int, made_ms int)
INSERT INTO standing_wish (centre_id, id, tenant_id, category_id, kind_key, size_key, station_state, stars, made_ms, ended_ms)
VALUES (:centre_id, :id, :tenant_id, :category_id, :kind_key, :size_key, :station_state, :stars, :made_ms, NULL);

-- exec allocation_wish_standing_end(centre_id int, tenant_id int, id int, ended_ms int)
UPDATE standing_wish SET ended_ms = :ended_ms
 WHERE centre_id = :centre_id AND tenant_id = :tenant_id AND id = :id AND ended_ms IS NULL;

-- query allocation_wish_alias(centre_id int, round_id int, lead_id int) -> alias text
SELECT alias FROM round_participant
 WHERE centre_id = :centre_id AND round_id = :round_id AND lead_id = :lead_id;

-- Categories of what the shop wished in the rounds with those numbers; what it got is among that. CROSS JOIN keeps the
-- order: from the few rounds to their wishes to the lots of those.
-- query allocation_wish_habits(centre_id int, tenant_id int, from_number int, to_number int) -> category_id int
SELECT DISTINCT l.category_id
  FROM round r CROSS JOIN wish w CROSS JOIN round_lot l
 WHERE r.centre_id = :centre_id AND r.number >= :from_number AND r.number <= :to_number
   AND w.centre_id = r.centre_id AND w.round_id = r.id AND w.tenant_id = :tenant_id AND w.stars > 0
   AND l.centre_id = r.centre_id AND l.round_id = r.id AND l.thing_id = w.thing_id
 ORDER BY l.category_id;
