/* SPDX-License-Identifier: EUPL-1.2 */
/* What the two halves of an archive share: archive_file.c has the file (name, trailer, SQLite
 * handle, errors), archive.c what is in it. */
#ifndef OMBRUK_DB_ARCHIVE_FILE_H
#define OMBRUK_DB_ARCHIVE_FILE_H

#include <sqlite3.h>

#include "db/archive.h"

struct archive {
    sqlite3 *handle;
    char *path;
    char *temporary; /* while it is being made, else NULL */
    struct archive_about about;
    char why[256];
};

/* Fills `why` and returns the status. */
enum status archive_fail(struct archive *archive, enum status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The same for a result code of SQLite; OK stays OK. */
enum status archive_status(struct archive *archive, int code);

/* Opens the file that archive_create() begins, empty. */
enum status archive_file_begin(const char *path, struct archive **ret_archive, char ret_why[256]);
/* Closes SQLite, adds the trailer, makes it durable under its name. */
enum status archive_file_end(struct archive *archive);
/* Checks the trailer and opens it for reading. */
enum status archive_file_open(const char *path, struct archive **ret_archive, char ret_why[256]);

#endif
