-- SPDX-License-Identifier: EUPL-1.2
-- What room safety asks about rules, tests, wiping and the dealer's register.

-- exec safety_rule_add(centre_id int, id int, rule_key text, from_day int, ended int, category_id int,
--     kind_key text, action int, picture text, title_nb text, title_nn text, title_en text,
--     text_nb text, text_nn text, text_en text, questions_nb text, questions_nn text,
--     questions_en text, source text, made_ms int, made_by int?)
INSERT INTO safety_rule (centre_id, id, rule_key, from_day, ended, category_id, kind_key, action,
                         picture, title_nb, title_nn, title_en, text_nb, text_nn, text_en,
                         questions_nb, questions_nn, questions_en, source, made_ms, made_by)
VALUES (:centre_id, :id, :rule_key, :from_day, :ended, :category_id, :kind_key, :action, :picture,
        :title_nb, :title_nn, :title_en, :text_nb, :text_nn, :text_en, :questions_nb, :questions_nn,
        :questions_en, :source, :made_ms, :made_by);

-- query safety_rule_row(centre_id int, id int) -> id int, rule_key text, from_day int, ended int,
--     category_id int, kind_key text, action int, picture text, title_nb text, title_nn text,
--     title_en text, text_nb text, text_nn text, text_en text, questions_nb text, questions_nn text,
--     questions_en text, source text, made_ms int, made_by int?
SELECT id, rule_key, from_day, ended, category_id, kind_key, action, picture, title_nb, title_nn,
       title_en, text_nb, text_nn, text_en, questions_nb, questions_nn, questions_en, source,
       made_ms, made_by
  FROM safety_rule WHERE centre_id = :centre_id AND id = :id;

-- Those that had begun by the day, of each rule the newest last.
-- query safety_rule_rows(centre_id int, day int) -> as safety_rule_row
SELECT id, rule_key, from_day, ended, category_id, kind_key, action, picture, title_nb, title_nn,
       title_en, text_nb, text_nn, text_en, questions_nb, questions_nn, questions_en, source,
       made_ms, made_by
  FROM safety_rule WHERE centre_id = :centre_id AND from_day <= :day
 ORDER BY rule_key, from_day, id LIMIT 5000;

-- All versions of one rule, newest first.
-- query safety_rule_versions(centre_id int, rule_key text) -> as safety_rule_row
SELECT id, rule_key, from_day, ended, category_id, kind_key, action, picture, title_nb, title_nn,
       title_en, text_nb, text_nn, text_en, questions_nb, questions_nn, questions_en, source,
       made_ms, made_by
  FROM safety_rule WHERE centre_id = :centre_id AND rule_key = :rule_key
 ORDER BY from_day DESC, id DESC LIMIT 200;

-- query safety_rule_has(centre_id int, rule_key text, from_day int) -> n int
SELECT COUNT(*) AS n FROM safety_rule
 WHERE centre_id = :centre_id AND rule_key = :rule_key AND from_day = :from_day AND made_by IS NULL;

-- ---- classes

-- exec safety_class_add(centre_id int, id int, category_id int, kind_key text, what int, from_day int,
--     applies int, source text, made_ms int, made_by int?)
INSERT INTO safety_class (centre_id, id, category_id, kind_key, what, from_day, applies, source,
                          made_ms, made_by)
VALUES (:centre_id, :id, :category_id, :kind_key, :what, :from_day, :applies, :source, :made_ms,
        :made_by);

-- What may decide about a kind of a category of up to three levels, the newest last.
-- query safety_class_of(centre_id int, c1 int, c2 int, c3 int, kind_key text, day int) ->
--     category_id int, kind_key text, what int, applies int
SELECT category_id, kind_key, what, applies FROM safety_class
 WHERE centre_id = :centre_id AND category_id IN (0, :c1, :c2, :c3) AND kind_key IN ('', :kind_key)
   AND from_day <= :day
 ORDER BY from_day, id;

