/* SPDX-License-Identifier: EUPL-1.2 */
/* The stop list, recalls, tests and the dealer's register as people meet them. */
#include "base/day.h"
#include "catalogue/catalogue.h"
#include "goods/goods.h"
#include "goods/goods_codes.h"
#include "http_fixture.h"
#include "safety/safety.h"
#include "safety/safety_dealer.h"

int http_safety_test(void);

static const char *match_path(struct fixture *f, int shop)
{
    return fixture_text(f, "/kontor/tilbakekall/%lld", (long long)f->home.shops[shop].match_id);
}

static int64_t stops_of(struct fixture *f, struct str code)
{
    struct ctx ctx;
    struct thing thing;
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_by_code(&ctx, code, &thing), OK);
    app_end(&ctx);
    return thing.stops;
}

/* ---- recalls --------------------------------------------------------------------------------- */

static void test_a_block_reaches_the_shop_by_mail_and_on_its_page(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *shop = &f->who[AS_SHOP_OWNER];
    (void)state;
    struct answer page = fixture_get(f, &f->who[AS_MANAGER], "/en/kontor/tilbakekall");
    assert_true(answer_has(&page, "Varmdress · Snowsuit · Nordlys"));
    page = fixture_get(f, &f->who[AS_MANAGER], fixture_text(f, "/en%s", match_path(f, 0)));
    assert_true(answer_has(&page, "same brand (35)"));
    assert_int_equal(fixture_post(f, &f->who[AS_MANAGER], match_path(f, 0),
                                  FIELDS("version", "1", "decision", "block", "why", "Samme"))
                         .code,
                     303);
    assert_int_equal(stops_of(f, f->home.shops[0].in_hand), STOP_RECALLED);
    assert_true(str_find(fixture_mail(f, "shop_owner@example.no"), f->home.shops[0].in_hand) >= 0);
    page = fixture_get(f, shop, "/en/tilbakekall");
    assert_true(answer_has(&page, f->home.shops[0].in_hand.ptr));
    assert_true(answer_has(&page, "cannot be sold or given away"));
    /* The log says who and why. */
    page = fixture_get(f, &f->who[AS_AUDITOR], match_path(f, 0));
    assert_true(answer_has(&page, "Samme"));
    assert_true(answer_has(&page, "MANAGER"));
    const char *gone =
        fixture_text(f, "/lager/%.*s/tilbakekalt", STR_ARG(f->home.shops[0].in_hand));
    assert_int_equal(fixture_post(f, shop, gone, FIELDS("way", "recycled")).code, 303);
    page = fixture_get(f, shop, "/en/tilbakekall");
    assert_false(answer_has(&page, f->home.shops[0].in_hand.ptr));
    assert_int_equal(fixture_post(f, shop, gone, FIELDS("way", "recycled")).code, 409);
    fixture_close(f);
}

static void test_a_shop_sees_and_touches_only_its_own(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *other = &f->who[AS_OTHER_SHOP];
    (void)state;
    assert_int_equal(fixture_post(f, &f->who[AS_MANAGER], match_path(f, 0),
                                  FIELDS("version", "1", "decision", "ask", "why", "Se etter"))
                         .code,
                     303);
    struct answer page = fixture_get(f, other, "/tilbakekall");
    assert_false(answer_has(&page, f->home.shops[0].in_hand.ptr));
    const char *answer = fixture_text(f, "/tilbakekall/%lld", (long long)f->home.shops[0].match_id);
    assert_int_equal(fixture_post(f, other, answer, FIELDS("answer", "yes")).code, 404);
    const char *code = f->home.shops[0].in_hand.ptr;
    assert_int_equal(fixture_get(f, other, fixture_text(f, "/lager/%s/sikkerhet", code)).code, 404);
    assert_int_equal(fixture_post(f, other, fixture_text(f, "/lager/%s/tilbakekalt", code),
                                  FIELDS("way", "recycled"))
                         .code,
                     404);
    assert_int_equal(
        fixture_post(f, other, fixture_text(f, "/lager/%s/kjennetegn", code), FIELDS("brand", "X"))
            .code,
        404);
    assert_int_equal(fixture_post(f, &f->who[AS_SHOP_STAFF], answer,
                                  FIELDS("answer", "no", "why", "Annet merke"))
                         .code,
                     303);
    page = fixture_get(f, &f->who[AS_MANAGER], match_path(f, 0));
    assert_true(answer_has(&page, "Annet merke"));
    fixture_close(f);
}

