/* SPDX-License-Identifier: EUPL-1.2 */
/* Parts of compounds: the list of them, read once, and cutting. */
#include "catalogue/catalogue_words_split.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/log.h"
#include "catalogue/catalogue_search_data.h"
#include "catalogue/catalogue_synonyms.h"
#include "csv/csv.h"

#include "base/banned.h"

#define PARTS_ARENA_CAP ((size_t)8 * 1024 * 1024)
#define PARTS_HEADER    "use,words"
#define SLOTS           16384
/* Words of the list of synonyms this short are no parts: too many words begin or end with them. */
#define LEARNED_BYTES_MIN 5

enum part_use {
    PART_MODIFIER = 1,
    PART_HEAD = 2,
    PART_WHOLE = 4,
    PART_LOOSE = 8,
    PART_STOP = 16
};

struct part {
    struct str text;
    struct str modifier; /* its key where it is one */
    struct str head;
    unsigned uses;
};

static pthread_once_t parts_once = PTHREAD_ONCE_INIT;
/* Holds the list until the process ends. */
static struct arena *parts_mem;
static struct part parts[SLOTS];
static size_t parts_used;

static struct part *part_of(struct str text)
{
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < text.len; i++) {
        hash = (hash ^ (unsigned char)text.ptr[i]) * 16777619U;
    }
    size_t at = hash % SLOTS;
    while (parts[at].text.ptr != NULL && !str_equal(parts[at].text, text)) {
        at = (at + 1) % SLOTS;
    }
    return &parts[at];
}

static struct part *add_part(struct str text, unsigned use)
{
    struct part *part = part_of(text);
    if (part->text.ptr == NULL) {
        part->text = str_copy(parts_mem, text);
        if (++parts_used > SLOTS / 2) {
            log_error("words", "why=\"the table of parts is too small\"");
            abort();
        }
    }
    part->uses |= use;
    return part;
}

/* The first word that ends so is the one that is meant: our list of parts stands before others. */
static void set_head(struct str ending, struct str key)
{
    struct part *part = add_part(ending, PART_HEAD);
    part->head = part->head.ptr == NULL ? key : part->head;
}

/* A last part as it stands alone and as it stands in a compound, where more may be cut: lue is lue,
 * but babylue babylu. */
static void add_head(struct str lowered, struct str key)
{
    static const char before[] = "barbar";
    const size_t len = sizeof(before) - 1;
    char compound[WORD_BYTES_MAX + sizeof(before)];
    set_head(key, key);
    if (lowered.len + len > WORD_BYTES_MAX) {
        return;
    }
    memcpy(compound, before, len);
    memcpy(compound + len, lowered.ptr, lowered.len);
    const struct word_text whole = catalogue_key((struct str){compound, len + lowered.len});
    const struct str rest = str_slice(word_text_view(&whole), len, whole.len);
    /* stige loses too much: "st" ends half the language. */
    if (rest.len > 2 || (rest.len == 2 && lowered.len == 3)) {
        set_head(rest, key);
    }
}

static void add_word(struct str lowered, unsigned uses)
{
    const struct word_text folded = catalogue_fold(lowered);
    const struct word_text key_text = catalogue_key(lowered);
    const struct str key = str_copy(parts_mem, word_text_view(&key_text));
    if ((uses & PART_MODIFIER) != 0) {
        add_part(word_text_view(&folded), PART_MODIFIER)->modifier = key;
    }
    if ((uses & PART_HEAD) != 0) {
        add_head(lowered, key);
    }
    if ((uses & PART_STOP) != 0) {
        add_part(word_text_view(&folded), PART_STOP);
    }
    if ((uses & (PART_WHOLE | PART_LOOSE)) != 0) {
        add_part(key, uses & (PART_WHOLE | PART_LOOSE));
    }
}

static unsigned uses_of(struct str name)
{
    static const struct {
        const char *name;
        unsigned uses;
    } rows[] = {
        {"modifier", PART_MODIFIER}, {"head", PART_HEAD},   {"both", PART_MODIFIER | PART_HEAD},
        {"whole", PART_WHOLE},       {"loose", PART_LOOSE}, {"stop", PART_STOP}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        if (str_equal(name, str_of(rows[i].name))) {
            return rows[i].uses;
        }
    }
    log_error("words", "use=\"%.*s\" why=\"unknown use of a word\"", STR_ARG(name));
    abort();
}

static void take_row(const struct csv_row *row)
{
    const unsigned uses = uses_of(row->fields[0]);
    struct word word;
    for (size_t at = 0; catalogue_word_next(row->fields[1], &at, &word);) {
        add_word(word_text_view(&word.lowered), uses);
    }
}

/* ---- cutting --------------------------------------------------------------------------------- */

/* The best way to go on at a place of the key. */
struct way {
    size_t parts; /* how many to the end; 0: none */
    size_t end;   /* of the part that begins here */
    size_t next;  /* where the next begins */
    size_t last;  /* length of the last part */
};

static bool is_use(struct str text, unsigned use)
{
    return (part_of(text)->uses & use) != 0;
}

static bool is_better(const struct way *a, const struct way *b)
{
    return b->parts == 0 || a->parts < b->parts || (a->parts == b->parts && a->last > b->last);
}

