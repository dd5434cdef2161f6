/* SPDX-License-Identifier: EUPL-1.2 */
/* Fetches one small public document over https, with limits on everything. */
#ifndef OMBRUK_FETCH_FETCH_H
#define OMBRUK_FETCH_FETCH_H

#include "base/ctx.h"

struct fetch_limits {
    size_t bytes; /* of the body; at most FETCH_BYTES_MAX */
    long seconds; /* for all of it, from the name look-up to the last byte */
    /* Also "http://127.0.0.1:…", for tests. Never for an address that somebody has typed: it would
     * let them ask this machine's own services. */
    bool plain_here;
};

#define FETCH_BYTES_MAX   ((size_t)1024 * 1024)
#define FETCH_ADDRESS_MAX 500

/* GETs `address` and copies the body of a 200 into ctx->mem. Only the host in the address is asked:
 * a redirect is no answer, and nothing is sent along but the program's name. The certificate must
 * be good. Waits, so call it in a job or a slow route, outside db_write().
 *
 * INVALID when the address is not https, is too long or holds white space or control bytes;
 * UNAVAILABLE when nobody answers in time, the certificate is wrong, or the answer is another than
 * 200; TOO_LARGE when there is more of it than allowed. ctx->err tells which. */
MUST_CHECK enum status fetch_get(struct ctx *ctx, struct str address,
                                 const struct fetch_limits *limits, struct str *ret_body);

#endif
