-- SPDX-License-Identifier: EUPL-1.2
-- Statements for the tests of the floor; only the test program holds them.

-- exec db_test_add(id int, name text, n int?, note text?, data bytes?, at_ms int?)
INSERT INTO probe (id, name, n, note, data, at_ms) VALUES (:id, :name, :n, :note, :data, :at_ms);

-- exec db_test_add_if_new(id int, name text)
INSERT INTO probe (id, name) VALUES (:id, :name) ON CONFLICT (name) DO NOTHING;

-- query db_test_add_returning(id int, name text) -> id int, n int?
INSERT INTO probe (id, name) VALUES (:id, :name) RETURNING id, n;

-- exec db_test_add_leaf(id int, probe_id int)
INSERT INTO leaf (id, probe_id) VALUES (:id, :probe_id);

-- exec db_test_increment(id int)
UPDATE probe SET n = n + 1 WHERE id = :id;

-- exec db_test_set_n(id int, n int)
UPDATE probe SET n = :n WHERE id = :id;

-- exec db_test_wipe()
DELETE FROM probe;

-- query db_test_get(id int) -> id int, name text, n int?, note text?, data bytes?, at_ms int?
SELECT id, name, n, note, data, at_ms FROM probe WHERE id = :id;

-- query db_test_list() -> id int, name text
SELECT id, name FROM probe ORDER BY id;

-- query db_test_count() -> probes int
SELECT count(*) AS probes FROM probe;

-- query db_test_like(pattern text) -> id int
SELECT id FROM probe WHERE name LIKE :pattern ORDER BY id;

-- A parameter whose type the text alone does not tell.
-- query db_test_coalesce(x int?) -> x int, is_null int
SELECT COALESCE(:x, 0) AS x, CASE WHEN :x IS NULL THEN 1 ELSE 0 END AS is_null;

-- Declared to hold something although it may not.
-- query db_test_n(id int) -> n int
SELECT n FROM probe WHERE id = :id;

-- query db_test_engine() -> engine text [sqlite]
SELECT 'sqlite' AS engine;

-- query db_test_engine() -> engine text [postgres]
SELECT 'postgres' AS engine;

-- query db_test_columns() -> place text, kind text, required int [sqlite]
SELECT t.name || '.' || c.name AS place,
       CASE WHEN t.type = 'view' THEN 'view' WHEN c.type = 'INTEGER' THEN 'int'
            WHEN c.type = 'TEXT' THEN 'text' WHEN c.type = 'BLOB' THEN 'bytes'
            ELSE c.type END || CASE WHEN c.pk > 0 THEN ' key ' || c.pk ELSE '' END AS kind,
       c."notnull" AS required
  FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c
 WHERE t.schema = 'main' AND t.type IN ('table', 'view') AND t.name NOT LIKE 'sqlite%'
   AND t.name NOT LIKE '%\_search' ESCAPE '\';

-- query db_test_columns() -> place text, kind text, required int [postgres]
SELECT t.relname || '.' || a.attname AS place,
       CASE WHEN t.relkind = 'v' THEN 'view' WHEN a.atttypid = 'bigint'::regtype THEN 'int'
            WHEN a.atttypid = 'text'::regtype THEN 'text'
            WHEN a.atttypid = 'bytea'::regtype THEN 'bytes'
            ELSE format_type(a.atttypid, a.atttypmod) END
       || COALESCE(' key ' || array_position(k.indkey::int2[], a.attnum) + 1, '') AS kind,
       CASE WHEN a.attnotnull THEN 1 ELSE 0 END AS required
  FROM pg_class AS t
  JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_index AS k ON k.indrelid = t.oid AND k.indisprimary
 WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind IN ('r', 'v')
   AND t.relname NOT LIKE '%\_search';

