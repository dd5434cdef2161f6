/* SPDX-License-Identifier: EUPL-1.2 */
/* Holding a thing for a resident: without account, for a short time, ending by itself. */
#include <sodium.h>

#include "base/day.h"
#include "base/id.h"
#include "catalogue/catalogue_facets.h"
#include "catalogue/catalogue_index.h"
#include "centre/centre.h"
#include "i18n/i18n.h"
#include "mail/mail.h"
#include "tenants/tenants.h"

#include "base/banned.h"

#define TOKEN_BYTES  16
#define PICKUP_SIGNS 3
#define PICKUP_TRIES 50
#define RELEASE_STEP 500

static struct str sha256(struct ctx *ctx, struct str text)
{
    unsigned char *hash = arena_alloc(ctx->mem, crypto_hash_sha256_BYTES);
    crypto_hash_sha256(hash, (const unsigned char *)text.ptr, text.len);
    return (struct str){(const char *)hash, crypto_hash_sha256_BYTES};
}

/* Digits are few: the hold's own id goes in, so that equal codes do not look equal. */
static struct str code_hash(struct ctx *ctx, int64_t hold_id, struct str code)
{
    return sha256(ctx, str_format(ctx->mem, "hold:%lld:%.*s", (long long)hold_id, STR_ARG(code)));
}

struct holding {
    struct str code;
    struct str contact;
    struct str first_name;
    struct str token;
    struct str confirm_code;
    struct new_hold made;
};

/* Three signs that no other active hold of the shop has. */
static enum status new_pickup_code(struct ctx *ctx, int64_t tenant_id, struct str *ret_code)
{
    static const char signs[] = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    for (int i = 0; i < PICKUP_TRIES; i++) {
        char code[PICKUP_SIGNS];
        struct stored_hold taken;
        for (int k = 0; k < PICKUP_SIGNS; k++) {
            code[k] = signs[random_below(sizeof(signs) - 1)];
        }
        const struct str text = str_copy(ctx->mem, (struct str){code, sizeof(code)});
        const enum status found = catalogue_store_hold_by_pickup(ctx, tenant_id, text, &taken);
        if (found == NOT_FOUND) {
            *ret_code = text;
            return OK;
        }
        TRY(found);
    }
    return ctx_fail(ctx, BUSY, N_("The shop has very many holds right now. Try again later."),
                    NULL);
}

/* Ends holds on the listing that have run out, so that nobody is refused by a hold that is over. */
static enum status release_over(struct ctx *ctx, struct indexed_listing *row)
{
    struct stored_holds holds;
    TRY(catalogue_store_holds_on(ctx, row->listing.id, &holds));
    for (size_t i = 0; i < holds.count; i++) {
        const struct hold *hold = &holds.ptr[i].hold;
        const bool unconfirmed =
            hold->confirm_until_ms != NO_I64 && hold->confirm_until_ms <= ctx->now_ms;
        bool changed = false;
        if (hold->until_ms > ctx->now_ms && !unconfirmed) {
            continue;
        }
        TRY(catalogue_store_end_hold(ctx, hold->id, HOLD_EXPIRED, &changed));
        if (changed) {
            row->listing.held -= hold->count;
            TRY(goods_remark(ctx, row->listing.thing_id, GOODS_HOLD_ENDED, hold->count, NO_I64));
        }
    }
    return OK;
}

static enum status check_contact(struct ctx *ctx, const struct holding *holding, bool by_email)
{
    int64_t active = 0;
    TRY(catalogue_store_holds_by_contact(ctx, holding->made.contact_hash, &active));
    if (by_email && active >= HOLD_PER_EMAIL) {
        return ctx_fail(ctx, TOO_MANY,
                        N_("You hold five things already. Collect or cancel one first."),
                        "contact");
    }
    if (!by_email && active >= HOLD_PER_PHONE) {
        return ctx_fail(ctx, TOO_MANY,
                        N_("A phone number can hold one thing at a time. Use e-mail to hold more."),
                        "contact");
    }
    return OK;
}

static enum status queue_mail(struct ctx *ctx, const struct holding *holding,
                              const struct listing *listing)
{
    const struct i18n_arg args[] = {{"code", holding->confirm_code}, {"thing", listing->title}};
    const struct mail mail = {
        .to = holding->contact,
        .subject = str_of(i18n_text(ctx->lang, N_("Your code to confirm the hold"))),
        .text = i18n_fill(ctx,
                          N_("You hold: {thing}\n\nYour code is {code}. Type it within 30 minutes, "
                             "or the hold ends.\n\nIf this was not you, do nothing.\n"),
                          args, 2),
        .key = str_format(ctx->mem, "hold:%lld:confirm", (long long)holding->made.hold.id),
    };
    return mail_queue(ctx, &mail);
}

