/* SPDX-License-Identifier: EUPL-1.2 */
/* The parts of soak, for its own files only. */
#ifndef OMBRUK_TOOLS_SOAK_H
#define OMBRUK_TOOLS_SOAK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#define CONNECTIONS_MAX 4096
#define PATHS_MAX       20000
#define HEADERS_MAX     16
#define STREAMS_MAX     4
#define REQUEST_MAX     ((size_t)32 * 1024)
#define RESPONSE_MAX    ((size_t)1024 * 1024)
#define FINE_US         10 /* bucket width up to FINE_COUNT × FINE_US = 100 ms */
#define FINE_COUNT      10000
#define COARSE_US       1000 /* and after that, up to a minute */
#define COARSE_COUNT    60000
#define CODES           600

struct histogram {
    uint64_t fine[FINE_COUNT];
    uint64_t coarse[COARSE_COUNT];
    uint64_t count;
    int64_t max_us;
};

/* One line of a stream's file: what is posted, and what is posted to the page it leads to. */
struct order {
    const char *path;
    const char *headers; /* with \r\n behind each */
    const char *body;
    const char *follow; /* behind the place the answer names; NULL: nothing */
    const char *follow_body;
};

struct follow {
    int64_t due_us;
    const struct order *order;
    char path[256];
};

/* Requests at a steady rate, whatever the answers take. */
struct stream {
    const char *name;
    int64_t rate; /* a second */
    int64_t connections;
    int64_t begin_us;
    struct order *orders;
    size_t order_count;
    size_t sent;
    struct follow *follows; /* those of the orders sent so far, in order of time */
    size_t follow_count;
    size_t followed;
    struct histogram times; /* from when it was due */
    struct histogram follow_times;
    uint64_t codes[CODES];
    uint64_t follow_codes[CODES];
};

struct options {
    struct sockaddr_storage address;
    socklen_t address_len;
    const char *host;
    int64_t seconds;
    int64_t requests; /* 0: no limit */
    int64_t readers;
    int64_t writers;
    int64_t pid;
    int64_t follow_ms;
    const char *reads[PATHS_MAX];
    int read_count;
    const char *write;
    const char *body;
    const char *type;
    const char *headers[HEADERS_MAX];
    int header_count;
    struct stream *streams;
    int stream_count;
};

struct connection {
    int fd;
    bool writer;
    bool barked; /* the watchdog has told of this request */
    bool idle;   /* nothing is asked */
    int turn;
    int64_t begin_us; /* when it was sent, or was to be sent */
    struct stream *stream;
    const struct order *order; /* NULL: what it sends follows another */
    char request[REQUEST_MAX];
    size_t request_len;
    size_t sent;
    char *response;
    size_t received;
};

_Noreturn void soak_fail(const char *why, const char *what);

/* Prints what is wrong and exits. */
void soak_options(int argc, char **argv, struct options *ret_options);

void soak_note(struct histogram *h, int64_t us);
void soak_print_kind(const char *name, const struct histogram *h, double seconds);
/* Processor time of a process in microseconds; its memory that is no file's, in kB. */
int64_t soak_processor_us(int64_t pid);
int64_t soak_anonymous_kb(int64_t pid);

/* "NAME:RATE:CONNECTIONS:FILE" */
void soak_stream_open(struct stream *stream, const char *text);
/* Makes the request that is due on an idle connection; false when none is. */
bool soak_stream_next(struct stream *stream, const struct options *options, int64_t now_us,
                      struct connection *c);
/* Notes the answer; `location`: where it leads, or NULL. */
void soak_stream_answer(struct stream *stream, const struct options *options, int64_t now_us,
                        const struct connection *c, int code, const char *location);
/* Prints figures, what was refused, and returns how many answers were errors. */
uint64_t soak_stream_print(const struct stream *stream, double seconds);

#endif
