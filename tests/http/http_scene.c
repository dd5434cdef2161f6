/* SPDX-License-Identifier: EUPL-1.2 */
/* Two small centres: people in every role, two shops each, one thing in every state. */
#include "http_scene.h"

#include "app/rooms.h"
#include "catalogue/catalogue.h"
#include "centre/centre.h"
#include "goods/goods.h"
#include "http_safety.h"
#include "sales/sales.h"
#include "station/station.h"
#include "tenants/tenants.h"

#include "base/banned.h"

#define PRICE_ORE 25000

struct shop_words {
    const char *slug;
    const char *name;
    const char *number;
};

/* Numbers with valid check digits that belong to nobody's shop. */
static const struct shop_words shop_words[2] = {{"hjulet", "Hjulet", "100000008"},
                                                {"stor-og-liten", "Stor & Liten", "200000005"}};

static struct str keep(struct fixture *f, struct str text)
{
    return str_copy(f->mem, text);
}

static void add_centre(struct fixture *f, struct ctx *ctx, const char *slug, const char *name,
                       struct fixture_centre *centre)
{
    const struct centre added = {.slug = str_of(slug),
                                 .name = str_of(name),
                                 .municipality = STR("Fjordvik"),
                                 .address = STR("Industriveien 4, Fjordvik"),
                                 .getting_here =
                                     STR("Buss 240 til Handelsparken.\n\nHeis fra bussen."),
                                 .map = STR("hus -50 0, 50 60: plan 2\nvei -200 -20, 200 -20: Vei\n"
                                            "buss -60 -30: Handelsparken\nheis 9 9"),
                                 .email = STR("post@example.no"),
                                 .phone = STR("+4731000000"),
                                 .time_zone = STR("Europe/Oslo")};
    assert_int_equal(centre_add(ctx, &added), OK);
    assert_int_equal(rooms_furnish(ctx), OK);
    centre->id = ctx->centre_id;
    centre->slug = keep(f, str_of(slug));
    assert_int_equal(goods_holder_add(ctx, 0, HOLDER_STATION, STR("Skogheim"), &centre->station_id),
                     OK);
}

static int64_t add_person(struct ctx *ctx, const char *name)
{
    const struct new_person person = {.name = str_of(name),
                                      .email = str_format(ctx->mem, "%s@example.no", name)};
    int64_t person_id = 0;
    assert_int_equal(accounts_person_add(ctx, &person, &person_id), OK);
    return person_id;
}

/* ---- goods
 * --------------------------------------------------------------------------------------- */

static struct thing receive(struct ctx *ctx, const struct fixture_centre *centre, const char *key)
{
    const struct lot lot = {.key_source = STR("test"),
                            .key = str_of(key),
                            .holder_id = centre->station_id,
                            .source_id = centre->station_id,
                            .category_id = 10101,
                            .count = 1,
                            .g = 1200,
                            .weight_method = WEIGHT_SCALE,
                            .state = STATE_WHOLE,
                            .size_key = STR(""),
                            .note = STR("")};
    struct thing thing;
    bool is_new = false;
    assert_int_equal(goods_receive(ctx, &lot, &thing, &is_new), OK);
    assert_true(is_new);
    return thing;
}

static struct thing give(struct ctx *ctx, const struct fixture_centre *centre, int64_t shop_id,
                         const char *key)
{
    const struct thing thing = receive(ctx, centre, key);
    assert_int_equal(goods_allot(ctx, thing.id, shop_id), OK);
    return thing;
}

static struct thing hand_to(struct ctx *ctx, const struct fixture_centre *centre, int64_t shop_id,
                            const char *key)
{
    struct thing thing = give(ctx, centre, shop_id, key);
    bool is_new = false;
    assert_int_equal(goods_pick_up(ctx, thing.code, shop_id, &thing, &is_new), OK);
    return thing;
}

