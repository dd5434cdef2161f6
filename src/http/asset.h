/* SPDX-License-Identifier: EUPL-1.2 */
/* Serves the embedded front-end files. */
#ifndef OMBRUK_HTTP_ASSET_H
#define OMBRUK_HTTP_ASSET_H

#include "http/http.h"

/* True if the request is for a path under /a/, which the floor answers itself. */
bool asset_is_wanted(const struct request *req);

/* Fills `res` with the file in the best coding the client takes, cached for ever because its name
 * holds its hash. NOT_FOUND if there is none; MALFORMED with req->allow set unless GET or HEAD. */
MUST_CHECK enum status asset_answer(struct ctx *ctx, struct request *req, struct response *res);

#endif
