/* SPDX-License-Identifier: EUPL-1.2 */
/* The reuse centre: name, time zone, and when it and its shops are open. */
#ifndef OMBRUK_CENTRE_CENTRE_H
#define OMBRUK_CENTRE_CENTRE_H

#include "base/ctx.h"
#include "html/page.h"
#include "http/http.h"

struct json_out;

struct centre {
    int64_t id;
    struct str slug;
    struct str name;
    struct str municipality;
    struct str address;
    struct str getting_here; /* plain text, paragraphs divided by an empty line */
    struct str map;          /* how to get here, as centre_map.h tells; empty: no map */
    struct str email;
    struct str phone;
    struct str time_zone; /* IANA name */
    struct str stop_id;   /* "NSR:StopPlace:59872", where people get off; may be empty */
    struct str position;  /* "59.78290,10.49050", of the entrance; may be empty */
    bool demo;
};

/* Adds a centre with a weekly pattern of Monday–Friday 10–18, Saturday 10–16. INVALID for a bad
 * slug (lower-case letters, digits, hyphens, 2 to 40) or an unknown time zone, CONFLICT if the slug
 * is taken. Sets ctx->centre_id. */
MUST_CHECK enum status centre_add(struct ctx *ctx, const struct centre *centre);

/* The centre of ctx; cached per process, reread when its version changes (at most 5 s old). */
MUST_CHECK enum status centre_get(struct ctx *ctx, struct centre *ret_centre);

/* Before `db` is closed: forgets what was cached from it. */
void centre_close(const struct db *db);

/* The centre with this slug; NOT_FOUND. Sets ctx->centre_id. */
MUST_CHECK enum status centre_choose(struct ctx *ctx, struct str slug);

/* ids of all centres, oldest first. */
MUST_CHECK enum status centre_list(struct ctx *ctx, struct i64_list *ret_ids);

/* Today and the local minute in the centre's zone at ctx->now_ms. UTC if the centre is unknown. */
int64_t centre_today(struct ctx *ctx);
int centre_minute(struct ctx *ctx);
int64_t centre_day_of(struct ctx *ctx, int64_t at_ms);
/* The local minute there at `at_ms`, as a clock on the wall shows it: on the days on which clocks
 * are changed it is not the time since midnight. */
int centre_minute_of(struct ctx *ctx, int64_t at_ms);
/* The instant at which it is `minute` on `day` at the centre. */
int64_t centre_instant(struct ctx *ctx, int64_t day, int minute);

/* In words, in the language of ctx: "12.05"; "onsdag 16. desember kl. 12.05", always with the name
 * of the day; "i morgen kl. 12.05", as near as the day is (i18n_day_relative). */
struct str centre_clock(struct ctx *ctx, int64_t at_ms);
struct str centre_when(struct ctx *ctx, int64_t at_ms);
struct str centre_when_near(struct ctx *ctx, int64_t at_ms);

/* ---- what centre asks of rooms that know more -------------------------------------------------
 */

struct centre_shop {
    int64_t id;
    struct str name;
    struct str unit;  /* number on the floor plan; may be empty */
    struct str place; /* "Plan 2"; may be empty */
    struct url url;   /* its page */
};
struct centre_shops {
    struct centre_shop *ptr;
    size_t count;
    size_t capacity;
};
typedef enum status centre_shops_fn(struct ctx *ctx, struct centre_shops *ret_shops);
struct centre_hooks {
    centre_shops_fn *shops; /* who is in the house today; NULL: nobody */
};
/* Once, before the first request. */
void centre_start(struct centre_hooks hooks);

/* ---- opening hours --------------------------------------------------------------------------
 * Order of rules for a day of the house: an exception of the house; a public holiday closes
 * (helligdagsfredloven § 2 and § 5; 1 May and 17 May by lov om 1 og 17 mai); its pattern, on eves
 * until the minute that the house has set, at the latest 16:00 on those of Easter, Whitsun and
 * Christmas (§ 5). A shop without a pattern and exception of its own follows the house. Else its
 * exception, then its pattern holds, and both only within the hours of the house, which is the way
 * to it. A shop with an entrance of its own has its own exception, then holidays, then its own
 * pattern with the house's eves. A day that a pattern does not name is closed. */

struct hours {
    bool open;
    int opens_minute;
    int closes_minute;
    const char *reason; /* N_(): name of the holiday; NULL: none */
    struct str note;    /* reason of an exception in ctx->lang; may be empty */
};

/* N_() name of the public holiday, or NULL. */
const char *centre_holiday(int64_t day);

/* Hours of the shop `tenant_id` (0: the house) on `day`. */
MUST_CHECK enum status centre_hours(struct ctx *ctx, int64_t tenant_id, int64_t day,
                                    struct hours *ret_hours);

/* Why the hours are as they are, in ctx->lang: the exception's note, else the holiday; may be
 * empty.
 */
struct str centre_hours_why(const struct ctx *ctx, const struct hours *hours);

struct open_now {
    enum open_state state;
    /* "Åpent til 19", "Åpner kl. 10", "Åpner i morgen kl. 10", "Stengt i dag – Grunnlovsdagen" */
    struct str text;
    struct str brief;   /* the same without the reason */
    int64_t next_day;   /* the day it is or will next be open; NO_I64 if not within 60 days */
    struct hours hours; /* of that day */
};
MUST_CHECK enum status centre_open_now(struct ctx *ctx, int64_t tenant_id,
                                       struct open_now *ret_open);

