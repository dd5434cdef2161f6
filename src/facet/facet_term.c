/* SPDX-License-Identifier: EUPL-1.2 */
/* Tokens by their text. */
#include <sodium.h>
#include <stdlib.h>

#include "facet/facet_store.h"

#include "base/banned.h"

static uint64_t hash_of(const struct facet_index *index, const struct facet_token *token)
{
    uint64_t hash = 0;
    _Static_assert(crypto_shorthash_KEYBYTES == sizeof(index->key), "the key of the hash");
    crypto_shorthash((unsigned char *)&hash, (const unsigned char *)token->text.ptr,
                     token->text.len, index->key);
    return hash + token->group;
}

static bool is_term(const struct facet_term *term, uint64_t hash, const struct facet_token *token)
{
    return term->hash == hash && term->group == token->group && term->len == token->text.len &&
           memcmp(term->text, token->text.ptr, term->len) == 0;
}

/* The bucket where the token is or would be. */
static uint32_t bucket_of(const struct facet_index *index, uint64_t hash,
                          const struct facet_token *token)
{
    uint32_t bucket = (uint32_t)hash & (index->bucket_count - 1);
    while (index->buckets[bucket] != 0 &&
           !is_term(&index->terms[index->buckets[bucket] - 1], hash, token)) {
        bucket = (bucket + 1) & (index->bucket_count - 1);
    }
    return bucket;
}

struct facet_term *facet_term_find(const struct facet_index *index, const struct facet_token *token)
{
    if (index->bucket_count == 0) {
        return NULL;
    }
    const uint32_t at = index->buckets[bucket_of(index, hash_of(index, token), token)];
    return at == 0 ? NULL : &index->terms[at - 1];
}

static void grow(struct facet_index *index)
{
    index->term_capacity = index->term_capacity == 0 ? 1024 : index->term_capacity * 2;
    index->terms = facet_posting_memory(index->terms, index->term_capacity, sizeof(*index->terms));
    index->bucket_count = index->term_capacity * 2;
    index->buckets =
        facet_posting_memory(index->buckets, index->bucket_count, sizeof(*index->buckets));
    memset(index->buckets, 0, index->bucket_count * sizeof(*index->buckets));
    for (uint32_t i = 0; i < index->term_count; i++) {
        const struct facet_term *term = &index->terms[i];
        const struct facet_token token = {.group = term->group, .text = {term->text, term->len}};
        index->buckets[bucket_of(index, term->hash, &token)] = i + 1;
    }
}

struct facet_term *facet_term_make(struct facet_index *index, const struct facet_token *token)
{
    if (index->term_count == index->term_capacity) {
        grow(index);
    }
    const uint64_t hash = hash_of(index, token);
    const uint32_t bucket = bucket_of(index, hash, token);
    if (index->buckets[bucket] != 0) {
        return &index->terms[index->buckets[bucket] - 1];
    }
    struct facet_term *term = &index->terms[index->term_count++];
    const size_t bytes = token->text.len + token->label.len;
    *term = (struct facet_term){.hash = hash,
                                .text = facet_posting_memory(NULL, bytes + 1, 1),
                                .len = (uint32_t)token->text.len,
                                .label_len = (uint32_t)token->label.len,
                                .group = token->group,
                                .ordinal = NO_ORDINAL};
    memcpy(term->text, token->text.ptr, token->text.len);
    if (token->label.len > 0) {
        memcpy(term->text + token->text.len, token->label.ptr, token->label.len);
    }
    index->buckets[bucket] = index->term_count;
    if (token->group != 0 && index->counted_count < FACET_VALUES_MAX) {
        if (index->counted == NULL) {
            index->counted = facet_posting_memory(NULL, FACET_VALUES_MAX, sizeof(uint32_t));
        }
        term->ordinal = (uint16_t)index->counted_count;
        index->counted[index->counted_count++] = index->term_count - 1;
    }
    return term;
}

void facet_term_finish(struct facet_index *index)
{
    for (uint32_t i = 0; i < index->term_count; i++) {
        facet_posting_finish(&index->terms[i].posting);
        free(index->terms[i].text);
    }
    free(index->terms);
    free(index->buckets);
    free(index->counted);
}
