/* SPDX-License-Identifier: EUPL-1.2 */
/* Columns found, rows converted, batches given away. */
#include "goods/goods_import.h"

#include "base/arena.h"
#include "goods/goods_import_row.h"

#include "base/banned.h"

#define SEEN_ARENA_CAP ((size_t)256 * 1024 * 1024)

/* ---- columns ---- */

static bool is_mapped(const struct goods_mapping *mapping, struct str name)
{
    for (size_t i = 0; i < mapping->column_count; i++) {
        if (str_equal_nocase(mapping->columns[i].name, name)) {
            return true;
        }
    }
    return false;
}

/* Finds the columns that have appeared since last time. */
static void find_columns(struct import *import)
{
    const size_t count = csv_column_count(import->reader);
    for (size_t i = 0; i < import->mapping->column_count; i++) {
        import->at[i] = csv_column(import->reader, import->mapping->columns[i].name);
    }
    for (; import->columns_known < count; import->columns_known++) {
        const struct str name = csv_column_name(import->reader, import->columns_known);
        if (name.len > 0 && !is_mapped(import->mapping, name)) {
            const struct import_problem problem = {
                .line = 1,
                .column = name,
                .message = N_("The mapping does not know this column; it is not used.")};
            goods_import_row_tell(import, &problem);
        }
    }
}

static void tell_missing_columns(struct import *import)
{
    for (size_t i = 0; i < import->mapping->column_count; i++) {
        if (import->at[i] == CSV_NO_COLUMN) {
            const struct import_problem problem = {
                .line = 1,
                .column = import->mapping->columns[i].name,
                .message = N_("The mapping names this column, but the file does not have it.")};
            goods_import_row_tell(import, &problem);
        }
    }
}

static bool has_category_column(const struct import *import)
{
    for (size_t i = 0; i < import->mapping->column_count; i++) {
        const enum goods_field field = import->mapping->columns[i].field;
        if ((field == GOODS_FIELD_CATEGORY || field == GOODS_FIELD_KIND) &&
            import->at[i] != CSV_NO_COLUMN) {
            return true;
        }
    }
    return false;
}

/* ---- rows and batches ---- */

static void batch_begin(struct import *import)
{
    arena_clear(import->batch);
    import->rows = arena_array(import->batch, import->row_max, sizeof(*import->rows));
    import->row_count = 0;
}

/* Gives the batch away and begins the next. */
static enum status flush(struct import *import)
{
    struct ctx *ctx = import->ctx;
    enum status status = OK;
    if (import->row_count > 0) {
        ctx->mem = import->batch;
        status = import->sink->rows(ctx, import->rows, import->row_count, import->sink->arg);
        ctx->mem = import->own;
    }
    if (status != OK) {
        ctx->err.detail = str_copy(ctx->mem, ctx->err.detail);
        return status;
    }
    import->result.used += (int64_t)import->row_count;
    batch_begin(import);
    return OK;
}

static enum status take_row(struct import *import, const struct csv_row *row)
{
    struct ctx *ctx = import->ctx;
    if (++import->result.rows > IMPORT_ROWS_MAX) {
        return ctx_fail(ctx, TOO_LARGE, N_("One file may hold two million rows. Split it."), NULL);
    }
    if (csv_column_count(import->reader) != import->columns_known) {
        find_columns(import);
    }
    ctx->mem = import->batch;
    const bool used = goods_import_row_convert(import, row, &import->rows[import->row_count]);
    ctx->mem = import->own;
    import->row_count += used;
    import->result.lost += !used;
    return import->row_count == import->row_max ? flush(import) : OK;
}

static void take_bad_row(struct import *import)
{
    const struct csv_problem *csv = csv_problem(import->reader);
    import->result.rows++;
    import->result.lost++;
    const struct import_problem problem = {.line = csv->line,
                                           .column = csv->name,
                                           .message = csv->message,
                                           .detail = csv->detail,
                                           .row_lost = true};
    goods_import_row_tell(import, &problem);
}

static enum status fail_file(struct import *import)
{
    struct ctx *ctx = import->ctx;
    const struct csv_problem *csv = csv_problem(import->reader);
    ctx_fail(ctx, MALFORMED, csv->message, NULL);
    ctx->err.detail = str_format(ctx->mem, "%lld", (long long)csv->line);
    return MALFORMED;
}

static enum status run(struct import *import)
{
    struct csv_row row;
    enum csv_step step = CSV_END;
    const bool header_first = csv_separator(import->reader) != '\0';
    find_columns(import);
    if (header_first) {
        tell_missing_columns(import);
        if (!has_category_column(import)) {
            return ctx_fail(import->ctx, INVALID,
                            N_("No column of the file gives a category. Is it the right mapping?"),
                            NULL);
        }
    }
    while ((step = csv_next(import->reader, &row)) == CSV_ROW || step == CSV_BAD_ROW) {
        if (step == CSV_BAD_ROW) {
            take_bad_row(import);
        } else {
            TRY(take_row(import, &row));
        }
    }
    TRY(flush(import));
    if (step == CSV_FAILED) {
        return fail_file(import);
    }
    if (!header_first) {
        tell_missing_columns(import);
    }
    return OK;
}

enum status goods_import_open(struct ctx *ctx, const struct goods_mapping *mapping,
                              const char *path, struct csv_reader **ret_reader)
{
    return csv_open_file(ctx, path, &mapping->file, ret_reader);
}

enum status goods_import_run(struct ctx *ctx, const struct goods_mapping *mapping,
                             struct csv_reader *reader, const struct import_sink *sink,
                             struct import_result *ret_result)
{
    struct import import = {.ctx = ctx,
                            .mapping = mapping,
                            .reader = reader,
                            .sink = sink,
                            .own = ctx->mem,
                            .batch = arena_create(ARENA_DEFAULT_CAP),
                            .row_max = sink->batch_rows == 0 ? IMPORT_BATCH_ROWS : sink->batch_rows,
                            .seen = {.arena = arena_create(SEEN_ARENA_CAP)}};
    batch_begin(&import);
    const enum status status = run(&import);
    *ret_result = import.result;
    arena_destroy(import.batch);
    arena_destroy(import.seen.arena);
    return status;
}
