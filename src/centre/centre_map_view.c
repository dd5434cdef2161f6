/* SPDX-License-Identifier: EUPL-1.2 */
/* Lays the map of how to get here out on its sheet, and says it in words. */
#include "base/strbuf.h"
#include "base/vec.h"
#include "centre/centre_map.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define AIR         14   /* metres around what has to be seen, and an eighth of it */
#define SMALLEST    90   /* metres that the sheet shows at least */
#define ROAD        12   /* metres wide */
#define RIVER       26   /* metres wide */
#define TREE        8    /* metres, radius of the largest */
#define DOOR        38   /* half the width of the door's mark */
#define LETTER      17   /* width of a letter of the house's name */
#define PATH_MAX    1024 /* bytes: MAP_POINTS_MAX points, smoothed */
#define NEAR_METRES 10   /* nearer than that a place is at the entrance */

struct sheet {
    struct ctx *ctx;
    int west; /* metres at the left edge */
    int top;  /* metres north at the upper edge */
    int wide; /* metres from edge to edge */
};

struct spot {
    int x;
    int y;
};

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static int scaled(const struct sheet *sheet, int metres)
{
    return metres * MAP_WIDTH / sheet->wide;
}

static struct spot spot_of(const struct sheet *sheet, struct map_point point)
{
    return (struct spot){scaled(sheet, point.east - sheet->west),
                         scaled(sheet, sheet->top - point.north)};
}

static int root(int64_t square)
{
    int64_t guess = square;
    for (int64_t better = (square + 1) / 2; better < guess;) {
        guess = better;
        better = (guess + square / guess) / 2;
    }
    return (int)guess;
}

/* ---- what has to be seen ------------------------------------------------------------------------
 */

struct frame {
    int west;
    int east;
    int south;
    int north;
};

static bool has_to_be_seen(const struct map *map, size_t i)
{
    const enum map_kind kind = map->ptr[i].kind;
    return kind == MAP_HOUSE || kind == MAP_PATH || kind >= MAP_FIRST_PLACE;
}

static struct frame frame_of(const struct map *map)
{
    struct frame frame = {0};
    for (size_t i = 0; i < map->count; i++) {
        for (size_t p = 0; has_to_be_seen(map, i) && p < map->ptr[i].points.count; p++) {
            const struct map_point point = map->ptr[i].points.ptr[p];
            frame =
                (struct frame){smaller(frame.west, point.east), larger(frame.east, point.east),
                               smaller(frame.south, point.north), larger(frame.north, point.north)};
        }
    }
    return frame;
}

static struct sheet sheet_of(struct ctx *ctx, const struct map *map)
{
    const struct frame frame = frame_of(map);
    const int east_west = frame.east - frame.west;
    const int north_south = (frame.north - frame.south) * MAP_WIDTH / MAP_HEIGHT;
    const int seen = larger(larger(east_west, north_south), SMALLEST);
    const int wide = seen + seen / 4 + 2 * AIR;
    const int high = wide * MAP_HEIGHT / MAP_WIDTH;
    return (struct sheet){.ctx = ctx,
                          .west = (frame.west + frame.east - wide) / 2,
                          .top = (frame.south + frame.north + high) / 2,
                          .wide = wide};
}

/* ---- lines ------------------------------------------------------------------------------------
 */

static struct str path_of(const struct sheet *sheet, const struct map_item *item, bool closed)
{
    struct strbuf path;
    strbuf_init(&path, PATH_MAX);
    for (size_t i = 0; i < item->points.count; i++) {
        const struct spot spot = spot_of(sheet, item->points.ptr[i]);
        strbuf_format(&path, "%c%d %d", i == 0 ? 'M' : 'L', spot.x, spot.y);
    }
    if (closed) {
        strbuf_byte(&path, 'Z');
    }
    const struct str result = strbuf_copy(&path, sheet->ctx->mem);
    strbuf_finish(&path);
    return result;
}

