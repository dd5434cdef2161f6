/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads draw.ini: one key=value a line, each key once. */
#include "fair/fair_settings.h"

#include <sodium.h>

#include "base/ctx.h"
#include "fair/fair_rows.h"

#include "base/banned.h"

enum key {
    KEY_CHAIN,
    KEY_ROUND,
    KEY_SIGNATURE,
    KEY_RANDOMNESS,
    KEY_SHARE,
    KEY_DECAY_NUM,
    KEY_DECAY_DEN,
    KEY_FLOOR,
    KEY_CREDIT,
    KEY_COUNT
};

/* Those with `most` are integers from `least`. */
static const struct {
    const char *name;
    int64_t least;
    int64_t most;
} keys[KEY_COUNT] = {
    [KEY_CHAIN] = {"chain"},
    [KEY_ROUND] = {"round", 1, FAIR_LARGEST},
    [KEY_SIGNATURE] = {"signature"},
    [KEY_RANDOMNESS] = {"randomness"},
    [KEY_SHARE] = {"startup_share_ppm", 0, FAIR_MILLION},
    [KEY_DECAY_NUM] = {"decay_num", 0, FAIR_MILLION},
    [KEY_DECAY_DEN] = {"decay_den", 1, FAIR_MILLION},
    [KEY_FLOOR] = {"floor_mp", 0, FAIR_LARGEST},
    [KEY_CREDIT] = {"newcomer_credit_mp", 0, FAIR_LARGEST},
};

struct reading {
    struct arena *mem;
    struct fair_error *error;
    int64_t line;
    int64_t lines[KEY_COUNT]; /* where each key stands; 0: not yet */
    struct str values[KEY_COUNT];
    int64_t numbers[KEY_COUNT];
};

static enum status refuse(const struct reading *reading, int64_t line, const char *message,
                          struct str detail)
{
    return fair_refuse(reading->mem, reading->error, FAIR_SETTINGS, line, message, detail);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static struct str without_blanks(struct str text)
{
    while (text.len > 0 && is_blank(text.ptr[0])) {
        text = (struct str){text.ptr + 1, text.len - 1};
    }
    while (text.len > 0 && is_blank(text.ptr[text.len - 1])) {
        text.len--;
    }
    return text;
}

static enum key key_of(struct str name)
{
    int key = 0;
    while (key < KEY_COUNT && !str_equal(name, str_of(keys[key].name))) {
        key++;
    }
    return (enum key)key;
}

static enum status read_line(struct reading *reading, struct str line)
{
    reading->line++;
    if (line.len > 0 && line.ptr[line.len - 1] == '\r') {
        line.len--;
    }
    line = without_blanks(line);
    if (line.len == 0 || line.ptr[0] == '#' || line.ptr[0] == ';') {
        return OK;
    }
    const ptrdiff_t equals = str_find_byte(line, '=');
    if (equals < 0) {
        return refuse(reading, reading->line, N_("The line is not of the form key=value."),
                      STR(""));
    }
    const struct str name = without_blanks(str_slice(line, 0, (size_t)equals));
    const enum key key = key_of(name);
    if (key == KEY_COUNT) {
        return refuse(reading, reading->line, N_("There is no such setting: {detail}."), name);
    }
    if (reading->lines[key] != 0) {
        return refuse(reading, reading->line, N_("This stands here for the second time: {detail}."),
                      name);
    }
    reading->lines[key] = reading->line;
    reading->values[key] = without_blanks(str_slice(line, (size_t)equals + 1, line.len));
    return OK;
}

static bool is_hex(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            return false;
        }
    }
    return text.len % 2 == 0;
}

static enum status check_value(struct reading *reading, int key)
{
    const struct str value = reading->values[key];
    if (reading->lines[key] == 0) {
        return refuse(reading, 0, N_("The setting {detail} is missing."), str_of(keys[key].name));
    }
    if (key == KEY_FLOOR && value.len == 0) {
        reading->numbers[key] = -1;
        return OK;
    }
    bool right = true;
    if (keys[key].most > 0) {
        right = fair_integer(value, &reading->numbers[key]) &&
                reading->numbers[key] >= keys[key].least && reading->numbers[key] <= keys[key].most;
    } else if (key == KEY_CHAIN) {
        right = fair_is_name(value);
    } else {
        reading->values[key] = str_lower_ascii(reading->mem, value);
        right = is_hex(reading->values[key]) &&
                (key == KEY_SIGNATURE || value.len == 0 || value.len == FAIR_HEX_SIZE);
    }
    return right ? OK
                 : refuse(reading, reading->lines[key],
                          N_("The setting {detail} does not have the form that docs/draw/format.md "
                             "asks for."),
                          str_of(keys[key].name));
}

/* The randomness must be that of the signature. */
static enum status check_signature(const struct reading *reading)
{
    const struct str signature = reading->values[KEY_SIGNATURE];
    const struct str randomness = reading->values[KEY_RANDOMNESS];
    if (signature.len == 0) {
        return OK;
    }
    unsigned char *bytes = arena_alloc(reading->mem, signature.len / 2);
    unsigned char digest[crypto_hash_sha256_BYTES];
    (void)str_from_hex(signature, bytes, signature.len / 2);
    crypto_hash_sha256(digest, bytes, signature.len / 2);
    if (!str_equal(randomness, str_hex(reading->mem, digest, sizeof(digest)))) {
        return refuse(reading, reading->lines[KEY_RANDOMNESS],
                      N_("The randomness is not the SHA-256 of the signature."), STR(""));
    }
    return OK;
}

static enum status check(struct reading *reading, bool with_randomness)
{
    for (int key = 0; key < KEY_COUNT; key++) {
        TRY(check_value(reading, key));
    }
    if (reading->numbers[KEY_DECAY_NUM] > reading->numbers[KEY_DECAY_DEN]) {
        return refuse(reading, reading->lines[KEY_DECAY_NUM],
                      N_("decay_num may not be larger than decay_den."), STR(""));
    }
    TRY(check_signature(reading));
    if (with_randomness && reading->values[KEY_RANDOMNESS].len == 0) {
        return refuse(reading, reading->lines[KEY_RANDOMNESS],
                      N_("The randomness is missing. Without it there is only a commitment."),
                      STR(""));
    }
    return OK;
}

enum status fair_settings_read(struct arena *mem, struct str text, bool with_randomness,
                               struct fair_settings *ret_settings, struct fair_error *error)
{
    struct reading reading = {.mem = mem, .error = error};
    struct str line;
    if (text.ptr == NULL) {
        return refuse(&reading, 0, N_("The file is missing."), STR(""));
    }
    if (!str_is_utf8(text)) {
        return refuse(&reading, 0, N_("The file is not UTF-8."), STR(""));
    }
    if (str_starts_with(text, STR("\xef\xbb\xbf"))) {
        text = str_slice(text, 3, text.len);
    }
    while (str_split(&text, '\n', &line)) {
        TRY(read_line(&reading, line));
    }
    TRY(check(&reading, with_randomness));
    *ret_settings = (struct fair_settings){
        .chain = reading.values[KEY_CHAIN],
        .signature = reading.values[KEY_SIGNATURE],
        .randomness = reading.values[KEY_RANDOMNESS],
        .round = reading.numbers[KEY_ROUND],
        .startup_share_ppm = reading.numbers[KEY_SHARE],
        .decay_num = reading.numbers[KEY_DECAY_NUM],
        .decay_den = reading.numbers[KEY_DECAY_DEN],
        .floor_mp = reading.numbers[KEY_FLOOR],
        .newcomer_credit_mp = reading.numbers[KEY_CREDIT],
    };
    return OK;
}
