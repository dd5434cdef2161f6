/* SPDX-License-Identifier: EUPL-1.2 */
/* Receiving a lot as JSON: idempotent by the client's own UUID. */
#include "accounts/accounts.h"
#include "goods/goods.h"
#include "goods/goods_codes.h"
#include "station/station_forms.h"
#include "station/station_pages.h"
#include "json/json.h"

#include "base/banned.h"

static void put_thing(struct response *res, const struct thing *thing)
{
    struct json_out out = {.buf = &res->body};
    json_object_begin(&out);
    json_key(&out, "id");
    json_put_id(&out, thing->id);
    json_key(&out, "code");
    json_put_str(&out, thing->code);
    json_key(&out, "category");
    json_put_i64(&out, thing->category_id);
    json_key(&out, "count");
    json_put_i64(&out, thing->count);
    json_key(&out, "weight_g");
    if (thing->g == NO_I64) {
        json_put_null(&out);
    } else {
        json_put_i64(&out, thing->g);
    }
    json_key(&out, "received_ms");
    json_put_i64(&out, thing->received_ms);
    json_object_end(&out);
    strbuf_byte(&res->body, '\n');
}

enum status station_api_intake(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct intake_api_input *input = req->form;
    struct thing thing;
    bool is_new = false;
    int64_t station_id = 0;
    const enum status found = accounts_device_station(ctx, ctx->actor.device_id, &station_id);
    if (found == NOT_FOUND) {
        return ctx_fail(ctx, FORBIDDEN, N_("This token belongs to no station."), NULL);
    }
    TRY(found);
    if (input->size_key.len > 0 && goods_codes_size_by_key(input->size_key) == NULL) {
        return ctx_fail(ctx, INVALID, N_("Choose a size from the list."), "size");
    }
    const struct lot lot = {
        .key_source = STR("api"),
        .key = input->key,
        .holder_id = station_id,
        .source_id = station_id,
        .category_id = input->category_id,
        .kind_key = input->kind_key.ptr == NULL ? STR("") : input->kind_key,
        .count = input->count,
        .g = input->g,
        .weight_method = WEIGHT_SCALE,
        .state = (enum station_state)input->state,
        .size_key = input->size_key.ptr == NULL ? STR("") : input->size_key,
        .note = input->note.ptr == NULL ? STR("") : input->note,
    };
    TRY(goods_receive(ctx, &lot, &thing, &is_new));
    res->code = is_new ? 201 : 200;
    res->content_type = STR("application/json");
    put_thing(res, &thing);
    return OK;
}
