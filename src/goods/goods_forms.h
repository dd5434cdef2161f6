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

struct given_input {
    int64_t before_id;
};
extern const struct form goods_given_form;

/* What came in or went out on some days. */
enum flow_way {
    FLOW_IN,
    FLOW_OUT
};
struct flow_input {
    int64_t way;
    int64_t from_day; /* NO_I64: today */
    int64_t to_day;
    int64_t before_id;
};
extern const struct form goods_flow_form;

struct give_input {
    int64_t tenant_id;
};
extern const struct form goods_give_form;

#endif
