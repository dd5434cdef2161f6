/* SPDX-License-Identifier: EUPL-1.2 */
/* Body and query of a routed request → the checked struct of its form, after the token was seen. */
#ifndef OMBRUK_HTTP_INPUT_H
#define OMBRUK_HTTP_INPUT_H

#include "http/http.h"

/* Reads the input of req->route into req->form and req->form_result. MALFORMED for a body that
 * cannot be read, TOO_LARGE, FORBIDDEN when the guard of the route is not satisfied, INVALID when
 * fields are wrong. */
MUST_CHECK enum status input_read(struct ctx *ctx, struct request *req);

/* Before a failed POST is shown again: sets req->form to what the GET row of route->again reads
 * from the query, because that is the struct its handler expects. */
void input_read_again(struct ctx *ctx, struct request *req);

#endif
