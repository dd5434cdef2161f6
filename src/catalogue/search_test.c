/* SPDX-License-Identifier: EUPL-1.2 */
/* What is found by what people type, on both engines; that both find the same; and that what an
 * earlier program indexed is made anew. */
#include <stdio.h>

#include "base/clock.h"
#include "base/strbuf.h"
#include "catalogue/catalogue_index.h"
#include "catalogue/catalogue_query.h"
#include "catalogue/catalogue_synonyms.h"
#include "catalogue/catalogue_words.h"
#include "catalogue/search_world.h"

int catalogue_search_test(void);

/* Titles of what is found, divided by '|'. */
static struct str titles(struct world *world, const char *words, enum found_by *ret_by)
{
    const struct search search = search_for(words);
    struct found found;
    struct str text = STR("");
    assert_int_equal(catalogue_search(&world->ctx, &search, &found), OK);
    for (size_t i = 0; i < found.listings.count; i++) {
        text = str_format(world->ctx.mem, "%.*s%s%.*s", STR_ARG(text), i == 0 ? "" : "|",
                          STR_ARG(found.listings.ptr[i].title));
    }
    *ret_by = found.by;
    return text;
}

static const struct offer offers[] = {
    {"Reima parkdress", "snowsuits", "child_snowsuit", "h104", "green", 250},
    {"Vinterdress Polarn", "snowsuits", NULL, "h98-104", "red", 150},
    {"Sykkelhjelm", "helmets", "bike_helmet", "hat52-56", NULL, 80},
    {"DBS rosa 20", "child_cycles", "child_bicycle_20_24", "w20", "pink", 400},
    {"Barnesykkel DBS", "child_cycles", NULL, "w16", "blue", 300},
    {"Sofabord i eik", "tables", NULL, NULL, "brown", 500},
    {"Bugaboo Fox", "prams", "pram", NULL, "black", 2500},
    {"Dukkevogn", "dolls_figures", "doll_pram", NULL, "pink", 60},
    {"Gummistøvler Viking", "rubber_boots", "child_rubber_boots", "s28", "blue", 90},
    {"Kjole", "dresses", "child_dress", "h104", "red", 0},
    {"Lego City", "building_toys", "building_bricks", NULL, NULL, 200},
    {"Telt til fire", "lending", NULL, NULL, NULL, 0},
};

static void test_what_people_type_finds_it(void **state)
{
    (void)state;
    static const struct {
        const char *words;
        const char *titles; /* newest first */
        enum found_by by;
    } rows[] = {
        {"parkdress", "Vinterdress Polarn|Reima parkdress", FOUND_AS_TYPED},
        {"vinterdress", "Vinterdress Polarn|Reima parkdress", FOUND_AS_TYPED},
        {"snowsuit 104", "Vinterdress Polarn|Reima parkdress", FOUND_AS_TYPED},
        {"parkdress str. 98", "Vinterdress Polarn", FOUND_AS_TYPED},
        {"parkdress 98/104 under 200 kr", "Vinterdress Polarn", FOUND_AS_TYPED},
        {"grønn parkdress", "Reima parkdress", FOUND_AS_TYPED},
        {"raud vinterdress", "Vinterdress Polarn", FOUND_AS_TYPED},
        {"green snowsuit", "Reima parkdress", FOUND_AS_TYPED},
        {"104 cl", "Kjole|Vinterdress Polarn|Reima parkdress", FOUND_AS_TYPED},
        {"barnesykkel", "Barnesykkel DBS|DBS rosa 20", FOUND_AS_TYPED},
        {"sykkel", "Barnesykkel DBS|DBS rosa 20", FOUND_AS_TYPED},
        {"barnesykkel 20 tommer", "DBS rosa 20", FOUND_AS_TYPED},
        {"sykkel 20\"", "DBS rosa 20", FOUND_AS_TYPED},
        {"kids bike 16 inch", "Barnesykkel DBS", FOUND_AS_TYPED},
        {"hjelm", "Sykkelhjelm", FOUND_AS_TYPED},
        {"sykkel hjelm", "Sykkelhjelm", FOUND_AS_TYPED},
        {"hjelm til sykkel", "Sykkelhjelm", FOUND_AS_TYPED},
        {"helmet", "Sykkelhjelm", FOUND_AS_TYPED},
        {"stuebord", "Sofabord i eik", FOUND_AS_TYPED},
        {"bord", "Sofabord i eik", FOUND_AS_TYPED},
        {"barnevogn", "Bugaboo Fox", FOUND_AS_TYPED},
        {"vogn", "Bugaboo Fox", FOUND_AS_TYPED},
        {"pram", "Bugaboo Fox", FOUND_AS_TYPED},
        {"stovler 28", "Gummistøvler Viking", FOUND_AS_TYPED},
        {"stoevler", "Gummistøvler Viking", FOUND_AS_TYPED},
        {"wellies", "Gummistøvler Viking", FOUND_AS_TYPED},
        {"gis bort", "Telt til fire|Kjole", FOUND_AS_TYPED},
        {"free dress", "Kjole", FOUND_AS_TYPED},
        {"telt til leie", "Telt til fire", FOUND_AS_TYPED},
        {"lego 10", "", FOUND_AS_TYPED},
        {"dukke", "Dukkevogn", FOUND_AS_TYPED}, /* its category is of dolls */
        {"parkdres", "Vinterdress Polarn|Reima parkdress", FOUND_CORRECTED},
        {"vintredress", "Vinterdress Polarn|Reima parkdress", FOUND_CORRECTED},
        {"bugabo", "Bugaboo Fox", FOUND_CORRECTED},
        {"ugaboo", "Bugaboo Fox", FOUND_CORRECTED},
        {"polran dress", "Vinterdress Polarn", FOUND_CORRECTED},
        {"sofa", "Sofabord i eik", FOUND_IN_COMPOUNDS},
        {"parkdress under 50 kr", "", FOUND_AS_TYPED},
        {"xyzzyqwrt", "", FOUND_AS_TYPED},
        {"* \"", "", FOUND_AS_TYPED},
    };
    struct world world = world_begin(test_db_engine());
    for (size_t i = 0; i < sizeof(offers) / sizeof(offers[0]); i++) {
        put(&world, &offers[i]);
    }
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        enum found_by by = FOUND_AS_TYPED;
        const struct str got = titles(&world, rows[i].words, &by);
        if (!str_equal(got, str_of(rows[i].titles)) || (got.len > 0 && by != rows[i].by)) {
            fail_msg("%s finds %.*s in way %d, not %s in way %d", rows[i].words, STR_ARG(got),
                     (int)by, rows[i].titles, (int)rows[i].by);
        }
    }
    world_end(&world);
}

