/* SPDX-License-Identifier: EUPL-1.2 */
/* How full a booth is, and whether one more lot may come. */
#include "goods/goods_booth.h"

#include <assert.h>

#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods.h"
#include "goods/goods_booth_store.h"
#include "goods/goods_record.h"
#include "i18n/i18n.h"

#include "base/banned.h"

int64_t goods_booth_litres(enum goods_size_class size_class)
{
    static const int64_t litres[] = {5, 30, 200, 1000};
    assert(size_class <= GOODS_SIZE_PALLET);
    return litres[size_class];
}

/* ---- setting --------------------------------------------------------------------------------- */

static bool within(int64_t value, int64_t most)
{
    return value == NO_I64 || (value >= 0 && value <= most);
}

static enum status check(struct ctx *ctx, const struct booth *booth)
{
    TRY(goods_record_shop(ctx, booth->tenant_id));
    if (booth->from_day < centre_today(ctx)) {
        return ctx_fail(ctx, INVALID, N_("The limit can hold from today at the earliest."), "from");
    }
    if (!within(booth->lots_max, GOODS_BOOTH_LOTS_MAX)) {
        return ctx_fail(ctx, INVALID, N_("Write a number of lots from 0 to 100 000."), "lots");
    }
    if (!within(booth->litres_max, GOODS_BOOTH_LITRES_MAX)) {
        return ctx_fail(ctx, INVALID, N_("Write a number of litres from 0 to 10 000 000."),
                        "litres");
    }
    if (booth->fee_ore < 0 || booth->fee_ore > GOODS_BOOTH_FEE_MAX) {
        return ctx_fail(ctx, INVALID, N_("The fee can be at most 100 000 kroner a day."), "fee");
    }
    if (booth->fee_ore > 0 && booth->lots_max == NO_I64 && booth->litres_max == NO_I64) {
        return ctx_fail(ctx, INVALID, N_("A fee needs a limit: number of lots, litres, or both."),
                        "lots");
    }
    return OK;
}

static enum status set(struct ctx *ctx, void *arg)
{
    const struct booth *booth = arg;
    TRY(check(ctx, booth));
    return goods_booth_store_set(ctx, booth);
}

enum status goods_booth_set(struct ctx *ctx, const struct booth *booth)
{
    struct booth copy = *booth;
    return db_write(ctx, set, &copy);
}

enum status goods_booth_on(struct ctx *ctx, int64_t tenant_id, int64_t day, struct booth *ret_booth)
{
    return goods_booth_store_at(ctx, tenant_id, day, ret_booth);
}

enum status goods_booths(struct ctx *ctx, int64_t day, struct booths *ret_booths)
{
    return goods_booth_store_all(ctx, day, ret_booths);
}

/* ---- how full -------------------------------------------------------------------------------- */

static int64_t add_piles(const struct booth_piles *piles, int64_t *litres)
{
    int64_t lots = 0;
    for (size_t i = 0; i < piles->count; i++) {
        const struct booth_pile *pile = &piles->ptr[i];
        const struct goods_kind *kind =
            pile->kind_key.len == 0 ? NULL : goods_codes_kind(pile->kind_key);
        lots += pile->lots;
        *litres += pile->count * goods_booth_litres(kind == NULL ? GOODS_SIZE_M : kind->size_class);
    }
    return lots;
}

static int64_t least(int64_t a, int64_t b)
{
    return a == NO_I64 || (b != NO_I64 && b < a) ? b : a;
}

/* What is left of a limit, in pieces of `each`, which the last one may stick out of. */
static int64_t left(int64_t most, int64_t used, int64_t each)
{
    if (most == NO_I64) {
        return NO_I64;
    }
    return used >= most ? 0 : (most - used + each - 1) / each;
}

enum status goods_booth_use(struct ctx *ctx, int64_t tenant_id, struct booth_use *ret_use)
{
    struct booth_use use = {.free_lots = NO_I64};
    struct booth_piles piles;
    const enum status found = goods_booth_store_at(ctx, tenant_id, centre_today(ctx), &use.booth);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    TRY(goods_booth_store_awaiting(ctx, tenant_id, &piles));
    use.awaiting = add_piles(&piles, &use.litres);
    TRY(goods_booth_store_in_hand(ctx, tenant_id, &piles));
    use.in_hand = add_piles(&piles, &use.litres);
    use.limited = found == OK && least(use.booth.lots_max, use.booth.litres_max) != NO_I64;
    if (use.limited) {
        use.free_lots =
            least(left(use.booth.lots_max, use.awaiting + use.in_hand, 1),
                  left(use.booth.litres_max, use.litres, goods_booth_litres(GOODS_SIZE_M)));
        use.full = use.free_lots == 0;
    }
    *ret_use = use;
    return OK;
}

enum status goods_booth_room(struct ctx *ctx, int64_t tenant_id)
{
    struct booth booth;
    struct booth_use use;
    const enum status found = goods_booth_store_at(ctx, tenant_id, centre_today(ctx), &booth);
    if (found != OK) {
        return found == NOT_FOUND ? OK : found;
    }
    TRY(goods_booth_use(ctx, tenant_id, &use));
    return use.full ? ctx_fail(ctx, CONFLICT,
                               N_("The booth of this shop is full. Choose another shop, or wait "
                                  "until the shop has put out or handed on what stands there."),
                               "tenant")
                    : OK;
}

/* ---- full days ------------------------------------------------------------------------------- */

static enum status note_full(struct ctx *ctx, void *arg)
{
    struct booths booths;
    const int64_t today = centre_today(ctx);
    (void)arg;
    TRY(goods_booth_store_all(ctx, today, &booths));
    for (size_t i = 0; i < booths.count; i++) {
        struct booth_use use;
        if (booths.ptr[i].from_day > today) {
            continue;
        }
        TRY(goods_booth_use(ctx, booths.ptr[i].tenant_id, &use));
        if (use.full) {
            const struct booth_day day = {.tenant_id = use.booth.tenant_id,
                                          .day = today,
                                          .lots = use.awaiting + use.in_hand,
                                          .litres = use.litres,
                                          .fee_ore = use.booth.fee_ore};
            TRY(goods_booth_store_add_day(ctx, &day));
        }
    }
    return OK;
}

enum status goods_booth_note_full(struct ctx *ctx)
{
    return db_write(ctx, note_full, NULL);
}

enum status goods_booth_days(struct ctx *ctx, int64_t tenant_id, int64_t from_day, int64_t to_day,
                             struct booth_days *ret_days)
{
    return goods_booth_store_days(ctx, tenant_id, from_day, to_day, ret_days);
}
