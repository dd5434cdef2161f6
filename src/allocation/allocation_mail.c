/* SPDX-License-Identifier: EUPL-1.2 */
/* What the shops are told by mail: opened, soon closing, closed, called off, published. */
#include "allocation/allocation_mail.h"

#include "accounts/accounts.h"
#include "allocation/allocation_after_words.h"
#include "allocation/allocation_store.h"
#include "allocation/allocation_wish_words.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"
#include "mail/mail.h"

#include "base/banned.h"

#define LOTS_NAMED 50
#define LIST_BYTES ((size_t)32 * 1024)

/* One kind of mail of one round. */
struct notice {
    const char *what; /* part of the key: a mail is queued once */
    int64_t id;       /* the round or the run it is about */
    struct str subject;
    struct str text;
    struct str path; /* the page it is about */
};

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

enum status allocation_mail_send(struct ctx *ctx, int64_t tenant_id, struct mail mail,
                                 struct str path)
{
    struct centre centre;
    mail.to = address_of(ctx, tenant_id);
    if (mail.to.len == 0) {
        return OK;
    }
    TRY(centre_get(ctx, &centre));
    const struct str link = mail_link(
        ctx->mem, str_format(ctx->mem, "/c/%.*s%.*s", STR_ARG(centre.slug), STR_ARG(path)));
    if (link.len > 0) {
        mail.text = str_format(ctx->mem, "%.*s\n%.*s\n", STR_ARG(mail.text), STR_ARG(link));
    }
    const enum status status = mail_queue(ctx, &mail);
    /* A shop whose address is none must not keep a round from opening or being published. */
    return status == INVALID ? OK : status;
}

static enum status send(struct ctx *ctx, int64_t tenant_id, const struct notice *notice)
{
    return allocation_mail_send(
        ctx, tenant_id,
        (struct mail){
            .subject = notice->subject,
            .text = notice->text,
            .key = str_format(ctx->mem, "allocation:%s:%lld:%lld", notice->what,
                              (long long)notice->id, (long long)tenant_id),
        },
        notice->path);
}

static enum status send_all(struct ctx *ctx, const struct notice *notice)
{
    struct participants list;
    TRY(allocation_participants(ctx, &list));
    for (size_t i = 0; i < list.count; i++) {
        if (list.ptr[i].state == PARTICIPANT_ACTIVE) {
            TRY(send(ctx, list.ptr[i].tenant_id, notice));
        }
    }
    return OK;
}

/* Mails are written in bokmål, whoever pressed the button. */
static struct ctx in_bokmal(const struct ctx *ctx)
{
    struct ctx own = *ctx;
    own.lang = LANG_NB;
    return own;
}

static struct str number_of(struct ctx *ctx, const struct round *round)
{
    return str_of_i64(ctx->mem, round->number);
}

enum status allocation_mail_opened(struct ctx *ctx, const struct round *round)
{
    struct ctx own = in_bokmal(ctx);
    int64_t lots = 0;
    TRY(allocation_lot_count(ctx, round->id, &lots));
    const struct i18n_arg args[] = {{"number", number_of(&own, round)},
                                    {"label", round->label},
                                    {"lots", i18n_number(&own, lots)},
                                    {"when", centre_when_near(&own, round->closes_ms)}};
    const struct notice notice = {
        .what = "opened",
        .path = str_format(own.mem, "/onsker?runde=%lld", (long long)round->number),
        .id = round->id,
        .subject = i18n_fill(&own, N_("Round {number} is open: wish by {when}"), args, 4),
        .text = i18n_fill(&own,
                          N_("Round {number} ({label}) is open. {lots} lots are shared out.\n\n"
                             "Wish for what you can use by {when}. Sign in and open Wishes.\n\n"
                             "Your standing wishes count too. Nobody sees your wishes before the "
                             "result is published.\n"),
                          args, 4),
    };
    return send_all(&own, &notice);
}

enum status allocation_mail_reminder(struct ctx *ctx, const struct round *round)
{
    struct ctx own = in_bokmal(ctx);
    const struct i18n_arg args[] = {{"number", number_of(&own, round)},
                                    {"label", round->label},
                                    {"when", centre_when_near(&own, round->closes_ms)}};
    const struct notice notice = {
        .what = "reminder",
        .path = str_format(own.mem, "/onsker?runde=%lld", (long long)round->number),
        .id = round->id,
        .subject = i18n_fill(&own, N_("Round {number} closes {when}"), args, 3),
        .text = i18n_fill(&own,
                          N_("Round {number} ({label}) closes {when}.\n\nAfter that nobody can "
                             "change a wish. Sign in and open Wishes if something is missing.\n"),
                          args, 3),
    };
    return send_all(&own, &notice);
}

enum status allocation_mail_closed(struct ctx *ctx, const struct round *round,
                                   const struct draw_run *run)
{
    struct ctx own = in_bokmal(ctx);
    const struct i18n_arg args[] = {{"number", number_of(&own, round)},
                                    {"label", round->label},
                                    {"commitment", run->commitment},
                                    {"chain", round->chain},
                                    {"beacon", str_of_i64(own.mem, round->beacon_round)},
                                    {"when", centre_when_near(&own, round->draw_ms)}};
    const struct notice notice = {
        .what = "closed",
        .path = str_format(own.mem, "/fordeling/%lld", (long long)round->number),
        .id = round->id,
        .subject = i18n_fill(&own, N_("Round {number} is closed"), args, 6),
        .text = i18n_fill(&own,
                          N_("Round {number} ({label}) is closed. Nobody can change a wish any "
                             "more.\n\nThe fingerprint of everything that goes into the draw:\n"
                             "{commitment}\n\nKeep this mail. With it you can check later that "
                             "nothing was changed.\n\nThe draw uses public random numbers that do "
                             "not exist yet: {chain}, round {beacon}, due {when}.\n"),
                          args, 6),
    };
    return send_all(&own, &notice);
}

