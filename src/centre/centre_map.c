/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads the map of how to get here. */
#include "centre/centre_map.h"

#include "base/vec.h"
#include "i18n/i18n.h"

#include "base/banned.h"

static const struct kind {
    const char *word;
    size_t least; /* points */
    size_t most;
} kinds[MAP_KIND_COUNT] = {
    [MAP_HOUSE] = {N_("house"), 2, MAP_POINTS_MAX},
    [MAP_ROAD] = {N_("road"), 2, MAP_POINTS_MAX},
    [MAP_PATH] = {N_("footpath"), 2, MAP_POINTS_MAX},
    [MAP_WATER] = {N_("water"), 2, MAP_POINTS_MAX},
    [MAP_TREES] = {N_("trees"), 1, MAP_POINTS_MAX},
    [MAP_BUS] = {N_("bus"), 1, 1},
    [MAP_TRAIN] = {N_("train"), 1, 1},
    [MAP_BICYCLE] = {N_("cycle racks"), 1, 1},
    [MAP_PARKING] = {N_("parking"), 1, 1},
    [MAP_LIFT] = {N_("lift"), 1, 1},
};

const char *centre_map_word(enum map_kind kind)
{
    return kinds[kind].word;
}

static bool kind_of(struct ctx *ctx, struct str word, enum map_kind *ret_kind)
{
    const struct str wanted = str_lower_ascii(ctx->mem, word);
    for (int kind = 0; kind < MAP_KIND_COUNT; kind++) {
        for (int lang = 0; lang < LANG_COUNT; lang++) {
            if (str_equal(wanted, str_of(i18n_text((enum lang)lang, kinds[kind].word)))) {
                *ret_kind = (enum map_kind)kind;
                return true;
            }
        }
    }
    return false;
}

static bool metres_of(struct str *rest, int *ret_metres)
{
    struct str word;
    int64_t metres = 0;
    *rest = str_trim(*rest);
    if (!str_split(rest, ' ', &word) || !str_to_i64(word, &metres) || metres < -MAP_METRES_MAX ||
        metres > MAP_METRES_MAX) {
        return false;
    }
    *ret_metres = (int)metres;
    return true;
}

static bool points_of(struct ctx *ctx, struct str text, struct map_item *item)
{
    struct str rest = text;
    struct str part;
    while (str_split(&rest, ',', &part)) {
        struct map_point point;
        if (!metres_of(&part, &point.east) || part.ptr == NULL || !metres_of(&part, &point.north) ||
            part.ptr != NULL || item->points.count == MAP_POINTS_MAX) {
            return false;
        }
        vec_push(ctx->mem, &item->points, point);
    }
    return item->points.count >= kinds[item->kind].least &&
           item->points.count <= kinds[item->kind].most;
}

/* Where the first number begins. */
static size_t number_at(struct str line)
{
    size_t at = 0;
    while (at < line.len && line.ptr[at] != '-' && (line.ptr[at] < '0' || line.ptr[at] > '9')) {
        at++;
    }
    return at;
}

static bool item_of(struct ctx *ctx, struct str line, struct map_item *ret_item)
{
    const ptrdiff_t colon = str_find_byte(line, ':');
    const struct str place = colon < 0 ? line : str_slice(line, 0, (size_t)colon);
    const struct str name =
        colon < 0 ? STR("") : str_trim(str_slice(line, (size_t)colon + 1, line.len));
    const size_t number = number_at(place);
    struct map_item item = {.name = name};
    if (!kind_of(ctx, str_trim(str_slice(place, 0, number)), &item.kind) ||
        !points_of(ctx, str_trim(str_slice(place, number, place.len)), &item) ||
        str_utf8_length(name) > MAP_NAME_MAX) {
        return false;
    }
    *ret_item = item;
    return true;
}

static enum status wrong_line(struct ctx *ctx, size_t number)
{
    const struct i18n_arg line = {"n", i18n_number(ctx, (int64_t)number)};
    const struct str message =
        i18n_fill(ctx,
                  N_("Line {n} of the map cannot be read. Write what it is, metres east and north "
                     "of the entrance, and after a colon its name."),
                  &line, 1);
    return ctx_fail(ctx, INVALID, str_format(ctx->mem, "%.*s", STR_ARG(message)).ptr, "map");
}

enum status centre_map_read(struct ctx *ctx, struct str text, struct map *ret_map)
{
    struct map map = {0};
    struct str rest = text;
    struct str line;
    for (size_t number = 1; rest.ptr != NULL && str_split(&rest, '\n', &line); number++) {
        struct map_item item;
        line = str_trim(line);
        if (line.len == 0) {
            continue;
        }
        if (map.count == MAP_ITEMS_MAX || !item_of(ctx, line, &item)) {
            return wrong_line(ctx, number);
        }
        vec_push(ctx->mem, &map, item);
    }
    *ret_map = map;
    return OK;
}
