/* SPDX-License-Identifier: EUPL-1.2 */
/* The manager reads the rules, and writes new ones that hold from a day on. */
#include "allocation/allocation_office_forms.h"
#include "allocation/allocation_office_pages.h"
#include "allocation/allocation_office_tariff.h"
#include "allocation/allocation_office_words.h"
#include "allocation_html.h"
#include "base/day.h"
#include "base/units.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"
#include "roles/roles.h"

#include "base/banned.h"

#define MILLI_PERCENT INT64_C(100000) /* thousandths of a per cent in the whole */
#define PPM           INT64_C(1000000)
#define PPM_PER_MILLI (PPM / MILLI_PERCENT)
#define ROWS_SPARE    8 /* empty ones for more lines */

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

enum status allocation_office_rules_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct rules_show_input *input = req->form;
    struct office_rules_view view = {.may_change = (ctx->actor.roles & WHO_MANAGER) != 0};
    struct allocation_rules rules;
    TRY(allocation_office_rules_of(ctx, input->id, &rules));
    centre_page(ctx, req, PAGE_OFFICE, req->route->title, "/kontor/regler", &view.page);
    TRY(allocation_office_rules_body(ctx, &rules, "/kontor/regler?versjon={}", &view.rules));
    view.add_url = url_build(ctx, "/kontor/regler/ny", NULL, 0);
    if (input->saved) {
        view.saved = translate(ctx, N_("Saved. Everybody can read them already."));
    }
    struct html_out out = centre_out(ctx, req, res);
    office_rules_html(&out, &view);
    return OK;
}

/* ---- the form -------------------------------------------------------------------------------- */

/* How much is kept of older points, in thousandths of a per cent. */
static int64_t kept_of(const struct allocation_rules *rules)
{
    int64_t kept = 0;
    return scale_half_up(rules->decay_num, MILLI_PERCENT, rules->decay_den, &kept) ? kept : 0;
}

static struct form_field field_of(struct ctx *ctx, const struct request *req, const char *name,
                                  struct str initial)
{
    return form_field(ctx, req, &allocation_office_rules_form, name, initial);
}

static struct form_field numbered(struct ctx *ctx, const struct request *req, char letter, size_t n,
                                  struct str initial)
{
    return field_of(ctx, req, str_format(ctx->mem, "%c%zu", letter, n).ptr, initial);
}

static void add_rule_fields(struct ctx *ctx, const struct request *req,
                            const struct allocation_rules *rules,
                            struct office_rules_edit_view *view)
{
    const struct str share = allocation_office_milli(ctx, rules->startup_share_ppm / PPM_PER_MILLI);
    view->from_day = field_of(ctx, req, "from_day", day_iso(ctx->mem, centre_today(ctx)));
    view->note = field_of(ctx, req, "note", STR(""));
    view->startup = field_of(ctx, req, "startup", share);
    view->kept = field_of(ctx, req, "kept", allocation_office_milli(ctx, kept_of(rules)));
    view->floor = field_of(ctx, req, "floor", allocation_office_milli(ctx, rules->floor_mp));
    view->newcomer =
        field_of(ctx, req, "newcomer", allocation_office_milli(ctx, rules->newcomer_credit_mp));
    view->penalty = field_of(ctx, req, "penalty", allocation_office_milli(ctx, rules->penalty_mp));
    view->second_call =
        field_of(ctx, req, "second_call",
                 allocation_office_milli(ctx, rules->second_call_ppm / PPM_PER_MILLI));
    view->swap_hours =
        field_of(ctx, req, "swap_hours", allocation_office_number(ctx, rules->swap_hours));
    view->show_names = field_of(ctx, req, "show_names", rules->show_names ? STR("1") : STR(""));
    view->chain = field_of(ctx, req, "chain", rules->chain);
    view->genesis =
        field_of(ctx, req, "genesis",
                 allocation_office_number(ctx, rules->chain_genesis_ms / MS_PER_SECOND));
    view->period =
        field_of(ctx, req, "period", allocation_office_milli(ctx, rules->chain_period_ms));
    view->chain_url = field_of(ctx, req, "chain_url", rules->chain_url);
    view->fallback = field_of(ctx, req, "fallback", rules->fallback);
}

static void add_tariff_fields(struct ctx *ctx, const struct request *req,
                              const struct allocation_rules *rules,
                              struct office_rules_edit_view *view)
{
    int64_t mp[TARIFF_SIZES][TARIFF_STATES];
    allocation_office_tariff_default(rules, mp);
    for (int size = 0; size < TARIFF_SIZES; size++) {
        struct form_field cells[TARIFF_STATES];
        for (int state = 0; state < TARIFF_STATES; state++) {
            cells[state] = field_of(ctx, req, str_format(ctx->mem, "p%d%d", size, state + 1).ptr,
                                    allocation_office_milli(ctx, mp[size][state]));
        }
        vec_push(
            ctx->mem, &view->tariff,
            (struct office_tariff_row){.size = translate(ctx, allocation_office_size_words(size)),
                                       .whole = cells[0],
                                       .repair = cells[1],
                                       .unsure = cells[2]});
    }
}