static enum status find_free(struct ctx *ctx, const struct holding *holding,
                             struct indexed_listing *ret)
{
    struct indexed_listing row;
    struct thing thing;
    TRY(catalogue_store_by_code(ctx, holding->code, &row));
    if (row.listing.state != LISTING_PUBLIC) {
        return ctx_fail(ctx, GONE, N_("This has just been sold. Look at similar things."), NULL);
    }
    TRY(goods_thing(ctx, row.listing.thing_id, &thing));
    if (!goods_sellable(&thing)) {
        return ctx_fail(ctx, GONE, N_("This is no longer for sale."), NULL);
    }
    TRY(release_over(ctx, &row));
    if (row.listing.count_left - row.listing.held < 1) {
        return ctx_fail(ctx, CONFLICT, N_("Someone got there first. It is held for them now."),
                        NULL);
    }
    *ret = row;
    return OK;
}

static enum status hold(struct ctx *ctx, void *arg)
{
    struct holding *holding = arg;
    struct indexed_listing row;
    struct hold *made = &holding->made.hold;
    const bool by_email = str_find_byte(holding->contact, '@') >= 0;
    int64_t day = 0;
    int minute = 0;
    TRY(find_free(ctx, holding, &row));
    holding->made.contact_hash = sha256(ctx, holding->contact);
    TRY(check_contact(ctx, holding, by_email));
    *made = (struct hold){
        .id = id_new(),
        .listing_id = row.listing.id,
        .tenant_id = row.listing.tenant_id,
        .count = 1,
        .contact = holding->contact,
        .first_name = holding->first_name,
        .by_email = by_email,
        .confirm_until_ms = by_email ? ctx->now_ms + HOLD_CONFIRM_MS : NO_I64,
        .state = HOLD_ACTIVE,
        .created_ms = ctx->now_ms,
    };
    TRY(centre_hold_until(ctx, row.listing.tenant_id, &day, &minute, &made->until_ms));
    TRY(new_pickup_code(ctx, row.listing.tenant_id, &made->pickup_code));
    holding->made.token_hash = sha256(ctx, holding->token);
    if (by_email) {
        holding->made.confirm_hash = code_hash(ctx, made->id, holding->confirm_code);
        TRY(queue_mail(ctx, holding, &row.listing));
    }
    TRY(catalogue_store_add_hold(ctx, &holding->made));
    row.listing.held++;
    TRY(catalogue_store_set(ctx, &row));
    return goods_remark(ctx, row.listing.thing_id, GOODS_HELD, 1, NO_I64);
}

enum status catalogue_hold(struct ctx *ctx, struct str code, struct str contact,
                           struct str first_name, struct hold *ret_hold, struct str *ret_token)
{
    unsigned char token[TOKEN_BYTES];
    random_bytes(token, sizeof(token));
    struct holding holding = {
        .code = code,
        .contact = contact,
        .first_name = first_name,
        .token = str_hex(ctx->mem, token, sizeof(token)),
        .confirm_code = str_format(ctx->mem, "%06u", random_below(1000000)),
    };
    TRY(db_write(ctx, hold, &holding));
    *ret_hold = holding.made.hold;
    *ret_token = holding.token;
    return OK;
}

/* ---- the hold's own page --------------------------------------------------------------------- */

static enum status by_token(struct ctx *ctx, struct str token, struct stored_hold *ret)
{
    if (token.len != 2 * (size_t)TOKEN_BYTES) {
        return NOT_FOUND;
    }
    return catalogue_store_hold_by_token(ctx, sha256(ctx, token), ret);
}

enum status catalogue_hold_by_token(struct ctx *ctx, struct str token, struct hold *ret_hold)
{
    struct stored_hold stored;
    TRY(by_token(ctx, token, &stored));
    *ret_hold = stored.hold;
    return OK;
}

