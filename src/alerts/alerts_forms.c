/* SPDX-License-Identifier: EUPL-1.2 */
/* The fields of the room's forms. */
#include "alerts/alerts_forms.h"

#include "base/banned.h"

#define QUERY_MAX 1500 /* code points of an address: 100 signs of words are 1200 at most */

static const struct field show_fields[] = {
    {.name = "sok",
     .type = FIELD_TEXT,
     .offset = offsetof(struct alert_show_input, query),
     .max = QUERY_MAX,
     .label = N_("Search")},
};
const struct form alerts_show_form = FORM("alert_show", show_fields, struct alert_show_input);

static const struct field alert_fields[] = {
    {.name = "sok",
     .type = FIELD_TEXT,
     .offset = offsetof(struct alert_input, query),
     .max = QUERY_MAX,
     .label = N_("Search")},
    {.name = "email",
     .type = FIELD_EMAIL,
     .offset = offsetof(struct alert_input, email),
     .required = true,
     .label = N_("E-mail"),
     .wrong = N_("Enter an e-mail address, such as kari@example.no"),
     .autocomplete = "email"},
};
const struct form alerts_form = FORM("alert", alert_fields, struct alert_input);

/* As mail programs send it, of either type: the handler looks for the one answer there is. */
const struct form alerts_one_click_form = {
    .name = "alerts_one_click", .size = 1, .body_max = 1024, .raw = true};