enum status allocation_mail_stopped(struct ctx *ctx, const struct round *round, int64_t tenant_id,
                                    const struct thing *thing)
{
    struct ctx own = in_bokmal(ctx);
    const struct i18n_arg args[] = {{"number", number_of(&own, round)},
                                    {"name", goods_name(&own, thing)},
                                    {"code", thing->code}};
    const struct notice notice = {
        .what = "stopped",
        .path = str_format(own.mem, "/onsker?runde=%lld", (long long)round->number),
        .id = thing->id,
        .subject = i18n_fill(&own, N_("A lot is taken out of round {number}"), args, 3),
        .text = i18n_fill(&own,
                          N_("{name}, label {code}, is taken out of round {number}. It is stopped "
                             "and is not shared out.\n\nYou had wished for it. Your other wishes "
                             "stand as they are: look whether you want something instead.\n"),
                          args, 3),
    };
    return send(&own, tenant_id, &notice);
}

enum status allocation_mail_cancelled(struct ctx *ctx, const struct round *round, struct str reason)
{
    struct ctx own = in_bokmal(ctx);
    const struct i18n_arg args[] = {
        {"number", number_of(&own, round)}, {"label", round->label}, {"reason", reason}};
    const struct notice notice = {
        .what = "cancelled",
        .path = str_format(own.mem, "/fordeling/%lld", (long long)round->number),
        .id = round->id,
        .subject = i18n_fill(&own, N_("Round {number} is called off"), args, 3),
        .text = i18n_fill(&own,
                          N_("Round {number} ({label}) is called off. Nothing was shared out, and "
                             "your points are as before.\n\nThe reason: {reason}\n"),
                          args, 3),
    };
    return send_all(&own, &notice);
}

/* ---- the result
 * ------------------------------------------------------------------------------------ */

/* The lots of one shop, a line each. */
static struct str lots_of(struct ctx *ctx, const struct stored_awards *awards, int64_t tenant_id,
                          int64_t *ret_count)
{
    struct strbuf list;
    int64_t count = 0;
    strbuf_init(&list, LIST_BYTES);
    for (size_t i = 0; i < awards->count; i++) {
        struct thing thing;
        const struct stored_award *award = &awards->ptr[i];
        if (award->tenant_id != tenant_id) {
            continue;
        }
        if (++count <= LOTS_NAMED && goods_thing(ctx, award->thing_id, &thing) == OK) {
            strbuf_format(&list, "- %.*s (%.*s)\n", STR_ARG(goods_name(ctx, &thing)),
                          STR_ARG(award->code));
        } else if (count == LOTS_NAMED + 1) {
            strbuf_literal(&list, "- …\n");
        }
    }
    const struct str text = strbuf_copy(&list, ctx->mem);
    strbuf_finish(&list);
    *ret_count = count;
    return text;
}

static enum status send_result(struct ctx *ctx, const struct round *round,
                               const struct draw_run *run, const struct stored_awards *awards,
                               int64_t tenant_id)
{
    int64_t count = 0;
    const struct str list = lots_of(ctx, awards, tenant_id, &count);
    const struct i18n_arg args[] = {{"number", number_of(ctx, round)},
                                    {"label", round->label},
                                    {"lots", i18n_number(ctx, count)},
                                    {"list", list},
                                    {"reason", run->reason}};
    const char *text =
        count == 0
            ? N_("Round {number} ({label}) is published. You got no lots this time.\n\nSign in "
                 "and open the result: there you see why, wish by wish, and how to check it.\n")
        : count == 1
            ? N_("Round {number} ({label}) is published. You got one lot:\n\n{list}\nSign in and "
                 "open the result: there you see when to collect it, and why other wishes were not "
                 "met.\n")
            : N_("Round {number} ({label}) is published. You got {lots} lots:\n\n{list}\nSign in "
                 "and "
                 "open the result: there you see when to collect them, and why other wishes were "
                 "not met.\n");
    const struct str body = i18n_fill(ctx, text, args, 5);
    const struct notice notice = {
        .what = "published",
        .path = str_format(ctx->mem, "/onsker/resultat/%lld", (long long)round->number),
        .id = run->id,
        .subject = i18n_fill(ctx,
                             run->reason.len == 0 ? N_("Round {number} is published")
                                                  : N_("Round {number} is corrected"),
                             args, 5),
        .text =
            run->reason.len == 0
                ? body
                : str_concat(ctx->mem,
                             i18n_fill(ctx,
                                       N_("The draw of round {number} was made anew. The result "
                                          "before does not count.\nThe reason: {reason}\n\n"),
                                       args, 5),
                             body),
    };
    return send(ctx, tenant_id, &notice);
}

enum status allocation_mail_published(struct ctx *ctx, const struct round *round,
                                      const struct draw_run *run)
{
    struct ctx own = in_bokmal(ctx);
    struct stored_awards awards;
    struct round_members members;
    TRY(allocation_store_awards(&own, run->id, 0, &awards));
    TRY(allocation_store_members(&own, round->id, &members));
    for (size_t i = 0; i < members.count; i++) {
        if (members.ptr[i].active) {
            TRY(send_result(&own, round, run, &awards, members.ptr[i].tenant_id));
        }
    }
    return OK;
}
