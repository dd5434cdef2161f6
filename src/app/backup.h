/* SPDX-License-Identifier: EUPL-1.2 */
/* A whole installation in one file (db/archive.h): all tables of one moment, and the photos.
 *
 * The schema is the list of what is saved; backup_left_out is the only exception, each with its
 * reason. The folder's `secret` (it signs forms that are open in browsers) and `ombruk.conf` (about
 * this machine, with passwords) are not in it either. The file holds names, addresses and password
 * hashes: mode 0600. */
#ifndef OMBRUK_APP_BACKUP_H
#define OMBRUK_APP_BACKUP_H

#include "db/archive.h"

/* Tables that are about what runs and who is signed in at this moment. Ends with table NULL. */
extern const struct backup_left_out {
    const char *table;
    const char *why;
} backup_left_out[];

struct backup_counts {
    int64_t tables;
    int64_t rows;
    int64_t files;
    int64_t bytes; /* of the files */
};

/* All tables that are saved, each after those it refers to, in ctx->mem. */
MUST_CHECK enum status backup_tables(struct ctx *ctx, struct tables *ret_tables);

/* Saves the database and its photos (media_start() came before) in a new file at `path`, while
 * others work: tables are of one moment, photos never change. CONFLICT if the file is there,
 * NOT_FOUND if a photo's file is gone, UNAVAILABLE if the disk is full; then `ret_why` says so and
 * there is no file. */
MUST_CHECK enum status backup_create(struct db *db, const char *path,
                                     struct backup_counts *ret_counts, char ret_why[256]);

/* CONFLICT if there is any table or view in the database. */
MUST_CHECK enum status backup_check_empty(struct db *db, char ret_why[256]);

/* Fills an empty database: the backup's migrations, all rows in one transaction, the migrations
 * that came after, and what is derived. INVALID if the file makes no sense or is of a newer
 * program, CONFLICT if the database refuses its rows. On failure the caller removes what was made
 * (tables_drop_all()). */
MUST_CHECK enum status backup_load(struct archive *archive, struct db *db,
                                   struct backup_counts *ret_counts, char ret_why[256]);

/* Reads all photos; with `store` also puts them into the media folder (media_start() came before),
 * which must not have them. INVALID for damage or a file that is no photo's. */
MUST_CHECK enum status backup_load_files(struct archive *archive, bool store,
                                         struct backup_counts *ret_counts, char ret_why[256]);

#endif
