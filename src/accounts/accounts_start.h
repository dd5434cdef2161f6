/* SPDX-License-Identifier: EUPL-1.2 */
/* The shops and stations of the centre, as told by the hooks given at start. */
#ifndef OMBRUK_ACCOUNTS_ACCOUNTS_START_H
#define OMBRUK_ACCOUNTS_ACCOUNTS_START_H

#include "accounts/accounts.h"

/* None when no hook was given. */
MUST_CHECK enum status accounts_start_shops(struct ctx *ctx, struct accounts_choices *ret_choices);
MUST_CHECK enum status accounts_start_stations(struct ctx *ctx,
                                               struct accounts_choices *ret_choices);

#endif
