/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads the command line and runs what it names. */
#include "app/command.h"

#include <stdarg.h>
#include <stdlib.h>

#include "app/draw_files.h"
#include "centre/centre.h"

#include "base/banned.h"

#define OPTION_CENTRE                                                                              \
    {                                                                                              \
        .name = "centre", .value = "SLUG", .help = "which centre, when there are several"          \
    }
#define OPTIONS_END                                                                                \
    {                                                                                              \
        .name = NULL                                                                               \
    }

static const struct command_option init_options[] = {
    {"name", "NAME", "name of the centre", true},
    {"admin", "EMAIL", "who is its first manager", true},
    {"slug", "SLUG", "short name in addresses; by default made from the name", false},
    {"municipality", "NAME", "where it is", false},
    OPTIONS_END};
static const struct command_option demo_options[] = {
    {"seed", "N", "the same number gives the same centre; 1", false},
    {"things", "N", "how many things, up to 1000000; 2000", false},
    {"pictures", "N", "how many different pictures, up to 400; 400", false},
    OPTIONS_END};
static const struct command_option import_options[] = {
    {"mapping", "NAME", "vinted_fr, own … or a file: which of their words are ours (things)",
     false},
    {"shop", "SLUG", "whose goods they become (things)", false},
    {"dry-run", NULL, "say what it would do, write nothing", false},
    OPTION_CENTRE,
    OPTIONS_END};
static const struct command_option centre_options[] = {OPTION_CENTRE, OPTIONS_END};
static const struct command_option user_add_options[] = {
    {"name", "NAME", "what the person is called", true},
    {"role", "ROLE", "grant this role at once", false},
    {"shop", "SLUG", "the shop, for shop roles", false},
    {"pin", "PIN", "4 to 8 digits, for the station", false},
    OPTION_CENTRE,
    OPTIONS_END};
static const struct command_option grant_options[] = {
    {"shop", "SLUG", "the shop, for shop roles", false}, OPTION_CENTRE, OPTIONS_END};
static const struct command_option token_options[] = {
    {"name", "NAME", "what the token is for", true},
    {"device", "ID", "act at the station of this device; by default the newest one", false},
    OPTION_CENTRE,
    OPTIONS_END};
static const struct command_option device_options[] = {
    {"name", "NAME", "what the device is called", true},
    {"station", "NAME", "the station, when there are several", false},
    OPTION_CENTRE,
    OPTIONS_END};
static const struct command_option outbox_options[] = {
    {"number", "N", "how many, newest first; 20", false}, OPTION_CENTRE, OPTIONS_END};
static const struct command_option no_options[] = {OPTIONS_END};

const struct command commands[] = {
    {"init", "", "make a new centre; prints a one-time sign-in link", command_init, init_options,
     false},
    {"demo", "", "fill a new data folder with the demo centre", command_demo, demo_options, false},
    {"import", "KIND FILE", "read things from somebody else's table", command_import,
     import_options, false},
    {"serve", "", "serve until SIGTERM or SIGINT", command_serve, no_options, false},
    {"migrate", "", "bring the database to this program's version", command_migrate, no_options,
     false},
    {"doctor", "", "look for what is wrong", command_doctor, no_options, false},
    {"routes", "", "each page: method, path, who may", command_routes, no_options, true},
    {"user add", "EMAIL", "add a person; prints a one-time sign-in link", command_user_add,
     user_add_options, false},
    {"user grant", "EMAIL ROLE", "let a person act in a role", command_user_grant, grant_options,
     false},
    {"user revoke", "EMAIL ROLE", "end that", command_user_revoke, grant_options, false},
    {"user list", "", "who may do what", command_user_list, centre_options, false},
    {"user password", "EMAIL", "set a password, read from standard input", command_user_password,
     centre_options, false},
    {"user link", "EMAIL", "print a one-time sign-in link", command_user_link, centre_options,
     false},
    {"user token", "EMAIL", "print a bearer token for /api/v1", command_user_token, token_options,
     false},
    {"station add", "NAME", "add a station where things are received", command_station_add,
     centre_options, false},
    {"device code", "", "print a code that enrols a station device", command_device_code,
     device_options, false},
    {"draw", "", draw_files_help, command_draw, draw_files_options, true},
    {"outbox", "", "mails, sent and waiting", command_outbox, outbox_options, false},
    {"jobs run", "", "do the background work that is due, now", command_jobs_run, no_options,
     false},
    {"ledger verify", "", "recompute goods, points and draws, and compare", command_ledger_verify,
     centre_options, false},
    {"backup create", "FILE", "save all in a new file, or in a folder under a name of its own",
     command_backup_create, no_options, false},
    {"backup verify", "FILE", "read a backup, restore it aside, recompute its ledger",
     command_backup_verify, no_options, true},
    {"backup restore", "FILE", "fill an empty data folder from a backup", command_backup_restore,
     no_options, false},
    {.name = NULL}};

