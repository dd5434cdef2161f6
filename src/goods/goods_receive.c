/* SPDX-License-Identifier: EUPL-1.2 */
/* Receiving a lot. */
#include "base/id.h"
#include "base/vec.h"
#include "goods/goods_record.h"
#include "media/media.h"

#include "base/banned.h"

#define PHOTOS_MAX 8

struct receiving {
    const struct lot *lot;
    int64_t g;
    enum weight_method method;
    struct stored_thing stored;
    bool is_new;
};

static enum status check_amounts(struct ctx *ctx, const struct lot *lot)
{
    if (lot->count < 1 || lot->count > GOODS_COUNT_MAX) {
        return ctx_fail(ctx, INVALID, N_("The number must be from 1 to 10 000."), "count");
    }
    if (lot->g != NO_I64 && (lot->g < 1 || lot->g > GOODS_GRAMS_MAX)) {
        return ctx_fail(ctx, INVALID, N_("The weight must be from 1 g to 5 000 kg."), "weight");
    }
    if (lot->state < STATE_WHOLE || lot->state > STATE_UNSURE) {
        return ctx_fail(ctx, INVALID, N_("Choose the condition."), "state");
    }
    if (str_utf8_length(lot->note) > GOODS_NOTE_MAX) {
        return ctx_fail(ctx, INVALID, N_("The note may have 500 characters."), "note");
    }
    if ((lot->stops & ~(int64_t)STOPS_ALL) != 0 || lot->received_ms < 0) {
        return INVALID;
    }
    if (lot->photo_count > PHOTOS_MAX) {
        return ctx_fail(ctx, INVALID, N_("A thing can have eight photos."), "photo");
    }
    return OK;
}

/* Category, kind and holders exist; the weight by the kind's default when none was given. */
static enum status check_lists(struct ctx *ctx, struct receiving *receiving)
{
    const struct lot *lot = receiving->lot;
    struct lot_lists lists;
    TRY(goods_store_lists(ctx, lot, &lists));
    if (!lists.category) {
        return ctx_fail(ctx, INVALID, N_("Choose what it is from the list."), "category");
    }
    if (!lists.holder) {
        return ctx_fail(ctx, INVALID, N_("Choose a station that exists."), "station");
    }
    if (!lists.source) {
        return ctx_fail(ctx, INVALID, N_("Choose where it comes from."), "source");
    }
    if (lot->kind_key.len > 0 && !lists.kind) {
        return ctx_fail(ctx, INVALID, N_("Choose a kind from the list."), "kind");
    }
    receiving->g = lot->g;
    receiving->method = lot->g == NO_I64 ? WEIGHT_UNKNOWN : lot->weight_method;
    if (lot->g == NO_I64 && lists.default_g != NO_I64) {
        receiving->g = lists.default_g * lot->count;
        receiving->method = WEIGHT_STANDARD;
    }
    return OK;
}

static enum status add_photos(struct ctx *ctx, const struct lot *lot, struct stored_thing *stored)
{
    for (size_t i = 0; i < lot->photo_count; i++) {
        TRY(photo_add(ctx, lot->photos[i], lot->demo_photos));
        TRY(goods_store_add_photo(ctx, stored->thing.id, (int64_t)i + 1, lot->photos[i]));
    }
    if (lot->photo_count > 0) {
        stored->thing.photo = lot->photos[0];
    }
    return OK;
}

static const char *grade_detail(int64_t grade)
{
    static const char *const details[] = {"", "&grade=1", "&grade=2", "&grade=3", "&grade=4"};
    return grade >= GRADE_LIKE_NEW && grade <= GRADE_ROUGH ? details[grade] : "";
}

/* Note, sacks and key, which stand beside the thing. */
static enum status add_extras(struct ctx *ctx, const struct lot *lot, struct stored_thing *stored)
{
    TRY(add_photos(ctx, lot, stored));
    stored->thing.sacks = lot->sacks == 0 ? NO_I64 : lot->sacks;
    stored->thing.note = lot->note.ptr == NULL ? STR("") : lot->note;
    if (stored->thing.note.len > 0 || stored->thing.sacks != NO_I64) {
        TRY(goods_store_add_note(ctx, stored->thing.id, stored->thing.note, stored->thing.sacks));
    }
    return lot->key.len > 0 ? goods_store_add_key(ctx, lot->key_source, lot->key, stored->thing.id)
                            : OK;
}

static struct goods_event received_event(struct ctx *ctx, const struct receiving *receiving,
                                         struct str code)
{
    const struct lot *lot = receiving->lot;
    struct goods_event event = goods_record_new(ctx, NULL, GOODS_RECEIVED);
    event.thing_id = id_new();
    event.to_holder = lot->holder_id;
    event.count = lot->count;
    event.g = receiving->g;
    event.weight_method = receiving->method;
    event.category_id = lot->category_id;
    event.kind_key = lot->kind_key.ptr == NULL ? STR("") : lot->kind_key;
    event.source_id = lot->source_id;
    event.detail =
        str_format(ctx->mem, "code=%.*s&state=%d%s%s%.*s%.*s%.*s", STR_ARG(code), (int)lot->state,
                   grade_detail(lot->grade), lot->size_key.len > 0 ? "&size=" : "",
                   STR_ARG(lot->size_key), STR_ARG(goods_detail_part(ctx, "stops", lot->stops)),
                   STR_ARG(goods_detail_part(ctx, "received", lot->received_ms)));
    return event;
}

