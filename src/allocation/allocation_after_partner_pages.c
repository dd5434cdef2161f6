/* SPDX-License-Identifier: EUPL-1.2 */
/* The office: agreements with partners outside the house. */
#include "accounts/accounts.h"
#include "allocation/allocation_after_forms.h"
#include "allocation/allocation_after_pages.h"
#include "allocation/allocation_after_words.h"
#include "allocation_html.h"
#include "base/day.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"

#include "base/banned.h"

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static bool may_change(const struct ctx *ctx)
{
    return (ctx->actor.roles & WHO_MANAGER) != 0;
}

/* The form that ends an agreement has no field to jump to. */
static void take_errors(struct ctx *ctx, const struct request *req, struct partners_view *view)
{
    const struct form_errors ended = form_errors(ctx, req, &allocation_after_partner_end_form);
    view->errors.errors = form_errors(ctx, req, &allocation_after_partner_form);
    for (size_t i = 0; i < ended.count; i++) {
        vec_push(ctx->mem, &view->errors.errors,
                 (struct form_error){STR(""), ended.ptr[i].message});
    }
}

static struct str categories_of(struct ctx *ctx, const struct i64_list *ids)
{
    struct str text = STR("");
    for (size_t i = 0; i < ids->count; i++) {
        const struct goods_category *category = goods_codes_category(ids->ptr[i]);
        if (category != NULL) {
            text = str_format(ctx->mem, "%.*s%s%.*s", STR_ARG(text), text.len > 0 ? ", " : "",
                              STR_ARG(category->name.in[ctx->lang]));
        }
    }
    return text;
}

static struct pill partner_state(struct ctx *ctx, const struct partner *partner)
{
    const int64_t today = centre_today(ctx);
    if (partner->ended) {
        return (struct pill){PILL_QUIET, STR("x"), translate(ctx, N_("Ended"))};
    }
    if (today > partner->to_day) {
        return (struct pill){PILL_QUIET, STR("clock"), translate(ctx, N_("Run out"))};
    }
    if (partner->term == PARTNER_ONCE && partner->used_ms != NO_I64 &&
        centre_day_of(ctx, partner->used_ms) < today) {
        return (struct pill){PILL_QUIET, STR("check"), translate(ctx, N_("Used"))};
    }
    return today < partner->from_day
               ? (struct pill){PILL_INFO, STR("clock"), translate(ctx, N_("Begins later"))}
               : (struct pill){PILL_OPEN, STR("check"), translate(ctx, N_("Runs"))};
}

static struct str number_of(struct ctx *ctx, struct str digits)
{
    return digits.len != 9 ? digits
                           : str_format(ctx->mem, "%.3s\u00a0%.3s\u00a0%.3s", digits.ptr,
                                        digits.ptr + 3, digits.ptr + 6);
}

static struct partner_row row_of(struct ctx *ctx, const struct partner *partner)
{
    const struct i18n_arg args[] = {{"from", i18n_day(ctx, partner->from_day)},
                                    {"to", i18n_day(ctx, partner->to_day)}};
    const struct pill state = partner_state(ctx, partner);
    return (struct partner_row){
        .id = allocation_after_words_id(ctx, partner->id),
        .name = partner->name,
        .number = number_of(ctx, partner->organisation_number),
        .term = i18n_fill(ctx,
                          partner->term == PARTNER_ONCE ? N_("Once, {from} to {to}")
                                                        : N_("Fixed, {from} to {to}"),
                          args, 2),
        .categories = categories_of(ctx, &partner->categories),
        .email = partner->email.ptr == NULL ? STR("") : partner->email,
        .state = state,
        .may_end = may_change(ctx) && state.kind != PILL_QUIET,
    };
}

static bool category_chosen(struct str typed, struct str id)
{
    struct str rest = typed;
    struct str part;
    while (rest.len > 0 && str_split(&rest, ',', &part)) {
        if (str_equal(str_trim(part), id)) {
            return true;
        }
    }
    return false;
}

static void add_partner_fields(struct ctx *ctx, const struct request *req,
                               struct partners_view *view)
{
    const struct form *form = &allocation_after_partner_form;
    view->name = form_field(ctx, req, form, "name", STR(""));
    view->organisation_number = form_field(ctx, req, form, "organisation_number", STR(""));
    view->email = form_field(ctx, req, form, "email", STR(""));
    view->term = form_field(ctx, req, form, "term", STR("fast"));
    view->from = form_field(ctx, req, form, "from", day_iso(ctx->mem, centre_today(ctx)));
    view->category = form_field(ctx, req, form, "category", STR(""));
    for (const struct goods_category *category = goods_codes_child(0, NULL); category != NULL;
         category = goods_codes_child(0, category)) {
        const struct str value = allocation_after_words_id(ctx, category->id);
        vec_push(ctx->mem, &view->categories,
                 (struct partner_choice){value, category->name.in[ctx->lang],
                                         category_chosen(view->category.value, value)});
    }
}

enum status allocation_after_partners_page(struct ctx *ctx, struct request *req,
                                           struct response *res)
{
    struct partners_view view = {.may_change = may_change(ctx)};
    struct partners partners;
    TRY(allocation_partners(ctx, &partners));
    centre_page(ctx, req, PAGE_OFFICE, N_("Partners"), "/kontor/partnere", &view.page);
    take_errors(ctx, req, &view);
    for (size_t i = 0; i < partners.count; i++) {
        vec_push(ctx->mem, &view.partners, row_of(ctx, &partners.ptr[i]));
    }
    add_partner_fields(ctx, req, &view);
    struct html_out out = centre_out(ctx, req, res);
    allocation_partners_html(&out, &view);
    return OK;
}

/* "914 205 682" is how people write it. */
static struct str without_spaces(struct ctx *ctx, struct str typed)
{
    char *digits = arena_alloc(ctx->mem, typed.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < typed.len; i++) {
        if (typed.ptr[i] != ' ') {
            digits[len++] = typed.ptr[i];
        }
    }
    return (struct str){digits, len};
}

enum status allocation_after_partner_post(struct ctx *ctx, struct request *req,
                                          struct response *res)
{
    const struct partner_input *input = req->form;
    const struct partner partner = {
        .name = input->name,
        .organisation_number = without_spaces(ctx, input->organisation_number),
        .email = input->email,
        .term = input->term,
        .from_day = input->from_day,
        .categories = input->categories,
    };
    int64_t partner_id = 0;
    TRY(allocation_partner_add(ctx, &partner, &partner_id));
    return response_redirect(ctx, req, res, STR("/kontor/partnere"));
}

enum status allocation_after_partner_end_post(struct ctx *ctx, struct request *req,
                                              struct response *res)
{
    const struct partner_end_input *input = req->form;
    TRY(allocation_partner_end(ctx, input->partner_id));
    return response_redirect(ctx, req, res, STR("/kontor/partnere"));
}
