/* SPDX-License-Identifier: EUPL-1.2 */
/* The mass balance: where every kilo went, as a table and a drawing. */
#include "goods/goods_pages.h"

#include <stdlib.h>

#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods_balance_filter.h"
#include "goods/goods_balance_words.h"
#include "goods_html.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define FLOW_WIDTH  760
#define BARS_WIDTH  460
#define FLOW_PARTS  8
#define EVENTS_PAGE 50

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

/* ---- figures at the top ---------------------------------------------------------------------- */

static struct str share_of(struct ctx *ctx, int64_t g, int64_t all)
{
    if (all <= 0 || g < 0) {
        return STR("");
    }
    const struct i18n_arg arg = {"n", i18n_number(ctx, (g * 100 + all / 2) / all)};
    return i18n_fill(ctx, N_("{n} of 100 kilos that came in"), &arg, 1);
}

static void add_tile(struct ctx *ctx, struct tiles *tiles, const char *label, int64_t g,
                     struct str note, struct url url)
{
    vec_push(ctx->mem, tiles,
             (struct tile){translate(ctx, label), goods_balance_grams(ctx, g), note, url});
}

static enum status add_tiles(struct ctx *ctx, const struct balance_filter *filter,
                             const struct goods_line *all, struct tiles *tiles)
{
    const struct goods_sum *in = &all->buckets[BUCKET_RECEIVED];
    struct goods_sheet_of since = filter->of;
    struct goods_sheet stock;
    since.from_day = 0;
    TRY(goods_sheet(ctx, &since, &stock));
    const struct goods_sum *held = &stock.all.buckets[BUCKET_HELD];
    const int64_t reused =
        all->buckets[BUCKET_SOLD].g + all->buckets[BUCKET_GIVEN].g + all->buckets[BUCKET_RENTED].g;
    const int64_t waste = all->buckets[BUCKET_RECYCLED].g + all->buckets[BUCKET_DISCARDED].g;
    add_tile(ctx, tiles, N_("Came in"), in->g, goods_balance_things(ctx, in->count),
             goods_balance_events_url(ctx, filter, BUCKET_RECEIVED, NO_I64));
    add_tile(ctx, tiles, N_("Got a new user"), reused, share_of(ctx, reused, in->g),
             (struct url){0});
    add_tile(ctx, tiles, N_("Recycled or discarded"), waste, share_of(ctx, waste, in->g),
             (struct url){0});
    add_tile(ctx, tiles, N_("In stock when the period ends"), held->g,
             goods_balance_things(ctx, held->count), (struct url){0});
    return OK;
}

/* ---- the drawing ----------------------------------------------------------------------------- */

static void add_band(struct ctx *ctx, const struct balance_filter *filter,
                     struct chart_points *side, const char *label, int64_t g, int64_t bucket,
                     int color)
{
    if (g <= 0) {
        return;
    }
    vec_push(ctx->mem, side,
             (struct chart_point){.label = translate(ctx, label),
                                  .value = g,
                                  .text = i18n_grams(ctx, g),
                                  .url = goods_balance_events_url(ctx, filter, bucket, NO_I64),
                                  .color = color});
}

static int by_received(const void *a, const void *b)
{
    const int64_t x = ((const struct goods_line *)a)->buckets[BUCKET_RECEIVED].g;
    const int64_t y = ((const struct goods_line *)b)->buckets[BUCKET_RECEIVED].g;
    return x < y ? 1 : x > y ? -1 : 0;
}

/* The largest sources, the others together. */
static void add_sources(struct ctx *ctx, const struct balance_filter *filter,
                        struct goods_lines *lines, struct chart_points *side)
{
    struct balance_filter by_source = *filter;
    by_source.of.by = BY_SOURCE;
    int64_t rest = 0;
    if (lines->count > 0) {
        qsort(lines->ptr, lines->count, sizeof(*lines->ptr), by_received);
    }
    for (size_t i = 0; i < lines->count; i++) {
        const int64_t g = lines->ptr[i].buckets[BUCKET_RECEIVED].g;
        const int64_t id = lines->ptr[i].id;
        const struct balance_filter one = goods_balance_line_filter(&by_source, id);
        if (g <= 0 || i >= FLOW_PARTS) {
            rest += g > 0 ? g : 0;
            continue;
        }
        vec_push(ctx->mem, side,
                 (struct chart_point){
                     .label = goods_balance_line_name(ctx, &by_source, id),
                     .value = g,
                     .text = i18n_grams(ctx, g),
                     .url = goods_balance_events_url(ctx, &one, BUCKET_RECEIVED, NO_I64),
                     .color = (int)(i % 6) + 1});
    }
    add_band(ctx, filter, side, N_("Other sources"), rest, BUCKET_RECEIVED, 6);
}

