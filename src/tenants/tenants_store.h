/* SPDX-License-Identifier: EUPL-1.2 */
/* What room tenants keeps in the database. Only this file's .c runs the room's queries. */
#ifndef OMBRUK_TENANTS_TENANTS_STORE_H
#define OMBRUK_TENANTS_TENANTS_STORE_H

#include "tenants/tenants.h"

MUST_CHECK enum status tenants_store_get(struct ctx *ctx, int64_t tenant_id,
                                         struct tenant *ret_tenant);
MUST_CHECK enum status tenants_store_by_slug(struct ctx *ctx, struct str slug,
                                             struct tenant *ret_tenant);
/* With an agreement on `day`, by name, at most 500. */
MUST_CHECK enum status tenants_store_list(struct ctx *ctx, int64_t day,
                                          struct tenant_list *ret_tenants);

/* Inside db_write(). */
MUST_CHECK enum status tenants_store_add(struct ctx *ctx, const struct tenant *tenant,
                                         int64_t from_day);
/* All but id and slug. NOT_FOUND. */
MUST_CHECK enum status tenants_store_set(struct ctx *ctx, const struct tenant *tenant);
/* What it tells about itself, as tenants_tell(). NOT_FOUND. */
MUST_CHECK enum status tenants_store_tell(struct ctx *ctx, const struct tenant *tenant);

#endif
