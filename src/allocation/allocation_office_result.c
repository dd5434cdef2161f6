/* SPDX-License-Identifier: EUPL-1.2 */
/* Sums, winners, runs and files as rows to show. */
#include "allocation/allocation_office_result.h"

#include "allocation/allocation_office_words.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"
#include "media/media.h"

#include "base/banned.h"

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

/* ---- sums ------------------------------------------------------------------------------------ */

static struct tile tile_of(struct ctx *ctx, const char *label, struct str figure, const char *note)
{
    return (struct tile){.label = translate(ctx, label),
                         .figure = figure,
                         .note = note == NULL ? STR("") : translate(ctx, note)};
}

static struct str percent_or_dash(struct ctx *ctx, int64_t ppm)
{
    return ppm == NO_I64 ? STR("–") : allocation_office_percent(ctx, ppm / 10000 * 10000);
}

/* Hundredths: more would say more than the figure does. */
static struct str gini_text(struct ctx *ctx, int64_t ppm)
{
    return ppm == NO_I64 ? STR("–") : i18n_milli(ctx, (ppm + 5000) / 10000 * 10);
}

struct sums_band allocation_office_sums_band(struct ctx *ctx, const struct draw_sums *sums)
{
    const struct i18n_arg lots[] = {{"given", i18n_number(ctx, sums->given)},
                                    {"all", i18n_number(ctx, sums->lots)}};
    struct sums_band band = {.heading = translate(ctx, N_("The result in figures")),
                             .hero =
                                 tile_of(ctx, N_("lots got a shop"),
                                         i18n_fill(ctx, N_("{given} of {all}"), lots, 2), NULL)};
    const struct i18n_arg unwished = {"n", i18n_number(ctx, sums->unwished)};
    band.hero.note =
        sums->lots == 0 ? STR("")
        : sums->unwished == 0
            ? translate(ctx, N_("all were wished for"))
            : i18n_replace(ctx,
                           i18n_plural(ctx->lang, N_("nobody wished for 1 of them"),
                                       N_("nobody wished for {n} of them"), sums->unwished),
                           &unwished, 1);
    vec_push(ctx->mem, &band.figures,
             tile_of(ctx, N_("wishes that counted"), i18n_number(ctx, sums->wishes), NULL));
    if (sums->least_mp_per_weight != NO_I64) {
        const struct i18n_arg span[] = {
            {"least", allocation_points_text(ctx, sums->least_mp_per_weight, 1)},
            {"most", allocation_points_text(ctx, sums->most_mp_per_weight, 1)},
            {"gini", gini_text(ctx, sums->gini_ppm)}};
        vec_push(ctx->mem, &band.figures,
                 tile_of(ctx, N_("points per share, least and most"),
                         i18n_fill(ctx, N_("{least}–{most}"), span, 2), NULL));
        band.explained = i18n_fill(
            ctx,
            N_("After the draw the shop that has got least has {least} points per share, and the "
               "one that has got most {most}. The one with least goes first next time. The Gini "
               "index of what was given is {gini}: 0 is all alike, 1 is all to one."),
            span, 3);
    }
    vec_push(ctx->mem, &band.figures,
             tile_of(ctx, N_("of the lots went to start-ups"),
                     percent_or_dash(ctx, sums->startup_share_ppm), NULL));
    return band;
}

/* ---- awards ---------------------------------------------------------------------------------- */

struct url allocation_office_picture(struct ctx *ctx, const struct thing *thing)
{
    return thing->photo.len == 0 ? (struct url){0}
                                 : url_fixed(ctx, photo_path(ctx, thing->photo, PHOTO_400));
}

struct str allocation_office_icon(const struct thing *thing)
{
    const struct goods_category *category = goods_codes_category(thing->category_id);
    return category == NULL || category->icon.len == 0 ? STR("box") : category->icon;
}

enum status allocation_office_award_rows(struct ctx *ctx, int64_t run_id, bool office, int64_t page,
                                         struct award_rows *ret_rows, int64_t *ret_count)
{
    struct award_rows rows = {0};
    struct awards awards;
    const struct awards_part part = {.first = (page - 1) * ALLOCATION_OFFICE_AWARDS_PAGE,
                                     .most = ALLOCATION_OFFICE_AWARDS_PAGE};
    TRY(allocation_awards_page(ctx, run_id, office, &part, &awards, ret_count));
    for (size_t i = 0; i < awards.count; i++) {
        const struct award *award = &awards.ptr[i];
        vec_push(ctx->mem, &rows,
                 (struct award_row){.picture = allocation_office_picture(ctx, &award->thing),
                                    .icon = allocation_office_icon(&award->thing),
                                    .name = goods_name(ctx, &award->thing),
                                    .code = award->thing.code,
                                    .shop = award->name,
                                    .turn = award->turn,
                                    .points = i18n_milli(ctx, award->points_mp)});
    }
    *ret_rows = rows;
    return OK;
}

