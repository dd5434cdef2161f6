/* SPDX-License-Identifier: EUPL-1.2 */
/* Local time of a named IANA zone from the system's tzdata through libical; never the process's
 * TZ. Zones are loaded once and shared; thread-safe. */
#ifndef OMBRUK_I18N_TIMEZONE_H
#define OMBRUK_I18N_TIMEZONE_H

#include "base/ctx.h"

struct local_time {
    int64_t day; /* since 1970-01-01 */
    int minute;  /* since midnight, 0 to 1439 */
};

/* True if the zone exists ("Europe/Oslo"). */
bool timezone_exists(struct str zone);

/* The local day and minute at `at_ms`. An unknown zone is read as UTC and logged once. */
struct local_time timezone_local(struct str zone, int64_t at_ms);

/* The instant at which it is `minute` on `day` there. In the hour that does not exist in spring,
 * the instant after the gap; in the hour that exists twice in autumn, the first. */
int64_t timezone_instant(struct str zone, int64_t day, int minute);

#endif
