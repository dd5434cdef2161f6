/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads options by their table, and tells what they are. */
#include "app/options.h"

#include "base/vec.h"

#include "base/banned.h"

/* ---- telling
 * ------------------------------------------------------------------------------------- */

int options_tell(const struct options *options, int code, const char *format, va_list args)
{
    fprintf(options->err, "%s: ", options->program);
    vfprintf(options->err, format, args);
    fputc('\n', options->err);
    return code;
}

int options_fail(const struct options *options, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const int code = options_tell(options, COMMAND_FAILED, format, args);
    va_end(args);
    return code;
}

int options_usage(const struct options *options, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const int code = options_tell(options, COMMAND_USAGE, format, args);
    va_end(args);
    return code;
}

void options_print(const struct options *options, const char *help, FILE *out)
{
    fprintf(out, "Usage: %s%s%s", options->called, options->words_wanted[0] == '\0' ? "" : " ",
            options->words_wanted);
    for (const struct command_option *option = options->own; option->name != NULL; option++) {
        fprintf(out, option->required ? " --%s%s%s" : " [--%s%s%s]", option->name,
                option->value == NULL ? "" : " ", option->value == NULL ? "" : option->value);
    }
    fprintf(out, "\n\n%s\n", help);
    for (const struct command_option *option = options->own; option->name != NULL; option++) {
        fprintf(out, "  --%-16s %s\n", option->name, option->help);
    }
}

/* ---- reading
 * ------------------------------------------------------------------------------------- */

/* 1: takes a value; 0: does not; -1: there is no such option. */
static int takes_value(const struct options *options, struct str name)
{
    for (const struct command_option *option = options->own; option->name != NULL; option++) {
        if (str_equal(name, str_of(option->name))) {
            return option->value != NULL;
        }
    }
    for (const struct setting_row *row = options->settings; row != NULL && row->key != NULL;
         row++) {
        if (str_equal(name, str_of(row->flag))) {
            return strcmp(row->key, "demo") != 0;
        }
    }
    if (str_equal(name, STR("help"))) {
        return 0;
    }
    return options->settings != NULL && str_equal(name, STR("data")) ? 1 : -1;
}

struct arguments {
    VEC(struct setting_flag) options;
    VEC(struct str) words;
};

/* Reads one option at argv[*i]; false after telling what is wrong. */
static bool read_option(struct options *options, char **argv, int argc, int *i,
                        struct arguments *arguments)
{
    const struct str text = str_of(argv[*i] + 2);
    const ptrdiff_t equals = str_find_byte(text, '=');
    const struct str name = str_slice(text, 0, equals < 0 ? text.len : (size_t)equals);
    struct str value = STR("1");
    const int takes = takes_value(options, name);
    if (takes < 0) {
        (void)options_usage(options, "%s has no option --%.*s; see %s --help", options->name,
                            STR_ARG(name), options->called);
        return false;
    }
    if (equals >= 0) {
        value = str_slice(text, (size_t)equals + 1, text.len);
    } else if (takes == 1) {
        if (*i + 1 >= argc) {
            (void)options_usage(options, "--%.*s needs a value", STR_ARG(name));
            return false;
        }
        value = str_of(argv[++*i]);
    }
    vec_push(options->mem, &arguments->options, (struct setting_flag){name, value});
    return true;
}

bool options_read(struct options *options, int argc, char **argv, int from)
{
    struct arguments arguments = {0};
    bool options_end = false;
    for (int i = from; i < argc; i++) {
        if (!options_end && strcmp(argv[i], "--") == 0) {
            options_end = true;
        } else if (!options_end && strncmp(argv[i], "--", 2) == 0) {
            if (!read_option(options, argv, argc, &i, &arguments)) {
                return false;
            }
        } else {
            vec_push(options->mem, &arguments.words, str_of(argv[i]));
        }
    }
    options->given = arguments.options.ptr;
    options->given_count = arguments.options.count;
    options->words = arguments.words.ptr;
    options->word_count = arguments.words.count;
    return true;
}

struct str options_value(const struct options *options, const char *name)
{
    struct str value = {0};
    for (size_t i = 0; i < options->given_count; i++) {
        if (str_equal(options->given[i].name, str_of(name))) {
            value = options->given[i].value;
        }
    }
    return value;
}

bool options_check(const struct options *options)
{
    size_t least = 0;
    size_t most = 0;
    struct str rest = str_of(options->words_wanted);
    struct str word;
    while (str_split(&rest, ' ', &word)) {
        most += word.len > 0 ? 1 : 0;
        least += word.len > 0 && word.ptr[0] != '[' ? 1 : 0;
    }
    if (options->word_count < least || options->word_count > most) {
        (void)options_usage(options, "use it like this: %s%s%s (--help tells its options)",
                            options->called, options->words_wanted[0] == '\0' ? "" : " ",
                            options->words_wanted);
        return false;
    }
    for (const struct command_option *option = options->own; option->name != NULL; option++) {
        if (option->required && options_value(options, option->name).len == 0) {
            (void)options_usage(options, "%s needs --%s %s", options->name, option->name,
                                option->value);
            return false;
        }
    }
    return true;
}
