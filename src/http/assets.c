/* SPDX-License-Identifier: EUPL-1.2 */
/* Looks embedded files up. */
#include "http/assets.h"

#include "base/banned.h"

const struct asset *asset_by_name(const char *name)
{
    for (const struct asset *asset = assets; asset->name != NULL; asset++) {
        if (strcmp(asset->name, name) == 0) {
            return asset;
        }
    }
    return NULL;
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
