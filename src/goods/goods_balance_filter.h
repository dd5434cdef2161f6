/* SPDX-License-Identifier: EUPL-1.2 */
/* What a page of the mass balance is asked for, and its address. Inside the room only. */
#ifndef OMBRUK_GOODS_GOODS_BALANCE_FILTER_H
#define OMBRUK_GOODS_GOODS_BALANCE_FILTER_H

#include "goods/goods_forms.h"
#include "goods/goods_sheet.h"
#include "goods/goods_views.h"

struct balance_filter {
    int64_t period;
    struct goods_sheet_of of;
    int64_t bucket; /* NO_I64: none */
    int64_t reason; /* NO_I64: all */
    int64_t before_id;
};

enum balance_page {
    BALANCE_SHEET,
    BALANCE_CSV,
    BALANCE_EVENTS
};

/* The days the right way round, the period by name where the days are that period's. */
struct balance_filter goods_balance_filter(struct ctx *ctx, const struct request *req);
/* The whole filter stands in the address. */
struct url goods_balance_url(struct ctx *ctx, enum balance_page page,
                             const struct balance_filter *filter);
/* The events behind a figure of it. */
struct url goods_balance_events_url(struct ctx *ctx, const struct balance_filter *filter,
                                    int64_t bucket, int64_t reason);
/* "1. mars 2026 til 31. mars 2026", and what it is narrowed to: "Klær · Skogheim". */
struct str goods_balance_period_words(struct ctx *ctx, const struct balance_filter *filter);
struct str goods_balance_words(struct ctx *ctx, const struct balance_filter *filter);
/* The name of a line, and its filter: one step further in. */
struct str goods_balance_line_name(struct ctx *ctx, const struct balance_filter *filter,
                                   int64_t id);
struct balance_filter goods_balance_line_filter(const struct balance_filter *filter, int64_t id);
/* Where a category stands in the lines: the child of what is asked for that it is within. */
int64_t goods_balance_line_of(const struct balance_filter *filter, int64_t category_id);
/* The periods to choose from, and the fields of the filter. */
void goods_balance_periods_nav(struct ctx *ctx, const struct balance_filter *filter,
                               struct nav *ret_nav);
MUST_CHECK enum status goods_balance_fields(struct ctx *ctx, const struct request *req,
                                            const struct balance_filter *filter,
                                            struct balance_fields *ret_fields);

#endif
