/* SPDX-License-Identifier: EUPL-1.2 */
/* What goes into a draw: from the tables to the files of docs/draw/format.md. Inside the room only.
 */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_INPUT_H
#define OMBRUK_ALLOCATION_ALLOCATION_INPUT_H

#include "allocation/allocation_store.h"
#include "fair/fair.h"

struct lead_approval {
    int64_t lead_id;
    struct str requires;
};
struct lead_cap {
    int64_t lead_id;
    struct str quota_class;
    int64_t cap_lots;
};

struct draw_input {
    struct round round;
    struct allocation_rules rules;
    struct entrants entrants; /* by lead */
    struct round_members members;
    struct stored_lots lots;    /* by thing, without those left out */
    struct round_wishes wishes; /* of the shops; those of one lot by tenant; with a frozen input
                                   also such that do not count beside an active shop */
    struct i64_list barred;     /* shops whose wishes are left out; by id */
    struct {
        struct lead_approval *ptr;
        size_t count;
        size_t capacity;
    } approvals;
    struct {
        struct lead_cap *ptr;
        size_t count;
        size_t capacity;
    } caps;
};

/* Memory for a large draw: a copy of a context with an arena of its own, and back: the error goes
 * along, everything else made in it is gone. */
struct ctx allocation_large_begin(const struct ctx *ctx);
void allocation_large_end(struct ctx *large, struct ctx *ctx);

/* As things stand now: who takes part, with which wishes (standing ones expanded), approvals and
 * caps. Where none of a participant's shops takes part, the wishes of those that pause are among
 * them, to be refused as "inactive"; else only those of the shops that take part. CONFLICT over
 * ALLOCATION_TENANTS_MAX participants. */
MUST_CHECK enum status allocation_input_now(struct ctx *ctx, int64_t round_id,
                                            struct draw_input *ret);
/* As it was frozen at the close, without the lots and the shops that `run_id` leaves out: approvals
 * and caps as they stand in the files of `from_run`, and of participants that are not active only
 * the wishes that stand there. */
MUST_CHECK enum status allocation_input_frozen(struct ctx *ctx, int64_t round_id, int64_t from_run,
                                               int64_t run_id, struct draw_input *ret);

/* How many rows of wishes.csv are of the entrant. */
int64_t allocation_input_rows(struct ctx *ctx, struct str wishes, const struct entrant *entrant);

/* The wish of a participant: of its shops (those that take part; where none does, all) the most
 * stars; of equal ones the shop with the lowest id. 0 stars: none. */
struct lead_wish {
    int64_t stars;
    int64_t tenant_id;
};
/* By entrant and lot: element [entrant × lots + lot]. */
struct lead_wish *allocation_input_wishes(struct arena *mem, const struct draw_input *input);

/* The six texts. Randomness and signature may be empty. */
void allocation_input_texts(struct ctx *ctx, const struct draw_input *input, struct str signature,
                            struct str randomness, struct str ret_in[FAIR_IN_COUNT]);

/* Where an entrant or lot stands in the input; its count if it is not there. */
size_t allocation_input_entrant(const struct draw_input *input, int64_t lead_id);
size_t allocation_input_lot(const struct draw_input *input, int64_t thing_id);

#endif
