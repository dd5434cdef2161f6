/* SPDX-License-Identifier: EUPL-1.2 */
/* Things (lots and items), who has them, and the append-only ledger of what happened to them.
 *
 * Every change is an event; the rows of `thing`, `goods_total` and `goods_reused_day` are written
 * in the same transaction by the same rule (goods_apply.h) that goods_verify() uses to rebuild
 * them. Nothing is deleted; a mistake is corrected by a new event. Writers here are called inside
 * or outside db_write(); outside they make their own transaction. No personal data stands in the
 * ledger. */
#ifndef OMBRUK_GOODS_GOODS_H
#define OMBRUK_GOODS_GOODS_H

#include "base/ctx.h"
#include "db/db.h"
#include "http/http.h"
#include "jobs/jobs.h"

/* Number in the database (never reused), name, N_() words for people. */
#define GOODS_EVENT_TABLE(X)                                                                       \
    X(1, RECEIVED, N_("received"))                                                                 \
    X(2, WEIGHED, N_("weighed"))                                                                   \
    X(3, PHOTOGRAPHED, N_("photographed"))                                                         \
    X(4, GRADED, N_("described"))                                                                  \
    X(5, SPLIT, N_("split"))                                                                       \
    X(6, ALLOTTED, N_("given to a shop"))                                                          \
    X(7, PICKED_UP, N_("picked up"))                                                               \
    X(8, PASSED_ON, N_("passed on"))                                                               \
    X(9, LISTED, N_("put out for sale"))                                                           \
    X(10, HELD, N_("held"))                                                                        \
    X(11, SOLD, N_("sold"))                                                                        \
    X(12, GIVEN, N_("given away"))                                                                 \
    X(13, RENTED_OUT, N_("rented out"))                                                            \
    X(14, RETURNED, N_("returned"))                                                                \
    X(15, REPAIRED, N_("repaired"))                                                                \
    X(16, REDESIGNED, N_("redesigned"))                                                            \
    X(17, RECYCLED, N_("recycled"))                                                                \
    X(18, DISCARDED, N_("discarded"))                                                              \
    X(19, CORRECTED, N_("corrected"))                                                              \
    X(20, LABELLED, N_("labelled"))                                                                \
    X(21, PRICED, N_("priced"))                                                                    \
    X(22, UNLISTED, N_("taken off sale"))                                                          \
    X(23, HOLD_ENDED, N_("hold ended"))                                                            \
    X(24, MOVED, N_("moved"))                                                                      \
    X(25, LOADED, N_("loaded"))                                                                    \
    X(26, TESTED, N_("tested"))                                                                    \
    X(27, WIPED, N_("wiped"))                                                                      \
    X(28, BLOCKED, N_("blocked"))                                                                  \
    X(29, MERGED, N_("merged"))                                                                    \
    X(30, UNPHOTOGRAPHED, N_("a picture removed"))

#define GOODS_EVENT_ENUM(number, name, words) GOODS_##name = (number),
enum goods_event_kind {
    GOODS_EVENT_TABLE(GOODS_EVENT_ENUM) GOODS_EVENT_KIND_END
};
#undef GOODS_EVENT_ENUM

/* N_() words, or NULL for an unknown number. */
const char *goods_event_words(int64_t kind);

/* How the grams are known. */
enum weight_method {
    WEIGHT_UNKNOWN,  /* grams are NO_I64 */
    WEIGHT_SCALE,    /* read from a scale */
    WEIGHT_BAND,     /* middle of a band chosen by eye */
    WEIGHT_STANDARD, /* count times the kind's default */
    WEIGHT_SHARE,    /* a share by count of a lot whose weight is known */
};

enum station_state {
    STATE_WHOLE = 1,
    STATE_REPAIR = 2,
    STATE_UNSURE = 3
};

/* Som ny, pent brukt, brukt, til lek i skogen. */
enum grade {
    GRADE_LIKE_NEW = 1,
    GRADE_NICE = 2,
    GRADE_USED = 3,
    GRADE_ROUGH = 4
};
const char *goods_grade_words(int64_t grade); /* N_(); NULL when unknown */

/* Who can have things, and where they can come from. A source class is the kind of the holder in
 * `source_id`: a station, or one of the kinds that are a source only and never have anything. */
