/* SPDX-License-Identifier: EUPL-1.2 */
/* Translated strings, from the catalogues built into the program. */
#include "i18n/i18n.h"

#include <assert.h>
#include <pthread.h>

#include "base/embedded.h"
#include "base/log.h"
#include "base/strbuf.h"
#include "i18n/catalogue.h"

#include "base/banned.h"

#define FILLED_MAX ((size_t)64 * 1024)

/* Generated from po/; "nb.mo", "nn.mo". */
extern const struct embedded i18n_catalogues[];

static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct catalogue catalogues[LANG_COUNT];

/* The tables live as long as the program. */
static void read_catalogues(void)
{
    static struct arena *arena;
    arena = arena_create(ARENA_DEFAULT_CAP);
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        const struct str name = str_format(arena, "%s.mo", i18n_code((enum lang)lang));
        for (const struct embedded *file = i18n_catalogues; file->name != NULL; file++) {
            if (str_equal(str_of(file->name), name) &&
                catalogue_read(arena, file->bytes, file->len, &catalogues[lang]) != OK) {
                log_error("i18n", "why=\"broken catalogue\" file=%s", file->name);
            }
        }
    }
}

static const struct catalogue_entry *find(enum lang lang, const char *source)
{
    assert(lang < LANG_COUNT);
    pthread_once(&once, read_catalogues);
    return catalogue_find(&catalogues[lang], source);
}

const char *i18n_text(enum lang lang, const char *source)
{
    const struct catalogue_entry *entry = find(lang, source);
    return entry == NULL ? source : entry->text;
}

const char *i18n_plural(enum lang lang, const char *one, const char *many, int64_t count)
{
    const struct catalogue_entry *entry = find(lang, one);
    if (count == 1) {
        return entry == NULL ? one : entry->text;
    }
    /* Two strings of their own (N_ in C) are two entries, each without a second form. */
    return entry == NULL || entry->many == entry->text ? i18n_text(lang, many) : entry->many;
}

/* ---- {names} ----------------------------------------------------------------------------------
 */

static const struct i18n_arg *find_arg(const struct i18n_arg *args, size_t count, struct str name)
{
    for (size_t i = 0; i < count; i++) {
        if (str_equal(str_of(args[i].name), name)) {
            return &args[i];
        }
    }
    return NULL;
}

struct str i18n_replace(struct ctx *ctx, const char *text, const struct i18n_arg *args,
                        size_t arg_count)
{
    struct str rest = str_of(text);
    struct strbuf filled;
    strbuf_init(&filled, FILLED_MAX);
    while (rest.len > 0) {
        const ptrdiff_t open = str_find_byte(rest, '{');
        const struct str after = open < 0 ? STR("") : str_slice(rest, (size_t)open + 1, rest.len);
        const ptrdiff_t close = str_find_byte(after, '}');
        if (open < 0 || close < 0) {
            break;
        }
        const struct i18n_arg *arg = find_arg(args, arg_count, str_slice(after, 0, (size_t)close));
        const size_t taken = arg == NULL ? (size_t)open + 1 : (size_t)open;
        strbuf_str(&filled, str_slice(rest, 0, taken));
        if (arg == NULL) {
            rest = after;
            continue;
        }
        strbuf_str(&filled, arg->value);
        rest = str_slice(after, (size_t)close + 1, after.len);
    }
    strbuf_str(&filled, rest);
    const struct str result = strbuf_copy(&filled, ctx->mem);
    strbuf_finish(&filled);
    return result;
}

struct str i18n_fill(struct ctx *ctx, const char *source, const struct i18n_arg *args,
                     size_t arg_count)
{
    return i18n_replace(ctx, i18n_text(ctx->lang, source), args, arg_count);
}

/* ---- languages --------------------------------------------------------------------------------
 */

const char *i18n_code(enum lang lang)
{
    static const char *const codes[LANG_COUNT] = {"nb", "nn", "en"};
    return codes[lang];
}

const char *i18n_prefix(enum lang lang)
{
    static const char *const prefixes[LANG_COUNT] = {"", "/nn", "/en"};
    return prefixes[lang];
}
