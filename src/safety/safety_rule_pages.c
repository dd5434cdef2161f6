/* SPDX-License-Identifier: EUPL-1.2 */
/* The manager reads the stop list and writes new versions of its rules. */
#include "base/day.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"
#include "roles/roles.h"
#include "safety/safety_forms.h"
#include "safety/safety_pages.h"
#include "safety/safety_rules.h"
#include "safety/safety_shown.h"
#include "safety_html.h"

#include "base/banned.h"

#define LIST_PATH "/kontor/stoppliste"

static bool may_change(const struct ctx *ctx)
{
    return (ctx->actor.roles & WHO_MANAGER) != 0;
}

static struct pill action_pill(struct ctx *ctx, int64_t action)
{
    static const enum pill_kind kinds[] = {PILL_QUIET, PILL_BAD, PILL_WAIT, PILL_INFO};
    static const char *const icons[] = {"minus", "stop", "information", "electronics"};
    const int64_t at = action >= SAFETY_REFUSE && action < SAFETY_ACTION_END ? action : 0;
    return (struct pill){kinds[at], str_of(icons[at]),
                         safety_shown(ctx, safety_action_words(action))};
}

/* ---- the list -------------------------------------------------------------------------------- */

enum status safety_rules_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct saved_input *input = req->form;
    struct rules_view view = {.may_change = may_change(ctx)};
    struct safety_rules rules;
    TRY(safety_rules_at(ctx, centre_today(ctx), &rules));
    centre_page(ctx, req, PAGE_OFFICE, req->route->title, LIST_PATH, &view.page);
    for (size_t i = 0; i < rules.count; i++) {
        const struct safety_rule *rule = &rules.ptr[i];
        const struct str id = safety_shown_number(ctx, rule->id);
        vec_push(
            ctx->mem, &view.rules,
            (struct rule_line){.icon = rule->picture,
                               .title = rule->title,
                               .place = safety_shown_place(ctx, rule->category_id, rule->kind_key),
                               .action = action_pill(ctx, rule->action),
                               .from = i18n_day(ctx, rule->from_day),
                               .source = rule->source,
                               .url = url_build(ctx, LIST_PATH "/{}", &id, 1)});
    }
    view.add_url = url_build(ctx, LIST_PATH "/ny", NULL, 0);
    view.classes_url = url_build(ctx, LIST_PATH "/klasser", NULL, 0);
    if (input->saved) {
        view.saved = safety_shown(ctx, N_("Saved. The stations see it from that day."));
    }
    struct html_out out = centre_out(ctx, req, res);
    safety_rules_html(&out, &view);
    return OK;
}

/* ---- one rule -------------------------------------------------------------------------------- */

static void fill_texts(struct ctx *ctx, const struct request *req, const struct stored_rule *rule,
                       struct rule_edit_view *view)
{
    const struct form *form = &safety_rule_form;
    view->title_nb = form_field(ctx, req, form, "title_nb", rule->title[LANG_NB]);
    view->text_nb = form_field(ctx, req, form, "text_nb", rule->text[LANG_NB]);
    view->questions_nb = form_field(ctx, req, form, "questions_nb", rule->questions[LANG_NB]);
    view->title_nn = form_field(ctx, req, form, "title_nn", rule->title[LANG_NN]);
    view->text_nn = form_field(ctx, req, form, "text_nn", rule->text[LANG_NN]);
    view->questions_nn = form_field(ctx, req, form, "questions_nn", rule->questions[LANG_NN]);
    view->title_en = form_field(ctx, req, form, "title_en", rule->title[LANG_EN]);
    view->text_en = form_field(ctx, req, form, "text_en", rule->text[LANG_EN]);
    view->questions_en = form_field(ctx, req, form, "questions_en", rule->questions[LANG_EN]);
}

