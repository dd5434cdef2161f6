/* SPDX-License-Identifier: EUPL-1.2 */
/* Rolls of labels: made, closed, and what a label means when it comes back. */
#include "station/station_rolls.h"

#include "base/id.h"
#include "base/vec.h"
#include "station/station_store.h"

#include "base/banned.h"

#define LAST_SIGNS 4
/* Above this many open labels of a station, codes whose last signs are free become hard to find. */
#define OPEN_CODES_MAX 20000
/* Codes that nobody has are the rule: so many tries are never needed. */
#define TRIES_MAX 100

struct making {
    struct label_roll roll;
    /* Last signs in use, as a set: open addressing, twice the largest number of codes. */
    struct str *taken;
    size_t slots;
};

static size_t slot_of(const struct making *making, struct str last)
{
    size_t slot = 0;
    for (size_t i = 0; i < last.len; i++) {
        slot = slot * 31 + (unsigned char)last.ptr[i];
    }
    slot %= making->slots;
    while (making->taken[slot].ptr != NULL && !str_equal(making->taken[slot], last)) {
        slot = (slot + 1) % making->slots;
    }
    return slot;
}

/* False if it was there. */
static bool add_last(struct making *making, struct str code)
{
    const struct str last = str_slice(code, code.len - LAST_SIGNS, code.len);
    const size_t slot = slot_of(making, last);
    const bool free = making->taken[slot].ptr == NULL;
    making->taken[slot] = last;
    return free;
}

static enum status no_thing_has(struct ctx *ctx, struct str code)
{
    struct thing thing;
    const enum status status = goods_by_code(ctx, code, &thing);
    return status == OK ? CONFLICT : status == NOT_FOUND ? OK : status;
}

static enum status add_code(struct ctx *ctx, struct making *making, int64_t position)
{
    for (int tries = 0; tries < TRIES_MAX; tries++) {
        const struct str code = goods_code_new(ctx);
        enum status status = no_thing_has(ctx, code);
        if (status == OK && add_last(making, code)) {
            status = station_store_add_code(ctx, making->roll.id, position, code);
            if (status != CONFLICT) {
                return status;
            }
        }
        if (status != OK && status != CONFLICT) {
            return status;
        }
    }
    return BUSY;
}

static enum status make(struct ctx *ctx, void *arg)
{
    struct making *making = arg;
    struct label_codes open;
    TRY(station_store_open_codes(ctx, making->roll.station_id, false, &open));
    if (open.count + (size_t)making->roll.count > OPEN_CODES_MAX) {
        return ctx_fail(ctx, INVALID,
                        N_("The station has so many open labels that four signs do not tell them "
                           "apart. Close rolls that are used up."),
                        "count");
    }
    making->slots = 2 * (open.count + (size_t)making->roll.count) + 1;
    making->taken = arena_array(ctx->mem, making->slots, sizeof(*making->taken));
    for (size_t i = 0; i < open.count; i++) {
        (void)add_last(making, open.ptr[i].code);
    }
    TRY(station_store_add_roll(ctx, &making->roll));
    for (int64_t position = 1; position <= making->roll.count; position++) {
        TRY(add_code(ctx, making, position));
    }
    return OK;
}

enum status station_rolls_make(struct ctx *ctx, int64_t station_id, int64_t count,
                               int64_t *ret_roll_id)
{
    struct holder holder = {0};
    if (count < 1 || count > ROLL_COUNT_MAX) {
        return ctx_fail(ctx, INVALID, N_("A roll has from 1 to 2 000 labels."), "count");
    }
    const enum status found = goods_holder(ctx, station_id, &holder);
    if (found == NOT_FOUND || (found == OK && holder.kind != HOLDER_STATION)) {
        return ctx_fail(ctx, INVALID, N_("Choose a station that exists."), "station");
    }
    TRY(found);
    struct making making = {.roll = {.id = id_new(),
                                     .station_id = station_id,
                                     .count = count,
                                     .made_ms = ctx->now_ms,
                                     .closed_ms = NO_I64}};
    TRY(db_write(ctx, make, &making));
    *ret_roll_id = making.roll.id;
    return OK;
}

