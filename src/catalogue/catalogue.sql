-- SPDX-License-Identifier: EUPL-1.2
-- Every question the room catalogue asks the database.

-- query catalogue_listing(centre_id int, id int) -> id int, seq int, thing_id int, tenant_id int, code
--     text, title text, wear text, category_id int, grade int, size_key text?, colour_id int?, brand text,
--     seasons int, material text, washed_day int, checked int, price_ore int, before_ore int?, count_left int, held int,
--     place text, photo_hash text?, state int, published_ms int, published_day int, ended_ms int?, words text, version int
SELECT l.id, l.seq, l.thing_id, l.tenant_id, l.code, l.title, l.wear, l.category_id, l.grade, l.size_key,
       l.colour_id, l.brand, l.seasons, l.material, l.washed_day, l.checked, l.price_ore, l.before_ore, l.count_left, l.held,
       l.place, l.photo_hash, l.state, l.published_ms, l.published_day, l.ended_ms, l.words, l.version
  FROM listing l WHERE l.centre_id = :centre_id AND l.id = :id;

-- query catalogue_by_code(centre_id int, code text) -> as catalogue_listing
SELECT l.id, l.seq, l.thing_id, l.tenant_id, l.code, l.title, l.wear, l.category_id, l.grade, l.size_key,
       l.colour_id, l.brand, l.seasons, l.material, l.washed_day, l.checked, l.price_ore, l.before_ore, l.count_left, l.held,
       l.place, l.photo_hash, l.state, l.published_ms, l.published_day, l.ended_ms, l.words, l.version
  FROM listing l WHERE l.centre_id = :centre_id AND l.code = :code;

-- query catalogue_of_tenant(centre_id int, tenant_id int, state int, before_seq int, most int) -> as catalogue_listing
SELECT l.id, l.seq, l.thing_id, l.tenant_id, l.code, l.title, l.wear, l.category_id, l.grade, l.size_key,
       l.colour_id, l.brand, l.seasons, l.material, l.washed_day, l.checked, l.price_ore, l.before_ore, l.count_left, l.held,
       l.place, l.photo_hash, l.state, l.published_ms, l.published_day, l.ended_ms, l.words, l.version
  FROM listing l
 WHERE l.centre_id = :centre_id AND l.tenant_id = :tenant_id AND l.state = :state AND l.seq < :before_seq
 ORDER BY l.seq DESC LIMIT :most;

-- What of a listing can be found, from the oldest.
-- SQLite would rather read all that is public and sort it, once for each step.
-- query catalogue_to_index(centre_id int, after_seq int, most int) -> number int, changed_seq int, words_before text?,
--     id int, seq int, tenant_id int, title text, category_id int, grade int, size_key text?, colour_id int?, brand text, seasons int,
--     checked int, price_ore int, before_ore int?, state int, published_day int, words text [sqlite]
SELECT 0 AS number, l.seq AS changed_seq, NULL AS words_before,
       l.id, l.seq, l.tenant_id, l.title, l.category_id, l.grade, l.size_key, l.colour_id, l.brand, l.seasons, l.checked,
       l.price_ore, l.before_ore, l.state, l.published_day, l.words
  FROM listing l INDEXED BY listing_public
 WHERE l.centre_id = :centre_id AND l.state = 1 AND l.seq > :after_seq
 ORDER BY l.seq LIMIT :most;

-- query catalogue_to_index(centre_id int, after_seq int, most int) -> number int, changed_seq int, words_before text?,
--     id int, seq int, tenant_id int, title text, category_id int, grade int, size_key text?, colour_id int?, brand text, seasons int,
--     checked int, price_ore int, before_ore int?, state int, published_day int, words text [postgres]
SELECT 0 AS number, l.seq AS changed_seq, NULL AS words_before,
       l.id, l.seq, l.tenant_id, l.title, l.category_id, l.grade, l.size_key, l.colour_id, l.brand, l.seasons, l.checked,
       l.price_ore, l.before_ore, l.state, l.published_day, l.words
  FROM listing l
 WHERE l.centre_id = :centre_id AND l.state = 1 AND l.seq > :after_seq
 ORDER BY l.seq LIMIT :most;

