/* SPDX-License-Identifier: EUPL-1.2 */
/* Rounds week by week. */
#include "app/demo_rounds.h"

#include <sodium.h>

#include "allocation/allocation.h"
#include "allocation/allocation_after.h"
#include "base/day.h"
#include "base/vec.h"
#include "centre/centre.h"

#include "base/banned.h"

#define WEEK            7
#define OPEN_DAYS       5 /* from opening to close */
#define NOON            (12 * 60)
#define LOTS_MAX        400 /* of a round: as many as somebody looks through */
#define WINDOW_CAPACITY 60
#define SECOND_CALL     7 /* the round whose leftovers are called out again */
#define MISSING_ROUND   6
#define MISSING_SHOP    7
#define BEGUN           5  /* wishes of a shop that is not done */
#define SMALL_ROOM      12 /* lots that this shop has room for */
#define NEW_SHOP        6  /* garn og stoff: began half a year ago */
#define TESTER          5  /* approved for electrical goods */

enum act_kind {
    ACT_RULES,
    ACT_OPEN,
    ACT_WISH,
    ACT_DRAFT, /* the round of the week after */
    ACT_CLOSE,
    ACT_DRAW,
    ACT_PUBLISH,
    ACT_CALL, /* a second call with what nobody got */
    ACT_TICK,
    ACT_ASK,   /* on the swap square */
    ACT_FETCH, /* what the swap square gave */
    ACT_REST   /* what nobody wants after two calls */
};

struct act {
    int64_t at_ms;
    enum act_kind kind;
    int round; /* 1 to DEMO_ROUNDS + 1 */
};

struct demo_rounds {
    const struct demo_cast *cast;
    int64_t first_ms;
    int64_t ids[DEMO_ROUNDS + 2]; /* by round; the second call has number 0 */
    int64_t close_day[DEMO_ROUNDS + 2];
    uint64_t random;
    struct {
        struct act *ptr;
        size_t count;
        size_t capacity;
    } acts;
};

