/* SPDX-License-Identifier: EUPL-1.2 */
/* The sentences that the scripts of the intake app fill in. Inside the room only. */
#ifndef OMBRUK_STATION_STATION_APP_WORDS_H
#define OMBRUK_STATION_STATION_APP_WORDS_H

struct app_word_source {
    const char *key;
    const char *text; /* N_() */
};
/* Ends with a row of NULL. */
extern const struct app_word_source station_app_words[];

#endif
