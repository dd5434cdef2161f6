/* SPDX-License-Identifier: EUPL-1.2 */
/* Text for the search index: words to stems, facets to tokens, and a visitor's words to a query.
 * Inside the room only. The stems are made here for both engines (Snowball, Norwegian). */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_WORDS_H
#define OMBRUK_CATALOGUE_CATALOGUE_WORDS_H

#include "base/ctx.h"
#include "db/db.h"

#define SEARCH_WORDS_MAX 8

/* The stems of all words in `text`, each once, divided by one space. A word is letters and digits;
 * upper case is lowered, also Æ Ø Å and the other letters of Latin-1; a stem holds no other byte
 * than a–z, 0–9 and letters above ASCII, so never the '_' that begins a facet. */
struct str catalogue_stems(struct ctx *ctx, struct str text);

/* What to ask `engine` for all of `stems` (at most SEARCH_WORDS_MAX) and all of `facets`. Empty
 * when both are. */
struct str catalogue_tokens(struct ctx *ctx, enum db_engine engine, struct str stems,
                            struct str facets);

#endif
