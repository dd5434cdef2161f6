/* SPDX-License-Identifier: EUPL-1.2 */
/* What of a listing can be found, and by what. */
#include "catalogue/catalogue_index.h"

#include "catalogue/catalogue_query_typos.h"
#include "catalogue/catalogue_words.h"
#include "catalogue/catalogue_words_split.h"
#include "goods/goods_codes.h"

#include "base/banned.h"

#define CATEGORY_LEVELS 4

/* Title, brand, material, size, and the names of the kind and of up to four categories. */
struct index_texts {
    struct index_text texts[4 + LANG_COUNT * (1 + CATEGORY_LEVELS)];
    size_t count;
};

static void add_text(struct index_texts *texts, struct str text, enum index_source source)
{
    texts->texts[texts->count++] = (struct index_text){text, source};
}

/* A dukkevogn is no vogn, so a doll's pram is no pram. */
static bool is_loose(const struct goods_name *name)
{
    struct word word = {.from = 0};
    struct word_parts parts;
    size_t at = 0;
    return catalogue_word_next(name->in[LANG_NB], &at, &word) && at == name->in[LANG_NB].len &&
           catalogue_split(word_text_view(&word.lowered), &parts) &&
           parts.thing + 1 < parts.count && str_find_byte(name->in[LANG_EN], ' ') >= 0;
}

static void add_name(struct index_texts *texts, const struct goods_name *name)
{
    add_text(texts, name->in[LANG_NB], INDEX_NAME);
    add_text(texts, name->in[LANG_NN], INDEX_NAME);
    add_text(texts, name->in[LANG_EN], is_loose(name) ? INDEX_ASIDE : INDEX_ENGLISH);
}

void catalogue_index_text(struct ctx *ctx, struct indexed_listing *row, struct str kind_key)
{
    const struct listing *listing = &row->listing;
    const struct goods_category *category = goods_codes_category(listing->category_id);
    const struct goods_kind *kind = kind_key.len == 0 ? NULL : goods_codes_kind(kind_key);
    const struct goods_size *size =
        listing->size_key.len == 0 ? NULL : goods_codes_size_by_key(listing->size_key);
    struct index_texts texts = {.count = 0};
    add_text(&texts, listing->title, INDEX_TITLE);
    add_text(&texts, listing->brand, INDEX_TITLE);
    add_text(&texts, listing->material, INDEX_TITLE);
    if (kind != NULL) {
        add_name(&texts, &kind->name);
    }
    for (int level = 0; category != NULL && level < CATEGORY_LEVELS; level++) {
        add_name(&texts, &category->name);
        category = category->parent_id == 0 ? NULL : goods_codes_category(category->parent_id);
    }
    if (size != NULL) {
        add_text(&texts, size->name.in[LANG_NB], INDEX_TITLE);
    }
    row->words = catalogue_index_words(ctx, texts.texts, texts.count);
}

static enum status changed(struct ctx *ctx, const struct indexed_listing *row,
                           struct str words_before)
{
    TRY(catalogue_query_learn(ctx, row->listing.title));
    TRY(catalogue_query_learn(ctx, row->listing.brand));
    TRY(catalogue_query_learn(ctx, row->listing.material));
    return catalogue_store_changed(ctx, &row->listing, words_before);
}

enum status catalogue_index_add(struct ctx *ctx, const struct indexed_listing *row)
{
    return changed(ctx, row, (struct str){NULL, 0});
}

enum status catalogue_index_remove(struct ctx *ctx, const struct indexed_listing *row)
{
    return catalogue_store_changed(ctx, &row->listing, (struct str){NULL, 0});
}

enum status catalogue_index_replace(struct ctx *ctx, const struct indexed_listing *before,
                                    const struct indexed_listing *row)
{
    const bool same = str_equal(before->words, row->words);
    return changed(ctx, row, same ? (struct str){NULL, 0} : before->words);
}

enum status catalogue_index_end_holds(struct ctx *ctx, struct indexed_listing *row,
                                      int64_t except_id, enum hold_state state)
{
    struct stored_holds holds;
    TRY(catalogue_store_holds_on(ctx, row->listing.id, HOLD_ACTIVE, &holds));
    for (size_t i = 0; i < holds.count; i++) {
        const struct hold *hold = &holds.ptr[i].hold;
        bool changed = false;
        if (hold->id == except_id) {
            continue;
        }
        TRY(catalogue_store_end_hold(ctx, hold->id, state, &changed));
        if (changed) {
            row->listing.held -= hold->count;
            TRY(goods_remark(ctx, row->listing.thing_id, GOODS_HOLD_ENDED, hold->count, NO_I64));
        }
    }
    return OK;
}
