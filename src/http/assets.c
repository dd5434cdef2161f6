/* SPDX-License-Identifier: EUPL-1.2 */
/* Looks embedded files up. */
#include "http/assets.h"

#include <stdatomic.h>

#include "base/banned.h"

/* Places of names asked for before, by first letter and length: a page asks for one icon file a
 * hundred times. */
#define REMEMBERED 64

static _Atomic(const struct asset *) remembered[REMEMBERED];

static const struct asset *look_up(const char *name)
{
    for (const struct asset *asset = assets; asset->name != NULL; asset++) {
        if (strcmp(asset->name, name) == 0) {
            return asset;
        }
    }
    return NULL;
}

const struct asset *asset_by_name(const char *name)
{
    const size_t len = strlen(name);
    const size_t at = len == 0 ? 0 : ((unsigned char)name[0] * 7u + len) % REMEMBERED;
    const struct asset *asset = atomic_load_explicit(&remembered[at], memory_order_relaxed);
    if (asset == NULL || strcmp(asset->name, name) != 0) {
        asset = look_up(name);
        atomic_store_explicit(&remembered[at], asset, memory_order_relaxed);
    }
    return asset;
}

const struct asset *asset_by_path(struct str path)
{
    for (const struct asset *asset = assets; asset->name != NULL; asset++) {
        if (str_equal(str_of(asset->path), path)) {
            return asset;
        }
    }
    return NULL;
}
