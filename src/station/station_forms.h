/* SPDX-License-Identifier: EUPL-1.2 */
/* What may be typed at the station. Inside the room only. */
#ifndef OMBRUK_STATION_STATION_FORMS_H
#define OMBRUK_STATION_STATION_FORMS_H

#include "http/form.h"

/* Weight by eye. The grams that stand for a band are its middle; the open one counts as 20–60 kg.
 */
enum weight_band {
    BAND_UNDER_1 = 500,
    BAND_1_5 = 3000,
    BAND_5_20 = 12500,
    BAND_OVER_20 = 40000
};

struct intake_input {
    struct str key;
    int64_t category_id;
    int64_t state;
    int64_t band; /* enum weight_band, grams; NO_I64: not chosen */
    int64_t count;
    int64_t g; /* from the scale, for all together; NO_I64: not weighed */
    struct str note;
    struct upload photo;
    struct upload photo2;
    int64_t sacks;     /* NO_I64: not told */
    int64_t source_id; /* NO_I64: the station */
    int64_t rule_id;   /* whose questions were answered with yes; NO_I64: none */
    struct str label;  /* as scanned or typed */
};
extern const struct form station_intake_form;
extern const struct choice station_states[];
extern const struct choice station_bands[];

struct like_input {
    struct str like; /* label of the lot to begin from */
    int64_t refused; /* category of what was just turned away; NO_I64: nothing was */
};
extern const struct form station_like_form;

/* What the stop list turned away, from the form. */
struct turned_input {
    struct str key;
    int64_t category_id;
    int64_t rule_id; /* NO_I64: not told */
};
extern const struct form station_turned_form;

/* What the app sends for one lot (docs/intake.md), but for its lists, which are read beside it. */
struct lot_input {
    struct str uuid;
    int64_t taken_ms;
    int64_t sent_ms;
    int64_t by; /* NO_I64: whoever is signed in */
    int64_t category_id;
    struct str kind_key;
    int64_t state;
    int64_t count;
    int64_t sacks; /* NO_I64: not told */
    int64_t g;     /* NO_I64: not weighed */
    int64_t weight_method;
    int64_t source_id; /* NO_I64: the station */
    struct str note;
    struct str label;
};
extern const struct form station_lot_form;
/* The body is read by the handler, because nothing of it may be lost. */
extern const struct form station_raw_form;

struct refused_input {
    struct str uuid;
    int64_t taken_ms;
    int64_t sent_ms;
    int64_t category_id;
    int64_t rule_id;
};
extern const struct form station_refused_form;

struct photo_input {
    struct str lot;
    int64_t n;
    int64_t offset;
    int64_t size;
    struct str hash;
};
extern const struct form station_photo_form;

/* ---- the help pile ---- */

struct help_after_input {
    int64_t after; /* NO_I64: from the oldest */
};
extern const struct form station_help_after_form;
struct help_receive_input {
    int64_t category_id;
    int64_t state;
    int64_t count;
    int64_t g;
    int64_t source_id;
    struct str note;
};
extern const struct form station_help_receive_form;
struct help_throw_input {
    int64_t reason;
};
extern const struct form station_help_throw_form;
struct help_label_input {
    struct str label; /* as scanned or typed */
};
extern const struct form station_help_label_form;
struct help_photo_input {
    struct upload photo;
};
extern const struct form station_help_photo_form;

/* ---- label rolls ---- */

struct roll_input {
    int64_t station_id;
    int64_t count;
};
extern const struct form station_roll_form;

/* The same as JSON. `kind` may be given where it is known; the photo goes on its own. */
struct intake_api_input {
    struct str key;
    int64_t category_id;
    struct str kind_key;
    int64_t state;
    int64_t count;
    int64_t g;
    struct str size_key;
    struct str note;
};
extern const struct form station_api_form;

#endif
