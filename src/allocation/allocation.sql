-- SPDX-License-Identifier: EUPL-1.2
-- Every question about rules, participants, points, rounds and draws.

-- ---- rules ----------------------------------------------------------------------------------

-- exec allocation_rules_add(centre_id int, id int, from_day int, note text, startup_share_ppm int, decay_num int,
--     decay_den int, floor_mp int?, newcomer_credit_mp int, penalty_mp int, second_call_ppm int, swap_hours int,
--     show_names int, chain text, chain_genesis_ms int, chain_period_ms int, chain_url text, fallback text,
--     made_ms int, made_by int?)
INSERT INTO allocation_rules (centre_id, id, from_day, note, startup_share_ppm, decay_num, decay_den, floor_mp,
       newcomer_credit_mp, penalty_mp, second_call_ppm, swap_hours, show_names, chain, chain_genesis_ms,
       chain_period_ms, chain_url, fallback, made_ms, made_by)
VALUES (:centre_id, :id, :from_day, :note, :startup_share_ppm, :decay_num, :decay_den, :floor_mp,
       :newcomer_credit_mp, :penalty_mp, :second_call_ppm, :swap_hours, :show_names, :chain, :chain_genesis_ms,
       :chain_period_ms, :chain_url, :fallback, :made_ms, :made_by);

-- query allocation_rules(centre_id int, id int) -> id int, from_day int, note text, startup_share_ppm int,
--     decay_num int, decay_den int, floor_mp int?, newcomer_credit_mp int, penalty_mp int, second_call_ppm int,
--     swap_hours int, show_names int, chain text, chain_genesis_ms int, chain_period_ms int, chain_url text,
--     fallback text, made_ms int, made_by int?
SELECT id, from_day, note, startup_share_ppm, decay_num, decay_den, floor_mp, newcomer_credit_mp, penalty_mp,
       second_call_ppm, swap_hours, show_names, chain, chain_genesis_ms, chain_period_ms, chain_url, fallback,
       made_ms, made_by
  FROM allocation_rules WHERE centre_id = :centre_id AND id = :id;

-- query allocation_rules_on(centre_id int, day int) -> as allocation_rules
SELECT id, from_day, note, startup_share_ppm, decay_num, decay_den, floor_mp, newcomer_credit_mp, penalty_mp,
       second_call_ppm, swap_hours, show_names, chain, chain_genesis_ms, chain_period_ms, chain_url, fallback,
       made_ms, made_by
  FROM allocation_rules WHERE centre_id = :centre_id AND from_day <= :day
 ORDER BY from_day DESC, id DESC LIMIT 1;

-- query allocation_rules_all(centre_id int) -> as allocation_rules
SELECT id, from_day, note, startup_share_ppm, decay_num, decay_den, floor_mp, newcomer_credit_mp, penalty_mp,
       second_call_ppm, swap_hours, show_names, chain, chain_genesis_ms, chain_period_ms, chain_url, fallback,
       made_ms, made_by
  FROM allocation_rules WHERE centre_id = :centre_id ORDER BY from_day DESC, id DESC;

-- exec allocation_tariff_add(centre_id int, rules_id int, category_id int, size_class int, station_state int, points_mp int)
INSERT INTO tariff_points (centre_id, rules_id, category_id, size_class, station_state, points_mp)
VALUES (:centre_id, :rules_id, :category_id, :size_class, :station_state, :points_mp);

-- query allocation_tariff(centre_id int, rules_id int) -> category_id int, size_class int, station_state int, points_mp int
SELECT category_id, size_class, station_state, points_mp FROM tariff_points
 WHERE centre_id = :centre_id AND rules_id = :rules_id ORDER BY category_id, size_class, station_state;

-- exec allocation_class_add(centre_id int, rules_id int, category_id int, quota_class text, requires text)
INSERT INTO tariff_class (centre_id, rules_id, category_id, quota_class, requires)
VALUES (:centre_id, :rules_id, :category_id, :quota_class, :requires);

