/* SPDX-License-Identifier: EUPL-1.2 */
/* Looking for what is left. A door of the room goods beside goods.h, for the desks of other rooms.
 */
#ifndef OMBRUK_GOODS_GOODS_FIND_H
#define OMBRUK_GOODS_GOODS_FIND_H

#include "goods/goods.h"

#define GOODS_FIND_MAX 100

/* What to look for among what is left. Zero: whatever. */
struct goods_find {
    struct str code;         /* the whole label or its last four signs, as typed */
    int64_t category_id;     /* and what is below it */
    int64_t holder_id;       /* given: `holder_kind` is not looked at */
    int64_t holder_kind;     /* enum holder_kind */
    int64_t received_before; /* day */
    int64_t stops;           /* any of these */
    bool oldest_first;
    int64_t after_id; /* goods_found.next_id of the page before */
    int64_t limit;    /* 1 to GOODS_FIND_MAX */
};
struct goods_found {
    struct things things;
    bool more; /* there may be more: it is known only by asking again */
    int64_t next_id;
};
/* In order of id, which is that of coming into being. Looks at no more than some ten thousand
 * things a time; a page can then be shorter than `limit` and still say `more`. INVALID (field
 * "code") for a code that is none. */
MUST_CHECK enum status goods_find(struct ctx *ctx, const struct goods_find *find,
                                  struct goods_found *ret_found);

#endif
