/* SPDX-License-Identifier: EUPL-1.2 */
/* Rules and tariff: what they may be, and what a lot counts by them. */
#include "allocation/allocation_group.h"

#include "base/id.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define PPM           INT64_C(1000000)
#define SIZE_CLASSES  4
#define NAME_BYTES    64
#define NOTE_BYTES    2000
#define URL_BYTES     300
#define SWAP_HOURS    48
#define QUICKNET_MS   INT64_C(1692803367000)
#define QUICKNET_STEP INT64_C(3000)

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

/* ---- the first ones
 * ------------------------------------------------------------------------------ */

/* Points by size; what needs mending is worth half, what nobody is sure of three quarters. */
static void add_first_points(struct ctx *ctx, struct allocation_rules *rules)
{
    static const int64_t by_size[SIZE_CLASSES] = {1000, 2000, 4000, 10000};
    for (int64_t size = GOODS_SIZE_S; size <= GOODS_SIZE_PALLET; size++) {
        const int64_t whole = by_size[size];
        vec_push(ctx->mem, &rules->points, (struct tariff_points){0, size, STATE_WHOLE, whole});
        vec_push(ctx->mem, &rules->points,
                 (struct tariff_points){0, size, STATE_REPAIR, whole / 2});
        vec_push(ctx->mem, &rules->points,
                 (struct tariff_points){0, size, STATE_UNSURE, whole * 3 / 4});
    }
}

struct allocation_rules allocation_rules_first(struct ctx *ctx)
{
    struct allocation_rules rules = {
        .from_day = centre_today(ctx),
        .note = translate(ctx, N_("The first rules of the centre.")),
        .startup_share_ppm = PPM / 10,
        .decay_num = 917,
        .decay_den = 1000,
        .floor_mp = 20000,
        .newcomer_credit_mp = 0,
        .penalty_mp = 2000,
        .second_call_ppm = PPM / 2,
        .swap_hours = SWAP_HOURS,
        .show_names = true,
        .chain = STR("drand quicknet"),
        .chain_genesis_ms = QUICKNET_MS,
        .chain_period_ms = QUICKNET_STEP,
        .chain_url = STR(""),
        .fallback = translate(
            ctx,
            N_("If the source gives no number within 24 hours, the winning numbers of the next "
               "Lotto draw are used: the seven main numbers in rising order with hyphens "
               "between them.")),
        .made_by = NO_I64,
    };
    add_first_points(ctx, &rules);
    const struct goods_category *electronics = goods_codes_category_by_key(STR("electronics"));
    vec_push(ctx->mem, &rules.classes,
             (struct tariff_class){0, translate(ctx, N_("other")), STR("")});
    if (electronics != NULL) {
        vec_push(ctx->mem, &rules.classes,
                 (struct tariff_class){electronics->id, electronics->name.in[ctx->lang],
                                       translate(ctx, N_("electrical approval"))});
    }
    return rules;
}

/* ---- what they may be
 * ---------------------------------------------------------------------------- */

bool allocation_name_is_valid(struct str name)
{
    if (name.len > NAME_BYTES || !str_is_utf8(name) || str_trim(name).len != name.len) {
        return false;
    }
    for (size_t i = 0; i < name.len; i++) {
        const unsigned char sign = (unsigned char)name.ptr[i];
        if (sign < ' ' || sign == 127 || sign == ',' || sign == '"') {
            return false;
        }
    }
    return true;
}

static bool within(int64_t number, int64_t least, int64_t most)
{
    return number >= least && number <= most;
}

