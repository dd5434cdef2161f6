/* SPDX-License-Identifier: EUPL-1.2 */
/* Pictures for demo data, composed from the parts in demo/pictures (its ORIGIN.txt says how).
 *
 * One picture is an object in one of its variants before a backdrop of another family of colour.
 * There are DEMO_PICTURES_COUNT of them, numbered; a number is the same picture on every machine.
 * They go in as drawings (media.h) and so have their hash at once: a thing gets its photo when it
 * is made, and jobs turn the drawings into photos while the demo is already being used. */
#ifndef OMBRUK_APP_DEMO_PICTURES_H
#define OMBRUK_APP_DEMO_PICTURES_H

#include "base/ctx.h"

#define DEMO_PICTURES_COUNT 400

struct demo_pictures;

/* Reads the embedded list of objects, into ctx->mem. */
struct demo_pictures *demo_pictures_open(struct ctx *ctx);

/* The picture for `object` as objects.csv names it ("snowsuit") and any number; -1 if there is no
 * such object: then a thing has no picture rather than a wrong one. */
int demo_pictures_for(const struct demo_pictures *pictures, struct str object, uint64_t seed);

/* Key of our colours (goods_codes.h) for what the picture with `number` shows: of the family of its
 * hue, light and dark ones told apart as people do (pink, brown, beige). Empty for what has many
 * colours. */
struct str demo_pictures_colour(const struct demo_pictures *pictures, int number);

/* How much of the scene a drawing shows. */
enum demo_view {
    DEMO_VIEW_WHOLE,
    DEMO_VIEW_CLOSE, /* the middle, twice as large */
    DEMO_VIEW_COUNT
};

/* The drawing with `number` from 0 to DEMO_PICTURES_COUNT - 1, 1600 × 2000 px, in ctx->mem. */
struct str demo_pictures_draw(struct ctx *ctx, const struct demo_pictures *pictures, int number,
                              enum demo_view view);

/* Stores the drawing (once; remembered in `pictures`) and gives its hash for photo_add(), which
 * lives as long as `pictures`. UNAVAILABLE if the disk does not take it. Not inside db_write(). */
MUST_CHECK enum status demo_pictures_store(struct ctx *ctx, struct demo_pictures *pictures,
                                           int number, enum demo_view view, struct str *ret_hash);

#endif