static enum status add_flow(struct ctx *ctx, const struct balance_filter *filter,
                            const struct goods_line *all, struct sankey *flow)
{
    static const struct {
        int64_t bucket;
        const char *out;
        const char *in; /* where it is below zero */
        int color;
    } parts[] = {
        {BUCKET_SOLD, N_("Sold"), N_("Sales undone"), 1},
        {BUCKET_GIVEN, N_("Given away"), N_("Gifts undone"), 3},
        {BUCKET_RENTED, N_("Rented out"), N_("Back from rental"), 5},
        {BUCKET_HELD, N_("Put in stock"), N_("Taken from stock"), 2},
        {BUCKET_MOVED, N_("Moved away"), N_("Moved here"), 5},
        {BUCKET_PASSED_ON, N_("Passed on"), N_("Passed on"), 5},
        {BUCKET_RECYCLED, N_("Recycled"), N_("Recycled"), 6},
        {BUCKET_DISCARDED, N_("Discarded"), N_("Discarded"), 4},
        {BUCKET_CORRECTED, N_("Corrected down"), N_("Corrected up"), 6},
    };
    struct goods_sheet_of of = filter->of;
    struct goods_sheet sources;
    of.by = BY_SOURCE;
    TRY(goods_sheet(ctx, &of, &sources));
    *flow = (struct sankey){.id = STR("flow"),
                            .heading = translate(ctx, N_("Where did it all go?")),
                            .subtitle = translate(ctx, N_("Kilos whose weight is known")),
                            .left_label = translate(ctx, N_("Where it came from")),
                            .right_label = translate(ctx, N_("What became of it")),
                            .column_value = translate(ctx, N_("Weight"))};
    add_sources(ctx, filter, &sources.lines, &flow->left);
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        const int64_t g = all->buckets[parts[i].bucket].g;
        add_band(ctx, filter, &flow->right, parts[i].out, g, parts[i].bucket, parts[i].color);
        add_band(ctx, filter, &flow->left, parts[i].in, -g, parts[i].bucket, parts[i].color);
    }
    chart_draw_sankey(ctx, flow, FLOW_WIDTH);
    return OK;
}

/* ---- reasons --------------------------------------------------------------------------------- */

static struct str reason_text(struct ctx *ctx, const struct goods_sum *sum)
{
    const struct str unknown = goods_balance_unknown(ctx, sum);
    return unknown.len == 0 ? goods_balance_grams(ctx, sum->g)
           : sum->g == 0    ? unknown
                            : str_format(ctx->mem, "%.*s, %.*s",
                                         STR_ARG(goods_balance_grams(ctx, sum->g)), STR_ARG(unknown));
}

static void add_discarded(struct ctx *ctx, const struct balance_filter *filter,
                          const struct goods_sheet *sheet, struct chart *chart)
{
    *chart = (struct chart){.id = STR("discarded"),
                            .heading = translate(ctx, N_("Why was it thrown away?")),
                            .subtitle = translate(ctx, N_("Discarded in the period, by reason")),
                            .column_label = translate(ctx, N_("Reason")),
                            .column_value = translate(ctx, N_("Weight"))};
    for (int64_t reason = 0; reason < GOODS_REASONS; reason++) {
        const struct goods_sum *sum = &sheet->discarded[reason];
        const char *words = goods_discard_words(reason);
        if (goods_sum_is_nothing(sum)) {
            continue;
        }
        vec_push(ctx->mem, &chart->points,
                 (struct chart_point){
                     .label = translate(ctx, words == NULL ? N_("No reason told") : words),
                     .value = sum->g,
                     .text = reason_text(ctx, sum),
                     .url = goods_balance_events_url(ctx, filter, BUCKET_DISCARDED, reason),
                     .color = 4});
    }
    chart_draw_bars(ctx, chart, BARS_WIDTH);
}

static void add_reasons(struct ctx *ctx, const struct balance_filter *filter,
                        const struct goods_sheet *sheet, struct balance_reasons *reasons)
{
    for (int64_t reason = 0; reason < GOODS_REASONS; reason++) {
        const struct goods_sum *sum = &sheet->corrected[reason];
        const char *words = goods_explained_words(reason);
        if (!goods_sum_is_nothing(sum)) {
            vec_push(ctx->mem, reasons,
                     (struct balance_reason){
                         translate(ctx, words == NULL ? N_("No reason told") : words),
                         goods_balance_cell(
                             ctx, sum,
                             goods_balance_events_url(ctx, filter, BUCKET_CORRECTED, reason))});
        }
    }
}

/* ---- the table ------------------------------------------------------------------------------- */

/* A column without a figure in any line is left out. */
static bool has_figures(const struct goods_sheet *sheet, int64_t bucket)
{
    bool any = false;
    for (size_t i = 0; i < sheet->lines.count; i++) {
        any = any || !goods_sum_is_nothing(&sheet->lines.ptr[i].buckets[bucket]);
    }
    return any;
}

