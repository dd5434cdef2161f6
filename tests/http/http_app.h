/* SPDX-License-Identifier: EUPL-1.2 */
/* What the intake app sends (docs/intake.md), for tests. */
#ifndef OMBRUK_TESTS_HTTP_APP_H
#define OMBRUK_TESTS_HTTP_APP_H

#include "goods/goods.h"
#include "http_fixture.h"

/* The same with another last digit: APP_UUID "1". */
#define APP_UUID "0197a1f2-5d6f-7d7e-9a63-00000000000"

/* As the station worker's phone. `path` may have the prefix of a language. */
struct answer app_send(struct fixture *f, enum http_method method, const char *path,
                       struct str body);
/* POST /inn/data/lot with `members` after uuid, times, category and state: "\"count\":3". */
struct answer app_lot(struct fixture *f, const char *uuid, const char *members);
/* POST …/undo. */
struct answer app_undo(struct fixture *f, const char *uuid);
/* PUT of bytes from..to of `photo`, for the lot `lot`; the sum is that of the whole. */
struct answer app_photo(struct fixture *f, const char *uuid, const char *lot, struct str photo,
                        size_t from, size_t to);

/* SHA-256 in hexadecimal. */
struct str app_sum(struct fixture *f, struct str bytes);

/* The thing that was received with this uuid; fails the test if there is none. */
struct thing app_thing(struct fixture *f, const char *uuid);
/* Open cases of the help pile of the whole centre. */
int64_t app_help_count(struct fixture *f);
/* The value of a member that is a text, such as "code". */
struct str app_member(struct fixture *f, const struct answer *answer, const char *name);

/* A JPEG of its own kind for each number, with the place where it was taken in it. */
struct str app_jpeg(struct fixture *f, int width, int height, int number);

#endif