enum status catalogue_hold_by_code(struct ctx *ctx, int64_t tenant_id, struct str code,
                                   struct hold *ret_hold)
{
    struct stored_hold stored;
    char upper[PICKUP_SIGNS + 1] = {0};
    const struct str typed = str_trim(code);
    if (typed.len != PICKUP_SIGNS) {
        return NOT_FOUND;
    }
    for (size_t i = 0; i < PICKUP_SIGNS; i++) {
        const char c = typed.ptr[i];
        upper[i] = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
    TRY(catalogue_store_hold_by_pickup(
        ctx, tenant_id, str_copy(ctx->mem, (struct str){upper, PICKUP_SIGNS}), &stored));
    *ret_hold = stored.hold;
    return OK;
}

struct confirming {
    struct str token;
    struct str code;
    /* A wrong code must be counted, so the write succeeds and the answer is given after it. */
    enum status answer;
};

static enum status confirm(struct ctx *ctx, void *arg)
{
    struct confirming *confirming = arg;
    struct stored_hold stored;
    TRY(by_token(ctx, confirming->token, &stored));
    confirming->answer = OK;
    if (stored.hold.state != HOLD_ACTIVE ||
        (stored.hold.confirm_until_ms != NO_I64 && stored.hold.confirm_until_ms <= ctx->now_ms)) {
        confirming->answer = GONE;
        return OK;
    }
    if (stored.hold.confirmed) {
        return OK;
    }
    if (stored.confirm_tries_left <= 0 || stored.confirm_hash.len != crypto_hash_sha256_BYTES) {
        confirming->answer = TOO_MANY;
        return OK;
    }
    const struct str given = code_hash(ctx, stored.hold.id, str_trim(confirming->code));
    if (sodium_memcmp(given.ptr, stored.confirm_hash.ptr, crypto_hash_sha256_BYTES) != 0) {
        confirming->answer = INVALID;
        return catalogue_store_try_hold(ctx, stored.hold.id);
    }
    return catalogue_store_confirm_hold(ctx, stored.hold.id);
}

enum status catalogue_hold_confirm(struct ctx *ctx, struct str token, struct str code)
{
    struct confirming confirming = {.token = token, .code = code};
    TRY(db_write(ctx, confirm, &confirming));
    switch (confirming.answer) {
    case INVALID:
        return ctx_fail(ctx, INVALID,
                        N_("The code is not right. It has six digits, see the e-mail."), "code");
    case TOO_MANY:
        return ctx_fail(ctx, TOO_MANY, N_("Five wrong codes. Hold the thing anew."), "code");
    case GONE:
        return ctx_fail(ctx, GONE, N_("The hold has ended."), NULL);
    default:
        return confirming.answer;
    }
}

static enum status end_one(struct ctx *ctx, const struct hold *hold, enum hold_state state)
{
    struct indexed_listing row;
    bool changed = false;
    TRY(catalogue_store_end_hold(ctx, hold->id, state, &changed));
    if (!changed) {
        return OK;
    }
    TRY(catalogue_store_get(ctx, hold->listing_id, &row));
    row.listing.held -= hold->count;
    TRY(catalogue_store_set(ctx, &row));
    return goods_remark(ctx, row.listing.thing_id, GOODS_HOLD_ENDED, hold->count, NO_I64);
}

static enum status cancel(struct ctx *ctx, void *arg)
{
    const struct str *token = arg;
    struct stored_hold stored;
    TRY(by_token(ctx, *token, &stored));
    return end_one(ctx, &stored.hold, HOLD_CANCELLED);
}

enum status catalogue_hold_cancel(struct ctx *ctx, struct str token)
{
    return db_write(ctx, cancel, &token);
}

/* ---- ending by itself ------------------------------------------------------------------------ */

static enum status release(struct ctx *ctx, void *arg)
{
    int64_t *released = arg;
    struct stored_holds holds;
    *released = 0;
    TRY(catalogue_store_holds_over(ctx, RELEASE_STEP, &holds));
    for (size_t i = 0; i < holds.count; i++) {
        TRY(end_one(ctx, &holds.ptr[i].hold, HOLD_EXPIRED));
        (*released)++;
    }
    return catalogue_store_erase_holds(ctx, ctx->now_ms - HOLD_CONTACT_KEEP_DAYS * MS_PER_DAY);
}

enum status catalogue_release_holds(struct ctx *ctx, int64_t *ret_released)
{
    return db_write(ctx, release, ret_released);
}

static enum status release_job(struct ctx *ctx, struct str argument)
{
    (void)argument;
    int64_t released = 0;
    return catalogue_release_holds(ctx, &released);
}

static enum status follow_job(struct ctx *ctx, struct str argument)
{
    (void)argument;
    int64_t followed = 0;
    return catalogue_follow(ctx, &followed);
}

const struct job_kind catalogue_jobs[] = {
    {.name = "catalogue_holds", .run = release_job, .every_ms = 30 * MS_PER_SECOND},
    {.name = "catalogue_follow", .run = follow_job, .every_ms = 10 * MS_PER_SECOND},
    {.name = "catalogue_facets", .run = catalogue_facets_job, .every_ms = 60 * MS_PER_SECOND},
    {.name = "catalogue_titles", .run = catalogue_titles_job, .every_ms = 60 * MS_PER_SECOND},
    {.name = "catalogue_words", .run = catalogue_words_job, .every_ms = 60 * MS_PER_SECOND},
    {.name = NULL},
};
