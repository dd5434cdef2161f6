/* SPDX-License-Identifier: EUPL-1.2 */
/* Filters, counts, sorting and pages against a plain look at each listing, on both engines, while
 * listings come, change and go, here and through another connection. */
#include "base/vec.h"
#include "catalogue/catalogue_ages.h"
#include "catalogue/catalogue_facets.h"
#include "catalogue/search_world.h"
#include "goods/goods_size.h"

int catalogue_facets_test(void);

#define DAY_MS INT64_C(86400000)

static uint64_t draw(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

static int64_t below(uint64_t *state, int64_t limit)
{
    return (int64_t)(draw(state) % (uint64_t)limit);
}

/* Words that no list knows, so that each is only itself. */
static const char *const vocabulary[] = {"zorgat", "vexim", "quintor", "blafnur"};
static const char *const brand_names[] = {"Name It", "Vyxo", "name-it", NULL, NULL};
static const struct {
    const char *category;
    const char *sizes[5];
} shelves[] = {
    {"snowsuits", {"h98", "h104", "h98-104", "h110", "h104-110"}},
    {"jackets", {"h98", "h98-104", "h110", "h116", "h104"}},
    {"child_cycles", {"w16", "w20", "w16", "w20", "w20"}},
    {"tables", {NULL, NULL, NULL, NULL, NULL}},
    {"lending", {NULL, NULL, NULL, NULL, NULL}},
};

struct model {
    struct world world;
    struct listings listings;
    uint64_t draws;
};

static void add_one(struct model *model)
{
    uint64_t *draws = &model->draws;
    const size_t shelf = (size_t)below(draws, 5);
    const struct offer offer = {
        .title = str_format(model->world.ctx.mem, "%s %s %s", vocabulary[below(draws, 4)],
                            vocabulary[below(draws, 3)], vocabulary[below(draws, 2)])
                     .ptr,
        .category = shelves[shelf].category,
        .size = shelves[shelf].sizes[below(draws, 5)],
        .colour = below(draws, 3) == 0 ? NULL : goods_codes_all()->colours[below(draws, 3)].key.ptr,
        .kr = below(draws, 12) * 50,
        .grade = 1 + below(draws, 4),
        .brand = brand_names[below(draws, 5)],
        .seasons = below(draws, 4) * SEASON_BIT(SEASON_WINTER),
        .other_shop = below(draws, 3) == 0,
        .checked = below(draws, 3) == 0,
        .before_kr = below(draws, 4) == 0 ? 900 : 0};
    const struct listing listing = put(&model->world, &offer);
    vec_push(model->world.ctx.mem, &model->listings, listing);
}

/* ---- a plain look ---------------------------------------------------------------------------- */

static bool has_id(const struct chosen_ids *chosen, int64_t id)
{
    bool has = chosen->count == 0;
    for (size_t i = 0; i < chosen->count; i++) {
        has = has || chosen->ids[i] == id;
    }
    return has;
}

static bool has_season(const struct chosen_ids *chosen, int64_t seasons)
{
    bool has = chosen->count == 0;
    for (size_t i = 0; i < chosen->count; i++) {
        has = has || (seasons & SEASON_BIT(chosen->ids[i])) != 0;
    }
    return has;
}

static bool is_brand(struct str chosen, struct str brand)
{
    /* Only what the vocabulary of this test needs. */
    const bool is_name_it =
        str_equal_nocase(brand, STR("Name It")) || str_equal(brand, STR("name-it"));
    return str_equal(chosen, STR("name-it")) ? is_name_it : str_equal(brand, STR("Vyxo"));
}

static bool suits(struct str asked, struct str own, bool grows_into)
{
    const struct goods_size *size = asked.len == 0 ? NULL : goods_codes_size_by_key(asked);
    const struct goods_size *other = own.len == 0 ? NULL : goods_codes_size_by_key(own);
    const struct goods_size *next = size == NULL ? NULL : goods_size_next(size);
    return size != NULL && other != NULL &&
           (goods_size_fits(other, size) ||
            (grows_into && next != NULL && goods_size_fits(other, next)));
}

static bool fits_size(const struct search *search, const struct listing *listing)
{
    bool fits = search->size_key.len == 0 && search->more_sizes.count == 0;
    fits = fits || suits(search->size_key, listing->size_key, search->grows_into);
    for (size_t i = 0; i < search->more_sizes.count; i++) {
        fits = fits || suits(search->more_sizes.keys[i], listing->size_key, search->grows_into);
    }
    return fits;
}

/* Who wears the sizes of this test. */
static bool has_age(const struct chosen_ids *chosen, struct str size_key)
{
    static const struct {
        const char *size;
        const char *ages[2];
    } worn[] = {{"h98", {"2-4", "2-4"}},      {"h104", {"2-4", "2-4"}}, {"h98-104", {"2-4", "2-4"}},
                {"h104-110", {"2-4", "4-6"}}, {"h110", {"4-6", "4-6"}}, {"h116", {"4-6", "4-6"}}};
    bool has = chosen->count == 0;
    for (size_t i = 0; i < sizeof(worn) / sizeof(worn[0]); i++) {
        for (size_t at = 0; at < chosen->count && str_equal(size_key, str_of(worn[i].size)); at++) {
            const struct str age = str_of(catalogue_age_key(chosen->ids[at]));
            has = has || str_equal(age, str_of(worn[i].ages[0])) ||
                  str_equal(age, str_of(worn[i].ages[1]));
        }
    }
    return has;
}

static bool has_words(const struct search *search, const struct listing *listing)
{
    struct str rest = search->words;
    struct str word;
    bool all = true;
    while (search->words.len > 0 && str_split(&rest, ' ', &word)) {
        all = all && (word.len == 0 || str_find(listing->title, word) >= 0);
    }
    return all;
}

static bool fits(struct model *model, const struct search *search, const struct listing *listing)
{
    bool brand = search->brands.count == 0;
    for (size_t i = 0; i < search->brands.count; i++) {
        brand =
            brand || (listing->brand.len > 0 && is_brand(search->brands.keys[i], listing->brand));
    }
    const int64_t lending = goods_codes_category_by_key(STR("lending"))->id;
    return listing->state == LISTING_PUBLIC && brand && has_words(search, listing) &&
           fits_size(search, listing) &&
           (search->category_id == 0 ||
            goods_codes_is_within(listing->category_id, search->category_id)) &&
           (search->price_min_ore == NO_I64 || listing->price_ore >= search->price_min_ore) &&
           (search->price_max_ore == NO_I64 || listing->price_ore <= search->price_max_ore) &&
           has_id(&search->grades, listing->grade) && has_age(&search->ages, listing->size_key) &&
           has_id(&search->colours, listing->colour_id) &&
           has_season(&search->seasons, listing->seasons) &&
           has_id(&search->shops, listing->tenant_id) &&
           (!search->free_only || listing->price_ore == 0) &&
           (!search->new_today || listing->published_day == centre_today(&model->world.ctx)) &&
           (!search->reduced || listing->before_ore != NO_I64) &&
           (!search->rent || listing->category_id == lending) &&
           (!search->checked || listing->checked);
}

static int64_t count(struct model *model, const struct search *search)
{
    int64_t hits = 0;
    for (size_t i = 0; i < model->listings.count; i++) {
        hits += fits(model, search, &model->listings.ptr[i]) ? 1 : 0;
    }
    return hits;
}

/* ---- searches -------------------------------------------------------------------------------- */

static struct search some_search(struct model *model)
{
    uint64_t *draws = &model->draws;
    struct search search = search_for("");
    search.with_counts = true;
    search.sort = (enum search_sort)below(draws, 4);
    const int64_t words = below(draws, 3);
    for (int64_t i = 0; i < words; i++) {
        search.words = str_format(model->world.ctx.mem, "%.*s %s", STR_ARG(search.words),
                                  vocabulary[below(draws, 4)]);
    }
    const size_t shelf = (size_t)below(draws, 5);
    for (int64_t filters = below(draws, 4); filters > 0; filters--) {
        switch (below(draws, 15)) {
        case 0:
            search.category_id = goods_codes_category_by_key(str_of(shelves[shelf].category))->id;
            break;
        case 1:
            search.category_id = goods_codes_category_by_key(STR("clothes"))->id;
            break;
        case 2:
            search.size_key = str_of(shelves[below(draws, 2)].sizes[below(draws, 5)]);
            search.grows_into = below(draws, 2) == 0;
            break;
        case 3:
            search.more_sizes = (struct chosen_keys){.keys = {STR("w20"), STR("h116")}, .count = 2};
            break;
        case 4:
            search.grades = (struct chosen_ids){.ids = {1 + below(draws, 4), 4}, .count = 2};
            break;
        case 5:
            search.price_min_ore = below(draws, 5) * 5000;
            search.price_max_ore = below(draws, 12) * 5000;
            break;
        case 6:
            search.colours = (struct chosen_ids){
                .ids = {goods_codes_all()->colours[below(draws, 3)].id}, .count = 1};
            break;
        case 7:
            search.brands = (struct chosen_keys){
                .keys = {below(draws, 2) == 0 ? STR("name-it") : STR("vyxo")}, .count = 1};
            break;
        case 8:
            search.seasons = (struct chosen_ids){.ids = {1 + below(draws, 4)}, .count = 1};
            break;
        case 9:
            search.shops = (struct chosen_ids){.ids = {model->world.other_shop}, .count = 1};
            break;
        case 10:
            search.free_only = true;
            break;
        case 11:
            search.new_today = true;
            break;
        case 12:
            search.ages = (struct chosen_ids){.ids = {5 + below(draws, 2)}, .count = 1};
            break;
        case 13:
            search.checked = true;
            break;
        default:
            search.reduced = below(draws, 2) == 0;
            search.rent = !search.reduced;
            break;
        }
    }
    return search;
}

static int64_t counted_key(const struct found *found, enum facet facet, struct str key)
{
    for (size_t i = 0; i < found->facets[facet].count; i++) {
        if (str_equal(found->facets[facet].ptr[i].key, key)) {
            return found->facets[facet].ptr[i].listings;
        }
    }
    return 0;
}

static void check_lists(struct model *model, const struct search *search, const struct found *found)
{
    const struct goods_codes *codes = goods_codes_all();
    for (size_t i = 0; i < codes->category_count; i++) {
        struct search with = *search;
        with.category_id = codes->categories[i].id;
        assert_int_equal(world_counted(found, FACET_CATEGORY, with.category_id),
                         count(model, &with));
    }
    for (size_t i = 0; i < codes->size_count; i++) {
        struct search with = *search;
        with.size_key = codes->sizes[i].key;
        with.more_sizes.count = 0;
        with.grows_into = false;
        assert_int_equal(counted_key(found, FACET_SIZE, with.size_key), count(model, &with));
    }
    for (size_t i = 0; i < codes->colour_count; i++) {
        struct search with = *search;
        with.colours = (struct chosen_ids){.ids = {codes->colours[i].id}, .count = 1};
        assert_int_equal(world_counted(found, FACET_COLOUR, codes->colours[i].id),
                         count(model, &with));
    }
}

static void check_ages(struct model *model, const struct search *search, const struct found *found)
{
    for (int64_t age = 1; age <= CATALOGUE_AGES; age++) {
        struct search with = *search;
        with.ages = (struct chosen_ids){.ids = {age}, .count = 1};
        assert_int_equal(world_counted(found, FACET_AGE, age), count(model, &with));
    }
}

static void check_small(struct model *model, const struct search *search, const struct found *found)
{
    static const int64_t steps[] = {0, 50, 100, 250, 500, 1000};
    const int64_t shops[] = {model->world.shop, model->world.other_shop};
    for (int64_t i = 1; i <= 4; i++) {
        struct search with = *search;
        with.grades = (struct chosen_ids){.ids = {i}, .count = 1};
        assert_int_equal(world_counted(found, FACET_GRADE, i), count(model, &with));
        with = *search;
        with.seasons = (struct chosen_ids){.ids = {i}, .count = 1};
        assert_int_equal(world_counted(found, FACET_SEASON, i), count(model, &with));
    }
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        struct search with = *search;
        with.price_min_ore = NO_I64;
        with.price_max_ore = steps[i] * 100;
        assert_int_equal(world_counted(found, FACET_PRICE, steps[i] * 100), count(model, &with));
    }
    for (size_t i = 0; i < 2; i++) {
        struct search with = *search;
        with.shops = (struct chosen_ids){.ids = {shops[i]}, .count = 1};
        assert_int_equal(world_counted(found, FACET_SHOP, shops[i]), count(model, &with));
        with = *search;
        with.brands =
            (struct chosen_keys){.keys = {i == 0 ? STR("name-it") : STR("vyxo")}, .count = 1};
        assert_int_equal(counted_key(found, FACET_BRAND, with.brands.keys[0]), count(model, &with));
    }
}

