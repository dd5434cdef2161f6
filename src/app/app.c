/* SPDX-License-Identifier: EUPL-1.2 */
/* Opens and closes the parts of the program in the right order. */
#include "app/app.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "accounts/accounts.h"
#include "app/housekeeping.h"
#include "app/rooms.h"
#include "app/warming.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/log.h"
#include "centre/centre.h"
#include "db/migrate.h"
#include "goods/goods.h"
#include "http/assets.h"
#include "mail/mail.h"
#include "media/media.h"

#include "base/banned.h"

/* What a durable write takes anyway; under load it lets one commit serve twice as many. */
#define GROUP_WAIT_US 300

#define WHY(...) snprintf(ret_why, 256, __VA_ARGS__)

/* ---- data folder
 * --------------------------------------------------------------------------------- */

static enum status open_folder(const struct settings *settings, enum app_migrations wanted,
                               char ret_why[256])
{
    const char *path = settings->data_dir.ptr;
    struct stat info;
    if (stat(path, &info) == 0) {
        if (S_ISDIR(info.st_mode)) {
            return OK;
        }
        WHY("%s is not a folder; give another one with --data", path);
        return INVALID;
    }
    if (wanted != APP_MIGRATE) {
        WHY("there is no data folder %s; make a centre first: ombruk init --data DIR …, or one to "
            "look at: ombruk demo --data DIR",
            path);
        return NOT_FOUND;
    }
    if (mkdir(path, 0700) != 0) {
        WHY("cannot make the data folder %s: %s", path, strerror(errno));
        return UNAVAILABLE;
    }
    return OK;
}

/* Written beside and linked into place, so that no other process reads half of it. */
static enum status make_secret(struct app *app, const char *path)
{
    unsigned char secret[sizeof(app->http.secret)];
    random_bytes(secret, sizeof(secret));
    const struct str beside = str_format(app->mem, "%s.%ld", path, (long)getpid());
    const int fd = open(beside.ptr, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        return UNAVAILABLE;
    }
    bool made = write(fd, secret, sizeof(secret)) == (ssize_t)sizeof(secret) && fsync(fd) == 0;
    close(fd);
    made = made && (link(beside.ptr, path) == 0 || errno == EEXIST);
    unlink(beside.ptr);
    return made ? OK : UNAVAILABLE;
}

static enum status read_secret(struct app *app, char ret_why[256])
{
    const struct str path = str_format(app->mem, "%.*s/secret", STR_ARG(app->settings.data_dir));
    if (access(path.ptr, F_OK) != 0 && make_secret(app, path.ptr) != OK) {
        WHY("cannot write %.180s: %s", path.ptr, strerror(errno));
        return UNAVAILABLE;
    }
    const int fd = open(path.ptr, O_RDONLY | O_CLOEXEC);
    const ssize_t len = (ssize_t)sizeof(app->http.secret);
    const bool got = fd >= 0 && read(fd, app->http.secret, (size_t)len) == len;
    if (fd >= 0) {
        close(fd);
    }
    if (!got) {
        WHY("%.120s does not hold 32 bytes; put it back from the backup, or remove it (open forms "
            "must "
            "then be loaded again)",
            path.ptr);
        return UNAVAILABLE;
    }
    return OK;
}

/* ---- database
 * ------------------------------------------------------------------------------------ */

static enum status open_database(struct app *app, enum app_migrations wanted, char ret_why[256])
{
    const struct db_options options = {.url = app->settings.database_url,
                                       .group_wait_us = GROUP_WAIT_US,
                                       .pool_size = settings_number(app->settings.pool_size)};
    TRY(db_open(options, &app->db, ret_why));
    if (wanted == APP_LOOK) {
        return OK;
    }
    if (wanted == APP_MIGRATE) {
        struct migrate_result result;
        TRY(db_migrate(app->db, &result, ret_why));
    } else if (db_migrate_check(app->db, ret_why) != OK) {
        char reason[160];
        snprintf(reason, sizeof(reason), "%.150s", ret_why);
        WHY("%s --data %.60s", reason, app->settings.data_dir.ptr);
        return CONFLICT;
    }
    int node = 0;
    if (db_node_lease(app->db, &node) != OK) {
        WHY("all 1024 node numbers are in use; stop processes that are not needed and wait five "
            "minutes");
        return CONFLICT;
    }
    app->node = node;
    id_set_node(node);
    return OK;
}

/* ---- rooms
 * --------------------------------------------------------------------------------------- */

