/* SPDX-License-Identifier: EUPL-1.2 */
/* The public page of results. */
#include "impact/impact_pages.h"

#include "base/day.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"
#include "impact/impact_forms.h"
#include "impact/impact_views.h"
#include "impact_html.h"

#include "base/banned.h"

#define CHART_WIDTH  560
#define RANGE_WIDTH  400
#define MONTHS_SHOWN 12
#define SEAL_SIGNS   12

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct str fill1(struct ctx *ctx, const char *source, const char *name, struct str value)
{
    const struct i18n_arg arg = {name, value};
    return i18n_fill(ctx, source, &arg, 1);
}

static const char *const month_names[] = {
    N_("January"), N_("February"), N_("March"),     N_("April"),   N_("May"),      N_("June"),
    N_("July"),    N_("August"),   N_("September"), N_("October"), N_("November"), N_("December")};

struct str impact_pages_period_value(int64_t period)
{
    for (const struct choice *choice = impact_periods; choice->value != NULL; choice++) {
        if (choice->number == period) {
            return str_of(choice->value);
        }
    }
    return STR("");
}

struct impact_span impact_pages_span(struct ctx *ctx, const struct request *req)
{
    const struct period_input *input = req->form;
    const int64_t today = centre_today(ctx);
    const struct date date = day_to_date(today);
    struct impact_span span = {
        .period = input == NULL || input->period == NO_I64 ? PERIOD_YEAR : input->period,
        .category_id = input == NULL || input->category_id == NO_I64 ? 0 : input->category_id,
        .before_id = input == NULL ? NO_I64 : input->before_id,
        .to_day = today,
    };
    if (span.period == PERIOD_MONTH) {
        span.from_day = day_from_date((struct date){date.year, date.month, 1});
        span.words = translate(ctx, month_names[date.month - 1]);
    } else if (span.period == PERIOD_ALL) {
        span.from_day = 0;
        span.words = translate(ctx, N_("Since the start"));
    } else {
        span.from_day = day_from_date((struct date){date.year, 1, 1});
        span.words = str_format(ctx->mem, "%d", date.year);
    }
    return span;
}

static struct url lines_url(struct ctx *ctx, const struct impact_span *span, int64_t category_id)
{
    const struct str values[] = {
        impact_pages_period_value(span->period),
        category_id == 0 ? STR("") : str_format(ctx->mem, "%lld", (long long)category_id)};
    return url_build(ctx, "/resultater/linjer?periode={}&kategori={}", values, 2);
}

static struct str category_name(const struct ctx *ctx, int64_t category_id)
{
    const struct goods_category *category = goods_codes_category(category_id);
    return category == NULL ? STR("") : category->name.in[ctx->lang];
}

/* ---- where it all went ----------------------------------------------------------------------- */

struct flow {
    struct goods_sum sums[BUCKET_COUNT];
};

static enum status read_flow(struct ctx *ctx, const struct impact_span *span, struct flow *ret)
{
    struct goods_balances rows;
    struct flow flow = {.sums = {{0}}};
    TRY(goods_balance(ctx, span->from_day, span->to_day, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        for (int bucket = 0; bucket < BUCKET_COUNT; bucket++) {
            struct goods_sum *sum = &flow.sums[bucket];
            sum->count += rows.ptr[i].buckets[bucket].count;
            sum->g += rows.ptr[i].buckets[bucket].g;
            sum->unknown_count += rows.ptr[i].buckets[bucket].unknown_count;
        }
    }
    *ret = flow;
    return OK;
}

static void add_flow(struct ctx *ctx, const struct impact_span *span, const struct flow *flow,
                     struct impact_view *view)
{
    static const struct {
        enum goods_bucket bucket;
        const char *label;
        int color;
    } parts[] = {
        {BUCKET_SOLD, N_("Sold"), 1},
        {BUCKET_GIVEN, N_("Given away"), 3},
        {BUCKET_HELD, N_("In stock"), 2},
        {BUCKET_PASSED_ON, N_("Passed on"), 5},
        {BUCKET_RECYCLED, N_("Recycled"), 6},
        {BUCKET_DISCARDED, N_("Discarded"), 4},
        {BUCKET_CORRECTED, N_("Weighed anew"), 6},
    };
    const struct i18n_arg args[] = {{"weight", i18n_grams(ctx, flow->sums[BUCKET_RECEIVED].g)},
                                    {"period", span->words}};
    view->flow = (struct chart){
        .id = STR("flow"),
        .heading = translate(ctx, N_("Where did it all go?")),
        .subtitle =
            i18n_fill(ctx, N_("{weight} came in, {period}. All of it is accounted for."), args, 2),
        .column_label = translate(ctx, N_("What became of it")),
        .column_value = translate(ctx, N_("Weight")),
    };
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        const struct goods_sum *sum = &flow->sums[parts[i].bucket];
        const bool reused = parts[i].bucket == BUCKET_SOLD || parts[i].bucket == BUCKET_GIVEN;
        struct url url = {.fixed = false};
        if (sum->g == 0) {
            continue;
        }
        if (reused) {
            url = lines_url(ctx, span, 0);
        }
        vec_push(ctx->mem, &view->flow.points,
                 (struct chart_point){
                     .label = translate(ctx, parts[i].label),
                     .value = sum->g,
                     .text = sum->g < 0 ? str_concat(ctx->mem, STR("−"), i18n_grams(ctx, -sum->g))
                                        : i18n_grams(ctx, sum->g),
                     .url = url,
                     .color = parts[i].color,
                 });
    }
    chart_draw_bars(ctx, &view->flow, CHART_WIDTH);
}