/* Until when a thing may be held now: 16:00, or closing if earlier (or if the shop opens at 16:00
 * or later), of the shop's next open day after today (decisions.md, Hold). UNAVAILABLE if the shop
 * is not open within 60 days. */
MUST_CHECK enum status centre_hold_until(struct ctx *ctx, int64_t tenant_id, int64_t *ret_day,
                                         int *ret_minute, int64_t *ret_until_ms);
/* The same, of the first open day after `after_day`. */
MUST_CHECK enum status centre_hold_until_after(struct ctx *ctx, int64_t tenant_id,
                                               int64_t after_day, int64_t *ret_day, int *ret_minute,
                                               int64_t *ret_until_ms);

/* The hours of an ordinary week on the weekday of `day`, without holidays and exceptions. */
MUST_CHECK enum status centre_usual_hours(struct ctx *ctx, int64_t tenant_id, int64_t day,
                                          struct hours *ret_hours);
/* "10–19", "Closed". */
struct str centre_hours_words(struct ctx *ctx, const struct hours *hours);
/* Days of the house from `from_day` on, within 120 of them, that have a reason to differ: holidays,
 * eves, exceptions; at most `most`. Label: the day, value: the hours, note: the reason. */
MUST_CHECK enum status centre_coming(struct ctx *ctx, int64_t from_day, size_t most,
                                     struct facts *ret_days);
/* Both closed, or open between the same minutes. */
bool centre_hours_same(const struct hours *a, const struct hours *b);

/* Replaces the weekly pattern of the house (0) or a shop. `minutes` has 7 rows from Monday: opens,
 * closes; both 0 when closed. A shop with seven closed rows has no pattern and follows the house.
 * INVALID if a row does not make sense, or goes beyond the hours of the house (field "opensN") and
 * the shop has no entrance of its own. */
MUST_CHECK enum status centre_set_week(struct ctx *ctx, int64_t tenant_id, const int minutes[7][2]);
/* An exception: `opens` < 0 closes the day. Replaces one that is there. INVALID if it closes before
 * it opens, goes beyond the hours of the house as centre_set_week() has it, or the day is past. */
MUST_CHECK enum status centre_set_exception(struct ctx *ctx, int64_t tenant_id, int64_t day,
                                            int opens, int closes,
                                            const struct str reason[LANG_COUNT]);

/* When the house closes on the eves of Easter, Whitsun, Christmas and the New Year: 0 as the law
 * has it, below 0 closed all day. INVALID (field "eveN") later than the law lets it. */
#define CENTRE_EVES 4
MUST_CHECK enum status centre_set_eves(struct ctx *ctx, const int closes[CENTRE_EVES]);
/* Whether a shop has an entrance of its own, so that it may be open while the house is closed. */
MUST_CHECK enum status centre_set_own_entrance(struct ctx *ctx, int64_t tenant_id, bool own);
MUST_CHECK enum status centre_own_entrance(struct ctx *ctx, int64_t tenant_id, bool *ret_own);

/* The open days of the house (0) or a shop as a calendar (RFC 5545) called `name`: an event for
 * each open day, and one all day for each that a reason closes, from a week back to half a year
 * ahead. */
MUST_CHECK enum status centre_hours_calendar(struct ctx *ctx, int64_t tenant_id, struct str name,
                                             struct str location, struct str *ret_text);

/* ---- pages ------------------------------------------------------------------------------------
 */

/* For search engines (schema.org): the house with its hours as one JSON text; the hours of the
 * house (0) or a shop as members openingHoursSpecification and specialOpeningHoursSpecification (90
 * days) of the object that is open in `out`; the house's address as its member. */
MUST_CHECK enum status centre_house_jsonld(struct ctx *ctx, const struct request *req,
                                           struct str *ret_json);
MUST_CHECK enum status centre_hours_json(struct ctx *ctx, int64_t tenant_id, struct json_out *out);
void centre_address_json(const struct centre *centre, struct json_out *out);

/* Hook of struct http_app: by slug, else by host name, else the first centre made. */
enum status centre_find(struct ctx *ctx, const struct request *req);

/* Fills what every page of an audience needs: centre name, open status, navigation, languages,
 * canonical address, sign-out. `active` is the path of the navigation item to mark, e.g. "/finn".
 */
enum page_audience {
    PAGE_PUBLIC,
    PAGE_TENANT,
    PAGE_OFFICE,
    PAGE_STATION,
    PAGE_BARE
};
void centre_page(struct ctx *ctx, const struct request *req, enum page_audience audience,
                 const char *title, const char *active, struct page *ret_page);
/* Where the actor starts the day: the first page of the office, the shop or the station that the
 * route tables let the actor into; "/" for all others. */
struct str centre_home(struct ctx *ctx, const struct request *req);
/* The address pattern when a GET route answers it, else the empty url: for links to rooms that may
 * not be there. */
struct url centre_link(struct ctx *ctx, const struct request *req, const char *pattern,
                       const struct str *values, size_t count);
/* The absolute address of one of our own: under public_url when it is set, else as the visitor
 * asked for this page. */
struct str centre_whole_address(struct ctx *ctx, const struct request *req, struct url url);
/* A html_out that writes into `res` with prefix and form token set. */
struct html_out centre_out(struct ctx *ctx, struct request *req, struct response *res);

/* The whole error page (hook of struct http_app). */
void centre_error_page(struct ctx *ctx, struct request *req, struct response *res,
                       enum status status);

extern const struct route centre_routes[];
extern const struct sql *const centre_sql_all[];

#endif
