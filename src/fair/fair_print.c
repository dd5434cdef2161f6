/* SPDX-License-Identifier: EUPL-1.2 */
/* Prints the files of the rows: turns, awards, ledger, frozen lots. */
#include "fair/fair_print.h"

#include "base/ctx.h"
#include "fair/fair_threads.h"

#include "base/banned.h"

/* Pieces are handed over when they have this size. */
#define PIECE_BYTES ((size_t)128 * 1024)
#define PART_WISHES 16384U

void fair_print_begin(struct fair_printer *print, const struct fair_sink *sink, enum fair_out file)
{
    *print = (struct fair_printer){.sink = sink, .file = file, .status = OK};
    strbuf_init(&print->buf, SIZE_MAX / 4);
}

static void hand_over_text(struct fair_printer *print, struct str piece)
{
    if (print->status == OK && piece.len > 0) {
        if (print->seen != NULL) {
            print->seen(print->seen_arg, piece);
        }
        print->status = print->sink->write(print->sink->arg, print->file, piece);
    }
}

static void hand_over(struct fair_printer *print)
{
    hand_over_text(print, strbuf_view(&print->buf));
    strbuf_clear(&print->buf);
}

enum status fair_print_end(struct fair_printer *print)
{
    hand_over(print);
    strbuf_finish(&print->buf);
    return print->status;
}

void fair_print_line(struct fair_printer *print)
{
    if (print->buf.len >= PIECE_BYTES && print->sink != NULL) {
        hand_over(print);
    }
}

/* ---- parts on threads ------------------------------------------------------------------------ */

struct batch {
    struct fair_printer *prints;
    uint32_t from;
    fair_print_job *job;
    void *arg;
};

static void print_part(void *arg, uint32_t i, int worker)
{
    const struct batch *batch = arg;
    batch->job(batch->arg, batch->from + i, worker, &batch->prints[i]);
}

void fair_print_parts(struct fair_printer *print, int threads, uint32_t count, fair_print_job *job,
                      void *arg)
{
    struct fair_printer prints[FAIR_THREADS_MAX];
    struct batch batch = {.prints = prints, .job = job, .arg = arg};
    hand_over(print);
    for (int i = 0; i < threads; i++) {
        fair_print_begin(&prints[i], NULL, print->file);
    }
    for (; batch.from < count && print->status == OK; batch.from += (uint32_t)threads) {
        const uint32_t left = count - batch.from;
        const uint32_t now = left < (uint32_t)threads ? left : (uint32_t)threads;
        fair_threads_run(threads, now, print_part, &batch);
        for (uint32_t i = 0; i < now; i++) {
            hand_over_text(print, strbuf_view(&prints[i].buf));
            strbuf_clear(&prints[i].buf);
        }
    }
    for (int i = 0; i < threads; i++) {
        strbuf_finish(&prints[i].buf);
    }
}

uint32_t fair_print_part_count(const struct fair_case *all)
{
    return all->wish_count / PART_WISHES + 1;
}

uint32_t fair_print_part_from(const struct fair_case *all, uint32_t part)
{
    uint32_t low = 0;
    uint32_t high = all->tenant_count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (all->wish_from[middle] < (uint64_t)part * PART_WISHES) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* ---- figures --------------------------------------------------------------------------------- */

void fair_print_i64(struct fair_printer *print, int64_t number)
{
    char digits[24];
    size_t at = sizeof(digits);
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest != 0);
    if (number < 0) {
        digits[--at] = '-';
    }
    strbuf_bytes(&print->buf, digits + at, sizeof(digits) - at);
}

void fair_print_hex(struct fair_printer *print, const unsigned char digest[FAIR_DIGEST_SIZE])
{
    static const char hex[] = "0123456789abcdef";
    char text[FAIR_HEX_SIZE];
    for (size_t i = 0; i < FAIR_DIGEST_SIZE; i++) {
        text[2 * i] = hex[digest[i] >> 4];
        text[2 * i + 1] = hex[digest[i] & 0xf];
    }
    strbuf_bytes(&print->buf, text, sizeof(text));
}

