/* SPDX-License-Identifier: EUPL-1.2 */
/* The dealer's register: what was bought, who sold it, the rules, and the export. */
#include "base/day.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"
#include "roles/roles.h"
#include "safety/safety_dealer.h"
#include "safety/safety_forms.h"
#include "safety/safety_pages.h"
#include "safety/safety_rules.h"
#include "safety/safety_shown.h"
#include "safety_html.h"

#include "base/banned.h"

#define LIST_PATH "/kontor/brukthandel"
#define RULE_PATH LIST_PATH "/regel"
#define PAGE_ROWS 30
#define CSV_STEP  500
#define CSV_MAX   20000

static bool may_change(const struct ctx *ctx)
{
    return (ctx->actor.roles & WHO_MANAGER) != 0;
}

static struct pill seller_pill(struct ctx *ctx, const struct dealer_entry *entry)
{
    if (!entry->seller_known) {
        return (struct pill){PILL_WAIT, STR("pencil"), safety_shown(ctx, N_("Seller is missing"))};
    }
    return entry->name.len > 0
               ? (struct pill){PILL_OPEN, STR("check"), safety_shown(ctx, N_("Written down"))}
               : (struct pill){PILL_QUIET, STR("trash"), safety_shown(ctx, N_("Erased"))};
}

/* ---- the list -------------------------------------------------------------------------------- */

static enum status fill_entries(struct ctx *ctx, int64_t before_id, struct dealer_view *view)
{
    struct dealer_entries entries;
    TRY(safety_store_entries(ctx, before_id, PAGE_ROWS + 1, &entries));
    for (size_t i = 0; i < entries.count && i < PAGE_ROWS; i++) {
        const struct dealer_entry *entry = &entries.ptr[i];
        struct dealer_entry sold;
        struct thing thing;
        struct str until;
        TRY(goods_thing(ctx, entry->thing_id, &thing));
        TRY(safety_dealer_until(ctx, entry, &until));
        TRY(safety_dealer_seller_of(ctx, entry, &sold));
        const struct str id = safety_shown_number(ctx, entry->id);
        vec_push(ctx->mem, &view->entries,
                 (struct entry_line){.name = goods_name(ctx, &thing),
                                     .code = thing.code,
                                     .bought = i18n_day(ctx, entry->bought_day),
                                     .until = until,
                                     .seller = seller_pill(ctx, &sold),
                                     .url = url_build(ctx, LIST_PATH "/{}", &id, 1)});
    }
    if (entries.count > PAGE_ROWS) {
        const struct str last = safety_shown_number(ctx, entries.ptr[PAGE_ROWS - 1].id);
        view->next = url_build(ctx, LIST_PATH "?etter={}", &last, 1);
    }
    return OK;
}

static struct str what_of(const struct ctx *ctx, const struct stored_dealer_rule *rule)
{
    return rule->what[ctx->lang].len > 0 ? rule->what[ctx->lang] : rule->what[LANG_NB];
}

static enum status fill_rules(struct ctx *ctx, struct dealer_view *view)
{
    struct stored_dealer_rules rules;
    TRY(safety_store_dealer_rules(ctx, &rules));
    for (size_t i = 0; i < rules.count; i++) {
        const struct stored_dealer_rule *rule = &rules.ptr[i];
        const struct pill yes = {PILL_OPEN, STR("check"), safety_shown(ctx, N_("Holds"))};
        const struct pill no = {PILL_QUIET, STR("x"), safety_shown(ctx, N_("Does not hold"))};
        const struct str id = safety_shown_number(ctx, rule->id);
        const struct i18n_arg days = {"n", i18n_number(ctx, rule->hold_days)};
        vec_push(
            ctx->mem, &view->rules,
            (struct dealer_rule_line){
                .what = what_of(ctx, rule),
                .place = str_format(ctx->mem, "%.*s · %.*s", STR_ARG(rule->country),
                                    STR_ARG(safety_shown_place(ctx, rule->category_id, STR("")))),
                .applies = rule->applies ? yes : no,
                .days = i18n_replace(
                    ctx, i18n_plural(ctx->lang, N_("1 day"), N_("{n} days"), rule->hold_days),
                    &days, 1),
                .from = i18n_day(ctx, rule->from_day),
                .source = rule->source,
                .url = url_build(ctx, RULE_PATH "/{}", &id, 1)});
    }
    return OK;
}