enum holder_kind {
    HOLDER_STATION = 1,
    HOLDER_TENANT = 2,
    HOLDER_HOUSE = 3,    /* the centre's own store */
    HOLDER_DONATION = 4, /* source: handed in at the centre */
    HOLDER_TRANSPORT = 5,
    HOLDER_REPAIR = 6,
    HOLDER_PARTNER = 7, /* outside the house */
    HOLDER_RECYCLING = 8,
    HOLDER_BOUGHT = 9,      /* source */
    HOLDER_COMMISSION = 10, /* source: sold for its owner */
    HOLDER_SURPLUS = 11,    /* source: what a business has left over */
    HOLDER_REUSE_ONLY = 12, /* source: a household that came only to deliver to reuse */
    HOLDER_KIND_END
};
/* The holder that every centre has of HOUSE, TRANSPORT, REPAIR, RECYCLING and each source kind: its
 * id is the number of the kind. */
#define GOODS_HOLDER_OF(kind) ((int64_t)(kind))
/* N_() words for it; NULL for a kind that has none in every centre. */
const char *goods_holder_words(int64_t holder_kind);
bool goods_is_source_only(int64_t holder_kind);
/* N_() words for where something comes from, as a station; NULL for a kind that is no source. */
const char *goods_source_words(int64_t holder_kind);

/* Why something may not be sold, kept as a mask in `thing.stops`. RECALLED, UNSAFE and LEGAL block:
 * the thing is only moved, described or, but for LEGAL, thrown away. The others let it be moved,
 * given to a shop, picked up, divided and repaired, but not listed, held, sold or given away. Parts
 * of a lot begin with its stops; a merged lot has those of all. */
enum goods_stop {
    STOP_RECALLED = 1,
    STOP_UNSAFE = 2,
    STOP_LEGAL = 4,
    STOP_UNTESTED = 8, /* no passed electrical test */
    STOP_UNWIPED = 16, /* data may be on it */
    STOP_HOLDING = 32, /* bought: the days it must be kept, and until its seller is known */
    STOPS_BLOCKING = 7,
    STOPS_ALL = 63
};

/* Why something is thrown away or recycled. */
#define GOODS_DISCARD_TABLE(X)                                                                     \
    X(1, BROKEN, N_("Broken"))                                                                     \
    X(2, DIRTY, N_("Dirty"))                                                                       \
    X(3, UNSAFE, N_("Unsafe"))                                                                     \
    X(4, NO_DEMAND, N_("Nobody wants it"))                                                         \
    X(5, NO_ROOM, N_("No room for it"))                                                            \
    X(6, RECALLED, N_("Recalled"))
#define GOODS_DISCARD_ENUM(number, name, words) DISCARD_##name = (number),
enum goods_discard {
    GOODS_DISCARD_TABLE(GOODS_DISCARD_ENUM) DISCARD_END
};
#undef GOODS_DISCARD_ENUM
const char *goods_discard_words(int64_t reason); /* N_(); NULL when unknown */

/* Why a count is not what it was. */
#define GOODS_WHY_TABLE(X)                                                                         \
    X(1, LOST, N_("Lost"))                                                                         \
    X(2, FOUND, N_("Found"))                                                                       \
    X(3, MISCOUNTED, N_("Counted wrong before"))                                                   \
    X(4, STOCKTAKE, N_("Found in a stocktake"))
#define GOODS_WHY_ENUM(number, name, words) WHY_##name = (number),
enum goods_why {
    GOODS_WHY_TABLE(GOODS_WHY_ENUM) WHY_END
};
#undef GOODS_WHY_ENUM
const char *goods_why_words(int64_t why); /* N_(); NULL when unknown */

/* Limits, told to people where they are met. */
#define GOODS_COUNT_MAX 10000
#define GOODS_GRAMS_MAX INT64_C(5000000)
#define GOODS_NOTE_MAX  500
#define GOODS_PARTS_MAX 50
#define GOODS_MOVES_MAX 500
#define GOODS_MERGE_MAX 50

/* ---- label codes -----------------------------------------------------------------------------
 * Eight signs of 23456789ABCDEFGHJKMNPQRSTVWXYZ, the last a check character (ISO 7064 MOD 31,30):
 * every wrong sign is noticed, and nearly every swap of neighbours. */
#define GOODS_CODE_LEN 8

/* A random code in ctx->mem; not checked for being taken. */
struct str goods_code_new(struct ctx *ctx);
/* Reads what was typed or scanned: case, spaces and hyphens do not matter, and an address that ends
 * in
 * "/CODE" will do. INVALID with ctx->err on field "code" telling what is wrong: the length, a sign
 * that no label has, or a typing mistake (check character). */
MUST_CHECK enum status goods_code_read(struct ctx *ctx, struct str typed, struct str *ret_code);
/* The same of an address: what is no code is a page that is not there, NOT_FOUND with ctx->err as
 * it was. */
