/* SPDX-License-Identifier: EUPL-1.2 */
/* The list of synonyms, read once. */
#include "catalogue/catalogue_synonyms.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/log.h"
#include "base/vec.h"
#include "catalogue/catalogue_search_data.h"
#include "csv/csv.h"
#include "db/db.h"
#include "goods/goods_codes.h"

#include "base/banned.h"

#define SYNONYMS_ARENA_CAP ((size_t)8 * 1024 * 1024)
#define SYNONYMS_HEADER    "for,nb,nn,en,from"
#define SLOTS              16384

/* A word or phrase with the groups it asks for. */
struct slot {
    struct str joined;
    struct synonym_use *uses;
};

static pthread_once_t synonyms_once = PTHREAD_ONCE_INIT;
/* Holds the list until the process ends. */
static struct arena *synonyms_mem;
static struct slot slots[SLOTS];
static size_t slots_used;
static VEC(struct synonym_group) groups;
static VEC(struct known_word) known;

static void refuse(struct str what, const char *why)
{
    log_error("synonyms", "at=\"%.*s\" why=\"%s\"", STR_ARG(what), why);
    abort();
}

static struct slot *slot_of(struct str joined)
{
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < joined.len; i++) {
        hash = (hash ^ (unsigned char)joined.ptr[i]) * 16777619U;
    }
    size_t at = hash % SLOTS;
    while (slots[at].joined.ptr != NULL && !str_equal(slots[at].joined, joined)) {
        at = (at + 1) % SLOTS;
    }
    return &slots[at];
}

/* ---- reading --------------------------------------------------------------------------------- */

/* Keys of the words of `text`; none if there are more than a phrase may have. */
static struct synonym synonym_of(struct arena *arena, struct str text)
{
    struct synonym synonym = {.text = str_copy(arena, text)};
    struct word word;
    struct str joined = STR("");
    for (size_t at = 0; catalogue_word_next(text, &at, &word);) {
        const struct word_text key = catalogue_key(word_text_view(&word.lowered));
        if (synonym.count == SYNONYM_WORDS_MAX) {
            return (struct synonym){.text = synonym.text};
        }
        synonym.keys[synonym.count] = str_copy(arena, word_text_view(&key));
        joined = synonym.count == 0 ? synonym.keys[0]
                                    : str_format(arena, "%.*s %.*s", STR_ARG(joined),
                                                 STR_ARG(synonym.keys[synonym.count]));
        synonym.count++;
    }
    synonym.joined = joined;
    return synonym;
}

static void learn_words(struct arena *arena, struct str text)
{
    struct word word;
    for (size_t at = 0; catalogue_word_next(text, &at, &word);) {
        const struct str lowered = word_text_view(&word.lowered);
        const struct word_text folded = catalogue_fold(lowered);
        const struct word_text key = catalogue_key(lowered);
        vec_push(arena, &known,
                 (struct known_word){.folded = str_copy(arena, word_text_view(&folded)),
                                     .key = str_copy(arena, word_text_view(&key)),
                                     .shown = str_copy(arena, lowered)});
    }
}

static void add_use(struct arena *arena, struct str joined, size_t group, bool equal)
{
    struct slot *slot = slot_of(joined);
    struct synonym_use **last = &slot->uses;
    if (joined.len == 0) {
        return;
    }
    if (slot->joined.ptr == NULL) {
        slot->joined = joined;
        if (++slots_used > SLOTS / 2) {
            refuse(joined, "the table is too small");
        }
    }
    while (*last != NULL) {
        if ((size_t)((*last)->group - groups.ptr) == group) {
            return;
        }
        last = &(*last)->next;
    }
    *last = ARENA_NEW(arena, struct synonym_use);
    **last = (struct synonym_use){.group = &groups.ptr[group], .equal = equal};
}

typedef VEC(struct synonym) synonym_list;

static void take_column(struct arena *arena, struct str column, bool english, synonym_list *list)
{
    struct str rest = column;
    struct str part;
    while (column.len > 0 && str_split(&rest, '|', &part)) {
        struct synonym synonym = synonym_of(arena, part);
        synonym.english = english;
        bool is_new = synonym.count > 0;
        for (size_t i = 0; i < list->count; i++) {
            is_new = is_new && !str_equal(list->ptr[i].joined, synonym.joined);
        }
        if (is_new) {
            vec_push(arena, list, synonym);
        }
        learn_words(arena, part);
    }
}