enum status safety_dealer_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct saved_input *input = req->again ? NULL : req->form;
    struct dealer_view view = {.may_change = may_change(ctx)};
    struct str country;
    TRY(safety_store_country(ctx, centre_today(ctx), &country));
    TRY(fill_entries(ctx, input == NULL ? NO_I64 : input->before_id, &view));
    TRY(fill_rules(ctx, &view));
    centre_page(ctx, req, PAGE_OFFICE, N_("Dealer's register"), LIST_PATH, &view.page);
    view.errors.errors = form_errors(ctx, req, &safety_country_form);
    view.country = form_field(ctx, req, &safety_country_form, "country", country);
    view.country_url = url_build(ctx, LIST_PATH "/land", NULL, 0);
    view.add_url = url_build(ctx, RULE_PATH, NULL, 0);
    view.export_url = url_build(ctx, LIST_PATH "/register.csv", NULL, 0);
    if (input != NULL && input->saved) {
        view.saved = safety_shown(ctx, N_("Saved."));
    }
    struct html_out out = centre_out(ctx, req, res);
    safety_dealer_html(&out, &view);
    return OK;
}

enum status safety_country_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct country_input *input = req->form;
    TRY(safety_rules_set_country(ctx, input->country));
    return response_redirect(ctx, req, res, STR(LIST_PATH "?lagret=1"));
}

/* ---- one entry ------------------------------------------------------------------------------- */

static void fill_seller_form(struct ctx *ctx, const struct request *req, struct entry_view *view)
{
    const struct form *form = &safety_seller_form;
    view->errors.errors = form_errors(ctx, req, form);
    view->seller = form_field(ctx, req, form, "seller", STR(""));
    view->document = form_field(ctx, req, form, "document", STR(""));
    view->address = form_field(ctx, req, form, "address", STR(""));
    view->adult = form_field(ctx, req, form, "adult", STR(""));
    view->price = form_field(ctx, req, form, "price", STR(""));
}

static enum status fill_entry_facts(struct ctx *ctx, const struct dealer_entry *entry,
                                    const struct dealer_entry *sold, struct facts *facts)
{
    struct stored_dealer_rule rule;
    struct str until;
    TRY(safety_store_dealer_rule(ctx, entry->rule_id, &rule));
    TRY(safety_dealer_until(ctx, entry, &until));
    safety_shown_fact(ctx, facts, N_("Rule"), what_of(ctx, &rule));
    safety_shown_fact(ctx, facts, N_("Bought"), i18n_day(ctx, entry->bought_day));
    safety_shown_fact(ctx, facts, N_("May be sold"), until);
    /* Who sold it is the manager's alone: the law asks for it, nobody else needs it. */
    if (may_change(ctx) && sold->name.len > 0) {
        safety_shown_fact(ctx, facts, N_("Seller"), sold->name);
        safety_shown_fact(ctx, facts, N_("Paper shown"),
                          safety_shown(ctx, safety_document_words(sold->document)));
        safety_shown_fact(ctx, facts, N_("Address"), sold->address);
        safety_shown_fact(ctx, facts, N_("Erased after"), i18n_day(ctx, sold->keep_until_day));
    }
    if (sold->price_ore != NO_I64) {
        safety_shown_fact(ctx, facts, N_("Price paid"), i18n_money(ctx, sold->price_ore));
    }
    return OK;
}

enum status safety_entry_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct entry_view view = {0};
    struct dealer_entry entry;
    struct dealer_entry sold;
    struct thing thing;
    int64_t entry_id = 0;
    TRY(request_param_i64(req, 0, &entry_id));
    TRY(safety_store_entry(ctx, entry_id, &entry));
    TRY(safety_dealer_seller_of(ctx, &entry, &sold));
    TRY(goods_thing(ctx, entry.thing_id, &thing));
    centre_page(ctx, req, PAGE_OFFICE, N_("Bought thing"), LIST_PATH, &view.page);
    TRY(safety_shown_thing(ctx, &thing, &view.thing));
    TRY(fill_entry_facts(ctx, &entry, &sold, &view.facts));
    view.page.title = view.thing.name;
    view.may_write = may_change(ctx) && !sold.seller_known && entry.of_id == NO_I64;
    const struct str id = safety_shown_number(ctx, entry_id);
    view.save_url = url_build(ctx, LIST_PATH "/{}", &id, 1);
    fill_seller_form(ctx, req, &view);
    struct html_out out = centre_out(ctx, req, res);
    safety_entry_html(&out, &view);
    return OK;
}

