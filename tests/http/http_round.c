/* SPDX-License-Identifier: EUPL-1.2 */
/* Opens a round in a centre of the scene. */
#include "http_round.h"

#include "allocation/allocation.h"
#include "base/day.h"
#include "centre/centre.h"
#include "goods/goods.h"

#include "base/banned.h"

static void add_lot(struct fixture *f, struct ctx *ctx, const struct fixture_centre *centre,
                    int64_t *ret_thing_id)
{
    static int made = 0;
    const struct lot lot = {.key_source = STR("round"),
                            .key = str_of(fixture_text(f, "round-%d", made++)),
                            .holder_id = centre->station_id,
                            .source_id = centre->station_id,
                            .category_id = goods_codes_category_by_key(STR("prams"))->id,
                            .count = 1,
                            .g = 9000,
                            .weight_method = WEIGHT_SCALE,
                            .state = STATE_WHOLE,
                            .size_key = STR(""),
                            .note = STR("")};
    struct thing thing;
    bool is_new = false;
    assert_int_equal(goods_receive(ctx, &lot, &thing, &is_new), OK);
    *ret_thing_id = thing.id;
}

static int64_t add_standing(struct ctx *ctx, int64_t tenant_id)
{
    const struct standing_wish wish = {
        .category_id = goods_codes_category_by_key(STR("cycles"))->id, .stars = 2};
    int64_t id = 0;
    assert_int_equal(allocation_standing_add(ctx, tenant_id, &wish, &id), OK);
    return id;
}

static void enter(struct fixture *f, const struct fixture_centre *centre, struct ctx *ctx)
{
    fixture_ctx(f, ctx);
    assert_int_equal(centre_choose(ctx, centre->slug), OK);
}

struct http_round http_round_open(struct fixture *f, const struct fixture_centre *centre)
{
    struct http_round made = {.id = 0};
    struct ctx ctx;
    struct round round;
    struct allocation_rules rules;
    enter(f, centre, &ctx);
    if (allocation_rules_on(&ctx, centre_today(&ctx), &rules) == NOT_FOUND) {
        int64_t rules_id = 0;
        rules = allocation_rules_first(&ctx);
        assert_int_equal(allocation_rules_add(&ctx, &rules, &rules_id), OK);
    }
    const struct new_round times = {.label = STR("Uke 48"),
                                    .parent_id = NO_I64,
                                    .opens_ms = ctx.now_ms,
                                    .closes_ms = ctx.now_ms + MS_PER_DAY,
                                    .draw_ms = ctx.now_ms + MS_PER_DAY + MS_PER_HOUR,
                                    .points_ppm = 1000000};
    if (centre == &f->other) {
        /* Takes the number that the first centre's round has. */
        assert_int_equal(allocation_round_add(&ctx, &times, &made.id), OK);
    }
    assert_int_equal(allocation_round_add(&ctx, &times, &made.id), OK);
    for (int i = 0; i < HTTP_ROUND_LOTS; i++) {
        add_lot(f, &ctx, centre, &made.lots[i]);
    }
    const struct i64_list lots = {made.lots, HTTP_ROUND_LOTS, HTTP_ROUND_LOTS};
    assert_int_equal(allocation_round_add_lots(&ctx, made.id, &lots), OK);
    assert_int_equal(allocation_round_open(&ctx, made.id), OK);
    assert_int_equal(allocation_round(&ctx, made.id, &round), OK);
    made.number = round.number;
    for (int i = 0; i < 2; i++) {
        made.standing[i] = add_standing(&ctx, centre->shops[i].id);
        assert_int_equal(allocation_delegate(&ctx, centre->shops[i].id, true), OK);
    }
    app_end(&ctx);
    return made;
}

struct http_round http_round_shared(struct fixture *f, const struct fixture_centre *centre)
{
    /* Known by the id of its centre: another fixture may stand where an older one stood. */
    static int64_t whose;
    static struct http_round rounds[2];
    const int at = centre == &f->other ? 1 : 0;
    if (whose != f->home.id) {
        whose = f->home.id;
        rounds[0] = (struct http_round){.id = 0};
        rounds[1] = (struct http_round){.id = 0};
    }
    if (rounds[at].id == 0) {
        rounds[at] = http_round_open(f, centre);
    }
    return rounds[at];
}
