/* SPDX-License-Identifier: EUPL-1.2 */
/* A round step by step, for tests of the draw. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_DRAW_SCENE_H
#define OMBRUK_ALLOCATION_ALLOCATION_DRAW_SCENE_H

#include <sodium.h>

#include "allocation/allocation_publish.h"
#include "allocation/allocation_scene.h"
#include "mail/mail.h"

#define SIGNATURE                                                                                  \
    "b6b6a585449b66eb12e875b64fcbab3799861a00e4dbf092d99e969a5eac57dd3f798acf61e705fe4f093db92662" \
    "6807"

/* ---- steps
 * ----------------------------------------------------------------------------------------- */

static inline int64_t opened(struct scene *scene)
{
    const int64_t id = scene_draft(scene);
    assert_int_equal(allocation_round_open(&scene->ctx, id), OK);
    return id;
}

static inline void wish(struct scene *scene, int64_t round_id, int shop, const struct thing *thing,
                        int64_t stars)
{
    assert_int_equal(
        allocation_wish_set(&scene->ctx, round_id, scene->shops[shop], thing->id, stars, WISH_OWN),
        OK);
}

static inline void closed(struct scene *scene, int64_t round_id)
{
    scene_at(scene, scene_round(scene, round_id).closes_ms);
    assert_int_equal(allocation_close(&scene->ctx, round_id), OK);
    assert_int_equal(scene_round(scene, round_id).state, ROUND_CLOSED);
}

static inline struct beacon beacon_of(struct ctx *ctx, const char *signature,
                                      enum beacon_source source)
{
    unsigned char bytes[128];
    unsigned char digest[32];
    const struct str text = str_of(signature);
    assert_true(str_from_hex(text, bytes, text.len / 2));
    crypto_hash_sha256(digest, bytes, text.len / 2);
    return (struct beacon){source, text, str_hex(ctx->mem, digest, 32), STR("")};
}

static inline void drawn(struct scene *scene, int64_t round_id)
{
    const struct beacon beacon = beacon_of(&scene->ctx, SIGNATURE, BEACON_FETCHED);
    bool done = false;
    scene_at(scene, scene_round(scene, round_id).draw_ms);
    assert_int_equal(allocation_beacon(&scene->ctx, round_id, &beacon, &done), OK);
    assert_true(done);
    assert_int_equal(scene_round(scene, round_id).state, ROUND_DRAWN);
}

static inline void published(struct scene *scene, int64_t round_id)
{
    assert_int_equal(allocation_publish(&scene->ctx, round_id), OK);
    assert_int_equal(scene_round(scene, round_id).state, ROUND_PUBLISHED);
}

static inline void assert_ledgers(struct scene *scene)
{
    struct goods_verdict goods;
    struct allocation_verdict points;
    assert_int_equal(goods_verify(&scene->ctx, &goods), OK);
    assert_int_equal(goods.differences, 0);
    assert_int_equal(allocation_verify(&scene->ctx, &points), OK);
    if (points.differences > 0) {
        print_error("%.*s\n", STR_ARG(points.first));
    }
    assert_int_equal(points.differences, 0);
}

static inline struct draw_run run_of(struct scene *scene, int64_t round_id)
{
    struct draw_run run;
    assert_int_equal(allocation_store_run(&scene->ctx, scene_round(scene, round_id).run_id, &run),
                     OK);
    return run;
}

static inline int64_t shop_of(struct scene *scene, int64_t thing_id)
{
    struct thing thing;
    assert_int_equal(goods_thing(&scene->ctx, thing_id, &thing), OK);
    return thing.allotted_to;
}

static inline int64_t mails_about(struct scene *scene, const char *words)
{
    struct mail_items items;
    int64_t count = 0;
    assert_int_equal(mail_list(&scene->ctx, 1000, &items), OK);
    for (size_t i = 0; i < items.count; i++) {
        count += str_find(items.ptr[i].subject, str_of(words)) >= 0;
    }
    return count;
}

#endif
