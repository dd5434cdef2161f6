/* SPDX-License-Identifier: EUPL-1.2 */
/* A shop's things as a table for a spreadsheet, and the table read back. Inside the room only.
 *
 * Columns: lapp, navn, kategori, storrelse, tilstand, farge, pris, antall, plass, feil, merke,
 * sesong, ute. What a spreadsheet would take for a formula gets a ' before it on the way out, and
 * loses it on the way in. Read back are navn, storrelse, tilstand, farge, pris, plass, feil, merke
 * and sesong (names with commas between) of the row with that label; an empty cell, or a column
 * that is not there, leaves as it is. The others only tell. A row whose thing is not out is put out
 * when it has a price. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_SELLER_CSV_H
#define OMBRUK_CATALOGUE_CATALOGUE_SELLER_CSV_H

#include "base/strbuf.h"
#include "catalogue/catalogue.h"

/* Limits, told on the page. */
#define SHEET_ROWS_MAX  500
#define SHEET_BYTES_MAX ((size_t)512 * 1024)
#define SHEET_OUT_MAX   5000

/* What the shop has in hand, newest first, at most SHEET_OUT_MAX rows. */
MUST_CHECK enum status catalogue_seller_csv_out(struct ctx *ctx, int64_t tenant_id,
                                                struct strbuf *out);

/* What is wrong with one line; the text is in the language of ctx. */
struct sheet_problem {
    int64_t line;
    struct str text;
};
struct sheet_problems {
    struct sheet_problem *ptr;
    size_t count;
    size_t capacity;
};

struct sheet_result {
    struct sheet_problems problems; /* any: nothing has been changed */
    int64_t changed;
    int64_t put_out;
    int64_t same; /* rows that say what is so already */
};
/* All rows or none. OK also when there are problems; INVALID on field "file" for what is no such
 * table; CONFLICT when something changed meanwhile. */
MUST_CHECK enum status catalogue_seller_csv_in(struct ctx *ctx, int64_t tenant_id, struct str bytes,
                                               struct sheet_result *ret_result);

#endif
