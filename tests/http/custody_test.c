/* SPDX-License-Identifier: EUPL-1.2 */
/* The store, loads, stocktakes, booths and deliveries as pages. */
#include "custody/custody.h"

#include "base/day.h"
#include "centre/centre.h"
#include "goods/goods_booth.h"
#include "http_custody.h"
#include "http_refusal.h"

int http_custody_test(void);

static struct thing lot_at_station(struct fixture *f)
{
    struct ctx ctx;
    fixture_ctx(f, &ctx);
    struct thing lot = http_custody_lot(f, &ctx, &f->home);
    lot.code = str_copy(f->mem, lot.code);
    app_end(&ctx);
    return lot;
}

static struct thing thing_now(struct fixture *f, int64_t id)
{
    struct ctx ctx;
    struct thing thing;
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_thing(&ctx, id, &thing), OK);
    app_end(&ctx);
    return thing;
}

static const char *id_of(struct fixture *f, int64_t id)
{
    return fixture_text(f, "%lld", (long long)id);
}

static const char *shown_code(struct fixture *f, struct str code)
{
    return fixture_text(f, "%.4s-%.4s", code.ptr, code.ptr + 4);
}

/* ---- the desk -------------------------------------------------------------------------------- */

static void test_the_store_finds_by_label_and_moves_what_is_ticked(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *manager = &f->who[AS_MANAGER];
    (void)state;
    const struct thing lot = lot_at_station(f);
    const struct answer found =
        fixture_get(f, manager, fixture_text(f, "/kontor/lager?kode=%.4s", lot.code.ptr + 4));
    assert_int_equal(found.code, 200);
    assert_true(answer_has(&found, shown_code(f, lot.code)));
    const struct answer moved =
        fixture_post(f, manager, "/kontor/lager",
                     FIELDS("gjor", "flytt", "things", id_of(f, lot.id), "to", "3"));
    assert_int_equal(moved.code, 303);
    assert_int_equal(thing_now(f, lot.id).holder_id, GOODS_HOLDER_OF(HOLDER_HOUSE));
    const struct answer page = fixture_follow(f, manager, moved);
    assert_true(answer_has(&page, "role=\"status\""));
    fixture_close(f);
}

static void test_a_refused_move_keeps_the_search_and_what_was_ticked(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *manager = &f->who[AS_MANAGER];
    (void)state;
    const struct thing lot = lot_at_station(f);
    const char *path = fixture_text(f, "/kontor/lager?sted=%s", id_of(f, f->home.station_id));
    const struct answer refused =
        fixture_post(f, manager, path, FIELDS("gjor", "flytt", "things", id_of(f, lot.id)));
    assert_int_equal(refused.code, 422);
    assert_true(answer_has(&refused, "Velg hvor tingene skal."));
    assert_true(answer_has(&refused, fixture_text(f, "action=\"%s\"", path)));
    const char *box = fixture_text(f, "value=\"%s\"", id_of(f, lot.id));
    const ptrdiff_t at = str_find(refused.body, str_of(box));
    assert_true(at > 0);
    const struct str after = str_slice(refused.body, (size_t)at, (size_t)at + 250);
    assert_true(str_find(after, STR(" checked")) > 0);
    fixture_close(f);
}

static void test_throwing_away_asks_for_the_reason(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *manager = &f->who[AS_MANAGER];
    (void)state;
    const struct thing lot = lot_at_station(f);
    const char *id = id_of(f, lot.id);
    const struct answer refused = fixture_post(f, manager, "/kontor/lager",
                                               FIELDS("gjor", "kast", "things", id, "way", "kast"));
    assert_int_equal(refused.code, 422);
    assert_int_equal(thing_now(f, lot.id).count, 3);
    assert_int_equal(
        fixture_post(f, manager, "/kontor/lager",
                     FIELDS("gjor", "kast", "things", id, "way", "kast", "reason", "1"))
            .code,
        303);
    assert_int_equal(thing_now(f, lot.id).count, 0);
    fixture_close(f);
}