static struct fair_text lot_id(const struct fair_draw *draw, uint32_t place)
{
    return draw->all->lots[draw->lot_of[place]].id;
}

static struct fair_text tenant_id(const struct fair_draw *draw, uint32_t tenant)
{
    return draw->all->tenants[tenant].id;
}

/* ---- turns ----------------------------------------------------------------------------------- */

static void print_class(struct fair_printer *print, const struct fair_draw *draw,
                        const struct fair_class *class)
{
    fair_print_i64(print, class->points);
    fair_print_byte(print, ',');
    fair_print_text(print, draw->all->names.texts[class->name]);
    fair_print_byte(print, ',');
}

/* l1:k1>l2:k2>…, of a trade closing with its first lot; nothing for a plain take and a leave. */
static void print_chain(struct fair_printer *print, const struct fair_draw *draw,
                        const struct fair_turn *row)
{
    if (row->action == FAIR_LEAVE || row->count < 2) {
        return;
    }
    const struct fair_step_of *steps = fair_steps_of(draw, row);
    for (uint32_t i = 0; i < row->count; i++) {
        if (i > 0) {
            fair_print_byte(print, '>');
        }
        fair_print_text(print, lot_id(draw, steps[i].lot));
        if (steps[i].holder != FAIR_NONE) {
            fair_print_byte(print, ':');
            fair_print_text(print, tenant_id(draw, steps[i].holder));
        }
    }
    if (row->action == FAIR_TRADE) {
        fair_print_byte(print, '>');
        fair_print_text(print, lot_id(draw, steps[0].lot));
    }
}

static void print_turn(struct fair_printer *print, const struct fair_draw *draw,
                       const struct fair_class *class, uint32_t turn)
{
    static const struct str actions[] = {
        [FAIR_TAKE] = STR_INIT("take"),       [FAIR_CHAIN] = STR_INIT("chain"),
        [FAIR_STARTUP] = STR_INIT("startup"), [FAIR_LEAVE] = STR_INIT("leave"),
        [FAIR_TRADE] = STR_INIT("trade"),
    };
    const struct fair_turn *row = fair_turn_at(draw, turn);
    fair_print_i64(print, turn);
    fair_print_byte(print, ',');
    print_class(print, draw, class);
    fair_print_text(print, tenant_id(draw, row->tenant));
    fair_print_byte(print, ',');
    /* begin is used for the running balance here, once all classes are drawn. */
    fair_print_i64(print, draw->begin[row->tenant]);
    fair_print_byte(print, ',');
    fair_print_i64(print, draw->all->tenants[row->tenant].weight);
    fair_print_byte(print, ',');
    fair_print_hex(print, draw->tickets[row->tenant]);
    fair_print_byte(print, ',');
    fair_print_str(print, actions[row->action]);
    fair_print_byte(print, ',');
    if (row->action != FAIR_LEAVE) {
        fair_print_text(print, lot_id(draw, fair_steps_of(draw, row)->lot));
    }
    fair_print_byte(print, ',');
    print_chain(print, draw, row);
    fair_print_byte(print, '\n');
    fair_print_line(print);
    if (row->action != FAIR_LEAVE && row->action != FAIR_TRADE) {
        draw->begin[row->tenant] += class->points;
    }
}

static enum status print_turns(const struct fair_draw *draw, const struct fair_sink *sink)
{
    struct fair_printer print;
    uint32_t turn = 1;
    fair_print_begin(&print, sink, FAIR_TURNS);
    fair_print_str(&print, STR("turn,points_mp,class,tenant,balance_mp,weight,ticket,action,lot,"
                               "chain\n"));
    for (uint32_t i = 0; i < draw->all->tenant_count; i++) {
        draw->begin[i] = draw->before[i];
    }
    for (uint32_t i = 0; i < draw->class_count; i++) {
        for (; turn <= draw->classes[i].turn_to; turn++) {
            print_turn(&print, draw, &draw->classes[i], turn);
        }
    }
    return fair_print_end(&print);
}

