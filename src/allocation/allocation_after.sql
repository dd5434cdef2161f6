-- SPDX-License-Identifier: EUPL-1.2
-- Every question about pick-ups, the swap square, partners and what nobody wanted.

-- ---- windows

-- query allocation_window(centre_id int, id int) -> id int, round_id int, station_id int, starts_ms int, ends_ms int,
--     capacity_lots int, taken_lots int
SELECT w.id, w.round_id, w.station_id, w.starts_ms, w.ends_ms, w.capacity_lots,
       (SELECT COUNT(*) FROM pick_up p
         WHERE p.centre_id = w.centre_id AND p.window_id = w.id AND p.state IN (1, 2)) AS taken_lots
  FROM pick_up_window w WHERE w.centre_id = :centre_id AND w.id = :id;

-- query allocation_windows_of(centre_id int, round_id int) -> as allocation_window
SELECT w.id, w.round_id, w.station_id, w.starts_ms, w.ends_ms, w.capacity_lots,
       (SELECT COUNT(*) FROM pick_up p
         WHERE p.centre_id = w.centre_id AND p.window_id = w.id AND p.state IN (1, 2)) AS taken_lots
  FROM pick_up_window w WHERE w.centre_id = :centre_id AND w.round_id = :round_id
 ORDER BY w.starts_ms, w.id;

-- exec allocation_window_put(centre_id int, id int, round_id int, station_id int, starts_ms int, ends_ms int,
--     capacity_lots int)
INSERT INTO pick_up_window (centre_id, id, round_id, station_id, starts_ms, ends_ms, capacity_lots)
VALUES (:centre_id, :id, :round_id, :station_id, :starts_ms, :ends_ms, :capacity_lots);

-- exec allocation_window_delete(centre_id int, id int)
DELETE FROM pick_up_window WHERE centre_id = :centre_id AND id = :id;

-- query allocation_window_used(centre_id int, window_id int) -> id int
SELECT id FROM pick_up WHERE centre_id = :centre_id AND window_id = :window_id AND state IN (1, 2) LIMIT 1;

-- exec allocation_window_forget(centre_id int, window_id int)
UPDATE pick_up SET window_id = NULL WHERE centre_id = :centre_id AND window_id = :window_id;

-- ---- pick-ups

-- query allocation_pick_up(centre_id int, id int) -> id int, thing_id int, round_id int, tenant_id int, station_id int,
--     window_id int?, due_ms int, state int, given_ms int?, received_ms int?
SELECT id, thing_id, round_id, tenant_id, station_id, window_id, due_ms, state, given_ms, received_ms
  FROM pick_up WHERE centre_id = :centre_id AND id = :id;

-- Waiting or collected: who the lot is for, or who has it.
-- query allocation_pick_up_of_thing(centre_id int, thing_id int) -> as allocation_pick_up
SELECT id, thing_id, round_id, tenant_id, station_id, window_id, due_ms, state, given_ms, received_ms
  FROM pick_up WHERE centre_id = :centre_id AND thing_id = :thing_id AND state IN (1, 2)
 ORDER BY id DESC LIMIT 1;

-- query allocation_pick_up_missed_by(centre_id int, thing_id int, tenant_id int) -> id int
SELECT id FROM pick_up
 WHERE centre_id = :centre_id AND thing_id = :thing_id AND tenant_id = :tenant_id AND state = 3
 ORDER BY id DESC LIMIT 1;

-- query allocation_pick_ups_of(centre_id int, tenant_id int, state int, most int) -> as allocation_pick_up
SELECT id, thing_id, round_id, tenant_id, station_id, window_id, due_ms, state, given_ms, received_ms
  FROM pick_up WHERE centre_id = :centre_id AND tenant_id = :tenant_id AND state = :state
 ORDER BY due_ms, station_id, id LIMIT :most;

-- query allocation_pick_ups_newest(centre_id int, tenant_id int, most int) -> as allocation_pick_up
SELECT id, thing_id, round_id, tenant_id, station_id, window_id, due_ms, state, given_ms, received_ms
  FROM pick_up WHERE centre_id = :centre_id AND tenant_id = :tenant_id AND state IN (1, 2)
 ORDER BY id DESC LIMIT :most;