/* Water bends: through the middles of its stretches, its corners only pull. */
static struct str bent_path(const struct sheet *sheet, const struct map_item *item)
{
    struct strbuf path;
    const size_t last = item->points.count - 1;
    const struct spot first = spot_of(sheet, item->points.ptr[0]);
    strbuf_init(&path, PATH_MAX);
    strbuf_format(&path, "M%d %d", first.x, first.y);
    for (size_t i = 1; i < last; i++) {
        const struct spot corner = spot_of(sheet, item->points.ptr[i]);
        const struct spot next = spot_of(sheet, item->points.ptr[i + 1]);
        const struct spot to =
            i + 1 == last ? next : (struct spot){(corner.x + next.x) / 2, (corner.y + next.y) / 2};
        strbuf_format(&path, "Q%d %d %d %d", corner.x, corner.y, to.x, to.y);
    }
    if (last == 1) {
        const struct spot end = spot_of(sheet, item->points.ptr[1]);
        strbuf_format(&path, "L%d %d", end.x, end.y);
    }
    const struct str result = strbuf_copy(&path, sheet->ctx->mem);
    strbuf_finish(&path);
    return result;
}

/* ---- houses ------------------------------------------------------------------------------------
 */

/* Two points are opposite corners. */
static struct map_item with_all_corners(struct ctx *ctx, const struct map_item *item)
{
    if (item->points.count != 2) {
        return *item;
    }
    const struct map_point a = item->points.ptr[0];
    const struct map_point b = item->points.ptr[1];
    struct map_item whole = {.kind = item->kind, .name = item->name};
    vec_push(ctx->mem, &whole.points, a);
    vec_push(ctx->mem, &whole.points, (struct map_point){b.east, a.north});
    vec_push(ctx->mem, &whole.points, b);
    vec_push(ctx->mem, &whole.points, (struct map_point){a.east, b.north});
    return whole;
}

/* The point of the wall from `a` to `b` that is nearest to `spot`. */
static struct spot nearest_on(struct spot a, struct spot b, struct spot spot)
{
    const int64_t dx = b.x - a.x;
    const int64_t dy = b.y - a.y;
    const int64_t square = dx * dx + dy * dy;
    int64_t along = (spot.x - a.x) * dx + (spot.y - a.y) * dy;
    if (square == 0 || along <= 0) {
        return a;
    }
    along = along > square ? square : along;
    return (struct spot){a.x + (int)(dx * along / square), a.y + (int)(dy * along / square)};
}

static int64_t square_between(struct spot a, struct spot b)
{
    const int64_t dx = b.x - a.x;
    const int64_t dy = b.y - a.y;
    return dx * dx + dy * dy;
}

/* The door is a piece of the wall that is nearest to the entrance. */
static struct str door_in(const struct sheet *sheet, const struct map_item *house)
{
    const struct spot entrance = spot_of(sheet, (struct map_point){0, 0});
    struct str door = STR("");
    int64_t best = INT64_MAX;
    for (size_t i = 0; i < house->points.count; i++) {
        const struct spot a = spot_of(sheet, house->points.ptr[i]);
        const struct spot b = spot_of(sheet, house->points.ptr[(i + 1) % house->points.count]);
        const struct spot middle = nearest_on(a, b, entrance);
        const int length = root(square_between(a, b));
        if (length == 0 || square_between(middle, entrance) >= best) {
            continue;
        }
        const int half = smaller(DOOR, length / 2);
        const int dx = (b.x - a.x) * half / length;
        const int dy = (b.y - a.y) * half / length;
        best = square_between(middle, entrance);
        door = str_format(sheet->ctx->mem, "M%d %dL%d %d", middle.x - dx, middle.y - dy,
                          middle.x + dx, middle.y + dy);
    }
    return door;
}

static void add_name(const struct sheet *sheet, const struct map_item *house, struct str name,
                     struct map_view *view)
{
    struct spot least = spot_of(sheet, house->points.ptr[0]);
    struct spot most = least;
    for (size_t i = 1; i < house->points.count; i++) {
        const struct spot corner = spot_of(sheet, house->points.ptr[i]);
        least = (struct spot){smaller(least.x, corner.x), smaller(least.y, corner.y)};
        most = (struct spot){larger(most.x, corner.x), larger(most.y, corner.y)};
    }
    view->house_x = (least.x + most.x) / 2;
    view->house_y = (least.y + most.y) / 2;
    view->house_name = name;
    view->house_note = house->name;
    view->name_fits = (int)str_utf8_length(name) * LETTER <= most.x - least.x;
}

