/* SPDX-License-Identifier: EUPL-1.2 */
/* A load: made, filled, sent. */
#include "base/id.h"
#include "base/vec.h"
#include "custody/custody_codes.h"
#include "custody/custody_store.h"
#include "goods/goods_booth.h"

#include "base/banned.h"

#define CODE_TRIES 8

/* ---- making one ------------------------------------------------------------------------------ */

static bool may_send(int64_t kind)
{
    return kind == HOLDER_STATION || kind == HOLDER_HOUSE || kind == HOLDER_TENANT ||
           kind == HOLDER_REPAIR;
}

static bool may_get(int64_t kind)
{
    return may_send(kind) || kind == HOLDER_PARTNER || kind == HOLDER_RECYCLING;
}

static enum status check_ends(struct ctx *ctx, const struct load *load)
{
    struct holder from;
    struct holder to;
    if (goods_holder(ctx, load->from_id, &from) != OK || !may_send(from.kind)) {
        return ctx_fail(ctx, INVALID, N_("Choose where the load leaves from."), "from");
    }
    if (goods_holder(ctx, load->to_id, &to) != OK || !may_get(to.kind)) {
        return ctx_fail(ctx, INVALID, N_("Choose where the load goes."), "to");
    }
    if (load->from_id == load->to_id) {
        return ctx_fail(ctx, INVALID, N_("The load must go somewhere else than it leaves from."),
                        "to");
    }
    if (to.kind == HOLDER_TENANT && goods_booth_room(ctx, to.id) != OK) {
        return ctx_fail(ctx, CONFLICT,
                        N_("The booth of this shop is full. Send the load to the store instead."),
                        "to");
    }
    return OK;
}

static enum status make(struct ctx *ctx, void *arg)
{
    struct load *load = arg;
    bool is_new = false;
    TRY(check_ends(ctx, load));
    load->id = id_new();
    for (int i = 0; i < CODE_TRIES && !is_new; i++) {
        load->code = goods_code_new(ctx);
        TRY(custody_store_add_load(ctx, load, &is_new));
    }
    return is_new ? custody_store_load(ctx, load->id, load) : BUSY;
}

enum status custody_load_new(struct ctx *ctx, int64_t from_id, int64_t to_id, struct load *ret_load)
{
    struct load load = {.from_id = from_id, .to_id = to_id};
    TRY(db_write(ctx, make, &load));
    *ret_load = load;
    return OK;
}

/* ---- reading --------------------------------------------------------------------------------- */

enum status custody_load(struct ctx *ctx, struct str code, struct load *ret_load)
{
    struct str read;
    const struct ctx_error kept = ctx->err;
    if (goods_code_read(ctx, code, &read) != OK) {
        ctx->err = kept;
        return NOT_FOUND;
    }
    return custody_store_load_by_code(ctx, read, ret_load);
}

enum status custody_loads(struct ctx *ctx, int64_t holder_id, bool open, int64_t before_id,
                          int64_t limit, struct loads *ret_loads)
{
    return open ? custody_store_open_loads(ctx, holder_id, limit, ret_loads)
                : custody_store_loads(ctx, holder_id, before_id, limit, ret_loads);
}

bool custody_load_is_late(const struct ctx *ctx, const struct load *load)
{
    return load->state == LOAD_SENT && ctx->now_ms - load->sent_ms > CUSTODY_LATE_MS;
}

enum status custody_load_lots(struct ctx *ctx, int64_t load_id, struct load_lots *ret_lots)
{
    struct load_lots lots = {0};
    struct stored_load_lots stored;
    struct i64_list ids = {0};
    struct things things;
    TRY(custody_store_load_lots(ctx, load_id, &stored));
    for (size_t i = 0; i < stored.count; i++) {
        vec_push(ctx->mem, &ids, stored.ptr[i].thing_id);
    }
    TRY(goods_things(ctx, &ids, &things));
    for (size_t i = 0; i < stored.count; i++) {
        const struct stored_load_lot *lot = &stored.ptr[i];
        vec_push(ctx->mem, &lots,
                 (struct load_lot){things.ptr[i], lot->count, lot->g, lot->outcome, lot->why});
    }
    *ret_lots = lots;
    return OK;
}

/* ---- filling --------------------------------------------------------------------------------- */

static enum status must_be_open(struct ctx *ctx, const struct load *load)
{
    return load->state == LOAD_OPEN
               ? OK
               : ctx_fail(ctx, CONFLICT, N_("This load has left or is called off. Make a new one."),
                          NULL);
}

struct filling {
    int64_t load_id;
    const struct str_list *codes;
};

static enum status refuse(struct ctx *ctx, enum status status, const char *message, struct str code)
{
    (void)ctx_fail(ctx, status, message, "codes");
    ctx->err.detail = code;
    return status;
}

static enum status check_lot(struct ctx *ctx, const struct load *load, const struct thing *thing)
{
    int64_t owner_id = NO_I64;
    if (thing->holder_id != load->from_id) {
        return refuse(ctx, NOT_FOUND,
                      N_("{detail} is not where the load leaves from. Look at its history."),
                      thing->code);
    }
    TRY(goods_reserved_for(ctx, thing->id, &owner_id));
    if (owner_id != NO_I64 || thing->allotted_to != NO_I64) {
        return refuse(ctx, CONFLICT,
                      N_("{detail} is kept for a shop or a round. It goes with the pick-up."),
                      thing->code);
    }
    const enum status other = custody_store_on_other_load(ctx, load->id, thing->id);
    if (other == OK) {
        return refuse(ctx, CONFLICT,
                      N_("{detail} is on another load that has not left. Take it off there first."),
                      thing->code);
    }
    return other == NOT_FOUND ? OK : other;
}

