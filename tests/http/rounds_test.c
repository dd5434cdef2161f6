/* SPDX-License-Identifier: EUPL-1.2 */
/* A round of the draw by its pages: what each may see and do at each step. */
#include "base/day.h"
#include "http_refusal.h"
#include "http_rounds.h"

int http_rounds_test(void);

/* ---- a round on its way ---------------------------------------------------------------------- */

static void test_pages_stand_before_there_is_anything(void **state)
{
    static const char *const office[] = {"/kontor/runder", "/kontor/regler", "/kontor/deltakere"};
    static const char *const public[] = {"/fordeling", "/fordeling/regler",
                                         "/fordeling/slik-virker-det"};
    struct fixture *f = fixture_open();
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(rounds_page(f, AS_MANAGER, office[i]).code, 200);
        assert_int_equal(rounds_page(f, AS_AUDITOR, office[i]).code, 200);
        assert_int_equal(rounds_page(f, AS_SHOP_OWNER, office[i]).code, 403);
        assert_int_equal(rounds_page(f, AS_VISITOR, public[i]).code, 200);
    }
    assert_int_equal(rounds_page(f, AS_MANAGER, "/kontor/runder/ny").code, 200);
    assert_int_equal(rounds_page(f, AS_MANAGER, "/kontor/regler/ny").code, 200);
    assert_int_equal(rounds_page(f, AS_MANAGER, "/kontor/runder/1").code, 404);
    assert_int_equal(rounds_page(f, AS_VISITOR, "/fordeling/1").code, 404);
    fixture_close(f);
}

static void test_a_draft_is_the_managers_alone(void **state)
{
    struct fixture *f = rounds_open_fixture();
    (void)state;
    rounds_make(f);
    const struct answer page = rounds_page(f, AS_MANAGER, "/kontor/runder/1");
    assert_true(answer_has(&page, "/kontor/runder/1/apne"));
    assert_int_equal(rounds_page(f, AS_MANAGER, "/kontor/runder/1/endre").code, 200);
    assert_true(answer_has(
        &(struct answer){.body = rounds_page(f, AS_MANAGER, "/kontor/runder/1/partier").body},
        f->home.waiting.ptr));
    assert_int_equal(rounds_page(f, AS_VISITOR, "/fordeling/1").code, 404);
    const struct answer list = rounds_page(f, AS_VISITOR, "/fordeling");
    assert_false(answer_has(&list, "Uke 48"));
    const struct answer auditor = rounds_page(f, AS_AUDITOR, "/kontor/runder/1");
    assert_false(answer_has(&auditor, "/kontor/runder/1/apne"));
    fixture_close(f);
}

static void test_lots_go_in_and_out_of_a_draft(void **state)
{
    struct fixture *f = rounds_open_fixture();
    struct browser *manager = &f->who[AS_MANAGER];
    (void)state;
    rounds_make(f);
    const char *id = rounds_thing(f, f->home.waiting);
    const struct answer out =
        fixture_post(f, manager, "/kontor/runder/1/partier/ut", FIELDS("parti", id));
    assert_int_equal(out.code, 303);
    assert_true(answer_has(
        &(struct answer){.body =
                             fixture_get(f, manager, "/kontor/runder/1/partier?vis=venter").body},
        f->home.waiting.ptr));
    assert_int_equal(fixture_post(f, manager, "/kontor/runder/1/partier", FIELDS("parti", id)).code,
                     303);
    const struct answer in = rounds_page(f, AS_MANAGER, "/kontor/runder/1/partier?vis=runden");
    assert_true(answer_has(&in, f->home.waiting.ptr));
    fixture_close(f);
}

static void test_nobodys_wishes_show_before_publication(void **state)
{
    static const char *const paths[] = {"/kontor/runder/1", "/kontor/runder/1?fro=prikk",
                                        "/kontor/runder", "/fordeling/1", "/fordeling"};
    struct fixture *f = rounds_open_fixture();
    (void)state;
    rounds_make(f);
    rounds_open(f);
    rounds_wish(f);
    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        const struct answer page = rounds_page(f, AS_MANAGER, paths[i]);
        assert_int_equal(page.code, 200);
        assert_false(answer_has(&page, "Hjulet"));
        assert_false(answer_has(&page, "Stor &amp; Liten"));
    }
    const struct answer trial = rounds_page(f, AS_MANAGER, "/kontor/runder/1?fro=prikk");
    assert_true(answer_has(&trial, "PRØVE – kan ikke publiseres"));
    fixture_close(f);
}

