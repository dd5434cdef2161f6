/* SPDX-License-Identifier: EUPL-1.2 */
/* The outbox table. */
#include "mail/mail_store.h"

#include "base/id.h"
#include "base/vec.h"
#include "mail_sql.h"

#include "base/banned.h"

enum status mail_store_add(struct ctx *ctx, const struct mail *mail)
{
    return sql_mail_add(ctx, &(struct mail_add_args){.centre_id = ctx->centre_id,
                                                     .id = id_new(),
                                                     .key = mail->key,
                                                     .to_address = mail->to,
                                                     .subject = mail->subject,
                                                     .text = mail->text,
                                                     .unsubscribe = mail->unsubscribe.ptr == NULL
                                                                        ? STR("")
                                                                        : mail->unsubscribe,
                                                     .queued_ms = ctx->now_ms});
}

enum status mail_store_due(struct ctx *ctx, int64_t count, struct mail_dues *ret_dues)
{
    struct mail_dues dues = {0};
    struct rows rows = sql_mail_due(ctx, ctx->now_ms, count);
    struct mail_due_row row;
    while (next_mail_due(&rows, &row)) {
        vec_push(ctx->mem, &dues,
                 (struct mail_due){.centre_id = row.centre_id,
                                   .id = row.id,
                                   .to = row.to_address,
                                   .subject = row.subject,
                                   .text = row.text,
                                   .unsubscribe = row.unsubscribe,
                                   .queued_ms = row.queued_ms,
                                   .tries = row.tries});
    }
    TRY(rows_done(&rows));
    *ret_dues = dues;
    return OK;
}

struct change {
    const struct mail_due *due;
    int64_t at_ms;
};

static enum status write_begin(struct ctx *ctx, void *arg)
{
    const struct change *change = arg;
    const struct mail_due *due = change->due;
    TRY(sql_mail_begin(ctx, due->centre_id, due->id, due->tries, change->at_ms));
    return db_changes(ctx) == 1 ? OK : GONE;
}

enum status mail_store_begin(struct ctx *ctx, const struct mail_due *due, int64_t next_ms)
{
    return db_write(ctx, write_begin, &(struct change){due, next_ms});
}

static enum status write_sent(struct ctx *ctx, void *arg)
{
    const struct change *change = arg;
    return sql_mail_sent(ctx, change->due->centre_id, change->due->id, change->at_ms);
}

enum status mail_store_sent(struct ctx *ctx, const struct mail_due *due)
{
    return db_write(ctx, write_sent, &(struct change){due, ctx->now_ms});
}

static enum status write_failed(struct ctx *ctx, void *arg)
{
    const struct change *change = arg;
    return sql_mail_failed(ctx, change->due->centre_id, change->due->id, change->at_ms);
}

enum status mail_store_failed(struct ctx *ctx, const struct mail_due *due)
{
    return db_write(ctx, write_failed, &(struct change){due, ctx->now_ms});
}

static enum status write_put_back(struct ctx *ctx, void *arg)
{
    const struct change *change = arg;
    return sql_mail_put_back(ctx, change->due->centre_id, change->due->id, change->at_ms);
}

enum status mail_store_put_back(struct ctx *ctx, const struct mail_due *due, int64_t next_ms)
{
    return db_write(ctx, write_put_back, &(struct change){due, next_ms});
}

static enum status write_forget(struct ctx *ctx, void *arg)
{
    const int64_t *before_ms = arg;
    return sql_mail_forget(ctx, *before_ms);
}

enum status mail_store_forget(struct ctx *ctx, int64_t before_ms)
{
    return db_write(ctx, write_forget, &before_ms);
}

enum status mail_store_list(struct ctx *ctx, int64_t limit, struct mail_items *ret_items)
{
    struct mail_items items = {0};
    struct rows rows = sql_mail_list(ctx, ctx->centre_id, limit);
    struct mail_list_row row;
    while (next_mail_list(&rows, &row)) {
        vec_push(ctx->mem, &items,
                 (struct mail_item){.id = row.id,
                                    .to = row.to_address,
                                    .subject = row.subject,
                                    .text = row.text,
                                    .queued_ms = row.queued_ms,
                                    .sent_ms = row.sent_ms,
                                    .failed_ms = row.failed_ms,
                                    .tries = row.tries});
    }
    TRY(rows_done(&rows));
    *ret_items = items;
    return OK;
}
