/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads the statements of one file into templates (tools/tmplc/README.md is the grammar). */
#ifndef TMPLC_PARSE_H
#define TMPLC_PARSE_H

#include "tree.h"

/* Appends what `source` holds to `set`. HTML is not looked at here but for white space and comments
 * outside templates. False after an error. */
bool parse_file(struct compiler *compiler, const struct source *source, struct set *set);

#endif
