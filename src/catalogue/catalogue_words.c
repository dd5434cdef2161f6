/* SPDX-License-Identifier: EUPL-1.2 */
/* Words and their keys. */
#include "catalogue/catalogue_words.h"

#include "base/strbuf.h"
#include "catalogue/catalogue_words_split.h"

#include "base/banned.h"

/* One code point: its bytes and, lowered, what is kept of it; nothing for what divides words. */
struct letter {
    size_t step;
    char bytes[4];
    size_t len;
};

static struct letter read_ascii(char c)
{
    const char lowered = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    struct letter letter = {.step = 1};
    if ((lowered >= 'a' && lowered <= 'z') || (lowered >= '0' && lowered <= '9')) {
        letter.bytes[0] = lowered;
        letter.len = 1;
    }
    return letter;
}

/* Bytes of the code point that begins with `first` at `at`; 1 for what is no UTF-8. */
static size_t step_of(struct str text, size_t at, unsigned char first)
{
    const size_t step = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    for (size_t i = 1; i < step; i++) {
        if (at + i >= text.len || ((unsigned char)text.ptr[at + i] & 0xC0) != 0x80) {
            return 1;
        }
    }
    return step;
}

static struct letter read_letter(struct str text, size_t at)
{
    const unsigned char first = (unsigned char)text.ptr[at];
    if (first < 0x80) {
        return read_ascii(text.ptr[at]);
    }
    struct letter letter = {.step = step_of(text, at, first)};
    /* What is no UTF-8; U+0080 to U+00BF: signs and no-break space; dashes, quotes, spaces;
     * pictures. */
    if (letter.step == 1 || first <= 0xC2 || first == 0xE2 || first >= 0xF0) {
        return letter;
    }
    unsigned char second = (unsigned char)text.ptr[at + 1];
    if (first == 0xC3 && second >= 0x80 && second <= 0x9E && second != 0x97) {
        second += 0x20; /* À to Þ are 32 above their small letters, × is not a letter */
    }
    memcpy(letter.bytes, text.ptr + at, letter.step);
    letter.bytes[1] = (char)second;
    letter.len = letter.step;
    return letter;
}

bool catalogue_word_next(struct str text, size_t *at, struct word *ret_word)
{
    struct word word = {.hyphened = *at > 0 && *at < text.len && text.ptr[*at] == '-'};
    const size_t start = *at;
    while (*at < text.len) {
        const struct letter letter = read_letter(text, *at);
        if (letter.len > 0) {
            word.from = word.lowered.len == 0 ? *at : word.from;
            if (word.lowered.len + letter.len <= WORD_BYTES_MAX) {
                memcpy(word.lowered.bytes + word.lowered.len, letter.bytes, letter.len);
                word.lowered.len += letter.len;
            }
            word.to = *at + letter.step;
        } else if (word.lowered.len > 0) {
            break;
        }
        *at += letter.step;
    }
    word.hyphened = word.hyphened && word.from == start + 1;
    *ret_word = word;
    return word.lowered.len > 0;
}

/* ---- folding --------------------------------------------------------------------------------- */

/* What the letters U+00DF to U+00FF become, two bytes each. */
static const char plain_letters[][3] = {"ss", "a", "a", "a", "a", "a", "a", "ae", "c", "e",  "e",
                                        "e",  "e", "i", "i", "i", "i", "d", "n",  "o", "o",  "o",
                                        "o",  "o", "",  "o", "u", "u", "u", "u",  "y", "th", "y"};

