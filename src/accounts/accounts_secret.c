/* SPDX-License-Identifier: EUPL-1.2 */
/* Hashing through libsodium, random secrets, and what counts as weak. */
#include "accounts/accounts_secret.h"

#include <pthread.h>
#include <sodium.h>

#include "base/id.h"
#include "base/log.h"

#include "base/banned.h"

#define TOKEN_BYTES     32
#define DIGEST_BYTES    32
#define DIFFERENT_MIN   5
#define HASHING_AT_ONCE 2

/* Long enough to pass the length rule and tried first by everybody who guesses. Lower case. */
static const char *const well_known[] = {
    "123456789012",
    "1234567890123",
    "12345678901234",
    "123456789123",
    "012345678910",
    "0123456789012",
    "098765432109",
    "abcdefghijkl",
    "abcdefghijklm",
    "abcd12345678",
    "abc123abc123",
    "abcabc123123",
    "adminadmin123",
    "administrator",
    "administrator1",
    "azertyuiop123",
    "changeme1234",
    "changemeplease",
    "correcthorsebatterystaple",
    "hunter2hunter2",
    "iloveyou1234",
    "iloveyouforever",
    "letmein12345",
    "letmeinplease",
    "mypassword123",
    "norge1234567",
    "norgenorge123",
    "ombruk123456",
    "ombrukssenter",
    "ombrukssenteret",
    "passord12345",
    "passord123456",
    "passord1234567",
    "passordet1234",
    "passordpassord",
    "passw0rd1234",
    "password1234",
    "password12345",
    "password123456",
    "password1234567",
    "passwordpassword",
    "p@ssw0rd1234",
    "qazwsxedcrfv",
    "qwerty123456",
    "qwerty1234567",
    "qwerty12345678",
    "qwertyqwerty",
    "qwertyuiop12",
    "qwertyuiop123",
    "qwertyuiopas",
    "qwertyuiopasdf",
    "qwertyuiopå12",
    "1q2w3e4r5t6y",
    "1q2w3e4r5t6y7u",
    "1qaz2wsx3edc",
    "zaq12wsxcde3",
    "sommer123456",
    "sommer202612",
    "superman1234",
    "velkommen123",
    "velkommen1234",
    "welcome12345",
    "zxcvbnm12345",
};

static pthread_once_t started = PTHREAD_ONCE_INIT;
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t gate_opens = PTHREAD_COND_INITIALIZER;
static int hashing;

static void start(void)
{
    if (sodium_init() < 0) {
        log_error("accounts.sodium", "reason=\"libsodium cannot start\"");
    }
}

static void gate_enter(void)
{
    pthread_mutex_lock(&gate);
    while (hashing >= HASHING_AT_ONCE) {
        pthread_cond_wait(&gate_opens, &gate);
    }
    hashing++;
    pthread_mutex_unlock(&gate);
}

static void gate_leave(void)
{
    pthread_mutex_lock(&gate);
    hashing--;
    pthread_cond_signal(&gate_opens);
    pthread_mutex_unlock(&gate);
}

static bool hash_into(char ret_hash[crypto_pwhash_STRBYTES], struct str secret)
{
    gate_enter();
    const int failed =
        crypto_pwhash_str(ret_hash, secret.ptr, secret.len, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE);
    gate_leave();
    return failed == 0;
}

static size_t different_signs(struct str text)
{
    bool seen[256] = {false};
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char sign = (unsigned char)text.ptr[i];
        count += seen[sign] ? 0 : 1;
        seen[sign] = true;
    }
    return count;
}

enum status accounts_secret_password_check(struct ctx *ctx, struct str password)
{
    if (!str_is_utf8(password) || str_utf8_length(password) < ACCOUNTS_PASSWORD_MIN) {
        return ctx_fail(ctx, INVALID,
                        N_("Choose a password of at least 12 characters, for instance four words."),
                        "password");
    }
    if (password.len > ACCOUNTS_PASSWORD_MAX) {
        return ctx_fail(ctx, INVALID, N_("Choose a password of at most 200 characters."),
                        "password");
    }
    bool weak = different_signs(password) < DIFFERENT_MIN;
    const struct str lower = str_lower_ascii(ctx->mem, password);
    for (size_t i = 0; !weak && i < sizeof(well_known) / sizeof(well_known[0]); i++) {
        weak = str_equal(lower, str_of(well_known[i]));
    }
    if (weak) {
        return ctx_fail(ctx, INVALID,
                        N_("That password is among the first ones to be guessed. Choose another."),
                        "password");
    }
    return OK;
}

