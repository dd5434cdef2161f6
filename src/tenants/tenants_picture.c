/* SPDX-License-Identifier: EUPL-1.2 */
/* Drawings that stand for photos of shops. */
#include "tenants/tenants.h"

#include "base/banned.h"

static const struct {
    const char *icon;
    const char *asset;
} pictures[] = {
    {"clothes", "scene-clothes.svg"},
    {"shoe", "scene-clothes.svg"},
    {"pram", "scene-shelf.svg"},
    {"teddy", "scene-toys.svg"},
    {"book", "scene-toys.svg"},
    {"bike", "scene-bikes.svg"},
    {"skis", "scene-sport.svg"},
    {"armchair", "scene-furniture.svg"},
    {"electronics", "scene-workshop.svg"},
    {"yarn", "scene-workshop.svg"},
    {"wrench", "scene-workshop.svg"},
};

struct url tenants_picture(struct str icon)
{
    for (size_t i = 0; i < sizeof(pictures) / sizeof(pictures[0]); i++) {
        if (str_equal(icon, str_of(pictures[i].icon))) {
            return url_asset(pictures[i].asset);
        }
    }
    return url_asset("scene-hall.svg");
}
