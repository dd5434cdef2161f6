/* SPDX-License-Identifier: EUPL-1.2 */
/* The program put together: data folder, settings, database, rooms, background work. */
#ifndef OMBRUK_APP_APP_H
#define OMBRUK_APP_APP_H

#include "app/settings.h"
#include "http/http.h"
#include "jobs/jobs.h"

struct warming;      /* the thread that makes indexes when the server starts */
struct housekeeping; /* the thread that renews the node lease and flushes what is kept in memory */

struct app {
    struct arena *mem; /* settings and other texts */
    struct settings settings;
    struct db *db;
    struct routes *routes;
    struct http_app http;
    int node; /* leased for ids; -1: none */
    struct job_runner *runner;
    struct housekeeping *housekeeping;
    struct warming *warming;
};

/* What the caller wants done with a database that stands at another version. */
enum app_migrations {
    APP_MIGRATE, /* bring it up to this program's version; the folder is made when missing */
    APP_CHECK,   /* CONFLICT unless it stands there already */
    APP_LOOK     /* open it as it is: doctor */
};

/* Opens all that a command or the server needs, in this order: data folder, its secret (32 random
 * bytes in DIR/secret, made once), database, migrations, node lease, mail, media, routes. No thread
 * but the database's runs yet. On failure all is closed again and `ret_why` is one line that says
 * what to do.
 */
MUST_CHECK enum status app_open(struct app *app, const struct settings *settings,
                                enum app_migrations wanted, char ret_why[256]);

/* Stops background work if it runs, and frees. A zeroed app is accepted. False, and nothing freed,
 * when a job does not end within ten seconds: then the process must end by _exit(). */
bool app_close(struct app *app);

/* Background work: jobs, and each minute the node lease and what sessions remember. */
MUST_CHECK enum status app_start(struct app *app, char ret_why[256]);
bool app_stop(struct app *app);

/* A ctx of its own for a command: begin, use, end. `centre_id` is 0 until the caller chooses. */
void app_begin(struct app *app, struct ctx *ret_ctx);
void app_end(struct ctx *ctx);

#endif
