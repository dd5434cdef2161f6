/* SPDX-License-Identifier: EUPL-1.2 */
/* Prices that fall by themselves. */
#include "catalogue/catalogue_seller_rule.h"

#include "catalogue/catalogue_seller_store.h"
#include "centre/centre.h"

#include "base/banned.h"

#define LISTINGS_STEP 100

struct price_fall catalogue_seller_fall(const struct listing *listing,
                                        const struct price_fall *stored, int64_t today)
{
    struct price_fall fall = {.from_day = listing->published_day,
                              .base_ore = listing->price_ore,
                              .price_ore = listing->price_ore};
    if (stored == NULL) {
        return fall;
    }
    fall.paused = stored->paused;
    if (stored->from_day < listing->published_day) {
        return fall;
    }
    if (stored->price_ore == listing->price_ore) {
        return *stored;
    }
    fall.from_day = today;
    return fall;
}

bool catalogue_seller_next_fall(const struct price_rule *rule, const struct price_fall *fall,
                                int64_t *ret_day, int64_t *ret_price_ore)
{
    for (int64_t step = fall->steps; step < PRICE_RULE_STEPS; step++) {
        const int64_t percent = rule->steps[step].percent;
        const int64_t off = fall->base_ore * (100 - percent) / 100 / 100 * 100;
        const int64_t price = off < rule->floor_ore ? rule->floor_ore : off;
        if (percent > 0 && price < fall->price_ore) {
            *ret_day = fall->from_day + rule->steps[step].days;
            *ret_price_ore = price;
            return true;
        }
    }
    return false;
}

enum status catalogue_seller_rule(struct ctx *ctx, int64_t tenant_id, struct price_rule *ret_rule)
{
    return catalogue_seller_store_rule(ctx, tenant_id, ret_rule);
}

static enum status set_rule(struct ctx *ctx, void *arg)
{
    return catalogue_seller_store_set_rule(ctx, arg);
}

enum status catalogue_seller_set_rule(struct ctx *ctx, const struct price_rule *rule)
{
    struct price_rule kept = *rule;
    kept.looked_day = centre_today(ctx);
    if (rule->steps[1].percent != 0 && rule->steps[1].days <= rule->steps[0].days) {
        return ctx_fail(ctx, INVALID, N_("The second step must come later than the first."),
                        "second_days");
    }
    if (rule->steps[1].percent != 0 && rule->steps[1].percent <= rule->steps[0].percent) {
        return ctx_fail(ctx, INVALID, N_("The second step must take more off than the first."),
                        "second_percent");
    }
    return db_write(ctx, set_rule, &kept);
}

static enum status end_rule(struct ctx *ctx, void *arg)
{
    const int64_t *tenant_id = arg;
    return catalogue_seller_store_end_rule(ctx, *tenant_id);
}

enum status catalogue_seller_end_rule(struct ctx *ctx, int64_t tenant_id)
{
    return db_write(ctx, end_rule, &tenant_id);
}

enum status catalogue_seller_fall_of(struct ctx *ctx, const struct listing *listing,
                                     struct price_fall *ret_fall)
{
    struct price_fall stored;
    const enum status found = catalogue_seller_store_fall(ctx, listing->id, &stored);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    *ret_fall = catalogue_seller_fall(listing, found == OK ? &stored : NULL, centre_today(ctx));
    return OK;
}

struct pausing {
    int64_t tenant_id;
    int64_t listing_id;
    bool paused;
};

static enum status pause(struct ctx *ctx, void *arg)
{
    const struct pausing *pausing = arg;
    struct listing listing;
    struct price_fall fall;
    TRY(catalogue_listing(ctx, pausing->listing_id, &listing));
    if (listing.tenant_id != pausing->tenant_id) {
        return NOT_FOUND;
    }
    TRY(catalogue_seller_fall_of(ctx, &listing, &fall));
    fall.paused = pausing->paused;
    return catalogue_seller_store_set_fall(ctx, listing.id, &fall);
}

enum status catalogue_seller_pause(struct ctx *ctx, int64_t tenant_id, int64_t listing_id,
                                   bool paused)
{
    struct pausing pausing = {tenant_id, listing_id, paused};
    return db_write(ctx, pause, &pausing);
}