-- query allocation_classes(centre_id int, rules_id int) -> category_id int, quota_class text, requires text
SELECT category_id, quota_class, requires FROM tariff_class
 WHERE centre_id = :centre_id AND rules_id = :rules_id ORDER BY category_id;

-- ---- participants ---------------------------------------------------------------------------

-- query allocation_participant_rows(centre_id int) -> tenant_id int, lead_id int, weight int, startup int,
--     cap_lots int?, state int, delegated int, version int
SELECT tenant_id, lead_id, weight, startup, cap_lots, state, delegated, version
  FROM participant WHERE centre_id = :centre_id ORDER BY tenant_id;

-- exec allocation_participant_add(centre_id int, tenant_id int, lead_id int)
INSERT INTO participant (centre_id, tenant_id, lead_id, weight, startup, cap_lots, state, delegated, version)
VALUES (:centre_id, :tenant_id, :lead_id, 1, 0, NULL, 1, 0, 0)
    ON CONFLICT (centre_id, tenant_id) DO NOTHING;

-- exec allocation_participant_set(centre_id int, tenant_id int, lead_id int, weight int, startup int, cap_lots int?,
--     state int, delegated int, version int)
UPDATE participant
   SET lead_id = :lead_id, weight = :weight, startup = :startup, cap_lots = :cap_lots, state = :state,
       delegated = :delegated, version = version + 1
 WHERE centre_id = :centre_id AND tenant_id = :tenant_id AND version = :version;

-- query allocation_eligibility(centre_id int, tenant_id int) -> requires text
SELECT requires FROM participant_eligibility
 WHERE centre_id = :centre_id AND tenant_id = :tenant_id ORDER BY requires;

-- exec allocation_eligibility_add(centre_id int, tenant_id int, requires text)
INSERT INTO participant_eligibility (centre_id, tenant_id, requires) VALUES (:centre_id, :tenant_id, :requires);

-- exec allocation_eligibility_clear(centre_id int, tenant_id int)
DELETE FROM participant_eligibility WHERE centre_id = :centre_id AND tenant_id = :tenant_id;

-- query allocation_caps(centre_id int, tenant_id int) -> quota_class text, cap_lots int
SELECT quota_class, cap_lots FROM participant_cap
 WHERE centre_id = :centre_id AND tenant_id = :tenant_id ORDER BY quota_class;

-- exec allocation_cap_add(centre_id int, tenant_id int, quota_class text, cap_lots int)
INSERT INTO participant_cap (centre_id, tenant_id, quota_class, cap_lots)
VALUES (:centre_id, :tenant_id, :quota_class, :cap_lots);

-- exec allocation_caps_clear(centre_id int, tenant_id int)
DELETE FROM participant_cap WHERE centre_id = :centre_id AND tenant_id = :tenant_id;

-- exec allocation_change_add(centre_id int, id int, tenant_id int, what text, reason text, at_ms int, person_id int?)
INSERT INTO participant_change (centre_id, id, tenant_id, what, reason, at_ms, person_id)
VALUES (:centre_id, :id, :tenant_id, :what, :reason, :at_ms, :person_id);

-- query allocation_changes(centre_id int, tenant_id int, most int) -> what text, reason text, at_ms int, person_id int?
SELECT what, reason, at_ms, person_id FROM participant_change
 WHERE centre_id = :centre_id AND tenant_id = :tenant_id ORDER BY id DESC LIMIT :most;

-- ---- points ---------------------------------------------------------------------------------

-- query allocation_newest_points(centre_id int, lead_id int) -> seq int, balance_mp int
SELECT seq, balance_mp FROM points_entry
 WHERE centre_id = :centre_id AND lead_id = :lead_id ORDER BY seq DESC LIMIT 1;