static enum status add_months(struct ctx *ctx, struct impact_view *view)
{
    struct impact_months months;
    TRY(impact_by_month(ctx, MONTHS_SHOWN, &months));
    view->months = (struct chart){
        .id = STR("months"),
        .heading = translate(ctx, N_("How much got a new home each month?")),
        .subtitle = translate(ctx, N_("Kilos per month, the last year")),
        .axis_unit = 1000,
        .column_label = translate(ctx, N_("Month")),
        .column_value = translate(ctx, N_("Weight")),
    };
    for (size_t i = 0; i < months.count; i++) {
        const struct date date = day_to_date(months.ptr[i].first_day);
        const struct str name = translate(ctx, month_names[date.month - 1]);
        vec_push(ctx->mem, &view->months.points,
                 (struct chart_point){
                     .label = str_utf8_prefix(name, 1),
                     .label_long = str_format(ctx->mem, "%.*s %d", STR_ARG(name), date.year),
                     .value = months.ptr[i].g,
                     .text = i18n_grams(ctx, months.ptr[i].g),
                 });
    }
    chart_draw_columns(ctx, &view->months, CHART_WIDTH);
    return OK;
}

/* ---- CO2e as a range ------------------------------------------------------------------------- */

static struct str range_text(struct ctx *ctx, const struct impact_grams *co2)
{
    const struct i18n_arg args[] = {{"low", i18n_grams(ctx, co2->low_g)},
                                    {"high", i18n_grams(ctx, co2->high_g)}};
    return co2->low_g == co2->high_g ? i18n_grams(ctx, co2->central_g)
                                     : i18n_fill(ctx, N_("{low} to {high}"), args, 2);
}

static void add_ranges(struct ctx *ctx, const struct impact_span *span,
                       const struct impact_figures_list *rows, struct impact_view *view)
{
    view->co2 = (struct range_chart){
        .id = STR("co2"),
        .heading = translate(ctx, N_("How much CO₂e was probably avoided?")),
        .subtitle = translate(ctx, N_("We show a range, because nobody knows it exactly")),
        .unit = STR("kg CO₂e"),
        .axis_unit = 1000,
        .column_label = translate(ctx, N_("Category")),
    };
    for (size_t i = 1; i < rows->count; i++) {
        const struct impact_grams co2 = impact_method_headline(&rows->ptr[i].sum);
        if (co2.high_g > 0) {
            vec_push(ctx->mem, &view->co2.ranges,
                     (struct chart_range){
                         .label = category_name(ctx, rows->ptr[i].category_id),
                         .low = co2.low_g < 0 ? 0 : co2.low_g,
                         .central = co2.central_g < 0 ? 0 : co2.central_g,
                         .high = co2.high_g,
                         .text = range_text(ctx, &co2),
                         .url = lines_url(ctx, span, rows->ptr[i].category_id),
                         .color = (int)((i - 1) % 5) + 1,
                     });
        }
    }
    chart_draw_ranges(ctx, &view->co2, RANGE_WIDTH);
}

/* ---- figures and notes ----------------------------------------------------------------------- */

