/* SPDX-License-Identifier: EUPL-1.2 */
/* Who takes part in the draw, and with whom as one. */
#include "allocation/allocation_group.h"

#include "base/vec.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define WEIGHT_MAX INT64_C(1000000)

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

/* ---- who is one
 * ---------------------------------------------------------------------------------- */

/* Shops with an agreement today, in the order of `list`. */
struct membership {
    struct participants list;
    struct tenant_list tenants;
};

static size_t index_of(const struct participants *list, int64_t tenant_id)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->ptr[i].tenant_id == tenant_id) {
            return i;
        }
    }
    return list->count;
}

/* The first registered of the shops with that shop's organisation number. */
static size_t first_of_owner(const struct membership *all, size_t index)
{
    size_t first = index;
    for (size_t i = 0; i < all->tenants.count; i++) {
        if (str_equal(all->tenants.ptr[i].organisation_number,
                      all->tenants.ptr[index].organisation_number) &&
            all->tenants.ptr[i].id < all->tenants.ptr[first].id) {
            first = i;
        }
    }
    return first;
}

/* The lead of a shop: that of its owner's first shop, and so on until one leads itself. A circle,
 * which nobody can make, ends at the lowest id met. */
static int64_t lead_of(const struct membership *all, size_t index)
{
    int64_t lead = all->list.ptr[index].tenant_id;
    for (size_t steps = 0; steps <= all->list.count; steps++) {
        index = index_of(&all->list, lead);
        if (index == all->list.count) {
            return lead;
        }
        const int64_t next = all->list.ptr[first_of_owner(all, index)].lead_id;
        if (next == lead) {
            return lead;
        }
        lead = next;
    }
    return lead;
}

static struct participant newcomer(const struct tenant *tenant)
{
    return (struct participant){.tenant_id = tenant->id,
                                .lead_id = tenant->id,
                                .weight = 1,
                                .cap_lots = NO_I64,
                                .state = PARTICIPANT_ACTIVE};
}

/* With the leads as the rows have them. */
static enum status read_membership(struct ctx *ctx, struct membership *ret)
{
    struct membership all = {0};
    struct participants rows;
    TRY(tenants_list(ctx, &all.tenants));
    TRY(allocation_store_participants(ctx, &rows));
    for (size_t i = 0; i < all.tenants.count; i++) {
        const struct tenant *tenant = &all.tenants.ptr[i];
        const size_t row = index_of(&rows, tenant->id);
        struct participant participant = row == rows.count ? newcomer(tenant) : rows.ptr[row];
        participant.name = tenant->name;
        vec_push(ctx->mem, &all.list, participant);
    }
    *ret = all;
    return OK;
}

static void resolve(struct ctx *ctx, struct membership *all)
{
    int64_t *leads = arena_array(ctx->mem, all->list.count, sizeof(*leads));
    for (size_t i = 0; i < all->list.count; i++) {
        leads[i] = lead_of(all, i);
    }
    for (size_t i = 0; i < all->list.count; i++) {
        all->list.ptr[i].lead_id = leads[i];
    }
}

enum status allocation_participants(struct ctx *ctx, struct participants *ret_list)
{
    struct membership all;
    TRY(read_membership(ctx, &all));
    resolve(ctx, &all);
    *ret_list = all.list;
    return OK;
}

/* A shop whose agreement has ended, which once took part. */
static enum status former(struct ctx *ctx, int64_t tenant_id, struct participant *ret_participant)
{
    struct participants rows;
    struct tenant tenant;
    TRY(tenants_get(ctx, tenant_id, &tenant));
    TRY(allocation_store_participants(ctx, &rows));
    const size_t index = index_of(&rows, tenant_id);
    if (index == rows.count) {
        return NOT_FOUND;
    }
    *ret_participant = rows.ptr[index];
    ret_participant->name = tenant.name;
    ret_participant->state = PARTICIPANT_LEFT;
    return OK;
}

enum status allocation_participant(struct ctx *ctx, int64_t tenant_id,
                                   struct participant *ret_participant)
{
    struct participants list;
    TRY(allocation_participants(ctx, &list));
    const size_t index = index_of(&list, tenant_id);
    if (index == list.count) {
        return former(ctx, tenant_id, ret_participant);
    }
    *ret_participant = list.ptr[index];
    return OK;
}

/* ---- participants of the draw
 * -------------------------------------------------------------------- */

static struct group *group_with(struct groups *groups, int64_t lead_id)
{
    for (size_t i = 0; i < groups->count; i++) {
        if (groups->ptr[i].lead_id == lead_id) {
            return &groups->ptr[i];
        }
    }
    return NULL;
}

