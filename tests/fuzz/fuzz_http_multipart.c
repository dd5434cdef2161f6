/* SPDX-License-Identifier: EUPL-1.2 */
/* First line: Content-Type; the rest: a multipart body. */
#include <stdlib.h>

#include "http/body.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str body = {(const char *)data, size};
    struct str type;
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    struct form_pairs pairs = {0};
    str_split(&body, '\n', &type);
    if (size < 65536 && body.ptr != NULL) {
        const enum status status = body_multipart(&ctx, type, body, &pairs);
        check(status == OK || (status == MALFORMED && ctx.err.message != NULL));
        size_t sum = 0;
        for (size_t i = 0; i < pairs.count; i++) {
            const struct form_pair *pair = &pairs.ptr[i];
            check(pair->name.len > 0 && pair->name.len <= BODY_NAME_MAX && str_is_utf8(pair->name));
            check(pair->value.len == 0 ||
                  (pair->value.ptr >= body.ptr &&
                   pair->value.ptr + pair->value.len <= body.ptr + body.len));
            check(pair->is_file || str_is_utf8(pair->value));
            sum += pair->value.len;
        }
        check(sum <= body.len);
    }
    arena_destroy(ctx.mem);
    return 0;
}
