/* SPDX-License-Identifier: EUPL-1.2 */
/* The index beside other connections and while it is made, the order of the best, and what a
 * listing is found by. */
#include <pthread.h>

#include "catalogue/catalogue_ages.h"
#include "catalogue/catalogue_cards.h"
#include "catalogue/search_world.h"

int catalogue_found_test(void);

/* ---- other connections ----------------------------------------------------------------------- */

static int64_t found_in(struct ctx *ctx, const char *words)
{
    const struct search search = search_for(words);
    struct found found;
    assert_int_equal(catalogue_search(ctx, &search, &found), OK);
    return found.total;
}

static void test_another_process_finds_it_at_once(void **state)
{
    (void)state;
    struct world world = world_begin(test_db_engine());
    struct db *other = world_connect(&world);
    struct ctx ctx;
    const struct offer offer = {.title = "zorgat", .category = "tables", .kr = 10};
    test_ctx_begin(&ctx, other);
    ctx.centre_id = world.ctx.centre_id;
    ctx.zone = world.ctx.zone;
    assert_int_equal(found_in(&ctx, "zorgat"), 0);
    db_session_end(&ctx);
    for (int64_t i = 1; i <= 3; i++) {
        const struct listing listing = put(&world, &offer);
        db_session_begin(&ctx, other);
        assert_int_equal(found_in(&ctx, "zorgat"), i);
        db_session_end(&ctx);
        if (i == 3) {
            assert_int_equal(catalogue_withdraw(&world.ctx, world.shop, listing.id), OK);
            db_session_begin(&ctx, other);
            assert_int_equal(found_in(&ctx, "zorgat"), 2);
            db_session_end(&ctx);
        }
    }
    db_session_begin(&ctx, other);
    test_ctx_end(&ctx);
    catalogue_close(other);
    centre_close(other);
    db_close(other);
    world_end(&world);
}

static void *warm(void *arg)
{
    const struct world *world = arg;
    struct ctx ctx;
    test_ctx_begin(&ctx, world->db);
    ctx.centre_id = world->ctx.centre_id;
    ctx.zone = world->ctx.zone;
    const enum status status = catalogue_warm(&ctx);
    test_ctx_end(&ctx);
    return status == OK ? arg : NULL;
}

/* More rows than are read at once; something new comes and somebody searches meanwhile. */
static void test_a_search_while_the_index_is_made_is_right(void **state)
{
    (void)state;
    struct world world = world_begin(test_db_engine());
    const struct offer offer = {.title = "zorgat", .category = "tables", .kr = 10};
    int64_t total = 0;
    for (; total < 520; total++) {
        put(&world, &offer);
    }
    for (int round = 0; round < 5; round++) {
        pthread_t thread;
        void *warmed = NULL;
        catalogue_close(world.db);
        db_session_end(&world.ctx);
        db_session_begin(&world.ctx, world.db);
        assert_int_equal(pthread_create(&thread, NULL, warm, &world), 0);
        put(&world, &offer);
        total++;
        assert_int_equal(found_in(&world.ctx, "zorgat"), total);
        pthread_join(thread, &warmed);
        assert_non_null(warmed);
        assert_int_equal(found_in(&world.ctx, "zorgat"), total);
    }
    world_end(&world);
}

static void test_what_is_given_up_ends_soon(void **state)
{
    (void)state;
    struct world world = world_begin(test_db_engine());
    const struct offer offer = {.title = "zorgat", .category = "tables", .kr = 10};
    put(&world, &offer);
    catalogue_give_up(world.db);
    assert_int_equal(catalogue_warm(&world.ctx), UNAVAILABLE);
    world_end(&world);
}

/* A reading transaction that began before sees its own picture, though the index has gone on. */
static void test_an_older_transaction_is_not_shown_what_it_cannot_see(void **state)
{
    (void)state;
    struct world world = world_begin(test_db_engine());
    struct ctx reader;
    const struct offer offer = {.title = "zorgat", .category = "tables", .kr = 10};
    const struct search search = search_for("zorgat");
    struct found found;
    test_ctx_begin(&reader, world.db);
    reader.centre_id = world.ctx.centre_id;
    reader.zone = world.ctx.zone;
    put(&world, &offer);
    assert_int_equal(found_in(&reader, "zorgat"), 1);
    put(&world, &offer);
    assert_int_equal(found_in(&world.ctx, "zorgat"), 2);
    assert_int_equal(catalogue_search(&reader, &search, &found), OK);
    assert_int_equal(found.listings.count, 1);
    test_ctx_end(&reader);
    world_end(&world);
}

/* ---- what a listing says --------------------------------------------------------------------- */

