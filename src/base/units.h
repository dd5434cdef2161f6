/* SPDX-License-Identifier: EUPL-1.2 */
/* Money in øre, weight in grams, times of day: read as people type them, exact, never floating
 * point. */
#ifndef OMBRUK_BASE_UNITS_H
#define OMBRUK_BASE_UNITS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* "250", "12,50", "12.5", "1 200", "1 200,-", "60 kr", "NOK 60" → øre. Thousands may be grouped by
 * a space or no-break space. At most two decimals. False on anything else, a sign, or above
 * 10 000 000 kr. */
bool money_parse(struct str s, int64_t *ret_ore);

/* Grams from a plain decimal number of kilograms with comma or point: "1,2", "0.350", "12".
 * A unit may follow: "1,2 kg", "350 g". At most three decimals of a kilogram. False on anything
 * else, a sign, or above 100 000 kg. */
bool grams_parse(struct str s, int64_t *ret_g);

/* A decimal number times 10^`decimals`, exact: decimal_parse("1,25", 3) = 1250. Comma or point.
 * More decimals than asked for are refused, so nothing is rounded in silence. An optional '-'. */
bool decimal_parse(struct str s, int decimals, int64_t *ret_scaled);

/* a × b ÷ c rounded half up, with a 128-bit product; c > 0. Half up means towards +infinity at
 * exactly one half, so a sum and its negation differ by design only there. False on overflow. */
bool scale_half_up(int64_t a, int64_t b, int64_t c, int64_t *ret_result);

/* A time of day as people type it: "10", "10.30", "10:30", "1030", "24" → minutes since midnight, 0
 * to 1440. False on anything else. */
bool minute_parse(struct str s, int *ret_minute);

#endif
