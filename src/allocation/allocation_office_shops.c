/* SPDX-License-Identifier: EUPL-1.2 */
/* Who takes part in the draw and how: shares, limits, approvals, points, each change with its
 * reason. */
#include "accounts/accounts.h"
#include "allocation/allocation_office_forms.h"
#include "allocation/allocation_office_pages.h"
#include "allocation/allocation_office_views.h"
#include "allocation/allocation_office_words.h"
#include "allocation_html.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"
#include "roles/roles.h"

#include "base/banned.h"

#define CHANGES_SHOWN 50
#define POINTS_SHOWN  30
#define LINES_MAX     4000

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct str fill1(struct ctx *ctx, const char *source, const char *name, struct str value)
{
    const struct i18n_arg arg = {name, value};
    return i18n_fill(ctx, source, &arg, 1);
}

static struct pill state_pill(struct ctx *ctx, int64_t state)
{
    switch (state) {
    case PARTICIPANT_ACTIVE:
        return (struct pill){PILL_OPEN, STR("check"), translate(ctx, N_("Takes part"))};
    case PARTICIPANT_PAUSED:
        return (struct pill){PILL_WAIT, STR("hourglass"), translate(ctx, N_("Has a pause"))};
    default:
        return (struct pill){PILL_QUIET, STR("x"), translate(ctx, N_("Has left"))};
    }
}

static struct str name_of(const struct participants *list, int64_t tenant_id)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->ptr[i].tenant_id == tenant_id) {
            return list->ptr[i].name;
        }
    }
    return STR("");
}

/* Weight of all shops that share one lead. */
static int64_t weight_of_lead(const struct participants *list, int64_t lead_id)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->ptr[i].tenant_id == lead_id) {
            return list->ptr[i].weight;
        }
    }
    return 1;
}

/* ---- the list -------------------------------------------------------------------------------- */

static enum status row_of(struct ctx *ctx, const struct participants *list,
                          const struct participant *shop, struct office_shop_row *ret)
{
    int64_t balance_mp = NO_I64;
    TRY(allocation_balance(ctx, shop->lead_id, &balance_mp));
    const struct str id = allocation_office_number(ctx, shop->tenant_id);
    struct office_shop_row row = {
        .name = shop->name,
        .url = url_build(ctx, "/kontor/deltakere/{}", &id, 1),
        .state = state_pill(ctx, shop->state),
        .weight = i18n_number(ctx, shop->weight),
        .points = balance_mp == NO_I64 ? translate(ctx, N_("new"))
                                       : allocation_points_text(ctx, balance_mp, 1),
        .per_share =
            balance_mp == NO_I64
                ? STR("–")
                : allocation_points_text(ctx, balance_mp, weight_of_lead(list, shop->lead_id)),
        .cap = shop->cap_lots == NO_I64 ? translate(ctx, N_("no limit"))
                                        : allocation_office_lots(ctx, shop->cap_lots),
        .delegated = shop->delegated};
    if (shop->lead_id != shop->tenant_id) {
        row.lead = fill1(ctx, N_("same owner as {shop}"), "shop", name_of(list, shop->lead_id));
    }
    if (shop->startup) {
        row.startup = (struct pill){PILL_INFO, STR("party"), translate(ctx, N_("Start-up"))};
    }
    *ret = row;
    return OK;
}

enum status allocation_office_shops_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct office_shops_view view = {0};
    struct participants list;
    TRY(allocation_participants(ctx, &list));
    centre_page(ctx, req, PAGE_OFFICE, req->route->title, "/kontor/deltakere", &view.page);
    for (size_t i = 0; i < list.count; i++) {
        struct office_shop_row row;
        TRY(row_of(ctx, &list, &list.ptr[i], &row));
        vec_push(ctx->mem, &view.shops, row);
    }
    view.none = (struct empty_state){
        .picture = url_asset("scene-shelf.svg"),
        .heading = translate(ctx, N_("No shop yet")),
        .text = translate(ctx, N_("A shop takes part as soon as it has an agreement.")),
        .url = url_build(ctx, "/kontor/butikker", NULL, 0),
        .act = translate(ctx, N_("Shops"))};
    struct html_out out = centre_out(ctx, req, res);
    office_shops_html(&out, &view);
    return OK;
}

/* ---- one shop -------------------------------------------------------------------------------- */

/* Only shops that lead themselves can be led by, and the shop itself. */
static struct form_field lead_field(struct ctx *ctx, const struct request *req,
                                    const struct participants *list, const struct participant *shop)
{
    struct form_field field = form_field(ctx, req, &allocation_office_shop_form, "lead",
                                         allocation_office_number(ctx, shop->lead_id));
    VEC(struct form_option) options = {0};
    for (size_t i = 0; i < list->count; i++) {
        const struct participant *other = &list->ptr[i];
        const bool itself = other->tenant_id == shop->tenant_id;
        if (!itself && other->lead_id != other->tenant_id) {
            continue;
        }
        const struct str id = allocation_office_number(ctx, other->tenant_id);
        vec_push(ctx->mem, &options,
                 (struct form_option){
                     id, itself ? translate(ctx, N_("nobody: it stands alone")) : other->name,
                     str_equal(id, field.value)});
    }
    field.options.ptr = options.ptr;
    field.options.count = options.count;
    return field;
}