static void sort_groups(struct groups *groups)
{
    for (size_t i = 1; i < groups->count; i++) {
        for (size_t j = i; j > 0 && groups->ptr[j - 1].lead_id > groups->ptr[j].lead_id; j--) {
            const struct group moved = groups->ptr[j];
            groups->ptr[j] = groups->ptr[j - 1];
            groups->ptr[j - 1] = moved;
        }
    }
}

static enum status add_group(struct ctx *ctx, const struct participants *rows, int64_t lead_id,
                             struct groups *groups)
{
    struct group group = {.lead_id = lead_id, .weight = 1, .cap_lots = NO_I64};
    const size_t row = index_of(rows, lead_id);
    if (row < rows->count) {
        group.weight = rows->ptr[row].weight;
        group.startup = rows->ptr[row].startup;
        group.cap_lots = rows->ptr[row].cap_lots;
    }
    TRY(allocation_balance(ctx, lead_id, &group.balance_mp));
    vec_push(ctx->mem, groups, group);
    return OK;
}

enum status allocation_groups(struct ctx *ctx, struct groups *ret)
{
    struct groups groups = {0};
    struct participants list;
    struct participants rows;
    TRY(allocation_participants(ctx, &list));
    TRY(allocation_store_participants(ctx, &rows));
    for (size_t i = 0; i < list.count; i++) {
        const struct participant *shop = &list.ptr[i];
        if (shop->state == PARTICIPANT_LEFT) {
            continue;
        }
        if (group_with(&groups, shop->lead_id) == NULL) {
            TRY(add_group(ctx, &rows, shop->lead_id, &groups));
        }
        struct group *group = group_with(&groups, shop->lead_id);
        group->active = group->active || shop->state == PARTICIPANT_ACTIVE;
    }
    sort_groups(&groups);
    *ret = groups;
    return OK;
}

enum status allocation_participants_settle(struct ctx *ctx)
{
    struct membership stored;
    struct membership all;
    TRY(read_membership(ctx, &stored));
    TRY(read_membership(ctx, &all));
    resolve(ctx, &all);
    for (size_t i = 0; i < all.list.count; i++) {
        const struct participant *shop = &all.list.ptr[i];
        TRY(allocation_store_add_participant(ctx, shop->tenant_id, stored.list.ptr[i].lead_id));
    }
    for (size_t i = 0; i < all.list.count; i++) {
        struct participant shop = all.list.ptr[i];
        const int64_t before = stored.list.ptr[i].lead_id;
        if (shop.lead_id == before) {
            continue;
        }
        TRY(allocation_store_set_participant(ctx, &shop));
        TRY(allocation_points_move(ctx, shop.tenant_id, before, shop.lead_id));
        TRY(allocation_store_add_change(ctx, shop.tenant_id, translate(ctx, N_("owner")),
                                        translate(ctx, N_("Same organisation number"))));
    }
    return OK;
}

/* ---- changing
 * ------------------------------------------------------------------------------------ */

struct change {
    const struct participant *to;
    struct str reason;
    const struct str_list *requires;
    const struct participant_caps *caps;
    int64_t tenant_id;
    bool delegated;
};

static enum status check_reason(struct ctx *ctx, struct str reason)
{
    if (str_utf8_length(str_trim(reason)) < ALLOCATION_REASON_MIN ||
        reason.len > ALLOCATION_NOTE_MAX * 4) {
        return ctx_fail(ctx, INVALID, N_("Write the reason, in 10 to 500 characters."), "reason");
    }
    return OK;
}

/* Between close and publication the draw stands on what was frozen. */
static enum status check_no_draw(struct ctx *ctx)
{
    bool drawing = false;
    TRY(allocation_store_drawing(ctx, &drawing));
    return drawing
               ? ctx_fail(ctx, CONFLICT,
                          N_("A round is closed and not published yet. Change this afterwards."),
                          NULL)
               : OK;
}

static enum status check_figures(struct ctx *ctx, const struct participant *to)
{
    if (to->weight < 1 || to->weight > WEIGHT_MAX) {
        return ctx_fail(ctx, INVALID, N_("The share must be a whole number from 1 to 1 000 000."),
                        "weight");
    }
    if (to->cap_lots != NO_I64 && (to->cap_lots < 0 || to->cap_lots > ALLOCATION_LOTS_MAX)) {
        return ctx_fail(ctx, INVALID, N_("The limit must be from 0 to 5000 lots."), "cap_lots");
    }
    if (to->state < PARTICIPANT_ACTIVE || to->state > PARTICIPANT_LEFT) {
        return ctx_fail(ctx, INVALID, N_("Choose whether the shop takes part."), "state");
    }
    return OK;
}

