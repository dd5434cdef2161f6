/* SPDX-License-Identifier: EUPL-1.2 */
/* Tests of child processes under limits. */
#include "media/process.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "test.h"

#include "base/banned.h"

int media_process_test(void);

#define MB ((size_t)1024 * 1024)

/* Runs `sh -c script` with `in` as standard input and an empty file as output. */
static struct process_result run_shell(const char *script, struct str in, struct arena *arena,
                                       struct str *ret_out)
{
    const char *const argv[] = {"sh", "-c", script, NULL};
    const int fds[] = {process_input(in), process_input(STR(""))};
    const struct process process = {.argv = argv,
                                    .fds = fds,
                                    .fd_count = 2,
                                    .timeout_ms = 20000,
                                    .cpu_seconds = 10,
                                    .memory_max = 512 * MB,
                                    .file_max = MB};
    struct process_result result = {0};
    assert_int_equal(process_run(&process, &result), OK);
    assert_int_equal(process_output(arena, fds[1], MB, ret_out), OK);
    close(fds[0]);
    close(fds[1]);
    return result;
}

static void test_input_goes_in_and_output_comes_out(void **state)
{
    struct arena *arena = *state;
    struct str out = {0};
    const struct process_result result = run_shell("tr a-z A-Z; exit 3", STR("abc"), arena, &out);
    assert_int_equal(result.end, PROCESS_EXITED);
    assert_int_equal(result.code, 3);
    assert_str(out, "ABC");
}

static void test_a_child_has_no_files_but_its_own(void **state)
{
    struct arena *arena = *state;
    /* Not close-on-exec on purpose: it must be closed all the same. */
    const int mine = open("/dev/null", O_RDONLY); /* NOLINT(android-cloexec-open) */
    struct str out = {0};
    run_shell("for f in /proc/self/fd/*; do echo ${f##*/}; done", STR(""), arena, &out);
    close(mine);
    /* The shell itself holds the folder it lists open for a moment. */
    assert_true(str_starts_with(out, STR("0\n1\n2\n")));
    assert_true(out.len <= sizeof("0\n1\n2\n3\n") - 1);
}

static void test_a_child_has_no_environment_of_ours(void **state)
{
    struct arena *arena = *state;
    setenv("OMBRUK_TEST_SECRET", "visible", 1);
    struct str out = {0};
    run_shell("env", STR(""), arena, &out);
    unsetenv("OMBRUK_TEST_SECRET");
    assert_int_equal(str_find(out, STR("OMBRUK_TEST_SECRET")), -1);
    assert_true(str_find(out, STR("LANG=C.UTF-8")) >= 0);
}

static void test_a_child_cannot_open_a_socket(void **state)
{
    struct arena *arena = *state;
    struct str out = {0};
    run_shell("exec python3 -c '\n"
              "import socket\n"
              "for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX):\n"
              "    try:\n"
              "        socket.socket(family); print(\"open\")\n"
              "    except PermissionError:\n"
              "        print(\"refused\")\n"
              "'",
              STR(""), arena, &out);
    assert_str(out, "refused\nrefused\nrefused\n");
}

static void test_a_child_that_takes_too_long_is_killed(void **state)
{
    (void)state;
    const char *const argv[] = {"sleep", "60", NULL};
    const struct process process = {
        .argv = argv, .timeout_ms = 50, .cpu_seconds = 1, .memory_max = 512 * MB};
    struct process_result result = {0};
    assert_int_equal(process_run(&process, &result), OK);
    assert_int_equal(result.end, PROCESS_TIMEOUT);
}

static void *run_marked(void *arg)
{
    const int *out = arg;
    const char *const argv[] = {"sh", "-c", "echo +; sleep 0.1; echo -", NULL};
    const int fds[] = {-1, *out};
    const struct process process = {.argv = argv,
                                    .fds = fds,
                                    .fd_count = 2,
                                    .timeout_ms = 20000,
                                    .cpu_seconds = 10,
                                    .memory_max = 512 * MB,
                                    .file_max = MB};
    struct process_result result = {.end = PROCESS_KILLED};
    const enum status status = process_run(&process, &result);
    return status == OK && result.end == PROCESS_EXITED ? NULL : arg;
}