-- query db_test_indexes() -> place text [sqlite]
SELECT t.name || ' ' || CASE WHEN i."unique" = 1 THEN 'unique ' ELSE '' END
       || CASE WHEN i.partial = 1 THEN 'partial ' ELSE '' END
       || (SELECT group_concat(COALESCE(name, '?'), ',')
             FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno)) AS place
  FROM pragma_table_list AS t JOIN pragma_index_list(t.name) AS i
 WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite%'
   AND t.name NOT LIKE '%\_search' ESCAPE '\' AND i.origin <> 'pk';

-- query db_test_indexes() -> place text [postgres]
SELECT t.relname || ' ' || CASE WHEN i.indisunique THEN 'unique ' ELSE '' END
       || CASE WHEN i.indpred IS NOT NULL THEN 'partial ' ELSE '' END
       || (SELECT string_agg(COALESCE(a.attname::text, '?'), ',' ORDER BY k.place)
             FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
             LEFT JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = k.attnum
            WHERE k.place <= i.indnkeyatts) AS place
  FROM pg_index AS i JOIN pg_class AS t ON t.oid = i.indrelid
 WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind = 'r'
   AND t.relname NOT LIKE '%\_search' AND NOT i.indisprimary;

-- query db_test_references() -> place text [sqlite]
SELECT t.name || ' '
       || (SELECT group_concat("from", ',')
             FROM (SELECT * FROM pragma_foreign_key_list(t.name) WHERE id = f.id ORDER BY seq))
       || ' to ' || f."table" || ' '
       || (SELECT group_concat("to", ',')
             FROM (SELECT * FROM pragma_foreign_key_list(t.name) WHERE id = f.id ORDER BY seq))
       || ' ' || f.on_delete AS place
  FROM pragma_table_list AS t JOIN pragma_foreign_key_list(t.name) AS f
 WHERE t.schema = 'main' AND t.type = 'table' AND f.seq = 0;

-- query db_test_references() -> place text [postgres]
SELECT t.relname || ' '
       || (SELECT string_agg(a.attname, ',' ORDER BY k.place)
             FROM unnest(f.conkey) WITH ORDINALITY AS k (attnum, place)
             JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = k.attnum)
       || ' to ' || p.relname || ' '
       || (SELECT string_agg(a.attname, ',' ORDER BY k.place)
             FROM unnest(f.confkey) WITH ORDINALITY AS k (attnum, place)
             JOIN pg_attribute AS a ON a.attrelid = p.oid AND a.attnum = k.attnum)
       || ' ' || CASE f.confdeltype WHEN 'a' THEN 'NO ACTION' WHEN 'c' THEN 'CASCADE'
                      WHEN 'n' THEN 'SET NULL' WHEN 'r' THEN 'RESTRICT'
                      ELSE 'SET DEFAULT' END AS place
  FROM pg_constraint AS f
  JOIN pg_class AS t ON t.oid = f.conrelid
  JOIN pg_class AS p ON p.oid = f.confrelid
 WHERE f.contype = 'f' AND t.relnamespace = current_schema()::regnamespace;

-- query db_test_checks() -> place text [sqlite]
SELECT name || ' ' || ((length(sql) - length(replace(sql, 'CHECK (', ''))) / 7) AS place
  FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%CHECK (%';

-- query db_test_checks() -> place text [postgres]
SELECT t.relname || ' ' || count(*) AS place
  FROM pg_constraint AS c JOIN pg_class AS t ON t.oid = c.conrelid
 WHERE c.contype = 'c' AND t.relnamespace = current_schema()::regnamespace
 GROUP BY t.relname;

-- Which connection answers.
-- query db_test_connection() -> number int [sqlite]
SELECT 1 AS number;

-- query db_test_connection() -> number int [postgres]
SELECT pg_backend_pid() AS number;

-- query db_test_terminate(name text) -> ended int [postgres]
SELECT count(pg_terminate_backend(pid)) AS ended FROM pg_stat_activity
 WHERE pid <> pg_backend_pid() AND application_name = :name;
