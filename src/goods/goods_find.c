/* SPDX-License-Identifier: EUPL-1.2 */
/* Looking for what is left, for those who keep the store. */
#include "goods/goods_find.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "goods/goods_store.h"

#include "base/banned.h"

/* How many things one search looks at, at most. */
#define LOOKED_AT_MAX 20000
#define TAIL_SIGNS    4

struct finding {
    const struct goods_find *find;
    struct str code; /* whole, or the last signs; empty: any */
    struct holders kind;
    struct i64_list ids;
    int64_t looked_at;
    int64_t last_id;
};

/* A whole label is checked; four signs are only made large. */
static enum status read_code(struct ctx *ctx, struct str typed, struct str *ret_code)
{
    const struct str text = typed.ptr == NULL ? STR("") : str_trim(typed);
    if (text.len == 0) {
        *ret_code = STR("");
        return OK;
    }
    if (text.len != TAIL_SIGNS) {
        return goods_code_read(ctx, text, ret_code);
    }
    char *tail = arena_alloc(ctx->mem, TAIL_SIGNS + 1);
    for (size_t i = 0; i < TAIL_SIGNS; i++) {
        const char c = text.ptr[i];
        tail[i] = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
    *ret_code = (struct str){tail, TAIL_SIGNS};
    return OK;
}

static bool is_of_kind(const struct finding *finding, int64_t holder_id)
{
    const struct goods_find *find = finding->find;
    if (find->holder_id != 0) {
        return holder_id == find->holder_id;
    }
    for (size_t i = 0; i < finding->kind.count; i++) {
        if (finding->kind.ptr[i].id == holder_id) {
            return true;
        }
    }
    return find->holder_kind == 0;
}

static bool fits(const struct finding *finding, const struct goods_candidate *thing)
{
    const struct goods_find *find = finding->find;
    return thing->count > 0 && str_ends_with(thing->code, finding->code) &&
           (find->category_id == 0 ||
            goods_codes_is_within(thing->category_id, find->category_id)) &&
           (find->received_before == 0 || thing->received_day < find->received_before) &&
           (find->stops == 0 || (thing->stops & find->stops) != 0) &&
           is_of_kind(finding, thing->holder_id);
}

static bool take(struct ctx *ctx, void *arg, const struct goods_candidate *thing)
{
    struct finding *finding = arg;
    if ((int64_t)finding->ids.count == finding->find->limit) {
        return false;
    }
    finding->looked_at++;
    finding->last_id = thing->id;
    if (fits(finding, thing)) {
        vec_push(ctx->mem, &finding->ids, thing->id);
    }
    return true;
}

/* One thing by its whole label, if it is what else is looked for. */
static enum status by_code(struct ctx *ctx, struct finding *finding, struct goods_found *ret)
{
    struct thing thing;
    const enum status found = goods_by_code(ctx, finding->code, &thing);
    if (found != OK) {
        return found == NOT_FOUND ? OK : found;
    }
    const struct goods_candidate candidate = {
        .id = thing.id,
        .code = thing.code,
        .category_id = thing.category_id,
        .holder_id = thing.holder_id,
        .received_day = centre_day_of(ctx, thing.received_ms),
        .stops = thing.stops,
        .count = thing.count,
    };
    if (fits(finding, &candidate)) {
        vec_push(ctx->mem, &ret->things, thing);
    }
    return OK;
}

enum status goods_find(struct ctx *ctx, const struct goods_find *find,
                       struct goods_found *ret_found)
{
    struct finding finding = {.find = find};
    struct goods_found found = {0};
    bool ended = false;
    if (find->limit < 1 || find->limit > GOODS_FIND_MAX) {
        return INVALID;
    }
    TRY(read_code(ctx, find->code, &finding.code));
    if (find->holder_id == 0 && find->holder_kind != 0) {
        TRY(goods_holders(ctx, (enum holder_kind)find->holder_kind, &finding.kind));
    }
    if (finding.code.len == GOODS_CODE_LEN) {
        TRY(by_code(ctx, &finding, &found));
        *ret_found = found;
        return OK;
    }
    TRY(goods_store_candidates(ctx, find, LOOKED_AT_MAX, take, &finding, &ended));
    TRY(goods_things(ctx, &finding.ids, &found.things));
    found.more = !ended || finding.looked_at == LOOKED_AT_MAX;
    found.next_id = finding.last_id;
    *ret_found = found;
    return OK;
}
