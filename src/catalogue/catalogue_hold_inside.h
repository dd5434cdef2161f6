/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files about holds share. Inside the room; what writes, inside db_write(). */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_HOLD_INSIDE_H
#define OMBRUK_CATALOGUE_CATALOGUE_HOLD_INSIDE_H

#include "catalogue/catalogue_store.h"

#define HOLD_TOKEN_BYTES 16

struct str catalogue_hold_sha256(struct ctx *ctx, struct str text);
/* Digits are few: the hold's own id goes in, so that equal codes do not look equal. */
struct str catalogue_hold_code_hash(struct ctx *ctx, int64_t hold_id, struct str code);

/* Three signs that no other active hold of the shop has; BUSY when that takes too long. */
MUST_CHECK enum status catalogue_hold_pickup_code(struct ctx *ctx, int64_t tenant_id,
                                                  struct str *ret_code);
/* By either of its tokens; NOT_FOUND. */
MUST_CHECK enum status catalogue_hold_by_secret(struct ctx *ctx, struct str token,
                                                struct stored_hold *ret);

/* ---- limits (catalogue_hold_limits.c) ---- */

/* The network of a client's address: the address itself, of IPv6 its first 64 bits, which one
 * household has. Empty for empty. */
struct str catalogue_hold_network(struct ctx *ctx, struct str client);
/* The wider one of an IPv6 address, its first 48 bits, which one customer may have and divide as
 * they like; empty for others. */
struct str catalogue_hold_site(struct ctx *ctx, struct str client);
/* May `made` (its hold's shop and kind, both hashes) be made, as a hold or, with state
 * HOLD_WAITING, as a place in line? TOO_MANY, with what to do. */
MUST_CHECK enum status catalogue_hold_check(struct ctx *ctx, const struct new_hold *made);

/* ---- the line (catalogue_hold_line.c) ---- */

/* Gives what is free on the listing to those who wait, first come first; ends the line when it is
 * no longer offered. Changes row->listing.held; the caller stores the row. */
MUST_CHECK enum status catalogue_hold_serve(struct ctx *ctx, struct indexed_listing *row);
/* Serves all lines of the centre that something can be done about. */
MUST_CHECK enum status catalogue_hold_serve_all(struct ctx *ctx);

/* ---- mails (catalogue_hold_mail.c) ---- */

/* With the six digits that confirm the address, for a hold or a place in line. */
MUST_CHECK enum status catalogue_hold_mail_confirm(struct ctx *ctx, const struct hold *hold,
                                                   struct str title, struct str code,
                                                   struct str token);
/* It is their turn, and until when; in the language of the hold. */
MUST_CHECK enum status catalogue_hold_mail_turn(struct ctx *ctx, const struct hold *hold,
                                                const struct listing *listing, struct str token);
/* What they waited for is gone; in the language of the hold. */
MUST_CHECK enum status catalogue_hold_mail_gone(struct ctx *ctx, const struct hold *hold,
                                                struct str title);

#endif
