/* SPDX-License-Identifier: EUPL-1.2 */
/* From the tables to what goes into a draw. */
#include "allocation/allocation_input.h"

#include "allocation/allocation_group.h"
#include "base/id.h"
#include "base/vec.h"
#include "csv/csv.h"
#include "goods/goods_booth.h"

#include "base/banned.h"

#define LARGE_BYTES ((size_t)768 * 1024 * 1024)
#define ALIAS_SIGNS 5

struct ctx allocation_large_begin(const struct ctx *ctx)
{
    struct ctx large = *ctx;
    large.mem = arena_create(LARGE_BYTES);
    return large;
}

void allocation_large_end(struct ctx *large, struct ctx *ctx)
{
    ctx->err = large->err;
    ctx->err.detail = str_copy(ctx->mem, large->err.detail);
    arena_destroy(large->mem);
    large->mem = NULL;
}

/* ---- looking up
 * ------------------------------------------------------------------------------------ */

size_t allocation_input_entrant(const struct draw_input *input, int64_t lead_id)
{
    size_t from = 0;
    size_t to = input->entrants.count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (input->entrants.ptr[middle].lead_id < lead_id) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return from < input->entrants.count && input->entrants.ptr[from].lead_id == lead_id
               ? from
               : input->entrants.count;
}

size_t allocation_input_lot(const struct draw_input *input, int64_t thing_id)
{
    size_t from = 0;
    size_t to = input->lots.count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (input->lots.ptr[middle].thing_id < thing_id) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return from < input->lots.count && input->lots.ptr[from].thing_id == thing_id
               ? from
               : input->lots.count;
}

static const struct round_member *member_of(const struct draw_input *input, int64_t tenant_id)
{
    for (size_t i = 0; i < input->members.count; i++) {
        if (input->members.ptr[i].tenant_id == tenant_id) {
            return &input->members.ptr[i];
        }
    }
    return NULL;
}

static bool is_barred(const struct draw_input *input, int64_t tenant_id)
{
    for (size_t i = 0; i < input->barred.count; i++) {
        if (input->barred.ptr[i] == tenant_id) {
            return true;
        }
    }
    return false;
}

/* What a paused shop wishes stands in a draw only where it can win nothing: so that its owner reads
 * why. Beside another shop of the owner that takes part it would be drawn. */
static bool has_wishes(const struct draw_input *input, const struct round_member *member)
{
    return member->active ||
           !input->entrants.ptr[allocation_input_entrant(input, member->lead_id)].active;
}

struct lead_wish *allocation_input_wishes(struct arena *mem, const struct draw_input *input)
{
    const size_t lots = input->lots.count;
    struct lead_wish *wishes = arena_array(mem, input->entrants.count * lots + 1, sizeof(*wishes));
    for (size_t i = 0; i < input->entrants.count * lots; i++) {
        wishes[i] = (struct lead_wish){0, NO_I64};
    }
    for (size_t i = 0; i < input->wishes.count; i++) {
        const struct round_wish *wish = &input->wishes.ptr[i];
        const struct round_member *member = member_of(input, wish->tenant_id);
        const size_t lot = allocation_input_lot(input, wish->thing_id);
        if (member == NULL || !has_wishes(input, member) || lot == lots ||
            is_barred(input, wish->tenant_id)) {
            continue;
        }
        /* Those of one lot come by tenant: of equal ones the first stays. */
        struct lead_wish *of_lead =
            &wishes[allocation_input_entrant(input, member->lead_id) * lots + lot];
        if (wish->stars > of_lead->stars) {
            *of_lead = (struct lead_wish){wish->stars, wish->tenant_id};
        }
    }
    return wishes;
}

/* ---- as things stand now
 * --------------------------------------------------------------------------- */

static bool alias_is_taken(const struct entrants *entrants, struct str alias)
{
    for (size_t i = 0; i < entrants->count; i++) {
        if (str_equal(entrants->ptr[i].alias, alias)) {
            return true;
        }
    }
    return false;
}

/* A name for this round alone: signs that are not mistaken for one another. */
static struct str random_alias(struct ctx *ctx, const struct entrants *entrants)
{
    static const char signs[] = "23456789abcdefghjkmnpqrstvwxyz";
    for (;;) {
        char text[ALIAS_SIGNS + 1] = {0};
        for (int i = 0; i < ALIAS_SIGNS; i++) {
            text[i] = signs[random_below(sizeof(signs) - 1)];
        }
        const struct str alias = str_format(ctx->mem, "b-%s", text);
        if (!alias_is_taken(entrants, alias)) {
            return alias;
        }
    }
}

