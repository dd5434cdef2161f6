/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of photos. */
#include "media/media_store.h"

#include "media_sql.h"

#include "base/banned.h"

enum status media_store_photo(struct ctx *ctx, struct str hash, bool demo, bool *ret_new)
{
    TRY(sql_media_photo_add(ctx, ctx->centre_id, hash, demo, ctx->now_ms));
    *ret_new = db_changes(ctx) > 0;
    return OK;
}

static enum status write_sized(struct ctx *ctx, void *arg)
{
    const struct str *hash = arg;
    return sql_media_photo_sized(ctx, ctx->centre_id, *hash, ctx->now_ms);
}

enum status media_store_sized(struct ctx *ctx, struct str hash)
{
    return db_write(ctx, write_sized, &hash);
}

enum status media_store_backlog(struct ctx *ctx, int64_t *ret_count)
{
    struct media_photo_backlog_row row;
    TRY(one_media_photo_backlog(ctx, ctx->centre_id, &row));
    *ret_count = row.count;
    return OK;
}