-- exec allocation_points_add(centre_id int, lead_id int, seq int, kind int, mp int, balance_mp int, round_id int?,
--     run_id int?, thing_id int?, at_ms int, day int, note text, person_id int?)
INSERT INTO points_entry (centre_id, lead_id, seq, kind, mp, balance_mp, round_id, run_id, thing_id, at_ms, day,
       note, person_id)
VALUES (:centre_id, :lead_id, :seq, :kind, :mp, :balance_mp, :round_id, :run_id, :thing_id, :at_ms, :day,
       :note, :person_id);

-- query allocation_points(centre_id int, lead_id int, before_seq int, most int) -> lead_id int, seq int, kind int, mp int,
--     balance_mp int, round_id int?, run_id int?, thing_id int?, at_ms int, note text
SELECT lead_id, seq, kind, mp, balance_mp, round_id, run_id, thing_id, at_ms, note FROM points_entry
 WHERE centre_id = :centre_id AND lead_id = :lead_id AND seq < :before_seq ORDER BY seq DESC LIMIT :most;

-- query allocation_points_after(centre_id int, after_lead int, after_seq int, most int) -> as allocation_points
SELECT lead_id, seq, kind, mp, balance_mp, round_id, run_id, thing_id, at_ms, note FROM points_entry
 WHERE centre_id = :centre_id AND (lead_id > :after_lead OR (lead_id = :after_lead AND seq > :after_seq))
 ORDER BY lead_id, seq LIMIT :most;

-- query allocation_points_of_run(centre_id int, lead_id int, run_id int, kind int, thing_id int) -> mp int, opening int
SELECT CAST(COALESCE(SUM(mp), 0) AS BIGINT) AS mp,
       CAST(COALESCE(SUM(CASE WHEN kind = 1 THEN 1 ELSE 0 END), 0) AS BIGINT) AS opening
  FROM points_entry
 WHERE centre_id = :centre_id AND lead_id = :lead_id AND run_id = :run_id
   AND (kind = :kind OR (:kind = 0 AND kind <> 9)) AND (:thing_id = 0 OR thing_id = :thing_id);

-- query allocation_any_points(centre_id int) -> lead_id int
SELECT lead_id FROM points_entry WHERE centre_id = :centre_id LIMIT 1;

-- query allocation_hand_points(centre_id int, lead_id int, thing_id int, kind int, at_ms int) -> seq int
SELECT seq FROM points_entry
 WHERE centre_id = :centre_id AND lead_id = :lead_id AND thing_id = :thing_id AND kind = :kind AND at_ms = :at_ms;

-- ---- rounds ---------------------------------------------------------------------------------

-- query allocation_newest_number(centre_id int) -> number int?
SELECT MAX(number) AS number FROM round WHERE centre_id = :centre_id;

-- exec allocation_round_add(centre_id int, id int, number int, label text, parent_id int?, opens_ms int, closes_ms int,
--     draw_ms int, points_ppm int, made_ms int, made_by int?)
INSERT INTO round (centre_id, id, number, label, parent_id, state, planned, opens_ms, closes_ms, draw_ms, rules_id,
       chain, beacon_round, points_ppm, opened_ms, reminded_ms, closed_ms, drawn_ms, published_ms, settled_ms,
       run_id, reason, made_ms, made_by, version)