static void test_what_is_published_is_found_at_once_until_it_goes(void **state)
{
    (void)state;
    struct world world = world_begin(test_db_engine());
    enum found_by by;
    const struct listing listing = put(&world, &offers[0]);
    assert_str(titles(&world, "reima", &by), "Reima parkdress");
    assert_str(titles(&world, "new today", &by), "Reima parkdress");
    clock_set_ms(MONDAY_MS + INT64_C(86400000));
    world.ctx.now_ms = MONDAY_MS + INT64_C(86400000);
    put(&world, &offers[1]);
    assert_str(titles(&world, "ny i dag", &by), "Vinterdress Polarn");
    assert_str(titles(&world, "parkdress i dag", &by), "Vinterdress Polarn");
    assert_int_equal(catalogue_withdraw(&world.ctx, world.shop, listing.id), OK);
    assert_str(titles(&world, "reima", &by), "");
    world_end(&world);
}

static void test_what_was_understood_comes_with_what_was_found(void **state)
{
    (void)state;
    struct world world = world_begin(test_db_engine());
    const struct search search = search_for("parkdres 104 under 300 kr");
    struct found found;
    put(&world, &offers[0]);
    assert_int_equal(catalogue_search(&world.ctx, &search, &found), OK);
    assert_int_equal(found.total, 1);
    assert_int_equal(found.by, FOUND_CORRECTED);
    assert_str(found.query->words[0].corrected, "parkdress");
    assert_int_equal(found.query->fact_count, 2);
    assert_int_equal(found.query->facts[0].kind, QUERY_SIZE);
    assert_str(found.query->facts[0].size->key, "h104");
    assert_int_equal(found.query->facts[1].price_max_ore, 30000);
    world_end(&world);
}

/* Older pages are found in the same way as the first. */
static void test_pages_go_on_in_the_same_way(void **state)
{
    (void)state;
    struct world world = world_begin(test_db_engine());
    struct search search = search_for("sykkel");
    struct found found;
    for (int i = 0; i < CATALOGUE_PAGE + 2; i++) {
        put(&world, &(struct offer){"Sykkelhjelm", "helmets", NULL, "hat50", NULL, 50});
    }
    assert_int_equal(catalogue_search(&world.ctx, &search, &found), OK);
    assert_int_equal(found.by, FOUND_IN_COMPOUNDS);
    assert_true(found.more);
    assert_int_equal(found.total, CATALOGUE_PAGE + 2);
    search.before_seq = found.listings.ptr[CATALOGUE_PAGE - 1].seq;
    assert_int_equal(catalogue_search(&world.ctx, &search, &found), OK);
    assert_int_equal(found.listings.count, 2);
    search.before_seq = found.listings.ptr[1].seq;
    assert_int_equal(catalogue_search(&world.ctx, &search, &found), OK);
    assert_int_equal(found.listings.count, 0);
    assert_int_equal(found.by, FOUND_IN_COMPOUNDS);
    world_end(&world);
}

