/* SPDX-License-Identifier: EUPL-1.2 */
/* A mail as bytes on the wire: RFC 5322 headers, RFC 2047 encoded words, base64 text. */
#include <stdio.h>

#include "base/arena.h"
#include "base/day.h"
#include "base/strbuf.h"
#include "mail/mail_text.h"

#include "base/banned.h"

/* RFC 2047: a line with an encoded word is at most 76 characters; "Subject: " is 9 of them,
 * "=?UTF-8?B?" and "?=" are 12, and 39 bytes become 52. */
#define WORD_BYTES_MAX 39
/* RFC 2045: base64 lines of at most 76 characters, made of 57 bytes. */
#define LINE_BYTES 57
/* A header short enough to stand on one line as it is. */
#define PLAIN_HEADER_MAX 60
#define MESSAGE_MAX      ((size_t)4 * 1024 * 1024)

static void base64_append(struct strbuf *out, struct str bytes)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *at = (const unsigned char *)bytes.ptr;
    for (size_t i = 0; i < bytes.len; i += 3) {
        const size_t left = bytes.len - i;
        const unsigned group = (unsigned)at[i] << 16 | (left > 1 ? (unsigned)at[i + 1] << 8 : 0u) |
                               (left > 2 ? (unsigned)at[i + 2] : 0u);
        strbuf_byte(out, digits[group >> 18]);
        strbuf_byte(out, digits[group >> 12 & 63]);
        strbuf_byte(out, left > 1 ? digits[group >> 6 & 63] : '=');
        strbuf_byte(out, left > 2 ? digits[group & 63] : '=');
    }
}

bool mail_header_is_safe(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        if (c < ' ' || c == 0x7f) {
            return false;
        }
    }
    return str_is_utf8(text);
}

static bool is_plain(struct str text)
{
    bool plain = text.len <= PLAIN_HEADER_MAX && str_find(text, STR("=?")) < 0;
    for (size_t i = 0; plain && i < text.len; i++) {
        plain = text.ptr[i] >= ' ' && text.ptr[i] <= '~';
    }
    return plain;
}

/* The longest start of `text` that fits a word and cuts no character apart; bytes that are not
 * UTF-8 count one by one. */
static size_t word_length(struct str text)
{
    if (text.len <= WORD_BYTES_MAX) {
        return text.len;
    }
    size_t len = WORD_BYTES_MAX;
    while (len > WORD_BYTES_MAX - 4 && ((unsigned char)text.ptr[len] & 0xc0) == 0x80) {
        len--;
    }
    return ((unsigned char)text.ptr[len] & 0xc0) == 0x80 ? WORD_BYTES_MAX : len;
}

static void encoded_words(struct strbuf *out, struct str text)
{
    bool first = true;
    while (text.len > 0) {
        const size_t len = word_length(text);
        strbuf_cstr(out, first ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?");
        base64_append(out, str_slice(text, 0, len));
        strbuf_literal(out, "?=");
        text = str_slice(text, len, text.len);
        first = false;
    }
}

/* Unstructured text; a control byte, which the door refuses, would become an encoded word and so
 * could not begin a header of its own. */
static void header_text(struct strbuf *out, struct str text)
{
    if (is_plain(text)) {
        strbuf_str(out, text);
    } else {
        encoded_words(out, text);
    }
}

/* Only what an address may hold; anything else would end or change the header. */
static void header_address(struct strbuf *out, struct str address)
{
    for (size_t i = 0; i < address.len; i++) {
        const unsigned char c = (unsigned char)address.ptr[i];
        if (c > ' ' && c != 0x7f && c != '<' && c != '>' && c != ',' && c != ';') {
            strbuf_byte(out, (char)c);
        }
    }
}

struct mail_from mail_from_parse(struct str from)
{
    const ptrdiff_t open = str_find_byte(from, '<');
    if (open < 0) {
        return (struct mail_from){.name = STR(""), .address = str_trim(from)};
    }
    struct str address = str_slice(from, (size_t)open + 1, from.len);
    const ptrdiff_t close = str_find_byte(address, '>');
    if (close >= 0) {
        address = str_slice(address, 0, (size_t)close);
    }
    struct str name = str_trim(str_slice(from, 0, (size_t)open));
    if (name.len >= 2 && name.ptr[0] == '"' && name.ptr[name.len - 1] == '"') {
        name = str_slice(name, 1, name.len - 1);
    }
    return (struct mail_from){.name = name, .address = str_trim(address)};
}

static void header_from(struct strbuf *out, struct str from)
{
    const struct mail_from parts = mail_from_parse(from);
    strbuf_literal(out, "From: ");
    if (parts.name.len > 0) {
        encoded_words(out, parts.name);
        strbuf_literal(out, "\r\n ");
    }
    strbuf_byte(out, '<');
    header_address(out, parts.address);
    strbuf_literal(out, ">\r\n");
}

/* "Mon, 23 Nov 2026 06:15:42 +0000" */
static void header_date(struct strbuf *out, int64_t date_ms)
{
    static const char *const weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const int64_t day = date_ms / MS_PER_DAY;
    const int64_t second = date_ms % MS_PER_DAY / MS_PER_SECOND;
    const struct date date = day_to_date(day);
    strbuf_format(out, "Date: %s, %02d %s %04d %02d:%02d:%02d +0000\r\n",
                  weekdays[day_weekday(day) - 1], date.day, months[date.month - 1], date.year,
                  (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
}

/* Lines end in CRLF whatever they ended in; then base64 keeps them whole on the way. */
static struct str text_lines(struct ctx *ctx, struct str text)
{
    struct strbuf lines;
    strbuf_init(&lines, MESSAGE_MAX);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\n') {
            strbuf_literal(&lines, "\r\n");
        } else if (text.ptr[i] != '\r') {
            strbuf_byte(&lines, text.ptr[i]);
        }
    }
    const struct str copy = strbuf_copy(&lines, ctx->mem);
    strbuf_finish(&lines);
    return copy;
}

static void body_append(struct strbuf *out, struct str text)
{
    while (text.len > 0) {
        base64_append(out, str_slice(text, 0, LINE_BYTES));
        strbuf_literal(out, "\r\n");
        text = str_slice(text, LINE_BYTES, text.len);
    }
}

struct str mail_message(struct ctx *ctx, const struct mail *mail, struct str from, int64_t date_ms,
                        struct str message_id)
{
    struct strbuf out;
    strbuf_init(&out, MESSAGE_MAX);
    header_date(&out, date_ms);
    header_from(&out, from);
    strbuf_literal(&out, "To: <");
    header_address(&out, mail->to);
    strbuf_literal(&out, ">\r\nSubject: ");
    header_text(&out, mail->subject);
    strbuf_literal(&out, "\r\nMessage-ID: <");
    header_address(&out, message_id);
    strbuf_literal(&out, ">\r\n");
    if (mail->unsubscribe.len > 0) {
        strbuf_literal(&out, "List-Unsubscribe: <");
        header_address(&out, mail->unsubscribe);
        strbuf_literal(&out, ">\r\n");
        if (str_starts_with(mail->unsubscribe, STR("https://"))) {
            strbuf_literal(&out, "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
        }
    }
    strbuf_literal(&out, "Auto-Submitted: auto-generated\r\n"
                         "MIME-Version: 1.0\r\n"
                         "Content-Type: text/plain; charset=utf-8\r\n"
                         "Content-Transfer-Encoding: base64\r\n"
                         "\r\n");
    body_append(&out, text_lines(ctx, mail->text));
    const struct str message = strbuf_copy(&out, ctx->mem);
    strbuf_finish(&out);
    return message;
}