/* ---- the job --------------------------------------------------------------------------------- */

struct lowering {
    const struct price_rule *rule;
    int64_t listing_id;
    bool fallen;
};

/* The furthest fall that is due today. */
static bool due(const struct price_rule *rule, const struct price_fall *from, int64_t today,
                struct price_fall *ret_fall)
{
    struct price_fall fall = *from;
    int64_t day = 0;
    int64_t price_ore = 0;
    while (catalogue_seller_next_fall(rule, &fall, &day, &price_ore) && day <= today) {
        fall.steps++;
        fall.price_ore = price_ore;
    }
    const bool falls = fall.price_ore < from->price_ore;
    *ret_fall = fall;
    return falls;
}

static enum status lower(struct ctx *ctx, void *arg)
{
    struct lowering *lowering = arg;
    struct listing listing;
    struct price_fall fall;
    lowering->fallen = false;
    TRY(catalogue_listing(ctx, lowering->listing_id, &listing));
    TRY(catalogue_seller_fall_of(ctx, &listing, &fall));
    if (listing.state != LISTING_PUBLIC || fall.paused ||
        !due(lowering->rule, &fall, centre_today(ctx), &fall)) {
        return OK;
    }
    lowering->fallen = true;
    TRY(catalogue_seller_store_set_fall(ctx, listing.id, &fall));
    return catalogue_set_price(ctx, listing.tenant_id, listing.id, listing.version, fall.price_ore);
}

/* A price that the shop has set itself after the rule acted is a new beginning, from today. */
static enum status begin_anew(struct ctx *ctx, void *arg)
{
    const struct listing *listing = arg;
    struct price_fall fall;
    TRY(catalogue_seller_fall_of(ctx, listing, &fall));
    return catalogue_seller_store_set_fall(ctx, listing->id, &fall);
}

static enum status lower_one(struct ctx *ctx, const struct price_rule *rule,
                             struct listing *listing, int64_t *fallen)
{
    struct lowering lowering = {.rule = rule, .listing_id = listing->id};
    struct price_fall stored;
    struct price_fall ignored;
    const enum status found = catalogue_seller_store_fall(ctx, listing->id, &stored);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    const int64_t today = centre_today(ctx);
    const struct price_fall fall =
        catalogue_seller_fall(listing, found == OK ? &stored : NULL, today);
    if (!fall.paused && due(rule, &fall, today, &ignored)) {
        TRY(db_write(ctx, lower, &lowering));
        *fallen += lowering.fallen ? 1 : 0;
        return OK;
    }
    return found == OK && stored.price_ore != listing->price_ore
               ? db_write(ctx, begin_anew, listing)
               : OK;
}

static enum status looked(struct ctx *ctx, void *arg)
{
    const int64_t *tenant_id = arg;
    return catalogue_seller_store_looked(ctx, *tenant_id, centre_today(ctx));
}

static enum status lower_shop(struct ctx *ctx, const struct price_rule *rule, int64_t *fallen)
{
    struct listings listings = {0};
    int64_t before = NO_I64;
    do {
        const struct arena_mark mark = arena_mark(ctx->mem);
        TRY(catalogue_of_tenant(ctx, rule->tenant_id, before, LISTINGS_STEP, &listings));
        for (size_t i = 0; i < listings.count; i++) {
            before = listings.ptr[i].seq;
            TRY(lower_one(ctx, rule, &listings.ptr[i], fallen));
        }
        arena_reset(ctx->mem, mark);
    } while (listings.count == LISTINGS_STEP);
    int64_t tenant_id = rule->tenant_id;
    return db_write(ctx, looked, &tenant_id);
}

enum status catalogue_seller_lower(struct ctx *ctx, int64_t *ret_fallen)
{
    struct price_rules rules;
    *ret_fallen = 0;
    TRY(catalogue_seller_store_rules_due(ctx, centre_today(ctx), &rules));
    for (size_t i = 0; i < rules.count; i++) {
        TRY(lower_shop(ctx, &rules.ptr[i], ret_fallen));
    }
    return OK;
}

enum status catalogue_seller_prices_job(struct ctx *ctx, struct str argument)
{
    int64_t fallen = 0;
    (void)argument;
    return catalogue_seller_lower(ctx, &fallen);
}
