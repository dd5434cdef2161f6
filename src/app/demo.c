/* SPDX-License-Identifier: EUPL-1.2 */
/* The lives of the demo's things, hour by hour, in order of time. */
#include "app/demo.h"

#include <assert.h>
#include <stdlib.h>

#include "app/demo_balance.h"
#include "app/demo_cast.h"
#include "app/demo_custody.h"
#include "app/demo_pictures.h"
#include "app/demo_rounds.h"
#include "app/demo_safety.h"
#include "base/clock.h"
#include "base/day.h"
#include "base/id.h"
#include "base/vec.h"
#include "catalogue/catalogue.h"
#include "centre/centre.h"
#include "goods/goods.h"
#include "goods/goods_codes.h"
#include "impact/impact.h"
#include "sales/sales.h"

#include "base/banned.h"

#define HISTORY_DAYS 120
#define BATCH_STEPS  400
#define DRAWN_TIMES  6
#define CLOSE_EVERY  8 /* of the pictures, one has a second from near */

enum step {
    STEP_RECEIVE,
    STEP_ALLOT,
    STEP_PICK_UP,
    STEP_PUBLISH,
    STEP_REDUCE,
    STEP_LEAVE,
    STEP_ROUND,  /* an act of a round; thing_id is its number */
    STEP_COLLECT /* what a draw gave */
};

struct life {
    int64_t at_ms;
    int64_t number; /* order among equal times */
    int64_t thing_id;
    int64_t listing_id;
    int16_t shop;
    int16_t kind;
    int16_t picture; /* number in demo_pictures.h; -1: none */
    int8_t station;
    int8_t step;
    int8_t leaving; /* enum goods_event_kind, or 0: stays */
};

struct demo {
    struct app *app;
    struct ctx *ctx;
    const struct demo_plan *plan;
    struct demo_cast cast;
    uint64_t random;
    struct life *heap;
    size_t heap_count;
    int64_t start_ms;
    int64_t now_ms;
    int64_t done;
    struct demo_pictures *pictures;
    struct str *picture_hashes; /* by number; empty: not used */
    struct str *close_hashes;   /* of the same from near; empty: the shop takes no second picture */
    struct demo_rounds *rounds;
    /* Lives whose thing waits for a draw, by thing. */
    struct {
        struct life *ptr;
        size_t count;
        size_t capacity;
    } waiting;
    /* Kinds that each shop deals in, as indices into the code list. */
    struct {
        int16_t *ptr;
        size_t count;
        size_t capacity;
    } kinds[DEMO_SHOPS];
};

/* SplitMix64, a stream of its own so that ids and codes do not change what happens. */
static uint64_t draw(struct demo *demo)
{
    uint64_t z = demo->random += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static int64_t below(struct demo *demo, int64_t bound)
{
    return (int64_t)(draw(demo) % (uint64_t)bound);
}

/* ---- what comes next ------------------------------------------------------------------------- */

static bool earlier(const struct life *a, const struct life *b)
{
    return a->at_ms != b->at_ms ? a->at_ms < b->at_ms : a->number < b->number;
}

static void swap_lives(struct life *a, struct life *b)
{
    const struct life kept = *a;
    *a = *b;
    *b = kept;
}

static void sift_down(struct demo *demo, size_t at)
{
    for (;;) {
        size_t least = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < demo->heap_count; child++) {
            if (earlier(&demo->heap[child], &demo->heap[least])) {
                least = child;
            }
        }
        if (least == at) {
            return;
        }
        swap_lives(&demo->heap[at], &demo->heap[least]);
        at = least;
    }
}

