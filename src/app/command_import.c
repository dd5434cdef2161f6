/* SPDX-License-Identifier: EUPL-1.2 */
/* ombruk import: other people's tables. */
#include <stdlib.h>

#include "app/command.h"
#include "catalogue/catalogue.h"
#include "goods/goods_import.h"
#include "i18n/i18n.h"
#include "safety/safety.h"
#include "tenants/tenants.h"

#include "base/banned.h"

#define MAPPING_BYTES_MAX ((size_t)4 * 1024 * 1024)
#define PROBLEMS_SHOWN    1000

struct import_report {
    struct command_run *run;
    int64_t shown;
};

/* A mapping that comes with the program, by name, else a file. */
static bool read_mapping(struct command_run *run, struct str name, struct str *ret_text)
{
    const struct str shipped = goods_mapping_shipped(name);
    if (shipped.len > 0) {
        *ret_text = shipped;
        return true;
    }
    FILE *file = fopen(name.ptr, "rb");
    if (file == NULL) {
        command_fail(run, "there is no mapping called %s, and no such file", name.ptr);
        return false;
    }
    struct strbuf text;
    char bytes[4096];
    size_t got = 0;
    strbuf_init(&text, MAPPING_BYTES_MAX);
    while ((got = fread(bytes, 1, sizeof(bytes), file)) > 0) {
        strbuf_bytes(&text, bytes, got);
    }
    const bool whole = !ferror(file) && !text.overflow;
    fclose(file);
    *ret_text = strbuf_copy(&text, run->mem);
    strbuf_finish(&text);
    if (!whole) {
        command_fail(run, "the mapping %s cannot be read whole", name.ptr);
    }
    return whole;
}

static void show_problem(struct ctx *ctx, const struct import_problem *problem, void *arg)
{
    struct import_report *report = arg;
    if (report->shown++ >= PROBLEMS_SHOWN) {
        return;
    }
    const struct i18n_arg detail = {"detail", problem->detail};
    const struct str words = i18n_fill(ctx, problem->message, &detail, 1);
    fprintf(report->run->out, "line %lld", (long long)problem->line);
    if (problem->column.len > 0) {
        fprintf(report->run->out, ", %.*s", STR_ARG(problem->column));
    }
    if (problem->value.len > 0) {
        fprintf(report->run->out, " \"%.*s\"", STR_ARG(problem->value));
    }
    fprintf(report->run->out, ": %.*s%s\n", STR_ARG(words),
            problem->row_lost ? " The row is left out." : "");
}

static int show_result(struct command_run *run, const struct catalogue_imported *imported,
                       const struct import_report *report, bool dry_run)
{
    if (report->shown > PROBLEMS_SHOWN) {
        fprintf(run->out, "… and %lld more remarks\n", (long long)(report->shown - PROBLEMS_SHOWN));
    }
    fprintf(run->out, "%lld rows read, %lld can be used, %lld left out\n",
            (long long)imported->read.rows, (long long)imported->read.used,
            (long long)imported->read.lost);
    if (dry_run) {
        fputs("Nothing was written (--dry-run).\n", run->out);
    } else {
        fprintf(run->out, "%lld added, %lld of them put out for sale, %lld were there already\n",
                (long long)imported->added, (long long)imported->published,
                (long long)imported->known);
    }
    if (imported->undeclared) {
        fputs("Nothing is put out: the shop's owner has not confirmed under /lager/brukt that it "
              "sells only used things.\n",
              run->out);
    }
    return COMMAND_DONE;
}

