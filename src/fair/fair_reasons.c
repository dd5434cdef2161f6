/* SPDX-License-Identifier: EUPL-1.2 */
/* Why each refused wish was refused. */
#include "fair/fair_print.h"
#include "fair/fair_sort.h"

#include "base/banned.h"

enum code {
    INACTIVE,
    INELIGIBLE,
    CAP_DRAW,
    CAP_CLASS,
    EXCHANGED,
    NOTHING,
    STARTUP,
    TOOK,
    BEHIND
};

static const struct str code_names[] = {
    [INACTIVE] = STR_INIT("inactive"),   [INELIGIBLE] = STR_INIT("ineligible"),
    [CAP_DRAW] = STR_INIT("cap_draw"),   [CAP_CLASS] = STR_INIT("cap_class"),
    [EXCHANGED] = STR_INIT("exchanged"), [NOTHING] = STR_INIT("nothing"),
    [STARTUP] = STR_INIT("startup"),     [TOOK] = STR_INIT("took"),
    [BEHIND] = STR_INIT("behind"),
};

/* Numbers that are 0 are not printed. */
struct reason {
    enum code code;
    uint32_t turn;
    uint32_t other;
    uint32_t own_turn;
};

/* What a refused wish asks of its lot, together in memory. By lot. */
struct fact {
    uint32_t owner;
    uint32_t left_turn;
    uint32_t left_to;
    uint32_t class;
    uint32_t class_name;
    uint32_t need;
    bool startup; /* left the pool at a start-up turn */
};

/* What one thread asks for one tenant. */
struct pass {
    const struct fair_draw *draw;
    const struct fair_outcome *outcome;
    const struct fact *facts;
    uint32_t tenant;
    /* What the tenant gave, by lot; of each lot the last time. Asked in that order. */
    struct fair_pair *gave;
    struct fair_pair *scratch;
    uint32_t gave_count;
    uint32_t gave_at;
};

static uint32_t class_begin(const struct fair_draw *draw, uint32_t class)
{
    return class == 0 ? 1 : draw->classes[class - 1].turn_to + 1;
}

/* How many of the tenant's own turns come before `turn`. */
static uint32_t own_before(const struct pass *pass, uint32_t turn)
{
    uint32_t low = pass->outcome->own_from[pass->tenant];
    uint32_t high = pass->outcome->own_from[pass->tenant + 1];
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (pass->outcome->own[middle] < turn) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool was_before(uint32_t cap_turn, uint32_t left_turn)
{
    return cap_turn != FAIR_NONE && (left_turn == 0 || cap_turn < left_turn);
}

static bool is_leave(const struct pass *pass, uint32_t turn)
{
    return fair_turn_at(pass->draw, turn)->action == FAIR_LEAVE;
}

/* The turn in which the tenant left the class, if it got nothing in it; else 0. A leave is the last
 * of its own turns in a class. */
static uint32_t left_with_nothing(const struct pass *pass, uint32_t class)
{
    const uint32_t *own = pass->outcome->own;
    const uint32_t from = own_before(pass, class_begin(pass->draw, class));
    const bool any = from < pass->outcome->own_from[pass->tenant + 1] &&
                     own[from] <= pass->draw->classes[class].turn_to;
    return any && is_leave(pass, own[from]) ? own[from] : 0;
}

/* The tenant's last turn in the class in which it got a lot, before `turn`; else 0. */
static uint32_t last_gain(const struct pass *pass, uint32_t class, uint32_t turn)
{
    const uint32_t begin = class_begin(pass->draw, class);
    const uint32_t first = pass->outcome->own_from[pass->tenant];
    uint32_t at = own_before(pass, turn);
    while (at > first && pass->outcome->own[at - 1] >= begin) {
        at--;
        if (!is_leave(pass, pass->outcome->own[at])) {
            return pass->outcome->own[at];
        }
    }
    return 0;
}

/* What the tenant last gave of this lot, or NULL. To be asked with ascending lots. */
static const struct fair_given *gave(struct pass *pass, uint32_t lot)
{
    while (pass->gave_at < pass->gave_count && pass->gave[pass->gave_at].key < lot) {
        pass->gave_at++;
    }
    if (pass->gave_at == pass->gave_count || pass->gave[pass->gave_at].key != lot) {
        return NULL;
    }
    return &pass->outcome->given[pass->gave[pass->gave_at].item];
}

/* What barred the tenant before the lot left the pool; true if something did. */
static bool barred(const struct pass *pass, uint32_t lot, struct reason *reason)
{
    const struct fair_case *all = pass->draw->all;
    const struct fair_tenant *tenant = &all->tenants[pass->tenant];
    if (!tenant->active) {
        reason->code = INACTIVE;
        return true;
    }
    if (pass->facts[lot].need != 0 && !fair_is_eligible(all, pass->tenant, &all->lots[lot])) {
        reason->code = INELIGIBLE;
        return true;
    }
    if (was_before(pass->outcome->cap_turn[pass->tenant], reason->turn)) {
        reason->code = CAP_DRAW;
        reason->own_turn = pass->outcome->cap_turn[pass->tenant];
        return true;
    }
    const struct fair_cap *cap = fair_cap_of(all, pass->tenant, pass->facts[lot].class_name);
    if (cap != NULL && was_before(cap->turn, reason->turn)) {
        reason->code = CAP_CLASS;
        reason->own_turn = cap->turn;
        return true;
    }
    return false;
}

static struct reason find_reason(struct pass *pass, uint32_t lot)
{
    const struct fact *fact = &pass->facts[lot];
    struct reason reason = {BEHIND, fact->left_turn, fact->left_to, 0};
    if (barred(pass, lot, &reason)) {
        return reason;
    }
    const struct fair_given *given = gave(pass, lot);
    if (given != NULL) {
        return (struct reason){EXCHANGED, given->turn, given->to, given->got};
    }
    reason.own_turn = left_with_nothing(pass, fact->class);
    if (reason.own_turn > 0) {
        reason.code = NOTHING;
        return reason;
    }
    if (fact->startup) {
        reason.code = STARTUP;
        return reason;
    }
    if (reason.turn > 0) {
        reason.own_turn = last_gain(pass, fact->class, reason.turn);
        reason.code = reason.own_turn > 0 ? TOOK : BEHIND;
    }
    return reason;
}

static void print_number(struct fair_printer *print, uint32_t number)
{
    if (number > 0) {
        fair_print_i64(print, number);
    }
}

static void print_reason(struct fair_printer *print, struct pass *pass, uint32_t lot)
{
    const struct fair_case *all = pass->draw->all;
    const struct reason reason = find_reason(pass, lot);
    fair_print_text(print, all->tenants[pass->tenant].id);
    fair_print_byte(print, ',');
    fair_print_text(print, all->lots[lot].id);
    fair_print_byte(print, ',');
    fair_print_str(print, code_names[reason.code]);
    fair_print_byte(print, ',');
    print_number(print, reason.turn);
    fair_print_byte(print, ',');
    if (reason.turn > 0) {
        fair_print_text(print, all->tenants[reason.other].id);
    }
    fair_print_byte(print, ',');
    print_number(print, reason.own_turn);
    fair_print_byte(print, '\n');
}

/* ---- all of them ----------------------------------------------------------------------------- */

/* Sorts what the tenant gave by lot and keeps the last time of each: the sort is stable. */
static void note_given(struct pass *pass)
{
    const struct fair_outcome *outcome = pass->outcome;
    const uint32_t from = outcome->given_from[pass->tenant];
    const uint32_t count = outcome->given_from[pass->tenant + 1] - from;
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t given = outcome->given_of[from + i];
        pass->gave[i] = (struct fair_pair){pass->draw->lot_of[outcome->given[given].lot], given};
    }
    fair_sort_pairs(pass->gave, count, pass->scratch);
    pass->gave_at = 0;
    pass->gave_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (i + 1 == count || pass->gave[i + 1].key != pass->gave[i].key) {
            pass->gave[pass->gave_count++] = pass->gave[i];
        }
    }
}

