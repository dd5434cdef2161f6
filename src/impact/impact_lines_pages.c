/* SPDX-License-Identifier: EUPL-1.2 */
/* What is behind a figure: its lines, one event, the method and its factors. */
#include "base/day.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"
#include "impact/impact_forms.h"
#include "impact/impact_pages.h"
#include "impact/impact_views.h"
#include "impact_html.h"

#include "base/banned.h"

#define LINES_PAGE 50
#define CSV_STEP   1000
#define CSV_MAX    50000

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct str category_name(const struct ctx *ctx, int64_t category_id)
{
    const struct goods_category *category = goods_codes_category(category_id);
    return category == NULL ? STR("") : category->name.in[ctx->lang];
}

static struct str signed_grams(struct ctx *ctx, int64_t g)
{
    return g < 0 ? str_concat(ctx->mem, STR("−"), i18n_grams(ctx, -g)) : i18n_grams(ctx, g);
}

static const char *weight_words(int64_t method)
{
    switch (method) {
    case WEIGHT_SCALE:
        return N_("weighed");
    case WEIGHT_BAND:
        return N_("by eye");
    case WEIGHT_STANDARD:
        return N_("standard weight");
    case WEIGHT_SHARE:
        return N_("share of a weighed lot");
    default:
        return N_("not known");
    }
}

/* Name of a factor: the kind of that key, with the grade. */
static struct str factor_name(struct ctx *ctx, const struct impact_entry *entry)
{
    const struct goods_kind *kind =
        entry->factor_key.len == 0 ? NULL : goods_codes_kind(entry->factor_key);
    const struct str name = kind == NULL ? entry->factor_key : kind->name.in[ctx->lang];
    if (entry->grade.len == 0) {
        return name;
    }
    const struct i18n_arg args[] = {{"name", name}, {"grade", entry->grade}};
    return i18n_fill(ctx, N_("{name}, grade {grade}"), args, 2);
}

static struct str co2_text(struct ctx *ctx, const struct impact_entry *entry)
{
    if (entry->gap != IMPACT_COMPLETE) {
        return translate(ctx, impact_method_gap_words((enum impact_gap)entry->gap));
    }
    const struct i18n_arg args[] = {{"low", signed_grams(ctx, entry->co2.low_g)},
                                    {"central", signed_grams(ctx, entry->co2.central_g)},
                                    {"high", signed_grams(ctx, entry->co2.high_g)}};
    return i18n_fill(ctx, N_("{low} – {central} – {high}"), args, 3);
}

static struct impact_line_row row_of(struct ctx *ctx, const struct impact_entry *entry)
{
    const struct str id = str_format(ctx->mem, "%lld", (long long)entry->event_id);
    return (struct impact_line_row){
        .when = i18n_day(ctx, entry->day),
        .what = translate(ctx, entry->count < 0 ? N_("undone") : N_("new home")),
        .category = category_name(ctx, entry->category_id),
        .factor = factor_name(ctx, entry),
        .count = str_format(ctx->mem, "%s%lld", entry->count < 0 ? "−" : "",
                            (long long)(entry->count < 0 ? -entry->count : entry->count)),
        .weight =
            entry->g == NO_I64 ? translate(ctx, N_("not known")) : signed_grams(ctx, entry->g),
        .weight_method = translate(ctx, weight_words(entry->weight_method)),
        .co2 = co2_text(ctx, entry),
        .event = url_build(ctx, "/resultater/hendelse/{}", &id, 1),
    };
}

/* The figure that all lines of the span add up to. */
static enum status sum_text(struct ctx *ctx, const struct impact_span *span, struct str *ret)
{
    struct impact_figures_list rows;
    TRY(impact_sums(ctx, span->from_day, span->to_day, &rows));
    const struct impact_figures *figures = NULL;
    for (size_t i = 0; i < rows.count; i++) {
        if (rows.ptr[i].category_id == span->category_id) {
            figures = &rows.ptr[i];
        }
    }
    if (figures == NULL) {
        *ret = STR("");
        return OK;
    }
    const struct impact_grams co2 = impact_method_headline(&figures->sum);
    const struct i18n_arg args[] = {
        {"n", i18n_number(ctx, figures->sum.count)},
        {"weight", signed_grams(ctx, figures->sum.mass_g)},
        {"low", signed_grams(ctx, co2.low_g)},
        {"central", signed_grams(ctx, co2.central_g)},
        {"high", signed_grams(ctx, co2.high_g)},
    };
    *ret = i18n_fill(
        ctx, N_("{n} things, {weight}, {low} – {central} – {high} CO₂e in the headline"), args, 5);
    return OK;
}

