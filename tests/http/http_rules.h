/* SPDX-License-Identifier: EUPL-1.2 */
/* Rules of the draw with many lines. */
#ifndef OMBRUK_TESTS_HTTP_RULES_H
#define OMBRUK_TESTS_HTTP_RULES_H

#include "http_fixture.h"

/* A fixture with rules in force today: those that a centre starts with, points of their own for the
 * first `kinds` kinds of things of the code list, and quota classes for the first `classes`. Points
 * are one line a kind, or (`step` not 0) differ by it from one size and state to the next. */
struct fixture *rules_open(size_t kinds, int64_t step, size_t classes);
/* The id of those in force today. */
int64_t rules_in_force(struct fixture *f);
/* Whether two versions have the same points and quota classes. */
bool rules_same(struct fixture *f, int64_t id, int64_t other_id);

#endif
