/* SPDX-License-Identifier: EUPL-1.2 */
/* What may be typed in the store. Inside the room only. */
#ifndef OMBRUK_CUSTODY_CUSTODY_FORMS_H
#define OMBRUK_CUSTODY_CUSTODY_FORMS_H

#include "http/form.h"

/* What the desk looks for; in the address of its form too, so that an answer shows the same list.
 */
struct desk_find_input {
    struct str code;
    int64_t category_id;
    int64_t holder_id;
    int64_t days; /* stood for so many days at least */
    int64_t after_id;
    int64_t done; /* how many the act before changed */
};
extern const struct form custody_find_form;

enum desk_act {
    DESK_MOVE = 1,
    DESK_DISPOSE = 2,
    DESK_MERGE = 3
};
struct desk_act_input {
    int64_t act;
    struct i64_list things;
    int64_t to_id;
    int64_t way; /* enum goods_event_kind: RECYCLED, DISCARDED */
    int64_t reason;
};
extern const struct form custody_desk_form;

struct thing_recount_input {
    int64_t version;
    int64_t count;
    int64_t why;
};
extern const struct form custody_recount_form;
struct thing_split_input {
    int64_t version;
    int64_t count;
    int64_t g;
};
extern const struct form custody_split_form;
struct thing_weigh_input {
    int64_t g;
};
extern const struct form custody_weigh_form;

struct load_list_input {
    int64_t before_id;
};
extern const struct form custody_load_list_form;
struct load_new_input {
    int64_t from_id;
    int64_t to_id;
};
extern const struct form custody_load_new_form;
extern const struct form custody_station_load_form; /* without "from": the device's station */
struct load_codes_input {
    struct str codes;
};
extern const struct form custody_load_codes_form;
struct load_off_input {
    int64_t thing_id;
};
extern const struct form custody_load_off_form;
struct load_arrive_input {
    bool all;
    struct i64_list outcomes; /* place in the list × 10 + enum load_outcome */
    struct str extra;
    struct str why;
};
extern const struct form custody_load_arrive_form;

struct take_new_input {
    int64_t holder_id;
    int64_t category_id;
    struct str label;
};
extern const struct form custody_take_new_form;
struct take_codes_input {
    struct str codes;
};
extern const struct form custody_take_codes_form;
struct take_show_input {
    int64_t after;
    int64_t added; /* how many codes the act before added; NO_I64: none was */
};
extern const struct form custody_take_show_form;
struct take_settle_input {
    struct i64_list numbers;
    int64_t outcome;
    int64_t discard;
    struct str why;
};
extern const struct form custody_take_settle_form;

struct booth_input {
    int64_t tenant_id;
    int64_t lots;
    int64_t litres;
    int64_t fee_ore;
    int64_t from_day;
};
extern const struct form custody_booth_form;
struct booth_days_input {
    int64_t from_day;
    int64_t to_day;
};
extern const struct form custody_booth_days_form;
struct age_input {
    int64_t holder_id;
    int64_t after_id;
};
extern const struct form custody_age_form;

struct delivery_show_input {
    struct str like; /* label of a lot to begin with */
};
extern const struct form custody_delivery_show_form;
struct delivery_input {
    struct i64_list things;
};
extern const struct form custody_delivery_form;
struct lookup_input {
    struct str code;
};
extern const struct form custody_lookup_form;

#endif
