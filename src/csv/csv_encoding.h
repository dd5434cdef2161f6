/* SPDX-License-Identifier: EUPL-1.2 */
/* One-byte encodings to UTF-8. */
#ifndef OMBRUK_CSV_CSV_ENCODING_H
#define OMBRUK_CSV_CSV_ENCODING_H

#include "base/strbuf.h"
#include "csv/csv.h"

/* Appends `bytes` of `encoding` to `out` as UTF-8. Bytes under 80 are the same in all; bytes that
 * Windows-1252 leaves open become the control codes of Latin-1. */
void csv_encoding_append(struct strbuf *out, enum csv_encoding encoding, struct str bytes);

#endif
