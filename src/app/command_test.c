/* SPDX-License-Identifier: EUPL-1.2 */
/* The command line: exit codes, one line of advice, and a centre made from nothing. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/command.h"
#include "test.h"
#include "test_db.h"

int app_command_test(void);

#define TEXT_MAX  4096
#define WORDS_MAX 12

struct outcome {
    int code;
    char out[TEXT_MAX];
    char err[TEXT_MAX];
};

static void take(FILE *file, char text[TEXT_MAX])
{
    rewind(file);
    text[fread(text, 1, TEXT_MAX - 1, file)] = '\0';
    fclose(file);
}

/* Runs `ombruk` with these words, ended by NULL, and `typed` on standard input. */
static struct outcome run(const char *typed, const char *const *words)
{
    char *argv[WORDS_MAX + 1] = {strdup("ombruk")};
    struct outcome outcome = {0};
    int argc = 1;
    for (; words[argc - 1] != NULL && argc < WORDS_MAX; argc++) {
        argv[argc] = strdup(words[argc - 1]);
    }
    FILE *in = tmpfile();
    FILE *out = tmpfile();
    FILE *err = tmpfile();
    assert_true(in != NULL && out != NULL && err != NULL);
    fputs(typed, in);
    rewind(in);
    outcome.code = command_main(argc, argv, in, out, err);
    fclose(in);
    take(out, outcome.out);
    take(err, outcome.err);
    for (int i = 0; i < argc; i++) {
        free(argv[i]);
    }
    return outcome;
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static bool is_one_line(const char *text)
{
    const char *end = strchr(text, '\n');
    return strncmp(text, "ombruk: ", 8) == 0 && end != NULL && end[1] == '\0';
}

/* A data folder that is not there yet. */
static const char *new_folder(void)
{
    static char path[TEST_DB_URL_MAX];
    static int made;
    snprintf(path, sizeof(path), "%s/command-%d", test_folder(), ++made);
    return path;
}

static void test_wrong_usage_is_two_and_one_line_that_says_what_to_do(void **state)
{
    (void)state;
    const char *const *const wrong[] = {
        WORDS(NULL),
        WORDS("dance"),
        WORDS("user"),
        WORDS("user", "grant", "--data", "/tmp"),
        WORDS("init", "--data", "/tmp/x", "--name", "Senteret"),
        WORDS("init", "--name"),
        WORDS("serve"),
        WORDS("serve", "--data", "/tmp", "--speed", "fast"),
        WORDS("serve", "--data", "/tmp", "--workers", "many"),
        WORDS("routes", "please"),
    };
    unsetenv("OMBRUK_DATA");
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        const struct outcome outcome = run("", wrong[i]);
        assert_int_equal(outcome.code, COMMAND_USAGE);
        assert_true(is_one_line(outcome.err));
    }
}

static void test_a_folder_that_is_not_there_is_one_and_says_how_to_make_it(void **state)
{
    (void)state;
    const struct outcome outcome = run("", WORDS("user", "list", "--data", "/nonexistent/x"));
    assert_int_equal(outcome.code, COMMAND_FAILED);
    assert_true(is_one_line(outcome.err));
    assert_non_null(strstr(outcome.err, "ombruk init"));
    assert_non_null(strstr(outcome.err, "ombruk demo"));
}

static void test_routes_print_who_may_without_a_database(void **state)
{
    (void)state;
    const struct outcome outcome = run("", WORDS("routes"));
    assert_int_equal(outcome.code, COMMAND_DONE);
    assert_non_null(strstr(outcome.out, "GET    /finn "));
    assert_string_equal(outcome.err, "");
}

static void test_help_names_every_command(void **state)
{
    (void)state;
    const struct outcome outcome = run("", WORDS("--help"));
    assert_int_equal(outcome.code, COMMAND_DONE);
    for (const struct command *command = commands; command->name != NULL; command++) {
        assert_non_null(strstr(outcome.out, command->name));
    }
}

