/* SPDX-License-Identifier: EUPL-1.2 */
/* What came out of a draw: from the files of docs/draw/format.md to rows. Inside the room only. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_OUTCOME_H
#define OMBRUK_ALLOCATION_ALLOCATION_OUTCOME_H

#include "allocation/allocation_input.h"

struct ledger_row {
    int64_t lead_id;
    int64_t before_mp;
    int64_t gained_mp;
    int64_t after_mp;
};

struct draw_outcome {
    struct str seed;
    struct stored_awards awards; /* `code` is set */
    struct stored_refusals refusals;
    struct {
        struct ledger_row *ptr;
        size_t count;
        size_t capacity;
    } ledger;
    struct i64_list leads_by_ticket;
};

/* INTERNAL if the files name what the input does not have, or cannot be read. Memory: ctx->mem,
 * which should be large. */
MUST_CHECK enum status allocation_outcome_read(struct ctx *ctx, const struct draw_input *input,
                                               const struct str out[FAIR_OUT_COUNT],
                                               struct draw_outcome *ret);

/* The ticket of an alias: SHA-256 over seed, "tenant" and alias, a line each, as hexadecimal. */
struct str allocation_ticket(struct ctx *ctx, struct str seed, struct str alias);

/* A whole number of report.json; false where it is null or missing. */
bool allocation_report_i64(struct str report, const char *key, int64_t *ret);

#endif
