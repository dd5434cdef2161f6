/* SPDX-License-Identifier: EUPL-1.2 */
/* What became of a thing, in words for the one who delivered it. Inside the room only. */
#ifndef OMBRUK_CUSTODY_CUSTODY_JOURNEY_H
#define OMBRUK_CUSTODY_CUSTODY_JOURNEY_H

#include "custody/custody.h"
#include "custody/custody_views.h"

/* Its way through the house and that of the parts it was divided into, and on in the lot it was put
 * together with. Tells places, never people, prices or how many an unopened lot holds. */
MUST_CHECK enum status custody_journey(struct ctx *ctx, int64_t thing_id,
                                       struct journey *ret_journey);

#endif