-- query catalogue_index_last(centre_id int) -> last int
SELECT last FROM listing_index WHERE centre_id = :centre_id;

-- query catalogue_index_next(centre_id int) -> last int
INSERT INTO listing_index (centre_id, last) VALUES (:centre_id, 1)
    ON CONFLICT (centre_id) DO UPDATE SET last = listing_index.last + 1
RETURNING last;

-- exec catalogue_change_add(centre_id int, number int, listing_id int, seq int, words text?)
INSERT INTO listing_change (centre_id, number, listing_id, seq, words)
VALUES (:centre_id, :number, :listing_id, :seq, :words);

-- exec catalogue_changes_forget(centre_id int, number int)
DELETE FROM listing_change WHERE centre_id = :centre_id AND number <= :number;

-- query catalogue_changes(centre_id int, after_number int, most int) -> as catalogue_to_index
SELECT c.number, c.seq AS changed_seq, c.words AS words_before,
       l.id, l.seq, l.tenant_id, l.title, l.category_id, l.grade, l.size_key, l.colour_id, l.brand, l.seasons, l.checked,
       l.price_ore, l.before_ore, l.state, l.published_day, l.words
  FROM listing_change c
  JOIN listing l ON l.centre_id = c.centre_id AND l.id = c.listing_id
 WHERE c.centre_id = :centre_id AND c.number > :after_number
 ORDER BY c.number LIMIT :most;

-- Cards of listings that the index has found: seqs are numbers divided by commas.
-- query catalogue_cards(centre_id int, seqs text) -> id int, seq int, tenant_id int, code text, title text,
--     category_id int, grade int, size_key text?, colour_id int?, brand text, seasons int, checked int, price_ore int,
--     before_ore int?, count_left int, held int, photo_hash text?, state int, published_day int [sqlite]
SELECT l.id, l.seq, l.tenant_id, l.code, l.title, l.category_id, l.grade, l.size_key, l.colour_id, l.brand, l.seasons,
       l.checked, l.price_ore, l.before_ore, l.count_left, l.held, l.photo_hash, l.state, l.published_day
  FROM json_each('[' || :seqs || ']') AS s
 CROSS JOIN listing l ON l.seq = s.value
 WHERE l.centre_id = :centre_id;

-- query catalogue_cards(centre_id int, seqs text) -> id int, seq int, tenant_id int, code text, title text,
--     category_id int, grade int, size_key text?, colour_id int?, brand text, seasons int, checked int, price_ore int,
--     before_ore int?, count_left int, held int, photo_hash text?, state int, published_day int [postgres]
SELECT l.id, l.seq, l.tenant_id, l.code, l.title, l.category_id, l.grade, l.size_key, l.colour_id, l.brand, l.seasons,
       l.checked, l.price_ore, l.before_ore, l.count_left, l.held, l.photo_hash, l.state, l.published_day
  FROM listing l
 WHERE l.centre_id = :centre_id AND l.seq = ANY (CAST(string_to_array(CAST(:seqs AS TEXT), ',') AS BIGINT[]));

-- exec catalogue_word_add(centre_id int, letters int, word text, mirrored text, shown text, stem text)
INSERT INTO listing_word (centre_id, letters, word, mirrored, shown, stem)
VALUES (:centre_id, :letters, :word, :mirrored, :shown, :stem)
    ON CONFLICT (centre_id, letters, word) DO NOTHING;

-- query catalogue_words_beginning(centre_id int, letters int, first text, last text, most int) -> word text, shown text,
--     stem text
SELECT word, shown, stem FROM listing_word
 WHERE centre_id = :centre_id AND letters = :letters AND word >= :first AND word <= :last ORDER BY word LIMIT :most;

-- query catalogue_words_ending(centre_id int, letters int, first text, last text, most int) -> as catalogue_words_beginning
SELECT word, shown, stem FROM listing_word
 WHERE centre_id = :centre_id AND letters = :letters AND mirrored >= :first AND mirrored <= :last
 ORDER BY mirrored LIMIT :most;

