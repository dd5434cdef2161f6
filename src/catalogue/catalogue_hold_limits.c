/* SPDX-License-Identifier: EUPL-1.2 */
/* How much one person, and one network, may hold: so much that a family is served, so little that
 * nobody can hold the whole shop. */
#include "base/day.h"
#include "catalogue/catalogue_hold_inside.h"
#include "centre/centre.h"
#include "http/address.h"
#include "mail/mail.h"

#include "base/banned.h"

#define IPV4_BYTES    12 /* ::ffff: before the four of an IPv4 address */
#define NETWORK_BYTES 8  /* of an IPv6 address */

struct str catalogue_hold_network(struct ctx *ctx, struct str client)
{
    static const unsigned char mapped[IPV4_BYTES] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    struct address address;
    if (client.len == 0 || !address_parse(client, &address)) {
        return client;
    }
    const bool ipv4 = memcmp(address.bytes, mapped, sizeof(mapped)) == 0;
    return str_hex(ctx->mem, address.bytes, ipv4 ? sizeof(address.bytes) : NETWORK_BYTES);
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
        return ctx_fail(ctx, TOO_MANY,
                        N_("A phone number can hold one thing at a time. Use e-mail to hold more."),
                        "contact");
    }
    if (allowance.missed == 0) {
        return ctx_fail(ctx, TOO_MANY,
                        N_("You hold five things already. Collect or cancel one first."),
                        "contact");
    }
    ctx->err = (struct ctx_error){
        .message = N_("Things you held lately were not collected, so you can hold {detail} at once "
                      "for a while. Collect or cancel one first."),
        .field = "contact",
        .detail = str_format(ctx->mem, "%lld", (long long)allowance.at_once)};
    return TOO_MANY;
}

static enum status check_line(struct ctx *ctx, const struct new_hold *made)
{
    int64_t waiting = 0;
    TRY(catalogue_store_holds_by_contact(ctx, made->contact_hash, HOLD_WAITING, &waiting));
    return waiting < HOLD_LINES_PER_EMAIL
               ? OK
               : ctx_fail(ctx, TOO_MANY,
                          N_("You are in five queues already. Leave one of them first."),
                          "contact");
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
               : ctx_fail(ctx, TOO_MANY,
                          N_("You hold or wait for four things in this shop already. Collect or "
                             "cancel one first."),
                          "contact");
}

static enum status check_day(struct ctx *ctx, const struct new_hold *made)
{
    int64_t today = 0;
    TRY(catalogue_store_holds_since(ctx, made->contact_hash,
                                    centre_instant(ctx, centre_today(ctx), 0), &today));
    return today < HOLD_PER_DAY ? OK
                                : ctx_fail(ctx, TOO_MANY,
                                           N_("You have held eight things today, which is as many "
                                              "as one can. You can hold more tomorrow."),
                                           "contact");
}

/* Many who share a network are stopped later than one alone, but nobody takes a shop by inventing
 * addresses. */
static enum status check_network(struct ctx *ctx, const struct new_hold *made)
{
    struct client_holds held;
    struct client_holds waiting;
    if (made->client_hash.len == 0) {
        return OK;
    }
    TRY(catalogue_store_holds_by_client(ctx, made->client_hash, HOLD_ACTIVE, made->hold.tenant_id,
                                        &held));
    TRY(catalogue_store_holds_by_client(ctx, made->client_hash, HOLD_WAITING, made->hold.tenant_id,
                                        &waiting));
    if (held.unconfirmed + waiting.unconfirmed >= HOLD_UNCONFIRMED_PER_NETWORK) {
        return ctx_fail(ctx, TOO_MANY,
                        N_("Many things are held from this network without being confirmed. Type "
                           "the code from the e-mail first, or ask in the shop."),
                        "contact");
    }
    if (held.in_shop + waiting.in_shop >= HOLD_PER_NETWORK_AND_SHOP) {
        return ctx_fail(ctx, TOO_MANY,
                        N_("Many things in this shop are held from this network. Ask in the shop, "
                           "and they put it aside for you."),
                        "contact");
    }
    return OK;
}

enum status catalogue_hold_check(struct ctx *ctx, const struct new_hold *made)
{
    TRY(made->hold.state == HOLD_WAITING ? check_line(ctx, made) : check_at_once(ctx, made));
    TRY(check_shop(ctx, made));
    TRY(check_day(ctx, made));
    return check_network(ctx, made);
}