static bool leads_others(const struct membership *all, int64_t tenant_id)
{
    for (size_t i = 0; i < all->list.count; i++) {
        if (all->list.ptr[i].lead_id == tenant_id && all->list.ptr[i].tenant_id != tenant_id) {
            return true;
        }
    }
    return false;
}

/* With the new lead in place the rules of who is one must give that same lead. */
static enum status check_lead(struct ctx *ctx, const struct participant *to)
{
    struct membership all;
    TRY(read_membership(ctx, &all));
    const size_t own = index_of(&all.list, to->tenant_id);
    const size_t lead = index_of(&all.list, to->lead_id);
    if (own == all.list.count || lead == all.list.count) {
        return ctx_fail(ctx, INVALID, N_("Choose a shop with an agreement."), "lead");
    }
    if (to->lead_id != to->tenant_id && leads_others(&all, to->tenant_id)) {
        return ctx_fail(ctx, INVALID,
                        N_("Other shops are counted with this one. Part them from it first."),
                        "lead");
    }
    all.list.ptr[own].lead_id = to->lead_id;
    if (lead_of(&all, own) != to->lead_id) {
        return ctx_fail(ctx, INVALID,
                        N_("Choose a shop that is counted by itself. Shops with the same "
                           "organisation number are always counted as one."),
                        "lead");
    }
    return OK;
}

static struct str yes_no(const struct ctx *ctx, bool yes)
{
    return translate(ctx, yes ? N_("yes") : N_("no"));
}

static struct str cap_text(struct ctx *ctx, int64_t cap)
{
    return cap == NO_I64 ? translate(ctx, N_("none")) : i18n_number(ctx, cap);
}

static struct str state_text(const struct ctx *ctx, int64_t state)
{
    return translate(ctx, state == PARTICIPANT_ACTIVE   ? N_("takes part")
                          : state == PARTICIPANT_PAUSED ? N_("pause")
                                                        : N_("has left"));
}

static struct str add_fact(struct ctx *ctx, struct str text, const char *words, struct str from,
                           struct str to)
{
    if (str_equal(from, to)) {
        return text;
    }
    const struct i18n_arg args[] = {{"from", from}, {"to", to}};
    const struct str fact = i18n_fill(ctx, words, args, 2);
    return text.len == 0 ? fact : str_format(ctx->mem, "%.*s; %.*s", STR_ARG(text), STR_ARG(fact));
}

static struct str name_of(struct ctx *ctx, int64_t tenant_id)
{
    struct tenant tenant;
    return tenants_get(ctx, tenant_id, &tenant) == OK ? tenant.name : STR("");
}

static struct str what_changes(struct ctx *ctx, const struct participant *from,
                               const struct participant *to)
{
    struct str text = STR("");
    text = add_fact(ctx, text, N_("share {from} → {to}"), i18n_number(ctx, from->weight),
                    i18n_number(ctx, to->weight));
    text = add_fact(ctx, text, N_("start-up {from} → {to}"), yes_no(ctx, from->startup),
                    yes_no(ctx, to->startup));
    text = add_fact(ctx, text, N_("limit of lots {from} → {to}"), cap_text(ctx, from->cap_lots),
                    cap_text(ctx, to->cap_lots));
    text = add_fact(ctx, text, N_("{from} → {to}"), state_text(ctx, from->state),
                    state_text(ctx, to->state));
    text = add_fact(ctx, text, N_("the centre wishes for the shop {from} → {to}"),
                    yes_no(ctx, from->delegated), yes_no(ctx, to->delegated));
    if (from->lead_id != to->lead_id) {
        text = add_fact(ctx, text, N_("counted with {from} → {to}"), name_of(ctx, from->lead_id),
                        name_of(ctx, to->lead_id));
    }
    return text;
}

static enum status set(struct ctx *ctx, void *arg)
{
    const struct change *change = arg;
    struct participant to = *change->to;
    struct participant from;
    TRY(allocation_participant(ctx, to.tenant_id, &from));
    TRY(check_no_draw(ctx));
    TRY(check_lead(ctx, &to));
    if (from.version != to.version) {
        return CONFLICT;
    }
    TRY(allocation_participants_settle(ctx));
    TRY(allocation_participant(ctx, to.tenant_id, &from));
    to.version = from.version;
    TRY(allocation_store_set_participant(ctx, &to));
    TRY(allocation_points_move(ctx, to.tenant_id, from.lead_id, to.lead_id));
    return allocation_store_add_change(ctx, to.tenant_id, what_changes(ctx, &from, &to),
                                       str_trim(change->reason));
}

