-- SPDX-License-Identifier: EUPL-1.2
-- The floor's own tables: applied migrations and leased node numbers.

-- query db_has_tables() -> tables int [sqlite]
SELECT count(*) AS tables FROM sqlite_schema
 WHERE type = 'table' AND name IN ('schema_migration', 'node_lease');

-- query db_has_tables() -> tables int [postgres]
SELECT count(*) AS tables
  FROM (VALUES (to_regclass('schema_migration')), (to_regclass('node_lease'))) AS found (name)
 WHERE name IS NOT NULL;

-- query db_migration_list() -> name text, sha256 text
SELECT name, sha256 FROM schema_migration ORDER BY name;

-- exec db_migration_add(name text, sha256 text, applied_ms int)
INSERT INTO schema_migration (name, sha256, applied_ms) VALUES (:name, :sha256, :applied_ms);

-- What the engine checks itself, unless checking was put off.
-- query db_broken_keys() -> broken int [sqlite]
SELECT count(*) AS broken FROM pragma_foreign_key_check;

-- query db_broken_keys() -> broken int [postgres]
SELECT 0 AS broken;

-- query db_node_list() -> node int, renewed_ms int
SELECT node, renewed_ms FROM node_lease ORDER BY node;

-- exec db_node_take(node int, holder int, now_ms int)
INSERT INTO node_lease (node, holder, renewed_ms) VALUES (:node, :holder, :now_ms)
    ON CONFLICT (node) DO UPDATE SET holder = excluded.holder, renewed_ms = excluded.renewed_ms;

-- exec db_node_keep(node int, holder int, now_ms int)
UPDATE node_lease SET renewed_ms = :now_ms WHERE node = :node AND holder = :holder;

-- Columns of all tables that are copied row by row.
-- query db_columns() -> relation text, name text, type text, key int [sqlite]
SELECT t.name AS relation, c.name AS name, lower(c.type) AS type, c.pk AS key
  FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c
 WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\'
   AND t.name NOT LIKE '%\_search' ESCAPE '\' AND t.name <> 'schema_migration'
 ORDER BY t.name, c.name;

-- query db_columns() -> relation text, name text, type text, key int [postgres]
SELECT t.relname AS relation, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
       COALESCE(array_position(k.indkey::int2[], a.attnum) + 1, 0) AS key
  FROM pg_class AS t
  JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_index AS k ON k.indrelid = t.oid AND k.indisprimary
 WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind IN ('r', 'p')
   AND t.relname NOT LIKE '%\_search' AND t.relname <> 'schema_migration'
 ORDER BY t.relname, a.attname;

-- query db_references() -> relation text, parent text [sqlite]
SELECT t.name AS relation, f."table" AS parent
  FROM pragma_table_list AS t JOIN pragma_foreign_key_list(t.name) AS f
 WHERE t.schema = 'main' AND t.type = 'table';

-- query db_references() -> relation text, parent text [postgres]
SELECT t.relname AS relation, p.relname AS parent
  FROM pg_constraint AS c
  JOIN pg_class AS t ON t.oid = c.conrelid
  JOIN pg_class AS p ON p.oid = c.confrelid
 WHERE c.contype = 'f' AND t.relnamespace = current_schema()::regnamespace;

-- Views come first.
-- query db_relations() -> kind text, name text [sqlite]
SELECT CASE WHEN type = 'view' THEN 'VIEW' ELSE 'TABLE' END AS kind, name
  FROM pragma_table_list
 WHERE schema = 'main' AND type <> 'shadow' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
 ORDER BY kind DESC, name;

-- query db_relations() -> kind text, name text [postgres]
SELECT CASE WHEN relkind = 'v' THEN 'VIEW' WHEN relkind = 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END AS kind,
       relname AS name
  FROM pg_class
 WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
 ORDER BY CASE WHEN relkind IN ('v', 'm') THEN 0 ELSE 1 END, relname;
