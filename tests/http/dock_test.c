/* SPDX-License-Identifier: EUPL-1.2 */
/* What follows a draw, on the pages: both sides of the dock, the swap square, leftovers, partners.
 */
#include "base/day.h"
#include "centre/centre.h"
#include "http_fixture.h"
#include "test_draw.h"

int http_dock_test(void);

#define ROUND  INT64_C(8001)
#define SECOND INT64_C(8011)
#define TODAY  (FIXTURE_NOW_MS + 2 * MS_PER_HOUR)
#define FRIDAY (FIXTURE_NOW_MS + 46 * MS_PER_HOUR)
#define LOT_MP INT64_C(12400)

struct dock {
    struct fixture *f;
    struct ctx ctx;
    int64_t rules_id;
    struct thing won;     /* by shop 0 */
    struct thing also;    /* by shop 0 */
    struct thing others;  /* by shop 1 */
    struct thing unwon;   /* left over from the first call */
    struct thing unloved; /* and from a second */
    int64_t windows[2];   /* today at 14, Friday at 10 */
};

static struct thing receive(struct dock *dock, const char *key)
{
    const struct lot lot = {.key_source = STR("dock"),
                            .key = str_of(key),
                            .holder_id = dock->f->home.station_id,
                            .source_id = dock->f->home.station_id,
                            .category_id = 10101,
                            .count = 3,
                            .g = 14500,
                            .weight_method = WEIGHT_SCALE,
                            .state = STATE_WHOLE,
                            .size_key = STR(""),
                            .note = STR("")};
    struct thing thing;
    bool is_new = false;
    assert_int_equal(goods_receive(&dock->ctx, &lot, &thing, &is_new), OK);
    thing.code = str_copy(dock->f->mem, thing.code);
    return thing;
}

static int64_t add_window(struct dock *dock, int64_t starts_ms, int64_t capacity)
{
    const struct pick_up_window window = {.round_id = ROUND,
                                          .station_id = dock->f->home.station_id,
                                          .starts_ms = starts_ms,
                                          .ends_ms = starts_ms + 2 * MS_PER_HOUR,
                                          .capacity_lots = capacity};
    int64_t id = 0;
    assert_int_equal(allocation_window_add(&dock->ctx, &window, &id), OK);
    return id;
}

static struct thing won_by(struct dock *dock, const char *key, int shop)
{
    const struct thing thing = receive(dock, key);
    const int64_t shop_id = dock->f->home.shops[shop].id;
    test_draw_lot(&dock->ctx, ROUND, &thing, LOT_MP, STR(""));
    test_draw_award(&dock->ctx, ROUND, &thing, shop_id, LOT_MP);
    return thing;
}

/* A published round; the ctx stays open for what rooms are asked directly. */
static struct dock dock_open(void)
{
    struct dock dock = {.f = fixture_open()};
    struct ctx *ctx = &dock.ctx;
    fixture_ctx(dock.f, ctx);
    struct allocation_rules rules = allocation_rules_first(ctx);
    rules.from_day = centre_today(ctx);
    rules.note = STR("Reglene vi begynner med");
    rules.penalty_mp = 5000;
    rules.swap_hours = 24;
    assert_int_equal(allocation_rules_add(ctx, &rules, &dock.rules_id), OK);
    test_draw_round(ctx, ROUND, 1, dock.rules_id, NO_I64);
    test_draw_round(ctx, SECOND, 2, dock.rules_id, ROUND);
    dock.windows[0] = add_window(&dock, TODAY, 4);
    dock.windows[1] = add_window(&dock, FRIDAY, 2);
    dock.won = won_by(&dock, "won", 0);
    dock.also = won_by(&dock, "also", 0);
    dock.others = won_by(&dock, "others", 1);
    dock.unwon = receive(&dock, "unwon");
    dock.unloved = receive(&dock, "unloved");
    test_draw_lot(ctx, ROUND, &dock.unwon, LOT_MP, STR(""));
    test_draw_lot(ctx, SECOND, &dock.unloved, LOT_MP, STR(""));
    int64_t leads[] = {dock.f->home.shops[0].id, dock.f->home.shops[1].id};
    test_draw_pick_ups(ctx, ROUND, leads, 2);
    db_session_end(ctx);
    return dock;
}

