/* SPDX-License-Identifier: EUPL-1.2 */
/* The command line: one table of commands, one way to read options, three exit codes. */
#ifndef OMBRUK_APP_COMMAND_H
#define OMBRUK_APP_COMMAND_H

#include <stdio.h>

#include "app/app.h"
#include "app/options.h"

struct command_run {
    struct arena *mem;
    const struct command *command;
    struct settings settings; /* data_dir is set unless the command needs none */
    struct options options;   /* what was typed after the command's name */
    FILE *in;
    FILE *out;
    FILE *err;
};

/* Does the work and returns an exit code. What it did goes to run->out; a failure is told with
 * command_fail(). */
typedef int command_fn(struct command_run *run);

struct command {
    const char *name;  /* "user add" */
    const char *words; /* "EMAIL ROLE"; "": none. A word in brackets may be left out */
    const char *help;  /* one line */
    command_fn *run;
    const struct command_option *options; /* own ones; settings are options of every command */
    bool no_data;                         /* runs without a data folder */
};

/* Ends with name NULL. Order of the usage text. */
extern const struct command commands[];

/* Finds the command, reads settings and options, runs it. Wrong usage is one line on `err` and 2.
 */
int command_main(int argc, char **argv, FILE *in, FILE *out, FILE *err);

/* Prints "ombruk: " and one line to run->err; gives COMMAND_FAILED or COMMAND_USAGE to return. */
int command_fail(struct command_run *run, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
int command_usage(struct command_run *run, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The same for a status: ctx->err if it says more, else the status's own message. */
int command_fail_status(struct command_run *run, const struct ctx *ctx, enum status status);

/* The option's value, or `.ptr == NULL`. A flag's value is "1". */
struct str command_option(const struct command_run *run, const char *name);

/* Opens the app for this run's settings; on failure tells why and gives false. */
bool command_open(struct command_run *run, struct app *ret_app, enum app_migrations wanted);

/* Sets ctx->centre_id from --centre SLUG, or the only centre there is; else tells why, gives false.
 */
bool command_centre(struct command_run *run, struct ctx *ctx);

/* Recomputes the ledger of every centre, or of the one --centre names, and prints a line each;
 * gives an exit code, after telling what differs. */
int command_verify_ledger(struct command_run *run, struct ctx *ctx);

/* Our own address for `path`, as people outside reach it. */
struct str command_address(struct command_run *run, struct ctx *ctx, const char *path);

/* ---- what the commands do, each in command_….c ---- */

command_fn command_init;
command_fn command_demo;
command_fn command_import;
command_fn command_migrate;
command_fn command_doctor;
command_fn command_routes;
command_fn command_serve;
command_fn command_user_add;
command_fn command_user_grant;
command_fn command_user_revoke;
command_fn command_user_list;
command_fn command_user_password;
command_fn command_user_link;
command_fn command_user_token;
command_fn command_station_add;
command_fn command_device_code;
command_fn command_draw;
command_fn command_outbox;
command_fn command_jobs_run;
command_fn command_ledger_verify;
command_fn command_backup_create;
command_fn command_backup_verify;
command_fn command_backup_restore;

#endif
