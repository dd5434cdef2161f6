/* SPDX-License-Identifier: EUPL-1.2 */
/* Prints the files of the rows: turns, awards, ledger, frozen lots. */
#include "fair/fair_print.h"

#include "base/ctx.h"
#include "fair/fair_threads.h"

#include "base/banned.h"

/* Pieces are handed over when they have this size. */
#define PIECE_BYTES ((size_t)128 * 1024)
#define PART_WISHES 4096U
#define PART_ROWS   2048U

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

#define BATCH_MAX ((uint32_t)(2 * FAIR_THREADS_MAX))

/* Parts that are printed at once, while those of the batch before are handed over. */
struct batch {
    struct fair_printer *print;
    struct fair_printer *printing;
    struct fair_printer *printed;
    uint32_t printed_count;
    uint32_t from;
    fair_print_job *job;
    void *arg;
};

static void hand_over_parts(const struct batch *batch)
{
    for (uint32_t i = 0; i < batch->printed_count; i++) {
        hand_over_text(batch->print, strbuf_view(&batch->printed[i].buf));
        strbuf_clear(&batch->printed[i].buf);
    }
}

static void print_part(void *arg, uint32_t i, int worker)
{
    const struct batch *batch = arg;
    if (i == 0) {
        hand_over_parts(batch);
    } else {
        batch->job(batch->arg, batch->from + i - 1, worker, &batch->printing[i - 1]);
    }
}

/* What was printed is handed over next. */
static void turn_over(struct batch *batch, uint32_t count)
{
    struct fair_printer *const printed = batch->printing;
    batch->printing = batch->printed;
    batch->printed = printed;
    batch->printed_count = count;
    batch->from += count;
}

