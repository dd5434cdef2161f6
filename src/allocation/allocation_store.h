/* SPDX-License-Identifier: EUPL-1.2 */
/* What the room keeps of rules, participants, points, rounds and draws: asked only by the files
 * allocation_store*.c. Inside the room only. Writers are called inside db_write(). */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_STORE_H
#define OMBRUK_ALLOCATION_ALLOCATION_STORE_H

#include "allocation/allocation.h"

/* ---- rules ------------------------------------------------------------------------------------
 */

/* With points and classes; the id stands in it. */
MUST_CHECK enum status allocation_store_add_rules(struct ctx *ctx,
                                                  const struct allocation_rules *rules);

/* ---- participants ------------------------------------------------------------------------------
 */

/* Rows as they stand, by tenant; `name` is empty. */
MUST_CHECK enum status allocation_store_participants(struct ctx *ctx, struct participants *ret);
/* A row with the defaults, where there is none. */
MUST_CHECK enum status allocation_store_add_participant(struct ctx *ctx, int64_t tenant_id,
                                                        int64_t lead_id);
/* CONFLICT if the row does not stand at participant->version any more. */
MUST_CHECK enum status allocation_store_set_participant(struct ctx *ctx,
                                                        const struct participant *participant);
MUST_CHECK enum status allocation_store_put_approvals(struct ctx *ctx, int64_t tenant_id,
                                                      const struct str_list *requires,
                                                      const struct participant_caps *caps);
MUST_CHECK enum status allocation_store_add_change(struct ctx *ctx, int64_t tenant_id,
                                                   struct str what, struct str reason);

/* ---- points ------------------------------------------------------------------------------------
 */

/* NOT_FOUND for a newcomer. */
MUST_CHECK enum status allocation_store_newest_points(struct ctx *ctx, int64_t lead_id,
                                                      int64_t *ret_seq, int64_t *ret_balance_mp);
MUST_CHECK enum status allocation_store_add_points(struct ctx *ctx, int64_t lead_id,
                                                   const struct points_entry *entry);
/* Of all leads, by lead and number, after that entry. */
struct lead_entry {
    int64_t lead_id;
    struct points_entry entry;
};
struct lead_entries {
    struct lead_entry *ptr;
    size_t count;
    size_t capacity;
};
MUST_CHECK enum status allocation_store_points_after(struct ctx *ctx, int64_t after_lead,
                                                     int64_t after_seq, int64_t limit,
                                                     struct lead_entries *ret);
/* What the entries of a run changed, and whether it opened the lead's points. `thing_id` 0: all of
 * them; `kind` 0: all but TAKEN_BACK. */
MUST_CHECK enum status allocation_store_points_of_run(struct ctx *ctx, int64_t lead_id,
                                                      int64_t run_id, int64_t kind,
                                                      int64_t thing_id, int64_t *ret_mp,
                                                      bool *ret_opening);
MUST_CHECK enum status allocation_store_any_points(struct ctx *ctx, bool *ret_any);
/* Whether the lead has an entry of that kind for the thing, of that instant. */
MUST_CHECK enum status allocation_store_has_points(struct ctx *ctx, int64_t lead_id,
                                                   const struct points_entry *entry, bool *ret_has);

/* ---- rounds ------------------------------------------------------------------------------------
 */

MUST_CHECK enum status allocation_store_next_number(struct ctx *ctx, int64_t *ret_number);
MUST_CHECK enum status allocation_store_add_round(struct ctx *ctx, int64_t id, int64_t number,
                                                  const struct new_round *round);
/* These change a round in one state; CONFLICT if it is in another or not at `version`. */
MUST_CHECK enum status allocation_store_set_round(struct ctx *ctx, int64_t id, int64_t version,
                                                  const struct new_round *round);
MUST_CHECK enum status allocation_store_plan_round(struct ctx *ctx, int64_t id, int64_t version,
                                                   bool planned);
MUST_CHECK enum status allocation_store_open_round(struct ctx *ctx, const struct round *round);
MUST_CHECK enum status allocation_store_close_round(struct ctx *ctx, int64_t id, int64_t run_id);
MUST_CHECK enum status allocation_store_draw_round(struct ctx *ctx, int64_t id);
MUST_CHECK enum status allocation_store_publish_round(struct ctx *ctx, int64_t id, int64_t run_id);
MUST_CHECK enum status allocation_store_cancel_round(struct ctx *ctx, int64_t id,
                                                     struct str reason);
/* The round, read so that nobody else changes it until this write is done: of two who close or
 * publish at a time, the second sees what the first did. */