static void test_two_managers_do_not_decide_over_each_other(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *manager = &f->who[AS_MANAGER];
    (void)state;
    assert_int_equal(fixture_post(f, manager, match_path(f, 0),
                                  FIELDS("version", "1", "decision", "other", "why", "Annen"))
                         .code,
                     303);
    const struct answer late =
        fixture_post(f, manager, match_path(f, 0),
                     FIELDS("version", "1", "decision", "block", "why", "Lik den"));
    assert_int_equal(late.code, 409);
    assert_true(answer_has(&late, "Lik den"));
    assert_int_equal(fixture_post(f, &f->who[AS_AUDITOR], match_path(f, 0),
                                  FIELDS("version", "2", "decision", "block", "why", "x"))
                         .code,
                     403);
    fixture_close(f);
}

static void publish_as(struct fixture *f, struct str code, const char *title)
{
    struct ctx ctx;
    struct listing listing;
    fixture_ctx(f, &ctx);
    assert_int_equal(catalogue_by_code(&ctx, code, &listing), OK);
    const struct publication publication = {.thing_id = listing.thing_id,
                                            .title = str_of(title),
                                            .wear = STR(""),
                                            .category_id = listing.category_id,
                                            .kind_key = STR(""),
                                            .grade = listing.grade,
                                            .size_key = listing.size_key,
                                            .colour_id = NO_I64,
                                            .price_ore = listing.price_ore,
                                            .place = listing.place};
    assert_int_equal(catalogue_publish(&ctx, listing.tenant_id, &publication, &listing), OK);
    app_end(&ctx);
}

static void import_text(struct fixture *f, const char *text)
{
    struct ctx ctx;
    struct safety_imported imported;
    fixture_ctx(f, &ctx);
    assert_int_equal(safety_import_recalls_text(&ctx, str_of(text), &imported), OK);
    assert_int_equal(imported.added, 1);
    app_end(&ctx);
}

#define RECALL_HEAD "number,product,brand,model,category,risk\n"

static void test_a_title_in_a_shop_that_names_a_recalled_brand_is_decided_by_a_person(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *manager = &f->who[AS_MANAGER];
    const struct str code = f->home.shops[0].published;
    (void)state;
    /* The title was there before the recall. */
    publish_as(f, code, "Polarvind parkdress");
    fixture_run_jobs(f);
    import_text(f, RECALL_HEAD "P-7,Snowsuit,Polarvind,,clothes,Cords at the hood\n");
    struct answer page = fixture_get(f, manager, "/en/kontor/tilbakekall");
    assert_false(answer_has(&page, code.ptr));
    fixture_wait(f, 2 * MS_PER_MINUTE);
    fixture_run_jobs(f);
    page = fixture_get(f, manager, "/en/kontor/tilbakekall");
    assert_true(answer_has(&page, code.ptr));
    assert_int_equal(stops_of(f, code), 0);
    const ptrdiff_t at = str_find(page.body, STR("href=\"/en/kontor/tilbakekall/"));
    assert_true(at >= 0);
    const struct str rest = str_slice(page.body, (size_t)at + 6, page.body.len);
    const char *match = fixture_text(f, "%.*s", (int)str_find_byte(rest, '"'), rest.ptr);
    page = fixture_get(f, manager, match);
    assert_true(answer_has(&page, "Polarvind parkdress"));
    assert_true(answer_has(&page, "the title names the brand (30)"));
    assert_int_equal(
        fixture_post(f, manager, match,
                     FIELDS("version", "1", "decision", "block", "why", "Samme snorer"))
            .code,
        303);
    assert_int_equal(stops_of(f, code), STOP_RECALLED);
    fixture_close(f);
}

