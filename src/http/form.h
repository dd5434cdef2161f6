/* SPDX-License-Identifier: EUPL-1.2 */
/* What input is allowed: declared fields, read into a checked struct before code sees them.
 *
 * A room declares the struct and the table side by side:
 *
 *     struct sale_input { int64_t price_ore; struct str code; };
 *     static const struct field sale_fields[] = {
 *         {"price", FIELD_MONEY, offsetof(struct sale_input, price_ore), .max = 1000000,
 *          .required = true, .label = N_("Price")},
 *         {"code", FIELD_TEXT, offsetof(struct sale_input, code), .max = 12, .required = true,
 *          .label = N_("Label code")},
 *     };
 *     const struct form sale_form = FORM("sale", sale_fields, struct sale_input);
 *
 * The same table reads URL-encoded bodies, multipart bodies, query strings (GET) and JSON objects.
 * Unknown fields are ignored in query strings and refused (INVALID) in bodies, but for the token.
 * A field that comes twice is an error, except FIELD_IDS. Text is copied, trimmed and NUL-ended. */
#ifndef OMBRUK_HTTP_FORM_H
#define OMBRUK_HTTP_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ctx.h"

struct request;

enum field_type {
    FIELD_TEXT,   /* struct str: one line, trimmed, control bytes refused; max in code points */
    FIELD_LINES,  /* struct str: several lines, CRLF → LF; max in code points */
    FIELD_I64,    /* int64_t: whole number, digits may be grouped by spaces, min..max */
    FIELD_MONEY,  /* int64_t øre (money_parse; a JSON number is øre), min..max */
    FIELD_GRAMS,  /* int64_t g (grams_parse; a JSON number is grams), min..max */
    FIELD_MILLI,  /* int64_t thousandths: "2,5" or "2.5" is 2500 (a JSON number too), min..max */
    FIELD_MINUTE, /* int64_t minutes since midnight from "12", "12.05" or "12:05", min..max */
    FIELD_ID,     /* int64_t > 0 */
    FIELD_CHOICE, /* int64_t: value of the matching option; anything else is an error */
    FIELD_FLAG,   /* bool: present and not "0"/"false"/"" */
    FIELD_DAY,    /* int64_t day from "2026-11-23" or "23.11.2026", min..max */
    FIELD_EMAIL,  /* struct str: one address, ASCII domain, at most 254 bytes, lower-cased domain */
    FIELD_PHONE,  /* struct str: "+4791234567"; 8 Norwegian digits or + and 7 to 15 digits */
    FIELD_CONTACT, /* struct str: an e-mail address or a phone number, as the two above */
    FIELD_UUID,    /* struct str: 36 characters, lower-cased */
    FIELD_SECRET,  /* struct str: not trimmed, never shown again or logged; max in bytes */
    FIELD_IDS,     /* struct i64_list: the field repeated, at most max different ids */
    FIELD_FILE,    /* struct upload; multipart only; max in bytes */
};

struct i64_list {
    int64_t *ptr;
    size_t count;
    size_t capacity;
};

/* A received file. `.bytes.ptr == NULL` when none was chosen. Memory of the request, not followed
 * by NUL. */
struct upload {
    struct str bytes;
    struct str content_type; /* as the client claims; never trusted */
};

struct choice {
    const char *value; /* as sent */
    int64_t number;
    const char *label; /* N_(), for selects and radio buttons */
};

struct field {
    const char *name;
    enum field_type type;
    size_t offset;
    int64_t min;
    /* 0: the type's own maximum: FIELD_TEXT and FIELD_SECRET 200, FIELD_LINES 2000, FIELD_I64
     * 2^53−1, FIELD_MINUTE 1439, FIELD_IDS 100, FIELD_FILE 10 MiB, others what their reader allows.
     * `min` of a text counts code points (FIELD_SECRET: bytes) and applies only when something was
     * typed. */
    int64_t max;
    bool required; /* of FIELD_FLAG: must be set */
    /* When an optional number, money, weight, time, day, id or choice is empty; NO_I64 if not given
     * here as anything but 0. Text that is empty has `.ptr == NULL`. */
    int64_t empty;
    const char *label;            /* N_(): what people call it; used in messages */
    const char *hint;             /* N_() or NULL: shown under the label */
    const char *wrong;            /* N_() or NULL: own message instead of the type's */
    const struct choice *choices; /* FIELD_CHOICE: ends with value NULL */
    const char *autocomplete;     /* WCAG 1.3.5 token, or NULL */
};

