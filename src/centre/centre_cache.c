/* SPDX-License-Identifier: EUPL-1.2 */
/* Snapshots of centres and of the addresses that lead to them, shared by all threads. */
#include "centre/centre_cache.h"

#include <pthread.h>

#include "base/clock.h"
#include "base/vec.h"
#include "centre/centre_store.h"

#include "base/banned.h"

#define CENTRES_MAX   64
#define ADDRESSES_MAX 256
#define ADDRESS_MAX   255

/* Weeks and exceptions older than this matter to nobody who asks what is open. */
#define PAST_DAYS 62

struct snapshot {
    struct arena *arena; /* holds all texts below; NULL: unused place */
    const struct db *db;
    struct centre centre;
    struct calendar calendar;
    int64_t version;
    int64_t checked_ms;
};

struct address {
    const struct db *db; /* NULL: unused place */
    int64_t centre_id;
    int64_t found_ms;
    bool is_slug;
    size_t len;
    char text[ADDRESS_MAX];
};

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static struct snapshot snapshots[CENTRES_MAX];
static struct address addresses[ADDRESSES_MAX];

/* ---- centres --------------------------------------------------------------------------------- */

/* Under the lock. */
static struct snapshot *snapshot_of(const struct db *db, int64_t centre_id)
{
    for (size_t i = 0; i < CENTRES_MAX; i++) {
        struct snapshot *snapshot = &snapshots[i];
        if (snapshot->arena != NULL && snapshot->db == db && snapshot->centre.id == centre_id) {
            return snapshot;
        }
    }
    return NULL;
}

static struct snapshot *place_for(const struct db *db, int64_t centre_id)
{
    struct snapshot *place = snapshot_of(db, centre_id);
    for (size_t i = 0; place == NULL && i < CENTRES_MAX; i++) {
        place = snapshots[i].arena == NULL ? &snapshots[i] : NULL;
    }
    if (place == NULL) {
        place = &snapshots[0];
        for (size_t i = 1; i < CENTRES_MAX; i++) {
            place = snapshots[i].checked_ms < place->checked_ms ? &snapshots[i] : place;
        }
    }
    return place;
}

/* Copies what `from` (in a request's memory) points to into the snapshot's own arena. */
static void keep(struct snapshot *snapshot, const struct centre *centre,
                 const struct calendar *calendar)
{
    struct arena *arena = snapshot->arena;
    struct centre *own = &snapshot->centre;
    *own = *centre;
    struct str *texts[] = {&own->slug,         &own->name,    &own->municipality, &own->address,
                           &own->getting_here, &own->map,     &own->email,        &own->phone,
                           &own->time_zone,    &own->stop_id, &own->position};
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        *texts[i] = str_copy(arena, *texts[i]);
    }
    snapshot->calendar = (struct calendar){0};
    memcpy(snapshot->calendar.eves, calendar->eves, sizeof(calendar->eves));
    for (size_t i = 0; i < calendar->own_entrance.count; i++) {
        vec_push(arena, &snapshot->calendar.own_entrance, calendar->own_entrance.ptr[i]);
    }
    for (size_t i = 0; i < calendar->weeks.count; i++) {
        vec_push(arena, &snapshot->calendar.weeks, calendar->weeks.ptr[i]);
    }
    for (size_t i = 0; i < calendar->exceptions.count; i++) {
        struct calendar_exception exception = calendar->exceptions.ptr[i];
        for (int lang = 0; lang < LANG_COUNT; lang++) {
            exception.reason[lang] = str_copy(arena, exception.reason[lang]);
        }
        vec_push(arena, &snapshot->calendar.exceptions, exception);
    }
}

static void store(const struct ctx *ctx, const struct centre *centre,
                  const struct calendar *calendar, int64_t version)
{
    pthread_rwlock_wrlock(&lock);
    struct snapshot *place = place_for(db_of(ctx), centre->id);
    arena_destroy(place->arena);
    *place = (struct snapshot){.arena = arena_create(ARENA_DEFAULT_CAP),
                               .db = db_of(ctx),
                               .version = version,
                               .checked_ms = clock_monotonic_ms()};
    keep(place, centre, calendar);
    pthread_rwlock_unlock(&lock);
}

static enum status read_anew(struct ctx *ctx)
{
    struct centre centre;
    struct calendar calendar;
    int64_t version = 0;
    TRY(centre_store_get(ctx, &centre, &version));
    const int64_t today_utc = ctx->now_ms / MS_PER_DAY;
    TRY(centre_store_calendar(ctx, today_utc - PAST_DAYS, &calendar));
    store(ctx, &centre, &calendar, version);
    return OK;
}

/* True and used, when there is a snapshot; `*ret_fresh` when it need not be checked. */
static bool use_snapshot(const struct ctx *ctx, centre_cache_use *use, void *arg, bool stale_too,
                         int64_t *ret_version)
{
    bool used = false;
    pthread_rwlock_rdlock(&lock);
    const struct snapshot *snapshot = snapshot_of(db_of(ctx), ctx->centre_id);
    *ret_version = snapshot == NULL ? NO_I64 : snapshot->version;
    if (snapshot != NULL) {
        const bool fresh = clock_monotonic_ms() - snapshot->checked_ms < CENTRE_CACHE_MS;
        if (fresh || stale_too) {
            use(&snapshot->centre, &snapshot->calendar, arg);
            used = true;
        }
    }
    pthread_rwlock_unlock(&lock);
    return used;
}

