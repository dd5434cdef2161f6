/* SPDX-License-Identifier: EUPL-1.2 */
/* From the ledger's events to a story. */
#include "custody/custody_journey.h"

#include "base/vec.h"
#include "centre/centre.h"
#include "custody/custody_words.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define THINGS_MAX 60 /* parts of parts that are followed */

/* Things to follow, each from an instant on: what happened to a lot before ours came into it is not
 * ours. */
struct followed {
    int64_t thing_id;
    int64_t from_ms;
};
struct following {
    struct {
        struct followed *ptr;
        size_t count;
        size_t capacity;
    } things;
    struct goods_events events; /* of all of them, by instant */
    bool reused;
    int64_t lent; /* rented out and not back */
    bool ended;   /* recycled or thrown away */
    bool in_shop;
    bool listed;
};

static void follow(struct ctx *ctx, struct following *following, int64_t thing_id, int64_t from_ms)
{
    for (size_t i = 0; i < following->things.count; i++) {
        if (following->things.ptr[i].thing_id == thing_id) {
            return;
        }
    }
    if (following->things.count < THINGS_MAX) {
        vec_push(ctx->mem, &following->things, (struct followed){thing_id, from_ms});
    }
}

/* "key=NUMBER" among "a=1&key=2"; false without it. */
static bool detail_id(struct str detail, struct str key, int64_t *ret_id)
{
    struct str rest = detail;
    struct str part;
    while (rest.len > 0 && str_split(&rest, '&', &part)) {
        if (str_starts_with(part, key)) {
            return str_to_i64(str_slice(part, key.len, part.len), ret_id);
        }
    }
    return false;
}

static enum status read_thing(struct ctx *ctx, struct following *following, size_t index)
{
    const struct followed thing = following->things.ptr[index];
    struct goods_events events;
    struct i64_list parts;
    int64_t into = 0;
    TRY(goods_events_of(ctx, thing.thing_id, &events));
    for (size_t i = 0; i < events.count; i++) {
        const struct goods_event *event = &events.ptr[i];
        if (event->at_ms < thing.from_ms) {
            continue;
        }
        vec_push(ctx->mem, &following->events, *event);
        if (event->kind == GOODS_MERGED && detail_id(event->detail, STR("into="), &into)) {
            follow(ctx, following, into, event->at_ms);
        }
    }
    TRY(goods_parts(ctx, thing.thing_id, &parts));
    for (size_t i = 0; i < parts.count; i++) {
        follow(ctx, following, parts.ptr[i], 0);
    }
    return OK;
}

static void sort_events(struct goods_events *events)
{
    for (size_t i = 1; i < events->count; i++) {
        for (size_t j = i; j > 0 && events->ptr[j - 1].at_ms > events->ptr[j].at_ms; j--) {
            const struct goods_event moved = events->ptr[j];
            events->ptr[j] = events->ptr[j - 1];
            events->ptr[j - 1] = moved;
        }
    }
}

/* ---- words ----------------------------------------------------------------------------------- */

static struct str at(struct ctx *ctx, const char *words, int64_t holder_id)
{
    const struct i18n_arg arg = {"place", custody_words_holder(ctx, holder_id)};
    return i18n_fill(ctx, words, &arg, 1);
}

static struct str moved_text(struct ctx *ctx, const struct goods_event *event)
{
    struct holder to;
    if (goods_holder(ctx, event->to_holder, &to) != OK) {
        return STR("");
    }
    switch (to.kind) {
    case HOLDER_TRANSPORT:
        return custody_words_text(ctx, N_("On its way by lorry"));
    case HOLDER_REPAIR:
        return custody_words_text(ctx, N_("Taken to be mended"));
    case HOLDER_RECYCLING:
        return custody_words_text(ctx, N_("Taken to recycling"));
    default:
        return at(ctx, N_("Came to {place}"), event->to_holder);
    }
}

static struct str discarded_text(struct ctx *ctx, const struct goods_event *event)
{
    int64_t reason = 0;
    const char *words =
        detail_id(event->detail, STR("reason="), &reason) ? goods_discard_words(reason) : NULL;
    const struct i18n_arg arg = {"reason",
                                 words == NULL ? STR("") : custody_words_text(ctx, words)};
    return words == NULL ? custody_words_text(ctx, N_("Thrown away"))
                         : i18n_fill(ctx, N_("Thrown away. Reason: {reason}"), &arg, 1);
}

