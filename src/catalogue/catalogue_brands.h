/* SPDX-License-Identifier: EUPL-1.2 */
/* Brands as the shops write them, from what is for sale. Inside the room only. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_BRANDS_H
#define OMBRUK_CATALOGUE_CATALOGUE_BRANDS_H

#include "catalogue/catalogue.h"

#define BRANDS_KNOWN_MAX 60

/* Those that most things have, most first, at most BRANDS_KNOWN_MAX. Not inside db_write(). */
MUST_CHECK enum status catalogue_brands(struct ctx *ctx, struct str_list *ret_names);
/* "Name It" for the key "name-it" of a filter; `key` itself when nothing for sale has it, and
 * inside db_write(). */
struct str catalogue_brand_written(struct ctx *ctx, struct str key);

#endif
