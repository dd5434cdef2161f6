/* SPDX-License-Identifier: EUPL-1.2 */
/* How wishes and lots are told to people. Inside the room only. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_WISH_WORDS_H
#define OMBRUK_ALLOCATION_ALLOCATION_WISH_WORDS_H

#include "allocation/allocation.h"

/* N_() of 1 to 3 stars. */
const char *allocation_wish_words(int64_t stars);
/* N_() of a lot's state at the station. */
const char *allocation_wish_words_state(int64_t station_state);
/* What a station is called on a card: without the word that they all end in. */
struct str allocation_wish_words_station(struct ctx *ctx, int64_t station_id);
/* "20 timer igjen", "3 dager igjen", "35 minutter igjen": whole units, the last minute is one. */
struct str allocation_wish_words_left(struct ctx *ctx, int64_t ms);
/* "1 ting", "12 ting". */
struct str allocation_wish_words_things(struct ctx *ctx, int64_t count);
struct str allocation_wish_words_wishes(struct ctx *ctx, int64_t count);
/* The 400 px picture, or the empty url; and the icon that stands for it. */
struct url allocation_wish_words_picture(struct ctx *ctx, const struct thing *thing);
struct str allocation_wish_words_icon(const struct thing *thing);

/* `source` (N_) in the language of ctx; with {name} replaced; by count. */
struct str allocation_wish_words_of(const struct ctx *ctx, const char *source);
struct str allocation_wish_words_fill(struct ctx *ctx, const char *source, const char *name,
                                      struct str value);
struct str allocation_wish_words_count(struct ctx *ctx, const char *one, const char *many,
                                       int64_t count);

#endif
