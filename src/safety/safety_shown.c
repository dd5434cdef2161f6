/* SPDX-License-Identifier: EUPL-1.2 */
/* How things, recalls, people and choices are shown. */
#include "safety/safety_shown.h"

#include "accounts/accounts.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"
#include "media/media.h"
#include "safety/safety_score.h"

#include "base/banned.h"

#define SCORE_SURE 75

struct str safety_shown(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

struct str safety_shown_number(struct ctx *ctx, int64_t number)
{
    return number == NO_I64 ? STR("") : str_of_i64(ctx->mem, number);
}

void safety_shown_fact(struct ctx *ctx, struct facts *facts, const char *label, struct str value)
{
    if (value.len > 0) {
        vec_push(ctx->mem, facts, (struct fact){safety_shown(ctx, label), value, STR("")});
    }
}

/* ---- things ---------------------------------------------------------------------------------- */

static const struct {
    int64_t stop;
    const char *icon;
} stops[] = {
    {STOP_RECALLED, "alert"},       {STOP_UNSAFE, "alert"},    {STOP_LEGAL, "gavel"},
    {STOP_UNTESTED, "electronics"}, {STOP_UNWIPED, "padlock"}, {STOP_HOLDING, "clock"},
};

static struct pills stop_pills(struct ctx *ctx, int64_t mask)
{
    struct pills pills = {0};
    for (size_t i = 0; i < sizeof(stops) / sizeof(stops[0]); i++) {
        if ((mask & stops[i].stop) != 0) {
            vec_push(ctx->mem, &pills,
                     (struct pill){(stops[i].stop & STOPS_BLOCKING) != 0 ? PILL_BAD : PILL_WAIT,
                                   str_of(stops[i].icon),
                                   safety_shown(ctx, goods_stop_words(stops[i].stop))});
        }
    }
    return pills;
}

enum status safety_shown_thing(struct ctx *ctx, const struct thing *thing, struct safety_thing *ret)
{
    const struct goods_category *category = goods_codes_category(thing->category_id);
    struct holder holder;
    TRY(goods_holder(ctx, thing->holder_id, &holder));
    const struct i18n_arg args[] = {
        {"n", i18n_number(ctx, thing->count)}, {"code", thing->code}, {"holder", holder.name}};
    *ret = (struct safety_thing){
        .icon = category == NULL ? STR("box") : category->icon,
        .name = goods_name(ctx, thing),
        .code = thing->code,
        .detail = i18n_fill(ctx, N_("{n} pcs · label {code} · {holder}"), args, 3),
        .stops = stop_pills(ctx, thing->stops),
    };
    if (thing->photo.len > 0) {
        ret->picture = url_fixed(ctx, photo_path(ctx, thing->photo, PHOTO_400));
    }
    return OK;
}

/* ---- recalls --------------------------------------------------------------------------------- */

struct str safety_shown_recall(struct ctx *ctx, const struct recall *recall)
{
    const struct str parts[] = {recall->brand, recall->product, str_utf8_prefix(recall->model, 60)};
    struct str text = STR("");
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (parts[i].len > 0) {
            text = text.len == 0
                       ? parts[i]
                       : str_format(ctx->mem, "%.*s · %.*s", STR_ARG(text), STR_ARG(parts[i]));
        }
    }
    return text;
}

static struct str listed(struct ctx *ctx, struct str lines)
{
    struct str list = STR("");
    struct str rest = lines;
    struct str line;
    while (rest.ptr != NULL && rest.len > 0 && str_split(&rest, '\n', &line)) {
        list =
            list.len == 0 ? line : str_format(ctx->mem, "%.*s, %.*s", STR_ARG(list), STR_ARG(line));
    }
    return list;
}

void safety_shown_recall_facts(struct ctx *ctx, const struct recall *recall, struct facts *facts)
{
    safety_shown_fact(ctx, facts, N_("Recall"), recall->number);
    safety_shown_fact(ctx, facts, N_("Brand"), recall->brand);
    safety_shown_fact(ctx, facts, N_("Product"), recall->product);
    safety_shown_fact(ctx, facts, N_("Model"), recall->model);
    safety_shown_fact(ctx, facts, N_("Batch or serial number"), listed(ctx, recall->batches));
    safety_shown_fact(ctx, facts, N_("Bar code"), listed(ctx, recall->gtins));
    safety_shown_fact(ctx, facts, N_("Made"), recall->made_when);
    safety_shown_fact(ctx, facts, N_("Danger"), recall->risk);
    safety_shown_fact(ctx, facts, N_("What to do"), recall->what_to_do);
    safety_shown_fact(ctx, facts, N_("Address"), recall->url);
}

