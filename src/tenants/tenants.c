/* SPDX-License-Identifier: EUPL-1.2 */
/* Shops: added, changed, found. */
#include "tenants/tenants.h"

#include "base/id.h"
#include "centre/centre.h"
#include "goods/goods.h"
#include "tenants/tenants_store.h"

#include "base/banned.h"

#define SLUG_MIN 2
#define SLUG_MAX 40

static bool slug_is_valid(struct str slug)
{
    if (slug.len < SLUG_MIN || slug.len > SLUG_MAX) {
        return false;
    }
    for (size_t i = 0; i < slug.len; i++) {
        const char sign = slug.ptr[i];
        if (!(sign >= 'a' && sign <= 'z') && !(sign >= '0' && sign <= '9') && sign != '-') {
            return false;
        }
    }
    return true;
}

static enum status check(struct ctx *ctx, const struct tenant *tenant)
{
    if (tenant->name.len == 0) {
        return ctx_fail(ctx, INVALID, N_("Write the name of the shop."), "name");
    }
    if (!tenants_organisation_number_valid(tenant->organisation_number)) {
        return ctx_fail(ctx, INVALID, N_("Enter the organisation number with 9 digits."),
                        "organisation_number");
    }
    return OK;
}

static enum status add_in_write(struct ctx *ctx, void *arg)
{
    const struct tenant *tenant = arg;
    int64_t holder_id = 0;
    TRY(tenants_store_add(ctx, tenant, centre_today(ctx)));
    return goods_holder_add(ctx, tenant->id, HOLDER_TENANT, tenant->name, &holder_id);
}

enum status tenants_add(struct ctx *ctx, const struct tenant *tenant, int64_t *ret_tenant_id)
{
    struct tenant added = *tenant;
    TRY(check(ctx, tenant));
    if (!slug_is_valid(tenant->slug)) {
        return ctx_fail(
            ctx, INVALID,
            N_("Write the address with small letters a–z, digits and hyphens, 2 to 40 in "
               "all."),
            "slug");
    }
    added.id = id_new();
    const enum status status = db_write(ctx, add_in_write, &added);
    if (status == CONFLICT) {
        return ctx_fail(ctx, CONFLICT, N_("Another shop has that address."), "slug");
    }
    TRY(status);
    *ret_tenant_id = added.id;
    return OK;
}

static enum status set_in_write(struct ctx *ctx, void *arg)
{
    const struct tenant *tenant = arg;
    return tenants_store_set(ctx, tenant);
}

enum status tenants_change(struct ctx *ctx, const struct tenant *tenant)
{
    struct tenant changed = *tenant;
    TRY(check(ctx, tenant));
    return db_write(ctx, set_in_write, &changed);
}

static enum status tell_in_write(struct ctx *ctx, void *arg)
{
    const struct tenant *tenant = arg;
    return tenants_store_tell(ctx, tenant);
}

enum status tenants_tell(struct ctx *ctx, const struct tenant *tenant)
{
    struct tenant told = *tenant;
    return db_write(ctx, tell_in_write, &told);
}

enum status tenants_get(struct ctx *ctx, int64_t tenant_id, struct tenant *ret_tenant)
{
    return tenants_store_get(ctx, tenant_id, ret_tenant);
}

enum status tenants_by_slug(struct ctx *ctx, struct str slug, struct tenant *ret_tenant)
{
    return tenants_store_by_slug(ctx, slug, ret_tenant);
}

enum status tenants_list(struct ctx *ctx, struct tenant_list *ret_tenants)
{
    return tenants_store_list(ctx, centre_today(ctx), ret_tenants);
}

struct str tenants_told(const struct ctx *ctx, const struct str texts[LANG_COUNT])
{
    /* A shop that wrote in one language only is better than silence. */
    return texts[ctx->lang].len > 0 ? texts[ctx->lang] : texts[LANG_NB];
}

struct str tenants_about(const struct ctx *ctx, const struct tenant *tenant)
{
    const struct str about[LANG_COUNT] = {
        [LANG_NB] = tenant->about_nb, [LANG_NN] = tenant->about_nn, [LANG_EN] = tenant->about_en};
    return tenants_told(ctx, about);
}