static struct str state_value(int64_t state)
{
    return state == PARTICIPANT_ACTIVE   ? STR("med")
           : state == PARTICIPANT_PAUSED ? STR("pause")
                                         : STR("sluttet");
}

static void add_fields(struct ctx *ctx, const struct request *req, const struct participants *list,
                       const struct participant *shop, struct office_shop_view *view)
{
    const struct form *form = &allocation_office_shop_form;
    view->state_field = form_field(ctx, req, form, "state", state_value(shop->state));
    view->weight =
        form_field(ctx, req, form, "weight", allocation_office_number(ctx, shop->weight));
    view->cap_lots = form_field(
        ctx, req, form, "cap_lots",
        shop->cap_lots == NO_I64 ? STR("") : allocation_office_number(ctx, shop->cap_lots));
    view->startup = form_field(ctx, req, form, "startup", shop->startup ? STR("1") : STR(""));
    view->lead = lead_field(ctx, req, list, shop);
    view->reason = form_field(ctx, req, form, "reason", STR(""));
    view->version = allocation_office_number(ctx, shop->version);
}

static enum status add_approvals(struct ctx *ctx, const struct request *req, int64_t tenant_id,
                                 struct office_shop_view *view)
{
    const struct form *form = &allocation_office_approve_form;
    struct str_list requires;
    struct participant_caps caps;
    struct strbuf lines;
    TRY(allocation_approvals(ctx, tenant_id, &requires, &caps));
    strbuf_init(&lines, LINES_MAX);
    for (size_t i = 0; i < requires.count; i++) {
        strbuf_format(&lines, "%s%.*s", i == 0 ? "" : "\n", STR_ARG(requires.ptr[i]));
    }
    view->requires = form_field(ctx, req, form, "requires", strbuf_copy(&lines, ctx->mem));
    strbuf_clear(&lines);
    for (size_t i = 0; i < caps.count; i++) {
        strbuf_format(&lines, "%s%.*s: %lld", i == 0 ? "" : "\n", STR_ARG(caps.ptr[i].quota_class),
                      (long long)caps.ptr[i].cap_lots);
    }
    view->caps = form_field(ctx, req, form, "caps", strbuf_copy(&lines, ctx->mem));
    strbuf_finish(&lines);
    view->approve_reason = form_field(ctx, req, form, "reason", STR(""));
    view->approve_reason.id = STR("f-approve-reason");
    return OK;
}

static enum status add_history(struct ctx *ctx, const struct participant *shop,
                               struct office_shop_view *view)
{
    struct participant_changes changes;
    struct points_entries entries;
    TRY(allocation_participant_changes(ctx, shop->tenant_id, CHANGES_SHOWN, &changes));
    for (size_t i = 0; i < changes.count; i++) {
        const struct participant_change *change = &changes.ptr[i];
        struct person person = {.name = translate(ctx, N_("the program"))};
        if (change->person_id != NO_I64 && accounts_person(ctx, change->person_id, &person) != OK) {
            person.name = STR("–");
        }
        vec_push(ctx->mem, &view->changes,
                 (struct office_change_row){centre_when(ctx, change->at_ms), change->what,
                                            change->reason, person.name});
    }
    TRY(allocation_points(ctx, shop->lead_id, NO_I64, POINTS_SHOWN, &entries));
    for (size_t i = 0; i < entries.count; i++) {
        const struct points_entry *entry = &entries.ptr[i];
        const char *words = allocation_points_words(entry->kind);
        vec_push(ctx->mem, &view->points,
                 (struct office_points_row){centre_when(ctx, entry->at_ms),
                                            translate(ctx, words == NULL ? N_("unknown") : words),
                                            i18n_milli(ctx, entry->mp),
                                            i18n_milli(ctx, entry->balance_mp)});
    }
    return OK;
}

static void add_fact(struct ctx *ctx, struct facts *facts, const char *label, struct str value)
{
    vec_push(ctx->mem, facts, (struct fact){translate(ctx, label), value, STR("")});
}

static enum status add_facts(struct ctx *ctx, const struct participants *list,
                             const struct participant *shop, struct office_shop_view *view)
{
    struct office_shop_row row;
    TRY(row_of(ctx, list, shop, &row));
    add_fact(ctx, &view->facts, N_("Points"), row.points);
    add_fact(ctx, &view->facts, N_("Points per share"), row.per_share);
    add_fact(ctx, &view->facts, N_("Shares"), row.weight);
    add_fact(ctx, &view->facts, N_("At most in a round"), row.cap);
    add_fact(ctx, &view->facts, N_("Start-up"),
             translate(ctx, shop->startup ? N_("yes") : N_("no")));
    add_fact(ctx, &view->facts, N_("Owner"),
             row.lead.len > 0 ? row.lead : translate(ctx, N_("its own")));
    if (shop->delegated) {
        view->delegated =
            translate(ctx, N_("The shop has asked you to wish for it. It can take that back at any "
                              "time."));
    }
    return OK;
}

