/* SPDX-License-Identifier: EUPL-1.2 */
/* The tariff between its rows in the database and the few lines that people read and type. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_OFFICE_TARIFF_H
#define OMBRUK_ALLOCATION_ALLOCATION_OFFICE_TARIFF_H

#include "allocation/allocation.h"
#include "allocation/allocation_office_views.h"

#define TARIFF_SIZES  4
#define TARIFF_STATES 3

/* Points of one kind of thing for one size or every size, one state or every state. */
struct tariff_line {
    int64_t category_id;
    int64_t size_class;    /* NO_I64: every size */
    int64_t station_state; /* NO_I64: every state */
    int64_t points_mp;
};
struct tariff_lines {
    struct tariff_line *ptr;
    size_t count;
    size_t capacity;
};

/* Points of category 0, by size class and station state from 1; NO_I64 where there is no row. */
void allocation_office_tariff_default(const struct allocation_rules *rules,
                                      int64_t ret_points_mp[TARIFF_SIZES][TARIFF_STATES]);

/* What differs from that, in few lines: allocation_office_tariff_expand() of them gives the same
 * rows again. In the order of the code list. */
struct tariff_lines allocation_office_tariff_lines(struct ctx *ctx,
                                                   const struct allocation_rules *rules);

/* Adds the rows of the lines to `rules`; a line about one size or state wins over one about all of
 * them. False when two lines say different things about the same: then `*ret_line` is the index of
 * the second. */
bool allocation_office_tariff_expand(struct ctx *ctx, const struct tariff_lines *lines,
                                     struct allocation_rules *rules, size_t *ret_line);

/* The whole page of rules but its frame. `pattern` is the address of another version, with {} for
 * its id. Rules that are not stored (id 0) are told as suggested. */
MUST_CHECK enum status allocation_office_rules_body(struct ctx *ctx,
                                                    const struct allocation_rules *rules,
                                                    const char *pattern,
                                                    struct rules_body *ret_body);
/* Rules `id`; NO_I64: those in force today, and before the first ones those a centre starts with,
 * with id 0. */
MUST_CHECK enum status allocation_office_rules_of(struct ctx *ctx, int64_t id,
                                                  struct allocation_rules *ret_rules);

#endif
