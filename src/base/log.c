/* SPDX-License-Identifier: EUPL-1.2 */
/* logfmt lines, each in one write(2). */
#include "base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/banned.h"

#define LOG_LINE_MAX 1024

static _Atomic int log_level = LOG_INFO;

void log_set_level(enum log_level level)
{
    atomic_store(&log_level, level);
}

void log_line(enum log_level level, const char *event, const char *format, ...)
{
    static const char *const names[] = {"debug", "info", "warn", "error"};
    if ((int)level < atomic_load_explicit(&log_level, memory_order_relaxed)) {
        return;
    }
    char line[LOG_LINE_MAX];
    struct timespec now;
    struct tm utc;
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &utc);
    int len =
        snprintf(line, sizeof(line), "time=%04d-%02d-%02dT%02d:%02d:%02d.%03ldZ level=%s event=%s ",
                 utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min,
                 utc.tm_sec, now.tv_nsec / 1000000, names[level], event);
    va_list args;
    va_start(args, format);
    const int more = vsnprintf(line + len, sizeof(line) - (size_t)len - 1, format, args);
    va_end(args);
    len += more < 0 ? 0 : more;
    if (len > LOG_LINE_MAX - 2) {
        len = LOG_LINE_MAX - 2;
    }
    for (int i = 0; i < len; i++) {
        if ((unsigned char)line[i] < ' ' || line[i] == 0x7F) {
            line[i] = '?';
        }
    }
    line[len++] = '\n';
    /* If standard error is gone there is nobody left to tell. */
    const ssize_t written = write(STDERR_FILENO, line, (size_t)len);
    (void)written;
}