static void add_house(const struct sheet *sheet, const struct map_item *item, struct str name,
                      struct map_view *view)
{
    const struct map_item house = with_all_corners(sheet->ctx, item);
    const bool own = view->door.len == 0;
    vec_push(sheet->ctx->mem, &view->houses,
             (struct map_line){.path = path_of(sheet, &house, true), .own = own});
    if (own) {
        view->door = door_in(sheet, &house);
        add_name(sheet, &house, name, view);
    }
}

/* ---- places ------------------------------------------------------------------------------------
 */

static struct str upper_first(struct ctx *ctx, struct str word)
{
    char *copy = arena_alloc(ctx->mem, word.len + 1);
    memcpy(copy, word.ptr, word.len);
    copy[word.len] = '\0';
    if (copy[0] >= 'a' && copy[0] <= 'z') {
        copy[0] = (char)(copy[0] - 'a' + 'A');
    }
    return (struct str){copy, word.len};
}

/* "Bus, Handelsparken: 65 m south-west of the entrance" */
static struct str in_words(struct ctx *ctx, struct str what, struct map_point point)
{
    static const char *const where[3][3] = {
        {N_("{what}: {n} m south-west of the entrance"), N_("{what}: {n} m south of the entrance"),
         N_("{what}: {n} m south-east of the entrance")},
        {N_("{what}: {n} m west of the entrance"), N_("{what}: at the entrance"),
         N_("{what}: {n} m east of the entrance")},
        {N_("{what}: {n} m north-west of the entrance"), N_("{what}: {n} m north of the entrance"),
         N_("{what}: {n} m north-east of the entrance")},
    };
    const int east = point.east < 0 ? -point.east : point.east;
    const int north = point.north < 0 ? -point.north : point.north;
    const int metres = (root(4 * ((int64_t)east * east + (int64_t)north * north)) + 1) / 2;
    /* An eighth of the circle each: 12/5 is the tangent of 67.4 degrees. */
    const int column = metres < NEAR_METRES || north * 5 > east * 12 ? 1 : point.east < 0 ? 0 : 2;
    const int row = metres < NEAR_METRES || east * 5 > north * 12 ? 1 : point.north < 0 ? 0 : 2;
    const struct i18n_arg args[] = {{"what", what}, {"n", i18n_number(ctx, (metres + 2) / 5 * 5)}};
    return i18n_fill(ctx, where[row][column], args, 2);
}

static bool is_listed(const struct map_view *view, enum map_kind kind)
{
    for (size_t i = 0; i < view->legend.count; i++) {
        if (view->legend.ptr[i].kind == kind) {
            return true;
        }
    }
    return false;
}

static void add_place(const struct sheet *sheet, const struct map_item *item, struct map_view *view)
{
    struct ctx *ctx = sheet->ctx;
    const struct str word = str_of(i18n_text(ctx->lang, centre_map_word(item->kind)));
    const struct str title = upper_first(ctx, word);
    const struct str what = item->name.len == 0 ? title
                                                : str_format(ctx->mem, "%.*s, %.*s", STR_ARG(title),
                                                             STR_ARG(item->name));
    const struct spot spot = spot_of(sheet, item->points.ptr[0]);
    struct map_place place = {.kind = item->kind,
                              .letter = str_utf8_prefix(title, 1),
                              .word = word,
                              .name = item->name,
                              .x = spot.x,
                              .y = spot.y,
                              .name_before = spot.x > MAP_WIDTH / 2};
    vec_push(ctx->mem, &view->places, place);
    vec_push(ctx->mem, &view->words, in_words(ctx, what, item->points.ptr[0]));
    if (!is_listed(view, item->kind)) {
        vec_push(ctx->mem, &view->legend, place);
    }
}

