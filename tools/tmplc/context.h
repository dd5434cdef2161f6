/* SPDX-License-Identifier: EUPL-1.2 */
/* Walks a template with the HTML state machine: decides how each value is escaped, refuses what is
 * unsafe where it stands, adds form tokens, and replaces literals by what will be written. */
#ifndef TMPLC_CONTEXT_H
#define TMPLC_CONTEXT_H

#include "tree.h"

/* Replaces template->body by the completed tree. False after an error. */
bool context_check(struct compiler *compiler, struct template *template);

#endif