static enum status alias_of(struct ctx *ctx, const struct draw_input *input, int64_t lead_id,
                            struct str *ret_alias)
{
    struct tenant tenant;
    if (!input->rules.show_names) {
        *ret_alias = random_alias(ctx, &input->entrants);
        return OK;
    }
    TRY(tenants_get(ctx, lead_id, &tenant));
    *ret_alias = tenant.slug;
    return OK;
}

static enum status add_entrants(struct ctx *ctx, struct draw_input *input)
{
    struct groups groups;
    TRY(allocation_groups(ctx, &groups));
    if (groups.count > ALLOCATION_TENANTS_MAX) {
        return ctx_fail(ctx, CONFLICT, N_("A draw can have at most 500 shops."), NULL);
    }
    for (size_t i = 0; i < groups.count; i++) {
        const struct group *group = &groups.ptr[i];
        struct entrant entrant = {.lead_id = group->lead_id,
                                  .weight = group->weight,
                                  .balance_mp = group->balance_mp,
                                  .cap_lots = group->cap_lots,
                                  .startup = group->startup,
                                  .active = group->active};
        TRY(alias_of(ctx, input, group->lead_id, &entrant.alias));
        vec_push(ctx->mem, &input->entrants, entrant);
    }
    return OK;
}

static void sort_members(struct round_members *members)
{
    for (size_t i = 1; i < members->count; i++) {
        for (size_t j = i; j > 0 && members->ptr[j - 1].tenant_id > members->ptr[j].tenant_id;
             j--) {
            const struct round_member moved = members->ptr[j];
            members->ptr[j] = members->ptr[j - 1];
            members->ptr[j - 1] = moved;
        }
    }
}

static enum status add_members(struct ctx *ctx, struct draw_input *input)
{
    struct participants list;
    TRY(allocation_participants(ctx, &list));
    for (size_t i = 0; i < list.count; i++) {
        const struct participant *shop = &list.ptr[i];
        if (shop->state != PARTICIPANT_LEFT) {
            vec_push(ctx->mem, &input->members,
                     (struct round_member){shop->tenant_id, shop->lead_id,
                                           shop->state == PARTICIPANT_ACTIVE});
        }
    }
    sort_members(&input->members);
    return OK;
}

static void add_wishes(struct ctx *ctx, struct draw_input *input, int64_t tenant_id,
                       const struct wishes *wishes)
{
    for (size_t i = 0; i < wishes->count; i++) {
        const struct wish *wish = &wishes->ptr[i];
        if (wish->stars > 0 && allocation_input_lot(input, wish->thing_id) < input->lots.count) {
            vec_push(ctx->mem, &input->wishes,
                     (struct round_wish){tenant_id, wish->thing_id, wish->stars});
        }
    }
}

static bool has_approval(const struct draw_input *input, int64_t lead_id, struct str requires)
{
    for (size_t i = 0; i < input->approvals.count; i++) {
        if (input->approvals.ptr[i].lead_id == lead_id &&
            str_equal(input->approvals.ptr[i].requires, requires)) {
            return true;
        }
    }
    return false;
}

/* Approvals of all its shops count; caps of the lead alone, and only of classes that the round has,
 * for the files name no others. */
static bool has_class(const struct draw_input *input, struct str quota_class)
{
    for (size_t i = 0; i < input->lots.count; i++) {
        if (str_equal(input->lots.ptr[i].quota_class, quota_class)) {
            return true;
        }
    }
    return false;
}

static enum status add_approvals(struct ctx *ctx, struct draw_input *input,
                                 const struct round_member *member)
{
    struct str_list requires;
    struct participant_caps caps;
    TRY(allocation_approvals(ctx, member->tenant_id, &requires, &caps));
    for (size_t i = 0; i < requires.count; i++) {
        if (!has_approval(input, member->lead_id, requires.ptr[i])) {
            vec_push(ctx->mem, &input->approvals,
                     (struct lead_approval){member->lead_id, requires.ptr[i]});
        }
    }
    return OK;
}

