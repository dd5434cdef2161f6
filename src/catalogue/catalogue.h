/* SPDX-License-Identifier: EUPL-1.2 */
/* What is offered to the public: listings, search, and holds. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_H
#define OMBRUK_CATALOGUE_CATALOGUE_H

#include "base/ctx.h"
#include "goods/goods.h"
#include "goods/goods_import.h"
#include "html/html.h"
#include "http/http.h"
#include "jobs/jobs.h"

#define CATALOGUE_PRICE_MAX_ORE INT64_C(10000000) /* 100 000 kr */
#define CATALOGUE_TITLE_MAX     80
#define CATALOGUE_WEAR_MAX      300
#define CATALOGUE_PLACE_MAX     40
#define CATALOGUE_BRAND_MAX     40
#define CATALOGUE_MATERIAL_MAX  60
#define CATALOGUE_PAGE          24

enum listing_state {
    LISTING_PUBLIC = 1,
    LISTING_SOLD = 2,
    LISTING_WITHDRAWN = 3
};

/* When in the year a thing is of use. */
#define SEASON_TABLE(X)                                                                            \
    X(1, WINTER, "winter", N_("Winter"))                                                           \
    X(2, SPRING, "spring", N_("Spring"))                                                           \
    X(3, SUMMER, "summer", N_("Summer"))                                                           \
    X(4, AUTUMN, "autumn", N_("Autumn"))
#define SEASON_ENUM(number, name, key, words) SEASON_##name = (number),
enum season {
    SEASON_TABLE(SEASON_ENUM) SEASON_END
};
#undef SEASON_ENUM
#define SEASON_BIT(season) (INT64_C(1) << (season))
/* N_(); NULL when unknown. */
const char *catalogue_season_words(int64_t season);
const char *catalogue_season_key(int64_t season);
/* "Vinter, høst" of SEASON_BIT()s; empty for none. */
struct str catalogue_season_names(struct ctx *ctx, enum lang lang, int64_t seasons);

struct listing {
    int64_t id;
    int64_t seq; /* dense publish sequence, newest highest */
    int64_t thing_id;
    int64_t tenant_id;
    struct str code; /* the thing's label code; the public address is /ting/CODE */
    struct str title;
    struct str wear; /* faults and wear, as the shop tells them; may be empty */
    int64_t category_id;
    int64_t grade;
    struct str size_key; /* may be empty */
    int64_t colour_id;   /* NO_I64: none */
    struct str brand;    /* as the shop writes it; may be empty */
    int64_t seasons;     /* SEASON_BIT()s; 0: not told */
    struct str material; /* as the shop writes it, "ull, bomull"; may be empty */
    int64_t washed_day;  /* when the shop washed it; 0: not told */
    bool checked;        /* its newest safety test was passed */
    int64_t price_ore;   /* 0: free */
    int64_t before_ore;  /* NO_I64: not reduced */
    int64_t count_left;
    int64_t held;
    struct str place;
    struct str photo; /* hash; may be empty */
    int64_t state;
    int64_t published_ms;
    int64_t published_day;
    int64_t ended_ms; /* NO_I64: public */
    int64_t version;
};

struct listings {
    struct listing *ptr;
    size_t count;
    size_t capacity;
};

struct publication {
    int64_t thing_id;
    struct str title; /* empty: made from kind and colour */
    struct str wear;
    int64_t category_id;
    struct str kind_key; /* may be empty */
    int64_t grade;
    struct str size_key; /* required where the category says so */
    int64_t colour_id;   /* NO_I64: none */
    int64_t price_ore;
    struct str place;
    int64_t thing_seq; /* the thing's last event when it was shown; 0: whatever it is now */
    struct str brand;  /* may be empty */
    int64_t seasons;   /* SEASON_BIT()s; 0: not told */
    struct str material;
    int64_t washed_day; /* no later than today; 0: not told */
};

