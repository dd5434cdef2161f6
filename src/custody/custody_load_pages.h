/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of loads share: whose page it is, and the load in the address. Inside the room
 * only. */
#ifndef OMBRUK_CUSTODY_CUSTODY_LOAD_PAGES_H
#define OMBRUK_CUSTODY_CUSTODY_LOAD_PAGES_H

#include "custody/custody.h"
#include "custody/custody_views.h"
#include "media/media.h"

enum load_place {
    LOAD_AT_OFFICE,
    LOAD_AT_STATION,
    LOAD_AT_SHOP
};
/* By the address; of "/lass/…", where a QR code leads, by who asks. */
enum load_place custody_load_place(const struct ctx *ctx, const struct request *req);
/* "/inn/lass" */
const char *custody_load_path(enum load_place place);
/* The station or shop whose loads the page shows; 0: the office, which sees all. */
MUST_CHECK enum status custody_load_own(struct ctx *ctx, const struct request *req,
                                        int64_t *ret_holder_id);
/* The load in the address, NOT_FOUND for one that does not concern who asks. */
MUST_CHECK enum status custody_load_in(struct ctx *ctx, const struct request *req,
                                       struct load *ret_load);
struct str custody_load_heading(struct ctx *ctx, const struct load *load);
struct str custody_load_way(struct ctx *ctx, const struct load *load);
struct store_row custody_load_row(struct ctx *ctx, const struct load_lot *lot, const char *pattern);

#endif
