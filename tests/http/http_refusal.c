/* SPDX-License-Identifier: EUPL-1.2 */
/* Judges refusals in three languages. */
#include "http_refusal.h"

#include <string.h>

#include "goods/goods.h"
#include "i18n/i18n.h"

#include "base/banned.h"

static const enum lang languages[REFUSAL_LANGUAGES] = {LANG_NB, LANG_NN, LANG_EN};

const char *refusal_prefix(size_t language)
{
    return i18n_prefix(languages[language]);
}

static const char *translated(enum lang lang, const char *source)
{
    const char *text = i18n_text(lang, source);
    if (lang != LANG_EN && strcmp(text, source) == 0) {
        fail_msg("“%s” is not translated", source);
    }
    return text;
}

static struct str detail_of(struct ctx *ctx, const struct refusal *expected)
{
    if (expected->detail_g != 0) {
        return i18n_grams(ctx, expected->detail_g);
    }
    if (expected->detail_ore != 0) {
        return i18n_money(ctx, expected->detail_ore);
    }
    return str_of(expected->detail == NULL ? "" : expected->detail);
}

static struct str message_of(struct fixture *f, enum lang lang, const struct refusal *expected)
{
    struct ctx ctx = {.mem = f->mem, .lang = lang};
    const struct i18n_arg args[] = {
        {"label", str_of(expected->label == NULL ? "" : translated(lang, expected->label))},
        {"detail", detail_of(&ctx, expected)}};
    (void)translated(lang, expected->message);
    return i18n_fill(&ctx, expected->message, args, 2);
}

/* The page from its heading on, as much as a message of cmocka holds. */
static struct str shown(struct answer answer)
{
    const ptrdiff_t at = str_find(answer.body, STR("<h1"));
    return str_slice(answer.body, at < 0 ? 0 : (size_t)at, (at < 0 ? 0 : (size_t)at) + 700);
}

void refusal_judge(struct fixture *f, size_t language, struct answer answer,
                   const struct refusal *expected)
{
    const struct str message = message_of(f, languages[language], expected);
    if (answer.code != expected->code) {
        fail_msg("%d instead of %d:\n%.*s", answer.code, expected->code, STR_ARG(shown(answer)));
    }
    if (str_find(answer.body, message) < 0) {
        fail_msg("it does not say “%.*s”:\n%.*s", STR_ARG(message), STR_ARG(shown(answer)));
    }
    for (size_t i = 0; i < 4 && expected->kept[i] != NULL; i++) {
        if (!answer_has(&answer, expected->kept[i])) {
            fail_msg("it has lost “%s”:\n%.*s", expected->kept[i], STR_ARG(shown(answer)));
        }
    }
}

void refusal_send(struct fixture *f, struct browser *browser, struct fixture_request sent,
                  const struct refusal *expected)
{
    const char *path = sent.path;
    for (size_t i = 0; i < REFUSAL_LANGUAGES; i++) {
        sent.path = fixture_text(f, "%s%s", refusal_prefix(i), path);
        refusal_judge(f, i, fixture_send(f, browser, sent), expected);
    }
}

void refusal_post(struct fixture *f, struct browser *browser, const char *path,
                  const char *const *fields, const struct refusal *expected)
{
    refusal_send(f, browser,
                 (struct fixture_request){.method = HTTP_POST, .path = path, .fields = fields},
                 expected);
}

void refusal_get(struct fixture *f, struct browser *browser, const char *path,
                 const struct refusal *expected)
{
    refusal_send(f, browser, (struct fixture_request){.path = path}, expected);
}

int64_t refusal_waiting_lots(struct fixture *f)
{
    struct ctx ctx;
    struct things things;
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_unallotted(&ctx, NO_I64, 200, &things), OK);
    const int64_t count = (int64_t)things.count;
    app_end(&ctx);
    return count;
}

const char *refusal_version(struct fixture *f, struct str code)
{
    struct ctx ctx;
    struct thing thing;
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_by_code(&ctx, code, &thing), OK);
    app_end(&ctx);
    return fixture_text(f, "%lld", (long long)thing.seq);
}
