/* SPDX-License-Identifier: EUPL-1.2 */
/* Writes the files of a draw to a sink, through a small buffer. Private to the floor. */
#ifndef OMBRUK_FAIR_FAIR_PRINT_H
#define OMBRUK_FAIR_FAIR_PRINT_H

#include "fair/fair_draw.h"

struct fair_printer {
    const struct fair_sink *sink;
    enum fair_out file;
    enum status status; /* of the first failure; nothing is written after it */
    struct strbuf buf;
    void (*seen)(void *arg, struct str piece); /* is told each piece too; may be NULL */
    void *seen_arg;
};

void fair_print_begin(struct fair_printer *print, const struct fair_sink *sink, enum fair_out file);
/* Writes the rest; gives the status. */
MUST_CHECK enum status fair_print_end(struct fair_printer *print);

/* Prints parts 0 to count − 1 on several threads: job(arg, part, worker, print) prints one, and
 * they are handed over in their order. */
typedef void fair_print_job(void *arg, uint32_t part, int worker, struct fair_printer *print);
void fair_print_parts(struct fair_printer *print, int threads, uint32_t count, fair_print_job *job,
                      void *arg);
/* Parts of about the same number of wishes: how many, and the first tenant of one. */
uint32_t fair_print_part_count(const struct fair_case *all);
uint32_t fair_print_part_from(const struct fair_case *all, uint32_t part);

/* To be called after each line. */
void fair_print_line(struct fair_printer *print);
void fair_print_i64(struct fair_printer *print, int64_t number);
void fair_print_hex(struct fair_printer *print, const unsigned char digest[FAIR_DIGEST_SIZE]);

static inline void fair_print_byte(struct fair_printer *print, char c)
{
    strbuf_byte(&print->buf, c);
}

static inline void fair_print_text(struct fair_printer *print, struct fair_text text)
{
    strbuf_bytes(&print->buf, text.ptr, text.len);
}

static inline void fair_print_str(struct fair_printer *print, struct str text)
{
    strbuf_str(&print->buf, text);
}

/* ---- the files ------------------------------------------------------------------------------- */

/* canonical.txt and commitment.txt; the commitment goes to ret_hex too. */
MUST_CHECK enum status fair_canonical_print(const struct fair_case *all, int threads,
                                            const struct fair_sink *sink,
                                            char ret_hex[static FAIR_HEX_SIZE + 1]);

/* What the rows leave behind, for the files that need it. */
struct fair_outcome {
    uint32_t *owner_turn; /* by place: when it came to its owner; 0: never */
    uint32_t *left_turn;  /* by place: when it left the pool, 0: never; and to whom */
    uint32_t *left_to;
    /* A tenant's own turns without trades, in their order: own[own_from[t]..own_from[t + 1]). */
    uint32_t *own;
    uint32_t *own_from;
    uint32_t *cap_turn; /* by tenant: when it reached its cap; FAIR_NONE: not; 0: from the start */
    /* What tenants had and gave away, in its order; given_of sorts it by giver. */
    struct fair_given *given;
    uint32_t given_count;
    uint32_t *given_of;
    uint32_t *given_from;
    int64_t *gained; /* by tenant */
    int64_t *after;
};

struct fair_given {
    uint32_t giver;
    uint32_t lot; /* its place */
    uint32_t turn;
    uint32_t to;
    uint32_t got; /* when the giver had got it */
};

void fair_outcome_make(struct fair_draw *draw, struct fair_outcome *ret_outcome);
/* Fills gained and after; INVALID (error filled) where a figure is too large. */
MUST_CHECK enum status fair_ledger_close(struct fair_draw *draw, struct fair_outcome *outcome);

MUST_CHECK enum status fair_print_all(struct fair_draw *draw, const struct fair_outcome *outcome,
                                      const struct fair_sink *sink);
MUST_CHECK enum status fair_reasons_print(struct fair_draw *draw,
                                          const struct fair_outcome *outcome,
                                          const struct fair_sink *sink);
MUST_CHECK enum status fair_report_print(const struct fair_draw *draw,
                                         const struct fair_outcome *outcome,
                                         const struct fair_sink *sink);

#endif
