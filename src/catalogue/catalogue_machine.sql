-- SPDX-License-Identifier: EUPL-1.2
-- What programs read: site maps and the feed of products, in parts of the publish sequence. The plus signs keep the
-- planner on the sequence, of which a part is a short range however large the house is.

-- query machine_last(name text) -> last int
SELECT last FROM listing_sequence WHERE name = :name;

-- query machine_any(centre_id int, state int, after_seq int, last_seq int) -> seq int
SELECT l.seq FROM listing l
 WHERE l.seq > :after_seq AND l.seq <= :last_seq AND +l.centre_id = :centre_id AND +l.state = :state
 ORDER BY l.seq LIMIT 1;

-- query machine_addresses(centre_id int, state int, after_seq int, last_seq int) -> code text, published_ms int
SELECT l.code, l.published_ms FROM listing l
 WHERE l.seq > :after_seq AND l.seq <= :last_seq AND +l.centre_id = :centre_id AND +l.state = :state
 ORDER BY l.seq;

-- query machine_products(centre_id int, state int, after_seq int, last_seq int) -> code text, title text, wear text,
--     category_id int, size_key text?, colour_id int?, price_ore int, before_ore int?, count_left int, held int,
--     photo_hash text?
SELECT l.code, l.title, l.wear, l.category_id, l.size_key, l.colour_id, l.price_ore, l.before_ore, l.count_left, l.held,
       l.photo_hash
  FROM listing l
 WHERE l.seq > :after_seq AND l.seq <= :last_seq AND +l.centre_id = :centre_id AND +l.state = :state
 ORDER BY l.seq;

-- query machine_new(centre_id int, state int, published_day int, most int) -> hits int
SELECT COUNT(*) AS hits FROM (
    SELECT 1 FROM listing WHERE centre_id = :centre_id AND state = :state AND published_day = :published_day
     LIMIT :most) AS hit;
