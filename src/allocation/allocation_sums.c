/* SPDX-License-Identifier: EUPL-1.2 */
/* Draws in sums: for trying out before the close, and what was drawn; and wishes that will fall
 * away.
 */
#include <sodium.h>

#include "allocation/allocation_draw.h"
#include "base/vec.h"

#include "base/banned.h"

/* ---- sums
 * ------------------------------------------------------------------------------------------------
 */

static int64_t figure(struct str report, const char *key)
{
    int64_t number = 0;
    return allocation_report_i64(report, key, &number) ? number : NO_I64;
}

/* Lines of a table but for its header. */
static int64_t rows_of(struct str table)
{
    int64_t lines = 0;
    for (size_t i = 0; i < table.len; i++) {
        lines += table.ptr[i] == '\n';
    }
    return lines > 0 ? lines - 1 : 0;
}

/* Wishes of who takes part. */
static int64_t active_rows(struct ctx *ctx, struct str wishes, const struct entrants *entrants)
{
    int64_t count = rows_of(wishes);
    for (size_t i = 0; i < entrants->count; i++) {
        if (!entrants->ptr[i].active) {
            count -= allocation_input_rows(ctx, wishes, &entrants->ptr[i]);
        }
    }
    return count;
}

static struct draw_sums sums_of(struct ctx *ctx, struct str report, struct str wishes,
                                const struct entrants *entrants)
{
    return (struct draw_sums){
        .lots = figure(report, "lots"),
        .given = figure(report, "given"),
        .unwished = figure(report, "unwished"),
        .wishes = active_rows(ctx, wishes, entrants),
        .least_mp_per_weight = figure(report, "least_mp_per_weight"),
        .most_mp_per_weight = figure(report, "most_mp_per_weight"),
        .gini_ppm = figure(report, "gini_ppm"),
        .startup_share_ppm = figure(report, "startup_share_ppm"),
    };
}

/* What the draw stands on: the wishes as they are now, or as they were at the close. */
static enum status read_input(struct ctx *ctx, int64_t round_id, struct draw_input *ret)
{
    struct round round;
    TRY(allocation_round(ctx, round_id, &round));
    if (round.state == ROUND_OPEN) {
        return allocation_input_now(ctx, round_id, ret);
    }
    if (round.run_id == NO_I64) {
        return ctx_fail(ctx, CONFLICT, N_("The round is not open."), NULL);
    }
    return allocation_input_frozen(ctx, round_id, round.run_id, round.run_id, ret);
}

static enum status try_draw(struct ctx *ctx, int64_t round_id, struct str seed,
                            struct draw_sums *ret_sums)
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    struct drawing drawing = {0};
    TRY(read_input(ctx, round_id, &drawing.input));
    crypto_hash_sha256(digest, (const unsigned char *)seed.ptr, seed.len);
    TRY(allocation_draw_run(ctx, &drawing, STR(""), str_hex(ctx->mem, digest, sizeof(digest))));
    *ret_sums =
        sums_of(ctx, drawing.out[FAIR_REPORT], drawing.in[FAIR_WISHES], &drawing.input.entrants);
    return OK;
}

enum status allocation_try(struct ctx *ctx, int64_t round_id, struct str seed,
                           struct draw_sums *ret_sums)
{
    struct ctx large = allocation_large_begin(ctx);
    const enum status status = try_draw(&large, round_id, seed, ret_sums);
    allocation_large_end(&large, ctx);
    return status;
}

static enum status read_sums(struct ctx *ctx, int64_t run_id, struct draw_sums *ret_sums)
{
    struct draw_run run;
    struct str report;
    struct str wishes;
    struct entrants entrants;
    TRY(allocation_store_run(ctx, run_id, &run));
    if (run.state < RUN_DRAWN) {
        return NOT_FOUND;
    }
    TRY(allocation_store_file(ctx, run_id, str_of(fair_out_names[FAIR_REPORT]), &report));
    TRY(allocation_store_file(ctx, run_id, str_of(fair_in_names[FAIR_WISHES]), &wishes));
    TRY(allocation_store_entrants(ctx, run.round_id, &entrants));
    *ret_sums = sums_of(ctx, report, wishes, &entrants);
    return OK;
}

