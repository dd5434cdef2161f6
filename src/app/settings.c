/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads settings from file, environment and flags. */
#include "app/settings.h"

#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <unistd.h>

#include "base/banned.h"

#define VALUE_MAX 1000

#define SETTING_ROW(key_, flag_, value_, help_)                                                    \
    {.key = #key_,                                                                                 \
     .flag = (flag_),                                                                              \
     .value = (value_),                                                                            \
     .help = (help_),                                                                              \
     .offset = offsetof(struct settings, key_)},
const struct setting_row settings_rows[] = {SETTING_TABLE(SETTING_ROW){.key = NULL}};
#undef SETTING_ROW

struct reading {
    struct arena *arena;
    struct settings *settings;
    const char *file;
    char why[256];
    bool failed;
};

static struct str *value_of(struct settings *settings, const struct setting_row *row)
{
    return (struct str *)((char *)settings + row->offset);
}

static const struct setting_row *row_by_key(const char *key)
{
    for (const struct setting_row *row = settings_rows; row->key != NULL; row++) {
        if (strcmp(row->key, key) == 0) {
            return row;
        }
    }
    return NULL;
}

static bool is_number(const struct setting_row *row)
{
    static const char *const numbers[] = {"workers", "loops", "connections_max",
                                          "connections_per_address", "pool_size"};
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        if (strcmp(row->key, numbers[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_one_of(struct str value, const char *words)
{
    struct str rest = str_of(words);
    struct str word;
    while (str_split(&rest, ' ', &word)) {
        if (str_equal(value, word)) {
            return true;
        }
    }
    return false;
}

/* NULL when the value makes sense, else what is wanted. */
static const char *wanted(const struct setting_row *row, struct str value)
{
    int64_t number = 0;
    if (value.len > VALUE_MAX) {
        return "at most 1000 characters";
    }
    if (is_number(row) && (!str_to_i64(value, &number) || number < 0 || number > 100000)) {
        return "a whole number from 0 to 100000";
    }
    if (strcmp(row->key, "log_level") == 0 && !is_one_of(value, "debug info warn error")) {
        return "debug, info, warn or error";
    }
    if (strcmp(row->key, "demo") == 0 && !is_one_of(value, "0 1 true false yes no on off")) {
        return "0 or 1";
    }
    if (strcmp(row->key, "public_url") == 0 && value.len > 0 &&
        !str_starts_with(value, STR("https://")) && !str_starts_with(value, STR("http://"))) {
        return "an address that begins with https://";
    }
    if (strcmp(row->key, "smtp_url") == 0 && value.len > 0 &&
        !str_starts_with(value, STR("smtps://")) && !str_starts_with(value, STR("smtp://"))) {
        return "an address that begins with smtps:// or smtp://";
    }
    return NULL;
}

static bool set(struct reading *reading, const struct setting_row *row, const char *text,
                const char *from)
{
    const struct str value = str_trim(str_of(text));
    const char *want = wanted(row, value);
    if (want != NULL) {
        snprintf(reading->why, sizeof(reading->why), "%s: %s must be %s", from, row->key, want);
        reading->failed = true;
        return false;
    }
    *value_of(reading->settings, row) = str_copy(reading->arena, value);
    return true;
}

/* Called by inih for each line; 0 stops nothing but marks the line. */
static int on_line(void *user, const char *section, const char *name, const char *value)
{
    struct reading *reading = user;
    const struct setting_row *row = section[0] == '\0' ? row_by_key(name) : NULL;
    if (reading->failed) {
        return 0;
    }
    if (row == NULL) {
        snprintf(reading->why, sizeof(reading->why),
                 "%s: there is no setting called %s%s%s; see docs/operator", reading->file, section,
                 section[0] == '\0' ? "" : ".", name);
        reading->failed = true;
        return 0;
    }
    return set(reading, row, value, reading->file) ? 1 : 0;
}

static void read_file(struct reading *reading, struct str data_dir)
{
    const struct str path = str_format(reading->arena, "%.*s/ombruk.conf", STR_ARG(data_dir));
    reading->file = path.ptr;
    if (access(path.ptr, F_OK) != 0) {
        return;
    }
    const int line = ini_parse(path.ptr, on_line, reading);
    if (line != 0 && !reading->failed) {
        snprintf(reading->why, sizeof(reading->why),
                 line > 0 ? "%s: line %d is not \"key = value\"" : "%s: cannot be read", path.ptr,
                 line);
        reading->failed = true;
    }
}

static void read_environment(struct reading *reading, char *(*environ_get)(const char *name))
{
    for (const struct setting_row *row = settings_rows; row->key != NULL && !reading->failed;
         row++) {
        char name[64];
        snprintf(name, sizeof(name), "OMBRUK_%s", row->key);
        for (char *sign = name; *sign != '\0'; sign++) {
            *sign = (char)(*sign >= 'a' && *sign <= 'z' ? *sign - 'a' + 'A' : *sign);
        }
        const char *value = environ_get(name);
        if (value != NULL) {
            (void)set(reading, row, value, name);
        }
    }
}

static void read_flags(struct reading *reading, const struct setting_flag *flags, size_t count)
{
    for (size_t i = 0; i < count && !reading->failed; i++) {
        for (const struct setting_row *row = settings_rows; row->key != NULL; row++) {
            if (str_equal(flags[i].name, str_of(row->flag))) {
                const struct str value = str_copy(reading->arena, flags[i].value);
                (void)set(reading, row, value.ptr, "command line");
            }
        }
    }
}

enum status settings_read(struct arena *arena, struct str data_dir,
                          const struct setting_flag *flags, size_t flag_count,
                          char *(*environ_get)(const char *name), struct settings *ret_settings,
                          char ret_why[256])
{
    struct settings settings = {.data_dir = str_copy(arena, data_dir)};
    struct reading reading = {.arena = arena, .settings = &settings};
    for (const struct setting_row *row = settings_rows; row->key != NULL; row++) {
        *value_of(&settings, row) = str_of(row->value);
    }
    read_file(&reading, settings.data_dir);
    if (!reading.failed) {
        read_environment(&reading, environ_get);
    }
    read_flags(&reading, flags, flag_count);
    if (reading.failed) {
        snprintf(ret_why, 256, "%s", reading.why);
        return INVALID;
    }
    if (settings.database_url.len == 0) {
        settings.database_url = str_format(arena, "sqlite:%s/ombruk.db", settings.data_dir.ptr);
    }
    *ret_settings = settings;
    return OK;
}

int settings_number(struct str value)
{
    int64_t number = 0;
    return str_to_i64(value, &number) ? (int)number : 0;
}

bool settings_flag(struct str value)
{
    return is_one_of(value, "1 true yes on");
}
