/* SPDX-License-Identifier: EUPL-1.2 */
/* Lots from the stations are shared out among the shops: least served first, with exchange (LSX).
 *
 * A round has lots and times. Shops wish; at the close the inputs are frozen, written out as the
 * files of docs/draw/format.md and committed to (SHA-256) before the public randomness exists;
 * src/fair draws from those files; the result is published with the reason of every refusal. Points
 * are kept in milli-points (mp), append-only, for each participant. Times are judged by ctx->now_ms
 * alone.
 *
 * Nobody sees another shop's wishes before publication: no function here gives them out but to the
 * shop itself or, when the shop asked for it, to the manager. Writers are called inside or outside
 * db_write(); outside they make their own transaction. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_H
#define OMBRUK_ALLOCATION_ALLOCATION_H

#include "base/ctx.h"
#include "db/db.h"
#include "goods/goods.h"
#include "goods/goods_codes.h"
#include "http/http.h"
#include "jobs/jobs.h"
#include "tenants/tenants.h"

/* Limits, told to people where they are met. */
#define ALLOCATION_LOTS_MAX      5000 /* lots in a round */
#define ALLOCATION_TENANTS_MAX   500
#define ALLOCATION_STANDING_MAX  50 /* standing wishes of a shop */
#define ALLOCATION_STARS_MAX     3
#define ALLOCATION_NOTE_MAX      500
#define ALLOCATION_REASON_MIN    10                 /* a reason says something */
#define ALLOCATION_POINTS_MAX_MP INT64_C(100000000) /* of one lot: 100 000 points */
#define ALLOCATION_FALLBACK_MS                                                                     \
    INT64_C(86400000) /* how long the source of a round is waited for                              \
                       */

/* ---- rules and tariff (allocation_rules.c) -----------------------------------------------------
 * Dated rows that never change. In force on a day is the newest row whose from_day is not after it;
 * of two for one day the one made later. A round keeps the rules of the day it opened, so a change
 * never reaches wishes that are open. */

struct tariff_points {
    int64_t category_id; /* 0: what has no row of its own or of a category above it */
    int64_t size_class;  /* enum goods_size_class */
    int64_t station_state;
    int64_t points_mp; /* may be 0 or negative */
};

struct tariff_class {
    int64_t category_id;
    struct str quota_class; /* at most 64 bytes, no comma, quotation mark or control character */
    struct str requires;    /* what a shop must be approved for; empty: nothing */
};

struct allocation_rules {
    int64_t id;
    int64_t from_day;
    struct str note; /* why it was changed, for everybody to read */
    int64_t startup_share_ppm;
    int64_t decay_num; /* balances are multiplied by decay_num / decay_den after each round */
    int64_t decay_den;
    int64_t floor_mp; /* NO_I64: none */
    int64_t newcomer_credit_mp;
    int64_t penalty_mp;
    int64_t second_call_ppm;
    int64_t swap_hours;
    bool show_names;
    struct str chain;
    int64_t chain_genesis_ms;
    int64_t chain_period_ms;
    struct str chain_url; /* "https://…/{round}"; empty: entered by hand */
    struct str fallback;
    int64_t made_ms;
    int64_t made_by; /* NO_I64: the program */
    struct {
        struct tariff_points *ptr;
        size_t count;
        size_t capacity;
    } points;
    struct {
        struct tariff_class *ptr;
        size_t count;
        size_t capacity;
    } classes;
};

struct allocation_rules_list {
    struct allocation_rules *ptr; /* without points and classes */
    size_t count;
    size_t capacity;
};

/* The rules a centre starts with: points by size and state, decay of half in eight rounds, drand
 * quicknet (genesis 1692803367, a round each 3 s) entered by hand. Not stored. */
struct allocation_rules allocation_rules_first(struct ctx *ctx);
/* Adds a row. INVALID, with the field named as in the struct without unit, for a day before today,
 * figures outside the limits of docs/draw/format.md (floor, newcomer's credit and penalty: also
 * over ALLOCATION_POINTS_MAX_MP), no default points (category 0) for a size and state, a name that
 * the format cannot carry, or a note of under ALLOCATION_REASON_MIN characters. */
