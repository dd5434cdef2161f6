/* SPDX-License-Identifier: EUPL-1.2 */
/* Commands about the centre as a whole: init, migrate, doctor, routes, jobs, outbox, ledger. */
#include <inttypes.h>
#include <sys/statvfs.h>

#include "accounts/accounts.h"
#include "allocation/allocation.h"
#include "app/command.h"
#include "app/rooms.h"
#include "base/clock.h"
#include "centre/centre.h"
#include "db/migrate.h"
#include "goods/goods.h"
#include "i18n/timezone.h"
#include "mail/mail.h"

#include "base/banned.h"

#define SLUG_MAX        40
#define OUTBOX_NUMBER   20
#define OUTBOX_MAX      1000
#define FREE_BYTES_WANT (INT64_C(512) * 1024 * 1024)

/* ---- init
 * ---------------------------------------------------------------------------------------- */

/* Writes what the letter that text begins with is called in an address, "-" for any other sign;
 * returns its length in text. */
static size_t letter_of(struct str text, struct str *ret_written)
{
    static const char *const pairs[][2] = {{"æ", "ae"}, {"ø", "o"}, {"å", "a"},
                                           {"Æ", "ae"}, {"Ø", "o"}, {"Å", "a"}};
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        if (str_starts_with(text, str_of(pairs[i][0]))) {
            *ret_written = str_of(pairs[i][1]);
            return strlen(pairs[i][0]);
        }
    }
    const char sign = text.ptr[0];
    const bool plain = (sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9');
    *ret_written = plain ? str_slice(text, 0, 1) : STR("-");
    return 1;
}

/* "Ombrukssenteret på Slemmestad" → "ombrukssenteret-pa-slemmestad". */
static struct str slug_of(struct arena *mem, struct str name)
{
    const struct str lower = str_lower_ascii(mem, name);
    char *slug = arena_alloc(mem, 2 * lower.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < lower.len && len < SLUG_MAX - 1;) {
        struct str written = STR("");
        i += letter_of(str_slice(lower, i, lower.len), &written);
        if (!str_equal(written, STR("-")) || (len > 0 && slug[len - 1] != '-')) {
            memcpy(slug + len, written.ptr, written.len);
            len += written.len;
        }
    }
    while (len > 0 && slug[len - 1] == '-') {
        len--;
    }
    return (struct str){slug, len};
}

struct founding {
    struct centre centre;
    struct str admin;
    int64_t person_id;
};

static enum status found_in_write(struct ctx *ctx, void *arg)
{
    struct founding *founding = arg;
    TRY(centre_add(ctx, &founding->centre));
    TRY(rooms_furnish(ctx));
    const struct new_person admin = {.name = founding->admin, .email = founding->admin};
    TRY(accounts_person_add(ctx, &admin, &founding->person_id));
    TRY(accounts_grant(ctx, founding->person_id, ROLE_MANAGER, 0));
    return accounts_grant(ctx, founding->person_id, ROLE_OPERATOR, 0);
}

static int init(struct command_run *run, struct ctx *ctx)
{
    const struct str slug = command_option(run, "slug");
    const struct str name = command_option(run, "name");
    struct founding founding = {.centre = {.name = name,
                                           .slug = slug.len > 0 ? slug : slug_of(run->mem, name),
                                           .municipality = command_option(run, "municipality"),
                                           .time_zone = STR("Europe/Oslo")},
                                .admin = command_option(run, "admin")};
    if (str_find_byte(founding.admin, '@') <= 0) {
        return command_usage(run, "--admin needs an e-mail address");
    }
    const enum status status = db_write(ctx, found_in_write, &founding);
    if (status == CONFLICT) {
        return command_fail(run, "a centre called %.*s is here already; give another --slug",
                            STR_ARG(founding.centre.slug));
    }
    struct str token;
    if (status != OK) {
        return command_fail_status(run, ctx, status);
    }
    if (accounts_first_link(ctx, founding.person_id, &token) != OK) {
        return command_fail(run, "no sign-in link; run: ombruk user link %.*s",
                            STR_ARG(founding.admin));
    }
    const struct str path = str_format(run->mem, "/logg-inn/lenke/%.*s", STR_ARG(token));
    const struct str address = command_address(run, ctx, path.ptr);
    fprintf(run->out, "%.*s\n", STR_ARG(address));
    return COMMAND_DONE;
}

