/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of somebody else's table, written as things and listings. */
#include "catalogue/catalogue.h"
#include "catalogue/catalogue_seller_control.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "goods/goods_import.h"

#include "base/banned.h"

struct importing {
    const struct catalogue_import *import;
    import_problem_fn *problem;
    void *arg;
    struct catalogue_imported *imported;
    const struct import_row *rows;
    size_t count;
    struct catalogue_imported batch;
    bool may_publish; /* the shop has declared that it sells only used things */
};

static void tell(struct ctx *ctx, const struct importing *importing, const struct import_row *row)
{
    if (importing->problem == NULL) {
        return;
    }
    const struct import_problem problem = {
        .line = row->line,
        .column = STR(""),
        .value = row->title,
        .message = ctx->err.message == NULL ? status_message(INVALID) : ctx->err.message,
        .detail = ctx->err.detail,
        .row_lost = true,
    };
    importing->problem(ctx, &problem, importing->arg);
}

static bool can_publish(const struct import_row *row)
{
    const struct goods_category *category = goods_codes_category(row->category_id);
    return row->price_ore != NO_I64 && row->grade != NO_I64 &&
           (row->size_key.len > 0 || !category->size_required);
}

static enum status publish(struct ctx *ctx, const struct importing *importing,
                           const struct import_row *row, const struct thing *thing)
{
    struct listing listing;
    const struct publication publication = {
        .thing_id = thing->id,
        .title = row->title,
        .wear = str_utf8_prefix(row->note, CATALOGUE_WEAR_MAX),
        .category_id = row->category_id,
        .kind_key = row->kind_key,
        .grade = row->grade,
        .size_key = row->size_key,
        .colour_id = row->colour_ids[0],
        .price_ore = row->price_ore,
        .place = row->place,
        .brand = str_utf8_prefix(row->brand, CATALOGUE_BRAND_MAX),
    };
    return catalogue_publish(ctx, importing->import->tenant_id, &publication, &listing);
}

static enum status add_row(struct ctx *ctx, struct importing *importing,
                           const struct import_row *row)
{
    struct thing thing;
    bool is_new = false;
    const struct lot lot = {
        .key_source = str_concat(ctx->mem, STR("import:"), row->source),
        .key = row->key,
        .holder_id = importing->import->tenant_id,
        .source_id = importing->import->tenant_id,
        .category_id = row->category_id,
        .kind_key = row->kind_key,
        .count = row->count,
        .g = row->g,
        .weight_method = WEIGHT_SCALE,
        .state = STATE_WHOLE,
        .grade = row->grade == NO_I64 ? 0 : row->grade,
        .size_key = row->size_key,
        .note = row->note,
    };
    TRY(goods_receive(ctx, &lot, &thing, &is_new));
    if (!is_new) {
        importing->batch.known++;
        return OK;
    }
    importing->batch.added++;
    if (importing->may_publish && can_publish(row)) {
        TRY(publish(ctx, importing, row, &thing));
        importing->batch.published++;
    }
    return OK;
}

/* May run again: counts of this batch begin anew. A row that the rules refuse is told and left out;
 * what it had begun is refused before anything is written. */
static enum status add_rows(struct ctx *ctx, void *arg)
{
    struct importing *importing = arg;
    importing->batch = (struct catalogue_imported){0};
    for (size_t i = 0; i < importing->count; i++) {
        const struct import_row *row = &importing->rows[i];
        const enum status added = add_row(ctx, importing, row);
        if (added == INVALID) {
            tell(ctx, importing, row);
            ctx->err = (struct ctx_error){0};
        } else if (added != OK) {
            return added;
        }
    }
    return OK;
}

static enum status take_rows(struct ctx *ctx, const struct import_row *rows, size_t count,
                             void *arg)
{
    struct importing *importing = arg;
    importing->rows = rows;
    importing->count = count;
    if (importing->import->dry_run) {
        return OK;
    }
    TRY(db_write(ctx, add_rows, importing));
    importing->imported->added += importing->batch.added;
    importing->imported->known += importing->batch.known;
    importing->imported->published += importing->batch.published;
    return OK;
}

static void hear(struct ctx *ctx, const struct import_problem *problem, void *arg)
{
    const struct importing *importing = arg;
    if (importing->problem != NULL) {
        importing->problem(ctx, problem, importing->arg);
    }
}

enum status catalogue_import_things(struct ctx *ctx, const struct catalogue_import *import,
                                    import_problem_fn *problem, void *arg,
                                    struct catalogue_imported *ret_imported)
{
    const struct goods_mapping *mapping = NULL;
    struct csv_reader *reader = NULL;
    struct importing importing = {
        .import = import, .problem = problem, .arg = arg, .imported = ret_imported};
    const struct import_sink sink = {.rows = take_rows, .problem = hear, .arg = &importing};
    *ret_imported = (struct catalogue_imported){0};
    int64_t until = NO_I64;
    TRY(catalogue_seller_declared(ctx, import->tenant_id, &until));
    importing.may_publish = until != NO_I64 && until >= centre_today(ctx);
    ret_imported->undeclared = !importing.may_publish;
    TRY(goods_mapping_read(ctx, import->mapping, &mapping));
    TRY(goods_import_open(ctx, mapping, import->path.ptr, &reader));
    const enum status status = goods_import_run(ctx, mapping, reader, &sink, &ret_imported->read);
    csv_close(reader);
    return status;
}