enum status allocation_participant_set(struct ctx *ctx, const struct participant *participant,
                                       struct str reason)
{
    struct change change = {.to = participant, .reason = reason};
    TRY(check_figures(ctx, participant));
    TRY(check_reason(ctx, reason));
    return db_write(ctx, set, &change);
}

static enum status check_approvals(struct ctx *ctx, const struct str_list *requires,
                                   const struct participant_caps *caps)
{
    for (size_t i = 0; i < requires->count; i++) {
        bool valid = requires->ptr[i].len > 0 && allocation_name_is_valid(requires->ptr[i]);
        for (size_t j = 0; j < i; j++) {
            valid = valid && !str_equal(requires->ptr[i], requires->ptr[j]);
        }
        if (!valid) {
            return ctx_fail(ctx, INVALID,
                            N_("Name each approval once, in at most 64 signs without comma and "
                               "quotation marks."),
                            "requires");
        }
    }
    for (size_t i = 0; i < caps->count; i++) {
        const struct participant_cap *cap = &caps->ptr[i];
        bool valid = cap->quota_class.len > 0 && allocation_name_is_valid(cap->quota_class) &&
                     cap->cap_lots >= 0 && cap->cap_lots <= ALLOCATION_LOTS_MAX;
        for (size_t j = 0; j < i; j++) {
            valid = valid && !str_equal(cap->quota_class, caps->ptr[j].quota_class);
        }
        if (!valid) {
            return ctx_fail(ctx, INVALID,
                            N_("Name each class once, with a limit from 0 to 5000 lots."), "caps");
        }
    }
    return OK;
}

static struct str approvals_text(struct ctx *ctx, const struct str_list *requires,
                                 const struct participant_caps *caps)
{
    struct str text = STR("");
    for (size_t i = 0; i < requires->count; i++) {
        text = str_format(ctx->mem, "%.*s%s%.*s", STR_ARG(text), text.len > 0 ? ", " : "",
                          STR_ARG(requires->ptr[i]));
    }
    for (size_t i = 0; i < caps->count; i++) {
        text = str_format(ctx->mem, "%.*s%s%.*s ≤ %lld", STR_ARG(text), text.len > 0 ? ", " : "",
                          STR_ARG(caps->ptr[i].quota_class), (long long)caps->ptr[i].cap_lots);
    }
    return text.len > 0 ? text : translate(ctx, N_("none"));
}

static enum status approve(struct ctx *ctx, void *arg)
{
    const struct change *change = arg;
    struct participant shop;
    struct str_list requires;
    struct participant_caps caps;
    TRY(allocation_participant(ctx, change->tenant_id, &shop));
    TRY(check_no_draw(ctx));
    TRY(allocation_participants_settle(ctx));
    TRY(allocation_approvals(ctx, change->tenant_id, &requires, &caps));
    TRY(allocation_store_put_approvals(ctx, change->tenant_id, change->requires, change->caps));
    const struct i18n_arg args[] = {{"from", approvals_text(ctx, &requires, &caps)},
                                    {"to", approvals_text(ctx, change->requires, change->caps)}};
    return allocation_store_add_change(
        ctx, change->tenant_id, i18n_fill(ctx, N_("approvals and limits {from} → {to}"), args, 2),
        str_trim(change->reason));
}

enum status allocation_approve(struct ctx *ctx, int64_t tenant_id, const struct str_list *requires,
                               const struct participant_caps *caps, struct str reason)
{
    struct change change = {
        .tenant_id = tenant_id, .requires = requires, .caps = caps, .reason = reason};
    TRY(check_approvals(ctx, requires, caps));
    TRY(check_reason(ctx, reason));
    return db_write(ctx, approve, &change);
}

static enum status delegate(struct ctx *ctx, void *arg)
{
    const struct change *change = arg;
    struct participant shop;
    struct participants rows;
    TRY(allocation_participant(ctx, change->tenant_id, &shop));
    TRY(allocation_store_add_participant(ctx, change->tenant_id, change->tenant_id));
    TRY(allocation_store_participants(ctx, &rows));
    const struct participant from = rows.ptr[index_of(&rows, change->tenant_id)];
    struct participant to = from;
    to.delegated = change->delegated;
    if (from.delegated == to.delegated) {
        return OK;
    }
    TRY(allocation_store_set_participant(ctx, &to));
    return allocation_store_add_change(ctx, change->tenant_id, what_changes(ctx, &from, &to),
                                       translate(ctx, N_("The shop chose this itself.")));
}

enum status allocation_delegate(struct ctx *ctx, int64_t tenant_id, bool delegated)
{
    struct change change = {.tenant_id = tenant_id, .delegated = delegated};
    return db_write(ctx, delegate, &change);
}
