/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading and writing rules, participants and points. */
#include "allocation/allocation_store.h"

#include "allocation_sql.h"
#include "base/id.h"
#include "base/vec.h"
#include "centre/centre.h"

#include "base/banned.h"

static int64_t or_none(int64_t id)
{
    return id == 0 ? NO_I64 : id;
}

/* ---- rules ------------------------------------------------------------------------------------
 */

enum status allocation_store_add_rules(struct ctx *ctx, const struct allocation_rules *rules)
{
    TRY(sql_allocation_rules_add(ctx, &(struct allocation_rules_add_args){
                                          .centre_id = ctx->centre_id,
                                          .id = rules->id,
                                          .from_day = rules->from_day,
                                          .note = rules->note,
                                          .startup_share_ppm = rules->startup_share_ppm,
                                          .decay_num = rules->decay_num,
                                          .decay_den = rules->decay_den,
                                          .floor_mp = rules->floor_mp,
                                          .newcomer_credit_mp = rules->newcomer_credit_mp,
                                          .penalty_mp = rules->penalty_mp,
                                          .second_call_ppm = rules->second_call_ppm,
                                          .swap_hours = rules->swap_hours,
                                          .show_names = rules->show_names,
                                          .chain = rules->chain,
                                          .chain_genesis_ms = rules->chain_genesis_ms,
                                          .chain_period_ms = rules->chain_period_ms,
                                          .chain_url = rules->chain_url,
                                          .fallback = rules->fallback,
                                          .made_ms = ctx->now_ms,
                                          .made_by = or_none(ctx->actor.person_id),
                                      }));
    for (size_t i = 0; i < rules->points.count; i++) {
        const struct tariff_points *row = &rules->points.ptr[i];
        TRY(sql_allocation_tariff_add(ctx, &(struct allocation_tariff_add_args){
                                               .centre_id = ctx->centre_id,
                                               .rules_id = rules->id,
                                               .category_id = row->category_id,
                                               .size_class = row->size_class,
                                               .station_state = row->station_state,
                                               .points_mp = row->points_mp,
                                           }));
    }
    for (size_t i = 0; i < rules->classes.count; i++) {
        const struct tariff_class *row = &rules->classes.ptr[i];
        TRY(sql_allocation_class_add(ctx, ctx->centre_id, rules->id, row->category_id,
                                     row->quota_class, row->requires));
    }
    return OK;
}

static struct allocation_rules rules_of(const struct allocation_rules_row *row)
{
    return (struct allocation_rules){
        .id = row->id,
        .from_day = row->from_day,
        .note = row->note,
        .startup_share_ppm = row->startup_share_ppm,
        .decay_num = row->decay_num,
        .decay_den = row->decay_den,
        .floor_mp = row->floor_mp,
        .newcomer_credit_mp = row->newcomer_credit_mp,
        .penalty_mp = row->penalty_mp,
        .second_call_ppm = row->second_call_ppm,
        .swap_hours = row->swap_hours,
        .show_names = row->show_names != 0,
        .chain = row->chain,
        .chain_genesis_ms = row->chain_genesis_ms,
        .chain_period_ms = row->chain_period_ms,
        .chain_url = row->chain_url,
        .fallback = row->fallback,
        .made_ms = row->made_ms,
        .made_by = row->made_by,
    };
}

/* With its tariff. */
static enum status whole_rules(struct ctx *ctx, const struct allocation_rules_row *row,
                               struct allocation_rules *ret_rules)
{
    struct allocation_rules rules = rules_of(row);
    struct allocation_tariff_row points;
    struct allocation_classes_row class;
    struct rows rows = sql_allocation_tariff(ctx, ctx->centre_id, rules.id);
    while (next_allocation_tariff(&rows, &points)) {
        vec_push(ctx->mem, &rules.points,
                 (struct tariff_points){points.category_id, points.size_class, points.station_state,
                                        points.points_mp});
    }
    TRY(rows_done(&rows));
    rows = sql_allocation_classes(ctx, ctx->centre_id, rules.id);
    while (next_allocation_classes(&rows, &class)) {
        vec_push(ctx->mem, &rules.classes,
                 (struct tariff_class){class.category_id, class.quota_class, class.requires});
    }
    TRY(rows_done(&rows));
    *ret_rules = rules;
    return OK;
}

enum status allocation_rules_on(struct ctx *ctx, int64_t day, struct allocation_rules *ret_rules)
{
    struct allocation_rules_row row;
    TRY(one_allocation_rules_on(ctx, ctx->centre_id, day, &row));
    return whole_rules(ctx, &row, ret_rules);
}

enum status allocation_rules_get(struct ctx *ctx, int64_t id, struct allocation_rules *ret_rules)
{
    struct allocation_rules_row row;
    TRY(one_allocation_rules(ctx, ctx->centre_id, id, &row));
    return whole_rules(ctx, &row, ret_rules);
}

