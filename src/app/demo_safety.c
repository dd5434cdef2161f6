/* SPDX-License-Identifier: EUPL-1.2 */
/* Safety in the demo. Brands and recalls are fictional. */
#include "app/demo_safety.h"

#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "goods/goods_find.h"
#include "safety/safety.h"

#include "base/banned.h"

#define FAMILY_SHOP   0 /* Stor & Liten: prams */
#define ELECTRIC_SHOP 5 /* Tikk & Takk */
#define SUSPECTS      3 /* one blocked, one asked about, one to be decided */
#define TESTS         12
#define WAITING       6

static const char recalls[] = "number,product,brand,model,batch,category,made,risk,what_to_do\n"
                              "DEMO/101,Pram,Nordvogn,Fjell 3,2023-41;2023-42,baby_gear,2023,"
                              "Injuries: the lock of the frame may give way,Take it out of use\n"
                              "DEMO/102,Toaster,Varmekroken,VK-20,,electronics,2022,"
                              "Electric shock: the casing may become live,Take it out of use\n"
                              "DEMO/103,Building bricks,Knottebo,,,toys,2024,"
                              "Choking: small magnets come loose,Throw it away\n";

/* What the holder has of the category, newest first. */
static enum status find(struct ctx *ctx, int64_t holder_id, const char *category, int64_t limit,
                        struct things *ret_things)
{
    const struct goods_find wanted = {.code = STR(""),
                                      .holder_id = holder_id,
                                      .category_id =
                                          goods_codes_category_by_key(str_of(category))->id,
                                      .limit = limit};
    struct goods_found found;
    TRY(goods_find(ctx, &wanted, &found));
    *ret_things = found.things;
    return OK;
}

/* One whole thing comes in where the centre itself is; `lot` says what, its weight and whence. */
static enum status receive(struct ctx *ctx, const struct demo_cast *cast, const struct lot *lot,
                           struct thing *ret_thing)
{
    struct lot one = *lot;
    bool is_new = false;
    one.key_source = STR("demo");
    one.holder_id = cast->stations[DEMO_STATIONS - 1];
    one.count = 1;
    one.weight_method = WEIGHT_SCALE;
    one.state = STATE_WHOLE;
    one.size_key = one.note = one.label = STR("");
    ctx->actor.person_id = cast->workers[0];
    TRY(goods_receive(ctx, &one, ret_thing, &is_new));
    ctx->actor.person_id = cast->manager;
    return safety_received(ctx, ret_thing);
}

/* ---- recalls --------------------------------------------------------------------------------- */

static enum status suspect(struct ctx *ctx, const struct thing *thing,
                           enum safety_decision decision, const char *why)
{
    const struct safety_identity identity = {STR("Nordvogn"), STR("Fjell 3"), STR("2023-41"),
                                             STR("")};
    struct safety_matches matches;
    TRY(safety_identify(ctx, thing->id, NO_I64, &identity));
    TRY(safety_matches_of(ctx, thing->id, &matches));
    return matches.count == 0 || decision == 0
               ? OK
               : safety_decide(ctx, matches.ptr[0].id, matches.ptr[0].version, decision,
                               str_of(why));
}

/* On some days the shop has sold all of them. */
static enum status bring_pram(struct ctx *ctx, const struct demo_cast *cast, size_t number,
                              struct thing *ret_pram)
{
    struct i64_list moved;
    TRY(receive(ctx, cast,
                &(struct lot){.key = str_format(ctx->mem, "pram-%zu", number),
                              .source_id = GOODS_HOLDER_OF(HOLDER_DONATION),
                              .category_id = goods_codes_category_by_key(STR("prams"))->id,
                              .kind_key = STR("pram"),
                              .g = 13600},
                ret_pram));
    const struct goods_move to_shop = {
        .thing_id = ret_pram->id, .from_id = ret_pram->holder_id, .version = NO_I64};
    return goods_move(ctx, &to_shop, 1, cast->shops[FAMILY_SHOP], STR(""), &moved);
}