static void test_files_are_not_there_before_publication(void **state)
{
    static const char *const names[] = {"canonical.txt", "wishes.csv",  "awards.csv",
                                        "turns.csv",     "reasons.csv", "tenants.csv"};
    struct fixture *f = rounds_open_fixture();
    (void)state;
    rounds_make(f);
    assert_int_equal(rounds_page(f, AS_VISITOR, "/fordeling/1/filer/commitment.txt").code, 404);
    rounds_open(f);
    rounds_wish(f);
    assert_int_equal(rounds_page(f, AS_VISITOR, "/fordeling/1/filer/commitment.txt").code, 404);
    rounds_close(f);
    for (int drawn = 0; drawn < 2; drawn++) {
        for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
            struct browser visitor = {0};
            const char *path = fixture_text(f, "/fordeling/1/filer/%s", names[i]);
            const char *run = fixture_text(f, "/fordeling/1/1/filer/%s", names[i]);
            assert_int_equal(fixture_get(f, &visitor, path).code, 404);
            assert_int_equal(fixture_get(f, &visitor, run).code, 404);
            assert_int_equal(fixture_get(f, &f->who[AS_MANAGER], path).code, 404);
        }
        if (drawn == 0) {
            rounds_draw(f);
        }
    }
    struct browser visitor = {0};
    const struct answer commitment = fixture_get(f, &visitor, "/fordeling/1/filer/commitment.txt");
    assert_int_equal(commitment.code, 200);
    assert_str(commitment.content_type, "text/plain; charset=utf-8");
    const struct answer page = rounds_page(f, AS_VISITOR, "/fordeling/1");
    assert_true(answer_has(&page, fixture_text(f, "%.64s", str_copy(f->mem, commitment.body).ptr)));
    assert_false(answer_has(&page, "Hjulet"));
    fixture_close(f);
}

static void test_a_published_round_is_open_to_all(void **state)
{
    struct fixture *f = rounds_open_fixture();
    struct browser visitor = {0};
    (void)state;
    rounds_make(f);
    rounds_open(f);
    rounds_wish(f);
    rounds_close(f);
    rounds_draw(f);
    const struct answer drawn = rounds_page(f, AS_MANAGER, "/kontor/runder/1");
    assert_true(answer_has(&drawn, f->home.waiting.ptr));
    rounds_publish(f);
    const struct answer page = rounds_page(f, AS_VISITOR, "/fordeling/1");
    assert_true(answer_has(&page, f->home.waiting.ptr));
    const struct answer awards = fixture_get(f, &visitor, "/fordeling/1/1/filer/awards.csv");
    assert_int_equal(awards.code, 200);
    assert_str(awards.content_type, "text/csv; charset=utf-8");
    assert_str(awards.cache_control, "public, max-age=31536000, immutable");
    assert_str(answer_header(&awards, "Content-Disposition"),
               "attachment; filename=\"awards.csv\"");
    assert_true(answer_header(&awards, "ETag").len > 10);
    assert_true(answer_has(&awards, f->home.waiting.ptr));
    const struct answer current = fixture_get(f, &visitor, "/fordeling/1/filer/awards.csv");
    assert_str(current.body, str_copy(f->mem, awards.body).ptr);
    assert_str(current.cache_control, "public, no-cache");
    assert_int_equal(fixture_get(f, &visitor, "/fordeling/1/2/filer/awards.csv").code, 404);
    assert_int_equal(fixture_get(f, &visitor, "/fordeling/1/1/filer/..%2Fombruk.db").code, 404);
    assert_int_equal(fixture_get(f, &visitor, "/fordeling/2/filer/awards.csv").code, 404);
    fixture_close(f);
}

static void test_a_shop_that_pauses_reads_why_it_got_nothing(void **state)
{
    struct fixture *f = rounds_open_fixture();
    const int64_t shop_id = f->home.shops[0].id;
    (void)state;
    rounds_make(f);
    rounds_open(f);
    rounds_wish(f);
    const struct answer paused = fixture_post(
        f, &f->who[AS_MANAGER], fixture_text(f, "/kontor/deltakere/%lld", (long long)shop_id),
        FIELDS("state", "pause", "weight", "1", "lead", fixture_text(f, "%lld", (long long)shop_id),
               "reason", REASON, "version", rounds_shop_version(f, shop_id)));
    assert_int_equal(paused.code, 303);
    rounds_close(f);
    rounds_draw(f);
    rounds_publish(f);
    struct browser owner = fixture_browser(f, f->home.id, f->who[AS_SHOP_OWNER].person_id, 0);
    const struct answer page = fixture_get(f, &owner, "/onsker/resultat/1");
    assert_int_equal(page.code, 200);
    assert_true(answer_has(&page, "Dere var ikke med i denne runden."));
    fixture_close(f);
}

