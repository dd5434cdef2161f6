/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of a table in a text, without copying a field. Private to the floor. */
#ifndef OMBRUK_FAIR_FAIR_ROWS_H
#define OMBRUK_FAIR_FAIR_ROWS_H

#include "fair/fair_case.h"

#define FAIR_COLUMNS_MAX 6

enum fair_step {
    FAIR_ROW,
    FAIR_END,
    FAIR_BAD /* *error says why */
};

struct fair_rows {
    enum fair_in file;
    struct arena *mem;
    struct fair_error *error;
    const char *at;
    const char *end;
    int64_t line; /* of the row last read */
    size_t columns;
    uint8_t place[FAIR_COLUMNS_MAX];     /* of the columns as they stand in the file */
    struct str fields[FAIR_COLUMNS_MAX]; /* in the order of the format, until the next row */
};

/* The columns of a table, in the order of the format; ends with NULL. */
extern const char *const fair_columns[FAIR_SETTINGS][FAIR_COLUMNS_MAX + 1];

/* Reads the header line. */
MUST_CHECK enum status fair_rows_open(struct fair_rows *rows, enum fair_in file, struct str text,
                                      struct arena *mem, struct fair_error *error);
enum fair_step fair_rows_next(struct fair_rows *rows);
/* At most so many rows are in the text. */
size_t fair_rows_bound(struct str text);

/* Fills *error: `message` about `detail`, which is made fit to be shown. Gives INVALID. */
enum status fair_refuse(struct arena *mem, struct fair_error *error, enum fair_in file,
                        int64_t line, const char *message, struct str detail);
/* The same about the row last read. */
enum status fair_rows_refuse(struct fair_rows *rows, const char *message, struct str detail);

/* A field that must be an id, a name, or an integer from `least` to `most`. */
MUST_CHECK enum status fair_rows_id(struct fair_rows *rows, size_t column);
MUST_CHECK enum status fair_rows_name(struct fair_rows *rows, size_t column);
MUST_CHECK enum status fair_rows_integer(struct fair_rows *rows, size_t column, int64_t least,
                                         int64_t most, int64_t *ret_number);

bool fair_is_id(struct str text);
bool fair_is_name(struct str text);
/* Decimal digits as the format wants them; false for all else. */
bool fair_integer(struct str text, int64_t *ret_number);

#endif