/* Publishes a thing that the shop has in hand; describes it in the ledger, lists it, makes it
 * findable, all at once. Publishing what is public changes it. INVALID with the field named: price
 * outside 0..CATALOGUE_PRICE_MAX_ORE, unknown category, kind, size, grade, missing size, long
 * texts. CONFLICT when nothing is left, the thing may not be sold (goods_sellable), or it has
 * changed since `thing_seq`, unless it is listed just like this already, as after a double click:
 * then nothing happens. NOT_FOUND when the shop does not have it. */
MUST_CHECK enum status catalogue_publish(struct ctx *ctx, int64_t tenant_id,
                                         const struct publication *publication,
                                         struct listing *ret_listing);

/* Whether the texts, lists and price of a publication are right, without looking at the thing:
 * INVALID with the field named, as catalogue_publish(). */
MUST_CHECK enum status catalogue_check_publication(struct ctx *ctx,
                                                   const struct publication *publication);

/* The shop's owner confirms today, for a year, that it sells only what is used, mended or made of
 * used things; without that its pages, files and imports put out nothing. */
MUST_CHECK enum status catalogue_declare(struct ctx *ctx, int64_t tenant_id);

/* A new price; the old one is shown struck when it was higher. `version` as the listing was shown:
 * CONFLICT if it has changed since. */
MUST_CHECK enum status catalogue_set_price(struct ctx *ctx, int64_t tenant_id, int64_t listing_id,
                                           int64_t version, int64_t price_ore);
/* Inside db_write(): the thing's first photo is another one now, or none; its offer shows it so. OK
 * without an offer. */
MUST_CHECK enum status catalogue_show_photo(struct ctx *ctx, const struct thing *thing);
/* Takes it off sale; ends its holds. */
MUST_CHECK enum status catalogue_withdraw(struct ctx *ctx, int64_t tenant_id, int64_t listing_id);

MUST_CHECK enum status catalogue_listing(struct ctx *ctx, int64_t listing_id,
                                         struct listing *ret_listing);
/* Public, sold within 30 days, or withdrawn; the caller looks at the state. */
MUST_CHECK enum status catalogue_by_code(struct ctx *ctx, struct str code,
                                         struct listing *ret_listing);
/* The shop's public listings, newest first. */
MUST_CHECK enum status catalogue_of_tenant(struct ctx *ctx, int64_t tenant_id, int64_t before_seq,
                                           int64_t limit, struct listings *ret_listings);

/* ---- search ---------------------------------------------------------------------------------- */

enum search_sort {
    SORT_NEWEST,
    SORT_CHEAPEST, /* of one price the newest first */
    SORT_DEAREST,
    SORT_BEST /* what all words name as the thing itself before the rest; then newest */
};

/* Of one facet that many may be chosen; what has any of them is found. */
#define SEARCH_CHOICES_MAX 8

struct chosen_ids {
    int64_t ids[SEARCH_CHOICES_MAX];
    size_t count;
};
struct chosen_keys {
    struct str keys[SEARCH_CHOICES_MAX];
    size_t count;
};

/* Zero is no filter, but for the prices and before_seq. Different facets must all fit. */
struct search {
    struct str words;      /* as typed; may be empty */
    int64_t category_id;   /* 0: all; includes all below */
    struct str size_key;   /* empty: any; else what fits that size, double sizes included */
    int64_t price_min_ore; /* NO_I64: no limit */
    int64_t price_max_ore;
    int64_t before_seq; /* NO_I64: from the newest; else only older. Only with SORT_NEWEST */
    struct chosen_keys more_sizes; /* or what fits one of these: a child's clothes and shoes */
    bool grows_into;               /* and what fits the next size up of each (goods_size_next) */
    struct chosen_ids ages;        /* of whom it is for: numbers of catalogue_ages.h */
    struct chosen_ids grades;      /* enum grade */
    struct chosen_ids colours;
    struct chosen_keys brands; /* keys of facet counts, or as typed */
    struct chosen_ids seasons; /* enum season */
    struct chosen_ids shops;   /* tenants */
    bool free_only;
    bool new_today;
    bool reduced; /* on sale: cheaper than before */
    bool rent;    /* to borrow or rent */
    bool checked; /* its safety test was passed */
    enum search_sort sort;
    struct str after; /* found.next of the page before; empty: the first page */
    bool with_counts; /* fill found.facets */
    size_t few;       /* only the first so many, at most CATALOGUE_PAGE; 0: a page */
};