static void fill_row(struct ctx *ctx, const struct balance_filter *filter,
                     const struct goods_sheet *sheet, const struct goods_line *line,
                     struct balance_row *row)
{
    for (const struct choice *column = goods_balance_buckets; column->value != NULL; column++) {
        if (has_figures(sheet, column->number)) {
            const struct url url = goods_balance_events_url(ctx, filter, column->number, NO_I64);
            vec_push(ctx->mem, &row->cells,
                     goods_balance_cell(ctx, &line->buckets[column->number], url));
        }
    }
    row->holds = line->holds;
}

static void add_rows(struct ctx *ctx, const struct balance_filter *filter,
                     const struct goods_sheet *sheet, struct balance_view *view)
{
    struct goods_lines lines;
    goods_balance_gather(ctx, filter, &sheet->lines, &lines);
    for (size_t i = 0; i < lines.count; i++) {
        const int64_t id = lines.ptr[i].id;
        const struct balance_filter one = goods_balance_line_filter(filter, id);
        struct balance_row row = {.name = goods_balance_line_name(ctx, filter, id)};
        if (filter->of.by != BY_CATEGORY || id != filter->of.category_id) {
            row.url = goods_balance_url(ctx, BALANCE_SHEET, &one);
        }
        fill_row(ctx, &one, sheet, &lines.ptr[i], &row);
        vec_push(ctx->mem, &view->rows, row);
    }
    view->all_rows.name = translate(ctx, N_("All together"));
    fill_row(ctx, filter, sheet, &sheet->all, &view->all_rows);
    for (const struct choice *column = goods_balance_buckets; column->value != NULL; column++) {
        if (has_figures(sheet, column->number)) {
            vec_push(ctx->mem, &view->columns, translate(ctx, column->label));
        }
    }
}

static struct pill verdict_of(struct ctx *ctx, bool holds)
{
    return holds ? (struct pill){PILL_OPEN, STR("check"), translate(ctx, N_("The balance adds up"))}
                 : (struct pill){PILL_BAD, STR("warning"),
                                 translate(ctx, N_("The balance does not add up. Tell the "
                                                   "operator."))};
}

static const char *lines_label(enum goods_by by)
{
    const char *label = NULL;
    for (const struct choice *way = goods_balance_ways; way->value != NULL; way++) {
        label = way->number == (int64_t)by ? way->label : label;
    }
    return label;
}

enum status goods_balance_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct balance_filter filter = goods_balance_filter(ctx, req);
    struct balance_view view = {0};
    struct goods_sheet sheet;
    TRY(goods_sheet(ctx, &filter.of, &sheet));
    centre_page(ctx, req, PAGE_OFFICE, req->route->title, "/kontor/massebalanse", &view.page);
    view.heading = translate(ctx, req->route->title);
    view.period = goods_balance_period_words(ctx, &filter);
    view.narrowed = goods_balance_words(ctx, &filter);
    view.errors.errors = form_errors(ctx, req, &goods_balance_form);
    goods_balance_periods_nav(ctx, &filter, &view.periods);
    TRY(goods_balance_fields(ctx, req, &filter, &view.fields));
    view.action = url_build(ctx, "/kontor/massebalanse", NULL, 0);
    view.csv = goods_balance_url(ctx, BALANCE_CSV, &filter);
    view.weights = url_build(ctx, "/kontor/massebalanse/vekter", NULL, 0);
    if (view.narrowed.len > 0) {
        struct balance_filter all = filter;
        all.of = (struct goods_sheet_of){
            .from_day = filter.of.from_day, .to_day = filter.of.to_day, .by = filter.of.by};
        view.all = goods_balance_url(ctx, BALANCE_SHEET, &all);
    }
    TRY(add_tiles(ctx, &filter, &sheet.all, &view.tiles));
    view.verdict = verdict_of(ctx, sheet.all.holds);
    view.lines_label = translate(ctx, lines_label(filter.of.by));
    if (sheet.lines.count > 0) {
        TRY(add_flow(ctx, &filter, &sheet.all, &view.flow));
        add_discarded(ctx, &filter, &sheet, &view.discarded);
        add_reasons(ctx, &filter, &sheet, &view.reasons);
        add_rows(ctx, &filter, &sheet, &view);
    }
    view.none = (struct empty_state){
        .picture = url_asset("scene-shelf.svg"),
        .heading = translate(ctx, N_("Nothing happened in this time")),
        .text = translate(ctx, N_("Choose a longer period, or take away the filter.")),
    };
    struct html_out out = centre_out(ctx, req, res);
    goods_balance_html(&out, &view);
    return OK;
}

