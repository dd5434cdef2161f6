/* SPDX-License-Identifier: EUPL-1.2 */
/* The last act of a shop on a listing, and back. */
#include "catalogue/catalogue_index.h"
#include "catalogue/catalogue_seller_control.h"
#include "catalogue/catalogue_seller_draft.h"
#include "catalogue/catalogue_seller_store.h"

#include "base/banned.h"

struct acting {
    int64_t tenant_id;
    int64_t listing_id;
    const struct publication *publication;
    struct listing listing;
};

static enum status remember(struct ctx *ctx, const struct listing *before,
                            const struct listing *after, enum undo_act act)
{
    const struct undo_row row = {.act = act, .version = after->version, .before = *before};
    return catalogue_seller_store_set_undo(ctx, after->id, &row);
}

static enum status publish(struct ctx *ctx, void *arg)
{
    struct acting *acting = arg;
    struct listing before = {.title = STR(""), .wear = STR(""), .place = STR("")};
    struct thing thing;
    TRY(catalogue_seller_must_declare(ctx, acting->tenant_id));
    TRY(goods_thing(ctx, acting->publication->thing_id, &thing));
    const enum status found = catalogue_by_code(ctx, thing.code, &before);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    TRY(catalogue_publish(ctx, acting->tenant_id, acting->publication, &acting->listing));
    TRY(catalogue_seller_drop_draft(ctx, acting->tenant_id, thing.id));
    TRY(catalogue_seller_mended(ctx, acting->listing.id));
    if (found == OK && before.version == acting->listing.version) {
        return OK;
    }
    const bool was_out = found == OK && before.state == LISTING_PUBLIC;
    return remember(ctx, &before, &acting->listing, was_out ? UNDO_CHANGE : UNDO_PUT_OUT);
}

enum status catalogue_seller_publish(struct ctx *ctx, int64_t tenant_id,
                                     const struct publication *publication,
                                     struct listing *ret_listing)
{
    struct acting acting = {.tenant_id = tenant_id, .publication = publication};
    TRY(db_write(ctx, publish, &acting));
    *ret_listing = acting.listing;
    return OK;
}

static enum status withdraw(struct ctx *ctx, void *arg)
{
    struct acting *acting = arg;
    struct listing before;
    TRY(catalogue_listing(ctx, acting->listing_id, &before));
    TRY(catalogue_withdraw(ctx, acting->tenant_id, acting->listing_id));
    TRY(catalogue_listing(ctx, acting->listing_id, &acting->listing));
    return remember(ctx, &before, &acting->listing, UNDO_WITHDRAW);
}

enum status catalogue_seller_withdraw(struct ctx *ctx, int64_t tenant_id, int64_t listing_id)
{
    struct acting acting = {.tenant_id = tenant_id, .listing_id = listing_id};
    return db_write(ctx, withdraw, &acting);
}

/* The row that still fits the listing. */
static enum status row_of(struct ctx *ctx, const struct listing *listing, struct undo_row *ret_row)
{
    struct undo_row row;
    TRY(catalogue_seller_store_undo(ctx, listing->id, &row));
    if (row.version != listing->version || ctx->now_ms - row.at_ms > UNDO_MS) {
        return NOT_FOUND;
    }
    *ret_row = row;
    return OK;
}

enum status catalogue_seller_undoable(struct ctx *ctx, int64_t tenant_id,
                                      const struct listing *listing, enum undo_act *ret_act)
{
    struct undo_row row;
    if (listing->tenant_id != tenant_id) {
        return NOT_FOUND;
    }
    TRY(row_of(ctx, listing, &row));
    *ret_act = row.act;
    return OK;
}

/* As it was before, with the struck price it had. */
static enum status publish_as_before(struct ctx *ctx, const struct listing *listing,
                                     const struct undo_row *row)
{
    const struct listing *before = &row->before;
    struct indexed_listing stored;
    struct listing now;
    struct thing thing;
    TRY(goods_thing(ctx, listing->thing_id, &thing));
    const struct publication publication = {.thing_id = thing.id,
                                            .title = before->title,
                                            .wear = before->wear,
                                            .category_id = before->category_id,
                                            .kind_key = thing.kind_key,
                                            .grade = before->grade,
                                            .size_key = before->size_key,
                                            .colour_id = before->colour_id,
                                            .price_ore = before->price_ore,
                                            .place = before->place,
                                            .brand = before->brand,
                                            .seasons = before->seasons,
                                            .material = before->material,
                                            .washed_day = before->washed_day};
    TRY(catalogue_publish(ctx, listing->tenant_id, &publication, &now));
    TRY(catalogue_store_get(ctx, now.id, &stored));
    stored.listing.before_ore = before->before_ore;
    return catalogue_store_set(ctx, &stored);
}

static enum status undo(struct ctx *ctx, void *arg)
{
    struct acting *acting = arg;
    struct listing listing;
    struct undo_row row;
    TRY(catalogue_listing(ctx, acting->listing_id, &listing));
    if (listing.tenant_id != acting->tenant_id) {
        return NOT_FOUND;
    }
    const enum status fits = row_of(ctx, &listing, &row);
    if (fits == NOT_FOUND) {
        return ctx_fail(ctx, CONFLICT,
                        N_("This cannot be undone any more. Something has happened to it since."),
                        NULL);
    }
    TRY(fits);
    TRY(catalogue_seller_store_end_undo(ctx, listing.id));
    return row.act == UNDO_PUT_OUT ? catalogue_withdraw(ctx, acting->tenant_id, listing.id)
                                   : publish_as_before(ctx, &listing, &row);
}

enum status catalogue_seller_undo(struct ctx *ctx, int64_t tenant_id, int64_t listing_id)
{
    struct acting acting = {.tenant_id = tenant_id, .listing_id = listing_id};
    return db_write(ctx, undo, &acting);
}
