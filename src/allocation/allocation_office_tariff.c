/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of points into lines and back, and the page of rules. */
#include "allocation/allocation_office_tariff.h"

#include "allocation/allocation_office_words.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"

#include "base/banned.h"

/* One kind's points by size and state; NO_I64 where it has no row of its own. */
struct grid {
    int64_t mp[TARIFF_SIZES][TARIFF_STATES];
    int64_t base_mp; /* what a line about all of them says already; NO_I64: there is none */
};

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static bool in_grid(int64_t size_class, int64_t station_state)
{
    return size_class >= 0 && size_class < TARIFF_SIZES && station_state >= 1 &&
           station_state <= TARIFF_STATES;
}

static struct grid grid_of(const struct allocation_rules *rules, int64_t category_id)
{
    struct grid grid = {.base_mp = NO_I64};
    for (int size = 0; size < TARIFF_SIZES; size++) {
        for (int state = 0; state < TARIFF_STATES; state++) {
            grid.mp[size][state] = NO_I64;
        }
    }
    for (size_t i = 0; i < rules->points.count; i++) {
        const struct tariff_points *row = &rules->points.ptr[i];
        if (row->category_id == category_id && in_grid(row->size_class, row->station_state)) {
            grid.mp[row->size_class][row->station_state - 1] = row->points_mp;
        }
    }
    return grid;
}

void allocation_office_tariff_default(const struct allocation_rules *rules,
                                      int64_t ret_points_mp[TARIFF_SIZES][TARIFF_STATES])
{
    const struct grid grid = grid_of(rules, 0);
    memcpy(ret_points_mp, grid.mp, sizeof(grid.mp));
}

/* ---- rows into lines ------------------------------------------------------------------------- */

static bool size_is_one(const struct grid *grid, int size)
{
    const int64_t *mp = grid->mp[size];
    return mp[0] != NO_I64 && mp[0] == mp[1] && mp[1] == mp[2];
}

static bool state_is_one(const struct grid *grid, int state)
{
    bool one = grid->mp[0][state] != NO_I64;
    for (int size = 1; size < TARIFF_SIZES; size++) {
        one = one && grid->mp[size][state] == grid->mp[0][state];
    }
    return one;
}

static void add_cell(struct ctx *ctx, struct tariff_lines *lines, const struct grid *grid,
                     int64_t category_id, int size, int state)
{
    if (grid->mp[size][state] != NO_I64 && grid->mp[size][state] != grid->base_mp) {
        vec_push(ctx->mem, lines,
                 (struct tariff_line){category_id, size, state + 1, grid->mp[size][state]});
    }
}

static void add_base(struct ctx *ctx, struct tariff_lines *lines, const struct grid *grid,
                     int64_t category_id)
{
    if (grid->base_mp != NO_I64) {
        vec_push(ctx->mem, lines, (struct tariff_line){category_id, NO_I64, NO_I64, grid->base_mp});
    }
}

/* A line for each size whose states are alike, single cells for the rest. */
static struct tariff_lines by_size(struct ctx *ctx, const struct grid *grid, int64_t category_id)
{
    struct tariff_lines lines = {0};
    add_base(ctx, &lines, grid, category_id);
    for (int size = 0; size < TARIFF_SIZES; size++) {
        if (size_is_one(grid, size) && grid->mp[size][0] != grid->base_mp) {
            vec_push(ctx->mem, &lines,
                     (struct tariff_line){category_id, size, NO_I64, grid->mp[size][0]});
            continue;
        }
        for (int state = 0; state < TARIFF_STATES; state++) {
            add_cell(ctx, &lines, grid, category_id, size, state);
        }
    }
    return lines;
}

static struct tariff_lines by_state(struct ctx *ctx, const struct grid *grid, int64_t category_id)
{
    struct tariff_lines lines = {0};
    add_base(ctx, &lines, grid, category_id);
    for (int state = 0; state < TARIFF_STATES; state++) {
        if (state_is_one(grid, state) && grid->mp[0][state] != grid->base_mp) {
            vec_push(ctx->mem, &lines,
                     (struct tariff_line){category_id, NO_I64, state + 1, grid->mp[0][state]});
            continue;
        }
        for (int size = 0; size < TARIFF_SIZES; size++) {
            add_cell(ctx, &lines, grid, category_id, size, state);
        }
    }
    return lines;
}

