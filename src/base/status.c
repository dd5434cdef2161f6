/* SPDX-License-Identifier: EUPL-1.2 */
/* The status table, readable at run time. */
#include "base/status.h"

#include <assert.h>

#include "base/i18n_mark.h"
#include "base/log.h"

#include "base/banned.h"

struct status_row {
    const char *name;
    const char *message;
    int http_code;
    int level;
};

#define STATUS_ROW(name, code, level, message) [name] = {#name, N_(message), code, level},
static const struct status_row status_rows[STATUS_COUNT] = {STATUS_TABLE(STATUS_ROW)};
#undef STATUS_ROW

int status_http_code(enum status status)
{
    assert(status < STATUS_COUNT);
    return status_rows[status].http_code;
}

const char *status_name(enum status status)
{
    assert(status < STATUS_COUNT);
    return status_rows[status].name;
}

const char *status_message(enum status status)
{
    assert(status < STATUS_COUNT);
    return status_rows[status].message;
}

int status_log_level(enum status status)
{
    assert(status < STATUS_COUNT);
    return status_rows[status].level;
}
