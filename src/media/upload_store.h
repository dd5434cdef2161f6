/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of uploads, for this floor's own files only. */
#ifndef OMBRUK_MEDIA_UPLOAD_STORE_H
#define OMBRUK_MEDIA_UPLOAD_STORE_H

#include "media/upload.h"

/* `have` is not looked up: 0. */
MUST_CHECK enum status upload_store_get(struct ctx *ctx, struct str uuid,
                                        struct upload_progress *ret_progress);
MUST_CHECK enum status upload_store_of(struct ctx *ctx, struct str owner,
                                       struct upload_list *ret_list);
/* Inside db_write(). */
MUST_CHECK enum status upload_store_set(struct ctx *ctx, const struct upload_promise *promise,
                                        enum upload_state state, struct str why);
MUST_CHECK enum status upload_store_remove(struct ctx *ctx, struct str uuid);

MUST_CHECK enum status upload_store_backlog(struct ctx *ctx, struct upload_backlog *ret_backlog);
/* True if another upload of the centre needs the received bytes of `hash`. */
MUST_CHECK enum status upload_store_is_shared(struct ctx *ctx, struct str hash, struct str uuid,
                                              bool *ret_shared);
/* At most 500 in `state`, unchanged since `before_ms`; only uuid and hash are set. */
MUST_CHECK enum status upload_store_old(struct ctx *ctx, enum upload_state state, int64_t before_ms,
                                        struct upload_list *ret_list);

/* The hashes of all centres' uploads that are whole and no photo, as media_each(). */
MUST_CHECK enum status upload_store_each(struct ctx *ctx, media_hash_fn *fn, void *arg);

#endif
