/* SPDX-License-Identifier: EUPL-1.2 */
/* What the command line says. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "http/address.h"
#include "soak.h"

#include "base/banned.h"

static const char usage[] =
    "Usage: soak [OPTION…]\n"
    "  --address HOST:PORT   127.0.0.1:8080\n"
    "  --seconds N           60\n"
    "  --requests N          ends after so many answers, if that is sooner\n"
    "  --readers N           32    connections that GET\n"
    "  --reads FILE          more of them, one a line\n"
    "  --writers N           0     connections that POST\n"
    "  --read PATH           /     may be given several times: taken in turn\n"
    "  --write PATH          where writers post\n"
    "  --body TEXT           what they post; {uuid} is replaced by a new one each time\n"
    "  --type TYPE           application/json\n"
    "  --header LINE         sent with every request; may be given several times\n"
    "  --stream NAME:RATE:CONNECTIONS:FILE   POSTs the lines of the file, RATE a second\n"
    "                        PATH, HEADERS divided by |, BODY, and what is posted behind the\n"
    "                        place that the answer leads to: PATH, BODY; divided by tabs.\n"
    "                        409, 422 and 429 are counted as refused, not as errors\n"
    "  --follow-ms N         5000  after how long that is\n"
    "  --pid PID             measure processor time and memory of the server\n"
    "The exit code is 1 after any error or a request unanswered for two seconds.\n";

_Noreturn void soak_fail(const char *why, const char *what)
{
    fprintf(stderr, "soak: %s: %s\n", why, what);
    exit(2);
}

static int64_t number(const char *name, const char *value, int64_t max)
{
    int64_t parsed = 0;
    if (!str_to_i64(str_of(value), &parsed) || parsed < 0 || parsed > max) {
        soak_fail("not a number that can be used", name);
    }
    return parsed;
}

static void add(const char **list, int *count, int max, const char *value, const char *name)
{
    if (*count == max) {
        soak_fail("given too often", name);
    }
    list[(*count)++] = value;
}

/* What is read lives as long as the program. */
static void read_paths(struct options *o, const char *path)
{
    char line[2048];
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        soak_fail("cannot be read", path);
    }
    while (fgets(line, sizeof(line), file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] != '\0') {
            add(o->reads, &o->read_count, PATHS_MAX, strdup(line), path);
        }
    }
    fclose(file);
}

static void take_option(struct options *o, const char *name, const char *value)
{
    if (strcmp(name, "--address") == 0) {
        o->host = value;
    } else if (strcmp(name, "--seconds") == 0) {
        o->seconds = number(name, value, 86400);
    } else if (strcmp(name, "--requests") == 0) {
        o->requests = number(name, value, INT32_MAX);
    } else if (strcmp(name, "--readers") == 0) {
        o->readers = number(name, value, CONNECTIONS_MAX / 2);
    } else if (strcmp(name, "--writers") == 0) {
        o->writers = number(name, value, CONNECTIONS_MAX / 2);
    } else if (strcmp(name, "--read") == 0) {
        add(o->reads, &o->read_count, PATHS_MAX, value, name);
    } else if (strcmp(name, "--reads") == 0) {
        read_paths(o, value);
    } else if (strcmp(name, "--stream") == 0) {
        if (o->stream_count == STREAMS_MAX) {
            soak_fail("given too often", name);
        }
        soak_stream_open(&o->streams[o->stream_count++], value);
    } else if (strcmp(name, "--follow-ms") == 0) {
        o->follow_ms = number(name, value, INT32_MAX);
    } else if (strcmp(name, "--write") == 0) {
        o->write = value;
    } else if (strcmp(name, "--body") == 0) {
        o->body = value;
    } else if (strcmp(name, "--type") == 0) {
        o->type = value;
    } else if (strcmp(name, "--header") == 0) {
        add(o->headers, &o->header_count, HEADERS_MAX, value, name);
    } else if (strcmp(name, "--pid") == 0) {
        o->pid = number(name, value, INT32_MAX);
    } else {
        soak_fail("unknown option", name);
    }
}

static void check(struct options *o)
{
    if (o->read_count == 0) {
        o->reads[o->read_count++] = "/";
    }
    if (o->writers > 0 && o->write == NULL) {
        soak_fail("writers need", "--write");
    }
    if (o->readers + o->writers + o->stream_count == 0 || o->seconds == 0) {
        soak_fail("nothing to do", "--readers, --writers, --stream, --seconds");
    }
    if (!address_parse_listen(str_of(o->host), &o->address, &o->address_len)) {
        soak_fail("not an address such as 127.0.0.1:8080", o->host);
    }
}

void soak_options(int argc, char **argv, struct options *o)
{
    static struct stream streams[STREAMS_MAX];
    *o = (struct options){.host = "127.0.0.1:8080",
                          .seconds = 60,
                          .readers = 32,
                          .follow_ms = 5000,
                          .body = "",
                          .type = "application/json",
                          .streams = streams};
    for (int i = 1; i < argc; i += 2) {
        if (strcmp(argv[i], "--help") == 0) {
            fputs(usage, stdout);
            exit(0);
        }
        if (i + 1 == argc) {
            soak_fail("needs a value", argv[i]);
        }
        take_option(o, argv[i], argv[i + 1]);
    }
    check(o);
}
