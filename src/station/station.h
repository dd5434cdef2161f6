/* SPDX-License-Identifier: EUPL-1.2 */
/* The recycling station: receiving lots on a shared phone, and over the API. Owns no table. */
#ifndef OMBRUK_STATION_STATION_H
#define OMBRUK_STATION_STATION_H

#include "http/http.h"

extern const struct route station_routes[];

#endif
