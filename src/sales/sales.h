/* SPDX-License-Identifier: EUPL-1.2 */
/* The till: what was sold or given away, and undone. */
#ifndef OMBRUK_SALES_SALES_H
#define OMBRUK_SALES_SALES_H

#include "base/ctx.h"
#include "http/http.h"

struct sale {
    int64_t id;
    int64_t tenant_id;
    int64_t at_ms;
    int64_t day;
    int64_t total_ore;
    int64_t undone_ms; /* NO_I64: stands */
    /* Its one line, for now. */
    int64_t listing_id;
    int64_t thing_id;
    int64_t count;
    int64_t event_id;
};

struct sales {
    struct sale *ptr;
    size_t count;
    size_t capacity;
};

struct new_sale {
    struct str key; /* made with the form: the same sale sent twice is one sale */
    int64_t listing_id;
    int64_t count;
    int64_t price_ore; /* for all together; 0 gives it away */
    int64_t hold_id;   /* 0: none */
};

/* Sells from the shop's own listing: sale, hand-over in the ledger and listing in one transaction.
 * OK with the first sale when the key was used before (`*ret_new` false). CONFLICT when it is sold
 * already or held for others; INVALID for price or count; NOT_FOUND for another shop's listing. */
MUST_CHECK enum status sales_sell(struct ctx *ctx, int64_t tenant_id, const struct new_sale *sale,
                                  struct sale *ret_sale, bool *ret_new);

/* Undoes a sale of today: a new event in the ledger, the listing is public again. CONFLICT when it
 * is undone already or not from today. */
MUST_CHECK enum status sales_undo(struct ctx *ctx, int64_t tenant_id, int64_t sale_id);

MUST_CHECK enum status sales_get(struct ctx *ctx, int64_t tenant_id, int64_t sale_id,
                                 struct sale *ret_sale);
/* Newest first, undone ones too. */
MUST_CHECK enum status sales_of_day(struct ctx *ctx, int64_t tenant_id, int64_t day, int64_t limit,
                                    struct sales *ret_sales);

struct sales_day {
    int64_t day;
    int64_t things;
    int64_t total_ore;
};
struct sales_days {
    struct sales_day *ptr;
    size_t count;
    size_t capacity;
};
/* One row a day from `from_day` to `to_day`, days without sales included; undone sales do not
 * count. */
MUST_CHECK enum status sales_per_day(struct ctx *ctx, int64_t tenant_id, int64_t from_day,
                                     int64_t to_day, struct sales_days *ret_days);

extern const struct route sales_routes[];
extern const struct sql *const sales_sql_all[];

#endif
