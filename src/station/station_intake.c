/* SPDX-License-Identifier: EUPL-1.2 */
/* Receiving what phones and forms send: once, whatever came before it. */
#include "station/station_intake.h"

#include "base/day.h"
#include "base/vec.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"
#include "media/upload.h"
#include "station/station_rules.h"
#include "station/station_store.h"

#include "base/banned.h"

#define KEY_TEXT_MAX 80

int64_t station_intake_taken(const struct ctx *ctx, int64_t taken_ms, int64_t sent_ms)
{
    const int64_t most = INTAKE_DAYS_BACK * MS_PER_DAY;
    const int64_t passed = sent_ms - taken_ms;
    return ctx->now_ms - (passed < 0 ? 0 : passed > most ? most : passed);
}

struct str station_intake_owner(struct ctx *ctx, const char *keys, struct str uuid)
{
    return str_format(ctx->mem, "%s:%.*s", keys, STR_ARG(uuid));
}

/* ---- sources --------------------------------------------------------------------------------- */

static const struct source_class {
    int64_t kind;
    const char *name;
    const char *words;
} source_classes[] = {
    {HOLDER_STATION, "station", N_("The recycling station")},
    {HOLDER_REUSE_ONLY, "reuse_only", N_("Came only to deliver to reuse")},
    {HOLDER_DONATION, "handed_in", N_("Handed in at the centre")},
    {HOLDER_BOUGHT, "bought", N_("Bought")},
    {HOLDER_COMMISSION, "commission", N_("Sold for its owner")},
    {HOLDER_SURPLUS, "surplus", N_("Left over at a business")},
};
#define CLASSES (sizeof(source_classes) / sizeof(source_classes[0]))

const char *station_intake_class(int64_t holder_kind)
{
    for (size_t i = 0; i < CLASSES; i++) {
        if (source_classes[i].kind == holder_kind) {
            return source_classes[i].name;
        }
    }
    return NULL;
}

struct str station_intake_source_name(struct ctx *ctx, const struct holder *source)
{
    for (size_t i = 0; i < CLASSES; i++) {
        if (source_classes[i].kind == source->kind) {
            return str_of(i18n_text(ctx->lang, source_classes[i].words));
        }
    }
    return source->name;
}

enum status station_intake_sources(struct ctx *ctx, int64_t station_id, struct holders *ret_sources)
{
    struct holders sources = {0};
    struct holder station;
    TRY(goods_holder(ctx, station_id, &station));
    vec_push(ctx->mem, &sources, station);
    for (size_t i = 1; i < CLASSES; i++) {
        struct holders of_kind;
        TRY(goods_holders(ctx, (enum holder_kind)source_classes[i].kind, &of_kind));
        for (size_t j = 0; j < of_kind.count; j++) {
            vec_push(ctx->mem, &sources, of_kind.ptr[j]);
        }
    }
    *ret_sources = sources;
    return OK;
}

enum status station_intake_check_source(struct ctx *ctx, int64_t station_id, int64_t source_id)
{
    struct holder holder = {0};
    if (source_id == station_id) {
        return OK;
    }
    const enum status found = goods_holder(ctx, source_id, &holder);
    if (found == NOT_FOUND || (found == OK && (holder.kind == HOLDER_STATION ||
                                               station_intake_class(holder.kind) == NULL))) {
        return ctx_fail(ctx, INVALID, N_("Choose where it comes from."), "source");
    }
    return found;
}

/* ---- what is known --------------------------------------------------------------------------- */

static enum status known_in_pile(struct ctx *ctx, struct str uuid, struct intake_result *result)
{
    struct help_case help;
    TRY(station_store_help_by_key(ctx, uuid, &help));
    if (help.settled == NO_I64) {
        result->outcome = INTAKE_IN_PILE;
        result->help_id = help.id;
        return OK;
    }
    result->outcome = INTAKE_WAS_UNDONE;
    return help.settled == SETTLED_RECEIVED ? NOT_FOUND : OK;
}

