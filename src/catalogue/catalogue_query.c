/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading what was typed: the words, and what else they may be called. */
#include "catalogue/catalogue_query.h"

#include "base/strbuf.h"
#include "catalogue/catalogue_query_reading.h"
#include "catalogue/catalogue_synonyms.h"
#include "catalogue/catalogue_words_split.h"

#include "base/banned.h"

/* ---- the text -------------------------------------------------------------------------------- */

struct str catalogue_reading_word(const struct reading *reading, size_t at)
{
    return at < reading->count ? word_text_view(&reading->words[at].folded) : STR("");
}

struct str catalogue_reading_gap(const struct reading *reading, size_t at)
{
    const struct str text = reading->query->text;
    const size_t to = at + 1 < reading->count ? reading->words[at + 1].word.from : text.len;
    return str_slice(text, reading->words[at].word.to, to);
}

bool catalogue_reading_is(const struct reading *reading, size_t at, const char *list)
{
    const struct str word = catalogue_reading_word(reading, at);
    struct str rest = str_of(list);
    struct str part;
    while (word.len > 0 && str_split(&rest, ' ', &part)) {
        if (str_equal(part, word)) {
            return true;
        }
    }
    return false;
}

void catalogue_reading_take(struct reading *reading, size_t at, size_t count,
                            struct query_fact fact)
{
    struct catalogue_query *query = reading->query;
    fact.from = reading->words[at].word.from;
    fact.to = reading->words[at + count - 1].word.to;
    for (size_t i = at; i < at + count; i++) {
        reading->words[i].used = true;
    }
    if (query->fact_count < QUERY_FACTS_MAX) {
        query->facts[query->fact_count++] = fact;
    }
}

static struct str text_to_read(struct ctx *ctx, struct str text, bool *ret_cut)
{
    size_t len = text.len;
    *ret_cut = len > QUERY_TEXT_MAX;
    if (*ret_cut) {
        len = QUERY_TEXT_MAX;
        while (len > 0 && ((unsigned char)text.ptr[len] & 0xC0) == 0x80) {
            len--;
        }
    }
    return str_copy(ctx->mem, str_slice(text, 0, len));
}

static void take_words(struct reading *reading)
{
    struct word word;
    const struct str text = reading->query->text;
    for (size_t at = 0; catalogue_word_next(text, &at, &word);) {
        if (reading->count == READ_WORDS_MAX) {
            reading->query->cut_short = true;
            return;
        }
        const struct str lowered = word_text_view(&word.lowered);
        reading->words[reading->count++] = (struct read_word){
            .word = word, .folded = catalogue_fold(lowered), .key = catalogue_key(lowered)};
    }
}

/* ---- phrases --------------------------------------------------------------------------------- */

/* The keys of `count` words at `at`, divided by a space. */
static struct str joined_keys(const struct reading *reading, size_t at, size_t count)
{
    struct str joined = word_text_view(&reading->words[at].key);
    for (size_t i = at + 1; i < at + count; i++) {
        joined = str_format(reading->ctx->mem, "%.*s %.*s", STR_ARG(joined),
                            (int)reading->words[i].key.len, reading->words[i].key.bytes);
    }
    return joined;
}

/* Two words written as one: "bil stol" is bilstol. Empty when that is too long. */
static struct word_text compound_key(const struct reading *reading, size_t at)
{
    struct word_text both = reading->words[at].word.lowered;
    const struct word_text *second = &reading->words[at + 1].word.lowered;
    if (both.len + second->len > WORD_BYTES_MAX) {
        return (struct word_text){.len = 0};
    }
    memcpy(both.bytes + both.len, second->bytes, second->len);
    both.len += second->len;
    return catalogue_key(word_text_view(&both));
}

static bool all_free(const struct reading *reading, size_t at, size_t count)
{
    for (size_t i = at; i < at + count; i++) {
        if (i >= reading->count || reading->words[i].used) {
            return false;
        }
    }
    return true;
}

