/* SPDX-License-Identifier: EUPL-1.2 */
/* A centre with two shops, and things put out in them, for the tests of searching. */
#ifndef OMBRUK_CATALOGUE_SEARCH_WORLD_H
#define OMBRUK_CATALOGUE_SEARCH_WORLD_H

#include "base/clock.h"
#include "catalogue/catalogue.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "safety/safety.h"
#include "tenants/tenants.h"
#include "test_db.h"
#include "test_house.h"

/* Monday 23 November 2026, 11:00 in Oslo. */
#define MONDAY_MS INT64_C(1795428000000)

struct world {
    char url[TEST_DB_URL_MAX];
    struct db *db;
    struct ctx ctx;
    int64_t station;
    int64_t shop;
    int64_t other_shop;
    int64_t things;
};

/* Another connection to the same database, as another process has it. */
static inline struct db *world_connect(const struct world *world)
{
    struct db *db = NULL;
    char why[256] = "";
    if (db_open((struct db_options){.url = str_of(world->url)}, &db, why) != OK) {
        fail_msg("%s", why);
    }
    return db;
}

static inline struct world world_begin(enum db_engine engine)
{
    struct world world = {.things = 0};
    const struct centre centre = test_house_centre();
    const struct tenant shop = test_house_shop(STR("hjulet"), STR("Hjulet"), STR("100001381"));
    test_db_create(engine, world.url);
    world.db = world_connect(&world);
    clock_set_ms(MONDAY_MS);
    test_ctx_begin(&world.ctx, world.db);
    assert_int_equal(centre_add(&world.ctx, &centre), OK);
    assert_int_equal(goods_load_codes(&world.ctx), OK);
    assert_int_equal(
        goods_holder_add(&world.ctx, 0, HOLDER_STATION, STR("Skogheim"), &world.station), OK);
    struct tenant other = shop;
    other.slug = STR("kroken");
    other.name = STR("Kroken");
    other.organisation_number = STR("100001462");
    other.unit = STR("3");
    assert_int_equal(tenants_add(&world.ctx, &shop, &world.shop), OK);
    assert_int_equal(tenants_add(&world.ctx, &other, &world.other_shop), OK);
    return world;
}

static inline void world_end(struct world *world)
{
    test_ctx_end(&world->ctx);
    catalogue_close(world->db);
    centre_close(world->db);
    db_close(world->db);
    clock_release();
}

/* What is to be put out for sale. */
struct offer {
    const char *title;
    const char *category;
    const char *kind; /* may be NULL */
    const char *size; /* may be NULL */
    const char *colour;
    int64_t kr;
    int64_t grade;     /* 0: nice */
    const char *brand; /* may be NULL */
    int64_t seasons;
    bool other_shop;
    bool checked;      /* its safety test was passed */
    int64_t before_kr; /* reduced from that; 0: never */
};

struct offering {
    struct world *world;
    const struct offer *offer;
    struct listing listing;
};

static inline enum status put_check(struct ctx *ctx, int64_t thing_id)
{
    const struct safety_test test = {.day = centre_today(ctx),
                                     .tester = STR("Per"),
                                     .instrument = STR("Metrel 3304"),
                                     .passed = true,
                                     .note = STR("")};
    return safety_test_add(ctx, thing_id, NO_I64, &test);
}

/* Publishes, at first for what it was reduced from. */
static inline enum status put_price(struct ctx *ctx, int64_t shop, const struct offer *offer,
                                    struct publication *published, struct listing *listing)
{
    const int64_t price_ore = published->price_ore;
    published->price_ore = offer->before_kr == 0 ? price_ore : offer->before_kr * 100;
    TRY(catalogue_publish(ctx, shop, published, listing));
    if (offer->before_kr == 0) {
        return OK;
    }
    TRY(catalogue_set_price(ctx, shop, listing->id, listing->version, price_ore));
    return catalogue_listing(ctx, listing->id, listing);
}

static inline enum status put_out(struct ctx *ctx, void *arg)
{
    struct offering *offering = arg;
    struct world *world = offering->world;
    const struct offer *offer = offering->offer;
    const int64_t category_id = goods_codes_category_by_key(str_of(offer->category))->id;
    const struct lot lot = {.key_source = STR("test"),
                            .key = str_of_i64(ctx->mem, world->things),
                            .holder_id = world->station,
                            .source_id = world->station,
                            .category_id = category_id,
                            .kind_key = str_of(offer->kind),
                            .count = 1,
                            .g = 500,
                            .weight_method = WEIGHT_SCALE,
                            .state = STATE_WHOLE,
                            .size_key = str_of(offer->size),
                            .note = STR("")};
    const struct publication publication = {
        .title = str_of(offer->title),
        .wear = STR(""),
        .category_id = category_id,
        .kind_key = str_of(offer->kind),
        .grade = offer->grade == 0 ? GRADE_NICE : offer->grade,
        .brand = str_of(offer->brand),
        .seasons = offer->seasons,
        .size_key = str_of(offer->size),
        .colour_id =
            offer->colour == NULL ? NO_I64 : goods_codes_colour_by_key(str_of(offer->colour))->id,
        .price_ore = offer->kr * 100,
        .place = STR("")};
    struct thing thing;
    bool is_new = false;
    TRY(goods_receive(ctx, &lot, &thing, &is_new));
    const int64_t shop = offer->other_shop ? world->other_shop : world->shop;
    TRY(goods_allot(ctx, thing.id, shop));
    TRY(goods_pick_up(ctx, thing.code, shop, &thing, &is_new));
    struct publication published = publication;
    published.thing_id = thing.id;
    if (offer->checked) {
        TRY(put_check(ctx, thing.id));
    }
    return put_price(ctx, shop, offer, &published, &offering->listing);
}

static inline struct listing put(struct world *world, const struct offer *offer)
{
    struct offering offering = {.world = world, .offer = offer};
    world->things++;
    const enum status status = db_write(&world->ctx, put_out, &offering);
    if (status != OK) {
        fail_msg("%s: %s", offer->title,
                 world->ctx.err.message == NULL ? "not put out" : world->ctx.err.message);
    }
    return offering.listing;
}

static inline struct search search_for(const char *words)
{
    return (struct search){.words = str_of(words),
                           .price_min_ore = NO_I64,
                           .price_max_ore = NO_I64,
                           .before_seq = NO_I64};
}

/* How many the facet counts for the id. */
static inline int64_t world_counted(const struct found *found, enum facet facet, int64_t id)
{
    for (size_t i = 0; i < found->facets[facet].count; i++) {
        if (found->facets[facet].ptr[i].id == id) {
            return found->facets[facet].ptr[i].listings;
        }
    }
    return 0;
}

#endif