static void try_next(const struct way *ways, size_t end, size_t next, struct way *best)
{
    const struct way way = {ways[next].parts + 1, end, next, ways[next].last};
    if (ways[next].parts > 0 && ways[next].parts < WORD_PARTS_MAX && is_better(&way, best)) {
        *best = way;
    }
}

static struct way way_at(const struct way *ways, struct str key, size_t at)
{
    struct way best = {0};
    if (at > 0 && is_use(str_slice(key, at, key.len), PART_HEAD)) {
        best = (struct way){1, key.len, key.len, key.len - at};
    }
    /* el, tv and pc begin words only. */
    for (size_t end = at + (at == 0 ? 2 : 3); end + 2 <= key.len; end++) {
        if (!is_use(str_slice(key, at, end), PART_MODIFIER)) {
            continue;
        }
        try_next(ways, end, end, &best);
        if (key.ptr[end] == 's' || key.ptr[end] == 'e') {
            try_next(ways, end, end + 1, &best);
        }
    }
    return best;
}

static bool cut(struct str lowered, struct word_parts *ret_parts)
{
    struct way ways[WORD_BYTES_MAX + 1] = {{0}};
    struct word_parts found = {.key = catalogue_key(lowered)};
    const struct str key = word_text_view(&found.key);
    if (key.len < 5 || is_use(key, PART_WHOLE)) {
        return false;
    }
    for (size_t at = key.len - 1; at-- > 0;) {
        ways[at] = way_at(ways, key, at);
    }
    if (ways[0].parts < 2) {
        return false;
    }
    for (size_t at = 0; at < key.len; at = ways[at].next) {
        const struct str text = str_slice(key, at, ways[at].end);
        const bool last = ways[at].parts == 1;
        const struct str part = last ? part_of(text)->head : part_of(text)->modifier;
        found.keys[found.count].len = part.len;
        memcpy(found.keys[found.count].bytes, part.ptr, part.len);
        found.starts[found.count++] = at;
    }
    found.thing = found.count - 1;
    for (size_t i = 0; i + 1 < found.count && found.thing == found.count - 1; i++) {
        const struct word_text tail = catalogue_parts_key(&found, i, found.count);
        found.thing = is_use(word_text_view(&tail), PART_LOOSE) ? i : found.thing;
    }
    *ret_parts = found;
    return true;
}

struct word_text catalogue_parts_key(const struct word_parts *word, size_t from, size_t to)
{
    const size_t last = to - 1;
    const size_t before = word->starts[last] - word->starts[from];
    struct word_text key = {.len = before};
    memcpy(key.bytes, word->key.bytes + word->starts[from], before);
    const size_t len = word->keys[last].len <= WORD_BYTES_MAX - before ? word->keys[last].len
                                                                       : WORD_BYTES_MAX - before;
    memcpy(key.bytes + before, word->keys[last].bytes, len);
    key.len += len;
    return key;
}

/* ---- the list -------------------------------------------------------------------------------- */

/* Norwegian words of the list of synonyms that are not put together themselves. */
static void learn(void)
{
    size_t group_count = 0;
    const struct synonym_group *groups = catalogue_synonyms_all(&group_count);
    for (size_t g = 0; g < group_count; g++) {
        for (size_t i = 0; i < groups[g].word_count; i++) {
            const struct synonym *synonym = &groups[g].words[i];
            struct word word = {.from = 0};
            struct word_parts ignored;
            size_t at = 0;
            catalogue_word_next(synonym->text, &at, &word);
            const struct str lowered = word_text_view(&word.lowered);
            if (synonym->count == 1 && !synonym->english && lowered.len >= LEARNED_BYTES_MIN &&
                !is_use(synonym->keys[0], PART_WHOLE | PART_HEAD) && !cut(lowered, &ignored)) {
                add_word(lowered, PART_MODIFIER | PART_HEAD);
            }
        }
    }
}

static void read_all(void)
{
    parts_mem = arena_create(PARTS_ARENA_CAP);
    struct ctx ctx = {.mem = parts_mem};
    struct csv_reader *reader = NULL;
    struct csv_row row = {0};
    if (!str_starts_with(search_data_words_csv, STR(PARTS_HEADER)) ||
        csv_open_text(&ctx, search_data_words_csv, NULL, &reader) != OK) {
        log_error("words", "why=\"the list has other columns\"");
        abort();
    }
    enum csv_step step = csv_next(reader, &row);
    while (step == CSV_ROW) {
        take_row(&row);
        step = csv_next(reader, &row);
    }
    csv_close(reader);
    if (step != CSV_END) {
        log_error("words", "why=\"the list cannot be read\"");
        abort();
    }
    learn();
}

bool catalogue_split(struct str lowered, struct word_parts *ret_parts)
{
    pthread_once(&parts_once, read_all);
    return cut(lowered, ret_parts);
}

bool catalogue_is_stop_word(struct str lowered)
{
    pthread_once(&parts_once, read_all);
    const struct word_text folded = catalogue_fold(lowered);
    return is_use(word_text_view(&folded), PART_STOP);
}
