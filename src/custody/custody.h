/* SPDX-License-Identifier: EUPL-1.2 */
/* Who has which things between the station and the shelf: loads, stocktakes, deliveries.
 *
 * A load is a trip from one holder to another. Both ends confirm it; in between the holder
 * TRANSPORT has the things. A stocktake compares what stands somewhere with what the ledger says. A
 * delivery binds lots to a code that a householder can look up, and to nothing about the
 * householder. The ledger itself is written by goods alone; here stands who confirmed and why. */
#ifndef OMBRUK_CUSTODY_CUSTODY_H
#define OMBRUK_CUSTODY_CUSTODY_H

#include "base/ctx.h"
#include "goods/goods.h"
#include "http/http.h"
#include "jobs/jobs.h"

#define CUSTODY_LOTS_MAX    200 /* of a load, and codes typed at once */
#define CUSTODY_WHY_MIN     5
#define CUSTODY_WHY_MAX     300
#define CUSTODY_LATE_MS     (INT64_C(24) * 60 * 60 * 1000)
#define CUSTODY_DELIVER_MAX 100 /* lots of a delivery */

/* ---- loads ----------------------------------------------------------------------------------- */

enum load_state {
    LOAD_OPEN = 1,
    LOAD_SENT = 2,
    LOAD_ARRIVED = 3,
    LOAD_CALLED_OFF = 4
};

enum load_outcome {
    LOAD_LOT_UNTOLD = 0,
    LOAD_LOT_CAME = 1,
    LOAD_LOT_LOST = 2,  /* on the way */
    LOAD_LOT_LEFT = 3,  /* never loaded: the sender has it */
    LOAD_LOT_EXTRA = 4, /* came without being on the list */
};

struct load {
    int64_t id;
    struct str code; /* as a label code, in the QR of the load */
    int64_t from_id;
    int64_t to_id;
    int64_t state;
    int64_t made_ms;
    int64_t made_by; /* person; NO_I64: none */
    int64_t sent_ms; /* NO_I64: not yet; so the others */
    int64_t sent_by;
    int64_t arrived_ms;
    int64_t arrived_by;
    int64_t lots;
};
struct loads {
    struct load *ptr;
    size_t count;
    size_t capacity;
};
struct load_lot {
    struct thing thing; /* as it is now */
    int64_t count;      /* when it left; as it is now while the load is open */
    int64_t g;
    int64_t outcome;
    struct str why; /* empty when it came as it should */
};
struct load_lots {
    struct load_lot *ptr;
    size_t count;
    size_t capacity;
};

/* Begins a load. INVALID (field "from" or "to") for holders that cannot send or get one, or twice
 * the same; CONFLICT (field "to") for a booth that is full. */
MUST_CHECK enum status custody_load_new(struct ctx *ctx, int64_t from_id, int64_t to_id,
                                        struct load *ret_load);
/* By the code as typed or scanned; NOT_FOUND. */
MUST_CHECK enum status custody_load(struct ctx *ctx, struct str code, struct load *ret_load);
/* Newest first; `holder_id` 0: of everybody, else with it at one end. `open`: those that are not
 * arrived or called off, oldest first. */
MUST_CHECK enum status custody_loads(struct ctx *ctx, int64_t holder_id, bool open,
                                     int64_t before_id, int64_t limit, struct loads *ret_loads);
/* True once a load has been on its way for longer than CUSTODY_LATE_MS. */
bool custody_load_is_late(const struct ctx *ctx, const struct load *load);
/* In the order they were put on, at most CUSTODY_LOTS_MAX and the extra ones. */
MUST_CHECK enum status custody_load_lots(struct ctx *ctx, int64_t load_id,
                                         struct load_lots *ret_lots);

/* Puts lots on it by their codes, typed with spaces or line ends between: all or none. What is on
 * it already stays once. INVALID or NOT_FOUND (field "codes", the code in ctx->err.detail) for a
 * code that is none, is nobody's, or is not at the sender; CONFLICT when the load has left or is
 * full, the lot is on another load, or it is reserved or given to a shop. */
MUST_CHECK enum status custody_load_add(struct ctx *ctx, int64_t load_id, struct str codes);
/* OK too when it is not on it. CONFLICT when the load has left. */
MUST_CHECK enum status custody_load_take_off(struct ctx *ctx, int64_t load_id, int64_t thing_id);
/* The sender confirms: everything on it goes to TRANSPORT. OK again when it has left. CONFLICT
 * without lots, when called off, or when a lot is no longer there. */
MUST_CHECK enum status custody_load_send(struct ctx *ctx, int64_t load_id);
/* Nothing left: the load is given up. CONFLICT once it has left. */
MUST_CHECK enum status custody_load_call_off(struct ctx *ctx, int64_t load_id);

struct load_arrival {
    bool all; /* everything came; the rest of this is not looked at */
    /* For each lot of the list, in its order: enum load_outcome. */
    const int64_t *outcomes;
    size_t outcome_count;
    struct str extra; /* codes of what came besides */
    struct str why;   /* explains every difference */
};
/* The receiver confirms: what came goes to the receiver, what was never loaded back to the sender,
 * what is lost is counted away with the reason, what came besides is moved here. OK again when it
 * has arrived (nothing is done). CONFLICT before it has left; INVALID (field "why") for a
 * difference without an explanation, (field "extra") for a code that is nothing here. */
MUST_CHECK enum status custody_load_arrive(struct ctx *ctx, int64_t load_id,
                                           const struct load_arrival *arrival);

