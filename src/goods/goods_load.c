/* SPDX-License-Identifier: EUPL-1.2 */
/* The embedded code lists, and the holders that every centre has, written into a centre. */
#include "goods/goods_codes.h"
#include "goods/goods_store.h"

#include "base/banned.h"

static enum status load(struct ctx *ctx, void *arg)
{
    (void)arg;
    const struct goods_codes *codes = goods_codes_all();
    for (int kind = HOLDER_STATION; kind < HOLDER_KIND_END; kind++) {
        if (goods_holder_words(kind) != NULL) {
            TRY(goods_store_put_holder(ctx, (enum holder_kind)kind));
        }
    }
    for (size_t i = 0; i < codes->category_count; i++) {
        const struct goods_category *category = &codes->categories[i];
        TRY(goods_store_put_category(ctx, category->id,
                                     category->parent_id == 0 ? NO_I64 : category->parent_id,
                                     category->key, category->name.in));
    }
    for (size_t i = 0; i < codes->kind_count; i++) {
        const struct goods_kind *kind = &codes->kinds[i];
        TRY(goods_store_put_kind(ctx, kind->key, kind->category_id,
                                 kind->default_weight_g < 0 ? NO_I64 : kind->default_weight_g,
                                 kind->weight_source, goods_codes_size_class(kind->size_class)));
    }
    return OK;
}

enum status goods_load_codes(struct ctx *ctx)
{
    return db_write(ctx, load, NULL);
}
