/* SPDX-License-Identifier: EUPL-1.2 */
/* Counting what stands somewhere. */
#include "base/id.h"
#include "base/vec.h"
#include "custody/custody_codes.h"
#include "custody/custody_store.h"
#include "goods/goods_codes.h"

#include "base/banned.h"

#define EXPECTED_PAGE 500

/* ---- beginning ------------------------------------------------------------------------------- */

static enum status begin(struct ctx *ctx, void *arg)
{
    struct stocktake *take = arg;
    struct holder holder;
    if (goods_holder(ctx, take->holder_id, &holder) != OK || goods_is_source_only(holder.kind)) {
        return ctx_fail(ctx, INVALID, N_("Choose where you count."), "holder");
    }
    if (take->category_id != NO_I64 && goods_codes_category(take->category_id) == NULL) {
        return ctx_fail(ctx, INVALID, N_("Choose what it is from the list."), "category");
    }
    const enum status open = custody_store_open_stocktake(ctx, take->holder_id);
    if (open == OK) {
        return ctx_fail(ctx, CONFLICT,
                        N_("Somebody is counting there already. Go on with that stocktake, or "
                           "close it first."),
                        "holder");
    }
    if (open != NOT_FOUND) {
        return open;
    }
    take->id = id_new();
    return custody_store_add_stocktake(ctx, take);
}

enum status custody_stocktake_begin(struct ctx *ctx, int64_t holder_id, int64_t category_id,
                                    struct str label, int64_t *ret_id)
{
    struct stocktake take = {.holder_id = holder_id,
                             .category_id = category_id,
                             .label = label.ptr == NULL ? STR("") : label};
    TRY(db_write(ctx, begin, &take));
    *ret_id = take.id;
    return OK;
}

enum status custody_stocktake(struct ctx *ctx, int64_t id, struct stocktake *ret)
{
    return custody_store_stocktake(ctx, id, ret);
}

enum status custody_stocktakes(struct ctx *ctx, int64_t before_id, int64_t limit,
                               struct stocktakes *ret)
{
    return custody_store_stocktakes(ctx, before_id, limit, ret);
}

enum status custody_stocktake_rows(struct ctx *ctx, int64_t id, int64_t kind, int64_t after,
                                   int64_t limit, struct stocktake_rows *ret)
{
    return custody_store_rows(ctx, id, kind, after, limit, ret);
}

/* ---- seeing ---------------------------------------------------------------------------------- */

static bool is_expected(const struct stocktake *take, const struct thing *thing)
{
    return thing->holder_id == take->holder_id && thing->count > 0 &&
           (take->category_id == NO_I64 ||
            goods_codes_is_within(thing->category_id, take->category_id));
}

struct seeing {
    int64_t id;
    const struct str_list *parts;
    int64_t added;
};

static enum status see_one(struct ctx *ctx, const struct stocktake *take, struct str part,
                           int64_t number, bool *ret_new)
{
    struct thing thing;
    struct stocktake_row row = {.number = number,
                                .code = part,
                                .thing_id = NO_I64,
                                .kind = STOCKTAKE_UNKNOWN,
                                .outcome = STOCKTAKE_UNSETTLED};
    const enum status found = custody_codes_thing(ctx, part, take->holder_id, &thing);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    if (found == OK) {
        const bool expected = is_expected(take, &thing);
        row.code = thing.code;
        row.thing_id = thing.id;
        row.kind = expected ? STOCKTAKE_SEEN : STOCKTAKE_ELSEWHERE;
        row.outcome = expected ? STOCKTAKE_AS_IT_SHOULD : STOCKTAKE_UNSETTLED;
    }
    return custody_store_add_row(ctx, take->id, &row, ret_new);
}

