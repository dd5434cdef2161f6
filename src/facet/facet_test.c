/* SPDX-License-Identifier: EUPL-1.2 */
/* The index against a plain loop over the documents. */
#include "facet/facet.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/vec.h"
#include "facet/facet_posting.h"
#include "test.h"

int facet_facet_test(void);

/* ---- postings -------------------------------------------------------------------------------- */

static uint64_t draw(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

static uint32_t below(uint64_t *state, uint32_t limit)
{
    return (uint32_t)(draw(state) % limit);
}

#define PLACES (3 * SEGMENT_DOCS)

static uint32_t check_part(const struct posting *posting, const bool *model, uint32_t segment)
{
    const struct posting_part part = facet_posting_part(posting, segment);
    uint32_t at = 0;
    for (uint32_t i = 0; i < SEGMENT_DOCS; i++) {
        const uint32_t place = segment * SEGMENT_DOCS + i;
        const bool listed = part.bits == NULL && at < part.count && part.places[at] == place;
        assert_int_equal(part.bits != NULL ? bits_has(part.bits, i) : listed, model[place]);
        at += listed ? 1 : 0;
    }
    return part.count;
}

static void test_places_come_and_go_in_lists_and_bitmaps(void **state)
{
    (void)state;
    bool *model = calloc(PLACES, sizeof(*model));
    struct posting posting = {.count = 0};
    uint64_t draws = 3;
    uint32_t count = 0;
    assert_non_null(model);
    for (int i = 0; i < 40000; i++) {
        /* The middle segment gets nine of ten, so that it is dense and the others are not. */
        const uint32_t segment = below(&draws, 10) < 9 ? 1 : below(&draws, 3);
        const uint32_t place = segment * SEGMENT_DOCS + below(&draws, SEGMENT_DOCS / 8);
        const bool adds = below(&draws, 3) > 0;
        const bool changed =
            adds ? facet_posting_add(&posting, place) : facet_posting_remove(&posting, place);
        assert_int_equal(changed, model[place] != adds);
        model[place] = adds;
    }
    assert_int_equal(posting.dense_count, 1);
    for (uint32_t segment = 0; segment < 3; segment++) {
        count += check_part(&posting, model, segment);
    }
    assert_true(count > 4000);
    facet_posting_finish(&posting);
    free(model);
}

static void test_bits_are_counted_and_walked_downwards(void **state)
{
    (void)state;
    struct bits bits = {{0}};
    uint64_t draws = 5;
    uint32_t count = 0;
    uint32_t place = SEGMENT_DOCS;
    uint32_t seen = 0;
    for (int i = 0; i < 5000; i++) {
        const uint32_t at = below(&draws, SEGMENT_DOCS);
        count += bits_has(&bits, at) ? 0 : 1;
        bits_set(&bits, at);
    }
    assert_int_equal(bits_count(&bits), count);
    assert_int_equal(bits_count_both(&bits, &bits), count);
    for (uint32_t before = place; bits_next_down(&bits, &place); before = place) {
        assert_true(place < before && bits_has(&bits, place));
        seen++;
    }
    assert_int_equal(seen, count);
    memset(&bits, 0xFF, sizeof(bits));
    assert_int_equal(bits_count(&bits), SEGMENT_DOCS);
}

/* ---- the index against a model --------------------------------------------------------------- */

#define DOCS       150000 /* two segments and a part */
#define WORDS      40
#define GROUPS     4
#define DOC_WORDS  6
#define DOC_VALUES 4
#define LIMIT      25
#define MOST       1000

struct model_doc {
    int64_t seq;
    int64_t rank;
    bool live;
    uint8_t words[DOC_WORDS];
    uint8_t values[DOC_VALUES]; /* group i % 3 + 1 */
};

struct model {
    struct arena *arena;
    struct facet_index *index;
    struct model_doc *docs;
    size_t count;
    uint64_t draws;
    char names[256][16];
};

static struct facet_token token_of(const struct model *model, uint8_t group, uint8_t number)
{
    return (struct facet_token){.group = group, .text = str_of(model->names[number])};
}

/* Low numbers often, high ones seldom. */
static uint8_t skewed(uint64_t *draws, uint32_t limit)
{
    const uint32_t most = 1 + below(draws, limit);
    return (uint8_t)below(draws, 1 + below(draws, most));
}

static void fill(struct model *model, struct model_doc *doc)
{
    for (size_t i = 0; i < DOC_WORDS; i++) {
        doc->words[i] = skewed(&model->draws, WORDS);
    }
    for (size_t i = 0; i < DOC_VALUES; i++) {
        doc->values[i] = skewed(&model->draws, 60);
    }
    doc->rank = below(&model->draws, 50) * 100;
    doc->live = true;
}

static void put(struct model *model, const struct model_doc *doc)
{
    struct facet_token tokens[DOC_WORDS + DOC_VALUES];
    for (size_t i = 0; i < DOC_WORDS; i++) {
        tokens[i] = token_of(model, 0, doc->words[i]);
    }
    for (size_t i = 0; i < DOC_VALUES; i++) {
        tokens[DOC_WORDS + i] = token_of(model, (uint8_t)(1 + i % 3), doc->values[i]);
    }
    const struct facet_doc facts = {doc->seq, doc->rank, tokens, DOC_WORDS + DOC_VALUES};
    assert_true(facet_index_add(model->index, &facts));
}

static void append(struct model *model, int64_t seq)
{
    struct model_doc *doc = &model->docs[model->count++];
    doc->seq = seq;
    fill(model, doc);
    put(model, doc);
}

/* New words and values, or only another rank, or away, or back again. */
static void change(struct model *model, struct model_doc *doc)
{
    const uint32_t what = below(&model->draws, 4);
    if (what == 0) {
        facet_index_remove(model->index, doc->seq);
        doc->live = false;
    } else if (what == 1) {
        doc->live = true;
        put(model, doc);
    } else if (what == 2) {
        doc->rank += 100;
        doc->live = true;
        put(model, doc);
    } else {
        struct facet_token words[DOC_WORDS];
        for (size_t i = 0; i < DOC_WORDS; i++) {
            words[i] = token_of(model, 0, doc->words[i]);
        }
        facet_index_forget(model->index, doc->seq, words, DOC_WORDS);
        fill(model, doc);
        put(model, doc);
    }
}

/* What is asked, in numbers. */
struct asked {
    uint8_t words[3]; /* each with the one after it as alternative */
    size_t word_count;
    uint8_t values[3][2]; /* by group - 1 */
    bool has_filter[3];
    bool has_rank;
    int64_t rank_min;
    int64_t rank_max;
    uint8_t best;
    enum facet_order order;
};

static bool has_word(const struct model_doc *doc, uint8_t word)
{
    bool has = false;
    for (size_t i = 0; i < DOC_WORDS; i++) {
        has = has || doc->words[i] == word;
    }
    return has;
}

static bool has_value(const struct model_doc *doc, uint8_t group, uint8_t value)
{
    bool has = false;
    for (size_t i = 0; i < DOC_VALUES; i++) {
        has = has || (1 + i % 3 == group && doc->values[i] == value);
    }
    return has;
}

/* Bits of the groups whose filter the document fails. */
static uint32_t failed(const struct model_doc *doc, const struct asked *asked)
{
    uint32_t bits = 0;
    for (uint8_t i = 0; i < 3; i++) {
        const bool passes = has_value(doc, i + 1, asked->values[i][0]) ||
                            has_value(doc, i + 1, asked->values[i][1]);
        bits |= asked->has_filter[i] && !passes ? UINT32_C(1) << (i + 1) : 0;
    }
    if (asked->has_rank && (doc->rank < asked->rank_min || doc->rank > asked->rank_max)) {
        bits |= UINT32_C(1) << GROUPS;
    }
    return bits;
}

static bool fulfils(const struct model_doc *doc, const struct asked *asked)
{
    bool all = doc->live;
    for (size_t i = 0; i < asked->word_count; i++) {
        all = all && (has_word(doc, asked->words[i]) ||
                      (has_word(doc, asked->words[i] + 1) && has_word(doc, asked->words[i] + 2)));
    }
    return all;
}

static int64_t key_of(const struct model_doc *doc, const struct asked *asked)
{
    switch (asked->order) {
    case FACET_LOWEST:
        return -doc->rank;
    case FACET_HIGHEST:
        return doc->rank;
    case FACET_BEST:
        return has_word(doc, asked->best) ? 1 : 0;
    default:
        return 0;
    }
}

static struct facet_condition condition_of(struct model *model, uint8_t word)
{
    struct facet_condition condition = {0};
    const struct facet_step steps[] = {{FACET_NONE, {0}}, {FACET_HAS, token_of(model, 0, word)},
                                       {FACET_NONE, {0}}, {FACET_HAS, token_of(model, 0, word + 1)},
                                       {FACET_NONE, {0}}, {FACET_HAS, token_of(model, 0, word + 2)},
                                       {FACET_AND, {0}},  {FACET_OR, {0}}};
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        vec_push(model->arena, &condition, steps[i]);
    }
    return condition;
}