MUST_CHECK enum status allocation_store_lock_round(struct ctx *ctx, int64_t id,
                                                   struct round *ret_round);
/* With its lots. */
MUST_CHECK enum status allocation_store_delete_round(struct ctx *ctx, int64_t id);
MUST_CHECK enum status allocation_store_remind_round(struct ctx *ctx, int64_t id);

/* What the clock has to do now. */
struct rounds_due {
    struct i64_list open;
    struct i64_list remind;
    struct i64_list close;
    struct i64_list closed; /* waiting for randomness */
};
MUST_CHECK enum status allocation_store_due(struct ctx *ctx, int64_t soon_ms,
                                            struct rounds_due *ret);
/* True while a round is between close and publication. */
MUST_CHECK enum status allocation_store_drawing(struct ctx *ctx, bool *ret_drawing);

struct stored_lot {
    int64_t thing_id;
    struct str code;
    int64_t station_id;
    int64_t category_id;
    int64_t points_mp;
    struct str quota_class;
    struct str requires;
    bool withdrawn;
};
struct stored_lots {
    struct stored_lot *ptr;
    size_t count;
    size_t capacity;
};
MUST_CHECK enum status allocation_store_lots(struct ctx *ctx, int64_t round_id, int64_t after_id,
                                             int64_t limit, struct stored_lots *ret);
MUST_CHECK enum status allocation_store_lot(struct ctx *ctx, int64_t round_id, int64_t thing_id,
                                            struct stored_lot *ret);
MUST_CHECK enum status allocation_store_add_lot(struct ctx *ctx, int64_t round_id,
                                                const struct thing *thing);
MUST_CHECK enum status allocation_store_remove_lot(struct ctx *ctx, int64_t round_id,
                                                   int64_t thing_id);
/* The shops that wish for the lot by hand; and their wishes for it, which go before it does. */
MUST_CHECK enum status allocation_store_wishers(struct ctx *ctx, int64_t round_id, int64_t thing_id,
                                                struct i64_list *ret_tenants);
MUST_CHECK enum status allocation_store_forget_wishes(struct ctx *ctx, int64_t round_id,
                                                      int64_t thing_id);
/* Category, points, quota class and requirement. */
MUST_CHECK enum status allocation_store_fix_lot(struct ctx *ctx, int64_t round_id,
                                                const struct stored_lot *lot);
/* NOT_FOUND if it is not in the round or withdrawn already. */
MUST_CHECK enum status allocation_store_withdraw_lot(struct ctx *ctx, int64_t round_id,
                                                     int64_t thing_id);
/* Whether another round up to `last_state` has the lot. */
MUST_CHECK enum status allocation_store_lot_elsewhere(struct ctx *ctx, int64_t round_id,
                                                      int64_t thing_id, int64_t last_state,
                                                      bool *ret_elsewhere);

/* ---- the close ----------------------------------------------------------------------------------
 */

/* One who takes part, as frozen at the close. */
struct entrant {
    int64_t lead_id;
    struct str alias;
    int64_t weight;
    int64_t balance_mp; /* NO_I64: a newcomer */
    int64_t cap_lots;   /* NO_I64: none */
    bool startup;
    bool active;
};
struct entrants {
    struct entrant *ptr;
    size_t count;
    size_t capacity;
};
struct round_member {
    int64_t tenant_id;
    int64_t lead_id;
    bool active; /* its wishes count */
};
struct round_members {
    struct round_member *ptr;
    size_t count;
    size_t capacity;
};
struct round_wish {
    int64_t tenant_id;
    int64_t thing_id;
    int64_t stars; /* 1 to 3 */
};
struct round_wishes {
    struct round_wish *ptr;
    size_t count;
    size_t capacity;
};
MUST_CHECK enum status allocation_store_add_entrant(struct ctx *ctx, int64_t round_id,
                                                    const struct entrant *entrant);
/* By lead. */
MUST_CHECK enum status allocation_store_entrants(struct ctx *ctx, int64_t round_id,
                                                 struct entrants *ret);
MUST_CHECK enum status allocation_store_add_member(struct ctx *ctx, int64_t round_id,
                                                   const struct round_member *member);
/* By tenant. */
MUST_CHECK enum status allocation_store_members(struct ctx *ctx, int64_t round_id,
                                                struct round_members *ret);
/* By thing, then tenant. */
MUST_CHECK enum status allocation_store_wishes(struct ctx *ctx, int64_t round_id,
                                               struct round_wishes *ret);
