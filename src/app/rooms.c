/* SPDX-License-Identifier: EUPL-1.2 */
/* The list of rooms. A new room adds one line to each table. */
#include "app/rooms.h"

#include "accounts/accounts.h"
#include "alerts/alerts.h"
#include "allocation/allocation.h"
#include "allocation/allocation_after.h"
#include "base/vec.h"
#include "catalogue/catalogue.h"
#include "centre/centre.h"
#include "custody/custody.h"
#include "goods/goods.h"
#include "goods/goods_booth.h"
#include "impact/impact.h"
#include "mail/mail.h"
#include "media/media.h"
#include "media/upload.h"
#include "safety/safety.h"
#include "sales/sales.h"
#include "station/station.h"
#include "tenants/tenants.h"

#include "base/banned.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

const struct route_table rooms_routes[] = {
    {"catalogue", catalogue_routes},
    {"alerts", alerts_routes},
    {"catalogue", catalogue_machine_routes},
    {"centre", centre_routes},
    {"custody", custody_routes},
    {"accounts", accounts_routes},
    {"goods", goods_routes},
    {"impact", impact_routes},
    {"safety", safety_routes},
    {"sales", sales_routes},
    {"station", station_routes},
    {"tenants", tenants_routes},
    {"allocation", allocation_routes},
    {"allocation", allocation_wish_routes},
    {"allocation", allocation_after_routes},
};
const size_t rooms_route_count = COUNT(rooms_routes);

const struct job_kind *const rooms_jobs[] = {
    accounts_jobs,  alerts_jobs,  allocation_jobs, allocation_office_jobs,
    catalogue_jobs, custody_jobs, goods_jobs,      impact_jobs,
    mail_jobs,      media_jobs,   safety_jobs,     station_jobs,
    upload_jobs,
};
const size_t rooms_job_count = COUNT(rooms_jobs);

const struct sql *const *const rooms_sql[] = {
    accounts_sql_all,
    alerts_sql_all,
    allocation_after_sql_all,
    allocation_office_sql_all,
    allocation_sql_all,
    allocation_wish_sql_all,
    catalogue_machine_sql_all,
    catalogue_seller_sql_all,
    catalogue_sql_all,
    centre_sql_all,
    custody_sql_all,
    goods_booth_sql_all,
    goods_sql_all,
    impact_sql_all,
    safety_recall_sql_all,
    safety_sql_all,
    sales_sql_all,
    station_sql_all,
    tenants_sql_all,
};
const size_t rooms_sql_count = COUNT(rooms_sql);

/* ---- what accounts asks of rooms that know more -------------------------------------------------
 */

static enum status shops(struct ctx *ctx, struct accounts_choices *ret_choices)
{
    struct tenant_list tenants;
    TRY(tenants_list(ctx, &tenants));
    struct accounts_choices choices = {0};
    for (size_t i = 0; i < tenants.count; i++) {
        vec_push(ctx->mem, &choices,
                 (struct accounts_choice){tenants.ptr[i].id, tenants.ptr[i].name});
    }
    *ret_choices = choices;
    return OK;
}

static enum status stations(struct ctx *ctx, struct accounts_choices *ret_choices)
{
    struct holders holders;
    TRY(goods_stores(ctx, &holders));
    struct accounts_choices choices = {0};
    for (size_t i = 0; i < holders.count; i++) {
        vec_push(ctx->mem, &choices,
                 (struct accounts_choice){holders.ptr[i].id, holders.ptr[i].name});
    }
    *ret_choices = choices;
    return OK;
}

static enum status shops_on_plan(struct ctx *ctx, struct centre_shops *ret_shops)
{
    struct tenant_list tenants;
    TRY(tenants_list(ctx, &tenants));
    struct centre_shops shops = {0};
    for (size_t i = 0; i < tenants.count; i++) {
        const struct tenant *tenant = &tenants.ptr[i];
        vec_push(ctx->mem, &shops,
                 (struct centre_shop){tenant->id, tenant->name, tenant->unit, tenant->place,
                                      url_build(ctx, "/butikk/{}", &tenant->slug, 1)});
    }
    *ret_shops = shops;
    return OK;
}

void rooms_start(void)
{
    centre_start((struct centre_hooks){.shops = shops_on_plan});
    accounts_start((struct accounts_hooks){.shops = shops, .stations = stations});
}

enum status rooms_furnish(struct ctx *ctx)
{
    TRY(goods_load_codes(ctx));
    return safety_load(ctx);
}

void rooms_close(struct db *db)
{
    catalogue_close(db);
    accounts_close(db);
    centre_close(db);
}
