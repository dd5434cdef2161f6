/* SPDX-License-Identifier: EUPL-1.2 */
/* The dealer's register. */
#include "safety/safety_dealer.h"

#include "base/id.h"
#include "centre/centre.h"
#include "i18n/i18n.h"
#include "safety/safety_rules.h"

#include "base/banned.h"

#define RELEASE_STEP 200

enum status safety_dealer_rule(struct ctx *ctx, int64_t category_id, int64_t source_kind,
                               int64_t day, struct stored_dealer_rule *ret_rule)
{
    int64_t chain[3];
    struct str country;
    if (source_kind != HOLDER_BOUGHT && source_kind != HOLDER_COMMISSION) {
        return NOT_FOUND;
    }
    safety_rules_chain(category_id, chain);
    TRY(safety_store_country(ctx, day, &country));
    TRY(safety_store_dealer_rule_of(ctx, country, chain, day, ret_rule));
    return ret_rule->applies && (source_kind == HOLDER_BOUGHT || ret_rule->commission) ? OK
                                                                                       : NOT_FOUND;
}

/* ---- entries --------------------------------------------------------------------------------- */

static struct str why(struct ctx *ctx, int64_t entry_id)
{
    return str_format(ctx->mem, "dealer=%lld", (long long)entry_id);
}

/* The entry that the seller stands with. */
static int64_t root_of(const struct dealer_entry *entry)
{
    return entry->of_id == NO_I64 ? entry->id : entry->of_id;
}

enum status safety_dealer_enter(struct ctx *ctx, const struct thing *thing, int64_t source_kind)
{
    struct stored_dealer_rule rule;
    struct dealer_entry entry;
    const int64_t bought_day = centre_day_of(ctx, thing->received_ms);
    bool is_new = false;
    const enum status found =
        safety_dealer_rule(ctx, thing->category_id, source_kind, bought_day, &rule);
    if (found != OK) {
        return found == NOT_FOUND ? OK : found;
    }
    const enum status known = safety_store_entry_of(ctx, thing->id, &entry);
    if (known != NOT_FOUND) {
        return known;
    }
    entry = (struct dealer_entry){.id = id_new(),
                                  .thing_id = thing->id,
                                  .rule_id = rule.id,
                                  .of_id = NO_I64,
                                  .bought_day = bought_day,
                                  .hold_until_day = bought_day + rule.hold_days - 1};
    /* Whatever the day is now: nobody has written down who sold it. */
    TRY(safety_store_add_entry(ctx, &entry));
    return (thing->stops & STOP_HOLDING) == 0
               ? goods_stop_set(ctx, thing->id, STOP_HOLDING, why(ctx, entry.id), &is_new)
               : OK;
}

enum status safety_dealer_divide(struct ctx *ctx, const struct thing *part)
{
    struct dealer_entry entry;
    struct dealer_entry own;
    const enum status found = safety_store_entry_of(ctx, part->parent_id, &entry);
    if (found != OK) {
        return found == NOT_FOUND ? OK : found;
    }
    own = entry;
    own.id = id_new();
    own.thing_id = part->id;
    own.of_id = root_of(&entry);
    own.released = (part->stops & STOP_HOLDING) == 0;
    return safety_store_add_entry(ctx, &own);
}

enum status safety_dealer_merge(struct ctx *ctx, const struct thing *into, int64_t from_id)
{
    struct dealer_entry entry;
    const enum status found = safety_store_entry_of(ctx, from_id, &entry);
    if (found != OK || entry.released) {
        return found == NOT_FOUND ? OK : found;
    }
    struct dealer_entry own = entry;
    own.of_id = root_of(&entry);
    own.id = id_new();
    own.thing_id = into->id;
    TRY(safety_store_add_entry(ctx, &own));
    TRY(safety_store_entry_of(ctx, into->id, &own));
    TRY(safety_store_merged(ctx, root_of(&own), root_of(&entry)));
    return safety_store_extend(ctx, into->id, entry.hold_until_day);
}

/* ---- letting go -------------------------------------------------------------------------------
 */

struct releasing {
    int64_t day;
    int64_t released;
    size_t read;
};

static enum status release_step(struct ctx *ctx, void *arg)
{
    struct releasing *releasing = arg;
    struct dealer_entries due;
    bool is_new = false;
    releasing->released = 0;
    TRY(safety_store_due(ctx, releasing->day, RELEASE_STEP, &due));
    for (size_t i = 0; i < due.count; i++) {
        TRY(goods_stop_clear(ctx, due.ptr[i].thing_id, STOP_HOLDING, why(ctx, due.ptr[i].id),
                             &is_new));
        TRY(safety_store_release(ctx, due.ptr[i].id));
        releasing->released += is_new;
    }
    releasing->read = due.count;
    return OK;
}

