/* SPDX-License-Identifier: EUPL-1.2 */
/* The draw as a program of its own, for who wants nothing but that: it needs libsodium only. */
#include "app/draw_files.h"

#include "base/banned.h"

static int run(struct options *options, int argc, char **argv)
{
    if (!options_read(options, argc, argv, 1)) {
        return COMMAND_USAGE;
    }
    if (options_value(options, "help").len > 0) {
        options_print(options, draw_files_help, stdout);
        return COMMAND_DONE;
    }
    return options_check(options) ? draw_files(options) : COMMAND_USAGE;
}

int main(int argc, char **argv)
{
    struct options options = {.mem = arena_create(ARENA_DEFAULT_CAP),
                              .err = stderr,
                              .program = "ombruk-draw",
                              .name = "draw",
                              .called = "ombruk-draw",
                              .words_wanted = "",
                              .own = draw_files_options};
    const int code = run(&options, argc, argv);
    arena_destroy(options.mem);
    return code;
}
