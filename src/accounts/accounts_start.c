/* SPDX-License-Identifier: EUPL-1.2 */
/* Who can tell shops and stations: rooms that know more than this one. */
#include "accounts/accounts_start.h"

#include "base/banned.h"

static struct accounts_hooks hooks;

void accounts_start(struct accounts_hooks given)
{
    hooks = given;
}

static enum status ask(struct ctx *ctx, accounts_choices_fn *fn,
                       struct accounts_choices *ret_choices)
{
    if (fn == NULL) {
        *ret_choices = (struct accounts_choices){0};
        return OK;
    }
    return fn(ctx, ret_choices);
}

enum status accounts_start_shops(struct ctx *ctx, struct accounts_choices *ret_choices)
{
    return ask(ctx, hooks.shops, ret_choices);
}

enum status accounts_start_stations(struct ctx *ctx, struct accounts_choices *ret_choices)
{
    return ask(ctx, hooks.stations, ret_choices);
}