enum status impact_lines_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct impact_span span = impact_pages_span(ctx, req);
    struct impact_lines_view view = {0};
    struct impact_entries lines;
    TRY(impact_lines(ctx, span.category_id, span.from_day, span.to_day, span.before_id,
                     LINES_PAGE + 1, &lines));
    TRY(sum_text(ctx, &span, &view.sum));
    centre_page(ctx, req, PAGE_PUBLIC, req->route->title, "/resultater", &view.page);
    view.heading = span.category_id == 0 ? translate(ctx, N_("The events behind the figures"))
                                         : category_name(ctx, span.category_id);
    view.period = span.words;
    for (size_t i = 0; i < lines.count && i < LINES_PAGE; i++) {
        vec_push(ctx->mem, &view.rows, row_of(ctx, &lines.ptr[i]));
    }
    const struct str values[] = {
        impact_pages_period_value(span.period),
        span.category_id == 0 ? STR("") : str_format(ctx->mem, "%lld", (long long)span.category_id),
        lines.count > LINES_PAGE
            ? str_format(ctx->mem, "%lld", (long long)lines.ptr[LINES_PAGE - 1].event_id)
            : STR("")};
    view.pages.pages = 1;
    if (lines.count > LINES_PAGE) {
        view.pages.next =
            url_build(ctx, "/resultater/linjer?periode={}&kategori={}&etter={}", values, 3);
    }
    view.csv = url_build(ctx, "/resultater/linjer.csv?periode={}&kategori={}", values, 2);
    view.method = url_build(ctx, "/resultater/metode", NULL, 0);
    struct html_out out = centre_out(ctx, req, res);
    impact_lines_html(&out, &view);
    return OK;
}

/* ---- CSV ------------------------------------------------------------------------------------- */

static void put_number(struct strbuf *out, int64_t number)
{
    if (number != NO_I64) {
        strbuf_i64(out, number);
    }
}

static void put_line(struct ctx *ctx, struct strbuf *out, const struct impact_entry *entry)
{
    const struct str day = day_iso(ctx->mem, entry->day);
    strbuf_format(out, "%lld,%.*s,%lld,%.*s,%.*s,%.*s,%lld,", (long long)entry->event_id,
                  STR_ARG(day), (long long)entry->category_id, STR_ARG(entry->factor_key),
                  STR_ARG(entry->grade), STR_ARG(entry->formula_version), (long long)entry->count);
    put_number(out, entry->g);
    strbuf_format(out, ",%lld,%lld,%lld,%lld,%lld\r\n", (long long)entry->weight_method,
                  (long long)entry->gap, (long long)entry->co2.low_g,
                  (long long)entry->co2.central_g, (long long)entry->co2.high_g);
}

enum status impact_lines_csv(struct ctx *ctx, struct request *req, struct response *res)
{
    struct impact_span span = impact_pages_span(ctx, req);
    int64_t written = 0;
    struct impact_entries lines = {0};
    strbuf_literal(&res->body,
                   "event,day,category,factor,grade,formula,count,grams,weight_method,gap,"
                   "co2e_low_g,co2e_central_g,co2e_high_g\r\n");
    do {
        const struct arena_mark mark = arena_mark(ctx->mem);
        TRY(impact_lines(ctx, span.category_id, span.from_day, span.to_day, span.before_id,
                         CSV_STEP, &lines));
        for (size_t i = 0; i < lines.count; i++) {
            put_line(ctx, &res->body, &lines.ptr[i]);
            span.before_id = lines.ptr[i].event_id;
        }
        written += (int64_t)lines.count;
        arena_reset(ctx->mem, mark);
    } while (lines.count == CSV_STEP && written < CSV_MAX);
    res->content_type = STR("text/csv; charset=utf-8");
    response_header(ctx, res, "Content-Disposition",
                    STR("attachment; filename=\"ombruk-linjer.csv\""));
    return OK;
}

/* ---- one event ------------------------------------------------------------------------------- */

static void add_fact(struct ctx *ctx, struct facts *facts, const char *label, struct str value)
{
    if (value.len > 0) {
        vec_push(ctx->mem, facts, (struct fact){translate(ctx, label), value, STR("")});
    }
}

static struct str milligrams(struct ctx *ctx, int64_t mg, enum impact_unit unit)
{
    const struct i18n_arg arg = {"value", i18n_grams(ctx, (mg + 500) / 1000)};
    return i18n_fill(
        ctx, unit == IMPACT_PER_KG ? N_("{value} CO₂e per kg") : N_("{value} CO₂e each"), &arg, 1);
}

