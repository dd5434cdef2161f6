/* SPDX-License-Identifier: EUPL-1.2 */
/* Holding a thing for a resident: without account, for a short time, ending by itself. */
#include <sodium.h>

#include "base/day.h"
#include "base/id.h"
#include "catalogue/catalogue_hold_inside.h"
#include "centre/centre.h"
#include "i18n/i18n.h"
#include "mail/mail.h"

#include "base/banned.h"

#define PICKUP_SIGNS 3
#define PICKUP_TRIES 50

struct str catalogue_hold_sha256(struct ctx *ctx, struct str text)
{
    unsigned char *hash = arena_alloc(ctx->mem, crypto_hash_sha256_BYTES);
    crypto_hash_sha256(hash, (const unsigned char *)text.ptr, text.len);
    return (struct str){(const char *)hash, crypto_hash_sha256_BYTES};
}

struct str catalogue_hold_code_hash(struct ctx *ctx, int64_t hold_id, struct str code)
{
    return catalogue_hold_sha256(
        ctx, str_format(ctx->mem, "hold:%lld:%.*s", (long long)hold_id, STR_ARG(code)));
}

enum status catalogue_hold_pickup_code(struct ctx *ctx, int64_t tenant_id, struct str *ret_code)
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

struct holding {
    const struct hold_wish *wish;
    struct str token;
    struct str confirm_code;
    struct new_hold made;
};

/* Ends holds on the listing that have run out, so that nobody is refused by a hold that is over;
 * what is free then belongs to those who stand in line. */
static enum status release_over(struct ctx *ctx, struct indexed_listing *row)
{
    struct stored_holds holds;
    TRY(catalogue_store_holds_on(ctx, row->listing.id, HOLD_ACTIVE, &holds));
    for (size_t i = 0; i < holds.count; i++) {
        const struct hold *hold = &holds.ptr[i].hold;
        bool changed = false;
        if (!catalogue_hold_over(ctx, hold)) {
            continue;
        }
        TRY(catalogue_store_end_hold(ctx, hold->id, HOLD_EXPIRED, &changed));
        if (changed) {
            row->listing.held -= hold->count;
            TRY(goods_remark(ctx, row->listing.thing_id, GOODS_HOLD_ENDED, hold->count, NO_I64));
        }
    }
    return catalogue_hold_serve(ctx, row);
}

static enum status find_offered(struct ctx *ctx, struct str code, struct indexed_listing *ret)
{
    struct thing thing;
    TRY(catalogue_store_by_code(ctx, code, ret));
    if (ret->listing.state != LISTING_PUBLIC) {
        return ctx_fail(ctx, GONE, N_("This has just been sold. Look at similar things."), NULL);
    }
    TRY(goods_thing(ctx, ret->listing.thing_id, &thing));
    if (!goods_sellable(&thing)) {
        return ctx_fail(ctx, GONE, N_("This is no longer for sale."), NULL);
    }
    return release_over(ctx, ret);
}

/* What a hold and a place in line have in common. */
static void begin(struct ctx *ctx, struct holding *holding, const struct listing *listing)
{
    const struct hold_wish *wish = holding->wish;
    const bool by_email = str_find_byte(wish->contact, '@') >= 0;
    const struct str network = catalogue_hold_network(ctx, wish->client);
    const struct str site = catalogue_hold_site(ctx, wish->client);
    holding->made = (struct new_hold){
        .hold =
            {
                .id = id_new(),
                .listing_id = listing->id,
                .tenant_id = listing->tenant_id,
                .count = 1,
                .contact = wish->contact,
                .first_name = wish->first_name,
                .pickup_code = STR(""),
                .by_email = by_email,
                .confirm_until_ms = by_email ? ctx->now_ms + HOLD_CONFIRM_MS : NO_I64,
                .lang = ctx->lang,
                .created_ms = ctx->now_ms,
            },
        .contact_hash = catalogue_hold_sha256(ctx, mail_box(ctx->mem, wish->contact)),
        .client_hash =
            network.len == 0 ? (struct str){NULL, 0} : catalogue_hold_sha256(ctx, network),
        .site_hash = site.len == 0 ? (struct str){NULL, 0} : catalogue_hold_sha256(ctx, site),
        .token_hash = catalogue_hold_sha256(ctx, holding->token),
    };
}

static enum status finish(struct ctx *ctx, struct holding *holding, const struct listing *listing)
{
    struct new_hold *made = &holding->made;
    if (made->hold.by_email) {
        made->confirm_hash = catalogue_hold_code_hash(ctx, made->hold.id, holding->confirm_code);
        TRY(catalogue_hold_mail_confirm(ctx, &made->hold, listing->title, holding->confirm_code,
                                        holding->token));
    }
    return catalogue_store_add_hold(ctx, made);
}

