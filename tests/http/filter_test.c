/* SPDX-License-Identifier: EUPL-1.2 */
/* Each choice of the filter finds as many things as it says, and what is nearly right when nothing
 * is right does too. */
#include "catalogue/search_world.h"
#include "http_fixture.h"

int http_filter_test(void);

#define DAY_MS  INT64_C(86400000)
#define THINGS  40
#define A_PAGE  24
#define A_SHELF 4

/* ---- the things ------------------------------------------------------------------------------ */

static const struct {
    const char *title;
    const char *category;
    const char *sizes[4];
} shelves[] = {
    {"Parkdress", "snowsuits", {"h98", "h104", "h98-104", "h110"}},
    {"Jakke", "jackets", {"h104", "h104-110", "h116", "h98"}},
    {"Vintersko", "winter_shoes", {"s24", "s25", "s26-27", "s24-25"}},
    {"Puslespill 3–5 år", "puzzles_games", {NULL, NULL, NULL, NULL}},
    {"Tilhenger", "lending", {NULL, NULL, NULL, NULL}},
};

/* Half of them put out the day before. */
static void fill(struct fixture *f)
{
    static const char *const brands[] = {"Reima", "Name It", NULL};
    struct world world = {.things = 0};
    for (int64_t i = 0; i < THINGS; i++) {
        const size_t shelf = (size_t)i % 5;
        if (i % (THINGS / 2) == 0) {
            fixture_wait(f, i == 0 ? 0 : DAY_MS);
            fixture_ctx(f, &world.ctx);
            world.station = f->home.station_id;
            world.shop = f->home.shops[0].id;
            world.other_shop = f->home.shops[1].id;
        }
        put(&world,
            &(struct offer){.title = shelves[shelf].title,
                            .category = shelves[shelf].category,
                            .size = shelves[shelf].sizes[i / 5 % 4],
                            .colour = i % 4 == 0 ? NULL : goods_codes_all()->colours[i % 3].key.ptr,
                            .kr = i % 7 * 60,
                            .grade = 1 + i % 4,
                            .brand = brands[i % 3],
                            .seasons = i % 5 == 4 ? 0 : SEASON_BIT(1 + i % 2),
                            .other_shop = i % 3 == 0,
                            .checked = i % 3 == 1,
                            .before_kr = i % 4 == 1 ? 500 : 0});
        if (i % (THINGS / 2) == THINGS / 2 - 1) {
            app_end(&world.ctx);
        }
    }
    /* Only these are called so, and fit 104 only. */
    fixture_ctx(f, &world.ctx);
    for (int i = 0; i < 6; i++) {
        put(&world, &(struct offer){.title = "Zorgat",
                                    .category = "jackets",
                                    .size = "h104",
                                    .kr = 100,
                                    .grade = GRADE_NICE});
    }
    app_end(&world.ctx);
}

/* ---- reading pages --------------------------------------------------------------------------- */

/* What follows `mark` in `text`; fails the test if it is not there. */
static struct str behind(struct str text, const char *mark)
{
    const ptrdiff_t at = str_find(text, str_of(mark));
    if (at < 0) {
        fail_msg("no %s", mark);
    }
    return str_slice(text, (size_t)at + strlen(mark), text.len);
}

static struct str before(struct str text, const char *mark)
{
    const ptrdiff_t at = str_find(text, str_of(mark));
    return at < 0 ? text : str_slice(text, 0, (size_t)at);
}

static int64_t number_at(struct str text)
{
    size_t len = 0;
    int64_t number = 0;
    while (len < text.len && text.ptr[len] >= '0' && text.ptr[len] <= '9') {
        len++;
    }
    if (!str_to_i64(str_slice(text, 0, len), &number)) {
        fail_msg("no number: %.*s", (int)(text.len < 60 ? text.len : 60), text.ptr);
    }
    return number;
}

static int64_t occurrences(struct str text, const char *mark)
{
    int64_t count = 0;
    for (ptrdiff_t at = 0; (at = str_find(text, str_of(mark))) >= 0; count++) {
        text = str_slice(text, (size_t)at + 1, text.len);
    }
    return count;
}

