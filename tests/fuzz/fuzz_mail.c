/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as the parts of a mail: its headers stay those we write, its lines those of RFC 5322.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "mail/mail.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const headers[] = {
    "Date: ",         "From: ",         "To: <",
    "Subject: ",      "Message-ID: <",  "Auto-Submitted: ",
    "MIME-Version: ", "Content-Type: ", "Content-Transfer-Encoding: "};

#define HEADERS (sizeof(headers) / sizeof(headers[0]))

static void check_line(struct str line)
{
    if (!str_ends_with(line, STR("\r")) ||
        str_find_byte(str_slice(line, 0, line.len - 1), '\r') >= 0 ||
        str_find_byte(line, '\0') >= 0) {
        abort();
    }
}

static void check_message(struct str message)
{
    struct str rest = message;
    struct str line;
    size_t seen = 0;
    bool body = false;
    while (str_split(&rest, '\n', &line) && rest.ptr != NULL) {
        check_line(line);
        if (body) {
            if (line.len > 77 || str_find_byte(line, '.') >= 0) {
                abort();
            }
        } else if (line.len == 1) {
            body = true;
        } else if (line.ptr[0] != ' ') {
            if (seen == HEADERS || !str_starts_with(line, str_of(headers[seen]))) {
                abort();
            }
            seen++;
        }
    }
    if (!body || seen != HEADERS || line.len != 0) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    struct str rest = {(const char *)data, size};
    struct str parts[5] = {0};
    for (size_t i = 0; i < 5 && rest.ptr != NULL && size > 0; i++) {
        str_split(&rest, '\xff', &parts[i]);
    }
    const struct mail mail = {.to = parts[0], .subject = parts[1], .text = parts[2]};
    check_message(mail_message(&ctx, &mail, parts[3], 1795414542000, parts[4]));
    arena_destroy(ctx.mem);
    return 0;
}
