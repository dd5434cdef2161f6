/* SPDX-License-Identifier: EUPL-1.2 */
/* The door: reads, draws, prints. */
#include "fair/fair.h"

#include <string.h>

#include "base/ctx.h"
#include "fair/fair_print.h"

#include "base/banned.h"

const char *const fair_in_names[FAIR_IN_COUNT] = {
    [FAIR_TENANTS] = "tenants.csv",         [FAIR_LOTS] = "lots.csv", [FAIR_WISHES] = "wishes.csv",
    [FAIR_ELIGIBILITY] = "eligibility.csv", [FAIR_CAPS] = "caps.csv", [FAIR_SETTINGS] = "draw.ini",
};

const char *const fair_out_names[FAIR_OUT_COUNT] = {
    [FAIR_CANONICAL] = "canonical.txt", [FAIR_COMMITMENT] = "commitment.txt",
    [FAIR_AWARDS] = "awards.csv",       [FAIR_TURNS] = "turns.csv",
    [FAIR_LEDGER] = "ledger.csv",       [FAIR_REASONS] = "reasons.csv",
    [FAIR_FROZEN] = "frozen.csv",       [FAIR_REPORT] = "report.json",
};

/* ---- to a sink ------------------------------------------------------------------------------- */

enum status fair_commit_to(struct arena *mem, const struct str in[FAIR_IN_COUNT],
                           const struct fair_sink *sink, struct fair_error *ret_error)
{
    const struct arena_mark mark = arena_mark(mem);
    char commitment[FAIR_HEX_SIZE + 1];
    struct fair_case all;
    TRY(fair_read(mem, in, false, 1, &all, ret_error));
    TRY(fair_canonical_print(&all, 1, sink, commitment));
    arena_reset(mem, mark);
    return OK;
}

static void begin_workers(struct fair_draw *draw)
{
    strbuf_init(&draw->turns, SIZE_MAX / 4);
    draw->workers = arena_array(draw->mem, (size_t)draw->threads, sizeof(draw->workers[0]));
    for (int i = 0; i < draw->threads; i++) {
        strbuf_init(&draw->workers[i].rows, SIZE_MAX / 4);
        strbuf_init(&draw->workers[i].steps, SIZE_MAX / 4);
        strbuf_init(&draw->workers[i].frozen, SIZE_MAX / 4);
        draw->workers[i].mem = arena_create(SIZE_MAX / 4);
    }
}

static void finish_workers(struct fair_draw *draw)
{
    strbuf_finish(&draw->turns);
    for (int i = 0; i < draw->threads; i++) {
        strbuf_finish(&draw->workers[i].rows);
        strbuf_finish(&draw->workers[i].steps);
        strbuf_finish(&draw->workers[i].frozen);
        arena_destroy(draw->workers[i].mem);
    }
}

static enum status draw_all(struct fair_draw *draw, const struct fair_sink *sink)
{
    struct fair_outcome outcome;
    TRY(fair_canonical_print(draw->all, draw->threads, sink, draw->commitment));
    fair_seed_make(draw);
    TRY(fair_ledger_open(draw));
    fair_wishes_accept(draw);
    TRY(fair_classes_draw(draw));
    fair_outcome_make(draw, &outcome);
    TRY(fair_ledger_close(draw, &outcome));
    return fair_print_all(draw, &outcome, sink);
}

enum status fair_draw_as_if(struct arena *mem, const struct str in[FAIR_IN_COUNT], int threads,
                            const char *seed, const struct fair_sink *sink,
                            struct fair_error *ret_error)
{
    const struct arena_mark mark = arena_mark(mem);
    struct fair_case all;
    struct fair_draw draw = {.all = &all, .mem = mem, .threads = threads};
    if (seed != NULL) {
        memcpy(draw.seed, seed, FAIR_HEX_SIZE);
    }
    if (threads < 1 || threads > FAIR_THREADS_MAX) {
        draw.threads = threads < 1 ? 1 : FAIR_THREADS_MAX;
    }
    TRY(fair_read(mem, in, true, draw.threads, &all, ret_error));
    begin_workers(&draw);
    const enum status status = draw_all(&draw, sink);
    finish_workers(&draw);
    if (status == OK) {
        arena_reset(mem, mark);
    }
    return status;
}

enum status fair_draw_to(struct arena *mem, const struct str in[FAIR_IN_COUNT], int threads,
                         const struct fair_sink *sink, struct fair_error *ret_error)
{
    return fair_draw_as_if(mem, in, threads, NULL, sink, ret_error);
}

/* ---- to texts -------------------------------------------------------------------------------- */

struct collected {
    struct strbuf texts[FAIR_OUT_COUNT];
};

static enum status collect(void *arg, enum fair_out file, struct str piece)
{
    struct collected *collected = arg;
    strbuf_str(&collected->texts[file], piece);
    return OK;
}

static void begin_texts(struct collected *collected)
{
    for (int i = 0; i < FAIR_OUT_COUNT; i++) {
        strbuf_init(&collected->texts[i], SIZE_MAX / 4);
    }
}

/* Copies to `out` if all went well, and gives back the rest. */
static enum status take_texts(struct collected *collected, enum status status, struct arena *mem,
                              struct str out[FAIR_OUT_COUNT])
{
    for (int i = 0; i < FAIR_OUT_COUNT; i++) {
        if (status == OK) {
            out[i] = strbuf_copy(&collected->texts[i], mem);
        }
        strbuf_finish(&collected->texts[i]);
    }
    return status;
}

enum status fair_commit(struct arena *mem, const struct str in[FAIR_IN_COUNT],
                        struct str out[FAIR_OUT_COUNT], struct fair_error *ret_error)
{
    struct collected collected;
    const struct fair_sink sink = {collect, &collected};
    begin_texts(&collected);
    return take_texts(&collected, fair_commit_to(mem, in, &sink, ret_error), mem, out);
}

enum status fair_draw(struct arena *mem, const struct str in[FAIR_IN_COUNT], int threads,
                      struct str out[FAIR_OUT_COUNT], struct fair_error *ret_error)
{
    struct collected collected;
    const struct fair_sink sink = {collect, &collected};
    begin_texts(&collected);
    return take_texts(&collected, fair_draw_to(mem, in, threads, &sink, ret_error), mem, out);
}
