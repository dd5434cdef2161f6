/* SPDX-License-Identifier: EUPL-1.2 */
/* ombruk backup create, verify, restore. */
#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "app/backup.h"
#include "app/command.h"
#include "base/clock.h"
#include "media/media.h"

#include "base/banned.h"

/* ---- what they share ------------------------------------------------------------------------- */

/* An instant in UTC, for a file's name or for people. */
static struct str utc(struct command_run *run, int64_t at_ms, bool for_name)
{
    struct tm parts;
    const time_t at_s = at_ms / 1000;
    if (gmtime_r(&at_s, &parts) == NULL) {
        return STR("?");
    }
    char text[64] = "";
    if (for_name) {
        (void)strftime(text, sizeof(text), "%Y-%m-%dT%H%M%SZ", &parts);
    } else {
        (void)strftime(text, sizeof(text), "%Y-%m-%d %H:%M", &parts);
    }
    return str_copy(run->mem, str_of(text));
}

static void print_counts(struct command_run *run, const struct backup_counts *counts)
{
    fprintf(run->out,
            "tables %" PRId64 ", rows %" PRId64 ", photo files %" PRId64 " (%" PRId64 " MB)\n",
            counts->tables, counts->rows, counts->files, counts->bytes / 1000000);
}

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *place)
{
    (void)info;
    (void)type;
    (void)place;
    return remove(path);
}

static void remove_tree(const char *path)
{
    (void)nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

/* Recomputes every ledger of the filled database. */
static int verify_ledger(struct command_run *run, struct db *db)
{
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP), .now_ms = clock_now_ms()};
    db_session_begin(&ctx, db);
    const int code = command_verify_ledger(run, &ctx);
    db_session_end(&ctx);
    arena_destroy(ctx.mem);
    return code;
}

static bool open_archive(struct command_run *run, struct archive **ret_archive)
{
    char why[256];
    if (archive_open(run->options.words[0].ptr, ret_archive, why) != OK) {
        (void)command_fail(run, "%s", why);
        return false;
    }
    struct archive_about about;
    archive_about(*ret_archive, &about);
    const struct str made = utc(run, about.made_ms, false);
    fprintf(run->out, "made %.*s UTC by version %s on %s\n", STR_ARG(made), about.program,
            about.engine);
    return true;
}

/* ---- create ---------------------------------------------------------------------------------- */

/* In a folder the backup gets a name by its instant. */
static const char *file_to_make(struct command_run *run)
{
    struct stat info;
    const char *path = run->options.words[0].ptr;
    if (stat(path, &info) != 0 || !S_ISDIR(info.st_mode)) {
        return path;
    }
    const struct str name = utc(run, clock_now_ms(), true);
    return str_format(run->mem, "%s/ombruk-%.*s.backup", path, STR_ARG(name)).ptr;
}

int command_backup_create(struct command_run *run)
{
    struct app app;
    struct backup_counts counts;
    char why[256];
    const char *path = file_to_make(run);
    if (!command_open(run, &app, APP_CHECK)) {
        return COMMAND_FAILED;
    }
    const enum status status = backup_create(app.db, path, &counts, why);
    (void)app_close(&app);
    if (status != OK) {
        return command_fail(run, "%s", why);
    }
    fprintf(run->out, "%s\n", path);
    print_counts(run, &counts);
    return COMMAND_DONE;
}

/* ---- verify ---------------------------------------------------------------------------------- */

static int verify_in(struct command_run *run, struct archive *archive, const char *folder)
{
    struct backup_counts counts;
    struct db *db = NULL;
    char why[256];
    if (backup_load_files(archive, false, &counts, why) != OK) {
        return command_fail(run, "%s", why);
    }
    const struct str url = str_format(run->mem, "sqlite:%s/verify.db", folder);
    if (db_open((struct db_options){.url = url}, &db, why) != OK) {
        return command_fail(run, "%s", why);
    }
    int code = COMMAND_DONE;
    if (backup_load(archive, db, &counts, why) != OK) {
        code = command_fail(run, "%s", why);
    } else {
        print_counts(run, &counts);
        code = verify_ledger(run, db);
    }
    db_close(db);
    return code;
}

int command_backup_verify(struct command_run *run)
{
    struct archive *archive = NULL;
    const char *where = getenv("TMPDIR");
    const struct str folder = str_format(run->mem, "%s/ombruk-verify.XXXXXX",
                                         where == NULL || *where == '\0' ? "/var/tmp" : where);
    char *path = strdup(folder.ptr);
    if (path == NULL) {
        abort();
    }
    if (!open_archive(run, &archive)) {
        free(path);
        return COMMAND_FAILED;
    }
    int code = COMMAND_FAILED;
    if (mkdtemp(path) == NULL) {
        code = command_fail(run, "cannot make a folder like %s: %s; name another place in TMPDIR",
                            path, strerror(errno));
    } else {
        code = verify_in(run, archive, path);
        remove_tree(path);
    }
    archive_close(archive);
    free(path);
    if (code == COMMAND_DONE) {
        fputs("The backup is whole and can be restored.\n", run->out);
    }
    return code;
}

