/* SPDX-License-Identifier: EUPL-1.2 */
/* The outbox: what goes in, what is sent from it and when it is forgotten. */
#include "mail/mail.h"

#include <curl/curl.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/day.h"
#include "mail/mail_smtp.h"
#include "mail/mail_store.h"
#include "mail/mail_text.h"

#include "base/banned.h"

#define SEND_EVERY_MS   (10 * MS_PER_SECOND)
#define FORGET_EVERY_MS MS_PER_DAY
#define FORGET_AFTER_MS (30 * MS_PER_DAY)
/* One run of the job ends in good time for other work. */
#define SEND_AT_ONCE 20
#define SEND_RUN_MS  (20 * MS_PER_SECOND)
#define TRIES_MAX    9

/* Set once by mail_configure(), before threads. */
static struct mail_settings mail_settings;

void mail_configure(struct mail_settings settings)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
    mail_settings = settings;
}

static struct str without_byte(struct arena *arena, struct str text, char byte)
{
    char *left = arena_alloc(arena, text.len + 1);
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != byte) {
            left[count++] = text.ptr[i];
        }
    }
    return (struct str){left, count};
}

struct str mail_box(struct arena *arena, struct str address)
{
    const struct str lower = str_lower_ascii(arena, str_trim(address));
    const ptrdiff_t at = str_find_byte(lower, '@');
    if (at <= 0) {
        return lower;
    }
    struct str name = str_slice(lower, 0, (size_t)at);
    struct str host = str_slice(lower, (size_t)at, lower.len);
    const ptrdiff_t plus = str_find_byte(name, '+');
    if (plus > 0) {
        name = str_slice(name, 0, (size_t)plus);
    }
    if (str_equal(host, STR("@googlemail.com"))) {
        host = STR("@gmail.com");
    }
    if (str_equal(host, STR("@gmail.com"))) {
        name = without_byte(arena, name, '.');
    }
    return str_concat(arena, name, host);
}

struct str mail_link(struct arena *arena, struct str path)
{
    return mail_settings.public_url.len == 0 ? STR("")
                                             : str_concat(arena, mail_settings.public_url, path);
}

/* ---- in ------------------------------------------------------------------------------------- */

/* One address as it may stand between < and >. */
static bool address_is_sound(struct str address)
{
    const ptrdiff_t at = str_find_byte(address, '@');
    bool sound = address.len <= MAIL_ADDRESS_MAX && at > 0 && (size_t)at + 1 < address.len &&
                 mail_header_is_safe(address);
    for (size_t i = 0; sound && i < address.len; i++) {
        sound = strchr(" <>,;\"()\\", address.ptr[i]) == NULL;
    }
    return sound && str_find_byte(str_slice(address, (size_t)at + 1, address.len), '@') < 0;
}

enum status mail_queue(struct ctx *ctx, const struct mail *mail)
{
    if (!address_is_sound(mail->to)) {
        return ctx_fail(ctx, INVALID, N_("This is not an e-mail address."), "email");
    }
    if (mail->subject.len > MAIL_SUBJECT_MAX || !mail_header_is_safe(mail->subject)) {
        return ctx_fail(ctx, INVALID, N_("The subject is too long or holds a line break."),
                        "subject");
    }
    if (mail->text.len > MAIL_TEXT_MAX) {
        return ctx_fail(ctx, TOO_LARGE, N_("The text of the mail is too long."), "text");
    }
    return mail_store_add(ctx, mail);
}

enum status mail_list(struct ctx *ctx, int64_t limit, struct mail_items *ret_items)
{
    return mail_store_list(ctx, limit, ret_items);
}

/* ---- out ------------------------------------------------------------------------------------ */

static struct str message_of(struct ctx *ctx, const struct mail_due *due)
{
    const struct str from = mail_from_parse(mail_settings.from).address;
    const ptrdiff_t at = str_find_byte(from, '@');
    const struct str host = at < 0 ? from : str_slice(from, (size_t)at + 1, from.len);
    const struct mail mail = {
        .to = due->to, .subject = due->subject, .text = due->text, .unsubscribe = due->unsubscribe};
    /* The same each time it is tried, so that a mail sent twice can be known. */
    const struct str message_id = str_format(ctx->mem, "%lld.%lld@%.*s", (long long)due->centre_id,
                                             (long long)due->id, STR_ARG(host));
    return mail_message(ctx, &mail, mail_settings.from, due->queued_ms, message_id);
}

/* 1, 2, 4 … minutes after the first, second, third … try. */
static int64_t next_try_ms(const struct ctx *ctx, const struct mail_due *due)
{
    const int64_t tries = due->tries < TRIES_MAX ? due->tries : TRIES_MAX;
    return ctx->now_ms + (MS_PER_MINUTE << tries);
}

static enum status keep_outcome(struct ctx *ctx, const struct mail_due *due,
                                enum mail_outcome outcome)
{
    switch (outcome) {
    case MAIL_SENT:
        return mail_store_sent(ctx, due);
    case MAIL_LATER:
        return due->tries + 1 < TRIES_MAX ? OK : mail_store_failed(ctx, due);
    case MAIL_REFUSED:
        return mail_store_failed(ctx, due);
    case MAIL_NO_SERVER:
        break;
    }
    TRY(mail_store_put_back(ctx, due, ctx->now_ms + MS_PER_MINUTE));
    return UNAVAILABLE;
}

static enum status send_one(struct ctx *ctx, struct mail_smtp *smtp, const struct mail_due *due)
{
    const enum status begun = mail_store_begin(ctx, due, next_try_ms(ctx, due));
    if (begun != OK) {
        return begun == GONE ? OK : begun;
    }
    const enum mail_outcome outcome = mail_smtp_send(ctx, smtp, due->to, message_of(ctx, due));
    ctx->now_ms = clock_now_ms();
    return keep_outcome(ctx, due, outcome);
}

static enum status send_all(struct ctx *ctx, struct mail_smtp *smtp, const struct mail_dues *dues)
{
    const int64_t end_ms = clock_monotonic_ms() + SEND_RUN_MS;
    const struct arena_mark mark = arena_mark(ctx->mem);
    for (size_t i = 0; i < dues->count && clock_monotonic_ms() < end_ms; i++) {
        TRY(send_one(ctx, smtp, &dues->ptr[i]));
        arena_reset(ctx->mem, mark);
    }
    return OK;
}

static enum status send_due(struct ctx *ctx, struct str argument)
{
    (void)argument;
    if (mail_settings.smtp_url.len == 0) {
        return OK;
    }
    struct mail_dues dues = {0};
    TRY(mail_store_due(ctx, SEND_AT_ONCE, &dues));
    if (dues.count == 0) {
        return OK;
    }
    struct mail_smtp *smtp = mail_smtp_open(ctx, &mail_settings);
    const enum status status = smtp == NULL ? UNAVAILABLE : send_all(ctx, smtp, &dues);
    mail_smtp_close(smtp);
    return status;
}

static enum status forget_old(struct ctx *ctx, struct str argument)
{
    (void)argument;
    return mail_store_forget(ctx, ctx->now_ms - FORGET_AFTER_MS);
}

const struct job_kind mail_jobs[] = {
    {.name = "mail_send", .run = send_due, .every_ms = SEND_EVERY_MS, .global = true},
    {.name = "mail_forget", .run = forget_old, .every_ms = FORGET_EVERY_MS, .global = true},
    {0},
};