static void test_the_first_word_alone_names_what_may_follow(void **state)
{
    (void)state;
    const struct outcome asked = run("", WORDS("backup", "--help"));
    assert_int_equal(asked.code, COMMAND_DONE);
    assert_non_null(strstr(asked.out, "backup verify"));
    assert_null(strstr(asked.out, "user list"));
    const struct outcome alone = run("", WORDS("backup"));
    assert_int_equal(alone.code, COMMAND_USAGE);
    assert_true(is_one_line(alone.err));
    assert_non_null(strstr(alone.err, "backup verify, "));
}

static void test_init_makes_a_centre_with_a_manager_and_prints_one_link(void **state)
{
    const char *data = new_folder();
    (void)state;
    const char *const *const init = WORDS("init", "--data", data, "--name", "Ombruk på Øya",
                                          "--admin", "sjef@example.no", "--log-level", "error");
    struct outcome outcome = run("", init);
    assert_int_equal(outcome.code, COMMAND_DONE);
    assert_non_null(strstr(outcome.out, "/logg-inn/lenke/"));
    outcome = run("", WORDS("user", "list", "--data", data, "--log-level", "error"));
    assert_int_equal(outcome.code, COMMAND_DONE);
    assert_non_null(strstr(outcome.out, "sjef@example.no\tsjef@example.no\tmanager,operator"));
    /* The same once more would be a second centre of that name. */
    outcome = run("", init);
    assert_int_equal(outcome.code, COMMAND_FAILED);
    assert_true(is_one_line(outcome.err));
    assert_non_null(strstr(outcome.err, "ombruk-pa-oya"));
}

static void test_people_are_added_given_roles_and_passwords(void **state)
{
    const char *data = new_folder();
    (void)state;
    (void)run("", WORDS("init", "--data", data, "--name", "Senteret", "--admin", "sjef@example.no",
                        "--log-level", "error"));
    assert_int_equal(run("", WORDS("user", "add", "kari@example.no", "--name", "Kari", "--role",
                                   "auditor", "--data", data, "--log-level", "error"))
                         .code,
                     COMMAND_DONE);
    assert_int_equal(run("", WORDS("user", "grant", "kari@example.no", "king", "--data", data,
                                   "--log-level", "error"))
                         .code,
                     COMMAND_USAGE);
    assert_int_equal(run("", WORDS("user", "grant", "ola@example.no", "manager", "--data", data,
                                   "--log-level", "error"))
                         .code,
                     COMMAND_FAILED);
    assert_int_equal(run("kort\n", WORDS("user", "password", "kari@example.no", "--data", data,
                                         "--log-level", "error"))
                         .code,
                     COMMAND_FAILED);
    assert_int_equal(run("fire helt nye ord\n", WORDS("user", "password", "kari@example.no",
                                                      "--data", data, "--log-level", "error"))
                         .code,
                     COMMAND_DONE);
}

static void test_a_station_is_added_once_and_then_devices_enrol_there(void **state)
{
    const char *data = new_folder();
    (void)state;
    const char *const *const code =
        WORDS("device", "code", "--name", "Nettbrett", "--data", data, "--log-level", "error");
    const char *const *const add =
        WORDS("station", "add", "Skogheim", "--data", data, "--log-level", "error");
    (void)run("", WORDS("init", "--data", data, "--name", "Senteret", "--admin", "sjef@example.no",
                        "--log-level", "error"));
    struct outcome outcome = run("", code);
    assert_int_equal(outcome.code, COMMAND_FAILED);
    assert_non_null(strstr(outcome.err, "ombruk station add"));
    assert_int_equal(run("", add).code, COMMAND_DONE);
    outcome = run("", add);
    assert_int_equal(outcome.code, COMMAND_FAILED);
    assert_true(is_one_line(outcome.err));
    assert_int_equal(run("", code).code, COMMAND_DONE);
}

