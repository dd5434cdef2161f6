/* SPDX-License-Identifier: EUPL-1.2 */
/* Finding listings: by category and size along a key, by words through the index. */
#include "catalogue/catalogue_index.h"
#include "catalogue/catalogue_query.h"
#include "catalogue/catalogue_query_typos.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"

#include "base/banned.h"

/* A search while ways of finding something are tried, from the nearest on. */
struct finding {
    const struct search *search;
    struct catalogue_query *query;
    int64_t today_seq; /* after which everything is new today; NO_I64: not asked yet */
    bool tried;        /* whether there is something to correct */
    bool corrected;
};

static bool is_blank(const struct catalogue_query *query)
{
    return query->word_count == 0 && query->fact_count == 0;
}

static int64_t higher(int64_t a, int64_t b)
{
    return a == NO_I64 || (b != NO_I64 && b > a) ? b : a;
}

static int64_t lower(int64_t a, int64_t b)
{
    return a == NO_I64 || (b != NO_I64 && b < a) ? b : a;
}

/* Beside category and size also what is to rent. */
static struct str facets_of(struct ctx *ctx, const struct search *search,
                            const struct catalogue_query *query)
{
    const struct str size = search->size_key.ptr == NULL ? STR("") : search->size_key;
    const struct str facets = catalogue_index_facets(ctx, search->category_id, size);
    return query->rent ? str_format(ctx->mem, "%.*s _c%lld", STR_ARG(facets),
                                    (long long)goods_codes_category_by_key(STR("lending"))->id)
                       : facets;
}

/* Whether category and size alone say it, so that the browse table has it ready. */
static bool can_browse(const struct catalogue_query *query)
{
    return query->word_count == 0 && query->size_count == 0 && !query->rent;
}

static struct browse browse_of(struct ctx *ctx, const struct finding *finding,
                               enum query_strength strength)
{
    const struct search *search = finding->search;
    const struct catalogue_query *query = finding->query;
    const int64_t price_min = higher(search->price_min_ore, query->price_min_ore);
    const int64_t price_max = lower(search->price_max_ore, query->price_max_ore);
    return (struct browse){
        .category_id = search->category_id,
        .size_key = search->size_key.ptr == NULL ? STR("") : search->size_key,
        .tokens = can_browse(query)
                      ? STR("")
                      : catalogue_query_tokens(ctx, db_engine(db_of(ctx)), query, strength,
                                               facets_of(ctx, search, query)),
        .after_seq = query->new_today ? finding->today_seq : -1,
        .before_seq = search->before_seq == NO_I64 ? INT64_MAX : search->before_seq,
        .price_min = price_min == NO_I64 ? 0 : price_min,
        .price_max = price_max == NO_I64 ? INT64_MAX : price_max,
    };
}

static bool is_limited(const struct browse *browse)
{
    return browse->price_min > 0 || browse->price_max < INT64_MAX || browse->after_seq >= 0;
}