struct form {
    const char *name;
    const struct field *fields;
    size_t field_count;
    size_t size;     /* sizeof the checked struct */
    size_t body_max; /* bytes of body in all; 0: 64 KiB */
    /* The body is the thing itself, whatever its type: the handler has it in req->body, and the
     * fields are read from the query. Not with GUARD_FORM. */
    bool raw;
};

#define FORM(name_, fields_, type_)                                                                \
    {                                                                                              \
        .name = (name_), .fields = (fields_),                                                      \
        .field_count = sizeof(fields_) / sizeof((fields_)[0]), .size = sizeof(type_)               \
    }

/* Declares that a POST reads no fields. */
extern const struct form form_empty;

/* The hidden field that carries the form token; every body may hold it. */
#define FORM_TOKEN_FIELD "token"

/* What was typed, by field, kept so that the form can be shown again. */
struct form_value {
    const struct field *field;
    /* As received, cut at FORM_TYPED_MAX bytes between code points; FIELD_IDS joined by ','. `.ptr
     * == NULL` when the field did not come; empty for FIELD_SECRET and FIELD_FILE. */
    struct str typed;
    const char *error; /* N_() message or NULL; it may hold {label} and {detail} */
    struct str detail; /* fills {detail} in the message: the limit, in the language of ctx */
};

#define FORM_TYPED_MAX 4000

struct form_result {
    struct form_value *values; /* one per field of the form, in its order */
    size_t count;
    bool ok;
};

struct form_result *form_result_of(const struct request *req);

/* Reading: raw pairs (from http/body.h) into the checked struct. Used by the dispatcher and by
 * tests. Every declared field is checked so that all errors are told at once. */
struct form_pair {
    struct str name;
    struct str value;
    bool is_file;
    bool is_number; /* a JSON number: øre and grams, not kroner and kilograms */
    struct str content_type;
};

struct form_pairs {
    struct form_pair *ptr;
    size_t count;
    size_t capacity;
};

/* `ret_checked` is a zeroed struct of form->size bytes; filled as far as fields are right, the
 * others hold their `empty`. Values of `ret_result` live in ctx->mem. A refused unknown field is
 * told in ctx->err, without a field. */
void form_read(struct ctx *ctx, const struct form *form, const struct form_pairs *pairs,
               bool refuse_unknown, void *ret_checked, struct form_result *ret_result);

/* ---- for pages: one field as a template shows it -------------------------------------------- */

struct form_option {
    struct str value;
    struct str label; /* already in the right language */
    bool chosen;
};

struct form_field {
    struct str name;
    struct str id; /* "f-" and the name */
    struct str label;
    struct str hint;  /* empty: none */
    struct str value; /* what was typed, else the initial value */
    struct str error; /* empty: none; translated */
    struct str autocomplete;
    /* text, textarea, email, tel, date, password, file, hidden (FIELD_ID, FIELD_UUID), select
     * (FIELD_CHOICE), checkbox (FIELD_FLAG: one option "1"; FIELD_IDS: no options, the page knows
     * them) */
    struct str input_type;
    struct str input_mode; /* decimal, numeric, tel, email, text */
    int64_t max_length;    /* 0: none */
    bool required;
    struct str list; /* id of a datalist with what is known already; empty: none */
    struct {
        struct form_option *ptr;
        size_t count;
    } options;
};

/* The field `name` of `form` as it should be shown now: with what the visitor typed and the error
 * if this request came back from a failed POST or is a GET with this form, else with `initial`. A
 * name that is not in the form is a programming error. */
struct form_field form_field(struct ctx *ctx, const struct request *req, const struct form *form,
                             const char *name, struct str initial);

struct form_error {
    struct str id; /* of the input to jump to; empty when it concerns no single field */
    struct str message;
};

/* For the error summary, in field order; empty unless the request came back from a failed POST or
 * is a GET with this form. Includes ctx->err when its field is one of the form's or NULL. */
struct form_errors {
    struct form_error *ptr;
    size_t count;
    size_t capacity;
} form_errors(struct ctx *ctx, const struct request *req, const struct form *form);

#endif
