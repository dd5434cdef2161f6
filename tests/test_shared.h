/* SPDX-License-Identifier: EUPL-1.2 */
/* Real data of other people, which stands beside the repository and is never part of it. */
#ifndef OMBRUK_TESTS_TEST_SHARED_H
#define OMBRUK_TESTS_TEST_SHARED_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "test.h"

/* Path of `name` under the folder shared/data, which OMBRUK_SHARED (the folder shared) overrides.
 * NULL where it does not stand, said in one line; with CI=true its absence fails. */
static inline const char *test_shared_path(struct arena *arena, const char *name)
{
    const char *given = getenv("OMBRUK_SHARED");
    const char *folders[] = {given == NULL ? "../shared" : given, "../../shared"};
    const char *ci = getenv("CI");
    for (size_t i = 0; i < (given == NULL ? 2U : 1U); i++) {
        const char *path = str_format(arena, "%s/data/%s", folders[i], name).ptr;
        if (access(path, R_OK) == 0) {
            return path;
        }
    }
    if (ci != NULL && strcmp(ci, "true") == 0) {
        fail_msg("shared/data/%s is missing; set OMBRUK_SHARED", name);
    }
    fprintf(stderr, "shared/data/%s does not stand here: not compared with it\n", name);
    return NULL;
}

/* Appends the contents of `path`, unpacked where it is gzipped. */
static inline void test_shared_read(const char *path, struct strbuf *text)
{
    char part[16384];
    gzFile file = gzopen(path, "rb");
    assert_non_null(file);
    int got = gzread(file, part, sizeof(part));
    for (; got > 0; got = gzread(file, part, sizeof(part))) {
        strbuf_bytes(text, part, (size_t)got);
    }
    assert_int_equal(got, 0);
    assert_false(text->overflow);
    gzclose(file);
}

#endif