static void fill_form(struct ctx *ctx, const struct request *req, const struct stored_rule *rule,
                      struct rule_edit_view *view)
{
    const struct form *form = &safety_rule_form;
    const struct str picture = rule->picture.len == 0 ? STR("alert") : rule->picture;
    const char *action = safety_action_key(rule->action);
    view->may_change = may_change(ctx);
    view->errors.errors = form_errors(ctx, req, form);
    view->from_day = form_field(ctx, req, form, "from_day", day_iso(ctx->mem, centre_today(ctx)));
    view->ended = form_field(ctx, req, form, "ended", STR(""));
    view->category =
        form_field(ctx, req, form, "category",
                   rule->category_id == 0 ? STR("") : safety_shown_number(ctx, rule->category_id));
    view->kind = form_field(ctx, req, form, "kind", rule->kind_key);
    view->action = form_field(ctx, req, form, "action", str_of(action));
    view->picture = form_field(ctx, req, form, "picture", picture);
    view->source = form_field(ctx, req, form, "source", rule->source);
    fill_texts(ctx, req, rule, view);
    safety_shown_categories(ctx, &view->category);
    safety_shown_kinds(ctx, &view->kind);
}

static enum status fill_versions(struct ctx *ctx, const struct stored_rule *rule,
                                 struct rule_edit_view *view)
{
    struct stored_rules versions;
    TRY(safety_store_versions(ctx, rule->key, &versions));
    for (size_t i = 0; i < versions.count; i++) {
        const struct stored_rule *one = &versions.ptr[i];
        const struct str title =
            one->title[ctx->lang].len > 0 ? one->title[ctx->lang] : one->title[LANG_NB];
        vec_push(ctx->mem, &view->versions,
                 (struct version_line){
                     .from = i18n_day(ctx, one->from_day),
                     .what = safety_shown(ctx, one->ended ? N_("No longer holds")
                                                          : safety_action_words(one->action)),
                     .text = title,
                     .who = one->made_by == NO_I64
                                ? safety_shown(ctx, N_("Came with the program"))
                                : safety_shown_by(ctx, one->made_by, one->made_ms)});
    }
    return OK;
}

static void fill_facts(struct ctx *ctx, const struct safety_rule *rule, struct facts *facts)
{
    safety_shown_fact(ctx, facts, N_("Category"),
                      safety_shown_place(ctx, rule->category_id, rule->kind_key));
    safety_shown_fact(ctx, facts, N_("What the worker is to do"),
                      safety_shown(ctx, safety_action_words(rule->action)));
    safety_shown_fact(ctx, facts, N_("Why"), rule->text);
    for (size_t i = 0; i < rule->questions.count; i++) {
        safety_shown_fact(ctx, facts, N_("Question"), rule->questions.ptr[i]);
    }
    safety_shown_fact(ctx, facts, N_("Where the rule comes from"), rule->source);
}

enum status safety_rule_new_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct stored_rule none = {.kind_key = STR(""), .action = SAFETY_REFUSE};
    struct rule_edit_view view = {0};
    centre_page(ctx, req, PAGE_OFFICE, N_("A new rule"), LIST_PATH, &view.page);
    fill_form(ctx, req, &none, &view);
    view.save_url = url_build(ctx, LIST_PATH, NULL, 0);
    struct html_out out = centre_out(ctx, req, res);
    safety_rule_edit_html(&out, &view);
    return OK;
}

enum status safety_rule_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct rule_edit_view view = {0};
    struct stored_rule rule;
    struct safety_rule shown;
    int64_t rule_id = 0;
    TRY(request_param_i64(req, 0, &rule_id));
    TRY(safety_store_rule(ctx, rule_id, &rule));
    TRY(safety_rule(ctx, rule_id, &shown));
    centre_page(ctx, req, PAGE_OFFICE, N_("Rule"), LIST_PATH, &view.page);
    view.page.title = shown.title;
    fill_form(ctx, req, &rule, &view);
    fill_facts(ctx, &shown, &view.facts);
    TRY(fill_versions(ctx, &rule, &view));
    const struct str id = safety_shown_number(ctx, rule_id);
    view.save_url = url_build(ctx, LIST_PATH "/{}", &id, 1);
    struct html_out out = centre_out(ctx, req, res);
    safety_rule_edit_html(&out, &view);
    return OK;
}

