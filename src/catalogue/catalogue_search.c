/* SPDX-License-Identifier: EUPL-1.2 */
/* Finding listings: the nearest way in which the words find something, and one page of it. */
#include "base/strbuf.h"
#include "base/vec.h"
#include "catalogue/catalogue_narrow.h"
#include "catalogue/catalogue_query_typos.h"

#include "base/banned.h"

#define SEQS_MAX 1024

/* A search while ways of finding something are tried, from the nearest on. */
struct finding {
    const struct search *search;
    struct catalogue_query *query;
    bool tried; /* whether there is something to correct */
    bool corrected;
};

static bool is_blank(const struct catalogue_query *query)
{
    return query->word_count == 0 && query->fact_count == 0;
}

/* Whether anything in the house has the word. */
static enum status is_known(struct ctx *ctx, const struct query_word *word, bool *ret_known)
{
    const struct facet_condition condition = catalogue_query_word_condition(ctx, word);
    const struct facet_query query = {.conditions = {&condition}, .condition_count = 1};
    struct facet_found found;
    TRY(catalogue_facets_find(ctx, &query, &found));
    *ret_known = found.total > 0;
    return OK;
}

/* Takes words that nothing has for what is nearest to them. */
static enum status correct(struct ctx *ctx, struct finding *finding)
{
    finding->tried = true;
    for (size_t i = 0; i < finding->query->word_count; i++) {
        struct query_word *word = &finding->query->words[i];
        bool known = false;
        bool corrected = false;
        TRY(is_known(ctx, word, &known));
        if (!known) {
            TRY(catalogue_query_mend(ctx, word, &corrected));
        }
        finding->corrected = finding->corrected || corrected;
    }
    return OK;
}

/* Makes the query ready to be asked in that way; `*ret_ready` false if that is no way for it. */
static enum status prepare(struct ctx *ctx, struct finding *finding, enum found_by by,
                           bool *ret_ready)
{
    *ret_ready = true;
    if (by == FOUND_AS_TYPED) {
        catalogue_query_read(ctx, finding->search->words, finding->query);
    } else if (by == FOUND_IN_COMPOUNDS) {
        *ret_ready = finding->query->word_count > 0;
    } else if (by == FOUND_CORRECTED) {
        if (!finding->tried) {
            TRY(correct(ctx, finding));
        }
        *ret_ready = finding->corrected;
    } else {
        *ret_ready = finding->query->fact_count > 0;
        catalogue_query_read_plain(ctx, finding->search->words, finding->query);
        *ret_ready = *ret_ready && finding->query->word_count > 0;
    }
    return OK;
}

/* ---- a page ---------------------------------------------------------------------------------- */

static struct str seqs_of(struct ctx *ctx, const struct facet_found *hits, size_t count)
{
    struct strbuf text;
    strbuf_init(&text, SEQS_MAX);
    for (size_t i = 0; i < count; i++) {
        strbuf_format(&text, "%s%lld", i == 0 ? "" : ",", (long long)hits->hits[i].seq);
    }
    const struct str seqs = strbuf_copy(&text, ctx->mem);
    strbuf_finish(&text);
    return seqs;
}

/* The cards of the hits, in their order. Hits of rows that cannot be seen yet are left out. */
static enum status read_cards(struct ctx *ctx, const struct facet_found *hits, size_t count,
                              struct listings *ret)
{
    struct listings cards;
    struct listings sorted = {0};
    if (count == 0) {
        *ret = sorted;
        return OK;
    }
    TRY(catalogue_store_cards(ctx, seqs_of(ctx, hits, count), &cards));
    for (size_t i = 0; i < count; i++) {
        for (size_t c = 0; c < cards.count; c++) {
            if (cards.ptr[c].seq == hits->hits[i].seq) {
                vec_push(ctx->mem, &sorted, cards.ptr[c]);
            }
        }
    }
    *ret = sorted;
    return OK;
}