static enum status see(struct ctx *ctx, void *arg)
{
    struct seeing *seeing = arg;
    struct stocktake take;
    int64_t count = 0;
    seeing->added = 0;
    TRY(custody_store_stocktake(ctx, seeing->id, &take));
    if (take.state != STOCKTAKE_COUNTING) {
        return ctx_fail(ctx, CONFLICT, N_("The counting is over. Begin a new stocktake."), NULL);
    }
    TRY(custody_store_row_count(ctx, take.id, &count));
    for (size_t i = 0; i < seeing->parts->count; i++) {
        bool is_new = false;
        TRY(see_one(ctx, &take, seeing->parts->ptr[i], count + seeing->added + 1, &is_new));
        seeing->added += is_new ? 1 : 0;
    }
    return OK;
}

enum status custody_stocktake_see(struct ctx *ctx, int64_t id, struct str codes, int64_t *ret_new)
{
    struct str_list parts;
    struct seeing seeing = {.id = id, .parts = &parts};
    custody_codes_split(ctx, codes, &parts);
    if (parts.count == 0) {
        return ctx_fail(ctx, INVALID, N_("Scan or write at least one label."), "codes");
    }
    if (parts.count > CUSTODY_LOTS_MAX) {
        return ctx_fail(ctx, INVALID, N_("Write at most 200 labels at once."), "codes");
    }
    TRY(db_write(ctx, see, &seeing));
    *ret_new = seeing.added;
    return OK;
}

/* ---- what was not seen ----------------------------------------------------------------------- */

static enum status add_missing(struct ctx *ctx, const struct stocktake *take,
                               const struct things *things, int64_t *count)
{
    for (size_t i = 0; i < things->count; i++) {
        const struct thing *thing = &things->ptr[i];
        bool is_new = false;
        const struct stocktake_row row = {.number = *count + 1,
                                          .code = thing->code,
                                          .thing_id = thing->id,
                                          .kind = STOCKTAKE_MISSING,
                                          .outcome = STOCKTAKE_UNSETTLED};
        if (!is_expected(take, thing)) {
            continue;
        }
        TRY(custody_store_add_row(ctx, take->id, &row, &is_new));
        *count += is_new ? 1 : 0;
    }
    return OK;
}

static enum status finish(struct ctx *ctx, void *arg)
{
    const int64_t *id = arg;
    struct stocktake take;
    struct things things;
    int64_t count = 0;
    int64_t before = NO_I64;
    TRY(custody_store_stocktake(ctx, *id, &take));
    if (take.state != STOCKTAKE_COUNTING) {
        return OK;
    }
    TRY(custody_store_row_count(ctx, take.id, &count));
    do {
        TRY(goods_in_hand(ctx, take.holder_id, before, EXPECTED_PAGE, &things));
        TRY(add_missing(ctx, &take, &things, &count));
        before = things.count == 0 ? NO_I64 : things.ptr[things.count - 1].id;
    } while (things.count == EXPECTED_PAGE);
    return custody_store_stocktake_state(ctx, take.id, STOCKTAKE_SETTLING);
}

enum status custody_stocktake_finish(struct ctx *ctx, int64_t id)
{
    return db_write(ctx, finish, &id);
}

static enum status close_take(struct ctx *ctx, void *arg)
{
    const int64_t *id = arg;
    struct stocktake take;
    TRY(custody_store_stocktake(ctx, *id, &take));
    if (take.state == STOCKTAKE_CLOSED) {
        return OK;
    }
    if (take.state == STOCKTAKE_COUNTING) {
        return ctx_fail(ctx, CONFLICT, N_("End the counting first."), NULL);
    }
    if (take.unsettled > 0) {
        return ctx_fail(ctx, CONFLICT,
                        N_("Some differences are not settled. Tell for each what it is."), NULL);
    }
    return custody_store_stocktake_state(ctx, take.id, STOCKTAKE_CLOSED);
}

enum status custody_stocktake_close(struct ctx *ctx, int64_t id)
{
    return db_write(ctx, close_take, &id);
}