-- Whose words were made by an earlier program.
-- query catalogue_to_reindex(centre_id int, most int) -> id int
SELECT id FROM listing WHERE centre_id = :centre_id AND reindex = 1 ORDER BY id LIMIT :most;

-- exec catalogue_reindexed(centre_id int, id int, words text)
UPDATE listing SET words = :words, reindex = 0 WHERE centre_id = :centre_id AND id = :id;

-- query catalogue_next_seq(name text) -> last int
INSERT INTO listing_sequence (name, last) VALUES (:name, 1)
    ON CONFLICT (name) DO UPDATE SET last = listing_sequence.last + 1
RETURNING last;

-- exec catalogue_add(centre_id int, id int, seq int, thing_id int, tenant_id int, code text, title text, wear text,
--     category_id int, grade int, size_key text?, colour_id int?, brand text, seasons int, material text,
--     washed_day int, checked int, price_ore int, before_ore int?, count_left int, held int, place text, photo_hash text?, state int, published_ms int, published_day int, words text)
INSERT INTO listing (centre_id, id, seq, thing_id, tenant_id, code, title, wear, category_id, grade, size_key,
                     colour_id, brand, seasons, material, washed_day, checked, price_ore, before_ore, count_left, held, place, photo_hash,
                     state, published_ms, published_day, ended_ms, words, version)
VALUES (:centre_id, :id, :seq, :thing_id, :tenant_id, :code, :title, :wear, :category_id, :grade, :size_key,
        :colour_id, :brand, :seasons, :material, :washed_day, :checked, :price_ore, :before_ore, :count_left, :held, :place, :photo_hash, :state, :published_ms,
        :published_day, NULL, :words, 1);

-- exec catalogue_set(centre_id int, id int, seq int, title text, wear text, category_id int, grade int, size_key text?,
--     colour_id int?, brand text, seasons int, material text, washed_day int, checked int, price_ore int, before_ore int?, count_left int, held int,
--     place text, photo_hash text?, state int, published_ms int, published_day int, ended_ms int?, words text, version int)
UPDATE listing SET seq = :seq, title = :title, wear = :wear, category_id = :category_id, grade = :grade,
       size_key = :size_key, colour_id = :colour_id, brand = :brand, seasons = :seasons,
       material = :material, washed_day = :washed_day,
       checked = :checked, price_ore = :price_ore, before_ore = :before_ore,
       count_left = :count_left, held = :held, place = :place, photo_hash = :photo_hash, state = :state,
       published_ms = :published_ms, published_day = :published_day, ended_ms = :ended_ms, words = :words,
       reindex = 0, version = version + 1
 WHERE centre_id = :centre_id AND id = :id AND version = :version;

-- query catalogue_published_on(centre_id int, state int, published_day int) -> listings int
SELECT COUNT(*) AS listings FROM listing
 WHERE centre_id = :centre_id AND state = :state AND published_day = :published_day;

-- exec catalogue_price_change(centre_id int, id int, listing_id int, at_ms int, person_id int?, price_ore int)
INSERT INTO price_change (centre_id, id, listing_id, at_ms, person_id, price_ore)
VALUES (:centre_id, :id, :listing_id, :at_ms, :person_id, :price_ore);

-- query catalogue_hold(centre_id int, id int) -> id int, listing_id int, tenant_id int, count int, contact
--     text?, first_name text?, pickup_code text, confirm_hash bytes?, confirm_until_ms int?,
--     confirm_tries_left int, confirmed int, state int, created_ms int, until_ms int, extended int, lang int
SELECT h.id, h.listing_id, h.tenant_id, h.count, h.contact, h.first_name, h.pickup_code, h.confirm_hash,
       h.confirm_until_ms, h.confirm_tries_left, h.confirmed, h.state, h.created_ms, h.until_ms, h.extended,
       h.lang
  FROM hold h WHERE h.centre_id = :centre_id AND h.id = :id;

-- query catalogue_hold_by_token(centre_id int, token_hash bytes) -> as catalogue_hold
SELECT h.id, h.listing_id, h.tenant_id, h.count, h.contact, h.first_name, h.pickup_code, h.confirm_hash,
       h.confirm_until_ms, h.confirm_tries_left, h.confirmed, h.state, h.created_ms, h.until_ms, h.extended,
       h.lang
  FROM hold h WHERE h.centre_id = :centre_id AND h.token_hash = :token_hash;

