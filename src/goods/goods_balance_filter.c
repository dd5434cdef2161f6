/* SPDX-License-Identifier: EUPL-1.2 */
/* What a page of the mass balance is asked for, and its address. */
#include "goods/goods_balance_filter.h"

#include "base/day.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "goods/goods_pages.h"
#include "i18n/i18n.h"

#include "base/banned.h"

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct str number_or_empty(struct ctx *ctx, int64_t number)
{
    return number == 0 || number == NO_I64 ? STR("")
                                           : str_format(ctx->mem, "%lld", (long long)number);
}

static const struct choice *choice_of(const struct choice *choices, int64_t number)
{
    while (choices->value != NULL && choices->number != number) {
        choices++;
    }
    return choices;
}

static struct str choice_value(const struct choice *choices, int64_t number)
{
    const struct choice *choice = choice_of(choices, number);
    return choice->value == NULL ? STR("") : str_of(choice->value);
}

/* ---- the period ------------------------------------------------------------------------------ */

static void set_period(struct ctx *ctx, int64_t period, struct balance_filter *filter)
{
    const int64_t today = centre_today(ctx);
    const struct date date = day_to_date(today);
    const int64_t month = day_from_date((struct date){date.year, date.month, 1});
    filter->period = period;
    filter->of.from_day = month;
    filter->of.to_day = today;
    if (period == BALANCE_LAST_MONTH) {
        const struct date last = day_to_date(month - 1);
        filter->of.from_day = day_from_date((struct date){last.year, last.month, 1});
        filter->of.to_day = month - 1;
    } else if (period != BALANCE_MONTH) {
        filter->of.from_day = day_from_date((struct date){date.year, 1, 1});
    }
}

static void set_days(struct ctx *ctx, const struct balance_input *input,
                     struct balance_filter *filter)
{
    const int64_t today = centre_today(ctx);
    int64_t from = input->from_day == NO_I64 ? input->to_day : input->from_day;
    int64_t to = input->to_day == NO_I64 ? today : input->to_day;
    if (from > to) {
        const int64_t day = from;
        from = to;
        to = day;
    }
    for (const struct choice *known = goods_balance_periods; known->value != NULL; known++) {
        set_period(ctx, known->number, filter);
        if (filter->of.from_day == from && filter->of.to_day == to &&
            known->number != BALANCE_OWN) {
            return;
        }
    }
    filter->period = BALANCE_OWN;
    filter->of.from_day = from;
    filter->of.to_day = to;
}

static int64_t or_all(int64_t id)
{
    return id == NO_I64 ? 0 : id;
}

struct balance_filter goods_balance_filter(struct ctx *ctx, const struct request *req)
{
    const struct balance_input *input = req->form;
    struct balance_filter filter = {
        .of = {.category_id = or_all(input->category_id),
               .source_kind = or_all(input->source_kind),
               .source_id = or_all(input->source_id),
               .holder_id = or_all(input->holder_id),
               .by = input->by == NO_I64 ? BY_CATEGORY : (enum goods_by)input->by},
        .bucket = input->bucket,
        .reason = input->reason,
        .before_id = input->before_id,
    };
    if (input->from_day != NO_I64 || input->to_day != NO_I64) {
        set_days(ctx, input, &filter);
    } else {
        set_period(ctx, input->period == BALANCE_OWN ? BALANCE_YEAR : input->period, &filter);
    }
    return filter;
}

/* ---- addresses ------------------------------------------------------------------------------- */

#define FILTER "?periode={}&fra={}&til={}&klasse={}&kilde={}&kategori={}&sted={}&vis={}"

