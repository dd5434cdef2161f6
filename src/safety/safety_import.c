/* SPDX-License-Identifier: EUPL-1.2 */
/* Tables of recalls: three formats told apart by their columns, rows to recalls, batches of writes.
 */
#include <sodium.h>

#include "base/id.h"
#include "base/vec.h"
#include "csv/csv.h"
#include "safety/safety_import_row.h"
#include "safety/safety_match.h"

#include "base/banned.h"

#define BATCH_ROWS 40 /* some tens of milliseconds */
#define HASH_BYTES 16
#define SEEN_SLOTS ((size_t)1 << 19)
#define ROWS_MAX   200000
#define NUMBER_MAX 80

struct importing {
    const struct import_format *format;
    struct csv_reader *reader;
    size_t columns[IMPORT_FIELDS][IMPORT_NAMES_MAX];
    bool dry_run;
    safety_problem_fn *problem;
    void *arg;
    struct safety_imported result;
    uint64_t *seen; /* hashes of numbers, 0: free */
    struct {
        struct recall *ptr;
        size_t count;
        size_t capacity;
    } batch;
    /* What one write did; a write that is run again begins anew. */
    int64_t added;
    int64_t changed;
    int64_t known;
    int64_t matches;
};

static void tell(struct ctx *ctx, struct importing *importing, int64_t line, struct str column,
                 const char *message, struct str detail)
{
    if (importing->problem != NULL) {
        const struct safety_import_problem problem = {line, column, message, detail};
        importing->problem(ctx, &problem, importing->arg);
    }
}

/* ---- one row --------------------------------------------------------------------------------- */

/* True when the number has come before in this file. */
static bool is_seen(struct importing *importing, struct str number)
{
    uint64_t hash = 0;
    crypto_generichash((unsigned char *)&hash, sizeof(hash), (const unsigned char *)number.ptr,
                       number.len, NULL, 0);
    hash = hash == 0 ? 1 : hash;
    size_t at = (size_t)hash & (SEEN_SLOTS - 1);
    while (importing->seen[at] != 0) {
        if (importing->seen[at] == hash) {
            return true;
        }
        at = (at + 1) & (SEEN_SLOTS - 1);
    }
    importing->seen[at] = hash;
    return false;
}

static struct str content_hash(struct ctx *ctx, const struct recall *recall)
{
    const struct str fields[] = {recall->category,  recall->product, recall->model,
                                 recall->brand,     recall->gtins,   recall->batches,
                                 recall->made_when, recall->risk,    recall->what_to_do,
                                 recall->url,       recall->country};
    unsigned char hash[HASH_BYTES];
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, HASH_BYTES);
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
        crypto_generichash_update(&state, (const unsigned char *)fields[i].ptr, fields[i].len);
        crypto_generichash_update(&state, (const unsigned char *)"\x1f", 1);
    }
    crypto_generichash_final(&state, hash, HASH_BYTES);
    return str_hex(ctx->mem, hash, HASH_BYTES);
}

static bool row_is_usable(struct ctx *ctx, struct importing *importing, int64_t line,
                          const struct recall *recall)
{
    const struct str column = str_of(importing->format->names[IMPORT_NUMBER][0]);
    if (recall->number.len == 0) {
        tell(ctx, importing, line, column, N_("The number of the recall is missing."), STR(""));
        return false;
    }
    if (str_utf8_length(recall->number) > NUMBER_MAX) {
        tell(ctx, importing, line, column, N_("The number of the recall is too long."), STR(""));
        return false;
    }
    if (recall->product.len + recall->brand.len + recall->model.len == 0) {
        tell(ctx, importing, line, STR(""),
             N_("Neither brand, product nor model: nobody could know it by that."), STR(""));
        return false;
    }
    if (is_seen(importing, recall->number)) {
        tell(ctx, importing, line, column, N_("The number {detail} has come before in this file."),
             recall->number);
        return false;
    }
    return true;
}

/* ---- writing --------------------------------------------------------------------------------- */

static enum status put(struct ctx *ctx, struct importing *importing, struct recall *recall)
{
    struct str known_hash;
    int64_t found = 0;
    const struct str hash = content_hash(ctx, recall);
    const enum status known =
        safety_recall_known(ctx, recall->source, recall->number, &recall->id, &known_hash);
    if (known != OK && known != NOT_FOUND) {
        return known;
    }
    if (known == OK && str_equal(known_hash, hash)) {
        importing->known++;
        return OK;
    }
    *(known == OK ? &importing->changed : &importing->added) += 1;
    if (importing->dry_run) {
        return OK;
    }
    if (known == OK) {
        TRY(safety_recall_change(ctx, recall, hash));
    } else {
        recall->id = id_new();
        TRY(safety_recall_add(ctx, recall, hash));
    }
    const struct str_list words = safety_match_recall_words(ctx->mem, recall);
    TRY(safety_recall_set_words(ctx, recall->id, &words));
    TRY(safety_match_recall(ctx, recall, &found));
    importing->matches += found;
    return OK;
}