static void dock_close(struct dock *dock)
{
    app_end(&dock->ctx);
    fixture_close(dock->f);
}

static struct browser *shop(struct dock *dock)
{
    return &dock->f->who[AS_SHOP_OWNER];
}

static struct browser *station(struct dock *dock)
{
    return &dock->f->who[AS_STATION_WORKER];
}

static const char *id_text(struct dock *dock, int64_t id)
{
    return fixture_text(dock->f, "%lld", (long long)id);
}

/* Posts and follows; fails the test when it is refused. */
static struct answer done(struct dock *dock, struct browser *browser, const char *path,
                          const char *const *fields)
{
    const struct answer answer = fixture_post(dock->f, browser, path, fields);
    assert_int_equal(answer.code, 303);
    const struct answer page = fixture_follow(dock->f, browser, answer);
    assert_int_equal(page.code, 200);
    return page;
}

static void refused(struct dock *dock, struct browser *browser, const char *path,
                    const char *const *fields, int code, const char *why)
{
    const struct answer answer = fixture_post(dock->f, browser, path, fields);
    assert_int_equal(answer.code, code);
    if (!answer_has(&answer, why)) {
        fail_msg("%s: no “%s”", path, why);
    }
}

/* ---- the dock */

static void test_the_shop_sees_when_where_and_how_much(void **state)
{
    struct dock dock = dock_open();
    (void)state;
    const struct answer page = fixture_get(dock.f, shop(&dock), "/henting");
    assert_int_equal(page.code, 200);
    assert_true(answer_has(&page, "Hent onsdag 25.\u00a0november kl. 14–16"));
    assert_true(answer_has(&page, "Skogheim · 2 partier · ca. 29\u00a0kg"));
    assert_true(answer_has(&page, dock.won.code.ptr));
    assert_true(answer_has(&page, "fredag 27.\u00a0november kl. 10–12"));
    assert_false(answer_has(&page, dock.others.code.ptr));
    dock_close(&dock);
}

static void test_both_confirm_with_the_label_in_either_order(void **state)
{
    struct dock dock = dock_open();
    (void)state;
    const char *won = dock.won.code.ptr;
    const char *last = fixture_text(dock.f, "%.4s", dock.also.code.ptr + 4);
    fixture_wait(dock.f, 2 * MS_PER_HOUR);
    struct answer page = done(&dock, shop(&dock), "/henting", FIELDS("code", won));
    assert_true(answer_has(&page, "Dere har bekreftet"));
    assert_true(answer_has(&page, "Stasjonen må også bekrefte"));
    page = fixture_get(dock.f, station(&dock), "/inn/henting");
    assert_true(answer_has(&page, "Butikken har bekreftet. Nå du."));
    assert_true(answer_has(&page, "Hjulet"));
    page = done(&dock, station(&dock), "/inn/henting", FIELDS("code", won));
    assert_true(answer_has(&page, "er utlevert til Hjulet"));
    assert_true(answer_has(&page, "Butikken har også bekreftet."));
    page = done(&dock, station(&dock), "/inn/henting", FIELDS("code", last));
    assert_true(answer_has(&page, "Butikken må bekrefte."));
    page = done(&dock, shop(&dock), "/henting", FIELDS("code", dock.also.code.ptr));
    assert_true(answer_has(&page, "har hentet"));
    page = done(&dock, station(&dock), "/inn/henting", FIELDS("code", won));
    assert_int_equal(page.code, 200);
    dock_close(&dock);
}

static void test_wrong_labels_say_what_to_do(void **state)
{
    struct dock dock = dock_open();
    (void)state;
    const char *others = dock.others.code.ptr;
    refused(&dock, shop(&dock), "/henting", FIELDS("code", others), 404, "på butikken din");
    refused(&dock, shop(&dock), "/henting", FIELDS("code", "12"), 422, "tegn");
    refused(&dock, station(&dock), "/inn/henting", FIELDS("code", dock.unwon.code.ptr), 404,
            "venter på denne stasjonen");
    refused(&dock, station(&dock), "/inn/henting", FIELDS("code", "2222"), 404,
            "slutter på disse tegnene");
    refused(&dock, station(&dock), "/inn/henting",
            FIELDS("code", dock.f->home.shops[0].awaiting.ptr), 404, "venter på denne stasjonen");
    fixture_wait(dock.f, 5 * MS_PER_HOUR);
    refused(&dock, shop(&dock), "/henting", FIELDS("code", dock.won.code.ptr), 409, "ute");
    dock_close(&dock);
}