MUST_CHECK enum status allocation_rules_add(struct ctx *ctx, const struct allocation_rules *rules,
                                            int64_t *ret_id);
/* In force on `day`, whole; NOT_FOUND before the first. */
MUST_CHECK enum status allocation_rules_on(struct ctx *ctx, int64_t day,
                                           struct allocation_rules *ret_rules);
MUST_CHECK enum status allocation_rules_get(struct ctx *ctx, int64_t id,
                                            struct allocation_rules *ret_rules);
/* All, newest first. */
MUST_CHECK enum status allocation_rules_list(struct ctx *ctx,
                                             struct allocation_rules_list *ret_list);
/* Points, quota class and requirement of such a lot: the row of its category, else of the nearest
 * category above, else of 0. A lot whose kind is not known counts as GOODS_SIZE_M. */
void allocation_rules_apply(const struct allocation_rules *rules, const struct thing *thing,
                            int64_t *ret_points_mp, struct str *ret_quota_class,
                            struct str *ret_requires);

/* ---- who takes part (allocation_participant.c) -------------------------------------------------
 */

enum participant_state {
    PARTICIPANT_ACTIVE = 1,
    PARTICIPANT_PAUSED = 2, /* takes no part: its wishes are refused as "inactive", or left out
                               where another shop of its lead takes part; its points decay like all
                               others' */
    PARTICIPANT_LEFT = 3
};

struct participant {
    int64_t tenant_id;
    int64_t lead_id; /* shops with the same beneficial owner have one lead; alone: itself */
    struct str name; /* of the shop */
    int64_t weight;
    bool startup;
    int64_t cap_lots; /* NO_I64: none */
    int64_t state;
    bool delegated;
    int64_t version;
};
struct participants {
    struct participant *ptr;
    size_t count;
    size_t capacity;
};

/* Every shop with an agreement today; one that has no row yet stands with weight 1, active, its own
 * lead, and gets its row with the first change or round. Shops with the same organisation number
 * have the same lead always. By name. */
MUST_CHECK enum status allocation_participants(struct ctx *ctx, struct participants *ret_list);
MUST_CHECK enum status allocation_participant(struct ctx *ctx, int64_t tenant_id,
                                              struct participant *ret_participant);
/* Changes all but tenant_id, with a logged reason. INVALID for a weight outside 1 to 1 000 000, a
 * lead that is not a lead itself or a reason that is too short; CONFLICT when `version` is old or a
 * round is between close and publication. */
MUST_CHECK enum status allocation_participant_set(struct ctx *ctx,
                                                  const struct participant *participant,
                                                  struct str reason);
/* Approvals ("electrical") and caps by quota class of a shop; the lists replace what was there. */
struct participant_cap {
    struct str quota_class;
    int64_t cap_lots;
};
struct participant_caps {
    struct participant_cap *ptr;
    size_t count;
    size_t capacity;
};
MUST_CHECK enum status allocation_approvals(struct ctx *ctx, int64_t tenant_id,
                                            struct str_list *ret_requires,
                                            struct participant_caps *ret_caps);
MUST_CHECK enum status allocation_approve(struct ctx *ctx, int64_t tenant_id,
                                          const struct str_list *requires,
                                          const struct participant_caps *caps, struct str reason);
/* The shop itself asks the manager to wish for it, or takes it back. */
MUST_CHECK enum status allocation_delegate(struct ctx *ctx, int64_t tenant_id, bool delegated);
struct participant_change {
    struct str what;
    struct str reason;
    int64_t at_ms;
    int64_t person_id;
};
struct participant_changes {
    struct participant_change *ptr;
    size_t count;
    size_t capacity;
};
/* Newest first. */
MUST_CHECK enum status allocation_participant_changes(struct ctx *ctx, int64_t tenant_id,
                                                      int64_t limit,
                                                      struct participant_changes *ret_changes);

/* ---- points (allocation_points.c) ---------------------------------------------------------------
 * Kept by lead. A participant without an entry is a newcomer. */