static int import_into(struct command_run *run, struct app *app, struct catalogue_import *import)
{
    struct import_report report = {.run = run};
    struct catalogue_imported imported;
    struct tenant shop;
    struct ctx ctx;
    int code = COMMAND_FAILED;
    app_begin(app, &ctx);
    ctx.lang = LANG_EN;
    if (command_centre(run, &ctx)) {
        const enum status found = tenants_by_slug(&ctx, command_option(run, "shop"), &shop);
        if (found != OK) {
            code = command_fail(run, "there is no shop with that short name");
        } else {
            import->tenant_id = shop.id;
            const enum status status =
                catalogue_import_things(&ctx, import, show_problem, &report, &imported);
            code = show_result(run, &imported, &report, import->dry_run);
            if (status != OK) {
                const struct i18n_arg detail = {"detail", ctx.err.detail};
                ctx.err.message =
                    i18n_fill(&ctx,
                              ctx.err.message == NULL ? status_message(status) : ctx.err.message,
                              &detail, 1)
                        .ptr;
                code = command_fail_status(run, &ctx, status);
            }
        }
    }
    app_end(&ctx);
    return code;
}

/* ---- recalls --------------------------------------------------------------------------------- */

static void show_recall_problem(struct ctx *ctx, const struct safety_import_problem *problem,
                                void *arg)
{
    const struct import_problem shown = {.line = problem->line,
                                         .column = problem->column,
                                         .value = STR(""),
                                         .message = problem->message,
                                         .detail = problem->detail,
                                         .row_lost = true};
    show_problem(ctx, &shown, arg);
}

static void show_recalls(struct command_run *run, const struct safety_imported *imported,
                         const struct import_report *report, bool dry_run)
{
    if (report->shown > PROBLEMS_SHOWN) {
        fprintf(run->out, "… and %lld more remarks\n", (long long)(report->shown - PROBLEMS_SHOWN));
    }
    fprintf(run->out, "%lld rows read (%.*s), %lld left out\n", (long long)imported->rows,
            STR_ARG(imported->format), (long long)imported->lost);
    fprintf(run->out, "%lld new, %lld changed, %lld were there already\n",
            (long long)imported->added, (long long)imported->changed, (long long)imported->known);
    if (dry_run) {
        fputs("Nothing was written (--dry-run).\n", run->out);
    } else {
        fprintf(run->out, "%lld things may be recalled and wait for a decision\n",
                (long long)imported->matches);
    }
}

static int import_recalls(struct command_run *run, struct app *app, bool dry_run)
{
    struct import_report report = {.run = run};
    struct safety_imported imported;
    struct ctx ctx;
    int code = COMMAND_FAILED;
    app_begin(app, &ctx);
    ctx.lang = LANG_EN;
    if (command_centre(run, &ctx)) {
        const enum status status = safety_import_recalls(&ctx, run->options.words[1].ptr, dry_run,
                                                         show_recall_problem, &report, &imported);
        if (imported.rows > 0) {
            show_recalls(run, &imported, &report, dry_run);
        }
        code = status == OK ? COMMAND_DONE : command_fail_status(run, &ctx, status);
    }
    app_end(&ctx);
    return code;
}

int command_import(struct command_run *run)
{
    struct catalogue_import import = {.dry_run = command_option(run, "dry-run").ptr != NULL};
    struct app app;
    const bool recalls =
        run->options.word_count == 2 && str_equal(run->options.words[0], STR("recalls"));
    if (!recalls &&
        (run->options.word_count != 2 || !str_equal(run->options.words[0], STR("things")))) {
        return command_usage(run, "import takes: things FILE, or recalls FILE");
    }
    if (!recalls &&
        (command_option(run, "mapping").len == 0 || command_option(run, "shop").len == 0)) {
        return command_usage(run, "import things needs --mapping NAME and --shop SLUG");
    }
    import.path = run->options.words[1];
    if (!recalls && !read_mapping(run, command_option(run, "mapping"), &import.mapping)) {
        return COMMAND_FAILED;
    }
    if (!command_open(run, &app, APP_MIGRATE)) {
        return COMMAND_FAILED;
    }
    const int code =
        recalls ? import_recalls(run, &app, import.dry_run) : import_into(run, &app, &import);
    app_close(&app);
    return code;
}
