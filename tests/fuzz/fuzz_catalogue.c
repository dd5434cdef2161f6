/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as a .mo file: refused, or each of its strings is found and ends inside the file. */
#include <stdlib.h>

#include "i18n/catalogue.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_inside(const char *text, const uint8_t *data, size_t size)
{
    const uintptr_t start = (uintptr_t)data;
    const uintptr_t at = (uintptr_t)text;
    if (at < start || at >= start + size || memchr(text, '\0', start + size - at) == NULL) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_create((size_t)64 * 1024 * 1024);
    struct catalogue catalogue;
    if (catalogue_read(arena, data, size, &catalogue) == OK) {
        for (size_t i = 0; i < catalogue.slot_count; i++) {
            const struct catalogue_entry *entry = &catalogue.slots[i];
            if (entry->source.ptr == NULL) {
                continue;
            }
            check_inside(entry->text, data, size);
            check_inside(entry->many, data, size);
            if (catalogue_find(&catalogue, str_copy(arena, entry->source).ptr) == NULL) {
                abort();
            }
        }
    }
    arena_destroy(arena);
    return 0;
}