-- query safety_class_rows(centre_id int) -> id int, category_id int, kind_key text, what int,
--     from_day int, applies int, source text, made_ms int, made_by int?
SELECT id, category_id, kind_key, what, from_day, applies, source, made_ms, made_by
  FROM safety_class WHERE centre_id = :centre_id
 ORDER BY what, category_id, kind_key, from_day DESC, id DESC LIMIT 2000;

-- query safety_class_has(centre_id int, category_id int, kind_key text, what int, from_day int) ->
--     n int
SELECT COUNT(*) AS n FROM safety_class
 WHERE centre_id = :centre_id AND category_id = :category_id AND kind_key = :kind_key
   AND what = :what AND from_day = :from_day AND made_by IS NULL;

-- ---- dealers

-- exec safety_dealer_rule_add(centre_id int, id int, country text, category_id int, from_day int,
--     applies int, hold_days int, commission int, min_age int, keep_days int, what_nb text,
--     what_nn text, what_en text, source text, made_ms int, made_by int?)
INSERT INTO safety_dealer_rule (centre_id, id, country, category_id, from_day, applies, hold_days,
                                commission, min_age, keep_days, what_nb, what_nn, what_en, source,
                                made_ms, made_by)
VALUES (:centre_id, :id, :country, :category_id, :from_day, :applies, :hold_days, :commission,
        :min_age, :keep_days, :what_nb, :what_nn, :what_en, :source, :made_ms, :made_by);

-- The rules that may hold for a category of up to three levels, the newest last.
-- query safety_dealer_rules_of(centre_id int, country text, c1 int, c2 int, c3 int, day int) ->
--     id int, country text, category_id int, from_day int, applies int, hold_days int,
--     commission int, min_age int, keep_days int, what_nb text, what_nn text, what_en text,
--     source text, made_ms int, made_by int?
SELECT id, country, category_id, from_day, applies, hold_days, commission, min_age, keep_days,
       what_nb, what_nn, what_en, source, made_ms, made_by
  FROM safety_dealer_rule
 WHERE centre_id = :centre_id AND country = :country AND category_id IN (:c1, :c2, :c3)
   AND from_day <= :day
 ORDER BY from_day, id;

-- query safety_dealer_rule_row(centre_id int, id int) -> as safety_dealer_rules_of
SELECT id, country, category_id, from_day, applies, hold_days, commission, min_age, keep_days,
       what_nb, what_nn, what_en, source, made_ms, made_by
  FROM safety_dealer_rule WHERE centre_id = :centre_id AND id = :id;

-- query safety_dealer_rule_rows(centre_id int) -> as safety_dealer_rules_of
SELECT id, country, category_id, from_day, applies, hold_days, commission, min_age, keep_days,
       what_nb, what_nn, what_en, source, made_ms, made_by
  FROM safety_dealer_rule WHERE centre_id = :centre_id
 ORDER BY country, category_id, from_day DESC, id DESC LIMIT 2000;

-- query safety_dealer_rule_has(centre_id int, country text, category_id int, from_day int) -> n int
SELECT COUNT(*) AS n FROM safety_dealer_rule
 WHERE centre_id = :centre_id AND country = :country AND category_id = :category_id
   AND from_day = :from_day AND made_by IS NULL;

-- query safety_country_of(centre_id int, day int) -> country text
SELECT country FROM safety_country
 WHERE centre_id = :centre_id AND from_day <= :day ORDER BY from_day DESC, id DESC LIMIT 1;

-- exec safety_country_add(centre_id int, id int, country text, from_day int, made_ms int, made_by int?)
INSERT INTO safety_country (centre_id, id, country, from_day, made_ms, made_by)
VALUES (:centre_id, :id, :country, :from_day, :made_ms, :made_by);

-- exec dealer_entry_add(centre_id int, id int, thing_id int, rule_id int, of_id int?, bought_day int,
--     hold_until_day int, released int)
INSERT INTO dealer_entry (centre_id, id, thing_id, rule_id, of_id, bought_day, hold_until_day,
                          price_ore, released, seller_known)
