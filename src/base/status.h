/* SPDX-License-Identifier: EUPL-1.2 */
/* Every outcome a function can have, with its HTTP code, log level and message, in one table. */
#ifndef OMBRUK_BASE_STATUS_H
#define OMBRUK_BASE_STATUS_H

/* Name, HTTP code, log level, message to the user (English source string, translated at the edge).
 * The level says who has to act: DEBUG nobody, WARN look at it in the morning, ERROR now. */
#define STATUS_TABLE(X)                                                                            \
    X(OK, 200, LOG_DEBUG, "Done")                                                                  \
    X(MALFORMED, 400, LOG_DEBUG, "We could not read the request. Go back and try again.")          \
    X(UNAUTHENTICATED, 401, LOG_DEBUG, "Sign in to continue.")                                     \
    X(FORBIDDEN, 403, LOG_DEBUG, "Your role does not give access to this.")                        \
    X(NOT_FOUND, 404, LOG_DEBUG, "We could not find what you asked for.")                          \
    X(CONFLICT, 409, LOG_DEBUG, "Someone changed this before you. Look at the new version.")       \
    X(GONE, 410, LOG_DEBUG, "This is no longer available.")                                        \
    X(TOO_LARGE, 413, LOG_DEBUG, "That is too large to receive.")                                  \
    X(INVALID, 422, LOG_DEBUG, "Something has to be corrected before it can be saved.")            \
    X(TOO_MANY, 429, LOG_WARN, "Too many tries. Wait a little and try again.")                     \
    X(INTERNAL, 500, LOG_ERROR, "Something went wrong on our side.")                               \
    X(BUSY, 503, LOG_WARN, "Very busy right now. Nothing was saved. Try again in a moment.")       \
    X(UNAVAILABLE, 503, LOG_ERROR, "The storage is unavailable. Nothing was saved. Try again soon.")

#define STATUS_ENUM(name, code, level, message) name,
enum status {
    STATUS_TABLE(STATUS_ENUM) STATUS_COUNT
};
#undef STATUS_ENUM

/* On every function that can fail: the answer may not be dropped. */
#define MUST_CHECK __attribute__((warn_unused_result))

/* The HTTP code of `status`, e.g. 422 for INVALID. */
int status_http_code(enum status status);

/* The name as it stands in the table, e.g. "NOT_FOUND"; static, for logs and JSON. */
const char *status_name(enum status status);

/* The English source string for people; static, to be translated by i18n. */
const char *status_message(enum status status);

/* How loud to log it; a value of enum log_level (log.h). */
int status_log_level(enum status status);

#endif