struct word_text catalogue_fold(struct str lowered)
{
    struct word_text out = {.len = 0};
    for (size_t i = 0; i < lowered.len && out.len < WORD_BYTES_MAX; i++) {
        const unsigned char c = (unsigned char)lowered.ptr[i];
        const unsigned char next = i + 1 < lowered.len ? (unsigned char)lowered.ptr[i + 1] : 0;
        if (c == 0xC3 && next >= 0x9F && next <= 0xBF) {
            const char *plain = plain_letters[next - 0x9F];
            const size_t len = strlen(plain);
            memcpy(out.bytes + out.len, plain, len);
            out.len += len;
            i++;
            continue;
        }
        out.bytes[out.len++] = (char)c;
        if ((c == 'a' && next == 'a') || (c == 'o' && next == 'e')) {
            i++;
        }
    }
    return out;
}

static bool ends_in_vowel(struct str word)
{
    if (word.len == 0) {
        return false;
    }
    if (memchr("aeiouy", word.ptr[word.len - 1], 6) != NULL) {
        return true;
    }
    return word.len >= 2 && (unsigned char)word.ptr[word.len - 2] == 0xC3 &&
           memchr("\xA5\xA6\xB8", word.ptr[word.len - 1], 3) != NULL;
}

/* Snowball leaves an ending that follows a vowel: lue, luer, luene. Not after a and o, since
 * "klaer" is klær and "doer" is dør. */
static size_t cut_after_vowel(struct str word)
{
    static const char *const endings[] = {"ene", "ane", "en", "er", "ar", "et", "e", "a", NULL};
    for (const char *const *ending = endings; *ending != NULL; ending++) {
        const struct str rest = str_slice(word, 0, word.len - strlen(*ending));
        if (word.len >= strlen(*ending) + 2 && str_ends_with(word, str_of(*ending)) &&
            ends_in_vowel(rest) && rest.ptr[rest.len - 1] != 'a' && rest.ptr[rest.len - 1] != 'o') {
            return rest.len;
        }
    }
    return word.len;
}

/* "sofaen" is left as sofa, which alone is sof. */
static size_t cut_last_vowel(struct str stem)
{
    const bool cut = str_ends_with(stem, STR("a")) || str_ends_with(stem, STR("e"));
    return cut && catalogue_stem(stem) == stem.len - 1 ? stem.len - 1 : stem.len;
}

struct word_text catalogue_key(struct str lowered)
{
    struct str stem = {lowered.ptr, catalogue_stem(lowered)};
    if (stem.len < lowered.len) {
        stem.len = cut_last_vowel(stem);
    }
    stem.len = cut_after_vowel(stem);
    return catalogue_fold(stem);
}

/* ---- the text of the index ------------------------------------------------------------------- */

/* True if `word` stands among the space-divided words of `list`. */
static bool has_word(struct str list, struct str word)
{
    struct str rest = list;
    struct str part;
    while (str_split(&rest, ' ', &part)) {
        if (str_equal(part, word)) {
            return true;
        }
    }
    return false;
}

static void add_key(struct strbuf *keys, struct str key)
{
    if (key.len == 0 || keys->len + key.len + 1 > INDEX_WORDS_MAX ||
        has_word(strbuf_view(keys), key)) {
        return;
    }
    if (keys->len > 0) {
        strbuf_byte(keys, ' ');
    }
    strbuf_str(keys, key);
}

static struct str keys_copy(struct ctx *ctx, struct strbuf *keys)
{
    const struct str copy = strbuf_copy(keys, ctx->mem);
    strbuf_finish(keys);
    return copy;
}

struct str catalogue_keys(struct ctx *ctx, struct str text)
{
    struct strbuf keys;
    struct word word;
    strbuf_init(&keys, INDEX_WORDS_MAX);
    for (size_t at = 0; catalogue_word_next(text, &at, &word);) {
        const struct word_text key = catalogue_key(word_text_view(&word.lowered));
        add_key(&keys, word_text_view(&key));
    }
    return keys_copy(ctx, &keys);
}

/* What is put together from the index text of one listing. */
struct indexing {
    struct strbuf strong;
    struct strbuf weak;
};

