/* SPDX-License-Identifier: EUPL-1.2 */
/* Children to find things for: a first name and a size, or a birth month from which the size grows.
 * With JavaScript they are in the browser's own memory (ui/js/children.js) and never come here;
 * without it they are in a signed cookie, made when somebody sends the form, and nowhere else.
 * Inside the room only. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_CHILDREN_H
#define OMBRUK_CATALOGUE_CATALOGUE_CHILDREN_H

#include "catalogue/catalogue_asked.h"
#include "catalogue/catalogue_views.h"

#define CHILDREN_MAX     6 /* also in ui/js/children.js */
#define CHILD_NAME_MAX   20
#define CHILD_MONTHS_MAX (18 * 12)

struct child {
    struct str name;
    struct str size_key; /* empty: by `born` */
    int64_t born;        /* months since the year 0; NO_I64: by `size_key` */
};

struct children {
    struct child items[CHILDREN_MAX];
    size_t count;
};

/* Those of the cookie; none when it is missing, changed by somebody, or of another centre. */
struct children catalogue_children_read(struct ctx *ctx, const struct request *req);
/* Sends the cookie; takes it away when there are none. */
void catalogue_children_keep(struct ctx *ctx, const struct request *req, struct response *res,
                             const struct children *children);

/* "2023-05"; false for what is no month, in the future or CHILD_MONTHS_MAX ago. */
bool catalogue_children_month(struct ctx *ctx, struct str typed, int64_t *ret_born);
/* Size today, a single body size, by catalogue_ages.h. NULL for a size that is none. */
const struct goods_size *catalogue_children_size(struct ctx *ctx, const struct child *child);
/* The same and, of a child known by its month of birth, a shoe size: as find_input has sizes. For
 * a child that has a size. */
struct str catalogue_children_sizes(struct ctx *ctx, const struct child *child);
/* "Ella · 98–104" without the name: "98–104". */
struct str catalogue_children_span(struct ctx *ctx, const struct goods_size *size);

/* The row of chips: what the browser needs to make its own, and those of the cookie, each a link to
 * `find` with the child's size and the next. */
struct child_chips catalogue_children_chips(struct ctx *ctx, const struct request *req,
                                            const struct find_input *find);

#endif
