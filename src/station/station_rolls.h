/* SPDX-License-Identifier: EUPL-1.2 */
/* Rolls of labels printed before anything has them. Inside the room only. */
#ifndef OMBRUK_STATION_STATION_ROLLS_H
#define OMBRUK_STATION_STATION_ROLLS_H

#include "goods/goods.h"

#define ROLL_COUNT_MAX 2000

struct label_roll {
    int64_t id;
    int64_t station_id;
    int64_t count;
    int64_t bound; /* how many of them a thing has */
    int64_t made_ms;
    int64_t closed_ms; /* NO_I64: open */
};
struct label_rolls {
    struct label_roll *ptr;
    size_t count;
    size_t capacity;
};

struct label_code {
    int64_t roll_id;
    struct str code;
};
struct label_codes {
    struct label_code *ptr;
    size_t count;
    size_t capacity;
};

/* Makes a roll for a station: random codes that no thing and no other roll has, whose last four
 * signs are unique within the station's open rolls. INVALID for another count than 1 to
 * ROLL_COUNT_MAX or what is no station (fields "count", "station"), or when the station has so many
 * open labels that four signs do not tell them apart. */
MUST_CHECK enum status station_rolls_make(struct ctx *ctx, int64_t station_id, int64_t count,
                                          int64_t *ret_roll_id);
/* Its codes are no longer offered to phones; those that are out can still be scanned. */
MUST_CHECK enum status station_rolls_close(struct ctx *ctx, int64_t roll_id);

/* What a scanned or typed label means at a station. */
enum label_meaning {
    LABEL_NONE,    /* nothing was typed */
    LABEL_FREE,    /* of a roll, and no thing has it */
    LABEL_TAKEN,   /* a thing has it */
    LABEL_UNKNOWN, /* of no roll of this centre, or no code at all */
};
/* Reads eight signs, an address that ends in them, or the last four of one of the station's free
 * labels. Sets `*ret_code` (empty unless FREE or TAKEN) and `*ret_thing_id` (NO_I64 unless TAKEN).
 */
MUST_CHECK enum status station_rolls_read(struct ctx *ctx, int64_t station_id, struct str typed,
                                          enum label_meaning *ret_meaning, struct str *ret_code,
                                          int64_t *ret_thing_id);

/* The same for whoever is there to type it again: INVALID (field "label") when it is none of our
 * labels. `*ret_thing_id` NO_I64: it is free, or nothing was typed. */
MUST_CHECK enum status station_rolls_check(struct ctx *ctx, int64_t station_id, struct str typed,
                                           struct str *ret_code, int64_t *ret_thing_id);

#endif