/* Pages that can be turned to; narrower searches find more than turning on. */
#define SEARCH_PAGES_MAX 200

/* What a search can be narrowed by. */
enum facet {
    FACET_CATEGORY, /* id; each with all below */
    FACET_SIZE,     /* key; what fits it */
    FACET_GRADE,    /* id: enum grade */
    FACET_PRICE,    /* id: the highest price of a step in øre (CATALOGUE_PRICE_STEPS) and all below
                       it */
    FACET_COLOUR,   /* id */
    FACET_BRAND,    /* key, and name as a shop writes it */
    FACET_SEASON,   /* id: enum season */
    FACET_SHOP,     /* id of the tenant */
    FACET_FREE,     /* id 1, as the four that follow: what is and no count of what is not */
    FACET_NEW_TODAY,
    FACET_REDUCED,
    FACET_RENT,
    FACET_CHECKED,
    FACET_AGE, /* id: number of catalogue_ages.h, of the size or as the title tells */
    FACET_END
};

/* Up to that many kroner: 0 is what is free. */
#define CATALOGUE_PRICE_STEPS(X) X(0) X(50) X(100) X(250) X(500) X(1000)

/* How the words of a search were found, from the nearest. */
enum found_by {
    FOUND_AS_TYPED,     /* each word, one of several words at least as the thing itself */
    FOUND_IN_COMPOUNDS, /* only as the first part of a compound: sykkel in sykkelhjelm */
    FOUND_CORRECTED,    /* with other words for those that nothing has (query->words[].corrected) */
    FOUND_AS_WORDS      /* sizes, prices and wishes in the text read as plain words */
};

struct catalogue_query;

/* Above this the number of hits is told as "more than". */
#define CATALOGUE_COUNT_MAX 1000

/* One value of a facet, and how many things a visitor would find with it. */
struct facet_count {
    int64_t id;      /* 0 where the facet has keys */
    struct str key;  /* empty where it has ids */
    struct str name; /* of a brand; else empty */
    int64_t listings;
};
struct facet_counts {
    struct facet_count *ptr;
    size_t count;
    size_t capacity;
};

struct found {
    /* In the order asked for, at most CATALOGUE_PAGE. Only what a list shows is set: id, seq, shop,
     * code, title, category, grade, size, colour, brand, seasons, checked, prices, count_left,
     * held, photo, state and published_day. */
    struct listings listings;
    int64_t total; /* hits in all */
    bool more;
    struct str next; /* for search.after; empty when there is no more or no further page */
    enum found_by by;
    bool without_age; /* nothing tells the age that stands in the words: found without it */
    /* What was understood in the words (catalogue_query.h), for the room itself. */
    const struct catalogue_query *query;
    /* When asked for: by enum facet, the values above zero and those chosen, in the order of our
     * lists (brands and shops: the most first). A count says what a visitor would find with that
     * value in place of what is chosen of the same facet, all else the same; at most
     * CATALOGUE_COUNT_MAX + 1, which is "1 000+". */
    struct facet_counts facets[FACET_END];
};
/* Sizes, colours, prices and wishes that stand in the words count beside those of the struct. Words
 * that find nothing are looked for in the next way of enum found_by, the same on every page.
 * INVALID (field "after") for a cursor that is none of ours or of another sort, or beyond
 * SEARCH_PAGES_MAX.
 */
MUST_CHECK enum status catalogue_search(struct ctx *ctx, const struct search *search,
                                        struct found *ret_found);

/* A search as the address of its list has it, without the page. */
struct asked {
    struct search search;
    struct str query; /* "ord=ski&storrelse=h104": the same search is always the same text */
    struct str words; /* "ski · Str. 104 · Opptil 100 kr"; empty: everything */
    struct url list;
    struct url feed; /* Atom: the same, for programs that follow it */
};
/* What `query` asks for, from a stranger: names and values that lists do not know are left
 * out. */