static void test_a_lot_given_by_hand_is_the_shops_alone_to_confirm(void **state)
{
    struct dock dock = dock_open();
    (void)state;
    const char *code = dock.f->home.shops[0].awaiting.ptr;
    struct answer page = fixture_get(dock.f, shop(&dock), "/henting");
    assert_true(answer_has(&page, "Gitt av senteret"));
    page = done(&dock, shop(&dock), "/henting", FIELDS("code", code));
    assert_true(answer_has(&page, "har hentet"));
    dock_close(&dock);
}

static void test_a_shop_changes_its_time(void **state)
{
    struct dock dock = dock_open();
    (void)state;
    const char *today = id_text(&dock, dock.windows[0]);
    const char *friday = id_text(&dock, dock.windows[1]);
    refused(&dock, shop(&dock), "/henting/tid", FIELDS("from", today), 422, "Velg en av tidene");
    const struct answer page =
        done(&dock, shop(&dock), "/henting/tid", FIELDS("from", today, "to", friday));
    assert_true(answer_has(&page, "Hent fredag 27.\u00a0november kl. 10–12"));
    refused(&dock, &dock.f->who[AS_OTHER_SHOP], "/henting/tid", FIELDS("from", today, "to", friday),
            409, "full");
    const struct answer stranger = fixture_post(dock.f, &dock.f->who[AS_OTHER_SHOP], "/henting/tid",
                                                FIELDS("from", friday, "to", today));
    assert_int_equal(stranger.code, 404);
    dock_close(&dock);
}

/* ---- the calendar */

static void test_the_calendar_needs_the_address_and_nothing_else(void **state)
{
    struct dock dock = dock_open();
    struct browser nobody = {0};
    (void)state;
    struct answer page = fixture_post(dock.f, shop(&dock), "/henting/kalender", FIELDS_NONE);
    assert_int_equal(page.code, 200);
    const ptrdiff_t at = str_find(page.body, STR("/kalender/"));
    assert_true(at > 0);
    const char *path = fixture_text(dock.f, "%.58s", page.body.ptr + at);
    const struct answer feed = fixture_get(dock.f, &nobody, path);
    assert_int_equal(feed.code, 200);
    assert_true(str_starts_with(feed.content_type, STR("text/calendar")));
    assert_true(answer_has(&feed, "BEGIN:VCALENDAR"));
    assert_true(answer_has(&feed, "Hent 2 partier"));
    assert_false(answer_has(&feed, "Hjulet"));
    page = fixture_get(dock.f, shop(&dock), "/henting");
    assert_false(answer_has(&page, path));
    assert_int_equal(fixture_post(dock.f, shop(&dock), "/henting/kalender", FIELDS_NONE).code, 200);
    assert_int_equal(fixture_get(dock.f, &nobody, path).code, 404);
    dock_close(&dock);
}

/* ---- the swap square */

static const char *offer_id_in(struct dock *dock, const struct answer *page)
{
    const ptrdiff_t at = str_find(page->body, STR("name=\"offer\" value=\""));
    assert_true(at > 0);
    const struct str rest = str_slice(page->body, (size_t)at + 20, page->body.len);
    const ptrdiff_t end = str_find_byte(rest, '"');
    return fixture_text(dock->f, "%.*s", (int)end, rest.ptr);
}

