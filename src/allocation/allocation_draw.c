/* SPDX-License-Identifier: EUPL-1.2 */
/* The draw of a closed round: from its files and the randomness to awards and reasons. */
#include "allocation/allocation_draw.h"

#include "base/vec.h"

#include "base/banned.h"

/* ---- the engine
 * ------------------------------------------------------------------------------------ */

/* Our own texts are always right: a complaint is a fault of ours, told to whoever reads the log. */
static enum status refused(struct ctx *ctx, const struct fair_error *error)
{
    ctx->err = (struct ctx_error){
        .message = N_("The draw could not read what it was given: {detail}"),
        .detail = str_format(ctx->mem, "%s:%lld: %s (%.*s)", fair_in_names[error->file],
                             (long long)error->line, error->message, STR_ARG(error->detail))};
    return INTERNAL;
}

enum status allocation_draw_commit(struct ctx *ctx, struct drawing *drawing)
{
    struct fair_error error;
    allocation_input_texts(ctx, &drawing->input, STR(""), STR(""), drawing->in);
    return fair_commit(ctx->mem, drawing->in, drawing->out, &error) == OK ? OK
                                                                          : refused(ctx, &error);
}

enum status allocation_draw_run(struct ctx *ctx, struct drawing *drawing, struct str signature,
                                struct str randomness)
{
    struct fair_error error;
    allocation_input_texts(ctx, &drawing->input, signature, randomness, drawing->in);
    if (fair_draw(ctx->mem, drawing->in, 1, drawing->out, &error) != OK) {
        return refused(ctx, &error);
    }
    return allocation_outcome_read(ctx, &drawing->input, drawing->out, &drawing->outcome);
}

/* ---- keeping
 * ----------------------------------------------------------------------------------------- */

enum status allocation_draw_keep_files(struct ctx *ctx, int64_t run_id,
                                       const struct drawing *drawing, bool committed)
{
    for (int i = 0; i < FAIR_IN_COUNT; i++) {
        TRY(allocation_store_put_file(ctx, run_id, str_of(fair_in_names[i]), drawing->in[i]));
    }
    for (int i = 0; i < FAIR_OUT_COUNT; i++) {
        if (!committed || i == FAIR_CANONICAL || i == FAIR_COMMITMENT) {
            TRY(allocation_store_put_file(ctx, run_id, str_of(fair_out_names[i]), drawing->out[i]));
        }
    }
    return OK;
}

enum status allocation_draw_keep_rows(struct ctx *ctx, int64_t run_id,
                                      const struct drawing *drawing)
{
    for (size_t i = 0; i < drawing->outcome.awards.count; i++) {
        TRY(allocation_store_add_award(ctx, run_id, &drawing->outcome.awards.ptr[i]));
    }
    for (size_t i = 0; i < drawing->outcome.refusals.count; i++) {
        TRY(allocation_store_add_refusal(ctx, run_id, &drawing->outcome.refusals.ptr[i]));
    }
    return OK;
}

/* ---- a closed round
 * ---------------------------------------------------------------------------------- */

struct certain {
    const struct beacon_entry *entry; /* NULL: not certain */
    int64_t confirmed_by;             /* NO_I64: fetched */
};

static bool same_beacon(const struct beacon *a, const struct beacon *b)
{
    return a->source == b->source && str_equal(a->randomness, b->randomness) &&
           str_equal(a->signature, b->signature) && str_equal(a->note, b->note);
}

/* The newest entry of that person, or NULL. */
static const struct beacon_entry *newest_of(const struct beacon_entries *entries, int64_t person_id)
{
    const struct beacon_entry *newest = NULL;
    for (size_t i = 0; i < entries->count; i++) {
        if (entries->ptr[i].person_id == person_id) {
            newest = &entries->ptr[i];
        }
    }
    return newest;
}

/* What the program fetched is certain; by hand two people must say the same, each by what it said
 * last. */
static struct certain what_is_certain(const struct beacon_entries *entries)
{
    for (size_t i = 0; i < entries->count; i++) {
        const struct beacon_entry *entry = &entries->ptr[i];
        if (entry->beacon.source == BEACON_FETCHED) {
            return (struct certain){entry, NO_I64};
        }
        for (size_t j = 0; j < i; j++) {
            const struct beacon_entry *before = &entries->ptr[j];
            if (before->person_id != entry->person_id &&
                before == newest_of(entries, before->person_id) &&
                entry == newest_of(entries, entry->person_id) &&
                same_beacon(&entry->beacon, &before->beacon)) {
                return (struct certain){before, entry->person_id};
            }
        }
    }
    return (struct certain){NULL, NO_I64};
}

struct keeping {
    const struct drawing *drawing;
    struct draw_run run;
    int64_t confirmed_by;
};

/* Somebody else may have drawn meanwhile: from the same files, so with the same result. */
static enum status keep(struct ctx *ctx, void *arg)
{
    const struct keeping *keeping = arg;
    struct round round;
    TRY(allocation_store_lock_round(ctx, keeping->run.round_id, &round));
    if (round.state != ROUND_CLOSED) {
        return OK;
    }
    TRY(allocation_store_draw_run(ctx, &keeping->run, keeping->confirmed_by));
    TRY(allocation_draw_keep_files(ctx, keeping->run.id, keeping->drawing, false));
    TRY(allocation_draw_keep_rows(ctx, keeping->run.id, keeping->drawing));
    return allocation_store_draw_round(ctx, round.id);
}

static enum status draw(struct ctx *ctx, const struct round *round, const struct certain *certain)
{
    struct drawing drawing = {0};
    struct keeping keeping = {.drawing = &drawing, .confirmed_by = certain->confirmed_by};
    const struct beacon *beacon = &certain->entry->beacon;
    TRY(allocation_store_run(ctx, round->run_id, &keeping.run));
    TRY(allocation_input_frozen(ctx, round->id, round->run_id, round->run_id, &drawing.input));
    TRY(allocation_draw_run(ctx, &drawing, beacon->signature, beacon->randomness));
    if (!str_equal(str_trim(drawing.out[FAIR_COMMITMENT]), keeping.run.commitment)) {
        ctx->err = (struct ctx_error){
            .message = N_("What is kept of the round is not what was committed to: {detail}"),
            .detail = keeping.run.commitment};
        return INTERNAL;
    }
    keeping.run.seed = drawing.outcome.seed;
    keeping.run.randomness = beacon->randomness;
    keeping.run.signature = beacon->signature;
    return db_write(ctx, keep, &keeping);
}

enum status allocation_draw_if_certain(struct ctx *ctx, int64_t round_id, bool *ret_drawn)
{
    struct round round;
    struct beacon_entries entries;
    TRY(allocation_round(ctx, round_id, &round));
    TRY(allocation_beacon_entries(ctx, round_id, &entries));
    const struct certain certain = what_is_certain(&entries);
    *ret_drawn = round.state > ROUND_CLOSED && round.state != ROUND_CANCELLED;
    if (round.state != ROUND_CLOSED || certain.entry == NULL) {
        return OK;
    }
    struct ctx large = allocation_large_begin(ctx);
    const enum status status = draw(&large, &round, &certain);
    allocation_large_end(&large, ctx);
    *ret_drawn = status == OK;
    return status;
}
