/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as a mapping (first byte 'm'), as a size ('s'), or as a table read with a shipped
 * mapping. */
#include <stdlib.h>

#include "base/arena.h"
#include "goods/goods_import.h"
#include "goods/goods_size.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds) {
        abort();
    }
}

static enum status take_rows(struct ctx *ctx, const struct import_row *rows, size_t count,
                             void *arg)
{
    (void)ctx;
    (void)arg;
    for (size_t i = 0; i < count; i++) {
        const struct import_row *row = &rows[i];
        check(goods_codes_category(row->category_id) != NULL);
        check(row->kind_key.len == 0 || goods_codes_kind(row->kind_key) != NULL);
        check(row->size_key.len == 0 || goods_codes_size_by_key(row->size_key) != NULL);
        check(row->key.len > 0 && row->key.len <= IMPORT_KEY_MAX);
        check(str_utf8_length(row->title) <= IMPORT_TITLE_MAX && str_is_utf8(row->title));
        check(str_utf8_length(row->note) <= IMPORT_NOTE_MAX && str_is_utf8(row->note));
        check(row->count >= 1 && row->count <= IMPORT_COUNT_MAX);
        check(row->g == NO_I64 || (row->g >= 1 && row->g <= IMPORT_GRAMS_MAX));
        check(row->price_ore == NO_I64 ||
              (row->price_ore >= 0 && row->price_ore <= IMPORT_PRICE_MAX));
    }
    return OK;
}

static void read_table(struct ctx *ctx, const char *name, struct str text)
{
    const struct goods_mapping *mapping = NULL;
    struct csv_reader *reader = NULL;
    struct import_result result;
    const struct import_sink sink = {.rows = take_rows, .batch_rows = 7};
    check(goods_mapping_read(ctx, goods_mapping_shipped(str_of(name)), &mapping) == OK);
    if (csv_open_text(ctx, text, &mapping->file, &reader) == OK) {
        const enum status status = goods_import_run(ctx, mapping, reader, &sink, &result);
        check(status != OK || result.rows == result.used + result.lost);
        csv_close(reader);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"finn_like", "oressource_sales", "own"};
    if (size == 0) {
        return 0;
    }
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    const struct str text = {(const char *)data + 1, size - 1};
    if (data[0] == 'm') {
        const struct goods_mapping *mapping = NULL;
        (void)!goods_mapping_read(&ctx, text, &mapping);
    } else if (data[0] == 's') {
        goods_size_read(text, STR(""));
        goods_size_read(text, STR("shoe"));
        goods_size_read(text, STR("carseat"));
        goods_size_read(text, STR("mondo"));
    } else {
        read_table(&ctx, names[data[0] % 3], text);
    }
    arena_destroy(ctx.mem);
    return 0;
}
