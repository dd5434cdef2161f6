/* SPDX-License-Identifier: EUPL-1.2 */
/* Stopping a thing from being sold, and letting it go again: by a person, a test or a wiping. */
#include "goods/goods_record.h"

#include "base/banned.h"

struct stopping {
    int64_t thing_id;
    enum goods_stop stop;
    bool on;
    struct str why;
    bool is_new;
};

static enum status set_stop(struct ctx *ctx, void *arg)
{
    struct stopping *stopping = arg;
    struct stored_thing stored;
    TRY(goods_store_thing(ctx, stopping->thing_id, &stored));
    const bool is_on = (stored.thing.stops & stopping->stop) != 0;
    stopping->is_new = is_on != stopping->on;
    if (!stopping->is_new) {
        return OK;
    }
    struct goods_event event = goods_record_new(ctx, &stored, GOODS_BLOCKED);
    event.detail =
        str_format(ctx->mem, "stop=%d&on=%d%s%.*s", (int)stopping->stop, stopping->on ? 1 : 0,
                   stopping->why.len > 0 ? "&" : "", STR_ARG(stopping->why));
    return goods_record(ctx, &stored, &event);
}

static bool is_one_stop(enum goods_stop stop)
{
    const int bits = (int)stop;
    return bits > 0 && (bits & ~(int)STOPS_ALL) == 0 && (bits & (bits - 1)) == 0;
}

enum status goods_stop_set(struct ctx *ctx, int64_t thing_id, enum goods_stop stop, struct str why,
                           bool *ret_new)
{
    struct stopping stopping = {.thing_id = thing_id, .stop = stop, .on = true, .why = why};
    if (!is_one_stop(stop)) {
        return INVALID;
    }
    TRY(db_write(ctx, set_stop, &stopping));
    *ret_new = stopping.is_new;
    return OK;
}

enum status goods_stop_clear(struct ctx *ctx, int64_t thing_id, enum goods_stop stop,
                             struct str why, bool *ret_new)
{
    struct stopping stopping = {.thing_id = thing_id, .stop = stop, .why = why};
    if (!is_one_stop(stop)) {
        return INVALID;
    }
    TRY(db_write(ctx, set_stop, &stopping));
    *ret_new = stopping.is_new;
    return OK;
}

/* ---- tests and wiping ------------------------------------------------------------------------ */

struct proving {
    int64_t thing_id;
    enum goods_event_kind kind;
    const char *key; /* of the record in the detail */
    int64_t record_id;
    struct str result; /* rest of the detail; may be empty */
    bool is_new;
};

/* Whether the ledger has that record already. */
static enum status is_known(struct ctx *ctx, const struct proving *proving, bool *ret_known)
{
    struct goods_events events;
    TRY(goods_events_of(ctx, proving->thing_id, &events));
    *ret_known = false;
    for (size_t i = 0; i < events.count; i++) {
        if (events.ptr[i].kind == proving->kind &&
            goods_detail_i64(events.ptr[i].detail, proving->key) == proving->record_id) {
            *ret_known = true;
        }
    }
    return OK;
}

static enum status prove(struct ctx *ctx, void *arg)
{
    struct proving *proving = arg;
    struct stored_thing stored;
    bool known = false;
    TRY(goods_store_thing(ctx, proving->thing_id, &stored));
    TRY(is_known(ctx, proving, &known));
    proving->is_new = !known;
    if (known) {
        return OK;
    }
    if (stored.thing.count == 0) {
        return ctx_fail(ctx, CONFLICT, N_("There is nothing left of this."), NULL);
    }
    struct goods_event event = goods_record_new(ctx, &stored, proving->kind);
    event.detail = str_format(ctx->mem, "%s=%lld%.*s", proving->key, (long long)proving->record_id,
                              STR_ARG(proving->result));
    return goods_record(ctx, &stored, &event);
}

enum status goods_tested(struct ctx *ctx, int64_t thing_id, bool passed, int64_t test_id,
                         bool *ret_new)
{
    struct proving proving = {.thing_id = thing_id,
                              .kind = GOODS_TESTED,
                              .key = "test",
                              .record_id = test_id,
                              .result = passed ? STR("&passed=1") : STR("&passed=0")};
    TRY(db_write(ctx, prove, &proving));
    *ret_new = proving.is_new;
    return OK;
}

enum status goods_wiped(struct ctx *ctx, int64_t thing_id, int64_t record_id, bool *ret_new)
{
    struct proving proving = {.thing_id = thing_id,
                              .kind = GOODS_WIPED,
                              .key = "wiping",
                              .record_id = record_id,
                              .result = STR("")};
    TRY(db_write(ctx, prove, &proving));
    *ret_new = proving.is_new;
    return OK;
}