/* The ranges of a compound's parts: those that end with it are the thing, the others tell which. */
static void add_parts(struct indexing *indexing, const struct word_parts *parts, bool is_thing)
{
    for (size_t from = 0; from < parts->count; from++) {
        for (size_t to = from + 1; to <= parts->count; to++) {
            const bool thing = is_thing && to == parts->count && from <= parts->thing;
            const struct word_text key = catalogue_parts_key(parts, from, to);
            if (from == 0 && to == parts->count) {
                continue;
            }
            add_key(thing ? &indexing->strong : &indexing->weak, word_text_view(&key));
        }
    }
}

static void index_word(struct indexing *indexing, struct str lowered, bool is_thing)
{
    const struct word_text key = catalogue_key(lowered);
    struct word_parts parts;
    add_key(is_thing ? &indexing->strong : &indexing->weak, word_text_view(&key));
    if (catalogue_split(lowered, &parts)) {
        add_parts(indexing, &parts, is_thing);
    }
}

/* "el-sykkel" is also "elsykkel". */
static void index_joined(struct indexing *indexing, const struct word_text *a,
                         const struct word_text *b, bool is_thing)
{
    struct word_text joined = *a;
    if (a->len + b->len <= WORD_BYTES_MAX) {
        memcpy(joined.bytes + a->len, b->bytes, b->len);
        joined.len += b->len;
        index_word(indexing, word_text_view(&joined), is_thing);
    }
}

/* True if the word stands among the space-divided ones of `list`. */
static bool is_one_of(const struct word *word, const char *list)
{
    return has_word(str_of(list), word_text_view(&word->lowered));
}

/* Whether an English name ends its phrase with the word that ends at `at`. */
static bool ends_phrase(struct str text, size_t at)
{
    struct word next;
    size_t behind = at;
    if (!catalogue_word_next(text, &behind, &next)) {
        return true;
    }
    for (; at < next.from; at++) {
        if (strchr(",/(", text.ptr[at]) != NULL) {
            return true;
        }
    }
    return is_one_of(&next, "and or of to for with in") ||
           (next.lowered.bytes[0] >= '0' && next.lowered.bytes[0] <= '9');
}

static void index_text(struct indexing *indexing, const struct index_text *from)
{
    struct word word;
    struct word before = {.from = 0};
    bool aside = false; /* after til */
    for (size_t at = 0; catalogue_word_next(from->text, &at, &word); before = word) {
        const bool is_thing = !aside && from->source != INDEX_ASIDE &&
                              (from->source != INDEX_ENGLISH || ends_phrase(from->text, at));
        index_word(indexing, word_text_view(&word.lowered), is_thing);
        if (word.hyphened) {
            index_joined(indexing, &before.lowered, &word.lowered, is_thing);
        }
        aside = (aside && from->source == INDEX_NAME) || is_one_of(&word, "til for") ||
                (from->source == INDEX_NAME && is_one_of(&word, "i med"));
    }
}

struct str catalogue_index_words(struct ctx *ctx, const struct index_text *texts, size_t count)
{
    struct indexing indexing;
    strbuf_init(&indexing.strong, INDEX_WORDS_MAX);
    strbuf_init(&indexing.weak, INDEX_WORDS_MAX);
    for (size_t i = 0; i < count; i++) {
        index_text(&indexing, &texts[i]);
    }
    const struct str strong = keys_copy(ctx, &indexing.strong);
    struct strbuf all;
    strbuf_init(&all, INDEX_WORDS_MAX);
    strbuf_str(&all, strong);
    struct str rest = strbuf_view(&indexing.weak);
    struct str weak;
    while (str_split(&rest, ' ', &weak)) {
        if (weak.len > 0 && !has_word(strong, weak) &&
            all.len + weak.len + 1 + sizeof(WEAK_PREFIX) <= INDEX_WORDS_MAX) {
            strbuf_literal(&all, " " WEAK_PREFIX);
            strbuf_str(&all, weak);
        }
    }
    strbuf_finish(&indexing.weak);
    return keys_copy(ctx, &all);
}
