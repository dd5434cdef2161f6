/* SPDX-License-Identifier: EUPL-1.2 */
/* Mails of alerts: to confirm, that it is on already, and what is new. Each but the first says how
 * it is stopped, in its text and in its header. */
#include "alerts/alerts_mail.h"

#include "base/strbuf.h"
#include "centre/centre.h"
#include "i18n/i18n.h"
#include "mail/mail.h"

#include "base/banned.h"

#define TEXT_BYTES    ((size_t)96 * 1024)
#define SUBJECT_WORDS 120

/* A subject has a limit; the text has the whole search. */
static struct i18n_arg in_subject(struct str words)
{
    return (struct i18n_arg){"search", str_utf8_prefix(words, SUBJECT_WORDS)};
}

/* A page of this centre in the language of ctx. Without an address of our own in the settings it is
 * the path alone: what a stranger's request calls our host has no place in a mail. */
static enum status link_to(struct ctx *ctx, struct str path, struct str *ret_link)
{
    struct centre centre;
    TRY(centre_get(ctx, &centre));
    const struct str whole = str_format(ctx->mem, "/c/%.*s%s%.*s", STR_ARG(centre.slug),
                                        i18n_prefix(ctx->lang), STR_ARG(path));
    const struct str link = mail_link(ctx->mem, whole);
    *ret_link = link.len > 0 ? link : whole;
    return OK;
}

static enum status alert_link(struct ctx *ctx, const struct alert *alert, struct str *ret_link)
{
    return link_to(ctx, str_format(ctx->mem, "/varsel/%.*s", STR_ARG(alert->token)), ret_link);
}

/* Where all of the mailbox are stopped: a page, which also takes the one press of a mail program.
 */
static enum status box_link(struct ctx *ctx, const struct alert *alert, struct str *ret_link)
{
    return link_to(ctx, str_format(ctx->mem, "/varsler/%.*s", STR_ARG(alert->box)), ret_link);
}

static struct str unsubscribe(struct str link)
{
    return str_starts_with(link, STR("http")) ? link : STR("");
}

enum status alerts_mail_confirm(struct ctx *ctx, const struct alert *alert, struct str words)
{
    struct str link;
    TRY(alert_link(ctx, alert, &link));
    const struct i18n_arg args[] = {{"search", words}, {"link", link}};
    const struct i18n_arg subject = in_subject(words);
    const struct mail mail = {
        .to = alert->email,
        .subject = i18n_fill(ctx, N_("Confirm: tell me when there is {search}"), &subject, 1),
        .text = i18n_fill(
            ctx,
            N_("Somebody asked us to write to this address when there is something new for:\n\n"
               "{search}\n\nOpen this page and press Yes, within 24 hours:\n\n{link}\n\n"
               "If this was not you, do nothing. Then we delete the address.\n"),
            args, 2),
        .key = str_format(ctx->mem, "alert:%lld:confirm", (long long)alert->id),
    };
    return mail_queue(ctx, &mail);
}

enum status alerts_mail_again(struct ctx *ctx, const struct alert *alert, struct str words)
{
    struct str link;
    struct str all;
    TRY(alert_link(ctx, alert, &link));
    TRY(box_link(ctx, alert, &all));
    const struct i18n_arg args[] = {{"search", words},
                                    {"link", link},
                                    {"day", i18n_day(ctx, centre_day_of(ctx, alert->until_ms))}};
    const struct i18n_arg subject = in_subject(words);
    const struct mail mail = {
        .to = alert->email,
        .subject = i18n_fill(ctx, N_("You have this alert: {search}"), &subject, 1),
        .text = i18n_fill(ctx,
                          N_("This alert is on until {day}:\n\n{search}\n\n"
                             "See it or stop it here:\n\n{link}\n"),
                          args, 3),
        .key = str_format(ctx->mem, "alert:%lld:again:%lld", (long long)alert->id,
                          (long long)centre_today(ctx)),
        .unsubscribe = unsubscribe(all),
    };
    return mail_queue(ctx, &mail);
}

