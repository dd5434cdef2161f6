/* SPDX-License-Identifier: EUPL-1.2 */
/* Awards, refusals with the figures that decided, and the ledger, from the files of a draw. */
#include "allocation/allocation_outcome.h"

#include <sodium.h>
#include <stdlib.h>

#include "base/vec.h"
#include "csv/csv.h"

#include "base/banned.h"

/* ---- names in the files
 * ---------------------------------------------------------------------------- */

/* An id of the files and where it stands in the input; sorted by id. */
struct place {
    struct str id;
    size_t index;
};

static int compare_places(const void *a, const void *b)
{
    return str_compare(((const struct place *)a)->id, ((const struct place *)b)->id);
}

struct places {
    struct place *ptr;
    size_t count;
};

static size_t place_of(const struct places *places, struct str id)
{
    const struct place wanted = {.id = id};
    const struct place *found =
        bsearch(&wanted, places->ptr, places->count, sizeof(*places->ptr), compare_places);
    return found == NULL ? SIZE_MAX : found->index;
}

/* ---- turns
 * ------------------------------------------------------------------------------------------- */

struct turn {
    size_t tenant; /* entrant */
    int64_t points_mp;
    int64_t balance_mp;
    size_t class_start; /* the first row of its class */
    bool gains;
    bool startup;
};

/* A turn in which an entrant got a lot. */
struct gain {
    size_t row;
    int64_t points_mp;
};
struct gains {
    struct gain *ptr;
    size_t count;
    size_t capacity;
};

struct reading {
    struct ctx *ctx;
    const struct draw_input *input;
    struct places leads;
    struct places lots;
    struct {
        struct turn *ptr;
        size_t count;
        size_t capacity;
    } turns; /* row i is turn i + 1 */
    struct str class_name;
    struct gains *gains; /* by entrant */
    const struct lead_wish *wishes;
    struct draw_outcome outcome;
};

typedef enum status take_fn(struct reading *reading, const struct str *fields);

/* The columns of one of our own files, in the order in which `take` wants them. */
static enum status read_rows(struct reading *reading, struct str text, const char *const *columns,
                             size_t column_count, take_fn *take)
{
    const struct csv_options options = {.format = CSV_SEPARATED, .separator = ','};
    struct csv_reader *reader = NULL;
    struct csv_row row;
    size_t at[16];
    struct str fields[16];
    TRY(csv_open_text(reading->ctx, text, &options, &reader));
    enum status status = OK;
    for (size_t i = 0; i < column_count && status == OK; i++) {
        at[i] = csv_column(reader, str_of(columns[i]));
        status = at[i] == CSV_NO_COLUMN ? INTERNAL : OK;
    }
    while (status == OK) {
        const enum csv_step step = csv_next(reader, &row);
        if (step == CSV_END) {
            break;
        }
        if (step != CSV_ROW) {
            status = INTERNAL;
            break;
        }
        for (size_t i = 0; i < column_count; i++) {
            fields[i] = row.fields[at[i]];
        }
        status = take(reading, fields);
    }
    csv_close(reader);
    return status;
}

static int64_t number_or_none(struct str field)
{
    int64_t number = 0;
    return str_to_i64(field, &number) ? number : NO_I64;
}

static enum status take_turn(struct reading *reading, const struct str *fields)
{
    struct turn turn = {.tenant = place_of(&reading->leads, fields[3]),
                        .points_mp = number_or_none(fields[1]),
                        .balance_mp = number_or_none(fields[4]),
                        .class_start = reading->turns.count,
                        .startup = str_equal(fields[5], STR("startup"))};
    const size_t row = reading->turns.count;
    if (turn.tenant == SIZE_MAX || number_or_none(fields[0]) != (int64_t)row + 1) {
        return INTERNAL;
    }
    if (row > 0 && reading->turns.ptr[row - 1].points_mp == turn.points_mp &&
        str_equal(reading->class_name, fields[2])) {
        turn.class_start = reading->turns.ptr[row - 1].class_start;
    } else {
        reading->class_name = str_copy(reading->ctx->mem, fields[2]);
    }
    turn.gains =
        turn.startup || str_equal(fields[5], STR("take")) || str_equal(fields[5], STR("chain"));
    if (turn.gains) {
        vec_push(reading->ctx->mem, &reading->gains[turn.tenant],
                 (struct gain){row, turn.points_mp});
    }
    vec_push(reading->ctx->mem, &reading->turns, turn);
    return OK;
}

/* ---- ledger and awards
 * ------------------------------------------------------------------------------- */

static enum status take_ledger(struct reading *reading, const struct str *fields)
{
    const size_t index = place_of(&reading->leads, fields[0]);
    if (index == SIZE_MAX) {
        return INTERNAL;
    }
    vec_push(reading->ctx->mem, &reading->outcome.ledger,
             (struct ledger_row){reading->input->entrants.ptr[index].lead_id,
                                 number_or_none(fields[1]), number_or_none(fields[2]),
                                 number_or_none(fields[3])});
    return OK;
}