static void test_a_lot_is_offered_asked_for_and_changes_hands(void **state)
{
    struct dock dock = dock_open();
    struct browser *other = &dock.f->who[AS_OTHER_SHOP];
    int64_t decided = 0;
    (void)state;
    const char *won = dock.won.code.ptr;
    struct answer page = done(&dock, shop(&dock), "/bytte/tilby", FIELDS("code", won));
    assert_true(answer_has(&page, "Det ligger på byttetorget nå."));
    refused(&dock, shop(&dock), "/bytte/tilby", FIELDS("code", won), 409, "alt på byttetorget");
    refused(&dock, other, "/bytte/tilby", FIELDS("code", won), 404, "fordeling med denne lappen");
    page = fixture_get(dock.f, other, "/bytte");
    assert_true(answer_has(&page, "12,4 poeng"));
    assert_false(answer_has(&page, "Fra Hjulet"));
    const char *offer = offer_id_in(&dock, &page);
    refused(&dock, shop(&dock), "/bytte/vil-ha", FIELDS("offer", offer), 409, "Dette tilbyr dere");
    page = done(&dock, other, "/bytte/vil-ha", FIELDS("offer", offer));
    assert_true(answer_has(&page, "Dere har bedt om den"));
    page = fixture_get(dock.f, shop(&dock), "/bytte");
    assert_false(answer_has(&page, "Stor"));
    fixture_wait(dock.f, 3 * MS_PER_HOUR);
    db_session_begin(&dock.ctx, dock.f->app.db);
    dock.ctx.now_ms = dock.f->now_ms;
    assert_int_equal(allocation_swap_decide(&dock.ctx, &decided), OK);
    db_session_end(&dock.ctx);
    assert_int_equal(decided, 1);
    page = fixture_get(dock.f, other, "/henting");
    assert_true(answer_has(&page, won));
    page = fixture_get(dock.f, shop(&dock), "/henting");
    assert_false(answer_has(&page, won));
    dock_close(&dock);
}

static void test_an_offer_is_withdrawn_by_its_shop_alone(void **state)
{
    struct dock dock = dock_open();
    struct browser *other = &dock.f->who[AS_OTHER_SHOP];
    (void)state;
    (void)done(&dock, shop(&dock), "/bytte/tilby", FIELDS("code", dock.won.code.ptr));
    struct answer page = fixture_get(dock.f, other, "/bytte");
    const char *offer = offer_id_in(&dock, &page);
    page = fixture_post(dock.f, other, "/bytte/trekk", FIELDS("offer", offer));
    assert_int_equal(page.code, 404);
    (void)done(&dock, other, "/bytte/vil-ha", FIELDS("offer", offer));
    page = done(&dock, other, "/bytte/likevel-ikke", FIELDS("offer", offer));
    assert_true(answer_has(&page, "Vi vil ha den"));
    page = done(&dock, shop(&dock), "/bytte/trekk", FIELDS("offer", offer));
    assert_true(answer_has(&page, "Dere tilbyr ingenting"));
    refused(&dock, other, "/bytte/vil-ha", FIELDS("offer", offer), 409, "over");
    dock_close(&dock);
}

/* ---- leftovers and partners */

static void test_leftovers_are_called_out_once_more(void **state)
{
    struct dock dock = dock_open();
    struct browser *manager = &dock.f->who[AS_MANAGER];
    (void)state;
    const char *unwon = id_text(&dock, dock.unwon.id);
    struct answer page = fixture_get(dock.f, manager, "/kontor/rester");
    assert_true(answer_has(&page, dock.unwon.code.ptr));
    assert_true(answer_has(&page, dock.unloved.code.ptr));
    refused(&dock, manager, "/kontor/rester/lys-ut",
            FIELDS("label", "Rester uke 51", "closes", "2026-11-27"), 422, "minst ett parti");
    refused(&dock, manager, "/kontor/rester/lys-ut",
            FIELDS("things", unwon, "label", "Rester uke 51", "closes", "2026-11-25"), 422,
            "ikke har vært ennå");
    refused(&dock, manager, "/kontor/rester/ut",
            FIELDS("thing", unwon, "partner", "0", "discard", "4", "reason", "Ingen ville ha det"),
            409, "Butikkene kommer først");
    page = done(&dock, manager, "/kontor/rester/lys-ut",
                FIELDS("things", unwon, "label", "Rester uke 51", "closes", "2026-11-27"));
    assert_true(answer_has(&page, "1 parti ligger i en ny runde"));
    assert_false(answer_has(&page, dock.unwon.code.ptr));
    dock_close(&dock);
}