/* ---- telling
 * ------------------------------------------------------------------------------------- */

int command_fail(struct command_run *run, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const int code = options_tell(&run->options, COMMAND_FAILED, format, args);
    va_end(args);
    return code;
}

int command_usage(struct command_run *run, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const int code = options_tell(&run->options, COMMAND_USAGE, format, args);
    va_end(args);
    return code;
}

int command_fail_status(struct command_run *run, const struct ctx *ctx, enum status status)
{
    return command_fail(run, "%s",
                        ctx->err.message != NULL ? ctx->err.message : status_message(status));
}

static void print_line(FILE *out, const struct command *command)
{
    fprintf(out, "  %-14s %s\n", command->name, command->help);
}

static bool is_of_group(const struct command *command, struct str word)
{
    struct str rest = str_of(command->name);
    struct str first;
    return str_split(&rest, ' ', &first) && str_equal(first, word) && rest.len > 0;
}

/* "ombruk backup" alone, where there are backup create, backup verify and backup restore. */
static int answer_group(FILE *out, FILE *err, struct str word, bool asks)
{
    if (asks) {
        fprintf(out, "Usage: ombruk %.*s …\n\n", STR_ARG(word));
    } else {
        fprintf(err, "ombruk: say which:");
    }
    const char *between = " ";
    for (const struct command *command = commands; command->name != NULL; command++) {
        if (is_of_group(command, word) && asks) {
            print_line(out, command);
        } else if (is_of_group(command, word)) {
            fprintf(err, "%s%s", between, command->name);
            between = ", ";
        }
    }
    if (!asks) {
        fprintf(err, "; see ombruk %.*s --help\n", STR_ARG(word));
    }
    return asks ? COMMAND_DONE : COMMAND_USAGE;
}

static bool is_group(struct str word)
{
    for (const struct command *command = commands; command->name != NULL; command++) {
        if (is_of_group(command, word)) {
            return true;
        }
    }
    return false;
}

static void print_commands(FILE *out)
{
    fputs("Usage: ombruk COMMAND [WORD…] [--OPTION VALUE…]\n\nCommands:\n", out);
    for (const struct command *command = commands; command->name != NULL; command++) {
        print_line(out, command);
    }
    fputs("\nombruk COMMAND --help tells its options. Settings are options of every command,\n"
          "read from DIR/ombruk.conf and the environment too (OMBRUK_LISTEN, …):\n",
          out);
    fprintf(out, "  %-26s %s\n", "--data DIR", "the data folder (OMBRUK_DATA)");
    for (const struct setting_row *row = settings_rows; row->key != NULL; row++) {
        fprintf(out, "  --%-24s %s\n", row->flag, row->help);
    }
}

/* ---- reading
 * ------------------------------------------------------------------------------------- */

/* The command whose name is the first one or two arguments; `*ret_words` is how many it took. */
static const struct command *find_command(int argc, char **argv, int *ret_words)
{
    for (const struct command *command = commands; command->name != NULL; command++) {
        struct str rest = str_of(command->name);
        struct str word;
        int words = 0;
        bool same = true;
        while (same && str_split(&rest, ' ', &word)) {
            words++;
            same = words < argc && str_equal(word, str_of(argv[words]));
        }
        if (same) {
            *ret_words = words;
            return command;
        }
    }
    return NULL;
}

struct str command_option(const struct command_run *run, const char *name)
{
    return options_value(&run->options, name);
}

int command_draw(struct command_run *run)
{
    return draw_files(&run->options);
}