enum status allocation_rules_list(struct ctx *ctx, struct allocation_rules_list *ret_list)
{
    struct allocation_rules_list list = {0};
    struct allocation_rules_row row;
    struct rows rows = sql_allocation_rules_all(ctx, ctx->centre_id);
    while (next_allocation_rules_all(&rows, &row)) {
        vec_push(ctx->mem, &list, rules_of(&row));
    }
    TRY(rows_done(&rows));
    *ret_list = list;
    return OK;
}

/* ---- participants ------------------------------------------------------------------------------
 */

enum status allocation_store_participants(struct ctx *ctx, struct participants *ret)
{
    struct participants list = {0};
    struct allocation_participant_rows_row row;
    struct rows rows = sql_allocation_participant_rows(ctx, ctx->centre_id);
    while (next_allocation_participant_rows(&rows, &row)) {
        vec_push(ctx->mem, &list,
                 (struct participant){
                     .tenant_id = row.tenant_id,
                     .lead_id = row.lead_id,
                     .name = STR(""),
                     .weight = row.weight,
                     .startup = row.startup != 0,
                     .cap_lots = row.cap_lots,
                     .state = row.state,
                     .delegated = row.delegated != 0,
                     .version = row.version,
                 });
    }
    TRY(rows_done(&rows));
    *ret = list;
    return OK;
}

enum status allocation_store_add_participant(struct ctx *ctx, int64_t tenant_id, int64_t lead_id)
{
    return sql_allocation_participant_add(ctx, ctx->centre_id, tenant_id, lead_id);
}

enum status allocation_store_set_participant(struct ctx *ctx, const struct participant *participant)
{
    TRY(sql_allocation_participant_set(ctx, &(struct allocation_participant_set_args){
                                                .centre_id = ctx->centre_id,
                                                .tenant_id = participant->tenant_id,
                                                .lead_id = participant->lead_id,
                                                .weight = participant->weight,
                                                .startup = participant->startup,
                                                .cap_lots = participant->cap_lots,
                                                .state = participant->state,
                                                .delegated = participant->delegated,
                                                .version = participant->version,
                                            }));
    return db_changes(ctx) == 1 ? OK : CONFLICT;
}

enum status allocation_approvals(struct ctx *ctx, int64_t tenant_id, struct str_list *ret_requires,
                                 struct participant_caps *ret_caps)
{
    struct str_list requires = {0};
    struct participant_caps caps = {0};
    struct allocation_eligibility_row approval;
    struct allocation_caps_row cap;
    struct rows rows = sql_allocation_eligibility(ctx, ctx->centre_id, tenant_id);
    while (next_allocation_eligibility(&rows, &approval)) {
        vec_push(ctx->mem, &requires, approval.requires);
    }
    TRY(rows_done(&rows));
    rows = sql_allocation_caps(ctx, ctx->centre_id, tenant_id);
    while (next_allocation_caps(&rows, &cap)) {
        vec_push(ctx->mem, &caps, (struct participant_cap){cap.quota_class, cap.cap_lots});
    }
    TRY(rows_done(&rows));
    *ret_requires = requires;
    *ret_caps = caps;
    return OK;
}

enum status allocation_store_put_approvals(struct ctx *ctx, int64_t tenant_id,
                                           const struct str_list *requires,
                                           const struct participant_caps *caps)
{
    TRY(sql_allocation_eligibility_clear(ctx, ctx->centre_id, tenant_id));
    TRY(sql_allocation_caps_clear(ctx, ctx->centre_id, tenant_id));
    for (size_t i = 0; i < requires->count; i++) {
        TRY(sql_allocation_eligibility_add(ctx, ctx->centre_id, tenant_id, requires->ptr[i]));
    }
    for (size_t i = 0; i < caps->count; i++) {
        TRY(sql_allocation_cap_add(ctx, ctx->centre_id, tenant_id, caps->ptr[i].quota_class,
                                   caps->ptr[i].cap_lots));
    }
    return OK;
}

enum status allocation_store_add_change(struct ctx *ctx, int64_t tenant_id, struct str what,
                                        struct str reason)
{
    return sql_allocation_change_add(ctx, &(struct allocation_change_add_args){
                                              .centre_id = ctx->centre_id,
                                              .id = id_new(),
                                              .tenant_id = tenant_id,
                                              .what = what,
                                              .reason = reason,
                                              .at_ms = ctx->now_ms,
                                              .person_id = or_none(ctx->actor.person_id),
                                          });
}

enum status allocation_participant_changes(struct ctx *ctx, int64_t tenant_id, int64_t limit,
                                           struct participant_changes *ret_changes)
{
    struct participant_changes changes = {0};
    struct allocation_changes_row row;
    struct rows rows = sql_allocation_changes(ctx, ctx->centre_id, tenant_id, limit);
    while (next_allocation_changes(&rows, &row)) {
        vec_push(ctx->mem, &changes,
                 (struct participant_change){row.what, row.reason, row.at_ms, row.person_id});
    }
    TRY(rows_done(&rows));
    *ret_changes = changes;
    return OK;
}

