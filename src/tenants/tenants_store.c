/* SPDX-License-Identifier: EUPL-1.2 */
/* Runs the queries of tenants.sql. */
#include "tenants/tenants_store.h"

#include "base/vec.h"
#include "tenants_sql.h"

#include "base/banned.h"

/* Empty text is text, not NULL. */
static struct str text(struct str s)
{
    return s.ptr == NULL ? STR("") : s;
}

static struct tenant of_row(const struct tenants_row_row *row)
{
    return (struct tenant){
        .id = row->id,
        .slug = row->slug,
        .name = row->name,
        .organisation_number = row->organisation_number,
        .about_nb = row->about_nb,
        .about_nn = row->about_nn,
        .about_en = row->about_en,
        .place = row->place,
        .unit = row->unit,
        .icon = row->icon,
        .email = row->email,
        .phone = row->phone,
        .people =
            {[LANG_NB] = row->people_nb, [LANG_NN] = row->people_nn, [LANG_EN] = row->people_en},
        .takes = {[LANG_NB] = row->takes_nb, [LANG_NN] = row->takes_nn, [LANG_EN] = row->takes_en},
        .services = {[LANG_NB] = row->services_nb,
                     [LANG_NN] = row->services_nn,
                     [LANG_EN] = row->services_en}};
}

enum status tenants_store_get(struct ctx *ctx, int64_t tenant_id, struct tenant *ret_tenant)
{
    struct tenants_row_row row;
    TRY(one_tenants_row(ctx, ctx->centre_id, tenant_id, &row));
    *ret_tenant = of_row(&row);
    return OK;
}

enum status tenants_store_by_slug(struct ctx *ctx, struct str slug, struct tenant *ret_tenant)
{
    struct tenants_row_row row;
    TRY(one_tenants_row_by_slug(ctx, ctx->centre_id, slug, &row));
    *ret_tenant = of_row(&row);
    return OK;
}

enum status tenants_store_list(struct ctx *ctx, int64_t day, struct tenant_list *ret_tenants)
{
    struct tenant_list tenants = {0};
    struct rows rows = sql_tenants_rows(ctx, ctx->centre_id, day);
    struct tenants_row_row row;
    while (next_tenants_rows(&rows, &row)) {
        vec_push(ctx->mem, &tenants, of_row(&row));
    }
    TRY(rows_done(&rows));
    *ret_tenants = tenants;
    return OK;
}

enum status tenants_store_add(struct ctx *ctx, const struct tenant *tenant, int64_t from_day)
{
    return sql_tenants_row_add(
        ctx, &(struct tenants_row_add_args){.centre_id = ctx->centre_id,
                                            .id = tenant->id,
                                            .slug = tenant->slug,
                                            .name = tenant->name,
                                            .organisation_number = tenant->organisation_number,
                                            .about_nb = text(tenant->about_nb),
                                            .about_nn = text(tenant->about_nn),
                                            .about_en = text(tenant->about_en),
                                            .place = text(tenant->place),
                                            .unit = text(tenant->unit),
                                            .icon = text(tenant->icon),
                                            .email = text(tenant->email),
                                            .phone = text(tenant->phone),
                                            .from_day = from_day});
}

enum status tenants_store_set(struct ctx *ctx, const struct tenant *tenant)
{
    TRY(sql_tenants_row_set(
        ctx, &(struct tenants_row_set_args){.centre_id = ctx->centre_id,
                                            .id = tenant->id,
                                            .name = tenant->name,
                                            .organisation_number = tenant->organisation_number,
                                            .about_nb = text(tenant->about_nb),
                                            .about_nn = text(tenant->about_nn),
                                            .about_en = text(tenant->about_en),
                                            .place = text(tenant->place),
                                            .unit = text(tenant->unit),
                                            .icon = text(tenant->icon),
                                            .email = text(tenant->email),
                                            .phone = text(tenant->phone)}));
    return db_changes(ctx) == 1 ? OK : NOT_FOUND;
}

enum status tenants_store_tell(struct ctx *ctx, const struct tenant *tenant)
{
    TRY(sql_tenants_row_tell(
        ctx, &(struct tenants_row_tell_args){.centre_id = ctx->centre_id,
                                             .id = tenant->id,
                                             .about_nb = text(tenant->about_nb),
                                             .about_nn = text(tenant->about_nn),
                                             .about_en = text(tenant->about_en),
                                             .people_nb = text(tenant->people[LANG_NB]),
                                             .people_nn = text(tenant->people[LANG_NN]),
                                             .people_en = text(tenant->people[LANG_EN]),
                                             .takes_nb = text(tenant->takes[LANG_NB]),
                                             .takes_nn = text(tenant->takes[LANG_NN]),
                                             .takes_en = text(tenant->takes[LANG_EN]),
                                             .services_nb = text(tenant->services[LANG_NB]),
                                             .services_nn = text(tenant->services[LANG_NN]),
                                             .services_en = text(tenant->services[LANG_EN]),
                                             .email = text(tenant->email),
                                             .phone = text(tenant->phone)}));
    return db_changes(ctx) == 1 ? OK : NOT_FOUND;
}
