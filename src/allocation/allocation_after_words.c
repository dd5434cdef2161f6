/* SPDX-License-Identifier: EUPL-1.2 */
/* How lots and times are told on the pages after a draw. */
#include "allocation/allocation_after_words.h"

#include "centre/centre.h"
#include "i18n/i18n.h"
#include "media/media.h"

#include "base/banned.h"

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

struct str allocation_after_words_span(struct ctx *ctx, int64_t starts_ms, int64_t ends_ms)
{
    const int64_t day = centre_day_of(ctx, starts_ms);
    const int64_t last = centre_day_of(ctx, ends_ms);
    const struct i18n_arg args[] = {{"day", i18n_day(ctx, day)},
                                    {"from", centre_clock(ctx, starts_ms)},
                                    {"to", centre_clock(ctx, ends_ms)},
                                    {"last", i18n_day(ctx, last)}};
    return i18n_fill(
        ctx, day == last ? N_("{day} at {from}–{to}") : N_("{day} at {from} to {last} at {to}"),
        args, 4);
}

struct str allocation_after_words_hours(struct ctx *ctx, int64_t starts_ms, int64_t ends_ms)
{
    const struct i18n_arg args[] = {{"from", centre_clock(ctx, starts_ms)},
                                    {"to", centre_clock(ctx, ends_ms)}};
    return centre_day_of(ctx, starts_ms) == centre_day_of(ctx, ends_ms)
               ? i18n_fill(ctx, N_("At {from}–{to}"), args, 2)
               : allocation_after_words_span(ctx, starts_ms, ends_ms);
}

struct str allocation_after_words_clock(struct ctx *ctx, int64_t at_ms)
{
    const struct i18n_arg arg = {"time", centre_clock(ctx, at_ms)};
    return i18n_fill(ctx, N_("at {time}"), &arg, 1);
}

struct str allocation_after_words_holder(struct ctx *ctx, int64_t holder_id)
{
    struct holder holder;
    return holder_id != NO_I64 && goods_holder(ctx, holder_id, &holder) == OK ? holder.name
                                                                              : STR("");
}

struct str allocation_after_words_weight(struct ctx *ctx, const struct thing *things, size_t count)
{
    int64_t g = 0;
    size_t known = 0;
    for (size_t i = 0; i < count; i++) {
        if (things[i].g != NO_I64) {
            g += things[i].g;
            known++;
        }
    }
    const struct i18n_arg arg = {"weight", i18n_grams(ctx, g)};
    return known == 0       ? translate(ctx, N_("weight not known"))
           : known == count ? i18n_fill(ctx, N_("about {weight}"), &arg, 1)
                            : i18n_fill(ctx, N_("at least {weight}"), &arg, 1);
}

static const char *state_words(int64_t state)
{
    switch (state) {
    case STATE_WHOLE:
        return N_("whole");
    case STATE_REPAIR:
        return N_("needs mending");
    default:
        return N_("unsure");
    }
}

struct dock_lot allocation_after_words_lot(struct ctx *ctx, const struct thing *thing)
{
    const struct goods_category *category = goods_codes_category(thing->category_id);
    const struct i18n_arg args[] = {
        {"n", i18n_number(ctx, thing->count)},
        {"weight",
         thing->g == NO_I64 ? translate(ctx, N_("weight not known")) : i18n_grams(ctx, thing->g)},
        {"state", translate(ctx, state_words(thing->station_state))},
    };
    struct dock_lot lot = {
        .icon = category == NULL ? STR("box") : category->icon,
        .name = goods_name(ctx, thing),
        .detail = goods_with_sacks(ctx, thing,
                                   i18n_fill(ctx, N_("{n} pcs · {weight} · {state}"), args, 3)),
        .code = thing->code,
    };
    if (thing->photo.len > 0) {
        lot.picture = url_fixed(ctx, photo_path(ctx, thing->photo, PHOTO_400));
    }
    return lot;
}

struct str allocation_after_words_id(struct ctx *ctx, int64_t id)
{
    return str_format(ctx->mem, "%lld", (long long)id);
}