static enum status list(struct ctx *ctx, const struct listings *listings, size_t count,
                        struct strbuf *out)
{
    for (size_t i = 0; i < count && i < ALERTS_MAIL_LISTED; i++) {
        const struct listing *listing = &listings->ptr[i];
        struct str link;
        const struct str price = listing->price_ore == 0 ? str_of(i18n_text(ctx->lang, N_("Free")))
                                                         : i18n_money(ctx, listing->price_ore);
        TRY(link_to(ctx, str_format(ctx->mem, "/ting/%.*s", STR_ARG(listing->code)), &link));
        strbuf_format(out, "%.*s, %.*s\n%.*s\n\n", STR_ARG(listing->title), STR_ARG(price),
                      STR_ARG(link));
    }
    return OK;
}

/* One part of the mail: the things, the list, and how this alert is stopped. */
static enum status section(struct ctx *ctx, const struct alert_news *news, struct strbuf *out)
{
    struct str stop;
    struct str all;
    TRY(alert_link(ctx, &news->alert, &stop));
    TRY(link_to(ctx, news->asked.list.href, &all));
    const struct i18n_arg args[] = {
        {"search", news->asked.words},
        {"all", all},
        {"stop", stop},
        {"day", i18n_day(ctx, centre_day_of(ctx, news->alert.until_ms))},
    };
    const struct str head = i18n_fill(ctx, N_("New for: {search}"), args, 1);
    const struct str foot = i18n_fill(
        ctx, N_("See all:\n{all}\n\nThis alert is on until {day}. Stop the alert:\n{stop}\n\n"),
        args, 4);
    strbuf_format(out, "%.*s\n\n", STR_ARG(head));
    TRY(list(ctx, &news->found.listings, news->count, out));
    strbuf_str(out, foot);
    return OK;
}

static enum status body_of(struct ctx *ctx, const struct alert_news *news, size_t count,
                           struct str *ret_text)
{
    struct str all;
    struct strbuf out;
    enum status status = OK;
    TRY(box_link(ctx, &news[0].alert, &all));
    const struct i18n_arg arg = {"stop", all};
    strbuf_init(&out, TEXT_BYTES);
    for (size_t i = 0; i < count && status == OK; i++) {
        if (news[i].count > 0) {
            status = section(ctx, &news[i], &out);
        }
    }
    strbuf_str(&out,
               i18n_fill(ctx, N_("We write at most once a day. Stop all your alerts:\n{stop}\n"),
                         &arg, 1));
    *ret_text = strbuf_copy(&out, ctx->mem);
    strbuf_finish(&out);
    return status;
}

/* What is searched for, when it is one alert that has something; else how many things in all. */
static struct str subject_of(struct ctx *ctx, const struct alert_news *news, size_t count)
{
    const struct alert_news *only = NULL;
    size_t fresh = 0;
    size_t things = 0;
    for (size_t i = 0; i < count; i++) {
        things += news[i].count;
        fresh += news[i].count > 0;
        only = news[i].count > 0 ? &news[i] : only;
    }
    const struct i18n_arg n = {"n", i18n_number(ctx, (int64_t)things)};
    if (fresh != 1) {
        return i18n_fill(ctx, N_("{n} new things for your alerts"), &n, 1);
    }
    const struct i18n_arg args[] = {n, in_subject(only->asked.words)};
    return i18n_replace(ctx,
                        i18n_plural(ctx->lang, N_("1 new thing: {search}"),
                                    N_("{n} new things: {search}"), (int64_t)things),
                        args, 2);
}

enum status alerts_mail_news(struct ctx *ctx, const struct alert_news *news, size_t count)
{
    struct str all;
    struct str text;
    TRY(box_link(ctx, &news[0].alert, &all));
    TRY(body_of(ctx, news, count, &text));
    const struct mail mail = {
        .to = news[0].alert.email,
        .subject = subject_of(ctx, news, count),
        .text = text,
        /* Whatever happens, one of a day. */
        .key = str_format(ctx->mem, "alerts:%.*s:%lld", STR_ARG(news[0].alert.box),
                          (long long)centre_today(ctx)),
        .unsubscribe = unsubscribe(all),
    };
    return mail_queue(ctx, &mail);
}