/* ---- awards, ledger, frozen lots ------------------------------------------------------------- */

static enum status print_awards(const struct fair_draw *draw, const struct fair_outcome *outcome,
                                const struct fair_sink *sink)
{
    struct fair_printer print;
    fair_print_begin(&print, sink, FAIR_AWARDS);
    fair_print_str(&print, STR("lot,tenant,turn\n"));
    for (uint32_t lot = 0; lot < draw->all->lot_count; lot++) {
        const uint32_t place = draw->place_of[lot];
        if (draw->owner[place] != FAIR_NONE) {
            fair_print_text(&print, draw->all->lots[lot].id);
            fair_print_byte(&print, ',');
            fair_print_text(&print, tenant_id(draw, draw->owner[place]));
            fair_print_byte(&print, ',');
            fair_print_i64(&print, outcome->owner_turn[place]);
            fair_print_byte(&print, '\n');
            fair_print_line(&print);
        }
    }
    return fair_print_end(&print);
}

static enum status print_ledger(const struct fair_draw *draw, const struct fair_outcome *outcome,
                                const struct fair_sink *sink)
{
    struct fair_printer print;
    fair_print_begin(&print, sink, FAIR_LEDGER);
    fair_print_str(&print, STR("tenant,before_mp,gained_mp,after_mp\n"));
    for (uint32_t i = 0; i < draw->all->tenant_count; i++) {
        fair_print_text(&print, tenant_id(draw, i));
        fair_print_byte(&print, ',');
        fair_print_i64(&print, draw->before[i]);
        fair_print_byte(&print, ',');
        fair_print_i64(&print, outcome->gained[i]);
        fair_print_byte(&print, ',');
        fair_print_i64(&print, outcome->after[i]);
        fair_print_byte(&print, '\n');
        fair_print_line(&print);
    }
    return fair_print_end(&print);
}

static void print_frozen_of(struct fair_printer *print, const struct fair_draw *draw,
                            const struct fair_class *class, uint32_t turn)
{
    const struct fair_turn *row = fair_turn_at(draw, turn);
    if (row->action != FAIR_LEAVE) {
        return;
    }
    for (uint32_t i = 0; i < row->count; i++) {
        print_class(print, draw, class);
        fair_print_i64(print, turn);
        fair_print_byte(print, ',');
        fair_print_text(print, tenant_id(draw, row->tenant));
        fair_print_byte(print, ',');
        fair_print_text(print, draw->all->lots[fair_frozen_of(draw, row)[i]].id);
        fair_print_byte(print, '\n');
        fair_print_line(print);
    }
}

static enum status print_frozen(const struct fair_draw *draw, const struct fair_sink *sink)
{
    struct fair_printer print;
    uint32_t turn = 1;
    fair_print_begin(&print, sink, FAIR_FROZEN);
    fair_print_str(&print, STR("points_mp,class,turn,tenant,lot\n"));
    for (uint32_t i = 0; i < draw->class_count; i++) {
        for (; turn <= draw->classes[i].turn_to; turn++) {
            print_frozen_of(&print, draw, &draw->classes[i], turn);
        }
    }
    return fair_print_end(&print);
}

enum status fair_print_all(struct fair_draw *draw, const struct fair_outcome *outcome,
                           const struct fair_sink *sink)
{
    TRY(print_awards(draw, outcome, sink));
    TRY(print_turns(draw, sink));
    TRY(print_ledger(draw, outcome, sink));
    TRY(fair_reasons_print(draw, outcome, sink));
    TRY(print_frozen(draw, sink));
    return fair_report_print(draw, outcome, sink);
}
