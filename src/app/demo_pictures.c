/* SPDX-License-Identifier: EUPL-1.2 */
/* Composes the pictures of demo data: which object before which backdrop, and the SVG of both. */
#include "app/demo_pictures.h"

#include <assert.h>

#include "base/arena.h"
#include "base/embedded.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "media/media.h"

#include "base/banned.h"

/* Generated from demo/pictures. */
extern const struct embedded demo_parts[];

/* A hue nearer than this is the same family of colour. */
#define HUE_APART 40
/* In per cent: under it a colour is grey, dark or (over it) light. */
#define GREY_UNDER 15
#define DARK_UNDER 40
#define LIGHT_OVER 85

/* SHA-256 in hexadecimal, and the NUL. */
#define HASH_SIZE 65

struct object {
    struct str name;
    struct str file;
    bool hangs;
    int64_t shadow_rx;
    int hue; /* -1: grey */
    int lightness;
};

struct demo_pictures {
    struct object *ptr;
    size_t count;
    size_t capacity;
    char hashes[DEMO_VIEW_COUNT][DEMO_PICTURES_COUNT][HASH_SIZE]; /* empty: not stored yet */
};

/* Hue in degrees of the ten tones, measured on their sweep. */
static const struct tone {
    const char *name;
    int hue;
    bool dark;
    bool pale; /* so near white that a light object would drown */
} tones[] = {
    {"sage", 130, false, false},  {"sand", 41, false, true},    {"blush", 21, false, true},
    {"sky", 207, false, false},   {"lilac", 267, false, false}, {"butter", 45, false, true},
    {"stone", 40, false, true},   {"mint", 163, false, false},  {"dusk", 207, true, false},
    {"forest", 143, true, false},
};

#define STANDING_SETTINGS 3
static const char *const standing_settings[STANDING_SETTINGS] = {"sweep", "wood", "shelf"};

struct backdrop {
    const struct tone *tone;
    const char *setting;
};

/* ---- parts ---------------------------------------------------------------------------------- */

static struct str part(const char *name)
{
    for (const struct embedded *file = demo_parts; file->name != NULL; file++) {
        if (strcmp(file->name, name) == 0) {
            return (struct str){(const char *)file->bytes, file->len};
        }
    }
    assert(!"a part of demo/pictures is not embedded");
    return STR("");
}

static int max_of(int a, int b)
{
    return a > b ? a : b;
}

static int min_of(int a, int b)
{
    return a < b ? a : b;
}

/* Hue and lightness of an RGB colour as in HSL, in degrees and per cent. */
static void object_colour(struct object *object, const unsigned char rgb[3])
{
    const int r = rgb[0];
    const int g = rgb[1];
    const int b = rgb[2];
    const int high = max_of(r, max_of(g, b));
    const int low = min_of(r, min_of(g, b));
    const int span = high - low;
    object->lightness = (high + low) * 100 / 510;
    const int room = high + low > 255 ? 510 - high - low : high + low;
    if (span == 0 || span * 100 / room < GREY_UNDER) {
        object->hue = -1;
    } else if (high == r) {
        object->hue = (60 * (g - b) / span + 360) % 360;
    } else if (high == g) {
        object->hue = 60 * (b - r) / span + 120;
    } else {
        object->hue = 60 * (r - g) / span + 240;
    }
}

/* "snowsuit,1,objects/snowsuit-1.svg.txt,1,0,2e634d" */
static bool object_read(struct str line, struct object *ret_object)
{
    struct str fields[6];
    size_t count = 0;
    while (count < 6 && str_split(&line, ',', &fields[count])) {
        count++;
    }
    unsigned char rgb[3];
    struct object object = {0};
    if (count < 6 || !str_to_i64(fields[4], &object.shadow_rx) ||
        !str_from_hex(str_trim(fields[5]), rgb, sizeof(rgb))) {
        return false;
    }
    object.name = fields[0];
    object.file = str_slice(fields[2], sizeof("objects/") - 1, fields[2].len);
    object.hangs = str_equal(fields[3], STR("1"));
    object_colour(&object, rgb);
    *ret_object = object;
    return true;
}