static enum status known(struct ctx *ctx, struct str uuid, struct intake_result *result)
{
    bool undone = false;
    TRY(station_store_is_undone(ctx, uuid, &undone));
    if (undone) {
        result->outcome = INTAKE_WAS_UNDONE;
        return OK;
    }
    const enum status in_pile = known_in_pile(ctx, uuid, result);
    if (in_pile != NOT_FOUND) {
        return in_pile;
    }
    result->outcome = INTAKE_AGAIN;
    return goods_by_key(ctx, STR(INTAKE_KEYS), uuid, &result->thing);
}

/* Whether the label it wears was another's. */
static enum status add_label_case(struct ctx *ctx, struct str uuid, struct intake_result *result)
{
    struct help_case help;
    const struct str key = str_concat(ctx->mem, STR("label:"), uuid);
    const enum status status = station_store_help_by_key(ctx, key, &help);
    result->label_taken = status == OK;
    result->help_id = status == OK ? help.id : 0;
    return status == NOT_FOUND ? OK : status;
}

enum status station_intake_known(struct ctx *ctx, struct str uuid, struct intake_result *ret_result)
{
    *ret_result = (struct intake_result){0};
    TRY(known(ctx, uuid, ret_result));
    return ret_result->outcome == INTAKE_AGAIN ? add_label_case(ctx, uuid, ret_result) : OK;
}

/* ---- receiving ------------------------------------------------------------------------------- */

struct receiving {
    const struct intake *intake;
    struct intake_result result;
};

enum status station_intake_photos(struct ctx *ctx, struct str uuid, struct lot *lot)
{
    struct upload_list uploads;
    struct str_list photos = {0};
    TRY(upload_of(ctx, station_intake_owner(ctx, INTAKE_KEYS, uuid), &uploads));
    for (size_t i = 0; i < uploads.count; i++) {
        if (uploads.ptr[i].state == UPLOAD_KEPT && photos.count < INTAKE_PHOTOS_MAX) {
            vec_push(ctx->mem, &photos, uploads.ptr[i].promise.hash);
        }
    }
    for (size_t i = 0; i < lot->photo_count && photos.count < INTAKE_PHOTOS_MAX; i++) {
        vec_push(ctx->mem, &photos, lot->photos[i]);
    }
    lot->photos = photos.ptr;
    lot->photo_count = photos.count;
    return OK;
}

static enum status open_label_case(struct ctx *ctx, const struct intake *intake, int64_t other_id,
                                   struct intake_result *result)
{
    const struct help_case help = {
        .kind = HELP_LABEL,
        .key = str_concat(ctx->mem, STR("label:"), intake->lot.key),
        .station_id = intake->lot.holder_id,
        .person_id = ctx->actor.person_id,
        .received_ms = result->thing.received_ms,
        .why = other_id == NO_I64
                   ? STR(N_("The label is not one of ours, or not for this station."))
                   : STR(N_("Another thing has that label.")),
        .label = str_slice(intake->label, 0, KEY_TEXT_MAX),
        .thing_id = result->thing.id,
        .other_id = other_id,
        .settled = NO_I64,
        .reason = NO_I64,
    };
    result->label_taken = true;
    return station_help_open(ctx, &help, &result->help_id);
}

static enum status receive_new(struct ctx *ctx, struct receiving *receiving)
{
    const struct intake *intake = receiving->intake;
    struct intake_result *result = &receiving->result;
    struct lot lot = intake->lot;
    enum label_meaning meaning = LABEL_NONE;
    struct str code;
    int64_t other_id = NO_I64;
    bool is_new = false;
    TRY(station_rolls_read(ctx, lot.holder_id, intake->label, &meaning, &code, &other_id));
    lot.label = meaning == LABEL_FREE ? code : STR("");
    TRY(station_intake_photos(ctx, lot.key, &lot));
    TRY(station_rules_stops(ctx, &lot));
    TRY(goods_receive(ctx, &lot, &result->thing, &is_new));
    result->outcome = is_new ? INTAKE_NEW : INTAKE_AGAIN;
    if (meaning == LABEL_FREE) {
        TRY(station_store_bind(ctx, code, result->thing.id));
    } else if (meaning != LABEL_NONE) {
        TRY(open_label_case(ctx, intake, other_id, result));
    }
    return intake->rule_id == NO_I64 ? OK : station_store_add_lot(ctx, result->thing.id, intake);
}

