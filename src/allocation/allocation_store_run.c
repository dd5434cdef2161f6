/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading and writing randomness, runs, their files, awards and refusals. */
#include "allocation/allocation_store.h"

#include "allocation_sql.h"
#include "base/vec.h"

#include "base/banned.h"

static int64_t or_none(int64_t id)
{
    return id == 0 ? NO_I64 : id;
}

/* ---- the randomness ----------------------------------------------------------------------------
 */

enum status allocation_store_add_beacon(struct ctx *ctx, int64_t round_id, int64_t seq,
                                        const struct beacon *beacon)
{
    return sql_allocation_beacon_add(ctx, &(struct allocation_beacon_add_args){
                                              .centre_id = ctx->centre_id,
                                              .round_id = round_id,
                                              .seq = seq,
                                              .source = beacon->source,
                                              .signature = beacon->signature,
                                              .randomness = beacon->randomness,
                                              .note = beacon->note,
                                              .at_ms = ctx->now_ms,
                                              .person_id = or_none(ctx->actor.person_id),
                                          });
}

enum status allocation_beacon_entries(struct ctx *ctx, int64_t round_id,
                                      struct beacon_entries *ret_entries)
{
    struct beacon_entries entries = {0};
    struct allocation_beacons_row row;
    struct rows rows = sql_allocation_beacons(ctx, ctx->centre_id, round_id);
    while (next_allocation_beacons(&rows, &row)) {
        vec_push(
            ctx->mem, &entries,
            (struct beacon_entry){
                .beacon = {(enum beacon_source)row.source, row.signature, row.randomness, row.note},
                .at_ms = row.at_ms,
                .person_id = row.person_id,
            });
    }
    TRY(rows_done(&rows));
    *ret_entries = entries;
    return OK;
}

/* ---- runs ---------------------------------------------------------------------------------------
 */

static struct draw_run run_of(const struct allocation_run_row *row)
{
    return (struct draw_run){
        .id = row->id,
        .round_id = row->round_id,
        .number = row->number,
        .state = row->state,
        .reason = row->reason,
        .commitment = row->commitment,
        .seed = row->seed,
        .randomness = row->randomness,
        .signature = row->signature,
        .made_ms = row->made_ms,
        .made_by = row->made_by,
    };
}

enum status allocation_store_run(struct ctx *ctx, int64_t run_id, struct draw_run *ret)
{
    struct allocation_run_row row;
    TRY(one_allocation_run(ctx, ctx->centre_id, run_id, &row));
    *ret = run_of(&row);
    return OK;
}

enum status allocation_runs(struct ctx *ctx, int64_t round_id, struct draw_runs *ret_runs)
{
    struct draw_runs runs = {0};
    struct allocation_run_row row;
    struct rows rows = sql_allocation_runs(ctx, ctx->centre_id, round_id);
    while (next_allocation_runs(&rows, &row)) {
        vec_push(ctx->mem, &runs, run_of(&row));
    }
    TRY(rows_done(&rows));
    *ret_runs = runs;
    return OK;
}

enum status allocation_store_runs_after(struct ctx *ctx, int64_t after_id, int64_t first_state,
                                        int64_t limit, struct draw_runs *ret)
{
    struct draw_runs runs = {0};
    struct allocation_run_row row;
    struct rows rows = sql_allocation_runs_after(ctx, ctx->centre_id, after_id, first_state, limit);
    while (next_allocation_runs_after(&rows, &row)) {
        vec_push(ctx->mem, &runs, run_of(&row));
    }
    TRY(rows_done(&rows));
    *ret = runs;
    return OK;
}

enum status allocation_store_add_run(struct ctx *ctx, const struct draw_run *run)
{
    return sql_allocation_run_add(ctx, &(struct allocation_run_add_args){
                                           .centre_id = ctx->centre_id,
                                           .id = run->id,
                                           .round_id = run->round_id,
                                           .number = run->number,
                                           .state = run->state,
                                           .reason = run->reason,
                                           .commitment = run->commitment,
                                           .seed = run->seed,
                                           .randomness = run->randomness,
                                           .signature = run->signature,
                                           .made_ms = ctx->now_ms,
                                           .made_by = or_none(ctx->actor.person_id),
                                       });
}

enum status allocation_store_draw_run(struct ctx *ctx, const struct draw_run *run,
                                      int64_t confirmed_by)
{
    TRY(sql_allocation_run_drawn(ctx, &(struct allocation_run_drawn_args){
                                          .centre_id = ctx->centre_id,
                                          .id = run->id,
                                          .seed = run->seed,
                                          .randomness = run->randomness,
                                          .signature = run->signature,
                                          .confirmed_by = confirmed_by,
                                      }));
    return db_changes(ctx) == 1 ? OK : CONFLICT;
}

enum status allocation_store_commit_run(struct ctx *ctx, const struct draw_run *run)
{
    return sql_allocation_run_committed(ctx, ctx->centre_id, run->id, run->commitment, run->seed);
}

enum status allocation_store_set_run_state(struct ctx *ctx, int64_t run_id, enum run_state state)
{
    return sql_allocation_run_state(ctx, ctx->centre_id, run_id, state);
}

enum status allocation_store_bar(struct ctx *ctx, int64_t run_id, int64_t tenant_id)
{
    return sql_allocation_barred_add(ctx, ctx->centre_id, run_id, tenant_id);
}

enum status allocation_store_barred(struct ctx *ctx, int64_t run_id, struct i64_list *ret)
{
    struct i64_list barred = {0};
    struct allocation_barred_row row;
    struct rows rows = sql_allocation_barred(ctx, ctx->centre_id, run_id);
    while (next_allocation_barred(&rows, &row)) {
        vec_push(ctx->mem, &barred, row.tenant_id);
    }
    TRY(rows_done(&rows));
    *ret = barred;
    return OK;
}