MUST_CHECK enum status goods_code_in_path(struct ctx *ctx, struct str part, struct str *ret_code);

/* ---- things ---------------------------------------------------------------------------------- */

/* Whether something is put out for sale and not taken off again. */
enum goods_listed {
    LISTED_NOT,
    LISTED_AS_IS,
    LISTED_CHANGED /* stopped or counted again since: what is offered must follow */
};

struct thing {
    int64_t id;
    struct str code;
    int64_t parent_id; /* NO_I64: none */
    int64_t category_id;
    struct str kind_key; /* empty: only the category is known */
    int64_t holder_id;
    int64_t allotted_to; /* NO_I64: none */
    int64_t source_id;
    int64_t place_id; /* the holder that received it; a part: the one that divided the lot */
    int64_t count;    /* left in hand */
    int64_t g;        /* left in hand; NO_I64: unknown */
    int64_t weight_method;
    int64_t station_state;
    int64_t grade;       /* NO_I64: not yet */
    struct str size_key; /* empty: none */
    int64_t received_ms;
    int64_t since_ms; /* when its holder got it */
    int64_t stops;    /* mask of enum goods_stop */
    bool blocked;     /* a stop among STOPS_BLOCKING */
    int64_t listed;   /* enum goods_listed */
    int64_t seq;      /* number of its newest event */
    struct str photo; /* hash of the first photo; empty: none */
    struct str note;
    int64_t sacks; /* in how many sacks or crates it came; NO_I64: not told */
};

struct things {
    struct thing *ptr;
    size_t count;
    size_t capacity;
};

struct lot {
    /* Who sends it and that sender's own key (a UUID): the same twice gives the same thing. */
    struct str key_source; /* "intake", "api", "import:FILE" */
    struct str key;
    int64_t holder_id; /* where it now is */
    int64_t source_id; /* where it came from: a station or a holder of a source kind */
    int64_t category_id;
    struct str kind_key; /* may be empty */
    int64_t count;
    int64_t g;                        /* NO_I64: by the kind's default, else unknown */
    enum weight_method weight_method; /* when g is given: SCALE or BAND */
    enum station_state state;
    int64_t grade; /* 0: not graded yet */
    struct str size_key;
    struct str note;
    int64_t sacks;            /* sacks or crates that it comes in; 0 or NO_I64: not told */
    const struct str *photos; /* hashes, already given to photo_store() */
    size_t photo_count;
    bool demo_photos;
    int64_t stops;       /* what it begins with: mask of enum goods_stop */
    struct str label;    /* code from a roll printed before, as goods_code_read() gives it; empty: a
                            fresh one */
    int64_t received_ms; /* when it was taken in, for what is sent later: its station's day, while
                            the sums count it on the day it comes in; 0: now */
};

/* What people call it: its kind, else its category, in the language of ctx. */
struct str goods_name(struct ctx *ctx, const struct thing *thing);

/* `detail` of a lot with " · 3 sacks" behind it, for whoever is to carry it; as it is when nobody
 * has told how many. */
struct str goods_with_sacks(struct ctx *ctx, const struct thing *thing, struct str detail);

/* Receives a lot: thing, RECEIVED event, photos, totals. OK with the thing already there when the
 * key was used before (`*ret_new` false). INVALID (field named) for an unknown category, kind or
 * holder, count outside 1..GOODS_COUNT_MAX, grams outside 1..GOODS_GRAMS_MAX × 1, a long note.
 * CONFLICT (field "label") when another thing has the label's code. */
MUST_CHECK enum status goods_receive(struct ctx *ctx, const struct lot *lot,
                                     struct thing *ret_thing, bool *ret_new);

/* The thing that was received with this key (struct lot); NOT_FOUND. */
MUST_CHECK enum status goods_by_key(struct ctx *ctx, struct str key_source, struct str key,
                                    struct thing *ret_thing);
/* The categories of which `holder_id` received most lots since `from_day`, most first, at most
 * `limit`. Reads all of them: for a job. */
struct goods_often {
    int64_t category_id;
    int64_t lots;
};
struct goods_oftens {
    struct goods_often *ptr;
    size_t count;
    size_t capacity;
};
MUST_CHECK enum status goods_often(struct ctx *ctx, int64_t holder_id, int64_t from_day,
                                   int64_t limit, struct goods_oftens *ret_list);

/* How far a received lot has come, which decides whether the station may take it back. Later ones
 * win over earlier ones. */
