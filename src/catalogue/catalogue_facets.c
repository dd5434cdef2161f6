/* SPDX-License-Identifier: EUPL-1.2 */
/* The indexes of this process: made, followed, asked and given up. */
#include "catalogue/catalogue_facets.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

#include "base/log.h"
#include "centre/centre.h"

#include "base/banned.h"

#define CENTRES_MAX  64
#define ROWS_AT_ONCE 500
/* Places of removed documents that are worth an index made anew. */
#define WASTE_MIN 50000

/* The index of one centre. */
struct kept {
    int64_t serial; /* of the database; 0: unused */
    int64_t centre_id;
    int users;       /* under `kept_lock`, as all above */
    int64_t used_at; /* a count that rises with each use */
    pthread_mutex_t following;
    pthread_rwlock_t lock; /* of what `index` points to */
    struct facet_index *index;
    atomic_llong last; /* number of the last change in it */
};

static pthread_mutex_t kept_lock = PTHREAD_MUTEX_INITIALIZER;
static struct kept kept_all[CENTRES_MAX];
static int64_t kept_uses;
/* Of the database whose indexes are given up; 0: of none. */
static atomic_llong given_up;

/* ---- which index ----------------------------------------------------------------------------- */

static void give_up(struct kept *kept)
{
    facet_index_destroy(kept->index);
    kept->index = NULL;
    atomic_store(&kept->last, 0);
    if (kept->serial != 0) {
        pthread_mutex_destroy(&kept->following);
        pthread_rwlock_destroy(&kept->lock);
    }
    kept->serial = 0;
}

/* The centre's own place, or the one used longest ago. */
static struct kept *place_for(int64_t serial, int64_t centre_id)
{
    struct kept *oldest = NULL;
    for (size_t i = 0; i < CENTRES_MAX; i++) {
        struct kept *kept = &kept_all[i];
        if (kept->serial == serial && kept->centre_id == centre_id) {
            return kept;
        }
        if (kept->users == 0 && (oldest == NULL || kept->used_at < oldest->used_at)) {
            oldest = kept;
        }
    }
    if (oldest != NULL) {
        give_up(oldest);
        oldest->serial = serial;
        oldest->centre_id = centre_id;
        pthread_mutex_init(&oldest->following, NULL);
        pthread_rwlock_init(&oldest->lock, NULL);
    }
    return oldest;
}

/* NULL when all are in use for other centres. */
static struct kept *take(const struct ctx *ctx)
{
    pthread_mutex_lock(&kept_lock);
    struct kept *kept = place_for(db_serial(db_of(ctx)), ctx->centre_id);
    if (kept != NULL) {
        kept->users++;
        kept->used_at = ++kept_uses;
    }
    pthread_mutex_unlock(&kept_lock);
    return kept;
}

static void give(struct kept *kept)
{
    pthread_mutex_lock(&kept_lock);
    kept->users--;
    pthread_mutex_unlock(&kept_lock);
}

void catalogue_close(const struct db *db)
{
    pthread_mutex_lock(&kept_lock);
    for (size_t i = 0; i < CENTRES_MAX; i++) {
        if (kept_all[i].serial == db_serial(db)) {
            assert(kept_all[i].users == 0);
            give_up(&kept_all[i]);
        }
    }
    pthread_mutex_unlock(&kept_lock);
}

/* ---- from the rows --------------------------------------------------------------------------- */

static bool put(struct ctx *ctx, struct facet_index *index, const struct facet_row *row,
                int64_t today)
{
    const struct facet_tokens tokens = catalogue_facets_tokens(ctx, row, today);
    const struct facet_doc doc = {row->listing.seq, row->listing.price_ore, tokens.ptr,
                                  tokens.count};
    return facet_index_add(index, &doc);
}

static enum status fill(struct ctx *ctx, struct facet_index *index)
{
    const int64_t today = centre_today(ctx);
    int64_t after_seq = -1;
    size_t count = ROWS_AT_ONCE;
    while (count == ROWS_AT_ONCE) {
        if (atomic_load(&given_up) == db_serial(db_of(ctx))) {
            return UNAVAILABLE;
        }
        const struct arena_mark mark = arena_mark(ctx->mem);
        struct facet_rows rows;
        TRY(catalogue_store_to_index(ctx, after_seq, ROWS_AT_ONCE, &rows));
        for (size_t i = 0; i < rows.count; i++) {
            after_seq = rows.ptr[i].listing.seq;
            put(ctx, index, &rows.ptr[i], today);
        }
        count = rows.count;
        arena_reset(ctx->mem, mark);
    }
    return OK;
}

