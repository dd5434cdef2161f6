/* SPDX-License-Identifier: EUPL-1.2 */
/* Lots from the app: what is wrong goes to the help pile as it came, never back into nothing. */
#include <sodium.h>

#include "accounts/accounts.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "http/body.h"
#include "http/form_text.h"
#include "station/station_forms.h"
#include "station/station_help.h"
#include "station/station_intake.h"
#include "station/station_pages.h"
#include "json/json.h"

#include "base/banned.h"

#define ANSWERS_MAX 20

/* ---- reading --------------------------------------------------------------------------------- */

/* A lot as it was read, as far as it could be. */
struct reading {
    struct lot_input input;
    struct form_result result;
    struct str key; /* the lot's UUID, or the hash of the body */
    int64_t rule_id;
    struct str answers;
};

static bool scalar(struct ctx *ctx, const struct json *value, struct form_pair *pair)
{
    int64_t number = 0;
    bool flag = false;
    switch (json_type(value)) {
    case JSON_STRING:
        return json_str(value, ctx->mem, &pair->value);
    case JSON_NUMBER:
        pair->is_number = true;
        pair->value = json_i64(value, &number) ? str_of_i64(ctx->mem, number) : STR("?");
        return true;
    case JSON_BOOL:
        pair->value = json_bool(value, &flag) && flag ? STR("1") : STR("");
        return true;
    case JSON_NULL:
        pair->value = STR("");
        return true;
    default:
        return false;
    }
}

/* Members that are lists or objects have no place in the form. */
static struct form_pairs pairs_of(struct ctx *ctx, const struct json *root)
{
    struct form_pairs pairs = {0};
    for (const struct json *member = json_first(root); member != NULL && pairs.count < 100;
         member = json_next(member)) {
        struct form_pair pair = {0};
        if (json_name(member) != NULL && scalar(ctx, member, &pair)) {
            pair.name = str_copy(ctx->mem, str_of(json_name(member)));
            vec_push(ctx->mem, &pairs, pair);
        }
    }
    return pairs;
}

static void read_rule(struct ctx *ctx, const struct json *rule, struct reading *reading)
{
    char answers[ANSWERS_MAX];
    size_t count = 0;
    reading->rule_id = NO_I64;
    if (!json_id(json_get(rule, "id"), &reading->rule_id)) {
        reading->rule_id = NO_I64;
    }
    for (const struct json *answer = json_first(json_get(rule, "answers"));
         answer != NULL && count < ANSWERS_MAX; answer = json_next(answer)) {
        bool yes = false;
        answers[count++] = json_bool(answer, &yes) && yes ? '1' : '0';
    }
    reading->answers = str_copy(ctx->mem, (struct str){answers, count});
}

static struct str key_of_body(struct ctx *ctx, struct str body)
{
    unsigned char digest[16];
    crypto_generichash(digest, sizeof(digest), (const unsigned char *)body.ptr, body.len, NULL, 0);
    return str_concat(ctx->mem, STR("body:"), str_hex(ctx->mem, digest, sizeof(digest)));
}

static void read_lot(struct ctx *ctx, struct str body, struct reading *ret_reading)
{
    struct reading reading = {.rule_id = NO_I64, .answers = STR("")};
    struct json *root = NULL;
    struct form_pairs pairs = {0};
    if (json_parse(body, HELP_BODY_MAX, &root) == OK && json_type(root) == JSON_OBJECT) {
        pairs = pairs_of(ctx, root);
        read_rule(ctx, json_get(root, "rule"), &reading);
    }
    json_free(root);
    form_read(ctx, &station_lot_form, &pairs, false, &reading.input, &reading.result);
    reading.key = reading.input.uuid.len > 0 ? reading.input.uuid : key_of_body(ctx, body);
    *ret_reading = reading;
}

/* ---- answering ------------------------------------------------------------------------------- */

static void put_lot(struct ctx *ctx, struct response *res, const struct intake_result *result)
{
    struct json_out out = {.buf = &res->body};
    json_object_begin(&out);
    json_key(&out, "id");
    json_put_id(&out, result->thing.id);
    json_key(&out, "code");
    json_put_str(&out, result->thing.code);
    json_key(&out, "name");
    json_put_str(&out, goods_name(ctx, &result->thing));
    if (result->label_taken) {
        json_key(&out, "help");
        json_put_str(&out, STR("label"));
    }
    json_object_end(&out);
    res->content_type = STR("application/json");
}

static enum status answer_help(struct ctx *ctx, struct request *req, struct response *res,
                               int64_t help_id)
{
    const struct problem_member more[] = {{"help", str_of_i64(ctx->mem, help_id), 0}};
    response_problem_as(ctx, req, res, INVALID, "HELP", more, 1);
    return OK;
}

static enum status answer_known(struct ctx *ctx, struct request *req, struct response *res,
                                const struct intake_result *result)
{
    switch (result->outcome) {
    case INTAKE_WAS_UNDONE:
        ctx->err = (struct ctx_error){.message = N_("This was undone before it came.")};
        response_problem_as(ctx, req, res, CONFLICT, "UNDONE", NULL, 0);
        return OK;
    case INTAKE_IN_PILE:
        return answer_help(ctx, req, res, result->help_id);
    default:
        res->code = result->outcome == INTAKE_NEW ? 201 : 200;
        put_lot(ctx, res, result);
        return OK;
    }
}

/* The first thing that is wrong, in English: translated where it is shown. */
static struct str first_fault(struct ctx *ctx, const struct form_result *result)
{
    for (size_t i = 0; i < result->count; i++) {
        const struct form_value *value = &result->values[i];
        if (value->error != NULL) {
            return str_format(ctx->mem, "%s|%s|%.*s", value->error, value->field->label,
                              STR_ARG(value->detail));
        }
    }
    const char *message = ctx->err.message != NULL ? ctx->err.message : status_message(INVALID);
    return str_format(ctx->mem, "%s||%.*s", message, STR_ARG(ctx->err.detail));
}