static struct asked draw_asked(struct model *model)
{
    uint64_t *draws = &model->draws;
    struct asked asked = {.word_count = below(draws, 4), .order = below(draws, 4)};
    for (size_t i = 0; i < asked.word_count; i++) {
        asked.words[i] = skewed(draws, WORDS);
    }
    for (size_t i = 0; i < 3; i++) {
        asked.has_filter[i] = below(draws, 3) == 0;
        asked.values[i][0] = skewed(draws, 60);
        asked.values[i][1] = skewed(draws, 60);
    }
    asked.has_rank = below(draws, 3) == 0;
    asked.rank_min = below(draws, 30) * 100 + below(draws, 2);
    asked.rank_max = asked.rank_min + below(draws, 30) * 100 - 100;
    asked.best = skewed(draws, WORDS);
    return asked;
}

static struct facet_found find(struct model *model, const struct asked *asked,
                               struct facet_cursor after)
{
    struct facet_condition conditions[3];
    struct facet_token tokens[3][2];
    struct facet_query query = {.order = asked->order,
                                .after = after,
                                .limit = LIMIT,
                                .count_max = MOST,
                                .count_group = 0xE};
    struct facet_condition best = {0};
    struct facet_found found;
    for (size_t i = 0; i < asked->word_count; i++) {
        conditions[i] = condition_of(model, asked->words[i]);
        query.conditions[query.condition_count++] = &conditions[i];
    }
    for (uint8_t i = 0; i < 3; i++) {
        tokens[i][0] = token_of(model, i + 1, asked->values[i][0]);
        tokens[i][1] = token_of(model, i + 1, asked->values[i][1]);
        if (asked->has_filter[i]) {
            query.filters[query.filter_count++] =
                (struct facet_filter){.group = i + 1, .tokens = tokens[i], .count = 2};
        }
    }
    if (asked->has_rank) {
        query.filters[query.filter_count++] = (struct facet_filter){.group = GROUPS,
                                                                    .by_rank = true,
                                                                    .rank_min = asked->rank_min,
                                                                    .rank_max = asked->rank_max};
    }
    vec_push(model->arena, &best, (struct facet_step){FACET_NONE, {0}});
    vec_push(model->arena, &best, (struct facet_step){FACET_HAS, token_of(model, 0, asked->best)});
    query.best = &best;
    facet_find(model->index, &query, model->arena, &found);
    return found;
}

