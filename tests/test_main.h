/* SPDX-License-Identifier: EUPL-1.2 */
/* The main() of the test programs: all groups, or those whose name begins with an argument. Like
 * the program itself it is started again as photo-worker. */
#ifndef OMBRUK_TESTS_TEST_MAIN_H
#define OMBRUK_TESTS_TEST_MAIN_H

#include <stdio.h>
#include <string.h>

#include "media/photo_worker.h"

struct test_group {
    const char *name;
    int (*run)(void);
};

extern const struct test_group test_groups[];

/* Failures of all groups that ran; 1 also when an argument matched none. */
static int test_main_run(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "photo-worker") == 0) {
        return photo_worker_main(argc, argv);
    }
    int failed = 0;
    int groups = 0;
    /* tests/run_groups.sh asks for the names. */
    if (argc == 2 && strcmp(argv[1], "--list") == 0) {
        for (const struct test_group *group = test_groups; group->name != NULL; group++) {
            puts(group->name);
        }
        return 0;
    }
    for (const struct test_group *group = test_groups; group->name != NULL; group++) {
        int wanted = argc < 2;
        for (int i = 1; i < argc; i++) {
            wanted = wanted || strncmp(group->name, argv[i], strlen(argv[i])) == 0;
        }
        if (wanted) {
            groups++;
            failed += group->run();
        }
    }
    fprintf(stderr, "%d groups, %d failed tests\n", groups, failed);
    return failed > 0 || groups == 0;
}

#define TEST_MAIN                                                                                  \
    int main(int argc, char **argv)                                                                \
    {                                                                                              \
        return test_main_run(argc, argv);                                                          \
    }

#endif
