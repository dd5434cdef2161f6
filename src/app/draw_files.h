/* SPDX-License-Identifier: EUPL-1.2 */
/* The draw from files to files: what `ombruk draw` and the small program `ombruk-draw` both are. */
#ifndef OMBRUK_APP_DRAW_FILES_H
#define OMBRUK_APP_DRAW_FILES_H

#include "app/options.h"

extern const char draw_files_help[];
extern const struct command_option draw_files_options[];

/* Draws as the checked options say and gives an exit code. The new folder appears whole, on disk,
 * or not at all; what is refused is told in one line. */
int draw_files(const struct options *options);

#endif