static void add_figures(struct ctx *ctx, const struct impact_span *span, const struct flow *flow,
                        const struct impact_figures *all, struct impact_view *view)
{
    const struct impact_grams co2 = impact_method_headline(&all->sum);
    const int64_t out_g = flow->sums[BUCKET_SOLD].g + flow->sums[BUCKET_GIVEN].g;
    const int64_t in_g = flow->sums[BUCKET_RECEIVED].g;
    view->hero = (struct impact_figure){
        .figure = i18n_grams(ctx, all->sum.mass_g),
        .label = translate(ctx, N_("got a new home")),
        .url = lines_url(ctx, span, 0),
        .note = STR(""),
    };
    if (in_g > 0) {
        const struct str share = i18n_number(ctx, (out_g * 100 + in_g / 2) / in_g);
        view->hero.note = fill1(ctx, N_("{n} of 100 kilos that came in"), "n", share);
    }
    vec_push(ctx->mem, &view->figures,
             (struct impact_figure){i18n_number(ctx, all->sum.count),
                                    translate(ctx, N_("things sold or given away")), STR(""),
                                    lines_url(ctx, span, 0)});
    vec_push(ctx->mem, &view->figures,
             (struct impact_figure){
                 range_text(ctx, &co2), translate(ctx, N_("CO₂e probably avoided")),
                 fill1(ctx, N_("most likely {central}"), "central", i18n_grams(ctx, co2.central_g)),
                 lines_url(ctx, span, 0)});
    const struct i18n_arg args[] = {{"low", i18n_grams(ctx, co2.low_g)},
                                    {"high", i18n_grams(ctx, co2.high_g)},
                                    {"central", i18n_grams(ctx, co2.central_g)}};
    view->co2_text = i18n_fill(
        ctx, N_("Probably avoided: {low} to {high} CO₂e, most likely {central}, mostly abroad."),
        args, 3);
}

static void add_notes(struct ctx *ctx, const struct impact_figures *all,
                      const struct impact_factor_set *set, struct impact_view *view)
{
    const int64_t sure = impact_method_sure_percent(&all->sum);
    struct goods_seal seal;
    if (all->sum.unknown_count != 0) {
        view->not_counted =
            fill1(ctx, N_("{n} things have no known weight and are not in the kilos."), "n",
                  i18n_number(ctx, all->sum.unknown_count));
    }
    if (all->unknown_range_count != 0) {
        view->range_note = fill1(ctx, N_("For {n} things the range is not known."), "n",
                                 i18n_number(ctx, all->unknown_range_count));
    }
    if (sure >= 0) {
        view->by_grade = fill1(ctx, N_("{n} % of the kilos have a factor of grade A or B."), "n",
                               i18n_number(ctx, sure));
    }
    if (goods_newest_seal(ctx, &seal) == OK) {
        const struct i18n_arg args[] = {{"number", i18n_number(ctx, seal.number)},
                                        {"hash", str_slice(seal.hash, 0, SEAL_SIGNS)}};
        view->seal = i18n_fill(ctx, N_("Ledger seal {number}: {hash}"), args, 2);
    }
    view->factor_set = set->version;
}

static void add_periods(struct ctx *ctx, const struct impact_span *span, struct impact_view *view)
{
    for (const struct choice *choice = impact_periods; choice->value != NULL; choice++) {
        const struct str value = str_of(choice->value);
        vec_push(ctx->mem, &view->periods,
                 (struct nav_item){.label = translate(ctx, choice->label),
                                   .url = url_build(ctx, "/resultater?periode={}", &value, 1),
                                   .active = choice->number == span->period});
    }
}

enum status impact_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct impact_span span = impact_pages_span(ctx, req);
    const struct str period = impact_pages_period_value(span.period);
    const struct impact_factor_set *set = NULL;
    struct impact_view view = {0};
    struct impact_figures_list rows;
    struct flow flow;
    TRY(impact_factor_set_now(ctx, &set));
    TRY(impact_sums(ctx, span.from_day, span.to_day, &rows));
    TRY(read_flow(ctx, &span, &flow));
    centre_page(ctx, req, PAGE_PUBLIC, req->route->title, "/resultater", &view.page);
    view.heading = translate(ctx, N_("What we have achieved"));
    view.period = span.words;
    add_periods(ctx, &span, &view);
    add_figures(ctx, &span, &flow, &rows.ptr[0], &view);
    add_flow(ctx, &span, &flow, &view);
    TRY(add_months(ctx, &view));
    add_ranges(ctx, &span, &rows, &view);
    add_notes(ctx, &rows.ptr[0], set, &view);
    view.method = url_build(ctx, "/resultater/metode", NULL, 0);
    view.csv = url_build(ctx, "/resultater/linjer.csv?periode={}", &period, 1);
    struct html_out out = centre_out(ctx, req, res);
    impact_page_html(&out, &view);
    return OK;
}