VALUES (:centre_id, :id, :thing_id, :rule_id, :of_id, :bought_day, :hold_until_day, NULL, :released,
        0)
    ON CONFLICT (centre_id, thing_id) DO NOTHING;

-- exec dealer_entry_extend(centre_id int, thing_id int, hold_until_day int)
UPDATE dealer_entry
   SET hold_until_day = CASE WHEN hold_until_day < :hold_until_day THEN :hold_until_day
                             ELSE hold_until_day END,
       released = 0
 WHERE centre_id = :centre_id AND thing_id = :thing_id;

-- What was put into `from_id` before goes along.
-- exec dealer_merge_add(centre_id int, into_id int, from_id int)
INSERT INTO dealer_merge (centre_id, into_id, from_id)
SELECT e.centre_id, i.id, e.id
  FROM dealer_entry e
  JOIN dealer_entry i ON i.centre_id = e.centre_id AND i.id = :into_id
 WHERE e.centre_id = :centre_id AND i.id <> e.id
   AND (e.id = :from_id
        OR e.id IN (SELECT m.from_id FROM dealer_merge m
                     WHERE m.centre_id = :centre_id AND m.into_id = :from_id))
    ON CONFLICT (centre_id, into_id, from_id) DO NOTHING;

-- One of those put into it whose seller is not written down.
-- query dealer_merge_owes(centre_id int, into_id int) -> id int
SELECT s.id FROM dealer_merge m
  JOIN dealer_entry s ON s.centre_id = m.centre_id AND s.id = m.from_id
 WHERE m.centre_id = :centre_id AND m.into_id = :into_id AND s.seller_known = 0
 ORDER BY s.id LIMIT 1;

-- query dealer_entry_row(centre_id int, id int) -> id int, thing_id int, rule_id int, of_id int?,
--     bought_day int, hold_until_day int, price_ore int?, released int, seller_known int, name text?, document int?,
--     address text?, adult int?, keep_until_day int?
SELECT e.id, e.thing_id, e.rule_id, e.of_id, e.bought_day, e.hold_until_day, e.price_ore,
       e.released, e.seller_known, s.name, s.document, s.address, s.adult, s.keep_until_day
  FROM dealer_entry e
  LEFT JOIN dealer_seller s ON s.centre_id = e.centre_id AND s.entry_id = e.id
 WHERE e.centre_id = :centre_id AND e.id = :id;

-- query dealer_entry_of(centre_id int, thing_id int) -> as dealer_entry_row
SELECT e.id, e.thing_id, e.rule_id, e.of_id, e.bought_day, e.hold_until_day, e.price_ore,
       e.released, e.seller_known, s.name, s.document, s.address, s.adult, s.keep_until_day
  FROM dealer_entry e
  LEFT JOIN dealer_seller s ON s.centre_id = e.centre_id AND s.entry_id = e.id
 WHERE e.centre_id = :centre_id AND e.thing_id = :thing_id;

-- query dealer_entries(centre_id int, before_id int, max int) -> as dealer_entry_row
SELECT e.id, e.thing_id, e.rule_id, e.of_id, e.bought_day, e.hold_until_day, e.price_ore,
       e.released, e.seller_known, s.name, s.document, s.address, s.adult, s.keep_until_day
  FROM dealer_entry e
  LEFT JOIN dealer_seller s ON s.centre_id = e.centre_id AND s.entry_id = e.id
 WHERE e.centre_id = :centre_id AND e.id < :before_id ORDER BY e.id DESC LIMIT :max;

-- exec dealer_entry_sold_by(centre_id int, id int, price_ore int?)
UPDATE dealer_entry SET seller_known = 1, price_ore = :price_ore
 WHERE centre_id = :centre_id AND id = :id AND seller_known = 0;