/* ---- what an earlier program indexed --------------------------------------------------------- */

/* As the listing stood before: stems with their own letters, no parts, no colour. */
static enum status make_old(struct ctx *ctx, void *arg)
{
    static const enum db_kind kinds[] = {DB_I64, DB_TEXT};
    static const struct sql sql = {
        .name = "test_old",
        .text = {"UPDATE listing SET words = ?2, reindex = 1 WHERE id = ?1",
                 "UPDATE listing SET words = $2, reindex = 1 WHERE id = $1"},
        .param_kinds = kinds,
        .param_count = 2,
        .writes = true};
    const int64_t *id = arg;
    struct indexed_listing row;
    TRY(catalogue_store_get(ctx, *id, &row));
    TRY(catalogue_store_changed(ctx, &row.listing, row.words));
    row.words = STR("gummistøvl viking");
    const struct db_value values[] = {db_i64(*id), db_text(row.words)};
    return db_exec(ctx, &sql, values);
}

static void test_old_words_are_made_anew_in_steps(void **state)
{
    (void)state;
    struct world world = world_begin(test_db_engine());
    enum found_by by;
    int64_t done = 0;
    for (int i = 0; i < 3; i++) {
        struct listing listing = put(&world, &offers[8]);
        assert_int_equal(db_write(&world.ctx, make_old, &listing.id), OK);
    }
    assert_str(titles(&world, "støvler", &by), "");
    assert_int_equal(catalogue_reindex(&world.ctx, 2, &done), OK);
    assert_int_equal(done, 2);
    assert_int_equal(catalogue_words_job(&world.ctx, STR("")), OK);
    assert_str(titles(&world, "støvler", &by),
               "Gummistøvler Viking|Gummistøvler Viking|Gummistøvler Viking");
    assert_int_equal(catalogue_reindex(&world.ctx, 2, &done), OK);
    assert_int_equal(done, 0);
    /* Nothing of the old words is left in the index. */
    struct str empty = titles(&world, "gummistøvl", &by);
    assert_true(empty.len > 0);
    world_end(&world);
}

/* ---- both engines ---------------------------------------------------------------------------- */