static bool read_settings(struct command_run *run)
{
    struct str data_dir = command_option(run, "data");
    if (data_dir.len == 0) {
        data_dir = str_of(getenv("OMBRUK_DATA"));
    }
    while (data_dir.len > 1 && data_dir.ptr[data_dir.len - 1] == '/') {
        data_dir.len--;
    }
    if (data_dir.len == 0 && !run->command->no_data) {
        (void)command_usage(run, "%s needs --data DIR", run->command->name);
        return false;
    }
    char why[256];
    if (settings_read(run->mem, data_dir, run->options.given, run->options.given_count, getenv,
                      &run->settings, why) != OK) {
        (void)command_usage(run, "%s", why);
        return false;
    }
    return true;
}

static int run_command(struct command_run *run, int argc, char **argv, int from)
{
    if (!options_read(&run->options, argc, argv, from)) {
        return COMMAND_USAGE;
    }
    if (command_option(run, "help").len > 0) {
        options_print(&run->options, run->command->help, run->out);
        return COMMAND_DONE;
    }
    if (!options_check(&run->options) || !read_settings(run)) {
        return COMMAND_USAGE;
    }
    return run->command->run(run);
}

int command_main(int argc, char **argv, FILE *in, FILE *out, FILE *err)
{
    if (argc >= 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)) {
        print_commands(out);
        return COMMAND_DONE;
    }
    int words = 0;
    const struct command *command = argc < 2 ? NULL : find_command(argc, argv, &words);
    if (command == NULL) {
        if (argc >= 2 && is_group(str_of(argv[1]))) {
            return answer_group(out, err, str_of(argv[1]),
                                argc == 3 && strcmp(argv[2], "--help") == 0);
        }
        fprintf(err, "ombruk: %s%s; see ombruk --help\n",
                argc < 2 ? "say what to do" : "there is no command ", argc < 2 ? "" : argv[1]);
        return COMMAND_USAGE;
    }
    struct command_run run = {.mem = arena_create(ARENA_DEFAULT_CAP),
                              .command = command,
                              .in = in,
                              .out = out,
                              .err = err};
    run.options = (struct options){.mem = run.mem,
                                   .err = err,
                                   .program = "ombruk",
                                   .name = command->name,
                                   .called = str_format(run.mem, "ombruk %s", command->name).ptr,
                                   .words_wanted = command->words,
                                   .own = command->options,
                                   .settings = settings_rows};
    const int code = run_command(&run, argc, argv, words + 1);
    arena_destroy(run.mem);
    return code;
}

/* ---- what commands share
 * ------------------------------------------------------------------------- */

bool command_open(struct command_run *run, struct app *ret_app, enum app_migrations wanted)
{
    char why[256];
    if (app_open(ret_app, &run->settings, wanted, why) != OK) {
        (void)command_fail(run, "%s", why);
        return false;
    }
    return true;
}

bool command_centre(struct command_run *run, struct ctx *ctx)
{
    const struct str slug = command_option(run, "centre");
    if (slug.len > 0) {
        if (centre_choose(ctx, slug) != OK) {
            (void)command_fail(run, "there is no centre called %.*s", STR_ARG(slug));
            return false;
        }
        return true;
    }
    struct i64_list ids = {0};
    const enum status status = centre_list(ctx, &ids);
    if (status != OK) {
        (void)command_fail_status(run, ctx, status);
        return false;
    }
    if (ids.count != 1) {
        (void)command_fail(run, "%s",
                           ids.count == 0
                               ? "there is no centre yet; make one with ombruk init"
                               : "there are several centres; say which with --centre SLUG");
        return false;
    }
    ctx->centre_id = ids.ptr[0];
    return true;
}

struct str command_address(struct command_run *run, struct ctx *ctx, const char *path)
{
    struct i64_list ids = {0};
    struct centre centre = {0};
    struct str prefix = STR("");
    if (centre_list(ctx, &ids) == OK && ids.count > 1 && ids.ptr[0] != ctx->centre_id &&
        centre_get(ctx, &centre) == OK) {
        prefix = str_format(run->mem, "/c/%.*s", STR_ARG(centre.slug));
    }
    const struct str public_url = run->settings.public_url;
    const struct str base =
        public_url.len > 0 ? public_url
                           : str_format(run->mem, "http://%.*s", STR_ARG(run->settings.listen));
    return str_format(run->mem, "%.*s%.*s%s", STR_ARG(base), STR_ARG(prefix), path);
}