enum goods_intake {
    INTAKE_OPEN,      /* as registered, today: can be undone */
    INTAKE_OLD,       /* as registered, on another day */
    INTAKE_CHANGED,   /* stopped, disposed of, or never received as such (a part) */
    INTAKE_RESERVED,  /* kept for a draw or the like (goods_reserve) */
    INTAKE_GIVEN,     /* a shop has been given it */
    INTAKE_PICKED_UP, /* a shop has it */
    INTAKE_UNDONE
};
MUST_CHECK enum status goods_intake_state(struct ctx *ctx, int64_t thing_id,
                                          enum goods_intake *ret_state);
/* Takes back what was registered by mistake: a CORRECTED event that refers to the RECEIVED one;
 * then nothing is left in hand and it counts as never received. Until the end of the day, while
 * nobody has done anything with the lot (INTAKE_OPEN). OK again when it is undone already
 * (`*ret_new` false). NOT_FOUND if it was not received at `holder_id`; CONFLICT, saying why, when
 * it is too late. */
MUST_CHECK enum status goods_undo_receive(struct ctx *ctx, int64_t thing_id, int64_t holder_id,
                                          bool *ret_new);

MUST_CHECK enum status goods_thing(struct ctx *ctx, int64_t thing_id, struct thing *ret_thing);
/* The things with those ids, in their order and as often as they come, in one question to the
 * database. NOT_FOUND when one of them is not there. */
MUST_CHECK enum status goods_things(struct ctx *ctx, const struct i64_list *ids,
                                    struct things *ret_things);
MUST_CHECK enum status goods_by_code(struct ctx *ctx, struct str code, struct thing *ret_thing);
/* Photo hashes in order. */
struct str_list {
    struct str *ptr;
    size_t count;
    size_t capacity;
};
MUST_CHECK enum status goods_photos(struct ctx *ctx, int64_t thing_id, struct str_list *ret_hashes);
/* Adds a photo after the others, at most eight (INVALID). With a PHOTOGRAPHED event. */
MUST_CHECK enum status goods_add_photo(struct ctx *ctx, int64_t thing_id, struct str hash,
                                       bool demo);
/* Takes a photo from a thing for good; those after it move up. With an UNPHOTOGRAPHED event. The
 * picture itself is destroyed (photo_forget()) when no other thing of the centre has it. NOT_FOUND:
 * the thing has no such photo. */
MUST_CHECK enum status goods_remove_photo(struct ctx *ctx, int64_t thing_id, struct str hash);

/* Newest first, at most `limit`, with id below `before_id` (NO_I64: from the newest). */
/* At any station or in the centre's store, not yet given to a shop, something left. */
MUST_CHECK enum status goods_unallotted(struct ctx *ctx, int64_t before_id, int64_t limit,
                                        struct things *ret_things);
/* The same without what is reserved or blocked. */
MUST_CHECK enum status goods_unreserved(struct ctx *ctx, int64_t before_id, int64_t limit,
                                        struct things *ret_things);
/* Out for sale, but stopped or counted again since they were put out; by id. */
MUST_CHECK enum status goods_listed_changed(struct ctx *ctx, int64_t limit,
                                            struct things *ret_things);
/* How many wait for somebody to decide (not reserved), and since when the one that has waited
 * longest is there. */
struct goods_queue {
    int64_t lots;
    int64_t since_ms; /* NO_I64: nothing waits */
};
MUST_CHECK enum status goods_unallotted_queue(struct ctx *ctx, struct goods_queue *ret_queue);
/* Given to any shop, not yet picked up. */
MUST_CHECK enum status goods_given(struct ctx *ctx, int64_t before_id, int64_t limit,
                                   struct things *ret_things);
/* The shops that have such lots: who was given one first comes first. */
struct goods_shop_queue {
    int64_t tenant_id;
    int64_t lots;
    int64_t since_ms; /* when the first of them was given */
};
struct goods_shop_queues {
    struct goods_shop_queue *ptr;
    size_t count;
    size_t capacity;
};
MUST_CHECK enum status goods_given_queues(struct ctx *ctx, struct goods_shop_queues *ret_queues);
/* Given to the shop, not yet picked up. */
MUST_CHECK enum status goods_awaiting(struct ctx *ctx, int64_t tenant_id, int64_t limit,
                                      struct things *ret_things);
/* In the hands of `holder_id`, something left. */
MUST_CHECK enum status goods_in_hand(struct ctx *ctx, int64_t holder_id, int64_t before_id,
                                     int64_t limit, struct things *ret_things);
/* Received at `holder_id` on `day`, from whatever source and whoever has it now; not what was
 * undone. */
struct station_day {
    int64_t lots;
    int64_t count;
    int64_t g;
    int64_t repair;
};
MUST_CHECK enum status goods_station_day(struct ctx *ctx, int64_t holder_id, int64_t day,
                                         struct station_day *ret_day);