int command_init(struct command_run *run)
{
    struct app app;
    struct ctx ctx;
    if (!command_open(run, &app, APP_MIGRATE)) {
        return COMMAND_FAILED;
    }
    app_begin(&app, &ctx);
    const int code = init(run, &ctx);
    app_end(&ctx);
    (void)app_close(&app);
    return code;
}

int command_migrate(struct command_run *run)
{
    struct app app;
    if (!command_open(run, &app, APP_MIGRATE)) {
        return COMMAND_FAILED;
    }
    struct ctx ctx;
    struct i64_list ids = {0};
    app_begin(&app, &ctx);
    enum status status = centre_list(&ctx, &ids);
    for (size_t i = 0; status == OK && i < ids.count; i++) {
        ctx.centre_id = ids.ptr[i];
        status = rooms_furnish(&ctx);
    }
    const int code = status == OK ? COMMAND_DONE : command_fail_status(run, &ctx, status);
    app_end(&ctx);
    (void)app_close(&app);
    if (code == COMMAND_DONE) {
        fputs("The database stands at this program's version.\n", run->out);
    }
    return code;
}

/* ---- doctor
 * -------------------------------------------------------------------------------------- */

struct examination {
    struct command_run *run;
    int problems;
};

static void say(struct examination *examination, bool well, const char *what, const char *advice)
{
    fprintf(examination->run->out, "%-8s %s%s%s\n", well ? "ok" : "problem", what, well ? "" : ": ",
            well ? "" : advice);
    examination->problems += well ? 0 : 1;
}

static void examine_disk(struct examination *examination, const char *path)
{
    struct statvfs info;
    const bool known = statvfs(path, &info) == 0;
    const int64_t free_bytes = known ? (int64_t)info.f_bavail * (int64_t)info.f_frsize : 0;
    say(examination, free_bytes >= FREE_BYTES_WANT, "room on the disk",
        "less than 512 MiB is free where the data folder is");
}

static void examine_jobs(struct examination *examination, struct ctx *ctx)
{
    struct i64_list ids = {0};
    struct jobs_backlog backlog = {0};
    const bool asked = centre_list(ctx, &ids) == OK && jobs_backlog(ctx, &backlog) == OK;
    say(examination, asked, "background work can be read",
        "the tables are missing: ombruk migrate");
    say(examination, backlog.failed == 0, "no background work has failed",
        "some has given up after eight tries; the log says why");
    say(examination, ids.count > 0, "there is a centre", "make one with ombruk init");
}

int command_doctor(struct command_run *run)
{
    struct app app;
    struct ctx ctx;
    char why[256];
    struct examination examination = {.run = run};
    if (!command_open(run, &app, APP_LOOK)) {
        return COMMAND_FAILED;
    }
    app_begin(&app, &ctx);
    say(&examination, db_is_alive(app.db), "the database answers",
        "check --database and the server");
    const bool current = db_migrate_check(app.db, why) == OK;
    say(&examination, current, "the database stands at this version", why);
    say(&examination, timezone_exists(STR("Europe/Oslo")), "time zones are known",
        "install the package tzdata");
    say(&examination, clock_now_ms() > INT64_C(1767225600000), "the clock is set",
        "it is before 2026; set it");
    examine_disk(&examination, app.settings.data_dir.ptr);
    say(&examination, app.settings.public_url.len > 0, "public_url is set",
        "links in mails need it: public_url = https://… in ombruk.conf");
    if (current) {
        examine_jobs(&examination, &ctx);
    }
    app_end(&ctx);
    (void)app_close(&app);
    return examination.problems == 0 ? COMMAND_DONE : COMMAND_FAILED;
}

/* ---- routes
 * -------------------------------------------------------------------------------------- */

int command_routes(struct command_run *run)
{
    char why[256];
    if (routes_check(rooms_routes, rooms_route_count, why) != OK) {
        return command_fail(run, "%s", why);
    }
    for (size_t i = 0; i < rooms_route_count; i++) {
        for (const struct route *route = rooms_routes[i].routes; route->path != NULL; route++) {
            const struct str who = accounts_who_keys(run->mem, route->who);
            fprintf(run->out, "%-6s %-40s %.*s\n", http_method_name(route->method), route->path,
                    STR_ARG(who));
        }
    }
    return COMMAND_DONE;
}

/* ---- jobs, outbox, ledger
 * -------------------------------------------------------------------------- */

int command_jobs_run(struct command_run *run)
{
    struct app app;
    int done = 0;
    if (!command_open(run, &app, APP_CHECK)) {
        return COMMAND_FAILED;
    }
    const enum status status = jobs_run_due(app.db, 0, &done);
    (void)app_close(&app);
    if (status != OK) {
        return command_fail(run, "%s", status_message(status));
    }
    fprintf(run->out, "%d done\n", done);
    return COMMAND_DONE;
}

