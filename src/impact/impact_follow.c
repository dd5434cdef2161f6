/* SPDX-License-Identifier: EUPL-1.2 */
/* From the ledger to the figures: one line for each event that counts. */
#include <pthread.h>

#include "base/day.h"
#include "base/id.h"
#include "base/vec.h"
#include "goods/goods_codes.h"
#include "impact/impact_store.h"

#include "base/banned.h"

/* Events of a slow transaction may show up with an id below the cursor. */
#define LOOK_BACK_MS (10 * MS_PER_MINUTE)
#define STEP_EVENTS  500

/* ---- the factor set -------------------------------------------------------------------------- */

struct embedded_set {
    struct ctx ctx;
    const struct impact_factor_set *set;
    enum status status;
};

static struct embedded_set embedded;
static pthread_once_t embedded_once = PTHREAD_ONCE_INIT;

static void read_embedded(void)
{
    const struct impact_files files = impact_factors_embedded();
    embedded.ctx.mem = arena_create(ARENA_DEFAULT_CAP);
    embedded.status = impact_factors_read(&embedded.ctx, &files, &embedded.set);
}

enum status impact_factor_set_now(struct ctx *ctx, const struct impact_factor_set **ret_set)
{
    (void)ctx;
    pthread_once(&embedded_once, read_embedded);
    if (embedded.status != OK) {
        return INTERNAL;
    }
    *ret_set = embedded.set;
    return OK;
}

/* ---- one line -------------------------------------------------------------------------------- */

/* The first kind listed for the category, or for the nearest one above it: its family. */
static struct str family_of(int64_t category_id)
{
    const struct goods_codes *codes = goods_codes_all();
    const struct goods_category *category = goods_codes_category(category_id);
    while (category != NULL) {
        for (size_t i = 0; i < codes->kind_count; i++) {
            if (codes->kinds[i].category_id == category->id) {
                return codes->kinds[i].key;
            }
        }
        category = category->parent_id == 0 ? NULL : goods_codes_category(category->parent_id);
    }
    return STR("");
}

static void compute(const struct impact_factor_set *set, const struct goods_event *event,
                    struct impact_entry *ret)
{
    struct impact_factor factor;
    struct impact_line line;
    const struct impact_settings settings = {0};
    const struct impact_event input = {
        .action = IMPACT_RESALE,
        .count = event->count,
        .mass_g = event->g == NO_I64 ? -1 : event->g,
        .turned = event->kind == GOODS_CORRECTED,
    };
    const bool found =
        impact_factors_find(set, event->kind_key, family_of(event->category_id), &factor) == OK;
    impact_method_line(set, found ? &factor : NULL, &settings, &input, &line);
    *ret = (struct impact_entry){
        .event_id = event->id,
        .day = event->day,
        .category_id = event->category_id,
        .factor_key = found ? factor.key : STR(""),
        .grade = impact_factors_grade(line.grade),
        .formula_version = STR(IMPACT_METHOD_VERSION),
        .count = line.count,
        .g = event->g == NO_I64 ? NO_I64 : line.mass_g,
        .weight_method = event->weight_method,
        .gap = line.gap,
        .range_known = found && factor.low_mg != factor.high_mg,
        .co2 = line.total,
    };
}

enum status impact_likely(struct ctx *ctx, int64_t category_id, struct str kind_key, int64_t count,
                          int64_t g, struct impact_grams *ret_grams)
{
    const struct impact_factor_set *set;
    struct impact_entry entry;
    const struct goods_event sold = {.kind = GOODS_SOLD,
                                     .category_id = category_id,
                                     .kind_key = kind_key,
                                     .count = count,
                                     .g = g};
    TRY(impact_factor_set_now(ctx, &set));
    compute(set, &sold, &entry);
    if (entry.gap != IMPACT_COMPLETE || entry.co2.low_g == entry.co2.high_g) {
        return NOT_FOUND;
    }
    *ret_grams = entry.co2;
    return OK;
}

/* The line of an undone hand-over is that of the hand-over with its signs turned. */
static void turn(struct impact_entry *entry, const struct goods_event *event)
{
    entry->event_id = event->id;
    entry->day = event->day;
    entry->count = -entry->count;
    entry->g = entry->g == NO_I64 ? NO_I64 : -entry->g;
    entry->co2.low_g = -entry->co2.low_g;
    entry->co2.central_g = -entry->co2.central_g;
    entry->co2.high_g = -entry->co2.high_g;
}

static bool counts(const struct goods_event *event)
{
    return event->kind == GOODS_SOLD || event->kind == GOODS_GIVEN ||
           goods_event_undoes_hand_over(event);
}

