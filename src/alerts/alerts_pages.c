/* SPDX-License-Identifier: EUPL-1.2 */
/* Asking for an alert, and the page that each of its mails leads to. No GET changes anything: mail
 * programs open links by themselves. */
#include "alerts/alerts_pages.h"
#include "alerts/alerts.h"
#include "alerts/alerts_forms.h"
#include "alerts/alerts_views.h"
#include "alerts_html.h"
#include "base/day.h"
#include "base/vec.h"
#include "catalogue/catalogue.h"
#include "centre/centre.h"
#include "i18n/i18n.h"

#include "base/banned.h"

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct str limits(struct ctx *ctx)
{
    const struct i18n_arg args[] = {{"days", i18n_number(ctx, ALERTS_DAYS)},
                                    {"most", i18n_number(ctx, ALERTS_PER_ADDRESS)}};
    return i18n_fill(ctx,
                     N_("At most one e-mail a day. After {days} days we delete the alert and your "
                        "address. One address can have {most} alerts."),
                     args, 2);
}

enum status alerts_new_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct form *form = req->again ? &alerts_form : &alerts_show_form;
    struct alert_new_view view = {0};
    struct asked asked;
    TRY(catalogue_asked(ctx, form_field(ctx, req, form, "sok", STR("")).value, &asked));
    centre_page(ctx, req, PAGE_PUBLIC, N_("Tell me when something new comes"), "/finn", &view.page);
    view.page.noindex = true;
    view.words = asked.words;
    view.query = asked.query;
    view.list = asked.list;
    view.feed = asked.feed;
    view.post_url = url_build(ctx, "/varsel", NULL, 0);
    view.email = form_field(ctx, req, &alerts_form, "email", STR(""));
    view.limits = limits(ctx);
    if (req->again) {
        view.errors.errors = form_errors(ctx, req, &alerts_form);
    }
    struct html_out out = centre_out(ctx, req, res);
    alerts_new_html(&out, &view);
    return OK;
}

/* So that nobody fills other people's inboxes from one place, or from many. */
static enum status count_asking(struct ctx *ctx, const struct request *req)
{
    const struct str centre = str_of_i64(ctx->mem, ctx->centre_id);
    if (rate_limit("alert", req->remote, ALERTS_PER_CLIENT, MS_PER_DAY, ctx->now_ms) != OK ||
        rate_limit("alerts of", centre, ALERTS_PER_CENTRE, MS_PER_DAY, ctx->now_ms) != OK) {
        return ctx_fail(ctx, TOO_MANY,
                        N_("Too many alerts were asked for from here today. Ask again tomorrow, or "
                           "follow the feed."),
                        NULL);
    }
    return OK;
}

enum status alerts_new_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct alert_input *input = req->form;
    TRY(count_asking(ctx, req));
    TRY(alerts_ask(ctx, input->query.ptr == NULL ? STR("") : input->query, input->email));
    return response_redirect(ctx, req, res, STR("/varsel/sendt"));
}

enum status alerts_sent_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct alert_sent_view view = {.find = url_build(ctx, "/finn", NULL, 0)};
    centre_page(ctx, req, PAGE_PUBLIC, req->route->title, "/finn", &view.page);
    view.page.noindex = true;
    view.text = translate(ctx, N_("We have sent you an e-mail. Open the link in it within 24 hours "
                                  "and press Yes. Then the alert is on."));
    struct html_out out = centre_out(ctx, req, res);
    alerts_sent_html(&out, &view);
    return OK;
}

/* ---- one alert ------------------------------------------------------------------------------- */

