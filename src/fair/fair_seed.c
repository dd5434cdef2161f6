/* SPDX-License-Identifier: EUPL-1.2 */
/* The seed, tickets, lot order, and from them the classes. */
#include <sodium.h>
#include <string.h>

#include "fair/fair_draw.h"
#include "fair/fair_sort.h"
#include "fair/fair_threads.h"

#include "base/banned.h"

/* Hashes in which one beginning is the same for all. */
struct hasher {
    crypto_hash_sha256_state begun;
};

static void begin_hash(struct hasher *hasher, const char *seed, const char *kind)
{
    crypto_hash_sha256_init(&hasher->begun);
    crypto_hash_sha256_update(&hasher->begun, (const unsigned char *)seed, FAIR_HEX_SIZE);
    crypto_hash_sha256_update(&hasher->begun, (const unsigned char *)kind, strlen(kind));
}

static void hash_id(const struct hasher *hasher, struct fair_text id,
                    unsigned char ret_digest[FAIR_DIGEST_SIZE])
{
    crypto_hash_sha256_state state = hasher->begun;
    crypto_hash_sha256_update(&state, (const unsigned char *)id.ptr, id.len);
    crypto_hash_sha256_update(&state, (const unsigned char *)"\n", 1);
    crypto_hash_sha256_final(&state, ret_digest);
}

/* Hashes on their way: of the ids of tenants (into tickets) or of lots (into pairs). */
struct hashing {
    const struct fair_draw *draw;
    struct hasher hasher;
    struct fair_pair *pairs;
};

/* Ids that one thread hashes at a time. */
#define PART_IDS 16384U

/* The first eight bytes as a number in their order. Hexadecimal digits sort as the bytes do. */
static uint64_t first_of(const unsigned char digest[FAIR_DIGEST_SIZE])
{
    uint64_t first = 0;
    for (int i = 0; i < 8; i++) {
        first = first << 8 | digest[i];
    }
    return first;
}

static void make_seed(struct fair_draw *draw)
{
    const struct fair_settings *settings = &draw->all->settings;
    unsigned char digest[FAIR_DIGEST_SIZE];
    if (draw->seed[0] != '\0') {
        return;
    }
    const struct str text = str_format(draw->mem, "LSX1\n%s\n%lld\n%.*s\n", draw->commitment,
                                       (long long)settings->round, STR_ARG(settings->randomness));
    crypto_hash_sha256(digest, (const unsigned char *)text.ptr, text.len);
    (void)sodium_bin2hex(draw->seed, sizeof(draw->seed), digest, sizeof(digest));
}

/* ---- tenants --------------------------------------------------------------------------------- */

/* Those with the same first eight bytes, by the whole ticket; equal ones stay in order of id. */
static void settle_tickets(const struct fair_draw *draw, struct fair_pair *pairs, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        const struct fair_pair one = pairs[i];
        uint32_t at = i;
        for (; at > 0 && pairs[at - 1].key == one.key &&
               memcmp(draw->tickets[pairs[at - 1].item], draw->tickets[one.item],
                      FAIR_DIGEST_SIZE) > 0;
             at--) {
            pairs[at] = pairs[at - 1];
        }
        pairs[at] = one;
    }
}

static void rank_tenants(struct fair_draw *draw)
{
    const struct fair_case *all = draw->all;
    const struct arena_mark mark = arena_mark(draw->mem);
    const uint32_t count = all->tenant_count;
    struct fair_pair *pairs = arena_array(draw->mem, count, sizeof(pairs[0]));
    struct fair_pair *scratch = arena_array(draw->mem, count, sizeof(pairs[0]));
    for (uint32_t i = 0; i < count; i++) {
        pairs[i] = (struct fair_pair){first_of(draw->tickets[i]), i};
    }
    fair_sort_pairs(pairs, count, scratch);
    settle_tickets(draw, pairs, count);
    for (uint32_t i = 0; i < count; i++) {
        pairs[i].key = all->tenants[pairs[i].item].weight;
    }
    fair_sort_pairs(pairs, count, scratch);
    for (uint32_t i = 0; i < count; i++) {
        draw->rank[pairs[i].item] = i;
    }
    arena_reset(draw->mem, mark);
}

static void hash_tenants(void *arg, uint32_t part, int worker)
{
    const struct hashing *hashing = arg;
    const struct fair_draw *draw = hashing->draw;
    const uint32_t to = fair_part_end(part, draw->all->tenant_count, PART_IDS);
    (void)worker;
    for (uint32_t i = part * PART_IDS; i < to; i++) {
        hash_id(&hashing->hasher, draw->all->tenants[i].id, draw->tickets[i]);
    }
}

static void make_tickets(struct fair_draw *draw)
{
    const struct fair_case *all = draw->all;
    struct hashing hashing = {.draw = draw};
    draw->tickets = arena_array(draw->mem, all->tenant_count, FAIR_DIGEST_SIZE);
    draw->rank = arena_array(draw->mem, all->tenant_count, sizeof(draw->rank[0]));
    begin_hash(&hashing.hasher, draw->seed, "\ntenant\n");
    fair_threads_run(draw->threads, fair_part_count(all->tenant_count, PART_IDS), hash_tenants,
                     &hashing);
    rank_tenants(draw);
}

/* ---- lots ------------------------------------------------------------------------------------ */