-- query allocation_pick_ups_at(centre_id int, station_id int, from_ms int, to_ms int, most int) -> as allocation_pick_up
SELECT p.id, p.thing_id, p.round_id, p.tenant_id, p.station_id, p.window_id, p.due_ms, p.state, p.given_ms, p.received_ms
  FROM pick_up p
  LEFT JOIN pick_up_window w ON w.centre_id = p.centre_id AND w.id = p.window_id
 WHERE p.centre_id = :centre_id AND p.station_id = :station_id AND p.state IN (1, 2)
   AND ((w.starts_ms < :to_ms AND w.ends_ms > :from_ms)
        OR (p.state = 1 AND (p.window_id IS NULL OR p.given_ms IS NOT NULL OR p.received_ms IS NOT NULL)))
 ORDER BY CASE WHEN w.starts_ms IS NULL THEN 1 ELSE 0 END, w.starts_ms, p.tenant_id, p.id LIMIT :most;

-- query allocation_pick_ups_waiting_at(centre_id int, station_id int, most int) -> as allocation_pick_up
SELECT id, thing_id, round_id, tenant_id, station_id, window_id, due_ms, state, given_ms, received_ms
  FROM pick_up WHERE centre_id = :centre_id AND station_id = :station_id AND state = 1 ORDER BY id LIMIT :most;

-- What somebody has confirmed is not late: it has left, and who has it is asked otherwise.
-- query allocation_pick_ups_late(centre_id int, now_ms int, most int) -> as allocation_pick_up
SELECT id, thing_id, round_id, tenant_id, station_id, window_id, due_ms, state, given_ms, received_ms
  FROM pick_up
 WHERE centre_id = :centre_id AND state = 1 AND due_ms <= :now_ms AND given_ms IS NULL AND received_ms IS NULL
 ORDER BY tenant_id, round_id, due_ms, station_id, id LIMIT :most;

-- The shop alone has confirmed, and its time ended by then.
-- query allocation_pick_ups_received(centre_id int, due_ms int, most int) -> as allocation_pick_up
SELECT id, thing_id, round_id, tenant_id, station_id, window_id, due_ms, state, given_ms, received_ms
  FROM pick_up
 WHERE centre_id = :centre_id AND state = 1 AND due_ms <= :due_ms AND given_ms IS NULL AND received_ms IS NOT NULL
 ORDER BY due_ms, id LIMIT :most;

-- The station alone has confirmed, and the time is over.
-- query allocation_pick_ups_unreceived(centre_id int, now_ms int, most int) -> as allocation_pick_up
SELECT id, thing_id, round_id, tenant_id, station_id, window_id, due_ms, state, given_ms, received_ms
  FROM pick_up
 WHERE centre_id = :centre_id AND state = 1 AND due_ms <= :now_ms AND given_ms IS NOT NULL AND received_ms IS NULL
 ORDER BY due_ms, id LIMIT :most;

-- exec allocation_pick_up_put(centre_id int, id int, thing_id int, round_id int, tenant_id int, station_id int,
--     window_id int?, due_ms int, state int, ended_ms int?)
INSERT INTO pick_up (centre_id, id, thing_id, round_id, tenant_id, station_id, window_id, due_ms, state, ended_ms)
VALUES (:centre_id, :id, :thing_id, :round_id, :tenant_id, :station_id, :window_id, :due_ms, :state, :ended_ms);

-- exec allocation_pick_up_given(centre_id int, id int, at_ms int, person_id int?)
UPDATE pick_up SET given_ms = :at_ms, given_by = :person_id
 WHERE centre_id = :centre_id AND id = :id AND state = 1 AND given_ms IS NULL;

-- exec allocation_pick_up_received(centre_id int, id int, at_ms int, person_id int?)
UPDATE pick_up SET received_ms = :at_ms, received_by = :person_id
 WHERE centre_id = :centre_id AND id = :id AND state = 1 AND received_ms IS NULL;

-- exec allocation_pick_up_not_given(centre_id int, id int)
UPDATE pick_up SET given_ms = NULL, given_by = NULL
 WHERE centre_id = :centre_id AND id = :id AND state = 1 AND given_ms IS NOT NULL AND received_ms IS NULL;

-- exec allocation_pick_up_end(centre_id int, id int, from_state int, state int, ended_ms int)
UPDATE pick_up SET state = :state, ended_ms = :ended_ms
 WHERE centre_id = :centre_id AND id = :id AND state = :from_state;

-- query allocation_pick_ups_movable(centre_id int, tenant_id int, round_id int, station_id int, window_id int?)
--     -> lots int, due_ms int?
SELECT COUNT(*) AS lots, MIN(due_ms) AS due_ms FROM pick_up
 WHERE centre_id = :centre_id AND tenant_id = :tenant_id AND round_id = :round_id AND station_id = :station_id
   AND window_id IS NOT DISTINCT FROM :window_id AND state = 1 AND given_ms IS NULL AND received_ms IS NULL;