/* ---- the events behind a figure -------------------------------------------------------------- */

static struct str where_of(struct ctx *ctx, const struct goods_event *event)
{
    const struct str from = goods_pages_holder(ctx, event->from_holder);
    const struct str to = goods_pages_holder(ctx, event->to_holder);
    return from.len == 0 ? to
           : to.len == 0 || event->from_holder == event->to_holder
               ? from
               : str_format(ctx->mem, "%.*s → %.*s", STR_ARG(from), STR_ARG(to));
}

static struct balance_event_row event_row(struct ctx *ctx, const struct goods_moved *moved)
{
    const struct goods_event *event = &moved->event;
    const struct thing thing = {
        .code = moved->code, .category_id = event->category_id, .kind_key = event->kind_key};
    const char *what = goods_event_words(event->kind);
    const char *why = goods_balance_why(event);
    const struct balance_cell cell = goods_balance_cell(ctx, &moved->sum, (struct url){0});
    return (struct balance_event_row){
        .when = centre_when_near(ctx, event->at_ms),
        .what = translate(ctx, what == NULL ? N_("unknown") : what),
        .name = goods_name(ctx, &thing),
        .code = moved->code,
        .where = where_of(ctx, event),
        .why = why == NULL ? STR("") : translate(ctx, why),
        .count = goods_balance_number(ctx, moved->sum.count),
        .weight = cell.weight,
        .history = url_build(ctx, "/varer/{}/historikk", &moved->code, 1),
    };
}

static struct str events_heading(struct ctx *ctx, const struct goods_moved_of *of)
{
    const char *label = NULL;
    for (const struct choice *bucket = goods_balance_buckets; bucket->value != NULL; bucket++) {
        label = bucket->number == (int64_t)of->bucket ? bucket->label : label;
    }
    const char *why = of->reason == NO_I64             ? NULL
                      : of->bucket == BUCKET_CORRECTED ? goods_explained_words(of->reason)
                                                       : goods_discard_words(of->reason);
    const struct str words = translate(ctx, label);
    return why == NULL
               ? words
               : str_format(ctx->mem, "%.*s: %s", STR_ARG(words), i18n_text(ctx->lang, why));
}

/* The figure itself, to compare with. */
static enum status figure_of(struct ctx *ctx, const struct goods_moved_of *of,
                             struct balance_cell *ret)
{
    struct goods_sheet sheet;
    TRY(goods_sheet(ctx, &of->of, &sheet));
    const bool told = of->reason >= 0 && of->reason < GOODS_REASONS;
    const struct goods_sum *sum = !told                            ? NULL
                                  : of->bucket == BUCKET_DISCARDED ? &sheet.discarded[of->reason]
                                  : of->bucket == BUCKET_RECYCLED  ? &sheet.recycled[of->reason]
                                  : of->bucket == BUCKET_CORRECTED ? &sheet.corrected[of->reason]
                                                                   : NULL;
    *ret = goods_balance_cell(ctx, sum == NULL ? &sheet.all.buckets[of->bucket] : sum,
                              (struct url){0});
    return OK;
}

enum status goods_balance_events_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct balance_filter filter = goods_balance_filter(ctx, req);
    const struct goods_moved_of of = {
        .of = filter.of,
        .bucket = filter.bucket == NO_I64 ? BUCKET_RECEIVED : (enum goods_bucket)filter.bucket,
        .reason = filter.reason,
        .before_id = filter.before_id,
        .limit = EVENTS_PAGE};
    struct balance_events_view view = {0};
    struct goods_moved_list moved;
    TRY(goods_moved_events(ctx, &of, &moved));
    TRY(figure_of(ctx, &of, &view.sum));
    centre_page(ctx, req, PAGE_OFFICE, req->route->title, "/kontor/massebalanse", &view.page);
    view.heading = events_heading(ctx, &of);
    view.period = goods_balance_period_words(ctx, &filter);
    view.narrowed = goods_balance_words(ctx, &filter);
    view.back = goods_balance_url(ctx, BALANCE_SHEET, &filter);
    for (size_t i = 0; i < moved.count; i++) {
        vec_push(ctx->mem, &view.rows, event_row(ctx, &moved.ptr[i]));
    }
    if (moved.next_id != NO_I64) {
        struct balance_filter next = filter;
        next.bucket = of.bucket;
        next.before_id = moved.next_id;
        view.next = goods_balance_url(ctx, BALANCE_EVENTS, &next);
    }
    view.none = (struct empty_state){
        .picture = url_asset("scene-shelf.svg"),
        .heading = translate(ctx, N_("Nothing happened in this time")),
        .text = translate(ctx, N_("Choose a longer period, or take away the filter.")),
    };
    struct html_out out = centre_out(ctx, req, res);
    goods_balance_events_html(&out, &view);
    return OK;
}