/* The name that the list of kinds has for this one: with the kind above it where two have the same
 * name. "Everything else" for 0; empty for one that is unknown. */
static struct str kind_name(struct ctx *ctx, int64_t category_id)
{
    const struct goods_codes *codes = goods_codes_all();
    const struct goods_category *category = goods_codes_category(category_id);
    const struct goods_category *parent =
        category == NULL ? NULL : goods_codes_category(category->parent_id);
    if (category == NULL) {
        return category_id == 0 ? allocation_office_category(ctx, 0) : STR("");
    }
    const struct str name = category->name.in[ctx->lang];
    for (size_t i = 0; parent != NULL && i < codes->category_count; i++) {
        if (codes->categories[i].id != category_id &&
            str_equal(codes->categories[i].name.in[ctx->lang], name)) {
            return str_format(ctx->mem, "%.*s (%.*s)", STR_ARG(name),
                              STR_ARG(parent->name.in[ctx->lang]));
        }
    }
    return name;
}

/* The other way; NO_I64 for what is no kind of ours. */
static int64_t kind_named(struct ctx *ctx, struct str typed)
{
    const struct goods_codes *codes = goods_codes_all();
    for (size_t i = 0; i < codes->category_count; i++) {
        if (str_equal_nocase(kind_name(ctx, codes->categories[i].id), typed)) {
            return codes->categories[i].id;
        }
    }
    return str_equal_nocase(kind_name(ctx, 0), typed) ? 0 : NO_I64;
}

static void add_kinds(struct ctx *ctx, struct office_rules_edit_view *view)
{
    const struct goods_codes *codes = goods_codes_all();
    vec_push(ctx->mem, &view->kinds, kind_name(ctx, 0));
    for (size_t i = 0; i < codes->category_count; i++) {
        vec_push(ctx->mem, &view->kinds, kind_name(ctx, codes->categories[i].id));
    }
}

static struct str choice_value(const char *const *values, int64_t number, int64_t first)
{
    return number == NO_I64 ? STR("") : str_of(values[number - first]);
}

/* How many rows the page shows: those in use, those that were typed in, and some empty ones. */
static size_t rows_shown(struct ctx *ctx, const struct request *req, const char *letters,
                         size_t used, size_t most)
{
    for (size_t n = used; n < most; n++) {
        for (const char *letter = letters; *letter != 0; letter++) {
            if (numbered(ctx, req, *letter, n, STR("")).value.len > 0) {
                used = n + 1;
            }
        }
    }
    return used + ROWS_SPARE < most ? used + ROWS_SPARE : most;
}

static void add_point_rows(struct ctx *ctx, const struct request *req,
                           const struct tariff_lines *lines, struct office_rules_edit_view *view)
{
    static const char *const sizes[] = {"s", "m", "l", "p"};
    static const char *const states[] = {"hel", "fikses", "usikker"};
    const size_t shown = rows_shown(ctx, req, "kstm", lines->count, ALLOCATION_OFFICE_POINT_ROWS);
    for (size_t n = 0; n < shown; n++) {
        const struct tariff_line none = {NO_I64, NO_I64, NO_I64, NO_I64};
        const struct tariff_line *line = n < lines->count ? &lines->ptr[n] : &none;
        const struct str category = kind_name(ctx, line->category_id);
        vec_push(
            ctx->mem, &view->points,
            (struct office_point_row){
                .category = numbered(ctx, req, 'k', n, category),
                .size = numbered(ctx, req, 's', n, choice_value(sizes, line->size_class, 0)),
                .state = numbered(ctx, req, 't', n, choice_value(states, line->station_state, 1)),
                .points =
                    numbered(ctx, req, 'm', n, allocation_office_milli(ctx, line->points_mp))});
    }
}

static void add_class_rows(struct ctx *ctx, const struct request *req,
                           const struct allocation_rules *rules,
                           struct office_rules_edit_view *view)
{
    const size_t shown =
        rows_shown(ctx, req, "cqr", rules->classes.count, ALLOCATION_OFFICE_CLASS_ROWS);
    for (size_t n = 0; n < shown; n++) {
        const struct tariff_class none = {NO_I64, STR(""), STR("")};
        const struct tariff_class *row = n < rules->classes.count ? &rules->classes.ptr[n] : &none;
        const struct str category = kind_name(ctx, row->category_id);
        vec_push(
            ctx->mem, &view->classes,
            (struct office_class_row){.category = numbered(ctx, req, 'c', n, category),
                                      .quota_class = numbered(ctx, req, 'q', n, row->quota_class),
                                      .requires = numbered(ctx, req, 'r', n, row->requires)});
    }
}

