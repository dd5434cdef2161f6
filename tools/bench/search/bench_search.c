/* SPDX-License-Identifier: EUPL-1.2 */
/* Searching a large catalogue: processor time of each search for 24 cards with counts.
 *
 * bench_search --url URL --make N: a centre with N things put out, of the demo's categories, sizes,
 * colours and brands, with words of a vocabulary of 50 000 by Zipf's law. bench_search --url URL:
 * every mix of 0 to 3 words and 0 to 3 filters; browsing; the worst search that is let through; and
 * what publishing costs. bench_search --memory N: the same searches on an index in memory alone,
 * without a database and so without the rows of the cards. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/rooms.h"
#include "base/clock.h"
#include "base/day.h"
#include "base/id.h"
#include "catalogue/catalogue_narrow.h"
#include "catalogue/catalogue_words.h"
#include "centre/centre.h"
#include "db/migrate.h"
#include "goods/goods_codes.h"

#include "base/banned.h"

#define VOCABULARY 50000
#define DOC_WORDS  16
#define TITLE      4
#define SHOPS      8
#define A_WRITE    2000
#define QUERIES    150
#define PUBLISHED  300
#define FIRST_DAY  INT64_C(20200)
#define MEMORY     ((size_t)512 * 1024 * 1024)

static const char *const brands[] = {"Småtroll", "Fjordis", "Vindfast", "Tuva og Tor", "Tråkk",
                                     "Lettfot",  "Rullo",   "Vuggen",   "Trygg",       "Klossebo",
                                     "Treskip",  "Hjulfar", "Skaresnø", "Elvira",      "Lydhør"};

struct bench {
    struct db *db;
    struct ctx ctx;
    int64_t station;
    int64_t shops[SHOPS];
    struct thing thing; /* every listing is of this one, so that a million are made in a minute */
    int64_t count;
    char words[VOCABULARY][12];
    double chances[VOCABULARY];
    struct facet_index *index; /* NULL: through the database */
};

/* ---- drawing --------------------------------------------------------------------------------- */

