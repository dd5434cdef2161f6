/* SPDX-License-Identifier: EUPL-1.2 */
/* A query over all segments, from the newest. */
#include "base/arena.h"
#include "facet/facet_finding.h"

#include "base/banned.h"

/* ---- what is asked, with its tokens looked up ------------------------------------------------ */

static struct finding_condition read_condition(const struct finding *finding,
                                               const struct facet_condition *condition,
                                               struct arena *arena)
{
    struct finding_condition read = {.steps =
                                         arena_array(arena, condition->count, sizeof(*read.steps))};
    for (size_t i = 0; i < condition->count; i++) {
        const struct facet_step *step = &condition->ptr[i];
        const struct facet_term *term =
            step->op == FACET_HAS ? facet_term_find(finding->index, &step->token) : NULL;
        if (step->op != FACET_HAS || term != NULL) {
            read.steps[read.count++] = (struct finding_step){step->op, term};
        }
    }
    return read;
}

static void read_query(struct finding *finding, struct arena *arena)
{
    const struct facet_query *query = finding->query;
    for (size_t i = 0; i < query->condition_count; i++) {
        finding->conditions[i] = read_condition(finding, query->conditions[i], arena);
    }
    if (query->best != NULL) {
        finding->best = read_condition(finding, query->best, arena);
    }
    for (size_t i = 0; i < query->filter_count; i++) {
        const struct facet_filter *filter = &query->filters[i];
        const struct facet_term **terms = arena_array(arena, filter->count, sizeof(*terms));
        for (size_t t = 0; t < filter->count; t++) {
            terms[t] = facet_term_find(finding->index, &filter->tokens[t]);
        }
        finding->filters[i] = (struct finding_filter){filter, terms};
    }
}

/* ---- one segment ----------------------------------------------------------------------------- */

static void add_term(const struct finding *finding, const struct facet_term *term,
                     struct bits *into)
{
    if (term == NULL) {
        return;
    }
    const struct posting_part part = facet_posting_part(&term->posting, finding->number);
    if (part.bits != NULL) {
        bits_or(into, part.bits);
        return;
    }
    for (uint32_t i = 0; i < part.count; i++) {
        bits_set(into, part.places[i] % SEGMENT_DOCS);
    }
}

static bool is_empty(const struct bits *bits)
{
    uint64_t any = 0;
    for (size_t i = 0; i < SEGMENT_WORDS; i++) {
        any |= bits->words[i];
    }
    return any == 0;
}

/* Leaves the answer in stack[0]. A program that pops what is not there is ours, and wrong. */
static const struct bits *run(struct finding *finding, const struct finding_condition *condition)
{
    size_t depth = 0;
    memset(&finding->sets.stack[0], 0, sizeof(struct bits));
    for (size_t i = 0; i < condition->count; i++) {
        const struct finding_step *step = &condition->steps[i];
        if (step->op == FACET_NONE && depth < FACET_STACK_MAX) {
            memset(&finding->sets.stack[depth++], 0, sizeof(struct bits));
        } else if (step->op == FACET_HAS && depth > 0) {
            add_term(finding, step->term, &finding->sets.stack[depth - 1]);
        } else if (step->op == FACET_OR && depth > 1) {
            depth--;
            bits_or(&finding->sets.stack[depth - 1], &finding->sets.stack[depth]);
        } else if (step->op == FACET_AND && depth > 1) {
            depth--;
            bits_and(&finding->sets.stack[depth - 1], &finding->sets.stack[depth]);
        }
    }
    return &finding->sets.stack[0];
}

static void pass_by_rank(struct finding *finding, const struct facet_filter *filter,
                         struct bits *into)
{
    const uint32_t *ranks = finding->segment->ranks;
    const uint32_t low = filter->rank_min < 0 ? 0 : (uint32_t)filter->rank_min;
    const uint32_t high =
        filter->rank_max > FACET_RANK_MAX ? FACET_RANK_MAX : (uint32_t)filter->rank_max;
    if (filter->rank_min > filter->rank_max || filter->rank_max < 0 ||
        filter->rank_min > FACET_RANK_MAX) {
        return;
    }
    for (uint32_t word = 0; word * 64 < finding->docs; word++) {
        uint64_t passed = 0;
        for (uint32_t i = 0; i < 64; i++) {
            const uint32_t rank = ranks[word * 64 + i];
            passed |= (uint64_t)(rank - low <= high - low) << i;
        }
        into->words[word] = passed;
    }
}

