/* SPDX-License-Identifier: EUPL-1.2 */
/* How wishes and lots are told to people. */
#include "allocation/allocation_wish_words.h"

#include "base/day.h"
#include "i18n/i18n.h"
#include "media/media.h"

#include "base/banned.h"

#define HOURS_SHOWN 48 /* up to here time left is told in hours */

struct str allocation_wish_words_of(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

struct str allocation_wish_words_fill(struct ctx *ctx, const char *source, const char *name,
                                      struct str value)
{
    const struct i18n_arg arg = {name, value};
    return i18n_fill(ctx, source, &arg, 1);
}

struct str allocation_wish_words_count(struct ctx *ctx, const char *one, const char *many,
                                       int64_t count)
{
    const struct i18n_arg arg = {"n", i18n_number(ctx, count)};
    return i18n_replace(ctx, i18n_plural(ctx->lang, one, many, count), &arg, 1);
}

const char *allocation_wish_words(int64_t stars)
{
    switch (stars) {
    case 1:
        return N_("Can take");
    case 2:
        return N_("Want");
    default:
        return N_("Must have");
    }
}

const char *allocation_wish_words_state(int64_t station_state)
{
    switch (station_state) {
    case STATE_WHOLE:
        return N_("whole");
    case STATE_REPAIR:
        return N_("needs mending");
    default:
        return N_("unsure");
    }
}

struct str allocation_wish_words_station(struct ctx *ctx, int64_t station_id)
{
    static const struct str endings[] = {STR_INIT(" gjenvinningsstasjon"),
                                         STR_INIT(" gjenbruksstasjon"), STR_INIT(" miljøstasjon")};
    struct holder station;
    if (goods_holder(ctx, station_id, &station) != OK) {
        return STR("");
    }
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        if (str_ends_with(station.name, endings[i])) {
            return str_slice(station.name, 0, station.name.len - endings[i].len);
        }
    }
    return station.name;
}

struct str allocation_wish_words_left(struct ctx *ctx, int64_t ms)
{
    if (ms >= HOURS_SHOWN * MS_PER_HOUR) {
        return allocation_wish_words_count(ctx, N_("1 day left"), N_("{n} days left"),
                                           ms / MS_PER_DAY);
    }
    if (ms >= MS_PER_HOUR) {
        return allocation_wish_words_count(ctx, N_("1 hour left"), N_("{n} hours left"),
                                           ms / MS_PER_HOUR);
    }
    const int64_t minutes = ms / MS_PER_MINUTE;
    return allocation_wish_words_count(ctx, N_("1 minute left"), N_("{n} minutes left"),
                                       minutes < 1 ? 1 : minutes);
}

struct str allocation_wish_words_things(struct ctx *ctx, int64_t count)
{
    return allocation_wish_words_count(ctx, N_("1 thing"), N_("{n} things"), count);
}

struct str allocation_wish_words_wishes(struct ctx *ctx, int64_t count)
{
    if (count == 0) {
        return allocation_wish_words_of(ctx, N_("No wishes yet"));
    }
    return allocation_wish_words_count(ctx, N_("1 wish"), N_("{n} wishes"), count);
}

struct url allocation_wish_words_picture(struct ctx *ctx, const struct thing *thing)
{
    return thing->photo.len == 0 ? (struct url){0}
                                 : url_fixed(ctx, photo_path(ctx, thing->photo, PHOTO_400));
}

struct str allocation_wish_words_icon(const struct thing *thing)
{
    const struct goods_category *category = goods_codes_category(thing->category_id);
    return category == NULL ? STR("box") : category->icon;
}
