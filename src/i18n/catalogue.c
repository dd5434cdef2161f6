/* SPDX-License-Identifier: EUPL-1.2 */
/* Reader of .mo files. */
#include "i18n/catalogue.h"

#include "base/banned.h"

#define MO_MAGIC       UINT32_C(0x950412de)
#define MO_HEADER      20
#define MO_ROW         8
#define MO_STRINGS_MAX UINT32_C(100000)

/* A multiplication per eight bytes: strings are looked up for every word of a page. */
static uint64_t hash(struct str text)
{
    static const uint64_t odd = UINT64_C(0x9e3779b97f4a7c15);
    uint64_t sum = text.len * odd;
    size_t at = 0;
    while (at + 8 <= text.len) {
        uint64_t word = 0;
        memcpy(&word, text.ptr + at, 8);
        sum = (sum ^ word) * odd;
        sum ^= sum >> 32;
        at += 8;
    }
    uint64_t rest = 0;
    if (at < text.len) {
        memcpy(&rest, text.ptr + at, text.len - at);
    }
    sum = (sum ^ rest) * odd;
    return sum ^ sum >> 32;
}

static uint32_t number_at(const unsigned char *bytes, size_t at)
{
    return (uint32_t)bytes[at] | (uint32_t)bytes[at + 1] << 8 | (uint32_t)bytes[at + 2] << 16 |
           (uint32_t)bytes[at + 3] << 24;
}

/* String `index` of the table at `table`. */
static bool string_at(const unsigned char *bytes, size_t len, size_t table, uint32_t index,
                      struct str *ret_string)
{
    const size_t row = table + (size_t)index * MO_ROW;
    if (row + MO_ROW > len) {
        return false;
    }
    const size_t string_len = number_at(bytes, row);
    const size_t offset = number_at(bytes, row + 4);
    if (offset >= len || string_len >= len - offset || bytes[offset + string_len] != '\0') {
        return false;
    }
    *ret_string = (struct str){(const char *)bytes + offset, string_len};
    return true;
}

static void add(struct catalogue *catalogue, struct str source, struct str text)
{
    const ptrdiff_t source_end = str_find_byte(source, '\0');
    const ptrdiff_t text_end = str_find_byte(text, '\0');
    const struct str one = source_end < 0 ? source : str_slice(source, 0, (size_t)source_end);
    const struct catalogue_entry entry = {
        .hash = hash(one),
        .source = one,
        .text = text.ptr,
        .many = text_end < 0 ? text.ptr : text.ptr + text_end + 1,
    };
    size_t slot = entry.hash & (catalogue->slot_count - 1);
    while (catalogue->slots[slot].source.ptr != NULL) {
        slot = (slot + 1) & (catalogue->slot_count - 1);
    }
    catalogue->slots[slot] = entry;
    catalogue->count++;
}

static bool has_header(const unsigned char *bytes, size_t len)
{
    return len >= MO_HEADER && number_at(bytes, 0) == MO_MAGIC && number_at(bytes, 4) >> 16 == 0 &&
           number_at(bytes, 8) <= MO_STRINGS_MAX;
}

enum status catalogue_read(struct arena *arena, const unsigned char *bytes, size_t len,
                           struct catalogue *ret_catalogue)
{
    if (!has_header(bytes, len)) {
        return INVALID;
    }
    const uint32_t count = number_at(bytes, 8);
    const size_t sources = number_at(bytes, 12);
    const size_t texts = number_at(bytes, 16);
    if (sources > len || texts > len || count > (len - sources) / MO_ROW ||
        count > (len - texts) / MO_ROW) {
        return INVALID;
    }
    struct catalogue catalogue = {.slot_count = 16};
    while (catalogue.slot_count < (size_t)count * 2) {
        catalogue.slot_count *= 2;
    }
    catalogue.slots = arena_array(arena, catalogue.slot_count, sizeof(*catalogue.slots));
    for (uint32_t i = 0; i < count; i++) {
        struct str source;
        struct str text;
        if (!string_at(bytes, len, sources, i, &source) ||
            !string_at(bytes, len, texts, i, &text)) {
            return INVALID;
        }
        if (source.len > 0) {
            add(&catalogue, source, text);
        }
    }
    *ret_catalogue = catalogue;
    return OK;
}

const struct catalogue_entry *catalogue_find(const struct catalogue *catalogue, const char *source)
{
    if (catalogue->slot_count == 0) {
        return NULL;
    }
    const struct str key = str_of(source);
    const uint64_t wanted = hash(key);
    size_t slot = wanted & (catalogue->slot_count - 1);
    while (catalogue->slots[slot].source.ptr != NULL) {
        const struct catalogue_entry *entry = &catalogue->slots[slot];
        if (entry->hash == wanted && str_equal(entry->source, key)) {
            return entry;
        }
        slot = (slot + 1) & (catalogue->slot_count - 1);
    }
    return NULL;
}