-- exec allocation_pick_ups_move(centre_id int, tenant_id int, round_id int, station_id int, window_id int?,
--     to_window int, due_ms int)
UPDATE pick_up SET window_id = :to_window, due_ms = :due_ms
 WHERE centre_id = :centre_id AND tenant_id = :tenant_id AND round_id = :round_id AND station_id = :station_id
   AND window_id IS NOT DISTINCT FROM :window_id AND state = 1 AND given_ms IS NULL AND received_ms IS NULL;

-- Collected, missed, passed on or half confirmed: too late to take a round's lots back.
-- query allocation_pick_ups_begun(centre_id int, round_id int) -> id int
SELECT id FROM pick_up
 WHERE centre_id = :centre_id AND round_id = :round_id
   AND (state IN (2, 3, 5) OR (state = 1 AND (given_ms IS NOT NULL OR received_ms IS NOT NULL)))
 LIMIT 1;

-- exec allocation_pick_ups_end_round(centre_id int, round_id int, state int, ended_ms int)
UPDATE pick_up SET state = :state, ended_ms = :ended_ms
 WHERE centre_id = :centre_id AND round_id = :round_id AND state = 1;

-- What has a pick-up already is not given another.
-- query allocation_pick_ups_awarded(centre_id int, round_id int, run_id int) -> thing_id int, lead_id int, tenant_id int,
--     station_id int
SELECT a.thing_id, a.lead_id, a.tenant_id, l.station_id
  FROM award a
  JOIN round_lot l ON l.centre_id = a.centre_id AND l.thing_id = a.thing_id AND l.round_id = :round_id
 WHERE a.centre_id = :centre_id AND a.run_id = :run_id
   AND NOT EXISTS (SELECT 1 FROM pick_up p
                    WHERE p.centre_id = a.centre_id AND p.thing_id = a.thing_id AND p.state IN (1, 2))
 ORDER BY a.lead_id, a.tenant_id, l.station_id, a.thing_id;

-- query allocation_lot_of(centre_id int, round_id int, thing_id int) -> points_mp int, requires text
SELECT points_mp, requires FROM round_lot
 WHERE centre_id = :centre_id AND round_id = :round_id AND thing_id = :thing_id;

-- ---- settling

-- query allocation_settleable(centre_id int) -> id int
SELECT r.id FROM round r
 WHERE r.centre_id = :centre_id AND r.state = 5
   AND NOT EXISTS (SELECT 1 FROM pick_up p
                    WHERE p.centre_id = r.centre_id AND p.round_id = r.id AND p.state = 1)
   AND NOT EXISTS (SELECT 1 FROM swap_offer o
                    WHERE o.centre_id = r.centre_id AND o.round_id = r.id AND o.state = 1)
 ORDER BY r.id;

-- exec allocation_settle_round(centre_id int, id int, settled_ms int)
UPDATE round SET state = 6, settled_ms = :settled_ms, version = version + 1
 WHERE centre_id = :centre_id AND id = :id AND state = 5;

-- ---- the swap square

-- query allocation_swap(centre_id int, id int) -> id int, thing_id int, from_tenant int?, round_id int?, points_mp int,
--     offered_ms int, until_ms int, state int, taker_id int?
SELECT id, thing_id, from_tenant, round_id, points_mp, offered_ms, until_ms, state, taker_id
  FROM swap_offer WHERE centre_id = :centre_id AND id = :id;

-- query allocation_swap_of_thing(centre_id int, thing_id int) -> as allocation_swap
SELECT id, thing_id, from_tenant, round_id, points_mp, offered_ms, until_ms, state, taker_id
  FROM swap_offer WHERE centre_id = :centre_id AND thing_id = :thing_id AND state = 1 ORDER BY id DESC LIMIT 1;

-- query allocation_swaps_open(centre_id int, tenant_id int, now_ms int, most int) -> id int, thing_id int,
--     from_tenant int?, round_id int?, points_mp int, offered_ms int, until_ms int, state int, taker_id int?, asked int,
--     requires text?
SELECT o.id, o.thing_id, o.from_tenant, o.round_id, o.points_mp, o.offered_ms, o.until_ms, o.state, o.taker_id,
       CASE WHEN a.tenant_id IS NULL THEN 0 ELSE 1 END AS asked, l.requires
  FROM swap_offer o
  LEFT JOIN swap_ask a ON a.centre_id = o.centre_id AND a.offer_id = o.id AND a.tenant_id = :tenant_id
  LEFT JOIN round_lot l ON l.centre_id = o.centre_id AND l.round_id = o.round_id AND l.thing_id = o.thing_id
 WHERE o.centre_id = :centre_id AND o.state = 1 AND o.until_ms > :now_ms
 ORDER BY o.until_ms, o.id LIMIT :most;

