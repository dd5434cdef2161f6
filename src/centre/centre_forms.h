/* SPDX-License-Identifier: EUPL-1.2 */
/* What may be typed on the pages of the centre. */
#ifndef OMBRUK_CENTRE_CENTRE_FORMS_H
#define OMBRUK_CENTRE_CENTRE_FORMS_H

#include "http/form.h"

struct week_input {
    struct str opens[7]; /* from Monday; `.ptr == NULL`: closed */
    struct str closes[7];
};
extern const struct form centre_week_form;
/* Names of the fields of a weekday, 0 to 6. */
const char *centre_forms_opens(int weekday);
const char *centre_forms_closes(int weekday);

struct exception_input {
    int64_t day;
    struct str opens; /* both `.ptr == NULL`: closed all day */
    struct str closes;
    struct str reason_nb;
    struct str reason_nn;
    struct str reason_en;
};
extern const struct form centre_exception_form;

struct exception_remove_input {
    int64_t id;
};
extern const struct form centre_exception_remove_form;

struct eves_input {
    struct str closes[4]; /* Easter, Whitsun, Christmas, New Year; "0": closed all day */
};
extern const struct form centre_eves_form;

struct texts_input {
    struct str name;
    struct str address;
    struct str getting_here;
    struct str map;
    struct str email;
    struct str phone;
    struct str stop_id;
    struct str position;
};
extern const struct form centre_texts_form;

/* Minutes since midnight from "10", "10.30", "10:30", "1030"; 24.00 is 1440. False for anything
 * else. */
bool centre_forms_minute(struct str typed, int *ret_minute);
/* "10.30" for a form field, in `arena`. */
struct str centre_forms_minute_text(struct arena *arena, int minute);

#endif
