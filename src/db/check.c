/* SPDX-License-Identifier: EUPL-1.2 */
/* Walks a list of statements with the engine's own check. */
#include "db/check.h"

#include <stdio.h>

#include "db/db_engine.h"

#include "base/banned.h"

bool check_statements(struct db *db, const struct sql *const *list, char ret_why[256])
{
    struct db_conn *conn = NULL;
    if (db_pool_take(db, &conn) != OK) {
        snprintf(ret_why, DB_WHY_SIZE, "no connection to the database");
        return false;
    }
    bool ok = true;
    for (; ok && *list != NULL; list++) {
        ok = (*list)->text[db->engine] == NULL || db->backend->check(conn, *list, ret_why);
    }
    db_pool_give(conn);
    return ok;
}
