/* SPDX-License-Identifier: EUPL-1.2 */
/* How things, loads and choices are told on the pages of the room. Inside the room only. */
#ifndef OMBRUK_CUSTODY_CUSTODY_WORDS_H
#define OMBRUK_CUSTODY_CUSTODY_WORDS_H

#include "custody/custody.h"
#include "custody/custody_views.h"

struct str custody_words_text(const struct ctx *ctx, const char *source);
struct str custody_words_id(struct ctx *ctx, int64_t id);
/* "7K4M-2PXQ" */
struct str custody_words_code(struct ctx *ctx, struct str code);
/* Name of a holder or person; empty for NO_I64 and unknown ones. */
struct str custody_words_holder(struct ctx *ctx, int64_t holder_id);
struct str custody_words_person(struct ctx *ctx, int64_t person_id);
struct str custody_words_lots(struct ctx *ctx, int64_t lots);
struct str custody_words_days(struct ctx *ctx, int64_t days);
struct str custody_words_weight(struct ctx *ctx, int64_t g);
/* "3 partier · 12 kg" of all rows; what weighs nobody knows is said. */
struct str custody_words_sum(struct ctx *ctx, const struct load_lots *lots);

/* A thing as a row, its page at `pattern` ("/kontor/lager/{}"), or NULL: none. */
struct store_row custody_words_row(struct ctx *ctx, const struct thing *thing, const char *pattern);
struct pill custody_words_state(struct ctx *ctx, const struct thing *thing);
struct pill custody_words_load_state(struct ctx *ctx, const struct load *load);

/* Fills the options of a select: holders whose kind is in `kinds` (bits by enum holder_kind), or
 * the public categories. What is chosen is the field's value. */
MUST_CHECK enum status custody_words_holders(struct ctx *ctx, uint64_t kinds,
                                             struct form_field *field);
void custody_words_categories(struct ctx *ctx, struct form_field *field);
/* An optional select says what no choice means. */
void custody_words_nothing(struct ctx *ctx, struct form_field *field, const char *words);

#define CUSTODY_KIND(kind) (UINT64_C(1) << (kind))
#define CUSTODY_KINDS_SENDING                                                                      \
    (CUSTODY_KIND(HOLDER_STATION) | CUSTODY_KIND(HOLDER_HOUSE) | CUSTODY_KIND(HOLDER_TENANT) |     \
     CUSTODY_KIND(HOLDER_REPAIR))
#define CUSTODY_KINDS_GETTING                                                                      \
    (CUSTODY_KINDS_SENDING | CUSTODY_KIND(HOLDER_PARTNER) | CUSTODY_KIND(HOLDER_RECYCLING))
#define CUSTODY_KINDS_HAVING (CUSTODY_KINDS_GETTING | CUSTODY_KIND(HOLDER_TRANSPORT))

/* True if the value of a FIELD_IDS as typed ("12,14") has the number. */
bool custody_words_typed(struct str typed, struct str number);
/* Errors of `form` when the request came back with it. */
void custody_words_errors(struct ctx *ctx, const struct request *req, const struct form *form,
                          struct error_summary *errors);
/* Errors lead to inputs that are on the page: those whose name is none of `names` (NULL at the end)
 * lead nowhere. */
void custody_words_aim(struct error_summary *errors, const char *const *names);
/* "https://host/PATH/CODE": what a QR code opens. */
struct str custody_words_target(struct ctx *ctx, const struct request *req, const char *path,
                                struct str code);
/* Turns the page in `res` into a PDF called `name`, to be shown. Errors as pdf_from_html(). */
MUST_CHECK enum status custody_words_pdf(struct ctx *ctx, struct response *res, struct str name);

#endif