static enum status receive(struct ctx *ctx, void *arg)
{
    struct receiving *receiving = arg;
    const enum status status =
        station_intake_known(ctx, receiving->intake->lot.key, &receiving->result);
    return status == NOT_FOUND ? receive_new(ctx, receiving) : status;
}

enum status station_intake_receive(struct ctx *ctx, const struct intake *intake,
                                   struct intake_result *ret_result)
{
    struct receiving receiving = {.intake = intake};
    TRY(db_write(ctx, receive, &receiving));
    *ret_result = receiving.result;
    return OK;
}

/* ---- undoing --------------------------------------------------------------------------------- */

struct undoing {
    struct str uuid;
    int64_t station_id;
};

static enum status undo(struct ctx *ctx, void *arg)
{
    const struct undoing *undoing = arg;
    struct intake_result result = {0};
    bool is_new = false;
    const enum status status = known(ctx, undoing->uuid, &result);
    if (status == NOT_FOUND) {
        return station_store_add_undone(ctx, undoing->uuid);
    }
    TRY(status);
    switch (result.outcome) {
    case INTAKE_IN_PILE:
        return station_store_settle(ctx, result.help_id, SETTLED_UNDONE, NO_I64, NO_I64);
    case INTAKE_WAS_UNDONE:
        return OK;
    default:
        return goods_undo_receive(ctx, result.thing.id, undoing->station_id, &is_new);
    }
}

enum status station_intake_undo(struct ctx *ctx, struct str uuid, int64_t station_id)
{
    struct undoing undoing = {uuid, station_id};
    return db_write(ctx, undo, &undoing);
}

/* ---- what was turned away -------------------------------------------------------------------- */

struct refusing {
    const struct intake_refusal *no;
    bool is_new;
};

static enum status refuse(struct ctx *ctx, void *arg)
{
    struct refusing *refusing = arg;
    return station_store_add_refused(ctx, refusing->no, &refusing->is_new);
}

enum status station_intake_refuse(struct ctx *ctx, const struct intake_refusal *no, bool *ret_new)
{
    struct refusing refusing = {.no = no};
    if (goods_codes_category(no->category_id) == NULL) {
        return ctx_fail(ctx, INVALID, N_("Choose what it is from the list."), "category");
    }
    TRY(db_write(ctx, refuse, &refusing));
    *ret_new = refusing.is_new;
    return OK;
}

/* ---- tiles ----------------------------------------------------------------------------------- */

static void add_tile(struct ctx *ctx, int64_t category_id, size_t count, struct i64_list *tiles)
{
    bool there = goods_codes_category(category_id) == NULL || tiles->count >= count;
    for (size_t i = 0; i < tiles->count && !there; i++) {
        there = tiles->ptr[i] == category_id;
    }
    if (!there) {
        vec_push(ctx->mem, tiles, category_id);
    }
}

enum status station_intake_tiles(struct ctx *ctx, int64_t station_id, size_t count,
                                 struct i64_list *ret_category_ids)
{
    struct i64_list often;
    struct i64_list tiles = {0};
    const struct goods_category *category = NULL;
    TRY(station_store_tiles(ctx, station_id, &often));
    for (size_t i = 0; i < often.count; i++) {
        add_tile(ctx, often.ptr[i], count, &tiles);
    }
    for (int64_t place = 1; (category = goods_codes_tile(place)) != NULL; place++) {
        add_tile(ctx, category->id, count, &tiles);
    }
    *ret_category_ids = tiles;
    return OK;
}
