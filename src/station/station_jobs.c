/* SPDX-License-Identifier: EUPL-1.2 */
/* Background work of the station. */
#include "base/day.h"
#include "centre/centre.h"
#include "station/station.h"
#include "station/station_pages.h"
#include "station/station_store.h"

#include "base/banned.h"

#define TILE_DAYS        90
#define HELP_KEPT_DAYS   30
#define TILES_REMEMBERED 12

struct ranking {
    int64_t station_id;
    struct i64_list categories;
};

static enum status set_in_write(struct ctx *ctx, void *arg)
{
    const struct ranking *tiles = arg;
    return station_store_set_tiles(ctx, tiles->station_id, &tiles->categories);
}

/* What each station has received most of. */
static enum status count_tiles(struct ctx *ctx, struct str argument)
{
    struct holders stations;
    (void)argument;
    TRY(goods_holders(ctx, HOLDER_STATION, &stations));
    for (size_t i = 0; i < stations.count; i++) {
        struct ranking tiles = {.station_id = stations.ptr[i].id};
        TRY(goods_often(ctx, tiles.station_id, centre_today(ctx) - TILE_DAYS, TILES_REMEMBERED,
                        &tiles.categories));
        TRY(db_write(ctx, set_in_write, &tiles));
    }
    return OK;
}

static enum status forget_in_write(struct ctx *ctx, void *arg)
{
    (void)arg;
    return station_store_forget_help(ctx, ctx->now_ms - HELP_KEPT_DAYS * MS_PER_DAY);
}

static enum status forget(struct ctx *ctx, struct str argument)
{
    (void)argument;
    return db_write(ctx, forget_in_write, NULL);
}

const struct job_kind station_jobs[] = {
    {.name = "station_photo", .run = station_photo_job, .heavy = true},
    {.name = "station_tiles", .run = count_tiles, .every_ms = MS_PER_DAY},
    {.name = "station_forget", .run = forget, .every_ms = MS_PER_DAY},
    {0},
};
