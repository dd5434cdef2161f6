/* SPDX-License-Identifier: EUPL-1.2 */
/* That only used things are sold, and listings the manager takes off. */
#include "catalogue/catalogue_seller_control.h"

#include <stdlib.h>

#include "base/vec.h"
#include "catalogue/catalogue_seller_sample.h"
#include "catalogue/catalogue_seller_store.h"
#include "centre/centre.h"
#include "tenants/tenants.h"

#include "base/banned.h"

/* ---- only already produced goods ------------------------------------------------------------- */

enum status catalogue_seller_declared(struct ctx *ctx, int64_t tenant_id, int64_t *ret_until_day)
{
    int64_t day = 0;
    const enum status found = catalogue_seller_store_declared(ctx, tenant_id, &day);
    if (found == NOT_FOUND) {
        *ret_until_day = NO_I64;
        return OK;
    }
    TRY(found);
    *ret_until_day = day + DECLARATION_DAYS - 1;
    return OK;
}

enum status catalogue_seller_must_declare(struct ctx *ctx, int64_t tenant_id)
{
    int64_t until = NO_I64;
    TRY(catalogue_seller_declared(ctx, tenant_id, &until));
    return until != NO_I64 && until >= centre_today(ctx)
               ? OK
               : ctx_fail(ctx, CONFLICT,
                          N_("The owner of the shop must first confirm that you only sell used "
                             "things. It is done under Only used things."),
                          NULL);
}

static enum status declare(struct ctx *ctx, void *arg)
{
    const int64_t *tenant_id = arg;
    return catalogue_seller_store_declare(ctx, *tenant_id, centre_today(ctx));
}

enum status catalogue_declare(struct ctx *ctx, int64_t tenant_id)
{
    return db_write(ctx, declare, &tenant_id);
}

static int most_first(const void *a, const void *b)
{
    const struct control *first = a;
    const struct control *second = b;
    return (second->count > first->count) - (second->count < first->count);
}

enum status catalogue_seller_controls(struct ctx *ctx, struct controls *ret_controls)
{
    struct controls controls = {0};
    struct tenant_list tenants;
    TRY(tenants_list(ctx, &tenants));
    for (size_t i = 0; i < tenants.count; i++) {
        TRY(catalogue_seller_store_controls(ctx, tenants.ptr[i].id, CONTROL_ALIKE, CONTROL_MAX,
                                            &controls));
    }
    if (controls.count > 0) {
        qsort(controls.ptr, controls.count, sizeof(controls.ptr[0]), most_first);
    }
    controls.count = controls.count < CONTROL_MAX ? controls.count : CONTROL_MAX;
    *ret_controls = controls;
    return OK;
}

/* ---- moderation ------------------------------------------------------------------------------ */

const char *catalogue_seller_moderation_words(int64_t reason)
{
    static const char *const words[] = {
#define MODERATION_WORDS(number, name, text) [number] = (text),
        MODERATION_TABLE(MODERATION_WORDS)
#undef MODERATION_WORDS
    };
    return reason > 0 && reason < MODERATION_END ? words[reason] : NULL;
}

struct taking_off {
    int64_t listing_id;
    enum moderation reason;
    struct str sentence;
};

static enum status take_off(struct ctx *ctx, void *arg)
{
    const struct taking_off *taking = arg;
    struct listing listing;
    TRY(catalogue_listing(ctx, taking->listing_id, &listing));
    TRY(catalogue_withdraw(ctx, listing.tenant_id, listing.id));
    const struct moderated row = {.listing_id = listing.id,
                                  .tenant_id = listing.tenant_id,
                                  .reason = taking->reason,
                                  .sentence = taking->sentence};
    TRY(catalogue_seller_sample_off(ctx, listing.id, taking->reason == MODERATION_NEW_PRODUCT));
    return catalogue_seller_store_moderate(ctx, &row);
}

enum status catalogue_seller_take_off(struct ctx *ctx, int64_t listing_id, enum moderation reason,
                                      struct str sentence)
{
    struct taking_off taking = {listing_id, reason, sentence};
    if (catalogue_seller_moderation_words(reason) == NULL) {
        return ctx_fail(ctx, INVALID, N_("Choose why it is taken off."), "reason");
    }
    if (str_utf8_length(sentence) > MODERATION_SENTENCE_MAX) {
        return ctx_fail(ctx, INVALID, N_("The sentence may have 300 characters."), "sentence");
    }
    return db_write(ctx, take_off, &taking);
}

enum status catalogue_seller_why_off(struct ctx *ctx, int64_t listing_id,
                                     struct moderated *ret_moderated)
{
    return catalogue_seller_store_why_off(ctx, listing_id, ret_moderated);
}

enum status catalogue_seller_mended(struct ctx *ctx, int64_t listing_id)
{
    return catalogue_seller_store_mended(ctx, listing_id);
}

static enum status seen(struct ctx *ctx, void *arg)
{
    const int64_t *listing_id = arg;
    return catalogue_seller_store_seen(ctx, *listing_id);
}

enum status catalogue_seller_seen(struct ctx *ctx, int64_t listing_id)
{
    return db_write(ctx, seen, &listing_id);
}

enum status catalogue_seller_unsettled(struct ctx *ctx, struct moderateds *ret_list)
{
    return catalogue_seller_store_unsettled(ctx, 100, ret_list);
}