-- query allocation_swaps_ended(centre_id int, now_ms int, most int) -> as allocation_swap
SELECT id, thing_id, from_tenant, round_id, points_mp, offered_ms, until_ms, state, taker_id
  FROM swap_offer WHERE centre_id = :centre_id AND state = 1 AND until_ms <= :now_ms ORDER BY until_ms, id LIMIT :most;

-- exec allocation_swap_put(centre_id int, id int, thing_id int, from_tenant int?, round_id int?, points_mp int,
--     offered_ms int, until_ms int, offered_by int?)
INSERT INTO swap_offer (centre_id, id, thing_id, from_tenant, round_id, points_mp, offered_ms, until_ms, state, offered_by)
VALUES (:centre_id, :id, :thing_id, :from_tenant, :round_id, :points_mp, :offered_ms, :until_ms, 1, :offered_by);

-- exec allocation_swap_end(centre_id int, id int, state int, taker_id int?, decided_ms int)
UPDATE swap_offer SET state = :state, taker_id = :taker_id, decided_ms = :decided_ms
 WHERE centre_id = :centre_id AND id = :id AND state = 1;

-- exec allocation_swaps_end_round(centre_id int, round_id int, state int, decided_ms int)
UPDATE swap_offer SET state = :state, decided_ms = :decided_ms
 WHERE centre_id = :centre_id AND round_id = :round_id AND state = 1;

-- query allocation_swap_asks(centre_id int, offer_id int) -> tenant_id int, at_ms int
SELECT tenant_id, at_ms FROM swap_ask
 WHERE centre_id = :centre_id AND offer_id = :offer_id ORDER BY at_ms, tenant_id;

-- exec allocation_swap_ask_put(centre_id int, offer_id int, tenant_id int, at_ms int, person_id int?)
INSERT INTO swap_ask (centre_id, offer_id, tenant_id, at_ms, person_id)
VALUES (:centre_id, :offer_id, :tenant_id, :at_ms, :person_id)
ON CONFLICT DO NOTHING;

-- exec allocation_swap_ask_delete(centre_id int, offer_id int, tenant_id int)
DELETE FROM swap_ask WHERE centre_id = :centre_id AND offer_id = :offer_id AND tenant_id = :tenant_id;

-- exec allocation_swap_asks_move(centre_id int, from_offer int, to_offer int, except_tenant int)
INSERT INTO swap_ask (centre_id, offer_id, tenant_id, at_ms, person_id)
SELECT centre_id, :to_offer, tenant_id, at_ms, person_id FROM swap_ask
 WHERE centre_id = :centre_id AND offer_id = :from_offer AND tenant_id <> :except_tenant;

-- exec allocation_swap_ask_seen(centre_id int, offer_id int, tenant_id int, balance_mp int, weight int)
UPDATE swap_ask SET balance_mp = :balance_mp, weight = :weight
 WHERE centre_id = :centre_id AND offer_id = :offer_id AND tenant_id = :tenant_id;

-- ---- what nobody wanted

-- query allocation_leftovers_of(centre_id int, after_round int, after_thing int, most int) -> thing_id int, round_id int,
--     station_id int, points_mp int, quota_class text, requires text, parent_id int?
SELECT l.thing_id, l.round_id, l.station_id, l.points_mp, l.quota_class, l.requires, r.parent_id
  FROM round r
  JOIN round_lot l ON l.centre_id = r.centre_id AND l.round_id = r.id
 WHERE r.centre_id = :centre_id AND r.state = 5 AND l.withdrawn = 0
   AND (r.id > :after_round OR (r.id = :after_round AND l.thing_id > :after_thing))
   AND NOT EXISTS (SELECT 1 FROM leftover f
                    WHERE f.centre_id = l.centre_id AND f.thing_id = l.thing_id AND f.round_id = l.round_id)
   AND NOT EXISTS (SELECT 1 FROM pick_up p
                    WHERE p.centre_id = l.centre_id AND p.thing_id = l.thing_id AND p.state IN (1, 2))
   AND NOT EXISTS (SELECT 1 FROM swap_offer o
                    WHERE o.centre_id = l.centre_id AND o.thing_id = l.thing_id AND o.state = 1)
 ORDER BY r.id, l.thing_id LIMIT :most;