enum status accounts_secret_pin_check(struct ctx *ctx, struct str pin)
{
    bool right = pin.len >= ACCOUNTS_PIN_MIN && pin.len <= ACCOUNTS_PIN_MAX;
    for (size_t i = 0; right && i < pin.len; i++) {
        right = pin.ptr[i] >= '0' && pin.ptr[i] <= '9';
    }
    if (!right) {
        return ctx_fail(ctx, INVALID, N_("Choose a PIN of 4 to 8 digits."), "pin");
    }
    if (different_signs(pin) == 1) {
        return ctx_fail(ctx, INVALID, N_("Choose a PIN that is not one digit repeated."), "pin");
    }
    return OK;
}

enum status accounts_secret_hash(struct ctx *ctx, struct str secret, struct str *ret_hash)
{
    pthread_once(&started, start);
    char hash[crypto_pwhash_STRBYTES];
    if (!hash_into(hash, secret)) {
        return UNAVAILABLE;
    }
    *ret_hash = str_copy(ctx->mem, str_of(hash));
    return OK;
}

bool accounts_secret_verify(struct str hash, struct str secret)
{
    pthread_once(&started, start);
    if (secret.ptr == NULL) {
        secret = STR("");
    }
    if (hash.ptr == NULL) {
        /* Nobody has this: spend the same time on it. */
        char nobody[crypto_pwhash_STRBYTES];
        (void)hash_into(nobody, secret);
        return false;
    }
    gate_enter();
    const int failed = crypto_pwhash_str_verify(hash.ptr, secret.ptr, secret.len);
    gate_leave();
    return failed == 0;
}

struct str accounts_secret_token(struct ctx *ctx)
{
    pthread_once(&started, start);
    unsigned char bytes[TOKEN_BYTES];
    random_bytes(bytes, sizeof(bytes));
    const size_t size =
        sodium_base64_encoded_len(sizeof(bytes), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *text = arena_alloc(ctx->mem, size);
    sodium_bin2base64(text, size, bytes, sizeof(bytes), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return str_of(text);
}

struct str accounts_secret_digest(struct ctx *ctx, struct str token)
{
    pthread_once(&started, start);
    unsigned char *digest = arena_alloc(ctx->mem, DIGEST_BYTES);
    crypto_generichash(digest, DIGEST_BYTES, (const unsigned char *)token.ptr, token.len, NULL, 0);
    return (struct str){(const char *)digest, DIGEST_BYTES};
}

bool accounts_secret_equal(struct str a, struct str b)
{
    return a.len == b.len && a.len > 0 && sodium_memcmp(a.ptr, b.ptr, a.len) == 0;
}

static struct str random_signs(struct ctx *ctx, const char *signs, size_t len)
{
    char *text = arena_alloc(ctx->mem, len + 1);
    const uint32_t count = (uint32_t)strlen(signs);
    for (size_t i = 0; i < len; i++) {
        text[i] = signs[random_below(count)];
    }
    return (struct str){text, len};
}

struct str accounts_secret_digits(struct ctx *ctx)
{
    return random_signs(ctx, "0123456789", ACCOUNTS_CODE_DIGITS);
}

struct str accounts_secret_device_code(struct ctx *ctx)
{
    return random_signs(ctx, "23456789ABCDEFGHJKMNPQRSTVWXYZ", ACCOUNTS_DEVICE_CODE_LEN);
}

struct str accounts_secret_code_typed(struct ctx *ctx, struct str typed)
{
    char *text = arena_alloc(ctx->mem, typed.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < typed.len; i++) {
        const char sign = typed.ptr[i];
        if (sign != ' ' && sign != '-') {
            text[len++] = (char)(sign >= 'a' && sign <= 'z' ? sign - 'a' + 'A' : sign);
        }
    }
    return (struct str){text, len};
}