MUST_CHECK enum status catalogue_asked(struct ctx *ctx, struct str query, struct asked *ret_asked);

/* How many public listings of a category (0: all) fit each size of a system, and are in each
 * category for a size (empty: any), exactly. Only those above zero. */
MUST_CHECK enum status catalogue_sizes_in(struct ctx *ctx, int64_t category_id, struct str system,
                                          struct facet_counts *ret_counts);
MUST_CHECK enum status catalogue_categories_for(struct ctx *ctx, struct str size_key,
                                                struct facet_counts *ret_counts);
/* Public listings in all. */
MUST_CHECK enum status catalogue_count(struct ctx *ctx, int64_t *ret_count);
/* Published today. */
MUST_CHECK enum status catalogue_new_today(struct ctx *ctx, int64_t *ret_count);

/* ---- import ---------------------------------------------------------------------------------- */

struct catalogue_import {
    int64_t tenant_id;  /* whose goods they become */
    struct str mapping; /* text of a mapping (goods_mapping.h) */
    struct str path;    /* the file */
    bool dry_run;       /* say what it would do, write nothing */
};

struct catalogue_imported {
    struct import_result read;
    int64_t added;     /* new things */
    int64_t known;     /* were there already, from an earlier run */
    int64_t published; /* of the new ones: with price and condition, so put out for sale */
    bool undeclared;   /* none was, for the shop has not declared (catalogue_declare) */
};

/* Reads second-hand listings from a file into the shop's hands, in writes of a few hundred rows,
 * and publishes those that have what a listing needs, if the shop has declared (catalogue_declare).
 * The same file again adds nothing. `problem` hears of every row and value that could not be used
 * (NULL: only counted). Errors as goods_import_run();
 * `*ret_imported` is written as far as it came. */
MUST_CHECK enum status catalogue_import_things(struct ctx *ctx,
                                               const struct catalogue_import *import,
                                               import_problem_fn *problem, void *arg,
                                               struct catalogue_imported *ret_imported);

/* ---- for the till ---------------------------------------------------------------------------- */

/* Inside db_write(): `count` of the listing leave with their buyer; at none left the listing is
 * sold and its holds end, but `hold_id` (0: none) counts as collected. CONFLICT on field "count" if
 * fewer are left than asked for, or all that is left is held for others. `price_ore`: what is paid
 * for all together, which what prices are like is told from (nothing for what is given away). */
MUST_CHECK enum status catalogue_take(struct ctx *ctx, int64_t tenant_id, int64_t listing_id,
                                      int64_t count, int64_t price_ore, int64_t hold_id);
/* Inside db_write(): gives them back when a sale is undone; a sold listing is public again, unless
 * its thing has been stopped meanwhile. `price_ore` as it was taken. */
MUST_CHECK enum status catalogue_give_back(struct ctx *ctx, int64_t tenant_id, int64_t listing_id,
                                           int64_t count, int64_t price_ore);

/* ---- holds ----------------------------------------------------------------------------------- */

enum hold_state {
    HOLD_ACTIVE = 1,
    HOLD_COLLECTED = 2,
    HOLD_CANCELLED = 3,
    HOLD_EXPIRED = 4,
    HOLD_WAITING = 5 /* stands in line; becomes active when it is their turn */
};

#define HOLD_CONFIRM_MS        (INT64_C(30) * 60 * 1000)
#define HOLD_PER_EMAIL         5
#define HOLD_PER_PHONE         1
#define HOLD_CONTACT_KEEP_DAYS 30

/* Stated on the page of a thing. One mailbox counts once, however it is written; one network is an
 * address, of IPv6 a household's 64 bits. */