static enum status to_pile(struct ctx *ctx, struct request *req, struct response *res,
                           const struct reading *reading, int64_t station_id)
{
    int64_t help_id = 0;
    const bool timed = reading->input.taken_ms != NO_I64 && reading->input.sent_ms != NO_I64;
    const struct help_case help = {
        .kind = HELP_FIELD,
        .key = reading->key,
        .station_id = station_id,
        .person_id = ctx->actor.person_id,
        .received_ms =
            timed ? station_intake_taken(ctx, reading->input.taken_ms, reading->input.sent_ms)
                  : ctx->now_ms,
        .why = first_fault(ctx, &reading->result),
        .body = station_help_text(ctx, req->body),
        .thing_id = NO_I64,
        .other_id = NO_I64,
        .settled = NO_I64,
        .reason = NO_I64,
    };
    TRY(station_help_open(ctx, &help, &help_id));
    return answer_help(ctx, req, res, help_id);
}

/* ---- a lot ----------------------------------------------------------------------------------- */

/* Whoever registered it, if that is somebody who may. */
static enum status person_of(struct ctx *ctx, int64_t by, int64_t *ret_person_id)
{
    struct accounts_workers workers;
    *ret_person_id = ctx->actor.person_id;
    if (by == NO_I64 || by == ctx->actor.person_id) {
        return OK;
    }
    TRY(accounts_workers(ctx, &workers));
    for (size_t i = 0; i < workers.count; i++) {
        if (workers.ptr[i].id == by) {
            *ret_person_id = by;
        }
    }
    return OK;
}

static struct intake intake_of(const struct ctx *ctx, const struct reading *reading,
                               int64_t station_id)
{
    const struct lot_input *input = &reading->input;
    return (struct intake){
        .lot = {.key_source = STR(INTAKE_KEYS),
                .key = reading->key,
                .holder_id = station_id,
                .source_id = input->source_id == NO_I64 ? station_id : input->source_id,
                .category_id = input->category_id,
                .kind_key = input->kind_key.ptr == NULL ? STR("") : input->kind_key,
                .count = input->count,
                .g = input->g,
                .weight_method = (enum weight_method)input->weight_method,
                .state = (enum station_state)input->state,
                .size_key = STR(""),
                .note = input->note.ptr == NULL ? STR("") : input->note,
                .sacks = input->sacks,
                .received_ms = station_intake_taken(ctx, input->taken_ms, input->sent_ms)},
        .label = input->label.ptr == NULL ? STR("") : input->label,
        .rule_id = reading->rule_id,
        .answers = reading->answers,
    };
}

static enum status receive(struct ctx *ctx, const struct reading *reading, int64_t station_id,
                           struct intake_result *ret_result)
{
    const struct intake intake = intake_of(ctx, reading, station_id);
    const int64_t signed_in = ctx->actor.person_id;
    int64_t person_id = 0;
    TRY(station_intake_check_source(ctx, station_id, intake.lot.source_id));
    TRY(person_of(ctx, reading->input.by, &person_id));
    ctx->actor.person_id = person_id;
    const enum status status = station_intake_receive(ctx, &intake, ret_result);
    ctx->actor.person_id = signed_in;
    return status;
}

enum status station_lot_post(struct ctx *ctx, struct request *req, struct response *res)
{
    struct reading *reading = ARENA_NEW(ctx->mem, struct reading);
    struct intake_result result;
    int64_t station_id = 0;
    TRY(accounts_device_station(ctx, ctx->actor.device_id, &station_id));
    read_lot(ctx, req->body, reading);
    req->form_result = &reading->result;
    if (!reading->result.ok) {
        const enum status known = station_intake_known(ctx, reading->key, &result);
        if (known == OK && result.outcome != INTAKE_IN_PILE) {
            return answer_known(ctx, req, res, &result);
        }
        return known == OK || known == NOT_FOUND ? to_pile(ctx, req, res, reading, station_id)
                                                 : known;
    }
    const enum status received = receive(ctx, reading, station_id, &result);
    if (received == INVALID) {
        return to_pile(ctx, req, res, reading, station_id);
    }
    TRY(received);
    return answer_known(ctx, req, res, &result);
}

/* ---- undone, turned away --------------------------------------------------------------------- */

enum status station_lot_undo_post(struct ctx *ctx, struct request *req, struct response *res)
{
    struct str uuid;
    int64_t station_id = 0;
    if (!form_text_uuid(ctx->mem, req->params[0], &uuid)) {
        return NOT_FOUND;
    }
    TRY(accounts_device_station(ctx, ctx->actor.device_id, &station_id));
    TRY(station_intake_undo(ctx, uuid, station_id));
    strbuf_literal(&res->body, "{\"undone\":true}");
    res->content_type = STR("application/json");
    return OK;
}

enum status station_refused_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct refused_input *input = req->form;
    struct intake_refusal no = {
        .uuid = input->uuid, .category_id = input->category_id, .rule_id = input->rule_id};
    bool is_new = false;
    TRY(accounts_device_station(ctx, ctx->actor.device_id, &no.station_id));
    no.day = centre_day_of(ctx, station_intake_taken(ctx, input->taken_ms, input->sent_ms));
    TRY(station_intake_refuse(ctx, &no, &is_new));
    res->code = is_new ? 201 : 200;
    strbuf_literal(&res->body, "{\"counted\":true}");
    res->content_type = STR("application/json");
    return OK;
}