static enum status show(struct ctx *ctx, const struct search *search,
                        const struct facet_found *hits, int64_t page, struct found *found)
{
    const size_t most = search->few > 0 ? search->few : CATALOGUE_PAGE;
    size_t count = hits->count;
    found->more = count > most;
    found->total = hits->total;
    found->next = STR("");
    if (found->more) {
        count = most;
        found->next = catalogue_narrow_next(ctx, search->sort, page + 1, &hits->hits[count - 1]);
    }
    if (search->with_counts) {
        catalogue_counts_fill(ctx, search, hits, found);
    }
    return read_cards(ctx, hits, count, &found->listings);
}

/* ---- ways ------------------------------------------------------------------------------------ */

/* `*ret_done` when the words find something in that way, be it at another price or on another page.
 */
static enum status find(struct ctx *ctx, const struct finding *finding,
                        enum query_strength strength, struct found *found, bool *ret_done)
{
    struct narrowed *narrowed = ARENA_NEW(ctx->mem, struct narrowed);
    struct facet_found hits;
    struct facet_found wider;
    int64_t page = 1;
    TRY(catalogue_narrow(ctx, finding->search, finding->query, strength, narrowed, &page));
    TRY(catalogue_facets_find(ctx, &narrowed->query, &hits));
    if (hits.total == 0 && catalogue_narrow_forget_age(narrowed)) {
        TRY(catalogue_facets_find(ctx, &narrowed->query, &hits));
        found->without_age = hits.total > 0;
    }
    *ret_done = hits.total > 0;
    if (!*ret_done && narrowed->is_limited) {
        catalogue_narrow_loosen(narrowed);
        TRY(catalogue_facets_find(ctx, &narrowed->query, &wider));
        *ret_done = wider.total > 0;
    }
    /* Without words there is no other way, and the counts say what there is instead. */
    const bool shown = *ret_done || is_blank(finding->query);
    return shown ? show(ctx, finding->search, &hits, page, found) : OK;
}

static enum status try_ways(struct ctx *ctx, struct finding *finding, struct found *found)
{
    static const struct {
        enum found_by by;
        enum query_strength strength;
    } ways[] = {{FOUND_AS_TYPED, QUERY_AS_THE_THING},  {FOUND_IN_COMPOUNDS, QUERY_IN_ANY_WAY},
                {FOUND_CORRECTED, QUERY_AS_THE_THING}, {FOUND_CORRECTED, QUERY_IN_ANY_WAY},
                {FOUND_AS_WORDS, QUERY_AS_THE_THING},  {FOUND_AS_WORDS, QUERY_IN_ANY_WAY}};
    bool done = false;
    for (size_t i = 0; !done && i < sizeof(ways) / sizeof(ways[0]); i++) {
        bool ready = false;
        TRY(prepare(ctx, finding, ways[i].by, &ready));
        if (ready && !is_blank(finding->query)) {
            found->by = ways[i].by;
            TRY(find(ctx, finding, ways[i].strength, found, &done));
        }
    }
    if (!done) {
        /* Nothing in any way: told as it was typed. */
        found->by = FOUND_AS_TYPED;
        catalogue_query_read(ctx, finding->search->words, finding->query);
    }
    return OK;
}

enum status catalogue_search(struct ctx *ctx, const struct search *search, struct found *ret_found)
{
    struct finding finding = {.search = search};
    struct found found = {.by = FOUND_AS_TYPED, .next = STR("")};
    bool done = false;
    finding.query = ARENA_NEW(ctx->mem, struct catalogue_query);
    found.query = finding.query;
    if (str_trim(search->words).len > 0) {
        /* Words that hold no letter or digit find nothing, rather than everything. */
        TRY(try_ways(ctx, &finding, &found));
    } else {
        catalogue_query_read(ctx, STR(""), finding.query);
        TRY(find(ctx, &finding, QUERY_AS_THE_THING, &found, &done));
    }
    *ret_found = found;
    return OK;
}

enum status catalogue_count(struct ctx *ctx, int64_t *ret_count)
{
    const struct facet_query query = {.limit = 0};
    struct facet_found found;
    TRY(catalogue_facets_find(ctx, &query, &found));
    *ret_count = found.total;
    return OK;
}
