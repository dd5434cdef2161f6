/* SPDX-License-Identifier: EUPL-1.2 */
/* The help pile: cases opened once and settled once. */
#include "station/station_help.h"

#include "base/id.h"
#include "base/strbuf.h"
#include "media/upload.h"
#include "station/station_rolls.h"
#include "station/station_store.h"
#include "json/json.h"

#include "base/banned.h"

struct opening {
    struct help_case help;
    int64_t id;
};

static enum status open_in_write(struct ctx *ctx, void *arg)
{
    struct opening *opening = arg;
    return station_store_add_help(ctx, &opening->help, &opening->id);
}

enum status station_help_open(struct ctx *ctx, const struct help_case *help, int64_t *ret_id)
{
    struct opening opening = {.help = *help};
    opening.help.id = id_new();
    opening.help.at_ms = ctx->now_ms;
    TRY(db_write(ctx, open_in_write, &opening));
    *ret_id = opening.id;
    return OK;
}

enum status station_help_get(struct ctx *ctx, int64_t id, int64_t station_id,
                             struct help_case *ret_help)
{
    TRY(station_store_help(ctx, id, ret_help));
    return station_id == 0 || ret_help->station_id == station_id ? OK : NOT_FOUND;
}

/* ---- settling -------------------------------------------------------------------------------- */

struct settling {
    const struct help_case *help;
    struct str label; /* code of a roll that the thing gets; empty: none */
    enum help_settled settled;
    int64_t reason;
    const struct lot *lot; /* NULL: nothing is received */
    struct thing thing;
};

static enum status settle_in_write(struct ctx *ctx, void *arg)
{
    struct settling *settling = arg;
    struct help_case now;
    bool is_new = false;
    TRY(station_store_help(ctx, settling->help->id, &now));
    if (now.settled != NO_I64 && now.settled != (int64_t)settling->settled) {
        return ctx_fail(ctx, CONFLICT, N_("Somebody has settled this already."), NULL);
    }
    int64_t thing_id = now.thing_id;
    if (settling->lot != NULL) {
        TRY(goods_receive(ctx, settling->lot, &settling->thing, &is_new));
        thing_id = settling->thing.id;
    }
    if (settling->label.len > 0) {
        TRY(goods_relabel(ctx, thing_id, settling->label));
        TRY(station_store_bind(ctx, settling->label, thing_id));
    }
    return now.settled != NO_I64
               ? OK
               : station_store_settle(ctx, now.id, settling->settled, settling->reason, thing_id);
}

enum status station_help_throw(struct ctx *ctx, const struct help_case *help,
                               enum help_reason reason)
{
    struct settling settling = {.help = help, .settled = SETTLED_THROWN, .reason = reason};
    return db_write(ctx, settle_in_write, &settling);
}

enum status station_help_label(struct ctx *ctx, const struct help_case *help, struct str typed)
{
    struct settling settling = {
        .help = help, .settled = SETTLED_LABELLED, .reason = NO_I64, .label = STR("")};
    int64_t other_id = NO_I64;
    TRY(station_rolls_check(ctx, help->station_id, typed, &settling.label, &other_id));
    if (other_id != NO_I64 && other_id != help->thing_id) {
        return ctx_fail(ctx, CONFLICT, N_("Another thing has that label. Take the next one."),
                        "label");
    }
    return db_write(ctx, settle_in_write, &settling);
}

/* What cannot be read cannot be rid of what the phone wrote into it: nobody needs it any more. */
static enum status forget_file(struct ctx *ctx, const struct help_case *help)
{
    struct upload_progress progress;
    if (help->upload.len == 0) {
        return OK;
    }
    const enum status found = upload_find(ctx, help->upload, &progress);
    if (found != OK || progress.state != UPLOAD_REFUSED) {
        return found == NOT_FOUND ? OK : found;
    }
    return upload_forget(ctx, &progress);
}

enum status station_help_done(struct ctx *ctx, const struct help_case *help)
{
    struct settling settling = {.help = help,
                                .settled =
                                    help->kind == HELP_LABEL ? SETTLED_LABELLED : SETTLED_SEEN,
                                .reason = NO_I64};
    TRY(db_write(ctx, settle_in_write, &settling));
    return forget_file(ctx, help);
}

enum status station_help_receive(struct ctx *ctx, const struct help_case *help,
                                 const struct lot *lot, struct thing *ret_thing)
{
    struct lot own = *lot;
    own.key_source = STR(INTAKE_KEYS);
    own.key = help->key;
    own.holder_id = help->station_id;
    own.received_ms = help->received_ms;
    TRY(station_intake_photos(ctx, help->key, &own));
    struct settling settling = {
        .help = help, .settled = SETTLED_RECEIVED, .reason = NO_I64, .lot = &own};
    TRY(db_write(ctx, settle_in_write, &settling));
    *ret_thing = settling.thing;
    return OK;
}

/* ---- text ------------------------------------------------------------------------------------ */

struct str station_help_text(struct ctx *ctx, struct str bytes)
{
    const struct str cut = str_slice(bytes, 0, HELP_BODY_MAX);
    struct strbuf text;
    if (str_is_utf8(cut) && str_find_byte(cut, '\0') < 0) {
        return str_copy(ctx->mem, cut);
    }
    /* As a JSON text: what is no UTF-8 becomes U+FFFD, a NUL an escape. */
    strbuf_init(&text, HELP_BODY_MAX * 8);
    struct json_out out = {.buf = &text};
    json_put_str(&out, cut);
    const struct str kept = strbuf_copy(&text, ctx->mem);
    strbuf_finish(&text);
    return kept;
}