struct demo_pictures *demo_pictures_open(struct ctx *ctx)
{
    struct demo_pictures *pictures = ARENA_NEW(ctx->mem, struct demo_pictures);
    struct str rest = part("objects.csv");
    struct str line;
    while (str_split(&rest, '\n', &line)) {
        struct object object;
        if (object_read(line, &object)) {
            vec_push(ctx->mem, pictures, object);
        }
    }
    assert(pictures->count > 0 && pictures->count <= DEMO_PICTURES_COUNT);
    return pictures;
}

/* ---- which picture ----------------------------------------------------------------------------
 */

static bool stands_out(const struct object *object, const struct tone *tone)
{
    if ((tone->dark && object->lightness < DARK_UNDER) ||
        (tone->pale && object->lightness > LIGHT_OVER)) {
        return false;
    }
    if (object->hue < 0) {
        return true;
    }
    const int apart = object->hue > tone->hue ? object->hue - tone->hue : tone->hue - object->hue;
    return min_of(apart, 360 - apart) >= HUE_APART;
}

/* Picture n shows object n modulo their number; each time round in another tone and setting, and
 * neighbours in the list in different ones. */
static struct backdrop backdrop_of(const struct demo_pictures *pictures, int number)
{
    const size_t at = (size_t)number % pictures->count;
    const size_t round = (size_t)number / pictures->count;
    const size_t rounds = (DEMO_PICTURES_COUNT + pictures->count - 1) / pictures->count;
    const struct object *object = &pictures->ptr[at];
    const struct tone *fitting[sizeof(tones) / sizeof(tones[0])];
    size_t count = 0;
    for (size_t i = 0; i < sizeof(tones) / sizeof(tones[0]); i++) {
        if (stands_out(object, &tones[i])) {
            fitting[count++] = &tones[i];
        }
    }
    assert(count >= rounds);
    return (struct backdrop){
        .tone = fitting[(at * 5 + round * (count / rounds)) % count],
        .setting = object->hangs ? "rail" : standing_settings[(at + round) % STANDING_SETTINGS]};
}