#define HOLD_PER_SHOP                4 /* held and waited for, by one person in one shop */
#define HOLD_PER_DAY                 8 /* made by one person, whatever became of them */
#define HOLD_UNCONFIRMED_PER_NETWORK 6 /* in the house */
#define HOLD_PER_NETWORK_AND_SHOP    10
#define HOLD_UNCONFIRMED_PER_SITE    18 /* three households of the 65,536 below 48 bits of IPv6 */
#define HOLD_PER_SITE_AND_SHOP       30
/* Of what a shop has on sale, one in so many may be held at a time, but always so many: without a
 * confirmed address a fifth, by e-mail and by phone each, because an hour with every fifth thing
 * held is like any Saturday, and in half an hour they end; in all half, so that who comes in person
 * always finds something to buy. */
#define HOLD_SHOP_UNCONFIRMED_SHARE  5
#define HOLD_SHOP_UNCONFIRMED_ALWAYS 5
#define HOLD_SHOP_SHARE              2
#define HOLD_SHOP_ALWAYS             10
#define HOLD_LINES_PER_EMAIL         5
#define HOLD_LINE_MAX                10
#define CATALOGUE_LINE_FULL          N_("{detail} people are in the queue already. Look at similar things.")
#define HOLD_LINE_DAYS               60
#define HOLD_MISSED_DAYS             30

struct hold {
    int64_t id;
    int64_t listing_id;
    int64_t tenant_id;
    int64_t count;
    struct str contact;     /* empty when erased */
    struct str first_name;  /* may be empty */
    struct str pickup_code; /* three signs, unique among the shop's active holds */
    bool confirmed;
    bool by_email;
    bool extended;            /* has been made longer, which goes once */
    int64_t lang;             /* enum lang of whoever made it */
    int64_t confirm_until_ms; /* NO_I64: nothing to confirm */
    int64_t state;
    int64_t created_ms;
    int64_t until_ms;
};

struct holds {
    struct hold *ptr;
    size_t count;
    size_t capacity;
};

struct hold_wish {
    struct str code;       /* of the thing */
    struct str contact;    /* FIELD_CONTACT; to stand in line, an e-mail */
    struct str first_name; /* may be empty */
    struct str client;     /* address it comes from; empty: not known, then it is not limited */
};

/* Holds one for whoever has `contact` until 16:00, or closing if earlier, of the shop's next open
 * day. An e-mail gets a six-digit code to confirm within 30 minutes; a phone stays unconfirmed and
 * may hold one thing. `*ret_token` opens the hold's own page. CONFLICT when none is free (what ends
 * goes to the line first), TOO_MANY above the limits here, with what to do; GONE when the listing
 * is sold or withdrawn, or its thing stopped. */
MUST_CHECK enum status catalogue_hold_for(struct ctx *ctx, const struct hold_wish *wish,
                                          struct hold *ret_hold, struct str *ret_token);
/* The same, from no known address. */
MUST_CHECK enum status catalogue_hold(struct ctx *ctx, struct str code, struct str contact,
                                      struct str first_name, struct hold *ret_hold,
                                      struct str *ret_token);
/* Takes a place in line for a thing that is held; the address is confirmed as for a hold. When it
 * is their turn it is held for them as by catalogue_hold_for(), and an e-mail says so. INVALID
 * without e-mail; CONFLICT when one is free, or they hold it or stand there already; TOO_MANY;
 * GONE. */
MUST_CHECK enum status catalogue_join_line(struct ctx *ctx, const struct hold_wish *wish,
                                           struct hold *ret_hold, struct str *ret_token);
/* How many stand in line for a listing; the place of one of them, from 1. */
MUST_CHECK enum status catalogue_line_length(struct ctx *ctx, int64_t listing_id,
                                             int64_t *ret_waiting);
MUST_CHECK enum status catalogue_line_place(struct ctx *ctx, const struct hold *hold,
                                            int64_t *ret_place);

/* How many things a contact may hold at once: one less for each confirmed hold that ran out without
 * being collected in the last HOLD_MISSED_DAYS, but always one. Forgotten after that. */
struct hold_allowance {
    int64_t at_once;
    int64_t missed;
    int64_t until_ms; /* when the first of them is forgotten; NO_I64: none */
};
MUST_CHECK enum status catalogue_hold_allowance(struct ctx *ctx, struct str contact,
                                                struct hold_allowance *ret_allowance);