#define POINTS_KIND_TABLE(X)                                                                       \
    X(1, OPENING, N_("starting points")) /* at the first publication, or lot by hand */            \
    X(2, GAINED, N_("lots from the draw"))                                                         \
    X(3, DECAYED, N_("older points count less"))                                                   \
    X(4, RAISED, N_("lifted to the lowest there may be"))                                          \
    X(5, PENALTY, N_("not collected in time"))                                                     \
    X(6, SWAPPED_AWAY, N_("given away on the swap square"))                                        \
    X(7, SWAPPED_IN, N_("taken on the swap square"))                                               \
    X(8, BY_HAND, N_("given by the manager outside a draw"))                                       \
    X(9, TAKEN_BACK, N_("a draw was corrected"))                                                   \
    X(10, OWNER, N_("shops were joined or parted"))
#define POINTS_KIND_ENUM(number, name, words) POINTS_##name = (number),
enum points_kind {
    POINTS_KIND_TABLE(POINTS_KIND_ENUM) POINTS_KIND_END
};
#undef POINTS_KIND_ENUM
const char *allocation_points_words(int64_t kind); /* N_(); NULL when unknown */

struct points_entry {
    int64_t seq;
    int64_t kind;
    int64_t mp;         /* what it changed */
    int64_t balance_mp; /* after it */
    int64_t round_id;   /* NO_I64: none */
    int64_t run_id;
    int64_t thing_id;
    int64_t at_ms;
    struct str note;
};
struct points_entries {
    struct points_entry *ptr;
    size_t count;
    size_t capacity;
};
/* NO_I64 for a newcomer. */
MUST_CHECK enum status allocation_balance(struct ctx *ctx, int64_t lead_id, int64_t *ret_mp);
/* Newest first, at most `limit`, with seq below `before_seq` (NO_I64: from the newest). */
MUST_CHECK enum status allocation_points(struct ctx *ctx, int64_t lead_id, int64_t before_seq,
                                         int64_t limit, struct points_entries *ret_entries);
/* Adds an entry after the newest. Inside db_write(). INVALID when the balance would pass
 * ±(2^53 − 1). */
MUST_CHECK enum status allocation_points_add(struct ctx *ctx, int64_t lead_id,
                                             const struct points_entry *entry);

/* ---- rounds (allocation_round.c) ----------------------------------------------------------------
 */

enum round_state {
    ROUND_DRAFT = 1,
    ROUND_OPEN = 2,
    ROUND_CLOSED = 3, /* committed to; waits for the randomness */
    ROUND_DRAWN = 4,  /* the manager sees the result and publishes */
    ROUND_PUBLISHED = 5,
    ROUND_SETTLED = 6,  /* every lot of it has been collected or dealt with */
    ROUND_CANCELLED = 7 /* called off before its close */
};
const char *allocation_round_words(int64_t state); /* N_() */

struct round {
    int64_t id;
    int64_t number;    /* 1, 2, … in the centre; in addresses: /fordeling/9 */
    struct str label;  /* "Uke 51" */
    int64_t parent_id; /* NO_I64: a first call */
    int64_t state;
    bool planned;
    int64_t opens_ms;
    int64_t closes_ms;
    int64_t draw_ms;
    int64_t rules_id; /* NO_I64: a draft */
    struct str chain;
    int64_t beacon_round; /* the first one at or after draw_ms; 0 in a draft */
    int64_t points_ppm;
    int64_t opened_ms; /* NO_I64: not yet; so are those that follow */
    int64_t closed_ms;
    int64_t drawn_ms;
    int64_t published_ms;
    int64_t settled_ms;
    int64_t run_id;    /* the run that counts; NO_I64 before the close */
    struct str reason; /* why it was called off; else empty */
    int64_t version;
};
struct rounds {
    struct round *ptr;
    size_t count;
    size_t capacity;
};

struct new_round {
    struct str label;
    int64_t parent_id; /* NO_I64: none */
    int64_t opens_ms;
    int64_t closes_ms;
    int64_t draw_ms;
    int64_t points_ppm; /* 1 000 000; less in a second call */
};
/* A draft. INVALID (field named) unless now < closes, opens < closes <= draw and the label has 1 to
 * 60 characters. Several rounds may be open at a time, with different lots. */
MUST_CHECK enum status allocation_round_add(struct ctx *ctx, const struct new_round *round,
                                            int64_t *ret_id);
