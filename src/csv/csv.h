/* SPDX-License-Identifier: EUPL-1.2 */
/* Tables as the world has them: CSV, TSV and JSON lines, read row by row from a file or a buffer.
 *
 * libcsv does quotes, doubled quotes and line breaks inside quotes; this floor adds what it lacks:
 * line numbers, a header, limits, encodings, detection of the separator, JSON lines. Encodings
 * have own tables because iconv's MACINTOSH is a separate package on Debian 13. JSON lines have
 * an own reader of flat lines because numbers must come out as they were written (12.50), which
 * a reader that turns them into floating point cannot give.
 *
 * The first row names the columns (in JSON lines: the keys, in order of first appearance). Names
 * and unquoted fields come without white space around them; quoted ones as they stand.
 * A first line `sep=;`, as some spreadsheets write it, sets the separator. Rows whose fields are
 * all empty are skipped. Missing fields at the end of a row are empty; extra fields that hold
 * something make a bad row. Values in JSON lines: text unescaped, numbers and true/false as
 * written, null empty, {"a":{"b":1}} a column "a.b", a list of plain values joined by ", ", any
 * other list as its JSON text. */
#ifndef OMBRUK_CSV_CSV_H
#define OMBRUK_CSV_CSV_H

#include "base/ctx.h"

#define CSV_COLUMNS_MAX     ((size_t)500)
#define CSV_FIELD_BYTES_MAX ((size_t)256 * 1024)
#define CSV_ROW_BYTES_MAX   ((size_t)1024 * 1024)

enum csv_format {
    CSV_DETECT, /* JSON lines if the first sign is '{', else separated */
    CSV_SEPARATED,
    CSV_JSON_LINES
};

/* A UTF-8 byte-order mark wins over any other choice; UTF-16 is refused by name. */
enum csv_encoding {
    CSV_UTF8,
    CSV_LATIN1,   /* with the extra signs of Windows-1252 at 80 to 9F, as browsers read it */
    CSV_MAC_ROMAN /* as of Mac OS 8.5: DB is the euro sign */
};

/* All zero: everything detected, UTF-8, limits as above. A limit above its maximum is cut. */
struct csv_options {
    enum csv_format format;
    enum csv_encoding encoding;
    /* ',', ';', '\t' or '|'; 0: the one of the first three that stands most often outside quotes in
     * the first line. */
    char separator;
    size_t columns_max;
    size_t field_bytes_max;
    size_t row_bytes_max;
};

/* Where and what, for the person who has to mend the file. */
struct csv_problem {
    int64_t line;        /* counted from 1; where the row begins */
    size_t column;       /* counted from 1; 0: the row as a whole */
    struct str name;     /* of the column; may be empty */
    const char *message; /* English source string; "{detail}" stands for detail */
    struct str detail;
};

/* Valid until the next csv_next(). Every field is valid UTF-8 without U+0000 and is followed by a
 * NUL byte. `count` is the number of columns known so far. */
struct csv_row {
    int64_t line; /* where the row begins, counted from 1 */
    size_t count;
    const struct str *fields;
};

enum csv_step {
    CSV_ROW,
    CSV_BAD_ROW, /* csv_problem() says why; reading goes on with the next row */
    CSV_END,
    CSV_FAILED /* csv_problem() says why; nothing more can be read */
};

#define CSV_NO_COLUMN ((size_t)-1)

struct csv_reader;

/* Opens and reads the header. The reader lives in ctx->mem and borrows `text`; csv_close() gives
 * back the rest. NOT_FOUND if the file cannot be opened, MALFORMED if the header cannot be used
 * (empty, UTF-16, two columns of one name, over a limit); ctx->err tells, with the line. */
MUST_CHECK enum status csv_open_file(struct ctx *ctx, const char *path,
                                     const struct csv_options *options,
                                     struct csv_reader **ret_reader);
MUST_CHECK enum status csv_open_text(struct ctx *ctx, struct str text,
                                     const struct csv_options *options,
                                     struct csv_reader **ret_reader);
/* NULL is allowed. */
void csv_close(struct csv_reader *reader);

/* The next row. Writes `*ret_row` only on CSV_ROW. */
enum csv_step csv_next(struct csv_reader *reader, struct csv_row *ret_row);

/* Of the last CSV_BAD_ROW or CSV_FAILED; valid until the next csv_next(). */
const struct csv_problem *csv_problem(const struct csv_reader *reader);

/* Columns known so far; in JSON lines the number grows with new keys and an index stays. */
size_t csv_column_count(const struct csv_reader *reader);
struct str csv_column_name(const struct csv_reader *reader, size_t column);
/* Index from 0 of the column `name`, ASCII letters without case; CSV_NO_COLUMN if there is none. */
size_t csv_column(const struct csv_reader *reader, struct str name);

/* What was found: for messages. The separator of JSON lines is 0. */
char csv_separator(const struct csv_reader *reader);

#endif
