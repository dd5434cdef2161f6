/* SPDX-License-Identifier: EUPL-1.2 */
/* The draw: who gets which lot, from files to files, all in memory.
 *
 * docs/draw/format.md says what stands in each file, byte by byte, and by which rules the result
 * comes about. The result follows from the texts alone: not from the order of their lines, the
 * number of threads, the clock or the machine. Nothing is written anywhere but into `out`. */
#ifndef OMBRUK_FAIR_FAIR_H
#define OMBRUK_FAIR_FAIR_H

#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

enum fair_in {
    FAIR_TENANTS,
    FAIR_LOTS,
    FAIR_WISHES,
    FAIR_ELIGIBILITY,
    FAIR_CAPS,
    FAIR_SETTINGS,
    FAIR_IN_COUNT
};

enum fair_out {
    FAIR_CANONICAL,
    FAIR_COMMITMENT,
    FAIR_AWARDS,
    FAIR_TURNS,
    FAIR_LEDGER,
    FAIR_REASONS,
    FAIR_FROZEN,
    FAIR_REPORT,
    FAIR_OUT_COUNT
};

/* What the files are called: "tenants.csv", …, "report.json". */
extern const char *const fair_in_names[FAIR_IN_COUNT];
extern const char *const fair_out_names[FAIR_OUT_COUNT];

#define FAIR_THREADS_MAX 64

/* What is wrong with the input, for the person who has to mend it. */
struct fair_error {
    enum fair_in file;
    int64_t line;        /* counted from 1; 0: the file as a whole */
    const char *message; /* English source string (N_); "{detail}" stands for detail */
    struct str detail;   /* may be empty; borrowed from `in` or in `mem` */
};

/* The canonical text and its commitment, before the randomness is known: fills
 * out[FAIR_CANONICAL] and out[FAIR_COMMITMENT] and empties the others. A file that is missing is a
 * text whose `.ptr` is NULL. The texts in `in` are borrowed until it returns; those in `out` live
 * in `mem`. INVALID if the input breaks a rule of docs/draw/format.md: *ret_error then says where
 * and why, and `out` is as it was. No other failure is possible. */
MUST_CHECK enum status fair_commit(struct arena *mem, const struct str in[FAIR_IN_COUNT],
                                   struct str out[FAIR_OUT_COUNT], struct fair_error *ret_error);

/* The whole draw: fills all of `out`. `threads` is 1 to FAIR_THREADS_MAX (others are cut to that)
 * and changes no byte. Else as fair_commit(); INVALID too without randomness. What it needs beside
 * the texts is given back before it returns; `mem` needs room for the texts in `out` and about as
 * much again. */
MUST_CHECK enum status fair_draw(struct arena *mem, const struct str in[FAIR_IN_COUNT], int threads,
                                 struct str out[FAIR_OUT_COUNT], struct fair_error *ret_error);

/* Where a large draw writes its texts piece by piece; each file's pieces come in order, the files
 * one after another. `write` returns OK to go on; anything else ends the draw with that status. It
 * is called on one thread at a time, which need not be the caller's. */
struct fair_sink {
    enum status (*write)(void *arg, enum fair_out file, struct str piece);
    void *arg;
};

/* As fair_draw(), but the texts go to `sink`. Nothing is written before all input is found right;
 * what can only be found wrong at the end (a balance that grows too large) may come after pieces
 * were written, so the caller throws away what it has when this fails. Uses `mem` for its work and
 * gives that back. */
MUST_CHECK enum status fair_draw_to(struct arena *mem, const struct str in[FAIR_IN_COUNT],
                                    int threads, const struct fair_sink *sink,
                                    struct fair_error *ret_error);
MUST_CHECK enum status fair_commit_to(struct arena *mem, const struct str in[FAIR_IN_COUNT],
                                      const struct fair_sink *sink, struct fair_error *ret_error);

#endif
