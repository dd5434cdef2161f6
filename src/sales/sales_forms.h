/* SPDX-License-Identifier: EUPL-1.2 */
/* What may be typed at the till. Inside the room only. */
#ifndef OMBRUK_SALES_SALES_FORMS_H
#define OMBRUK_SALES_SALES_FORMS_H

#include "http/form.h"

struct find_sale_input {
    struct str code; /* label code, or the three signs of a hold */
    int64_t sold;    /* the sale just made, to tell and undo */
};
extern const struct form sales_find_form;

struct sell_input {
    struct str key;
    int64_t listing_id;
    int64_t hold_id;
    struct str hold_code;
    int64_t count;
    int64_t price_ore;
    struct str code; /* the label, to show the page again */
};
extern const struct form sales_sell_form;

#endif
