/* SPDX-License-Identifier: EUPL-1.2 */
/* What must be answered when something cannot be done: the same in each language. */
#ifndef OMBRUK_TESTS_HTTP_REFUSAL_H
#define OMBRUK_TESTS_HTTP_REFUSAL_H

#include "http_fixture.h"

#define REFUSAL_LANGUAGES 3

/* "", "/nn" and "/en". */
const char *refusal_prefix(size_t language);

struct refusal {
    int code;
    const char *message; /* English source; "{label}" in it is `label`, "{detail}" is `detail` */
    const char *label;   /* English source */
    const char *detail;
    int64_t detail_g; /* instead of `detail`, unless 0: a weight, as the language writes it */
    int64_t detail_ore;
    const char *kept[4]; /* what has to stand in the page as it was typed */
};

/* Fails the test unless the answer is that refusal, translated into that language. */
void refusal_judge(struct fixture *f, size_t language, struct answer answer,
                   const struct refusal *expected);

/* Sends the same in each language and judges what comes back. */
void refusal_post(struct fixture *f, struct browser *browser, const char *path,
                  const char *const *fields, const struct refusal *expected);
void refusal_get(struct fixture *f, struct browser *browser, const char *path,
                 const struct refusal *expected);
void refusal_send(struct fixture *f, struct browser *browser, struct fixture_request sent,
                  const struct refusal *expected);

/* How many lots no shop has been given. */
int64_t refusal_waiting_lots(struct fixture *f);
/* The number of the newest event of the thing with that label, as forms carry it. */
const char *refusal_version(struct fixture *f, struct str code);

#endif
