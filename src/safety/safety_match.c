/* SPDX-License-Identifier: EUPL-1.2 */
/* Candidates by a shared word, then the score. */
#include "safety/safety_match.h"

#include "base/id.h"
#include "base/vec.h"
#include "goods/goods_codes.h"
#include "safety/safety_data.h"
#include "safety/safety_score.h"

#include "base/banned.h"

#define WORD_LEN_MIN   3
#define THING_WORDS    80  /* of a note; the rest is not looked at */
#define RECALLS_A_WORD 200 /* the newest with a word */
#define THINGS_STEP    200

/* ---- words ----------------------------------------------------------------------------------- */

static void push_once(struct arena *arena, struct str_list *words, struct str word)
{
    for (size_t i = 0; i < words->count; i++) {
        if (str_equal(words->ptr[i], word)) {
            return;
        }
    }
    vec_push(arena, words, word);
}

static void push_words(struct arena *arena, struct str_list *words, struct str folded)
{
    const struct str_list all = safety_text_words(arena, folded);
    for (size_t i = 0; i < all.count && words->count < THING_WORDS; i++) {
        if (all.ptr[i].len >= WORD_LEN_MIN) {
            push_once(arena, words, str_copy(arena, all.ptr[i]));
        }
    }
}

/* Several brands stand with commas, slashes or "&" between them. */
static struct str_list brands_of(struct arena *arena, struct str brand)
{
    struct str_list brands = {0};
    struct str rest = brand;
    struct str part;
    while (rest.ptr != NULL && rest.len > 0 && str_split(&rest, ',', &part)) {
        struct str of_slash = part;
        struct str one;
        while (of_slash.ptr != NULL && str_split(&of_slash, '/', &one)) {
            const struct str folded = safety_text_fold(arena, one);
            if (folded.len > 0) {
                vec_push(arena, &brands, folded);
            }
        }
    }
    return brands;
}

static struct str_list gtins_of(struct arena *arena, struct str lines)
{
    struct str_list gtins = {0};
    struct str rest = lines;
    struct str line;
    struct str gtin;
    while (rest.ptr != NULL && rest.len > 0 && str_split(&rest, '\n', &line)) {
        if (safety_text_gtin(arena, line, &gtin)) {
            vec_push(arena, &gtins, gtin);
        }
    }
    return gtins;
}

static struct str_list folded_lines(struct arena *arena, struct str lines)
{
    struct str_list list = {0};
    struct str rest = lines;
    struct str line;
    while (rest.ptr != NULL && rest.len > 0 && str_split(&rest, '\n', &line)) {
        vec_push(arena, &list, safety_text_fold(arena, line));
    }
    return list;
}

struct str_list safety_match_recall_words(struct arena *arena, const struct recall *recall)
{
    struct str_list words = gtins_of(arena, recall->gtins);
    const struct str_list brands = brands_of(arena, recall->brand);
    for (size_t i = 0; i < brands.count; i++) {
        push_words(arena, &words, brands.ptr[i]);
    }
    return words;
}

/* ---- as they are compared -------------------------------------------------------------------- */

static struct score_recall recall_as(struct arena *arena, const struct recall *recall)
{
    struct score_recall as = {
        .brands = brands_of(arena, recall->brand),
        .model = safety_text_fold(arena, recall->model),
        .product = safety_text_fold(arena, recall->product),
        .batches = folded_lines(arena, recall->batches),
        .gtins = gtins_of(arena, recall->gtins),
    };
    as.categories = safety_data_categories(arena, recall->category, &as.categories_known);
    return as;
}

/* What a thing is called in English, as lists of recalls write. */
static struct str names_of(struct arena *arena, const struct thing *thing)
{
    const struct goods_category *category = goods_codes_category(thing->category_id);
    const struct goods_kind *kind =
        thing->kind_key.len == 0 ? NULL : goods_codes_kind(thing->kind_key);
    return safety_text_fold(
        arena, str_format(arena, "%s %s", category == NULL ? "" : category->name.in[LANG_EN].ptr,
                          kind == NULL ? "" : kind->name.in[LANG_EN].ptr));
}