static uint64_t draw(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

static const char *const brands[] = {"Reima",  "Lego",   "Polarn", "DBS",
                                     "Viking", "Åkleda", "Hummel"};

/* A size of the category's system, or NULL; drawn. */
static const struct goods_size *some_size(const struct goods_category *category, uint64_t *state)
{
    const struct goods_size *size = NULL;
    for (uint64_t steps = 1 + draw(state) % 25; steps > 0 && category->size_system.len > 0;
         steps--) {
        const struct goods_size *next = goods_codes_size_in(category->size_system, size);
        size = next == NULL ? size : next;
    }
    return size;
}

static void put_many(struct world *world)
{
    const struct goods_codes *codes = goods_codes_all();
    uint64_t state = 7;
    for (size_t i = 0; i < codes->kind_count; i++) {
        const struct goods_kind *kind = &codes->kinds[i];
        const struct goods_category *category = goods_codes_category(kind->category_id);
        const struct goods_size *size = some_size(category, &state);
        const struct str name = str_utf8_prefix(kind->name.in[draw(&state) % LANG_COUNT], 50);
        const struct str title =
            str_format(world->ctx.mem, "%.*s %s", STR_ARG(name),
                       brands[draw(&state) % (sizeof(brands) / sizeof(brands[0]))]);
        const struct offer offer = {
            .title = title.ptr,
            .category = category->key.ptr,
            .kind = draw(&state) % 3 == 0 ? NULL : kind->key.ptr,
            .size = size == NULL ? NULL : size->key.ptr,
            .colour = draw(&state) % 2 == 0
                          ? NULL
                          : codes->colours[draw(&state) % codes->colour_count].key.ptr,
            .kr = (int64_t)(draw(&state) % 20) * 25,
            .grade = (int64_t)(1 + draw(&state) % 4),
            .brand = draw(&state) % 2 == 0
                         ? NULL
                         : brands[draw(&state) % (sizeof(brands) / sizeof(brands[0]))],
            .seasons = (int64_t)(draw(&state) % 3) * SEASON_BIT(SEASON_WINTER),
            .other_shop = draw(&state) % 3 == 0,
            .checked = draw(&state) % 3 == 0,
            .before_kr = draw(&state) % 4 == 0 ? 600 : 0};
        put(world, &offer);
    }
}

/* Zero to three words of the lists, one in six mistyped, and often something else. */
static struct str some_words(struct arena *arena, uint64_t *state)
{
    static const char *const more[] = {"104",          "str 98", "20 tommer", "rød",
                                       "under 200 kr", "gratis", "sko 28",    "3-4 år",
                                       "svart",        "i dag",  "til leie",  "100-300 kr"};
    size_t known_count = 0;
    const struct known_word *known = catalogue_synonyms_known(&known_count);
    struct str text = STR("");
    /* One word more often than two or three. */
    const uint64_t most = draw(state) % 6;
    for (uint64_t words = most < 4 ? most : 1; words > 0; words--) {
        struct str word = draw(state) % 4 == 0
                              ? str_of(brands[draw(state) % (sizeof(brands) / sizeof(brands[0]))])
                              : known[draw(state) % known_count].shown;
        if (draw(state) % 6 == 0 && word.len > 4) {
            const size_t at = 1 + draw(state) % (word.len - 2);
            word = str_format(arena, "%.*s%.*s", (int)at, word.ptr, (int)(word.len - at - 1),
                              word.ptr + at + 1);
        }
        text = str_format(arena, "%.*s %.*s", STR_ARG(text), STR_ARG(word));
    }
    if (draw(state) % 3 == 0) {
        text = str_format(arena, "%.*s %s", STR_ARG(text),
                          more[draw(state) % (sizeof(more) / sizeof(more[0]))]);
    }
    return text;
}

/* One filter more, of any facet. The shop is the second one of its world (answer()). */
static void some_filter(struct search *search, uint64_t *state)
{
    const struct goods_codes *codes = goods_codes_all();
    const int64_t one_of_four = (int64_t)(1 + draw(state) % 4);
    const struct str brand = str_of(brands[draw(state) % (sizeof(brands) / sizeof(brands[0]))]);
    switch (draw(state) % 12) {
    case 0:
        search->grades = (struct chosen_ids){.ids = {one_of_four, 2}, .count = 2};
        break;
    case 1:
        search->colours = (struct chosen_ids){
            .ids = {codes->colours[draw(state) % codes->colour_count].id}, .count = 1};
        break;
    case 2:
        search->brands = (struct chosen_keys){.keys = {brand}, .count = 1};
        break;
    case 3:
        search->seasons = (struct chosen_ids){.ids = {one_of_four}, .count = 1};
        break;
    case 4:
        search->shops.count = 1;
        break;
    case 5:
        search->ages = (struct chosen_ids){.ids = {one_of_four + 2}, .count = 1};
        break;
    case 6:
        search->free_only = true;
        break;
    case 7:
        search->new_today = true;
        break;
    case 8:
        search->reduced = true;
        break;
    case 9:
        search->rent = true;
        break;
    case 10:
        search->checked = true;
        break;
    default:
        search->price_min_ore = one_of_four * 5000;
        break;
    }
}

static struct search some_search(struct arena *arena, uint64_t *state)
{
    const struct goods_codes *codes = goods_codes_all();
    struct search search = search_for("");
    search.words = some_words(arena, state);
    if (draw(state) % 4 == 0) {
        const struct goods_category *category =
            &codes->categories[draw(state) % codes->category_count];
        const struct goods_size *size = some_size(category, state);
        search.category_id = category->id;
        search.size_key = size == NULL || draw(state) % 2 == 0 ? STR("") : size->key;
    }
    if (draw(state) % 6 == 0) {
        search.price_max_ore = (int64_t)(draw(state) % 400) * 100;
    }
    if (draw(state) % 8 == 0) {
        search.before_seq = (int64_t)(1 + draw(state) % codes->kind_count);
    } else {
        search.sort = (enum search_sort)(draw(state) % 4);
    }
    if (draw(state) % 2 == 0) {
        some_filter(&search, state);
    }
    search.with_counts = true;
    return search;
}

/* Shops have other ids in each world. */
static int64_t id_in(const struct world *world, int facet, int64_t id)
{
    return facet != FACET_SHOP ? id : id == world->shop ? 1 : id == world->other_shop ? 2 : -1;
}

static struct str counts(struct world *world, const struct found *found)
{
    struct strbuf text;
    strbuf_init(&text, (size_t)1 << 20);
    for (int facet = 0; facet < FACET_END; facet++) {
        const struct facet_counts *values = &found->facets[facet];
        for (size_t i = 0; i < values->count; i++) {
            strbuf_format(&text, " %d:%lld%.*s%.*s=%lld", facet,
                          (long long)id_in(world, facet, values->ptr[i].id),
                          STR_ARG(values->ptr[i].key), STR_ARG(values->ptr[i].name),
                          (long long)values->ptr[i].listings);
        }
    }
    const struct str told = strbuf_copy(&text, world->ctx.mem);
    strbuf_finish(&text);
    return told;
}

/* "way 0, total 27, more n2.0.118: 120 119 …": what was found and how, on up to three pages, and
 * behind the first what is counted. `*ret_pages`: how many. */
static struct str answer(struct world *world, struct search search, size_t *ret_pages)
{
    struct found found = {.more = true};
    struct str text = STR("");
    search.shops.ids[0] = world->other_shop;
    for (*ret_pages = 0; *ret_pages < 3 && found.more; (*ret_pages)++) {
        assert_int_equal(catalogue_search(&world->ctx, &search, &found), OK);
        text = str_format(world->ctx.mem, "%.*sway %d%s, total %lld, more %.*s:", STR_ARG(text),
                          (int)found.by, found.without_age ? " of any age" : "",
                          (long long)found.total, STR_ARG(found.next));
        for (size_t i = 0; i < found.listings.count; i++) {
            text = str_format(world->ctx.mem, "%.*s %lld", STR_ARG(text),
                              (long long)found.listings.ptr[i].seq);
        }
        if (*ret_pages == 0) {
            text = str_concat(world->ctx.mem, text, counts(world, &found));
        }
        search.with_counts = false;
        search.after = found.next;
    }
    return text;
}

/* The order is by publish sequence on both, so no difference is allowed, not in the order either.
 */
static void test_both_engines_give_the_same(void **state)
{
    (void)state;
    uint64_t draws = 2026;
    size_t found = 0;
    size_t ways[FOUND_AS_WORDS + 1] = {0};
    size_t turned = 0;
    struct world sqlite = world_begin(DB_SQLITE);
    struct world postgres = world_begin(DB_POSTGRES);
    put_many(&sqlite);
    put_many(&postgres);
    for (int i = 0; i < 2000; i++) {
        const struct arena_mark left = arena_mark(sqlite.ctx.mem);
        const struct arena_mark right = arena_mark(postgres.ctx.mem);
        const struct search search = some_search(sqlite.ctx.mem, &draws);
        size_t pages[2];
        const struct str a = answer(&sqlite, search, &pages[0]);
        const struct str b = answer(&postgres, search, &pages[1]);
        if (!str_equal(a, b)) {
            fail_msg("\"%.*s\": SQLite %.*s, PostgreSQL %.*s", STR_ARG(search.words), STR_ARG(a),
                     STR_ARG(b));
        }
        found += str_find(a, STR("total 0")) >= 0 ? 0 : 1;
        turned += pages[0] - 1;
        ways[a.ptr[4] - '0']++;
        arena_reset(sqlite.ctx.mem, left);
        arena_reset(postgres.ctx.mem, right);
    }
    printf("# 2000 queries: %zu find something; %zu as typed, %zu in compounds, %zu corrected, "
           "%zu as words\n",
           found, ways[0], ways[1], ways[2], ways[3]);
    assert_true(found > 500 && turned > 200);
    assert_true(ways[FOUND_IN_COMPOUNDS] > 0 && ways[FOUND_CORRECTED] > 0);
    world_end(&postgres);
    world_end(&sqlite);
}

int catalogue_search_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_people_type_finds_it),
        cmocka_unit_test(test_what_is_published_is_found_at_once_until_it_goes),
        cmocka_unit_test(test_what_was_understood_comes_with_what_was_found),
        cmocka_unit_test(test_pages_go_on_in_the_same_way),
        cmocka_unit_test(test_old_words_are_made_anew_in_steps),
    };
    const struct CMUnitTest both[] = {cmocka_unit_test(test_both_engines_give_the_same)};
    int failed = TEST_DB_RUN("catalogue search", tests);
    if (test_db_has(DB_POSTGRES)) {
        failed += cmocka_run_group_tests_name("catalogue search compared", both, NULL, NULL);
    }
    return failed;
}
