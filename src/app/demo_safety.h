/* SPDX-License-Identifier: EUPL-1.2 */
/* Safety in the demo: recalls, tests that passed and failed, things bought under the dealer's
 * rules.
 */
#ifndef OMBRUK_APP_DEMO_SAFETY_H
#define OMBRUK_APP_DEMO_SAFETY_H

#include "app/demo_cast.h"

/* After the history is made, at the instant of the demo's end. Changes who acts. */
MUST_CHECK enum status demo_safety_fill(struct ctx *ctx, const struct demo_cast *cast);

#endif