/* ---- points ------------------------------------------------------------------------------------
 */

enum status allocation_store_newest_points(struct ctx *ctx, int64_t lead_id, int64_t *ret_seq,
                                           int64_t *ret_balance_mp)
{
    struct allocation_newest_points_row row;
    TRY(one_allocation_newest_points(ctx, ctx->centre_id, lead_id, &row));
    *ret_seq = row.seq;
    *ret_balance_mp = row.balance_mp;
    return OK;
}

enum status allocation_store_add_points(struct ctx *ctx, int64_t lead_id,
                                        const struct points_entry *entry)
{
    return sql_allocation_points_add(ctx, &(struct allocation_points_add_args){
                                              .centre_id = ctx->centre_id,
                                              .lead_id = lead_id,
                                              .seq = entry->seq,
                                              .kind = entry->kind,
                                              .mp = entry->mp,
                                              .balance_mp = entry->balance_mp,
                                              .round_id = entry->round_id,
                                              .run_id = entry->run_id,
                                              .thing_id = entry->thing_id,
                                              .at_ms = entry->at_ms,
                                              .day = centre_day_of(ctx, entry->at_ms),
                                              .note = entry->note,
                                              .person_id = or_none(ctx->actor.person_id),
                                          });
}

static struct points_entry entry_of(const struct allocation_points_row *row)
{
    return (struct points_entry){
        .seq = row->seq,
        .kind = row->kind,
        .mp = row->mp,
        .balance_mp = row->balance_mp,
        .round_id = row->round_id,
        .run_id = row->run_id,
        .thing_id = row->thing_id,
        .at_ms = row->at_ms,
        .note = row->note,
    };
}

enum status allocation_points(struct ctx *ctx, int64_t lead_id, int64_t before_seq, int64_t limit,
                              struct points_entries *ret_entries)
{
    struct points_entries entries = {0};
    struct allocation_points_row row;
    struct rows rows = sql_allocation_points(ctx, ctx->centre_id, lead_id,
                                             before_seq == NO_I64 ? INT64_MAX : before_seq, limit);
    while (next_allocation_points(&rows, &row)) {
        vec_push(ctx->mem, &entries, entry_of(&row));
    }
    TRY(rows_done(&rows));
    *ret_entries = entries;
    return OK;
}

enum status allocation_store_points_after(struct ctx *ctx, int64_t after_lead, int64_t after_seq,
                                          int64_t limit, struct lead_entries *ret)
{
    struct lead_entries entries = {0};
    struct allocation_points_row row;
    struct rows rows =
        sql_allocation_points_after(ctx, ctx->centre_id, after_lead, after_seq, limit);
    while (next_allocation_points_after(&rows, &row)) {
        vec_push(ctx->mem, &entries, (struct lead_entry){row.lead_id, entry_of(&row)});
    }
    TRY(rows_done(&rows));
    *ret = entries;
    return OK;
}

enum status allocation_store_points_of_run(struct ctx *ctx, int64_t lead_id, int64_t run_id,
                                           int64_t kind, int64_t thing_id, int64_t *ret_mp,
                                           bool *ret_opening)
{
    struct allocation_points_of_run_row row;
    TRY(one_allocation_points_of_run(ctx, ctx->centre_id, lead_id, run_id, kind, thing_id, &row));
    *ret_mp = row.mp;
    *ret_opening = row.opening > 0;
    return OK;
}

enum status allocation_store_any_points(struct ctx *ctx, bool *ret_any)
{
    struct allocation_any_points_row row;
    const enum status found = one_allocation_any_points(ctx, ctx->centre_id, &row);
    *ret_any = found == OK;
    return found == NOT_FOUND ? OK : found;
}

enum status allocation_store_has_points(struct ctx *ctx, int64_t lead_id,
                                        const struct points_entry *entry, bool *ret_has)
{
    struct allocation_hand_points_row row;
    const enum status found = one_allocation_hand_points(
        ctx, ctx->centre_id, lead_id, entry->thing_id, entry->kind, entry->at_ms, &row);
    *ret_has = found == OK;
    return found == NOT_FOUND ? OK : found;
}

/* ---- following the ledger of goods --------------------------------------------------------------
 */

enum status allocation_store_cursor(struct ctx *ctx, int64_t *ret_event_id)
{
    struct allocation_cursor_row row;
    const enum status found = one_allocation_cursor(ctx, ctx->centre_id, &row);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    *ret_event_id = found == OK ? row.event_id : NO_I64;
    return OK;
}

enum status allocation_store_set_cursor(struct ctx *ctx, int64_t event_id)
{
    return sql_allocation_cursor_set(ctx, ctx->centre_id, event_id);
}