static void test_what_is_all_the_thing_comes_before_what_only_tells_which(void **state)
{
    (void)state;
    struct world world = world_begin(test_db_engine());
    struct search search = search_for("hjelm sykkel");
    struct found found;
    put(&world, &(struct offer){.title = "Sykkel og hjelm", .category = "tables", .kr = 10});
    put(&world, &(struct offer){.title = "Sykkelhjelm", .category = "tables", .kr = 10});
    assert_int_equal(catalogue_search(&world.ctx, &search, &found), OK);
    assert_str(found.listings.ptr[0].title, "Sykkelhjelm");
    search.sort = SORT_BEST;
    assert_int_equal(catalogue_search(&world.ctx, &search, &found), OK);
    assert_int_equal(found.total, 2);
    assert_str(found.listings.ptr[0].title, "Sykkel og hjelm");
    world_end(&world);
}

/* Best first, of each the newest first, over the pages, and no page beyond the last one allowed. */
static void test_the_best_come_first_page_by_page(void **state)
{
    (void)state;
    struct world world = world_begin(test_db_engine());
    struct search search = search_for("hjelm sykkel");
    struct found found;
    int seen = 0;
    search.sort = SORT_BEST;
    for (int i = 0; i < 60; i++) {
        put(&world, &(struct offer){.title = i < 30 ? "Sykkel og hjelm" : "Sykkelhjelm",
                                    .category = "tables",
                                    .kr = 10});
    }
    for (int page = 1; page <= 3; page++) {
        assert_int_equal(catalogue_search(&world.ctx, &search, &found), OK);
        assert_int_equal(found.total, 60);
        assert_int_equal(found.listings.count, page < 3 ? CATALOGUE_PAGE : 60 - 2 * CATALOGUE_PAGE);
        for (size_t i = 0; i < found.listings.count; i++, seen++) {
            assert_str(found.listings.ptr[i].title, seen < 30 ? "Sykkel og hjelm" : "Sykkelhjelm");
            assert_int_equal(found.listings.ptr[i].seq, seen < 30 ? 30 - seen : 90 - seen);
        }
        search.after = found.next;
    }
    assert_int_equal(seen, 60);
    search.after = STR("b200.1.31");
    assert_int_equal(catalogue_search(&world.ctx, &search, &found), OK);
    assert_int_equal(found.listings.count, CATALOGUE_PAGE);
    assert_true(found.more);
    assert_str(found.next, "");
    world_end(&world);
}

static void test_an_age_is_of_the_size_or_told_by_the_title(void **state)
{
    (void)state;
    static const struct {
        const char *words;
        int64_t total;
        bool without_age;
    } typed[] = {
        {"puslespill 4 år", 1, false},  {"puslespill 3-4 år", 1, false},
        {"puslespill 10 år", 2, true},  {"puslespill", 2, false},
        {"parkdress 3–4 år", 1, false}, {"parkdress 6 mnd", 0, false},
        {"bord 3 år", 1, true},
    };
    struct world world = world_begin(test_db_engine());
    struct search search = search_for("");
    struct found found;
    put(&world,
        &(struct offer){.title = "Puslespill 3–5 år", .category = "puzzles_games", .kr = 10});
    put(&world, &(struct offer){.title = "Puslespill", .category = "puzzles_games", .kr = 10});
    put(&world, &(struct offer){.title = "Bord 3 år", .category = "tables", .kr = 10});
    put(&world, &(struct offer){.title = "Bobledress 3 år gammel", .category = "toys", .kr = 10});
    put(&world,
        &(struct offer){.title = "Parkdress", .category = "snowsuits", .size = "h104", .kr = 10});
    put(&world,
        &(struct offer){.title = "Støvler", .category = "rubber_boots", .size = "s26", .kr = 10});
    search.ages = (struct chosen_ids){.ids = {catalogue_age_of_key(STR("2-4"))}, .count = 1};
    search.with_counts = true;
    assert_int_equal(catalogue_search(&world.ctx, &search, &found), OK);
    assert_int_equal(found.total, 3);
    assert_int_equal(world_counted(&found, FACET_AGE, catalogue_age_of_key(STR("2-4"))), 3);
    assert_int_equal(world_counted(&found, FACET_AGE, catalogue_age_of_key(STR("4-6"))), 1);
    assert_int_equal(catalogue_age_of_key(STR("2")), 0);
    for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++) {
        search = search_for(typed[i].words);
        assert_int_equal(catalogue_search(&world.ctx, &search, &found), OK);
        if (found.total != typed[i].total || found.without_age != typed[i].without_age) {
            fail_msg("%s: %lld, %d", typed[i].words, (long long)found.total, found.without_age);
        }
    }
    world_end(&world);
}