/* The first six digits in a row. */
static struct str digits_in(struct str text)
{
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        len = text.ptr[i] >= '0' && text.ptr[i] <= '9' ? len + 1 : 0;
        if (len == 6) {
            return str_slice(text, i + 1 - len, i + 1);
        }
    }
    fail_msg("no code in the mail");
    return STR("");
}

static void test_who_held_a_thing_that_is_stopped_gets_a_mail(void **state)
{
    struct fixture *f = fixture_open();
    const struct fixture_shop *shop = &f->home.shops[0];
    struct ctx ctx;
    struct listing listing;
    bool is_new = false;
    (void)state;
    const char *holder = fixture_text(f, "%.*s-0@example.no", STR_ARG(f->home.slug));
    const struct str asked = fixture_mail(f, holder);
    fixture_ctx(f, &ctx);
    assert_int_equal(catalogue_hold_confirm(&ctx, shop->hold, digits_in(asked)), OK);
    assert_int_equal(catalogue_by_code(&ctx, shop->published, &listing), OK);
    assert_int_equal(
        goods_stop_set(&ctx, listing.thing_id, STOP_RECALLED, STR("recall=1"), &is_new), OK);
    const struct str title = str_copy(f->mem, listing.title);
    app_end(&ctx);
    fixture_wait(f, MS_PER_MINUTE);
    fixture_run_jobs(f);
    const struct str told = fixture_mail(f, holder);
    assert_true(str_find(told, title) >= 0);
    assert_true(str_find(told, STR("stoppet")) >= 0);
    assert_true(str_find(told, STR("Du trenger ikke komme")) >= 0);
    fixture_close(f);
}

static void test_a_title_written_after_the_recall_is_compared_too(void **state)
{
    struct fixture *f = fixture_open();
    const struct str code = f->home.shops[0].published;
    (void)state;
    import_text(f, RECALL_HEAD "P-8,Snowsuit,Polarvind,,clothes,Cords\n");
    fixture_run_jobs(f);
    publish_as(f, code, "Parkdress fra Polarvind");
    const struct answer page = fixture_get(f, &f->who[AS_MANAGER], "/en/kontor/tilbakekall");
    assert_true(answer_has(&page, code.ptr));
    fixture_close(f);
}

/* ---- tests ----------------------------------------------------------------------------------- */

static void test_a_shop_writes_down_a_test_of_its_own(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *shop = &f->who[AS_SHOP_STAFF];
    const char *code = f->home.shops[0].in_hand.ptr;
    (void)state;
    const char *path = fixture_text(f, "/lager/%s/el-test", code);
    struct answer wrong =
        fixture_post(f, shop, path,
                     FIELDS("day", "2026-11-26", "tester", "Per", "instrument", "Metrel", "result",
                            "passed", "note", "<b>ny ledning</b>"));
    assert_int_equal(wrong.code, 422);
    assert_true(answer_has(&wrong, "&lt;b>ny ledning") ||
                answer_has(&wrong, "&lt;b&gt;ny ledning"));
    assert_int_equal(fixture_post(f, shop, path,
                                  FIELDS("day", "2026-11-25", "tester", "Per", "instrument",
                                         "Metrel", "result", "passed", "guarantee", "12"))
                         .code,
                     303);
    const struct answer page =
        fixture_get(f, shop, fixture_text(f, "/en/lager/%s/sikkerhet", code));
    assert_true(answer_has(&page, "Metrel · guarantee 12 months"));
    assert_int_equal(fixture_post(f, shop, path,
                                  FIELDS("day", "2026-11-25", "tester", "Per", "instrument",
                                         "Metrel", "result", "failed"))
                         .code,
                     303);
    assert_int_equal(stops_of(f, f->home.shops[0].in_hand), STOP_UNTESTED);
    const struct answer waits = fixture_get(f, &f->who[AS_MANAGER], "/kontor/el-test");
    assert_true(answer_has(&waits, code));
    fixture_close(f);
}

