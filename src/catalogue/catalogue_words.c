/* SPDX-License-Identifier: EUPL-1.2 */
/* Stems and tokens for the search index. */
#include "catalogue/catalogue_words.h"

#include <libstemmer.h>

#include "base/strbuf.h"

#include "base/banned.h"

#define WORD_BYTES_MAX 40
#define STEMS_MAX      ((size_t)8 * 1024)

/* One code point: its bytes and, lowered, what is kept of it; nothing for what divides words. */
struct letter {
    size_t step;
    char bytes[4];
    size_t len;
};

static struct letter read_letter(struct str text, size_t at)
{
    const unsigned char first = (unsigned char)text.ptr[at];
    struct letter letter = {.step = 1};
    if (first < 0x80) {
        const char c = (char)(first >= 'A' && first <= 'Z' ? first - 'A' + 'a' : first);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            letter.bytes[0] = c;
            letter.len = 1;
        }
        return letter;
    }
    letter.step = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (at + letter.step > text.len) {
        letter.step = text.len - at;
        return letter;
    }
    unsigned char second = (unsigned char)text.ptr[at + 1];
    if (first == 0xC2) {
        return letter; /* U+0080 to U+00BF: signs and no-break space */
    }
    if (first == 0xC3 && second >= 0x80 && second <= 0x9E && second != 0x97) {
        second += 0x20; /* À to Þ are 32 above their small letters, × is not a letter */
    }
    if (first == 0xE2 || first >= 0xF0) {
        return letter; /* dashes, quotes, spaces; pictures */
    }
    memcpy(letter.bytes, text.ptr + at, letter.step);
    letter.bytes[1] = (char)second;
    letter.len = letter.step;
    return letter;
}

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

static void add_stem(struct sb_stemmer *stemmer, struct strbuf *stems, const char *word, size_t len)
{
    if (len == 0) {
        return;
    }
    const sb_symbol *stem = sb_stemmer_stem(stemmer, (const sb_symbol *)word, (int)len);
    const struct str text = {(const char *)stem, (size_t)sb_stemmer_length(stemmer)};
    if (!has_word(strbuf_view(stems), text)) {
        if (stems->len > 0) {
            strbuf_byte(stems, ' ');
        }
        strbuf_str(stems, text);
    }
}

struct str catalogue_stems(struct ctx *ctx, struct str text)
{
    char word[WORD_BYTES_MAX];
    size_t len = 0;
    struct strbuf stems;
    struct sb_stemmer *stemmer = sb_stemmer_new("norwegian", "UTF_8");
    strbuf_init(&stems, STEMS_MAX);
    for (size_t at = 0; at < text.len && stemmer != NULL;) {
        const struct letter letter = read_letter(text, at);
        at += letter.step;
        if (letter.len == 0) {
            add_stem(stemmer, &stems, word, len);
            len = 0;
        } else if (len + letter.len <= sizeof(word)) {
            memcpy(word + len, letter.bytes, letter.len);
            len += letter.len;
        }
    }
    if (stemmer != NULL) {
        add_stem(stemmer, &stems, word, len);
    }
    sb_stemmer_delete(stemmer);
    const struct str result = strbuf_copy(&stems, ctx->mem);
    strbuf_finish(&stems);
    return result;
}

static void add_tokens(struct strbuf *tokens, enum db_engine engine, struct str list, int most)
{
    struct str rest = list;
    struct str part;
    while (most-- > 0 && str_split(&rest, ' ', &part)) {
        if (part.len == 0) {
            continue;
        }
        if (tokens->len > 0) {
            strbuf_cstr(tokens, engine == DB_SQLITE ? " " : " & ");
        }
        strbuf_byte(tokens, engine == DB_SQLITE ? '"' : '\'');
        strbuf_str(tokens, part);
        strbuf_byte(tokens, engine == DB_SQLITE ? '"' : '\'');
    }
}

struct str catalogue_tokens(struct ctx *ctx, enum db_engine engine, struct str stems,
                            struct str facets)
{
    struct strbuf tokens;
    strbuf_init(&tokens, STEMS_MAX);
    add_tokens(&tokens, engine, stems, SEARCH_WORDS_MAX);
    add_tokens(&tokens, engine, facets, SEARCH_WORDS_MAX);
    const struct str result = strbuf_copy(&tokens, ctx->mem);
    strbuf_finish(&tokens);
    return result;
}