VALUES (:centre_id, :id, :number, :label, :parent_id, 1, 0, :opens_ms, :closes_ms, :draw_ms, NULL,
       '', 0, :points_ppm, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', :made_ms, :made_by, 1);

-- exec allocation_round_set(centre_id int, id int, version int, label text, parent_id int?, opens_ms int, closes_ms int,
--     draw_ms int, points_ppm int)
UPDATE round
   SET label = :label, parent_id = :parent_id, opens_ms = :opens_ms, closes_ms = :closes_ms, draw_ms = :draw_ms,
       points_ppm = :points_ppm, version = version + 1
 WHERE centre_id = :centre_id AND id = :id AND version = :version AND state = 1;

-- exec allocation_round_plan(centre_id int, id int, version int, planned int)
UPDATE round SET planned = :planned, version = version + 1
 WHERE centre_id = :centre_id AND id = :id AND version = :version AND state = 1;

-- exec allocation_round_opened(centre_id int, id int, rules_id int, chain text, beacon_round int, now_ms int)
UPDATE round
   SET state = 2, rules_id = :rules_id, chain = :chain, beacon_round = :beacon_round, opened_ms = :now_ms,
       opens_ms = CASE WHEN opens_ms > :now_ms THEN :now_ms ELSE opens_ms END, version = version + 1
 WHERE centre_id = :centre_id AND id = :id AND state = 1;

-- Changes nothing: of two who would, the second waits here and then sees what the first has done.
-- exec allocation_round_lock(centre_id int, id int)
UPDATE round SET version = version WHERE centre_id = :centre_id AND id = :id;

-- exec allocation_round_reminded(centre_id int, id int, now_ms int)
UPDATE round SET reminded_ms = :now_ms WHERE centre_id = :centre_id AND id = :id AND reminded_ms IS NULL;

-- exec allocation_round_closed(centre_id int, id int, run_id int, now_ms int)
UPDATE round SET state = 3, run_id = :run_id, closed_ms = :now_ms, version = version + 1
 WHERE centre_id = :centre_id AND id = :id AND state = 2;

-- exec allocation_round_drawn(centre_id int, id int, now_ms int)
UPDATE round SET state = 4, drawn_ms = :now_ms, version = version + 1
 WHERE centre_id = :centre_id AND id = :id AND state = 3;

-- exec allocation_round_published(centre_id int, id int, run_id int, now_ms int)
UPDATE round
   SET state = CASE WHEN state = 4 THEN 5 ELSE state END, run_id = :run_id,
       published_ms = COALESCE(published_ms, :now_ms), version = version + 1
 WHERE centre_id = :centre_id AND id = :id AND state IN (4, 5);

-- exec allocation_round_cancelled(centre_id int, id int, reason text)
UPDATE round SET state = 7, reason = :reason, planned = 0, version = version + 1
 WHERE centre_id = :centre_id AND id = :id AND state = 2;

-- exec allocation_round_delete(centre_id int, id int)
DELETE FROM round WHERE centre_id = :centre_id AND id = :id AND state = 1;

-- query allocation_round(centre_id int, id int) -> id int, number int, label text, parent_id int?, state int, planned int,
--     opens_ms int, closes_ms int, draw_ms int, rules_id int?, chain text, beacon_round int, points_ppm int,
--     opened_ms int?, closed_ms int?, drawn_ms int?, published_ms int?, settled_ms int?, run_id int?, reason text,
--     version int
SELECT id, number, label, parent_id, state, planned, opens_ms, closes_ms, draw_ms, rules_id, chain, beacon_round,
       points_ppm, opened_ms, closed_ms, drawn_ms, published_ms, settled_ms, run_id, reason, version
  FROM round WHERE centre_id = :centre_id AND id = :id;

-- query allocation_round_by_number(centre_id int, number int) -> as allocation_round
SELECT id, number, label, parent_id, state, planned, opens_ms, closes_ms, draw_ms, rules_id, chain, beacon_round,
       points_ppm, opened_ms, closed_ms, drawn_ms, published_ms, settled_ms, run_id, reason, version
  FROM round WHERE centre_id = :centre_id AND number = :number;

-- query allocation_round_rows(centre_id int, first_state int, before_number int, most int) -> as allocation_round
SELECT id, number, label, parent_id, state, planned, opens_ms, closes_ms, draw_ms, rules_id, chain, beacon_round,
       points_ppm, opened_ms, closed_ms, drawn_ms, published_ms, settled_ms, run_id, reason, version
  FROM round WHERE centre_id = :centre_id AND state >= :first_state AND number < :before_number
 ORDER BY number DESC LIMIT :most;

-- query allocation_rounds_open(centre_id int, now_ms int) -> as allocation_round
SELECT id, number, label, parent_id, state, planned, opens_ms, closes_ms, draw_ms, rules_id, chain, beacon_round,
       points_ppm, opened_ms, closed_ms, drawn_ms, published_ms, settled_ms, run_id, reason, version
  FROM round WHERE centre_id = :centre_id AND state = 2 AND closes_ms > :now_ms ORDER BY closes_ms, number;

-- query allocation_rounds_due_open(centre_id int, now_ms int) -> id int
SELECT id FROM round
 WHERE centre_id = :centre_id AND state = 1 AND planned = 1 AND opens_ms <= :now_ms AND closes_ms > :now_ms
 ORDER BY number;

-- Only what was open for longer before: else the opening itself has just been told.
-- query allocation_rounds_due_reminder(centre_id int, now_ms int, soon_ms int) -> id int
SELECT id FROM round
 WHERE centre_id = :centre_id AND state = 2 AND reminded_ms IS NULL AND closes_ms <= :soon_ms AND closes_ms > :now_ms
   AND closes_ms - opened_ms > :soon_ms - :now_ms
 ORDER BY number;

-- query allocation_rounds_due_close(centre_id int, now_ms int) -> id int
SELECT id FROM round WHERE centre_id = :centre_id AND state = 2 AND closes_ms <= :now_ms ORDER BY number;

-- query allocation_rounds_in_state(centre_id int, state int) -> id int
SELECT id FROM round WHERE centre_id = :centre_id AND state = :state ORDER BY number;

-- exec allocation_lot_add(centre_id int, round_id int, thing_id int, code text, station_id int, category_id int)
INSERT INTO round_lot (centre_id, round_id, thing_id, code, station_id, category_id, points_mp, quota_class, requires,
       withdrawn)
VALUES (:centre_id, :round_id, :thing_id, :code, :station_id, :category_id, 0, '', '', 0);

-- exec allocation_lot_remove(centre_id int, round_id int, thing_id int)
DELETE FROM round_lot WHERE centre_id = :centre_id AND round_id = :round_id AND thing_id = :thing_id;

-- exec allocation_lots_remove(centre_id int, round_id int)
DELETE FROM round_lot WHERE centre_id = :centre_id AND round_id = :round_id;

-- exec allocation_lot_fix(centre_id int, round_id int, thing_id int, category_id int, points_mp int, quota_class text,
--     requires text)
UPDATE round_lot
   SET category_id = :category_id, points_mp = :points_mp, quota_class = :quota_class, requires = :requires
 WHERE centre_id = :centre_id AND round_id = :round_id AND thing_id = :thing_id;

-- exec allocation_lot_withdraw(centre_id int, round_id int, thing_id int)
UPDATE round_lot SET withdrawn = 1
 WHERE centre_id = :centre_id AND round_id = :round_id AND thing_id = :thing_id AND withdrawn = 0;

-- query allocation_lot(centre_id int, round_id int, thing_id int) -> thing_id int, code text, station_id int,
--     category_id int, points_mp int, quota_class text, requires text, withdrawn int
SELECT thing_id, code, station_id, category_id, points_mp, quota_class, requires, withdrawn FROM round_lot
 WHERE centre_id = :centre_id AND round_id = :round_id AND thing_id = :thing_id;

-- query allocation_lots(centre_id int, round_id int, after_thing_id int, most int) -> as allocation_lot
SELECT thing_id, code, station_id, category_id, points_mp, quota_class, requires, withdrawn FROM round_lot
 WHERE centre_id = :centre_id AND round_id = :round_id AND thing_id > :after_thing_id ORDER BY thing_id LIMIT :most;

-- query allocation_lot_count(centre_id int, round_id int) -> lots int
SELECT COUNT(*) AS lots FROM round_lot WHERE centre_id = :centre_id AND round_id = :round_id;

-- Other rounds that have the lot, of which not all is done yet.
-- query allocation_lot_elsewhere(centre_id int, round_id int, thing_id int, last_state int) -> id int
SELECT r.id
  FROM round_lot l
  JOIN round r ON r.centre_id = l.centre_id AND r.id = l.round_id
 WHERE l.centre_id = :centre_id AND l.thing_id = :thing_id AND l.round_id <> :round_id AND r.state <= :last_state
 LIMIT 1;

-- ---- who took part and what they wished, at the close ------------------------------------------

-- exec allocation_entrant_add(centre_id int, round_id int, lead_id int, alias text, weight int, balance_mp int?,
--     cap_lots int?, startup int, active int)
INSERT INTO round_participant (centre_id, round_id, lead_id, alias, weight, balance_mp, cap_lots, startup, active)
VALUES (:centre_id, :round_id, :lead_id, :alias, :weight, :balance_mp, :cap_lots, :startup, :active);

-- query allocation_entrants(centre_id int, round_id int) -> lead_id int, alias text, weight int, balance_mp int?,
--     cap_lots int?, startup int, active int
SELECT lead_id, alias, weight, balance_mp, cap_lots, startup, active FROM round_participant
 WHERE centre_id = :centre_id AND round_id = :round_id ORDER BY lead_id;

-- exec allocation_member_add(centre_id int, round_id int, tenant_id int, lead_id int, active int)
INSERT INTO round_member (centre_id, round_id, tenant_id, lead_id, active)
VALUES (:centre_id, :round_id, :tenant_id, :lead_id, :active);

-- query allocation_members(centre_id int, round_id int) -> tenant_id int, lead_id int, active int
SELECT tenant_id, lead_id, active FROM round_member
 WHERE centre_id = :centre_id AND round_id = :round_id ORDER BY tenant_id;

-- query allocation_round_wishes(centre_id int, round_id int) -> tenant_id int, thing_id int, stars int
SELECT tenant_id, thing_id, stars FROM wish
 WHERE centre_id = :centre_id AND round_id = :round_id AND stars > 0 ORDER BY thing_id, tenant_id;

-- query allocation_wishers(centre_id int, round_id int, thing_id int) -> tenant_id int
SELECT tenant_id FROM wish
 WHERE centre_id = :centre_id AND round_id = :round_id AND thing_id = :thing_id AND stars > 0 ORDER BY tenant_id;

-- exec allocation_wishes_forget(centre_id int, round_id int, thing_id int)
DELETE FROM wish WHERE centre_id = :centre_id AND round_id = :round_id AND thing_id = :thing_id;

-- exec allocation_wish_expand(centre_id int, round_id int, tenant_id int, thing_id int, stars int, source int, at_ms int)
INSERT INTO wish (centre_id, round_id, tenant_id, thing_id, stars, source, at_ms, person_id)
VALUES (:centre_id, :round_id, :tenant_id, :thing_id, :stars, :source, :at_ms, NULL)
    ON CONFLICT (centre_id, round_id, tenant_id, thing_id) DO NOTHING;

-- ---- the randomness ---------------------------------------------------------------------------

-- exec allocation_beacon_add(centre_id int, round_id int, seq int, source int, signature text, randomness text,
--     note text, at_ms int, person_id int?)
INSERT INTO beacon_entry (centre_id, round_id, seq, source, signature, randomness, note, at_ms, person_id)
VALUES (:centre_id, :round_id, :seq, :source, :signature, :randomness, :note, :at_ms, :person_id);

-- query allocation_beacons(centre_id int, round_id int) -> seq int, source int, signature text, randomness text,
--     note text, at_ms int, person_id int?
SELECT seq, source, signature, randomness, note, at_ms, person_id FROM beacon_entry
 WHERE centre_id = :centre_id AND round_id = :round_id ORDER BY seq;

-- ---- runs ---------------------------------------------------------------------------------------

-- exec allocation_run_add(centre_id int, id int, round_id int, number int, state int, reason text, commitment text,
--     seed text, randomness text, signature text, made_ms int, made_by int?)
INSERT INTO draw_run (centre_id, id, round_id, number, state, reason, commitment, seed, randomness, signature, made_ms,
       made_by, confirmed_by)
VALUES (:centre_id, :id, :round_id, :number, :state, :reason, :commitment, :seed, :randomness, :signature, :made_ms,
       :made_by, NULL);

-- exec allocation_run_drawn(centre_id int, id int, seed text, randomness text, signature text, confirmed_by int?)
UPDATE draw_run
   SET state = 2, seed = :seed, randomness = :randomness, signature = :signature, confirmed_by = :confirmed_by
 WHERE centre_id = :centre_id AND id = :id AND state = 1;

-- exec allocation_run_committed(centre_id int, id int, commitment text, seed text)
UPDATE draw_run SET commitment = :commitment, seed = :seed WHERE centre_id = :centre_id AND id = :id;

-- exec allocation_run_state(centre_id int, id int, state int)
UPDATE draw_run SET state = :state WHERE centre_id = :centre_id AND id = :id;

-- query allocation_run(centre_id int, id int) -> id int, round_id int, number int, state int, reason text,
--     commitment text, seed text, randomness text, signature text, made_ms int, made_by int?
SELECT id, round_id, number, state, reason, commitment, seed, randomness, signature, made_ms, made_by
  FROM draw_run WHERE centre_id = :centre_id AND id = :id;

-- query allocation_runs(centre_id int, round_id int) -> as allocation_run
SELECT id, round_id, number, state, reason, commitment, seed, randomness, signature, made_ms, made_by
  FROM draw_run WHERE centre_id = :centre_id AND round_id = :round_id ORDER BY number;

-- query allocation_runs_after(centre_id int, after_id int, first_state int, most int) -> as allocation_run
SELECT id, round_id, number, state, reason, commitment, seed, randomness, signature, made_ms, made_by
  FROM draw_run WHERE centre_id = :centre_id AND id > :after_id AND state >= :first_state ORDER BY id LIMIT :most;

-- exec allocation_barred_add(centre_id int, run_id int, tenant_id int)
INSERT INTO draw_barred (centre_id, run_id, tenant_id) VALUES (:centre_id, :run_id, :tenant_id)
    ON CONFLICT (centre_id, run_id, tenant_id) DO NOTHING;

-- query allocation_barred(centre_id int, run_id int) -> tenant_id int
SELECT tenant_id FROM draw_barred WHERE centre_id = :centre_id AND run_id = :run_id ORDER BY tenant_id;

-- exec allocation_withdrawn_add(centre_id int, run_id int, thing_id int)
INSERT INTO draw_withdrawn (centre_id, run_id, thing_id) VALUES (:centre_id, :run_id, :thing_id)
    ON CONFLICT (centre_id, run_id, thing_id) DO NOTHING;

-- query allocation_withdrawn(centre_id int, run_id int) -> thing_id int
SELECT thing_id FROM draw_withdrawn WHERE centre_id = :centre_id AND run_id = :run_id ORDER BY thing_id;

-- exec allocation_file_put(centre_id int, run_id int, name text, bytes bytes)
INSERT INTO draw_file (centre_id, run_id, name, bytes) VALUES (:centre_id, :run_id, :name, :bytes)
    ON CONFLICT (centre_id, run_id, name) DO UPDATE SET bytes = excluded.bytes;

-- query allocation_file(centre_id int, run_id int, name text) -> bytes bytes
SELECT bytes FROM draw_file WHERE centre_id = :centre_id AND run_id = :run_id AND name = :name;

-- query allocation_files(centre_id int, run_id int) -> name text, size int
SELECT name, LENGTH(bytes) AS size FROM draw_file WHERE centre_id = :centre_id AND run_id = :run_id ORDER BY name;

-- exec allocation_award_add(centre_id int, run_id int, thing_id int, lead_id int, tenant_id int, turn int, points_mp int)
INSERT INTO award (centre_id, run_id, thing_id, lead_id, tenant_id, turn, points_mp)
VALUES (:centre_id, :run_id, :thing_id, :lead_id, :tenant_id, :turn, :points_mp);

-- query allocation_awards(centre_id int, run_id int, lead_id int) -> thing_id int, lead_id int, tenant_id int, turn int,
--     points_mp int, code text
SELECT a.thing_id, a.lead_id, a.tenant_id, a.turn, a.points_mp, l.code
  FROM award a
  JOIN draw_run r ON r.centre_id = a.centre_id AND r.id = a.run_id
  JOIN round_lot l ON l.centre_id = a.centre_id AND l.round_id = r.round_id AND l.thing_id = a.thing_id
 WHERE a.centre_id = :centre_id AND a.run_id = :run_id AND (:lead_id = 0 OR a.lead_id = :lead_id) ORDER BY l.code;

-- exec allocation_refusal_add(centre_id int, run_id int, lead_id int, thing_id int, code text, turn int?, other_id int?,
--     own_turn int?, turn_id int?, startup_turn int, own_balance_mp int?, other_balance_mp int?, own_lots int?,
--     other_lots int?)
INSERT INTO refusal (centre_id, run_id, lead_id, thing_id, code, turn, other_id, own_turn, turn_id, startup_turn,
       own_balance_mp, other_balance_mp, own_lots, other_lots)
VALUES (:centre_id, :run_id, :lead_id, :thing_id, :code, :turn, :other_id, :own_turn, :turn_id, :startup_turn,
       :own_balance_mp, :other_balance_mp, :own_lots, :other_lots);

-- query allocation_refusals(centre_id int, run_id int, lead_id int) -> lead_id int, thing_id int, code text, turn int?,
--     other_id int?, own_turn int?, turn_id int?, startup_turn int, own_balance_mp int?, other_balance_mp int?,
--     own_lots int?, other_lots int?, points_mp int
SELECT f.lead_id, f.thing_id, f.code, f.turn, f.other_id, f.own_turn, f.turn_id, f.startup_turn, f.own_balance_mp,
       f.other_balance_mp, f.own_lots, f.other_lots, l.points_mp
  FROM refusal f
  JOIN draw_run r ON r.centre_id = f.centre_id AND r.id = f.run_id
  JOIN round_lot l ON l.centre_id = f.centre_id AND l.round_id = r.round_id AND l.thing_id = f.thing_id
 WHERE f.centre_id = :centre_id AND f.run_id = :run_id AND (:lead_id = 0 OR f.lead_id = :lead_id)
 ORDER BY l.code, f.lead_id;

-- Lots of the round that nobody got, of categories the shop wished in.
-- query allocation_unclaimed(centre_id int, round_id int, run_id int, tenant_id int) -> thing_id int
SELECT l.thing_id
  FROM round_lot l
 WHERE l.centre_id = :centre_id AND l.round_id = :round_id AND l.withdrawn = 0
   AND NOT EXISTS (SELECT 1 FROM award a
                    WHERE a.centre_id = l.centre_id AND a.run_id = :run_id AND a.thing_id = l.thing_id)
   AND l.category_id IN (SELECT w.category_id
                           FROM wish v
                           JOIN round_lot w ON w.centre_id = v.centre_id AND w.round_id = v.round_id
                                           AND w.thing_id = v.thing_id
                          WHERE v.centre_id = :centre_id AND v.round_id = :round_id AND v.tenant_id = :tenant_id
                            AND v.stars > 0)
 ORDER BY l.code;

-- ---- following the ledger of goods --------------------------------------------------------------

-- query allocation_cursor(centre_id int) -> event_id int
SELECT event_id FROM allocation_cursor WHERE centre_id = :centre_id;

-- exec allocation_cursor_set(centre_id int, event_id int)
INSERT INTO allocation_cursor (centre_id, event_id) VALUES (:centre_id, :event_id)
    ON CONFLICT (centre_id) DO UPDATE SET event_id = excluded.event_id;
