/* SPDX-License-Identifier: EUPL-1.2 */
/* Which content coding a client takes, and gzip. */
#ifndef OMBRUK_HTTP_ENCODING_H
#define OMBRUK_HTTP_ENCODING_H

#include "base/str.h"
#include "base/strbuf.h"

enum encoding {
    ENCODING_IDENTITY,
    ENCODING_GZIP,
    ENCODING_BROTLI,
};

/* The coding with the highest quality value in Accept-Encoding (RFC 9110 section 12.5.3) among
 * those on offer; brotli before gzip before identity on a tie. Without the header: identity. */
enum encoding encoding_choose(struct str accept, bool gzip, bool brotli);

/* Replaces the text in `buf` by its gzip form. False, with `buf` as it was, if that would not be
 * smaller. Thread-safe; keeps a few compressors for reuse. */
bool encoding_gzip(struct strbuf *buf);

#endif