MUST_CHECK enum status goods_received_on(struct ctx *ctx, int64_t holder_id, int64_t day,
                                         int64_t limit, struct things *ret_things);

/* ---- what happens to things ----------------------------------------------------------------- */

/* Gives a lot at a station or in the centre's store to a shop. CONFLICT if it is given already,
 * gone, blocked or reserved; INVALID (field "tenant") for what is no shop. */
MUST_CHECK enum status goods_allot(struct ctx *ctx, int64_t thing_id, int64_t tenant_id);

/* Keeps a lot at a station for `owner_id`, an id of the room that asks (a round, an offer): until
 * it is released nobody gives it away by hand, takes its intake back or disposes of it. OK again
 * for the same owner. CONFLICT if it is another's, given to a shop, gone or blocked. */
MUST_CHECK enum status goods_reserve(struct ctx *ctx, int64_t thing_id, int64_t owner_id);
/* Ends it. OK too when `owner_id` has no such reservation; another's stays. */
MUST_CHECK enum status goods_release(struct ctx *ctx, int64_t thing_id, int64_t owner_id);
/* Who has it reserved; NO_I64: nobody. */
MUST_CHECK enum status goods_reserved_for(struct ctx *ctx, int64_t thing_id, int64_t *ret_owner_id);
/* The reserved ones among the things from `from_id` to `to_id`, both included, by id. */
MUST_CHECK enum status goods_reserved(struct ctx *ctx, int64_t from_id, int64_t to_id,
                                      struct i64_list *ret_thing_ids);
/* Gives a lot that `owner_id` has reserved to a shop; the reservation ends, and the event has
 * "owner=…" in its detail, so that it can be told from what was given by hand. CONFLICT unless it
 * has; else as goods_allot. */
MUST_CHECK enum status goods_allot_reserved(struct ctx *ctx, int64_t thing_id, int64_t tenant_id,
                                            int64_t owner_id);
/* The same for what a draw came to, without asking the booth: it was asked when the round closed,
 * and what it had room for then is part of what everybody was promised. */
MUST_CHECK enum status goods_allot_drawn(struct ctx *ctx, int64_t thing_id, int64_t tenant_id,
                                         int64_t owner_id);
/* Takes back that the shop was given the lot: a CORRECTED event that refers to the ALLOTTED one.
 * The lot waits at the station again, reserved for nobody. NOT_FOUND if it is not given to that
 * shop; CONFLICT once it is picked up. */
MUST_CHECK enum status goods_unallot(struct ctx *ctx, int64_t thing_id, int64_t tenant_id);
/* All that is left of a thing goes from one shop in the house to another: a PASSED_ON event with
 * both holders, which moves nothing in the balance. NOT_FOUND if `from_tenant` does not have it;
 * CONFLICT if nothing is left or it is blocked; INVALID (field "tenant") for what is no other shop.
 */
MUST_CHECK enum status goods_pass_on(struct ctx *ctx, int64_t thing_id, int64_t from_tenant,
                                     int64_t to_tenant);

/* The shop confirms that it has the lot. OK again for the same shop (`*ret_new` false). NOT_FOUND,
 * with ctx->err on field "code", when no lot with that code waits for this shop: the same answer
 * whether it does not exist or is another's. */
MUST_CHECK enum status goods_pick_up(struct ctx *ctx, struct str code, int64_t tenant_id,
                                     struct thing *ret_thing, bool *ret_new);

struct thing_part {
    int64_t count;
    int64_t g;           /* NO_I64: its share by count */
    int64_t category_id; /* 0: as the lot */
    struct str kind_key; /* `.ptr == NULL`: as the lot */
    struct str size_key; /* `.ptr == NULL`: as the lot */
};

/* Takes parts out of a lot in the hands of `holder_id`; what is not taken stays in the lot.
 * `version` is the lot's seq when it was shown: CONFLICT if it has changed since. INVALID if the
 * parts are more than there is, weigh more than it, or are none or more than GOODS_PARTS_MAX. */
MUST_CHECK enum status goods_split(struct ctx *ctx, int64_t thing_id, int64_t holder_id,
                                   int64_t version, const struct thing_part *parts,
                                   size_t part_count, struct things *ret_things);

/* Takes one part out of a lot that may be stopped, so that what of it is recalled can be told from
 * what is not: lot and part both keep the stops, until somebody decides about each. For the station
 * and the office; a shop asks them. Else as goods_split. */
