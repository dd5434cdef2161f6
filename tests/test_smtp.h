/* SPDX-License-Identifier: EUPL-1.2 */
/* A mail server inside the tests: a thread on a socket that answers as it is told. */
#ifndef OMBRUK_TESTS_TEST_SMTP_H
#define OMBRUK_TESTS_TEST_SMTP_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "test.h"

#define TEST_SMTP_MAILS 16
#define TEST_SMTP_BYTES 16384

struct test_smtp {
    /* What it says; NULL: yes. Changed only while no mail is under way. */
    const char *to_mail;
    const char *to_rcpt;
    const char *to_text;
    bool hang_up_in_text;
    /* Only for this receiver does to_rcpt hold; NULL: for all. */
    const char *only;

    /* What it has seen. */
    int count;
    char from[TEST_SMTP_MAILS][256];
    char to[TEST_SMTP_MAILS][256];
    char text[TEST_SMTP_MAILS][TEST_SMTP_BYTES];
    int connections;

    int listener;
    int port;
    pthread_t thread;
};

static inline void test_smtp_say(FILE *line, const char *reply)
{
    fprintf(line, "%s\r\n", reply);
    fflush(line);
}

/* Reads the text up to the line with one dot; false if the conversation must end. */
static inline bool test_smtp_text(struct test_smtp *fake, FILE *line, const char *from,
                                  const char *to)
{
    char row[2048];
    const int at = fake->count;
    size_t used = 0;
    test_smtp_say(line, "354 go on");
    while (fgets(row, sizeof(row), line) != NULL && strcmp(row, ".\r\n") != 0) {
        const size_t len = strlen(row);
        if (at < TEST_SMTP_MAILS && used + len < TEST_SMTP_BYTES) {
            memcpy(fake->text[at] + used, row, len + 1);
            used += len;
        }
        if (fake->hang_up_in_text) {
            return false;
        }
    }
    if (fake->to_text == NULL && at < TEST_SMTP_MAILS) {
        snprintf(fake->from[at], sizeof(fake->from[at]), "%s", from);
        snprintf(fake->to[at], sizeof(fake->to[at]), "%s", to);
        fake->count++;
    }
    test_smtp_say(line, fake->to_text == NULL ? "250 kept" : fake->to_text);
    return true;
}

static inline const char *test_smtp_rcpt(const struct test_smtp *fake, const char *to)
{
    const bool meant = fake->only == NULL || strcmp(fake->only, to) == 0;
    return fake->to_rcpt != NULL && meant ? fake->to_rcpt : "250 fine";
}

/* "MAIL FROM:<a@b> SIZE=1" -> "a@b" */
static inline void test_smtp_address(const char *row, char ret_address[256])
{
    ret_address[0] = '\0';
    sscanf(row, "%*[^<]<%255[^>]", ret_address); /* NOLINT(cert-err34-c) */
}

static inline void test_smtp_talk(struct test_smtp *fake, FILE *line)
{
    char row[2048];
    char from[256] = "";
    char to[256] = "";
    bool going = true;
    test_smtp_say(line, "220 fake ready");
    while (going && fgets(row, sizeof(row), line) != NULL) {
        if (strncasecmp(row, "MAIL", 4) == 0) {
            test_smtp_address(row, from);
            test_smtp_say(line, fake->to_mail == NULL ? "250 fine" : fake->to_mail);
        } else if (strncasecmp(row, "RCPT", 4) == 0) {
            test_smtp_address(row, to);
            test_smtp_say(line, test_smtp_rcpt(fake, to));
        } else if (strncasecmp(row, "DATA", 4) == 0) {
            going = test_smtp_text(fake, line, from, to);
        } else if (strncasecmp(row, "QUIT", 4) == 0) {
            test_smtp_say(line, "221 bye");
            going = false;
        } else {
            test_smtp_say(line, "250 fake");
        }
    }
}

static inline void *test_smtp_serve(void *arg)
{
    struct test_smtp *fake = arg;
    for (;;) {
        const int fd = accept(fake->listener, NULL, NULL);
        if (fd < 0) {
            return NULL;
        }
        const struct timeval patience = {.tv_sec = 20};
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
        fake->connections++;
        FILE *line = fdopen(fd, "r+");
        if (line == NULL) {
            close(fd);
            return NULL;
        }
        test_smtp_talk(fake, line);
        fclose(line);
    }
}

static inline void test_smtp_start(struct test_smtp *fake)
{
    memset(fake, 0, sizeof(*fake));
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_ANY)};
    socklen_t size = sizeof(address);
    fake->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(fake->listener, (struct sockaddr *)&address, size), 0);
    assert_int_equal(listen(fake->listener, 8), 0);
    assert_int_equal(getsockname(fake->listener, (struct sockaddr *)&address, &size), 0);
    fake->port = ntohs(address.sin_port);
    assert_int_equal(pthread_create(&fake->thread, NULL, test_smtp_serve, fake), 0);
}

/* After the last conversation; then what it has seen may be read. */
static inline void test_smtp_stop(struct test_smtp *fake)
{
    shutdown(fake->listener, SHUT_RDWR);
    pthread_join(fake->thread, NULL);
    close(fake->listener);
}

#endif
