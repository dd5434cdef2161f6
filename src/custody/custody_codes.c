/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading many codes. */
#include "custody/custody_codes.h"

#include "base/vec.h"
#include "goods/goods_find.h"

#include "base/banned.h"

#define PART_SIGNS_MAX 40
#define HALF_CODE      4

/* True if `text` is a whole label, then as its eight signs. */
static bool is_code(struct ctx *ctx, struct str text, struct str *ret_code)
{
    const struct ctx_error kept = ctx->err;
    const bool right = goods_code_read(ctx, text, ret_code) == OK;
    ctx->err = kept;
    return right;
}

static bool divides(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',' || c == ';';
}

static bool next_part(struct str *rest, struct str *ret_part)
{
    size_t from = 0;
    while (from < rest->len && divides(rest->ptr[from])) {
        from++;
    }
    size_t to = from;
    while (to < rest->len && !divides(rest->ptr[to])) {
        to++;
    }
    *ret_part = str_slice(*rest, from, to);
    *rest = str_slice(*rest, to, rest->len);
    return ret_part->len > 0;
}

static void add(struct ctx *ctx, struct str_list *parts, struct str part)
{
    for (size_t i = 0; i < parts->count; i++) {
        if (str_equal(parts->ptr[i], part)) {
            return;
        }
    }
    vec_push(ctx->mem, parts, part);
}

void custody_codes_split(struct ctx *ctx, struct str typed, struct str_list *ret_parts)
{
    struct str_list parts = {0};
    struct str rest = typed;
    struct str part;
    while (next_part(&rest, &part)) {
        struct str after = rest;
        struct str second;
        struct str code;
        if (part.len == HALF_CODE && next_part(&after, &second) && second.len == HALF_CODE &&
            is_code(ctx, str_concat(ctx->mem, part, second), &code)) {
            rest = after;
            add(ctx, &parts, code);
        } else if (is_code(ctx, part, &code)) {
            add(ctx, &parts, code);
        } else {
            add(ctx, &parts, str_copy(ctx->mem, str_utf8_prefix(part, PART_SIGNS_MAX)));
        }
    }
    *ret_parts = parts;
}

enum status custody_codes_thing(struct ctx *ctx, struct str part, int64_t holder_id,
                                struct thing *ret_thing)
{
    const struct goods_find find = {.code = part, .holder_id = holder_id, .limit = 2};
    struct goods_found found;
    struct str code;
    if (is_code(ctx, part, &code)) {
        return goods_by_code(ctx, code, ret_thing);
    }
    if (part.len != HALF_CODE) {
        return NOT_FOUND;
    }
    const struct ctx_error kept = ctx->err;
    const enum status status = goods_find(ctx, &find, &found);
    ctx->err = kept;
    if (status != OK) {
        return status == INVALID ? NOT_FOUND : status;
    }
    if (found.things.count != 1) {
        return NOT_FOUND;
    }
    *ret_thing = found.things.ptr[0];
    return OK;
}