/* ---- all of it ---------------------------------------------------------------------------------
 */

static void add_trees(const struct sheet *sheet, const struct map_item *item, struct map_view *view)
{
    static const int shrink[] = {0, 2, 3};
    for (size_t i = 0; i < item->points.count; i++) {
        const struct spot spot = spot_of(sheet, item->points.ptr[i]);
        vec_push(sheet->ctx->mem, &view->trees,
                 (struct map_circle){spot.x, spot.y, scaled(sheet, TREE - shrink[i % 3])});
    }
}

/* The name stands at the first point of a road that is on the sheet, walked in steps. */
static void add_road_name(const struct sheet *sheet, const struct map_item *item,
                          struct map_view *view)
{
    for (int step = 0; item->name.len > 0 && step <= 100; step++) {
        const struct spot a = spot_of(sheet, item->points.ptr[0]);
        const struct spot b = spot_of(sheet, item->points.ptr[1]);
        const struct spot spot = {a.x + (b.x - a.x) * step / 100, a.y + (b.y - a.y) * step / 100};
        if (spot.x >= MAP_WIDTH / 20 && spot.x <= MAP_WIDTH * 19 / 20 &&
            spot.y >= MAP_HEIGHT / 12 && spot.y <= MAP_HEIGHT * 11 / 12) {
            vec_push(sheet->ctx->mem, &view->roads_named,
                     (struct map_label){.name = item->name,
                                        .x = spot.x,
                                        .y = spot.y,
                                        .before = spot.x > MAP_WIDTH / 2});
            return;
        }
    }
}

static void add_item(const struct sheet *sheet, const struct map_item *item, struct str centre_name,
                     struct map_view *view)
{
    struct arena *mem = sheet->ctx->mem;
    switch (item->kind) {
    case MAP_HOUSE:
        add_house(sheet, item, centre_name, view);
        break;
    case MAP_ROAD:
        vec_push(mem, &view->roads, (struct map_line){.path = path_of(sheet, item, false)});
        add_road_name(sheet, item, view);
        break;
    case MAP_PATH:
        vec_push(mem, &view->paths, (struct map_line){.path = path_of(sheet, item, false)});
        break;
    case MAP_WATER:
        vec_push(mem, &view->waters, (struct map_line){.path = bent_path(sheet, item)});
        break;
    case MAP_TREES:
        add_trees(sheet, item, view);
        break;
    default:
        add_place(sheet, item, view);
    }
}

static void add_scale(const struct sheet *sheet, struct map_view *view)
{
    static const int lengths[] = {2000, 1000, 500, 200, 100, 50, 20};
    size_t i = 0;
    while (i + 1 < sizeof(lengths) / sizeof(lengths[0]) && lengths[i] > sheet->wide / 5) {
        i++;
    }
    const int length = scaled(sheet, lengths[i]);
    const int right = MAP_WIDTH - 24;
    const int foot = MAP_HEIGHT - 22;
    view->scale = str_format(sheet->ctx->mem, "M%d %dv8H%dv-8", right - length, foot - 8, right);
    view->scale_x = right - length / 2;
    view->scale_y = foot - 14;
    view->scale_text = str_format(sheet->ctx->mem, "%d m", lengths[i]);
}

void centre_map_lay_out(struct ctx *ctx, const struct map *map, struct str centre_name,
                        struct map_view *ret_view)
{
    struct map_view view = {0};
    if (map->count > 0) {
        const struct sheet sheet = sheet_of(ctx, map);
        const struct i18n_arg centre = {"centre", centre_name};
        view.title = i18n_fill(ctx, N_("Map of the way to {centre}, north up"), &centre, 1);
        view.road_width = larger(scaled(&sheet, ROAD), 20);
        view.river_width = larger(scaled(&sheet, RIVER), 24);
        for (size_t i = 0; i < map->count; i++) {
            add_item(&sheet, &map->ptr[i], centre_name, &view);
        }
        add_scale(&sheet, &view);
    }
    *ret_view = view;
}
