/* SPDX-License-Identifier: EUPL-1.2 */
/* A centre to hang rows of floors on, for tests that know no room. */
#ifndef OMBRUK_TESTS_TEST_CENTRE_H
#define OMBRUK_TESTS_TEST_CENTRE_H

#include "db/db.h"
#include "test.h"

#define TEST_CENTRE_SQL(id, slug)                                                                  \
    "INSERT INTO centre (centre_id, slug, name, municipality, address, getting_here, email, "      \
    "phone, time_zone, demo, created_ms, version) VALUES (" id ", " slug ", 'Ombrukssenteret', "   \
    "'Prøvekommune', '', '', '', '', 'Europe/Oslo', 0, 0, 1)"

static enum status test_centre_write(struct ctx *ctx, void *arg)
{
    const int64_t *id = arg;
    static const enum db_kind kinds[] = {DB_I64, DB_TEXT};
    static const struct sql sql = {
        .name = "test_centre",
        .text = {TEST_CENTRE_SQL("?1", "?2"), TEST_CENTRE_SQL("$1", "$2")},
        .param_kinds = kinds,
        .param_count = 2,
        .writes = true};
    const struct db_value values[] = {db_i64(*id),
                                      db_text(str_format(ctx->mem, "c%lld", (long long)*id))};
    return db_exec(ctx, &sql, values);
}

/* Adds a centre called c`id` and enters it. */
static inline void test_centre_enter(struct ctx *ctx, int64_t id)
{
    assert_int_equal(db_write(ctx, test_centre_write, &id), OK);
    ctx->centre_id = id;
}

#endif