/* How many wishes ahead lots and their texts are asked from memory. */
#define AHEAD 16

static void print_part(void *arg, uint32_t part, int worker, struct fair_printer *print)
{
    struct pass *pass = (struct pass *)arg + worker;
    const struct fair_case *all = pass->draw->all;
    const uint32_t to = fair_print_part_from(all, part + 1);
    for (uint32_t tenant = fair_print_part_from(all, part); tenant < to; tenant++) {
        pass->tenant = tenant;
        note_given(pass);
        for (uint32_t at = all->wish_from[tenant]; at < all->wish_from[tenant + 1]; at++) {
            const uint32_t lot = fair_wish_lot(all->wishes[at]);
            if (at + AHEAD < all->wish_count) {
                const uint32_t next = fair_wish_lot(all->wishes[at + AHEAD]);
                __builtin_prefetch(&pass->facts[next]);
                __builtin_prefetch(&all->lots[next].id);
                __builtin_prefetch(all->lots[fair_wish_lot(all->wishes[at + AHEAD / 2])].id.ptr);
            }
            if (pass->facts[lot].owner != tenant) {
                print_reason(print, pass, lot);
            }
        }
    }
}

static struct fact *make_facts(const struct fair_draw *draw, const struct fair_outcome *outcome)
{
    struct fact *facts = arena_array(draw->mem, draw->all->lot_count, sizeof(facts[0]));
    for (uint32_t place = 0; place < draw->all->lot_count; place++) {
        const uint32_t lot = draw->lot_of[place];
        const uint32_t turn = outcome->left_turn[place];
        facts[lot] = (struct fact){
            .owner = draw->owner[place],
            .left_turn = turn,
            .left_to = outcome->left_to[place],
            .class = draw->class_of[place],
            .class_name = draw->all->lots[lot].class_name,
            .need = draw->all->lots[lot].need,
            .startup = turn > 0 && fair_turn_at(draw, turn)->action == FAIR_STARTUP,
        };
    }
    return facts;
}

/* The most that a tenant gave. */
static uint32_t most_given(const struct fair_draw *draw, const struct fair_outcome *outcome)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < draw->all->tenant_count; i++) {
        const uint32_t count = outcome->given_from[i + 1] - outcome->given_from[i];
        most = count > most ? count : most;
    }
    return most;
}

enum status fair_reasons_print(struct fair_draw *draw, const struct fair_outcome *outcome,
                               const struct fair_sink *sink)
{
    const struct arena_mark mark = arena_mark(draw->mem);
    const struct fact *facts = make_facts(draw, outcome);
    const uint32_t most = most_given(draw, outcome);
    struct pass *passes = arena_array(draw->mem, (size_t)draw->threads, sizeof(passes[0]));
    struct fair_printer print;
    for (int i = 0; i < draw->threads; i++) {
        passes[i] = (struct pass){
            .draw = draw,
            .outcome = outcome,
            .facts = facts,
            .gave = arena_array(draw->mem, most, sizeof(struct fair_pair)),
            .scratch = arena_array(draw->mem, most, sizeof(struct fair_pair)),
        };
    }
    fair_print_begin(&print, sink, FAIR_REASONS);
    fair_print_str(&print, STR("tenant,lot,code,turn,other,own_turn\n"));
    fair_print_parts(&print, draw->threads, fair_print_part_count(draw->all), print_part, passes);
    const enum status status = fair_print_end(&print);
    arena_reset(draw->mem, mark);
    return status;
}