/* ---- restore --------------------------------------------------------------------------------- */

struct restoring {
    struct command_run *run;
    struct archive *archive;
    const char *folder;
    const char *file; /* of SQLite; NULL on PostgreSQL */
    bool made_folder;
    bool made_file;
    struct db *db;
    struct backup_counts counts;
};

/* Settings may stand there already: they say where the database is. */
static bool may_be_there(const char *name)
{
    static const char *const names[] = {".", "..", "ombruk.conf", "lost+found"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool prepare_folder(struct restoring *restoring)
{
    const char *path = restoring->folder;
    if (mkdir(path, 0700) == 0) {
        restoring->made_folder = true;
        return true;
    }
    DIR *folder = errno == EEXIST ? opendir(path) : NULL;
    if (folder == NULL) {
        (void)command_fail(restoring->run, "cannot use the folder %s: %s", path, strerror(errno));
        return false;
    }
    bool empty = true;
    const struct dirent *entry = NULL;
    while ((entry = readdir(folder)) != NULL) { /* NOLINT(concurrency-mt-unsafe) */
        empty = empty && may_be_there(entry->d_name);
    }
    closedir(folder);
    if (!empty) {
        (void)command_fail(restoring->run,
                           "%s is not empty; restore into a new folder, or one that holds "
                           "ombruk.conf at most",
                           path);
    }
    return empty;
}

static bool open_database(struct restoring *restoring)
{
    const struct str url = restoring->run->settings.database_url;
    char why[256];
    if (str_starts_with(url, STR("sqlite:"))) {
        restoring->file = url.ptr + strlen("sqlite:");
        restoring->made_file = access(restoring->file, F_OK) != 0;
    }
    if (db_open((struct db_options){.url = url}, &restoring->db, why) != OK ||
        backup_check_empty(restoring->db, why) != OK) {
        (void)command_fail(restoring->run, "%s", why);
        return false;
    }
    return true;
}

/* Photos first: without rows nobody sees them, so what a power cut leaves is never half a centre.
 */
static int fill(struct restoring *restoring)
{
    char why[256];
    const struct str folder = restoring->run->settings.data_dir;
    if (media_start(folder) != OK) {
        return command_fail(restoring->run, "cannot make %s/media: %s", restoring->folder,
                            strerror(errno));
    }
    if (backup_load_files(restoring->archive, true, &restoring->counts, why) != OK ||
        backup_load(restoring->archive, restoring->db, &restoring->counts, why) != OK) {
        return command_fail(restoring->run, "%s", why);
    }
    print_counts(restoring->run, &restoring->counts);
    return verify_ledger(restoring->run, restoring->db);
}

static void remove_database(struct restoring *restoring)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    for (size_t i = 0; restoring->made_file && i < sizeof(endings) / sizeof(endings[0]); i++) {
        unlink(str_format(restoring->run->mem, "%s%s", restoring->file, endings[i]).ptr);
    }
}

/* As if nothing had been tried. `filling`: the database was empty, what is in it now is ours. */
static void undo(struct restoring *restoring, bool filling)
{
    struct arena *mem = restoring->run->mem;
    if (filling) {
        if (!restoring->made_file && tables_drop_all(restoring->db) != OK) {
            (void)command_fail(restoring->run,
                               "what was begun is left in the database; make it empty by hand");
        }
        remove_tree(str_format(mem, "%s/media", restoring->folder).ptr);
    }
    db_close(restoring->db);
    restoring->db = NULL;
    remove_database(restoring);
    if (restoring->made_folder) {
        rmdir(restoring->folder);
    }
}

static int restore(struct restoring *restoring)
{
    if (!prepare_folder(restoring)) {
        return COMMAND_FAILED;
    }
    if (!open_database(restoring)) {
        undo(restoring, false);
        return COMMAND_FAILED;
    }
    const int code = fill(restoring);
    if (code != COMMAND_DONE) {
        undo(restoring, true);
        return code;
    }
    db_close(restoring->db);
    fprintf(restoring->run->out, "Restored into %s; the ledger is as it should be.\n",
            restoring->folder);
    return COMMAND_DONE;
}

int command_backup_restore(struct command_run *run)
{
    struct restoring restoring = {.run = run, .folder = run->settings.data_dir.ptr};
    if (!open_archive(run, &restoring.archive)) {
        return COMMAND_FAILED;
    }
    const int code = restore(&restoring);
    archive_close(restoring.archive);
    return code;
}
