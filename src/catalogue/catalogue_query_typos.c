/* SPDX-License-Identifier: EUPL-1.2 */
/* Mistyped words. */
#include "catalogue/catalogue_query_typos.h"

#include "catalogue/catalogue_store.h"
#include "catalogue/catalogue_synonyms.h"
#include "catalogue/catalogue_words.h"

#include "base/banned.h"

#define WORDS_READ_MAX 500 /* of one length with one beginning or end */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t catalogue_typo_distance(struct str a, struct str b, size_t most)
{
    size_t rows[3][WORD_BYTES_MAX + 1];
    if (a.len > WORD_BYTES_MAX || b.len > WORD_BYTES_MAX ||
        (a.len > b.len ? a.len - b.len : b.len - a.len) > most) {
        return most + 1;
    }
    for (size_t j = 0; j <= b.len; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= a.len; i++) {
        size_t *now = rows[i % 3];
        const size_t *before = rows[(i + 2) % 3];
        const size_t *two_before = rows[(i + 1) % 3];
        size_t best = now[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            const bool same = a.ptr[i - 1] == b.ptr[j - 1];
            now[j] = least(before[j - 1] + (same ? 0 : 1), least(before[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1]) {
                now[j] = least(now[j], two_before[j - 2] + 1);
            }
            best = least(best, now[j]);
        }
        if (best > most) {
            return most + 1;
        }
    }
    return least(rows[a.len % 3][b.len], most + 1);
}

static bool is_plain(struct str folded)
{
    for (size_t i = 0; i < folded.len; i++) {
        if (folded.ptr[i] < 'a' || folded.ptr[i] > 'z') {
            return false;
        }
    }
    return true;
}

size_t catalogue_typos_allowed(struct str folded)
{
    if (!is_plain(folded) || folded.len < 4) {
        return 0;
    }
    return folded.len < 8 ? 1 : 2;
}

/* The nearest words so far. A wrong first letter is rarer than any other, so it counts a little. */
struct nearest {
    struct str folded;
    size_t most;
    size_t rank;
    struct str keys[QUERY_ALTERNATIVES_MAX];
    size_t count;
    struct str word;
    struct str shown;
};

static void consider(struct nearest *nearest, struct str word, struct str key, struct str shown)
{
    const size_t distance = catalogue_typo_distance(nearest->folded, word, nearest->most);
    const size_t rank =
        2 * distance + (word.len > 0 && word.ptr[0] != nearest->folded.ptr[0] ? 1 : 0);
    if (distance == 0 || distance > nearest->most || rank > nearest->rank) {
        return;
    }
    if (rank < nearest->rank || str_compare(word, nearest->word) < 0) {
        nearest->word = word;
        nearest->shown = shown;
    }
    if (rank < nearest->rank) {
        nearest->rank = rank;
        nearest->count = 0;
    }
    for (size_t i = 0; i < nearest->count; i++) {
        if (str_equal(nearest->keys[i], key)) {
            return;
        }
    }
    if (nearest->count < QUERY_ALTERNATIVES_MAX) {
        nearest->keys[nearest->count++] = key;
    }
}

static void consider_known(struct nearest *nearest)
{
    size_t count = 0;
    const struct known_word *known = catalogue_synonyms_known(&count);
    for (size_t i = 0; i < count; i++) {
        if (known[i].folded.len > nearest->folded.len + nearest->most) {
            return;
        }
        if (known[i].folded.len + nearest->most >= nearest->folded.len) {
            consider(nearest, known[i].folded, known[i].key, known[i].shown);
        }
    }
}

static enum status consider_titles(struct ctx *ctx, struct nearest *nearest)
{
    const size_t len = nearest->folded.len;
    const size_t piece = nearest->most == 1 ? (len - 1) / 2 : len / 3;
    struct listing_words words = {0};
    for (size_t letters = len - nearest->most; letters <= len + nearest->most; letters++) {
        TRY(catalogue_store_words(ctx, letters, str_slice(nearest->folded, 0, piece), false,
                                  WORDS_READ_MAX, &words));
        TRY(catalogue_store_words(ctx, letters, str_slice(nearest->folded, len - piece, len), true,
                                  WORDS_READ_MAX, &words));
    }
    for (size_t i = 0; i < words.count; i++) {
        consider(nearest, words.ptr[i].word, words.ptr[i].stem, words.ptr[i].shown);
    }
    return OK;
}

static void sort_keys(struct nearest *nearest)
{
    for (size_t i = 1; i < nearest->count; i++) {
        const struct str key = nearest->keys[i];
        size_t at = i;
        for (; at > 0 && str_compare(nearest->keys[at - 1], key) > 0; at--) {
            nearest->keys[at] = nearest->keys[at - 1];
        }
        nearest->keys[at] = key;
    }
}

enum status catalogue_query_mend(struct ctx *ctx, struct query_word *word, bool *ret_corrected)
{
    struct word typed;
    struct word another;
    size_t at = 0;
    *ret_corrected = false;
    if (!catalogue_word_next(word->typed, &at, &typed) ||
        catalogue_word_next(word->typed, &at, &another)) {
        return OK;
    }
    const struct word_text folded = catalogue_fold(word_text_view(&typed.lowered));
    struct nearest nearest = {.folded = word_text_view(&folded), .rank = SIZE_MAX};
    nearest.most = catalogue_typos_allowed(nearest.folded);
    if (nearest.most == 0) {
        return OK;
    }
    consider_known(&nearest);
    TRY(consider_titles(ctx, &nearest));
    if (nearest.count > 0) {
        sort_keys(&nearest);
        catalogue_query_correct(ctx, word, nearest.keys, nearest.count,
                                str_copy(ctx->mem, nearest.shown));
        *ret_corrected = true;
    }
    return OK;
}

enum status catalogue_query_learn(struct ctx *ctx, struct str title)
{
    struct word word;
    for (size_t at = 0; catalogue_word_next(title, &at, &word);) {
        const struct str lowered = word_text_view(&word.lowered);
        const struct word_text folded = catalogue_fold(lowered);
        const struct word_text key = catalogue_key(lowered);
        const struct str plain = word_text_view(&folded);
        if (plain.len < 3 || !is_plain(plain) || catalogue_synonyms_knows(plain)) {
            continue;
        }
        TRY(catalogue_store_word(
            ctx,
            &(struct listing_word){.word = plain, .shown = lowered, .stem = word_text_view(&key)}));
    }
    return OK;
}
