/* SPDX-License-Identifier: EUPL-1.2 */
/* From received bytes to named values: URL-encoded, multipart and JSON bodies, query strings.
 *
 * Parsers work on a body that is complete in memory. They refuse what two readers could read in
 * two ways; values point into the body or ctx->mem. MALFORMED sets ctx->err to what is wrong. */
#ifndef OMBRUK_HTTP_BODY_H
#define OMBRUK_HTTP_BODY_H

#include "http/form.h"

#define BODY_PAIRS_MAX       1000
#define BODY_NAME_MAX        100  /* bytes of a field's name */
#define BODY_PART_HEADER_MAX 2048 /* bytes of the header lines of one part */

/* application/x-www-form-urlencoded; names and values are UTF-8 without NUL. */
MUST_CHECK enum status body_urlencoded(struct ctx *ctx, struct str text,
                                       struct form_pairs *ret_pairs);

/* A query string, read the same way, but what is broken is left out: links come from anywhere. */
void body_query(struct ctx *ctx, struct str query, struct form_pairs *ret_pairs);

/* multipart/form-data (RFC 7578). `content_type` is the whole header with its boundary. No
 * preamble, no epilogue, no Content-Transfer-Encoding; a part without a file name is UTF-8 text
 * without NUL. */
MUST_CHECK enum status body_multipart(struct ctx *ctx, struct str content_type, struct str body,
                                      struct form_pairs *ret_pairs);

/* A JSON object: members are fields, an array of scalars is a field repeated, null is absent, true
 * is "1" and false is empty. Objects within are MALFORMED. */
MUST_CHECK enum status body_json(struct ctx *ctx, struct str text, struct form_pairs *ret_pairs);

#endif