static void keep_fewer(struct tariff_lines *best, struct tariff_lines other)
{
    *best = other.count < best->count ? other : *best;
}

static bool is_full(const struct grid *grid)
{
    bool full = true;
    for (int size = 0; size < TARIFF_SIZES; size++) {
        for (int state = 0; state < TARIFF_STATES; state++) {
            full = full && grid->mp[size][state] != NO_I64;
        }
    }
    return full;
}

/* By size or by state, with or without a line about all that the others are exceptions from. */
static void add_category(struct ctx *ctx, const struct allocation_rules *rules, int64_t category_id,
                         struct tariff_lines *lines)
{
    struct grid grid = grid_of(rules, category_id);
    struct tariff_lines best = by_size(ctx, &grid, category_id);
    keep_fewer(&best, by_state(ctx, &grid, category_id));
    for (int cell = 0; is_full(&grid) && cell < TARIFF_SIZES * TARIFF_STATES; cell++) {
        grid.base_mp = grid.mp[cell / TARIFF_STATES][cell % TARIFF_STATES];
        keep_fewer(&best, by_size(ctx, &grid, category_id));
        keep_fewer(&best, by_state(ctx, &grid, category_id));
    }
    for (size_t i = 0; i < best.count; i++) {
        vec_push(ctx->mem, lines, best.ptr[i]);
    }
}

struct tariff_lines allocation_office_tariff_lines(struct ctx *ctx,
                                                   const struct allocation_rules *rules)
{
    struct tariff_lines lines = {0};
    const struct goods_codes *codes = goods_codes_all();
    for (size_t i = 0; i < codes->category_count; i++) {
        add_category(ctx, rules, codes->categories[i].id, &lines);
    }
    return lines;
}

/* ---- lines into rows ------------------------------------------------------------------------- */

static int precision(const struct tariff_line *line)
{
    return (line->size_class != NO_I64) + (line->station_state != NO_I64);
}

static bool covers(const struct tariff_line *line, int64_t category_id, int64_t size_class,
                   int64_t station_state)
{
    return line->category_id == category_id &&
           (line->size_class == NO_I64 || line->size_class == size_class) &&
           (line->station_state == NO_I64 || line->station_state == station_state);
}

/* The most precise line about this cell; false when two of them differ. */
static bool cell_of(const struct tariff_lines *lines, struct tariff_points *cell, bool *ret_found,
                    size_t *ret_line)
{
    int best = -1;
    for (size_t i = 0; i < lines->count; i++) {
        const struct tariff_line *line = &lines->ptr[i];
        if (!covers(line, cell->category_id, cell->size_class, cell->station_state) ||
            precision(line) < best) {
            continue;
        }
        if (precision(line) == best && line->points_mp != cell->points_mp) {
            *ret_line = i;
            return false;
        }
        best = precision(line);
        cell->points_mp = line->points_mp;
    }
    *ret_found = best >= 0;
    return true;
}

static bool expand_category(struct ctx *ctx, const struct tariff_lines *lines, int64_t category_id,
                            struct allocation_rules *rules, size_t *ret_line)
{
    for (int64_t size = 0; size < TARIFF_SIZES; size++) {
        for (int64_t state = 1; state <= TARIFF_STATES; state++) {
            struct tariff_points cell = {category_id, size, state, NO_I64};
            bool found = false;
            if (!cell_of(lines, &cell, &found, ret_line)) {
                return false;
            }
            if (found) {
                vec_push(ctx->mem, &rules->points, cell);
            }
        }
    }
    return true;
}

static bool named_before(const struct tariff_lines *lines, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (lines->ptr[i].category_id == lines->ptr[at].category_id) {
            return true;
        }
    }
    return false;
}

bool allocation_office_tariff_expand(struct ctx *ctx, const struct tariff_lines *lines,
                                     struct allocation_rules *rules, size_t *ret_line)
{
    for (size_t i = 0; i < lines->count; i++) {
        if (!named_before(lines, i) &&
            !expand_category(ctx, lines, lines->ptr[i].category_id, rules, ret_line)) {
            return false;
        }
    }
    return true;
}

/* ---- the page of rules ----------------------------------------------------------------------- */

static struct str points_text(struct ctx *ctx, int64_t mp)
{
    return mp == NO_I64 ? STR("–") : i18n_milli(ctx, mp);
}