/* Changes label and times of a draft; CONFLICT for another state or an old `version`. */
MUST_CHECK enum status allocation_round_set(struct ctx *ctx, int64_t round_id, int64_t version,
                                            const struct new_round *round);
/* Puts lots into a draft, or takes them out. CONFLICT when a lot is no longer at a station, is
 * given to a shop, blocked or in another round that is not settled; a round with a parent may have
 * what nobody got in published ones. INVALID over ALLOCATION_LOTS_MAX. A lot in a round is reserved
 * (goods_reserve, by the round's id): nobody can give it away by hand. */
MUST_CHECK enum status allocation_round_add_lots(struct ctx *ctx, int64_t round_id,
                                                 const struct i64_list *thing_ids);
MUST_CHECK enum status allocation_round_remove_lots(struct ctx *ctx, int64_t round_id,
                                                    const struct i64_list *thing_ids);
/* All lots at stations that no round has, into a draft; at most ALLOCATION_LOTS_MAX. */
MUST_CHECK enum status allocation_round_add_all(struct ctx *ctx, int64_t round_id,
                                                int64_t *ret_added);
/* Opens by the clock from opens_ms on, or (false) not. */
MUST_CHECK enum status allocation_round_plan(struct ctx *ctx, int64_t round_id, int64_t version,
                                             bool planned);
/* Opens now: fixes rules, points of each lot and the beacon round, queues the mails. CONFLICT
 * without lots, without rules in force, or when closes_ms has passed. OK again when open. */
MUST_CHECK enum status allocation_round_open(struct ctx *ctx, int64_t round_id);
/* Deletes a draft, or calls an open round off before its close (ROUND_CANCELLED; INVALID without a
 * reason of ALLOCATION_REASON_MIN characters, which is mailed and stays); its lots are free again.
 * CONFLICT later. */
MUST_CHECK enum status allocation_round_cancel(struct ctx *ctx, int64_t round_id,
                                               struct str reason);

MUST_CHECK enum status allocation_round(struct ctx *ctx, int64_t round_id, struct round *ret_round);
MUST_CHECK enum status allocation_round_by_number(struct ctx *ctx, int64_t number,
                                                  struct round *ret_round);
/* Newest number first, at most `limit` below `before_number` (NO_I64: from the newest); drafts only
 * with `drafts`. */
MUST_CHECK enum status allocation_rounds(struct ctx *ctx, bool drafts, int64_t before_number,
                                         int64_t limit, struct rounds *ret_rounds);
/* Open now by state and clock, the one that closes first first. */
MUST_CHECK enum status allocation_open_rounds(struct ctx *ctx, struct rounds *ret_rounds);

struct round_lot {
    struct thing thing;
    int64_t station_id;
    int64_t points_mp;
    struct str quota_class;
    struct str requires;
    bool withdrawn;
};
struct round_lots {
    struct round_lot *ptr;
    size_t count;
    size_t capacity;
};
/* In the order of their ids, from after `after_thing_id` (0: the first), at most `limit`. */
MUST_CHECK enum status allocation_lots(struct ctx *ctx, int64_t round_id, int64_t after_thing_id,
                                       int64_t limit, struct round_lots *ret_lots);
MUST_CHECK enum status allocation_lot_count(struct ctx *ctx, int64_t round_id, int64_t *ret_count);

/* ---- wishes (allocation_wish.c)
 * ------------------------------------------------------------------ Of a shop (tenant), also where
 * several shops are one participant. */

enum wish_source {
    WISH_OWN = 1,
    WISH_STANDING = 2, /* expanded at the close */
    WISH_MANAGER = 3   /* by delegation */
};
struct wish {
    int64_t thing_id;
    int64_t stars; /* 1 to 3; 0: no, also to a standing wish */
    int64_t source;
};
struct wishes {
    struct wish *ptr;
    size_t count;
    size_t capacity;
};
/* Sets the shop's wish; the same again is OK, the last one counts. CONFLICT when the round is not
 * open or its close has passed ("The wishes closed Wednesday 16 December at 12."); NOT_FOUND for a
 * lot the round does not have; INVALID for stars outside 0 to 3; FORBIDDEN for the manager
 * (source WISH_MANAGER) unless the shop has delegated. */