/* ---- stocktakes ------------------------------------------------------------------------------ */

enum stocktake_state {
    STOCKTAKE_COUNTING = 1,
    STOCKTAKE_SETTLING = 2,
    STOCKTAKE_CLOSED = 3
};
enum stocktake_kind {
    STOCKTAKE_SEEN = 1,
    STOCKTAKE_ELSEWHERE = 2, /* seen; the ledger has it elsewhere, or nothing left of it */
    STOCKTAKE_UNKNOWN = 3,   /* no such code */
    STOCKTAKE_MISSING = 4
};
enum stocktake_outcome {
    STOCKTAKE_UNSETTLED = 0,
    STOCKTAKE_AS_IT_SHOULD = 1,
    STOCKTAKE_MOVED = 2, /* the ledger now has it here */
    STOCKTAKE_LOST = 3,
    STOCKTAKE_FOUND = 4, /* it is here after all */
    STOCKTAKE_DISPOSED = 5,
    STOCKTAKE_LEFT = 6 /* noted, nothing changed */
};

struct stocktake {
    int64_t id;
    int64_t holder_id;
    int64_t category_id; /* NO_I64: everything the holder has */
    int64_t state;
    struct str label; /* "Reol 4"; may be empty */
    int64_t begun_ms;
    int64_t begun_by;
    int64_t closed_ms;
    int64_t closed_by;
    int64_t seen;      /* where they should be */
    int64_t different; /* rows of the other kinds */
    int64_t unsettled;
};
struct stocktakes {
    struct stocktake *ptr;
    size_t count;
    size_t capacity;
};
struct stocktake_row {
    int64_t number; /* in this stocktake, from 1 */
    struct str code;
    int64_t thing_id; /* NO_I64: none */
    int64_t kind;
    int64_t outcome;
    struct str why;
};
struct stocktake_rows {
    struct stocktake_row *ptr;
    size_t count;
    size_t capacity;
};

/* INVALID (field "holder", "category"). CONFLICT while another of the same holder is open. */
MUST_CHECK enum status custody_stocktake_begin(struct ctx *ctx, int64_t holder_id,
                                               int64_t category_id, struct str label,
                                               int64_t *ret_id);
MUST_CHECK enum status custody_stocktake(struct ctx *ctx, int64_t id, struct stocktake *ret);
/* Newest first. */
MUST_CHECK enum status custody_stocktakes(struct ctx *ctx, int64_t before_id, int64_t limit,
                                          struct stocktakes *ret);
/* Codes as typed, scanned or pasted, at most CUSTODY_LOTS_MAX at once; one seen before counts once.
 * What is no code at all is kept too, as unknown. `*ret_new` counts those not seen before. CONFLICT
 * when the counting is over; INVALID (field "codes") for none or too many. */
MUST_CHECK enum status custody_stocktake_see(struct ctx *ctx, int64_t id, struct str codes,
                                             int64_t *ret_new);
/* The counting is over: what was expected and not seen becomes rows. OK again. */
MUST_CHECK enum status custody_stocktake_finish(struct ctx *ctx, int64_t id);
/* `kind` 0: all but those where they should be. By number, above `after`. */
MUST_CHECK enum status custody_stocktake_rows(struct ctx *ctx, int64_t id, int64_t kind,
                                              int64_t after, int64_t limit,
                                              struct stocktake_rows *ret);
/* Settles rows, all of them or none; those settled already stay as they are. `discard` only for
 * DISPOSED. INVALID (field "rows") for an outcome that does not suit a row, (field "why") without a
 * reason where nothing changes or something is lost; else as the function of goods that does it. */
struct stocktake_settling {
    const struct i64_list *numbers;
    enum stocktake_outcome outcome;
    int64_t discard; /* enum goods_discard; NO_I64: none */
    struct str why;
};
MUST_CHECK enum status custody_stocktake_settle(struct ctx *ctx, int64_t id,
                                                const struct stocktake_settling *settling);
/* CONFLICT while something is unsettled, or the counting is not over. OK again. */
MUST_CHECK enum status custody_stocktake_close(struct ctx *ctx, int64_t id);

/* ---- deliveries ------------------------------------------------------------------------------ */

struct delivery {
    int64_t id;
    struct str code; /* as a label code */
    int64_t place_id;
    int64_t day;
};
/* Binds lots that were received at `place_id` today or yesterday to a new code. INVALID (field
 * "things") for none, too many, or one received elsewhere or earlier; CONFLICT for one that has a
 * code already. */
MUST_CHECK enum status custody_delivery_new(struct ctx *ctx, int64_t place_id,
                                            const struct i64_list *things,
                                            struct delivery *ret_delivery);
MUST_CHECK enum status custody_delivery(struct ctx *ctx, struct str code,
                                        struct delivery *ret_delivery);
/* The delivery of a thing; NOT_FOUND: none. */
MUST_CHECK enum status custody_delivery_of(struct ctx *ctx, int64_t thing_id,
                                           struct delivery *ret_delivery);
/* The newest of all, for the demo to point to; NOT_FOUND. */
MUST_CHECK enum status custody_delivery_newest(struct ctx *ctx, struct delivery *ret_delivery);
MUST_CHECK enum status custody_delivery_things(struct ctx *ctx, int64_t delivery_id,
                                               struct i64_list *ret_things);

extern const struct route custody_routes[];
extern const struct job_kind custody_jobs[];
extern const struct sql *const custody_sql_all[];

#endif
