/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as a table: the first byte chooses format, encoding and limits. */
#include <stdlib.h>

#include "base/arena.h"
#include "csv/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct csv_options options_of(uint8_t choice)
{
    static const char separators[] = {'\0', ',', ';', '\t'};
    struct csv_options options = {
        .format = (enum csv_format)(choice % 3),
        .encoding = (enum csv_encoding)(choice / 3 % 3),
        .separator = separators[choice / 9 % 4],
    };
    if (choice >= 128) {
        options.columns_max = 3;
        options.field_bytes_max = 8;
        options.row_bytes_max = 32;
    }
    return options;
}

static void check_row(const struct csv_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        if (!str_is_utf8(row->fields[i]) || row->fields[i].ptr[row->fields[i].len] != '\0') {
            abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    const struct csv_options options = options_of(data[0]);
    struct csv_reader *reader = NULL;
    if (csv_open_text(&ctx, (struct str){(const char *)data + 1, size - 1}, &options, &reader) ==
        OK) {
        struct csv_row row;
        enum csv_step step = csv_next(reader, &row);
        while (step == CSV_ROW || step == CSV_BAD_ROW) {
            if (step == CSV_ROW) {
                check_row(&row);
            }
            step = csv_next(reader, &row);
        }
        csv_close(reader);
    }
    arena_destroy(ctx.mem);
    return 0;
}