/* What a standing wish came to; a wish by hand that is there stays. */
MUST_CHECK enum status allocation_store_expand_wish(struct ctx *ctx, int64_t round_id,
                                                    const struct round_wish *wish);

/* ---- the draw
 * ------------------------------------------------------------------------------------ */

MUST_CHECK enum status allocation_store_add_beacon(struct ctx *ctx, int64_t round_id, int64_t seq,
                                                   const struct beacon *beacon);
MUST_CHECK enum status allocation_store_run(struct ctx *ctx, int64_t run_id, struct draw_run *ret);
/* Of all rounds, by id, in `first_state` or later. */
MUST_CHECK enum status allocation_store_runs_after(struct ctx *ctx, int64_t after_id,
                                                   int64_t first_state, int64_t limit,
                                                   struct draw_runs *ret);
MUST_CHECK enum status allocation_store_add_run(struct ctx *ctx, const struct draw_run *run);
/* Seed, randomness and signature of a committed run; CONFLICT for another. */
MUST_CHECK enum status allocation_store_draw_run(struct ctx *ctx, const struct draw_run *run,
                                                 int64_t confirmed_by);
/* Commitment and seed of a run that was just added. */
MUST_CHECK enum status allocation_store_commit_run(struct ctx *ctx, const struct draw_run *run);
MUST_CHECK enum status allocation_store_set_run_state(struct ctx *ctx, int64_t run_id,
                                                      enum run_state state);
MUST_CHECK enum status allocation_store_bar(struct ctx *ctx, int64_t run_id, int64_t tenant_id);
MUST_CHECK enum status allocation_store_barred(struct ctx *ctx, int64_t run_id,
                                               struct i64_list *ret);
MUST_CHECK enum status allocation_store_leave_out(struct ctx *ctx, int64_t run_id,
                                                  int64_t thing_id);
/* By id. */
MUST_CHECK enum status allocation_store_left_out(struct ctx *ctx, int64_t run_id,
                                                 struct i64_list *ret_thing_ids);
MUST_CHECK enum status allocation_store_put_file(struct ctx *ctx, int64_t run_id, struct str name,
                                                 struct str bytes);
MUST_CHECK enum status allocation_store_file(struct ctx *ctx, int64_t run_id, struct str name,
                                             struct str *ret_bytes);
MUST_CHECK enum status allocation_store_files(struct ctx *ctx, int64_t run_id,
                                              struct draw_files *ret);

struct stored_award {
    int64_t thing_id;
    int64_t lead_id;
    int64_t tenant_id;
    int64_t turn;
    int64_t points_mp;
    struct str code; /* not written */
};
struct stored_awards {
    struct stored_award *ptr;
    size_t count;
    size_t capacity;
};
struct stored_refusal {
    int64_t lead_id;
    int64_t thing_id;
    struct str code;
    int64_t turn;
    int64_t other_id;
    int64_t own_turn;
    int64_t turn_id;
    bool startup_turn;
    int64_t own_balance_mp;
    int64_t other_balance_mp;
    int64_t own_lots;
    int64_t other_lots;
    int64_t points_mp; /* not written */
};
struct stored_refusals {
    struct stored_refusal *ptr;
    size_t count;
    size_t capacity;
};
MUST_CHECK enum status allocation_store_add_award(struct ctx *ctx, int64_t run_id,
                                                  const struct stored_award *award);
MUST_CHECK enum status allocation_store_add_refusal(struct ctx *ctx, int64_t run_id,
                                                    const struct stored_refusal *refusal);
/* `lead_id` 0: of all. By code of the lot. */
MUST_CHECK enum status allocation_store_awards(struct ctx *ctx, int64_t run_id, int64_t lead_id,
                                               struct stored_awards *ret);
MUST_CHECK enum status allocation_store_refusals(struct ctx *ctx, int64_t run_id, int64_t lead_id,
                                                 struct stored_refusals *ret);
/* Lots that nobody got, of categories that the shop wished in; by code. */
MUST_CHECK enum status allocation_store_unclaimed(struct ctx *ctx, int64_t round_id, int64_t run_id,
                                                  int64_t tenant_id,
                                                  struct i64_list *ret_thing_ids);

/* ---- following the ledger of goods
 * ---------------------------------------------------------------- */

/* NO_I64: not begun. */
MUST_CHECK enum status allocation_store_cursor(struct ctx *ctx, int64_t *ret_event_id);
MUST_CHECK enum status allocation_store_set_cursor(struct ctx *ctx, int64_t event_id);

#endif
