/* SPDX-License-Identifier: EUPL-1.2 */
/* What people call events, grades, holders, stops and reasons. */
#include "goods/goods.h"
#include "i18n/i18n.h"

#include "base/banned.h"

const char *goods_event_words(int64_t kind)
{
#define GOODS_EVENT_CASE(number, name, words)                                                      \
    case (number):                                                                                 \
        return words;
    switch (kind) {
        GOODS_EVENT_TABLE(GOODS_EVENT_CASE)
    default:
        return NULL;
    }
#undef GOODS_EVENT_CASE
}

const char *goods_grade_words(int64_t grade)
{
    switch (grade) {
    case GRADE_LIKE_NEW:
        return N_("As new");
    case GRADE_NICE:
        return N_("Nicely used");
    case GRADE_USED:
        return N_("Used");
    case GRADE_ROUGH:
        return N_("For play in the woods");
    default:
        return NULL;
    }
}

const char *goods_holder_words(int64_t holder_kind)
{
    switch (holder_kind) {
    case HOLDER_HOUSE:
        return N_("The centre's store");
    case HOLDER_TRANSPORT:
        return N_("On the way");
    case HOLDER_REPAIR:
        return N_("In repair");
    case HOLDER_RECYCLING:
        return N_("To recycling");
    default:
        return goods_is_source_only(holder_kind) ? goods_source_words(holder_kind) : NULL;
    }
}

bool goods_is_source_only(int64_t holder_kind)
{
    return holder_kind == HOLDER_DONATION ||
           (holder_kind >= HOLDER_BOUGHT && holder_kind <= HOLDER_REUSE_ONLY);
}

bool goods_is_store(int64_t holder_kind)
{
    return holder_kind == HOLDER_STATION || holder_kind == HOLDER_HOUSE;
}

const char *goods_source_words(int64_t holder_kind)
{
    switch (holder_kind) {
    case HOLDER_STATION:
        return N_("Recycling station");
    case HOLDER_DONATION:
        return N_("Handed in at the centre");
    case HOLDER_BOUGHT:
        return N_("Bought");
    case HOLDER_COMMISSION:
        return N_("For sale on commission");
    case HOLDER_SURPLUS:
        return N_("Left over at a business");
    case HOLDER_REUSE_ONLY:
        return N_("Delivered only to reuse");
    default:
        return NULL;
    }
}

const char *goods_discard_words(int64_t reason)
{
#define GOODS_DISCARD_CASE(number, name, words)                                                    \
    case (number):                                                                                 \
        return words;
    switch (reason) {
        GOODS_DISCARD_TABLE(GOODS_DISCARD_CASE)
    default:
        return NULL;
    }
#undef GOODS_DISCARD_CASE
}

const char *goods_why_words(int64_t why)
{
#define GOODS_WHY_CASE(number, name, words)                                                        \
    case (number):                                                                                 \
        return words;
    switch (why) {
        GOODS_WHY_TABLE(GOODS_WHY_CASE)
    default:
        return NULL;
    }
#undef GOODS_WHY_CASE
}

/* The gravest first. */
static const struct {
    enum goods_stop stop;
    const char *words;
    const char *refusal;
} stop_words[] = {
    {STOP_RECALLED, N_("Recalled"),
     N_("This thing is recalled by who made it and must not be sold. Put it aside and ask the "
        "centre.")},
    {STOP_UNSAFE, N_("Unsafe"),
     N_("This thing is stopped because it is unsafe and must not be sold. Put it aside and ask "
        "the centre.")},
    {STOP_LEGAL, N_("Kept for the authorities"),
     N_("This thing is stopped and must not be changed or sold. Ask the centre.")},
    {STOP_UNTESTED, N_("Not tested"),
     N_("This has not passed an electrical test and cannot be sold yet. Have it tested first.")},
    {STOP_UNWIPED, N_("Not wiped"),
     N_("There may be data on this. It can be sold when it has been wiped.")},
    {STOP_HOLDING, N_("Must be kept"),
     N_("This was bought. It may be sold when the days it must be kept are over and the office has "
        "written down who sold it.")},
};

const char *goods_stop_words(int64_t stops)
{
    for (size_t i = 0; i < sizeof(stop_words) / sizeof(stop_words[0]); i++) {
        if ((stops & stop_words[i].stop) != 0) {
            return stop_words[i].words;
        }
    }
    return NULL;
}

const char *goods_stop_refusal(int64_t stops)
{
    for (size_t i = 0; i < sizeof(stop_words) / sizeof(stop_words[0]); i++) {
        if ((stops & stop_words[i].stop) != 0) {
            return stop_words[i].refusal;
        }
    }
    return NULL;
}

bool goods_sellable(const struct thing *thing)
{
    return thing->stops == 0;
}

struct str goods_with_sacks(struct ctx *ctx, const struct thing *thing, struct str detail)
{
    if (thing->sacks == NO_I64 || thing->sacks < 1) {
        return detail;
    }
    const struct i18n_arg args[] = {{"n", i18n_number(ctx, thing->sacks)}, {"detail", detail}};
    return i18n_replace(
        ctx,
        i18n_plural(ctx->lang, N_("{detail} · 1 sack"), N_("{detail} · {n} sacks"), thing->sacks),
        args, 2);
}
