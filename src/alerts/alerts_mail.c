/* SPDX-License-Identifier: EUPL-1.2 */
/* Mails of alerts: to confirm, that it is on already, and what is new. Each but the first says how
 * it is stopped, in its text and in its header. */
#include "alerts/alerts_mail.h"

#include "base/strbuf.h"
#include "centre/centre.h"
#include "i18n/i18n.h"
#include "mail/mail.h"

#include "base/banned.h"

#define LIST_BYTES    ((size_t)16 * 1024)
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
    TRY(alert_link(ctx, alert, &link));
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
        .unsubscribe = unsubscribe(link),
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

static enum status listed(struct ctx *ctx, const struct listings *listings, size_t count,
                          struct str *ret_text)
{
    struct strbuf out;
    strbuf_init(&out, LIST_BYTES);
    const enum status status = list(ctx, listings, count, &out);
    *ret_text = strbuf_copy(&out, ctx->mem);
    strbuf_finish(&out);
    return status;
}

enum status alerts_mail_new(struct ctx *ctx, const struct alert *alert, const struct asked *asked,
                            const struct listings *listings, size_t count)
{
    struct str stop;
    struct str all;
    struct str things;
    TRY(alert_link(ctx, alert, &stop));
    TRY(link_to(ctx, asked->list.href, &all));
    TRY(listed(ctx, listings, count, &things));
    const struct i18n_arg args[] = {
        {"n", i18n_number(ctx, (int64_t)count)},
        {"search", asked->words},
        {"things", things},
        {"all", all},
        {"stop", stop},
        {"day", i18n_day(ctx, centre_day_of(ctx, alert->until_ms))},
    };
    const struct i18n_arg subject[] = {args[0], in_subject(asked->words)};
    const struct mail mail = {
        .to = alert->email,
        .subject = i18n_replace(ctx,
                                i18n_plural(ctx->lang, N_("1 new thing: {search}"),
                                            N_("{n} new things: {search}"), (int64_t)count),
                                subject, 2),
        .text =
            i18n_fill(ctx,
                      N_("New for: {search}\n\n{things}See all:\n{all}\n\n"
                         "We write at most once a day, until {day}.\nStop the alert:\n{stop}\n"),
                      args, 6),
        .key = str_format(ctx->mem, "alert:%lld:%lld", (long long)alert->id,
                          (long long)centre_today(ctx)),
        .unsubscribe = unsubscribe(stop),
    };
    return mail_queue(ctx, &mail);
}