/* How many documents of the model stand before `last` or are it. */
static int64_t before_cursor(const struct model *model, const struct asked *asked,
                             const struct facet_cursor *last)
{
    const int64_t last_key = asked->order == FACET_LOWEST ? -last->key : last->key;
    int64_t before = 0;
    for (size_t i = 0; last->has && i < model->count; i++) {
        const struct model_doc *doc = &model->docs[i];
        if (fulfils(doc, asked) && failed(doc, asked) == 0) {
            const int64_t key = key_of(doc, asked);
            before += key > last_key || (key == last_key && doc->seq >= last->seq) ? 1 : 0;
        }
    }
    return before;
}

/* Every page in the order of the model, and no document twice: counted by comparing each with the
 * one before, and all with the total. */
static void check_pages(struct model *model, const struct asked *asked, int64_t total)
{
    struct facet_cursor after = {.has = false};
    int64_t seen = 0;
    for (int page = 0; page < 4; page++) {
        const struct facet_found found = find(model, asked, after);
        assert_int_equal(found.total, total);
        for (size_t i = 0; i < found.count; i++) {
            const struct facet_hit *hit = &found.hits[i];
            const int64_t key = asked->order == FACET_LOWEST ? -hit->key : hit->key;
            const int64_t last = asked->order == FACET_LOWEST ? -after.key : after.key;
            assert_true(!after.has || key < last || (key == last && hit->seq < after.seq));
            after = (struct facet_cursor){true, hit->key, hit->seq};
        }
        seen += (int64_t)found.count;
        assert_true(found.count == LIMIT || seen == total);
    }
    /* Nothing was skipped: as many stand before the last as were seen. */
    assert_int_equal(before_cursor(model, asked, &after), seen);
}