MUST_CHECK enum status goods_split_stopped(struct ctx *ctx, int64_t thing_id, int64_t holder_id,
                                           int64_t version, const struct thing_part *part,
                                           struct thing *ret_thing);

/* The parts that were taken out of a lot, oldest first, at most 1000. */
MUST_CHECK enum status goods_parts(struct ctx *ctx, int64_t thing_id, struct i64_list *ret_parts);

/* Describes a thing: category, kind, size, grade. Only what differs is an event. */
struct description {
    int64_t category_id;
    struct str kind_key;
    struct str size_key;
    int64_t grade;
};
MUST_CHECK enum status goods_describe(struct ctx *ctx, int64_t thing_id, int64_t holder_id,
                                      const struct description *description);

/* Sets the weight of all that is left, from a scale. */
MUST_CHECK enum status goods_weigh(struct ctx *ctx, int64_t thing_id, int64_t holder_id, int64_t g);

/* Records LISTED, PRICED, UNLISTED, HELD, HOLD_ENDED, LABELLED or MOVED, which change no amounts.
 */
MUST_CHECK enum status goods_remark(struct ctx *ctx, int64_t thing_id, enum goods_event_kind kind,
                                    int64_t count, int64_t price_ore);

/* Another label, from a roll printed before, for a thing at a station or in the store: a LABELLED
 * event "code=CODE". OK again when it has that label. The old code is nobody's afterwards. CONFLICT
 * (field "label") when another thing has the code; CONFLICT when nothing is left of it, or it is no
 * longer in a station or the store. */
MUST_CHECK enum status goods_relabel(struct ctx *ctx, int64_t thing_id, struct str code);

/* The thing leaves to its end user: the only place where something counts as reused (Decision (EU)
 * 2021/19: counted once, at hand-over). `kind` SOLD (price > 0) or GIVEN (price 0). The grams are
 * the share by count of what is left. CONFLICT (field "count") if less is left, or any stop is on
 * it (goods_sellable);
 * NOT_FOUND if `holder_id` does not have it. */
MUST_CHECK enum status goods_hand_over(struct ctx *ctx, int64_t thing_id, int64_t holder_id,
                                       int64_t count, int64_t price_ore, int64_t *ret_event_id);

/* Turns a hand-over around: a CORRECTED event that refers to it gives count and grams back.
 * CONFLICT if it is corrected already. */
MUST_CHECK enum status goods_undo_hand_over(struct ctx *ctx, int64_t event_id, int64_t holder_id);

/* Leaves the house otherwise: RECYCLED or DISCARDED, for a reason ("reason=N" in the event), or
 * PASSED_ON (to a partner outside; reason 0). INVALID (field "reason") without one. CONFLICT (field
 * "count") if less is left; CONFLICT if it is reserved or out for sale, or stopped: what is
 * recalled or unsafe may only be thrown away or recycled, for that reason, what is kept for the
 * authorities not at all, and what is not sellable is not passed on. NOT_FOUND if `holder_id` does
 * not have it.
 */
MUST_CHECK enum status goods_dispose(struct ctx *ctx, int64_t thing_id, int64_t holder_id,
                                     enum goods_event_kind kind, int64_t count,
                                     enum goods_discard reason);

/* ---- what stops a sale ---------------------------------------------------------------------- */

bool goods_sellable(const struct thing *thing);
/* N_() word for the gravest of the stops; NULL without one. */
const char *goods_stop_words(int64_t stops);
/* N_() sentence that tells a shop why such a thing may not be sold and what to do; NULL without a
 * stop. */
const char *goods_stop_refusal(int64_t stops);

/* Sets a stop, whoever has the thing: a BLOCKED event "stop=N&on=1&WHY". `why` is own ASCII words
 * ("recall=17"), no personal data, may be empty. OK again when it is set (`*ret_new` false). */
MUST_CHECK enum status goods_stop_set(struct ctx *ctx, int64_t thing_id, enum goods_stop stop,
                                      struct str why, bool *ret_new);
MUST_CHECK enum status goods_stop_clear(struct ctx *ctx, int64_t thing_id, enum goods_stop stop,
                                        struct str why, bool *ret_new);
/* An electrical test, `test_id` where the room that keeps it has it: a TESTED event. Passed clears
 * STOP_UNTESTED, failed sets it. The same test twice is one (`*ret_new` false). CONFLICT when
 * nothing is left of the thing. */
MUST_CHECK enum status goods_tested(struct ctx *ctx, int64_t thing_id, bool passed, int64_t test_id,
                                    bool *ret_new);
/* Its data is wiped: a WIPED event, clears STOP_UNWIPED; else as goods_tested. */
MUST_CHECK enum status goods_wiped(struct ctx *ctx, int64_t thing_id, int64_t record_id,
                                   bool *ret_new);

