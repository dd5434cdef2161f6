/* SPDX-License-Identifier: EUPL-1.2 */
/* Lots and times in words, for the pages after a draw. Inside the room only. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_AFTER_WORDS_H
#define OMBRUK_ALLOCATION_ALLOCATION_AFTER_WORDS_H

#include "allocation/allocation_after.h"
#include "allocation/allocation_after_views.h"

/* "torsdag 17. desember kl. 10–12"; over midnight with both days. */
struct str allocation_after_words_span(struct ctx *ctx, int64_t starts_ms, int64_t ends_ms);
/* "Kl. 10–12" */
struct str allocation_after_words_hours(struct ctx *ctx, int64_t starts_ms, int64_t ends_ms);
/* "kl. 10.12" */
struct str allocation_after_words_clock(struct ctx *ctx, int64_t at_ms);
/* The name of a station or shop; empty for nobody. */
struct str allocation_after_words_holder(struct ctx *ctx, int64_t holder_id);
/* "58 kg", "minst 58 kg" when a weight is not known, or "vekt ikke kjent". */
struct str allocation_after_words_weight(struct ctx *ctx, const struct thing *things, size_t count);
/* Picture, name and detail; without state and when. */
struct dock_lot allocation_after_words_lot(struct ctx *ctx, const struct thing *thing);
struct str allocation_after_words_id(struct ctx *ctx, int64_t id);

#endif
