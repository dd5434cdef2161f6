/* SPDX-License-Identifier: EUPL-1.2 */
/* How much one person, and one network, may hold: so much that a family is served, so little that
 * nobody can hold the whole shop. */
#include "base/day.h"
#include "catalogue/catalogue_hold_inside.h"
#include "centre/centre.h"
#include "http/address.h"
#include "i18n/i18n.h"
#include "mail/mail.h"

#include "base/banned.h"

#define IPV4_BYTES    12 /* ::ffff: before the four of an IPv4 address */
#define NETWORK_BYTES 8  /* of an IPv6 address */
#define SITE_BYTES    6

/* `*ret_ipv4` of what is an address at all. */
static bool read_address(struct str client, struct address *ret, bool *ret_ipv4)
{
    static const unsigned char mapped[IPV4_BYTES] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    if (client.len == 0 || !address_parse(client, ret)) {
        return false;
    }
    *ret_ipv4 = memcmp(ret->bytes, mapped, sizeof(mapped)) == 0;
    return true;
}

struct str catalogue_hold_network(struct ctx *ctx, struct str client)
{
    struct address address;
    bool ipv4 = false;
    if (!read_address(client, &address, &ipv4)) {
        return client;
    }
    return str_hex(ctx->mem, address.bytes, ipv4 ? sizeof(address.bytes) : NETWORK_BYTES);
}

struct str catalogue_hold_site(struct ctx *ctx, struct str client)
{
    struct address address;
    bool ipv4 = true;
    return read_address(client, &address, &ipv4) && !ipv4
               ? str_hex(ctx->mem, address.bytes, SITE_BYTES)
               : STR("");
}

/* ---- who has not collected ------------------------------------------------------------------- */

enum status catalogue_hold_allowance(struct ctx *ctx, struct str contact,
                                     struct hold_allowance *ret)
{
    struct hold_allowance allowance = {.missed = 0, .until_ms = NO_I64};
    const bool by_email = str_find_byte(contact, '@') >= 0;
    int64_t first_ms = 0;
    TRY(catalogue_store_holds_missed(ctx, catalogue_hold_sha256(ctx, mail_box(ctx->mem, contact)),
                                     ctx->now_ms - HOLD_MISSED_DAYS * MS_PER_DAY, &allowance.missed,
                                     &first_ms));
    allowance.at_once = by_email ? HOLD_PER_EMAIL - allowance.missed : HOLD_PER_PHONE;
    if (allowance.at_once < 1) {
        allowance.at_once = 1;
    }
    if (allowance.missed > 0) {
        allowance.until_ms = first_ms + HOLD_MISSED_DAYS * MS_PER_DAY;
    }
    *ret = allowance;
    return OK;
}

/* ---- may this be held? ----------------------------------------------------------------------- */

/* A limit is told by its number. */
static enum status too_many(struct ctx *ctx, const char *message, int64_t number)
{
    ctx->err = (struct ctx_error){
        .message = message, .field = "contact", .detail = i18n_number(ctx, number)};
    return TOO_MANY;
}

static enum status check_at_once(struct ctx *ctx, const struct new_hold *made)
{
    struct hold_allowance allowance;
    int64_t active = 0;
    TRY(catalogue_hold_allowance(ctx, made->hold.contact, &allowance));
    TRY(catalogue_store_holds_by_contact(ctx, made->contact_hash, HOLD_ACTIVE, &active));
    if (active < allowance.at_once) {
        return OK;
    }
    if (!made->hold.by_email) {
        return too_many(
            ctx, N_("Things a phone number can hold at a time: {detail}. Use e-mail to hold more."),
            HOLD_PER_PHONE);
    }
    if (allowance.missed == 0) {
        return too_many(ctx, N_("You hold {detail} things already. Collect or cancel one first."),
                        HOLD_PER_EMAIL);
    }
    return too_many(ctx,
                    N_("Things you held lately were not collected, so you can hold {detail} at "
                       "once for a while. Collect or cancel one first."),
                    allowance.at_once);
}

static enum status check_line(struct ctx *ctx, const struct new_hold *made)
{
    int64_t waiting = 0;
    TRY(catalogue_store_holds_by_contact(ctx, made->contact_hash, HOLD_WAITING, &waiting));
    return waiting < HOLD_LINES_PER_EMAIL
               ? OK
               : too_many(ctx, N_("You are in {detail} queues already. Leave one of them first."),
                          HOLD_LINES_PER_EMAIL);
}

static enum status check_shop(struct ctx *ctx, const struct new_hold *made)
{
    int64_t held = 0;
    int64_t waiting = 0;
    TRY(catalogue_store_holds_in_shop(ctx, made->contact_hash, HOLD_ACTIVE, made->hold.tenant_id,
                                      &held));
    TRY(catalogue_store_holds_in_shop(ctx, made->contact_hash, HOLD_WAITING, made->hold.tenant_id,
                                      &waiting));
    return held + waiting < HOLD_PER_SHOP
               ? OK
               : too_many(ctx,
                          N_("You hold or wait for {detail} things in this shop already. Collect "
                             "or cancel one first."),
                          HOLD_PER_SHOP);
}