static enum status check_figures(struct ctx *ctx, const struct allocation_rules *rules)
{
    if (!within(rules->startup_share_ppm, 0, PPM)) {
        return ctx_fail(ctx, INVALID, N_("The share must be from 0 to 100 percent."),
                        "startup_share");
    }
    if (!within(rules->decay_den, 1, PPM) || !within(rules->decay_num, 0, rules->decay_den)) {
        return ctx_fail(ctx, INVALID,
                        N_("What is left of older points must be from 0 to 100 percent."), "decay");
    }
    if (rules->floor_mp != NO_I64 && !within(rules->floor_mp, 0, ALLOCATION_POINTS_MAX_MP)) {
        return ctx_fail(ctx, INVALID, N_("The points must be from 0 to 100 000."), "floor");
    }
    if (!within(rules->newcomer_credit_mp, 0, ALLOCATION_POINTS_MAX_MP)) {
        return ctx_fail(ctx, INVALID, N_("The points must be from 0 to 100 000."),
                        "newcomer_credit");
    }
    if (!within(rules->penalty_mp, 0, ALLOCATION_POINTS_MAX_MP)) {
        return ctx_fail(ctx, INVALID, N_("The points must be from 0 to 100 000."), "penalty");
    }
    if (!within(rules->second_call_ppm, 0, PPM)) {
        return ctx_fail(ctx, INVALID, N_("The share must be from 0 to 100 percent."),
                        "second_call");
    }
    if (!within(rules->swap_hours, 1, 336)) {
        return ctx_fail(ctx, INVALID, N_("The time must be from 1 to 336 hours."), "swap_hours");
    }
    return OK;
}

static enum status check_chain(struct ctx *ctx, const struct allocation_rules *rules)
{
    if (rules->chain.len == 0 || !allocation_name_is_valid(rules->chain)) {
        return ctx_fail(
            ctx, INVALID,
            N_("Name the source in at most 64 signs, without comma and quotation marks."), "chain");
    }
    if (!within(rules->chain_genesis_ms, 0, ALLOCATION_FIGURE_MAX)) {
        return ctx_fail(ctx, INVALID, N_("Enter when the source began."), "chain_genesis");
    }
    if (!within(rules->chain_period_ms, 1, ALLOCATION_FIGURE_MAX)) {
        return ctx_fail(ctx, INVALID, N_("Enter how long a round of the source takes."),
                        "chain_period");
    }
    if (rules->chain_url.len > 0 &&
        (rules->chain_url.len > URL_BYTES || !str_starts_with(rules->chain_url, STR("https://")) ||
         str_find(rules->chain_url, STR("{round}")) < 0)) {
        return ctx_fail(ctx, INVALID,
                        N_("The address must begin with https:// and have {round} in it."),
                        "chain_url");
    }
    if (str_utf8_length(rules->fallback) < ALLOCATION_REASON_MIN ||
        rules->fallback.len > NOTE_BYTES) {
        return ctx_fail(ctx, INVALID, N_("Write what is done when the source fails."), "fallback");
    }
    return OK;
}

static bool row_is_valid(const struct tariff_points *row)
{
    return (row->category_id == 0 || goods_codes_category(row->category_id) != NULL) &&
           within(row->size_class, GOODS_SIZE_S, GOODS_SIZE_PALLET) &&
           within(row->station_state, STATE_WHOLE, STATE_UNSURE) &&
           within(row->points_mp, -ALLOCATION_POINTS_MAX_MP, ALLOCATION_POINTS_MAX_MP);
}

static bool same_row(const struct tariff_points *a, const struct tariff_points *b)
{
    return a->category_id == b->category_id && a->size_class == b->size_class &&
           a->station_state == b->station_state;
}

static const struct tariff_points *find_row(const struct allocation_rules *rules,
                                            const struct tariff_points *wanted)
{
    for (size_t i = 0; i < rules->points.count; i++) {
        if (same_row(&rules->points.ptr[i], wanted)) {
            return &rules->points.ptr[i];
        }
    }
    return NULL;
}

static enum status check_points(struct ctx *ctx, const struct allocation_rules *rules)
{
    for (size_t i = 0; i < rules->points.count; i++) {
        const struct tariff_points *row = &rules->points.ptr[i];
        if (!row_is_valid(row) || find_row(rules, row) != row) {
            return ctx_fail(ctx, INVALID,
                            N_("Each category, size and state has one figure, from −100 000 to "
                               "100 000 points."),
                            "points");
        }
    }
    for (int64_t size = GOODS_SIZE_S; size <= GOODS_SIZE_PALLET; size++) {
        for (int64_t state = STATE_WHOLE; state <= STATE_UNSURE; state++) {
            if (find_row(rules, &(struct tariff_points){0, size, state, 0}) == NULL) {
                return ctx_fail(ctx, INVALID,
                                N_("Enter the points of every size and state for all other goods."),
                                "points");
            }
        }
    }
    return OK;
}