static int compare_orders(const struct fair_draw *draw, const struct hasher *hasher, uint32_t a,
                          uint32_t b)
{
    unsigned char one[FAIR_DIGEST_SIZE];
    unsigned char other[FAIR_DIGEST_SIZE];
    hash_id(hasher, draw->all->lots[a].id, one);
    hash_id(hasher, draw->all->lots[b].id, other);
    return memcmp(one, other, FAIR_DIGEST_SIZE);
}

static void settle_orders(const struct fair_draw *draw, const struct hasher *hasher,
                          struct fair_pair *pairs)
{
    for (uint32_t i = 1; i < draw->all->lot_count; i++) {
        const struct fair_pair one = pairs[i];
        uint32_t at = i;
        for (; at > 0 && pairs[at - 1].key == one.key &&
               compare_orders(draw, hasher, pairs[at - 1].item, one.item) > 0;
             at--) {
            pairs[at] = pairs[at - 1];
        }
        pairs[at] = one;
    }
}

/* Names in the order of their bytes: rank[name]. */
static uint32_t *rank_names(struct fair_draw *draw)
{
    const struct fair_ids *names = &draw->all->names;
    uint32_t *order = arena_array(draw->mem, names->count, sizeof(order[0]));
    uint32_t *rank = arena_array(draw->mem, names->count, sizeof(rank[0]));
    fair_sort_texts(draw->mem, names->texts, names->count, order);
    for (uint32_t i = 0; i < names->count; i++) {
        rank[order[i]] = i;
    }
    return rank;
}

static void hash_lots(void *arg, uint32_t part, int worker)
{
    const struct hashing *hashing = arg;
    const uint32_t to = fair_part_end(part, hashing->draw->all->lot_count, PART_IDS);
    unsigned char digest[FAIR_DIGEST_SIZE];
    (void)worker;
    for (uint32_t i = part * PART_IDS; i < to; i++) {
        hash_id(&hashing->hasher, hashing->draw->all->lots[i].id, digest);
        hashing->pairs[i] = (struct fair_pair){first_of(digest), i};
    }
}

/* By order key, then by class name, then by points: each sort keeps the order of the one before. */
static void order_lots(struct fair_draw *draw)
{
    const struct fair_case *all = draw->all;
    const struct arena_mark mark = arena_mark(draw->mem);
    struct fair_pair *pairs = arena_array(draw->mem, all->lot_count, sizeof(pairs[0]));
    struct fair_pair *scratch = arena_array(draw->mem, all->lot_count, sizeof(pairs[0]));
    const uint32_t *names = rank_names(draw);
    struct hashing hashing = {.draw = draw, .pairs = pairs};
    begin_hash(&hashing.hasher, draw->seed, "\nlot\n");
    fair_threads_run(draw->threads, fair_part_count(all->lot_count, PART_IDS), hash_lots, &hashing);
    fair_sort_pairs(pairs, all->lot_count, scratch);
    settle_orders(draw, &hashing.hasher, pairs);
    for (uint32_t i = 0; i < all->lot_count; i++) {
        pairs[i].key = names[all->lots[pairs[i].item].class_name];
    }
    fair_sort_pairs(pairs, all->lot_count, scratch);
    for (uint32_t i = 0; i < all->lot_count; i++) {
        pairs[i].key = (uint64_t)(FAIR_LARGEST - all->lots[pairs[i].item].points);
    }
    fair_sort_pairs(pairs, all->lot_count, scratch);
    for (uint32_t i = 0; i < all->lot_count; i++) {
        draw->lot_of[i] = pairs[i].item;
        draw->place_of[pairs[i].item] = i;
    }
    arena_reset(draw->mem, mark);
}

static bool is_same_class(const struct fair_lot *a, const struct fair_lot *b)
{
    return a->points == b->points && a->class_name == b->class_name;
}

static void make_classes(struct fair_draw *draw)
{
    const struct fair_lot *lots = draw->all->lots;
    uint32_t count = 0;
    for (uint32_t i = 0; i < draw->all->lot_count; i++) {
        const bool begins =
            i == 0 || !is_same_class(&lots[draw->lot_of[i]], &lots[draw->lot_of[i - 1]]);
        count += begins ? 1 : 0;
        draw->class_of[i] = count - 1;
    }
    draw->class_count = count;
    draw->classes = arena_array(draw->mem, count, sizeof(draw->classes[0]));
    for (uint32_t i = 0; i < draw->all->lot_count; i++) {
        struct fair_class *class = &draw->classes[draw->class_of[i]];
        if (class->lot_to == 0) {
            class->points = lots[draw->lot_of[i]].points;
            class->name = lots[draw->lot_of[i]].class_name;
            class->lot_from = i;
        }
        class->lot_to = i + 1;
    }
}

void fair_seed_make(struct fair_draw *draw)
{
    const uint32_t lots = draw->all->lot_count;
    make_seed(draw);
    make_tickets(draw);
    draw->lot_of = arena_array(draw->mem, lots, sizeof(draw->lot_of[0]));
    draw->place_of = arena_array(draw->mem, lots, sizeof(draw->place_of[0]));
    draw->class_of = arena_array(draw->mem, lots, sizeof(draw->class_of[0]));
    order_lots(draw);
    make_classes(draw);
}