static void test_a_ruined_leftover_goes_to_recycling_at_once(void **state)
{
    struct dock dock = dock_open();
    struct browser *manager = &dock.f->who[AS_MANAGER];
    (void)state;
    const char *unwon = id_text(&dock, dock.unwon.id);
    refused(&dock, manager, "/kontor/rester/kast",
            FIELDS("discard", "2", "reason", "Vått av regn i går"), 422, "minst ett parti");
    refused(&dock, manager, "/kontor/rester/kast",
            FIELDS("things", unwon, "discard", "4", "reason", "Ingen ville ha det"), 422,
            "hvorfor det går til gjenvinning");
    refused(&dock, manager, "/kontor/rester/kast",
            FIELDS("things", unwon, "discard", "2", "reason", "vått"), 422, "10 tegn");
    const struct answer page =
        done(&dock, manager, "/kontor/rester/kast",
             FIELDS("things", unwon, "discard", "2", "reason", "Vått av regn i går"));
    assert_true(answer_has(&page, "Det er ordnet"));
    assert_false(answer_has(&page, dock.unwon.code.ptr));
    refused(&dock, manager, "/kontor/rester/kast",
            FIELDS("things", unwon, "discard", "2", "reason", "Vått av regn i går"), 409,
            "alt ordnet et av partiene");
    dock_close(&dock);
}

static void test_a_partner_is_added_gets_a_lot_and_is_ended(void **state)
{
    struct dock dock = dock_open();
    struct browser *manager = &dock.f->who[AS_MANAGER];
    (void)state;
    const char *unloved = id_text(&dock, dock.unloved.id);
    struct answer page = fixture_get(dock.f, manager, "/kontor/rester");
    assert_true(answer_has(&page, "ingen partner har avtale"));
    refused(&dock, manager, "/kontor/partnere",
            FIELDS("name", "Kirkens", "organisation_number", "123 456 789", "term", "fast", "from",
                   "2026-11-25", "category", "10000"),
            422, "9 sifre");
    page = done(&dock, manager, "/kontor/partnere",
                FIELDS("name", "Kirkens", "organisation_number", "100 000 008", "email", "", "term",
                       "fast", "from", "2026-11-25", "category", "10000"));
    assert_true(answer_has(&page, "Gjelder nå"));
    assert_true(answer_has(&page, "24.\u00a0november 2027"));
    page = fixture_get(dock.f, manager, "/kontor/rester");
    const ptrdiff_t at = str_find(page.body, STR(">Kirkens</option>"));
    assert_true(at > 0);
    refused(&dock, manager, "/kontor/rester/ut",
            FIELDS("thing", unloved, "partner", "7", "reason", "Ingen butikk ønsket det"), 422,
            "har avtale om slike varer");
    refused(&dock, manager, "/kontor/rester/ut",
            FIELDS("thing", unloved, "partner", "0", "discard", "4", "reason", "kort"), 422,
            "10 tegn");
    refused(&dock, manager, "/kontor/rester/ut",
            FIELDS("thing", unloved, "partner", "0", "reason", "Ingen butikk ønsket det"), 422,
            "hvorfor det går til gjenvinning");
    page = done(&dock, manager, "/kontor/rester/ut",
                FIELDS("thing", unloved, "partner", "0", "discard", "4", "reason",
                       "Ingen butikk ønsket det"));
    assert_true(answer_has(&page, "Det er ordnet"));
    assert_false(answer_has(&page, dock.unloved.code.ptr));
    dock_close(&dock);
}

static const char *pick_up_id_in(struct dock *dock, const struct answer *page)
{
    const char *value = strstr(page->body.ptr, "name=\"pick_up\" value=\"");
    assert_non_null(value);
    return fixture_text(dock->f, "%.*s", (int)strspn(value + 22, "0123456789"), value + 22);
}

