/* SPDX-License-Identifier: EUPL-1.2 */
/* Turns a JSON object into the pairs a form table reads. */
#include "base/vec.h"
#include "http/body.h"
#include "json/json.h"

#include "base/banned.h"

static enum status refused(struct ctx *ctx)
{
    return ctx_fail(ctx, MALFORMED, N_("The body must be one flat JSON object in UTF-8."), NULL);
}

/* False for what has no place in a form. */
static bool scalar_text(struct ctx *ctx, const struct json *value, struct form_pair *pair)
{
    int64_t number = 0;
    bool flag = false;
    switch (json_type(value)) {
    case JSON_STRING:
        return json_str(value, ctx->mem, &pair->value);
    case JSON_BOOL:
        pair->value = json_bool(value, &flag) && flag ? STR("1") : STR("");
        return true;
    case JSON_NUMBER:
        pair->is_number = true;
        /* What is not whole is no amount in any field; the field says so. */
        pair->value =
            json_i64(value, &number) ? str_format(ctx->mem, "%lld", (long long)number) : STR("?");
        return true;
    default:
        return false;
    }
}

static bool add_scalar(struct ctx *ctx, const char *name, const struct json *value,
                       struct form_pairs *pairs)
{
    struct form_pair pair = {.name = str_copy(ctx->mem, str_of(name))};
    if (pair.name.len > BODY_NAME_MAX || pairs->count == BODY_PAIRS_MAX ||
        !scalar_text(ctx, value, &pair)) {
        return false;
    }
    vec_push(ctx->mem, pairs, pair);
    return true;
}

static bool add_member(struct ctx *ctx, const char *name, const struct json *value,
                       struct form_pairs *pairs)
{
    if (json_is_null(value)) {
        return true;
    }
    if (json_type(value) != JSON_ARRAY) {
        return add_scalar(ctx, name, value, pairs);
    }
    for (const struct json *element = json_first(value); element != NULL;
         element = json_next(element)) {
        if (!add_scalar(ctx, name, element, pairs)) {
            return false;
        }
    }
    return true;
}

enum status body_json(struct ctx *ctx, struct str text, struct form_pairs *ret_pairs)
{
    struct form_pairs pairs = {0};
    struct json *root = NULL;
    if (json_parse(text, text.len, &root) != OK) {
        return refused(ctx);
    }
    bool ok = json_type(root) == JSON_OBJECT;
    const struct json *member = json_first(root);
    for (; ok && member != NULL; member = json_next(member)) {
        ok = add_member(ctx, json_name(member), member, &pairs);
    }
    json_free(root);
    if (!ok) {
        return refused(ctx);
    }
    *ret_pairs = pairs;
    return OK;
}
