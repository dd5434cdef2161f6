/* SPDX-License-Identifier: EUPL-1.2 */
/* The handlers behind impact_routes.c, and a period in days. Inside the room only. */
#ifndef OMBRUK_IMPACT_IMPACT_PAGES_H
#define OMBRUK_IMPACT_IMPACT_PAGES_H

#include "http/http.h"
#include "impact/impact.h"

struct impact_span {
    int64_t period; /* enum impact_period */
    int64_t from_day;
    int64_t to_day;
    int64_t category_id; /* 0: all */
    int64_t before_id;
    struct str words; /* "november 2026", "2026", "siden start" */
};
/* What the query asks for; the year so far when nothing is said. */
struct impact_span impact_pages_span(struct ctx *ctx, const struct request *req);
/* "maaned", "aar", "alt". */
struct str impact_pages_period_value(int64_t period);

enum status impact_page(struct ctx *ctx, struct request *req, struct response *res);
enum status impact_lines_page(struct ctx *ctx, struct request *req, struct response *res);
enum status impact_lines_csv(struct ctx *ctx, struct request *req, struct response *res);
enum status impact_event_page(struct ctx *ctx, struct request *req, struct response *res);
enum status impact_method_page(struct ctx *ctx, struct request *req, struct response *res);

#endif