static enum status check_day(struct ctx *ctx, const struct new_hold *made)
{
    int64_t today = 0;
    TRY(catalogue_store_holds_since(ctx, made->contact_hash,
                                    centre_instant(ctx, centre_today(ctx), 0), &today));
    return today < HOLD_PER_DAY ? OK
                                : too_many(ctx,
                                           N_("You have held {detail} things today, which is as "
                                              "many as one can. You can hold more tomorrow."),
                                           HOLD_PER_DAY);
}

/* What a network may have, with what to do. */
static enum status check_held_from(struct ctx *ctx, const struct client_holds *held,
                                   const struct client_holds *waiting,
                                   const struct client_holds *most)
{
    if (held->unconfirmed + waiting->unconfirmed >= most->unconfirmed) {
        return ctx_fail(ctx, TOO_MANY,
                        N_("Many things are held from this network without being confirmed. Type "
                           "the code from the e-mail first, or ask in the shop."),
                        "contact");
    }
    if (held->in_shop + waiting->in_shop >= most->in_shop) {
        return ctx_fail(ctx, TOO_MANY,
                        N_("Many things in this shop are held from this network. Ask in the shop, "
                           "and they put it aside for you."),
                        "contact");
    }
    return OK;
}

/* Many who share a network are stopped later than one alone, but nobody takes a shop by inventing
 * addresses. */
static enum status check_network(struct ctx *ctx, const struct new_hold *made)
{
    static const struct client_holds household = {HOLD_PER_NETWORK_AND_SHOP,
                                                  HOLD_UNCONFIRMED_PER_NETWORK};
    static const struct client_holds customer = {HOLD_PER_SITE_AND_SHOP, HOLD_UNCONFIRMED_PER_SITE};
    const int64_t shop = made->hold.tenant_id;
    struct client_holds held;
    struct client_holds waiting;
    if (made->client_hash.len > 0) {
        TRY(catalogue_store_holds_by_client(ctx, made->client_hash, HOLD_ACTIVE, shop, &held));
        TRY(catalogue_store_holds_by_client(ctx, made->client_hash, HOLD_WAITING, shop, &waiting));
        TRY(check_held_from(ctx, &held, &waiting, &household));
    }
    if (made->site_hash.len > 0) {
        TRY(catalogue_store_holds_by_site(ctx, made->site_hash, HOLD_ACTIVE, shop, &held));
        TRY(catalogue_store_holds_by_site(ctx, made->site_hash, HOLD_WAITING, shop, &waiting));
        TRY(check_held_from(ctx, &held, &waiting, &customer));
    }
    return OK;
}

/* Is one more within its share of what the shop has? Asked of the listings only when the number
 * that is always allowed is used up, and no more of them than it takes to say yes. */
static enum status within_share(struct ctx *ctx, int64_t shop, int64_t held, int64_t always,
                                int64_t share, bool *ret)
{
    int64_t things = 0;
    *ret = held < always;
    if (!*ret) {
        const int64_t enough = (held + 1) * share;
        TRY(catalogue_store_on_sale(ctx, shop, enough, &things));
        *ret = things >= enough;
    }
    return OK;
}

/* Whoever has very many networks does not get the whole shop either: so much of it is always left
 * to those who come. A place in line holds nothing, and who has waited for it gets it. */
static enum status check_left(struct ctx *ctx, const struct new_hold *made)
{
    const int64_t shop = made->hold.tenant_id;
    struct open_holds open;
    bool within = false;
    TRY(catalogue_store_holds_open(ctx, shop, &open));
    TRY(within_share(ctx, shop, made->hold.by_email ? open.asked : open.phones,
                     HOLD_SHOP_UNCONFIRMED_ALWAYS, HOLD_SHOP_UNCONFIRMED_SHARE, &within));
    if (!within && made->hold.by_email) {
        return too_many(ctx,
                        N_("Much of this shop is held without being confirmed just now. Try again "
                           "in {detail} minutes, or ask in the shop."),
                        HOLD_CONFIRM_MS / MS_PER_MINUTE);
    }
    if (!within) {
        return ctx_fail(ctx, TOO_MANY,
                        N_("Much of this shop is held by phone numbers just now. Use e-mail, or "
                           "ask in the shop."),
                        "contact");
    }
    TRY(within_share(ctx, shop, open.held, HOLD_SHOP_ALWAYS, HOLD_SHOP_SHARE, &within));
    return within ? OK
                  : too_many(
                        ctx,
                        N_("{detail} percent of what this shop has is held just now. Come and see "
                           "it, or try again later."),
                        100 / HOLD_SHOP_SHARE);
}

enum status catalogue_hold_check(struct ctx *ctx, const struct new_hold *made)
{
    const bool waits = made->hold.state == HOLD_WAITING;
    TRY(waits ? check_line(ctx, made) : check_at_once(ctx, made));
    TRY(check_shop(ctx, made));
    TRY(check_day(ctx, made));
    TRY(check_network(ctx, made));
    return waits ? OK : check_left(ctx, made);
}
