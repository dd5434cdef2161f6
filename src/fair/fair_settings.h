/* SPDX-License-Identifier: EUPL-1.2 */
/* draw.ini. Private to the floor. */
#ifndef OMBRUK_FAIR_FAIR_SETTINGS_H
#define OMBRUK_FAIR_FAIR_SETTINGS_H

#include "fair/fair_case.h"

/* INVALID after filling *error. */
MUST_CHECK enum status fair_settings_read(struct arena *mem, struct str text, bool with_randomness,
                                          struct fair_settings *ret_settings,
                                          struct fair_error *error);

#endif
