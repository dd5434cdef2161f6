/* SPDX-License-Identifier: EUPL-1.2 */
/* What things like this were sold for. */
#include <stdlib.h>

#include "catalogue/catalogue_seller.h"
#include "catalogue/catalogue_seller_store.h"
#include "centre/centre.h"

#include "base/banned.h"

static int by_price(const void *a, const void *b)
{
    const int64_t first = ((const struct sold_price *)a)->price_ore;
    const int64_t second = ((const struct sold_price *)b)->price_ore;
    return (first > second) - (first < second);
}

static int64_t sales_in(const struct sold_prices *prices)
{
    int64_t sales = 0;
    for (size_t i = 0; i < prices->count; i++) {
        sales += prices->ptr[i].count;
    }
    return sales;
}

/* At least PRICE_BAND_SHOPS different ones. */
static bool is_of_several(const struct sold_prices *prices)
{
    int64_t shops[PRICE_BAND_SHOPS];
    size_t count = 0;
    for (size_t i = 0; i < prices->count && count < PRICE_BAND_SHOPS; i++) {
        bool known = false;
        for (size_t s = 0; s < count; s++) {
            known = known || shops[s] == prices->ptr[i].tenant_id;
        }
        if (!known) {
            shops[count++] = prices->ptr[i].tenant_id;
        }
    }
    return count == PRICE_BAND_SHOPS;
}

/* Of prices in order: the one that `percent` of all sales do not exceed. */
static int64_t percentile(const struct sold_prices *prices, int64_t sales, int64_t percent)
{
    const int64_t rank = (sales * percent + 99) / 100;
    int64_t seen = 0;
    for (size_t i = 0; i < prices->count; i++) {
        seen += prices->ptr[i].count;
        if (seen >= rank) {
            return prices->ptr[i].price_ore;
        }
    }
    return 0;
}

static int64_t in_kroner(int64_t ore)
{
    return (ore + 50) / 100 * 100;
}

static enum status band_of(struct ctx *ctx, int64_t category_id, struct str kind_key,
                           struct str size_key, struct price_band *ret_band)
{
    struct sold_prices prices;
    TRY(catalogue_seller_store_prices(ctx, category_id, kind_key, size_key,
                                      centre_today(ctx) - PRICE_BAND_DAYS, PRICE_BAND_ROWS,
                                      &prices));
    const int64_t sales = sales_in(&prices);
    if (sales < PRICE_BAND_SALES || !is_of_several(&prices)) {
        return OK;
    }
    qsort(prices.ptr, prices.count, sizeof(prices.ptr[0]), by_price);
    *ret_band = (struct price_band){.sales = sales,
                                    .low_ore = in_kroner(percentile(&prices, sales, 25)),
                                    .high_ore = in_kroner(percentile(&prices, sales, 75))};
    return OK;
}

enum status catalogue_seller_band(struct ctx *ctx, int64_t category_id, struct str kind_key,
                                  struct str size_key, struct price_band *ret_band)
{
    *ret_band = (struct price_band){0};
    if (category_id == 0) {
        return OK;
    }
    if (kind_key.len > 0) {
        TRY(band_of(ctx, category_id, kind_key, size_key, ret_band));
    }
    return ret_band->sales > 0 ? OK : band_of(ctx, category_id, STR(""), size_key, ret_band);
}
