/* SPDX-License-Identifier: EUPL-1.2 */
/* One file with the rows of a whole database and any number of named files, for either engine.
 *
 * It is an SQLite database, so any sqlite3 program reads it for as long as there is one:
 *   archive_about      what it is: format, program, engine, made_ms
 *   archive_migration  name and SHA-256 of the migrations the rows fit
 *   archive_table      each copied table: rows and BLAKE2b-256 of them
 *   archive_file       files: name, bytes, BLAKE2b-256, content
 *   and each table under its own name, columns without constraints, rows by primary key.
 * Behind the last page stands one line "ombruk backup 1 " + BLAKE2b-256 of all bytes before + LF,
 * by which a cut or changed file is known before anything in it is read. SQLite ignores it.
 *
 * The hash of rows goes over the values in order, NULL as 0; a number as 1 and eight bytes; text as
 * 2, bytes as 3, then length in eight bytes and content (big-endian): equal rows have equal hashes
 * whatever engine they come from.
 *
 * Hashes tell damage, not malice: whoever can write the file can write its hashes. What comes from
 * a stranger is still read with care: only tables with exactly the expected definition, values of
 * the declared kind, text that is UTF-8 without NUL, lengths under the limits below. */
#ifndef OMBRUK_DB_ARCHIVE_H
#define OMBRUK_DB_ARCHIVE_H

#include "db/migrate.h"
#include "db/tables.h"

#define ARCHIVE_VERSION   1
#define ARCHIVE_FILE_MAX  ((int64_t)64 * 1024 * 1024)
#define ARCHIVE_VALUE_MAX ((size_t)64 * 1024 * 1024)
#define ARCHIVE_NAME_MAX  128

struct archive;

/* Why the last call failed, one line that says what to do; never NULL. */
const char *archive_why(const struct archive *archive);

/* ---- making -----------------------------------------------------------------------------------
 * Under a temporary name beside `path`, with mode 0600; archive_finish() gives it its name. */

struct archive_about {
    char program[32];
    char engine[16];
    int64_t made_ms;
};

/* CONFLICT if `path` is there already, UNAVAILABLE if it cannot be written; then `ret_why` says so
 * and nothing is left. */
MUST_CHECK enum status archive_create(const char *path, const struct archive_about *about,
                                      struct archive **ret_archive, char ret_why[256]);
/* The migrations of the session's database. */
MUST_CHECK enum status archive_add_migrations(struct archive *archive, struct ctx *ctx);
/* All rows of a table, as table_read() gives them. INVALID if a text could not be stored on both
 * engines. */
MUST_CHECK enum status archive_add_table(struct archive *archive, struct ctx *ctx,
                                         const struct table *table, int64_t *ret_rows);
/* The whole content of `fd`. The same name again is OK and changes nothing: `*ret_bytes` is then
 * -1. TOO_LARGE over ARCHIVE_FILE_MAX; UNAVAILABLE if it cannot be read. */
MUST_CHECK enum status archive_add_file(struct archive *archive, const char *name, int fd,
                                        int64_t *ret_bytes);
/* Makes it durable under its name. CONFLICT if another file has taken the name meanwhile. Whatever
 * the answer, archive_close() follows. */
MUST_CHECK enum status archive_finish(struct archive *archive);

/* ---- reading ----------------------------------------------------------------------------------
 */

/* Reads the whole file once for its hash. INVALID if it is not an archive, is cut off, changed or
 * of another format; UNAVAILABLE if it cannot be read; then `ret_why` says which. */
MUST_CHECK enum status archive_open(const char *path, struct archive **ret_archive,
                                    char ret_why[256]);
void archive_about(const struct archive *archive, struct archive_about *ret_about);
/* How many of `known`, from the first, the rows fit. INVALID if it has other ones than these, e.g.
 * because a newer program made it. */
MUST_CHECK enum status archive_migrations(struct archive *archive, const struct migration *known,
                                          size_t *ret_count);
/* INVALID unless it holds exactly these tables, each with exactly these columns. */
MUST_CHECK enum status archive_check_tables(struct archive *archive, const struct tables *tables);
/* Inside db_write(): adds all its rows to the table. INVALID if rows and their hash differ, or a
 * value is not of its column's kind; CONFLICT if the database refuses a row. Adds to `*rows`. */
MUST_CHECK enum status archive_load_table(struct archive *archive, struct ctx *ctx,
                                          const struct table *table, int64_t *rows);

struct archive_file {
    int64_t id;
    char name[ARCHIVE_NAME_MAX];
    int64_t bytes;
    unsigned char hash[32];
};
/* The file after `file`; start with a zeroed one. NOT_FOUND after the last. INVALID if its row
 * makes no sense. */
MUST_CHECK enum status archive_next_file(struct archive *archive, struct archive_file *file);
/* Writes its content to `fd`, or only reads it when `fd` is -1. INVALID if content and hash differ,
 * UNAVAILABLE if it cannot be written. */
MUST_CHECK enum status archive_copy_file(struct archive *archive, const struct archive_file *file,
                                         int fd);

/* NULL is allowed. One that was made but not finished is removed. */
void archive_close(struct archive *archive);

/* ---- parts, for tests -------------------------------------------------------------------------
 */

#define ARCHIVE_TRAILER_LEN 81
/* The line behind the last page for these bytes of `fd`, from its start; false if it cannot be
 * read. */
bool archive_trailer(int fd, int64_t bytes, char ret_trailer[ARCHIVE_TRAILER_LEN]);

#endif