static void add_factor(struct ctx *ctx, const struct impact_factor *factor, struct facts *facts)
{
    add_fact(ctx, facts, N_("Factor"), factor->key);
    if (factor->unit != IMPACT_NO_FACTOR) {
        add_fact(ctx, facts, N_("Value"), milligrams(ctx, factor->central_mg, factor->unit));
        add_fact(ctx, facts, N_("Lowest source"), milligrams(ctx, factor->low_mg, factor->unit));
        add_fact(ctx, facts, N_("Highest source"), milligrams(ctx, factor->high_mg, factor->unit));
    }
    add_fact(ctx, facts, N_("Grade"), impact_factors_grade(factor->grade));
    add_fact(ctx, facts, N_("Source"), factor->source);
    add_fact(ctx, facts, N_("Year"), factor->source_year);
}

enum status impact_event_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct impact_factor_set *set = NULL;
    struct impact_event_view view = {0};
    struct impact_entry entry;
    struct goods_event event;
    struct holder source;
    int64_t event_id = 0;
    TRY(request_param_i64(req, 0, &event_id));
    TRY(impact_line_of(ctx, event_id, &entry));
    TRY(goods_event(ctx, event_id, &event));
    TRY(goods_holder(ctx, event.source_id, &source));
    TRY(impact_factor_set_now(ctx, &set));
    const struct impact_line_row row = row_of(ctx, &entry);
    const char *words = goods_event_words(event.kind);
    centre_page(ctx, req, PAGE_PUBLIC, req->route->title, "/resultater", &view.page);
    view.heading = translate(ctx, N_("One event in the ledger"));
    add_fact(ctx, &view.facts, N_("What"), translate(ctx, words == NULL ? N_("unknown") : words));
    add_fact(ctx, &view.facts, N_("Day"), row.when);
    add_fact(ctx, &view.facts, N_("Category"), row.category);
    add_fact(ctx, &view.facts, N_("Came from"), source.name);
    add_fact(ctx, &view.facts, N_("Number"), row.count);
    add_fact(ctx, &view.facts, N_("Weight"), row.weight);
    add_fact(ctx, &view.facts, N_("How weighed"), row.weight_method);
    add_fact(ctx, &view.facts, N_("CO₂e avoided"), row.co2);
    view.formula =
        translate(ctx, N_("displacement × life × factor × weight (or number), × (1 − rebound)"));
    const struct impact_factor *factor =
        entry.factor_key.len == 0 ? NULL : impact_factors_get(set, entry.factor_key);
    if (factor != NULL) {
        add_factor(ctx, factor, &view.factor);
    }
    view.hash = str_hex(ctx->mem, event.hash.ptr, event.hash.len);
    view.previous_hash = str_hex(ctx->mem, event.previous_hash.ptr, event.previous_hash.len);
    struct html_out out = centre_out(ctx, req, res);
    impact_event_html(&out, &view);
    return OK;
}

/* ---- the method ------------------------------------------------------------------------------ */

enum status impact_method_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct impact_factor_set *set = NULL;
    struct impact_method_view view = {0};
    TRY(impact_factor_set_now(ctx, &set));
    centre_page(ctx, req, PAGE_PUBLIC, req->route->title, "/resultater", &view.page);
    view.factor_set = set->version;
    view.sha256 = set->sha256;
    for (size_t i = 0; i < set->factor_count; i++) {
        const struct impact_factor *factor = &set->factors[i];
        const bool known = factor->unit != IMPACT_NO_FACTOR;
        const struct i18n_arg args[] = {{"low", i18n_grams(ctx, (factor->low_mg + 500) / 1000)},
                                        {"high", i18n_grams(ctx, (factor->high_mg + 500) / 1000)}};
        vec_push(ctx->mem, &view.factors,
                 (struct impact_factor_row){
                     .name = ctx->lang == LANG_EN ? factor->name_en : factor->name_nb,
                     .value = known ? milligrams(ctx, factor->central_mg, factor->unit)
                                    : translate(ctx, N_("kilos only")),
                     .range = !known ? STR("")
                              : factor->low_mg == factor->high_mg
                                  ? translate(ctx, N_("range not known"))
                                  : i18n_fill(ctx, N_("{low} to {high}"), args, 2),
                     .grade = impact_factors_grade(factor->grade),
                     .source = factor->source,
                 });
    }
    struct html_out out = centre_out(ctx, req, res);
    impact_method_html(&out, &view);
    return OK;
}