/* True when its time, or the time to confirm it, has run out, whether it has been ended or not. */
bool catalogue_hold_over(const struct ctx *ctx, const struct hold *hold);

MUST_CHECK enum status catalogue_hold_by_token(struct ctx *ctx, struct str token,
                                               struct hold *ret_hold);
/* INVALID on field "code" for a wrong one, TOO_MANY after five, GONE when the hold has ended. */
MUST_CHECK enum status catalogue_hold_confirm(struct ctx *ctx, struct str token, struct str code);
/* Ends a hold, or leaves the line; again: OK. */
MUST_CHECK enum status catalogue_hold_cancel(struct ctx *ctx, struct str token);
/* Until when the hold could be made longer now: the rule of a hold, counted from its own last day.
 * CONFLICT when it has been already, somebody stands in line, or it is not confirmed; GONE when it
 * has ended; UNAVAILABLE when the shop is not open within 60 days. */
MUST_CHECK enum status catalogue_hold_longer(struct ctx *ctx, const struct hold *hold,
                                             int64_t *ret_until_ms);
/* Makes it longer; errors as catalogue_hold_longer(). */
MUST_CHECK enum status catalogue_hold_extend(struct ctx *ctx, struct str token);
/* Active holds of the shop, first to end first. */
MUST_CHECK enum status catalogue_holds_of(struct ctx *ctx, int64_t tenant_id,
                                          struct holds *ret_holds);
/* Active holds of all shops that end by `until_ms`, first to end first, at most `limit`; and how
 * many there are in all. */
MUST_CHECK enum status catalogue_holds_ending(struct ctx *ctx, int64_t until_ms, int64_t limit,
                                              struct holds *ret_holds, int64_t *ret_total);
/* The shop's active hold with that pick-up code (case does not matter); NOT_FOUND. */
MUST_CHECK enum status catalogue_hold_by_code(struct ctx *ctx, int64_t tenant_id, struct str code,
                                              struct hold *ret_hold);
/* Ends what has run out and gives what is free to those in line; the job "catalogue_holds" does it
 * each half minute. */
MUST_CHECK enum status catalogue_release_holds(struct ctx *ctx, int64_t *ret_released);

/* What is offered follows the ledger: takes off sale what may not be sold any more or is all gone,
 * and ends its holds; offers as many as there are of what was counted again. The job
 * "catalogue_follow" does it each ten seconds; until then nobody can hold or buy it. */
MUST_CHECK enum status catalogue_follow(struct ctx *ctx, int64_t *ret_followed);

/* What is for sale says whether its newest safety test was passed, also of a test after it was put
 * out. The job "catalogue_checked" does it each minute. */
MUST_CHECK enum status catalogue_follow_tests(struct ctx *ctx);

/* Makes the words of listings anew where an earlier program made them, at most `limit` in one
 * write; the job "catalogue_words" does it until none is left. `*ret_count`: how many. */
MUST_CHECK enum status catalogue_reindex(struct ctx *ctx, int64_t limit, int64_t *ret_count);

/* Gives up what is kept in memory of the database; nobody may search any more. */
void catalogue_close(const struct db *db);
/* Makes the centre's index now, so that nobody who searches waits for it; a search meanwhile waits
 * until it is there. UNAVAILABLE when given up. */
MUST_CHECK enum status catalogue_warm(struct ctx *ctx);
/* From now on no index of `db` is begun or finished: for the end of the process. */
void catalogue_give_up(const struct db *db);

/* How much of the publish sequence stands in one part of the site map and of the feed of products;
 * 0: as usual. Before the first request. */
void catalogue_divide(int64_t addresses, int64_t products);

extern const struct route catalogue_routes[];
extern const struct job_kind catalogue_jobs[];
extern const struct sql *const catalogue_sql_all[];
extern const struct sql *const catalogue_seller_sql_all[];
/* What only programs read: robots.txt, site maps, the feed of products. */
extern const struct route catalogue_machine_routes[];
extern const struct sql *const catalogue_machine_sql_all[];

#endif
