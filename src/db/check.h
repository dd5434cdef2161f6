/* SPDX-License-Identifier: EUPL-1.2 */
/* Compares what statements declare with what the database says; for tests and `ombruk doctor`. */
#ifndef OMBRUK_DB_CHECK_H
#define OMBRUK_DB_CHECK_H

#include "db/db.h"

/* Prepares each statement of `list` (as generated: …_sql_all, ends with NULL) that this engine has
 * and compares number, names and kinds of its columns. False at the first that differs: `ret_why`
 * names it. On SQLite its plan must not read a whole table again for each row of another.
 * SQLite does not say of what kind an expression is, PostgreSQL always does. */
bool check_statements(struct db *db, const struct sql *const *list, char ret_why[256]);

#endif