/* The address in an attribute, as it is. */
static const char *address(struct fixture *f, struct str anchor)
{
    struct str rest = before(behind(anchor, "href=\""), "\"");
    struct str path = STR("");
    ptrdiff_t at = 0;
    while ((at = str_find(rest, STR("&amp;"))) >= 0) {
        path = str_format(f->mem, "%.*s%.*s&", STR_ARG(path), (int)at, rest.ptr);
        rest = str_slice(rest, (size_t)at + 5, rest.len);
    }
    return fixture_text(f, "%.*s%.*s", STR_ARG(path), STR_ARG(rest));
}

static struct answer page(struct fixture *f, const char *path)
{
    struct browser visitor = {0};
    const struct answer answer = fixture_get(f, &visitor, path);
    if (answer.code != 200) {
        fail_msg("%s: %d", path, answer.code);
    }
    return answer;
}

/* How many things a list says it has; its cards are as many as a page may hold of them. */
static int64_t found_in(struct fixture *f, const char *path)
{
    const struct answer list = page(f, path);
    const int64_t total = number_at(behind(list.body, "class=\"ob-count\">"));
    assert_int_equal(occurrences(list.body, "<article class=\"ob-card"),
                     total < A_PAGE ? total : A_PAGE);
    return total;
}

/* ---- choices --------------------------------------------------------------------------------- */

/* The count a choice shows; -1: none, as for orders. */
static int64_t count_of(struct str anchor)
{
    static const char *const marks[] = {"class=\"ob-chip-count\">", "class=\"ob-check-count\">",
                                        "class=\"ds-sr-only\">: "};
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
        if (str_find(anchor, str_of(marks[i])) >= 0) {
            return number_at(behind(anchor, marks[i]));
        }
    }
    return -1;
}

static bool follow(struct fixture *f, struct str anchor)
{
    const int64_t told = count_of(anchor);
    if (told < 0 || str_find(anchor, STR("aria-current")) >= 0) {
        return false;
    }
    const char *path = address(f, anchor);
    const struct answer narrowed = page(f, path);
    const int64_t shown =
        number_at(behind(behind(behind(narrowed.body, "ob-actionbar--always"), "href="), ">Vis "));
    const int64_t listed = found_in(f, fixture_text(f, "/finn%s", path + strlen("/finn/filter")));
    if (told != shown || told != listed || told == 0) {
        fail_msg("%s: %lld told, %lld on its page, %lld in the list", path, (long long)told,
                 (long long)shown, (long long)listed);
    }
    return true;
}

/* Follows all choices but those of `but`, of which several are chosen together. */
static int follow_all(struct fixture *f, const char *path, const char *but)
{
    struct str rest = before(behind(page(f, path).body, "<div class=\"ob-filter\">"), "f-sorts");
    ptrdiff_t at = 0;
    int followed = 0;
    while ((at = str_find(rest, STR("<section "))) >= 0) {
        rest = str_slice(rest, (size_t)at + 1, rest.len);
        struct str group = before(rest, "</section>");
        const bool skipped =
            but != NULL && str_find(group, str_of(fixture_text(f, "id=\"%s\"", but))) >= 0;
        while (!skipped && (at = str_find(group, STR("<a "))) >= 0) {
            group = str_slice(group, (size_t)at + 1, group.len);
            followed += follow(f, before(group, "</a>")) ? 1 : 0;
        }
    }
    return followed;
}

static void test_each_choice_finds_what_it_says(void **state)
{
    (void)state;
    static const char *const groups[] = {
        "f-sizes\"",  "f-categories\"", "f-ages\"",  "f-grades\"", "f-prices\"", "f-colours\"",
        "f-brands\"", "f-seasons\"",    "f-shops\"", "f-more\"",   ">Gratis",    ">Ny i dag",
        ">Satt ned",  ">Til leie",      ">Sjekket",  ">2–4 år",    ">Reima",     ">Hjulet",
    };
    /* With something chosen; a child in its clothes and shoes, too. */
    static const struct {
        const char *path;
        const char *but;
    } narrowed[] = {
        {"/finn/filter?kategori=10000", NULL},
        {"/finn/filter?kategori=20000", NULL},
        {"/finn/filter?alder=2-4", "f-ages"},
        {"/finn/filter?storrelse=h98~s24&vokser=1", "f-sizes"},
        {"/finn/filter?ord=puslespill+4+%C3%A5r", NULL},
        {"/finn/filter?sjekket=1&pris=250", NULL},
        {"/finn/filter?tilstand=2~3&nedsatt=1&ny=1", "f-grades"},
    };
    struct fixture *f = fixture_open();
    fill(f);
    const struct answer all = page(f, "/finn/filter");
    for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
        if (!answer_has(&all, groups[i])) {
            fail_msg("no %s", groups[i]);
        }
    }
    assert_true(follow_all(f, "/finn/filter", NULL) > 30);
    for (size_t i = 0; i < sizeof(narrowed) / sizeof(narrowed[0]); i++) {
        assert_true(follow_all(f, narrowed[i].path, narrowed[i].but) > 3);
    }
    fixture_close(f);
}

