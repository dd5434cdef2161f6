/* SPDX-License-Identifier: EUPL-1.2 */
/* What may be typed into the pages of the room goods. Inside the room only. */
#ifndef OMBRUK_GOODS_GOODS_FORMS_H
#define OMBRUK_GOODS_GOODS_FORMS_H

#include "http/form.h"

struct waiting_input {
    int64_t before_id;
    struct str given; /* label of the lot just given away */
};
extern const struct form goods_waiting_form;

struct give_input {
    int64_t tenant_id;
};
extern const struct form goods_give_form;

struct pickup_input {
    struct str code;
};
extern const struct form goods_pickup_form;

struct picked_input {
    struct str picked; /* label of the lot just picked up */
};
extern const struct form goods_picked_form;

#endif
