/* SPDX-License-Identifier: EUPL-1.2 */
/* Completes a response: what every answer carries, whatever the handler did. */
#ifndef OMBRUK_HTTP_FINISH_H
#define OMBRUK_HTTP_FINISH_H

#include "http/http.h"

/* Conditional requests, compression, cookies of the floor, caching and security headers. After it
 * res->headers holds every header but Content-Length. */
void finish_response(struct ctx *ctx, const struct request *req, struct response *res);

#endif