static void test_an_age_is_a_filter_like_any_other(void **state)
{
    (void)state;
    struct fixture *f = fixture_open();
    fill(f);
    const struct answer list = page(f, "/finn?alder=2-4~4-6&pris=250");
    assert_true(answer_has(&list, "2–4 år<span class=\"ds-sr-only\">: "));
    assert_true(answer_has(&list, "href=\"/finn?alder=4-6&amp;pris=250\""));
    assert_true(answer_has(&list, "name=\"alder\" value=\"2-4~4-6\""));
    /* An age in the words narrows what says one, and is no chip where nothing does. */
    const struct answer told = page(f, "/finn?ord=puslespill+4+%C3%A5r");
    assert_true(answer_has(&told, ">4 år<span class=\"ds-sr-only\">: fjern"));
    const struct answer none = page(f, "/finn?ord=puslespill+12+%C3%A5r");
    assert_true(answer_has(&none, "Puslespill 3–5 år"));
    assert_false(answer_has(&none, ">12 år<span"));
    assert_true(answer_has(&none, "12 år."));
    fixture_close(f);
}

/* ---- nothing found --------------------------------------------------------------------------- */

/* The alternatives of a page without hits: each leads to as many as it says. */
static void check_nearly(struct fixture *f, const char *path, const char *first)
{
    const struct answer none = page(f, path);
    assert_true(answer_has(&none, "class=\"ob-empty\""));
    const struct str nearly = behind(none.body, "id=\"nearly\"");
    struct str rest = before(nearly, "</div>");
    int64_t told_first = 0;
    int choices = 0;
    ptrdiff_t at = 0;
    while ((at = str_find(rest, STR("<a "))) >= 0) {
        rest = str_slice(rest, (size_t)at + 1, rest.len);
        const struct str anchor = before(rest, "</a>");
        const int64_t told = number_at(behind(anchor, " ("));
        if (choices == 0 && str_find(anchor, str_of(first)) < 0) {
            fail_msg("%s: not %s but %.*s", path, first, STR_ARG(anchor));
        }
        assert_int_equal(found_in(f, address(f, anchor)), told);
        told_first = choices == 0 ? told : told_first;
        choices++;
    }
    assert_in_range(choices, 1, 4);
    assert_int_equal(occurrences(nearly, "<article class=\"ob-card"),
                     told_first < A_SHELF ? told_first : A_SHELF);
}

static void test_the_nearest_is_shown_when_nothing_is_found(void **state)
{
    (void)state;
    struct fixture *f = fixture_open();
    fill(f);
    check_nearly(f, "/finn?ord=zorgat&storrelse=h98", ">Str. 104 (");
    check_nearly(f, "/finn?ord=zorgat+str+98", ">Str. 104 (");
    check_nearly(f, "/finn?ord=zorgat&storrelse=h110", ">Str. 104 (");
    check_nearly(f, "/finn?ord=zorgat&storrelse=h152", ">Alle størrelser (");
    check_nearly(f, "/finn?ord=zorgat&pris=50", ">Alle priser (");
    check_nearly(f, "/finn?ord=zorgat&tilstand=4", ">Uten de andre filtrene (");
    check_nearly(f, "/finn?ord=zorgat&alder=10-12", ">Uten de andre filtrene (");
    check_nearly(f, "/finn?ord=zorgat&kategori=10103", ">Yttertøy (");
    check_nearly(f, "/finn?ord=zorgat&kategori=40000", ">Alle slags ting (");
    check_nearly(f, "/finn?ord=zorgat+qqqqqqq", ">zorgat (");
    check_nearly(f, "/finn?ord=qqqqqqq", ">Uten ordene (");
    fixture_close(f);
}

int http_filter_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_choice_finds_what_it_says),
        cmocka_unit_test(test_an_age_is_a_filter_like_any_other),
        cmocka_unit_test(test_the_nearest_is_shown_when_nothing_is_found),
    };
    return TEST_DB_RUN("filter", tests);
}
