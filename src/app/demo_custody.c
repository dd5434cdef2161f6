/* SPDX-License-Identifier: EUPL-1.2 */
/* The store of the demo. */
#include "app/demo_custody.h"

#include "base/clock.h"
#include "base/day.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "custody/custody.h"
#include "goods/goods_booth.h"
#include "station/station.h"

#include "base/banned.h"

#define STORE       GOODS_HOLDER_OF(HOLDER_HOUSE)
#define LOTS_WANTED 100 /* that are looked at */
#define ARRIVED     8
#define ON_ITS_WAY  6
#define LATE        3
#define DELIVERED   4
#define FEE_ORE     5000
#define FREE_LOTS   2
#define LABELS      24

static void at(struct ctx *ctx, int64_t now_ms, int64_t person_id)
{
    ctx->now_ms = now_ms;
    clock_set_ms(now_ms);
    ctx->actor.person_id = person_id;
}

/* Up to `most` lots of a station that wait for nobody and came in before `before_ms`. */
static enum status free_lots(struct ctx *ctx, int64_t station_id, int64_t before_ms, size_t most,
                             struct things *ret)
{
    struct things waiting;
    struct things lots = {0};
    TRY(goods_unreserved(ctx, NO_I64, LOTS_WANTED, &waiting));
    for (size_t i = 0; i < waiting.count && lots.count < most; i++) {
        const struct thing *thing = &waiting.ptr[i];
        if (thing->holder_id == station_id && thing->received_ms < before_ms) {
            vec_push(ctx->mem, &lots, *thing);
        }
    }
    *ret = lots;
    return OK;
}

/* Fills a load at ctx->now_ms; `ret_load->lots` 0: there was nothing to put on it. */
static enum status fill_load(struct ctx *ctx, int64_t from_id, size_t most, struct load *ret_load)
{
    struct things lots;
    *ret_load = (struct load){.lots = 0};
    TRY(free_lots(ctx, from_id, ctx->now_ms - MS_PER_HOUR, most, &lots));
    if (lots.count == 0) {
        return OK;
    }
    TRY(custody_load_new(ctx, from_id, STORE, ret_load));
    for (size_t i = 0; i < lots.count; i++) {
        TRY(custody_load_add(ctx, ret_load->id, lots.ptr[i].code));
    }
    return custody_load(ctx, ret_load->code, ret_load);
}

static enum status send_load(struct ctx *ctx, int64_t from_id, size_t most, struct load *ret_load)
{
    TRY(fill_load(ctx, from_id, most, ret_load));
    return ret_load->lots == 0 ? OK : custody_load_send(ctx, ret_load->id);
}

/* One that came, with a lot that was never loaded; one that is late; one on its way; one that is
 * being filled. */
static enum status make_loads(struct ctx *ctx, const struct demo_cast *cast, int64_t now_ms)
{
    int64_t outcomes[ARRIVED] = {LOAD_LOT_LEFT};
    struct load load;
    at(ctx, now_ms - 28 * MS_PER_HOUR, cast->workers[1]);
    TRY(send_load(ctx, cast->stations[1], ARRIVED, &load));
    for (int i = 1; i < ARRIVED; i++) {
        outcomes[i] = LOAD_LOT_CAME;
    }
    if (load.lots > 0) {
        const struct load_arrival arrival = {.outcomes = outcomes,
                                             .outcome_count = (size_t)load.lots,
                                             .extra = STR(""),
                                             .why = STR("Det var ikke plass i bilen")};
        at(ctx, now_ms - 26 * MS_PER_HOUR, cast->manager);
        TRY(custody_load_arrive(ctx, load.id, &arrival));
    }
    at(ctx, now_ms - 25 * MS_PER_HOUR, cast->workers[0]);
    TRY(send_load(ctx, cast->stations[2], LATE, &load));
    at(ctx, now_ms - 2 * MS_PER_HOUR, cast->workers[1]);
    TRY(send_load(ctx, cast->stations[1], ON_ITS_WAY, &load));
    at(ctx, now_ms, cast->workers[0]);
    return fill_load(ctx, cast->stations[0], ON_ITS_WAY, &load);
}

