/* SPDX-License-Identifier: EUPL-1.2 */
/* From what the address of a list says to a search, and back. Inside the room only. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_ASKED_H
#define OMBRUK_CATALOGUE_CATALOGUE_ASKED_H

#include "catalogue/catalogue.h"
#include "catalogue/catalogue_forms.h"

/* Pages of one search. */
#define CATALOGUE_LIST_PATH   "/finn"
#define CATALOGUE_FILTER_PATH "/finn/filter"
#define CATALOGUE_FEED_PATH   "/finn/feed"

/* Nothing asked for. */
#define CATALOGUE_FIND_ALL ((struct find_input){.min_kr = NO_I64, .max_kr = NO_I64, .sort = NO_I64})

/* What was asked for, with what the lists do not know taken away. */
struct find_input catalogue_asked_find(const struct request *req);
/* Shops that are not there are left out. */
MUST_CHECK enum status catalogue_asked_search(struct ctx *ctx, const struct find_input *find,
                                              struct search *ret_search);
/* The address of one of the pages above for it; what is not asked for is not in it. */
struct url catalogue_asked_url(struct ctx *ctx, const char *path, const struct find_input *find);

/* Its fields as they stand in the address, but words and page: name and value. */
struct asked_field {
    struct str name;
    struct str value;
};
struct asked_fields {
    struct asked_field *ptr;
    size_t count;
    size_t capacity;
};
struct asked_fields catalogue_asked_fields(struct ctx *ctx, const struct find_input *find);

/* Keys of a list of find_input. */
bool catalogue_asked_has(struct str list, struct str key);
/* The list with `key` put in or, if it is in, taken out. */
struct str catalogue_asked_toggle(struct ctx *ctx, struct str list, struct str key);
/* Takes the next key off the front of `*rest`; false at the end. */
bool catalogue_asked_next(struct str *rest, struct str *ret_key);

/* "Gratis", "Opptil 100 kr". */
struct str catalogue_asked_price(struct ctx *ctx, int64_t max_kr);

#endif
