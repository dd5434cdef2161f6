/* SPDX-License-Identifier: EUPL-1.2 */
/* Finds the way and its icon in a paragraph of the centre's text. */
#include "centre/centre_ways.h"

#include "base/banned.h"

static const struct kind {
    const char *beginning; /* lower case, of a word */
    const char *icon;
    enum tint tint;
} kinds[] = {
    {"barnevogn", "pram", TINT_GREEN}, {"rullestol", "wheelchair", TINT_GREEN},
    {"pram", "pram", TINT_GREEN},      {"wheelchair", "wheelchair", TINT_GREEN},
    {"heis", "lift", TINT_GREEN},      {"lift", "lift", TINT_GREEN},
    {"buss", "bus", TINT_SKY},         {"bus", "bus", TINT_SKY},
    {"tog", "bus", TINT_SKY},          {"train", "bus", TINT_SKY},
    {"sykkel", "bike", TINT_PLUM},     {"bicycle", "bike", TINT_PLUM},
    {"bike", "bike", TINT_PLUM},       {"bil", "car", TINT_SUN},
    {"car", "car", TINT_SUN},          {"parkering", "car", TINT_SUN},
    {"parking", "car", TINT_SUN},
};

static const struct kind *kind_of(struct ctx *ctx, struct str heading)
{
    struct str rest = str_lower_ascii(ctx->mem, heading);
    struct str word;
    while (str_split(&rest, ' ', &word)) {
        for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
            if (str_starts_with(word, str_of(kinds[i].beginning))) {
                return &kinds[i];
            }
        }
    }
    return NULL;
}

bool centre_ways_read(struct ctx *ctx, struct str paragraph, struct task *ret_way)
{
    const ptrdiff_t colon = str_find_byte(paragraph, ':');
    if (colon <= 0 || colon > CENTRE_WAY_WORDS) {
        return false;
    }
    const struct str heading = str_trim(str_slice(paragraph, 0, (size_t)colon));
    const struct str detail = str_trim(str_slice(paragraph, (size_t)colon + 1, paragraph.len));
    if (heading.len == 0 || detail.len == 0) {
        return false;
    }
    const struct kind *kind = kind_of(ctx, heading);
    *ret_way = (struct task){
        .tint = kind == NULL ? TINT_CLAY : kind->tint,
        .icon = kind == NULL ? STR("location") : str_of(kind->icon),
        .what = heading,
        .detail = detail,
    };
    return true;
}
