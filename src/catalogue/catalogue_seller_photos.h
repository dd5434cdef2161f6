/* SPDX-License-Identifier: EUPL-1.2 */
/* The pictures a shop gives of a thing, and which of them shows the fault or the wear. Inside the
 * room only. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_SELLER_PHOTOS_H
#define OMBRUK_CATALOGUE_CATALOGUE_SELLER_PHOTOS_H

#include "catalogue/catalogue.h"
#include "http/form.h"

/* Of one thing in all, those of the station too. */
#define SELLER_PHOTOS_MAX 4

/* In the order of the page: the thing, its fault, more. The same numbers are the fields. */
enum seller_photo {
    SELLER_PHOTO_MAIN,
    SELLER_PHOTO_WEAR,
    SELLER_PHOTO_THIRD,
    SELLER_PHOTO_FOURTH
};
#define SELLER_PHOTO_HASH  64
#define SELLER_PHOTOS_TEXT (SELLER_PHOTOS_MAX * (SELLER_PHOTO_HASH + 1) - 1)

struct seller_photos {
    struct str hash[SELLER_PHOTOS_MAX]; /* given to photo_store(); empty: none */
};

/* Those that came before, as the text of a hidden field: hashes with commas between, empty where
 * there is none; anything else is left out. And back; empty when there is none at all. */
struct seller_photos catalogue_seller_photos_of(struct str text);
struct str catalogue_seller_photos_text(struct ctx *ctx, const struct seller_photos *photos);

/* Puts what was sent now over those that came before. INVALID, with the field named. */
MUST_CHECK enum status
catalogue_seller_photos_take(struct ctx *ctx, const struct upload *const sent[SELLER_PHOTOS_MAX],
                             struct seller_photos *photos);

/* Adds pictures to a thing that the shop has: one of the whole, one of its fault; an upload without
 * bytes is none. Gives the thing as it is then. INVALID, with the field named ("photo",
 * "wear_photo"), for no picture, or for one more than SELLER_PHOTOS_MAX. */
MUST_CHECK enum status catalogue_seller_photos_add(struct ctx *ctx, const struct upload *photo,
                                                   const struct upload *wear, struct thing *thing);

/* Takes a picture from a thing that the shop has, for good: from its offer too, and the file is
 * destroyed when no other thing has it. NOT_FOUND: the shop has no such thing, or it has no such
 * picture. */
MUST_CHECK enum status catalogue_seller_photos_remove(struct ctx *ctx, int64_t tenant_id,
                                                      int64_t thing_id, struct str hash);

/* Which picture shows the fault; the last that was told holds. Set inside db_write(). NOT_FOUND:
 * nobody has told. */
MUST_CHECK enum status catalogue_seller_set_wear_photo(struct ctx *ctx, int64_t thing_id,
                                                       struct str hash);
MUST_CHECK enum status catalogue_seller_wear_photo(struct ctx *ctx, int64_t thing_id,
                                                   struct str *ret_hash);

#endif
