/* SPDX-License-Identifier: EUPL-1.2 */
/* Outgoing mail: queued in an outbox table inside the write it belongs to, sent by a job through
 * SMTP (libcurl). Without SMTP settings mails wait in the outbox, readable by `ombruk outbox`. */
#ifndef OMBRUK_MAIL_MAIL_H
#define OMBRUK_MAIL_MAIL_H

#include "db/db.h"
#include "jobs/jobs.h"

#define MAIL_ADDRESS_MAX 254
#define MAIL_SUBJECT_MAX 500
#define MAIL_TEXT_MAX    ((size_t)100 * 1024)

struct mail {
    struct str to; /* one address, already checked by FIELD_EMAIL */
    struct str subject;
    struct str text; /* plain text, UTF-8, LF */
    /* What this mail is about, so that it is queued once: "hold:123:confirm". */
    struct str key;
    /* Whole address of the page where one stops getting such mails (List-Unsubscribe, RFC 2369), as
     * mail_link() makes it; empty: none. A POST of "List-Unsubscribe=One-Click" to it must stop
     * them, from wherever it comes (RFC 8058): the header that says so is sent when it is https. */
    struct str unsubscribe;
};

/* Inside db_write(). A second mail with the same key is not added (OK). INVALID if `to` is not one
 * address or `subject` is too long or holds a line break or control byte, TOO_LARGE for `text`.
 * Sent and refused mails lose text and address after 30 days. */
MUST_CHECK enum status mail_queue(struct ctx *ctx, const struct mail *mail);

struct mail_settings {
    /* "smtps://mail.example.no:465" or "smtp://mail.example.no:587": always encrypted (STARTTLS for
     * smtp), but with "smtp://127.0.0.1:…", "smtp://localhost:…" or "smtp://[::1]:…" only if the
     * server offers it. Empty: nothing is sent. */
    struct str smtp_url;
    struct str user;
    struct str password;
    struct str from; /* "Ombrukssenteret <post@example.no>" */
    /* "https://ombruk.example.no", for links; may be empty. */
    struct str public_url;
};

/* Before threads. The strings stay the caller's and must live on. */
void mail_configure(struct mail_settings settings);

/* The mailbox behind an address, so that one person is counted once: lower case, without what
 * follows a plus, and for Gmail, which ignores them, without dots. Of what is no address, such as a
 * phone number, the text in lower case. In `arena`. */
struct str mail_box(struct arena *arena, struct str address);

/* `path` on our own site as a whole address, in `arena`; empty when the site's address is not
 * known. A mail has it on a line of its own. */
struct str mail_link(struct arena *arena, struct str path);

/* "mail_send", a job each ten seconds: takes waiting mails, sends, marks. A server that cannot be
 * reached, does not let us in or refuses our own address leaves the mails waiting; one that asks
 * for patience (4yz) is tried again after 1, 2, 4 … minutes, nine times in all; what it refuses
 * (5yz) is kept as failed. "mail_forget", once a day. */
extern const struct job_kind mail_jobs[];

struct mail_item {
    int64_t id;
    struct str to;
    struct str subject;
    struct str text;
    int64_t queued_ms;
    int64_t sent_ms;   /* NO_I64: not sent */
    int64_t failed_ms; /* NO_I64: not given up */
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