/* All but one of what the store has is seen, and a label that is nobody's. */
static enum status make_stocktake(struct ctx *ctx, const struct demo_cast *cast, int64_t now_ms)
{
    struct things here;
    int64_t id = 0;
    int64_t added = 0;
    at(ctx, now_ms - 8 * MS_PER_HOUR, cast->manager);
    TRY(goods_in_hand(ctx, STORE, NO_I64, ARRIVED, &here));
    if (here.count < 2) {
        return OK;
    }
    TRY(custody_stocktake_begin(ctx, STORE, NO_I64, STR("reol 4"), &id));
    for (size_t i = 1; i < here.count; i++) {
        TRY(custody_stocktake_see(ctx, id, here.ptr[i].code, &added));
    }
    TRY(custody_stocktake_see(ctx, id, STR("22222222"), &added));
    return custody_stocktake_finish(ctx, id);
}

/* The booth that has most gets a limit a little above that. */
static enum status make_booth(struct ctx *ctx, const struct demo_cast *cast, int64_t now_ms)
{
    struct booth booth = {.lots_max = 0, .litres_max = NO_I64, .fee_ore = FEE_ORE};
    at(ctx, now_ms, cast->manager);
    for (int i = 0; i < DEMO_SHOPS; i++) {
        struct booth_use use;
        TRY(goods_booth_use(ctx, cast->shops[i], &use));
        if (use.awaiting + use.in_hand >= booth.lots_max) {
            booth.tenant_id = cast->shops[i];
            booth.lots_max = use.awaiting + use.in_hand;
        }
    }
    booth.lots_max += FREE_LOTS;
    booth.from_day = centre_today(ctx);
    return goods_booth_set(ctx, &booth);
}

/* What somebody brought three weeks ago: by now something has become of it. */
static enum status make_delivery(struct ctx *ctx, const struct demo_cast *cast, int64_t now_ms)
{
    struct things things;
    struct delivery delivery;
    struct i64_list ids = {0};
    const int64_t day = centre_day_of(ctx, now_ms) - 21;
    at(ctx, centre_instant(ctx, day, 16 * 60), cast->workers[0]);
    TRY(goods_received_on(ctx, cast->stations[0], day, DELIVERED, &things));
    for (size_t i = 0; i < things.count; i++) {
        vec_push(ctx->mem, &ids, things.ptr[i].id);
    }
    return ids.count == 0 ? OK : custody_delivery_new(ctx, cast->stations[0], &ids, &delivery);
}

/* A roll of labels, and a lot that came without a count and waits for somebody to correct it. */
static enum status make_station(struct ctx *ctx, const struct demo_cast *cast, int64_t now_ms)
{
    int64_t id = 0;
    at(ctx, now_ms - 9 * MS_PER_HOUR, cast->manager);
    TRY(station_add_roll(ctx, cast->stations[0], LABELS, &id));
    at(ctx, now_ms - 8 * MS_PER_HOUR, cast->workers[0]);
    return station_add_help(ctx, cast->stations[0], STR("demo:help"),
                            STR("{\"category\":10300,\"state\":1,\"count\":0,"
                                "\"note\":\"Sekk med bukser, str. 98–116\"}"),
                            N_("The count is missing: count them and write how many."), &id);
}

enum status demo_custody_make(struct ctx *ctx, const struct demo_cast *cast, int64_t now_ms)
{
    TRY(make_loads(ctx, cast, now_ms));
    TRY(make_stocktake(ctx, cast, now_ms));
    TRY(make_delivery(ctx, cast, now_ms));
    TRY(make_station(ctx, cast, now_ms));
    return make_booth(ctx, cast, now_ms);
}