MUST_CHECK enum status allocation_wish_set(struct ctx *ctx, int64_t round_id, int64_t tenant_id,
                                           int64_t thing_id, int64_t stars,
                                           enum wish_source source);
/* The shop's own wishes in the round, as set by hand. */
MUST_CHECK enum status allocation_wishes(struct ctx *ctx, int64_t round_id, int64_t tenant_id,
                                         struct wishes *ret_wishes);
/* What would be sent in now: wishes with the standing ones expanded, without the zeroes. */
MUST_CHECK enum status allocation_wishes_expanded(struct ctx *ctx, int64_t round_id,
                                                  int64_t tenant_id, struct wishes *ret_wishes);
/* How many lots the shop has room for; NO_I64: no limit. CONFLICT as allocation_wish_set. */
MUST_CHECK enum status allocation_room_set(struct ctx *ctx, int64_t round_id, int64_t tenant_id,
                                           int64_t max_lots);
MUST_CHECK enum status allocation_room(struct ctx *ctx, int64_t round_id, int64_t tenant_id,
                                       int64_t *ret_max_lots);

struct standing_wish {
    int64_t id;
    int64_t category_id;
    struct str kind_key;   /* empty: any */
    struct str size_key;   /* empty: any; else every size that fits it (goods_size.h) */
    int64_t station_state; /* 0: any */
    int64_t stars;
};
struct standing_wishes {
    struct standing_wish *ptr;
    size_t count;
    size_t capacity;
};
MUST_CHECK enum status allocation_standing(struct ctx *ctx, int64_t tenant_id,
                                           struct standing_wishes *ret_wishes);
/* INVALID for an unknown category, kind or size, stars outside 1 to 3, or more than
 * ALLOCATION_STANDING_MAX. */
MUST_CHECK enum status allocation_standing_add(struct ctx *ctx, int64_t tenant_id,
                                               const struct standing_wish *wish, int64_t *ret_id);
MUST_CHECK enum status allocation_standing_end(struct ctx *ctx, int64_t tenant_id, int64_t id);
bool allocation_standing_matches(const struct standing_wish *wish, const struct thing *thing);

/* ---- close, draw, publish (allocation_close.c, _beacon.c, _draw.c, _publish.c)
 * -------------------- */

/* Closes an open round whose closes_ms has passed: expands standing wishes, freezes who takes part
 * (aliases when names are not shown), writes canonical.txt and commitment.txt, queues the mails
 * with the commitment. CONFLICT before the time. OK again. */
MUST_CHECK enum status allocation_close(struct ctx *ctx, int64_t round_id);

enum beacon_source {
    BEACON_BY_HAND = 1,
    BEACON_FETCHED = 2,
    BEACON_FALLBACK = 3 /* randomness is the SHA-256 of a public result announced in advance */
};
struct beacon {
    enum beacon_source source;
    struct str signature;  /* hexadecimal; with BEACON_FALLBACK empty */
    struct str randomness; /* 64 hexadecimal digits; with BEACON_FALLBACK empty: made from note */
    struct str note;       /* the public result of the fall-back, as published */
};
struct beacon_entry {
    struct beacon beacon;
    int64_t at_ms;
    int64_t person_id;
};
struct beacon_entries {
    struct beacon_entry *ptr;
    size_t count;
    size_t capacity;
};
/* Takes the randomness of a closed round from draw_ms on and draws as soon as it is certain:
 * fetched at once, by hand when a second person has entered the same. `*ret_drawn` tells. INVALID
 * (field named) when the randomness is not SHA-256 of the signature or not hexadecimal; CONFLICT
 * before draw_ms (the fall-back: before ALLOCATION_FALLBACK_MS later, so that nobody chooses
 * between two results), when drawn already, when the same person enters twice, or when the two
 * differ: then both are shown, nothing is drawn, and either may enter anew. FORBIDDEN by hand
 * without a person. Not inside db_write(). */
MUST_CHECK enum status allocation_beacon(struct ctx *ctx, int64_t round_id,
                                         const struct beacon *beacon, bool *ret_drawn);
MUST_CHECK enum status allocation_beacon_entries(struct ctx *ctx, int64_t round_id,
                                                 struct beacon_entries *ret_entries);
