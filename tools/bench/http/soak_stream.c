/* SPDX-License-Identifier: EUPL-1.2 */
/* Posts the lines of a file at a steady rate. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "soak.h"

#include "base/banned.h"

#define TYPE "Content-Type: application/x-www-form-urlencoded\r\n"

/* ---- the file -------------------------------------------------------------------------------- */

static char *read_all(const char *path)
{
    FILE *file = fopen(path, "r");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        soak_fail("cannot be read", path);
    }
    const long size = ftell(file);
    char *text = malloc((size_t)size + 1);
    rewind(file);
    if (text == NULL || fread(text, 1, (size_t)size, file) != (size_t)size) {
        soak_fail("cannot be read", path);
    }
    text[size] = '\0';
    fclose(file);
    return text;
}

/* "A: b|C: d" as lines of a head. */
static const char *head_of(const char *headers)
{
    const size_t len = strlen(headers);
    char *head = malloc(len * 2 + 3);
    size_t at = 0;
    if (head == NULL) {
        soak_fail("out of memory", "headers");
    }
    for (size_t i = 0; i <= len && len > 0; i++) {
        if (headers[i] == '|' || headers[i] == '\0') {
            head[at++] = '\r';
            head[at++] = '\n';
        } else {
            head[at++] = headers[i];
        }
    }
    head[at] = '\0';
    return head;
}

static void read_order(char *line, struct order *order)
{
    const char *parts[5] = {"", "", "", "", ""};
    for (size_t i = 0; i < 5 && line != NULL; i++) {
        parts[i] = strsep(&line, "\t");
    }
    *order = (struct order){.path = parts[0],
                            .headers = head_of(parts[1]),
                            .body = parts[2],
                            .follow = parts[3][0] == '\0' ? NULL : parts[3],
                            .follow_body = parts[4]};
}

static size_t count_lines(const char *text)
{
    size_t lines = 0;
    for (const char *at = text; *at != '\0'; at++) {
        lines += *at == '\n' ? 1 : 0;
    }
    return lines;
}

void soak_stream_open(struct stream *stream, const char *text)
{
    char *rest = strdup(text);
    const char *name = strsep(&rest, ":");
    const char *rate = rest == NULL ? "" : strsep(&rest, ":");
    const char *connections = rest == NULL ? "" : strsep(&rest, ":");
    *stream = (struct stream){.name = name};
    if (rest == NULL || !str_to_i64(str_of(rate), &stream->rate) || stream->rate < 1 ||
        !str_to_i64(str_of(connections), &stream->connections) || stream->connections < 1 ||
        stream->connections > CONNECTIONS_MAX / 2) {
        soak_fail("not NAME:RATE:CONNECTIONS:FILE", text);
    }
    char *lines = read_all(rest);
    const size_t count = count_lines(lines);
    stream->orders = calloc(count + 1, sizeof(*stream->orders));
    stream->follows = calloc(count + 1, sizeof(*stream->follows));
    if (stream->orders == NULL || stream->follows == NULL) {
        soak_fail("out of memory", rest);
    }
    while (stream->order_count < count) {
        read_order(strsep(&lines, "\n"), &stream->orders[stream->order_count++]);
    }
}

/* ---- requests -------------------------------------------------------------------------------- */

static void write_post(struct connection *c, const struct options *options, const char *path,
                       const char *suffix, const struct order *order, const char *body)
{
    c->request_len = (size_t)snprintf(
        c->request, REQUEST_MAX,
        "POST %s%s HTTP/1.1\r\nHost: %s\r\n%s" TYPE "Content-Length: %zu\r\n\r\n%s", path, suffix,
        options->host, order->headers, strlen(body), body);
    if (c->request_len >= REQUEST_MAX) {
        soak_fail("too long", "the request");
    }
}

bool soak_stream_next(struct stream *stream, const struct options *options, int64_t now_us,
                      struct connection *c)
{
    const struct follow *follow = &stream->follows[stream->followed];
    if (stream->followed < stream->follow_count && follow->due_us <= now_us) {
        write_post(c, options, follow->path, follow->order->follow, follow->order,
                   follow->order->follow_body);
        c->order = NULL;
        c->begin_us = follow->due_us;
        stream->followed++;
        return true;
    }
    const int64_t due_us =
        stream->begin_us + (int64_t)stream->sent * INT64_C(1000000) / stream->rate;
    if (due_us > now_us || stream->sent == stream->order_count) {
        return false;
    }
    const struct order *order = &stream->orders[stream->sent++];
    write_post(c, options, order->path, "", order, order->body);
    c->order = order;
    c->begin_us = due_us;
    return true;
}

/* ---- answers --------------------------------------------------------------------------------- */

void soak_stream_answer(struct stream *stream, const struct options *options, int64_t now_us,
                        const struct connection *c, int code, const char *location)
{
    const int slot = code >= 0 && code < CODES ? code : 0;
    if (c->order == NULL) {
        soak_note(&stream->follow_times, now_us - c->begin_us);
        stream->follow_codes[slot]++;
        return;
    }
    soak_note(&stream->times, now_us - c->begin_us);
    stream->codes[slot]++;
    if (code == 303 && c->order->follow != NULL && location != NULL) {
        struct follow *follow = &stream->follows[stream->follow_count++];
        follow->due_us = now_us + options->follow_ms * 1000;
        follow->order = c->order;
        snprintf(follow->path, sizeof(follow->path), "%.*s", (int)strcspn(location, "\r\n"),
                 location);
    }
}

static bool is_refusal(int code)
{
    return code == 409 || code == 422 || code == 429;
}

static uint64_t print_codes(const char *name, const char *what, const uint64_t codes[CODES])
{
    uint64_t errors = 0;
    for (int code = 0; code < CODES; code++) {
        if (codes[code] > 0) {
            const bool wrong = !is_refusal(code) && (code < 200 || code > 399);
            printf("stream %s%s %s %d: %llu\n", name, what,
                   is_refusal(code) ? "refused" : "answered", code,
                   (unsigned long long)codes[code]);
            errors += wrong ? codes[code] : 0;
        }
    }
    return errors;
}

uint64_t soak_stream_print(const struct stream *stream, double seconds)
{
    printf("stream %s sent %zu of %zu\n", stream->name, stream->sent, stream->order_count);
    soak_print_kind(stream->name, &stream->times, seconds);
    soak_print_kind(" then", &stream->follow_times, seconds);
    return print_codes(stream->name, "", stream->codes) +
           print_codes(stream->name, " then", stream->follow_codes);
}
