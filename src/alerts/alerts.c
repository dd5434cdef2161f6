/* SPDX-License-Identifier: EUPL-1.2 */
/* Asking for an alert, turning it on, stopping it. Nobody gets a second mail who has not answered
 * the first. */
#include "alerts/alerts_mail.h"
#include "alerts/alerts_store.h"
#include "base/day.h"
#include "base/id.h"
#include "catalogue/catalogue.h"
#include "i18n/i18n.h"
#include "mail/mail.h"

#include "base/banned.h"

#define TOKEN_BYTES    16
#define TOKEN_LENGTH   (2 * (size_t)TOKEN_BYTES)
#define KEEP_OVER_DAYS 30
#define LOOKED_AT      50

struct asking {
    struct asked asked;
    struct str fresh_box;
    struct alert alert;
};

/* What counts as new: nothing that can be seen in the list today. */
static enum status look_now(struct ctx *ctx, struct asking *asking)
{
    struct found found;
    TRY(catalogue_search(ctx, &asking->asked.search, &found));
    asking->alert.nearest = FOUND_AS_TYPED;
    asking->alert.seen_seq = 0;
    if (found.listings.count > 0) {
        asking->alert.nearest = found.by;
        asking->alert.seen_seq = found.listings.ptr[0].seq;
    }
    return OK;
}

static enum status check_limits(struct ctx *ctx, const struct alerts *others)
{
    int64_t alive = 0;
    int64_t today = 0;
    for (size_t i = 0; i < others->count; i++) {
        alive += others->ptr[i].state != ALERT_OVER;
        today += others->ptr[i].created_ms > ctx->now_ms - MS_PER_DAY;
    }
    if (alive >= ALERTS_PER_ADDRESS) {
        return ctx_fail(ctx, TOO_MANY,
                        N_("This address has five alerts already. Stop one first, by the link in "
                           "its e-mail."),
                        "email");
    }
    if (today >= ALERTS_A_DAY) {
        return ctx_fail(ctx, TOO_MANY,
                        N_("This address has asked for three alerts today. Ask again tomorrow."),
                        "email");
    }
    return OK;
}

static struct str box_of(const struct alerts *others, struct str fresh)
{
    for (size_t i = 0; i < others->count; i++) {
        if (others->ptr[i].state != ALERT_OVER) {
            return others->ptr[i].box;
        }
    }
    return fresh;
}

static enum status ask(struct ctx *ctx, void *arg)
{
    struct asking *asking = arg;
    struct alerts others;
    TRY(alerts_store_of(ctx, asking->alert.email_key, LOOKED_AT, &others));
    for (size_t i = 0; i < others.count; i++) {
        const struct alert *other = &others.ptr[i];
        if (other->state != ALERT_OVER && str_equal(other->query, asking->alert.query)) {
            return other->state == ALERT_ON ? alerts_mail_again(ctx, other, asking->asked.words)
                                            : OK;
        }
    }
    TRY(check_limits(ctx, &others));
    asking->alert.box = box_of(&others, asking->fresh_box);
    TRY(alerts_mail_confirm(ctx, &asking->alert, asking->asked.words));
    return alerts_store_add(ctx, &asking->alert);
}

static struct str random_token(struct ctx *ctx)
{
    unsigned char token[TOKEN_BYTES];
    random_bytes(token, sizeof(token));
    return str_hex(ctx->mem, token, sizeof(token));
}

enum status alerts_ask(struct ctx *ctx, struct str query, struct str email)
{
    struct asking asking = {0};
    TRY(catalogue_asked(ctx, query, &asking.asked));
    if (asking.asked.query.len == 0) {
        return ctx_fail(ctx, INVALID,
                        N_("Search for something first. Then we know what to look for."), "sok");
    }
    if (str_find_byte(email, '@') <= 0) {
        return ctx_fail(ctx, INVALID, N_("This is not an e-mail address."), "email");
    }
    asking.fresh_box = random_token(ctx);
    asking.alert = (struct alert){
        .id = id_new(),
        .token = random_token(ctx),
        .query = asking.asked.query,
        .email = email,
        .email_key = mail_box(ctx->mem, email),
        .lang = ctx->lang,
        .state = ALERT_ASKED,
        .created_ms = ctx->now_ms,
        .until_ms = ctx->now_ms + ALERTS_CONFIRM_MS,
        .due_ms = ctx->now_ms,
    };
    TRY(look_now(ctx, &asking));
    return db_write(ctx, ask, &asking);
}

/* ---- by its token ---------------------------------------------------------------------------- */

enum status alerts_by_token(struct ctx *ctx, struct str token, struct alert *ret_alert)
{
    struct alert alert;
    if (token.len != TOKEN_LENGTH) {
        return NOT_FOUND;
    }
    TRY(alerts_store_by_token(ctx, token, &alert));
    /* The job comes each ten minutes; what has run out is over at once. */
    if (alert.until_ms <= ctx->now_ms) {
        alert.state = ALERT_OVER;
        alert.email = STR("");
    }
    *ret_alert = alert;
    return OK;
}

static enum status confirm(struct ctx *ctx, void *arg)
{
    const struct str *token = arg;
    struct alert alert;
    TRY(alerts_by_token(ctx, *token, &alert));
    if (alert.state == ALERT_OVER) {
        return ctx_fail(ctx, GONE, N_("This alert is over. Search again and ask for a new one."),
                        NULL);
    }
    return alerts_store_on(ctx, &alert, ctx->now_ms + ALERTS_DAYS * MS_PER_DAY, ctx->now_ms);
}

enum status alerts_confirm(struct ctx *ctx, struct str token)
{
    return db_write(ctx, confirm, &token);
}

static enum status stop(struct ctx *ctx, void *arg)
{
    const struct str *token = arg;
    struct alert alert;
    TRY(alerts_by_token(ctx, *token, &alert));
    return alerts_store_end(ctx, alert.id, ctx->now_ms + KEEP_OVER_DAYS * MS_PER_DAY);
}

enum status alerts_stop(struct ctx *ctx, struct str token)
{
    return db_write(ctx, stop, &token);
}

/* ---- all of one mailbox ---------------------------------------------------------------------- */

enum status alerts_of_box(struct ctx *ctx, struct str box, struct alerts *ret_alerts)
{
    struct alerts all;
    size_t alive = 0;
    if (box.len != TOKEN_LENGTH) {
        return NOT_FOUND;
    }
    TRY(alerts_store_of_box(ctx, box, LOOKED_AT, &all));
    if (all.count == 0) {
        return NOT_FOUND;
    }
    for (size_t i = 0; i < all.count; i++) {
        if (all.ptr[i].state != ALERT_OVER && all.ptr[i].until_ms > ctx->now_ms) {
            all.ptr[alive++] = all.ptr[i];
        }
    }
    all.count = alive;
    *ret_alerts = all;
    return OK;
}

static enum status stop_box(struct ctx *ctx, void *arg)
{
    const struct str *box = arg;
    struct alerts alerts;
    TRY(alerts_of_box(ctx, *box, &alerts));
    for (size_t i = 0; i < alerts.count; i++) {
        TRY(alerts_store_end(ctx, alerts.ptr[i].id, ctx->now_ms + KEEP_OVER_DAYS * MS_PER_DAY));
    }
    return OK;
}

enum status alerts_stop_box(struct ctx *ctx, struct str box)
{
    return db_write(ctx, stop_box, &box);
}
