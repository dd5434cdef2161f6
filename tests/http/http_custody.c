/* SPDX-License-Identifier: EUPL-1.2 */
/* Makes them. */
#include "custody/custody.h"

#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "http_custody.h"

#include "base/banned.h"

struct thing http_custody_lot(struct fixture *f, struct ctx *ctx,
                              const struct fixture_centre *centre)
{
    static int made = 0;
    const struct lot lot = {.key_source = STR("custody"),
                            .key = str_of(fixture_text(f, "custody-%d", made++)),
                            .holder_id = centre->station_id,
                            .source_id = centre->station_id,
                            .category_id = goods_codes_category_by_key(STR("prams"))->id,
                            .count = 3,
                            .g = 9000,
                            .weight_method = WEIGHT_SCALE,
                            .state = STATE_WHOLE,
                            .size_key = STR(""),
                            .note = STR("")};
    struct thing thing;
    bool is_new = false;
    assert_int_equal(goods_receive(ctx, &lot, &thing, &is_new), OK);
    return thing;
}

static struct http_custody make(struct fixture *f, const struct fixture_centre *centre)
{
    struct http_custody made = {.centre_id = centre->id};
    struct ctx ctx;
    fixture_ctx(f, &ctx);
    assert_int_equal(centre_choose(&ctx, centre->slug), OK);
    for (int i = 0; i < 2; i++) {
        struct load load;
        const struct thing lot = http_custody_lot(f, &ctx, centre);
        assert_int_equal(custody_load_new(&ctx, centre->station_id, centre->shops[i].id, &load),
                         OK);
        assert_int_equal(custody_load_add(&ctx, load.id, lot.code), OK);
        assert_int_equal(custody_load_send(&ctx, load.id), OK);
        made.loads[i] = str_copy(f->mem, load.code);
    }
    struct delivery delivery;
    struct thing lot = http_custody_lot(f, &ctx, centre);
    const struct i64_list things = {&lot.id, 1, 1};
    assert_int_equal(custody_delivery_new(&ctx, centre->station_id, &things, &delivery), OK);
    made.delivery = str_copy(f->mem, delivery.code);
    assert_int_equal(
        custody_stocktake_begin(&ctx, centre->station_id, NO_I64, STR("Reol 4"), &made.take_id),
        OK);
    app_end(&ctx);
    return made;
}

struct http_custody http_custody_shared(struct fixture *f, const struct fixture_centre *centre)
{
    static int64_t whose;
    static struct http_custody all[2];
    const int at = centre == &f->other ? 1 : 0;
    if (whose != f->home.id) {
        whose = f->home.id;
        all[0] = (struct http_custody){.centre_id = 0};
        all[1] = (struct http_custody){.centre_id = 0};
    }
    if (all[at].centre_id == 0) {
        all[at] = make(f, centre);
    }
    return all[at];
}