static void test_lots_are_put_together_and_one_is_counted_weighed_and_divided(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *manager = &f->who[AS_MANAGER];
    (void)state;
    const struct thing a = lot_at_station(f);
    const struct thing b = lot_at_station(f);
    assert_int_equal(
        fixture_post(f, manager, "/kontor/lager", FIELDS("gjor", "samle", "things", id_of(f, a.id)))
            .code,
        422);
    assert_int_equal(
        fixture_post(f, manager, "/kontor/lager",
                     FIELDS("gjor", "samle", "things", id_of(f, a.id), "things", id_of(f, b.id)))
            .code,
        303);
    assert_int_equal(thing_now(f, a.id).count, 6);
    assert_int_equal(thing_now(f, b.id).count, 0);
    const char *path = fixture_text(f, "/kontor/lager/%.*s", STR_ARG(a.code));
    const char *version = refusal_version(f, a.code);
    const struct answer wrong = fixture_post(f, manager, fixture_text(f, "%s/tell", path),
                                             FIELDS("version", version, "count", "9", "why", "1"));
    assert_int_equal(wrong.code, 422);
    assert_true(answer_has(&wrong, "value=\"9\""));
    assert_int_equal(fixture_post(f, manager, fixture_text(f, "%s/tell", path),
                                  FIELDS("version", version, "count", "5", "why", "1"))
                         .code,
                     303);
    assert_int_equal(
        fixture_post(f, manager, fixture_text(f, "%s/vei", path), FIELDS("weight", "12,5")).code,
        303);
    assert_int_equal(thing_now(f, a.id).g, 12500);
    assert_int_equal(
        fixture_post(f, manager, fixture_text(f, "%s/del", path),
                     FIELDS("split_version", refusal_version(f, a.code), "split_count", "2"))
            .code,
        303);
    assert_int_equal(thing_now(f, a.id).count, 3);
    fixture_close(f);
}

/* ---- loads ----------------------------------------------------------------------------------- */

static const char *made_load(struct fixture *f, struct browser *worker, const char *to)
{
    const struct answer made = fixture_post(f, worker, "/inn/lass", FIELDS("to", to));
    assert_int_equal(made.code, 303);
    return str_copy(f->mem, made.location).ptr;
}

static void test_the_worker_loads_and_the_office_gets_everything_with_one_press(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *worker = &f->who[AS_STATION_WORKER];
    struct browser *manager = &f->who[AS_MANAGER];
    (void)state;
    const struct thing lot = lot_at_station(f);
    const char *path = made_load(f, worker, "3");
    const struct answer unknown = fixture_post(f, worker, fixture_text(f, "%s/pa", path),
                                               FIELDS("codes", "22222222 finnesikke"));
    assert_int_equal(unknown.code, 404);
    assert_true(answer_has(&unknown, "22222222 finnesikke"));
    assert_int_equal(
        fixture_post(f, worker, fixture_text(f, "%s/pa", path), FIELDS("codes", lot.code.ptr)).code,
        303);
    assert_int_equal(fixture_post(f, worker, fixture_text(f, "%s/send", path), FIELDS_NONE).code,
                     303);
    /* The sender's station does not get it: that is the other end. */
    assert_int_equal(
        fixture_post(f, worker, fixture_text(f, "%s/mottak", path), FIELDS("all", "1")).code, 409);
    const char *office = fixture_text(f, "/kontor/lass/%s", path + strlen("/inn/lass/"));
    const struct answer page = fixture_get(f, manager, office);
    assert_true(answer_has(&page, "name=\"all\""));
    assert_int_equal(
        fixture_post(f, manager, fixture_text(f, "%s/mottak", office), FIELDS("all", "1")).code,
        303);
    assert_int_equal(thing_now(f, lot.id).holder_id, GOODS_HOLDER_OF(HOLDER_HOUSE));
    const struct answer after = fixture_get(f, manager, office);
    assert_true(answer_has(&after, "Framme"));
    fixture_close(f);
}

static void test_differences_come_back_as_they_were_told(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *shop = &f->who[AS_SHOP_OWNER];
    (void)state;
    const struct str code = http_custody_shared(f, &f->home).loads[0];
    const char *path = fixture_text(f, "/mottak/%.*s", STR_ARG(code));
    const struct answer refused =
        fixture_post(f, shop, path, FIELDS("outcomes", "12", "why", "nei", "extra", "ukjent"));
    assert_int_equal(refused.code, 422);
    assert_true(answer_has(&refused, "value=\"12\" selected"));
    assert_true(answer_has(&refused, "value=\"nei\""));
    assert_true(answer_has(&refused, "ukjent</textarea>"));
    assert_int_equal(
        fixture_post(f, shop, path, FIELDS("outcomes", "12", "why", "Falt av bilen")).code, 303);
    const struct answer page = fixture_get(f, shop, path);
    assert_true(answer_has(&page, "Falt av bilen"));
    assert_true(answer_has(&page, "Tapt underveis"));
    fixture_close(f);
}

