/* SPDX-License-Identifier: EUPL-1.2 */
/* Rounds, rules and lots in the words of people, for the office's and the public's pages. Texts are
 * in ctx->lang and ctx->mem. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_OFFICE_WORDS_H
#define OMBRUK_ALLOCATION_ALLOCATION_OFFICE_WORDS_H

#include "allocation/allocation.h"
#include "html/page.h"

/* The time of day alone, as FIELD_MINUTE reads it: "12.05". */
struct str allocation_office_clock(struct ctx *ctx, int64_t at_ms);
/* "4 poeng", "2,5 poeng". */
struct str allocation_office_points(struct ctx *ctx, int64_t mp);
/* 91 700 ppm as "9,17 %". */
struct str allocation_office_percent(struct ctx *ctx, int64_t ppm);
/* As FIELD_MILLI reads it: "2,5", "-0,125"; empty for NO_I64. */
struct str allocation_office_milli(struct ctx *ctx, int64_t milli);
struct str allocation_office_number(struct ctx *ctx, int64_t number); /* "12", for addresses */
/* "1 parti", "12 partier". */
struct str allocation_office_lots(struct ctx *ctx, int64_t count);
/* "350 byte", "12 kB". */
struct str allocation_office_bytes(struct ctx *ctx, int64_t bytes);
/* What a code of the draw's refusals says is in allocation_result.c; this is what a state says. */
struct pill allocation_office_pill(struct ctx *ctx, const struct round *round);
/* The way of a round from its opening to its end, with times, as everybody may see it. */
struct timeline allocation_office_timeline(struct ctx *ctx, const struct round *round);
/* "Uke 51" and, for a second call, that it is one. */
struct str allocation_office_round_name(struct ctx *ctx, const struct round *round);

/* The round has a commitment. */
bool allocation_office_is_closed(const struct round *round);
/* Everybody may see its result. */
bool allocation_office_is_published(const struct round *round);

/* N_() of enum goods_size_class and enum station_state. */
const char *allocation_office_size_words(int64_t size_class);
const char *allocation_office_state_words(int64_t station_state);
/* Name of a category; "alt annet" for 0. */
struct str allocation_office_category(struct ctx *ctx, int64_t category_id);
struct str allocation_office_station(struct ctx *ctx, int64_t holder_id);

/* The rules as a list of label and value; without points and classes. */
struct facts allocation_office_rule_facts(struct ctx *ctx, const struct allocation_rules *rules);
/* "Hvor mange runder til poeng teller halvt": 0 when they never do. */
int64_t allocation_office_half_life(const struct allocation_rules *rules);

/* What went wrong with the POST that is shown again; never empty then, also when the rule gave no
 * words. */
struct error_summary allocation_office_errors(struct ctx *ctx, const struct request *req);
/* The round whose number is parameter `index` of the address. */
MUST_CHECK enum status allocation_office_round_in(struct ctx *ctx, const struct request *req,
                                                  int index, struct round *ret_round);

#endif