-- By the token of the mail that said that it is their turn.
-- query catalogue_hold_by_turn(centre_id int, turn_hash bytes) -> as catalogue_hold
SELECT h.id, h.listing_id, h.tenant_id, h.count, h.contact, h.first_name, h.pickup_code, h.confirm_hash,
       h.confirm_until_ms, h.confirm_tries_left, h.confirmed, h.state, h.created_ms, h.until_ms, h.extended,
       h.lang
  FROM hold h WHERE h.centre_id = :centre_id AND h.turn_hash IS NOT NULL AND h.turn_hash = :turn_hash;

-- query catalogue_holds_of(centre_id int, tenant_id int, state int, most int) -> as catalogue_hold
SELECT h.id, h.listing_id, h.tenant_id, h.count, h.contact, h.first_name, h.pickup_code, h.confirm_hash,
       h.confirm_until_ms, h.confirm_tries_left, h.confirmed, h.state, h.created_ms, h.until_ms, h.extended,
       h.lang
  FROM hold h WHERE h.centre_id = :centre_id AND h.tenant_id = :tenant_id AND h.state = :state
 ORDER BY h.until_ms, h.id LIMIT :most;

-- query catalogue_holds_ending(centre_id int, state int, until_ms int, most int) -> as catalogue_hold
SELECT h.id, h.listing_id, h.tenant_id, h.count, h.contact, h.first_name, h.pickup_code, h.confirm_hash,
       h.confirm_until_ms, h.confirm_tries_left, h.confirmed, h.state, h.created_ms, h.until_ms, h.extended,
       h.lang
  FROM hold h WHERE h.centre_id = :centre_id AND h.state = :state AND h.until_ms <= :until_ms
 ORDER BY h.until_ms, h.id LIMIT :most;

-- query catalogue_holds_ending_count(centre_id int, state int, until_ms int) -> holds int
SELECT COUNT(*) AS holds FROM hold
 WHERE centre_id = :centre_id AND state = :state AND until_ms <= :until_ms;

-- query catalogue_holds_on(centre_id int, listing_id int, state int) -> as catalogue_hold
SELECT h.id, h.listing_id, h.tenant_id, h.count, h.contact, h.first_name, h.pickup_code, h.confirm_hash,
       h.confirm_until_ms, h.confirm_tries_left, h.confirmed, h.state, h.created_ms, h.until_ms, h.extended,
       h.lang
  FROM hold h WHERE h.centre_id = :centre_id AND h.listing_id = :listing_id AND h.state = :state ORDER BY h.id;

-- query catalogue_hold_by_pickup(centre_id int, tenant_id int, state int, pickup_code text) -> as catalogue_hold
SELECT h.id, h.listing_id, h.tenant_id, h.count, h.contact, h.first_name, h.pickup_code, h.confirm_hash,
       h.confirm_until_ms, h.confirm_tries_left, h.confirmed, h.state, h.created_ms, h.until_ms, h.extended,
       h.lang
  FROM hold h
 WHERE h.centre_id = :centre_id AND h.tenant_id = :tenant_id AND h.state = :state AND h.pickup_code = :pickup_code;

-- query catalogue_holds_over(centre_id int, state int, now_ms int, most int) -> as catalogue_hold
SELECT h.id, h.listing_id, h.tenant_id, h.count, h.contact, h.first_name, h.pickup_code, h.confirm_hash,
       h.confirm_until_ms, h.confirm_tries_left, h.confirmed, h.state, h.created_ms, h.until_ms, h.extended,
       h.lang
  FROM hold h
 WHERE h.centre_id = :centre_id AND h.state = :state AND (h.until_ms <= :now_ms OR h.confirm_until_ms <= :now_ms)
 ORDER BY h.until_ms LIMIT :most;

-- query catalogue_holds_by_contact(centre_id int, contact_hash bytes, state int) -> holds int
SELECT COUNT(*) AS holds FROM hold
 WHERE centre_id = :centre_id AND contact_hash = :contact_hash AND state = :state;

