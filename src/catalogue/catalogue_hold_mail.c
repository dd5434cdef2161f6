/* SPDX-License-Identifier: EUPL-1.2 */
/* Mails about holds. */
#include "catalogue/catalogue_hold_inside.h"
#include "catalogue/catalogue_index.h"
#include "centre/centre.h"
#include "i18n/i18n.h"
#include "mail/mail.h"
#include "tenants/tenants.h"

#include "base/banned.h"

static struct str text_of(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

/* The text, and below it the address of a page where the site's own address is known. */
static enum status send(struct ctx *ctx, const struct hold *hold, struct mail mail, struct str path)
{
    struct centre centre;
    TRY(centre_get(ctx, &centre));
    const struct str link =
        mail_link(ctx->mem, str_format(ctx->mem, "/c/%.*s%s%.*s", STR_ARG(centre.slug),
                                       i18n_prefix(ctx->lang), STR_ARG(path)));
    if (link.len > 0) {
        mail.text = str_format(ctx->mem, "%.*s\n%.*s\n", STR_ARG(mail.text), STR_ARG(link));
    }
    mail.to = hold->contact;
    return mail_queue(ctx, &mail);
}

enum status catalogue_hold_mail_confirm(struct ctx *ctx, const struct hold *hold, struct str title,
                                        struct str code, struct str token)
{
    const bool waits = hold->state == HOLD_WAITING;
    const struct i18n_arg args[] = {{"code", code}, {"thing", title}};
    const struct mail mail = {
        .subject = text_of(ctx, waits ? N_("Your code to keep your place in the queue")
                                      : N_("Your code to confirm the hold")),
        .text = i18n_fill(
            ctx,
            waits ? N_("You are in the queue for: {thing}\n\nYour code is {code}. Type it "
                       "within 30 minutes, or you lose your place.\n\nIf this was not "
                       "you, do nothing.\n")
                  : N_("You hold: {thing}\n\nYour code is {code}. Type it within 30 "
                       "minutes, or the hold ends.\n\nIf this was not you, do "
                       "nothing.\n"),
            args, 2),
        .key = str_format(ctx->mem, "hold:%lld:confirm", (long long)hold->id),
    };
    return send(ctx, hold, mail, str_concat(ctx->mem, STR("/hold/"), token));
}

enum status catalogue_hold_mail_turn(struct ctx *ctx, const struct hold *hold,
                                     const struct listing *listing, struct str token)
{
    struct ctx own = *ctx;
    struct tenant shop;
    own.lang = (enum lang)hold->lang;
    TRY(tenants_get(ctx, hold->tenant_id, &shop));
    const struct i18n_arg args[] = {{"thing", listing->title},
                                    {"shop", shop.name},
                                    {"code", hold->pickup_code},
                                    {"when", centre_when(&own, hold->until_ms)}};
    const struct mail mail = {
        .subject = i18n_fill(&own, N_("It is your turn: {thing}"), args, 1),
        .text = i18n_fill(&own,
                          N_("It is your turn: {thing}\n\nWe hold it for you until {when}. Say the "
                             "code {code} at the till in {shop}.\n\nIf you no longer need it, say "
                             "so on the page of the hold. Then the next in the queue gets it.\n"),
                          args, 4),
        .key = str_format(ctx->mem, "hold:%lld:turn", (long long)hold->id),
    };
    return send(&own, hold, mail, str_concat(ctx->mem, STR("/hold/"), token));
}

enum status catalogue_hold_mail_gone(struct ctx *ctx, const struct hold *hold, struct str title)
{
    struct ctx own = *ctx;
    const struct i18n_arg arg = {"thing", title};
    own.lang = (enum lang)hold->lang;
    const struct mail mail = {
        .subject = i18n_fill(&own, N_("No longer for sale: {thing}"), &arg, 1),
        .text =
            i18n_fill(&own,
                      N_("You were in the queue for: {thing}\n\nIt is no longer for sale. Here are "
                         "the other things in the house:\n"),
                      &arg, 1),
        .key = str_format(ctx->mem, "hold:%lld:gone", (long long)hold->id),
    };
    return send(&own, hold, mail, STR("/finn"));
}

static enum status tell_stopped(struct ctx *ctx, const struct listing *listing,
                                const struct hold *hold)
{
    struct ctx own = *ctx;
    struct tenant shop;
    own.lang = (enum lang)hold->lang;
    TRY(tenants_get(&own, hold->tenant_id, &shop));
    const struct i18n_arg args[] = {{"thing", listing->title}, {"shop", shop.name}};
    const struct mail mail = {
        .subject = text_of(&own, N_("What you held is no longer for sale")),
        .text = i18n_fill(&own,
                          N_("You held: {thing}, at {shop}.\n\nThe hold is ended. The thing is "
                             "stopped: it is recalled, or must be tested first, and is not sold "
                             "now. You need not come, and have paid nothing.\n\nYou can look for "
                             "another one, and hold that instead.\n"),
                          args, 2),
        .key = str_format(ctx->mem, "hold:%lld:stopped", (long long)hold->id),
    };
    const enum status queued = send(&own, hold, mail, STR("/finn"));
    return queued == INVALID ? OK : queued;
}

enum status catalogue_hold_mail_stopped(struct ctx *ctx, const struct listing *listing,
                                        const struct stored_holds *holds)
{
    for (size_t i = 0; i < holds->count; i++) {
        const struct hold *hold = &holds->ptr[i].hold;
        /* An address that was never confirmed may be somebody else's. */
        if (hold->by_email && hold->confirmed && hold->contact.len > 0) {
            TRY(tell_stopped(ctx, listing, hold));
        }
    }
    return OK;
}