/* "c:prams", "k:pram", "f:red" */
static void take_for(struct arena *arena, struct str column, struct synonym_group *group)
{
    VEC(int64_t) ids = {0};
    struct str rest = column;
    struct str part;
    while (column.len > 0 && str_split(&rest, ' ', &part)) {
        const struct str key = str_slice(part, 2, part.len);
        if (str_starts_with(part, STR("f:")) && goods_codes_colour_by_key(key) != NULL) {
            group->colour_id = goods_codes_colour_by_key(key)->id;
        } else if (str_starts_with(part, STR("k:")) && goods_codes_kind(key) != NULL) {
            vec_push(arena, &ids, goods_codes_kind(key)->category_id);
        } else if (str_starts_with(part, STR("c:")) && goods_codes_category_by_key(key) != NULL) {
            vec_push(arena, &ids, goods_codes_category_by_key(key)->id);
        } else {
            refuse(part, "names nothing of data/goods");
        }
    }
    group->category_ids = ids.ptr;
    group->category_count = ids.count;
}

/* `from` of each group, kept until all groups stand where they stay. */
static VEC(synonym_list) leading;

static void take_row(struct arena *arena, const struct csv_row *row)
{
    struct synonym_group group = {.colour_id = NO_I64};
    synonym_list words = {0};
    synonym_list from = {0};
    take_for(arena, row->fields[0], &group);
    for (size_t column = 1; column <= 3; column++) {
        take_column(arena, row->fields[column], column == 3, &words);
    }
    take_column(arena, row->fields[4], false, &from);
    group.words = words.ptr;
    group.word_count = words.count;
    vec_push(arena, &groups, group);
    vec_push(arena, &leading, from);
}

static void link_groups(struct arena *arena)
{
    for (size_t g = 0; g < groups.count; g++) {
        for (size_t i = 0; i < groups.ptr[g].word_count; i++) {
            add_use(arena, groups.ptr[g].words[i].joined, g, true);
        }
    }
    for (size_t g = 0; g < groups.count; g++) {
        for (size_t i = 0; i < leading.ptr[g].count; i++) {
            add_use(arena, leading.ptr[g].ptr[i].joined, g, false);
        }
    }
}

static int compare_known(const void *a, const void *b)
{
    const struct known_word *left = a;
    const struct known_word *right = b;
    if (left->folded.len != right->folded.len) {
        return left->folded.len < right->folded.len ? -1 : 1;
    }
    return str_compare(left->folded, right->folded);
}

static void learn_names(struct arena *arena)
{
    const struct goods_codes *codes = goods_codes_all();
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        for (size_t i = 0; i < codes->category_count; i++) {
            learn_words(arena, codes->categories[i].name.in[lang]);
        }
        for (size_t i = 0; i < codes->kind_count; i++) {
            learn_words(arena, codes->kinds[i].name.in[lang]);
        }
    }
    qsort(known.ptr, known.count, sizeof(*known.ptr), compare_known);
    size_t kept = 0;
    for (size_t i = 0; i < known.count; i++) {
        if (kept == 0 || !str_equal(known.ptr[kept - 1].folded, known.ptr[i].folded)) {
            known.ptr[kept++] = known.ptr[i];
        }
    }
    known.count = kept;
}

static void read_all(void)
{
    synonyms_mem = arena_create(SYNONYMS_ARENA_CAP);
    struct ctx ctx = {.mem = synonyms_mem};
    struct csv_reader *reader = NULL;
    struct csv_row row = {0};
    if (!str_starts_with(search_data_synonyms_csv, STR(SYNONYMS_HEADER)) ||
        csv_open_text(&ctx, search_data_synonyms_csv, NULL, &reader) != OK) {
        refuse(STR(SYNONYMS_HEADER), "the list has other columns");
    }
    enum csv_step step = csv_next(reader, &row);
    while (step == CSV_ROW) {
        take_row(synonyms_mem, &row);
        step = csv_next(reader, &row);
    }
    if (step != CSV_END) {
        refuse(STR("row"), csv_problem(reader)->message);
    }
    csv_close(reader);
    link_groups(synonyms_mem);
    learn_names(synonyms_mem);
}

/* ---- asking ---------------------------------------------------------------------------------- */

const struct synonym_use *catalogue_synonyms_of(struct str joined)
{
    pthread_once(&synonyms_once, read_all);
    return slot_of(joined)->uses;
}

const struct synonym_group *catalogue_synonyms_all(size_t *ret_count)
{
    pthread_once(&synonyms_once, read_all);
    *ret_count = groups.count;
    return groups.ptr;
}

const struct known_word *catalogue_synonyms_known(size_t *ret_count)
{
    pthread_once(&synonyms_once, read_all);
    *ret_count = known.count;
    return known.ptr;
}

bool catalogue_synonyms_knows(struct str folded)
{
    pthread_once(&synonyms_once, read_all);
    const struct known_word wanted = {.folded = folded};
    return bsearch(&wanted, known.ptr, known.count, sizeof(wanted), compare_known) != NULL;
}