static int outbox(struct command_run *run, struct ctx *ctx)
{
    int64_t number = OUTBOX_NUMBER;
    const struct str wanted = command_option(run, "number");
    if (wanted.ptr != NULL && (!str_to_i64(wanted, &number) || number < 1 || number > OUTBOX_MAX)) {
        return command_usage(run, "--number is 1 to %d", OUTBOX_MAX);
    }
    if (!command_centre(run, ctx)) {
        return COMMAND_FAILED;
    }
    struct mail_items items = {0};
    const enum status status = mail_list(ctx, number, &items);
    if (status != OK) {
        return command_fail_status(run, ctx, status);
    }
    if (items.count == 0) {
        fputs("no mails\n", run->out);
    }
    for (size_t i = 0; i < items.count; i++) {
        const struct mail_item *item = &items.ptr[i];
        fprintf(run->out, "%s  to %.*s\n%.*s\n\n%.*s\n----\n",
                item->sent_ms == NO_I64 ? "waiting" : "sent", STR_ARG(item->to),
                STR_ARG(item->subject), STR_ARG(item->text));
    }
    return COMMAND_DONE;
}

int command_outbox(struct command_run *run)
{
    struct app app;
    struct ctx ctx;
    if (!command_open(run, &app, APP_CHECK)) {
        return COMMAND_FAILED;
    }
    app_begin(&app, &ctx);
    const int code = outbox(run, &ctx);
    app_end(&ctx);
    (void)app_close(&app);
    return code;
}

/* Points and published draws of the centre of ctx. */
static int verify_draws(struct command_run *run, struct ctx *ctx)
{
    struct allocation_verdict verdict;
    const enum status status = allocation_verify(ctx, &verdict);
    if (status != OK) {
        return command_fail_status(run, ctx, status);
    }
    fprintf(run->out,
            "shops with points %" PRId64 ", entries %" PRId64 ", draws %" PRId64
            ", differences %" PRId64 "\n",
            verdict.leads, verdict.entries, verdict.runs, verdict.differences);
    if (verdict.differences > 0) {
        return command_fail(run, "points or draws differ from what is kept: %.*s",
                            STR_ARG(verdict.first));
    }
    return COMMAND_DONE;
}

/* Prints what was found in the centre of ctx; fails if something differs. */
static int verify_goods(struct command_run *run, struct ctx *ctx)
{
    struct goods_verdict verdict;
    const enum status status = goods_verify(ctx, &verdict);
    if (status != OK) {
        return command_fail_status(run, ctx, status);
    }
    fprintf(run->out,
            "things %" PRId64 ", events %" PRId64 ", seals %" PRId64 ", not sealed yet %" PRId64
            ", differences %" PRId64 "\n",
            verdict.things, verdict.events, verdict.seals, verdict.unsealed, verdict.differences);
    if (verdict.differences > 0) {
        return command_fail(run, "the ledger and what is kept differ: %.*s",
                            STR_ARG(verdict.first));
    }
    return COMMAND_DONE;
}

/* Both are looked through, whatever is found in the first. */
static int verify(struct command_run *run, struct ctx *ctx)
{
    const int goods = verify_goods(run, ctx);
    const int draws = verify_draws(run, ctx);
    return goods == COMMAND_DONE ? draws : goods;
}

int command_verify_ledger(struct command_run *run, struct ctx *ctx)
{
    struct i64_list ids = {0};
    if (command_option(run, "centre").len > 0) {
        return command_centre(run, ctx) ? verify(run, ctx) : COMMAND_FAILED;
    }
    const enum status status = centre_list(ctx, &ids);
    if (status != OK) {
        return command_fail_status(run, ctx, status);
    }
    int code = COMMAND_DONE;
    for (size_t i = 0; i < ids.count; i++) {
        ctx->centre_id = ids.ptr[i];
        const int one = verify(run, ctx);
        code = one == COMMAND_DONE ? code : one;
    }
    return code;
}

int command_ledger_verify(struct command_run *run)
{
    struct app app;
    struct ctx ctx;
    if (!command_open(run, &app, APP_CHECK)) {
        return COMMAND_FAILED;
    }
    app_begin(&app, &ctx);
    const int code = command_verify_ledger(run, &ctx);
    app_end(&ctx);
    (void)app_close(&app);
    return code;
}
