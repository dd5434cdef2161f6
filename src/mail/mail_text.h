/* SPDX-License-Identifier: EUPL-1.2 */
/* Pieces of a mail's text, for this floor's own files only. */
#ifndef OMBRUK_MAIL_MAIL_TEXT_H
#define OMBRUK_MAIL_MAIL_TEXT_H

#include "mail/mail.h"

/* True if `text` is UTF-8 without control bytes, so that it cannot begin a header of its own. */
bool mail_header_is_safe(struct str text);

/* The two parts of "Ombrukssenteret <post@example.no>" or "post@example.no". Views. */
struct mail_from {
    struct str name;
    struct str address;
};
struct mail_from mail_from_parse(struct str from);

#endif
