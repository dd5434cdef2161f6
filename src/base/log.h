/* SPDX-License-Identifier: EUPL-1.2 */
/* One line per fact on standard error, logfmt: time=… level=… event=… key=value.
 *
 * No personal data: no names, addresses, e-mails, phone numbers, search words or free text of
 * users; ids and counts only. A value with spaces is quoted by the caller: key=\"%s\". Control
 * bytes and newlines inside the formatted line are replaced by '?', so a line stays a line. */
#ifndef OMBRUK_BASE_LOG_H
#define OMBRUK_BASE_LOG_H

enum log_level {
    LOG_DEBUG,
    LOG_INFO,
    LOG_WARN,
    LOG_ERROR
};

/* Lines under this level are dropped. INFO at start. Thread-safe. */
void log_set_level(enum log_level level);

void log_line(enum log_level level, const char *event, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#define log_debug(event, ...) log_line(LOG_DEBUG, (event), __VA_ARGS__)
#define log_info(event, ...)  log_line(LOG_INFO, (event), __VA_ARGS__)
#define log_warn(event, ...)  log_line(LOG_WARN, (event), __VA_ARGS__)
#define log_error(event, ...) log_line(LOG_ERROR, (event), __VA_ARGS__)

#endif