static void test_the_manager_says_where_a_lot_is_that_the_station_alone_confirmed(void **state)
{
    struct dock dock = dock_open();
    struct browser *manager = &dock.f->who[AS_MANAGER];
    (void)state;
    (void)done(&dock, station(&dock), "/inn/henting", FIELDS("code", dock.won.code.ptr));
    (void)done(&dock, station(&dock), "/inn/henting", FIELDS("code", dock.also.code.ptr));
    struct answer page = fixture_get(dock.f, manager, "/kontor/rester");
    assert_false(answer_has(&page, "ikke bekreftet av butikken"));
    fixture_wait(dock.f, 5 * MS_PER_HOUR);
    page = fixture_get(dock.f, manager, "/kontor/rester");
    assert_true(answer_has(&page, "ikke bekreftet av butikken"));
    assert_true(answer_has(&page, dock.won.code.ptr));
    assert_true(answer_has(&page, "Hjulet"));
    assert_true(answer_has(&page, "i dag kl. 12"));
    const char *first = pick_up_id_in(&dock, &page);
    refused(&dock, manager, "/kontor/rester/funnet", FIELDS("pick_up", first), 422,
            "Hvor det er: ");
    refused(&dock, manager, "/kontor/rester/funnet", FIELDS("pick_up", first, "found", "i-bussen"),
            422, "Hvor det er: ");
    page = done(&dock, manager, "/kontor/rester/funnet",
                FIELDS("pick_up", first, "found", "butikken"));
    assert_true(answer_has(&page, "regnes som hentet"));
    refused(&dock, manager, "/kontor/rester/funnet", FIELDS("pick_up", first, "found", "stasjonen"),
            409, "ordnet i mellomtiden");
    page = fixture_get(dock.f, manager, "/kontor/rester");
    const char *second = pick_up_id_in(&dock, &page);
    page = done(&dock, manager, "/kontor/rester/funnet",
                FIELDS("pick_up", second, "found", "stasjonen"));
    assert_true(answer_has(&page, "byttetorget"));
    assert_false(answer_has(&page, "ikke bekreftet av butikken"));
    page = fixture_post(dock.f, manager, "/kontor/rester/funnet",
                        FIELDS("pick_up", "4611686018427387903", "found", "butikken"));
    assert_int_equal(page.code, 404);
    dock_close(&dock);
}

static void test_the_auditor_looks_and_changes_nothing(void **state)
{
    struct dock dock = dock_open();
    struct browser *auditor = &dock.f->who[AS_AUDITOR];
    (void)state;
    (void)done(&dock, station(&dock), "/inn/henting", FIELDS("code", dock.won.code.ptr));
    fixture_wait(dock.f, 5 * MS_PER_HOUR);
    const struct answer page = fixture_get(dock.f, auditor, "/kontor/rester");
    assert_int_equal(page.code, 200);
    assert_true(answer_has(&page, dock.unwon.code.ptr));
    assert_true(answer_has(&page, dock.won.code.ptr));
    assert_false(answer_has(&page, "Butikken har det"));
    assert_false(answer_has(&page, "Lys ut de valgte"));
    assert_int_equal(fixture_get(dock.f, auditor, "/kontor/partnere").code, 200);
    dock_close(&dock);
}

int http_dock_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_shop_sees_when_where_and_how_much),
        cmocka_unit_test(test_both_confirm_with_the_label_in_either_order),
        cmocka_unit_test(test_wrong_labels_say_what_to_do),
        cmocka_unit_test(test_a_lot_given_by_hand_is_the_shops_alone_to_confirm),
        cmocka_unit_test(test_a_shop_changes_its_time),
        cmocka_unit_test(test_the_calendar_needs_the_address_and_nothing_else),
        cmocka_unit_test(test_a_lot_is_offered_asked_for_and_changes_hands),
        cmocka_unit_test(test_an_offer_is_withdrawn_by_its_shop_alone),
        cmocka_unit_test(test_leftovers_are_called_out_once_more),
        cmocka_unit_test(test_a_ruined_leftover_goes_to_recycling_at_once),
        cmocka_unit_test(test_a_partner_is_added_gets_a_lot_and_is_ended),
        cmocka_unit_test(test_the_manager_says_where_a_lot_is_that_the_station_alone_confirmed),
        cmocka_unit_test(test_the_auditor_looks_and_changes_nothing),
    };
    return TEST_DB_RUN("dock", tests);
}
