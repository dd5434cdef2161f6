/* SPDX-License-Identifier: EUPL-1.2 */
/* Mails about what was missed and what changed hands. */
#include "allocation/allocation_after_mail.h"

#include "allocation/allocation_after_words.h"
#include "allocation/allocation_mail.h"
#include "allocation/allocation_wish_words.h"
#include "base/strbuf.h"
#include "centre/centre.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define LIST_MAX 65536

static struct str holder_name(struct ctx *ctx, int64_t holder_id)
{
    struct holder holder;
    return goods_holder(ctx, holder_id, &holder) == OK ? holder.name : STR("");
}

static struct str list_of(struct ctx *ctx, const struct pick_up *lots, size_t count)
{
    struct strbuf list;
    strbuf_init(&list, LIST_MAX);
    for (size_t i = 0; i < count; i++) {
        const struct str name = goods_name(ctx, &lots[i].thing);
        strbuf_format(&list, "- %.*s, %.*s\n", STR_ARG(name), STR_ARG(lots[i].thing.code));
    }
    const struct str text = strbuf_copy(&list, ctx->mem);
    strbuf_finish(&list);
    return text;
}

enum status allocation_after_mail_missed(struct ctx *ctx, const struct pick_up *lots, size_t count,
                                         int64_t penalty_mp)
{
    const struct i18n_arg args[] = {
        {"station", holder_name(ctx, lots[0].station_id)},
        {"when", centre_when_near(ctx, lots[0].due_ms)},
        {"lots", list_of(ctx, lots, count)},
        {"points", allocation_points_text(ctx, penalty_mp, 1)},
    };
    return allocation_mail_send(
        ctx, lots[0].tenant_id,
        (struct mail){
            .subject = str_of(i18n_text(ctx->lang, N_("Lots that you did not collect"))),
            .text = i18n_fill(
                ctx,
                N_("You had until {when} to collect these at {station}:\n\n{lots}\nThe rule: what "
                   "is not collected in time goes to the swap square, where the other shops can "
                   "ask for it. The points of the lots stay with you, and for each lot {points} "
                   "points more are added. So you come a little later in the next draw.\n\nChoose "
                   "another time before the old one ends, and this does not happen.\n"),
                args, 4),
            .key = str_format(ctx->mem, "allocation:missed:%lld", (long long)lots[0].id),
        },
        STR("/bytte"));
}

enum status allocation_after_mail_got(struct ctx *ctx, const struct swap_row *offer,
                                      const struct thing *thing, int64_t giver, int64_t due_ms)
{
    const struct i18n_arg args[] = {
        {"name", goods_name(ctx, thing)},
        {"code", thing->code},
        {"points", allocation_points_text(ctx, offer->points_mp, 1)},
        {"from", holder_name(ctx, giver == NO_I64 ? thing->holder_id : giver)},
        {"when", giver == NO_I64 ? centre_when_near(ctx, due_ms) : STR("")},
    };
    const char *text =
        giver == NO_I64
            ? N_("You got this on the swap square: {name}, label {code}.\n\nIt gives you {points} "
                 "points. Collect it at {from} before {when}.\n\nOf those who asked, you had been "
                 "given the least.\n")
            : N_("You got this on the swap square: {name}, label {code}.\n\nIt gives you {points} "
                 "points. It stands at {from} in the house: collect it there.\n\nOf those who "
                 "asked, you had been given the least.\n");
    return allocation_mail_send(
        ctx, offer->taker_id,
        (struct mail){
            .subject = i18n_fill(ctx, N_("You got: {name}"), args, 1),
            .text = i18n_fill(ctx, text, args, 5),
            .key = str_format(ctx->mem, "allocation:swap:%lld:got", (long long)offer->id),
        },
        STR("/henting"));
}

enum status allocation_after_mail_taken(struct ctx *ctx, const struct swap_row *offer,
                                        const struct thing *thing, bool in_house)
{
    const struct i18n_arg args[] = {
        {"name", goods_name(ctx, thing)},
        {"code", thing->code},
        {"points", allocation_points_text(ctx, offer->points_mp, 1)},
        {"shop", holder_name(ctx, offer->taker_id)},
    };
    const char *text =
        in_house ? N_("{shop} gets what you offered on the swap square: {name}, label {code}.\n\n"
                      "{points} points are taken off your account. Keep it ready: they collect it "
                      "in your shop.\n")
                 : N_("{shop} gets what you offered on the swap square: {name}, label {code}.\n\n"
                      "{points} points are taken off your account. You need not collect it: it "
                      "waits for them at the station.\n");
    return allocation_mail_send(
        ctx, offer->from_tenant,
        (struct mail){
            .subject = i18n_fill(ctx, N_("Your offer was taken: {name}"), args, 1),
            .text = i18n_fill(ctx, text, args, 4),
            .key = str_format(ctx->mem, "allocation:swap:%lld:taken", (long long)offer->id),
        },
        STR("/bytte"));
}
