/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of photos, for this floor's own files only. */
#ifndef OMBRUK_MEDIA_MEDIA_STORE_H
#define OMBRUK_MEDIA_MEDIA_STORE_H

#include "media/media.h"

/* Inside db_write(): the centre has this photo. `*ret_new`: it had it not before. */
MUST_CHECK enum status media_store_photo(struct ctx *ctx, struct str hash, bool demo,
                                         bool *ret_new);
/* In a write of its own: the sizes are made. `*ret_has`: the centre still has the photo. */
MUST_CHECK enum status media_store_sized(struct ctx *ctx, struct str hash, bool *ret_has);
MUST_CHECK enum status media_store_has(struct ctx *ctx, struct str hash, bool *ret_has);
MUST_CHECK enum status media_store_remove(struct ctx *ctx, struct str hash);
/* Whether any centre has it, or one is on its way to any. */
MUST_CHECK enum status media_store_wanted(struct ctx *ctx, struct str hash, bool *ret_wanted);
MUST_CHECK enum status media_store_backlog(struct ctx *ctx, int64_t *ret_count);

/* As media_each(). */
MUST_CHECK enum status media_store_each(struct ctx *ctx, media_hash_fn *fn, void *arg);

#endif