static struct listing publish(struct ctx *ctx, const struct fixture_centre *centre, int64_t shop_id,
                              const char *key)
{
    const struct thing thing = hand_to(ctx, centre, shop_id, key);
    const struct publication publication = {.thing_id = thing.id,
                                            .title = STR("Blå parkdress"),
                                            .wear = STR(""),
                                            .category_id = thing.category_id,
                                            .kind_key = STR(""),
                                            .grade = GRADE_NICE,
                                            .size_key = STR("h104"),
                                            .colour_id = NO_I64,
                                            .price_ore = PRICE_ORE,
                                            .place = STR("Stativ 4")};
    struct listing listing;
    const enum status status = catalogue_publish(ctx, shop_id, &publication, &listing);
    if (status != OK) {
        fail_msg("publish: %s %s %s", status_name(status), ctx->err.field, ctx->err.message);
    }
    return listing;
}

static void fill_shop(struct fixture *f, struct ctx *ctx, const struct fixture_centre *centre,
                      struct fixture_shop *shop, const char *key)
{
    struct hold hold;
    struct str token;
    struct sale sale;
    bool is_new = false;
    const struct listing listing =
        publish(ctx, centre, shop->id, fixture_text(f, "%s-published", key));
    const struct listing to_sell = publish(ctx, centre, shop->id, fixture_text(f, "%s-sold", key));
    shop->published = keep(f, listing.code);
    shop->in_hand =
        keep(f, hand_to(ctx, centre, shop->id, fixture_text(f, "%s-in-hand", key)).code);
    shop->awaiting = keep(f, give(ctx, centre, shop->id, fixture_text(f, "%s-awaiting", key)).code);
    const struct new_sale new_sale = {.key = str_of(fixture_text(f, "%s-sale", key)),
                                      .listing_id = to_sell.id,
                                      .count = 1,
                                      .price_ore = PRICE_ORE};
    assert_int_equal(sales_sell(ctx, shop->id, &new_sale, &sale, &is_new), OK);
    shop->sold = keep(f, to_sell.code);
    shop->sale_id = sale.id;
    shop->event_id = sale.event_id;
    assert_int_equal(catalogue_hold(ctx, listing.code,
                                    str_of(fixture_text(f, "%s@example.no", key)), STR("Ella"),
                                    &hold, &token),
                     OK);
    shop->hold = keep(f, token);
}

static void add_shops(struct fixture *f, struct ctx *ctx, struct fixture_centre *centre)
{
    for (int i = 0; i < 2; i++) {
        struct fixture_shop *shop = &centre->shops[i];
        const struct tenant tenant = {
            .slug = str_of(fixture_text(f, "%s-%.*s", shop_words[i].slug, STR_ARG(centre->slug))),
            .name = str_of(shop_words[i].name),
            .organisation_number = str_of(shop_words[i].number),
            .about_nb = STR("Alt på hjul."),
            .place = STR("Plan 2"),
            .icon = STR("bike")};
        assert_int_equal(tenants_add(ctx, &tenant, &shop->id), OK);
        assert_int_equal(catalogue_declare(ctx, shop->id), OK);
        shop->slug = keep(f, tenant.slug);
        fill_shop(f, ctx, centre, shop, fixture_text(f, "%.*s-%d", STR_ARG(centre->slug), i));
    }
    const struct thing waiting =
        receive(ctx, centre, fixture_text(f, "%.*s-waiting", STR_ARG(centre->slug)));
    centre->waiting = keep(f, waiting.code);
    http_safety_make(f, ctx, centre);
}

static void add_station_work(struct ctx *ctx, struct fixture_centre *centre)
{
    assert_int_equal(station_add_roll(ctx, centre->station_id, 30, &centre->roll_id), OK);
    assert_int_equal(station_add_help(ctx, centre->station_id, STR("scene"),
                                      STR("{\"category\":10101,\"count\":0,\"note\":\"Bamse\"}"),
                                      "{label} is missing.||", &centre->help_id),
                     OK);
}