enum status safety_seller_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct seller_input *input = req->form;
    int64_t entry_id = 0;
    TRY(request_param_i64(req, 0, &entry_id));
    const struct safety_seller seller = {.name = input->name,
                                         .document = input->document,
                                         .address =
                                             input->address.ptr == NULL ? STR("") : input->address,
                                         .adult = input->adult,
                                         .price_ore = input->price_ore};
    TRY(safety_dealer_seller(ctx, entry_id, &seller));
    return response_redirect(ctx, req, res, STR(LIST_PATH "?lagret=1"));
}

/* ---- the export ------------------------------------------------------------------------------ */

/* Quoted, and never a formula to a spreadsheet. */
static void put_text(struct strbuf *out, struct str text)
{
    strbuf_literal(out, "\"");
    if (text.len > 0 && strchr("=+-@\t", text.ptr[0]) != NULL) {
        strbuf_literal(out, "'");
    }
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"') {
            strbuf_literal(out, "\"");
        }
        strbuf_byte(out, text.ptr[i]);
    }
    strbuf_literal(out, "\"");
}

static enum status put_entry(struct ctx *ctx, struct strbuf *out, const struct dealer_entry *entry)
{
    struct dealer_entry sold;
    struct thing thing;
    struct holder holder;
    TRY(safety_dealer_seller_of(ctx, entry, &sold));
    TRY(goods_thing(ctx, entry->thing_id, &thing));
    TRY(goods_holder(ctx, thing.holder_id, &holder));
    const char *document = sold.document == NO_I64 ? NULL : safety_document_words(sold.document);
    strbuf_format(out, "%lld,", (long long)entry->id);
    put_text(out, thing.code);
    strbuf_literal(out, ",");
    put_text(out, goods_name(ctx, &thing));
    strbuf_format(out, ",%.*s,%.*s,%d,", STR_ARG(day_iso(ctx->mem, entry->bought_day)),
                  STR_ARG(day_iso(ctx->mem, entry->hold_until_day)), entry->released ? 1 : 0);
    if (sold.price_ore != NO_I64) {
        strbuf_format(out, "%lld.%02lld", (long long)(sold.price_ore / 100),
                      (long long)(sold.price_ore % 100));
    }
    strbuf_literal(out, ",");
    put_text(out, sold.name);
    strbuf_literal(out, ",");
    put_text(out, document == NULL ? STR("") : safety_shown(ctx, document));
    strbuf_literal(out, ",");
    put_text(out, sold.address);
    strbuf_literal(out, ",");
    put_text(out, holder.name);
    strbuf_format(out, ",%lld\r\n", (long long)thing.count);
    return OK;
}

enum status safety_register_csv(struct ctx *ctx, struct request *req, struct response *res)
{
    struct dealer_entries entries = {0};
    int64_t before_id = NO_I64;
    int64_t written = 0;
    (void)req;
    strbuf_literal(&res->body,
                   "entry,label,thing,bought,kept_until,released,price_nok,seller,paper,"
                   "address,holder,left\r\n");
    do {
        const struct arena_mark mark = arena_mark(ctx->mem);
        TRY(safety_store_entries(ctx, before_id, CSV_STEP, &entries));
        for (size_t i = 0; i < entries.count; i++) {
            TRY(put_entry(ctx, &res->body, &entries.ptr[i]));
            before_id = entries.ptr[i].id;
        }
        written += (int64_t)entries.count;
        arena_reset(ctx->mem, mark);
    } while (entries.count == CSV_STEP && written < CSV_MAX);
    res->content_type = STR("text/csv; charset=utf-8");
    response_header(ctx, res, "Content-Disposition",
                    STR("attachment; filename=\"brukthandel.csv\""));
    return OK;
}

/* ---- rules ----------------------------------------------------------------------------------- */

