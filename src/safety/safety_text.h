/* SPDX-License-Identifier: EUPL-1.2 */
/* Text as it is compared: what people and lists write, brought to one form. */
#ifndef OMBRUK_SAFETY_SAFETY_TEXT_H
#define OMBRUK_SAFETY_SAFETY_TEXT_H

#include "goods/goods.h"

/* Lower case, Latin letters without their marks, everything else one blank between words, none at
 * the ends; apostrophes vanish ("Children´s" is "childrens"). Letters of other scripts stay. */
struct str safety_text_fold(struct arena *arena, struct str text);

/* The words of a folded text, in its memory. */
struct str_list safety_text_words(struct arena *arena, struct str folded);

/* True if `folded` has the words of `part` (folded, not empty) side by side. */
bool safety_text_has(struct str folded, struct str part);

/* A bar code as it is compared: 14 digits, filled with zeros in front. False unless `text` is 8 to
 * 14 digits, blanks and hyphens left out. */
bool safety_text_gtin(struct arena *arena, struct str text, struct str *ret_gtin);
/* True for 8, 12, 13 or 14 digits whose last is the check digit (GS1, modulus 10). */
bool safety_text_gtin_valid(struct str digits);

#endif
