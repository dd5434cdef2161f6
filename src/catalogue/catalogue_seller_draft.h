/* SPDX-License-Identifier: EUPL-1.2 */
/* What was typed and not put out yet, and how the last act on a listing is undone. Inside the room
 * only. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_SELLER_DRAFT_H
#define OMBRUK_CATALOGUE_CATALOGUE_SELLER_DRAFT_H

#include "catalogue/catalogue.h"

/* ---- drafts ----------------------------------------------------------------------------------
 * As typed, unchecked, one for each thing of a shop and one for something new (thing 0). They are
 * the shop's: who works there goes on where a colleague left off. Gone when it is put out, and when
 * nobody has touched it for DRAFT_KEPT_DAYS. */

#define DRAFT_KEPT_DAYS 30

/* Each may be empty. */
struct draft {
    struct str title;
    struct str wear;
    struct str category;
    struct str kind;
    struct str size;
    struct str grade;
    struct str colour;
    struct str price;
    struct str place;
    struct str count;
    struct str photo; /* hash */
    struct str brand;
    struct str seasons; /* numbers of enum season with commas between */
    struct str material;
    struct str washed; /* "1": ticked */
    int64_t saved_ms;
};

/* NOT_FOUND: none. */
MUST_CHECK enum status catalogue_seller_draft(struct ctx *ctx, int64_t tenant_id, int64_t thing_id,
                                              struct draft *ret_draft);
/* NULL texts are empty. */
MUST_CHECK enum status catalogue_seller_save_draft(struct ctx *ctx, int64_t tenant_id,
                                                   int64_t thing_id, const struct draft *draft);
/* OK too when there is none. */
MUST_CHECK enum status catalogue_seller_drop_draft(struct ctx *ctx, int64_t tenant_id,
                                                   int64_t thing_id);

/* Forgets those that are older; the job "catalogue_drafts" does it each day. */
MUST_CHECK enum status catalogue_seller_forget_drafts(struct ctx *ctx);
job_fn catalogue_seller_drafts_job;

/* ---- undo ------------------------------------------------------------------------------------
 * The last publication, change or withdrawal by the shop can be undone for a day, once, while
 * nothing else has happened to the listing (a hold, a sale, a fallen price). Holds that ended when
 * it was taken off sale do not come back. */

#define UNDO_MS (INT64_C(24) * 3600 * 1000)

enum undo_act {
    UNDO_PUT_OUT = 1, /* was not public before */
    UNDO_CHANGE = 2,
    UNDO_WITHDRAW = 3
};

/* catalogue_publish() and catalogue_withdraw() for a shop's page: they remember how it was, drop
 * the draft, and tell the manager when what was taken off is out again. Errors as those; CONFLICT
 * too when the shop has not declared (catalogue_seller_control.h). */
MUST_CHECK enum status catalogue_seller_publish(struct ctx *ctx, int64_t tenant_id,
                                                const struct publication *publication,
                                                struct listing *ret_listing);
MUST_CHECK enum status catalogue_seller_withdraw(struct ctx *ctx, int64_t tenant_id,
                                                 int64_t listing_id);

/* What can be undone of the listing now; NOT_FOUND: nothing. */
MUST_CHECK enum status catalogue_seller_undoable(struct ctx *ctx, int64_t tenant_id,
                                                 const struct listing *listing,
                                                 enum undo_act *ret_act);
/* CONFLICT when something has happened since, or it is too late; NOT_FOUND for another shop's. */
MUST_CHECK enum status catalogue_seller_undo(struct ctx *ctx, int64_t tenant_id,
                                             int64_t listing_id);

#endif