static void pass(struct finding *finding, size_t number)
{
    const struct finding_filter *filter = &finding->filters[number];
    struct bits *into = &finding->sets.passed[number];
    memset(into, 0, sizeof(*into));
    if (filter->asked->by_rank) {
        pass_by_rank(finding, filter->asked, into);
    }
    for (size_t i = 0; i < filter->asked->count; i++) {
        add_term(finding, filter->terms[i], into);
    }
}

/* What passes all filters but number `but`. */
static void pass_others(struct finding *finding, size_t but)
{
    finding->sets.others = finding->sets.words;
    for (size_t i = 0; i < finding->query->filter_count; i++) {
        if (i != but) {
            bits_and(&finding->sets.others, &finding->sets.passed[i]);
        }
    }
}

static void count(struct finding *finding, uint32_t found)
{
    const struct facet_query *query = finding->query;
    uint32_t groups = query->count_group;
    for (size_t i = 0; i < query->filter_count; i++) {
        const uint32_t own = query->count_group & (UINT32_C(1) << query->filters[i].group);
        groups &= ~own;
        if (own != 0) {
            pass_others(finding, i);
            facet_count_take(finding, &finding->sets.others, bits_count(&finding->sets.others),
                             own);
        }
    }
    if (groups != 0) {
        facet_count_take(finding, &finding->sets.all, found, groups);
    }
}

static void find_in_segment(struct finding *finding, uint32_t number)
{
    const struct facet_query *query = finding->query;
    finding->number = number;
    finding->segment = finding->index->segments[number];
    finding->docs = segment_size(finding->index, number);
    finding->sets.words = finding->segment->live;
    for (size_t i = 0; i < query->condition_count; i++) {
        bits_and(&finding->sets.words, run(finding, &finding->conditions[i]));
        if (is_empty(&finding->sets.words)) {
            return;
        }
    }
    finding->sets.all = finding->sets.words;
    for (size_t i = 0; i < query->filter_count; i++) {
        pass(finding, i);
        bits_and(&finding->sets.all, &finding->sets.passed[i]);
    }
    const uint32_t found = query->condition_count + query->filter_count == 0
                               ? finding->segment->live_count
                               : bits_count(&finding->sets.all);
    if (found > 0) {
        if (query->order == FACET_BEST && query->best != NULL) {
            finding->sets.top = *run(finding, &finding->best);
        }
        facet_page_take(finding, &finding->sets.all);
    }
    finding->total += found;
    if (query->count_group != 0) {
        count(finding, found);
    }
}

/* A spare one, or a new one; all but its sets is zero. */
static struct finding *finding_take(struct facet_index *index)
{
    pthread_mutex_lock(&index->spare_lock);
    struct finding *finding = index->spare;
    index->spare = finding == NULL ? NULL : finding->next;
    pthread_mutex_unlock(&index->spare_lock);
    if (finding == NULL) {
        finding = facet_posting_memory(NULL, 1, sizeof(*finding));
    }
    memset(finding, 0, offsetof(struct finding, sets));
    return finding;
}

static void finding_give(struct facet_index *index, struct finding *finding)
{
    pthread_mutex_lock(&index->spare_lock);
    finding->next = index->spare;
    index->spare = finding;
    pthread_mutex_unlock(&index->spare_lock);
}

void facet_find(struct facet_index *index, const struct facet_query *query, struct arena *arena,
                struct facet_found *ret_found)
{
    struct facet_found found = {.count = 0};
    struct finding *finding = finding_take(index);
    finding->index = index;
    finding->query = query;
    finding->hits = arena_array(arena, query->limit, sizeof(*finding->hits));
    pthread_rwlock_rdlock(&index->lock);
    read_query(finding, arena);
    facet_count_begin(finding, arena);
    for (uint32_t number = index->segment_count; number-- > 0;) {
        find_in_segment(finding, number);
    }
    facet_count_end(finding, arena, &found);
    pthread_rwlock_unlock(&index->lock);
    for (size_t i = 0; i < finding->hit_count; i++) {
        finding->hits[i].key =
            query->order == FACET_LOWEST ? -finding->hits[i].key : finding->hits[i].key;
    }
    found.hits = finding->hits;
    found.count = finding->hit_count;
    found.total = finding->total;
    finding_give(index, finding);
    *ret_found = found;
}
