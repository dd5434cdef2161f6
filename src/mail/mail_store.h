/* SPDX-License-Identifier: EUPL-1.2 */
/* The outbox table, for this floor's own files only. */
#ifndef OMBRUK_MAIL_MAIL_STORE_H
#define OMBRUK_MAIL_MAIL_STORE_H

#include "mail/mail.h"

struct mail_due {
    int64_t centre_id;
    int64_t id;
    struct str to;
    struct str subject;
    struct str text;
    struct str unsubscribe;
    int64_t queued_ms;
    int64_t tries; /* begun before this one */
};

struct mail_dues {
    struct mail_due *ptr;
    size_t count;
    size_t capacity;
};

/* Inside db_write(). */
MUST_CHECK enum status mail_store_add(struct ctx *ctx, const struct mail *mail);

/* The next `count` to be sent, of all centres, in ctx->mem. */
MUST_CHECK enum status mail_store_due(struct ctx *ctx, int64_t count, struct mail_dues *ret_dues);

/* Each a write of its own. Begin counts the try before it happens and sets the next one; GONE if
 * another sender took the mail. */
MUST_CHECK enum status mail_store_begin(struct ctx *ctx, const struct mail_due *due,
                                        int64_t next_ms);
MUST_CHECK enum status mail_store_sent(struct ctx *ctx, const struct mail_due *due);
MUST_CHECK enum status mail_store_failed(struct ctx *ctx, const struct mail_due *due);
/* The try does not count; again at `next_ms`. */
MUST_CHECK enum status mail_store_put_back(struct ctx *ctx, const struct mail_due *due,
                                           int64_t next_ms);
MUST_CHECK enum status mail_store_forget(struct ctx *ctx, int64_t before_ms);

MUST_CHECK enum status mail_store_list(struct ctx *ctx, int64_t limit,
                                       struct mail_items *ret_items);

#endif
