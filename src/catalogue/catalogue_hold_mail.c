/* SPDX-License-Identifier: EUPL-1.2 */
/* Tells those who held a thing that it was stopped, and what they can do. */
#include "catalogue/catalogue_index.h"
#include "i18n/i18n.h"
#include "mail/mail.h"
#include "tenants/tenants.h"

#include "base/banned.h"

/* In bokmål: which language they read in is not kept. */
static enum status tell(struct ctx *ctx, const struct listing *listing, const struct hold *hold)
{
    struct ctx own = *ctx;
    struct tenant shop;
    own.lang = LANG_NB;
    TRY(tenants_get(&own, hold->tenant_id, &shop));
    const struct i18n_arg args[] = {{"thing", listing->title}, {"shop", shop.name}};
    struct mail mail = {
        .to = hold->contact,
        .subject = str_of(i18n_text(own.lang, N_("What you held is no longer for sale"))),
        .text = i18n_fill(&own,
                          N_("You held: {thing}, at {shop}.\n\nThe hold is ended. The thing is "
                             "stopped: it is recalled, or must be tested first, and is not sold "
                             "now. You need not come, and have paid nothing.\n\nYou can look for "
                             "another one, and hold that instead.\n"),
                          args, 2),
        .key = str_format(ctx->mem, "hold:%lld:stopped", (long long)hold->id),
    };
    const struct str link = mail_link(ctx->mem, STR("/finn"));
    if (link.len > 0) {
        mail.text = str_format(ctx->mem, "%.*s\n%.*s\n", STR_ARG(mail.text), STR_ARG(link));
    }
    const enum status queued = mail_queue(&own, &mail);
    return queued == INVALID ? OK : queued;
}

enum status catalogue_hold_mail_stopped(struct ctx *ctx, const struct listing *listing,
                                        const struct stored_holds *holds)
{
    for (size_t i = 0; i < holds->count; i++) {
        const struct hold *hold = &holds->ptr[i].hold;
        /* An address that was never confirmed may be somebody else's. */
        if (hold->by_email && hold->confirmed && hold->contact.len > 0) {
            TRY(tell(ctx, listing, hold));
        }
    }
    return OK;
}
