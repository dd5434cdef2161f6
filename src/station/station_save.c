/* SPDX-License-Identifier: EUPL-1.2 */
/* Saving what the form at the station says. */
#include "accounts/accounts.h"
#include "centre/centre.h"
#include "goods/goods.h"
#include "media/media.h"
#include "station/station_forms.h"
#include "station/station_intake.h"
#include "station/station_pages.h"
#include "station/station_rolls.h"
#include "station/station_rules.h"

#include "base/banned.h"

/* How long a source is remembered, in seconds. */
#define SHIFT_S (12 * INT64_C(3600))

static struct lot lot_of(const struct intake_input *input, int64_t station_id)
{
    struct lot lot = {
        .key_source = STR(INTAKE_KEYS),
        .key = input->key,
        .holder_id = station_id,
        .source_id = input->source_id == NO_I64 ? station_id : input->source_id,
        .category_id = input->category_id,
        .kind_key = STR(""),
        .count = input->count,
        .g = input->g,
        .weight_method = WEIGHT_SCALE,
        .state = (enum station_state)input->state,
        .size_key = STR(""),
        .note = input->note.ptr == NULL ? STR("") : input->note,
        .sacks = input->sacks,
    };
    if (lot.g == NO_I64 && input->band != NO_I64) {
        lot.g = input->band;
        lot.weight_method = WEIGHT_BAND;
    }
    return lot;
}

/* Whoever types a label is there to type it again: it is told at once, not put in the pile. */
static enum status check_label(struct ctx *ctx, int64_t station_id, const struct intake *intake)
{
    struct intake_result known;
    struct str code;
    int64_t other_id = NO_I64;
    const enum status status = station_intake_known(ctx, intake->lot.key, &known);
    if (status != NOT_FOUND) {
        return status;
    }
    TRY(station_rolls_check(ctx, station_id, intake->label, &code, &other_id));
    return other_id == NO_I64
               ? OK
               : ctx_fail(ctx, CONFLICT, N_("Another thing has that label. Take the next one."),
                          "label");
}

static enum status store_photos(struct ctx *ctx, const struct intake_input *input,
                                struct str hashes[INTAKE_PHOTOS_MAX], size_t *ret_count)
{
    const struct upload *photos[INTAKE_PHOTOS_MAX] = {&input->photo, &input->photo2};
    size_t count = 0;
    for (size_t i = 0; i < INTAKE_PHOTOS_MAX; i++) {
        if (photos[i]->bytes.len == 0) {
            continue;
        }
        TRY(photo_store(ctx, photos[i]->bytes, &hashes[count]));
        count += count == 0 || !str_equal(hashes[0], hashes[count]) ? 1 : 0;
    }
    *ret_count = count;
    return OK;
}

enum status station_intake_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct intake_input *input = req->form;
    struct str photos[INTAKE_PHOTOS_MAX];
    struct intake_result result;
    int64_t station_id = 0;
    TRY(accounts_device_station(ctx, ctx->actor.device_id, &station_id));
    struct intake intake = {.lot = lot_of(input, station_id),
                            .label = input->label.ptr == NULL ? STR("") : input->label,
                            .rule_id = input->rule_id};
    TRY(station_rules_check(ctx, input->category_id, input->rule_id, &intake.answers));
    TRY(station_intake_check_source(ctx, station_id, intake.lot.source_id));
    TRY(check_label(ctx, station_id, &intake));
    TRY(store_photos(ctx, input, photos, &intake.lot.photo_count));
    intake.lot.photos = photos;
    TRY(station_intake_receive(ctx, &intake, &result));
    if (result.outcome == INTAKE_WAS_UNDONE || result.outcome == INTAKE_IN_PILE) {
        return ctx_fail(ctx, CONFLICT, N_("This was undone before it came."), NULL);
    }
    response_cookie(ctx, req, res, STATION_SOURCE_COOKIE,
                    str_of_i64(ctx->mem, intake.lot.source_id), "/", SHIFT_S);
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, "/inn/lagret/%.*s", STR_ARG(result.thing.code)));
}

/* Counted once for each form that was opened, however often its button is pressed. */
enum status station_turned_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct turned_input *input = req->form;
    struct intake_refusal no = {.uuid = input->key,
                                .day = centre_today(ctx),
                                .category_id = input->category_id,
                                .rule_id = input->rule_id};
    bool is_new = false;
    TRY(accounts_device_station(ctx, ctx->actor.device_id, &no.station_id));
    TRY(station_intake_refuse(ctx, &no, &is_new));
    return response_redirect(
        ctx, req, res, str_format(ctx->mem, "/inn?avvist=%lld", (long long)input->category_id));
}
