/* SPDX-License-Identifier: EUPL-1.2 */
/* ombruk demo: fills a new data folder with the demo centre. */
#include "app/command.h"
#include "app/demo.h"

#include "base/banned.h"

#define DEMO_SEED     1
#define DEMO_PICTURES 400

static bool number_option(struct command_run *run, const char *name, int64_t least, int64_t most,
                          int64_t *number)
{
    const struct str value = command_option(run, name);
    if (value.ptr == NULL) {
        return true;
    }
    return str_to_i64(value, number) && *number >= least && *number <= most;
}

static void show_progress(void *arg, int64_t done, int64_t all)
{
    struct command_run *run = arg;
    fprintf(run->out, "%lld of %lld things\n", (long long)done, (long long)all);
    fflush(run->out);
}

int command_demo(struct command_run *run)
{
    struct demo_plan plan = {DEMO_SEED, DEMO_THINGS_DEFAULT, DEMO_PICTURES};
    struct ctx_error error = {0};
    struct app app;
    if (!number_option(run, "seed", 0, INT64_MAX, &plan.seed)) {
        return command_usage(run, "--seed takes a whole number from 0");
    }
    if (!number_option(run, "things", 0, DEMO_THINGS_MAX, &plan.things)) {
        return command_usage(run, "--things takes a number from 0 to %d", DEMO_THINGS_MAX);
    }
    if (!number_option(run, "pictures", 0, DEMO_PICTURES, &plan.pictures)) {
        return command_usage(run, "--pictures takes a number from 0 to %d", DEMO_PICTURES);
    }
    if (!command_open(run, &app, APP_MIGRATE)) {
        return COMMAND_FAILED;
    }
    const enum status status = demo_fill(&app, &plan, show_progress, run, &error);
    const struct ctx told = {.mem = run->mem, .lang = LANG_EN, .err = error};
    const int code = status == OK ? COMMAND_DONE : command_fail_status(run, &told, status);
    if (status == OK) {
        fprintf(run->out, "The demo centre stands in %.*s with %lld things.\n",
                STR_ARG(run->settings.data_dir), (long long)plan.things);
    }
    app_close(&app);
    return code;
}
