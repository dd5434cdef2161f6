/* SPDX-License-Identifier: EUPL-1.2 */
/* What may be typed when asking for an alert. Inside the room only. */
#ifndef OMBRUK_ALERTS_ALERTS_FORMS_H
#define OMBRUK_ALERTS_ALERTS_FORMS_H

#include "http/form.h"

struct alert_show_input {
    struct str query;
};
extern const struct form alerts_show_form;

struct alert_input {
    struct str query; /* as the address of a list has it */
    struct str email;
};
extern const struct form alerts_form;
extern const struct form alerts_one_click_form;

#endif