static void show_state(struct ctx *ctx, const struct alert *alert, struct alert_view *view)
{
    const struct i18n_arg arg = {"day", i18n_day(ctx, centre_day_of(ctx, alert->until_ms))};
    switch (alert->state) {
    case ALERT_ASKED:
        view->heading = translate(ctx, N_("Shall we tell you when there is something new?"));
        view->text = limits(ctx);
        view->confirm_url = url_build(ctx, "/varsel/{}/ja", &alert->token, 1);
        view->stop_url = url_build(ctx, "/varsel/{}/stopp", &alert->token, 1);
        break;
    case ALERT_ON:
        view->heading = translate(ctx, N_("The alert is on"));
        view->text = i18n_fill(
            ctx, N_("We write when something new comes, at most once a day, until {day}."), &arg,
            1);
        view->stop_url = url_build(ctx, "/varsel/{}/stopp", &alert->token, 1);
        break;
    default:
        view->heading = translate(ctx, N_("The alert has ended"));
        view->text = translate(ctx, N_("We have deleted your address. You get no more e-mails."));
        break;
    }
}

enum status alerts_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct alert_view view = {0};
    struct alert alert;
    struct asked asked;
    TRY(alerts_by_token(ctx, req->params[0], &alert));
    TRY(catalogue_asked(ctx, alert.query, &asked));
    centre_page(ctx, req, PAGE_PUBLIC, req->route->title, "/finn", &view.page);
    view.page.noindex = true;
    view.words = asked.words;
    view.list = asked.list;
    view.feed = asked.feed;
    show_state(ctx, &alert, &view);
    struct html_out out = centre_out(ctx, req, res);
    alerts_one_html(&out, &view);
    return OK;
}

static enum status back(struct ctx *ctx, const struct request *req, struct response *res)
{
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, "/varsel/%.*s", STR_ARG(req->params[0])));
}

enum status alerts_confirm_post(struct ctx *ctx, struct request *req, struct response *res)
{
    TRY(alerts_confirm(ctx, req->params[0]));
    return back(ctx, req, res);
}

enum status alerts_stop_post(struct ctx *ctx, struct request *req, struct response *res)
{
    TRY(alerts_stop(ctx, req->params[0]));
    return back(ctx, req, res);
}

/* ---- all of one mailbox ---------------------------------------------------------------------- */

enum status alerts_box_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct alert_box_view view = {.find = url_build(ctx, "/finn", NULL, 0),
                                  .stop_url =
                                      url_build(ctx, "/varsler/{}/stopp", &req->params[0], 1)};
    struct alerts alerts;
    struct asked asked;
    TRY(alerts_of_box(ctx, req->params[0], &alerts));
    for (size_t i = 0; i < alerts.count; i++) {
        TRY(catalogue_asked(ctx, alerts.ptr[i].query, &asked));
        vec_push(
            ctx->mem, &view.alerts,
            (struct alert_box_item){.words = asked.words,
                                    .own = url_build(ctx, "/varsel/{}", &alerts.ptr[i].token, 1)});
    }
    centre_page(ctx, req, PAGE_PUBLIC, N_("Your alerts"), "/finn", &view.page);
    view.page.noindex = true;
    struct html_out out = centre_out(ctx, req, res);
    alerts_box_html(&out, &view);
    return OK;
}

enum status alerts_stop_box_post(struct ctx *ctx, struct request *req, struct response *res)
{
    TRY(alerts_stop_box(ctx, req->params[0]));
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, "/varsler/%.*s", STR_ARG(req->params[0])));
}

/* RFC 8058: the mail program posts this for its reader, without our page, cookie or token, and
 * follows no redirect. */
enum status alerts_one_click_post(struct ctx *ctx, struct request *req, struct response *res)
{
    if (str_find(req->body, STR("List-Unsubscribe")) < 0 ||
        str_find(req->body, STR("One-Click")) < 0) {
        return ctx_fail(ctx, MALFORMED, N_("We cannot read that kind of content here."), NULL);
    }
    TRY(alerts_stop_box(ctx, req->params[0]));
    res->content_type = STR("text/plain; charset=utf-8");
    strbuf_str(&res->body, translate(ctx, N_("The alert has ended")));
    return OK;
}