static enum status take_award(struct reading *reading, const struct str *fields)
{
    const size_t lot = place_of(&reading->lots, fields[0]);
    const size_t lead = place_of(&reading->leads, fields[1]);
    if (lot == SIZE_MAX || lead == SIZE_MAX) {
        return INTERNAL;
    }
    const struct lead_wish *wish = &reading->wishes[lead * reading->input->lots.count + lot];
    const struct stored_lot *stored = &reading->input->lots.ptr[lot];
    if (wish->stars == 0) {
        return INTERNAL;
    }
    vec_push(reading->ctx->mem, &reading->outcome.awards,
             (struct stored_award){
                 .thing_id = stored->thing_id,
                 .lead_id = reading->input->entrants.ptr[lead].lead_id,
                 .tenant_id = wish->tenant_id,
                 .turn = number_or_none(fields[2]),
                 .points_mp = stored->points_mp,
                 .code = stored->code,
             });
    return OK;
}

/* ---- refusals
 * ------------------------------------------------------------------------------------------ */

static int64_t ledger_before(const struct reading *reading, int64_t lead_id)
{
    for (size_t i = 0; i < reading->outcome.ledger.count; i++) {
        if (reading->outcome.ledger.ptr[i].lead_id == lead_id) {
            return reading->outcome.ledger.ptr[i].before_mp;
        }
    }
    return 0;
}

/* The balance of an entrant before a row, and how many lots it got from `from_row` up to there. */
static int64_t balance_before(const struct reading *reading, size_t tenant, size_t from_row,
                              size_t row, int64_t *ret_lots)
{
    const struct gains *gains = &reading->gains[tenant];
    int64_t mp = ledger_before(reading, reading->input->entrants.ptr[tenant].lead_id);
    *ret_lots = 0;
    for (size_t i = 0; i < gains->count && gains->ptr[i].row < row; i++) {
        mp += gains->ptr[i].points_mp;
        *ret_lots += gains->ptr[i].row >= from_row;
    }
    return mp;
}

/* The figures of a comparison: of who had the turn in which the lot left the pool, and one's own.
 */
static void add_figures(const struct reading *reading, size_t tenant,
                        struct stored_refusal *refusal)
{
    static const char *const compared[] = {"nothing", "startup", "took", "behind"};
    bool compares = false;
    for (size_t i = 0; i < sizeof(compared) / sizeof(compared[0]); i++) {
        compares = compares || str_equal(refusal->code, str_of(compared[i]));
    }
    if (!compares || refusal->turn == NO_I64 || refusal->turn > (int64_t)reading->turns.count) {
        return;
    }
    const size_t row = (size_t)refusal->turn - 1;
    const struct turn *turn = &reading->turns.ptr[row];
    int64_t ignored = 0;
    refusal->turn_id = reading->input->entrants.ptr[turn->tenant].lead_id;
    refusal->startup_turn = turn->startup;
    /* In a class without points the balances count as they were before it. */
    const size_t then = turn->points_mp > 0 ? row : turn->class_start;
    refusal->own_balance_mp = balance_before(reading, tenant, 0, then, &ignored);
    refusal->other_balance_mp = balance_before(reading, turn->tenant, 0, then, &ignored);
    (void)balance_before(reading, tenant, turn->class_start, row, &refusal->own_lots);
    (void)balance_before(reading, turn->tenant, turn->class_start, row, &refusal->other_lots);
}

static enum status take_reason(struct reading *reading, const struct str *fields)
{
    const size_t tenant = place_of(&reading->leads, fields[0]);
    const size_t lot = place_of(&reading->lots, fields[1]);
    const size_t other = fields[4].len == 0 ? SIZE_MAX : place_of(&reading->leads, fields[4]);
    if (tenant == SIZE_MAX || lot == SIZE_MAX || (fields[4].len > 0 && other == SIZE_MAX)) {
        return INTERNAL;
    }
    struct stored_refusal refusal = {
        .lead_id = reading->input->entrants.ptr[tenant].lead_id,
        .thing_id = reading->input->lots.ptr[lot].thing_id,
        .code = str_copy(reading->ctx->mem, fields[2]),
        .turn = number_or_none(fields[3]),
        .other_id = other == SIZE_MAX ? NO_I64 : reading->input->entrants.ptr[other].lead_id,
        .own_turn = number_or_none(fields[5]),
        .turn_id = NO_I64,
        .own_balance_mp = NO_I64,
        .other_balance_mp = NO_I64,
        .own_lots = NO_I64,
        .other_lots = NO_I64,
        .points_mp = reading->input->lots.ptr[lot].points_mp,
    };
    add_figures(reading, tenant, &refusal);
    vec_push(reading->ctx->mem, &reading->outcome.refusals, refusal);
    return OK;
}

/* ---- report and tickets
 * ---------------------------------------------------------------------------- */

