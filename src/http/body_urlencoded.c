/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads name=value pairs joined by '&'. */
#include "base/vec.h"
#include "http/body.h"
#include "http/percent.h"

#include "base/banned.h"

static bool read_pair(struct ctx *ctx, struct str part, struct form_pair *ret_pair)
{
    const ptrdiff_t equals = str_find_byte(part, '=');
    const size_t name_len = equals < 0 ? part.len : (size_t)equals;
    struct form_pair pair = {0};
    if (!percent_decode(ctx->mem, str_slice(part, 0, name_len), true, &pair.name) ||
        pair.name.len == 0 || pair.name.len > BODY_NAME_MAX ||
        !percent_decode(ctx->mem, str_slice(part, name_len + 1, part.len), true, &pair.value)) {
        return false;
    }
    *ret_pair = pair;
    return true;
}

enum status body_urlencoded(struct ctx *ctx, struct str text, struct form_pairs *ret_pairs)
{
    struct form_pairs pairs = {0};
    struct str part;
    bool more = text.len > 0;
    while (more && str_split(&text, '&', &part)) {
        struct form_pair pair;
        if (pairs.count == BODY_PAIRS_MAX) {
            return ctx_fail(ctx, MALFORMED, N_("The form has too many fields."), NULL);
        }
        if (!read_pair(ctx, part, &pair)) {
            return ctx_fail(ctx, MALFORMED, N_("The form arrived damaged. Send it again."), NULL);
        }
        vec_push(ctx->mem, &pairs, pair);
        more = text.ptr != NULL;
    }
    *ret_pairs = pairs;
    return OK;
}

void body_query(struct ctx *ctx, struct str query, struct form_pairs *ret_pairs)
{
    struct form_pairs pairs = {0};
    struct str part;
    while (query.len > 0 && pairs.count < BODY_PAIRS_MAX && str_split(&query, '&', &part)) {
        struct form_pair pair;
        if (read_pair(ctx, part, &pair)) {
            vec_push(ctx->mem, &pairs, pair);
        }
    }
    *ret_pairs = pairs;
}