/* ---- randomness ------------------------------------------------------------------------------ */

static void test_two_people_must_agree_on_the_randomness(void **state)
{
    struct fixture *f = rounds_open_fixture();
    struct browser *manager = &f->who[AS_MANAGER];
    (void)state;
    rounds_make(f);
    rounds_open(f);
    rounds_wish(f);
    rounds_close(f);
    struct browser second = rounds_second_manager(f);
    assert_int_equal(rounds_enter(f, manager, SIGNATURE).code, 303);
    assert_string_equal(rounds_state(f), "closed, waits for the draw");
    assert_int_equal(rounds_enter(f, manager, SIGNATURE).code, 409);
    const struct answer differs = rounds_enter(f, &second, OTHER);
    assert_int_equal(differs.code, 409);
    assert_string_equal(rounds_state(f), "closed, waits for the draw");
    const struct answer page = rounds_page(f, AS_MANAGER, "/kontor/runder/1");
    assert_true(answer_has(&page, rounds_randomness(f, SIGNATURE)));
    assert_true(answer_has(&page, rounds_randomness(f, OTHER)));
    assert_int_equal(rounds_enter(f, &second, SIGNATURE).code, 303);
    assert_string_equal(rounds_state(f), "drawn, not published");
    fixture_close(f);
}

static void test_randomness_that_cannot_be_is_told_and_kept(void **state)
{
    struct fixture *f = rounds_open_fixture();
    struct browser *manager = &f->who[AS_MANAGER];
    const char *path = "/kontor/runder/1/tilfeldighet";
    (void)state;
    rounds_make(f);
    rounds_open(f);
    rounds_close(f);
    const char *round = rounds_chain(f);
    const struct answer other_round =
        fixture_post(f, manager, path,
                     FIELDS("round", "7", "signature", SIGNATURE, "randomness",
                            rounds_randomness(f, SIGNATURE)));
    assert_int_equal(other_round.code, 422);
    assert_true(answer_has(&other_round, SIGNATURE));
    const struct answer wrong = fixture_post(
        f, manager, path,
        FIELDS("round", round, "signature", SIGNATURE, "randomness", rounds_randomness(f, OTHER)));
    assert_int_equal(wrong.code, 422);
    assert_true(answer_has(&wrong, rounds_randomness(f, OTHER)));
    const struct refusal missing = {
        .code = 422, .message = "{label} is missing.", .label = "Randomness", .kept = {SIGNATURE}};
    refusal_post(f, manager, path, FIELDS("round", round, "signature", SIGNATURE), &missing);
    assert_string_equal(rounds_state(f), "closed, waits for the draw");
    fixture_close(f);
}

static void test_the_fall_back_waits_a_day(void **state)
{
    struct fixture *f = rounds_open_fixture();
    struct browser *manager = &f->who[AS_MANAGER];
    const char *path = "/kontor/runder/1/reserve";
    const char *note = "Lotto lørdag 28. november: 1 2 3 4 5 6 7";
    (void)state;
    rounds_make(f);
    rounds_open(f);
    rounds_close(f);
    assert_int_equal(fixture_post(f, manager, path, FIELDS("note", note)).code, 409);
    rounds_wait(f, 24 * MS_PER_HOUR);
    struct browser second = rounds_second_manager(f);
    assert_int_equal(fixture_post(f, manager, path, FIELDS("note", note)).code, 303);
    assert_string_equal(rounds_state(f), "closed, waits for the draw");
    assert_int_equal(fixture_post(f, &second, path, FIELDS("note", note)).code, 303);
    assert_string_equal(rounds_state(f), "drawn, not published");
    fixture_close(f);
}