static uint64_t draw(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

static int64_t below(uint64_t *state, int64_t limit)
{
    return (int64_t)(draw(state) % (uint64_t)limit);
}

/* Syllables, so that they look like words and no list knows them. */
static void make_words(struct bench *bench)
{
    static const char *const syllables[] = {"zo",  "vex", "qui", "bla", "fnu", "gri", "wum", "xal",
                                            "jyp", "tob", "kez", "dru", "mox", "pil", "hav", "czu"};
    double sum = 0;
    for (int i = 0; i < VOCABULARY; i++) {
        snprintf(bench->words[i], sizeof(bench->words[i]), "%.3s%.3s%.3s%.2s", syllables[i % 16],
                 syllables[i / 16 % 16], syllables[i / 256 % 16],
                 i < 4096 ? "" : syllables[i / 4096]);
        sum += 1.0 / (i + 1);
        bench->chances[i] = sum;
    }
}

static int zipf(const struct bench *bench, uint64_t *state)
{
    const double at =
        (double)draw(state) / (double)(UINT64_C(1) << 31) * bench->chances[VOCABULARY - 1];
    int from = 0;
    int to = VOCABULARY - 1;
    while (from < to) {
        const int middle = (from + to) / 2;
        if (bench->chances[middle] < at) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return from;
}

/* A few are most of what there is. */
static int64_t skewed(uint64_t *state, int64_t limit)
{
    return below(state, 1 + below(state, limit));
}

/* ---- things ---------------------------------------------------------------------------------- */

/* Listing number `number`, always the same; `words` are its own. */
static struct indexed_listing listing_of(struct bench *bench, int64_t number, int words[DOC_WORDS])
{
    struct arena *mem = bench->ctx.mem;
    const struct goods_codes *codes = goods_codes_all();
    uint64_t state = (uint64_t)number * UINT64_C(0x9E3779B97F4A7C15) + 1;
    draw(&state);
    const struct goods_category *category =
        &codes->categories[skewed(&state, (int64_t)codes->category_count)];
    const struct goods_size *size = NULL;
    for (int64_t steps = 1 + below(&state, 20); steps > 0 && category->size_system.len > 0;
         steps--) {
        const struct goods_size *next = goods_codes_size_in(category->size_system, size);
        size = next == NULL ? size : next;
    }
    struct str keys = STR("");
    struct str title = STR("");
    for (int i = 0; i < DOC_WORDS; i++) {
        words[i] = zipf(bench, &state);
        keys = str_format(mem, "%.*s %.*s", STR_ARG(keys),
                          STR_ARG(catalogue_keys(&bench->ctx, str_of(bench->words[words[i]]))));
        title =
            i < TITLE ? str_format(mem, "%.*s %s", STR_ARG(title), bench->words[words[i]]) : title;
    }
    const struct str names = str_format(mem, "%.*s %.*s", STR_ARG(category->name.in[LANG_NB]),
                                        STR_ARG(category->name.in[LANG_EN]));
    const int64_t price = below(&state, 20) == 0 ? 0 : (1 + skewed(&state, 60)) * 1000;
    return (struct indexed_listing){
        .words = str_format(mem, "%.*s %.*s", STR_ARG(keys),
                            STR_ARG(catalogue_keys(&bench->ctx, names))),
        .listing = {.id = number + 1,
                    .seq = number + 1,
                    .thing_id = bench->thing.id,
                    .tenant_id = bench->shops[skewed(&state, SHOPS)],
                    .code = str_format(mem, "B%lld", (long long)number),
                    .title = title,
                    .wear = STR("Litt slitt."),
                    .category_id = category->id,
                    .grade = 1 + skewed(&state, 4),
                    .size_key = size == NULL ? STR("") : size->key,
                    .colour_id = codes->colours[skewed(&state, (int64_t)codes->colour_count)].id,
                    .brand = below(&state, 3) == 0 ? STR("") : str_of(brands[skewed(&state, 15)]),
                    .seasons = below(&state, 8) * SEASON_BIT(SEASON_WINTER),
                    .checked = below(&state, 10) == 0,
                    .price_ore = price,
                    .before_ore = below(&state, 10) == 0 ? price + 5000 : NO_I64,
                    .count_left = 1,
                    .place = STR("stativ 4"),
                    .state = LISTING_PUBLIC,
                    .published_ms = FIRST_DAY * MS_PER_DAY,
                    .published_day = FIRST_DAY - (bench->count - number) / 1000,
                    .ended_ms = NO_I64,
                    .version = 1}};
}

static enum status receive(struct bench *bench, struct thing *ret_thing)
{
    const struct goods_category *category = goods_codes_category_by_key(STR("tables"));
    const struct lot lot = {.key_source = STR("bench"),
                            .key = STR(""),
                            .holder_id = bench->station,
                            .source_id = bench->station,
                            .category_id = category->id,
                            .kind_key = STR(""),
                            .count = 1,
                            .g = 500,
                            .weight_method = WEIGHT_SCALE,
                            .state = STATE_WHOLE,
                            .size_key = STR(""),
                            .note = STR("")};
    bool is_new = false;
    TRY(goods_receive(&bench->ctx, &lot, ret_thing, &is_new));
    TRY(goods_allot(&bench->ctx, ret_thing->id, bench->shops[0]));
    return goods_pick_up(&bench->ctx, ret_thing->code, bench->shops[0], ret_thing, &is_new);
}

struct making {
    struct bench *bench;
    int64_t from;
    int64_t to;
};

static enum status put_some(struct ctx *ctx, void *arg)
{
    const struct making *making = arg;
    for (int64_t number = making->from; number < making->to; number++) {
        const struct arena_mark mark = arena_mark(ctx->mem);
        int words[DOC_WORDS];
        int64_t seq = 0;
        const struct indexed_listing row = listing_of(making->bench, number, words);
        TRY(catalogue_store_next_seq(ctx, &seq));
        TRY(catalogue_store_add(ctx, &row));
        arena_reset(ctx->mem, mark);
    }
    return OK;
}

static enum status make_house(struct bench *bench)
{
    struct ctx *ctx = &bench->ctx;
    const struct centre centre = {.slug = STR("bench"),
                                  .name = STR("Ombrukssenteret"),
                                  .municipality = STR("Fjordvik"),
                                  .address = STR(""),
                                  .getting_here = STR(""),
                                  .email = STR(""),
                                  .phone = STR(""),
                                  .time_zone = STR("Europe/Oslo")};
    TRY(centre_add(ctx, &centre));
    TRY(rooms_furnish(ctx));
    TRY(goods_holder_add(ctx, 0, HOLDER_STATION, STR("Skogheim"), &bench->station));
    for (int i = 0; i < SHOPS; i++) {
        TRY(goods_holder_add(ctx, 0, HOLDER_TENANT, STR("Butikk"), &bench->shops[i]));
    }
    return receive(bench, &bench->thing);
}

/* ---- measuring ------------------------------------------------------------------------------- */

static double now_ms(clockid_t id)
{
    struct timespec at;
    clock_gettime(id, &at);
    return (double)at.tv_sec * 1000 + (double)at.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    const double left = *(const double *)a;
    const double right = *(const double *)b;
    return left < right ? -1 : left > right;
}

static void must(enum status status, const char *what)
{
    if (status != OK) {
        fprintf(stderr, "%s: %s\n", what, status_name(status));
        exit(1);
    }
}

static int64_t search_memory(struct bench *bench, const struct search *search)
{
    struct ctx *ctx = &bench->ctx;
    struct catalogue_query *query = ARENA_NEW(ctx->mem, struct catalogue_query);
    struct narrowed *narrowed = ARENA_NEW(ctx->mem, struct narrowed);
    struct facet_found hits;
    struct found found = {.total = 0};
    int64_t page = 0;
    catalogue_query_read(ctx, search->words, query);
    must(catalogue_narrow(ctx, search, query, QUERY_AS_THE_THING, narrowed, &page), "narrow");
    facet_find(bench->index, &narrowed->query, ctx->mem, &hits);
    catalogue_counts_fill(ctx, search, &hits, &found);
    return hits.total;
}

/* Milliseconds of this thread's processor. */
static double measure(struct bench *bench, const struct search *search, int64_t *ret_total)
{
    const struct arena_mark mark = arena_mark(bench->ctx.mem);
    const double began = now_ms(CLOCK_THREAD_CPUTIME_ID);
    if (bench->index != NULL) {
        *ret_total = search_memory(bench, search);
    } else {
        struct found found;
        db_session_begin(&bench->ctx, bench->db);
        must(catalogue_search(&bench->ctx, search, &found), "search");
        db_session_end(&bench->ctx);
        *ret_total = found.total;
    }
    const double took = now_ms(CLOCK_THREAD_CPUTIME_ID) - began;
    arena_reset(bench->ctx.mem, mark);
    return took;
}

static struct search nothing_asked(void)
{
    return (struct search){.words = STR(""),
                           .price_min_ore = NO_I64,
                           .price_max_ore = NO_I64,
                           .before_seq = NO_I64,
                           .with_counts = true};
}

static void add_filter(struct search *search, const struct listing *listing, int64_t which)
{
    switch (which) {
    case 0:
        search->category_id = listing->category_id;
        break;
    case 1:
        search->size_key = listing->size_key;
        break;
    case 2:
        search->price_min_ore = listing->price_ore / 2;
        search->price_max_ore = listing->price_ore * 2;
        break;
    case 3:
        search->colours = (struct chosen_ids){.ids = {listing->colour_id}, .count = 1};
        break;
    case 4:
        search->grades = (struct chosen_ids){.ids = {listing->grade, 1}, .count = 2};
        break;
    case 5:
        search->shops = (struct chosen_ids){.ids = {listing->tenant_id}, .count = 1};
        break;
    default:
        search->brands =
            (struct chosen_keys){.keys = {listing->brand}, .count = listing->brand.len > 0 ? 1 : 0};
        break;
    }
}

/* Words and filters of a listing that is there, drawn by `state`. */
static struct search some_search(struct bench *bench, int words, int filters, uint64_t *state)
{
    int own[DOC_WORDS];
    const struct indexed_listing row = listing_of(bench, below(state, bench->count), own);
    const int64_t first = below(state, 7);
    struct search search = nothing_asked();
    for (int i = 0; i < words; i++) {
        search.words = str_format(bench->ctx.mem, "%.*s %s", STR_ARG(search.words),
                                  bench->words[own[below(state, DOC_WORDS)]]);
    }
    for (int i = 0; i < filters; i++) {
        add_filter(&search, &row.listing, (first + 2 * i) % 7);
    }
    return search;
}

static void report(const char *name, double *took, int count, int64_t hits)
{
    qsort(took, (size_t)count, sizeof(*took), by_size);
    printf("%-28s p50 %.2f ms, p99 %.2f ms, most %.2f ms, %lld hits\n", name, took[count / 2],
           took[count * 99 / 100], took[count - 1], (long long)(hits / count));
    fflush(stdout);
}

static void measure_mixes(struct bench *bench, enum search_sort sort, const char *name)
{
    static double all[QUERIES * 16];
    uint64_t state = 77;
    int64_t all_hits = 0;
    for (int words = 0; words <= 3; words++) {
        for (int filters = 0; filters <= 3; filters++) {
            double took[QUERIES];
            int64_t hits = 0;
            char label[64];
            for (int i = 0; i < QUERIES; i++) {
                const struct arena_mark mark = arena_mark(bench->ctx.mem);
                struct search search = some_search(bench, words, filters, &state);
                int64_t total = 0;
                search.sort = sort;
                took[i] = measure(bench, &search, &total);
                hits += total;
                all[(words * 4 + filters) * QUERIES + i] = took[i];
                arena_reset(bench->ctx.mem, mark);
            }
            all_hits += hits;
            snprintf(label, sizeof(label), "%s, %d words, %d filters", name, words, filters);
            if (sort == SORT_NEWEST) {
                report(label, took, QUERIES, hits);
            }
        }
    }
    char label[64];
    snprintf(label, sizeof(label), "%s, every mix", name);
    report(label, all, QUERIES * 16, all_hits);
}

static void measure_one(struct bench *bench, const char *name, const struct search *search)
{
    double took[QUERIES];
    int64_t hits = 0;
    for (int i = 0; i < QUERIES; i++) {
        int64_t total = 0;
        took[i] = measure(bench, search, &total);
        hits += total;
    }
    report(name, took, QUERIES, hits);
}

/* The commonest words, all filters with all their choices, a page far back, the dearest sort. */
static struct search worst(struct bench *bench)
{
    struct search search = nothing_asked();
    for (int i = 0; i < QUERY_WORDS_MAX; i++) {
        search.words =
            str_format(bench->ctx.mem, "%.*s %s", STR_ARG(search.words), bench->words[i]);
    }
    search.category_id = goods_codes_category_by_key(STR("clothes"))->id;
    search.size_key = STR("h104");
    search.grows_into = true;
    for (int64_t i = 0; i < SEARCH_CHOICES_MAX; i++) {
        search.grades.ids[search.grades.count++] = 1 + i % 4;
        search.colours.ids[search.colours.count++] = goods_codes_all()->colours[i].id;
        search.brands.keys[search.brands.count++] = str_of(brands[i]);
        search.seasons.ids[search.seasons.count++] = 1 + i % 4;
        search.shops.ids[search.shops.count++] = bench->shops[i];
        search.more_sizes.keys[search.more_sizes.count++] = goods_codes_all()->sizes[10 + i].key;
    }
    search.price_min_ore = 0;
    search.price_max_ore = 100000;
    search.sort = SORT_CHEAPEST;
    search.after = STR("l200.0.1");
    return search;
}

static void measure_worst(struct bench *bench)
{
    struct search search = worst(bench);
    measure_one(bench, "worst, narrowed", &search);
    search = nothing_asked();
    for (int i = 0; i < QUERY_WORDS_MAX; i++) {
        search.words =
            str_format(bench->ctx.mem, "%.*s %s", STR_ARG(search.words), bench->words[0]);
    }
    search.sort = SORT_DEAREST;
    search.after = STR("h200.5000.1");
    measure_one(bench, "worst, commonest word", &search);
    search.words = STR("");
    search.price_max_ore = 1000000;
    search.grades = (struct chosen_ids){.ids = {1, 2, 3, 4}, .count = 4};
    search.shops = (struct chosen_ids){.count = SHOPS};
    memcpy(search.shops.ids, bench->shops, sizeof(bench->shops));
    measure_one(bench, "worst, filters of everything", &search);
}

static void measure_all(struct bench *bench)
{
    struct search search = nothing_asked();
    measure_one(bench, "browse, everything", &search);
    search.with_counts = false;
    measure_one(bench, "browse, no counts", &search);
    search.category_id = goods_codes_category_by_key(STR("clothes"))->id;
    search.size_key = STR("h104");
    search.with_counts = true;
    measure_one(bench, "browse, category and size", &search);
    measure_mixes(bench, SORT_NEWEST, "newest");
    measure_mixes(bench, SORT_CHEAPEST, "cheapest");
    measure_mixes(bench, SORT_BEST, "best");
    measure_worst(bench);
}

/* Publishing, and that the search right behind it finds the thing. */
static void measure_publish(struct bench *bench)
{
    struct ctx *ctx = &bench->ctx;
    double publishing = 0;
    double following = 0;
    for (int i = 0; i < PUBLISHED; i++) {
        struct thing thing;
        struct listing listing;
        struct search search = nothing_asked();
        int64_t total = 0;
        db_session_begin(ctx, bench->db);
        must(receive(bench, &thing), "receive");
        const struct publication publication = {
            .thing_id = thing.id,
            .title =
                str_format(ctx->mem, "%s %s nyutlagt%d", bench->words[i], bench->words[i * 9], i),
            .wear = STR("Litt slitt."),
            .category_id = goods_codes_category_by_key(STR("snowsuits"))->id,
            .kind_key = STR("child_snowsuit"),
            .grade = GRADE_NICE,
            .size_key = STR("h98-104"),
            .colour_id = 1,
            .price_ore = 5000,
            .place = STR(""),
            .brand = STR("Vindfast"),
            .seasons = SEASON_BIT(SEASON_WINTER)};
        const double began = now_ms(CLOCK_PROCESS_CPUTIME_ID);
        must(catalogue_publish(ctx, bench->shops[0], &publication, &listing), "publish");
        publishing += now_ms(CLOCK_PROCESS_CPUTIME_ID) - began;
        db_session_end(ctx);
        search.words = str_format(ctx->mem, "nyutlagt%d", i);
        search.with_counts = false;
        following += measure(bench, &search, &total);
        must(total == 1 ? OK : INTERNAL, "find what was just published");
        arena_clear(ctx->mem);
    }
    printf("%-28s %.3f ms, finding it right after %.3f ms\n", "publish", publishing / PUBLISHED,
           following / PUBLISHED);
}

/* ---- the program ----------------------------------------------------------------------------- */

static enum status make(struct bench *bench)
{
    TRY(make_house(bench));
    for (int64_t from = 0; from < bench->count; from += A_WRITE) {
        struct making making = {bench, from, from + A_WRITE};
        making.to = making.to < bench->count ? making.to : bench->count;
        TRY(db_write(&bench->ctx, put_some, &making));
    }
    return OK;
}

/* The house that is there. */
static enum status open_house(struct bench *bench)
{
    struct holders holders;
    TRY(goods_holders(&bench->ctx, HOLDER_STATION, &holders));
    bench->station = holders.ptr[0].id;
    TRY(goods_holders(&bench->ctx, HOLDER_TENANT, &holders));
    for (size_t i = 0; i < holders.count && i < SHOPS; i++) {
        bench->shops[i] = holders.ptr[i].id;
    }
    return catalogue_count(&bench->ctx, &bench->count);
}

static void measure_database(struct bench *bench)
{
    struct search search = nothing_asked();
    int64_t total = 0;
    must(open_house(bench), "open");
    db_session_end(&bench->ctx);
    printf("%-28s %.0f ms\n", "making the index", measure(bench, &search, &total));
    printf("%-28s %lld\n", "things", (long long)total);
    measure_all(bench);
    measure_publish(bench);
    db_session_begin(&bench->ctx, bench->db);
}

static void measure_memory(struct bench *bench)
{
    const double began = now_ms(CLOCK_THREAD_CPUTIME_ID);
    for (int i = 0; i < SHOPS; i++) {
        bench->shops[i] = i + 100;
    }
    bench->index = facet_index_create();
    facet_index_begin(bench->index);
    for (int64_t number = 0; number < bench->count; number++) {
        const struct arena_mark mark = arena_mark(bench->ctx.mem);
        int words[DOC_WORDS];
        const struct indexed_listing listing = listing_of(bench, number, words);
        const struct facet_row row = {.listing = listing.listing, .words = listing.words};
        const struct facet_tokens tokens = catalogue_facets_tokens(&bench->ctx, &row);
        const struct facet_doc doc = {row.listing.seq, row.listing.price_ore, tokens.ptr,
                                      tokens.count};
        facet_index_add(bench->index, &doc);
        arena_reset(bench->ctx.mem, mark);
    }
    facet_index_end(bench->index);
    printf("%-28s %.0f ms, %zu MB for %zu things\n", "making things and index",
           now_ms(CLOCK_THREAD_CPUTIME_ID) - began, facet_index_bytes(bench->index) >> 20,
           facet_index_docs(bench->index));
    fflush(stdout);
    measure_all(bench);
    facet_index_destroy(bench->index);
}

static void run_database(struct bench *bench, const char *url, bool making)
{
    char why[256] = "";
    struct migrate_result result;
    if (db_open((struct db_options){.url = str_of(url)}, &bench->db, why) != OK ||
        db_migrate(bench->db, &result, why) != OK) {
        fprintf(stderr, "%s\n", why);
        exit(1);
    }
    id_set_node(1);
    db_session_begin(&bench->ctx, bench->db);
    if (making) {
        must(make(bench), "make");
    } else {
        must(centre_choose(&bench->ctx, STR("bench")), "centre");
        measure_database(bench);
    }
    db_session_end(&bench->ctx);
    rooms_close(bench->db);
    db_close(bench->db);
}

int main(int argc, char **argv)
{
    static struct bench bench;
    const char *url = NULL;
    bool making = false;
    bool memory = false;
    for (int i = 1; i + 1 < argc; i += 2) {
        making = making || strcmp(argv[i], "--make") == 0;
        memory = memory || strcmp(argv[i], "--memory") == 0;
        if (strcmp(argv[i], "--url") == 0) {
            url = argv[i + 1];
        } else {
            bench.count = strtoll(argv[i + 1], NULL, 10);
        }
    }
    if (url == NULL && !memory) {
        fprintf(stderr, "bench_search --url URL [--make N] | --memory N\n");
        return 2;
    }
    make_words(&bench);
    bench.ctx = (struct ctx){.mem = arena_create(MEMORY), .now_ms = clock_now_ms()};
    if (memory) {
        measure_memory(&bench);
    } else {
        run_database(&bench, url, making);
    }
    arena_destroy(bench.ctx.mem);
    return 0;
}