/* Of two forms on the page only the one that was posted may show what was wrong; both have a field
 * "reason". */
enum status allocation_office_shop_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct office_shop_view view = {.may_change = (ctx->actor.roles & WHO_MANAGER) != 0};
    struct participants list;
    struct participant shop;
    int64_t tenant_id = 0;
    TRY(request_param_i64(req, 0, &tenant_id));
    view.errors = allocation_office_errors(ctx, req);
    TRY(allocation_participant(ctx, tenant_id, &shop));
    TRY(allocation_participants(ctx, &list));
    centre_page(ctx, req, PAGE_OFFICE, N_("Who takes part"), "/kontor/deltakere", &view.page);
    view.name = shop.name;
    view.page.title = shop.name;
    view.state = state_pill(ctx, shop.state);
    if (!req->again && request_query(ctx, req, "lagret").len > 0) {
        view.saved = translate(ctx, N_("Saved."));
    }
    const struct str id = allocation_office_number(ctx, tenant_id);
    view.save_url = url_build(ctx, "/kontor/deltakere/{}", &id, 1);
    view.approve_url = url_build(ctx, "/kontor/deltakere/{}/godkjenning", &id, 1);
    TRY(add_facts(ctx, &list, &shop, &view));
    add_fields(ctx, req, &list, &shop, &view);
    TRY(add_approvals(ctx, req, tenant_id, &view));
    TRY(add_history(ctx, &shop, &view));
    if (req->again && req->route->form == &allocation_office_approve_form) {
        for (size_t i = 0; i < view.errors.errors.count; i++) {
            if (str_equal(view.errors.errors.ptr[i].id, STR("f-reason"))) {
                view.errors.errors.ptr[i].id = view.approve_reason.id;
            }
        }
    }
    struct html_out out = centre_out(ctx, req, res);
    office_shop_html(&out, &view);
    return OK;
}

static enum status back(struct ctx *ctx, const struct request *req, struct response *res,
                        int64_t tenant_id)
{
    return response_redirect(
        ctx, req, res,
        str_format(ctx->mem, "/kontor/deltakere/%lld?lagret=1", (long long)tenant_id));
}

enum status allocation_office_shop_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct shop_part_input *input = req->form;
    struct participant shop;
    int64_t tenant_id = 0;
    TRY(request_param_i64(req, 0, &tenant_id));
    TRY(allocation_participant(ctx, tenant_id, &shop));
    shop.weight = input->weight;
    shop.startup = input->startup;
    shop.cap_lots = input->cap_lots;
    shop.state = input->state;
    shop.lead_id = input->lead_id;
    shop.version = input->version;
    TRY(allocation_participant_set(ctx, &shop, input->reason));
    return back(ctx, req, res, tenant_id);
}

/* ---- approvals ------------------------------------------------------------------------------- */

static struct str_list read_requires(struct ctx *ctx, struct str text)
{
    struct str_list list = {0};
    struct str rest = text.ptr == NULL ? STR("") : text;
    struct str line;
    while (str_split(&rest, '\n', &line)) {
        line = str_trim(line);
        if (line.len > 0) {
            vec_push(ctx->mem, &list, str_copy(ctx->mem, line));
        }
    }
    return list;
}

/* "class: 5" a line. */
static enum status read_caps(struct ctx *ctx, struct str text, struct participant_caps *ret_caps)
{
    struct str rest = text.ptr == NULL ? STR("") : text;
    struct str line;
    while (str_split(&rest, '\n', &line)) {
        line = str_trim(line);
        if (line.len == 0) {
            continue;
        }
        size_t colon = line.len;
        while (colon > 0 && line.ptr[colon - 1] != ':') {
            colon--;
        }
        struct participant_cap cap = {0};
        const struct str name = colon == 0 ? STR("") : str_trim(str_slice(line, 0, colon - 1));
        if (name.len == 0 ||
            !str_to_i64(str_trim(str_slice(line, colon, line.len)), &cap.cap_lots) ||
            cap.cap_lots < 0 || cap.cap_lots > ALLOCATION_LOTS_MAX) {
            ctx->err = (struct ctx_error){
                .message = N_("Write a quota class, a colon and a number, like “bicycles: 5”, not "
                              "{detail}."),
                .field = "caps",
                .detail = str_copy(ctx->mem, line)};
            return INVALID;
        }
        cap.quota_class = str_copy(ctx->mem, name);
        vec_push(ctx->mem, ret_caps, cap);
    }
    return OK;
}

enum status allocation_office_approve_post(struct ctx *ctx, struct request *req,
                                           struct response *res)
{
    const struct approve_input *input = req->form;
    struct participant_caps caps = {0};
    struct participant shop;
    int64_t tenant_id = 0;
    TRY(request_param_i64(req, 0, &tenant_id));
    TRY(allocation_participant(ctx, tenant_id, &shop));
    const struct str_list requires = read_requires(ctx, input->requires);
    TRY(read_caps(ctx, input->caps, &caps));
    TRY(allocation_approve(ctx, tenant_id, &requires, &caps, input->reason));
    return back(ctx, req, res, tenant_id);
}