/* ---- people
 * -------------------------------------------------------------------------------------- */

static void sign_in(struct fixture *f, struct ctx *ctx, enum fixture_who who, enum role role,
                    int64_t tenant_id)
{
    const bool worker = who == AS_STATION_WORKER;
    const int64_t person_id = add_person(ctx, fixture_who_name(who));
    assert_int_equal(accounts_grant(ctx, person_id, role, tenant_id), OK);
    f->who[who] = fixture_browser(f, ctx->centre_id, person_id, worker ? f->home.device_id : 0);
}

static void enrol(struct fixture *f, struct ctx *ctx, struct fixture_centre *centre,
                  struct str *ret_token)
{
    struct str code;
    struct str token;
    assert_int_equal(accounts_device_code(ctx, centre->station_id, STR("Nettbrett"), &code), OK);
    assert_int_equal(accounts_device_enrol(ctx, code, &token, &centre->device_id), OK);
    *ret_token = keep(f, token);
}

static void add_spare_person(struct fixture *f, struct ctx *ctx, struct fixture_centre *centre)
{
    struct str link;
    centre->person_id = add_person(ctx, "reserve");
    assert_int_equal(accounts_first_link(ctx, centre->person_id, &link), OK);
    centre->link = keep(f, link);
}

static void sign_everybody_in(struct fixture *f, struct ctx *ctx)
{
    sign_in(f, ctx, AS_STATION_WORKER, ROLE_STATION_WORKER, 0);
    f->who[AS_STATION_WORKER].device = f->who[AS_DEVICE].device;
    sign_in(f, ctx, AS_SHOP_OWNER, ROLE_TENANT_OWNER, f->home.shops[0].id);
    sign_in(f, ctx, AS_SHOP_STAFF, ROLE_TENANT_STAFF, f->home.shops[0].id);
    sign_in(f, ctx, AS_OTHER_SHOP, ROLE_TENANT_OWNER, f->home.shops[1].id);
    sign_in(f, ctx, AS_MANAGER, ROLE_MANAGER, 0);
    sign_in(f, ctx, AS_COMMUNICATIONS, ROLE_COMMUNICATIONS, 0);
    sign_in(f, ctx, AS_EVALUATOR, ROLE_EVALUATOR, 0);
    sign_in(f, ctx, AS_ECONOMIST, ROLE_ECONOMIST, 0);
    sign_in(f, ctx, AS_AUDITOR, ROLE_AUDITOR, 0);
    sign_in(f, ctx, AS_OPERATOR, ROLE_OPERATOR, 0);
    sign_in(f, ctx, AS_APPLICANT, ROLE_APPLICANT, 0);
}

void http_scene_make(struct fixture *f)
{
    struct ctx ctx;
    struct str other_device;
    app_begin(&f->app, &ctx);
    add_centre(f, &ctx, "fjordvik", "Ombrukssenteret", &f->home);
    add_shops(f, &ctx, &f->home);
    add_station_work(&ctx, &f->home);
    enrol(f, &ctx, &f->home, &f->who[AS_DEVICE].device);
    add_spare_person(f, &ctx, &f->home);
    sign_everybody_in(f, &ctx);
    app_end(&ctx);
    /* Made later, so that the first centre is the one an address without a slug means. */
    fixture_wait(f, 1);
    app_begin(&f->app, &ctx);
    add_centre(f, &ctx, "utvik", "Ombruk Utvik", &f->other);
    add_shops(f, &ctx, &f->other);
    add_station_work(&ctx, &f->other);
    enrol(f, &ctx, &f->other, &other_device);
    add_spare_person(f, &ctx, &f->other);
    sign_in(f, &ctx, AS_OTHER_MANAGER, ROLE_MANAGER, 0);
    f->who[AS_OTHER_MANAGER].elsewhere = true;
    app_end(&ctx);
    /* What follows the ledger catches up. */
    fixture_run_jobs(f);
}