enum status allocation_sums(struct ctx *ctx, int64_t run_id, struct draw_sums *ret_sums)
{
    struct ctx large = allocation_large_begin(ctx);
    const enum status status = read_sums(&large, run_id, ret_sums);
    allocation_large_end(&large, ctx);
    return status;
}

/* ---- wishes that will fall away
 * -------------------------------------------------------------------------- */

static bool is_approved(const struct draw_input *input, int64_t lead_id, struct str requires)
{
    for (size_t i = 0; i < input->approvals.count; i++) {
        if (input->approvals.ptr[i].lead_id == lead_id &&
            str_equal(input->approvals.ptr[i].requires, requires)) {
            return true;
        }
    }
    return requires.len == 0;
}

/* Who takes no part gets nothing for that reason alone. */
static bool lacks(const struct draw_input *input, const struct entrant *entrant,
                  struct str requires)
{
    return entrant->active && !is_approved(input, entrant->lead_id, requires);
}

/* One approval's count; `shop` and `lot` tell whether the last one counted was the same. */
struct counting {
    struct eligibility_problems problems;
    const struct draw_input *input;
    const struct lead_wish *wishes;
};

static void count_requires(struct counting *counting, struct eligibility_problem *problem)
{
    const struct draw_input *input = counting->input;
    const size_t lots = input->lots.count;
    for (size_t i = 0; i < input->entrants.count; i++) {
        const int64_t before = problem->wishes;
        if (!lacks(input, &input->entrants.ptr[i], problem->requires)) {
            continue;
        }
        for (size_t j = 0; j < lots; j++) {
            problem->wishes += counting->wishes[i * lots + j].stars > 0 &&
                               str_equal(input->lots.ptr[j].requires, problem->requires);
        }
        problem->shops += problem->wishes > before;
    }
    for (size_t j = 0; j < lots; j++) {
        bool wished = false;
        for (size_t i = 0; i < input->entrants.count && !wished; i++) {
            wished = str_equal(input->lots.ptr[j].requires, problem->requires) &&
                     counting->wishes[i * lots + j].stars > 0 &&
                     lacks(input, &input->entrants.ptr[i], problem->requires);
        }
        problem->lots += wished;
    }
}

static bool is_counted(const struct eligibility_problems *problems, struct str requires)
{
    for (size_t i = 0; i < problems->count; i++) {
        if (str_equal(problems->ptr[i].requires, requires)) {
            return true;
        }
    }
    return false;
}

static enum status count_problems(struct ctx *ctx, struct ctx *large, int64_t round_id,
                                  struct eligibility_problems *ret_problems)
{
    struct draw_input input;
    struct counting counting = {.input = &input};
    struct eligibility_problems all = {0};
    struct eligibility_problems problems = {0};
    TRY(read_input(large, round_id, &input));
    counting.wishes = allocation_input_wishes(large->mem, &input);
    for (size_t i = 0; i < input.lots.count; i++) {
        struct eligibility_problem problem = {.requires = input.lots.ptr[i].requires};
        if (problem.requires.len == 0 || is_counted(&all, problem.requires)) {
            continue;
        }
        count_requires(&counting, &problem);
        vec_push(large->mem, &all, problem);
        if (problem.wishes > 0) {
            problem.requires = str_copy(ctx->mem, problem.requires);
            vec_push(ctx->mem, &problems, problem);
        }
    }
    *ret_problems = problems;
    return OK;
}

enum status allocation_problems(struct ctx *ctx, int64_t round_id,
                                struct eligibility_problems *ret_problems)
{
    struct ctx large = allocation_large_begin(ctx);
    const enum status status = count_problems(ctx, &large, round_id, ret_problems);
    allocation_large_end(&large, ctx);
    return status;
}