struct pagination allocation_office_award_pages(struct ctx *ctx, const char *pattern,
                                                struct str number, int64_t page, int64_t count)
{
    struct pagination pages = {.page = page,
                               .pages = count == 0 ? 1
                                                   : (count + ALLOCATION_OFFICE_AWARDS_PAGE - 1) /
                                                         ALLOCATION_OFFICE_AWARDS_PAGE};
    if (page > 1) {
        const struct str values[] = {number, allocation_office_number(ctx, page - 1)};
        pages.previous = url_build(ctx, pattern, values, 2);
    }
    if (page < pages.pages) {
        const struct str values[] = {number, allocation_office_number(ctx, page + 1)};
        pages.next = url_build(ctx, pattern, values, 2);
    }
    return pages;
}

/* ---- files and runs -------------------------------------------------------------------------- */

/* What stands in each file of docs/draw/format.md. */
static const struct {
    const char *name;
    const char *what;
} file_words[] = {
    {"commitment.txt", N_("the commitment: the checksum of what goes in")},
    {"canonical.txt", N_("all that goes in, as the checksum counts it")},
    {"draw.ini", N_("the figures of the rules, and the randomness")},
    {"tenants.csv", N_("who takes part, with points and shares")},
    {"lots.csv", N_("the lots with their points")},
    {"wishes.csv", N_("the wishes")},
    {"eligibility.csv", N_("who is approved for what")},
    {"caps.csv", N_("limits by quota class")},
    {"awards.csv", N_("who got what")},
    {"turns.csv", N_("every turn, with the figures that decided")},
    {"frozen.csv", N_("lots that could not be exchanged any more, and when")},
    {"ledger.csv", N_("points before and after")},
    {"reasons.csv", N_("why each other wish was not met")},
    {"report.json", N_("the sums")},
};

static struct str what_of(struct ctx *ctx, struct str name)
{
    for (size_t i = 0; i < sizeof(file_words) / sizeof(file_words[0]); i++) {
        if (str_equal(name, str_of(file_words[i].name))) {
            return translate(ctx, file_words[i].what);
        }
    }
    return STR("");
}

static enum status add_files(struct ctx *ctx, const struct round *round, const struct draw_run *run,
                             struct run_row *row)
{
    struct draw_files files;
    TRY(allocation_files(ctx, run, &files));
    for (size_t i = 0; i < files.count; i++) {
        const struct draw_file *file = &files.ptr[i];
        const struct str values[] = {allocation_office_number(ctx, round->number),
                                     allocation_office_number(ctx, run->number), file->name};
        vec_push(ctx->mem, &row->files,
                 (struct file_row){.name = file->name,
                                   .what = what_of(ctx, file->name),
                                   .size = allocation_office_bytes(ctx, file->size),
                                   .url = url_build(ctx, "/fordeling/{}/{}/filer/{}", values, 3)});
    }
    return OK;
}

static struct pill run_pill(struct ctx *ctx, const struct draw_run *run)
{
    switch (run->state) {
    case RUN_COMMITTED:
        return (struct pill){PILL_WAIT, STR("padlock"), translate(ctx, N_("committed to"))};
    case RUN_DRAWN:
        return (struct pill){PILL_WORK, STR("eye"), translate(ctx, N_("drawn, not published"))};
    case RUN_PUBLISHED:
        return (struct pill){PILL_OPEN, STR("check"), translate(ctx, N_("counts"))};
    default:
        return (struct pill){PILL_PASSED, STR("undo"), translate(ctx, N_("replaced"))};
    }
}

enum status allocation_office_run_rows(struct ctx *ctx, const struct round *round,
                                       struct run_rows *ret_rows)
{
    struct run_rows rows = {0};
    struct draw_runs runs;
    TRY(allocation_runs(ctx, round->id, &runs));
    for (size_t i = runs.count; i-- > 0;) {
        const struct draw_run *run = &runs.ptr[i];
        const struct i18n_arg arg = {"n", i18n_number(ctx, run->number - 1)};
        struct run_row row = {.name = run->number == 1
                                          ? translate(ctx, N_("First draw"))
                                          : i18n_fill(ctx, N_("Correction {n}"), &arg, 1),
                              .state = run_pill(ctx, run),
                              .when = centre_when(ctx, run->made_ms),
                              .reason = run->reason,
                              .commitment = run->commitment,
                              .counts = run->id == round->run_id};
        TRY(add_files(ctx, round, run, &row));
        vec_push(ctx->mem, &rows, row);
    }
    *ret_rows = rows;
    return OK;
}

enum status allocation_office_run_of(struct ctx *ctx, const struct round *round,
                                     struct draw_run *ret_run)
{
    struct draw_runs runs;
    TRY(allocation_runs(ctx, round->id, &runs));
    for (size_t i = 0; i < runs.count; i++) {
        if (runs.ptr[i].id == round->run_id) {
            *ret_run = runs.ptr[i];
            return OK;
        }
    }
    return NOT_FOUND;
}