/* The first round of the chain at or after `at_ms`. */
int64_t allocation_beacon_round(const struct allocation_rules *rules, int64_t at_ms);

enum run_state {
    RUN_COMMITTED = 1,
    RUN_DRAWN = 2,
    RUN_PUBLISHED = 3,
    RUN_REPLACED = 4 /* by a correction; stays published */
};
struct draw_run {
    int64_t id;
    int64_t round_id;
    int64_t number;
    int64_t state;
    struct str reason; /* empty: the first */
    struct str commitment;
    struct str seed;
    struct str randomness;
    struct str signature;
    int64_t made_ms;
    int64_t made_by;
};
struct draw_runs {
    struct draw_run *ptr;
    size_t count;
    size_t capacity;
};
MUST_CHECK enum status allocation_runs(struct ctx *ctx, int64_t round_id,
                                       struct draw_runs *ret_runs);
struct draw_file {
    struct str name;
    int64_t size;
};
struct draw_files {
    struct draw_file *ptr;
    size_t count;
    size_t capacity;
};
/* What may be published of a run: commitment.txt from the close on, all files from publication on.
 * Names as in docs/draw/format.md, with draw.ini and the five tables that went in. */
MUST_CHECK enum status allocation_files(struct ctx *ctx, const struct draw_run *run,
                                        struct draw_files *ret_files);
MUST_CHECK enum status allocation_file(struct ctx *ctx, const struct draw_run *run, struct str name,
                                       struct str *ret_bytes);

/* Publishes a drawn round: points entries, awards given to the shops (goods_allot), pick-ups in
 * windows, mails. CONFLICT for another state. */
MUST_CHECK enum status allocation_publish(struct ctx *ctx, int64_t round_id);
/* Draws a drawn or published round anew with the same randomness, without `withdrawn` lots or
 * `barred` shops' wishes, for a stated reason. Takes back the points and lots of the run before
 * (CONFLICT once any lot of it has been collected). The old run stays public beside the new one,
 * which is published at once. INVALID without a change or a reason. */
struct correction {
    struct i64_list withdrawn; /* things */
    struct i64_list barred;    /* tenants */
    struct str reason;
};
MUST_CHECK enum status allocation_correct(struct ctx *ctx, int64_t round_id,
                                          const struct correction *correction);

/* A draw for trying out, from the wishes as they are now, never stored and never publishable: sums
 * only, so that it tells nobody's wishes. */
struct draw_sums {
    int64_t lots;
    int64_t given;
    int64_t unwished;
    int64_t wishes;              /* of participants that take part */
    int64_t least_mp_per_weight; /* NO_I64: nobody takes part */
    int64_t most_mp_per_weight;
    int64_t gini_ppm;          /* NO_I64: nothing given */
    int64_t startup_share_ppm; /* NO_I64: nothing given */
};
MUST_CHECK enum status allocation_try(struct ctx *ctx, int64_t round_id, struct str seed,
                                      struct draw_sums *ret_sums);
/* The report of a drawn run, the same figures. */
MUST_CHECK enum status allocation_sums(struct ctx *ctx, int64_t run_id, struct draw_sums *ret_sums);

/* Wishes that will be dropped because the shop lacks an approval, by approval; without those of who
 * takes no part. Counts only. */
struct eligibility_problem {
    struct str requires;
    int64_t wishes;
    int64_t shops;
    int64_t lots;
};
struct eligibility_problems {
    struct eligibility_problem *ptr;
    size_t count;
    size_t capacity;
};
MUST_CHECK enum status allocation_problems(struct ctx *ctx, int64_t round_id,
                                           struct eligibility_problems *ret_problems);

/* ---- results (allocation_result.c)
 * ---------------------------------------------------------------- */

struct award {
    struct thing thing;
    int64_t lead_id;
    int64_t tenant_id;
    struct str alias; /* as published */
    struct str name; /* what people may read: the shop's name, or the alias when names are hidden */
    int64_t turn;
    int64_t points_mp;
};
struct awards {
    struct award *ptr;
    size_t count;
    size_t capacity;
};
/* Of a run, by lot code. NOT_FOUND before publication unless `office`. */
MUST_CHECK enum status allocation_awards(struct ctx *ctx, int64_t run_id, bool office,
                                         struct awards *ret_awards);