/* The longest phrase of the list at `at`; how many words it has, 1 if it is none. */
static size_t phrase_at(const struct reading *reading, size_t at,
                        const struct synonym_use **ret_uses)
{
    for (size_t count = SYNONYM_WORDS_MAX; count > 1; count--) {
        if (!all_free(reading, at, count)) {
            continue;
        }
        *ret_uses = catalogue_synonyms_of(joined_keys(reading, at, count));
        if (*ret_uses == NULL && count == 2) {
            const struct word_text both = compound_key(reading, at);
            *ret_uses = catalogue_synonyms_of(word_text_view(&both));
        }
        if (*ret_uses != NULL) {
            return count;
        }
    }
    *ret_uses = catalogue_synonyms_of(word_text_view(&reading->words[at].key));
    return 1;
}

/* ---- what the words are about ---------------------------------------------------------------- */

static void add_system(struct reading *reading, struct str system)
{
    for (size_t i = 0; i < reading->system_count; i++) {
        if (str_equal(reading->systems[i], system)) {
            return;
        }
    }
    if (system.len > 0 && reading->system_count < READ_SYSTEMS_MAX) {
        reading->systems[reading->system_count++] = system;
    }
}

/* A word that stands in a row of the list means that; one that only leads there may mean it. */
static void note_uses(struct reading *reading, const struct synonym_use *use)
{
    const bool equal = use != NULL && use->equal;
    for (; use != NULL && use->equal == equal; use = use->next) {
        for (size_t i = 0; i < use->group->category_count; i++) {
            reading->known = true;
            add_system(reading, goods_codes_category(use->group->category_ids[i])->size_system);
        }
    }
}

/* Which categories the words name, and so which sizes a number can mean. */
static void note_context(struct reading *reading)
{
    for (size_t at = 0; at < reading->count;) {
        const struct synonym_use *uses = NULL;
        struct word_parts parts;
        const struct str lowered = word_text_view(&reading->words[at].word.lowered);
        const size_t count = phrase_at(reading, at, &uses);
        if (uses == NULL && catalogue_split(lowered, &parts)) {
            for (size_t from = 1; from <= parts.thing && uses == NULL; from++) {
                const struct word_text tail = catalogue_parts_key(&parts, from, parts.count);
                uses = catalogue_synonyms_of(word_text_view(&tail));
            }
        }
        note_uses(reading, uses);
        at += count;
    }
    /* A genser may be a child's or a grown-up's. */
    for (size_t i = reading->system_count; i-- > 0;) {
        if (str_equal(reading->systems[i], STR("adult"))) {
            add_system(reading, STR("body"));
        } else if (str_equal(reading->systems[i], STR("body"))) {
            add_system(reading, STR("adult"));
        }
    }
}

/* ---- alternatives ---------------------------------------------------------------------------- */

static bool is_same(const struct query_alternative *a, const struct query_alternative *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++) {
        same = str_equal(a->tokens[i], b->tokens[i]);
    }
    return same;
}

static void add_alternative(struct query_word *word, struct query_alternative alternative)
{
    bool is_new = alternative.count > 0 && word->count < QUERY_ALTERNATIVES_MAX;
    for (size_t i = 0; is_new && i < word->count; i++) {
        is_new = !is_same(&word->alternatives[i], &alternative);
    }
    if (is_new) {
        word->alternatives[word->count++] = alternative;
    }
}

static bool has_single(const struct query_word *word, struct str key)
{
    for (size_t i = 0; i < word->count; i++) {
        if (word->alternatives[i].count == 1 && str_equal(word->alternatives[i].tokens[0], key)) {
            return true;
        }
    }
    return false;
}

