/* SPDX-License-Identifier: EUPL-1.2 */
/* Booths: what they hold and how full they are, for the office, the shop and everybody. */
#include "base/day.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "custody/custody_forms.h"
#include "custody/custody_pages.h"
#include "custody/custody_words.h"
#include "custody_html.h"
#include "goods/goods_booth.h"
#include "goods/goods_find.h"
#include "i18n/i18n.h"
#include "roles/roles.h"
#include "tenants/tenants.h"

#include "base/banned.h"

#define DAYS_BACK_MAX  366
#define OLD_PAGE       50
#define OLD_OWN        10
#define NEARLY_PERCENT 80

/* ---- in words -------------------------------------------------------------------------------- */

static struct str limit_of(struct ctx *ctx, const char *words, int64_t used, int64_t most)
{
    const struct i18n_arg args[] = {{"n", i18n_number(ctx, used)},
                                    {"most", i18n_number(ctx, most == NO_I64 ? 0 : most)}};
    return most == NO_I64 ? i18n_number(ctx, used) : i18n_fill(ctx, words, args, 2);
}

static struct str fee_of(struct ctx *ctx, int64_t fee_ore)
{
    const struct i18n_arg arg = {"fee", i18n_money(ctx, fee_ore)};
    return fee_ore == 0 ? custody_words_text(ctx, N_("none"))
                        : i18n_fill(ctx, N_("{fee} a day"), &arg, 1);
}

static bool is_nearly(const struct booth_use *use)
{
    return (use->booth.lots_max != NO_I64 &&
            (use->awaiting + use->in_hand) * 100 >= use->booth.lots_max * NEARLY_PERCENT) ||
           (use->booth.litres_max != NO_I64 &&
            use->litres * 100 >= use->booth.litres_max * NEARLY_PERCENT);
}

static struct pill state_of(const struct ctx *ctx, const struct booth_use *use)
{
    if (!use->limited) {
        return (struct pill){PILL_QUIET, STR("minus"), custody_words_text(ctx, N_("No limit"))};
    }
    if (use->full) {
        return (struct pill){PILL_BAD, STR("alert"), custody_words_text(ctx, N_("Full"))};
    }
    return is_nearly(use)
               ? (struct pill){PILL_WAIT, STR("hourglass"),
                               custody_words_text(ctx, N_("Nearly full"))}
               : (struct pill){PILL_OPEN, STR("check"), custody_words_text(ctx, N_("Has room"))};
}

static struct booth_row use_row(struct ctx *ctx, struct str shop, const struct booth_use *use)
{
    const int64_t lots = use->awaiting + use->in_hand;
    return (struct booth_row){.shop = shop,
                              .stands = limit_of(ctx, N_("{n} of {most}"), lots,
                                                 use->limited ? use->booth.lots_max : NO_I64),
                              .litres = limit_of(ctx, N_("{n} of {most}"), use->litres,
                                                 use->limited ? use->booth.litres_max : NO_I64),
                              .fee = use->limited ? fee_of(ctx, use->booth.fee_ore) : STR("–"),
                              .from = use->limited ? i18n_day(ctx, use->booth.from_day) : STR("–"),
                              .state = state_of(ctx, use)};
}

/* A row of the published list: the limits alone, nothing of what stands there. */
static struct booth_row limit_row(struct ctx *ctx, const struct booth *booth)
{
    const struct str none = custody_words_text(ctx, N_("no limit"));
    return (struct booth_row){
        .shop = custody_words_holder(ctx, booth->tenant_id),
        .stands = booth->lots_max == NO_I64 ? none : i18n_number(ctx, booth->lots_max),
        .litres = booth->litres_max == NO_I64 ? none : i18n_number(ctx, booth->litres_max),
        .fee = fee_of(ctx, booth->fee_ore),
        .from = i18n_day(ctx, booth->from_day)};
}

