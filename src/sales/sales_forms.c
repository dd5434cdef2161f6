/* SPDX-License-Identifier: EUPL-1.2 */
/* The fields of the till. */
#include "sales/sales_forms.h"

#include "catalogue/catalogue.h"
#include "goods/goods.h"

#include "base/banned.h"

static const struct field find_fields[] = {
    {.name = "kode",
     .type = FIELD_TEXT,
     .offset = offsetof(struct find_sale_input, code),
     .max = 300,
     .label = N_("Label or pick-up code"),
     .hint = N_("Scan the label, or type its eight signs or the customer’s three")},
    {.name = "solgt",
     .type = FIELD_ID,
     .offset = offsetof(struct find_sale_input, sold),
     .label = N_("Sale")},
};
const struct form sales_find_form = FORM("find-sale", find_fields, struct find_sale_input);

static const struct field sell_fields[] = {
    {.name = "key",
     .type = FIELD_UUID,
     .offset = offsetof(struct sell_input, key),
     .required = true,
     .label = N_("Key")},
    {.name = "listing",
     .type = FIELD_ID,
     .offset = offsetof(struct sell_input, listing_id),
     .required = true,
     .label = N_("Thing")},
    {.name = "kode",
     .type = FIELD_TEXT,
     .offset = offsetof(struct sell_input, code),
     .max = 20,
     .label = N_("Label code")},
    {.name = "hold_id",
     .type = FIELD_ID,
     .offset = offsetof(struct sell_input, hold_id),
     .label = N_("Hold")},
    {.name = "hold",
     .type = FIELD_TEXT,
     .offset = offsetof(struct sell_input, hold_code),
     .max = 10,
     .label = N_("The customer’s pick-up code"),
     .hint = N_("Three signs")},
    {.name = "count",
     .type = FIELD_I64,
     .offset = offsetof(struct sell_input, count),
     .empty = 1,
     .min = 1,
     .max = GOODS_COUNT_MAX,
     .label = N_("How many")},
    {.name = "price",
     .type = FIELD_MONEY,
     .offset = offsetof(struct sell_input, price_ore),
     .required = true,
     .max = CATALOGUE_PRICE_MAX_ORE,
     .label = N_("Price for one, kr")},
};
const struct form sales_sell_form = FORM("sell", sell_fields, struct sell_input);