struct pills safety_shown_reasons(struct ctx *ctx, struct str reasons)
{
    struct pills pills = {0};
    struct str rest = reasons;
    struct str reason;
    while (rest.ptr != NULL && rest.len > 0 && str_split(&rest, ' ', &reason)) {
        struct str points = reason;
        struct str key;
        (void)str_split(&points, '=', &key);
        const char *words = safety_score_words(key);
        if (words != NULL && points.ptr != NULL) {
            const struct i18n_arg args[] = {{"reason", safety_shown(ctx, words)},
                                            {"points", points}};
            const bool against = points.ptr[0] == '-';
            vec_push(ctx->mem, &pills,
                     (struct pill){against ? PILL_QUIET : PILL_INFO,
                                   against ? STR("minus") : STR("plus"),
                                   i18n_fill(ctx, N_("{reason} ({points})"), args, 2)});
        }
    }
    return pills;
}

struct pill safety_shown_score(struct ctx *ctx, int64_t score)
{
    const struct i18n_arg arg = {"score", i18n_number(ctx, score)};
    return (struct pill){score >= SCORE_SURE ? PILL_BAD : PILL_WAIT, STR("alert"),
                         i18n_fill(ctx, N_("{score} of 100"), &arg, 1)};
}

struct str safety_shown_by(struct ctx *ctx, int64_t person_id, int64_t at_ms)
{
    struct person person;
    if (person_id == NO_I64 || accounts_person(ctx, person_id, &person) != OK) {
        ctx->err = (struct ctx_error){0};
        return centre_when(ctx, at_ms);
    }
    const struct i18n_arg args[] = {{"name", person.name}, {"when", centre_when(ctx, at_ms)}};
    return i18n_fill(ctx, N_("{name}, {when}"), args, 2);
}

/* ---- choices --------------------------------------------------------------------------------- */

struct str safety_shown_place(struct ctx *ctx, int64_t category_id, struct str kind_key)
{
    const struct goods_category *category = goods_codes_category(category_id);
    const struct goods_kind *kind = kind_key.len == 0 ? NULL : goods_codes_kind(kind_key);
    if (kind == NULL) {
        return category == NULL ? STR("") : category->name.in[ctx->lang];
    }
    return category == NULL
               ? kind->name.in[ctx->lang]
               : str_format(ctx->mem, "%.*s – %.*s", STR_ARG(category->name.in[ctx->lang]),
                            STR_ARG(kind->name.in[ctx->lang]));
}

void safety_shown_categories(struct ctx *ctx, struct form_field *field)
{
    static const char *const dashes[] = {"", "", "– ", "– – "};
    const struct goods_codes *codes = goods_codes_all();
    field->options.ptr = arena_array(ctx->mem, codes->category_count, sizeof(*field->options.ptr));
    field->options.count = codes->category_count;
    for (size_t i = 0; i < codes->category_count; i++) {
        const struct goods_category *category = &codes->categories[i];
        const struct str value = safety_shown_number(ctx, category->id);
        field->options.ptr[i] =
            (struct form_option){.value = value,
                                 .label = str_format(ctx->mem, "%s%.*s", dashes[category->level],
                                                     STR_ARG(category->name.in[ctx->lang])),
                                 .chosen = str_equal(value, field->value)};
    }
}

void safety_shown_kinds(struct ctx *ctx, struct form_field *field)
{
    const struct goods_codes *codes = goods_codes_all();
    field->options.ptr = arena_array(ctx->mem, codes->kind_count + 1, sizeof(*field->options.ptr));
    field->options.count = codes->kind_count;
    for (size_t i = 0; i < codes->kind_count; i++) {
        field->options.ptr[i] =
            (struct form_option){.value = codes->kinds[i].key,
                                 .label = codes->kinds[i].name.in[ctx->lang],
                                 .chosen = str_equal(codes->kinds[i].key, field->value)};
    }
    /* The select offers "choose" only while nothing is chosen: then every kind is meant. */
    if (field->value.len > 0) {
        field->options.ptr[field->options.count++] = (struct form_option){
            .value = STR(""), .label = safety_shown(ctx, N_("Every kind")), .chosen = false};
    }
}