/* Stops the thing until it is wiped, as a phone is stopped at intake. */
static struct thing unwiped(struct fixture *f, struct str code)
{
    struct ctx ctx;
    struct thing thing;
    bool is_new = false;
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_by_code(&ctx, code, &thing), OK);
    assert_int_equal(goods_stop_set(&ctx, thing.id, STOP_UNWIPED, STR("class=data"), &is_new), OK);
    app_end(&ctx);
    return thing;
}

/* The shop puts it out for 120 kroner. */
static int put_out(struct fixture *f, struct str code)
{
    struct ctx ctx;
    struct thing thing;
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_by_code(&ctx, code, &thing), OK);
    const char *version = fixture_text(f, "%lld", (long long)thing.seq);
    app_end(&ctx);
    return fixture_post(f, &f->who[AS_SHOP_STAFF], fixture_text(f, "/lager/%.*s", STR_ARG(code)),
                        FIELDS("version", version, "category", "10101", "title", "Telefon", "size",
                               "104", "grade", "2", "price", "120"))
        .code;
}

static void test_what_may_hold_data_is_listed_only_after_its_shop_has_wiped_it(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *shop = &f->who[AS_SHOP_STAFF];
    const struct str code = f->home.shops[0].in_hand;
    const char *path = fixture_text(f, "/lager/%.*s/slettet", STR_ARG(code));
    (void)state;
    (void)unwiped(f, code);
    assert_int_equal(put_out(f, code), 409);
    /* What is missing is told at its field, the rest is kept, and nothing is lifted. */
    const struct answer wrong =
        fixture_post(f, shop, path,
                     FIELDS("wiped_day", "2026-11-26", "wiper", "Per", "method", "reset",
                            "wipe_note", "<i>to ganger</i>"));
    assert_int_equal(wrong.code, 422);
    assert_true(answer_has(&wrong, "&lt;i"));
    assert_int_equal(
        fixture_post(f, shop, path, FIELDS("wiped_day", "2026-11-25", "wiper", "Per")).code, 422);
    assert_int_equal(stops_of(f, code), STOP_UNWIPED);
    assert_int_equal(
        fixture_post(f, &f->who[AS_OTHER_SHOP], path,
                     FIELDS("wiped_day", "2026-11-25", "wiper", "Per", "method", "reset"))
            .code,
        404);
    assert_int_equal(
        fixture_post(f, shop, path,
                     FIELDS("wiped_day", "2026-11-25", "wiper", "Per", "method", "reset"))
            .code,
        303);
    assert_int_equal(stops_of(f, code), 0);
    const struct answer page =
        fixture_get(f, shop, fixture_text(f, "/en/lager/%.*s/sikkerhet", STR_ARG(code)));
    assert_true(answer_has(&page, "Per"));
    assert_int_equal(put_out(f, code), 303);
    fixture_close(f);
}

static void test_the_manager_writes_down_a_wiping_at_the_office(void **state)
{
    struct fixture *f = fixture_open();
    const struct str code = f->home.waiting;
    const char *path = fixture_text(f, "/kontor/el-test/%.*s/slettet", STR_ARG(code));
    (void)state;
    (void)unwiped(f, code);
    const struct answer waits = fixture_get(f, &f->who[AS_MANAGER], "/kontor/el-test");
    assert_true(answer_has(&waits, code.ptr));
    assert_int_equal(
        fixture_post(f, &f->who[AS_AUDITOR], path,
                     FIELDS("wiped_day", "2026-11-25", "wiper", "Per", "method", "reset"))
            .code,
        403);
    assert_int_equal(stops_of(f, code), STOP_UNWIPED);
    assert_int_equal(
        fixture_post(f, &f->who[AS_MANAGER], path,
                     FIELDS("wiped_day", "2026-11-25", "wiper", "Per", "method", "reset"))
            .code,
        303);
    assert_int_equal(stops_of(f, code), 0);
    fixture_close(f);
}