/* ---- sellers --------------------------------------------------------------------------------- */

struct selling {
    int64_t entry_id;
    const struct safety_seller *seller;
};

static enum status check_seller(struct ctx *ctx, const struct safety_seller *seller,
                                const struct stored_dealer_rule *rule)
{
    if (seller->name.len == 0) {
        return ctx_fail(ctx, INVALID, N_("Write the name of who sold it."), "seller");
    }
    if (safety_document_words(seller->document) == NULL) {
        return ctx_fail(ctx, INVALID, N_("Choose which paper the seller showed."), "document");
    }
    if (!seller->adult && rule->min_age > 0) {
        const enum status status = ctx_fail(
            ctx, INVALID, N_("Nothing may be bought from somebody under {detail}. Give it back."),
            "adult");
        ctx->err.detail = str_of_i64(ctx->mem, rule->min_age);
        return status;
    }
    return OK;
}

static enum status write_seller(struct ctx *ctx, void *arg)
{
    const struct selling *selling = arg;
    struct dealer_entry entry;
    struct stored_dealer_rule rule;
    struct releasing releasing = {.day = centre_today(ctx)};
    TRY(safety_store_entry(ctx, selling->entry_id, &entry));
    TRY(safety_store_dealer_rule(ctx, entry.rule_id, &rule));
    TRY(check_seller(ctx, selling->seller, &rule));
    if (entry.of_id != NO_I64) {
        return ctx_fail(ctx, CONFLICT,
                        N_("It was taken out of a lot: the seller stands with the lot."), NULL);
    }
    TRY(safety_store_add_seller(ctx, entry.id, selling->seller, entry.bought_day + rule.keep_days));
    /* What waited for nothing else is free at once; of more than a step the daily work frees the
     * rest. */
    return release_step(ctx, &releasing);
}

enum status safety_dealer_seller(struct ctx *ctx, int64_t entry_id,
                                 const struct safety_seller *seller)
{
    struct selling selling = {entry_id, seller};
    return db_write(ctx, write_seller, &selling);
}

static enum status write_bought(struct ctx *ctx, void *arg)
{
    struct selling *selling = arg;
    struct thing thing;
    struct holder source;
    struct dealer_entry entry;
    TRY(goods_thing(ctx, selling->entry_id, &thing));
    TRY(goods_holder(ctx, thing.source_id, &source));
    TRY(safety_dealer_enter(ctx, &thing, source.kind));
    const enum status found = safety_store_entry_of(ctx, thing.id, &entry);
    if (found != OK) {
        return found == NOT_FOUND ? OK : found;
    }
    struct selling of_entry = {entry.id, selling->seller};
    return write_seller(ctx, &of_entry);
}

enum status safety_bought(struct ctx *ctx, int64_t thing_id, const struct safety_seller *seller)
{
    struct selling selling = {thing_id, seller};
    return db_write(ctx, write_bought, &selling);
}

/* ---- every day ------------------------------------------------------------------------------- */

static enum status forget(struct ctx *ctx, void *arg)
{
    int64_t *erased = arg;
    return safety_store_forget_sellers(ctx, centre_today(ctx), erased);
}

enum status safety_dealer_daily(struct ctx *ctx, int64_t *ret_released, int64_t *ret_erased)
{
    struct releasing releasing = {.day = centre_today(ctx)};
    int64_t released = 0;
    do {
        TRY(db_write(ctx, release_step, &releasing));
        released += releasing.released;
    } while (releasing.read == RELEASE_STEP);
    *ret_released = released;
    return db_write(ctx, forget, ret_erased);
}

/* ---- what is shown of it --------------------------------------------------------------------- */

enum status safety_dealer_seller_of(struct ctx *ctx, const struct dealer_entry *entry,
                                    struct dealer_entry *ret_sold)
{
    *ret_sold = *entry;
    return entry->of_id == NO_I64 ? OK : safety_store_entry(ctx, entry->of_id, ret_sold);
}

enum status safety_dealer_until(struct ctx *ctx, const struct dealer_entry *entry,
                                struct str *ret_words)
{
    const struct i18n_arg day = {"day", i18n_day(ctx, entry->hold_until_day)};
    const bool over = entry->hold_until_day < centre_today(ctx);
    struct dealer_entry sold;
    bool known = false;
    TRY(safety_dealer_seller_of(ctx, entry, &sold));
    TRY(safety_store_sellers_known(ctx, &sold, &known));
    const char *words = entry->released ? N_("may be sold")
                        : known         ? N_("kept until {day}")
                        : over          ? N_("when the office has written down who sold it")
                               : N_("kept until {day}, and until the office has written down who "
                                    "sold it");
    *ret_words = i18n_fill(ctx, words, &day, 1);
    return OK;
}