static void check_flags(struct model *model, const struct search *search, const struct found *found)
{
    struct search with[FACET_END];
    for (int facet = FACET_FREE; facet <= FACET_CHECKED; facet++) {
        with[facet] = *search;
    }
    with[FACET_FREE].free_only = true;
    with[FACET_NEW_TODAY].new_today = true;
    with[FACET_REDUCED].reduced = true;
    with[FACET_RENT].rent = true;
    with[FACET_CHECKED].checked = true;
    for (int facet = FACET_FREE; facet <= FACET_CHECKED; facet++) {
        assert_int_equal(world_counted(found, (enum facet)facet, 1), count(model, &with[facet]));
    }
}

static bool is_in_order(const struct search *search, const struct listing *a,
                        const struct listing *b)
{
    switch (search->sort) {
    case SORT_CHEAPEST:
        return a->price_ore < b->price_ore || (a->price_ore == b->price_ore && a->seq > b->seq);
    case SORT_DEAREST:
        return a->price_ore > b->price_ore || (a->price_ore == b->price_ore && a->seq > b->seq);
    default:
        /* All words of this vocabulary are the thing itself, so the best are the newest. */
        return a->seq > b->seq;
    }
}

/* All pages: each listing fits, in order, and as many as there are. */
static void check_pages(struct model *model, struct search search, const struct found *first)
{
    const int64_t total = count(model, &search);
    struct found found = *first;
    int64_t seen = 0;
    struct listing last = {.id = 0};
    assert_int_equal(first->total, total);
    search.with_counts = false;
    while (true) {
        for (size_t i = 0; i < found.listings.count; i++) {
            const struct listing *listing = &found.listings.ptr[i];
            assert_true(last.id == 0 || is_in_order(&search, &last, listing));
            last = *listing;
            struct listing whole;
            assert_int_equal(catalogue_listing(&model->world.ctx, listing->id, &whole), OK);
            assert_true(fits(model, &search, &whole));
        }
        seen += (int64_t)found.listings.count;
        assert_int_equal(found.more, found.next.len > 0);
        if (!found.more) {
            break;
        }
        search.after = found.next;
        assert_int_equal(catalogue_search(&model->world.ctx, &search, &found), OK);
        assert_int_equal(found.total, total);
    }
    assert_int_equal(seen, total);
}

