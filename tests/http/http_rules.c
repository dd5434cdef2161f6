/* SPDX-License-Identifier: EUPL-1.2 */
/* Rules with many lines, and whether two versions of them say the same. */
#include "http_rules.h"

#include <string.h>

#include "allocation/allocation.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"

static void put_points(struct ctx *ctx, struct allocation_rules *rules, int64_t category_id,
                       int64_t mp, int64_t step)
{
    for (int64_t size = GOODS_SIZE_S; size <= GOODS_SIZE_PALLET; size++) {
        for (int64_t state = STATE_WHOLE; state <= STATE_UNSURE; state++) {
            vec_push(ctx->mem, &rules->points,
                     (struct tariff_points){category_id, size, state, mp});
            mp += step;
        }
    }
}

struct fixture *rules_open(size_t kinds, int64_t step, size_t classes)
{
    struct fixture *f = fixture_open();
    const struct goods_category *categories = goods_codes_all()->categories;
    struct ctx ctx;
    int64_t id = 0;
    fixture_ctx(f, &ctx);
    struct allocation_rules rules = allocation_rules_first(&ctx);
    rules.note = STR("De første reglene.");
    rules.from_day = centre_today(&ctx);
    rules.classes.count = 0;
    for (size_t i = 0; i < kinds; i++) {
        put_points(&ctx, &rules, categories[i].id, 1000 * (int64_t)i + 125, step);
    }
    for (size_t i = 0; i < classes; i++) {
        vec_push(ctx.mem, &rules.classes,
                 (struct tariff_class){categories[i].id, str_format(ctx.mem, "klasse %zu", i),
                                       i % 2 == 0 ? STR("godkjent") : STR("")});
    }
    assert_int_equal(allocation_rules_add(&ctx, &rules, &id), OK);
    app_end(&ctx);
    return f;
}

static bool same_points(const struct allocation_rules *a, const struct allocation_rules *b)
{
    size_t found = 0;
    for (size_t i = 0; i < a->points.count; i++) {
        for (size_t j = 0; j < b->points.count; j++) {
            found += memcmp(&a->points.ptr[i], &b->points.ptr[j], sizeof(a->points.ptr[i])) == 0;
        }
    }
    return found == a->points.count && a->points.count == b->points.count;
}

static bool same_classes(const struct allocation_rules *a, const struct allocation_rules *b)
{
    size_t found = 0;
    for (size_t i = 0; i < a->classes.count; i++) {
        for (size_t j = 0; j < b->classes.count; j++) {
            const struct tariff_class *left = &a->classes.ptr[i];
            const struct tariff_class *right = &b->classes.ptr[j];
            found += left->category_id == right->category_id &&
                     str_equal(left->quota_class, right->quota_class) &&
                     str_equal(left->requires, right->requires);
        }
    }
    return found == a->classes.count && a->classes.count == b->classes.count;
}

int64_t rules_in_force(struct fixture *f)
{
    struct allocation_rules rules;
    struct ctx ctx;
    fixture_ctx(f, &ctx);
    assert_int_equal(allocation_rules_on(&ctx, centre_today(&ctx), &rules), OK);
    app_end(&ctx);
    return rules.id;
}

bool rules_same(struct fixture *f, int64_t id, int64_t other_id)
{
    struct allocation_rules a;
    struct allocation_rules b;
    struct ctx ctx;
    fixture_ctx(f, &ctx);
    assert_int_equal(allocation_rules_get(&ctx, id, &a), OK);
    assert_int_equal(allocation_rules_get(&ctx, other_id, &b), OK);
    const bool same = same_points(&a, &b) && same_classes(&a, &b);
    app_end(&ctx);
    return same;
}
