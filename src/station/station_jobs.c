/* SPDX-License-Identifier: EUPL-1.2 */
/* Background work of the station. */
#include "base/day.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "station/station.h"
#include "station/station_pages.h"
#include "station/station_store.h"

#include "base/banned.h"

#define TILE_DAYS        90
#define HELP_KEPT_DAYS   30
#define TILES_REMEMBERED 12
#define CATEGORIES_MAX   500

struct ranking {
    int64_t station_id;
    struct goods_oftens tiles;
    struct i64_list category_ids;
};

static enum status set_in_write(struct ctx *ctx, void *arg)
{
    const struct ranking *ranking = arg;
    return station_store_set_tiles(ctx, ranking->station_id, &ranking->category_ids);
}

/* The tile that a category stands under; where there is none, the uppermost above it. */
static int64_t tile_of(int64_t category_id)
{
    const struct goods_category *category = goods_codes_category(category_id);
    while (category != NULL && category->tile == 0 && category->parent_id != 0) {
        category = goods_codes_category(category->parent_id);
    }
    return category == NULL ? category_id : category->id;
}

static void add_lots(struct ctx *ctx, struct goods_oftens *tiles, int64_t tile_id, int64_t lots)
{
    for (size_t i = 0; i < tiles->count; i++) {
        if (tiles->ptr[i].category_id == tile_id) {
            tiles->ptr[i].lots += lots;
            return;
        }
    }
    vec_push(ctx->mem, tiles, (struct goods_often){tile_id, lots});
}

/* The one with most lots that is not taken yet; NULL when all are. */
static struct goods_often *most_of(struct goods_oftens *tiles)
{
    struct goods_often *most = NULL;
    for (size_t i = 0; i < tiles->count; i++) {
        if (tiles->ptr[i].lots > 0 && (most == NULL || tiles->ptr[i].lots > most->lots)) {
            most = &tiles->ptr[i];
        }
    }
    return most;
}

static void rank(struct ctx *ctx, struct ranking *ranking)
{
    struct goods_often *most = NULL;
    while (ranking->category_ids.count < TILES_REMEMBERED &&
           (most = most_of(&ranking->tiles)) != NULL) {
        vec_push(ctx->mem, &ranking->category_ids, most->category_id);
        most->lots = 0;
    }
}

/* What each station has received most of. */
static enum status count_tiles(struct ctx *ctx, struct str argument)
{
    struct holders stations;
    (void)argument;
    TRY(goods_holders(ctx, HOLDER_STATION, &stations));
    for (size_t i = 0; i < stations.count; i++) {
        struct ranking ranking = {.station_id = stations.ptr[i].id};
        struct goods_oftens often;
        TRY(goods_often(ctx, ranking.station_id, centre_today(ctx) - TILE_DAYS, CATEGORIES_MAX,
                        &often));
        for (size_t j = 0; j < often.count; j++) {
            add_lots(ctx, &ranking.tiles, tile_of(often.ptr[j].category_id), often.ptr[j].lots);
        }
        rank(ctx, &ranking);
        TRY(db_write(ctx, set_in_write, &ranking));
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