static bool check_search(struct model *model)
{
    const struct arena_mark mark = arena_mark(model->world.ctx.mem);
    const struct search search = some_search(model);
    struct found found;
    assert_int_equal(catalogue_search(&model->world.ctx, &search, &found), OK);
    assert_int_equal(found.total, count(model, &search));
    const bool some = found.total > 0;
    if (some) {
        check_lists(model, &search, &found);
        check_ages(model, &search, &found);
        check_small(model, &search, &found);
        check_flags(model, &search, &found);
        check_pages(model, search, &found);
    }
    arena_reset(model->world.ctx.mem, mark);
    return some;
}

/* ---- changes --------------------------------------------------------------------------------- */

struct taking {
    int64_t tenant_id;
    int64_t listing_id;
    bool back;
};

static enum status take_or_give(struct ctx *ctx, void *arg)
{
    const struct taking *taking = arg;
    return taking->back ? catalogue_give_back(ctx, taking->tenant_id, taking->listing_id, 1, 0)
                        : catalogue_take(ctx, taking->tenant_id, taking->listing_id, 1, 0, 0);
}

static void publish_again(struct model *model, const struct listing *listing)
{
    struct listing again;
    const struct publication publication = {.thing_id = listing->thing_id,
                                            .title = str_of(vocabulary[below(&model->draws, 4)]),
                                            .wear = STR(""),
                                            .category_id = listing->category_id,
                                            .kind_key = STR(""),
                                            .grade = 1 + below(&model->draws, 4),
                                            .size_key = listing->size_key,
                                            .colour_id = NO_I64,
                                            .price_ore = listing->price_ore,
                                            .place = STR(""),
                                            .brand = STR("Vyxo"),
                                            .seasons = SEASON_BIT(SEASON_SUMMER)};
    if (catalogue_publish(&model->world.ctx, listing->tenant_id, &publication, &again) != OK) {
        fail_msg("%s", model->world.ctx.err.message);
    }
}

