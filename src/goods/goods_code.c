/* SPDX-License-Identifier: EUPL-1.2 */
/* Label codes with a check character. */
#include "base/id.h"
#include "goods/goods.h"

#include "base/banned.h"

#define SIGNS 30

static const char signs[SIGNS + 1] = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

static int sign_value(char c)
{
    const char upper = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    const char *at = upper == '\0' ? NULL : strchr(signs, upper);
    return at == NULL ? -1 : (int)(at - signs);
}

/* ISO 7064 hybrid system MOD 31,30 over the first seven signs. */
static int check_value(const int values[GOODS_CODE_LEN - 1])
{
    int product = SIGNS;
    for (int i = 0; i < GOODS_CODE_LEN - 1; i++) {
        int sum = (values[i] + product) % SIGNS;
        if (sum == 0) {
            sum = SIGNS;
        }
        product = sum * 2 % (SIGNS + 1);
    }
    return (SIGNS + 1 - product) % SIGNS;
}

struct str goods_code_new(struct ctx *ctx)
{
    char *code = arena_alloc(ctx->mem, GOODS_CODE_LEN + 1);
    int values[GOODS_CODE_LEN - 1];
    for (int i = 0; i < GOODS_CODE_LEN - 1; i++) {
        values[i] = (int)random_below(SIGNS);
        code[i] = signs[values[i]];
    }
    code[GOODS_CODE_LEN - 1] = signs[check_value(values)];
    return (struct str){code, GOODS_CODE_LEN};
}

/* The part after the last '/' of an address, without query; a code is left as it is. */
static struct str last_segment(struct str typed)
{
    struct str text = str_trim(typed);
    const ptrdiff_t query = str_find_byte(text, '?');
    if (query >= 0) {
        text = str_slice(text, 0, (size_t)query);
    }
    ptrdiff_t slash = 0;
    while ((slash = str_find_byte(text, '/')) >= 0) {
        text = str_slice(text, (size_t)slash + 1, text.len);
    }
    return text;
}

static enum status wrong_sign(struct ctx *ctx, char c)
{
    ctx_fail(ctx, INVALID,
             N_("Labels never have the sign {detail}. They have no 0, 1, I, L, O or U."), "code");
    if ((unsigned char)c < 0x80) {
        ctx->err.detail = str_copy(ctx->mem, (struct str){&c, 1});
    } else {
        ctx->err.detail = STR("?");
    }
    return INVALID;
}

enum status goods_code_read(struct ctx *ctx, struct str typed, struct str *ret_code)
{
    const struct str text = last_segment(typed);
    char *code = arena_alloc(ctx->mem, GOODS_CODE_LEN + 1);
    int values[GOODS_CODE_LEN];
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == ' ' || text.ptr[i] == '-') {
            continue;
        }
        const int value = sign_value(text.ptr[i]);
        if (value < 0) {
            return wrong_sign(ctx, text.ptr[i]);
        }
        if (len == GOODS_CODE_LEN) {
            return ctx_fail(ctx, INVALID, N_("A label code has 8 signs. This has more."), "code");
        }
        values[len] = value;
        code[len++] = signs[value];
    }
    if (len < GOODS_CODE_LEN) {
        return ctx_fail(ctx, INVALID, N_("A label code has 8 signs. Type all of them."), "code");
    }
    if (check_value(values) != values[GOODS_CODE_LEN - 1]) {
        return ctx_fail(ctx, INVALID,
                        N_("One sign of the label code is wrong. Compare it with the label."),
                        "code");
    }
    *ret_code = (struct str){code, GOODS_CODE_LEN};
    return OK;
}

enum status goods_code_in_path(struct ctx *ctx, struct str part, struct str *ret_code)
{
    const struct ctx_error before = ctx->err;
    if (goods_code_read(ctx, part, ret_code) != OK) {
        ctx->err = before;
        return NOT_FOUND;
    }
    return OK;
}
