/* SPDX-License-Identifier: EUPL-1.2 */
/* Searches that somebody wants to hear of: one e-mail a day at most, for 60 days. */
#ifndef OMBRUK_ALERTS_ALERTS_H
#define OMBRUK_ALERTS_ALERTS_H

#include "base/ctx.h"
#include "http/http.h"
#include "jobs/jobs.h"

#define ALERTS_PER_ADDRESS 5    /* asked for or on, at the same time */
#define ALERTS_A_DAY       3    /* that may be asked for with one address */
#define ALERTS_PER_CLIENT  20   /* from one network address in a day */
#define ALERTS_PER_CENTRE  2000 /* in a day */
#define ALERTS_DAYS        60
#define ALERTS_CONFIRM_MS  (INT64_C(24) * 60 * 60 * 1000)
#define ALERTS_MAIL_LISTED 10 /* things named in one mail */

enum alert_state {
    ALERT_ASKED = 1, /* waits for the answer to the mail */
    ALERT_ON = 2,
    ALERT_OVER = 3 /* stopped or run out; the address is erased */
};

struct alert {
    int64_t id;
    struct str token;
    struct str query;     /* struct asked of catalogue.h */
    int64_t nearest;      /* enum found_by: what is found in a farther way is no hit */
    struct str email;     /* empty when it is over */
    struct str email_key; /* what addresses of one person have in common */
    int64_t lang;
    int64_t state;
    int64_t created_ms;
    int64_t until_ms; /* when this state ends by itself */
    int64_t seen_seq;
    int64_t due_ms;
    struct str box; /* the same for all alerts of one mailbox: opens the page that stops them */
};

struct alerts {
    struct alert *ptr;
    size_t count;
    size_t capacity;
};

/* Asks for an alert on what `query` finds: mails a link to confirm it, which is good for a day. The
 * same search again with the same address is OK and adds nothing; its mail tells that it is on.
 * INVALID on field "sok" when the search is everything, on "email" for a bad address. TOO_MANY over
 * ALERTS_PER_ADDRESS and ALERTS_A_DAY. */
MUST_CHECK enum status alerts_ask(struct ctx *ctx, struct str query, struct str email);
/* NOT_FOUND for a token that is none, and a month after the alert is over. */
MUST_CHECK enum status alerts_by_token(struct ctx *ctx, struct str token, struct alert *ret_alert);
/* Turns it on for ALERTS_DAYS; on already: nothing. GONE when it is over. */
MUST_CHECK enum status alerts_confirm(struct ctx *ctx, struct str token);
/* Ends it and erases the address; over already: nothing. */
MUST_CHECK enum status alerts_stop(struct ctx *ctx, struct str token);

/* What is asked for or on in one mailbox; none when all are over. NOT_FOUND for a box
 * that is none, and a month after the last of them is over. */
MUST_CHECK enum status alerts_of_box(struct ctx *ctx, struct str box, struct alerts *ret_alerts);
/* Ends all of them, as alerts_stop(). */
MUST_CHECK enum status alerts_stop_box(struct ctx *ctx, struct str box);

/* Mails what is new to whoever waits for it, and ends what has run out. The job "alerts" does it
 * each ten minutes. All alerts of one mailbox come in one mail, between 7 and 21 and once a day at
 * most. `*ret_mailed`: mails. */
MUST_CHECK enum status alerts_tell(struct ctx *ctx, int64_t *ret_mailed);

extern const struct route alerts_routes[];
extern const struct job_kind alerts_jobs[];
extern const struct sql *const alerts_sql_all[];

#endif
