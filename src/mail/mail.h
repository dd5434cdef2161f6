/* SPDX-License-Identifier: EUPL-1.2 */
/* Outgoing mail: queued in an outbox table inside the write it belongs to, sent by a job through
 * SMTP (libcurl). Without SMTP settings mails wait in the outbox, readable by `ombruk outbox`. */
#ifndef OMBRUK_MAIL_MAIL_H
#define OMBRUK_MAIL_MAIL_H

#include "db/db.h"
#include "jobs/jobs.h"

struct mail {
    struct str to; /* one address, already checked by FIELD_EMAIL */
    struct str subject;
    struct str text; /* plain text, UTF-8, LF */
    /* What this mail is about, so that it is queued once: "hold:123:confirm". */
    struct str key;
};

/* Inside db_write(). A second mail with the same key is not added (OK). INVALID if `to` or
 * `subject` holds a line break or control byte. Sent mails lose text and address after 30 days. */
MUST_CHECK enum status mail_queue(struct ctx *ctx, const struct mail *mail);

struct mail_settings {
    struct str smtp_url; /* "smtps://mail.example.no:465", "smtp://…:587"; empty: nothing is sent */
    struct str user;
    struct str password;
    struct str from; /* "Ombrukssenteret <post@example.no>" */
};

void mail_configure(struct mail_settings settings);

/* "mail_send", a job each half minute: takes waiting mails, sends, marks. */
extern const struct job_kind mail_jobs[];

struct mail_item {
    int64_t id;
    struct str to;
    struct str subject;
    struct str text;
    int64_t queued_ms;
    int64_t sent_ms; /* NO_I64: waiting */
    int64_t tries;
};

struct mail_items {
    struct mail_item *ptr;
    size_t count;
    size_t capacity;
};

/* The newest `limit` of the centre, newest first. */
MUST_CHECK enum status mail_list(struct ctx *ctx, int64_t limit, struct mail_items *ret_items);

/* RFC 5322 message with encoded words (RFC 2047) and base64 body, CRLF, in ctx->mem. */
struct str mail_message(struct ctx *ctx, const struct mail *mail, struct str from, int64_t date_ms,
                        struct str message_id);

#endif