static void mark_checked(const struct ctx *ctx)
{
    pthread_rwlock_wrlock(&lock);
    struct snapshot *snapshot = snapshot_of(db_of(ctx), ctx->centre_id);
    if (snapshot != NULL) {
        snapshot->checked_ms = clock_monotonic_ms();
    }
    pthread_rwlock_unlock(&lock);
}

enum status centre_cache_with(struct ctx *ctx, centre_cache_use *use, void *arg)
{
    int64_t cached = NO_I64;
    if (use_snapshot(ctx, use, arg, false, &cached)) {
        return OK;
    }
    int64_t version = NO_I64;
    if (cached != NO_I64) {
        TRY(centre_store_version(ctx, &version));
    }
    if (cached != NO_I64 && version == cached) {
        mark_checked(ctx);
    } else {
        TRY(read_anew(ctx));
    }
    /* Another thread may have pushed it out in between; then read and try once more. */
    for (int tries = 0; tries < 8; tries++) {
        if (use_snapshot(ctx, use, arg, true, &cached)) {
            return OK;
        }
        TRY(read_anew(ctx));
    }
    return BUSY;
}

void centre_cache_forget(const struct ctx *ctx)
{
    pthread_rwlock_wrlock(&lock);
    struct snapshot *snapshot = snapshot_of(db_of(ctx), ctx->centre_id);
    if (snapshot != NULL) {
        arena_destroy(snapshot->arena);
        *snapshot = (struct snapshot){0};
    }
    pthread_rwlock_unlock(&lock);
}

/* ---- addresses ------------------------------------------------------------------------------- */

/* Under the lock. */
static struct address *address_of(const struct db *db, bool is_slug, struct str text)
{
    for (size_t i = 0; i < ADDRESSES_MAX; i++) {
        struct address *address = &addresses[i];
        if (address->db == db && address->is_slug == is_slug &&
            str_equal((struct str){address->text, address->len}, text)) {
            return address;
        }
    }
    return NULL;
}

static bool recall(const struct ctx *ctx, bool is_slug, struct str text, int64_t *ret_id)
{
    bool found = false;
    pthread_rwlock_rdlock(&lock);
    const struct address *address = address_of(db_of(ctx), is_slug, text);
    if (address != NULL && clock_monotonic_ms() - address->found_ms < CENTRE_CACHE_MS) {
        *ret_id = address->centre_id;
        found = true;
    }
    pthread_rwlock_unlock(&lock);
    return found;
}

static void remember(const struct ctx *ctx, bool is_slug, struct str text, int64_t centre_id)
{
    if (text.len > ADDRESS_MAX) {
        return;
    }
    pthread_rwlock_wrlock(&lock);
    struct address *place = address_of(db_of(ctx), is_slug, text);
    for (size_t i = 0; place == NULL && i < ADDRESSES_MAX; i++) {
        place = addresses[i].db == NULL ? &addresses[i] : NULL;
    }
    if (place == NULL) {
        place = &addresses[0];
        for (size_t i = 1; i < ADDRESSES_MAX; i++) {
            place = addresses[i].found_ms < place->found_ms ? &addresses[i] : place;
        }
    }
    *place = (struct address){.db = db_of(ctx),
                              .centre_id = centre_id,
                              .found_ms = clock_monotonic_ms(),
                              .is_slug = is_slug,
                              .len = text.len};
    if (text.len > 0) {
        memcpy(place->text, text.ptr, text.len);
    }
    pthread_rwlock_unlock(&lock);
}

enum status centre_cache_find(struct ctx *ctx, struct str slug, struct str host, int64_t *ret_id)
{
    const bool is_slug = slug.len > 0;
    const struct str text = is_slug ? slug : host;
    if (recall(ctx, is_slug, text, ret_id)) {
        return OK;
    }
    int64_t id = 0;
    enum status status = NOT_FOUND;
    if (is_slug) {
        status = centre_store_by_slug(ctx, slug, &id);
    } else if (host.len > 0) {
        status = centre_store_by_host(ctx, host, &id);
    }
    if (status == NOT_FOUND && !is_slug) {
        status = centre_store_oldest(ctx, &id);
    }
    TRY(status);
    remember(ctx, is_slug, text, id);
    *ret_id = id;
    return OK;
}

void centre_cache_drop(const struct db *db)
{
    pthread_rwlock_wrlock(&lock);
    for (size_t i = 0; i < CENTRES_MAX; i++) {
        if (snapshots[i].arena != NULL && snapshots[i].db == db) {
            arena_destroy(snapshots[i].arena);
            snapshots[i] = (struct snapshot){0};
        }
    }
    for (size_t i = 0; i < ADDRESSES_MAX; i++) {
        if (addresses[i].db == db) {
            addresses[i] = (struct address){0};
        }
    }
    pthread_rwlock_unlock(&lock);
}