static void add_life(struct demo *demo, struct life life)
{
    size_t at = demo->heap_count++;
    demo->heap[at] = life;
    while (at > 0 && earlier(&demo->heap[at], &demo->heap[(at - 1) / 2])) {
        swap_lives(&demo->heap[at], &demo->heap[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
}

/* The first life goes on at `at_ms`, or is over. What would be put out today is out at once, so
 * that something is new today. */
static void go_on(struct demo *demo, int64_t at_ms, enum step step)
{
    if (step == STEP_PUBLISH && at_ms / MS_PER_DAY == demo->now_ms / MS_PER_DAY) {
        at_ms = demo->now_ms;
    }
    if (at_ms > demo->now_ms) {
        demo->heap[0] = demo->heap[--demo->heap_count];
    } else {
        demo->heap[0].at_ms = at_ms;
        demo->heap[0].step = (int8_t)step;
    }
    sift_down(demo, 0);
}

static void end_life(struct demo *demo)
{
    demo->heap[0] = demo->heap[--demo->heap_count];
    sift_down(demo, 0);
}

/* Some days later, between ten and five. */
static int64_t later(struct demo *demo, int64_t at_ms, int64_t least_days, int64_t span_days)
{
    const int64_t day = at_ms / MS_PER_DAY + least_days + below(demo, span_days);
    return day * MS_PER_DAY + 9 * MS_PER_HOUR + below(demo, 7 * 60) * MS_PER_MINUTE;
}

/* ---- steps ----------------------------------------------------------------------------------- */

static const struct goods_kind *kind_of(const struct life *life)
{
    return &goods_codes_all()->kinds[life->kind];
}

/* What one of the kind may weigh when no source knows it: read from the demo's scale. */
static int64_t scale_weight(struct demo *demo, const struct goods_kind *kind)
{
    static const int64_t least_g[] = {150, 500, 4000, 15000};
    static const int64_t span_g[] = {700, 4500, 16000, 35000};
    return least_g[kind->size_class] + below(demo, span_g[kind->size_class]);
}

static struct str size_for(struct demo *demo, const struct goods_kind *kind)
{
    const struct goods_category *category = goods_codes_category(kind->category_id);
    const struct goods_size *size = NULL;
    const struct goods_size *chosen = NULL;
    int64_t seen = 0;
    if (category == NULL || category->size_system.len == 0) {
        return STR("");
    }
    while ((size = goods_codes_size_in(category->size_system, size)) != NULL) {
        /* Reservoir of one: each size of the system is as likely. */
        if (below(demo, ++seen) == 0) {
            chosen = size;
        }
    }
    return chosen == NULL ? STR("") : chosen->key;
}

static enum status receive(struct demo *demo, struct life *life)
{
    struct ctx *ctx = demo->ctx;
    const struct goods_kind *kind = kind_of(life);
    const bool weighed = kind->default_weight_g < 0 || below(demo, 4) == 0;
    struct thing thing;
    bool is_new = false;
    struct lot lot = {
        .key_source = STR("demo"),
        .key = str_format(ctx->mem, "%lld", (long long)life->number),
        .holder_id = demo->cast.stations[life->station],
        .source_id = life->station == DEMO_STATIONS - 1 ? GOODS_HOLDER_OF(HOLDER_DONATION)
                                                        : demo->cast.stations[life->station],
        .category_id = kind->category_id,
        .kind_key = kind->key,
        .count = 1,
        .g = weighed ? scale_weight(demo, kind) : NO_I64,
        .weight_method = WEIGHT_SCALE,
        .state = below(demo, 8) == 0 ? STATE_REPAIR : STATE_WHOLE,
        .size_key = size_for(demo, kind),
        .note = STR(""),
        .demo_photos = true,
    };
    if (life->picture >= 0) {
        lot.photos = &demo->picture_hashes[life->picture];
        lot.photo_count = 1;
    }
    ctx->actor.person_id = demo->cast.workers[life->station % 2];
    TRY(goods_receive(ctx, &lot, &thing, &is_new));
    life->thing_id = thing.id;
    if (demo_rounds_waits(demo->rounds, life->at_ms)) {
        vec_push(demo->app->mem, &demo->waiting, *life);
        end_life(demo);
        return OK;
    }
    go_on(demo, later(demo, life->at_ms, 0, 3) + MS_PER_HOUR, STEP_ALLOT);
    return OK;
}

static enum status allot(struct demo *demo, struct life *life)
{
    demo->ctx->actor.person_id = demo->cast.manager;
    TRY(goods_allot(demo->ctx, life->thing_id, demo->cast.shops[life->shop]));
    go_on(demo, later(demo, life->at_ms, 1, 3), STEP_PICK_UP);
    return OK;
}

/* What a shop has got is put out, or thrown away. */
static void get_going(struct demo *demo, const struct life *life)
{
    if (life->leaving == GOODS_RECYCLED || life->leaving == GOODS_DISCARDED) {
        go_on(demo, later(demo, life->at_ms, 1, 10), STEP_LEAVE);
    } else {
        go_on(demo, later(demo, life->at_ms, 0, 4) + MS_PER_HOUR, STEP_PUBLISH);
    }
}

static enum status pick_up(struct demo *demo, struct life *life)
{
    struct thing thing;
    bool is_new = false;
    demo->ctx->actor.person_id = demo->cast.shop_people[life->shop];
    TRY(goods_thing(demo->ctx, life->thing_id, &thing));
    TRY(goods_pick_up(demo->ctx, thing.code, demo->cast.shops[life->shop], &thing, &is_new));
    get_going(demo, life);
    return OK;
}

static enum status collect(struct demo *demo, struct life *life)
{
    TRY(demo_rounds_collect(demo->ctx, life->thing_id, demo->cast.shops[life->shop],
                            demo->cast.workers[life->station % 2],
                            demo->cast.shop_people[life->shop]));
    get_going(demo, life);
    return OK;
}

/* The life whose thing waits for a draw. Things come in the order of their ids. */
static struct life *waiting_for(struct demo *demo, int64_t thing_id)
{
    size_t from = 0;
    size_t to = demo->waiting.count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (demo->waiting.ptr[middle].thing_id < thing_id) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    assert(from < demo->waiting.count && demo->waiting.ptr[from].thing_id == thing_id);
    return &demo->waiting.ptr[from];
}

static enum status round_act(struct demo *demo, const struct life *act)
{
    struct demo_awards awards;
    TRY(demo_rounds_act(demo->ctx, demo->rounds, (size_t)act->thing_id, &awards));
    end_life(demo);
    for (size_t i = 0; i < awards.count; i++) {
        struct life life = *waiting_for(demo, awards.ptr[i].thing_id);
        life.shop = (int16_t)awards.ptr[i].shop;
        life.at_ms = awards.ptr[i].at_ms;
        life.step = STEP_COLLECT;
        add_life(demo, life);
    }
    return OK;
}

/* A price in whole tens that suits the size of the kind. */
static int64_t price_for(struct demo *demo, const struct goods_kind *kind)
{
    static const int64_t least_kr[] = {20, 60, 150, 300};
    static const int64_t span_kr[] = {13, 30, 60, 90};
    if (below(demo, 25) == 0) {
        return 0;
    }
    return (least_kr[kind->size_class] + 10 * below(demo, span_kr[kind->size_class])) * 100;
}

/* What the picture shows, none when it shows many; without one, any, which is drawn by lot also
 * when it is not needed: the rest of the demo is the same with few pictures and many. */
static int64_t colour_of(struct demo *demo, const struct life *life)
{
    const int64_t any = 1 + below(demo, (int64_t)goods_codes_all()->colour_count);
    if (life->picture < 0) {
        return any;
    }
    const struct str key = demo_pictures_colour(demo->pictures, life->picture);
    return key.len == 0 ? NO_I64 : goods_codes_colour_by_key(key)->id;
}

static enum status take_close(struct demo *demo, const struct life *life)
{
    const struct str hash = life->picture < 0 ? STR("") : demo->close_hashes[life->picture];
    return hash.len == 0 ? OK : goods_add_photo(demo->ctx, life->thing_id, hash, true);
}

static enum status publish(struct demo *demo, struct life *life)
{
    struct ctx *ctx = demo->ctx;
    const struct goods_kind *kind = kind_of(life);
    struct thing thing;
    struct listing listing;
    TRY(goods_thing(ctx, life->thing_id, &thing));
    const bool worn = below(demo, 8) >= 3;
    const int64_t grade = 1 + below(demo, 20) / 6;
    const struct str material = demo_cast_material(thing.category_id);
    const struct publication publication = {
        .thing_id = thing.id,
        .title = STR(""),
        .wear = worn && grade != GRADE_LIKE_NEW ? demo_cast_wear(thing.category_id, life->number)
                                                : STR(""),
        .category_id = thing.category_id,
        .kind_key = kind->key,
        .grade = grade,
        .size_key = thing.size_key,
        .colour_id = colour_of(demo, life),
        .price_ore = price_for(demo, kind),
        .place =
            str_format(ctx->mem, "%s %d", demo_shops[life->shop].racks, (int)below(demo, 9) + 1),
        .brand = demo_cast_brand(thing.category_id, life->number),
        .seasons = demo_cast_seasons(thing.category_id),
        .material = material,
        /* What has a material of its own goes into the machine; a third needs no washing. */
        .washed_day = material.len > 0 && life->number % 3 != 0 ? centre_today(ctx) : 0,
    };
    ctx->actor.person_id = demo->cast.shop_people[life->shop];
    TRY(demo_balance_care(ctx, demo->cast.shops[life->shop], life->thing_id, life->number));
    TRY(take_close(demo, life));
    TRY(catalogue_publish(ctx, demo->cast.shops[life->shop], &publication, &listing));
    life->listing_id = listing.id;
    if (life->leaving == 0) {
        end_life(demo);
    } else if (below(demo, 10) == 0 && listing.price_ore >= 4000) {
        go_on(demo, later(demo, life->at_ms, 7, 14), STEP_REDUCE);
    } else {
        go_on(demo, later(demo, life->at_ms, 1, 40), STEP_LEAVE);
    }
    return OK;
}

static enum status reduce(struct demo *demo, struct life *life)
{
    struct listing listing;
    demo->ctx->actor.person_id = demo->cast.shop_people[life->shop];
    TRY(catalogue_listing(demo->ctx, life->listing_id, &listing));
    TRY(catalogue_set_price(demo->ctx, listing.tenant_id, listing.id, listing.version,
                            listing.price_ore / 2000 * 1000));
    go_on(demo, later(demo, life->at_ms, 1, 20), STEP_LEAVE);
    return OK;
}

static enum status leave(struct demo *demo, struct life *life)
{
    struct ctx *ctx = demo->ctx;
    const int64_t tenant_id = demo->cast.shops[life->shop];
    struct listing listing;
    struct sale sale;
    bool is_new = false;
    ctx->actor.person_id = demo->cast.shop_people[life->shop];
    if (life->listing_id == 0) {
        TRY(goods_dispose(ctx, life->thing_id, tenant_id, (enum goods_event_kind)life->leaving, 1,
                          demo_balance_reason(life->number)));
        end_life(demo);
        return OK;
    }
    TRY(catalogue_listing(ctx, life->listing_id, &listing));
    const struct new_sale input = {
        .key = str_format(ctx->mem, "demo-%lld", (long long)life->number),
        .listing_id = listing.id,
        .count = 1,
        .price_ore = listing.price_ore,
    };
    TRY(sales_sell(ctx, tenant_id, &input, &sale, &is_new));
    end_life(demo);
    return OK;
}

static enum status take_step(struct demo *demo)
{
    struct life *life = &demo->heap[0];
    demo->ctx->now_ms = life->at_ms;
    clock_set_ms(life->at_ms);
    switch ((enum step)life->step) {
    case STEP_RECEIVE:
        return receive(demo, life);
    case STEP_ALLOT:
        return allot(demo, life);
    case STEP_PICK_UP:
        return pick_up(demo, life);
    case STEP_PUBLISH:
        return publish(demo, life);
    case STEP_REDUCE:
        return reduce(demo, life);
    case STEP_LEAVE:
        return leave(demo, life);
    case STEP_ROUND:
        return round_act(demo, life);
    case STEP_COLLECT:
        return collect(demo, life);
    }
    return INTERNAL;
}

/* Many steps share one transaction; none of them depends on the clock outside. */
static enum status take_steps(struct ctx *ctx, void *arg)
{
    struct demo *demo = arg;
    for (int i = 0; i < BATCH_STEPS && demo->heap_count > 0 && demo->heap[0].step != STEP_ROUND;
         i++) {
        const struct arena_mark mark = arena_mark(ctx->mem);
        TRY(take_step(demo));
        arena_reset(ctx->mem, mark);
        demo->done++;
    }
    return OK;
}

/* ---- beginning ------------------------------------------------------------------------------- */

static void choose_kinds(struct demo *demo)
{
    const struct goods_codes *codes = goods_codes_all();
    for (size_t shop = 0; shop < DEMO_SHOPS; shop++) {
        for (size_t i = 0; i < codes->kind_count; i++) {
            const struct goods_category *category =
                goods_codes_category(codes->kinds[i].category_id);
            const bool is_family = category == NULL || category->parent_id == 0;
            if (is_family || !demo_cast_deals_in(&demo_shops[shop], codes->kinds[i].category_id)) {
                continue;
            }
            /* What can be drawn comes oftener: a house that is looked at shows its best. */
            const bool drawn = demo_pictures_for(demo->pictures, codes->kinds[i].picture, 0) >= 0;
            for (int times = drawn ? DRAWN_TIMES : 1; times > 0; times--) {
                vec_push(demo->app->mem, &demo->kinds[shop], (int16_t)i);
            }
        }
        assert(demo->kinds[shop].count > 0);
    }
}

/* Children's clothes are most of what comes in; the other shops share the rest. */
static int16_t choose_shop(struct demo *demo)
{
    return below(demo, 10) < 4 ? 0 : (int16_t)below(demo, DEMO_SHOPS);
}

static int8_t choose_leaving(struct demo *demo)
{
    const int64_t lot = below(demo, 100);
    return lot < 52 ? GOODS_SOLD : lot < 57 ? GOODS_RECYCLED : lot < 60 ? GOODS_DISCARDED : 0;
}

/* A picture of the kind, one of at most plan->pictures different ones in all. */
static int16_t choose_picture(struct demo *demo, const struct goods_kind *kind, bool *used,
                              int64_t *used_count)
{
    const int number = demo_pictures_for(demo->pictures, kind->picture, draw(demo));
    if (number < 0 || used[number]) {
        return (int16_t)number;
    }
    if (*used_count >= demo->plan->pictures) {
        return -1;
    }
    used[number] = true;
    (*used_count)++;
    return (int16_t)number;
}

static enum status store_pictures(struct demo *demo, const bool *used)
{
    for (int number = 0; number < DEMO_PICTURES_COUNT; number++) {
        if (used[number]) {
            TRY(demo_pictures_store(demo->ctx, demo->pictures, number, DEMO_VIEW_WHOLE,
                                    &demo->picture_hashes[number]));
        }
        if (used[number] && number % CLOSE_EVERY == 0) {
            TRY(demo_pictures_store(demo->ctx, demo->pictures, number, DEMO_VIEW_CLOSE,
                                    &demo->close_hashes[number]));
        }
    }
    return OK;
}

static enum status begin_lives(struct demo *demo)
{
    bool used[DEMO_PICTURES_COUNT] = {false};
    int64_t used_count = 0;
    const int64_t all = demo->plan->things;
    for (int64_t i = 0; i < all; i++) {
        /* Evenly over the days, at the hours a station is open. */
        const int64_t day = i * HISTORY_DAYS / all;
        const int16_t shop = choose_shop(demo);
        demo->heap[i] = (struct life){
            .at_ms = demo->start_ms + day * MS_PER_DAY + 7 * MS_PER_HOUR +
                     below(demo, 9 * 3600) * MS_PER_SECOND,
            .number = i + 1,
            .shop = shop,
            .kind = demo->kinds[shop].ptr[below(demo, (int64_t)demo->kinds[shop].count)],
            .station = (int8_t)below(demo, DEMO_STATIONS),
            .step = STEP_RECEIVE,
            .leaving = choose_leaving(demo),
        };
        demo->heap[i].picture =
            choose_picture(demo, &goods_codes_all()->kinds[demo->heap[i].kind], used, &used_count);
    }
    demo->heap_count = (size_t)all;
    for (size_t act = 0; act < demo_rounds_count(demo->rounds); act++) {
        demo->heap[demo->heap_count++] =
            (struct life){.at_ms = demo_rounds_at_ms(demo->rounds, act),
                          .number = all + 1 + (int64_t)act,
                          .thing_id = (int64_t)act,
                          .step = STEP_ROUND};
    }
    for (size_t i = demo->heap_count; i-- > 0;) {
        sift_down(demo, i);
    }
    /* A thing of the last day may be dated after now. */
    while (demo->heap_count > 0 && demo->heap[0].at_ms > demo->now_ms) {
        end_life(demo);
    }
    return store_pictures(demo, used);
}

static enum status live(struct demo *demo, demo_progress *progress, void *arg)
{
    int64_t reported = 0;
    while (demo->heap_count > 0 && demo->heap[0].at_ms <= demo->now_ms) {
        const struct arena_mark mark = arena_mark(demo->ctx->mem);
        /* A draw takes more than one transaction. */
        TRY(demo->heap[0].step == STEP_ROUND ? take_step(demo)
                                             : db_write(demo->ctx, take_steps, demo));
        arena_reset(demo->ctx->mem, mark);
        if (progress != NULL && demo->done - reported >= 20000) {
            reported = demo->done;
            progress(arg, demo->plan->things - (int64_t)demo->heap_count, demo->plan->things);
        }
    }
    return OK;
}

static enum status fill(struct demo *demo, demo_progress *progress, void *arg)
{
    struct i64_list centres;
    int64_t sealed = 0;
    int64_t added = 0;
    TRY(centre_list(demo->ctx, &centres));
    if (centres.count > 0) {
        return ctx_fail(demo->ctx, CONFLICT,
                        N_("There is a centre already. Choose an empty folder."), NULL);
    }
    demo->ctx->now_ms = demo->start_ms - MS_PER_DAY;
    clock_set_ms(demo->ctx->now_ms);
    TRY(demo_cast_make(demo->ctx, &demo->cast));
    demo->pictures = demo_pictures_open(demo->ctx);
    choose_kinds(demo);
    demo->picture_hashes =
        arena_array(demo->ctx->mem, DEMO_PICTURES_COUNT, sizeof(*demo->picture_hashes));
    demo->close_hashes =
        arena_array(demo->ctx->mem, DEMO_PICTURES_COUNT, sizeof(*demo->close_hashes));
    demo->rounds = demo_rounds_plan(demo->ctx, demo->app->mem, &demo->cast, demo->now_ms,
                                    (uint64_t)demo->plan->seed);
    TRY(begin_lives(demo));
    TRY(live(demo, progress, arg));
    TRY(demo_custody_make(demo->ctx, &demo->cast, demo->now_ms));
    demo->ctx->actor = (struct actor){0};
    demo->ctx->now_ms = demo->now_ms;
    clock_set_ms(demo->now_ms);
    TRY(demo_safety_fill(demo->ctx, &demo->cast));
    for (size_t i = 0; i < DEMO_SHOPS; i++) {
        TRY(catalogue_declare(demo->ctx, demo->cast.shops[i]));
    }
    do {
        TRY(goods_seal(demo->ctx, &sealed));
    } while (sealed > 0);
    return impact_follow(demo->ctx, &added);
}

enum status demo_fill(struct app *app, const struct demo_plan *plan, demo_progress *progress,
                      void *arg, struct ctx_error *ret_error)
{
    struct ctx ctx;
    /* Up to last midnight: the same data whatever the hour. */
    const int64_t now_ms = clock_now_ms() / MS_PER_DAY * MS_PER_DAY;
    struct demo demo = {
        .app = app,
        .ctx = &ctx,
        .plan = plan,
        .random = (uint64_t)plan->seed,
        .now_ms = now_ms,
        .start_ms = now_ms - HISTORY_DAYS * MS_PER_DAY,
    };
    demo.heap = calloc((size_t)plan->things + DEMO_ROUND_ACTS_MAX, sizeof(*demo.heap));
    if (demo.heap == NULL) {
        return UNAVAILABLE;
    }
    app_begin(app, &ctx);
    random_fix((uint64_t)plan->seed);
    const enum status status = fill(&demo, progress, arg);
    random_release();
    clock_release();
    *ret_error = ctx.err;
    app_end(&ctx);
    free(demo.heap);
    return status;
}
