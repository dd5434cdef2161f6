/* SPDX-License-Identifier: EUPL-1.2 */
/* What would make the first visitor wait is made when the server starts, beside its work: the index
 * of what each centre offers, the oldest centre first. */
#ifndef OMBRUK_APP_WARMING_H
#define OMBRUK_APP_WARMING_H

#include "app/app.h"

struct warming;

/* NULL (logged) when there is no thread to be had: then the first search makes it. */
struct warming *warming_start(struct app *app);
/* Gives up what is under way and waits for that. NULL is allowed. */
void warming_stop(struct warming *warming);

#endif