static void fill_rule(struct ctx *ctx, const struct request *req,
                      const struct stored_dealer_rule *rule, struct dealer_rule_view *view)
{
    const struct form *form = &safety_dealer_rule_form;
    view->may_change = may_change(ctx);
    view->errors.errors = form_errors(ctx, req, form);
    view->country = form_field(ctx, req, form, "country", rule->country);
    view->category =
        form_field(ctx, req, form, "category",
                   rule->category_id == 0 ? STR("") : safety_shown_number(ctx, rule->category_id));
    view->from_day = form_field(ctx, req, form, "from_day", day_iso(ctx->mem, centre_today(ctx)));
    view->applies = form_field(ctx, req, form, "applies", rule->applies ? STR("yes") : STR("no"));
    view->hold_days =
        form_field(ctx, req, form, "hold_days", safety_shown_number(ctx, rule->hold_days));
    view->commission =
        form_field(ctx, req, form, "commission", rule->commission ? STR("1") : STR(""));
    view->min_age = form_field(ctx, req, form, "min_age", safety_shown_number(ctx, rule->min_age));
    view->keep_days =
        form_field(ctx, req, form, "keep_days", safety_shown_number(ctx, rule->keep_days));
    view->what_nb = form_field(ctx, req, form, "what_nb", rule->what[LANG_NB]);
    view->what_nn = form_field(ctx, req, form, "what_nn", rule->what[LANG_NN]);
    view->what_en = form_field(ctx, req, form, "what_en", rule->what[LANG_EN]);
    view->source = form_field(ctx, req, form, "source", rule->source);
    safety_shown_categories(ctx, &view->category);
    safety_shown_fact(ctx, &view->facts, N_("Category"),
                      safety_shown_place(ctx, rule->category_id, STR("")));
    safety_shown_fact(ctx, &view->facts, N_("From day"), i18n_day(ctx, rule->from_day));
    safety_shown_fact(ctx, &view->facts, N_("Days before it may be sold"),
                      i18n_number(ctx, rule->hold_days));
    safety_shown_fact(ctx, &view->facts, N_("Where the rule comes from"), rule->source);
    safety_shown_fact(ctx, &view->facts, N_("Made by"),
                      rule->made_by == NO_I64 ? safety_shown(ctx, N_("Came with the program"))
                                              : safety_shown_by(ctx, rule->made_by, rule->made_ms));
}

enum status safety_dealer_rule_new_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct stored_dealer_rule none = {
        .applies = true, .hold_days = 14, .min_age = 18, .keep_days = 1826};
    struct dealer_rule_view view = {0};
    TRY(safety_store_country(ctx, centre_today(ctx), &none.country));
    centre_page(ctx, req, PAGE_OFFICE, N_("A new rule for dealers"), LIST_PATH, &view.page);
    fill_rule(ctx, req, &none, &view);
    view.save_url = url_build(ctx, RULE_PATH, NULL, 0);
    view.facts = (struct facts){0};
    struct html_out out = centre_out(ctx, req, res);
    safety_dealer_rule_edit_html(&out, &view);
    return OK;
}

enum status safety_dealer_rule_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct dealer_rule_view view = {0};
    struct stored_dealer_rule rule;
    int64_t rule_id = 0;
    TRY(request_param_i64(req, 0, &rule_id));
    TRY(safety_store_dealer_rule(ctx, rule_id, &rule));
    centre_page(ctx, req, PAGE_OFFICE, N_("Rule for dealers"), LIST_PATH, &view.page);
    view.page.title = what_of(ctx, &rule);
    fill_rule(ctx, req, &rule, &view);
    const struct str id = safety_shown_number(ctx, rule_id);
    view.save_url = url_build(ctx, RULE_PATH "/{}", &id, 1);
    struct html_out out = centre_out(ctx, req, res);
    safety_dealer_rule_edit_html(&out, &view);
    return OK;
}

static struct stored_dealer_rule rule_of(const struct dealer_rule_input *input)
{
    return (struct stored_dealer_rule){.country = input->country,
                                       .category_id = input->category_id,
                                       .from_day = input->from_day,
                                       .applies = input->applies == 1,
                                       .hold_days = input->hold_days,
                                       .commission = input->commission,
                                       .min_age = input->min_age,
                                       .keep_days = input->keep_days,
                                       .what = {input->what_nb, input->what_nn, input->what_en},
                                       .source = input->source};
}

enum status safety_dealer_rule_new_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct stored_dealer_rule rule = rule_of(req->form);
    TRY(safety_rules_change_dealer(ctx, &rule));
    return response_redirect(ctx, req, res, STR(LIST_PATH "?lagret=1"));
}

enum status safety_dealer_rule_post(struct ctx *ctx, struct request *req, struct response *res)
{
    struct stored_dealer_rule old;
    int64_t rule_id = 0;
    TRY(request_param_i64(req, 0, &rule_id));
    TRY(safety_store_dealer_rule(ctx, rule_id, &old));
    return safety_dealer_rule_new_post(ctx, req, res);
}
