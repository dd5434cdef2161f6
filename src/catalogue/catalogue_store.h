/* SPDX-License-Identifier: EUPL-1.2 */
/* What the room catalogue keeps: the only file pair that runs its queries. Inside the room only. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_STORE_H
#define OMBRUK_CATALOGUE_CATALOGUE_STORE_H

#include "catalogue/catalogue.h"

/* A listing with the words it is found by. */
struct indexed_listing {
    struct listing listing;
    struct str words;
};

MUST_CHECK enum status catalogue_store_get(struct ctx *ctx, int64_t id,
                                           struct indexed_listing *ret);
MUST_CHECK enum status catalogue_store_by_code(struct ctx *ctx, struct str code,
                                               struct indexed_listing *ret);
MUST_CHECK enum status catalogue_store_next_seq(struct ctx *ctx, int64_t *ret_seq);
MUST_CHECK enum status catalogue_store_add(struct ctx *ctx, const struct indexed_listing *row);
/* CONFLICT if the listing's version is not `row->listing.version` any more. */
MUST_CHECK enum status catalogue_store_set(struct ctx *ctx, const struct indexed_listing *row);
MUST_CHECK enum status catalogue_store_price(struct ctx *ctx, int64_t listing_id,
                                             int64_t price_ore);

/* Listings whose words an earlier program made, at most `limit`. */
MUST_CHECK enum status catalogue_store_to_reindex(struct ctx *ctx, int64_t limit,
                                                  struct i64_list *ret_ids);
MUST_CHECK enum status catalogue_store_reindexed(struct ctx *ctx,
                                                 const struct indexed_listing *row);
/* Titles of what is public, in order of publishing, after `after_seq`. */
struct listed_title {
    int64_t seq;
    int64_t thing_id;
    struct str title;
};
struct listed_titles {
    struct listed_title *ptr;
    size_t count;
    size_t capacity;
};
MUST_CHECK enum status catalogue_store_titles(struct ctx *ctx, int64_t after_seq, int64_t limit,
                                              struct listed_titles *ret_titles);

/* A word of a title: with plain letters, as it is shown, as the index has it. */
struct listing_word {
    struct str word;
    struct str shown;
    struct str stem;
};
struct listing_words {
    struct listing_word *ptr;
    size_t count;
    size_t capacity;
};
/* Known already: nothing happens. */
MUST_CHECK enum status catalogue_store_word(struct ctx *ctx, const struct listing_word *word);
/* Appends the words of `letters` bytes that begin (or end) with `piece`, in order, at most `limit`.
 */
MUST_CHECK enum status catalogue_store_words(struct ctx *ctx, size_t letters, struct str piece,
                                             bool at_end, int64_t limit,
                                             struct listing_words *words);

/* A row for the index in memory: of the listing what it is found by, and id, seq and state. */
struct facet_row {
    struct listing listing;
    struct str words;
    int64_t number;          /* of the change; else 0 */
    int64_t changed_seq;     /* the seq it was about */
    struct str words_before; /* `.ptr == NULL`: the words are the same */
};
struct facet_rows {
    struct facet_row *ptr;
    size_t count;
    size_t capacity;
};
/* Public listings from the oldest, at most `limit`. */
MUST_CHECK enum status catalogue_store_to_index(struct ctx *ctx, int64_t after_seq, int64_t limit,
                                                struct facet_rows *ret);
/* Changes with a higher number, in order, each with the listing as it is now. */
MUST_CHECK enum status catalogue_store_changes(struct ctx *ctx, int64_t after_number, int64_t limit,
                                               struct facet_rows *ret);
/* The number of the last change; 0 before the first. */
MUST_CHECK enum status catalogue_store_index_last(struct ctx *ctx, int64_t *ret_last);
/* Inside db_write(): something the listing is found by is another now; `words_before` when the
 * words are (else `.ptr == NULL`). */
MUST_CHECK enum status catalogue_store_changed(struct ctx *ctx, const struct listing *listing,
                                               struct str words_before);
/* What a list shows of the listings with these seqs, divided by commas; in no order. */
MUST_CHECK enum status catalogue_store_cards(struct ctx *ctx, struct str seqs,
                                             struct listings *ret);
/* ---- holds ---- */

struct stored_hold {
    struct hold hold;
    struct str confirm_hash; /* `.ptr == NULL`: nothing to confirm */
    int64_t confirm_tries_left;
};
struct stored_holds {
    struct stored_hold *ptr;
    size_t count;
    size_t capacity;
};
struct new_hold {
    struct hold hold;
    struct str contact_hash;
    struct str client_hash; /* `.ptr == NULL`: not known */
    struct str site_hash;   /* of the wider network; `.ptr == NULL`: it has none */
    struct str token_hash;
    struct str confirm_hash;
};
MUST_CHECK enum status catalogue_store_add_hold(struct ctx *ctx, const struct new_hold *hold);
MUST_CHECK enum status catalogue_store_hold(struct ctx *ctx, int64_t id, struct stored_hold *ret);
MUST_CHECK enum status catalogue_store_hold_by_token(struct ctx *ctx, struct str token_hash,
                                                     struct stored_hold *ret);