/* The code of its label, or a fresh one. */
static enum status code_of(struct ctx *ctx, const struct lot *lot, struct str *ret_code)
{
    struct stored_thing other;
    if (lot->label.len == 0) {
        return goods_store_new_code(ctx, ret_code);
    }
    TRY(goods_code_read(ctx, lot->label, ret_code));
    const enum status found = goods_store_by_code(ctx, *ret_code, &other);
    if (found == OK) {
        return ctx_fail(ctx, CONFLICT, N_("Another thing has this label. Take a new label."),
                        "label");
    }
    return found == NOT_FOUND ? OK : found;
}

static enum status receive(struct ctx *ctx, void *arg)
{
    struct receiving *receiving = arg;
    const struct lot *lot = receiving->lot;
    receiving->is_new = false;
    if (lot->key.len > 0) {
        const enum status known =
            goods_store_by_key(ctx, lot->key_source, lot->key, &receiving->stored);
        if (known != NOT_FOUND) {
            return known;
        }
    }
    TRY(check_lists(ctx, receiving));
    struct str code;
    TRY(code_of(ctx, lot, &code));
    struct goods_event event = received_event(ctx, receiving, code);
    TRY(goods_record_first(ctx, &event, &receiving->stored));
    receiving->is_new = true;
    return add_extras(ctx, lot, &receiving->stored);
}

enum status goods_receive(struct ctx *ctx, const struct lot *lot, struct thing *ret_thing,
                          bool *ret_new)
{
    struct receiving receiving = {.lot = lot};
    TRY(check_amounts(ctx, lot));
    TRY(db_write(ctx, receive, &receiving));
    *ret_thing = receiving.stored.thing;
    *ret_new = receiving.is_new;
    return OK;
}

struct photographing {
    int64_t thing_id;
    struct str hash;
    bool demo;
};

static enum status photograph(struct ctx *ctx, void *arg)
{
    const struct photographing *photo = arg;
    struct stored_thing stored;
    struct str_list photos;
    TRY(goods_store_thing(ctx, photo->thing_id, &stored));
    TRY(goods_photos(ctx, photo->thing_id, &photos));
    for (size_t i = 0; i < photos.count; i++) {
        if (str_equal(photos.ptr[i], photo->hash)) {
            return OK;
        }
    }
    if (photos.count >= PHOTOS_MAX) {
        return ctx_fail(ctx, INVALID, N_("A thing can have eight photos."), "photo");
    }
    TRY(photo_add(ctx, photo->hash, photo->demo));
    TRY(goods_store_add_photo(ctx, photo->thing_id, (int64_t)photos.count + 1, photo->hash));
    struct goods_event event = goods_record_new(ctx, &stored, GOODS_PHOTOGRAPHED);
    event.detail = str_format(ctx->mem, "photo=%.*s", STR_ARG(photo->hash));
    return goods_record(ctx, &stored, &event);
}

enum status goods_add_photo(struct ctx *ctx, int64_t thing_id, struct str hash, bool demo)
{
    struct photographing photo = {thing_id, hash, demo};
    return db_write(ctx, photograph, &photo);
}

static enum status unphotograph(struct ctx *ctx, void *arg)
{
    const struct photographing *photo = arg;
    struct stored_thing stored;
    struct str_list photos;
    int64_t kept = 0;
    bool used = false;
    TRY(goods_store_thing(ctx, photo->thing_id, &stored));
    TRY(goods_photos(ctx, photo->thing_id, &photos));
    TRY(goods_store_clear_photos(ctx, photo->thing_id));
    for (size_t i = 0; i < photos.count; i++) {
        if (!str_equal(photos.ptr[i], photo->hash)) {
            TRY(goods_store_add_photo(ctx, photo->thing_id, ++kept, photos.ptr[i]));
        }
    }
    if (kept == (int64_t)photos.count) {
        return NOT_FOUND;
    }
    TRY(goods_store_photo_used(ctx, photo->hash, &used));
    if (!used) {
        TRY(photo_forget(ctx, photo->hash));
    }
    struct goods_event event = goods_record_new(ctx, &stored, GOODS_UNPHOTOGRAPHED);
    event.detail = str_format(ctx->mem, "photo=%.*s", STR_ARG(photo->hash));
    return goods_record(ctx, &stored, &event);
}

enum status goods_remove_photo(struct ctx *ctx, int64_t thing_id, struct str hash)
{
    struct photographing photo = {.thing_id = thing_id, .hash = hash};
    return db_write(ctx, unphotograph, &photo);
}