static void add_sizes(struct ctx *ctx, struct booths_view *view)
{
    static const char *const names[] = {N_("Small"), N_("Middle, and what nobody has named"),
                                        N_("Large"), N_("Pallet")};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        vec_push(ctx->mem, &view->sizes,
                 (struct size_row){custody_words_text(ctx, names[i]),
                                   i18n_number(ctx, goods_booth_litres((enum goods_size_class)i))});
    }
}

/* ---- the office ------------------------------------------------------------------------------ */

static enum status add_booths(struct ctx *ctx, struct booths_view *view)
{
    struct tenant_list tenants;
    struct booths booths;
    const int64_t today = centre_today(ctx);
    TRY(tenants_list(ctx, &tenants));
    for (size_t i = 0; i < tenants.count; i++) {
        struct booth_use use;
        TRY(goods_booth_use(ctx, tenants.ptr[i].id, &use));
        struct booth_row row = use_row(ctx, tenants.ptr[i].name, &use);
        const struct str id = custody_words_id(ctx, tenants.ptr[i].id);
        row.url = url_build(ctx, "/kontor/alder?sted={}", &id, 1);
        vec_push(ctx->mem, &view->booths, row);
    }
    TRY(goods_booths(ctx, today, &booths));
    for (size_t i = 0; i < booths.count; i++) {
        if (booths.ptr[i].from_day > today) {
            vec_push(ctx->mem, &view->coming, limit_row(ctx, &booths.ptr[i]));
        }
    }
    return OK;
}

static enum status add_form(struct ctx *ctx, const struct request *req, struct booths_view *view)
{
    const struct form *form = &custody_booth_form;
    view->may_change = (ctx->actor.roles & WHO_MANAGER) != 0;
    custody_words_errors(ctx, req, form, &view->errors);
    view->tenant = form_field(ctx, req, form, "tenant", STR(""));
    view->lots = form_field(ctx, req, form, "lots", STR(""));
    view->litres = form_field(ctx, req, form, "litres", STR(""));
    view->fee = form_field(ctx, req, form, "fee", STR(""));
    view->from = form_field(ctx, req, form, "from", day_iso(ctx->mem, centre_today(ctx)));
    return custody_words_holders(ctx, CUSTODY_KIND(HOLDER_TENANT), &view->tenant);
}

static int64_t first_of_month(struct ctx *ctx)
{
    const int64_t today = centre_today(ctx);
    return today - day_to_date(today).day + 1;
}

enum status custody_booths_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct booths_view view = {0};
    struct booth_days days;
    const int64_t from_day = first_of_month(ctx);
    const struct str values[] = {day_iso(ctx->mem, from_day), day_iso(ctx->mem, centre_today(ctx))};
    centre_page(ctx, req, PAGE_OFFICE, N_("Booths"), "/kontor/boder", &view.page);
    TRY(add_booths(ctx, &view));
    TRY(add_form(ctx, req, &view));
    add_sizes(ctx, &view);
    TRY(goods_booth_days(ctx, 0, from_day, centre_today(ctx), &days));
    const struct i18n_arg arg = {"days", custody_words_days(ctx, (int64_t)days.count)};
    view.full_days = i18n_fill(ctx, N_("{days} with a full booth so far this month."), &arg, 1);
    view.csv = url_build(ctx, "/kontor/boder/dager.csv?fra={}&til={}", values, 2);
    if (!req->again && str_equal(request_query(ctx, req, "lagret"), STR("1"))) {
        view.done.text = custody_words_text(ctx, N_("The limit is saved and published."));
    }
    struct html_out out = centre_out(ctx, req, res);
    custody_booths_html(&out, &view);
    return OK;
}

enum status custody_booths_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct booth_input *input = req->form;
    const struct booth booth = {.tenant_id = input->tenant_id,
                                .from_day = input->from_day,
                                .lots_max = input->lots,
                                .litres_max = input->litres,
                                .fee_ore = input->fee_ore == NO_I64 ? 0 : input->fee_ore};
    TRY(goods_booth_set(ctx, &booth));
    return response_redirect(ctx, req, res, STR("/kontor/boder?lagret=1"));
}

/* ---- full days as CSV ------------------------------------------------------------------------ */

