/* SPDX-License-Identifier: EUPL-1.2 */
/* Random draws, and their published files read by hand, without the room's own reading of them. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_REASON_SCENE_H
#define OMBRUK_ALLOCATION_ALLOCATION_REASON_SCENE_H

#include "allocation/allocation_draw.h"
#include "allocation/allocation_result.h"
#include "base/vec.h"
#include "test.h"

#define LEADS_MAX 7
#define LOTS_MAX  24

/* ---- random draws
 * ------------------------------------------------------------------------------------ */

struct world {
    struct ctx ctx;
    uint64_t random;
    struct drawing drawing;
    struct result_names names;
    int counts[16]; /* how often which claim was held against the files */
};

static inline int64_t pick(struct world *world, int64_t bound)
{
    world->random = world->random * 6364136223846793005u + 1442695040888963407u;
    return (int64_t)((world->random >> 33) % (uint64_t)bound);
}

static inline void make_entrants(struct world *world, struct draw_input *input)
{
    static const char *const names[LEADS_MAX] = {"arne", "berit", "carl", "dagny",
                                                 "egil", "frida", "gaute"};
    const int64_t count = 2 + pick(world, LEADS_MAX - 1);
    const bool equal = pick(world, 3) == 0;
    for (int64_t i = 0; i < count; i++) {
        const struct entrant entrant = {
            .lead_id = 100 + i,
            .alias = str_of(names[i]),
            .weight = equal ? 1 : 1 + pick(world, 3),
            .balance_mp = equal                 ? 3000
                          : pick(world, 5) == 0 ? NO_I64
                                                : pick(world, 9) * 1000 - 2000 + pick(world, 3),
            .cap_lots = pick(world, 4) == 0 ? pick(world, 4) : NO_I64,
            .startup = pick(world, 4) == 0,
            .active = pick(world, 8) != 0,
        };
        vec_push(world->ctx.mem, &input->entrants, entrant);
        vec_push(world->ctx.mem, &input->members, (struct round_member){100 + i, 100 + i, true});
    }
}

static inline void make_lots(struct world *world, struct draw_input *input)
{
    static const int64_t points[] = {2000, 1000, 0, -500};
    const int64_t count = 1 + pick(world, LOTS_MAX);
    const int64_t kinds = 1 + pick(world, 4);
    for (int64_t i = 0; i < count; i++) {
        vec_push(world->ctx.mem, &input->lots,
                 (struct stored_lot){
                     .thing_id = 1000 + i,
                     .code = str_format(world->ctx.mem, "LOT%02d", (int)i),
                     .points_mp = points[pick(world, kinds)],
                     .quota_class = pick(world, 2) == 0 ? STR("books") : STR("clothes"),
                     .requires = pick(world, 9) == 0 ? STR("electrical") : STR(""),
                 });
    }
}

static inline void make_wishes(struct world *world, struct draw_input *input)
{
    const int64_t eager = 1 + pick(world, 4);
    for (size_t j = 0; j < input->lots.count; j++) {
        for (size_t i = 0; i < input->entrants.count; i++) {
            if (pick(world, 5) < eager) {
                vec_push(world->ctx.mem, &input->wishes,
                         (struct round_wish){input->entrants.ptr[i].lead_id,
                                             input->lots.ptr[j].thing_id, 1 + pick(world, 3)});
            }
        }
    }
    for (size_t i = 0; i < input->entrants.count; i++) {
        const int64_t lead_id = input->entrants.ptr[i].lead_id;
        if (pick(world, 2) == 0) {
            vec_push(world->ctx.mem, &input->approvals,
                     (struct lead_approval){lead_id, STR("electrical")});
        }
        for (size_t j = 0; j < input->lots.count && pick(world, 5) == 0; j++) {
            if (j == 0) {
                vec_push(
                    world->ctx.mem, &input->caps,
                    (struct lead_cap){lead_id, input->lots.ptr[0].quota_class, pick(world, 3)});
            }
        }
    }
}

static inline void make_draw(struct world *world)
{
    static const int64_t shares[] = {0, 0, 200000, 500000};
    struct draw_input input = {
        .round = {.chain = STR("test"), .beacon_round = 7},
        .rules = {.startup_share_ppm = shares[pick(world, 4)],
                  .decay_num = 9,
                  .decay_den = 10,
                  .floor_mp = NO_I64},
    };
    make_entrants(world, &input);
    make_lots(world, &input);
    make_wishes(world, &input);
    world->drawing = (struct drawing){.input = input};
    unsigned char bytes[32];
    for (size_t i = 0; i < sizeof(bytes); i++) {
        bytes[i] = (unsigned char)pick(world, 256);
    }
    assert_int_equal(allocation_draw_run(&world->ctx, &world->drawing, STR(""),
                                         str_hex(world->ctx.mem, bytes, sizeof(bytes))),
                     OK);
    /* Names that people read are the aliases here: no shop is kept anywhere. */
    world->names = (struct result_names){
        .entrants = input.entrants, .seed = world->drawing.outcome.seed, .show_names = false};
}

