/* SPDX-License-Identifier: EUPL-1.2 */
/* Somebody else's table to rows of ours, with a word for everything that could not be used.
 *
 * Nothing here touches the database: rows go in batches to a function of the caller. A row without
 * a key of its own gets a hash of its contents and, if the same contents come again in the file, a
 * number; so the same file read twice gives the same keys, and importing is idempotent by (source,
 * key). */
#ifndef OMBRUK_GOODS_GOODS_IMPORT_H
#define OMBRUK_GOODS_GOODS_IMPORT_H

#include "csv/csv.h"
#include "db/db.h"
#include "goods/goods_mapping.h"

#define IMPORT_KEY_MAX     100 /* bytes; a longer key is hashed */
#define IMPORT_TITLE_MAX   80  /* code points; what is longer is cut, with a word */
#define IMPORT_NOTE_MAX    500
#define IMPORT_PLACE_MAX   40
#define IMPORT_BRAND_MAX   60
#define IMPORT_COLOURS_MAX 2
#define IMPORT_BATCH_ROWS  200
#define IMPORT_ROWS_MAX    2000000 /* in one file */
#define IMPORT_PRICE_MAX   INT64_C(10000000)
#define IMPORT_COUNT_MAX   10000
#define IMPORT_GRAMS_MAX   INT64_C(5000000)

/* Texts may be empty; numbers are NO_I64 where nothing is known. */
struct import_row {
    int64_t line;
    struct str source; /* of the mapping */
    struct str key;
    struct str title;
    struct str note;
    struct str place;
    struct str brand;
    int64_t category_id; /* always known */
    struct str kind_key;
    struct str size_key;
    int64_t size_id;
    int64_t grade;
    int64_t colour_ids[IMPORT_COLOURS_MAX];
    int64_t material_id;
    int64_t price_ore; /* 0: free */
    int64_t count;     /* 1 where nothing is said */
    int64_t g;         /* of all */
};

struct import_problem {
    int64_t line;
    struct str column;   /* their name; empty: the row as a whole */
    struct str value;    /* as it stood, at most 100 code points */
    const char *message; /* N_(); "{detail}" stands for detail */
    struct str detail;
    bool row_lost; /* the row is not imported */
};

/* Takes up to `count` rows; they live until it returns, as does all it takes from ctx->mem. Any
 * status but OK ends the import. */
typedef enum status import_rows_fn(struct ctx *ctx, const struct import_row *rows, size_t count,
                                   void *arg);
/* Hears of one problem; texts live until it returns. */
typedef void import_problem_fn(struct ctx *ctx, const struct import_problem *problem, void *arg);

struct import_sink {
    import_rows_fn *rows;
    import_problem_fn *problem; /* NULL: only counted */
    void *arg;
    size_t batch_rows; /* 0: IMPORT_BATCH_ROWS */
};

struct import_result {
    int64_t rows; /* read, without empty ones */
    int64_t used;
    int64_t lost;
    int64_t problems; /* with those of lost rows */
};

/* Opens `path` as the mapping says. As csv_open_file(). */
MUST_CHECK enum status goods_import_open(struct ctx *ctx, const struct goods_mapping *mapping,
                                         const char *path, struct csv_reader **ret_reader);

/* Reads all rows; the caller closes the reader. Also tells once, on the line of the header, each
 * column that the mapping does not know and each mapped one that is not there. INVALID if no column
 * gives a category or a kind, MALFORMED if the file cannot be read on (told in ctx->err, with the
 * line), TOO_LARGE over IMPORT_ROWS_MAX; or what `rows` answered. `*ret_result` is written also
 * on failure, as far as it came. */
MUST_CHECK enum status goods_import_run(struct ctx *ctx, const struct goods_mapping *mapping,
                                        struct csv_reader *reader, const struct import_sink *sink,
                                        struct import_result *ret_result);

#endif