/* Who asks twice is told so, and not that somebody else was there first. */
static enum status check_not_theirs(struct ctx *ctx, const struct new_hold *made)
{
    int64_t held = 0;
    int64_t waiting = 0;
    TRY(catalogue_store_holds_of_it(ctx, made->contact_hash, HOLD_ACTIVE, made->hold.listing_id,
                                    &held));
    TRY(catalogue_store_holds_of_it(ctx, made->contact_hash, HOLD_WAITING, made->hold.listing_id,
                                    &waiting));
    if (held > 0) {
        return ctx_fail(ctx, CONFLICT, N_("You hold this already. The e-mail shows your page."),
                        "contact");
    }
    return waiting == 0
               ? OK
               : ctx_fail(ctx, CONFLICT, N_("You are in the queue for this already."), "contact");
}

static enum status hold(struct ctx *ctx, void *arg)
{
    struct holding *holding = arg;
    struct indexed_listing row;
    struct hold *made = &holding->made.hold;
    int64_t day = 0;
    int minute = 0;
    TRY(find_offered(ctx, holding->wish->code, &row));
    begin(ctx, holding, &row.listing);
    made->state = HOLD_ACTIVE;
    if (row.listing.count_left - row.listing.held < 1) {
        TRY(check_not_theirs(ctx, &holding->made));
        return ctx_fail(ctx, CONFLICT, N_("Someone got there first. Join the queue?"), NULL);
    }
    TRY(catalogue_hold_check(ctx, &holding->made));
    TRY(centre_hold_until(ctx, row.listing.tenant_id, &day, &minute, &made->until_ms));
    TRY(catalogue_hold_pickup_code(ctx, row.listing.tenant_id, &made->pickup_code));
    TRY(finish(ctx, holding, &row.listing));
    row.listing.held++;
    TRY(catalogue_store_set(ctx, &row));
    return goods_remark(ctx, row.listing.thing_id, GOODS_HELD, 1, NO_I64);
}

static enum status join(struct ctx *ctx, void *arg)
{
    struct holding *holding = arg;
    struct indexed_listing row;
    int64_t waiting = 0;
    TRY(find_offered(ctx, holding->wish->code, &row));
    begin(ctx, holding, &row.listing);
    holding->made.hold.state = HOLD_WAITING;
    holding->made.hold.until_ms = ctx->now_ms + HOLD_LINE_DAYS * MS_PER_DAY;
    if (row.listing.count_left - row.listing.held >= 1) {
        return ctx_fail(ctx, CONFLICT, N_("It has just become free. You can hold it now."), NULL);
    }
    TRY(check_not_theirs(ctx, &holding->made));
    TRY(catalogue_line_length(ctx, row.listing.id, &waiting));
    if (waiting >= HOLD_LINE_MAX) {
        ctx->err = (struct ctx_error){.message = CATALOGUE_LINE_FULL,
                                      .detail = i18n_number(ctx, HOLD_LINE_MAX)};
        return TOO_MANY;
    }
    TRY(catalogue_hold_check(ctx, &holding->made));
    TRY(finish(ctx, holding, &row.listing));
    return catalogue_store_set(ctx, &row);
}

static enum status make(struct ctx *ctx, const struct hold_wish *wish, db_write_fn *how,
                        struct hold *ret_hold, struct str *ret_token)
{
    unsigned char token[HOLD_TOKEN_BYTES];
    random_bytes(token, sizeof(token));
    struct holding holding = {
        .wish = wish,
        .token = str_hex(ctx->mem, token, sizeof(token)),
        .confirm_code = str_format(ctx->mem, "%06u", random_below(1000000)),
    };
    TRY(db_write(ctx, how, &holding));
    *ret_hold = holding.made.hold;
    *ret_token = holding.token;
    return OK;
}

enum status catalogue_hold_for(struct ctx *ctx, const struct hold_wish *wish, struct hold *ret_hold,
                               struct str *ret_token)
{
    return make(ctx, wish, hold, ret_hold, ret_token);
}

enum status catalogue_join_line(struct ctx *ctx, const struct hold_wish *wish,
                                struct hold *ret_hold, struct str *ret_token)
{
    if (str_find_byte(wish->contact, '@') < 0) {
        return ctx_fail(ctx, INVALID,
                        N_("Enter an e-mail, so we can tell you when it is your turn"), "contact");
    }
    return make(ctx, wish, join, ret_hold, ret_token);
}

enum status catalogue_hold(struct ctx *ctx, struct str code, struct str contact,
                           struct str first_name, struct hold *ret_hold, struct str *ret_token)
{
    const struct hold_wish wish = {code, contact, first_name, STR("")};
    return catalogue_hold_for(ctx, &wish, ret_hold, ret_token);
}