/* ---- the files, read by hand
 * --------------------------------------------------------------------------- */

struct row {
    struct str fields[12];
};

/* The row `number` of a table, counted from 1; no field of ours has quotes. False after the last.
 */
static inline bool table_row(struct str table, int number, struct row *ret)
{
    struct str line;
    for (int i = 0; str_split(&table, '\n', &line); i++) {
        if (i == number && line.len > 0) {
            struct str field;
            for (int at = 0; at < 12 && str_split(&line, ',', &field); at++) {
                ret->fields[at] = field;
            }
            return true;
        }
    }
    return false;
}

static inline int64_t number_of(struct str text)
{
    int64_t number = 0;
    assert_true(str_to_i64(text, &number));
    return number;
}

/* A tenant's row of tenants.csv: weight, start-up. */
static inline struct row tenant_row(struct world *world, struct str alias)
{
    struct row row = {0};
    for (int i = 1; table_row(world->drawing.in[FAIR_TENANTS], i, &row); i++) {
        if (str_equal(row.fields[0], alias)) {
            return row;
        }
    }
    fail_msg("no tenant %.*s", STR_ARG(alias));
    return row;
}

/* turn, points_mp, class, tenant, balance_mp, weight, ticket, action, lot, chain */
static inline struct row turn_row(struct world *world, int64_t turn)
{
    struct row row = {0};
    assert_true(table_row(world->drawing.out[FAIR_TURNS], (int)turn, &row));
    assert_int_equal(number_of(row.fields[0]), turn);
    return row;
}

static inline bool gains(const struct row *row)
{
    return str_equal(row->fields[7], STR("take")) || str_equal(row->fields[7], STR("chain")) ||
           str_equal(row->fields[7], STR("startup"));
}

static inline bool same_class(const struct row *a, const struct row *b)
{
    return str_equal(a->fields[1], b->fields[1]) && str_equal(a->fields[2], b->fields[2]);
}

static inline int64_t before_mp(struct world *world, struct str alias)
{
    struct row row = {0};
    for (int i = 1; table_row(world->drawing.out[FAIR_LEDGER], i, &row); i++) {
        if (str_equal(row.fields[0], alias)) {
            return number_of(row.fields[1]);
        }
    }
    fail_msg("no ledger row");
    return 0;
}

/* Balance before a turn, and before its class; lots got in its class before it. */
struct standing {
    int64_t balance_mp;
    int64_t class_balance_mp;
    int64_t lots;
};

static inline struct standing standing_before(struct world *world, struct str alias, int64_t turn)
{
    const struct row at = turn_row(world, turn);
    struct standing standing = {.balance_mp = before_mp(world, alias)};
    standing.class_balance_mp = standing.balance_mp;
    for (int64_t i = 1; i < turn; i++) {
        const struct row row = turn_row(world, i);
        if (gains(&row) && str_equal(row.fields[3], alias)) {
            standing.balance_mp += number_of(row.fields[1]);
            standing.lots += same_class(&row, &at);
            standing.class_balance_mp += same_class(&row, &at) ? 0 : number_of(row.fields[1]);
        }
    }
    return standing;
}

/* Who gets the lot in one row; empty: it does not move there. */
static inline struct str receiver_in(const struct row *row, struct str lot)
{
    const bool trade = str_equal(row->fields[7], STR("trade"));
    struct str chain = row->fields[9];
    struct str receiver = row->fields[3];
    struct str got = STR("");
    struct str link;
    if (chain.len == 0) {
        return str_equal(row->fields[8], lot) ? receiver : got;
    }
    while (str_split(&chain, '>', &link)) {
        const ptrdiff_t colon = str_find_byte(link, ':');
        const struct str moved = colon < 0 ? link : str_slice(link, 0, (size_t)colon);
        /* What stands last moves there only in a chain: a trade closes on its first. */
        if (str_equal(moved, lot) && (colon >= 0 || !trade)) {
            got = receiver;
        }
        receiver = colon < 0 ? receiver : str_slice(link, (size_t)colon + 1, link.len);
    }
    return got;
}

/* Who has the lot after a turn, by walking all takes and exchanges up to it; empty: nobody. */
static inline struct str holder_after(struct world *world, struct str lot, int64_t turn)
{
    struct str holder = STR("");
    for (int64_t i = 1; i <= turn; i++) {
        const struct row row = turn_row(world, i);
        const struct str got = receiver_in(&row, lot);
        holder = got.len > 0 ? got : holder;
    }
    return holder;
}

#endif
