/* SPDX-License-Identifier: EUPL-1.2 */
/* Forward-only migrations, one source for both engines.
 *
 * migrations/NNNN_name.sql is expanded per engine at build time by tools/sqlpack. Tokens: {id}
 * (BIGINT / INTEGER, NOT NULL), {ref} (the same, nullable), {int} (BIGINT / INTEGER), {bytes}
 * (BYTEA / BLOB), {strict} ("" / STRICT at the end of CREATE TABLE). Where the engines truly
 * differ: NNNN_name.sqlite.sql and NNNN_name.postgres.sql instead of the common file. */
#ifndef OMBRUK_DB_MIGRATE_H
#define OMBRUK_DB_MIGRATE_H

#include "db/db.h"

struct migration {
    const char *name;
    const char *text[DB_ENGINE_COUNT];
    /* SHA-256 of the unexpanded source file(s), lower-case hex. */
    const char *sha256;
};

/* Generated: in order, ends with a row whose name is NULL. */
extern const struct migration migrations[];

struct migrate_result {
    int applied;
    int already;
};

/* Applies what is missing, each in one transaction under a lock (two processes may start at
 * once), and records name and SHA-256. CONFLICT if a recorded hash differs from the program's or
 * the database holds a migration that this program does not know; then nothing is changed and
 * `ret_why` says which. BUSY if another process holds the lock for a minute. UNAVAILABLE on
 * database errors. A migration may not leave broken foreign keys; while it runs they are not
 * enforced on SQLite, so that tables can be rebuilt. */
MUST_CHECK enum status db_migrate(struct db *db, struct migrate_result *ret_result,
                                  char ret_why[256]);

/* The same with a table of one's own, for tests. */
MUST_CHECK enum status migrate_tables(struct db *db, const struct migration *known,
                                      struct migrate_result *ret_result, char ret_why[256]);
MUST_CHECK enum status migrate_check_tables(struct db *db, const struct migration *known,
                                            char ret_why[256]);

/* How long db_migrate() waits while another process migrates, then BUSY. */
#define MIGRATE_PATIENCE_MS 60000

/* OK if the database stands exactly at this program's version; CONFLICT otherwise. */
MUST_CHECK enum status db_migrate_check(struct db *db, char ret_why[256]);

/* Leases a node number for ids (base/id.h): the lowest one not renewed for five minutes. The
 * holder renews it each minute through db_node_renew(). CONFLICT when all are taken. A struct db
 * holds one lease. Renewing answers CONFLICT when the lease was lost meanwhile (the process slept
 * for five minutes and another took the number): then make no more ids and lease again. */
MUST_CHECK enum status db_node_lease(struct db *db, int *ret_node);
MUST_CHECK enum status db_node_renew(struct db *db, int node);

#endif