static void test_three_run_at_a_time_and_the_others_wait(void **state)
{
    struct arena *arena = *state;
    int out = process_input(STR(""));
    pthread_t threads[8];
    /* A file in memory does not guard its position against two who write at once. */
    assert_int_equal(fcntl(out, F_SETFL, O_APPEND), 0);
    for (size_t i = 0; i < 8; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, run_marked, &out), 0);
    }
    for (size_t i = 0; i < 8; i++) {
        void *failed = NULL;
        pthread_join(threads[i], &failed);
        assert_null(failed);
    }
    struct str marks = {0};
    assert_int_equal(process_output(arena, out, MB, &marks), OK);
    close(out);
    int inside = 0;
    int most = 0;
    for (size_t i = 0; i < marks.len; i++) {
        inside += marks.ptr[i] == '+' ? 1 : 0;
        inside -= marks.ptr[i] == '-' ? 1 : 0;
        most = inside > most ? inside : most;
    }
    assert_int_equal(marks.len, 8 * 4);
    assert_int_equal(inside, 0);
    assert_in_range(most, 1, 3);
}

static void *call_off_soon(void *arg)
{
    (void)arg;
    usleep(50000);
    process_call_off(true);
    return NULL;
}

static void test_children_that_are_called_off_end_at_once(void **state)
{
    (void)state;
    const char *const argv[] = {"sleep", "60", NULL};
    const struct process process = {
        .argv = argv, .timeout_ms = 59000, .cpu_seconds = 1, .memory_max = 512 * MB};
    struct process_result result = {0};
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, call_off_soon, NULL), 0);
    /* Without the call it would go on for a minute, longer than a test may take. */
    assert_int_equal(process_run(&process, &result), OK);
    assert_int_equal(result.end, PROCESS_TIMEOUT);
    pthread_join(thread, NULL);
    result.end = PROCESS_EXITED;
    assert_int_equal(process_run(&process, &result), OK);
    assert_int_equal(result.end, PROCESS_TIMEOUT);
    process_call_off(false);
}

static void test_a_child_cannot_write_more_than_its_limit(void **state)
{
    struct arena *arena = *state;
    struct str out = {0};
    const struct process_result result =
        run_shell("exec head -c 4000000 /dev/zero", STR(""), arena, &out);
    assert_int_equal(result.end, PROCESS_KILLED);
    assert_int_equal(result.code, SIGXFSZ);
    assert_int_equal(out.len, MB);
}

static void test_a_crash_is_told(void **state)
{
    struct arena *arena = *state;
    struct str out = {0};
    const struct process_result result = run_shell("kill -SEGV $$", STR(""), arena, &out);
    assert_int_equal(result.end, PROCESS_KILLED);
    assert_int_equal(result.code, SIGSEGV);
}

static void test_a_missing_program_is_not_found(void **state)
{
    (void)state;
    const char *const argv[] = {"ombruk-no-such-program", NULL};
    const struct process process = {
        .argv = argv, .timeout_ms = 1000, .cpu_seconds = 1, .memory_max = MB};
    struct process_result result = {0};
    assert_int_equal(process_run(&process, &result), NOT_FOUND);
}

static void test_output_over_the_maximum_is_too_large(void **state)
{
    struct arena *arena = *state;
    const int fd = process_input(STR("12345"));
    struct str out = STR("untouched");
    assert_int_equal(process_output(arena, fd, 4, &out), TOO_LARGE);
    assert_str(out, "untouched");
    assert_int_equal(process_output(arena, fd, 5, &out), OK);
    assert_str(out, "12345");
    close(fd);
}

static int setup(void **state)
{
    *state = arena_create(ARENA_DEFAULT_CAP);
    return 0;
}

static int teardown(void **state)
{
    arena_destroy(*state);
    return 0;
}

int media_process_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_input_goes_in_and_output_comes_out, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_child_has_no_files_but_its_own, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_child_has_no_environment_of_ours, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_child_cannot_open_a_socket, setup, teardown),
        cmocka_unit_test(test_a_child_that_takes_too_long_is_killed),
        cmocka_unit_test_setup_teardown(test_three_run_at_a_time_and_the_others_wait, setup,
                                        teardown),
        cmocka_unit_test(test_children_that_are_called_off_end_at_once),
        cmocka_unit_test_setup_teardown(test_a_child_cannot_write_more_than_its_limit, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_a_crash_is_told, setup, teardown),
        cmocka_unit_test(test_a_missing_program_is_not_found),
        cmocka_unit_test_setup_teardown(test_output_over_the_maximum_is_too_large, setup, teardown),
    };
    return cmocka_run_group_tests_name("media_process", tests, NULL, NULL);
}