static enum status fill_recalls(struct ctx *ctx, const struct demo_cast *cast)
{
    struct safety_imported imported;
    struct things things;
    TRY(safety_import_recalls_text(ctx, str_of(recalls), &imported));
    ctx->actor.person_id = cast->manager;
    TRY(find(ctx, cast->shops[FAMILY_SHOP], "prams", SUSPECTS, &things));
    while (things.count < SUSPECTS) {
        struct thing pram;
        TRY(bring_pram(ctx, cast, things.count, &pram));
        vec_push(ctx->mem, &things, pram);
    }
    for (size_t i = 0; i < SUSPECTS; i++) {
        static const enum safety_decision decisions[SUSPECTS] = {DECISION_BLOCK, DECISION_ASK, 0};
        TRY(suspect(ctx, &things.ptr[i], decisions[i],
                    i == 0 ? "Merket og partiet er det som er tilbakekalt."
                           : "Se etter partinummeret under setet."));
    }
    return OK;
}

/* ---- tests ----------------------------------------------------------------------------------- */

static enum status fill_tests(struct ctx *ctx, const struct demo_cast *cast)
{
    struct things things;
    bool failed = false;
    ctx->actor.person_id = cast->shop_people[ELECTRIC_SHOP];
    TRY(find(ctx, cast->shops[ELECTRIC_SHOP], "electronics", TESTS, &things));
    for (size_t i = 0; i < things.count; i++) {
        const bool fails = !failed && !things.ptr[i].listed;
        const struct safety_test test = {
            .day = centre_today(ctx) - 1,
            .tester = STR("Sander"),
            .instrument = STR("Metrel GammaPAT, nr. 20117"),
            .passed = !fails,
            .guarantee_months = fails ? 0 : 3,
            .note = fails ? STR("Jordfeil: for lav isolasjonsmotstand.") : STR("")};
        failed = failed || fails;
        TRY(safety_test_add(ctx, things.ptr[i].id, NO_I64, &test));
    }
    return OK;
}

/* What waits at the stations and is electrical waits to be tested. */
static enum status fill_waiting(struct ctx *ctx, const struct demo_cast *cast)
{
    struct things things;
    ctx->actor = (struct actor){0};
    for (size_t station = 0; station < DEMO_STATIONS; station++) {
        TRY(find(ctx, cast->stations[station], "electronics", WAITING, &things));
        for (size_t i = 0; i < things.count; i++) {
            TRY(safety_received(ctx, &things.ptr[i]));
        }
    }
    return OK;
}

/* ---- bought ---------------------------------------------------------------------------------- */

static enum status buy(struct ctx *ctx, const struct demo_cast *cast, const char *key,
                       const struct safety_seller *seller)
{
    struct thing thing;
    TRY(receive(ctx, cast,
                &(struct lot){.key = str_of(key),
                              .source_id = GOODS_HOLDER_OF(HOLDER_BOUGHT),
                              .category_id = goods_codes_category_by_key(STR("jewellery"))->id,
                              .kind_key = STR("jewellery"),
                              .g = 30},
                &thing));
    return seller == NULL ? OK : safety_bought(ctx, thing.id, seller);
}

enum status demo_safety_fill(struct ctx *ctx, const struct demo_cast *cast)
{
    const struct safety_seller seller = {.name = STR("Demo Selger"),
                                         .document = DOCUMENT_LICENCE,
                                         .address = STR("Prøveveien 1, Fjordvik"),
                                         .adult = true,
                                         .price_ore = 40000};
    TRY(fill_recalls(ctx, cast));
    TRY(fill_tests(ctx, cast));
    TRY(fill_waiting(ctx, cast));
    TRY(buy(ctx, cast, "bought-1", &seller));
    TRY(buy(ctx, cast, "bought-2", NULL));
    ctx->actor = (struct actor){0};
    return safety_follow_from_now(ctx);
}
