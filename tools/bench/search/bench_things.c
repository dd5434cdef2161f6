/* SPDX-License-Identifier: EUPL-1.2 */
/* The things that are searched: always the same, by their number. */
#include "bench_things.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "catalogue/catalogue_index.h"
#include "catalogue/catalogue_synonyms.h"
#include "catalogue/catalogue_words.h"
#include "goods/goods_codes.h"

#include "base/banned.h"

#define TITLE       4
#define KNOWN_EACH  5
#define KNOWN_STEP  7919 /* the list stands shortest first: drawn all over */
#define MADE_LENGTH 12

const char *const bench_brands[] = {"Småtroll", "Fjordis", "Vindfast", "Tuva og Tor", "Tråkk",
                                    "Lettfot",  "Rullo",   "Vuggen",   "Trygg",       "Klossebo",
                                    "Treskip",  "Hjulfar", "Skaresnø", "Elvira",      "Lydhør"};

/* ---- drawing --------------------------------------------------------------------------------- */

uint64_t bench_draw(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

int64_t bench_below(uint64_t *state, int64_t limit)
{
    return (int64_t)(bench_draw(state) % (uint64_t)limit);
}

/* A few are most of what there is. */
static int64_t skewed(uint64_t *state, int64_t limit)
{
    return bench_below(state, 1 + bench_below(state, limit));
}

static int zipf(const struct bench *bench, uint64_t *state)
{
    const double at =
        (double)bench_draw(state) / (double)(UINT64_C(1) << 31) * bench->chances[VOCABULARY - 1];
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

/* ---- words ----------------------------------------------------------------------------------- */

static const char *made_word(int i)
{
    static char words[VOCABULARY][MADE_LENGTH];
    static const char *const syllables[] = {"zo",  "vex", "qui", "bla", "fnu", "gri", "wum", "xal",
                                            "jyp", "tob", "kez", "dru", "mox", "pil", "hav", "czu"};
    snprintf(words[i], sizeof(words[i]), "%.3s%.3s%.3s%.2s", syllables[i % 16],
             syllables[i / 16 % 16], syllables[i / 256 % 16], i < 4096 ? "" : syllables[i / 4096]);
    return words[i];
}

static struct str index_words(struct bench *bench, struct str text, enum index_source source)
{
    return catalogue_index_words(&bench->ctx, &(struct index_text){text, source}, 1);
}

static struct str names_of(struct bench *bench, const struct goods_category *category)
{
    struct indexed_listing row = {
        .listing = {
            .title = STR(""), .brand = STR(""), .size_key = STR(""), .category_id = category->id}};
    catalogue_index_text(&bench->ctx, &row, STR(""));
    return row.words;
}

void bench_words_make(struct bench *bench)
{
    size_t known_count = 0;
    const struct known_word *known = catalogue_synonyms_known(&known_count);
    const struct goods_codes *codes = goods_codes_all();
    double sum = 0;
    for (int i = 0; i < VOCABULARY; i++) {
        struct bench_word *word = &bench->words[i];
        const size_t at = (size_t)i / KNOWN_EACH;
        const bool listed = i % KNOWN_EACH == 2 && at < known_count;
        word->text = listed ? str_format(bench->ctx.mem, "%.*s",
                                         STR_ARG(known[at * KNOWN_STEP % known_count].shown))
                                  .ptr
                            : made_word(i);
        word->keys = catalogue_keys(&bench->ctx, str_of(word->text));
        word->title_keys = index_words(bench, str_of(word->text), INDEX_TITLE);
        sum += 1.0 / (i + 1);
        bench->chances[i] = sum;
    }
    bench->names = arena_alloc(bench->ctx.mem, codes->category_count * sizeof(*bench->names));
    for (size_t i = 0; i < codes->category_count; i++) {
        bench->names[i] = names_of(bench, &codes->categories[i]);
    }
}

/* ---- listings -------------------------------------------------------------------------------- */

static struct str size_of(const struct goods_category *category, uint64_t *state)
{
    const struct goods_size *size = NULL;
    for (int64_t steps = 1 + bench_below(state, 20); steps > 0 && category->size_system.len > 0;
         steps--) {
        const struct goods_size *next = goods_codes_size_in(category->size_system, size);
        size = next == NULL ? size : next;
    }
    return size == NULL ? STR("") : size->key;
}

/* Four words of the title, with parts of compounds, and the others. */
static void draw_words(struct bench *bench, uint64_t *state, int words[DOC_WORDS],
                       struct indexed_listing *row)
{
    struct arena *mem = bench->ctx.mem;
    for (int i = 0; i < DOC_WORDS; i++) {
        words[i] = zipf(bench, state);
        const struct bench_word *word = &bench->words[words[i]];
        row->words = str_format(mem, "%.*s %.*s", STR_ARG(row->words),
                                STR_ARG(i < TITLE ? word->title_keys : word->keys));
        if (i < TITLE) {
            row->listing.title =
                str_format(mem, "%.*s %s", STR_ARG(row->listing.title), word->text);
        }
    }
}

struct indexed_listing bench_listing(struct bench *bench, int64_t number, int words[DOC_WORDS])
{
    const struct goods_codes *codes = goods_codes_all();
    uint64_t state = (uint64_t)number * UINT64_C(0x9E3779B97F4A7C15) + 1;
    bench_draw(&state);
    const int64_t at = skewed(&state, (int64_t)codes->category_count);
    const struct goods_category *category = &codes->categories[at];
    struct indexed_listing row = {
        .words = bench->names[at],
        .listing = {.id = number + 1,
                    .seq = number + 1,
                    .thing_id = bench->thing.id,
                    .tenant_id = bench->shops[skewed(&state, SHOPS)],
                    .code = str_format(bench->ctx.mem, "B%lld", (long long)number),
                    .title = STR(""),
                    .wear = STR("Litt slitt."),
                    .category_id = category->id,
                    .grade = 1 + skewed(&state, 4),
                    .size_key = size_of(category, &state),
                    .count_left = 1,
                    .place = STR("stativ 4"),
                    .state = LISTING_PUBLIC,
                    .published_ms = FIRST_DAY * MS_PER_DAY,
                    .published_day = FIRST_DAY - (bench->count - 1 - number) / 1000,
                    .ended_ms = NO_I64,
                    .version = 1}};
    struct listing *listing = &row.listing;
    listing->colour_id = codes->colours[skewed(&state, (int64_t)codes->colour_count)].id;
    listing->brand =
        bench_below(&state, 3) == 0 ? STR("") : str_of(bench_brands[skewed(&state, 15)]);
    listing->seasons = bench_below(&state, 8) * SEASON_BIT(SEASON_WINTER);
    listing->checked = bench_below(&state, 10) == 0;
    listing->price_ore = bench_below(&state, 20) == 0 ? 0 : (1 + skewed(&state, 60)) * 1000;
    listing->before_ore = bench_below(&state, 10) == 0 ? listing->price_ore + 5000 : NO_I64;
    draw_words(bench, &state, words, &row);
    return row;
}