/* Rules with more lines than the form has would lose some of them in silence. */
static bool form_holds(struct ctx *ctx, const struct allocation_rules *rules)
{
    return allocation_office_tariff_lines(ctx, rules).count <= ALLOCATION_OFFICE_POINT_ROWS &&
           rules->classes.count <= ALLOCATION_OFFICE_CLASS_ROWS;
}

#define TOO_MANY_IN_FORCE                                                                          \
    N_("The rules in force have more lines of points than the {detail} this form holds. Nothing "  \
       "can be saved here, because lines would be lost.")

enum status allocation_office_rules_new_page(struct ctx *ctx, struct request *req,
                                             struct response *res)
{
    struct office_rules_edit_view view = {.errors = allocation_office_errors(ctx, req)};
    struct allocation_rules rules;
    TRY(allocation_office_rules_of(ctx, NO_I64, &rules));
    const struct tariff_lines lines = allocation_office_tariff_lines(ctx, &rules);
    centre_page(ctx, req, PAGE_OFFICE, N_("New rules"), "/kontor/regler", &view.page);
    const struct str most = i18n_number(ctx, ALLOCATION_OFFICE_POINT_ROWS);
    const struct i18n_arg limits[] = {{"points", most},
                                      {"classes", i18n_number(ctx, ALLOCATION_OFFICE_CLASS_ROWS)}};
    view.limits = i18n_fill(ctx,
                            N_("At most {points} lines of points and {classes} of quota classes. "
                               "Points have at most three decimals."),
                            limits, 2);
    view.refusal = form_holds(ctx, &rules)
                       ? STR("")
                       : i18n_fill(ctx, TOO_MANY_IN_FORCE, &(struct i18n_arg){"detail", most}, 1);
    add_rule_fields(ctx, req, &rules, &view);
    add_tariff_fields(ctx, req, &rules, &view);
    add_point_rows(ctx, req, &lines, &view);
    add_class_rows(ctx, req, &rules, &view);
    add_kinds(ctx, &view);
    struct html_out out = centre_out(ctx, req, res);
    office_rules_edit_html(&out, &view);
    return OK;
}

/* ---- saving ---------------------------------------------------------------------------------- */

static const char *row_field(struct ctx *ctx, char letter, size_t n)
{
    return str_format(ctx->mem, "%c%zu", letter, n).ptr;
}

/* The kind that was typed into field `letter``n`. */
static enum status read_kind(struct ctx *ctx, struct str typed, char letter, size_t n,
                             int64_t *ret_category_id)
{
    if (typed.len == 0) {
        return ctx_fail(ctx, INVALID, N_("Choose which kind of thing this line is for."),
                        row_field(ctx, letter, n));
    }
    *ret_category_id = kind_named(ctx, typed);
    if (*ret_category_id == NO_I64) {
        ctx->err = (struct ctx_error){
            .message = N_("We know no kind of thing called {detail}. Choose one from the list."),
            .field = row_field(ctx, letter, n),
            .detail = typed};
        return INVALID;
    }
    return OK;
}

static enum status read_lines(struct ctx *ctx, const struct rules_input *input,
                              struct tariff_lines *lines, size_t ret_rows[])
{
    for (size_t n = 0; n < ALLOCATION_OFFICE_POINT_ROWS; n++) {
        const struct point_row_input *row = &input->rows[n];
        int64_t category_id = 0;
        if (row->category.len == 0 && row->points_mp == NO_I64) {
            continue;
        }
        TRY(read_kind(ctx, row->category, 'k', n, &category_id));
        if (category_id == 0) {
            return ctx_fail(ctx, INVALID, N_("The table above has the points of everything else."),
                            row_field(ctx, 'k', n));
        }
        if (row->points_mp == NO_I64) {
            return ctx_fail(ctx, INVALID,
                            N_("Write how many points it is, or leave the line empty."),
                            row_field(ctx, 'm', n));
        }
        ret_rows[lines->count] = n;
        vec_push(
            ctx->mem, lines,
            (struct tariff_line){category_id, row->size_class, row->station_state, row->points_mp});
    }
    return OK;
}

static enum status read_classes(struct ctx *ctx, const struct rules_input *input,
                                struct allocation_rules *rules)
{
    for (size_t n = 0; n < ALLOCATION_OFFICE_CLASS_ROWS; n++) {
        const struct class_row_input *row = &input->classes[n];
        int64_t category_id = 0;
        if (row->category.len == 0 && row->quota_class.len == 0 && row->requires.len == 0) {
            continue;
        }
        TRY(read_kind(ctx, row->category, 'c', n, &category_id));
        if (row->quota_class.len == 0) {
            return ctx_fail(ctx, INVALID, N_("Write what the quota class is called."),
                            row_field(ctx, 'q', n));
        }
        vec_push(ctx->mem, &rules->classes,
                 (struct tariff_class){category_id, row->quota_class,
                                       row->requires.ptr == NULL ? STR("") : row->requires});
    }
    return OK;
}