struct url goods_balance_url(struct ctx *ctx, enum balance_page page,
                             const struct balance_filter *filter)
{
    static const char *const patterns[] = {
        [BALANCE_SHEET] = "/kontor/massebalanse" FILTER,
        [BALANCE_CSV] = "/kontor/massebalanse.csv" FILTER,
        [BALANCE_EVENTS] = "/kontor/massebalanse/hendelser" FILTER "&felt={}&grunn={}&etter={}",
    };
    const bool own = filter->period == BALANCE_OWN;
    const struct str values[] = {
        own ? STR("") : choice_value(goods_balance_periods, filter->period),
        own ? day_iso(ctx->mem, filter->of.from_day) : STR(""),
        own ? day_iso(ctx->mem, filter->of.to_day) : STR(""),
        choice_value(goods_balance_classes, filter->of.source_kind),
        number_or_empty(ctx, filter->of.source_id),
        number_or_empty(ctx, filter->of.category_id),
        number_or_empty(ctx, filter->of.holder_id),
        choice_value(goods_balance_ways, filter->of.by),
        choice_value(goods_balance_buckets, filter->bucket),
        filter->reason == NO_I64 ? STR("") : str_format(ctx->mem, "%d", (int)filter->reason),
        number_or_empty(ctx, filter->before_id),
    };
    return url_build(ctx, patterns[page], values, page == BALANCE_EVENTS ? 11 : 8);
}

struct url goods_balance_events_url(struct ctx *ctx, const struct balance_filter *filter,
                                    int64_t bucket, int64_t reason)
{
    struct balance_filter wanted = *filter;
    wanted.bucket = bucket;
    wanted.reason = reason;
    wanted.before_id = NO_I64;
    return goods_balance_url(ctx, BALANCE_EVENTS, &wanted);
}

/* ---- words ----------------------------------------------------------------------------------- */

struct str goods_balance_period_words(struct ctx *ctx, const struct balance_filter *filter)
{
    const struct i18n_arg args[] = {{"from", i18n_day(ctx, filter->of.from_day)},
                                    {"to", i18n_day(ctx, filter->of.to_day)}};
    return i18n_fill(ctx, N_("{from} to {to}"), args, 2);
}

static struct str category_name(const struct ctx *ctx, int64_t id)
{
    const struct goods_category *category = goods_codes_category(id);
    return category == NULL ? STR("") : category->name.in[ctx->lang];
}

struct str goods_balance_words(struct ctx *ctx, const struct balance_filter *filter)
{
    const struct choice *class = choice_of(goods_balance_classes, filter->of.source_kind);
    const struct str parts[] = {
        category_name(ctx, filter->of.category_id),
        class->value == NULL ? STR("") : translate(ctx, class->label),
        filter->of.source_id == 0 ? STR("") : goods_pages_holder(ctx, filter->of.source_id),
        filter->of.holder_id == 0 ? STR("") : goods_pages_holder(ctx, filter->of.holder_id)};
    struct str words = STR("");
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (parts[i].len > 0) {
            words = str_format(ctx->mem, "%.*s%s%.*s", STR_ARG(words), words.len > 0 ? " · " : "",
                               STR_ARG(parts[i]));
        }
    }
    return words;
}

struct str goods_balance_line_name(struct ctx *ctx, const struct balance_filter *filter, int64_t id)
{
    const struct str name =
        filter->of.by == BY_CATEGORY ? category_name(ctx, id) : goods_pages_holder(ctx, id);
    return name.len == 0 ? translate(ctx, N_("unknown")) : name;
}

struct balance_filter goods_balance_line_filter(const struct balance_filter *filter, int64_t id)
{
    struct balance_filter line = *filter;
    if (filter->of.by == BY_CATEGORY) {
        line.of.category_id = id;
    } else if (filter->of.by == BY_SOURCE) {
        line.of.source_id = id;
    } else {
        line.of.holder_id = id;
    }
    return line;
}

int64_t goods_balance_line_of(const struct balance_filter *filter, int64_t category_id)
{
    const struct goods_category *at = goods_codes_category(category_id);
    while (at != NULL && at->id != filter->of.category_id &&
           at->parent_id != filter->of.category_id) {
        at = at->parent_id == 0 ? NULL : goods_codes_category(at->parent_id);
    }
    return at == NULL ? category_id : at->id;
}

/* ---- what can be chosen ---------------------------------------------------------------------- */

