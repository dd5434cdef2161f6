/* SPDX-License-Identifier: EUPL-1.2 */
/* The plan of the floor: seven rooms around the corridor from the door, and which shop is where. */
#include "base/vec.h"
#include "centre/centre.h"
#include "centre/centre_ways.h"

#include "base/banned.h"

#define ROOMS 7

/* As the small plan of a place (components/goods.html), four times as large. */
static const struct {
    int x;
    int y;
    int width;
    int height;
} rooms[ROOMS] = {{12, 12, 168, 136},  {180, 12, 200, 136}, {380, 12, 168, 136}, {12, 148, 168, 64},
                  {380, 148, 168, 64}, {12, 212, 168, 136}, {380, 212, 168, 136}};

static centre_shops_fn *shops_of;

void centre_start(struct centre_hooks hooks)
{
    shops_of = hooks.shops;
}

/* Adds the shops of room `number`; true if there was one. */
static bool add_shops(struct ctx *ctx, const struct centre_shops *shops, int64_t number,
                      struct floor_plan *plan)
{
    const size_t before = plan->shops.count;
    for (size_t i = 0; i < shops->count; i++) {
        const struct centre_shop *shop = &shops->ptr[i];
        int64_t unit = 0;
        if (str_to_i64(shop->unit, &unit) && unit == number) {
            vec_push(ctx->mem, &plan->shops,
                     ((struct floor_shop){shop->unit, shop->name, shop->place, shop->url}));
        }
    }
    return plan->shops.count > before;
}

enum status centre_floor_shops(struct ctx *ctx, struct centre_shops *ret_shops)
{
    *ret_shops = (struct centre_shops){0};
    return shops_of == NULL ? OK : shops_of(ctx, ret_shops);
}

enum status centre_floor_plan(struct ctx *ctx, struct floor_plan *ret_plan)
{
    struct centre_shops shops;
    struct floor_plan plan = {0};
    TRY(centre_floor_shops(ctx, &shops));
    for (int i = 0; i < ROOMS; i++) {
        struct floor_room room = {.number = str_format(ctx->mem, "%d", i + 1),
                                  .lit = add_shops(ctx, &shops, i + 1, &plan),
                                  .x = rooms[i].x,
                                  .y = rooms[i].y,
                                  .width = rooms[i].width,
                                  .height = rooms[i].height,
                                  .middle_x = rooms[i].x + rooms[i].width / 2,
                                  .middle_y = rooms[i].y + rooms[i].height / 2};
        vec_push(ctx->mem, &plan.rooms, room);
    }
    *ret_plan = plan;
    return OK;
}
