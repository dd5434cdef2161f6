/* SPDX-License-Identifier: EUPL-1.2 */
/* A load to each shop, a stocktake and a delivery in the scene of the tests over HTTP: made when
 * they are asked for, so that tests that count lots see none of them. */
#ifndef OMBRUK_TESTS_HTTP_CUSTODY_H
#define OMBRUK_TESTS_HTTP_CUSTODY_H

#include "http_fixture.h"

struct http_custody {
    int64_t centre_id;
    struct str loads[2]; /* codes: on their way from the station to each shop */
    int64_t take_id;     /* of the station, counting */
    struct str delivery; /* code of one lot received at the station */
};

struct http_custody http_custody_shared(struct fixture *f, const struct fixture_centre *centre);

/* A lot received at the station of the centre that `ctx` is in. */
struct thing http_custody_lot(struct fixture *f, struct ctx *ctx,
                              const struct fixture_centre *centre);

#endif
