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
