/* SPDX-License-Identifier: EUPL-1.2 */
/* What the shell of the intake app shows: the same for everybody, so that a phone may keep it. */
#ifndef OMBRUK_STATION_STATION_APP_VIEWS_H
#define OMBRUK_STATION_STATION_APP_VIEWS_H

#include "html/page.h"

/* A sentence that a script fills in: its {names} stand as they are. */
struct app_word {
    struct str key; /* as ui/js/intake-*.js asks for it */
    struct str text;
};

struct app_view {
    struct str lang;
    struct str centre_name;
    int64_t centre_id; /* the phone keeps one queue for each */
    struct form_field label;
    struct {
        struct app_word *ptr;
        size_t count;
        size_t capacity;
    } words;
};

#endif
