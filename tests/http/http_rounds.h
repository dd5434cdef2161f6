/* SPDX-License-Identifier: EUPL-1.2 */
/* A round of the draw, led through its states by the manager's pages. */
#ifndef OMBRUK_TESTS_HTTP_ROUNDS_H
#define OMBRUK_TESTS_HTTP_ROUNDS_H

#include "http_fixture.h"

#define SIGNATURE "b6cb8f482a0b15d45936a4c4ea08e98a"
#define OTHER     "aa7c18d57b5a0a2a4c0e6b1f"
#define REASON    "Fordi vi prøver det ut."

/* A round from now to Thursday noon, drawn five minutes later, with all lots. */
#define ROUND_FIELDS                                                                               \
    FIELDS("label", "Uke 48", "opens_day", "2026-11-25", "opens_time", "12", "closes_day",         \
           "2026-11-26", "closes_time", "12", "draw_day", "2026-11-26", "draw_time", "12.05",      \
           "all", "1")

/* A fixture with the rules that a centre starts with, in force today. */
struct fixture *rounds_open_fixture(void);
/* The same with an address that the randomness is fetched from. */
struct fixture *rounds_open_fetching(const char *chain_url);
/* Round 1, a draft with all lots. */
void rounds_make(struct fixture *f);
void rounds_open(struct fixture *f);
/* Both shops wish for everything in the round. */
void rounds_wish(struct fixture *f);
/* Lets time pass; the manager signs in anew, because sessions end with the day. */
void rounds_wait(struct fixture *f, int64_t ms);
/* Lets time pass until the draw may be made; the round is then closed. */
void rounds_close(struct fixture *f);
/* Two managers enter the randomness of SIGNATURE. */
void rounds_draw(struct fixture *f);
void rounds_publish(struct fixture *f);

/* English word for the state of round 1. */
const char *rounds_state(struct fixture *f);
/* Number of the round of the chain that the draw uses. */
const char *rounds_chain(struct fixture *f);
/* SHA-256 of the bytes that the signature says, as drand has it. */
const char *rounds_randomness(struct fixture *f, const char *signature);
struct answer rounds_enter(struct fixture *f, struct browser *browser, const char *signature);
struct browser rounds_second_manager(struct fixture *f);
/* GETs a page and fails the test when it is not valid. */
struct answer rounds_page(struct fixture *f, enum fixture_who who, const char *path);

/* The shop's version as the form carries it. */
const char *rounds_shop_version(struct fixture *f, int64_t tenant_id);
/* The id of the thing with that label. */
const char *rounds_thing(struct fixture *f, struct str code);

#endif
