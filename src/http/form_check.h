/* SPDX-License-Identifier: EUPL-1.2 */
/* Is a form table itself in order? Asked once, at the start. */
#ifndef OMBRUK_HTTP_FORM_CHECK_H
#define OMBRUK_HTTP_FORM_CHECK_H

#include "http/form.h"

/* What is wrong with the table, or NULL: a field without name, named twice, outside the struct, a
 * choice without choices, min above max, more than FORM_FIELDS_MAX fields. Static memory. */
const char *form_fault(const struct form *form);

#define FORM_FIELDS_MAX 999 /* with the token as many as a body may hold: BODY_PAIRS_MAX */

#endif
