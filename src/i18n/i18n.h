/* SPDX-License-Identifier: EUPL-1.2 */
/* Translations from gettext catalogues embedded in the program, chosen per request.
 *
 * Source strings are English; po/nb.po and po/nn.po are complete (an untranslated or fuzzy string
 * fails the build); English is the source itself. Placeholders are named: "Open until {time}". */
#ifndef OMBRUK_I18N_I18N_H
#define OMBRUK_I18N_I18N_H

#include "base/ctx.h"

/* `source` in `lang`; the source itself if unknown. Static memory. Thread-safe. */
const char *i18n_text(enum lang lang, const char *source);

/* The form for `count`. Norwegian and English: one form for exactly 1, one for all else. */
const char *i18n_plural(enum lang lang, const char *one, const char *many, int64_t count);

struct i18n_arg {
    const char *name;
    struct str value;
};

/* `source` in the language of `ctx` with each {name} replaced, in ctx->mem. An unknown {name} is
 * left as it stands; a test walks the catalogues so that it cannot happen. */
struct str i18n_fill(struct ctx *ctx, const char *source, const struct i18n_arg *args,
                     size_t arg_count);

/* `text`, translated already, with each {name} replaced, in ctx->mem. */
struct str i18n_replace(struct ctx *ctx, const char *text, const struct i18n_arg *args,
                        size_t arg_count);

/* "nb", "nn", "en": the value of the lang attribute. */
const char *i18n_code(enum lang lang);
/* The address prefix: "", "/nn", "/en". */
const char *i18n_prefix(enum lang lang);

/* ---- formats, in ctx->mem; no-break spaces as Norwegian and English typography wants ----------
 */

/* Øre as "1 200 kr", "12,50 kr", 0 as "0 kr"; English "NOK 1,200", "NOK 12.50". */
struct str i18n_money(struct ctx *ctx, int64_t ore);
/* Grams as "350 g", "1,2 kg", "64 kg", "11,8 tonn" (nb), "11.8 tonnes" (en): at most three
 * significant digits, rounded half up. */
struct str i18n_grams(struct ctx *ctx, int64_t g);
/* 1284 as "1 284" / "1,284". */
struct str i18n_number(struct ctx *ctx, int64_t number);
/* Thousandths with the decimals that are not zero: 2500 as "2,5", −125 as "−0,125", 12000 as "12";
 * English "2.5". */
struct str i18n_milli(struct ctx *ctx, int64_t milli);
/* "fredag 18. desember", with the year when it is not that of ctx->now_ms in the centre's zone. */
struct str i18n_day(struct ctx *ctx, int64_t day);
/* "i dag", "i morgen", "på fredag", "fredag 18. desember" relative to `today`. */
struct str i18n_day_relative(struct ctx *ctx, int64_t day, int64_t today);
/* Minutes since midnight as people say it: "16", "16.30"; English "4 pm", "4:30 pm". */
struct str i18n_time(struct ctx *ctx, int minutes);

#endif