static enum status thing_as(struct ctx *ctx, const struct thing *thing, struct score_thing *ret)
{
    struct safety_identity identity;
    struct str title;
    TRY(safety_identity(ctx, thing->id, &identity));
    TRY(safety_title_get(ctx, thing->id, &title));
    *ret = (struct score_thing){
        .brand = safety_text_fold(ctx->mem, identity.brand),
        .model = safety_text_fold(ctx->mem, identity.model),
        .batch = safety_text_fold(ctx->mem, identity.batch),
        .gtin = STR(""),
        .note = safety_text_fold(ctx->mem, thing->note),
        .title = safety_text_fold(ctx->mem, title),
        .names = names_of(ctx->mem, thing),
        .category_id = thing->category_id,
    };
    struct str gtin;
    if (safety_text_gtin(ctx->mem, identity.gtin, &gtin)) {
        ret->gtin = gtin;
    }
    return OK;
}

/* ---- one pair -------------------------------------------------------------------------------- */

static enum status compare(struct ctx *ctx, const struct score_thing *as, int64_t thing_id,
                           const struct recall *recall, bool *ret_new)
{
    const struct score_recall of_recall = recall_as(ctx->mem, recall);
    const struct score score = safety_score(ctx->mem, as, &of_recall);
    struct safety_match match;
    *ret_new = false;
    const enum status known = safety_match_pair(ctx, recall->id, thing_id, &match);
    if (known == OK) {
        /* What somebody has decided stays as it was decided. */
        return match.state == MATCH_OPEN || match.state == MATCH_ASKED
                   ? safety_match_set_score(ctx, match.id, score.points, score.reasons)
                   : OK;
    }
    if (known != NOT_FOUND) {
        return known;
    }
    if (score.points < SAFETY_SCORE_MIN) {
        return OK;
    }
    *ret_new = true;
    return safety_match_add(ctx, &(struct safety_match){.id = id_new(),
                                                        .recall_id = recall->id,
                                                        .thing_id = thing_id,
                                                        .score = score.points,
                                                        .reasons = score.reasons,
                                                        .state = MATCH_OPEN});
}

/* With these, and anew with those it is compared with already. */
static enum status compare_all(struct ctx *ctx, const struct score_thing *as, int64_t thing_id,
                               struct i64_list *recalls)
{
    struct safety_matches matches;
    bool is_new = false;
    TRY(safety_matches_of(ctx, thing_id, &matches));
    for (size_t i = 0; i < matches.count; i++) {
        vec_push(ctx->mem, recalls, matches.ptr[i].recall_id);
    }
    for (size_t i = 0; i < recalls->count; i++) {
        struct recall recall;
        TRY(safety_recall_get(ctx, recalls->ptr[i], &recall));
        TRY(compare(ctx, as, thing_id, &recall, &is_new));
    }
    return OK;
}

enum status safety_match_thing(struct ctx *ctx, const struct thing *thing)
{
    struct score_thing as;
    struct str_list words = {0};
    struct i64_list recalls = {0};
    TRY(thing_as(ctx, thing, &as));
    if (as.gtin.len > 0) {
        push_once(ctx->mem, &words, as.gtin);
    }
    push_words(ctx->mem, &words, as.brand);
    push_words(ctx->mem, &words, as.note);
    TRY(safety_thing_set_words(ctx, thing->id, &words));
    for (size_t i = 0; i < words.count && thing->count > 0; i++) {
        TRY(safety_recall_find(ctx, words.ptr[i], RECALLS_A_WORD, &recalls));
    }
    return compare_all(ctx, &as, thing->id, &recalls);
}

/* ---- titles ---------------------------------------------------------------------------------- */

struct titling {
    int64_t thing_id;
    struct str title;
    struct i64_list recalls;
};

static enum status compare_title(struct ctx *ctx, void *arg)
{
    struct titling *titling = arg;
    struct i64_list recalls = {0};
    struct score_thing as;
    struct thing thing;
    TRY(goods_thing(ctx, titling->thing_id, &thing));
    if (thing.count == 0) {
        return OK;
    }
    for (size_t i = 0; i < titling->recalls.count; i++) {
        vec_push(ctx->mem, &recalls, titling->recalls.ptr[i]);
    }
    TRY(safety_title_set(ctx, thing.id, titling->title));
    TRY(thing_as(ctx, &thing, &as));
    return compare_all(ctx, &as, thing.id, &recalls);
}

