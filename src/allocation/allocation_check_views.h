/* SPDX-License-Identifier: EUPL-1.2 */
/* What the part of a page needs on which visitors check a published draw themselves
 * (html/check.html, ui/js/draw-check.js). Include it once on a page. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_CHECK_VIEWS_H
#define OMBRUK_ALLOCATION_ALLOCATION_CHECK_VIEWS_H

#include "html/html.h"

struct allocation_check_file {
    struct str name; /* as in docs/draw/format.md: "turns.csv" */
    struct url url;  /* on this site; answers with these very bytes, without a login */
    int64_t bytes; /* as written, before any packing for the way: another length is not the file */
};

/* The check needs canonical.txt, commitment.txt, report.json, turns.csv, frozen.csv, awards.csv,
 * reasons.csv and ledger.csv; what else was published (the tables that went in) may be listed too.
 */
struct allocation_check_view {
    struct {
        struct allocation_check_file *ptr;
        size_t count;
        size_t capacity;
    } files;
    struct str
        seed; /* of report.json, for the line by which anybody works out a ticket; may be empty */
};

#endif