/* ---- in the store --------------------------------------------------------------------------- */

struct goods_move {
    int64_t thing_id;
    int64_t from_id; /* who has it now */
    int64_t version; /* its seq when it was shown; NO_I64: any */
};
/* All that is left of each thing goes to `to_id`, all of them or none: MOVED events with both
 * holders, which move no amounts but between them. `why` is own ASCII words ("load=17"), may be
 * empty. Things that are there already are left alone; `*ret_moved` has the others. NOT_FOUND if
 * `from_id` no longer has one; CONFLICT if one is changed since, empty, reserved, given to a shop
 * or out for sale, with its label in ctx->err.detail; INVALID (field "to") for a holder that is not
 * there or only a source, or for none or more than GOODS_MOVES_MAX. */
MUST_CHECK enum status goods_move(struct ctx *ctx, const struct goods_move *moves, size_t count,
                                  int64_t to_id, struct str why, struct i64_list *ret_moved);
/* Notes that a thing is put on a load: a LOADED event "load=ID", which moves nothing. NOT_FOUND if
 * `holder_id` does not have it; CONFLICT if nothing is left. */
MUST_CHECK enum status goods_loaded(struct ctx *ctx, int64_t thing_id, int64_t holder_id,
                                    int64_t load_id);
/* Puts other lots into one: each gives all it has left by a MERGED event, the one gets it by
 * another. Same holder, source and category (INVALID, field "others"); stops add up; where one
 * weight is unknown the whole is. CONFLICT if the lot is changed since `version` or one of them is
 * empty, reserved, given to a shop, out for sale or blocked. */
MUST_CHECK enum status goods_merge(struct ctx *ctx, int64_t into_id, int64_t holder_id,
                                   int64_t version, const struct i64_list *others,
                                   struct thing *ret_thing);
/* The lot that all of a lot was put into by goods_merge(); NOT_FOUND when it was not. */
MUST_CHECK enum status goods_merged_into(struct ctx *ctx, int64_t thing_id, int64_t *ret_into_id);
/* There are `count` of it, 0 to GOODS_COUNT_MAX, and not what the ledger says: a CORRECTED event
 * "recount=1&why=N" of the difference, whose grams are its share by count. OK without an event when
 * it is right. INVALID (field "why") for LOST when there are more, FOUND when there are fewer;
 * CONFLICT if it is changed since `version`, reserved or blocked. */
MUST_CHECK enum status goods_recount(struct ctx *ctx, int64_t thing_id, int64_t holder_id,
                                     int64_t version, int64_t count, enum goods_why why);

/* ---- holders and code lists ----------------------------------------------------------------- */

struct holder {
    int64_t id;
    int64_t kind;
    struct str name;
};
struct holders {
    struct holder *ptr;
    size_t count;
    size_t capacity;
};
/* `id` 0: a new one. For a shop: its tenant id. */
MUST_CHECK enum status goods_holder_add(struct ctx *ctx, int64_t id, enum holder_kind kind,
                                        struct str name, int64_t *ret_id);
MUST_CHECK enum status goods_holder(struct ctx *ctx, int64_t holder_id, struct holder *ret_holder);
/* `kind` 0: all. By name. */
MUST_CHECK enum status goods_holders(struct ctx *ctx, enum holder_kind kind,
                                     struct holders *ret_holders);

/* Where lots wait to be given to shops: the stations by name, then the centre's store. */
MUST_CHECK enum status goods_stores(struct ctx *ctx, struct holders *ret_holders);
bool goods_is_store(int64_t holder_kind);

/* Writes the embedded lists of categories and kinds (goods_codes.h) and the holders that every
 * centre has (GOODS_HOLDER_OF) into the centre; again: updates. Those holders have no name of their
 * own until they are given one: goods_holder() names them in the language of ctx. */
MUST_CHECK enum status goods_load_codes(struct ctx *ctx);

/* ---- the ledger ----------------------------------------------------------------------------- */

struct goods_event {
    int64_t id;
    int64_t thing_id;
    int64_t seq;
    int64_t kind;
    int64_t at_ms;
    int64_t day;
    int64_t person_id;
    int64_t device_id;
    int64_t from_holder;
    int64_t to_holder;
    int64_t count;
    int64_t g;
    int64_t weight_method;
    int64_t category_id;
    struct str kind_key;
    int64_t source_id;
    int64_t refers_to;
    struct str detail;        /* "key=value&key=value", own ASCII words only */
    struct str previous_hash; /* 32 bytes */
    struct str hash;          /* 32 bytes */
};