/* Whatever has this compound in it is found by its last part already, which is asked for. */
static bool is_covered(const struct query_word *word, const struct synonym *synonym)
{
    struct word_parts parts;
    struct word first = {.from = 0};
    size_t at = 0;
    catalogue_word_next(synonym->text, &at, &first);
    if (synonym->count != 1 || !catalogue_split(word_text_view(&first.lowered), &parts)) {
        return false;
    }
    for (size_t from = 1; from <= parts.thing; from++) {
        const struct word_text tail = catalogue_parts_key(&parts, from, parts.count);
        if (has_single(word, word_text_view(&tail))) {
            return true;
        }
    }
    return false;
}

static void add_group(struct ctx *ctx, struct query_word *word, const struct synonym_group *group)
{
    if (group->colour_id != NO_I64 && word->colour_id == NO_I64) {
        word->colour_id = group->colour_id;
        add_alternative(word,
                        (struct query_alternative){
                            .tokens = {str_format(ctx->mem, "_f%lld", (long long)group->colour_id)},
                            .count = 1});
    }
    /* Single words first: the others are often made of them. */
    for (int phrases = 0; phrases < 2; phrases++) {
        for (size_t i = 0; i < group->word_count; i++) {
            const struct synonym *synonym = &group->words[i];
            struct query_alternative alternative = {.count = synonym->count};
            memcpy(alternative.tokens, synonym->keys, sizeof(synonym->keys));
            if ((synonym->count > 1) == (phrases == 1) && !is_covered(word, synonym)) {
                add_alternative(word, alternative);
            }
        }
    }
}

static void add_uses(struct ctx *ctx, struct query_word *word, const struct synonym_use *use)
{
    for (; use != NULL; use = use->next) {
        add_group(ctx, word, use->group);
    }
}

/* A compound is also its parts in any order: "skibukse", "bukse til ski". */
static void add_cut(struct ctx *ctx, struct query_word *word, struct str lowered)
{
    struct word_parts parts;
    if (!catalogue_split(lowered, &parts) || parts.thing + 1 < parts.count ||
        parts.count > QUERY_PARTS_MAX) {
        return;
    }
    struct query_alternative alternative = {.count = parts.count};
    for (size_t i = 0; i < parts.count; i++) {
        alternative.tokens[i] = str_copy(ctx->mem, word_text_view(&parts.keys[i]));
    }
    add_alternative(word, alternative);
}

static struct query_word word_of(const struct reading *reading, size_t at, size_t count,
                                 const struct synonym_use *uses)
{
    struct ctx *ctx = reading->ctx;
    const struct word *first = &reading->words[at].word;
    struct query_word word = {.from = first->from,
                              .to = reading->words[at + count - 1].word.to,
                              .colour_id = NO_I64,
                              .corrected = STR("")};
    struct query_alternative typed = {.count = count};
    word.typed = str_copy(ctx->mem, str_slice(reading->query->text, word.from, word.to));
    for (size_t i = 0; i < count; i++) {
        typed.tokens[i] = str_copy(ctx->mem, word_text_view(&reading->words[at + i].key));
    }
    add_alternative(&word, typed);
    if (count == 2) {
        const struct word_text both = compound_key(reading, at);
        add_alternative(
            &word, (struct query_alternative){.tokens = {str_copy(ctx->mem, word_text_view(&both))},
                                              .count = both.len > 0 ? 1 : 0});
    } else if (count == 1) {
        add_cut(ctx, &word, word_text_view(&first->lowered));
    }
    add_uses(ctx, &word, uses);
    return word;
}

void catalogue_query_correct(struct ctx *ctx, struct query_word *word, const struct str *candidates,
                             size_t count, struct str shown)
{
    word->count = 0;
    word->corrected = shown;
    for (size_t i = 0; i < count; i++) {
        add_alternative(word, (struct query_alternative){.tokens = {candidates[i]}, .count = 1});
    }
    for (size_t i = 0; i < count; i++) {
        add_uses(ctx, word, catalogue_synonyms_of(candidates[i]));
    }
}

/* ---- the query ------------------------------------------------------------------------------- */

static bool is_left_out(const struct reading *reading, size_t at)
{
    return reading->words[at].used ||
           catalogue_is_stop_word(word_text_view(&reading->words[at].word.lowered));
}