/* Spreads neighbouring seeds: the finisher of SplitMix64 (Steele, Lea and Flood, 2014). */
static uint64_t mixed(uint64_t seed)
{
    seed = (seed ^ (seed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    seed = (seed ^ (seed >> 27)) * UINT64_C(0x94d049bb133111eb);
    return seed ^ (seed >> 31);
}

int demo_pictures_for(const struct demo_pictures *pictures, struct str object, uint64_t seed)
{
    int numbers[DEMO_PICTURES_COUNT];
    size_t count = 0;
    for (int i = 0; i < DEMO_PICTURES_COUNT; i++) {
        if (str_equal(pictures->ptr[(size_t)i % pictures->count].name, object)) {
            numbers[count++] = i;
        }
    }
    return count == 0 ? -1 : numbers[mixed(seed) % count];
}

/* The object whose parts are each of another colour. */
#define MANY_COLOURS "folded-stack"

/* ---- its colour ------------------------------------------------------------------------------ */

static struct str grey_of(int lightness)
{
    return lightness < 30 ? STR("black") : lightness > LIGHT_OVER ? STR("white") : STR("grey");
}

struct str demo_pictures_colour(const struct demo_pictures *pictures, int number)
{
    /* Up to which hue, and what a light or a dark one of it is called. */
    static const struct {
        int below;
        int light_over;
        const char *light;
        int dark_under;
        const char *dark;
        const char *name;
    } families[] = {
        {10, 64, "pink", 0, "", "red"},      {24, 80, "beige", 40, "brown", "orange"},
        {36, 64, "beige", 100, "brown", ""}, {66, 80, "beige", 30, "brown", "yellow"},
        {180, 101, "", 0, "", "green"},      {250, 101, "", 0, "", "blue"},
        {330, 101, "", 0, "", "purple"},     {346, 52, "pink", 0, "", "red"},
        {360, 64, "pink", 0, "", "red"},
    };
    assert(number >= 0 && number < DEMO_PICTURES_COUNT);
    const struct object *object = &pictures->ptr[(size_t)number % pictures->count];
    size_t at = 0;
    if (str_equal(object->name, STR(MANY_COLOURS))) {
        return STR("");
    }
    if (object->hue < 0) {
        return grey_of(object->lightness);
    }
    while (object->hue >= families[at].below) {
        at++;
    }
    return str_of(object->lightness > families[at].light_over   ? families[at].light
                  : object->lightness < families[at].dark_under ? families[at].dark
                                                                : families[at].name);
}

/* ---- the drawing ------------------------------------------------------------------------------
 */

static void shadow_write(struct strbuf *svg, const struct object *object, const char *setting)
{
    const int y = strcmp(setting, "shelf") == 0 ? 434 : 441;
    const int64_t wide = object->shadow_rx * 108;
    const int64_t narrow = object->shadow_rx * 86;
    strbuf_format(svg,
                  "<ellipse cx=\"212\" cy=\"%d\" rx=\"%d.%02d\" ry=\"17\" fill=\"#24160a\" "
                  "opacity=\".36\" filter=\"url(#b)\"/>"
                  "<ellipse cx=\"206\" cy=\"%d\" rx=\"%d.%02d\" ry=\"7\" fill=\"#24160a\" "
                  "opacity=\".3\" filter=\"url(#b)\"/>",
                  y, (int)(wide / 100), (int)(wide % 100), y, (int)(narrow / 100),
                  (int)(narrow % 100));
}

struct str demo_pictures_draw(struct ctx *ctx, const struct demo_pictures *pictures, int number,
                              enum demo_view view)
{
    assert(number >= 0 && number < DEMO_PICTURES_COUNT);
    const struct object *object = &pictures->ptr[(size_t)number % pictures->count];
    const struct backdrop backdrop = backdrop_of(pictures, number);
    struct strbuf svg;
    strbuf_init(&svg, DRAWING_BYTES_MAX);
    strbuf_format(&svg,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"%s\" width=\"1600\" "
                  "height=\"2000\">",
                  view == DEMO_VIEW_CLOSE ? "100 140 200 250" : "0 0 400 500");
    strbuf_str(&svg, part("defs.svg.txt"));
    strbuf_str(
        &svg,
        part(str_format(ctx->mem, "%s-%s.svg.txt", backdrop.tone->name, backdrop.setting).ptr));
    if (!object->hangs) {
        shadow_write(&svg, object, backdrop.setting);
    }
    strbuf_str(&svg, part(str_copy(ctx->mem, object->file).ptr));
    strbuf_literal(&svg, "<rect width=\"400\" height=\"500\" fill=\"url(#vig)\"/></svg>\n");
    assert(!svg.overflow);
    const struct str copy = strbuf_copy(&svg, ctx->mem);
    strbuf_finish(&svg);
    return copy;
}

enum status demo_pictures_store(struct ctx *ctx, struct demo_pictures *pictures, int number,
                                enum demo_view view, struct str *ret_hash)
{
    assert(number >= 0 && number < DEMO_PICTURES_COUNT);
    char *known = pictures->hashes[view][number];
    if (known[0] == '\0') {
        /* Hundreds are stored in a row: each gives its memory back. */
        const struct arena_mark mark = arena_mark(ctx->mem);
        struct str hash;
        const struct str svg = demo_pictures_draw(ctx, pictures, number, view);
        TRY(photo_store_drawing(ctx, svg, &hash));
        assert(hash.len == HASH_SIZE - 1);
        memcpy(known, hash.ptr, hash.len);
        arena_reset(ctx->mem, mark);
    }
    *ret_hash = str_of(known);
    return OK;
}
