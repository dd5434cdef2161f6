/* SPDX-License-Identifier: EUPL-1.2 */
/* A round of the draw in the scene of the tests over HTTP: made when it is asked for, so that tests
 * that count lots see none of it. */
#ifndef OMBRUK_TESTS_HTTP_ROUND_H
#define OMBRUK_TESTS_HTTP_ROUND_H

#include "http_fixture.h"

#define HTTP_ROUND_LOTS 2

struct http_round {
    int64_t id;
    int64_t number;
    int64_t lots[HTTP_ROUND_LOTS]; /* ids of things */
    int64_t standing[2];           /* a standing wish of each shop, on what no lot is */
};

/* Open since now, closing in a day, drawn an hour later; both shops have delegated. Its number is
 * none that the other centre has. */
struct http_round http_round_open(struct fixture *f, const struct fixture_centre *centre);
/* The same one for all who ask in this fixture. */
struct http_round http_round_shared(struct fixture *f, const struct fixture_centre *centre);

#endif