static enum status add_caps(struct ctx *ctx, struct draw_input *input, int64_t lead_id)
{
    struct str_list requires;
    struct participant_caps caps;
    TRY(allocation_approvals(ctx, lead_id, &requires, &caps));
    for (size_t i = 0; i < caps.count; i++) {
        if (has_class(input, caps.ptr[i].quota_class)) {
            vec_push(ctx->mem, &input->caps,
                     (struct lead_cap){lead_id, caps.ptr[i].quota_class, caps.ptr[i].cap_lots});
        }
    }
    return OK;
}

/* Room in a shop: what it said itself, at most what its booth still holds. NO_I64: no limit. */
static enum status room_of(struct ctx *ctx, int64_t round_id, int64_t tenant_id, int64_t *ret_room)
{
    struct booth_use use;
    TRY(allocation_room(ctx, round_id, tenant_id, ret_room));
    TRY(goods_booth_use(ctx, tenant_id, &use));
    if (use.limited && (*ret_room == NO_I64 || use.free_lots < *ret_room)) {
        *ret_room = use.free_lots;
    }
    return OK;
}

/* What the shops have room for, if each of them has a limit, is a cap too. */
static enum status narrow_by_room(struct ctx *ctx, struct draw_input *input,
                                  struct entrant *entrant)
{
    int64_t sum = 0;
    for (size_t i = 0; i < input->members.count; i++) {
        int64_t room = NO_I64;
        const struct round_member *member = &input->members.ptr[i];
        if (member->lead_id != entrant->lead_id || !member->active) {
            continue;
        }
        TRY(room_of(ctx, input->round.id, member->tenant_id, &room));
        if (room == NO_I64) {
            return OK;
        }
        sum += room;
    }
    if (entrant->active && (entrant->cap_lots == NO_I64 || sum < entrant->cap_lots)) {
        entrant->cap_lots = sum;
    }
    return OK;
}

/* Both lists go by thing. */
static enum status read_lots(struct ctx *ctx, const struct i64_list *left_out,
                             struct draw_input *input)
{
    struct stored_lots all;
    size_t out = 0;
    TRY(allocation_store_lots(ctx, input->round.id, 0, ALLOCATION_LOTS_MAX, &all));
    for (size_t i = 0; i < all.count; i++) {
        if (out < left_out->count && left_out->ptr[out] == all.ptr[i].thing_id) {
            out++;
        } else {
            vec_push(ctx->mem, &input->lots, all.ptr[i]);
        }
    }
    return OK;
}

static enum status begin(struct ctx *ctx, int64_t round_id, const struct i64_list *left_out,
                         struct draw_input *input)
{
    TRY(allocation_round(ctx, round_id, &input->round));
    TRY(allocation_rules_get(ctx, input->round.rules_id, &input->rules));
    return read_lots(ctx, left_out, input);
}

enum status allocation_input_now(struct ctx *ctx, int64_t round_id, struct draw_input *ret)
{
    const struct i64_list all = {0};
    struct draw_input input = {0};
    TRY(begin(ctx, round_id, &all, &input));
    TRY(add_entrants(ctx, &input));
    TRY(add_members(ctx, &input));
    for (size_t i = 0; i < input.members.count; i++) {
        const struct round_member *member = &input.members.ptr[i];
        struct wishes wishes;
        if (member->active) {
            TRY(allocation_wishes_expanded(ctx, round_id, member->tenant_id, &wishes));
            add_wishes(ctx, &input, member->tenant_id, &wishes);
            TRY(add_approvals(ctx, &input, member));
        } else if (has_wishes(&input, member)) {
            /* By hand only: a long pause is nobody's business, round after round. */
            TRY(allocation_wishes(ctx, round_id, member->tenant_id, &wishes));
            add_wishes(ctx, &input, member->tenant_id, &wishes);
        }
    }
    for (size_t i = 0; i < input.entrants.count; i++) {
        TRY(add_caps(ctx, &input, input.entrants.ptr[i].lead_id));
        TRY(narrow_by_room(ctx, &input, &input.entrants.ptr[i]));
    }
    *ret = input;
    return OK;
}

/* ---- as it was frozen
 * ------------------------------------------------------------------------------- */

static int64_t lead_with_alias(const struct draw_input *input, struct str alias)
{
    for (size_t i = 0; i < input->entrants.count; i++) {
        if (str_equal(input->entrants.ptr[i].alias, alias)) {
            return input->entrants.ptr[i].lead_id;
        }
    }
    return NO_I64;
}