static void check_query(struct model *model, bool pages)
{
    static uint32_t counts[GROUPS][256];
    const struct asked asked = draw_asked(model);
    const struct facet_found found = find(model, &asked, (struct facet_cursor){.has = false});
    int64_t total = 0;
    size_t values = 0;
    memset(counts, 0, sizeof(counts));
    for (size_t i = 0; i < model->count; i++) {
        const struct model_doc *doc = &model->docs[i];
        const uint32_t fails = fulfils(doc, &asked) ? failed(doc, &asked) : UINT32_MAX;
        total += fails == 0 ? 1 : 0;
        for (uint8_t v = 0; v < DOC_VALUES; v++) {
            const uint8_t group = 1 + v % 3;
            /* The fourth value is of the group of the first; the same twice counts once. */
            const bool twice = v == 3 && doc->values[3] == doc->values[0];
            if ((fails & ~(UINT32_C(1) << group)) == 0 && !twice) {
                counts[group][doc->values[v]]++;
            }
        }
    }
    assert_int_equal(found.total, total);
    for (size_t g = 1; g < GROUPS; g++) {
        for (size_t v = 0; v < 256; v++) {
            values += counts[g][v] > 0 ? 1 : 0;
        }
    }
    assert_int_equal(found.value_count, values);
    for (size_t i = 0; i < found.value_count; i++) {
        const struct facet_value *value = &found.values[i];
        int64_t number = 0;
        assert_true(str_to_i64(str_slice(value->text, 1, value->text.len), &number));
        const uint32_t count = counts[value->group][number];
        assert_int_equal(value->docs, count > MOST ? MOST + 1 : count);
    }
    if (pages) {
        check_pages(model, &asked, total);
    }
}

static void test_any_query_finds_and_counts_what_a_plain_loop_does(void **state)
{
    (void)state;
    struct model model = {.arena = arena_create((size_t)64 * 1024 * 1024),
                          .index = facet_index_create(),
                          .docs = calloc(DOCS, sizeof(struct model_doc)),
                          .draws = 11};
    assert_non_null(model.docs);
    for (int i = 0; i < 256; i++) {
        snprintf(model.names[i], sizeof(model.names[i]), "v%d", i);
    }
    facet_index_begin(model.index);
    for (int64_t i = 0; i < DOCS - 100; i++) {
        append(&model, 10 + 3 * i);
    }
    facet_index_end(model.index);
    for (int round = 0; round < 60; round++) {
        const struct arena_mark mark = arena_mark(model.arena);
        check_query(&model, round % 2 == 0);
        arena_reset(model.arena, mark);
        facet_index_begin(model.index);
        for (int i = 0; i < 200; i++) {
            change(&model, &model.docs[below(&model.draws, (uint32_t)model.count)]);
        }
        append(&model, model.docs[model.count - 1].seq + 1);
        facet_index_end(model.index);
    }
    size_t live = 0;
    for (size_t i = 0; i < model.count; i++) {
        live += model.docs[i].live ? 1 : 0;
    }
    assert_int_equal(facet_index_docs(model.index), live);
    assert_int_equal(facet_index_waste(model.index), model.count - live);
    facet_index_destroy(model.index);
    free(model.docs);
    arena_destroy(model.arena);
}

static void test_only_what_is_newer_or_known_comes_in(void **state)
{
    (void)state;
    struct arena *arena = arena_create(ARENA_DEFAULT_CAP);
    struct facet_index *index = facet_index_create();
    const struct facet_token word = {.text = STR("sykkel")};
    struct facet_query query = {.limit = 5};
    struct facet_found found;
    facet_find(index, &query, arena, &found);
    assert_int_equal(found.total, 0);
    assert_true(facet_index_add(index, &(struct facet_doc){7, 100, &word, 1}));
    assert_true(facet_index_add(index, &(struct facet_doc){9, INT64_MAX, &word, 1}));
    assert_false(facet_index_add(index, &(struct facet_doc){8, 100, &word, 1}));
    facet_index_remove(index, 8);
    facet_index_forget(index, 8, &word, 1);
    assert_true(facet_index_add(index, &(struct facet_doc){7, -1, NULL, 0}));
    facet_find(index, &query, arena, &found);
    assert_int_equal(found.total, 2);
    assert_int_equal(found.hits[0].seq, 9);
    assert_true(facet_index_bytes(index) > 0);
    facet_index_destroy(index);
    facet_index_destroy(NULL);
    arena_destroy(arena);
}

int facet_facet_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places_come_and_go_in_lists_and_bitmaps),
        cmocka_unit_test(test_bits_are_counted_and_walked_downwards),
        cmocka_unit_test(test_any_query_finds_and_counts_what_a_plain_loop_does),
        cmocka_unit_test(test_only_what_is_newer_or_known_comes_in),
    };
    return cmocka_run_group_tests_name("facet", tests, NULL, NULL);
}