-- The published round that such a lot is left over from.
-- query allocation_leftover_of_thing(centre_id int, thing_id int) -> as allocation_leftovers_of
SELECT l.thing_id, l.round_id, l.station_id, l.points_mp, l.quota_class, l.requires, r.parent_id
  FROM round_lot l
  JOIN round r ON r.centre_id = l.centre_id AND r.id = l.round_id
 WHERE l.centre_id = :centre_id AND l.thing_id = :thing_id AND r.state = 5 AND l.withdrawn = 0
   AND NOT EXISTS (SELECT 1 FROM leftover f
                    WHERE f.centre_id = l.centre_id AND f.thing_id = l.thing_id AND f.round_id = l.round_id)
   AND NOT EXISTS (SELECT 1 FROM pick_up p
                    WHERE p.centre_id = l.centre_id AND p.thing_id = l.thing_id AND p.state IN (1, 2))
   AND NOT EXISTS (SELECT 1 FROM swap_offer o
                    WHERE o.centre_id = l.centre_id AND o.thing_id = l.thing_id AND o.state = 1)
 ORDER BY r.id DESC LIMIT 1;

-- exec allocation_leftover_put(centre_id int, id int, thing_id int, round_id int, outcome int, next_round_id int?,
--     partner_id int?, reason text, at_ms int, person_id int?)
INSERT INTO leftover (centre_id, id, thing_id, round_id, outcome, next_round_id, partner_id, reason, at_ms, person_id)
VALUES (:centre_id, :id, :thing_id, :round_id, :outcome, :next_round_id, :partner_id, :reason, :at_ms, :person_id);

-- query allocation_partner(centre_id int, id int) -> id int, name text, organisation_number text, email text, term int,
--     from_day int, to_day int, used_ms int?, ended_ms int?, version int
SELECT id, name, organisation_number, email, term, from_day, to_day, used_ms, ended_ms, version
  FROM partner WHERE centre_id = :centre_id AND id = :id;

-- query allocation_partners_all(centre_id int, most int) -> as allocation_partner
SELECT id, name, organisation_number, email, term, from_day, to_day, used_ms, ended_ms, version
  FROM partner WHERE centre_id = :centre_id ORDER BY id DESC LIMIT :most;

-- query allocation_partner_categories(centre_id int, partner_id int) -> category_id int
SELECT category_id FROM partner_category WHERE centre_id = :centre_id AND partner_id = :partner_id ORDER BY category_id;

-- exec allocation_partner_put(centre_id int, id int, name text, organisation_number text, email text, term int,
--     from_day int, to_day int)
INSERT INTO partner (centre_id, id, name, organisation_number, email, term, from_day, to_day, version)
VALUES (:centre_id, :id, :name, :organisation_number, :email, :term, :from_day, :to_day, 1);

-- exec allocation_partner_category_put(centre_id int, partner_id int, category_id int)
INSERT INTO partner_category (centre_id, partner_id, category_id) VALUES (:centre_id, :partner_id, :category_id)
ON CONFLICT DO NOTHING;

-- exec allocation_partner_stop(centre_id int, id int, ended_ms int)
UPDATE partner SET ended_ms = :ended_ms, version = version + 1
 WHERE centre_id = :centre_id AND id = :id AND ended_ms IS NULL;

-- exec allocation_partner_used(centre_id int, id int, used_ms int)
UPDATE partner SET used_ms = :used_ms, version = version + 1 WHERE centre_id = :centre_id AND id = :id AND used_ms IS NULL;

-- ---- calendar feeds

-- query allocation_feed(centre_id int, tenant_id int) -> made_ms int
SELECT made_ms FROM calendar_feed WHERE centre_id = :centre_id AND tenant_id = :tenant_id;

-- query allocation_feed_by_hash(centre_id int, token_hash bytes) -> tenant_id int
SELECT tenant_id FROM calendar_feed WHERE centre_id = :centre_id AND token_hash = :token_hash;

-- exec allocation_feed_put(centre_id int, tenant_id int, token_hash bytes, made_ms int)
INSERT INTO calendar_feed (centre_id, tenant_id, token_hash, made_ms)
VALUES (:centre_id, :tenant_id, :token_hash, :made_ms)
ON CONFLICT (centre_id, tenant_id) DO UPDATE SET token_hash = :token_hash, made_ms = :made_ms;
