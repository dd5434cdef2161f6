/* SPDX-License-Identifier: EUPL-1.2 */
/* The sum of reasons. */
#include "safety/safety_score.h"

#include "goods/goods_codes.h"

#include "base/banned.h"

#define BRAND_NOTE_MIN   4 /* signs of a brand that a note may name */
#define REASON_TEXT_SIZE 256

static const struct {
    const char *key;
    int points;
    const char *words;
} reasons[REASON_COUNT] = {
#define SAFETY_REASON_ROW(name, key, points, words) [REASON_##name] = {key, points, words},
    SAFETY_REASON_TABLE(SAFETY_REASON_ROW)
#undef SAFETY_REASON_ROW
};

/* Brands of some list that say nothing: words any note may hold. */
static const char *const plain_words[] = {"baby",     "book",     "creation", "kids",  "neuvedena",
                                          "original", "profi",    "sport",    "toys",  "type c",
                                          "unknown",  "no brand", "ukjent",   "magic", "home"};

const char *safety_score_words(struct str key)
{
    for (size_t i = 0; i < REASON_COUNT; i++) {
        if (str_equal(key, str_of(reasons[i].key))) {
            return reasons[i].words;
        }
    }
    return NULL;
}

static bool is_plain(struct str brand)
{
    for (size_t i = 0; i < sizeof(plain_words) / sizeof(plain_words[0]); i++) {
        if (str_equal(brand, str_of(plain_words[i]))) {
            return true;
        }
    }
    return false;
}

static bool has(const struct str_list *list, struct str one)
{
    for (size_t i = 0; i < list->count; i++) {
        if (str_equal(list->ptr[i], one)) {
            return true;
        }
    }
    return false;
}

/* "Citroën" against "citroen ds": either names the other. */
static bool same_brand(const struct score_recall *recall, struct str brand)
{
    for (size_t i = 0; i < recall->brands.count && brand.len > 0; i++) {
        if (safety_text_has(recall->brands.ptr[i], brand) ||
            safety_text_has(brand, recall->brands.ptr[i])) {
            return true;
        }
    }
    return false;
}

static bool text_names(const struct score_recall *recall, struct str text)
{
    for (size_t i = 0; i < recall->brands.count; i++) {
        const struct str brand = recall->brands.ptr[i];
        if (brand.len >= BRAND_NOTE_MIN && !is_plain(brand) && safety_text_has(text, brand)) {
            return true;
        }
    }
    return false;
}

/* How many words of `of` stand in one of the two texts; `*ret_all` how many it has. */
static size_t words_in(struct arena *arena, struct str of, struct str text, struct str other,
                       size_t *ret_all)
{
    const struct str_list words = safety_text_words(arena, of);
    size_t found = 0;
    size_t all = 0;
    for (size_t i = 0; i < words.count; i++) {
        if (words.ptr[i].len >= 2) {
            all++;
            found += safety_text_has(text, words.ptr[i]) || safety_text_has(other, words.ptr[i]);
        }
    }
    *ret_all = all;
    return found;
}

static void see_brand(const struct score_thing *thing, const struct score_recall *recall,
                      bool *given)
{
    given[REASON_BRAND] = same_brand(recall, thing->brand);
    given[REASON_BRAND_NOTE] =
        !given[REASON_BRAND] && thing->brand.len == 0 && text_names(recall, thing->note);
    given[REASON_BRAND_TITLE] = !given[REASON_BRAND] && !given[REASON_BRAND_NOTE] &&
                                thing->brand.len == 0 && text_names(recall, thing->title);
    given[REASON_BATCH] = thing->batch.len > 0 && has(&recall->batches, thing->batch);
    given[REASON_GTIN] = thing->gtin.len > 0 && has(&recall->gtins, thing->gtin);
    given[REASON_GTIN_OTHER] =
        thing->gtin.len > 0 && recall->gtins.count > 0 && !given[REASON_GTIN];
}

static void see_model(struct arena *arena, const struct score_thing *thing,
                      const struct score_recall *recall, bool *given)
{
    size_t all = 0;
    if (recall->model.len == 0) {
        return;
    }
    if (thing->model.len > 0) {
        const size_t found = words_in(arena, thing->model, recall->model, recall->product, &all);
        given[REASON_MODEL] = all > 0 && found == all;
        given[REASON_MODEL_PART] = found > 0 && found < all;
        given[REASON_MODEL_OTHER] = all > 0 && found == 0;
    } else {
        given[REASON_MODEL] = safety_text_has(thing->note, recall->model) ||
                              safety_text_has(thing->title, recall->model);
    }
}

static void see_sort(struct arena *arena, const struct score_thing *thing,
                     const struct score_recall *recall, bool *given)
{
    size_t all = 0;
    bool fits = false;
    for (size_t i = 0; i < recall->categories.count; i++) {
        fits = fits || goods_codes_is_within(thing->category_id, recall->categories.ptr[i]) ||
               goods_codes_is_within(recall->categories.ptr[i], thing->category_id);
    }
    given[REASON_CATEGORY] = fits;
    given[REASON_CATEGORY_OTHER] = recall->categories_known && !fits;
    given[REASON_PRODUCT] = words_in(arena, recall->product, thing->note, thing->names, &all) > 0 ||
                            words_in(arena, recall->product, thing->title, STR(""), &all) > 0;
}

struct score safety_score(struct arena *arena, const struct score_thing *thing,
                          const struct score_recall *recall)
{
    bool given[REASON_COUNT] = {false};
    char text[REASON_TEXT_SIZE];
    int64_t points = 0;
    size_t len = 0;
    see_brand(thing, recall, given);
    see_model(arena, thing, recall, given);
    see_sort(arena, thing, recall, given);
    for (size_t i = 0; i < REASON_COUNT; i++) {
        if (given[i]) {
            const struct str one =
                str_format(arena, len == 0 ? "%s=%d" : " %s=%d", reasons[i].key, reasons[i].points);
            memcpy(text + len, one.ptr, one.len);
            len += one.len;
            points += reasons[i].points;
        }
    }
    /* Without its bar code or its brand nothing speaks for it. */
    if (!given[REASON_GTIN] && !given[REASON_BRAND] && !given[REASON_BRAND_NOTE] &&
        !given[REASON_BRAND_TITLE]) {
        points = 0;
    }
    points = points < 0 ? 0 : points > SAFETY_SCORE_MAX ? SAFETY_SCORE_MAX : points;
    return (struct score){points, str_copy(arena, (struct str){text, len})};
}