static struct stored_rule rule_of(const struct rule_input *input, struct str key)
{
    return (struct stored_rule){
        .key = key,
        .from_day = input->from_day,
        .ended = input->ended,
        .category_id = input->category_id,
        .kind_key = input->kind_key,
        .action = input->action,
        .picture = safety_forms_picture(input->picture),
        .title = {input->title_nb, input->title_nn, input->title_en},
        .text = {input->text_nb, input->text_nn, input->text_en},
        .questions = {input->questions_nb, input->questions_nn, input->questions_en},
        .source = input->source,
    };
}

enum status safety_rule_new_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct stored_rule rule = rule_of(req->form, STR(""));
    TRY(safety_rules_change(ctx, &rule));
    return response_redirect(ctx, req, res, STR(LIST_PATH "?lagret=1"));
}

enum status safety_rule_post(struct ctx *ctx, struct request *req, struct response *res)
{
    struct stored_rule old;
    int64_t rule_id = 0;
    TRY(request_param_i64(req, 0, &rule_id));
    TRY(safety_store_rule(ctx, rule_id, &old));
    const struct stored_rule rule = rule_of(req->form, old.key);
    TRY(safety_rules_change(ctx, &rule));
    return response_redirect(ctx, req, res, STR(LIST_PATH "?lagret=1"));
}

/* ---- what is electrical, what may hold data ---------------------------------------------------
 */

static enum status fill_classes(struct ctx *ctx, struct classes_view *view)
{
    struct stored_classes classes;
    TRY(safety_store_classes(ctx, &classes));
    for (size_t i = 0; i < classes.count; i++) {
        const struct stored_class *row = &classes.ptr[i];
        const struct pill yes = {PILL_OPEN, STR("check"), safety_shown(ctx, N_("Yes"))};
        const struct pill no = {PILL_QUIET, STR("x"), safety_shown(ctx, N_("No"))};
        vec_push(
            ctx->mem, &view->rows,
            (struct class_line){.what = safety_shown(ctx, row->what == CLASS_ELECTRICAL
                                                              ? N_("Electrical: must be tested")
                                                              : N_("May hold data: must be wiped")),
                                .place = safety_shown_place(ctx, row->category_id, row->kind_key),
                                .applies = row->applies ? yes : no,
                                .from = i18n_day(ctx, row->from_day),
                                .source = row->source});
    }
    return OK;
}

enum status safety_classes_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct form *form = &safety_class_form;
    struct classes_view view = {.may_change = may_change(ctx)};
    TRY(fill_classes(ctx, &view));
    centre_page(ctx, req, PAGE_OFFICE, N_("What is tested and wiped"), LIST_PATH, &view.page);
    view.errors.errors = form_errors(ctx, req, form);
    if (!req->again && ((const struct saved_input *)req->form)->saved) {
        view.saved = safety_shown(ctx, N_("Saved."));
    }
    view.save_url = url_build(ctx, LIST_PATH "/klasser", NULL, 0);
    view.what = form_field(ctx, req, form, "what", STR(""));
    view.category = form_field(ctx, req, form, "category", STR(""));
    view.kind = form_field(ctx, req, form, "kind", STR(""));
    view.applies = form_field(ctx, req, form, "applies", STR("yes"));
    view.from_day = form_field(ctx, req, form, "from_day", day_iso(ctx->mem, centre_today(ctx)));
    view.source = form_field(ctx, req, form, "source", STR(""));
    safety_shown_categories(ctx, &view.category);
    safety_shown_kinds(ctx, &view.kind);
    struct html_out out = centre_out(ctx, req, res);
    safety_classes_html(&out, &view);
    return OK;
}

enum status safety_classes_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct class_input *input = req->form;
    const struct stored_class row = {.category_id =
                                         input->category_id == NO_I64 ? 0 : input->category_id,
                                     .kind_key = input->kind_key,
                                     .what = input->what,
                                     .from_day = input->from_day,
                                     .applies = input->applies == 1,
                                     .source = input->source};
    TRY(safety_rules_classify(ctx, &row));
    return response_redirect(ctx, req, res, STR(LIST_PATH "/klasser?lagret=1"));
}
