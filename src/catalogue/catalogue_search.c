/* SPDX-License-Identifier: EUPL-1.2 */
/* Finding listings: by category and size along a key, by words through the index. */
#include "catalogue/catalogue_index.h"
#include "catalogue/catalogue_words.h"

#include "base/banned.h"

static struct browse browse_of(struct ctx *ctx, const struct search *search, struct str stems)
{
    struct browse browse = {
        .category_id = search->category_id,
        .size_key = search->size_key.ptr == NULL ? STR("") : search->size_key,
        .tokens = STR(""),
        .before_seq = search->before_seq == NO_I64 ? INT64_MAX : search->before_seq,
        .price_min = search->price_min_ore == NO_I64 ? 0 : search->price_min_ore,
        .price_max = search->price_max_ore == NO_I64 ? INT64_MAX : search->price_max_ore,
    };
    if (stems.len > 0) {
        const struct str facets = catalogue_index_facets(ctx, search->category_id, browse.size_key);
        browse.tokens = catalogue_tokens(ctx, db_engine(db_of(ctx)), stems, facets);
    }
    return browse;
}

static bool price_is_limited(const struct search *search)
{
    return search->price_min_ore != NO_I64 || search->price_max_ore != NO_I64;
}

enum status catalogue_search(struct ctx *ctx, const struct search *search, struct found *ret_found)
{
    struct found found = {0};
    const struct str stems = catalogue_stems(ctx, search->words);
    /* Words that hold no letter or digit find nothing, rather than everything. */
    if (stems.len == 0 && str_trim(search->words).len > 0) {
        *ret_found = found;
        return OK;
    }
    const struct browse browse = browse_of(ctx, search, stems);
    TRY(catalogue_store_find(ctx, &browse, CATALOGUE_PAGE + 1, &found.listings));
    found.more = found.listings.count > CATALOGUE_PAGE;
    if (found.more) {
        found.listings.count = CATALOGUE_PAGE;
    }
    if (stems.len == 0 && !price_is_limited(search)) {
        TRY(catalogue_store_count(ctx, browse.category_id, browse.size_key, &found.total));
    } else if (!found.more && search->before_seq == NO_I64) {
        found.total = (int64_t)found.listings.count;
    } else {
        TRY(catalogue_store_hits(ctx, &browse, CATALOGUE_COUNT_MAX + 1, &found.total));
    }
    *ret_found = found;
    return OK;
}

enum status catalogue_count(struct ctx *ctx, int64_t *ret_count)
{
    return catalogue_store_count(ctx, 0, STR(""), ret_count);
}