static void test_a_label_leads_to_the_thing_and_a_wrong_one_is_told(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *manager = &f->who[AS_MANAGER];
    (void)state;
    const struct answer found =
        fixture_get(f, manager, fixture_text(f, "/kontor/el-test?kode=%s", f->home.waiting.ptr));
    assert_int_equal(found.code, 303);
    assert_true(str_ends_with(found.location, f->home.waiting));
    const struct answer wrong = fixture_get(f, manager, "/en/kontor/el-test?kode=22222222");
    assert_int_equal(wrong.code, 200);
    assert_true(answer_has(&wrong, "22222222"));
    assert_true(answer_has(&wrong, "ds-error-summary"));
    fixture_close(f);
}

/* ---- the stop list --------------------------------------------------------------------------- */

static void test_a_rule_changed_by_the_manager_holds_and_says_by_whom(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *manager = &f->who[AS_MANAGER];
    (void)state;
    const char *path = fixture_text(f, "/kontor/stoppliste/%lld", (long long)f->home.rule_id);
    const struct answer old = fixture_post(
        f, manager, path,
        FIELDS("from_day", "2026-11-24", "category", "60400", "action", "refuse", "title_nb",
               "Hjelmer stoppes", "text_nb", "Alle hjelmer.", "source", "Vedtak 7"));
    assert_int_equal(old.code, 422);
    assert_true(answer_has(&old, "Hjelmer stoppes"));
    assert_int_equal(fixture_post(f, manager, path,
                                  FIELDS("from_day", "2026-11-25", "category", "60400", "action",
                                         "refuse", "title_nb", "Hjelmer stoppes", "text_nb",
                                         "Alle hjelmer.", "source", "Vedtak 7"))
                         .code,
                     303);
    struct answer page = fixture_get(f, &f->who[AS_AUDITOR], "/kontor/stoppliste");
    assert_true(answer_has(&page, "Hjelmer stoppes"));
    page = fixture_get(f, manager, path);
    assert_true(answer_has(&page, "MANAGER"));
    fixture_close(f);
}

/* ---- the dealer's register ------------------------------------------------------------------- */

static void test_who_sold_it_is_for_the_manager_alone(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *manager = &f->who[AS_MANAGER];
    (void)state;
    const char *path = fixture_text(f, "/kontor/brukthandel/%lld", (long long)f->home.entry_id);
    const struct answer young = fixture_post(
        f, manager, path, FIELDS("seller", "=Ola \"O\"", "document", "passport", "price", "120"));
    assert_int_equal(young.code, 422);
    assert_int_equal(fixture_post(f, manager, path,
                                  FIELDS("seller", "=Ola \"O\"", "document", "passport", "adult",
                                         "1", "price", "120"))
                         .code,
                     303);
    const struct answer file = fixture_get(f, manager, "/kontor/brukthandel/register.csv");
    assert_int_equal(file.code, 200);
    assert_true(answer_has(&file, "\"'=Ola \"\"O\"\"\""));
    assert_true(answer_has(&file, ",120.00,"));
    assert_int_equal(fixture_get(f, &f->who[AS_AUDITOR], "/kontor/brukthandel/register.csv").code,
                     403);
    const struct answer page = fixture_get(f, &f->who[AS_AUDITOR], path);
    assert_int_equal(page.code, 200);
    assert_false(answer_has(&page, "=Ola"));
    fixture_close(f);
}

