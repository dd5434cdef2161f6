/* SPDX-License-Identifier: EUPL-1.2 */
/* Runs the queries of catalogue_machine.sql. */
#include "base/vec.h"
#include "catalogue/catalogue_cards.h"
#include "catalogue/catalogue_machine.h"
#include "catalogue_machine_sql.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "media/media.h"

#include "base/banned.h"

#define SEQUENCE "listing"

struct machine_size catalogue_machine_size = {MACHINE_ADDRESSES, MACHINE_PRODUCTS};

void catalogue_divide(int64_t addresses, int64_t products)
{
    catalogue_machine_size = (struct machine_size){addresses > 0 ? addresses : MACHINE_ADDRESSES,
                                                   products > 0 ? products : MACHINE_PRODUCTS};
}

enum status catalogue_machine_parts(struct ctx *ctx, int64_t size, int64_t *ret_parts)
{
    struct machine_last_row row = {0};
    const enum status status = one_machine_last(ctx, STR(SEQUENCE), &row);
    if (status != OK && status != NOT_FOUND) {
        return status;
    }
    *ret_parts = status == OK ? (row.last + size - 1) / size : 0;
    return OK;
}

enum status catalogue_machine_any(struct ctx *ctx, int64_t part, int64_t size, bool *ret_any)
{
    struct machine_any_row row;
    const enum status status =
        one_machine_any(ctx, ctx->centre_id, LISTING_PUBLIC, part * size, (part + 1) * size, &row);
    if (status != OK && status != NOT_FOUND) {
        return status;
    }
    *ret_any = status == OK;
    return OK;
}

enum status catalogue_machine_new(struct ctx *ctx, int64_t day, int64_t most, int64_t *ret_count)
{
    struct machine_new_row row;
    TRY(one_machine_new(ctx, ctx->centre_id, LISTING_PUBLIC, day, most, &row));
    *ret_count = row.hits;
    return OK;
}

enum status catalogue_machine_addresses(struct ctx *ctx, const struct request *req, int64_t part,
                                        struct sitemap *ret_map)
{
    struct sitemap map = {0};
    struct rows rows = sql_machine_addresses(ctx, ctx->centre_id, LISTING_PUBLIC,
                                             part * catalogue_machine_size.addresses,
                                             (part + 1) * catalogue_machine_size.addresses);
    struct machine_addresses_row row;
    while (next_machine_addresses(&rows, &row)) {
        vec_push(ctx->mem, &map,
                 (struct sitemap_address){
                     centre_whole_address(ctx, req, url_build(ctx, "/ting/{}", &row.code, 1)),
                     row.published_ms});
    }
    TRY(rows_done(&rows));
    *ret_map = map;
    return OK;
}

static struct product product_of(struct ctx *ctx, const struct request *req,
                                 const struct machine_products_row *row)
{
    const struct goods_colour *colour =
        row->colour_id == NO_I64 ? NULL : goods_codes_colour(row->colour_id);
    const bool reduced = row->before_ore != NO_I64 && row->before_ore > row->price_ore;
    return (struct product){
        .id = row->code,
        .title = row->title,
        .description = row->wear.len > 0 ? row->wear : row->title,
        .url = centre_whole_address(ctx, req, url_build(ctx, "/ting/{}", &row->code, 1)),
        .picture = row->photo_hash.len == 0
                       ? STR("")
                       : centre_whole_address(
                             ctx, req, catalogue_cards_photo(ctx, row->photo_hash, PHOTO_1600)),
        .price_ore = reduced ? row->before_ore : row->price_ore,
        .sale_ore = reduced ? row->price_ore : -1,
        .available = row->held < row->count_left,
        .category = catalogue_cards_category(ctx, row->category_id),
        .colour = colour == NULL ? STR("") : colour->name.in[ctx->lang],
        .size = catalogue_cards_size(ctx, row->size_key),
    };
}

enum status catalogue_machine_products(struct ctx *ctx, const struct request *req, int64_t part,
                                       struct product_feed *feed)
{
    struct rows rows = sql_machine_products(ctx, ctx->centre_id, LISTING_PUBLIC,
                                            part * catalogue_machine_size.products,
                                            (part + 1) * catalogue_machine_size.products);
    struct machine_products_row row;
    while (next_machine_products(&rows, &row)) {
        vec_push(ctx->mem, &feed->products, product_of(ctx, req, &row));
    }
    return rows_done(&rows);
}