static enum status put_batch(struct ctx *ctx, void *arg)
{
    struct importing *importing = arg;
    importing->added = importing->changed = importing->known = importing->matches = 0;
    for (size_t i = 0; i < importing->batch.count; i++) {
        TRY(put(ctx, importing, &importing->batch.ptr[i]));
    }
    const bool is_new = importing->added + importing->changed > 0 && !importing->dry_run;
    return is_new ? safety_titles_set_seq(ctx, 0) : OK;
}

static enum status flush(struct ctx *ctx, struct importing *importing)
{
    TRY(importing->dry_run ? put_batch(ctx, importing) : db_write(ctx, put_batch, importing));
    importing->result.added += importing->added;
    importing->result.changed += importing->changed;
    importing->result.known += importing->known;
    importing->result.matches += importing->matches;
    importing->batch.ptr = NULL;
    importing->batch.count = importing->batch.capacity = 0;
    return OK;
}

/* ---- the file -------------------------------------------------------------------------------- */

static bool find_format(struct importing *importing)
{
    for (size_t f = 0; f < safety_import_format_count; f++) {
        const struct import_format *format = &safety_import_formats[f];
        bool fits = true;
        for (size_t i = 0; i < IMPORT_FIELDS; i++) {
            for (size_t n = 0; n < IMPORT_NAMES_MAX; n++) {
                const char *name = format->names[i][n];
                importing->columns[i][n] =
                    name == NULL ? CSV_NO_COLUMN : csv_column(importing->reader, str_of(name));
            }
        }
        for (size_t i = 0; i < IMPORT_NEEDED; i++) {
            fits = fits && (importing->columns[format->needed[i]][0] != CSV_NO_COLUMN);
        }
        if (fits) {
            importing->format = format;
            return true;
        }
    }
    return false;
}

static enum status take_row(struct ctx *ctx, struct importing *importing, const struct csv_row *row)
{
    struct recall recall;
    importing->result.rows++;
    if (importing->result.rows > ROWS_MAX) {
        return ctx_fail(ctx, TOO_LARGE, N_("The file has more than 200 000 rows. Divide it."),
                        NULL);
    }
    safety_import_row(ctx, importing->format, importing->columns, row, &recall);
    if (row_is_usable(ctx, importing, row->line, &recall)) {
        vec_push(ctx->mem, &importing->batch, recall);
    } else {
        importing->result.lost++;
    }
    return OK;
}

static enum status read_all(struct ctx *ctx, struct importing *importing)
{
    struct arena_mark mark = arena_mark(ctx->mem);
    struct csv_row row;
    for (;;) {
        const enum csv_step step = csv_next(importing->reader, &row);
        const struct csv_problem *problem = csv_problem(importing->reader);
        if (step == CSV_END) {
            return flush(ctx, importing);
        }
        if (step == CSV_FAILED) {
            TRY(flush(ctx, importing));
            tell(ctx, importing, problem->line, problem->name, problem->message, problem->detail);
            return ctx_fail(ctx, MALFORMED, N_("The file cannot be read any further."), NULL);
        }
        if (step == CSV_BAD_ROW) {
            importing->result.rows++;
            importing->result.lost++;
            tell(ctx, importing, problem->line, problem->name, problem->message, problem->detail);
            continue;
        }
        TRY(take_row(ctx, importing, &row));
        if (importing->batch.count == BATCH_ROWS) {
            TRY(flush(ctx, importing));
            arena_reset(ctx->mem, mark);
            mark = arena_mark(ctx->mem);
        }
    }
}

/* The reader is closed. */
static enum status import(struct ctx *ctx, struct importing *importing,
                          struct safety_imported *ret_imported)
{
    const struct arena_mark mark = arena_mark(ctx->mem);
    enum status status = OK;
    if (!find_format(importing)) {
        status = ctx_fail(ctx, INVALID,
                          N_("These are not the columns of EU Safety Gate, CPSC or our own table "
                             "of recalls (docs/import.md)."),
                          NULL);
    } else {
        importing->result.format = str_of(importing->format->source);
        importing->seen = arena_array(ctx->mem, SEEN_SLOTS, sizeof(*importing->seen));
        status = read_all(ctx, importing);
    }
    csv_close(importing->reader);
    *ret_imported = importing->result;
    if (status == OK) {
        arena_reset(ctx->mem, mark);
    }
    return status;
}

enum status safety_import_recalls(struct ctx *ctx, const char *path, bool dry_run,
                                  safety_problem_fn *problem, void *arg,
                                  struct safety_imported *ret_imported)
{
    struct importing importing = {.dry_run = dry_run, .problem = problem, .arg = arg};
    *ret_imported = (struct safety_imported){.format = STR("")};
    TRY(csv_open_file(ctx, path, &(struct csv_options){.format = CSV_SEPARATED},
                      &importing.reader));
    return import(ctx, &importing, ret_imported);
}

enum status safety_import_recalls_text(struct ctx *ctx, struct str text,
                                       struct safety_imported *ret_imported)
{
    struct importing importing = {0};
    *ret_imported = (struct safety_imported){.format = STR("")};
    TRY(csv_open_text(ctx, text, &(struct csv_options){.format = CSV_SEPARATED},
                      &importing.reader));
    return import(ctx, &importing, ret_imported);
}