enum status allocation_store_leave_out(struct ctx *ctx, int64_t run_id, int64_t thing_id)
{
    return sql_allocation_withdrawn_add(ctx, ctx->centre_id, run_id, thing_id);
}

enum status allocation_store_left_out(struct ctx *ctx, int64_t run_id,
                                      struct i64_list *ret_thing_ids)
{
    struct i64_list ids = {0};
    struct allocation_withdrawn_row row;
    struct rows rows = sql_allocation_withdrawn(ctx, ctx->centre_id, run_id);
    while (next_allocation_withdrawn(&rows, &row)) {
        vec_push(ctx->mem, &ids, row.thing_id);
    }
    TRY(rows_done(&rows));
    *ret_thing_ids = ids;
    return OK;
}

enum status allocation_store_put_file(struct ctx *ctx, int64_t run_id, struct str name,
                                      struct str bytes)
{
    return sql_allocation_file_put(ctx, ctx->centre_id, run_id, name, bytes);
}

enum status allocation_store_file(struct ctx *ctx, int64_t run_id, struct str name,
                                  struct str *ret_bytes)
{
    struct allocation_file_row row;
    TRY(one_allocation_file(ctx, ctx->centre_id, run_id, name, &row));
    *ret_bytes = row.bytes;
    return OK;
}

enum status allocation_store_files(struct ctx *ctx, int64_t run_id, struct draw_files *ret)
{
    struct draw_files files = {0};
    struct allocation_files_row row;
    struct rows rows = sql_allocation_files(ctx, ctx->centre_id, run_id);
    while (next_allocation_files(&rows, &row)) {
        vec_push(ctx->mem, &files, (struct draw_file){row.name, row.size});
    }
    TRY(rows_done(&rows));
    *ret = files;
    return OK;
}

/* ---- awards and refusals ------------------------------------------------------------------------
 */

enum status allocation_store_add_award(struct ctx *ctx, int64_t run_id,
                                       const struct stored_award *award)
{
    return sql_allocation_award_add(ctx, &(struct allocation_award_add_args){
                                             .centre_id = ctx->centre_id,
                                             .run_id = run_id,
                                             .thing_id = award->thing_id,
                                             .lead_id = award->lead_id,
                                             .tenant_id = award->tenant_id,
                                             .turn = award->turn,
                                             .points_mp = award->points_mp,
                                         });
}

enum status allocation_store_awards(struct ctx *ctx, int64_t run_id, int64_t lead_id,
                                    struct stored_awards *ret)
{
    struct stored_awards awards = {0};
    struct allocation_awards_row row;
    struct rows rows = sql_allocation_awards(ctx, ctx->centre_id, run_id, lead_id);
    while (next_allocation_awards(&rows, &row)) {
        vec_push(ctx->mem, &awards,
                 (struct stored_award){row.thing_id, row.lead_id, row.tenant_id, row.turn,
                                       row.points_mp, row.code});
    }
    TRY(rows_done(&rows));
    *ret = awards;
    return OK;
}

enum status allocation_store_add_refusal(struct ctx *ctx, int64_t run_id,
                                         const struct stored_refusal *refusal)
{
    return sql_allocation_refusal_add(ctx, &(struct allocation_refusal_add_args){
                                               .centre_id = ctx->centre_id,
                                               .run_id = run_id,
                                               .lead_id = refusal->lead_id,
                                               .thing_id = refusal->thing_id,
                                               .code = refusal->code,
                                               .turn = refusal->turn,
                                               .other_id = refusal->other_id,
                                               .own_turn = refusal->own_turn,
                                               .turn_id = refusal->turn_id,
                                               .startup_turn = refusal->startup_turn,
                                               .own_balance_mp = refusal->own_balance_mp,
                                               .other_balance_mp = refusal->other_balance_mp,
                                               .own_lots = refusal->own_lots,
                                               .other_lots = refusal->other_lots,
                                           });
}

enum status allocation_store_refusals(struct ctx *ctx, int64_t run_id, int64_t lead_id,
                                      struct stored_refusals *ret)
{
    struct stored_refusals refusals = {0};
    struct allocation_refusals_row row;
    struct rows rows = sql_allocation_refusals(ctx, ctx->centre_id, run_id, lead_id);
    while (next_allocation_refusals(&rows, &row)) {
        vec_push(ctx->mem, &refusals,
                 (struct stored_refusal){
                     .lead_id = row.lead_id,
                     .thing_id = row.thing_id,
                     .code = row.code,
                     .turn = row.turn,
                     .other_id = row.other_id,
                     .own_turn = row.own_turn,
                     .turn_id = row.turn_id,
                     .startup_turn = row.startup_turn != 0,
                     .own_balance_mp = row.own_balance_mp,
                     .other_balance_mp = row.other_balance_mp,
                     .own_lots = row.own_lots,
                     .other_lots = row.other_lots,
                     .points_mp = row.points_mp,
                 });
    }
    TRY(rows_done(&rows));
    *ret = refusals;
    return OK;
}

enum status allocation_store_unclaimed(struct ctx *ctx, int64_t round_id, int64_t run_id,
                                       int64_t tenant_id, struct i64_list *ret_thing_ids)
{
    struct i64_list ids = {0};
    struct allocation_unclaimed_row row;
    struct rows rows = sql_allocation_unclaimed(ctx, ctx->centre_id, round_id, run_id, tenant_id);
    while (next_allocation_unclaimed(&rows, &row)) {
        vec_push(ctx->mem, &ids, row.thing_id);
    }
    TRY(rows_done(&rows));
    *ret_thing_ids = ids;
    return OK;
}
