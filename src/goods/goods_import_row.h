/* SPDX-License-Identifier: EUPL-1.2 */
/* One row of an import, inside the room: what a row needs to know of the import around it. */
#ifndef OMBRUK_GOODS_GOODS_IMPORT_ROW_H
#define OMBRUK_GOODS_GOODS_IMPORT_ROW_H

#include "goods/goods_import.h"
#include "goods/goods_import_seen.h"

struct import {
    struct ctx *ctx;
    const struct goods_mapping *mapping;
    struct csv_reader *reader;
    const struct import_sink *sink;
    struct import_result result;
    struct arena *own;   /* ctx->mem of the caller */
    struct arena *batch; /* ctx->mem while rows are made and given away */
    struct import_row *rows;
    size_t row_count;
    size_t row_max;
    struct import_seen seen;
    size_t columns_known;
    size_t at[GOODS_MAPPING_COLUMNS_MAX]; /* index of each mapped column in the file */
};

/* Counts and tells a problem. */
void goods_import_row_tell(struct import *import, const struct import_problem *problem);

/* Makes `*out` of a row; its texts live in import->batch. False, and told, if the row is lost. */
bool goods_import_row_convert(struct import *import, const struct csv_row *row,
                              struct import_row *out);

#endif
