/* SPDX-License-Identifier: EUPL-1.2 */
/* What a shop is told by mail when a thing of its may be recalled. */
#include "safety/safety_mail.h"

#include "accounts/accounts.h"
#include "centre/centre.h"
#include "i18n/i18n.h"
#include "mail/mail.h"
#include "tenants/tenants.h"

#include "base/banned.h"

#define PAGE "/tilbakekall"

static struct str address_of(struct ctx *ctx, int64_t tenant_id)
{
    struct person owner;
    struct tenant tenant;
    if (accounts_first_with_role(ctx, ROLE_TENANT_OWNER, tenant_id, &owner) == OK &&
        owner.email.len > 0) {
        return owner.email;
    }
    return tenants_get(ctx, tenant_id, &tenant) == OK ? tenant.email : STR("");
}

/* Mails are written in bokmål, whoever pressed the button. */
static struct ctx in_bokmal(const struct ctx *ctx)
{
    struct ctx own = *ctx;
    own.lang = LANG_NB;
    return own;
}

static struct str recall_words(struct ctx *ctx, const struct recall *recall)
{
    return str_format(ctx->mem, "%.*s %.*s %.*s (%.*s)", STR_ARG(recall->brand),
                      STR_ARG(recall->product), STR_ARG(recall->model), STR_ARG(recall->number));
}

static enum status send(struct ctx *ctx, int64_t tenant_id, struct mail mail)
{
    struct centre centre;
    mail.to = address_of(ctx, tenant_id);
    if (mail.to.len == 0) {
        return OK;
    }
    TRY(centre_get(ctx, &centre));
    const struct str link =
        mail_link(ctx->mem, str_format(ctx->mem, "/c/%.*s" PAGE, STR_ARG(centre.slug)));
    if (link.len > 0) {
        mail.text = str_format(ctx->mem, "%.*s\n%.*s\n", STR_ARG(mail.text), STR_ARG(link));
    }
    const enum status status = mail_queue(ctx, &mail);
    /* A shop whose address is none must not keep a thing from being blocked. */
    return status == INVALID ? OK : status;
}

static struct str key_of(struct ctx *ctx, const char *what, const struct safety_match *match)
{
    return str_format(ctx->mem, "safety:%s:%lld:%lld", what, (long long)match->id,
                      (long long)match->version);
}

enum status safety_mail_blocked(struct ctx *ctx, int64_t tenant_id,
                                const struct safety_match *match, const struct thing *thing,
                                const struct recall *recall)
{
    struct ctx own = in_bokmal(ctx);
    const struct i18n_arg args[] = {{"name", goods_name(&own, thing)},
                                    {"code", thing->code},
                                    {"recall", recall_words(&own, recall)},
                                    {"risk", recall->risk}};
    return send(
        &own, tenant_id,
        (struct mail){
            .subject = i18n_fill(&own, N_("Recalled: {name}, label {code}, is blocked"), args, 4),
            .text = i18n_fill(&own,
                              N_("{name} with label {code} is recalled: {recall}.\n\n"
                                 "Danger: {risk}\n\n"
                                 "It can no longer be sold or given away. Take it off the shelf "
                                 "now. On the page below you say what became of it.\n"),
                              args, 4),
            .key = key_of(&own, "blocked", match),
        });
}

enum status safety_mail_asked(struct ctx *ctx, int64_t tenant_id, const struct safety_match *match,
                              const struct thing *thing, const struct recall *recall)
{
    struct ctx own = in_bokmal(ctx);
    const struct i18n_arg args[] = {{"name", goods_name(&own, thing)},
                                    {"code", thing->code},
                                    {"recall", recall_words(&own, recall)},
                                    {"risk", recall->risk}};
    return send(
        &own, tenant_id,
        (struct mail){
            .subject = i18n_fill(&own, N_("Can you look at {name}, label {code}?"), args, 4),
            .text = i18n_fill(&own,
                              N_("{name} with label {code} may be one that is recalled: "
                                 "{recall}.\n\nDanger: {risk}\n\n"
                                 "Look at brand, model and batch on the thing, and answer on the "
                                 "page below. Do not sell it until you have looked.\n"),
                              args, 4),
            .key = key_of(&own, "asked", match),
        });
}
