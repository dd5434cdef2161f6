/* SPDX-License-Identifier: EUPL-1.2 */
/* Hashes of the ledger: events chained per thing, a Merkle root per seal, seals chained per centre.
 */
#include <assert.h>
#include <sodium.h>

#include "base/strbuf.h"
#include "goods/goods_apply.h"

#include "base/banned.h"

#define EVENT_TEXT_MAX 2048

static void put_number(struct strbuf *buf, int64_t number)
{
    if (number != NO_I64) {
        strbuf_i64(buf, number);
    }
    strbuf_byte(buf, '\n');
}

static void put_text(struct strbuf *buf, struct str text)
{
    strbuf_bytes(buf, text.ptr == NULL ? "" : text.ptr, text.len);
    strbuf_byte(buf, '\n');
}

void goods_event_hash(int64_t centre_id, const struct goods_event *event,
                      const unsigned char previous[32], unsigned char ret_hash[32])
{
    struct strbuf buf;
    strbuf_init(&buf, EVENT_TEXT_MAX);
    strbuf_literal(&buf, "ombruk-event-1\n");
    const int64_t numbers[] = {
        centre_id,        event->id,    event->thing_id,  event->seq,           event->kind,
        event->at_ms,     event->day,   event->person_id, event->device_id,     event->from_holder,
        event->to_holder, event->count, event->g,         event->weight_method, event->category_id,
    };
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        put_number(&buf, numbers[i]);
    }
    put_text(&buf, event->kind_key);
    put_number(&buf, event->source_id);
    put_number(&buf, event->refers_to);
    put_text(&buf, event->detail);
    strbuf_bytes(&buf, (const char *)previous, 32);
    assert(!buf.overflow);
    crypto_hash_sha256(ret_hash, (const unsigned char *)buf.ptr, buf.len);
    strbuf_finish(&buf);
}

static void hash_pair(const unsigned char left[32], const unsigned char right[32],
                      unsigned char ret_hash[32])
{
    unsigned char text[65];
    text[0] = 1;
    memcpy(text + 1, left, 32);
    memcpy(text + 33, right, 32);
    crypto_hash_sha256(ret_hash, text, sizeof(text));
}

void goods_merkle_root(const unsigned char (*leaves)[32], size_t count, unsigned char ret_root[32])
{
    assert(count > 0);
    if (count == 1) {
        unsigned char text[33];
        text[0] = 0;
        memcpy(text + 1, leaves[0], 32);
        crypto_hash_sha256(ret_root, text, sizeof(text));
        return;
    }
    size_t half = 1;
    while (half * 2 < count) {
        half *= 2;
    }
    unsigned char left[32];
    unsigned char right[32];
    goods_merkle_root(leaves, half, left);
    goods_merkle_root(leaves + half, count - half, right);
    hash_pair(left, right, ret_root);
}

void goods_seal_hash(int64_t centre_id, int64_t number, int64_t at_ms, int64_t count,
                     const unsigned char root[32], const unsigned char previous[32],
                     unsigned char ret_hash[32])
{
    struct strbuf buf;
    strbuf_init(&buf, EVENT_TEXT_MAX);
    strbuf_literal(&buf, "ombruk-seal-1\n");
    put_number(&buf, centre_id);
    put_number(&buf, number);
    put_number(&buf, at_ms);
    put_number(&buf, count);
    strbuf_bytes(&buf, (const char *)root, 32);
    strbuf_bytes(&buf, (const char *)previous, 32);
    crypto_hash_sha256(ret_hash, (const unsigned char *)buf.ptr, buf.len);
    strbuf_finish(&buf);
}
