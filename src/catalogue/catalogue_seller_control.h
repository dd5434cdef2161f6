/* SPDX-License-Identifier: EUPL-1.2 */
/* What the manager looks after: that only used things are sold, and listings that cannot stand as
 * they are. Inside the room only. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_SELLER_CONTROL_H
#define OMBRUK_CATALOGUE_CATALOGUE_SELLER_CONTROL_H

#include "catalogue/catalogue.h"

/* ---- only already produced goods -------------------------------------------------------------
 * Each shop's owner confirms once in DECLARATION_DAYS that it sells only what is used, mended or
 * made of used things. Without it nothing is put out by the shop's pages, files or imports. */

#define DECLARATION_DAYS 365

/* The last day on which it holds; NO_I64: never confirmed. It may be past. */
MUST_CHECK enum status catalogue_seller_declared(struct ctx *ctx, int64_t tenant_id,
                                                 int64_t *ret_until_day);
/* CONFLICT, with what to do, unless it holds today. */
MUST_CHECK enum status catalogue_seller_must_declare(struct ctx *ctx, int64_t tenant_id);

/* What the manager should look at: shops with CONTROL_ALIKE or more public things of one category
 * and size "as new", most first, at most CONTROL_MAX. One hundred alike may be new products. */
#define CONTROL_ALIKE 3
#define CONTROL_MAX   50
struct control {
    int64_t tenant_id;
    int64_t category_id;
    struct str size_key; /* may be empty */
    int64_t count;       /* pieces */
    struct str code;     /* of one of them */
};
struct controls {
    struct control *ptr;
    size_t count;
    size_t capacity;
};
MUST_CHECK enum status catalogue_seller_controls(struct ctx *ctx, struct controls *ret_controls);

/* ---- moderation ------------------------------------------------------------------------------ */

#define MODERATION_TABLE(X)                                                                        \
    X(1, NEW_PRODUCT, N_("It looks like a new product"))                                           \
    X(2, UNSAFE, N_("It may be unsafe"))                                                           \
    X(3, WRONG, N_("The picture or the text does not fit the thing"))                              \
    X(4, UNFIT, N_("The words or the picture do not belong here"))                                 \
    X(5, PRIVATE, N_("The picture shows a person or something private"))                           \
    X(6, OTHER, N_("Something else"))
#define MODERATION_ENUM(number, name, words) MODERATION_##name = (number),
enum moderation {
    MODERATION_TABLE(MODERATION_ENUM) MODERATION_END
};
#undef MODERATION_ENUM
const char *catalogue_seller_moderation_words(int64_t reason); /* N_(); NULL when unknown */

#define MODERATION_SENTENCE_MAX 300

struct moderated {
    int64_t listing_id;
    struct str code;
    struct str title;
    int64_t tenant_id;
    int64_t reason;
    struct str sentence;
    int64_t at_ms;
    int64_t person_id; /* NO_I64: unknown */
    int64_t mended_ms; /* when the shop put it out again; NO_I64: not yet */
    int64_t seen_ms;   /* when the manager had looked at that; NO_I64: not yet */
};
struct moderateds {
    struct moderated *ptr;
    size_t count;
    size_t capacity;
};

/* Takes a public listing off sale, ends its holds and remembers why, who and when. CONFLICT when it
 * is not public. */
MUST_CHECK enum status catalogue_seller_take_off(struct ctx *ctx, int64_t listing_id,
                                                 enum moderation reason, struct str sentence);
/* Why the manager took the listing off; NOT_FOUND unless it has not been put out again since. */
MUST_CHECK enum status catalogue_seller_why_off(struct ctx *ctx, int64_t listing_id,
                                                struct moderated *ret_moderated);
/* Inside db_write(): the shop has put it out again. Nothing when it was not taken off. */
MUST_CHECK enum status catalogue_seller_mended(struct ctx *ctx, int64_t listing_id);
/* The manager has looked at what was put out again. OK too when there is nothing to see. */
MUST_CHECK enum status catalogue_seller_seen(struct ctx *ctx, int64_t listing_id);
/* Not settled yet: taken off, or put out again and not seen; newest first, at most 100. */
MUST_CHECK enum status catalogue_seller_unsettled(struct ctx *ctx, struct moderateds *ret_list);

#endif
