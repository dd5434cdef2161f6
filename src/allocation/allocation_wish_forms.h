/* SPDX-License-Identifier: EUPL-1.2 */
/* What a shop may send in about its wishes. Inside the room only. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_WISH_FORMS_H
#define OMBRUK_ALLOCATION_ALLOCATION_WISH_FORMS_H

#include "http/form.h"

struct wish_input {
    int64_t stars;
};
struct wish_room_input {
    int64_t room; /* NO_I64: no limit */
};
struct wish_delegate_input {
    int64_t on;
};
struct standing_input {
    struct str what; /* "c30100": a category with all below it; "kpram": a kind */
    struct str size; /* as typed */
    int64_t state;   /* 0: any */
    int64_t stars;
};

extern const struct form allocation_wish_form;
extern const struct form allocation_wish_room_form;
extern const struct form allocation_wish_delegate_form;
extern const struct form allocation_wish_standing_form;

#endif