static void test_many_are_told_as_more_than_a_thousand(void **state)
{
    (void)state;
    struct world world = world_begin(test_db_engine());
    world.ctx.lang = LANG_NB;
    assert_str(catalogue_cards_count(&world.ctx, 1000), "1\xC2\xA0"
                                                        "000");
    assert_str(catalogue_cards_count(&world.ctx, 1001), "1\xC2\xA0"
                                                        "000+");
    assert_str(catalogue_cards_total(&world.ctx, 1001), "mer enn 1\xC2\xA0"
                                                        "000 ting");
    world_end(&world);
}

static void test_what_a_shop_tells_has_limits_and_is_found(void **state)
{
    (void)state;
    struct world world = world_begin(test_db_engine());
    struct search search = search_for("");
    struct found found;
    struct listing listing = put(&world, &(struct offer){.title = "Sofa",
                                                         .category = "tables",
                                                         .kr = 10,
                                                         .brand = " Ekornes AS ",
                                                         .seasons = SEASON_BIT(SEASON_SPRING)});
    struct publication publication = {.thing_id = listing.thing_id,
                                      .title = STR("Sofa"),
                                      .category_id = listing.category_id,
                                      .grade = GRADE_NICE,
                                      .colour_id = NO_I64,
                                      .brand = STR("01234567890123456789012345678901234567890")};
    assert_int_equal(catalogue_publish(&world.ctx, world.shop, &publication, &listing), INVALID);
    assert_string_equal(world.ctx.err.field, "brand");
    publication.brand = STR("");
    publication.material = STR("0123456789012345678901234567890123456789012345678901234567890");
    assert_int_equal(catalogue_publish(&world.ctx, world.shop, &publication, &listing), INVALID);
    assert_string_equal(world.ctx.err.field, "material");
    publication.material = STR("Bjørk, ull");
    publication.washed_day = centre_today(&world.ctx) + 1;
    assert_int_equal(catalogue_publish(&world.ctx, world.shop, &publication, &listing), INVALID);
    assert_string_equal(world.ctx.err.field, "washed");
    publication.washed_day = 0;
    publication.seasons = 1;
    assert_int_equal(catalogue_publish(&world.ctx, world.shop, &publication, &listing), INVALID);
    assert_string_equal(world.ctx.err.field, "seasons");
    search.brands = (struct chosen_keys){.keys = {STR("EKORNES as")}, .count = 1};
    search.seasons = (struct chosen_ids){.ids = {SEASON_SUMMER}, .count = 1};
    search.with_counts = true;
    assert_int_equal(catalogue_search(&world.ctx, &search, &found), OK);
    assert_int_equal(found.total, 0);
    /* What is chosen stands there, also when nothing has it. */
    assert_int_equal(found.facets[FACET_SEASON].count, 2);
    assert_int_equal(found.facets[FACET_SEASON].ptr[0].id, SEASON_SPRING);
    assert_int_equal(found.facets[FACET_SEASON].ptr[0].listings, 1);
    search.seasons.count = 0;
    assert_int_equal(catalogue_search(&world.ctx, &search, &found), OK);
    assert_str(found.listings.ptr[0].brand, "Ekornes AS");
    assert_str(found.facets[FACET_BRAND].ptr[0].key, "ekornes-as");
    assert_str(found.facets[FACET_BRAND].ptr[0].name, "Ekornes AS");
    /* Brand and material are words, too. */
    assert_int_equal(found_in(&world.ctx, "ekornes"), 1);
    assert_int_equal(found_in(&world.ctx, "bjørk"), 0);
    publication.brand = STR("Ekornes AS");
    publication.seasons = 0;
    assert_int_equal(catalogue_publish(&world.ctx, world.shop, &publication, &listing), OK);
    assert_int_equal(found_in(&world.ctx, "bjørk"), 1);
    assert_int_equal(found_in(&world.ctx, "ull ekornes"), 1);
    world_end(&world);
}

int catalogue_found_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_another_process_finds_it_at_once),
        cmocka_unit_test(test_an_older_transaction_is_not_shown_what_it_cannot_see),
        cmocka_unit_test(test_a_search_while_the_index_is_made_is_right),
        cmocka_unit_test(test_what_is_given_up_ends_soon),
        cmocka_unit_test(test_what_is_all_the_thing_comes_before_what_only_tells_which),
        cmocka_unit_test(test_the_best_come_first_page_by_page),
        cmocka_unit_test(test_an_age_is_of_the_size_or_told_by_the_title),
        cmocka_unit_test(test_many_are_told_as_more_than_a_thousand),
        cmocka_unit_test(test_what_a_shop_tells_has_limits_and_is_found),
    };
    return TEST_DB_RUN("catalogue found", tests);
}