/* SplitMix64, a stream of its own: rounds change nothing else that happens. */
static uint64_t draw(struct demo_rounds *rounds)
{
    uint64_t z = rounds->random += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static int64_t below(struct demo_rounds *rounds, int64_t bound)
{
    return (int64_t)(draw(rounds) % (uint64_t)bound);
}

/* ---- the plan -------------------------------------------------------------------------------- */

static void add_act(struct ctx *ctx, struct arena *arena, struct demo_rounds *rounds, int round,
                    int64_t day, int minute, enum act_kind kind)
{
    const struct act act = {centre_instant(ctx, day, minute), kind, round};
    size_t at = rounds->acts.count;
    vec_push(arena, &rounds->acts, act);
    while (at > 0 && rounds->acts.ptr[at - 1].at_ms > act.at_ms) {
        rounds->acts.ptr[at] = rounds->acts.ptr[at - 1];
        at--;
    }
    rounds->acts.ptr[at] = act;
}

static void plan_swaps(struct ctx *ctx, struct arena *arena, struct demo_rounds *rounds, int round)
{
    const int64_t day = rounds->close_day[round];
    add_act(ctx, arena, rounds, round, day + 2, 10 * 60, ACT_ASK);
    add_act(ctx, arena, rounds, round, day + 5, 10 * 60, ACT_TICK);
    add_act(ctx, arena, rounds, round, day + 5, 11 * 60, ACT_FETCH);
    add_act(ctx, arena, rounds, round, day + 5, 12 * 60, ACT_TICK);
}

static void plan_second_call(struct ctx *ctx, struct arena *arena, struct demo_rounds *rounds,
                             int64_t close_day)
{
    rounds->close_day[0] = close_day + 2;
    add_act(ctx, arena, rounds, 0, close_day + 1, 8 * 60, ACT_CALL);
    add_act(ctx, arena, rounds, 0, close_day + 1, 15 * 60, ACT_WISH);
    add_act(ctx, arena, rounds, 0, close_day + 2, NOON, ACT_CLOSE);
    add_act(ctx, arena, rounds, 0, close_day + 2, NOON + 6, ACT_DRAW);
    add_act(ctx, arena, rounds, 0, close_day + 2, NOON + 30, ACT_PUBLISH);
    add_act(ctx, arena, rounds, 0, close_day + 4, 9 * 60, ACT_REST);
    add_act(ctx, arena, rounds, 0, close_day + 4, 10 * 60, ACT_TICK);
}

static void plan_round(struct ctx *ctx, struct arena *arena, struct demo_rounds *rounds, int round,
                       int64_t close_day)
{
    const bool past = round <= DEMO_ROUNDS;
    rounds->close_day[round] = close_day;
    add_act(ctx, arena, rounds, round, close_day - OPEN_DAYS, 8 * 60, ACT_OPEN);
    add_act(ctx, arena, rounds, round, close_day - OPEN_DAYS + 2, 18 * 60, ACT_WISH);
    if (!past) {
        add_act(ctx, arena, rounds, round, close_day - OPEN_DAYS, 15 * 60, ACT_DRAFT);
        return;
    }
    add_act(ctx, arena, rounds, round, close_day, NOON, ACT_CLOSE);
    add_act(ctx, arena, rounds, round, close_day, NOON + 6, ACT_DRAW);
    add_act(ctx, arena, rounds, round, close_day, NOON + 30, ACT_PUBLISH);
    add_act(ctx, arena, rounds, round, close_day + 2, 9 * 60, ACT_TICK);
    if (round == MISSING_ROUND) {
        plan_swaps(ctx, arena, rounds, round);
    }
    if (round == SECOND_CALL) {
        plan_second_call(ctx, arena, rounds, close_day);
    }
}

/* The open round closes in two days, or on Monday if that is in a weekend. */
static int64_t next_close(struct ctx *ctx, int64_t now_ms)
{
    int64_t day = centre_day_of(ctx, now_ms) + 2;
    while (day_weekday(day) > 5) {
        day++;
    }
    return day;
}

struct demo_rounds *demo_rounds_plan(struct ctx *ctx, struct arena *arena,
                                     const struct demo_cast *cast, int64_t now_ms, uint64_t seed)
{
    struct demo_rounds *rounds = ARENA_NEW(arena, struct demo_rounds);
    const int64_t close = next_close(ctx, now_ms);
    rounds->cast = cast;
    rounds->random = seed ^ UINT64_C(0x726F756E6473);
    for (int round = 1; round <= DEMO_ROUNDS + 1; round++) {
        plan_round(ctx, arena, rounds, round, close - WEEK * (DEMO_ROUNDS + 1 - round));
    }
    const int64_t first_day = rounds->close_day[1] - OPEN_DAYS - WEEK;
    rounds->first_ms = centre_instant(ctx, first_day, 6 * 60);
    add_act(ctx, arena, rounds, 0, first_day, 6 * 60, ACT_RULES);
    return rounds;
}

size_t demo_rounds_count(const struct demo_rounds *rounds)
{
    return rounds->acts.count;
}

int64_t demo_rounds_at_ms(const struct demo_rounds *rounds, size_t act)
{
    return rounds->acts.ptr[act].at_ms;
}

bool demo_rounds_waits(const struct demo_rounds *rounds, int64_t at_ms)
{
    return at_ms >= rounds->first_ms;
}

/* ---- rules and who takes part ---------------------------------------------------------------- */

static enum status set_participant(struct ctx *ctx, int64_t tenant_id, bool startup, bool delegated)
{
    struct participant participant;
    TRY(allocation_participant(ctx, tenant_id, &participant));
    participant.startup = startup;
    participant.delegated = delegated;
    return allocation_participant_set(ctx, &participant,
                                      STR("Avtalen med butikken, første runde."));
}

/* Whatever the rules ask an approval for, the shop has it. */
static enum status approve(struct ctx *ctx, int64_t tenant_id, const struct allocation_rules *rules)
{
    struct str_list requires = {0};
    const struct participant_caps caps = {0};
    for (size_t i = 0; i < rules->classes.count; i++) {
        if (rules->classes.ptr[i].requires.len > 0) {
            vec_push(ctx->mem, &requires, rules->classes.ptr[i].requires);
        }
    }
    return allocation_approve(ctx, tenant_id, &requires, &caps,
                              STR("Butikken har kontrollør og instrument."));
}

static enum status add_partner(struct ctx *ctx)
{
    int64_t id = 0;
    struct partner partner = {
        .name = STR("Fjordvik varmestue"),
        .organisation_number = STR("100010976"),
        .email = STR("varmestua@ombrukssenteret.example"),
        .term = PARTNER_TWELVE_MONTHS,
        .from_day = centre_today(ctx),
        .to_day = centre_today(ctx) + 364,
    };
    const struct goods_category *clothes = goods_codes_category_by_key(STR("clothes"));
    const struct goods_category *home = goods_codes_category_by_key(STR("furniture_home"));
    vec_push(ctx->mem, &partner.categories, clothes->id);
    vec_push(ctx->mem, &partner.categories, home->id);
    return allocation_partner_add(ctx, &partner, &id);
}

static enum status set_rules(struct ctx *ctx, struct demo_rounds *rounds)
{
    int64_t id = 0;
    struct allocation_rules rules = allocation_rules_first(ctx);
    rules.from_day = centre_today(ctx);
    rules.note = STR("De første reglene, vedtatt sammen med butikkene.");
    rules.chain = STR("demo");
    rules.show_names = true;
    TRY(allocation_rules_add(ctx, &rules, &id));
    TRY(set_participant(ctx, rounds->cast->shops[NEW_SHOP], true, true));
    TRY(approve(ctx, rounds->cast->shops[TESTER], &rules));
    return add_partner(ctx);
}

/* ---- a round --------------------------------------------------------------------------------- */

static enum status add_windows(struct ctx *ctx, const struct demo_rounds *rounds, int round)
{
    for (int station = 0; station < DEMO_STATIONS; station++) {
        for (int hour = 10; hour < 14; hour += 2) {
            int64_t id = 0;
            const struct pick_up_window window = {
                .round_id = rounds->ids[round],
                .station_id = rounds->cast->stations[station],
                .starts_ms = centre_instant(ctx, rounds->close_day[round] + 1, hour * 60),
                .ends_ms = centre_instant(ctx, rounds->close_day[round] + 1, (hour + 2) * 60),
                .capacity_lots = WINDOW_CAPACITY,
            };
            TRY(allocation_window_add(ctx, &window, &id));
        }
    }
    return OK;
}

static struct new_round new_round(struct ctx *ctx, const struct demo_rounds *rounds, int round,
                                  struct str label)
{
    return (struct new_round){
        .label = label,
        .parent_id = NO_I64,
        .opens_ms = ctx->now_ms,
        .closes_ms = centre_instant(ctx, rounds->close_day[round], NOON),
        .draw_ms = centre_instant(ctx, rounds->close_day[round], NOON + 5),
        .points_ppm = 1000000,
    };
}

static struct str week_label(struct ctx *ctx, int64_t day)
{
    return str_format(ctx->mem, "Uke %d", day_week(day));
}

/* Too many for somebody to look through are left for the next one. */
static enum status leave_some(struct ctx *ctx, int64_t round_id)
{
    struct round_lots lots;
    struct i64_list rest = {0};
    TRY(allocation_lots(ctx, round_id, 0, ALLOCATION_LOTS_MAX, &lots));
    for (size_t i = LOTS_MAX; i < lots.count; i++) {
        vec_push(ctx->mem, &rest, lots.ptr[i].thing.id);
    }
    return rest.count == 0 ? OK : allocation_round_remove_lots(ctx, round_id, &rest);
}

static enum status open_round(struct ctx *ctx, struct demo_rounds *rounds, int round)
{
    int64_t added = 0;
    const struct new_round input =
        new_round(ctx, rounds, round, week_label(ctx, rounds->close_day[round]));
    TRY(allocation_round_add(ctx, &input, &rounds->ids[round]));
    TRY(allocation_round_add_all(ctx, rounds->ids[round], &added));
    TRY(leave_some(ctx, rounds->ids[round]));
    if (added == 0) {
        const int64_t empty = rounds->ids[round];
        rounds->ids[round] = 0;
        return allocation_round_cancel(ctx, empty, STR(""));
    }
    TRY(add_windows(ctx, rounds, round));
    return allocation_round_open(ctx, rounds->ids[round]);
}

/* With what has come in since the open round began. It opens by itself. */
static enum status draft_next(struct ctx *ctx, const struct demo_rounds *rounds, int round)
{
    const int64_t close_day = rounds->close_day[round] + WEEK;
    const struct new_round input = {
        .label = week_label(ctx, close_day),
        .parent_id = NO_I64,
        .opens_ms = centre_instant(ctx, close_day - OPEN_DAYS, 8 * 60),
        .closes_ms = centre_instant(ctx, close_day, NOON),
        .draw_ms = centre_instant(ctx, close_day, NOON + 5),
        .points_ppm = 1000000,
    };
    struct round draft;
    int64_t id = 0;
    int64_t added = 0;
    TRY(allocation_round_add(ctx, &input, &id));
    TRY(allocation_round_add_all(ctx, id, &added));
    TRY(allocation_round(ctx, id, &draft));
    return allocation_round_plan(ctx, id, draft.version, true);
}

static enum status call_again(struct ctx *ctx, struct demo_rounds *rounds)
{
    struct leftovers lots;
    struct i64_list things = {0};
    TRY(allocation_leftovers(ctx, LOTS_MAX, &lots));
    for (size_t i = 0; i < lots.count; i++) {
        if (!lots.ptr[i].second) {
            vec_push(ctx->mem, &things, lots.ptr[i].lot.thing.id);
        }
    }
    if (things.count == 0) {
        return OK;
    }
    const struct new_round input = new_round(ctx, rounds, 0, week_label(ctx, rounds->close_day[0]));
    TRY(allocation_second_call(ctx, &things, &input, &rounds->ids[0]));
    TRY(add_windows(ctx, rounds, 0));
    return allocation_round_open(ctx, rounds->ids[0]);
}

/* What shops want besides what they deal in most. */
static const struct {
    size_t shop;
    const char *category;
} also[] = {{2, "baby_gear"}, {3, "clothes"}, {4, "baby_gear"}, {6, "clothes"}, {7, "clothes"}};

static bool wants(size_t shop, int64_t category_id)
{
    bool found = demo_cast_deals_in(&demo_shops[shop], category_id);
    for (size_t i = 0; i < sizeof(also) / sizeof(also[0]); i++) {
        const struct goods_category *category =
            goods_codes_category_by_key(str_of(also[i].category));
        found |= also[i].shop == shop && category != NULL &&
                 goods_codes_is_within(category_id, category->id);
    }
    return found;
}

/* One of the shops that want such goods always wishes for a lot, the others often. */
static bool is_keen(size_t shop, const struct thing *thing)
{
    size_t wanting[DEMO_SHOPS];
    size_t count = 0;
    for (size_t i = 0; i < DEMO_SHOPS; i++) {
        if (wants(i, thing->category_id)) {
            wanting[count++] = i;
        }
    }
    return count > 0 && wanting[(uint64_t)thing->id / 4096 % count] == shop;
}

/* Only in one round some lots are wished for by nobody. */
static int64_t stars_for(struct demo_rounds *rounds, int round, size_t shop,
                         const struct thing *thing)
{
    const bool deals = wants(shop, thing->category_id);
    const int64_t chance = below(rounds, 100);
    const int64_t stars = 1 + below(rounds, ALLOCATION_STARS_MAX);
    if (round != SECOND_CALL && round != 0 && is_keen(shop, thing)) {
        return stars;
    }
    return chance < (deals ? 40 : 2) ? stars : 0;
}

static enum status wish_for(struct ctx *ctx, struct demo_rounds *rounds, int round, size_t shop,
                            const struct round_lots *lots)
{
    const bool by_manager = shop == NEW_SHOP;
    const bool approved = shop == TESTER;
    if (shop == MISSING_SHOP && round > 0) {
        TRY(allocation_room_set(ctx, rounds->ids[round], rounds->cast->shops[shop], SMALL_ROOM));
    }
    ctx->actor.person_id = by_manager ? rounds->cast->manager : rounds->cast->shop_people[shop];
    int64_t left = round > DEMO_ROUNDS && shop == 0 ? BEGUN : ALLOCATION_LOTS_MAX;
    for (size_t i = 0; i < lots->count && left > 0; i++) {
        const struct round_lot *lot = &lots->ptr[i];
        const int64_t stars = stars_for(rounds, round, shop, &lot->thing);
        if (stars > 0 && (approved || lot->requires.len == 0)) {
            left--;
            TRY(allocation_wish_set(ctx, rounds->ids[round], rounds->cast->shops[shop],
                                    lot->thing.id, stars, by_manager ? WISH_MANAGER : WISH_OWN));
        }
    }
    return OK;
}

/* In the open round some shops have not wished yet, and one has just begun. */
static enum status wish(struct ctx *ctx, struct demo_rounds *rounds, int round)
{
    struct round_lots lots;
    if (rounds->ids[round] == 0) {
        return OK;
    }
    TRY(allocation_lots(ctx, rounds->ids[round], 0, ALLOCATION_LOTS_MAX, &lots));
    for (size_t shop = 0; shop < DEMO_SHOPS; shop++) {
        if (round <= DEMO_ROUNDS || shop % 2 == 0) {
            TRY(wish_for(ctx, rounds, round, shop, &lots));
        }
    }
    return OK;
}

/* The demo has a chain of its own, whose signatures are drawn by lot; two people enter each. */
static enum status enter_beacon(struct ctx *ctx, struct demo_rounds *rounds, int round)
{
    unsigned char bytes[48];
    unsigned char hash[crypto_hash_sha256_BYTES];
    bool drawn = false;
    for (size_t i = 0; i < sizeof(bytes); i++) {
        bytes[i] = (unsigned char)below(rounds, 256);
    }
    if (rounds->ids[round] == 0) {
        return OK;
    }
    crypto_hash_sha256(hash, bytes, sizeof(bytes));
    const struct beacon beacon = {.source = BEACON_BY_HAND,
                                  .signature = str_hex(ctx->mem, bytes, sizeof(bytes)),
                                  .randomness = str_hex(ctx->mem, hash, sizeof(hash)),
                                  .note = STR("")};
    for (size_t i = 0; i < 2; i++) {
        ctx->actor.person_id = i == 0 ? rounds->cast->manager : rounds->cast->deputy;
        TRY(allocation_beacon(ctx, rounds->ids[round], &beacon, &drawn));
    }
    return OK;
}

static size_t shop_of(const struct demo_rounds *rounds, int64_t tenant_id)
{
    size_t shop = 0;
    while (shop < DEMO_SHOPS && rounds->cast->shops[shop] != tenant_id) {
        shop++;
    }
    return shop;
}

static enum status publish(struct ctx *ctx, struct demo_rounds *rounds, int round,
                           struct demo_awards *ret_awards)
{
    struct round published;
    struct awards awards;
    if (rounds->ids[round] == 0) {
        return OK;
    }
    TRY(allocation_publish(ctx, rounds->ids[round]));
    TRY(allocation_round(ctx, rounds->ids[round], &published));
    TRY(allocation_awards(ctx, published.run_id, false, &awards));
    for (size_t i = 0; i < awards.count; i++) {
        const size_t shop = shop_of(rounds, awards.ptr[i].tenant_id);
        /* Two of three lots of one shop in one round are left standing. */
        if (round == MISSING_ROUND && shop == MISSING_SHOP && i % 3 != 0) {
            continue;
        }
        vec_push(ctx->mem, ret_awards,
                 (struct demo_award){
                     .thing_id = awards.ptr[i].thing.id,
                     .at_ms = centre_instant(ctx, rounds->close_day[round] + 1,
                                             10 * 60 + (int)below(rounds, 110)),
                     .shop = (int)shop,
                 });
    }
    return OK;
}

/* All would like what stands on the swap square. */
static enum status ask(struct ctx *ctx, const struct demo_rounds *rounds)
{
    for (size_t shop = 0; shop < DEMO_SHOPS; shop++) {
        struct swap_offers offers;
        const int64_t tenant_id = rounds->cast->shops[shop];
        ctx->actor.person_id = rounds->cast->shop_people[shop];
        TRY(allocation_swap_offers(ctx, tenant_id, &offers));
        for (size_t i = 0; i < offers.count; i++) {
            if (offers.ptr[i].approved && shop != MISSING_SHOP) {
                TRY(allocation_swap_ask(ctx, tenant_id, offers.ptr[i].id, true));
            }
        }
    }
    return OK;
}

/* Everything that waits is collected. */
static enum status fetch(struct ctx *ctx, const struct demo_rounds *rounds)
{
    for (size_t shop = 0; shop < DEMO_SHOPS; shop++) {
        struct pick_ups waiting;
        const int64_t tenant_id = rounds->cast->shops[shop];
        TRY(allocation_pick_ups_of(ctx, tenant_id, PICK_UP_WAITING, LOTS_MAX, &waiting));
        for (size_t i = 0; i < waiting.count; i++) {
            TRY(demo_rounds_collect(ctx, waiting.ptr[i].thing.id, tenant_id,
                                    rounds->cast->workers[0], rounds->cast->shop_people[shop]));
        }
    }
    return OK;
}

/* To the partner, where its agreement has the category, else to recycling. */
static enum status deal_with_rest(struct ctx *ctx)
{
    struct leftovers rest;
    struct partners partners;
    TRY(allocation_leftovers(ctx, LOTS_MAX, &rest));
    TRY(allocation_partners(ctx, &partners));
    for (size_t i = 0; i < rest.count; i++) {
        const struct thing *thing = &rest.ptr[i].lot.thing;
        const bool fits = partners.count > 0 &&
                          allocation_partner_may_have(ctx, &partners.ptr[0], thing->category_id,
                                                      centre_today(ctx));
        if (!rest.ptr[i].second) {
            continue;
        }
        TRY(fits ? allocation_to_partner(ctx, thing->id, partners.ptr[0].id,
                                         STR("Ingen butikk ønsket det i to runder."))
                 : allocation_recycle(ctx, thing->id, DISCARD_NO_DEMAND,
                                      STR("Ingen butikk eller partner kunne bruke det.")));
    }
    return OK;
}

enum status demo_rounds_act(struct ctx *ctx, struct demo_rounds *rounds, size_t act,
                            struct demo_awards *ret_awards)
{
    const int round = rounds->acts.ptr[act].round;
    *ret_awards = (struct demo_awards){0};
    ctx->actor.person_id = rounds->cast->manager;
    switch (rounds->acts.ptr[act].kind) {
    case ACT_RULES:
        return set_rules(ctx, rounds);
    case ACT_OPEN:
        return open_round(ctx, rounds, round);
    case ACT_WISH:
        return wish(ctx, rounds, round);
    case ACT_DRAFT:
        return draft_next(ctx, rounds, round);
    case ACT_CLOSE:
    case ACT_TICK:
        return allocation_tick(ctx);
    case ACT_DRAW:
        return enter_beacon(ctx, rounds, round);
    case ACT_PUBLISH:
        return publish(ctx, rounds, round, ret_awards);
    case ACT_CALL:
        return call_again(ctx, rounds);
    case ACT_ASK:
        return ask(ctx, rounds);
    case ACT_FETCH:
        return fetch(ctx, rounds);
    case ACT_REST:
        return deal_with_rest(ctx);
    }
    return INTERNAL;
}

enum status demo_rounds_collect(struct ctx *ctx, int64_t thing_id, int64_t tenant_id,
                                int64_t worker, int64_t shopkeeper)
{
    struct thing thing;
    struct pick_up pick_up;
    TRY(goods_thing(ctx, thing_id, &thing));
    ctx->actor.person_id = worker;
    TRY(allocation_give(ctx, thing.code, thing.holder_id, &pick_up));
    ctx->actor.person_id = shopkeeper;
    return allocation_receive(ctx, thing.code, tenant_id, &pick_up);
}
