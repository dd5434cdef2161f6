/* SPDX-License-Identifier: EUPL-1.2 */
/* Counted words and short names of days. */
#include "sales/sales_day.h"

#include "base/day.h"
#include "i18n/i18n.h"

#include "base/banned.h"

struct str sales_day_plural(struct ctx *ctx, const char *one, const char *many, int64_t n)
{
    const struct i18n_arg arg = {"n", i18n_number(ctx, n)};
    return i18n_replace(ctx, i18n_plural(ctx->lang, one, many, n), &arg, 1);
}

struct str sales_day_short(struct ctx *ctx, int64_t day)
{
    static const char *const weekdays[] = {N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"),
                                           N_("Fri"), N_("Sat"), N_("Sun")};
    return str_of(i18n_text(ctx->lang, weekdays[day_weekday(day) - 1]));
}