static void put_text(struct strbuf *out, struct str text)
{
    strbuf_byte(out, '"');
    /* A spreadsheet takes what begins with such a sign for a formula. */
    if (text.len > 0 && str_find_byte(STR("=+-@"), text.ptr[0]) >= 0) {
        strbuf_byte(out, '\'');
    }
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"') {
            strbuf_byte(out, '"');
        }
        strbuf_byte(out, text.ptr[i]);
    }
    strbuf_byte(out, '"');
}

enum status custody_booth_days_csv(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct booth_days_input *input = req->form;
    struct booth_days days;
    const int64_t to_day =
        input->to_day == NO_I64 || input->to_day == 0 ? centre_today(ctx) : input->to_day;
    int64_t from_day = input->from_day == NO_I64 || input->from_day == 0 ? to_day - DAYS_BACK_MAX
                                                                         : input->from_day;
    TRY(goods_booth_days(ctx, 0, from_day, to_day, &days));
    strbuf_literal(&res->body, "day,shop,lots,litres,fee_ore\n");
    for (size_t i = 0; i < days.count; i++) {
        const struct booth_day *day = &days.ptr[i];
        strbuf_str(&res->body, day_iso(ctx->mem, day->day));
        strbuf_byte(&res->body, ',');
        put_text(&res->body, custody_words_holder(ctx, day->tenant_id));
        strbuf_str(&res->body, str_format(ctx->mem, ",%lld,%lld,%lld\n", (long long)day->lots,
                                          (long long)day->litres, (long long)day->fee_ore));
    }
    res->content_type = STR("text/csv; charset=utf-8");
    response_header(ctx, res, "Content-Disposition",
                    STR("attachment; filename=\"fulle-boder.csv\""));
    return OK;
}

/* ---- the shop -------------------------------------------------------------------------------- */

static void add_fact(struct ctx *ctx, struct facts *facts, const char *label, struct str value)
{
    vec_push(ctx->mem, facts, (struct fact){custody_words_text(ctx, label), value, STR("")});
}

static struct str sentence_of(struct ctx *ctx, const struct booth_use *use)
{
    if (!use->limited) {
        return custody_words_text(ctx, N_("The centre has set no limit for your booth."));
    }
    if (use->full) {
        return custody_words_text(ctx, N_("The booth is full: you are given no more lots until "
                                          "something is put out, sold or handed on."));
    }
    const struct i18n_arg arg = {"lots", custody_words_lots(ctx, use->free_lots)};
    return i18n_fill(ctx, N_("There is room for {lots} of middle size."), &arg, 1);
}

static enum status add_days(struct ctx *ctx, int64_t tenant_id, struct own_booth_view *view)
{
    struct booth_days days;
    int64_t sum_ore = 0;
    TRY(goods_booth_days(ctx, tenant_id, first_of_month(ctx), centre_today(ctx), &days));
    for (size_t i = 0; i < days.count; i++) {
        const struct booth_day *day = &days.ptr[i];
        const struct i18n_arg args[] = {{"lots", custody_words_lots(ctx, day->lots)},
                                        {"litres", i18n_number(ctx, day->litres)}};
        sum_ore += day->fee_ore;
        vec_push(ctx->mem, &view->days,
                 (struct booth_day_row){i18n_day(ctx, day->day),
                                        i18n_fill(ctx, N_("{lots} · {litres} litres"), args, 2),
                                        i18n_money(ctx, day->fee_ore)});
    }
    view->fees = i18n_money(ctx, sum_ore);
    return OK;
}

/* `*ret_next`: id after which there is more, as text; empty when that is all. */
static enum status add_oldest(struct ctx *ctx, int64_t holder_id, int64_t after_id, int64_t limit,
                              const char *pattern, struct store_rows *rows, struct str *ret_next)
{
    struct goods_found found;
    TRY(goods_longest(ctx, holder_id, after_id == NO_I64 ? 0 : after_id, limit, &found));
    for (size_t i = 0; i < found.things.count; i++) {
        vec_push(ctx->mem, rows, custody_words_row(ctx, &found.things.ptr[i], pattern));
    }
    *ret_next = found.more ? custody_words_id(ctx, found.next_id) : STR("");
    return OK;
}