static void test_a_late_load_shows_and_the_list_prints(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct str code = http_custody_shared(f, &f->home).loads[0];
    fixture_wait(f, CUSTODY_LATE_MS + 1);
    struct browser manager = fixture_browser(f, f->home.id, f->who[AS_MANAGER].person_id, 0);
    const struct answer page = fixture_get(f, &manager, "/kontor/lass");
    assert_true(answer_has(&page, "Forsinket"));
    const struct answer pdf =
        fixture_get(f, &manager, fixture_text(f, "/lass/%.*s/liste", STR_ARG(code)));
    assert_int_equal(pdf.code, 200);
    assert_true(str_starts_with(pdf.body, STR("%PDF-")));
    fixture_close(f);
}

static void test_a_shop_sees_its_own_loads_only(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct http_custody made = http_custody_shared(f, &f->home);
    const struct answer list = fixture_get(f, &f->who[AS_SHOP_OWNER], "/mottak");
    assert_true(answer_has(&list, shown_code(f, made.loads[0])));
    assert_false(answer_has(&list, shown_code(f, made.loads[1])));
    fixture_close(f);
}

/* ---- stocktakes ------------------------------------------------------------------------------ */

static void test_a_shelf_is_scanned_settled_and_closed(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *manager = &f->who[AS_MANAGER];
    (void)state;
    const struct answer begun =
        fixture_post(f, manager, "/kontor/telling", FIELDS("holder", "3", "label", "Reol 4"));
    assert_int_equal(begun.code, 303);
    const char *path = str_copy(f->mem, begun.location).ptr;
    const struct thing lot = lot_at_station(f);
    assert_int_equal(
        fixture_post(f, manager, fixture_text(f, "%s/sett", path), FIELDS("codes", lot.code.ptr))
            .code,
        303);
    assert_int_equal(fixture_post(f, manager, fixture_text(f, "%s/lukk", path), FIELDS_NONE).code,
                     409);
    assert_int_equal(fixture_post(f, manager, fixture_text(f, "%s/ferdig", path), FIELDS_NONE).code,
                     303);
    const struct answer page = fixture_get(f, manager, path);
    assert_true(answer_has(&page, "Skogheim"));
    const struct answer refused =
        fixture_post(f, manager, fixture_text(f, "%s/avgjor", path),
                     FIELDS("rows", "1", "outcome", "la-sta", "why", "ja"));
    assert_int_equal(refused.code, 422);
    assert_true(answer_has(&refused, "value=\"ja\""));
    assert_int_equal(fixture_post(f, manager, fixture_text(f, "%s/avgjor", path),
                                  FIELDS("rows", "1", "outcome", "flytt"))
                         .code,
                     303);
    assert_int_equal(thing_now(f, lot.id).holder_id, GOODS_HOLDER_OF(HOLDER_HOUSE));
    assert_int_equal(fixture_post(f, manager, fixture_text(f, "%s/lukk", path), FIELDS_NONE).code,
                     303);
    fixture_close(f);
}

/* ---- booths ---------------------------------------------------------------------------------- */

static void test_a_limit_is_saved_published_and_refuses_the_next_lot(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *manager = &f->who[AS_MANAGER];
    const char *shop = id_of(f, f->home.shops[0].id);
    (void)state;
    const struct answer refused =
        fixture_post(f, manager, "/kontor/boder",
                     FIELDS("tenant", shop, "lots", "2", "fee", "50", "from", "2026-11-01"));
    assert_int_equal(refused.code, 422);
    assert_true(answer_has(&refused, "value=\"50\""));
    assert_int_equal(
        fixture_post(f, manager, "/kontor/boder",
                     FIELDS("tenant", shop, "lots", "2", "fee", "50", "from", "2026-11-25"))
            .code,
        303);
    struct browser visitor = {0};
    const struct answer everybody = fixture_get(f, &visitor, "/fordeling/boder");
    assert_true(answer_has(&everybody, "Hjulet"));
    assert_true(answer_has(&everybody, "50\u00a0kr per dag"));
    const struct answer own = fixture_get(f, &f->who[AS_SHOP_OWNER], "/bod");
    assert_true(answer_has(&own, "Full"));
    const struct answer other = fixture_get(f, &f->who[AS_OTHER_SHOP], "/bod");
    assert_false(answer_has(&other, "2 av 2"));
    const struct thing lot = lot_at_station(f);
    const struct answer full = fixture_post(
        f, manager, fixture_text(f, "/varer/%.*s/gi", STR_ARG(lot.code)), FIELDS("tenant", shop));
    assert_int_equal(full.code, 409);
    assert_true(answer_has(&full, "Boden til denne butikken er full."));
    struct ctx ctx;
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_booth_note_full(&ctx), OK);
    app_end(&ctx);
    const struct answer csv = fixture_get(f, &f->who[AS_ECONOMIST], "/kontor/boder/dager.csv");
    assert_int_equal(csv.code, 200);
    assert_true(answer_has(&csv, "2026-11-25,\"Hjulet\",2,"));
    assert_true(answer_has(&csv, ",5000\n"));
    fixture_close(f);
}