static void add_tariff(struct ctx *ctx, const struct allocation_rules *rules,
                       struct rules_body *body)
{
    int64_t mp[TARIFF_SIZES][TARIFF_STATES];
    allocation_office_tariff_default(rules, mp);
    for (int size = 0; size < TARIFF_SIZES; size++) {
        vec_push(ctx->mem, &body->tariff,
                 (struct tariff_row){.size = translate(ctx, allocation_office_size_words(size)),
                                     .whole = points_text(ctx, mp[size][0]),
                                     .repair = points_text(ctx, mp[size][1]),
                                     .unsure = points_text(ctx, mp[size][2])});
    }
    const struct tariff_lines lines = allocation_office_tariff_lines(ctx, rules);
    for (size_t i = 0; i < lines.count; i++) {
        const struct tariff_line *line = &lines.ptr[i];
        vec_push(
            ctx->mem, &body->others,
            (struct tariff_other){
                .category = allocation_office_category(ctx, line->category_id),
                .size = translate(ctx, line->size_class == NO_I64
                                           ? N_("every size")
                                           : allocation_office_size_words(line->size_class)),
                .state = translate(ctx, line->station_state == NO_I64
                                            ? N_("every state")
                                            : allocation_office_state_words(line->station_state)),
                .points = points_text(ctx, line->points_mp)});
    }
    for (size_t i = 0; i < rules->classes.count; i++) {
        const struct tariff_class *row = &rules->classes.ptr[i];
        vec_push(
            ctx->mem, &body->quotas,
            (struct tariff_quota){
                .category = allocation_office_category(ctx, row->category_id),
                .quota_class = row->quota_class,
                .requires = row->requires.len > 0 ? row->requires : translate(ctx, N_("nothing"))});
    }
}

static struct pill mark_of(struct ctx *ctx, const struct allocation_rules *rules, int64_t now_id)
{
    if (rules->id == now_id) {
        return (struct pill){PILL_OPEN, STR("check"), translate(ctx, N_("in force now"))};
    }
    if (rules->from_day > centre_today(ctx)) {
        return (struct pill){PILL_WAIT, STR("clock"), translate(ctx, N_("to come"))};
    }
    return (struct pill){PILL_QUIET, STR(""), STR("")};
}

static enum status add_versions(struct ctx *ctx, const struct allocation_rules *shown,
                                const char *pattern, struct rules_body *body)
{
    struct allocation_rules_list list;
    struct allocation_rules now = {.id = 0};
    TRY(allocation_rules_list(ctx, &list));
    TRY(allocation_office_rules_of(ctx, NO_I64, &now));
    for (size_t i = 0; i < list.count; i++) {
        const struct allocation_rules *rules = &list.ptr[i];
        const struct str id = allocation_office_number(ctx, rules->id);
        vec_push(ctx->mem, &body->versions,
                 (struct rules_version){.from = i18n_day(ctx, rules->from_day),
                                        .note = rules->note,
                                        .made = centre_when(ctx, rules->made_ms),
                                        .url = url_build(ctx, pattern, &id, 1),
                                        .current = rules->id == shown->id,
                                        .mark = mark_of(ctx, rules, now.id)});
    }
    return OK;
}

enum status allocation_office_rules_of(struct ctx *ctx, int64_t id,
                                       struct allocation_rules *ret_rules)
{
    if (id != NO_I64) {
        return allocation_rules_get(ctx, id, ret_rules);
    }
    const enum status status = allocation_rules_on(ctx, centre_today(ctx), ret_rules);
    if (status == NOT_FOUND) {
        ctx->err = (struct ctx_error){0};
        *ret_rules = allocation_rules_first(ctx);
        ret_rules->id = 0;
        return OK;
    }
    return status;
}

enum status allocation_office_rules_body(struct ctx *ctx, const struct allocation_rules *rules,
                                         const char *pattern, struct rules_body *ret_body)
{
    const struct i18n_arg day = {"day", i18n_day(ctx, rules->from_day)};
    struct rules_body body = {
        .from = rules->id == 0 ? translate(ctx, N_("Suggested rules: none are in force yet"))
                               : i18n_fill(ctx, N_("From {day}"), &day, 1),
        .note = rules->note,
        .facts = allocation_office_rule_facts(ctx, rules)};
    add_tariff(ctx, rules, &body);
    TRY(add_versions(ctx, rules, pattern, &body));
    *ret_body = body;
    return OK;
}