enum status safety_titled(struct ctx *ctx, int64_t thing_id, struct str title)
{
    struct titling titling = {.thing_id = thing_id, .title = title};
    struct str_list words = {0};
    struct str known;
    push_words(ctx->mem, &words, safety_text_fold(ctx->mem, title));
    for (size_t i = 0; i < words.count; i++) {
        TRY(safety_recall_find(ctx, words.ptr[i], RECALLS_A_WORD, &titling.recalls));
    }
    TRY(safety_title_get(ctx, thing_id, &known));
    return titling.recalls.count == 0 && known.len == 0 ? OK
                                                        : db_write(ctx, compare_title, &titling);
}

enum status safety_titles_told(struct ctx *ctx, int64_t *ret_seq)
{
    return safety_titles_seq(ctx, ret_seq);
}

struct telling {
    int64_t from_seq;
    int64_t to_seq;
};

static enum status tell_in_write(struct ctx *ctx, void *arg)
{
    const struct telling *telling = arg;
    int64_t seq = 0;
    TRY(safety_titles_seq(ctx, &seq));
    /* Recalls came in meanwhile: then it begins again. */
    return seq == telling->from_seq ? safety_titles_set_seq(ctx, telling->to_seq) : OK;
}

enum status safety_titles_tell(struct ctx *ctx, int64_t from_seq, int64_t to_seq)
{
    struct telling telling = {from_seq, to_seq};
    return db_write(ctx, tell_in_write, &telling);
}

static enum status compare_thing(struct ctx *ctx, int64_t thing_id, const struct recall *recall,
                                 int64_t *found)
{
    struct thing thing;
    struct score_thing as;
    bool is_new = false;
    TRY(goods_thing(ctx, thing_id, &thing));
    if (thing.count == 0) {
        return OK;
    }
    TRY(thing_as(ctx, &thing, &as));
    TRY(compare(ctx, &as, thing_id, recall, &is_new));
    *found += is_new;
    return OK;
}

enum status safety_match_recall(struct ctx *ctx, const struct recall *recall, int64_t *ret_found)
{
    const struct str_list words = safety_match_recall_words(ctx->mem, recall);
    int64_t found = 0;
    for (size_t i = 0; i < words.count; i++) {
        struct i64_list ids = {0};
        int64_t after_id = 0;
        do {
            TRY(safety_thing_find(ctx, words.ptr[i], after_id, THINGS_STEP, &ids));
            for (size_t j = 0; j < ids.count; j++) {
                TRY(compare_thing(ctx, ids.ptr[j], recall, &found));
                after_id = ids.ptr[j];
            }
        } while (ids.count == THINGS_STEP);
    }
    *ret_found = found;
    return OK;
}

/* ---- parts ----------------------------------------------------------------------------------- */

enum status safety_match_copy(struct ctx *ctx, int64_t from_id, int64_t to_id)
{
    struct safety_matches matches;
    TRY(safety_matches_of(ctx, from_id, &matches));
    for (size_t i = 0; i < matches.count; i++) {
        struct safety_match match = matches.ptr[i];
        match.id = id_new();
        match.thing_id = to_id;
        TRY(safety_match_add(ctx, &match));
    }
    return OK;
}

enum status safety_match_divide(struct ctx *ctx, const struct thing *part)
{
    struct safety_identity identity;
    struct safety_identity own;
    TRY(safety_identity(ctx, part->parent_id, &identity));
    TRY(safety_identity(ctx, part->id, &own));
    if (identity.brand.len + identity.model.len + identity.batch.len + identity.gtin.len > 0 &&
        own.brand.len + own.model.len + own.batch.len + own.gtin.len == 0) {
        TRY(safety_thing_set_identity(ctx, part->id, &identity));
    }
    TRY(safety_match_copy(ctx, part->parent_id, part->id));
    return safety_match_thing(ctx, part);
}