static enum status too_many(struct ctx *ctx, const char *message, const char *field)
{
    ctx->err = (struct ctx_error){.message = message,
                                  .field = field,
                                  .detail = i18n_number(ctx, ALLOCATION_OFFICE_POINT_ROWS)};
    return INVALID;
}

static enum status read_points(struct ctx *ctx, const struct rules_input *input,
                               struct allocation_rules *rules)
{
    size_t rows[ALLOCATION_OFFICE_POINT_ROWS] = {0};
    struct tariff_lines lines = {0};
    size_t wrong = 0;
    for (int64_t size = 0; size < TARIFF_SIZES; size++) {
        for (int64_t state = 1; state <= TARIFF_STATES; state++) {
            vec_push(ctx->mem, &rules->points,
                     (struct tariff_points){0, size, state, input->points_mp[size][state - 1]});
        }
    }
    TRY(read_lines(ctx, input, &lines, rows));
    if (!allocation_office_tariff_expand(ctx, &lines, rules, &wrong)) {
        return ctx_fail(ctx, INVALID,
                        N_("Another line says something else about the same things. Keep one."),
                        row_field(ctx, 'm', rows[wrong]));
    }
    /* Lines that overlap may need more of them to be told again, and the next form begins there. */
    if (!form_holds(ctx, rules)) {
        return too_many(ctx,
                        N_("Together these lines come to more than {detail} when exceptions are "
                           "told one by one. Leave out lines, or let a kind above say it."),
                        "k0");
    }
    return OK;
}

static struct str or_empty(struct str text)
{
    return text.ptr == NULL ? STR("") : text;
}

/* Kept as it was when the per cent shown for it was not touched: it may be finer than shown. */
static void read_decay(const struct rules_input *input, const struct allocation_rules *now,
                       struct allocation_rules *rules)
{
    const bool same = input->kept_percent_milli == kept_of(now);
    rules->decay_num = same ? now->decay_num : input->kept_percent_milli * PPM_PER_MILLI;
    rules->decay_den = same ? now->decay_den : PPM;
}

/* The room names what is wrong as its struct does; the form has a field for it. */
static enum status by_field(struct ctx *ctx, enum status status)
{
    static const struct {
        const char *rule;
        const char *field;
    } names[] = {{"startup_share", "startup"},
                 {"decay_num", "kept"},
                 {"decay_den", "kept"},
                 {"decay", "kept"},
                 {"newcomer_credit", "newcomer"},
                 {"chain_genesis", "genesis"},
                 {"chain_period", "period"},
                 {"points", "p01"},
                 {"quota_class", "q0"},
                 {"requires", "r0"},
                 {"classes", "q0"}};
    for (size_t i = 0; ctx->err.field != NULL && i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(ctx->err.field, names[i].rule) == 0) {
            ctx->err.field = names[i].field;
            return status;
        }
    }
    return status;
}

enum status allocation_office_rules_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct rules_input *input = req->form;
    struct allocation_rules now;
    int64_t id = 0;
    struct allocation_rules rules = {
        .from_day = input->from_day,
        .note = input->note,
        .startup_share_ppm = input->startup_percent_milli * PPM_PER_MILLI,
        .floor_mp = input->floor_mp,
        .newcomer_credit_mp = input->newcomer_credit_mp,
        .penalty_mp = input->penalty_mp,
        .second_call_ppm = input->second_call_percent_milli * PPM_PER_MILLI,
        .swap_hours = input->swap_hours,
        .show_names = input->show_names,
        .chain = input->chain,
        .chain_genesis_ms = input->chain_genesis_s * MS_PER_SECOND,
        .chain_period_ms = input->chain_period_milli,
        .chain_url = or_empty(input->chain_url),
        .fallback = input->fallback};
    TRY(allocation_office_rules_of(ctx, NO_I64, &now));
    if (!form_holds(ctx, &now)) {
        return too_many(ctx, TOO_MANY_IN_FORCE, NULL);
    }
    read_decay(input, &now, &rules);
    TRY(read_points(ctx, input, &rules));
    TRY(read_classes(ctx, input, &rules));
    TRY(by_field(ctx, allocation_rules_add(ctx, &rules, &id)));
    return response_redirect(
        ctx, req, res, str_format(ctx->mem, "/kontor/regler?versjon=%lld&lagret=1", (long long)id));
}
