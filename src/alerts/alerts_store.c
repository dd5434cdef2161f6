/* SPDX-License-Identifier: EUPL-1.2 */
/* Runs the queries of alerts.sql. */
#include "alerts/alerts_store.h"

#include "alerts_sql.h"
#include "base/vec.h"

#include "base/banned.h"

static struct alert alert_of(const struct alert_by_token_row *row)
{
    return (struct alert){.id = row->id,
                          .token = row->token,
                          .query = row->query,
                          .nearest = row->nearest,
                          .email = row->email,
                          .email_key = row->email_key,
                          .lang = row->lang,
                          .state = row->state,
                          .created_ms = row->created_ms,
                          .until_ms = row->until_ms,
                          .seen_seq = row->seen_seq,
                          .due_ms = row->due_ms,
                          .box = row->box};
}

enum status alerts_store_by_token(struct ctx *ctx, struct str token, struct alert *ret)
{
    struct alert_by_token_row row;
    TRY(one_alert_by_token(ctx, ctx->centre_id, token, &row));
    *ret = alert_of(&row);
    return OK;
}

static enum status read_alerts(struct ctx *ctx, struct rows rows, struct alerts *ret)
{
    struct alerts alerts = {0};
    struct alert_by_token_row row;
    while (next_alert_by_token(&rows, &row)) {
        vec_push(ctx->mem, &alerts, alert_of(&row));
    }
    TRY(rows_done(&rows));
    *ret = alerts;
    return OK;
}

enum status alerts_store_of(struct ctx *ctx, struct str email_key, int64_t most, struct alerts *ret)
{
    return read_alerts(ctx, sql_alert_of(ctx, ctx->centre_id, email_key, most), ret);
}

enum status alerts_store_of_box(struct ctx *ctx, struct str box, int64_t most, struct alerts *ret)
{
    return read_alerts(ctx, sql_alert_of_box(ctx, ctx->centre_id, box, most), ret);
}

enum status alerts_store_due(struct ctx *ctx, int64_t most, struct alerts *ret)
{
    return read_alerts(ctx, sql_alert_due(ctx, ctx->centre_id, ctx->now_ms, most), ret);
}

enum status alerts_store_over(struct ctx *ctx, int64_t most, struct alerts *ret)
{
    return read_alerts(ctx, sql_alert_over(ctx, ctx->centre_id, ctx->now_ms, most), ret);
}

enum status alerts_store_add(struct ctx *ctx, const struct alert *alert)
{
    return sql_alert_add(ctx, &(struct alert_add_args){.centre_id = ctx->centre_id,
                                                       .id = alert->id,
                                                       .token = alert->token,
                                                       .query = alert->query,
                                                       .nearest = alert->nearest,
                                                       .email = alert->email,
                                                       .email_key = alert->email_key,
                                                       .lang = alert->lang,
                                                       .state = alert->state,
                                                       .created_ms = alert->created_ms,
                                                       .until_ms = alert->until_ms,
                                                       .seen_seq = alert->seen_seq,
                                                       .due_ms = alert->due_ms,
                                                       .box = alert->box});
}

enum status alerts_store_on(struct ctx *ctx, const struct alert *alert, int64_t until_ms,
                            int64_t due_ms)
{
    return sql_alert_on(ctx, ctx->centre_id, alert->id, until_ms, due_ms);
}

enum status alerts_store_told(struct ctx *ctx, const struct alert *alert, int64_t seen_seq,
                              int64_t due_ms, bool *ret_told)
{
    TRY(sql_alert_told(ctx, ctx->centre_id, alert->id, alert->due_ms, seen_seq, due_ms));
    *ret_told = db_changes(ctx) == 1;
    return OK;
}

enum status alerts_store_end(struct ctx *ctx, int64_t id, int64_t until_ms)
{
    return sql_alert_end(ctx, ctx->centre_id, id, until_ms);
}

enum status alerts_store_delete(struct ctx *ctx, int64_t id)
{
    return sql_alert_delete(ctx, ctx->centre_id, id);
}
