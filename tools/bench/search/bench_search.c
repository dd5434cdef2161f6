/* SPDX-License-Identifier: EUPL-1.2 */
/* Searching a large catalogue: processor time of each search for 24 cards with counts.
 *
 * bench_search --url URL --make N: a centre with N things put out, of the demo's categories, sizes,
 * colours and brands, with words of a vocabulary of 50 000 by Zipf's law, of which each fifth is a
 * word of our lists. bench_search --url URL: every mix of 0 to 3 words and 0 to 3 filters;
 * browsing; the worst search that is let through; and what publishing costs. On PostgreSQL what its
 * backends use is counted too. bench_search --memory N: the same searches on an index in memory
 * alone, without a database and so without the rows of the cards and without mending typos. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../bench_clock.h"
#include "app/rooms.h"
#include "base/day.h"
#include "base/id.h"
#include "bench_things.h"
#include "catalogue/catalogue_narrow.h"
#include "catalogue/catalogue_query_typos.h"
#include "centre/centre.h"
#include "db/migrate.h"
#include "goods/goods_codes.h"

#include "base/banned.h"

#define A_WRITE   2000
#define QUERIES   150
#define PUBLISHED 300
#define MEMORY    ((size_t)512 * 1024 * 1024)

/* ---- things ---------------------------------------------------------------------------------- */

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
        const struct indexed_listing row = bench_listing(making->bench, number, words);
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

/* What a mistyped word can have been meant to be: publishing writes it with each title. */
static enum status learn_words(struct ctx *ctx, void *arg)
{
    const struct making *making = arg;
    for (int64_t i = making->from; i < making->to; i++) {
        TRY(catalogue_query_learn(ctx, str_of(making->bench->words[i].text)));
    }
    return OK;
}

/* ---- measuring ------------------------------------------------------------------------------- */

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
    const double began = bench_clock_ms(CLOCK_THREAD_CPUTIME_ID);
    if (bench->index != NULL) {
        *ret_total = search_memory(bench, search);
    } else {
        struct found found;
        db_session_begin(&bench->ctx, bench->db);
        must(catalogue_search(&bench->ctx, search, &found), "search");
        db_session_end(&bench->ctx);
        *ret_total = found.total;
    }
    const double took = bench_clock_ms(CLOCK_THREAD_CPUTIME_ID) - began;
    arena_reset(bench->ctx.mem, mark);
    return took;
}

static void report(const char *name, double *took, int count, int64_t hits)
{
    qsort(took, (size_t)count, sizeof(*took), by_size);
    printf("%-30s p50 %.2f ms, p99 %.2f ms, most %.2f ms, %lld hits\n", name, took[count / 2],
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
                struct search search = bench_some_search(
                    bench, (struct bench_mix){words, filters, bench->index == NULL}, &state);
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

static void measure_worst(struct bench *bench)
{
    struct search search = bench_worst(bench);
    measure_one(bench, "worst, narrowed", &search);
    search = bench_nothing_asked();
    for (int i = 0; i < QUERY_WORDS_MAX; i++) {
        search.words =
            str_format(bench->ctx.mem, "%.*s %s", STR_ARG(search.words), bench->words[0].text);
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
    struct search search = bench_nothing_asked();
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
        const struct arena_mark mark = arena_mark(ctx->mem);
        struct thing thing;
        struct listing listing;
        struct search search = bench_nothing_asked();
        int64_t total = 0;
        db_session_begin(ctx, bench->db);
        must(receive(bench, &thing), "receive");
        const struct publication publication = {
            .thing_id = thing.id,
            .title = str_format(ctx->mem, "%s %s nyutlagt%d", bench->words[i].text,
                                bench->words[i * 9].text, i),
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
        const double began = bench_clock_ms(CLOCK_PROCESS_CPUTIME_ID);
        must(catalogue_publish(ctx, bench->shops[0], &publication, &listing), "publish");
        publishing += bench_clock_ms(CLOCK_PROCESS_CPUTIME_ID) - began;
        db_session_end(ctx);
        search.words = str_format(ctx->mem, "nyutlagt%d", i);
        search.with_counts = false;
        following += measure(bench, &search, &total);
        must(total == 1 ? OK : INTERNAL, "find what was just published");
        arena_reset(ctx->mem, mark);
    }
    printf("%-30s %.3f ms, finding it right after %.3f ms\n", "publish", publishing / PUBLISHED,
           following / PUBLISHED);
}

/* ---- the program ----------------------------------------------------------------------------- */

static enum status make(struct bench *bench)
{
    TRY(make_house(bench));
    for (int64_t from = 0; from < VOCABULARY; from += A_WRITE) {
        struct making making = {bench, from, from + A_WRITE};
        TRY(db_write(&bench->ctx, learn_words, &making));
    }
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
    struct search search = bench_nothing_asked();
    int64_t total = 0;
    const double began = bench_clock_ms(CLOCK_THREAD_CPUTIME_ID);
    must(open_house(bench), "open");
    db_session_end(&bench->ctx);
    printf("%-30s %.0f ms\n", "making the index", bench_clock_ms(CLOCK_THREAD_CPUTIME_ID) - began);
    (void)measure(bench, &search, &total);
    printf("%-30s %lld\n", "things", (long long)total);
    bench_clock_open(bench->url);
    measure_all(bench);
    measure_publish(bench);
    db_session_begin(&bench->ctx, bench->db);
}

static void measure_memory(struct bench *bench)
{
    const double began = bench_clock_ms(CLOCK_THREAD_CPUTIME_ID);
    const int64_t today = centre_today(&bench->ctx);
    for (int i = 0; i < SHOPS; i++) {
        bench->shops[i] = i + 100;
    }
    bench->index = facet_index_create();
    facet_index_begin(bench->index);
    for (int64_t number = 0; number < bench->count; number++) {
        const struct arena_mark mark = arena_mark(bench->ctx.mem);
        int words[DOC_WORDS];
        const struct indexed_listing listing = bench_listing(bench, number, words);
        const struct facet_row row = {.listing = listing.listing, .words = listing.words};
        const struct facet_tokens tokens = catalogue_facets_tokens(&bench->ctx, &row, today);
        const struct facet_doc doc = {row.listing.seq, row.listing.price_ore, tokens.ptr,
                                      tokens.count};
        facet_index_add(bench->index, &doc);
        arena_reset(bench->ctx.mem, mark);
    }
    facet_index_end(bench->index);
    printf("%-30s %.0f ms, %zu MB for %zu things\n", "making things and index",
           bench_clock_ms(CLOCK_THREAD_CPUTIME_ID) - began, facet_index_bytes(bench->index) >> 20,
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
    bench.url = url;
    bench.ctx = (struct ctx){.mem = arena_create(MEMORY),
                             .now_ms = FIRST_DAY * MS_PER_DAY + 11 * MS_PER_HOUR};
    bench_words_make(&bench);
    if (memory) {
        measure_memory(&bench);
    } else {
        run_database(&bench, url, making);
    }
    arena_destroy(bench.ctx.mem);
    return 0;
}
