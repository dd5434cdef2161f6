/* SPDX-License-Identifier: EUPL-1.2 */
/* Single values of an import: money, weights, counts, and our codes by key or by name. */
#ifndef OMBRUK_GOODS_GOODS_IMPORT_VALUE_H
#define OMBRUK_GOODS_GOODS_IMPORT_VALUE_H

#include "goods/goods_mapping.h"

/* Øre: "1.200,50" or "1,200.50" as the decimal mark says, "60 kr", "€ 12.5" at the rate of the
 * mapping (rounded half up), "gratis". False on anything else or a sign. */
bool goods_import_value_price(const struct goods_mapping *mapping, struct str s, int64_t *ret_ore);

/* Grams: a number in the unit of the mapping, or with a unit of its own ("350 g", "1,2 kg"). May be
 * 0. False on anything else. */
bool goods_import_value_grams(const struct goods_mapping *mapping, struct str s, int64_t *ret_g);

/* Ids of ours for a key or a name in any of the languages, or 0: for a category, a colour, a
 * material; the grade for 1 to 4, its key or its name. */
int64_t goods_import_value_category(struct str s);
int64_t goods_import_value_colour(struct str s);
int64_t goods_import_value_material(struct str s);
int64_t goods_import_value_grade(struct str s);

#endif