/* What stands behind `"key": ` in our own report, up to the end of the line. */
static struct str report_value(struct str report, const char *key)
{
    char wanted[64];
    const size_t len = strlen(key);
    if (len + 4 >= sizeof(wanted)) {
        return (struct str){NULL, 0};
    }
    wanted[0] = '"';
    memcpy(wanted + 1, key, len);
    memcpy(wanted + 1 + len, "\": ", 4);
    const ptrdiff_t at = str_find(report, (struct str){wanted, len + 4});
    if (at < 0) {
        return (struct str){NULL, 0};
    }
    struct str rest = str_slice(report, (size_t)at + len + 4, report.len);
    struct str line = {NULL, 0};
    (void)str_split(&rest, '\n', &line);
    return str_ends_with(line, STR(",")) ? str_slice(line, 0, line.len - 1) : line;
}

bool allocation_report_i64(struct str report, const char *key, int64_t *ret)
{
    const struct str value = report_value(report, key);
    return value.ptr != NULL && str_to_i64(value, ret);
}

/* A text of report.json; empty where it is missing. */
static struct str report_text(struct str report, const char *key)
{
    const struct str value = report_value(report, key);
    return value.len < 2 ? STR("") : str_slice(value, 1, value.len - 1);
}

struct str allocation_ticket(struct ctx *ctx, struct str seed, struct str alias)
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    const struct str text =
        str_format(ctx->mem, "%.*s\ntenant\n%.*s\n", STR_ARG(seed), STR_ARG(alias));
    crypto_hash_sha256(digest, (const unsigned char *)text.ptr, text.len);
    return str_hex(ctx->mem, digest, sizeof(digest));
}

/* Equal tickets go by id, as in the draw. */
struct ticket {
    struct str ticket;
    struct str alias;
    int64_t lead_id;
};

static int compare_tickets(const void *a, const void *b)
{
    const struct ticket *left = a;
    const struct ticket *right = b;
    const int by_ticket = str_compare(left->ticket, right->ticket);
    return by_ticket != 0 ? by_ticket : str_compare(left->alias, right->alias);
}

static void add_tickets(struct reading *reading)
{
    const struct entrants *entrants = &reading->input->entrants;
    struct ticket *tickets = arena_array(reading->ctx->mem, entrants->count + 1, sizeof(*tickets));
    for (size_t i = 0; i < entrants->count; i++) {
        tickets[i] = (struct ticket){
            allocation_ticket(reading->ctx, reading->outcome.seed, entrants->ptr[i].alias),
            entrants->ptr[i].alias, entrants->ptr[i].lead_id};
    }
    qsort(tickets, entrants->count, sizeof(*tickets), compare_tickets);
    for (size_t i = 0; i < entrants->count; i++) {
        vec_push(reading->ctx->mem, &reading->outcome.leads_by_ticket, tickets[i].lead_id);
    }
}

/* ---- all of it
 * --------------------------------------------------------------------------------------- */

static void index_names(struct reading *reading)
{
    const struct draw_input *input = reading->input;
    struct arena *mem = reading->ctx->mem;
    reading->leads.count = input->entrants.count;
    reading->lots.count = input->lots.count;
    reading->leads.ptr = arena_array(mem, input->entrants.count + 1, sizeof(struct place));
    reading->lots.ptr = arena_array(mem, input->lots.count + 1, sizeof(struct place));
    for (size_t i = 0; i < input->entrants.count; i++) {
        reading->leads.ptr[i] = (struct place){input->entrants.ptr[i].alias, i};
    }
    for (size_t i = 0; i < input->lots.count; i++) {
        reading->lots.ptr[i] = (struct place){input->lots.ptr[i].code, i};
    }
    qsort(reading->leads.ptr, reading->leads.count, sizeof(struct place), compare_places);
    qsort(reading->lots.ptr, reading->lots.count, sizeof(struct place), compare_places);
}

enum status allocation_outcome_read(struct ctx *ctx, const struct draw_input *input,
                                    const struct str out[FAIR_OUT_COUNT], struct draw_outcome *ret)
{
    static const char *const ledger[] = {"tenant", "before_mp", "gained_mp", "after_mp"};
    static const char *const turns[] = {"turn",   "points_mp",  "class",
                                        "tenant", "balance_mp", "action"};
    static const char *const awards[] = {"lot", "tenant", "turn"};
    static const char *const reasons[] = {"tenant", "lot", "code", "turn", "other", "own_turn"};
    struct reading reading = {.ctx = ctx, .input = input, .class_name = STR("")};
    index_names(&reading);
    reading.gains = arena_array(ctx->mem, input->entrants.count + 1, sizeof(*reading.gains));
    for (size_t i = 0; i < input->entrants.count; i++) {
        reading.gains[i] = (struct gains){0};
    }
    reading.wishes = allocation_input_wishes(ctx->mem, input);
    reading.outcome.seed = report_text(out[FAIR_REPORT], "seed");
    TRY(read_rows(&reading, out[FAIR_LEDGER], ledger, 4, take_ledger));
    TRY(read_rows(&reading, out[FAIR_TURNS], turns, 6, take_turn));
    TRY(read_rows(&reading, out[FAIR_AWARDS], awards, 3, take_award));
    TRY(read_rows(&reading, out[FAIR_REASONS], reasons, 6, take_reason));
    add_tickets(&reading);
    *ret = reading.outcome;
    return OK;
}