/* One listing gets another price, name and facets, or is held, sold, withdrawn or given back. */
static void change(struct model *model)
{
    struct ctx *ctx = &model->world.ctx;
    struct listing *listing =
        &model->listings.ptr[below(&model->draws, (int64_t)model->listings.count)];
    struct taking taking = {listing->tenant_id, listing->id, listing->state == LISTING_SOLD};
    const int64_t what = below(&model->draws, 6);
    if (listing->state == LISTING_SOLD || (listing->state == LISTING_PUBLIC && what == 0)) {
        /* What is held is not sold. */
        const enum status taken = db_write(ctx, take_or_give, &taking);
        assert_true(taken == OK || (taken == CONFLICT && listing->held > 0));
    } else if (listing->state == LISTING_WITHDRAWN || what == 1) {
        publish_again(model, listing);
    } else if (what == 2) {
        assert_int_equal(catalogue_withdraw(ctx, listing->tenant_id, listing->id), OK);
    } else if (what == 3) {
        struct hold hold;
        struct str token;
        const struct str contact = str_format(ctx->mem, "a%lld@b.example", (long long)model->draws);
        const enum status held =
            catalogue_hold(ctx, listing->code, contact, STR(""), &hold, &token);
        /* Held by somebody, or as much of the shop is held as may be. */
        assert_true(held == OK || held == CONFLICT || held == TOO_MANY);
    } else {
        assert_int_equal(catalogue_set_price(ctx, listing->tenant_id, listing->id, listing->version,
                                             below(&model->draws, 12) * 5000),
                         OK);
    }
    assert_int_equal(catalogue_listing(ctx, listing->id, listing), OK);
}