static struct thing buy_ring(struct fixture *f)
{
    struct ctx ctx;
    struct thing ring;
    bool is_new = false;
    const struct lot lot = {.key_source = STR("test"),
                            .key = STR("ring"),
                            .holder_id = f->home.station_id,
                            .source_id = GOODS_HOLDER_OF(HOLDER_BOUGHT),
                            .category_id = goods_codes_category_by_key(STR("jewellery"))->id,
                            .kind_key = STR("jewellery"),
                            .count = 1,
                            .g = 30,
                            .weight_method = WEIGHT_SCALE,
                            .state = STATE_WHOLE,
                            .size_key = STR(""),
                            .note = STR(""),
                            .label = STR("")};
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_receive(&ctx, &lot, &ring, &is_new), OK);
    assert_int_equal(safety_received(&ctx, &ring), OK);
    assert_int_equal(goods_allot(&ctx, ring.id, f->home.shops[0].id), OK);
    assert_int_equal(goods_pick_up(&ctx, ring.code, f->home.shops[0].id, &ring, &is_new), OK);
    ring.code = str_copy(f->mem, ring.code);
    app_end(&ctx);
    return ring;
}

static void test_a_bought_thing_waits_for_its_seller_and_says_so(void **state)
{
    struct fixture *f = fixture_open();
    struct ctx ctx;
    struct dealer_entry entry;
    int64_t released = 0;
    int64_t erased = 0;
    (void)state;
    const struct thing ring = buy_ring(f);
    const char *sheet = fixture_text(f, "/en/lager/%.*s/sikkerhet", STR_ARG(ring.code));
    const char *put_out = fixture_text(f, "/en/lager/%.*s", STR_ARG(ring.code));
    fixture_wait(f, 20 * MS_PER_DAY);
    struct browser owner = fixture_browser(f, f->home.id, f->who[AS_SHOP_OWNER].person_id, 0);
    struct browser boss = fixture_browser(f, f->home.id, f->who[AS_MANAGER].person_id, 0);
    fixture_ctx(f, &ctx);
    assert_int_equal(safety_dealer_daily(&ctx, &released, &erased), OK);
    assert_int_equal(safety_store_entry_of(&ctx, ring.id, &entry), OK);
    app_end(&ctx);
    struct answer page = fixture_get(f, &owner, sheet);
    assert_true(answer_has(&page, "when the office has written down who sold it"));
    page = fixture_get(f, &owner, put_out);
    assert_true(answer_has(&page, "the office has written down who sold it"));
    const char *path = fixture_text(f, "/en/kontor/brukthandel/%lld", (long long)entry.id);
    page = fixture_get(f, &boss, path);
    assert_true(answer_has(&page, "when the office has written down who sold it"));
    assert_int_equal(
        fixture_post(f, &boss, path, FIELDS("seller", "Ola", "document", "passport", "adult", "1"))
            .code,
        303);
    page = fixture_get(f, &owner, sheet);
    assert_true(answer_has(&page, "may be sold"));
    assert_int_equal(stops_of(f, ring.code), 0);
    fixture_close(f);
}

int http_safety_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_block_reaches_the_shop_by_mail_and_on_its_page),
        cmocka_unit_test(test_a_shop_sees_and_touches_only_its_own),
        cmocka_unit_test(test_a_title_in_a_shop_that_names_a_recalled_brand_is_decided_by_a_person),
        cmocka_unit_test(test_who_held_a_thing_that_is_stopped_gets_a_mail),
        cmocka_unit_test(test_a_title_written_after_the_recall_is_compared_too),
        cmocka_unit_test(test_two_managers_do_not_decide_over_each_other),
        cmocka_unit_test(test_a_shop_writes_down_a_test_of_its_own),
        cmocka_unit_test(test_what_may_hold_data_is_listed_only_after_its_shop_has_wiped_it),
        cmocka_unit_test(test_the_manager_writes_down_a_wiping_at_the_office),
        cmocka_unit_test(test_a_label_leads_to_the_thing_and_a_wrong_one_is_told),
        cmocka_unit_test(test_a_rule_changed_by_the_manager_holds_and_says_by_whom),
        cmocka_unit_test(test_who_sold_it_is_for_the_manager_alone),
        cmocka_unit_test(test_a_bought_thing_waits_for_its_seller_and_says_so),
    };
    return TEST_DB_RUN("safety", tests);
}