void fair_print_parts(struct fair_printer *print, int threads, uint32_t count, fair_print_job *job,
                      void *arg)
{
    struct fair_printer prints[2 * BATCH_MAX];
    const uint32_t at_once = 2 * (uint32_t)threads;
    struct batch batch = {
        .print = print, .printing = prints, .printed = prints + at_once, .job = job, .arg = arg};
    hand_over(print);
    for (uint32_t i = 0; i < 2 * at_once; i++) {
        fair_print_begin(&prints[i], NULL, print->file);
    }
    while (batch.from < count && print->status == OK) {
        const uint32_t left = count - batch.from;
        const uint32_t now = left < at_once ? left : at_once;
        fair_threads_run(threads, now + 1, print_part, &batch);
        turn_over(&batch, now);
    }
    hand_over_parts(&batch);
    for (uint32_t i = 0; i < 2 * at_once; i++) {
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

/* What the parts of turns.csv and awards.csv are printed from. */
struct telling {
    const struct fair_draw *draw;
    const struct fair_outcome *outcome;
    const int64_t *balances; /* by turn: of its tenant, before it */
};

static void print_turn(struct fair_printer *print, const struct telling *telling,
                       const struct fair_class *class, uint32_t turn)
{
    static const struct str actions[] = {
        [FAIR_TAKE] = STR_INIT("take"),       [FAIR_CHAIN] = STR_INIT("chain"),
        [FAIR_STARTUP] = STR_INIT("startup"), [FAIR_LEAVE] = STR_INIT("leave"),
        [FAIR_TRADE] = STR_INIT("trade"),
    };
    const struct fair_draw *draw = telling->draw;
    const struct fair_turn *row = fair_turn_at(draw, turn);
    fair_print_i64(print, turn);
    fair_print_byte(print, ',');
    print_class(print, draw, class);
    fair_print_text(print, tenant_id(draw, row->tenant));
    fair_print_byte(print, ',');
    fair_print_i64(print, telling->balances[turn]);
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
}

/* The class of a turn: the first that ends with it or after it. */
static uint32_t class_at(const struct fair_draw *draw, uint32_t turn)
{
    uint32_t low = 0;
    uint32_t high = draw->class_count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (draw->classes[middle].turn_to < turn) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Calls `job` for the turns of a part, each with its class. */
static void each_turn(const struct telling *telling, uint32_t part, struct fair_printer *print,
                      void (*job)(struct fair_printer *print, const struct telling *telling,
                                  const struct fair_class *class, uint32_t turn))
{
    const struct fair_draw *draw = telling->draw;
    const uint32_t to = fair_part_end(part, draw->turn_count, PART_ROWS);
    uint32_t turn = part * PART_ROWS + 1;
    for (uint32_t at = class_at(draw, turn); turn <= to; turn++) {
        while (draw->classes[at].turn_to < turn) {
            at++;
        }
        job(print, telling, &draw->classes[at], turn);
    }
}

static void print_turns_part(void *arg, uint32_t part, int worker, struct fair_printer *print)
{
    (void)worker;
    each_turn(arg, part, print, print_turn);
}

/* Balances run through the turns in their order, so they are known before parts are printed. */
static int64_t *make_balances(const struct fair_draw *draw)
{
    int64_t *balances = arena_array(draw->mem, (size_t)draw->turn_count + 1, sizeof(balances[0]));
    int64_t *now = arena_array(draw->mem, draw->all->tenant_count, sizeof(now[0]));
    uint32_t turn = 1;
    for (uint32_t i = 0; i < draw->all->tenant_count; i++) {
        now[i] = draw->before[i];
    }
    for (uint32_t i = 0; i < draw->class_count; i++) {
        for (; turn <= draw->classes[i].turn_to; turn++) {
            const struct fair_turn *row = fair_turn_at(draw, turn);
            balances[turn] = now[row->tenant];
            if (row->action != FAIR_LEAVE && row->action != FAIR_TRADE) {
                now[row->tenant] += draw->classes[i].points;
            }
        }
    }
    return balances;
}

static enum status print_turns(const struct fair_draw *draw, const struct fair_sink *sink)
{
    const struct arena_mark mark = arena_mark(draw->mem);
    struct telling telling = {.draw = draw, .balances = make_balances(draw)};
    struct fair_printer print;
    fair_print_begin(&print, sink, FAIR_TURNS);
    fair_print_str(&print, STR("turn,points_mp,class,tenant,balance_mp,weight,ticket,action,lot,"
                               "chain\n"));
    fair_print_parts(&print, draw->threads, fair_part_count(draw->turn_count, PART_ROWS),
                     print_turns_part, &telling);
    arena_reset(draw->mem, mark);
    return fair_print_end(&print);
}

/* ---- awards, ledger, frozen lots ------------------------------------------------------------- */

static void print_awards_part(void *arg, uint32_t part, int worker, struct fair_printer *print)
{
    const struct telling *telling = arg;
    const struct fair_draw *draw = telling->draw;
    const uint32_t to = fair_part_end(part, draw->all->lot_count, PART_ROWS);
    (void)worker;
    for (uint32_t lot = part * PART_ROWS; lot < to; lot++) {
        const uint32_t place = draw->place_of[lot];
        if (draw->owner[place] != FAIR_NONE) {
            fair_print_text(print, draw->all->lots[lot].id);
            fair_print_byte(print, ',');
            fair_print_text(print, tenant_id(draw, draw->owner[place]));
            fair_print_byte(print, ',');
            fair_print_i64(print, telling->outcome->owner_turn[place]);
            fair_print_byte(print, '\n');
        }
    }
}

static enum status print_awards(const struct fair_draw *draw, const struct fair_outcome *outcome,
                                const struct fair_sink *sink)
{
    struct telling telling = {.draw = draw, .outcome = outcome};
    struct fair_printer print;
    fair_print_begin(&print, sink, FAIR_AWARDS);
    fair_print_str(&print, STR("lot,tenant,turn\n"));
    fair_print_parts(&print, draw->threads, fair_part_count(draw->all->lot_count, PART_ROWS),
                     print_awards_part, &telling);
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

static void print_frozen_of(struct fair_printer *print, const struct telling *telling,
                            const struct fair_class *class, uint32_t turn)
{
    const struct fair_draw *draw = telling->draw;
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
    }
}

static void print_frozen_part(void *arg, uint32_t part, int worker, struct fair_printer *print)
{
    (void)worker;
    each_turn(arg, part, print, print_frozen_of);
}

static enum status print_frozen(const struct fair_draw *draw, const struct fair_sink *sink)
{
    struct telling telling = {.draw = draw};
    struct fair_printer print;
    fair_print_begin(&print, sink, FAIR_FROZEN);
    fair_print_str(&print, STR("points_mp,class,turn,tenant,lot\n"));
    fair_print_parts(&print, draw->threads, fair_part_count(draw->turn_count, PART_ROWS),
                     print_frozen_part, &telling);
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