/* A new index as of change number `last`; the old one, if any, serves until it is there. */
static enum status make(struct ctx *ctx, struct kept *kept, int64_t last)
{
    struct facet_index *index = facet_index_create();
    const enum status status = fill(ctx, index);
    if (status != OK) {
        facet_index_destroy(index);
        return status;
    }
    pthread_rwlock_wrlock(&kept->lock);
    struct facet_index *old = kept->index;
    kept->index = index;
    atomic_store(&kept->last, last);
    pthread_rwlock_unlock(&kept->lock);
    facet_index_destroy(old);
    return OK;
}

/* ---- in step --------------------------------------------------------------------------------- */

/* False when the index has not what the change is about. */
static bool apply(struct ctx *ctx, struct facet_index *index, const struct facet_row *row)
{
    if (row->words_before.ptr != NULL) {
        const struct facet_tokens words = catalogue_facets_words(ctx, row->words_before);
        facet_index_forget(index, row->changed_seq, words.ptr, words.count);
    }
    /* Published anew since under a later number: a later change tells of that. */
    if (row->listing.state != LISTING_PUBLIC || row->listing.seq != row->changed_seq) {
        facet_index_remove(index, row->changed_seq);
        return true;
    }
    return put(ctx, index, row, centre_today(ctx));
}

/* The next changes, at most ROWS_AT_ONCE. `*ret_lost`: some that are needed are gone. */
static enum status apply_some(struct ctx *ctx, struct kept *kept, bool *ret_lost)
{
    struct facet_rows rows;
    const int64_t after = atomic_load(&kept->last);
    TRY(catalogue_store_changes(ctx, after, ROWS_AT_ONCE, &rows));
    *ret_lost = rows.count == 0 || rows.ptr[0].number != after + 1;
    facet_index_begin(kept->index);
    for (size_t i = 0; i < rows.count && !*ret_lost; i++) {
        *ret_lost = !apply(ctx, kept->index, &rows.ptr[i]);
    }
    facet_index_end(kept->index);
    if (!*ret_lost) {
        atomic_store(&kept->last, rows.ptr[rows.count - 1].number);
    }
    return OK;
}

/* One thread at a time. */
static enum status catch_up(struct ctx *ctx, struct kept *kept, int64_t last)
{
    bool lost = kept->index == NULL;
    while (!lost && atomic_load(&kept->last) < last) {
        const struct arena_mark mark = arena_mark(ctx->mem);
        TRY(apply_some(ctx, kept, &lost));
        arena_reset(ctx->mem, mark);
    }
    return lost ? make(ctx, kept, last) : OK;
}

static enum status follow(struct ctx *ctx, struct kept *kept, bool tidy)
{
    int64_t last = 0;
    assert(!db_is_writing(ctx));
    TRY(catalogue_store_index_last(ctx, &last));
    pthread_rwlock_rdlock(&kept->lock);
    const bool is_there = kept->index != NULL && atomic_load(&kept->last) >= last;
    pthread_rwlock_unlock(&kept->lock);
    if (is_there && !tidy) {
        return OK;
    }
    pthread_mutex_lock(&kept->following);
    enum status status = catch_up(ctx, kept, last);
    if (status == OK && tidy && atomic_load(&kept->last) == last) {
        const size_t waste = facet_index_waste(kept->index);
        if (waste > WASTE_MIN && waste > facet_index_docs(kept->index)) {
            status = make(ctx, kept, last);
        }
    }
    pthread_mutex_unlock(&kept->following);
    return status;
}

enum status catalogue_facets_find(struct ctx *ctx, const struct facet_query *query,
                                  struct facet_found *ret_found)
{
    struct kept *kept = take(ctx);
    if (kept == NULL) {
        log_error("catalogue.indexes", "more than %d centres search at once", CENTRES_MAX);
        return UNAVAILABLE;
    }
    const enum status status = follow(ctx, kept, false);
    if (status == OK) {
        pthread_rwlock_rdlock(&kept->lock);
        facet_find(kept->index, query, ctx->mem, ret_found);
        pthread_rwlock_unlock(&kept->lock);
    }
    give(kept);
    return status;
}

static enum status keep_ready(struct ctx *ctx, bool tidy)
{
    struct kept *kept = take(ctx);
    if (kept == NULL) {
        return UNAVAILABLE;
    }
    const enum status status = follow(ctx, kept, tidy);
    give(kept);
    return status;
}

enum status catalogue_facets_job(struct ctx *ctx, struct str argument)
{
    (void)argument;
    return keep_ready(ctx, true);
}

enum status catalogue_warm(struct ctx *ctx)
{
    return keep_ready(ctx, false);
}

void catalogue_give_up(const struct db *db)
{
    atomic_store(&given_up, db_serial(db));
}
