/* SPDX-License-Identifier: EUPL-1.2 */
/* What the room custody keeps. Inside the room only. */
#ifndef OMBRUK_CUSTODY_CUSTODY_STORE_H
#define OMBRUK_CUSTODY_CUSTODY_STORE_H

#include "custody/custody.h"

/* A lot of a load as it stands in its row. */
struct stored_load_lot {
    int64_t thing_id;
    int64_t number;
    int64_t count;
    int64_t g;
    int64_t outcome;
    struct str why;
};
struct stored_load_lots {
    struct stored_load_lot *ptr;
    size_t count;
    size_t capacity;
};

/* `*ret_new` false: the code is taken, another must be tried. */
MUST_CHECK enum status custody_store_add_load(struct ctx *ctx, const struct load *load,
                                              bool *ret_new);
MUST_CHECK enum status custody_store_load(struct ctx *ctx, int64_t id, struct load *ret);
MUST_CHECK enum status custody_store_load_by_code(struct ctx *ctx, struct str code,
                                                  struct load *ret);
MUST_CHECK enum status custody_store_loads(struct ctx *ctx, int64_t holder_id, int64_t before_id,
                                           int64_t limit, struct loads *ret);
MUST_CHECK enum status custody_store_open_loads(struct ctx *ctx, int64_t holder_id, int64_t limit,
                                                struct loads *ret);
/* Sets the state with who and when, from the actor and instant of ctx. CONFLICT if the load is no
 * longer in the state before. */
MUST_CHECK enum status custody_store_load_state(struct ctx *ctx, int64_t id, enum load_state state);
MUST_CHECK enum status custody_store_load_lots(struct ctx *ctx, int64_t load_id,
                                               struct stored_load_lots *ret);
/* NOT_FOUND when no other load that has not left has the thing. */
MUST_CHECK enum status custody_store_on_other_load(struct ctx *ctx, int64_t load_id,
                                                   int64_t thing_id);
MUST_CHECK enum status custody_store_add_load_lot(struct ctx *ctx, int64_t load_id,
                                                  const struct stored_load_lot *lot);
MUST_CHECK enum status custody_store_set_load_lot(struct ctx *ctx, int64_t load_id,
                                                  const struct stored_load_lot *lot);
MUST_CHECK enum status custody_store_remove_load_lot(struct ctx *ctx, int64_t load_id,
                                                     int64_t thing_id);

MUST_CHECK enum status custody_store_add_stocktake(struct ctx *ctx, const struct stocktake *take);
MUST_CHECK enum status custody_store_stocktake(struct ctx *ctx, int64_t id, struct stocktake *ret);
MUST_CHECK enum status custody_store_stocktakes(struct ctx *ctx, int64_t before_id, int64_t limit,
                                                struct stocktakes *ret);
/* NOT_FOUND when the holder has none that is open. */
MUST_CHECK enum status custody_store_open_stocktake(struct ctx *ctx, int64_t holder_id);
MUST_CHECK enum status custody_store_stocktake_state(struct ctx *ctx, int64_t id,
                                                     enum stocktake_state state);
MUST_CHECK enum status custody_store_row_count(struct ctx *ctx, int64_t id, int64_t *ret_count);
/* `*ret_new` false when the code has a row already. */
MUST_CHECK enum status custody_store_add_row(struct ctx *ctx, int64_t id,
                                             const struct stocktake_row *row, bool *ret_new);
MUST_CHECK enum status custody_store_rows(struct ctx *ctx, int64_t id, int64_t kind, int64_t after,
                                          int64_t limit, struct stocktake_rows *ret);
MUST_CHECK enum status custody_store_row(struct ctx *ctx, int64_t id, int64_t number,
                                         struct stocktake_row *ret);
MUST_CHECK enum status custody_store_row_by_code(struct ctx *ctx, int64_t id, struct str code,
                                                 struct stocktake_row *ret);
MUST_CHECK enum status custody_store_settle_row(struct ctx *ctx, int64_t id, int64_t number,
                                                enum stocktake_outcome outcome, struct str why);

MUST_CHECK enum status custody_store_add_delivery(struct ctx *ctx, const struct delivery *delivery,
                                                  bool *ret_new);
/* `*ret_new` false when the thing belongs to a delivery already. */
MUST_CHECK enum status custody_store_bind(struct ctx *ctx, int64_t delivery_id, int64_t thing_id,
                                          bool *ret_new);
MUST_CHECK enum status custody_store_delivery(struct ctx *ctx, struct str code,
                                              struct delivery *ret);
MUST_CHECK enum status custody_store_delivery_of(struct ctx *ctx, int64_t thing_id,
                                                 struct delivery *ret);
MUST_CHECK enum status custody_store_newest_delivery(struct ctx *ctx, struct delivery *ret);
MUST_CHECK enum status custody_store_delivery_things(struct ctx *ctx, int64_t delivery_id,
                                                     struct i64_list *ret);

#endif