static void test_whatever_is_asked_is_found_and_counted(void **state)
{
    (void)state;
    struct model model = {.world = world_begin(test_db_engine()), .draws = 5};
    int some = 0;
    for (int i = 0; i < 90; i++) {
        if (i == 60) {
            clock_set_ms(MONDAY_MS + DAY_MS);
            model.world.ctx.now_ms = MONDAY_MS + DAY_MS;
        }
        add_one(&model);
    }
    for (int i = 0; i < 150; i++) {
        some += check_search(&model) ? 1 : 0;
        change(&model);
        if (i % 10 == 0) {
            add_one(&model);
        }
    }
    assert_true(some > 60);
    world_end(&model.world);
}

/* ---- cursors --------------------------------------------------------------------------------- */

static void test_a_cursor_that_is_none_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "n",        "n2",
        "n2.0",     "n2.0.",
        "n2.0.5.1", "n1.0.5",
        "n201.0.5", "n1000.0.5",
        "n-2.0.5",  "x2.0.5",
        "l2.0.5",   "2.0.5",
        "n2.0.-5",  "n2.0.99999999999999999999",
        "n2..5",    "n 2.0.5",
        "n2.0.5 ",  "n2.a.5",
        "\xFF",     "n2.0.5%00",
    };
    struct world world = world_begin(test_db_engine());
    struct search search = search_for("");
    struct found found;
    uint64_t draws = 9;
    put(&world, &(struct offer){.title = "zorgat", .category = "tables", .kr = 10});
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        search.after = str_of(wrong[i]);
        assert_int_equal(catalogue_search(&world.ctx, &search, &found), INVALID);
        assert_string_equal(world.ctx.err.field, "after");
    }
    search.after = STR("n200.9223372036854775807.9223372036854775807");
    assert_int_equal(catalogue_search(&world.ctx, &search, &found), OK);
    assert_int_equal(found.total, 1);
    for (int i = 0; i < 5000; i++) {
        static const char signs[] = "nlhb0123456789..-% ";
        char text[16];
        const struct arena_mark mark = arena_mark(world.ctx.mem);
        const size_t len = (size_t)below(&draws, sizeof(text));
        for (size_t at = 0; at < len; at++) {
            text[at] = signs[below(&draws, sizeof(signs) - 1)];
        }
        search.after = (struct str){text, len};
        search.sort = (enum search_sort)below(&draws, 4);
        const enum status status = catalogue_search(&world.ctx, &search, &found);
        assert_true(status == OK || status == INVALID);
        arena_reset(world.ctx.mem, mark);
    }
    world_end(&world);
}

int catalogue_facets_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whatever_is_asked_is_found_and_counted),
        cmocka_unit_test(test_a_cursor_that_is_none_is_refused),
    };
    return TEST_DB_RUN("catalogue facets", tests);
}
