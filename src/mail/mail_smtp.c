/* SPDX-License-Identifier: EUPL-1.2 */
/* SMTP by libcurl: encrypted unless the server is this machine. */
#include "mail/mail_smtp.h"

#include <curl/curl.h>

#include "base/arena.h"
#include "mail/mail_text.h"

#include "base/banned.h"

#define CONNECT_TIMEOUT_S 10L
#define MAIL_TIMEOUT_S    30L

struct mail_smtp {
    CURL *curl;
    char why[CURL_ERROR_SIZE];
};

static bool is_this_machine(struct str url)
{
    return str_starts_with(url, STR("smtp://127.0.0.1:")) ||
           str_starts_with(url, STR("smtp://localhost:")) ||
           str_starts_with(url, STR("smtp://[::1]:"));
}

struct message_reader {
    struct str rest;
};

static size_t read_message(char *to, size_t size, size_t count, void *arg)
{
    struct message_reader *reader = arg;
    const size_t room = size * count;
    const size_t len = reader->rest.len < room ? reader->rest.len : room;
    memcpy(to, reader->rest.ptr, len);
    reader->rest = str_slice(reader->rest, len, reader->rest.len);
    return len;
}

struct mail_smtp *mail_smtp_open(struct ctx *ctx, const struct mail_settings *settings)
{
    CURL *curl = curl_easy_init();
    if (curl == NULL) {
        return NULL;
    }
    struct mail_smtp *smtp = ARENA_NEW(ctx->mem, struct mail_smtp);
    smtp->curl = curl;
    const struct str from = mail_from_parse(settings->from).address;
    curl_easy_setopt(curl, CURLOPT_URL, str_copy(ctx->mem, settings->smtp_url).ptr);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_USE_SSL,
                     is_this_machine(settings->smtp_url) ? (long)CURLUSESSL_TRY
                                                         : (long)CURLUSESSL_ALL);
    if (settings->user.len > 0) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, str_copy(ctx->mem, settings->user).ptr);
        curl_easy_setopt(curl, CURLOPT_PASSWORD, str_copy(ctx->mem, settings->password).ptr);
    }
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, str_format(ctx->mem, "<%.*s>", STR_ARG(from)).ptr);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, CONNECT_TIMEOUT_S);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, MAIL_TIMEOUT_S);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_message);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, smtp->why);
    return smtp;
}

/* RFC 5321 section 4.2: 4yz asks to try again, 5yz is final; 421 closes the whole conversation, and
 * 530 to 538 (RFC 4954) speak of who we are. */
static enum mail_outcome outcome_of(const struct mail_smtp *smtp, CURLcode result, long reply)
{
    if (result == CURLE_OK) {
        return MAIL_SENT;
    }
    const bool about_us = reply == 421 || (reply >= 530 && reply <= 538) ||
                          strncmp(smtp->why, "MAIL failed", sizeof("MAIL failed") - 1) == 0;
    if ((result != CURLE_SEND_ERROR && result != CURLE_WEIRD_SERVER_REPLY) || about_us) {
        return MAIL_NO_SERVER;
    }
    if (reply >= 500 && reply < 600) {
        return MAIL_REFUSED;
    }
    return reply >= 400 && reply < 500 ? MAIL_LATER : MAIL_NO_SERVER;
}

enum mail_outcome mail_smtp_send(struct ctx *ctx, struct mail_smtp *smtp, struct str to,
                                 struct str message)
{
    struct curl_slist *receivers =
        curl_slist_append(NULL, str_format(ctx->mem, "<%.*s>", STR_ARG(to)).ptr);
    if (receivers == NULL) {
        return MAIL_NO_SERVER;
    }
    struct message_reader reader = {message};
    smtp->why[0] = '\0';
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, receivers);
    curl_easy_setopt(smtp->curl, CURLOPT_READDATA, &reader);
    const CURLcode result = curl_easy_perform(smtp->curl);
    long reply = 0;
    curl_easy_getinfo(smtp->curl, CURLINFO_RESPONSE_CODE, &reply);
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, NULL);
    curl_slist_free_all(receivers);
    return outcome_of(smtp, result, reply);
}

void mail_smtp_close(struct mail_smtp *smtp)
{
    if (smtp != NULL) {
        curl_easy_cleanup(smtp->curl);
    }
}