/* ---- deliveries ------------------------------------------------------------------------------ */

static void test_a_householder_reads_what_became_of_it_and_nothing_else(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *worker = &f->who[AS_STATION_WORKER];
    struct browser visitor = {0};
    (void)state;
    const struct thing lot = lot_at_station(f);
    const struct answer form =
        fixture_get(f, worker, fixture_text(f, "/inn/levering?som=%.*s", STR_ARG(lot.code)));
    assert_true(answer_has(&form, fixture_text(f, "value=\"%s\" checked", id_of(f, lot.id))));
    assert_int_equal(fixture_post(f, worker, "/inn/levering", FIELDS_NONE).code, 422);
    const struct answer made =
        fixture_post(f, worker, "/inn/levering", FIELDS("things", id_of(f, lot.id)));
    assert_int_equal(made.code, 303);
    const char *code = str_copy(f->mem, made.location).ptr + strlen("/inn/levering/");
    const struct answer slip =
        fixture_get(f, worker, fixture_text(f, "/inn/levering/%s/lapp", code));
    assert_true(str_starts_with(slip.body, STR("%PDF-")));
    const struct answer asked =
        fixture_get(f, &visitor, fixture_text(f, "/hva-skjedde?kode=%.4s-%.4s", code, code + 4));
    assert_int_equal(asked.code, 303);
    const struct answer story = fixture_follow(f, &visitor, asked);
    assert_int_equal(story.code, 200);
    assert_true(answer_has(&story, "Tatt imot på Skogheim"));
    assert_false(answer_has(&story, lot.code.ptr));
    const struct answer unknown = fixture_get(f, &visitor, "/hva-skjedde/22222222");
    assert_int_equal(unknown.code, 404);
    assert_true(answer_has(&unknown, "Sjekk hvert tegn"));
    assert_int_equal(fixture_get(f, &visitor, "/hva-skjedde?kode=tull").code, 404);
    fixture_close(f);
}

static void test_trying_many_codes_is_stopped(void **state)
{
    struct fixture *f = fixture_open();
    struct browser visitor = {0};
    static int network = 0; /* one for each engine: the limit outlives the fixture */
    int tries = 0;
    (void)state;
    f->remote = str_of(fixture_text(f, "192.0.2.%d", ++network));
    while (tries < 500 && fixture_get(f, &visitor, "/hva-skjedde/22222222").code == 404) {
        tries++;
    }
    assert_int_equal(tries, 120);
    assert_int_equal(fixture_get(f, &visitor, "/hva-skjedde/22222222").code, 429);
    fixture_wait(f, MS_PER_MINUTE);
    assert_int_equal(fixture_get(f, &visitor, "/hva-skjedde/22222222").code, 404);
    fixture_close(f);
}

int http_custody_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_store_finds_by_label_and_moves_what_is_ticked),
        cmocka_unit_test(test_a_refused_move_keeps_the_search_and_what_was_ticked),
        cmocka_unit_test(test_throwing_away_asks_for_the_reason),
        cmocka_unit_test(test_lots_are_put_together_and_one_is_counted_weighed_and_divided),
        cmocka_unit_test(test_the_worker_loads_and_the_office_gets_everything_with_one_press),
        cmocka_unit_test(test_differences_come_back_as_they_were_told),
        cmocka_unit_test(test_a_late_load_shows_and_the_list_prints),
        cmocka_unit_test(test_a_shop_sees_its_own_loads_only),
        cmocka_unit_test(test_a_shelf_is_scanned_settled_and_closed),
        cmocka_unit_test(test_a_limit_is_saved_published_and_refuses_the_next_lot),
        cmocka_unit_test(test_a_householder_reads_what_became_of_it_and_nothing_else),
        cmocka_unit_test(test_trying_many_codes_is_stopped),
    };
    return TEST_DB_RUN("custody", tests);
}
