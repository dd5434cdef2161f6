/* SPDX-License-Identifier: EUPL-1.2 */
/* Marks a string for translation where it stands; it is looked up later, at the edge. */
#ifndef OMBRUK_BASE_I18N_MARK_H
#define OMBRUK_BASE_I18N_MARK_H

/* xgettext collects N_("…"); at run time it is the English source string itself. */
#define N_(text) text

#endif