/* Nobody listens on port 1 of this machine. */
static void test_a_source_that_does_not_answer_is_told_and_tried_again(void **state)
{
    struct fixture *f = rounds_open_fetching("https://127.0.0.1:1/{round}");
    struct browser *manager = &f->who[AS_MANAGER];
    (void)state;
    rounds_make(f);
    rounds_open(f);
    rounds_close(f);
    const struct answer before = rounds_page(f, AS_MANAGER, "/kontor/runder/1");
    assert_true(answer_has(&before, "Programmet henter den av seg selv når tiden er inne."));
    assert_true(answer_has(&before, fixture_text(f, "https://127.0.0.1:1/%s", rounds_chain(f))));
    fixture_run_jobs(f);
    const struct answer once = rounds_page(f, AS_MANAGER, "/kontor/runder/1");
    assert_true(answer_has(&once, "Programmet har prøvd én gang"));
    assert_true(answer_has(&once, "Kilden svarte ikke"));
    fixture_wait(f, MS_PER_MINUTE);
    fixture_run_jobs(f);
    const struct answer twice = rounds_page(f, AS_MANAGER, "/kontor/runder/1");
    assert_true(answer_has(&twice, "Programmet har prøvd 2 ganger"));
    /* People can still do it. */
    struct browser second = rounds_second_manager(f);
    assert_int_equal(rounds_enter(f, manager, SIGNATURE).code, 303);
    assert_int_equal(rounds_enter(f, &second, SIGNATURE).code, 303);
    assert_string_equal(rounds_state(f), "drawn, not published");
    fixture_close(f);
}

/* ---- the feed -------------------------------------------------------------------------------- */

static int count_of(struct answer answer, const char *text)
{
    struct str rest = answer.body;
    int count = 0;
    ptrdiff_t at = 0;
    while ((at = str_find(rest, str_of(text))) >= 0) {
        rest = str_slice(rest, (size_t)at + strlen(text), rest.len);
        count++;
    }
    return count;
}

static void test_the_feed_tells_opening_commitment_and_result(void **state)
{
    struct fixture *f = rounds_open_fixture();
    struct browser visitor = {0};
    (void)state;
    const struct answer empty = fixture_get(f, &visitor, "/fordeling/feed.atom");
    assert_int_equal(empty.code, 200);
    assert_str(empty.content_type, "application/atom+xml; charset=utf-8");
    assert_int_equal(count_of(empty, "<entry>"), 0);
    rounds_make(f);
    assert_int_equal(count_of(fixture_get(f, &visitor, "/fordeling/feed.atom"), "<entry>"), 0);
    rounds_open(f);
    rounds_wish(f);
    const struct answer open = fixture_get(f, &visitor, "/fordeling/feed.atom");
    assert_int_equal(count_of(open, "<entry>"), 1);
    rounds_close(f);
    const struct answer closed = fixture_get(f, &visitor, "/fordeling/feed.atom");
    assert_int_equal(count_of(closed, "<entry>"), 2);
    const struct answer commitment = fixture_get(f, &visitor, "/fordeling/1/filer/commitment.txt");
    assert_true(
        answer_has(&closed, fixture_text(f, "%.64s", str_copy(f->mem, commitment.body).ptr)));
    rounds_draw(f);
    rounds_publish(f);
    const struct answer done = fixture_get(f, &visitor, "/fordeling/feed.atom");
    assert_int_equal(count_of(done, "<entry>"), 3);
    /* An entry keeps its id in later feeds and in other languages. */
    const char *id = ",2026-11-25:fjordvik/fordeling/1/apnet</id>";
    assert_true(answer_has(&open, id));
    assert_true(answer_has(&done, id));
    const struct answer english = fixture_get(f, &visitor, "/en/fordeling/feed.atom");
    assert_true(answer_has(&english, id));
    assert_true(answer_has(&english, "Uke 48 is open for wishes"));
    const struct answer page = fixture_get(f, &visitor, "/fordeling/1");
    assert_true(answer_has(&page, "rel=\"alternate\" type=\"application/atom+xml\""));
    fixture_close(f);
}

int http_rounds_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pages_stand_before_there_is_anything),
        cmocka_unit_test(test_a_draft_is_the_managers_alone),
        cmocka_unit_test(test_lots_go_in_and_out_of_a_draft),
        cmocka_unit_test(test_nobodys_wishes_show_before_publication),
        cmocka_unit_test(test_files_are_not_there_before_publication),
        cmocka_unit_test(test_a_published_round_is_open_to_all),
        cmocka_unit_test(test_a_shop_that_pauses_reads_why_it_got_nothing),
        cmocka_unit_test(test_two_people_must_agree_on_the_randomness),
        cmocka_unit_test(test_randomness_that_cannot_be_is_told_and_kept),
        cmocka_unit_test(test_the_fall_back_waits_a_day),
        cmocka_unit_test(test_a_source_that_does_not_answer_is_told_and_tried_again),
        cmocka_unit_test(test_the_feed_tells_opening_commitment_and_result),
    };
    return TEST_DB_RUN("rounds", tests);
}