-- Of one state in one shop.
-- query catalogue_holds_in_shop(centre_id int, contact_hash bytes, state int, tenant_id int) -> holds int
SELECT COUNT(*) AS holds FROM hold
 WHERE centre_id = :centre_id AND contact_hash = :contact_hash AND state = :state AND tenant_id = :tenant_id;

-- On one listing.
-- query catalogue_holds_of_it(centre_id int, contact_hash bytes, state int, listing_id int) -> holds int
SELECT COUNT(*) AS holds FROM hold
 WHERE centre_id = :centre_id AND contact_hash = :contact_hash AND state = :state AND listing_id = :listing_id;

-- Made since an instant, whatever became of them.
-- query catalogue_holds_since(centre_id int, contact_hash bytes, since_ms int) -> holds int
SELECT COUNT(*) AS holds FROM hold
 WHERE centre_id = :centre_id AND contact_hash = :contact_hash AND created_ms >= :since_ms;

-- Confirmed ones that ran out since an instant, and when the first of them did.
-- query catalogue_holds_missed(centre_id int, contact_hash bytes, state int, since_ms int) -> holds int, first_ms int
SELECT COUNT(*) AS holds, COALESCE(MIN(ended_ms), 0) AS first_ms FROM hold
 WHERE centre_id = :centre_id AND contact_hash = :contact_hash AND state = :state AND confirmed = 1
   AND ended_ms > :since_ms;

-- From one address: in one shop, and in the house those that nobody has confirmed.
-- query catalogue_holds_by_client(centre_id int, client_hash bytes, state int, tenant_id int)
--     -> in_shop int, unconfirmed int
SELECT COUNT(CASE WHEN tenant_id = :tenant_id THEN 1 END) AS in_shop,
       COUNT(CASE WHEN confirmed = 0 THEN 1 END) AS unconfirmed
  FROM hold
 WHERE centre_id = :centre_id AND client_hash IS NOT NULL AND client_hash = :client_hash AND state = :state;

-- The same from a wider network.
-- query catalogue_holds_by_site(centre_id int, site_hash bytes, state int, tenant_id int)
--     -> in_shop int, unconfirmed int
SELECT COUNT(CASE WHEN tenant_id = :tenant_id THEN 1 END) AS in_shop,
       COUNT(CASE WHEN confirmed = 0 THEN 1 END) AS unconfirmed
  FROM hold
 WHERE centre_id = :centre_id AND site_hash IS NOT NULL AND site_hash = :site_hash AND state = :state;

-- What a shop has held: in all, and of it by an e-mail that nobody has confirmed, and by a phone.
-- query catalogue_holds_open(centre_id int, tenant_id int, state int) -> held int, asked int, phones int
SELECT COUNT(*) AS held,
       COUNT(CASE WHEN confirmed = 0 AND confirm_until_ms IS NOT NULL THEN 1 END) AS asked,
       COUNT(CASE WHEN confirmed = 0 AND confirm_until_ms IS NULL THEN 1 END) AS phones
  FROM hold WHERE centre_id = :centre_id AND tenant_id = :tenant_id AND state = :state;

-- How many offers a shop has, counted no further than asked: of the index alone.
-- query catalogue_offers(centre_id int, tenant_id int, state int, most int) -> offers int
SELECT COUNT(*) AS offers
  FROM (SELECT 1 FROM listing WHERE centre_id = :centre_id AND tenant_id = :tenant_id AND state = :state LIMIT :most) part;

-- How much a shop has on sale, counted no further than asked.
-- query catalogue_on_sale(centre_id int, tenant_id int, state int, most int) -> things int
SELECT CAST(COALESCE(SUM(part.count_left), 0) AS BIGINT) AS things
  FROM (SELECT count_left FROM listing
         WHERE centre_id = :centre_id AND tenant_id = :tenant_id AND state = :state
         LIMIT :most) part;

-- How many stand in line on a listing before one of them; all of them for the highest id.
-- query catalogue_line_before(centre_id int, listing_id int, state int, id int) -> waiting int
SELECT COUNT(*) AS waiting FROM hold
 WHERE centre_id = :centre_id AND listing_id = :listing_id AND state = :state AND id < :id;

