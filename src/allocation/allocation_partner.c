/* SPDX-License-Identifier: EUPL-1.2 */
/* Partners outside the house, and what their agreements let them have. */
#include "allocation/allocation_after_plan.h"
#include "centre/centre.h"

#include "base/banned.h"

#define PARTNERS_MAX     200
#define PARTNER_NAME_MAX 120

struct adding {
    struct partner partner;
};

static enum status add_partner(struct ctx *ctx, void *arg)
{
    struct adding *adding = arg;
    return allocation_after_store_add_partner(ctx, &adding->partner, &adding->partner.id);
}

static enum status check_categories(struct ctx *ctx, const struct i64_list *categories)
{
    if (categories->count == 0) {
        return ctx_fail(ctx, INVALID, N_("Choose at least one category."), "category");
    }
    for (size_t i = 0; i < categories->count; i++) {
        if (goods_codes_category(categories->ptr[i]) == NULL) {
            return ctx_fail(ctx, INVALID, N_("Choose categories from the list."), "category");
        }
    }
    return OK;
}

enum status allocation_partner_add(struct ctx *ctx, const struct partner *partner, int64_t *ret_id)
{
    struct adding adding = {.partner = *partner};
    if (partner->name.len == 0 || str_utf8_length(partner->name) > PARTNER_NAME_MAX) {
        return ctx_fail(ctx, INVALID, N_("Write the name, at most 120 characters."), "name");
    }
    if (!tenants_organisation_number_valid(partner->organisation_number)) {
        return ctx_fail(ctx, INVALID, N_("Write the organisation number with 9 digits."),
                        "organisation_number");
    }
    if (partner->term != PARTNER_TWELVE_MONTHS && partner->term != PARTNER_ONCE) {
        return ctx_fail(ctx, INVALID, N_("Choose how long the agreement lasts."), "term");
    }
    if (partner->from_day < centre_today(ctx)) {
        return ctx_fail(ctx, INVALID, N_("Choose today or a later day."), "from");
    }
    TRY(check_categories(ctx, &partner->categories));
    adding.partner.to_day = allocation_after_plan_last_day(partner->from_day);
    TRY(db_write(ctx, add_partner, &adding));
    *ret_id = adding.partner.id;
    return OK;
}

static enum status end_partner(struct ctx *ctx, void *arg)
{
    const int64_t *partner_id = arg;
    struct partner partner;
    TRY(allocation_after_store_partner(ctx, *partner_id, &partner));
    return allocation_after_store_end_partner(ctx, *partner_id);
}

enum status allocation_partner_end(struct ctx *ctx, int64_t partner_id)
{
    return db_write(ctx, end_partner, &partner_id);
}

enum status allocation_partners(struct ctx *ctx, struct partners *ret_partners)
{
    return allocation_after_store_partners(ctx, PARTNERS_MAX, ret_partners);
}

bool allocation_partner_may_have(struct ctx *ctx, const struct partner *partner,
                                 int64_t category_id, int64_t day)
{
    const int64_t used_day =
        partner->used_ms == NO_I64 ? NO_I64 : centre_day_of(ctx, partner->used_ms);
    if (!allocation_after_plan_partner_runs(partner, day, used_day)) {
        return false;
    }
    for (size_t i = 0; i < partner->categories.count; i++) {
        if (goods_codes_is_within(category_id, partner->categories.ptr[i])) {
            return true;
        }
    }
    return false;
}
