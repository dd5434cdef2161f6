/* SPDX-License-Identifier: EUPL-1.2 */
/* Settings: who wins, and what is refused. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/settings.h"
#include "test.h"

int app_settings_test(void);

struct scene {
    struct arena *arena;
    char dir[64];
    struct settings settings;
    char why[256];
};

static char *no_environment(const char *name)
{
    (void)name;
    return NULL;
}

static char *some_environment(const char *name)
{
    static char listen[] = "127.0.0.1:9001";
    static char from[] = "Senteret <post@example.no>";
    if (strcmp(name, "OMBRUK_LISTEN") == 0) {
        return listen;
    }
    return strcmp(name, "OMBRUK_MAIL_FROM") == 0 ? from : NULL;
}

static int set_up(void **state)
{
    struct arena *arena = arena_create(ARENA_DEFAULT_CAP);
    struct scene *scene = ARENA_NEW(arena, struct scene);
    scene->arena = arena;
    snprintf(scene->dir, sizeof(scene->dir), "/tmp/ombruk-settings-XXXXXX");
    *state = scene;
    return mkdtemp(scene->dir) == NULL;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    const struct str path = str_format(scene->arena, "%s/ombruk.conf", scene->dir);
    unlink(path.ptr);
    rmdir(scene->dir);
    arena_destroy(scene->arena);
    return 0;
}

static void write_file(struct scene *scene, const char *text)
{
    const struct str path = str_format(scene->arena, "%s/ombruk.conf", scene->dir);
    FILE *file = fopen(path.ptr, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static enum status read_all(struct scene *scene, const struct setting_flag *flags, size_t count,
                            char *(*environ_get)(const char *name))
{
    return settings_read(scene->arena, str_of(scene->dir), flags, count, environ_get,
                         &scene->settings, scene->why);
}

static void test_without_a_file_everything_has_its_default(void **state)
{
    struct scene *scene = *state;
    assert_int_equal(read_all(scene, NULL, 0, no_environment), OK);
    assert_str(scene->settings.listen, "127.0.0.1:8080");
    assert_true(str_starts_with(scene->settings.database_url, STR("sqlite:/tmp/ombruk-settings-")));
    assert_true(str_ends_with(scene->settings.database_url, STR("/ombruk.db")));
    assert_false(settings_flag(scene->settings.demo));
}

static void test_a_flag_beats_the_environment_which_beats_the_file(void **state)
{
    struct scene *scene = *state;
    const struct setting_flag flag = {STR("mail-from"), STR("Flagg <flagg@example.no>")};
    write_file(scene, "listen = 127.0.0.1:9000\nworkers = 7\nmail_from = Fil <fil@example.no>\n");
    assert_int_equal(read_all(scene, &flag, 1, some_environment), OK);
    assert_str(scene->settings.listen, "127.0.0.1:9001");
    assert_str(scene->settings.mail_from, "Flagg <flagg@example.no>");
    assert_int_equal(settings_number(scene->settings.workers), 7);
}

static void test_an_unknown_key_in_the_file_is_named(void **state)
{
    struct scene *scene = *state;
    write_file(scene, "listn = 127.0.0.1:9000\n");
    assert_int_equal(read_all(scene, NULL, 0, no_environment), INVALID);
    assert_non_null(strstr(scene->why, "listn"));
    assert_non_null(strstr(scene->why, "ombruk.conf"));
}

static void test_a_section_is_not_a_setting(void **state)
{
    struct scene *scene = *state;
    write_file(scene, "[server]\nlisten = 127.0.0.1:9000\n");
    assert_int_equal(read_all(scene, NULL, 0, no_environment), INVALID);
    assert_non_null(strstr(scene->why, "server.listen"));
}

static void test_a_line_that_is_no_setting_is_named_by_its_number(void **state)
{
    struct scene *scene = *state;
    write_file(scene, "listen = 127.0.0.1:9000\nwhat is this\n");
    assert_int_equal(read_all(scene, NULL, 0, no_environment), INVALID);
    assert_non_null(strstr(scene->why, "line 2"));
}

static void test_values_that_make_no_sense_are_refused(void **state)
{
    struct scene *scene = *state;
    static const struct {
        const char *flag;
        const char *value;
    } wrong[] = {{"workers", "-1"},        {"workers", "many"},     {"workers", "100001"},
                 {"demo", "perhaps"},      {"log-level", "loud"},   {"public-url", "ombruk.no"},
                 {"pool-size", "1000000"}, {"smtp-url", "http://x"}};
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        const struct setting_flag flag = {str_of(wrong[i].flag), str_of(wrong[i].value)};
        assert_int_equal(read_all(scene, &flag, 1, no_environment), INVALID);
        assert_non_null(strstr(scene->why, "must be"));
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int app_settings_test(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_without_a_file_everything_has_its_default),
        TEST(test_a_flag_beats_the_environment_which_beats_the_file),
        TEST(test_an_unknown_key_in_the_file_is_named),
        TEST(test_a_section_is_not_a_setting),
        TEST(test_a_line_that_is_no_setting_is_named_by_its_number),
        TEST(test_values_that_make_no_sense_are_refused),
    };
    return cmocka_run_group_tests_name("settings", tests, NULL, NULL);
}