enum status custody_own_booth_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct age_input *input = req->form;
    const int64_t tenant_id = ctx->actor.owner_id;
    struct own_booth_view view = {0};
    struct booth_use use;
    struct str next;
    TRY(goods_booth_use(ctx, tenant_id, &use));
    const struct booth_row row = use_row(ctx, STR(""), &use);
    centre_page(ctx, req, PAGE_TENANT, N_("Our booth"), "/bod", &view.page);
    view.sentence = sentence_of(ctx, &use);
    view.state = row.state;
    add_fact(ctx, &view.facts, N_("Wait to be collected"), custody_words_lots(ctx, use.awaiting));
    add_fact(ctx, &view.facts, N_("In hand, not put out"), custody_words_lots(ctx, use.in_hand));
    add_fact(ctx, &view.facts, N_("Lots in all"), row.stands);
    add_fact(ctx, &view.facts, N_("Litres, by size"), row.litres);
    add_fact(ctx, &view.facts, N_("Fee when full"), row.fee);
    TRY(add_days(ctx, tenant_id, &view));
    TRY(add_oldest(ctx, tenant_id, input == NULL ? NO_I64 : input->after_id, OLD_OWN, "/lager/{}",
                   &view.oldest, &next));
    if (next.len > 0) {
        view.next = url_build(ctx, "/bod?etter={}", &next, 1);
    }
    view.none = (struct empty_state){
        .picture = url_asset("scene-shelf.svg"),
        .heading = custody_words_text(ctx, N_("Nothing in hand yet")),
        .text = custody_words_text(ctx, N_("What stands here longest is shown first.")),
        .url = url_build(ctx, "/henting", NULL, 0),
        .act = custody_words_text(ctx, N_("Pick up"))};
    struct html_out out = centre_out(ctx, req, res);
    custody_own_booth_html(&out, &view);
    return OK;
}

/* ---- everybody, and the ageing list ---------------------------------------------------------- */

enum status custody_public_booths_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct public_booths_view view = {0};
    struct booths booths;
    TRY(goods_booths(ctx, centre_today(ctx), &booths));
    centre_page(ctx, req, PAGE_PUBLIC, N_("What the booths hold"), "/fordeling", &view.page);
    for (size_t i = 0; i < booths.count; i++) {
        vec_push(ctx->mem, &view.booths, limit_row(ctx, &booths.ptr[i]));
    }
    struct html_out out = centre_out(ctx, req, res);
    custody_public_booths_html(&out, &view);
    return OK;
}

enum status custody_age_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct age_input *input = req->form;
    const int64_t holder_id = input == NULL || input->holder_id == NO_I64 ? 0 : input->holder_id;
    struct age_view view = {0};
    struct str next;
    centre_page(ctx, req, PAGE_OFFICE, N_("How long things have stood"), "/kontor/alder",
                &view.page);
    view.holder = form_field(ctx, req, &custody_age_form, "sted", STR(""));
    TRY(custody_words_holders(ctx, CUSTODY_KINDS_HAVING, &view.holder));
    custody_words_nothing(ctx, &view.holder, N_("Everywhere"));
    TRY(add_oldest(ctx, holder_id, input == NULL ? NO_I64 : input->after_id, OLD_PAGE,
                   "/kontor/lager/{}", &view.rows, &next));
    if (next.len > 0) {
        const struct str values[] = {holder_id == 0 ? STR("") : custody_words_id(ctx, holder_id),
                                     next};
        view.next = url_build(ctx, "/kontor/alder?sted={}&etter={}", values, 2);
    }
    view.none = (struct empty_state){.picture = url_asset("scene-shelf.svg"),
                                     .heading = custody_words_text(ctx, N_("Nothing stands here")),
                                     .text = custody_words_text(ctx, N_("Choose another place."))};
    struct html_out out = centre_out(ctx, req, res);
    custody_age_html(&out, &view);
    return OK;
}