-- Whose turn it is.
-- query catalogue_line_first(centre_id int, listing_id int, state int) -> as catalogue_hold
SELECT h.id, h.listing_id, h.tenant_id, h.count, h.contact, h.first_name, h.pickup_code, h.confirm_hash,
       h.confirm_until_ms, h.confirm_tries_left, h.confirmed, h.state, h.created_ms, h.until_ms, h.extended,
       h.lang
  FROM hold h
 WHERE h.centre_id = :centre_id AND h.listing_id = :listing_id AND h.state = :state AND h.confirmed = 1
 ORDER BY h.id LIMIT 1;

-- Listings with a line that something can be done about.
-- query catalogue_lines_due(centre_id int, state int, public int, most int) -> id int
SELECT DISTINCT h.listing_id AS id
  FROM hold h JOIN listing l ON l.centre_id = h.centre_id AND l.id = h.listing_id
 WHERE h.centre_id = :centre_id AND h.state = :state AND h.confirmed = 1
   AND (l.count_left > l.held OR l.state <> :public)
 LIMIT :most;

-- exec catalogue_hold_turn(centre_id int, id int, state int, until_ms int, pickup_code text, turn_hash bytes)
UPDATE hold SET state = :state, until_ms = :until_ms, pickup_code = :pickup_code, turn_hash = :turn_hash
 WHERE centre_id = :centre_id AND id = :id;

-- exec catalogue_hold_extend(centre_id int, id int, until_ms int)
UPDATE hold SET until_ms = :until_ms, extended = 1 WHERE centre_id = :centre_id AND id = :id;

-- exec catalogue_hold_add(centre_id int, id int, listing_id int, tenant_id int, count int, contact text,
--     contact_hash bytes, first_name text?, pickup_code text, token_hash bytes, confirm_hash bytes?,
--     confirm_until_ms int?, confirm_tries_left int, confirmed int, state int, created_ms int, until_ms int, lang int,
--     client_hash bytes?, site_hash bytes?)
INSERT INTO hold (centre_id, id, listing_id, tenant_id, count, contact, contact_hash, first_name, pickup_code,
                  token_hash, confirm_hash, confirm_until_ms, confirm_tries_left, confirmed, state, created_ms,
                  until_ms, ended_ms, lang, client_hash, site_hash)
VALUES (:centre_id, :id, :listing_id, :tenant_id, :count, :contact, :contact_hash, :first_name, :pickup_code,
        :token_hash, :confirm_hash, :confirm_until_ms, :confirm_tries_left, :confirmed, :state, :created_ms,
        :until_ms, NULL, :lang, :client_hash, :site_hash);

-- exec catalogue_hold_end(centre_id int, id int, state int, ended_ms int, state_before int)
UPDATE hold SET state = :state, ended_ms = :ended_ms, confirm_until_ms = NULL, confirm_hash = NULL, client_hash = NULL,
       site_hash = NULL
 WHERE centre_id = :centre_id AND id = :id AND state = :state_before;

-- exec catalogue_hold_confirmed(centre_id int, id int)
UPDATE hold SET confirmed = 1, confirm_hash = NULL, confirm_until_ms = NULL
 WHERE centre_id = :centre_id AND id = :id;

-- exec catalogue_hold_try(centre_id int, id int)
UPDATE hold SET confirm_tries_left = confirm_tries_left - 1
 WHERE centre_id = :centre_id AND id = :id AND confirm_tries_left > 0;

-- exec catalogue_hold_erase(centre_id int, ended_before_ms int, nobody bytes)
UPDATE hold SET contact = NULL, first_name = NULL, contact_hash = :nobody
 WHERE centre_id = :centre_id AND ended_ms < :ended_before_ms AND contact IS NOT NULL;

-- What is public, in order of publishing, from its index: once a minute, also in a house of a million things.
-- query catalogue_titles(centre_id int, after_seq int, most int) -> seq int, thing_id int, title text
SELECT seq, thing_id, title FROM listing
 WHERE centre_id = :centre_id AND state = 1 AND seq > :after_seq ORDER BY seq LIMIT :most;