/* One of the two small tables of a run: `take` gets each row. */
static enum status
read_table(struct ctx *ctx, int64_t run_id, enum fair_in file, struct draw_input *input,
           void (*take)(struct ctx *, struct draw_input *, const struct csv_row *))
{
    const struct csv_options options = {.format = CSV_SEPARATED, .separator = ','};
    struct csv_reader *reader = NULL;
    struct csv_row row;
    struct str bytes;
    TRY(allocation_store_file(ctx, run_id, str_of(fair_in_names[file]), &bytes));
    TRY(csv_open_text(ctx, bytes, &options, &reader));
    enum csv_step step = csv_next(reader, &row);
    while (step == CSV_ROW) {
        take(ctx, input, &row);
        step = csv_next(reader, &row);
    }
    csv_close(reader);
    return step == CSV_END ? OK : INTERNAL;
}

static void take_approval(struct ctx *ctx, struct draw_input *input, const struct csv_row *row)
{
    const int64_t lead_id = lead_with_alias(input, row->fields[0]);
    if (lead_id != NO_I64) {
        vec_push(ctx->mem, &input->approvals,
                 (struct lead_approval){lead_id, str_copy(ctx->mem, row->fields[1])});
    }
}

static void take_cap(struct ctx *ctx, struct draw_input *input, const struct csv_row *row)
{
    const int64_t lead_id = lead_with_alias(input, row->fields[0]);
    int64_t cap_lots = 0;
    if (lead_id != NO_I64 && has_class(input, row->fields[1]) &&
        str_to_i64(row->fields[2], &cap_lots)) {
        vec_push(ctx->mem, &input->caps,
                 (struct lead_cap){lead_id, str_copy(ctx->mem, row->fields[1]), cap_lots});
    }
}

/* No alias needs quotes, and the header is the first line. */
int64_t allocation_input_rows(struct ctx *ctx, struct str wishes, const struct entrant *entrant)
{
    const struct str begin = str_format(ctx->mem, "\n%.*s,", STR_ARG(entrant->alias));
    int64_t count = 0;
    for (;;) {
        const ptrdiff_t at = str_find(wishes, begin);
        if (at < 0) {
            return count;
        }
        wishes = str_slice(wishes, (size_t)at + begin.len, wishes.len);
        count++;
    }
}

static bool some_pause(const struct entrants *entrants)
{
    for (size_t i = 0; i < entrants->count; i++) {
        if (!entrants->ptr[i].active) {
            return true;
        }
    }
    return false;
}

/* The table of wishes has those of paused shops also for runs that committed to none of them; what
 * a run stands on is what its files say. */
static enum status keep_named(struct ctx *ctx, int64_t from_run, struct draw_input *input)
{
    struct str wishes;
    size_t kept = 0;
    if (!some_pause(&input->entrants)) {
        return OK;
    }
    TRY(allocation_store_file(ctx, from_run, str_of(fair_in_names[FAIR_WISHES]), &wishes));
    bool *named = arena_array(ctx->mem, input->entrants.count, sizeof(*named));
    for (size_t i = 0; i < input->entrants.count; i++) {
        const struct entrant *entrant = &input->entrants.ptr[i];
        named[i] = entrant->active || allocation_input_rows(ctx, wishes, entrant) > 0;
    }
    for (size_t i = 0; i < input->wishes.count; i++) {
        const struct round_member *member = member_of(input, input->wishes.ptr[i].tenant_id);
        if (member != NULL && named[allocation_input_entrant(input, member->lead_id)]) {
            input->wishes.ptr[kept++] = input->wishes.ptr[i];
        }
    }
    input->wishes.count = kept;
    return OK;
}

enum status allocation_input_frozen(struct ctx *ctx, int64_t round_id, int64_t from_run,
                                    int64_t run_id, struct draw_input *ret)
{
    struct draw_input input = {0};
    struct i64_list left_out;
    TRY(allocation_store_left_out(ctx, run_id, &left_out));
    TRY(begin(ctx, round_id, &left_out, &input));
    TRY(allocation_store_entrants(ctx, round_id, &input.entrants));
    TRY(allocation_store_members(ctx, round_id, &input.members));
    TRY(allocation_store_wishes(ctx, round_id, &input.wishes));
    TRY(allocation_store_barred(ctx, run_id, &input.barred));
    TRY(keep_named(ctx, from_run, &input));
    TRY(read_table(ctx, from_run, FAIR_ELIGIBILITY, &input, take_approval));
    TRY(read_table(ctx, from_run, FAIR_CAPS, &input, take_cap));
    *ret = input;
    return OK;
}
