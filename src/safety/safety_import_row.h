/* SPDX-License-Identifier: EUPL-1.2 */
/* One row of somebody's table of recalls, as a recall. */
#ifndef OMBRUK_SAFETY_SAFETY_IMPORT_ROW_H
#define OMBRUK_SAFETY_SAFETY_IMPORT_ROW_H

#include "csv/csv.h"
#include "safety/safety_recall_store.h"

enum import_field {
    IMPORT_NUMBER,
    IMPORT_CATEGORY,
    IMPORT_PRODUCT,
    IMPORT_MODEL,
    IMPORT_BRAND,
    IMPORT_GTINS,
    IMPORT_BATCHES,
    IMPORT_MADE_WHEN,
    IMPORT_RISK,
    IMPORT_WHAT_TO_DO,
    IMPORT_URL,
    IMPORT_COUNTRY,
    IMPORT_HEADING, /* a whole sentence that names the brand */
    IMPORT_FIELDS
};

#define IMPORT_NAMES_MAX 2
#define IMPORT_NEEDED    2

struct import_format {
    const char *source; /* as it is kept */
    /* Their names of the columns; of two the first that holds something is taken. */
    const char *names[IMPORT_FIELDS][IMPORT_NAMES_MAX];
    enum import_field needed[IMPORT_NEEDED]; /* by which it is told from the others */
    const char *category;                    /* of all rows, when there is no column */
};
extern const struct import_format safety_import_formats[];
extern const size_t safety_import_format_count;

/* `columns` as the format's names were found. Long texts are cut, with "…". */
void safety_import_row(struct ctx *ctx, const struct import_format *format,
                       size_t columns[IMPORT_FIELDS][IMPORT_NAMES_MAX], const struct csv_row *row,
                       struct recall *ret_recall);

/* "Sensio" of "Sensio Recalls Espresso Machines Due to …", "Amana" of "CPSC, Amana Announce Recall
 * …", "Greenway" of "Fans Recalled by Greenway Due to …"; empty when it cannot be told. A view. */
struct str safety_import_brand(struct str heading);

#endif