static enum status entry_for(struct ctx *ctx, const struct impact_factor_set *set,
                             const struct goods_event *event, struct impact_entry *ret)
{
    if (event->kind == GOODS_CORRECTED) {
        const enum status found = impact_line_of(ctx, event->refers_to, ret);
        if (found == OK) {
            turn(ret, event);
            return OK;
        }
        if (found != NOT_FOUND) {
            return found;
        }
    }
    compute(set, event, ret);
    return OK;
}

/* ---- following ------------------------------------------------------------------------------- */

struct following {
    const struct impact_factor_set *set;
    int64_t from_id;  /* begin after this one; a step that is run again begins there again */
    int64_t after_id; /* where it came to */
    int64_t added;
    size_t read;
};

static enum status follow_event(struct ctx *ctx, const struct following *following, int64_t set_id,
                                const struct goods_event *event, int64_t *added)
{
    struct impact_entry entry;
    bool is_new = false;
    if (!counts(event)) {
        return OK;
    }
    TRY(entry_for(ctx, following->set, event, &entry));
    TRY(impact_store_add(ctx, &entry, set_id, event->source_id, &is_new));
    *added += is_new;
    return OK;
}

static enum status follow_step(struct ctx *ctx, void *arg)
{
    struct following *following = arg;
    struct goods_events events;
    int64_t set_id = 0;
    int64_t cursor = 0;
    int64_t added = 0;
    TRY(impact_store_set(ctx, following->set, &set_id));
    TRY(impact_store_cursor(ctx, &cursor));
    TRY(goods_events_after(ctx, following->from_id, STEP_EVENTS, &events));
    for (size_t i = 0; i < events.count; i++) {
        TRY(follow_event(ctx, following, set_id, &events.ptr[i], &added));
    }
    following->read = events.count;
    following->added = added;
    following->after_id = events.count == 0 ? following->from_id : events.ptr[events.count - 1].id;
    return following->after_id > cursor ? impact_store_set_cursor(ctx, following->after_id) : OK;
}

enum status impact_follow(struct ctx *ctx, int64_t *ret_added)
{
    struct following following = {0};
    int64_t cursor = 0;
    int64_t added = 0;
    TRY(impact_factor_set_now(ctx, &following.set));
    TRY(impact_store_cursor(ctx, &cursor));
    if (cursor > 0) {
        following.after_id = id_floor(id_time_ms(cursor) - LOOK_BACK_MS);
    }
    do {
        const struct arena_mark mark = arena_mark(ctx->mem);
        following.from_id = following.after_id;
        TRY(db_write(ctx, follow_step, &following));
        added += following.added;
        arena_reset(ctx->mem, mark);
    } while (following.read == STEP_EVENTS);
    *ret_added = added;
    return OK;
}

static enum status follow_job(struct ctx *ctx, struct str argument)
{
    (void)argument;
    int64_t added = 0;
    return impact_follow(ctx, &added);
}

const struct job_kind impact_jobs[] = {
    {.name = "impact_follow", .run = follow_job, .every_ms = 5 * MS_PER_SECOND},
    {.name = NULL},
};

/* ---- verification ---------------------------------------------------------------------------- */

static void differ(struct ctx *ctx, struct impact_verdict *verdict, const char *what, int64_t id)
{
    if (verdict->differences++ == 0) {
        verdict->first = str_format(ctx->mem, "%s (%lld)", what, (long long)id);
    }
}

static bool same_entry(const struct impact_entry *a, const struct impact_entry *b)
{
    return a->day == b->day && a->category_id == b->category_id && a->count == b->count &&
           a->g == b->g && a->gap == b->gap && str_equal(a->grade, b->grade) &&
           str_equal(a->factor_key, b->factor_key) && a->co2.low_g == b->co2.low_g &&
           a->co2.central_g == b->co2.central_g && a->co2.high_g == b->co2.high_g;
}

static enum status verify_line(struct ctx *ctx, const struct impact_factor_set *set,
                               const struct impact_entry *line, struct impact_verdict *verdict)
{
    struct goods_event event;
    struct impact_entry expected;
    const enum status found = goods_event(ctx, line->event_id, &event);
    if (found == NOT_FOUND || (found == OK && !counts(&event))) {
        differ(ctx, verdict, "a line has no event that counts", line->event_id);
        return OK;
    }
    TRY(found);
    TRY(entry_for(ctx, set, &event, &expected));
    if (!same_entry(line, &expected)) {
        differ(ctx, verdict, "a line is not what the method gives", line->event_id);
    }
    return OK;
}

