/* SPDX-License-Identifier: EUPL-1.2 */
/* A small centre for the room's tests: a station, a shop with an owner, a manager. */
#ifndef OMBRUK_SAFETY_SAFETY_SCENE_H
#define OMBRUK_SAFETY_SAFETY_SCENE_H

#include "accounts/accounts.h"
#include "base/clock.h"
#include "base/day.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "mail/mail.h"
#include "safety/safety.h"
#include "tenants/tenants.h"
#include "test_db.h"
#include "test_house.h"

/* Monday 23 November 2026, 11:00 in Oslo. */
#define MONDAY_MS INT64_C(1795428000000)

struct house {
    struct db *db;
    struct ctx ctx;
    int64_t station;
    int64_t shop;
    int64_t manager;
};

static inline struct house house_begin(void)
{
    struct house house = {.db = test_db_open(test_db_engine())};
    const struct centre centre = test_house_centre();
    const struct tenant tenant = {.slug = STR("hjulet"),
                                  .name = STR("Hjulet"),
                                  .organisation_number = STR("100000008"),
                                  .email = STR("hjulet@example.no")};
    const struct new_person person = {.name = STR("Kari"), .email = STR("kari@example.no")};
    clock_set_ms(MONDAY_MS);
    test_ctx_begin(&house.ctx, house.db);
    struct ctx *ctx = &house.ctx;
    assert_int_equal(centre_add(ctx, &centre), OK);
    assert_int_equal(goods_load_codes(ctx), OK);
    assert_int_equal(safety_load(ctx), OK);
    assert_int_equal(goods_holder_add(ctx, 0, HOLDER_STATION, STR("Skogheim"), &house.station), OK);
    assert_int_equal(tenants_add(ctx, &tenant, &house.shop), OK);
    assert_int_equal(accounts_person_add(ctx, &person, &house.manager), OK);
    ctx->actor.person_id = house.manager;
    return house;
}

static inline void house_end(struct house *house)
{
    test_ctx_end(&house->ctx);
    centre_close(house->db);
    db_close(house->db);
    clock_release();
}

/* Time passes. */
static inline void house_wait(struct house *house, int64_t ms)
{
    house->ctx.now_ms += ms;
    clock_set_ms(house->ctx.now_ms);
}

/* A lot of two, received without any stop, as an import does. */
static inline struct thing house_receive(struct house *house, const char *key, const char *category,
                                         const char *kind, int64_t source_id, const char *note)
{
    const struct lot lot = {.key_source = STR("test"),
                            .key = str_of(key),
                            .holder_id = house->station,
                            .source_id = source_id == 0 ? house->station : source_id,
                            .category_id = goods_codes_category_by_key(str_of(category))->id,
                            .kind_key = str_of(kind),
                            .count = 2,
                            .g = 3000,
                            .weight_method = WEIGHT_SCALE,
                            .state = STATE_WHOLE,
                            .size_key = STR(""),
                            .note = str_of(note),
                            .label = STR("")};
    struct thing thing;
    bool is_new = false;
    assert_int_equal(goods_receive(&house->ctx, &lot, &thing, &is_new), OK);
    assert_true(is_new);
    return thing;
}

static inline struct thing house_thing(struct house *house, int64_t thing_id)
{
    struct thing thing;
    assert_int_equal(goods_thing(&house->ctx, thing_id, &thing), OK);
    return thing;
}

/* The shop gets it and fetches it. */
static inline void house_give(struct house *house, const struct thing *thing)
{
    struct thing picked;
    bool is_new = false;
    assert_int_equal(goods_allot(&house->ctx, thing->id, house->shop), OK);
    assert_int_equal(goods_pick_up(&house->ctx, thing->code, house->shop, &picked, &is_new), OK);
}

/* Runs the room's job that follows the ledger. */
static inline void house_follow(struct house *house)
{
    assert_string_equal(safety_jobs[0].name, "safety_follow");
    assert_int_equal(safety_jobs[0].run(&house->ctx, STR("")), OK);
}

static inline void house_daily(struct house *house)
{
    assert_string_equal(safety_jobs[1].name, "safety_daily");
    assert_int_equal(safety_jobs[1].run(&house->ctx, STR("")), OK);
}

/* The ledger can still be rebuilt. */
static inline void house_verify(struct house *house)
{
    struct goods_verdict verdict;
    assert_int_equal(goods_verify(&house->ctx, &verdict), OK);
    if (verdict.differences != 0) {
        fail_msg("%.*s", STR_ARG(verdict.first));
    }
}

#endif
