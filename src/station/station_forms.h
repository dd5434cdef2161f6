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
};
extern const struct form station_intake_form;
extern const struct choice station_states[];
extern const struct choice station_bands[];

struct like_input {
    struct str like; /* label of the lot to begin from */
};
extern const struct form station_like_form;

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
