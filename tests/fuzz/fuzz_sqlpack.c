/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as a room's .sql file and as a migration. */
#include <stdint.h>
#include <stdlib.h>

#include "sqlpack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What was parsed has one statement each, and C can be made of it. */
static void check_pack(const struct sqlpack *pack)
{
    struct sqlpack_error error;
    struct strbuf header;
    struct strbuf body;
    for (size_t i = 0; i < pack->queries.count; i++) {
        const struct query *query = &pack->queries.ptr[i];
        if (query->engines == 0 || (query->is_query && query->columns.count == 0)) {
            abort();
        }
    }
    strbuf_init(&header, SQLPACK_OUTPUT_MAX);
    strbuf_init(&body, SQLPACK_OUTPUT_MAX);
    const bool ok = sqlpack_emit(pack, STR("fuzz"), &header, &body, &error);
    if (ok && (header.overflow || body.overflow)) {
        abort();
    }
    strbuf_finish(&header);
    strbuf_finish(&body);
}

static void check_migration(struct str source)
{
    for (int engine = 0; engine < ENGINE_COUNT; engine++) {
        struct sqlpack_error error;
        struct strbuf out;
        strbuf_init(&out, SQLPACK_FILE_MAX * 2);
        migration_expand(source, FOR_BOTH, (enum sqlpack_engine)engine, &out, &error);
        strbuf_finish(&out);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *mem = arena_create((size_t)64 * 1024 * 1024);
    const struct str source = {(const char *)data, size};
    struct sqlpack pack;
    struct sqlpack_error error = {.line = 0};
    if (sqlpack_parse(mem, source, &pack, &error)) {
        check_pack(&pack);
    } else if (error.line < 1) {
        abort();
    }
    check_migration(source);
    arena_destroy(mem);
    return 0;
}