/* The same, at most `most` from number `first` (from 0) on; `*ret_count`: how many there are. */
struct awards_part {
    int64_t first;
    int64_t most;
};
MUST_CHECK enum status allocation_awards_page(struct ctx *ctx, int64_t run_id, bool office,
                                              const struct awards_part *part,
                                              struct awards *ret_awards, int64_t *ret_count);
/* Of the shop's own participant. NOT_FOUND before publication. */
MUST_CHECK enum status allocation_awards_of(struct ctx *ctx, int64_t run_id, int64_t tenant_id,
                                            struct awards *ret_awards);

struct refusal {
    struct thing thing;
    struct str code; /* of docs/draw/format.md */
    int64_t turn;
    int64_t own_turn;
    int64_t other_id; /* NO_I64: nobody */
    struct str other; /* what people may read */
    /* Whose turn it was: the other's own, or (mover not empty) somebody's whom the other made room
     * for by an exchange. The figures are those of who had the turn. In a class without points the
     * balances are those from before the class, and lots got in it count first. */
    int64_t points_mp; /* of the lot */
    int64_t mover_id;  /* NO_I64: nobody */
    struct str mover;
    bool startup_turn;
    int64_t own_balance_mp;   /* before that turn; NO_I64 where it says nothing */
    int64_t other_balance_mp; /* the same */
    int64_t own_lots;         /* got in the class before that turn; NO_I64 as own_balance_mp */
    int64_t other_lots;
    int64_t own_weight;
    int64_t other_weight;
    struct str own_ticket; /* first 8 digits, where the balances per weight are equal; else empty */
    struct str other_ticket;
};
struct refusals {
    struct refusal *ptr;
    size_t count;
    size_t capacity;
};
MUST_CHECK enum status allocation_refusals_of(struct ctx *ctx, int64_t run_id, int64_t tenant_id,
                                              struct refusals *ret_refusals);
/* The refusal in one plain sentence of ctx->lang with its numbers: "Hjulet fikk sykkelen. De hadde
 * fått 12,4 poeng per andel, dere 15,1, så det var deres tur." */
struct str allocation_refusal_text(struct ctx *ctx, const struct refusal *refusal);
/* "12,4": points of `mp` / `weight` with one decimal, half away from zero, in ctx->lang. */
struct str allocation_points_text(struct ctx *ctx, int64_t mp, int64_t weight);

/* What would have helped, and where the shop stands. */
struct outlook {
    int64_t place; /* 1: least served of all participants now; 0: takes no part */
    int64_t participants;
    int64_t unclaimed;  /* lots of the round nobody got, in categories the shop has wished in */
    struct things lots; /* the first few of those */
};
MUST_CHECK enum status allocation_outlook(struct ctx *ctx, int64_t run_id, int64_t tenant_id,
                                          struct outlook *ret_outlook);

/* ---- verification (allocation_verify.c)
 * ------------------------------------------------------------- */

struct allocation_verdict {
    int64_t leads;       /* whose points were added up */
    int64_t entries;     /* of points */
    int64_t runs;        /* published ones, drawn again from their files */
    int64_t differences; /* 0: all is well */
    struct str first;    /* what the first difference is, for the operator */
};
/* Adds up the points of everybody, draws every published run again from its files, and compares
 * files, awards, refusals and points with what is kept. */
MUST_CHECK enum status allocation_verify(struct ctx *ctx, struct allocation_verdict *ret_verdict);

/* ---- by the clock
 * ------------------------------------------------------------------------------------ Opens
 * planned rounds, reminds a day before the close, closes, marks what is late, collects what shops
 * alone have confirmed, decides swaps, settles; what the job "allocation_clock" does each 30
 * seconds, for demo and tests too. */
MUST_CHECK enum status allocation_tick(struct ctx *ctx);

extern const struct route allocation_routes[];
extern const struct route allocation_wish_routes[];
extern const struct job_kind allocation_jobs[];
extern const struct job_kind allocation_office_jobs[]; /* fetches the public randomness */
extern const struct sql *const allocation_sql_all[];
extern const struct sql *const allocation_wish_sql_all[];
extern const struct sql *const allocation_office_sql_all[];

#endif
