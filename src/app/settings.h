/* SPDX-License-Identifier: EUPL-1.2 */
/* Settings: a flag wins over the environment (OMBRUK_…), which wins over DIR/ombruk.conf. */
#ifndef OMBRUK_APP_SETTINGS_H
#define OMBRUK_APP_SETTINGS_H

#include "base/ctx.h"

/* Key in the file (in capitals after OMBRUK_ in the environment), flag, value by default, what it
 * is. The value is text; `settings_check` reads numbers and refuses what makes no sense. */
#define SETTING_TABLE(X)                                                                           \
    X(listen, "listen", "127.0.0.1:8080", "address and port to serve on")                          \
    X(database_url, "database", "", "sqlite:PATH or postgresql://…; default DIR/ombruk.db")        \
    X(public_url, "public-url", "", "how visitors reach it, e.g. https://ombruk.example.no")       \
    X(trusted_proxies, "trusted-proxies", "", "addresses whose X-Forwarded-For is believed")       \
    X(demo, "demo", "0", "1: sign-in buttons for each role")                                       \
    X(smtp_url, "smtp-url", "", "smtps://HOST:PORT or smtp://…; empty: mails wait in the outbox")  \
    X(smtp_user, "smtp-user", "", "user name at the mail server")                                  \
    X(smtp_password, "smtp-password", "", "password there; better in the file or environment")     \
    X(mail_from, "mail-from", "", "sender: Centre <post@example.no>")                              \
    X(workers, "workers", "0", "threads for writes and slow pages; 0: by itself")                  \
    X(loops, "loops", "0", "threads that answer reads; 0: one per core")                           \
    X(connections_max, "connections-max", "0", "connections in all; 0: 2000")                      \
    X(connections_per_address, "connections-per-address", "0", "0: 100")                           \
    X(pool_size, "pool-size", "0", "database connections; 0: by itself")                           \
    X(log_level, "log-level", "info", "debug, info, warn or error")

struct settings {
    struct str data_dir;
#define SETTING_FIELD(key, flag, value, help) struct str key;
    SETTING_TABLE(SETTING_FIELD)
#undef SETTING_FIELD
};

struct setting_row {
    const char *key;
    const char *flag;
    const char *value;
    const char *help;
    size_t offset;
};
/* Ends with key NULL. */
extern const struct setting_row settings_rows[];

/* A flag given on the command line, by its name without dashes. */
struct setting_flag {
    struct str name;
    struct str value;
};

/* Reads defaults, then `data_dir`/ombruk.conf (which may be missing), then the environment
 * `environ_get` (getenv in the program), then flags. Texts live in `arena`. INVALID with `ret_why`
 * naming file, line and key for an unknown key in the file, or a value that makes no sense; also
 * when the file cannot be read. */
MUST_CHECK enum status settings_read(struct arena *arena, struct str data_dir,
                                     const struct setting_flag *flags, size_t flag_count,
                                     char *(*environ_get)(const char *name),
                                     struct settings *ret_settings, char ret_why[256]);

/* A whole number that settings_read() has checked. */
int settings_number(struct str value);
/* True for "1", "true", "yes", "on". */
bool settings_flag(struct str value);

#endif
