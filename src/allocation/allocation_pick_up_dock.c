/* SPDX-License-Identifier: EUPL-1.2 */
/* At the dock: the station hands a lot out, the shop takes it, each with the label; and what only
 * one of them has confirmed. */
#include "allocation/allocation_after_store.h"
#include "base/day.h"
#include "base/vec.h"

#include "base/banned.h"

#define LAST_SIGNS   4
#define WAITING_MAX  1000
#define COLLECT_STEP 500

/* ---- labels ---------------------------------------------------------------------------------- */

static bool waits_so(const struct pick_up_row *row, int64_t station_id, int64_t tenant_id)
{
    return (station_id == NO_I64 || row->station_id == station_id) &&
           (tenant_id == NO_I64 || row->tenant_id == tenant_id);
}

static enum status code_by_last(struct ctx *ctx, struct str last, int64_t station_id,
                                int64_t tenant_id, struct str *ret_code)
{
    struct pick_up_rows rows;
    struct i64_list ids = {0};
    struct things things;
    struct str code = STR("");
    TRY(station_id != NO_I64
            ? allocation_after_store_waiting_at(ctx, station_id, WAITING_MAX, &rows)
            : allocation_after_store_waiting_of(ctx, tenant_id, WAITING_MAX, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        if (waits_so(&rows.ptr[i], station_id, tenant_id)) {
            vec_push(ctx->mem, &ids, rows.ptr[i].thing_id);
        }
    }
    TRY(goods_things(ctx, &ids, &things));
    for (size_t i = 0; i < things.count; i++) {
        if (!str_ends_with(things.ptr[i].code, last)) {
            continue;
        }
        if (code.len > 0) {
            return ctx_fail(ctx, CONFLICT,
                            N_("Several lots end in these signs. Type all eight signs."), "code");
        }
        code = things.ptr[i].code;
    }
    if (code.len == 0) {
        return ctx_fail(ctx, NOT_FOUND,
                        N_("No lot that ends in these signs waits here. Check the label."), "code");
    }
    *ret_code = code;
    return OK;
}

enum status allocation_pick_up_code(struct ctx *ctx, struct str typed, int64_t station_id,
                                    int64_t tenant_id, struct str *ret_code)
{
    const struct str text = str_trim(typed);
    if (text.len != LAST_SIGNS || (station_id == NO_I64 && tenant_id == NO_I64)) {
        return goods_code_read(ctx, typed, ret_code);
    }
    char last[LAST_SIGNS];
    for (size_t i = 0; i < LAST_SIGNS; i++) {
        const char c = text.ptr[i];
        last[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    return code_by_last(ctx, (struct str){last, LAST_SIGNS}, station_id, tenant_id, ret_code);
}

/* ---- at the dock ----------------------------------------------------------------------------- */

struct confirming {
    struct str code;
    int64_t owner_id; /* the station or the shop */
    bool by_station;
    struct pick_up pick_up;
};

static enum status not_waiting(struct ctx *ctx, bool by_station)
{
    return ctx_fail(ctx, NOT_FOUND,
                    by_station
                        ? N_("No lot with this label waits at this station. Check the label.")
                        : N_("No lot with this label is waiting for your shop. Check the label."),
                    "code");
}

/* The pick-up of the lot with this label, if it is this station's or this shop's to confirm. */
static enum status find(struct ctx *ctx, const struct confirming *confirming,
                        struct pick_up_row *ret_row, struct thing *ret_thing)
{
    struct pick_up_row row;
    struct thing thing;
    enum status found = goods_by_code(ctx, confirming->code, &thing);
    if (found == OK) {
        found = allocation_after_store_of_thing(ctx, thing.id, &row);
    }
    if (found != OK) {
        return found == NOT_FOUND ? not_waiting(ctx, confirming->by_station) : found;
    }
    const int64_t owner_id = confirming->by_station ? row.station_id : row.tenant_id;
    if (owner_id != confirming->owner_id) {
        return not_waiting(ctx, confirming->by_station);
    }
    *ret_row = row;
    *ret_thing = thing;
    return OK;
}

static enum status collect(struct ctx *ctx, const struct thing *thing, struct pick_up_row *row)
{
    struct thing picked;
    bool is_new = false;
    TRY(goods_pick_up(ctx, thing->code, row->tenant_id, &picked, &is_new));
    TRY(allocation_after_store_end(ctx, row->id, PICK_UP_WAITING, PICK_UP_COLLECTED));
    row->state = PICK_UP_COLLECTED;
    return OK;
}

static enum status confirm(struct ctx *ctx, void *arg)
{
    struct confirming *confirming = arg;
    struct pick_up_row row;
    struct thing thing;
    TRY(find(ctx, confirming, &row, &thing));
    int64_t *own_ms = confirming->by_station ? &row.given_ms : &row.received_ms;
    const int64_t other_ms = confirming->by_station ? row.received_ms : row.given_ms;
    if (row.state == PICK_UP_WAITING && *own_ms == NO_I64) {
        if (thing.blocked) {
            return ctx_fail(ctx, CONFLICT, N_("This lot is stopped. It must stay where it is."),
                            "code");
        }
        if (other_ms == NO_I64 && row.due_ms <= ctx->now_ms) {
            return ctx_fail(ctx, CONFLICT,
                            N_("The time to collect this lot is over. It goes to the swap square."),
                            "code");
        }
        TRY(allocation_after_store_confirm(ctx, row.id, confirming->by_station));
        *own_ms = ctx->now_ms;
        if (other_ms != NO_I64) {
            TRY(collect(ctx, &thing, &row));
        }
    }
    return allocation_after_store_pick_up(ctx, &row, &confirming->pick_up);
}

/* One transaction: what has no pick-up now must not get one before the shop has it. */
static enum status take(struct ctx *ctx, void *arg)
{
    struct confirming *confirming = arg;
    struct pick_up_row row;
    struct thing thing;
    bool is_new = false;
    const enum status found = find(ctx, confirming, &row, &thing);
    if (found != NOT_FOUND) {
        return found == OK ? confirm(ctx, arg) : found;
    }
    ctx->err = (struct ctx_error){0};
    return goods_pick_up(ctx, confirming->code, confirming->owner_id, &thing, &is_new);
}

enum status allocation_take(struct ctx *ctx, struct str code, int64_t tenant_id)
{
    struct confirming confirming = {.code = code, .owner_id = tenant_id};
    return db_write(ctx, take, &confirming);
}

enum status allocation_give(struct ctx *ctx, struct str code, int64_t station_id,
                            struct pick_up *ret_pick_up)
{
    struct confirming confirming = {.code = code, .owner_id = station_id, .by_station = true};
    TRY(db_write(ctx, confirm, &confirming));
    *ret_pick_up = confirming.pick_up;
    return OK;
}

enum status allocation_receive(struct ctx *ctx, struct str code, int64_t tenant_id,
                               struct pick_up *ret_pick_up)
{
    struct confirming confirming = {.code = code, .owner_id = tenant_id};
    TRY(db_write(ctx, confirm, &confirming));
    *ret_pick_up = confirming.pick_up;
    return OK;
}

/* ---- what one side alone has confirmed ------------------------------------------------------- */

#define SHOP_ALONE_MS (PICK_UP_SHOP_ALONE_DAYS * MS_PER_DAY)

struct deciding {
    int64_t pick_up_id;
    bool with_shop;
    bool collected;
};

static enum status read_pick_up(struct ctx *ctx, int64_t pick_up_id, struct pick_up_row *ret_row,
                                struct thing *ret_thing)
{
    struct pick_up_row row;
    TRY(allocation_after_store_row(ctx, pick_up_id, &row));
    TRY(goods_thing(ctx, row.thing_id, ret_thing));
    *ret_row = row;
    return OK;
}

/* The station may have confirmed it since it was read. */
static enum status collect_received(struct ctx *ctx, void *arg)
{
    struct deciding *deciding = arg;
    struct pick_up_row row;
    struct thing thing;
    TRY(read_pick_up(ctx, deciding->pick_up_id, &row, &thing));
    deciding->collected = row.state == PICK_UP_WAITING && row.given_ms == NO_I64 &&
                          row.received_ms != NO_I64 && row.due_ms <= ctx->now_ms - SHOP_ALONE_MS &&
                          !thing.blocked;
    return deciding->collected ? collect(ctx, &thing, &row) : OK;
}

enum status allocation_collect_received(struct ctx *ctx, int64_t *ret_collected)
{
    struct pick_up_rows rows;
    int64_t collected = 0;
    TRY(allocation_after_store_received(ctx, ctx->now_ms - SHOP_ALONE_MS, COLLECT_STEP, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        struct deciding deciding = {.pick_up_id = rows.ptr[i].id};
        TRY(db_write(ctx, collect_received, &deciding));
        collected += deciding.collected ? 1 : 0;
    }
    *ret_collected = collected;
    return OK;
}

static enum status decide(struct ctx *ctx, void *arg)
{
    const struct deciding *deciding = arg;
    struct pick_up_row row;
    struct thing thing;
    TRY(read_pick_up(ctx, deciding->pick_up_id, &row, &thing));
    if (row.state != PICK_UP_WAITING || row.given_ms == NO_I64) {
        return ctx_fail(ctx, CONFLICT,
                        N_("This lot has been dealt with meanwhile. There is nothing left to do."),
                        NULL);
    }
    if (row.due_ms > ctx->now_ms) {
        return ctx_fail(ctx, CONFLICT,
                        N_("The time to collect this lot is not over. The shop can still confirm."),
                        NULL);
    }
    if (!deciding->with_shop) {
        return allocation_after_store_not_given(ctx, row.id);
    }
    return thing.blocked
               ? ctx_fail(ctx, CONFLICT, N_("This lot is stopped. It must stay where it is."), NULL)
               : collect(ctx, &thing, &row);
}

enum status allocation_unreceived_decide(struct ctx *ctx, int64_t pick_up_id, bool with_shop)
{
    struct deciding deciding = {.pick_up_id = pick_up_id, .with_shop = with_shop};
    return db_write(ctx, decide, &deciding);
}
