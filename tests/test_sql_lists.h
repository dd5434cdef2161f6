/* SPDX-License-Identifier: EUPL-1.2 */
/* All statements of all rooms, for the test that prepares each on both engines. */
#ifndef OMBRUK_TESTS_TEST_SQL_LISTS_H
#define OMBRUK_TESTS_TEST_SQL_LISTS_H

#include "db/db.h"

/* Generated; ends with NULL. */
extern const struct sql *const *const test_sql_lists[];

#endif