MUST_CHECK enum status catalogue_store_hold_by_pickup(struct ctx *ctx, int64_t tenant_id,
                                                      struct str pickup_code,
                                                      struct stored_hold *ret);
MUST_CHECK enum status catalogue_store_holds_on(struct ctx *ctx, int64_t listing_id,
                                                enum hold_state state, struct stored_holds *ret);
MUST_CHECK enum status catalogue_store_holds_over(struct ctx *ctx, enum hold_state state,
                                                  int64_t limit, struct stored_holds *ret);
/* How many a person has: in a state, in a shop, on a listing, made since an instant. */
MUST_CHECK enum status catalogue_store_holds_by_contact(struct ctx *ctx, struct str contact_hash,
                                                        enum hold_state state, int64_t *ret_count);
MUST_CHECK enum status catalogue_store_holds_in_shop(struct ctx *ctx, struct str contact_hash,
                                                     enum hold_state state, int64_t tenant_id,
                                                     int64_t *ret_count);
MUST_CHECK enum status catalogue_store_holds_of_it(struct ctx *ctx, struct str contact_hash,
                                                   enum hold_state state, int64_t listing_id,
                                                   int64_t *ret_count);
MUST_CHECK enum status catalogue_store_holds_since(struct ctx *ctx, struct str contact_hash,
                                                   int64_t since_ms, int64_t *ret_count);
/* Confirmed and run out since an instant, and when the first did (0: none). */
MUST_CHECK enum status catalogue_store_holds_missed(struct ctx *ctx, struct str contact_hash,
                                                    int64_t since_ms, int64_t *ret_count,
                                                    int64_t *ret_first_ms);
struct client_holds {
    int64_t in_shop;
    int64_t unconfirmed; /* in the house */
};
MUST_CHECK enum status catalogue_store_holds_by_client(struct ctx *ctx, struct str client_hash,
                                                       enum hold_state state, int64_t tenant_id,
                                                       struct client_holds *ret);
MUST_CHECK enum status catalogue_store_holds_by_site(struct ctx *ctx, struct str site_hash,
                                                     enum hold_state state, int64_t tenant_id,
                                                     struct client_holds *ret);
struct open_holds {
    int64_t held;   /* active, in all */
    int64_t asked;  /* of them by an e-mail that is not confirmed yet */
    int64_t phones; /* of them by a phone */
};
MUST_CHECK enum status catalogue_store_holds_open(struct ctx *ctx, int64_t tenant_id,
                                                  struct open_holds *ret);
/* Things the shop has on sale, held ones too, in at most `most` of its listings. */
MUST_CHECK enum status catalogue_store_on_sale(struct ctx *ctx, int64_t tenant_id, int64_t most,
                                               int64_t *ret_things);
/* Who waits: how many before an id, the first who is confirmed (NOT_FOUND), listings to look at. */
MUST_CHECK enum status catalogue_store_line_before(struct ctx *ctx, int64_t listing_id, int64_t id,
                                                   int64_t *ret_waiting);
MUST_CHECK enum status catalogue_store_line_first(struct ctx *ctx, int64_t listing_id,
                                                  struct stored_hold *ret);
MUST_CHECK enum status catalogue_store_lines_due(struct ctx *ctx, int64_t limit,
                                                 struct i64_list *ret_listing_ids);
/* Makes a place in line the hold that it stands as in `hold`. */
MUST_CHECK enum status catalogue_store_turn(struct ctx *ctx, const struct hold *hold,
                                            struct str turn_hash);
MUST_CHECK enum status catalogue_store_hold_by_turn(struct ctx *ctx, struct str turn_hash,
                                                    struct stored_hold *ret);
MUST_CHECK enum status catalogue_store_extend_hold(struct ctx *ctx, int64_t id, int64_t until_ms);
/* Takes a place in line away; nothing when it is none any more. */
MUST_CHECK enum status catalogue_store_end_waiting(struct ctx *ctx, int64_t id);
/* Ends an active hold; `*ret_changed` false when it had ended already. */
MUST_CHECK enum status catalogue_store_end_hold(struct ctx *ctx, int64_t id, enum hold_state state,
                                                bool *ret_changed);
MUST_CHECK enum status catalogue_store_confirm_hold(struct ctx *ctx, int64_t id);
MUST_CHECK enum status catalogue_store_try_hold(struct ctx *ctx, int64_t id);
MUST_CHECK enum status catalogue_store_erase_holds(struct ctx *ctx, int64_t ended_before_ms);

#endif