/* The words that are left; without those like og and til, unless `all`. */
static void add_words(struct reading *reading, bool all)
{
    struct catalogue_query *query = reading->query;
    for (size_t at = 0; at < reading->count;) {
        const struct synonym_use *uses = NULL;
        const size_t count = reading->words[at].used ? 1 : phrase_at(reading, at, &uses);
        const bool skipped = all ? reading->words[at].used : is_left_out(reading, at);
        if (skipped && (count == 1 || reading->words[at].used)) {
            at++;
            continue;
        }
        if (query->word_count == QUERY_WORDS_MAX) {
            query->cut_short = true;
            return;
        }
        const struct query_word word = word_of(reading, at, count, uses);
        query->words[query->word_count++] = word;
        if (word.colour_id != NO_I64 && query->fact_count < QUERY_FACTS_MAX) {
            query->facts[query->fact_count++] = (struct query_fact){.kind = QUERY_COLOUR,
                                                                    .from = word.from,
                                                                    .to = word.to,
                                                                    .colour_id = word.colour_id};
        }
        at += count;
    }
}

static void sort_facts(struct catalogue_query *query)
{
    for (size_t i = 1; i < query->fact_count; i++) {
        const struct query_fact fact = query->facts[i];
        size_t at = i;
        for (; at > 0 && query->facts[at - 1].from > fact.from; at--) {
            query->facts[at] = query->facts[at - 1];
        }
        query->facts[at] = fact;
    }
}

static void read_facts(struct reading *reading)
{
    note_context(reading);
    for (size_t at = 0; at < reading->count;) {
        size_t taken = catalogue_read_price(reading, at);
        taken = taken > 0 ? taken : catalogue_read_wish(reading, at);
        taken = taken > 0 ? taken : catalogue_read_size(reading, at);
        at += taken > 0 ? taken : 1;
    }
}

static void read_query(struct ctx *ctx, struct str text, bool plain,
                       struct catalogue_query *ret_query)
{
    *ret_query = (struct catalogue_query){.price_min_ore = NO_I64, .price_max_ore = NO_I64};
    ret_query->text = text_to_read(ctx, text, &ret_query->cut_short);
    struct reading *reading = ARENA_NEW(ctx->mem, struct reading);
    reading->ctx = ctx;
    reading->query = ret_query;
    take_words(reading);
    if (!plain) {
        read_facts(reading);
    }
    add_words(reading, false);
    if (ret_query->word_count == 0 && ret_query->fact_count == 0) {
        add_words(reading, true);
    }
    if (plain) {
        ret_query->fact_count = 0;
    }
    sort_facts(ret_query);
}

void catalogue_query_read(struct ctx *ctx, struct str text, struct catalogue_query *ret_query)
{
    read_query(ctx, text, false, ret_query);
}

void catalogue_query_read_plain(struct ctx *ctx, struct str text, struct catalogue_query *ret_query)
{
    read_query(ctx, text, true, ret_query);
}

static bool is_sign(unsigned char c)
{
    return c == 0xE2 || (c > ' ' && c < '0') || (c > '9' && c < 'A');
}

struct str catalogue_query_without(struct ctx *ctx, const struct catalogue_query *query,
                                   size_t fact)
{
    const struct str before = str_trim(str_slice(query->text, 0, query->facts[fact].from));
    struct str after = str_slice(query->text, query->facts[fact].to, query->text.len);
    /* Signs that belong to it: 20", 200,- */
    while (after.len > 0 && is_sign((unsigned char)after.ptr[0])) {
        after = str_slice(after, (unsigned char)after.ptr[0] == 0xE2 ? 3 : 1, after.len);
    }
    after = str_trim(after);
    return str_format(ctx->mem, "%.*s%s%.*s", STR_ARG(before),
                      before.len > 0 && after.len > 0 ? " " : "", STR_ARG(after));
}