static enum status close_in_write(struct ctx *ctx, void *arg)
{
    const int64_t *roll_id = arg;
    return station_store_close_roll(ctx, *roll_id);
}

enum status station_rolls_close(struct ctx *ctx, int64_t roll_id)
{
    struct label_roll roll;
    TRY(station_store_roll(ctx, roll_id, &roll));
    return db_write(ctx, close_in_write, &roll_id);
}

/* ---- reading --------------------------------------------------------------------------------- */

/* The label whose last signs were typed: a free one, else one that a thing has. */
static enum status code_of_last(struct ctx *ctx, int64_t station_id, struct str last,
                                struct str *ret_code)
{
    struct label_codes codes;
    *ret_code = STR("");
    for (int only_free = 1; only_free >= 0 && ret_code->len == 0; only_free--) {
        TRY(station_store_open_codes(ctx, station_id, only_free == 1, &codes));
        for (size_t i = 0; i < codes.count; i++) {
            if (str_ends_with(codes.ptr[i].code, last)) {
                *ret_code = codes.ptr[i].code;
            }
        }
    }
    return OK;
}

static struct str upper(struct ctx *ctx, struct str text)
{
    char *out = arena_alloc(ctx->mem, text.len);
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        out[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    return (struct str){out, text.len};
}

static enum status code_typed(struct ctx *ctx, int64_t station_id, struct str typed,
                              struct str *ret_code)
{
    const struct str text = str_trim(typed);
    if (text.len == LAST_SIGNS) {
        return code_of_last(ctx, station_id, upper(ctx, text), ret_code);
    }
    const struct ctx_error before = ctx->err;
    if (goods_code_read(ctx, text, ret_code) != OK) {
        ctx->err = before;
        *ret_code = STR("");
    }
    return OK;
}

static enum status has_thing(struct ctx *ctx, struct str code, int64_t *ret_thing_id)
{
    struct thing thing;
    const enum status status = goods_by_code(ctx, code, &thing);
    *ret_thing_id = status == OK ? thing.id : NO_I64;
    return status == NOT_FOUND ? OK : status;
}

enum status station_rolls_read(struct ctx *ctx, int64_t station_id, struct str typed,
                               enum label_meaning *ret_meaning, struct str *ret_code,
                               int64_t *ret_thing_id)
{
    int64_t bound = NO_I64;
    *ret_meaning = LABEL_NONE;
    *ret_code = STR("");
    *ret_thing_id = NO_I64;
    if (str_trim(typed).len == 0) {
        return OK;
    }
    *ret_meaning = LABEL_UNKNOWN;
    TRY(code_typed(ctx, station_id, typed, ret_code));
    if (ret_code->len == 0) {
        return OK;
    }
    TRY(has_thing(ctx, *ret_code, ret_thing_id));
    if (*ret_thing_id != NO_I64) {
        *ret_meaning = LABEL_TAKEN;
        return OK;
    }
    const enum status known = station_store_code(ctx, *ret_code, &bound);
    if (known == OK) {
        *ret_meaning = LABEL_FREE;
    } else {
        *ret_code = STR("");
    }
    return known == NOT_FOUND ? OK : known;
}

enum status station_rolls_check(struct ctx *ctx, int64_t station_id, struct str typed,
                                struct str *ret_code, int64_t *ret_thing_id)
{
    enum label_meaning meaning = LABEL_NONE;
    TRY(station_rolls_read(ctx, station_id, typed, &meaning, ret_code, ret_thing_id));
    return meaning == LABEL_UNKNOWN
               ? ctx_fail(ctx, INVALID,
                          N_("That is none of the labels printed here. Look again, or leave it "
                             "empty."),
                          "label")
               : OK;
}