void goods_balance_periods_nav(struct ctx *ctx, const struct balance_filter *filter,
                               struct nav *ret_nav)
{
    struct nav nav = {0};
    for (const struct choice *known = goods_balance_periods; known->number != BALANCE_OWN;
         known++) {
        struct balance_filter wanted = *filter;
        set_period(ctx, known->number, &wanted);
        vec_push(ctx->mem, &nav,
                 (struct nav_item){.label = translate(ctx, known->label),
                                   .url = goods_balance_url(ctx, BALANCE_SHEET, &wanted),
                                   .active = filter->period == known->number});
    }
    *ret_nav = nav;
}

static void add_option(struct ctx *ctx, struct balance_options *options, int64_t id,
                       struct str label, int64_t chosen)
{
    vec_push(ctx->mem, options,
             (struct form_option){.value = str_format(ctx->mem, "%lld", (long long)id),
                                  .label = label,
                                  .chosen = id == chosen});
}

static struct balance_select select_of(const char *name, struct str label)
{
    return (struct balance_select){.name = str_of(name), .label = label};
}

static struct balance_select choices_of(struct ctx *ctx, const char *name, const char *label,
                                        const struct choice *choices, int64_t chosen)
{
    struct balance_select select = select_of(name, translate(ctx, label));
    for (; choices->value != NULL; choices++) {
        vec_push(ctx->mem, &select.options,
                 (struct form_option){.value = str_of(choices->value),
                                      .label = translate(ctx, choices->label),
                                      .chosen = choices->number == chosen});
    }
    return select;
}

/* The public levels, children after their parent and set in. */
static void add_categories(struct ctx *ctx, int64_t chosen, struct balance_select *select)
{
    const struct goods_category *top = NULL;
    while ((top = goods_codes_child(0, top)) != NULL) {
        const struct goods_category *child = NULL;
        add_option(ctx, &select->options, top->id, top->name.in[ctx->lang], chosen);
        while ((child = goods_codes_child(top->id, child)) != NULL) {
            add_option(ctx, &select->options, child->id,
                       str_format(ctx->mem, "– %.*s", STR_ARG(child->name.in[ctx->lang])), chosen);
        }
    }
    /* One of the third level is come to by its row only. */
    const struct goods_category *category = goods_codes_category(chosen);
    if (category != NULL && category->level > 2) {
        add_option(ctx, &select->options, chosen, category->name.in[ctx->lang], chosen);
    }
}

enum status goods_balance_fields(struct ctx *ctx, const struct request *req,
                                 const struct balance_filter *filter,
                                 struct balance_fields *ret_fields)
{
    struct holders holders;
    TRY(goods_holders(ctx, 0, &holders));
    struct balance_select source = select_of("kilde", translate(ctx, N_("Source")));
    struct balance_select holder = select_of("sted", translate(ctx, N_("Place")));
    struct balance_select category = select_of("kategori", translate(ctx, N_("Category")));
    for (size_t i = 0; i < holders.count; i++) {
        const struct holder *at = &holders.ptr[i];
        if (at->kind == HOLDER_STATION || goods_is_source_only(at->kind)) {
            add_option(ctx, &source.options, at->id, at->name, filter->of.source_id);
        }
        if (!goods_is_source_only(at->kind)) {
            add_option(ctx, &holder.options, at->id, at->name, filter->of.holder_id);
        }
    }
    add_categories(ctx, filter->of.category_id, &category);
    struct balance_fields fields = {
        .from = form_field(ctx, req, &goods_balance_form, "fra", STR("")),
        .to = form_field(ctx, req, &goods_balance_form, "til", STR("")),
        .way = choices_of(ctx, "vis", N_("A row for each"), goods_balance_ways, filter->of.by),
    };
    if (fields.from.error.len == 0) {
        fields.from.value = day_iso(ctx->mem, filter->of.from_day);
    }
    if (fields.to.error.len == 0) {
        fields.to.value = day_iso(ctx->mem, filter->of.to_day);
    }
    vec_push(ctx->mem, &fields.selects,
             choices_of(ctx, "klasse", N_("Kind of source"), goods_balance_classes,
                        filter->of.source_kind));
    vec_push(ctx->mem, &fields.selects, source);
    vec_push(ctx->mem, &fields.selects, category);
    vec_push(ctx->mem, &fields.selects, holder);
    *ret_fields = fields;
    return OK;
}
