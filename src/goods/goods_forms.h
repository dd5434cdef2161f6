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

/* What a sheet of the mass balance is about; for the page of events also one figure of it. */
enum balance_period {
    BALANCE_MONTH,
    BALANCE_LAST_MONTH,
    BALANCE_YEAR,
    BALANCE_OWN
};
struct balance_input {
    int64_t period;
    int64_t from_day; /* either given: BALANCE_OWN */
    int64_t to_day;
    int64_t source_kind; /* 0: all, and so on */
    int64_t source_id;
    int64_t category_id;
    int64_t holder_id;
    int64_t by;
    int64_t bucket;
    int64_t reason; /* NO_I64: all */
    int64_t before_id;
};
extern const struct form goods_balance_form;
/* Their words in addresses; end with value NULL. */
extern const struct choice goods_balance_periods[];
extern const struct choice goods_balance_classes[];
extern const struct choice goods_balance_ways[];
extern const struct choice goods_balance_buckets[];

struct give_input {
    int64_t tenant_id;
};
extern const struct form goods_give_form;

#endif