static const struct tariff_class *find_class(const struct allocation_rules *rules,
                                             int64_t category_id)
{
    for (size_t i = 0; i < rules->classes.count; i++) {
        if (rules->classes.ptr[i].category_id == category_id) {
            return &rules->classes.ptr[i];
        }
    }
    return NULL;
}

static enum status check_classes(struct ctx *ctx, const struct allocation_rules *rules)
{
    for (size_t i = 0; i < rules->classes.count; i++) {
        const struct tariff_class *row = &rules->classes.ptr[i];
        if ((row->category_id != 0 && goods_codes_category(row->category_id) == NULL) ||
            row->quota_class.len == 0 || !allocation_name_is_valid(row->quota_class) ||
            !allocation_name_is_valid(row->requires) ||
            find_class(rules, row->category_id) != row) {
            return ctx_fail(
                ctx, INVALID,
                N_("Each category has one class, named in at most 64 signs without comma "
                   "and quotation marks."),
                "classes");
        }
    }
    return OK;
}

static enum status check(struct ctx *ctx, const struct allocation_rules *rules)
{
    if (rules->from_day < centre_today(ctx)) {
        return ctx_fail(ctx, INVALID, N_("Rules can begin today or later, never in the past."),
                        "from_day");
    }
    if (str_utf8_length(str_trim(rules->note)) < ALLOCATION_REASON_MIN ||
        rules->note.len > NOTE_BYTES) {
        return ctx_fail(ctx, INVALID,
                        N_("Write why the rules are changed, in at least 10 characters."), "note");
    }
    TRY(check_figures(ctx, rules));
    TRY(check_chain(ctx, rules));
    TRY(check_points(ctx, rules));
    return check_classes(ctx, rules);
}

static enum status add(struct ctx *ctx, void *arg)
{
    const struct allocation_rules *rules = arg;
    return allocation_store_add_rules(ctx, rules);
}

enum status allocation_rules_add(struct ctx *ctx, const struct allocation_rules *rules,
                                 int64_t *ret_id)
{
    struct allocation_rules added = *rules;
    TRY(check(ctx, rules));
    added.id = id_new();
    TRY(db_write(ctx, add, &added));
    *ret_id = added.id;
    return OK;
}

/* ---- what a lot counts
 * --------------------------------------------------------------------------- */

static int64_t size_class_of(const struct thing *thing)
{
    const struct goods_kind *kind =
        thing->kind_key.len == 0 ? NULL : goods_codes_kind(thing->kind_key);
    return kind == NULL ? GOODS_SIZE_M : (int64_t)kind->size_class;
}

/* A state the station does not know, as old imports have it, is one that nobody is sure of. */
static int64_t state_of(const struct thing *thing)
{
    return within(thing->station_state, STATE_WHOLE, STATE_UNSURE) ? thing->station_state
                                                                   : STATE_UNSURE;
}

static int64_t parent_of(int64_t category_id)
{
    const struct goods_category *category = goods_codes_category(category_id);
    return category == NULL ? 0 : category->parent_id;
}

void allocation_rules_apply(const struct allocation_rules *rules, const struct thing *thing,
                            int64_t *ret_points_mp, struct str *ret_quota_class,
                            struct str *ret_requires)
{
    const struct tariff_points *points = NULL;
    const struct tariff_class *class = NULL;
    int64_t category_id = thing->category_id;
    for (;;) {
        const struct tariff_points wanted = {category_id, size_class_of(thing), state_of(thing), 0};
        points = points != NULL ? points : find_row(rules, &wanted);
        class = class != NULL ? class : find_class(rules, category_id);
        if (category_id == 0) {
            break;
        }
        category_id = parent_of(category_id);
    }
    *ret_points_mp = points == NULL ? 0 : points->points_mp;
    *ret_quota_class = class == NULL ? STR("-") : class->quota_class;
    *ret_requires = class == NULL ? STR("") : class->requires;
}
