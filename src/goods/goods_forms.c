/* SPDX-License-Identifier: EUPL-1.2 */
/* The fields of the forms of the room goods. */
#include "goods/goods_forms.h"

#include "base/banned.h"

static const struct field waiting_fields[] = {
    {.name = "etter",
     .type = FIELD_ID,
     .offset = offsetof(struct waiting_input, before_id),
     .label = N_("Page")},
    {.name = "gitt",
     .type = FIELD_TEXT,
     .offset = offsetof(struct waiting_input, given),
     .max = 20,
     .label = N_("Label code")},
};
const struct form goods_waiting_form = FORM("waiting", waiting_fields, struct waiting_input);

static const struct field given_fields[] = {
    {.name = "etter",
     .type = FIELD_ID,
     .offset = offsetof(struct given_input, before_id),
     .label = N_("Page")},
};
const struct form goods_given_form = FORM("given", given_fields, struct given_input);

static const struct choice flow_ways[] = {
    {"inn", FLOW_IN, N_("Came in")},
    {"ut", FLOW_OUT, N_("Went out")},
    {NULL, 0, NULL},
};

static const struct field flow_fields[] = {
    {.name = "vei",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct flow_input, way),
     .choices = flow_ways,
     .label = N_("Which way")},
    {.name = "fra",
     .type = FIELD_DAY,
     .offset = offsetof(struct flow_input, from_day),
     .label = N_("From")},
    {.name = "til",
     .type = FIELD_DAY,
     .offset = offsetof(struct flow_input, to_day),
     .label = N_("To")},
    {.name = "etter",
     .type = FIELD_ID,
     .offset = offsetof(struct flow_input, before_id),
     .label = N_("Page")},
};
const struct form goods_flow_form = FORM("flow", flow_fields, struct flow_input);

static const struct field give_fields[] = {
    {.name = "tenant",
     .type = FIELD_ID,
     .offset = offsetof(struct give_input, tenant_id),
     .required = true,
     .label = N_("Shop"),
     .wrong = N_("Choose a shop from the list.")},
};
const struct form goods_give_form = FORM("give", give_fields, struct give_input);
