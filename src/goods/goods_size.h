/* SPDX-License-Identifier: EUPL-1.2 */
/* Which sizes suit each other, and what people mean when they type one. */
#ifndef OMBRUK_GOODS_GOODS_SIZE_H
#define OMBRUK_GOODS_GOODS_SIZE_H

#include "goods/goods_codes.h"

/* Whether a thing of size `a` suits somebody who looks for `b`: the same size, or sizes of one
 * system that share a value (86/92 and 92). Symmetrical. */
bool goods_size_fits(const struct goods_size *a, const struct goods_size *b);

/* The next single size up in the same system: 98 after 92, and after 86/92. NULL if there is none
 * or the system has no order of values (adult letters). */
const struct goods_size *goods_size_next(const struct goods_size *size);

/* The size that `typed` means in `system`, or NULL. Empty system: body height, then shoes, then
 * adult sizes. Read are "98", "98/104", "98-104", "str 104", "104 cl", "104 cm", "3–4 år", "6 md.",
 * "sko 28", "28,5", "M", "one size"; in other systems their numbers ("12″", "9–18 kg", "26,5").
 * Case does not matter. An age is a guide: 3–4 years is read as 98/104. */
const struct goods_size *goods_size_read(struct str typed, struct str system);

#endif
