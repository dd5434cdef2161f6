/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as JSON: what is read can be printed and read again to the same print. */
#include <stdlib.h>

#include "json/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MAX_BYTES 65536

static void print(struct arena *mem, struct json_out *out, const struct json *value)
{
    struct str text = {0};
    int64_t number = 0;
    bool flag = false;
    const enum json_type type = json_type(value);
    if (json_str(value, mem, &text)) {
        json_put_str(out, text);
    } else if (json_i64(value, &number)) {
        json_put_i64(out, number);
    } else if (json_bool(value, &flag)) {
        json_put_bool(out, flag);
    } else if (type == JSON_ARRAY || type == JSON_OBJECT) {
        (type == JSON_ARRAY ? json_array_begin : json_object_begin)(out);
        for (const struct json *e = json_first(value); e != NULL; e = json_next(e)) {
            if (type == JSON_OBJECT) {
                json_key(out, json_name(e));
            }
            print(mem, out, e);
        }
        (type == JSON_ARRAY ? json_array_end : json_object_end)(out);
    } else {
        json_put_null(out);
    }
}

/* The print of `text` in `ret_buf`; false if it is refused. */
static bool reprint(struct arena *mem, struct str text, struct strbuf *ret_buf)
{
    struct json *root = NULL;
    if (json_parse(text, MAX_BYTES, &root) != OK) {
        return false;
    }
    struct json_out out = {.buf = ret_buf};
    print(mem, &out, root);
    json_free(root);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    struct strbuf first;
    struct strbuf second;
    strbuf_init(&first, MAX_BYTES);
    strbuf_init(&second, MAX_BYTES);
    if (reprint(mem, (struct str){(const char *)data, size}, &first) && !first.overflow) {
        if (!reprint(mem, strbuf_view(&first), &second) ||
            !str_equal(strbuf_view(&first), strbuf_view(&second))) {
            abort();
        }
    }
    strbuf_finish(&first);
    strbuf_finish(&second);
    arena_destroy(mem);
    return 0;
}
