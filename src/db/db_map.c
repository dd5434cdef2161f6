/* SPDX-License-Identifier: EUPL-1.2 */
/* Open-addressing table from the address of a statement to what a connection keeps for it. */
#include <stdint.h>
#include <stdlib.h>

#include "db/db_engine.h"

#include "base/banned.h"

#define MAP_FIRST 64

/* Where `sql` is or would be. Statements are constants some 64 bytes apart. */
static struct db_map_entry *map_slot(const struct db_map *map, const struct sql *sql)
{
    size_t at = (size_t)(((uintptr_t)sql >> 4) * 0x9E3779B97F4A7C15u >> 32);
    while (true) {
        struct db_map_entry *entry = &map->entries[at & (map->capacity - 1)];
        if (entry->sql == NULL || entry->sql == sql) {
            return entry;
        }
        at++;
    }
}

void *db_map_find(const struct db_map *map, const struct sql *sql)
{
    return map->capacity == 0 ? NULL : map_slot(map, sql)->value;
}

static void map_grow(struct db_map *map)
{
    struct db_map wider = {.capacity = map->capacity == 0 ? MAP_FIRST : map->capacity * 2,
                           .count = map->count};
    wider.entries = calloc(wider.capacity, sizeof(*wider.entries));
    if (wider.entries == NULL) {
        abort();
    }
    for (size_t i = 0; i < map->capacity; i++) {
        if (map->entries[i].sql != NULL) {
            *map_slot(&wider, map->entries[i].sql) = map->entries[i];
        }
    }
    free(map->entries);
    *map = wider;
}

void db_map_insert(struct db_map *map, const struct sql *sql, void *value)
{
    if (map->count * 2 >= map->capacity) {
        map_grow(map);
    }
    *map_slot(map, sql) = (struct db_map_entry){sql, value};
    map->count++;
}

void db_map_finish(struct db_map *map)
{
    free(map->entries);
    *map = (struct db_map){0};
}
