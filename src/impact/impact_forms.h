/* SPDX-License-Identifier: EUPL-1.2 */
/* What may be asked of the pages of results. Inside the room only. */
#ifndef OMBRUK_IMPACT_IMPACT_FORMS_H
#define OMBRUK_IMPACT_IMPACT_FORMS_H

#include "http/form.h"

enum impact_period {
    PERIOD_YEAR,
    PERIOD_MONTH,
    PERIOD_ALL,
    PERIOD_COUNT
};
extern const struct choice impact_periods[];

struct period_input {
    int64_t period;
    int64_t category_id; /* NO_I64: all */
    int64_t before_id;
};
extern const struct form impact_period_form;

#endif
