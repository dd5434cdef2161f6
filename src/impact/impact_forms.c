/* SPDX-License-Identifier: EUPL-1.2 */
/* The fields of the pages of results. */
#include "impact/impact_forms.h"

#include "base/banned.h"

const struct choice impact_periods[] = {
    {"maaned", PERIOD_MONTH, N_("Month")},
    {"aar", PERIOD_YEAR, N_("Year")},
    {"alt", PERIOD_ALL, N_("Since the start")},
    {NULL, 0, NULL},
};

static const struct field period_fields[] = {
    {.name = "periode",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct period_input, period),
     .choices = impact_periods,
     .label = N_("Period")},
    {.name = "kategori",
     .type = FIELD_I64,
     .offset = offsetof(struct period_input, category_id),
     .min = 1,
     .max = 999999,
     .label = N_("Category")},
    {.name = "etter",
     .type = FIELD_ID,
     .offset = offsetof(struct period_input, before_id),
     .label = N_("Page")},
};
const struct form impact_period_form = FORM("period", period_fields, struct period_input);
