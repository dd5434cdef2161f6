-- SPDX-License-Identifier: EUPL-1.2
-- Every question the room impact asks the database.

-- query impact_set_by_version(version text) -> id int, sha256 text
SELECT id, sha256 FROM factor_set WHERE version = :version;

-- exec impact_set_add(id int, version text, valid_from_day int, sha256 text, licence text)
INSERT INTO factor_set (id, version, valid_from_day, sha256, licence)
VALUES (:id, :version, :valid_from_day, :sha256, :licence)
    ON CONFLICT (version) DO NOTHING;

-- exec impact_row_add(set_id int, key text, parent text, unit text, low_mg int?, central_mg int?, high_mg int?,
--     grade text, source text, source_year text, reuse_class text)
INSERT INTO factor_row (set_id, key, parent, unit, low_mg, central_mg, high_mg, grade, source, source_year, reuse_class)
VALUES (:set_id, :key, :parent, :unit, :low_mg, :central_mg, :high_mg, :grade, :source, :source_year, :reuse_class)
    ON CONFLICT (set_id, key) DO NOTHING;

-- query impact_cursor(centre_id int) -> last_event_id int
SELECT last_event_id FROM impact_cursor WHERE centre_id = :centre_id;

-- exec impact_cursor_set(centre_id int, last_event_id int)
INSERT INTO impact_cursor (centre_id, last_event_id) VALUES (:centre_id, :last_event_id)
    ON CONFLICT (centre_id) DO UPDATE SET last_event_id = excluded.last_event_id;

-- query impact_line(centre_id int, event_id int) -> event_id int, set_id int, day int, category_id int, source_id int,
--     factor_key text, grade text, formula_version text, count int, g int?, weight_method int, gap int,
--     range_known int, low_g int, central_g int, high_g int
SELECT event_id, set_id, day, category_id, source_id, factor_key, grade, formula_version, count, g, weight_method, gap,
       range_known, low_g, central_g, high_g
  FROM impact_line WHERE centre_id = :centre_id AND event_id = :event_id;

-- query impact_lines(centre_id int, from_day int, to_day int, before_id int, most int) -> as impact_line
SELECT event_id, set_id, day, category_id, source_id, factor_key, grade, formula_version, count, g, weight_method, gap,
       range_known, low_g, central_g, high_g
  FROM impact_line
 WHERE centre_id = :centre_id AND day >= :from_day AND day <= :to_day AND event_id < :before_id
 ORDER BY event_id DESC LIMIT :most;

-- query impact_lines_in(centre_id int, first_category int, last_category int, from_day int, to_day int, before_id int,
--     most int) -> as impact_line
SELECT event_id, set_id, day, category_id, source_id, factor_key, grade, formula_version, count, g, weight_method, gap,
       range_known, low_g, central_g, high_g
  FROM impact_line
 WHERE centre_id = :centre_id AND category_id >= :first_category AND category_id <= :last_category
   AND day >= :from_day AND day <= :to_day AND event_id < :before_id
 ORDER BY event_id DESC LIMIT :most;

-- query impact_lines_after(centre_id int, after_id int, most int) -> as impact_line
SELECT event_id, set_id, day, category_id, source_id, factor_key, grade, formula_version, count, g, weight_method, gap,
       range_known, low_g, central_g, high_g
  FROM impact_line WHERE centre_id = :centre_id AND event_id > :after_id ORDER BY event_id LIMIT :most;

-- exec impact_line_add(centre_id int, event_id int, set_id int, day int, category_id int, source_id int, factor_key text,
--     grade text, formula_version text, count int, g int?, weight_method int, gap int, range_known int, low_g int,
--     central_g int, high_g int)
INSERT INTO impact_line (centre_id, event_id, set_id, day, category_id, source_id, factor_key, grade, formula_version,
                         count, g, weight_method, gap, range_known, low_g, central_g, high_g)
VALUES (:centre_id, :event_id, :set_id, :day, :category_id, :source_id, :factor_key, :grade, :formula_version,
        :count, :g, :weight_method, :gap, :range_known, :low_g, :central_g, :high_g)
    ON CONFLICT (centre_id, event_id) DO NOTHING;

-- exec impact_total_add(centre_id int, day int, category_id int, grade text, count int, g int, unknown_count int,
--     unknown_range_count int, low_g int, central_g int, high_g int)
INSERT INTO impact_total (centre_id, day, category_id, grade, count, g, unknown_count, unknown_range_count, low_g,
                          central_g, high_g)
VALUES (:centre_id, :day, :category_id, :grade, :count, :g, :unknown_count, :unknown_range_count, :low_g,
        :central_g, :high_g)
    ON CONFLICT (centre_id, day, category_id, grade)
    DO UPDATE SET count = impact_total.count + excluded.count, g = impact_total.g + excluded.g,
                  unknown_count = impact_total.unknown_count + excluded.unknown_count,
                  unknown_range_count = impact_total.unknown_range_count + excluded.unknown_range_count,
                  low_g = impact_total.low_g + excluded.low_g, central_g = impact_total.central_g + excluded.central_g,
                  high_g = impact_total.high_g + excluded.high_g;

-- query impact_sums(centre_id int, from_day int, to_day int) -> category_id int, grade text, count int, g int,
--     unknown_count int, unknown_range_count int, low_g int, central_g int, high_g int
SELECT category_id, grade, CAST(SUM(count) AS BIGINT) AS count, CAST(SUM(g) AS BIGINT) AS g,
       CAST(SUM(unknown_count) AS BIGINT) AS unknown_count,
       CAST(SUM(unknown_range_count) AS BIGINT) AS unknown_range_count, CAST(SUM(low_g) AS BIGINT) AS low_g,
       CAST(SUM(central_g) AS BIGINT) AS central_g, CAST(SUM(high_g) AS BIGINT) AS high_g
  FROM impact_total WHERE centre_id = :centre_id AND day >= :from_day AND day <= :to_day
 GROUP BY category_id, grade ORDER BY category_id, grade;

-- query impact_days(centre_id int, from_day int) -> day int, g int
SELECT day, CAST(SUM(g) AS BIGINT) AS g FROM impact_total
 WHERE centre_id = :centre_id AND day >= :from_day GROUP BY day ORDER BY day;