/* Sum of all lines against the sum of all kept totals, over all categories and grades. */
struct grand_total {
    int64_t parts[7];
};

static void add_parts(struct grand_total *sum, const struct impact_total *total, int sign)
{
    const int64_t parts[] = {total->count,         total->g,
                             total->unknown_count, total->unknown_range_count,
                             total->co2.low_g,     total->co2.central_g,
                             total->co2.high_g};
    for (int i = 0; i < 7; i++) {
        sum->parts[i] += sign * parts[i];
    }
}

static enum status verify_step(struct ctx *ctx, const struct impact_factor_set *set,
                               int64_t *after_id, struct grand_total *sum,
                               struct impact_verdict *verdict, bool *ret_more)
{
    struct impact_entries lines;
    TRY(impact_store_after(ctx, *after_id, STEP_EVENTS, &lines));
    for (size_t i = 0; i < lines.count; i++) {
        const struct impact_total total = impact_store_total_of(&lines.ptr[i]);
        add_parts(sum, &total, 1);
        TRY(verify_line(ctx, set, &lines.ptr[i], verdict));
        verdict->lines++;
        *after_id = lines.ptr[i].event_id;
    }
    *ret_more = lines.count == STEP_EVENTS;
    return OK;
}

enum status impact_verify(struct ctx *ctx, struct impact_verdict *ret_verdict)
{
    const struct impact_factor_set *set = NULL;
    struct impact_verdict verdict = {.first = STR("")};
    struct grand_total sum = {{0}};
    struct impact_totals totals;
    int64_t after_id = 0;
    bool more = true;
    TRY(impact_factor_set_now(ctx, &set));
    while (more) {
        struct ctx step = *ctx;
        step.mem = arena_create(ARENA_DEFAULT_CAP);
        const enum status status = verify_step(&step, set, &after_id, &sum, &verdict, &more);
        verdict.first = str_copy(ctx->mem, verdict.first);
        arena_destroy(step.mem);
        TRY(status);
    }
    TRY(impact_store_totals(ctx, INT64_MIN + 1, INT64_MAX, &totals));
    for (size_t i = 0; i < totals.count; i++) {
        add_parts(&sum, &totals.ptr[i], -1);
    }
    for (int i = 0; i < 7; i++) {
        if (sum.parts[i] != 0) {
            differ(ctx, &verdict, "the kept sums differ from the lines in part", i);
        }
    }
    *ret_verdict = verdict;
    return OK;
}

/* ---- sums ------------------------------------------------------------------------------------ */

static int64_t top_of(int64_t category_id)
{
    const struct goods_category *category = goods_codes_category(category_id);
    while (category != NULL && category->parent_id != 0) {
        category = goods_codes_category(category->parent_id);
    }
    return category == NULL ? category_id : category->id;
}

static enum impact_grade grade_of(struct str grade)
{
    for (int i = IMPACT_GRADE_A; i < IMPACT_GRADE_COUNT; i++) {
        if (str_equal(grade, impact_factors_grade((enum impact_grade)i))) {
            return (enum impact_grade)i;
        }
    }
    return IMPACT_GRADE_NONE;
}

static void add_figures(struct impact_figures *figures, const struct impact_total *total)
{
    const enum impact_grade grade = grade_of(total->grade);
    figures->sum.count += total->count;
    figures->sum.mass_g += total->g;
    figures->sum.unknown_count += total->unknown_count;
    figures->sum.mass_by_grade_g[grade] += total->g;
    figures->sum.by_grade[grade].low_g += total->co2.low_g;
    figures->sum.by_grade[grade].central_g += total->co2.central_g;
    figures->sum.by_grade[grade].high_g += total->co2.high_g;
    figures->unknown_range_count += total->unknown_range_count;
}

enum status impact_sums(struct ctx *ctx, int64_t from_day, int64_t to_day,
                        struct impact_figures_list *ret_rows)
{
    struct impact_figures_list rows = {0};
    struct impact_totals totals;
    TRY(impact_store_totals(ctx, from_day, to_day, &totals));
    vec_push(ctx->mem, &rows, (struct impact_figures){0});
    for (size_t i = 0; i < totals.count; i++) {
        const int64_t top = top_of(totals.ptr[i].category_id);
        size_t at = 1;
        while (at < rows.count && rows.ptr[at].category_id != top) {
            at++;
        }
        if (at == rows.count) {
            vec_push(ctx->mem, &rows, (struct impact_figures){.category_id = top});
        }
        add_figures(&rows.ptr[0], &totals.ptr[i]);
        add_figures(&rows.ptr[at], &totals.ptr[i]);
    }
    *ret_rows = rows;
    return OK;
}
