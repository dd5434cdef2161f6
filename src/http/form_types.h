/* SPDX-License-Identifier: EUPL-1.2 */
/* One reader per field type: text as it came → checked value, or the message that says what is
 * wanted. */
#ifndef OMBRUK_HTTP_FORM_TYPES_H
#define OMBRUK_HTTP_FORM_TYPES_H

#include "http/form.h"

/* Reads one non-empty value of `field` into its place in the checked struct (FIELD_IDS appends).
 * Returns NULL, or an N_() message with the limit in `*ret_detail`; then nothing was written. */
const char *form_types_read(struct ctx *ctx, const struct field *field,
                            const struct form_pair *pair, void *checked, struct str *ret_detail);

/* Writes what the field holds when nothing came. */
void form_types_empty(const struct field *field, void *checked);

/* True if the pair counts as nothing: empty text, white space, a file input left alone. */
bool form_types_is_empty(const struct field *field, const struct form_pair *pair);

/* The message for a required field that is empty. */
const char *form_types_missing(const struct field *field);

/* The largest allowed value or length of `field`. */
int64_t form_types_max(const struct field *field);

#endif