static bool has_lot(const struct stored_load_lots *lots, int64_t thing_id)
{
    for (size_t i = 0; i < lots->count; i++) {
        if (lots->ptr[i].thing_id == thing_id) {
            return true;
        }
    }
    return false;
}

static enum status put_on(struct ctx *ctx, const struct load *load, struct stored_load_lots *lots,
                          struct str code)
{
    struct thing thing;
    const enum status found = custody_codes_thing(ctx, code, load->from_id, &thing);
    if (found == NOT_FOUND) {
        return refuse(ctx, NOT_FOUND,
                      N_("We find no thing here with the label {detail}. Check the signs, or write "
                         "all eight."),
                      code);
    }
    TRY(found);
    if (has_lot(lots, thing.id)) {
        return OK;
    }
    if (lots->count >= CUSTODY_LOTS_MAX) {
        return refuse(ctx, CONFLICT,
                      N_("A load takes at most 200 lots. Make another for the rest."), code);
    }
    TRY(check_lot(ctx, load, &thing));
    const struct stored_load_lot lot = {.thing_id = thing.id,
                                        .number = (int64_t)lots->count + 1,
                                        .count = thing.count,
                                        .g = thing.g,
                                        .outcome = LOAD_LOT_UNTOLD,
                                        .why = STR("")};
    TRY(goods_loaded(ctx, thing.id, load->from_id, load->id));
    TRY(custody_store_add_load_lot(ctx, load->id, &lot));
    vec_push(ctx->mem, lots, lot);
    return OK;
}

static enum status fill(struct ctx *ctx, void *arg)
{
    const struct filling *filling = arg;
    struct load load;
    struct stored_load_lots lots;
    TRY(custody_store_load(ctx, filling->load_id, &load));
    TRY(must_be_open(ctx, &load));
    TRY(custody_store_load_lots(ctx, load.id, &lots));
    for (size_t i = 0; i < filling->codes->count; i++) {
        TRY(put_on(ctx, &load, &lots, filling->codes->ptr[i]));
    }
    return OK;
}

enum status custody_load_add(struct ctx *ctx, int64_t load_id, struct str codes)
{
    struct str_list parts;
    struct filling filling = {load_id, &parts};
    custody_codes_split(ctx, codes, &parts);
    if (parts.count == 0) {
        return ctx_fail(ctx, INVALID, N_("Scan or write at least one label."), "codes");
    }
    return db_write(ctx, fill, &filling);
}

struct taking_off {
    int64_t load_id;
    int64_t thing_id;
};

static enum status take_off(struct ctx *ctx, void *arg)
{
    const struct taking_off *taking = arg;
    struct load load;
    TRY(custody_store_load(ctx, taking->load_id, &load));
    TRY(must_be_open(ctx, &load));
    return custody_store_remove_load_lot(ctx, load.id, taking->thing_id);
}

enum status custody_load_take_off(struct ctx *ctx, int64_t load_id, int64_t thing_id)
{
    struct taking_off taking = {load_id, thing_id};
    return db_write(ctx, take_off, &taking);
}

/* ---- leaving --------------------------------------------------------------------------------- */

static enum status send_lots(struct ctx *ctx, const struct load *load,
                             const struct stored_load_lots *lots)
{
    struct goods_move *moves = arena_array(ctx->mem, lots->count, sizeof(*moves));
    struct i64_list moved;
    for (size_t i = 0; i < lots->count; i++) {
        struct stored_load_lot lot = lots->ptr[i];
        struct thing thing;
        TRY(goods_thing(ctx, lot.thing_id, &thing));
        moves[i] = (struct goods_move){thing.id, load->from_id, NO_I64};
        lot.count = thing.count;
        lot.g = thing.g;
        TRY(custody_store_set_load_lot(ctx, load->id, &lot));
    }
    return goods_move(ctx, moves, lots->count, GOODS_HOLDER_OF(HOLDER_TRANSPORT),
                      str_format(ctx->mem, "load=%lld", (long long)load->id), &moved);
}

static enum status dispatch(struct ctx *ctx, void *arg)
{
    const int64_t *load_id = arg;
    struct load load;
    struct stored_load_lots lots;
    TRY(custody_store_load(ctx, *load_id, &load));
    if (load.state == LOAD_SENT || load.state == LOAD_ARRIVED) {
        return OK;
    }
    TRY(must_be_open(ctx, &load));
    TRY(custody_store_load_lots(ctx, load.id, &lots));
    if (lots.count == 0) {
        return ctx_fail(ctx, CONFLICT, N_("There is nothing on the load yet."), NULL);
    }
    TRY(send_lots(ctx, &load, &lots));
    return custody_store_load_state(ctx, load.id, LOAD_SENT);
}

enum status custody_load_send(struct ctx *ctx, int64_t load_id)
{
    return db_write(ctx, dispatch, &load_id);
}

static enum status call_off(struct ctx *ctx, void *arg)
{
    const int64_t *load_id = arg;
    struct load load;
    TRY(custody_store_load(ctx, *load_id, &load));
    if (load.state == LOAD_CALLED_OFF) {
        return OK;
    }
    TRY(must_be_open(ctx, &load));
    return custody_store_load_state(ctx, load.id, LOAD_CALLED_OFF);
}

enum status custody_load_call_off(struct ctx *ctx, int64_t load_id)
{
    return db_write(ctx, call_off, &load_id);
}