/* ---- draw ------------------------------------------------------------------------------------ */

static void write_text(const char *folder, const char *name, const char *text)
{
    char path[TEST_DB_URL_MAX + 32];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static bool has_file(const char *folder, const char *name)
{
    char path[TEST_DB_URL_MAX + 32];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    return access(path, F_OK) == 0;
}

/* Files and folders in the folder that holds all of this test. */
static int entries_beside(const char *folder)
{
    char parent[TEST_DB_URL_MAX];
    int count = 0;
    snprintf(parent, sizeof(parent), "%s/..", folder);
    DIR *entries = opendir(parent);
    assert_non_null(entries);
    while (readdir(entries) != NULL) {
        count++;
    }
    closedir(entries);
    return count;
}

#define DRAW_SETTINGS                                                                              \
    "chain=\nround=1\nsignature=\nstartup_share_ppm=0\ndecay_num=1\ndecay_den=1\nfloor_mp=\n"      \
    "newcomer_credit_mp=0\nrandomness="
#define DRAW_RANDOMNESS "00000000000000000000000000000000000000000000000000000000000000ff"

static void write_draw(const char *folder, const char *randomness)
{
    char settings[512];
    assert_int_equal(mkdir(folder, 0700), 0);
    snprintf(settings, sizeof(settings), DRAW_SETTINGS "%s\n", randomness);
    write_text(folder, "tenants.csv",
               "tenant,weight,balance_mp,cap_lots,startup,active\na,1,0,,0,1\n");
    write_text(folder, "lots.csv", "lot,points_mp,class,requires,window\nx,1000,c,,\n");
    write_text(folder, "wishes.csv", "tenant,lot,stars\na,x,1\n");
    write_text(folder, "eligibility.csv", "tenant,requires\n");
    write_text(folder, "caps.csv", "tenant,class,cap_lots\n");
    write_text(folder, "draw.ini", settings);
}

static void test_a_draw_is_written_into_a_new_folder(void **state)
{
    char in[TEST_DB_URL_MAX];
    (void)state;
    snprintf(in, sizeof(in), "%s", new_folder());
    const char *out = new_folder();
    const char *const *const words = WORDS("draw", "--in", in, "--out", out, "--threads", "2");
    write_draw(in, DRAW_RANDOMNESS);
    struct outcome outcome = run("", words);
    assert_string_equal(outcome.err, "");
    assert_int_equal(outcome.code, COMMAND_DONE);
    assert_true(has_file(out, "canonical.txt") && has_file(out, "report.json"));
    /* The same once more would mix two draws. */
    outcome = run("", words);
    assert_int_equal(outcome.code, COMMAND_FAILED);
    assert_true(is_one_line(outcome.err));
    assert_non_null(strstr(outcome.err, "is not empty"));
}

static void test_an_empty_folder_may_be_there_for_the_draw(void **state)
{
    char in[TEST_DB_URL_MAX];
    (void)state;
    snprintf(in, sizeof(in), "%s", new_folder());
    const char *out = new_folder();
    write_draw(in, "");
    assert_int_equal(mkdir(out, 0700), 0);
    assert_int_equal(run("", WORDS("draw", "--in", in, "--out", out, "--commit")).code,
                     COMMAND_DONE);
    assert_true(has_file(out, "commitment.txt"));
    assert_false(has_file(out, "turns.csv"));
}

static void test_a_refused_draw_names_file_and_line_and_leaves_nothing(void **state)
{
    char in[TEST_DB_URL_MAX];
    (void)state;
    snprintf(in, sizeof(in), "%s", new_folder());
    const char *out = new_folder();
    write_draw(in, DRAW_RANDOMNESS);
    write_text(in, "wishes.csv", "tenant,lot,stars\na,x,1\na,y,1\n");
    const int before = entries_beside(in);
    const struct outcome outcome = run("", WORDS("draw", "--in", in, "--out", out));
    assert_int_equal(outcome.code, COMMAND_FAILED);
    assert_true(is_one_line(outcome.err));
    assert_non_null(strstr(outcome.err, "/wishes.csv:3: "));
    assert_int_equal(entries_beside(in), before);
}

static void test_a_draw_without_folders_is_wrong_usage_or_says_what_is_missing(void **state)
{
    (void)state;
    assert_int_equal(run("", WORDS("draw")).code, COMMAND_USAGE);
    assert_int_equal(run("", WORDS("draw", "--in", "/nonexistent/x")).code, COMMAND_USAGE);
    assert_int_equal(run("", WORDS("draw", "--in", "x", "--out", "y", "--threads", "0")).code,
                     COMMAND_USAGE);
    const char *out = new_folder();
    struct outcome outcome = run("", WORDS("draw", "--in", "/nonexistent/x", "--out", out));
    assert_int_equal(outcome.code, COMMAND_FAILED);
    assert_true(is_one_line(outcome.err));
    outcome = run("", WORDS("draw", "--in", "/tmp", "--out", "/nonexistent/x/y"));
    assert_int_equal(outcome.code, COMMAND_FAILED);
    assert_true(is_one_line(outcome.err));
}

static void test_recalls_are_read_and_bad_rows_told_by_line(void **state)
{
    const char *data = new_folder();
    char path[TEST_DB_URL_MAX + 16];
    (void)state;
    struct outcome outcome =
        run("", WORDS("init", "--data", data, "--name", "Prøven", "--admin", "kari@example.no"));
    assert_int_equal(outcome.code, 0);
    snprintf(path, sizeof(path), "%s/recalls.csv", data);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs("number,product,brand\nR-1,Pram,Nordvogn\n,Lamp,Lynlys\n", file);
    fclose(file);
    outcome = run("", WORDS("import", "recalls", path, "--data", data, "--dry-run"));
    assert_int_equal(outcome.code, 0);
    assert_non_null(strstr(outcome.out, "line 3, number: The number of the recall is missing."));
    assert_non_null(strstr(outcome.out, "1 new, 0 changed"));
    outcome = run("", WORDS("import", "recalls", path, "--data", data));
    assert_non_null(strstr(outcome.out, "1 new, 0 changed"));
    outcome = run("", WORDS("import", "recalls", path, "--data", data));
    assert_non_null(strstr(outcome.out, "0 new, 0 changed, 1 were there already"));
    outcome = run("", WORDS("import", "recalls", "/finnes/ikke", "--data", data));
    assert_int_equal(outcome.code, 1);
    outcome = run("", WORDS("import", "things", path, "--data", data));
    assert_int_equal(outcome.code, 2);
    assert_true(is_one_line(outcome.err));
}

int app_command_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wrong_usage_is_two_and_one_line_that_says_what_to_do),
        cmocka_unit_test(test_a_folder_that_is_not_there_is_one_and_says_how_to_make_it),
        cmocka_unit_test(test_routes_print_who_may_without_a_database),
        cmocka_unit_test(test_help_names_every_command),
        cmocka_unit_test(test_the_first_word_alone_names_what_may_follow),
        cmocka_unit_test(test_init_makes_a_centre_with_a_manager_and_prints_one_link),
        cmocka_unit_test(test_people_are_added_given_roles_and_passwords),
        cmocka_unit_test(test_a_station_is_added_once_and_then_devices_enrol_there),
        cmocka_unit_test(test_a_draw_is_written_into_a_new_folder),
        cmocka_unit_test(test_an_empty_folder_may_be_there_for_the_draw),
        cmocka_unit_test(test_a_refused_draw_names_file_and_line_and_leaves_nothing),
        cmocka_unit_test(test_a_draw_without_folders_is_wrong_usage_or_says_what_is_missing),
        cmocka_unit_test(test_recalls_are_read_and_bad_rows_told_by_line),
    };
    return cmocka_run_group_tests_name("command", tests, NULL, NULL);
}