/* Takes words that nothing has for what is nearest to them. */
static enum status correct(struct ctx *ctx, struct finding *finding)
{
    struct browse anything = {.after_seq = -1, .price_max = INT64_MAX};
    finding->tried = true;
    const struct str house = catalogue_index_facets(ctx, 0, STR(""));
    for (size_t i = 0; i < finding->query->word_count; i++) {
        int64_t hits = 0;
        bool corrected = false;
        anything.tokens =
            catalogue_query_word_tokens(ctx, db_engine(db_of(ctx)), finding->query, i, house);
        TRY(catalogue_store_hits(ctx, &anything, 1, &hits));
        if (hits == 0) {
            TRY(catalogue_query_mend(ctx, &finding->query->words[i], &corrected));
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
    if (finding->query->new_today && finding->today_seq == NO_I64) {
        TRY(catalogue_store_before_day(ctx, centre_today(ctx), &finding->today_seq));
    }
    return OK;
}

/* One page of what is found in that way; `*ret_done` when this is the way. */
static enum status find(struct ctx *ctx, const struct finding *finding, struct browse browse,
                        struct found *found, bool *ret_done)
{
    int64_t hits = 0;
    TRY(catalogue_store_find(ctx, &browse, CATALOGUE_PAGE + 1, &found->listings));
    *ret_done = found->listings.count > 0;
    /* An empty page, or nothing at that price: the words do find something. */
    if (!*ret_done && (finding->search->before_seq != NO_I64 || is_limited(&browse))) {
        browse.before_seq = INT64_MAX;
        browse.after_seq = -1;
        browse.price_min = 0;
        browse.price_max = INT64_MAX;
        TRY(catalogue_store_hits(ctx, &browse, 1, &hits));
        *ret_done = hits > 0;
    }
    return OK;
}

static enum status count(struct ctx *ctx, const struct finding *finding,
                         const struct browse *browse, struct found *found)
{
    found->more = found->listings.count > CATALOGUE_PAGE;
    if (found->more) {
        found->listings.count = CATALOGUE_PAGE;
    }
    if (browse->tokens.len == 0 && !is_limited(browse)) {
        return catalogue_store_count(ctx, browse->category_id, browse->size_key, &found->total);
    }
    if (!found->more && finding->search->before_seq == NO_I64) {
        found->total = (int64_t)found->listings.count;
        return OK;
    }
    return catalogue_store_hits(ctx, browse, CATALOGUE_COUNT_MAX + 1, &found->total);
}

static enum status try_ways(struct ctx *ctx, struct finding *finding, struct found *found)
{
    static const struct {
        enum found_by by;
        enum query_strength strength;
    } ways[] = {{FOUND_AS_TYPED, QUERY_AS_THE_THING},  {FOUND_IN_COMPOUNDS, QUERY_IN_ANY_WAY},
                {FOUND_CORRECTED, QUERY_AS_THE_THING}, {FOUND_CORRECTED, QUERY_IN_ANY_WAY},
                {FOUND_AS_WORDS, QUERY_AS_THE_THING},  {FOUND_AS_WORDS, QUERY_IN_ANY_WAY}};
    for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
        bool ready = false;
        bool done = false;
        TRY(prepare(ctx, finding, ways[i].by, &ready));
        if (!ready || is_blank(finding->query)) {
            continue;
        }
        const struct browse browse = browse_of(ctx, finding, ways[i].strength);
        TRY(find(ctx, finding, browse, found, &done));
        if (done) {
            found->by = ways[i].by;
            return count(ctx, finding, &browse, found);
        }
    }
    /* Nothing in any way: told as it was typed. */
    catalogue_query_read(ctx, finding->search->words, finding->query);
    return OK;
}

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

static bool has_brand(const struct chosen_keys *chosen, struct str brand)
{
    bool has = chosen->count == 0;
    for (size_t i = 0; i < chosen->count; i++) {
        has = has || str_equal(chosen->keys[i], brand);
    }
    return has;
}

/* What category, size and price do not say. */
static bool is_wanted(struct ctx *ctx, const struct search *search, const struct listing *listing)
{
    return has_id(&search->grades, listing->grade) &&
           has_id(&search->colours, listing->colour_id) &&
           has_brand(&search->brands, listing->brand) &&
           has_season(&search->seasons, listing->seasons) &&
           has_id(&search->shops, listing->tenant_id) &&
           (!search->free_only || listing->price_ore == 0) &&
           (!search->new_today || listing->published_day == centre_today(ctx)) &&
           (!search->reduced || listing->before_ore != NO_I64) &&
           (!search->checked || listing->checked);
}

static void keep_wanted(struct ctx *ctx, const struct search *search, struct found *found)
{
    size_t count = 0;
    for (size_t i = 0; i < found->listings.count; i++) {
        if (is_wanted(ctx, search, &found->listings.ptr[i])) {
            found->listings.ptr[count++] = found->listings.ptr[i];
        }
    }
    found->listings.count = count;
}

enum status catalogue_search(struct ctx *ctx, const struct search *search, struct found *ret_found)
{
    struct finding finding = {.search = search, .today_seq = NO_I64};
    struct found found = {.by = FOUND_AS_TYPED};
    finding.query = ARENA_NEW(ctx->mem, struct catalogue_query);
    found.query = finding.query;
    if (str_trim(search->words).len > 0) {
        /* Words that hold no letter or digit find nothing, rather than everything. */
        TRY(try_ways(ctx, &finding, &found));
    } else {
        catalogue_query_read(ctx, STR(""), finding.query);
        const struct browse browse = browse_of(ctx, &finding, QUERY_AS_THE_THING);
        TRY(catalogue_store_find(ctx, &browse, CATALOGUE_PAGE + 1, &found.listings));
        TRY(count(ctx, &finding, &browse, &found));
    }
    keep_wanted(ctx, search, &found);
    *ret_found = found;
    return OK;
}

enum status catalogue_count(struct ctx *ctx, int64_t *ret_count)
{
    return catalogue_store_count(ctx, 0, STR(""), ret_count);
}
