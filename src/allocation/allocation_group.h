/* SPDX-License-Identifier: EUPL-1.2 */
/* Shops as they stand in the draw: by beneficial owner. Inside the room only. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_GROUP_H
#define OMBRUK_ALLOCATION_ALLOCATION_GROUP_H

#include "allocation/allocation_store.h"

/* One participant: a lead with its shops. Weight, start-up and cap are those of the lead. */
struct group {
    int64_t lead_id;
    int64_t weight;
    int64_t cap_lots; /* NO_I64: none */
    bool startup;
    bool active;        /* one of its shops takes part */
    int64_t balance_mp; /* NO_I64: a newcomer */
};
struct groups {
    struct group *ptr;
    size_t count;
    size_t capacity;
};
/* Of all shops with an agreement today that have not left the draw; by lead. */
MUST_CHECK enum status allocation_groups(struct ctx *ctx, struct groups *ret);
/* What a newcomer begins with: the mean per weight of the active ones that have points, times its
 * weight, less the credit; format.md, "Before the first turn". False if it is out of bounds. */
bool allocation_group_opening(const struct groups *groups, int64_t weight, int64_t credit_mp,
                              int64_t *ret_mp);

/* Gives every shop its row, and shops with the same organisation number the same lead, with the
 * points that go with it. Inside db_write(). */
MUST_CHECK enum status allocation_participants_settle(struct ctx *ctx);

/* Inside db_write(): `tenant_id` becomes part of `to_lead` instead of `from_lead`. Where it was its
 * own, its points go along; where it leaves others, it stands as they do, by weight. */
MUST_CHECK enum status allocation_points_move(struct ctx *ctx, int64_t tenant_id, int64_t from_lead,
                                              int64_t to_lead);

/* Inside db_write(): the manager gave (or, with `taken_back`, took back) a lot by hand. The points
 * of that day's tariff are added once for each `at_ms`. A newcomer's points are opened first;
 * before anybody has points, everybody's. */
MUST_CHECK enum status allocation_points_by_hand(struct ctx *ctx, int64_t tenant_id,
                                                 int64_t thing_id, int64_t at_ms, bool taken_back);

/* Inside db_write(): nobody keeps the lots of the round any more. */
MUST_CHECK enum status allocation_round_release(struct ctx *ctx, int64_t round_id);

/* floor(a × b ÷ c) toward −∞, c > 0; false outside ±(2^53 − 1). */
bool allocation_floor_scale(int64_t a, int64_t b, int64_t c, int64_t *ret);

/* Largest figure that the files can carry. */
#define ALLOCATION_FIGURE_MAX INT64_C(9007199254740991)

/* A name that the files can carry (format.md, "Text"), without white space at its ends; may be
 * empty. */
bool allocation_name_is_valid(struct str name);

#endif
