/* SPDX-License-Identifier: EUPL-1.2 */
/* Options of a command line, read by one table: "--name VALUE", "--name=VALUE" or "--flag"; "--"
 * ends them. Wrong usage is one line on `err`. */
#ifndef OMBRUK_APP_OPTIONS_H
#define OMBRUK_APP_OPTIONS_H

#include <stdarg.h>
#include <stdio.h>

#include "app/settings.h"

enum {
    COMMAND_DONE = 0,
    COMMAND_FAILED = 1,
    COMMAND_USAGE = 2
};

struct command_option {
    const char *name;  /* without dashes; NULL ends the list */
    const char *value; /* "EMAIL", for the usage line; NULL: takes none */
    const char *help;
    bool required;
};

struct options {
    /* Set before reading. */
    struct arena *mem;
    FILE *err;
    const char *program;      /* "ombruk", before each line that is told */
    const char *name;         /* "user add": who needs an option, or has none of that name */
    const char *called;       /* "ombruk user add": how it is called */
    const char *words_wanted; /* "EMAIL ROLE"; "": none. In brackets: may be left out */
    const struct command_option *own;   /* besides --help */
    const struct setting_row *settings; /* options too, with --data; NULL: none */
    /* What was read, as long as the arguments stand. */
    struct setting_flag *given;
    size_t given_count;
    struct str *words; /* what is no option */
    size_t word_count;
};

/* Reads argv[from] and on; false after telling what is wrong. Whether all that is required is there
 * is options_check()'s: --help goes without. */
bool options_read(struct options *options, int argc, char **argv, int from);
bool options_check(const struct options *options);

/* The option's value, or `.ptr == NULL`. A flag's value is "1"; of several the last counts. */
struct str options_value(const struct options *options, const char *name);

/* The answer to --help. */
void options_print(const struct options *options, const char *help, FILE *out);

/* Prints the program's name, ": " and one line to `err`; gives COMMAND_FAILED or COMMAND_USAGE. */
int options_fail(const struct options *options, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
int options_usage(const struct options *options, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The same for who has the arguments already; gives `code`. */
int options_tell(const struct options *options, int code, const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));

#endif