/* Empty: nothing that the one who delivered it needs to read. */
static struct str text_of(struct ctx *ctx, const struct goods_event *event)
{
    switch (event->kind) {
    case GOODS_RECEIVED:
        return at(ctx, N_("Received at {place}"), event->to_holder);
    case GOODS_ALLOTTED:
        return at(ctx, N_("Shared out to the shop {place}"), event->to_holder);
    case GOODS_PICKED_UP:
        return at(ctx, N_("Collected by {place}"), event->to_holder);
    case GOODS_PASSED_ON:
        return event->to_holder == NO_I64
                   ? custody_words_text(ctx, N_("Given to a partner outside the house"))
                   : at(ctx, N_("Passed on to {place}"), event->to_holder);
    case GOODS_MOVED:
        return moved_text(ctx, event);
    case GOODS_LISTED:
        return custody_words_text(ctx, N_("Put out for sale"));
    case GOODS_SOLD:
        return custody_words_text(ctx, N_("Sold: somebody uses it again"));
    case GOODS_GIVEN:
        return custody_words_text(ctx, N_("Given away: somebody uses it again"));
    case GOODS_RENTED_OUT:
        return custody_words_text(ctx, N_("Lent out"));
    case GOODS_RETURNED:
        return custody_words_text(ctx, N_("Came back"));
    case GOODS_REPAIRED:
        return custody_words_text(ctx, N_("Mended"));
    case GOODS_REDESIGNED:
        return custody_words_text(ctx, N_("Made into something new"));
    case GOODS_TESTED:
        return custody_words_text(ctx, N_("Tested for electrical safety"));
    case GOODS_WIPED:
        return custody_words_text(ctx, N_("What was stored on it is deleted"));
    case GOODS_RECYCLED:
        return custody_words_text(ctx, N_("Recycled: it becomes material again"));
    case GOODS_DISCARDED:
        return discarded_text(ctx, event);
    case GOODS_MERGED:
        return custody_words_text(ctx, N_("Put together with others of its kind"));
    case GOODS_CORRECTED:
        return goods_event_undoes_hand_over(event) ? custody_words_text(ctx, N_("Came back"))
                                                   : STR("");
    default:
        return STR("");
    }
}

static void note(struct following *following, const struct goods_event *event)
{
    switch (event->kind) {
    case GOODS_SOLD:
    case GOODS_GIVEN:
        following->reused = true;
        break;
    case GOODS_RENTED_OUT:
        following->lent += event->count;
        break;
    case GOODS_RETURNED:
        following->lent -= event->count;
        break;
    case GOODS_RECYCLED:
    case GOODS_DISCARDED:
        following->ended = true;
        break;
    case GOODS_LISTED:
        following->listed = true;
        break;
    case GOODS_ALLOTTED:
    case GOODS_PICKED_UP:
        following->in_shop = true;
        break;
    default:
        break;
    }
}

static struct pill state_of(const struct ctx *ctx, const struct following *following)
{
    if (following->reused) {
        return (struct pill){PILL_OPEN, STR("heart"), custody_words_text(ctx, N_("In use again"))};
    }
    if (following->lent > 0) {
        return (struct pill){PILL_INFO, STR("heart"), custody_words_text(ctx, N_("Lent out"))};
    }
    if (following->ended) {
        return (struct pill){PILL_PASSED, STR("recycle"),
                             custody_words_text(ctx, N_("Not used again"))};
    }
    if (following->listed) {
        return (struct pill){PILL_INFO, STR("tag"), custody_words_text(ctx, N_("Out for sale"))};
    }
    return following->in_shop
               ? (struct pill){PILL_INFO, STR("shops"), custody_words_text(ctx, N_("In a shop"))}
               : (struct pill){PILL_WAIT, STR("hourglass"),
                               custody_words_text(ctx, N_("Waits in the house"))};
}

/* The same thing on the same day is told once: ten chairs of a lot are sold one by one. */
static void add_step(struct ctx *ctx, const struct goods_event *event, struct timeline *steps)
{
    const struct str what = text_of(ctx, event);
    const struct str when = i18n_day(ctx, event->day);
    if (what.len == 0) {
        return;
    }
    for (size_t i = 0; i < steps->count; i++) {
        if (str_equal(steps->ptr[i].what, what) && str_equal(steps->ptr[i].when, when)) {
            return;
        }
    }
    vec_push(ctx->mem, steps, (struct timeline_step){STEP_DONE, what, when});
}

enum status custody_journey(struct ctx *ctx, int64_t thing_id, struct journey *ret_journey)
{
    struct following following = {0};
    struct journey journey = {0};
    struct thing thing;
    TRY(goods_thing(ctx, thing_id, &thing));
    const struct goods_category *category = goods_codes_category(thing.category_id);
    follow(ctx, &following, thing_id, 0);
    for (size_t i = 0; i < following.things.count; i++) {
        TRY(read_thing(ctx, &following, i));
    }
    sort_events(&following.events);
    for (size_t i = 0; i < following.events.count; i++) {
        note(&following, &following.events.ptr[i]);
        add_step(ctx, &following.events.ptr[i], &journey.steps);
    }
    journey.name = goods_name(ctx, &thing);
    journey.icon = category == NULL ? STR("box") : category->icon;
    journey.state = state_of(ctx, &following);
    *ret_journey = journey;
    return OK;
}