static enum log_level level_of(struct str word)
{
    if (str_equal(word, STR("debug"))) {
        return LOG_DEBUG;
    }
    if (str_equal(word, STR("warn"))) {
        return LOG_WARN;
    }
    return str_equal(word, STR("error")) ? LOG_ERROR : LOG_INFO;
}

static enum status open_rooms(struct app *app, char ret_why[256])
{
    const struct settings *settings = &app->settings;
    TRY(routes_check(rooms_routes, rooms_route_count, ret_why));
    app->routes = routes_create(rooms_routes, rooms_route_count);
    rooms_start();
    jobs_register(rooms_jobs, rooms_job_count);
    mail_configure((struct mail_settings){.smtp_url = settings->smtp_url,
                                          .user = settings->smtp_user,
                                          .password = settings->smtp_password,
                                          .from = settings->mail_from,
                                          .public_url = settings->public_url});
    if (media_start(settings->data_dir) != OK) {
        WHY("cannot use %.*s/media; make the folder writable for this user",
            STR_ARG(settings->data_dir));
        return UNAVAILABLE;
    }
    app->http.tables = rooms_routes;
    app->http.table_count = rooms_route_count;
    app->http.routes = app->routes;
    app->http.assets = assets;
    app->http.db = app->db;
    app->http.public_url = settings->public_url;
    app->http.demo = settings_flag(settings->demo);
    app->http.find_centre = centre_find;
    app->http.identify = accounts_identify;
    app->http.error_page = centre_error_page;
    app->http.sign_in_path = accounts_sign_in_path;
    return OK;
}

/* What a migration took away because it can be made anew. */
static enum status rebuild(struct app *app, char ret_why[256])
{
    struct ctx ctx;
    app_begin(app, &ctx);
    const enum status status = goods_rebuild_due(&ctx);
    app_end(&ctx);
    if (status != OK) {
        WHY("the sums of the mass balance cannot be made anew: %s", status_message(status));
    }
    return status;
}

static enum status open_all(struct app *app, enum app_migrations wanted, char ret_why[256])
{
    log_set_level(level_of(app->settings.log_level));
    TRY(open_folder(&app->settings, wanted, ret_why));
    TRY(read_secret(app, ret_why));
    TRY(open_database(app, wanted, ret_why));
    TRY(open_rooms(app, ret_why));
    return wanted == APP_LOOK ? OK : rebuild(app, ret_why);
}

enum status app_open(struct app *app, const struct settings *settings, enum app_migrations wanted,
                     char ret_why[256])
{
    *app = (struct app){.mem = arena_create(ARENA_DEFAULT_CAP), .node = -1};
    /* The settings' texts may live in an arena that goes before the app does. */
    app->settings = *settings;
    app->settings.data_dir = str_copy(app->mem, settings->data_dir);
    for (const struct setting_row *row = settings_rows; row->key != NULL; row++) {
        struct str *value = (struct str *)((char *)&app->settings + row->offset);
        *value = str_copy(app->mem, *value);
    }
    const enum status status = open_all(app, wanted, ret_why);
    if (status != OK) {
        (void)app_close(app);
    }
    return status;
}

bool app_close(struct app *app)
{
    if (app->mem == NULL) {
        return true;
    }
    if (!app_stop(app)) {
        return false;
    }
    if (app->db != NULL) {
        rooms_close(app->db);
        db_close(app->db);
    }
    routes_destroy(app->routes);
    arena_destroy(app->mem);
    *app = (struct app){.node = -1};
    return true;
}

enum status app_start(struct app *app, char ret_why[256])
{
    const enum status status = job_runner_start(app->db, &app->runner);
    if (status != OK) {
        WHY("background work does not start: %s", status_message(status));
        return status;
    }
    app->housekeeping = housekeeping_start(app);
    app->warming = warming_start(app);
    return OK;
}

bool app_stop(struct app *app)
{
    media_stop();
    warming_stop(app->warming);
    app->warming = NULL;
    if (app->runner != NULL && !job_runner_stop(app->runner)) {
        log_warn("app.stop", "reason=\"a job is still running\"");
        return false;
    }
    app->runner = NULL;
    housekeeping_stop(app->housekeeping);
    app->housekeeping = NULL;
    return true;
}

void app_begin(struct app *app, struct ctx *ret_ctx)
{
    *ret_ctx = (struct ctx){.mem = arena_create(ARENA_DEFAULT_CAP), .now_ms = clock_now_ms()};
    db_session_begin(ret_ctx, app->db);
}

void app_end(struct ctx *ctx)
{
    db_session_end(ctx);
    arena_destroy(ctx->mem);
    *ctx = (struct ctx){0};
}