-- exec dealer_seller_add(centre_id int, entry_id int, name text, document int, address text,
--     adult int, keep_until_day int, written_ms int, written_by int?)
INSERT INTO dealer_seller (centre_id, entry_id, name, document, address, adult, keep_until_day,
                           written_ms, written_by)
VALUES (:centre_id, :entry_id, :name, :document, :address, :adult, :keep_until_day, :written_ms,
        :written_by);

-- exec dealer_seller_forget(centre_id int, day int)
DELETE FROM dealer_seller WHERE centre_id = :centre_id AND keep_until_day < :day;

-- The days are over, and who sold it is written down: with the lot that it was taken out of, and of
-- all that was put into that.
-- query dealer_entries_due(centre_id int, day int, max int) -> id int, thing_id int
SELECT e.id, e.thing_id
  FROM dealer_entry e
  JOIN dealer_entry r ON r.centre_id = e.centre_id AND r.id = COALESCE(e.of_id, e.id)
 WHERE e.centre_id = :centre_id AND e.released = 0 AND e.hold_until_day < :day
   AND r.seller_known = 1
   AND NOT EXISTS (SELECT 1 FROM dealer_merge m
                     JOIN dealer_entry s ON s.centre_id = m.centre_id AND s.id = m.from_id
                    WHERE m.centre_id = e.centre_id AND m.into_id = r.id AND s.seller_known = 0)
 ORDER BY e.hold_until_day, e.id LIMIT :max;

-- exec dealer_entry_release(centre_id int, id int)
UPDATE dealer_entry SET released = 1 WHERE centre_id = :centre_id AND id = :id;

-- ---- tests and wiping

-- exec electrical_test_add(centre_id int, id int, thing_id int, of_id int?, day int, tester text,
--     instrument text, passed int, guarantee_months int, note text, at_ms int, person_id int?)
INSERT INTO electrical_test (centre_id, id, thing_id, of_id, day, tester, instrument, passed,
                             guarantee_months, note, at_ms, person_id)
VALUES (:centre_id, :id, :thing_id, :of_id, :day, :tester, :instrument, :passed, :guarantee_months,
        :note, :at_ms, :person_id);

-- query electrical_tests_after(centre_id int, after_id int, most int) -> id int, thing_id int
SELECT id, thing_id FROM electrical_test WHERE centre_id = :centre_id AND id > :after_id ORDER BY id LIMIT :most;

-- query electrical_tests(centre_id int, thing_id int) -> id int, day int, tester text,
--     instrument text, passed int, guarantee_months int, note text, at_ms int, person_id int?
SELECT id, day, tester, instrument, passed, guarantee_months, note, at_ms, person_id
  FROM electrical_test WHERE centre_id = :centre_id AND thing_id = :thing_id
 ORDER BY id DESC LIMIT 50;

-- exec data_wipe_add(centre_id int, id int, thing_id int, of_id int?, day int, method int, wiper text,
--     note text, at_ms int, person_id int?)
INSERT INTO data_wipe (centre_id, id, thing_id, of_id, day, method, wiper, note, at_ms, person_id)
VALUES (:centre_id, :id, :thing_id, :of_id, :day, :method, :wiper, :note, :at_ms, :person_id);

-- query data_wipes(centre_id int, thing_id int) -> id int, day int, method int, wiper text, note text,
--     at_ms int, person_id int?
SELECT id, day, method, wiper, note, at_ms, person_id
  FROM data_wipe WHERE centre_id = :centre_id AND thing_id = :thing_id
 ORDER BY id DESC LIMIT 50;

-- ---- following the ledger

-- query safety_cursor_of(centre_id int) -> event_id int
SELECT event_id FROM safety_cursor WHERE centre_id = :centre_id;

-- exec safety_cursor_set(centre_id int, event_id int)
INSERT INTO safety_cursor (centre_id, event_id) VALUES (:centre_id, :event_id)
    ON CONFLICT (centre_id) DO UPDATE SET event_id = excluded.event_id;