struct goods_events {
    struct goods_event *ptr;
    size_t count;
    size_t capacity;
};

MUST_CHECK enum status goods_events_of(struct ctx *ctx, int64_t thing_id,
                                       struct goods_events *ret_events);
MUST_CHECK enum status goods_event(struct ctx *ctx, int64_t event_id,
                                   struct goods_event *ret_event);
/* True for an event that gives a hand-over back, so that it no longer counts as reused. */
bool goods_event_undoes_hand_over(const struct goods_event *event);
/* The owner whose reservation an ALLOTTED event came from; NO_I64: given by hand. */
int64_t goods_event_owner(const struct goods_event *event);
/* True for an event that takes back that a shop was given a lot (goods_unallot). */
bool goods_event_undoes_allotment(const struct goods_event *event);
/* Events after `after_id` in order of id, at most `limit`: for followers with a cursor. Ids of two
 * writers may become visible out of order; a follower reads again from a few minutes back and
 * ignores what it knows. */
MUST_CHECK enum status goods_events_after(struct ctx *ctx, int64_t after_id, int64_t limit,
                                          struct goods_events *ret_events);

/* ---- mass balance --------------------------------------------------------------------------- */

/* received = held + sold + given + rented + recycled + discarded + passed on + corrected + moved */
enum goods_bucket {
    BUCKET_RECEIVED,
    BUCKET_HELD,
    BUCKET_SOLD,
    BUCKET_GIVEN,
    BUCKET_RENTED,
    BUCKET_RECYCLED,
    BUCKET_DISCARDED,
    BUCKET_PASSED_ON,
    BUCKET_CORRECTED, /* signed: moved between categories, weighed anew, counted anew */
    BUCKET_MOVED,     /* signed: to another holder; over all holders it is nothing */
    BUCKET_COUNT
};

struct goods_sum {
    int64_t count;
    int64_t g;             /* of things whose weight is known */
    int64_t unknown_count; /* things whose weight is not known: apart, never as zero */
};

struct goods_balance {
    int64_t category_id; /* 0: all */
    int64_t source_id;   /* 0: all */
    struct goods_sum buckets[BUCKET_COUNT];
    bool holds;
};
struct goods_balances {
    struct goods_balance *ptr;
    size_t count;
    size_t capacity;
};
/* One row for each category and source with events on `from_day`..`to_day`. (A period's balance
 * holds too: each event moves the same amounts in and out on its day.) */
MUST_CHECK enum status goods_balance(struct ctx *ctx, int64_t from_day, int64_t to_day,
                                     struct goods_balances *ret_rows);

/* Makes the sums of the mass balance anew from the ledger, in every centre where a migration took
 * them away; to be called before anything is served. Memory grows with the sums. */
MUST_CHECK enum status goods_rebuild_due(struct ctx *ctx);

/* What came in on those days, all categories and sources together; what was undone is not in it. */
MUST_CHECK enum status goods_received(struct ctx *ctx, int64_t from_day, int64_t to_day,
                                      struct goods_sum *ret_sum);
/* What was sold or given away on those days, all categories and sources together. */
MUST_CHECK enum status goods_reused(struct ctx *ctx, int64_t from_day, int64_t to_day,
                                    struct goods_sum *ret_sum);

/* ---- verification --------------------------------------------------------------------------- */

struct goods_verdict {
    int64_t things;
    int64_t events;
    int64_t seals;
    int64_t unsealed;    /* events newer than the last seal */
    int64_t differences; /* 0: all is well */
    struct str first;    /* what the first difference is, for the operator */
};

/* Rebuilds every thing, every kept total, every hash and every seal of the centre from the ledger
 * and compares. Reads in steps: memory grows with the kept totals (some 200 bytes each), not with
 * things and events. Kept months and years are compared with their days. */
MUST_CHECK enum status goods_verify(struct ctx *ctx, struct goods_verdict *ret_verdict);

/* Seals the events that no seal covers yet (at most 100 000). `*ret_sealed` may be 0. */
MUST_CHECK enum status goods_seal(struct ctx *ctx, int64_t *ret_sealed);

struct goods_seal {
    int64_t number;
    int64_t at_ms;
    int64_t event_count;
    struct str hash; /* hex */
};
/* The newest seal, public; NOT_FOUND before the first. */
MUST_CHECK enum status goods_newest_seal(struct ctx *ctx, struct goods_seal *ret_seal);

extern const struct route goods_routes[];
extern const struct job_kind goods_jobs[];
extern const struct sql *const goods_sql_all[];

#endif
