/* SPDX-License-Identifier: EUPL-1.2 */
/* The canonical text and its commitment. */
#include <sodium.h>

#include "base/ctx.h"
#include "fair/fair_print.h"
#include "fair/fair_sort.h"

#include "base/banned.h"

static void print_setting(struct fair_printer *print, const char *key, int64_t value)
{
    fair_print_str(print, str_of(key));
    fair_print_byte(print, '=');
    if (value >= 0) {
        fair_print_i64(print, value);
    }
    fair_print_byte(print, '\n');
}

static void print_settings(struct fair_printer *print, const struct fair_settings *settings)
{
    fair_print_str(print, STR("LSX1\nchain="));
    fair_print_str(print, settings->chain);
    fair_print_byte(print, '\n');
    print_setting(print, "round", settings->round);
    print_setting(print, "startup_share_ppm", settings->startup_share_ppm);
    print_setting(print, "decay_num", settings->decay_num);
    print_setting(print, "decay_den", settings->decay_den);
    print_setting(print, "floor_mp", settings->floor_mp);
    print_setting(print, "newcomer_credit_mp", settings->newcomer_credit_mp);
}

static void print_tenants(struct fair_printer *print, const struct fair_case *all)
{
    fair_print_str(print, STR("[tenants]\n"));
    for (uint32_t i = 0; i < all->tenant_count; i++) {
        const struct fair_tenant *tenant = &all->tenants[i];
        fair_print_text(print, tenant->id);
        fair_print_byte(print, ',');
        fair_print_i64(print, tenant->weight);
        fair_print_byte(print, ',');
        if (!tenant->newcomer) {
            fair_print_i64(print, tenant->balance);
        }
        fair_print_byte(print, ',');
        if (tenant->cap != FAIR_NO_CAP) {
            fair_print_i64(print, tenant->cap);
        }
        fair_print_str(print, tenant->startup ? STR(",1") : STR(",0"));
        fair_print_str(print, tenant->active ? STR(",1\n") : STR(",0\n"));
        fair_print_line(print);
    }
}

static void print_lots(struct fair_printer *print, const struct fair_case *all)
{
    const struct fair_text *names = all->names.texts;
    fair_print_str(print, STR("[lots]\n"));
    for (uint32_t i = 0; i < all->lot_count; i++) {
        const struct fair_lot *lot = &all->lots[i];
        fair_print_text(print, lot->id);
        fair_print_byte(print, ',');
        fair_print_i64(print, lot->points);
        fair_print_byte(print, ',');
        fair_print_text(print, names[lot->class_name]);
        fair_print_byte(print, ',');
        fair_print_text(print, names[lot->need]);
        fair_print_byte(print, ',');
        fair_print_text(print, names[lot->window]);
        fair_print_byte(print, '\n');
        fair_print_line(print);
    }
}

/* How many wishes ahead lots and their texts are asked from memory. */
#define AHEAD 16

static void print_wish(struct fair_printer *print, const struct fair_case *all, uint32_t tenant,
                       uint32_t at)
{
    if (at + AHEAD < all->wish_count) {
        __builtin_prefetch(&all->lots[fair_wish_lot(all->wishes[at + AHEAD])].id);
        __builtin_prefetch(all->lots[fair_wish_lot(all->wishes[at + AHEAD / 2])].id.ptr);
    }
    fair_print_text(print, all->tenants[tenant].id);
    fair_print_byte(print, ',');
    fair_print_text(print, all->lots[fair_wish_lot(all->wishes[at])].id);
    const char rest[] = {',', (char)('0' + fair_wish_stars(all->wishes[at])), '\n'};
    fair_print_str(print, (struct str){rest, sizeof(rest)});
}

/* The comma sorts before every byte of an id, so lines are in the order of tenant, then lot. */
static void print_wishes(void *arg, uint32_t part, int worker, struct fair_printer *print)
{
    const struct fair_case *all = *(const struct fair_case **)arg;
    const uint32_t to = fair_print_part_from(all, part + 1);
    (void)worker;
    for (uint32_t i = fair_print_part_from(all, part); i < to; i++) {
        for (uint32_t at = all->wish_from[i]; at < all->wish_from[i + 1]; at++) {
            print_wish(print, all, i, at);
        }
    }
}

/* A name may hold bytes that sort before the comma, so these lines are sorted as a whole. */
static void print_caps(struct fair_printer *print, const struct fair_case *all, const char *heading,
                       const struct fair_cap *caps, uint32_t count)
{
    const struct arena_mark mark = arena_mark(all->mem);
    struct fair_text *lines = arena_array(all->mem, count, sizeof(lines[0]));
    uint32_t *order = arena_array(all->mem, count, sizeof(order[0]));
    const bool with_cap = caps == all->caps;
    for (uint32_t i = 0; i < count; i++) {
        const struct fair_text tenant = all->tenants[caps[i].tenant].id;
        const struct fair_text name = all->names.texts[caps[i].name];
        struct str line = str_format(all->mem, "%.*s,%.*s", STR_ARG(tenant), STR_ARG(name));
        if (with_cap) {
            line = str_format(all->mem, "%.*s,%lld", STR_ARG(line), (long long)caps[i].cap);
        }
        lines[i] = (struct fair_text){line.ptr, (uint32_t)line.len};
    }
    fair_sort_texts(all->mem, lines, count, order);
    fair_print_str(print, str_of(heading));
    for (uint32_t i = 0; i < count; i++) {
        fair_print_text(print, lines[order[i]]);
        fair_print_byte(print, '\n');
        fair_print_line(print);
    }
    arena_reset(all->mem, mark);
}

static void hash_piece(void *arg, struct str piece)
{
    (void)crypto_hash_sha256_update(arg, (const unsigned char *)piece.ptr, piece.len);
}

enum status fair_canonical_print(const struct fair_case *all, int threads,
                                 const struct fair_sink *sink,
                                 char ret_hex[static FAIR_HEX_SIZE + 1])
{
    struct fair_printer print;
    crypto_hash_sha256_state state;
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_init(&state);
    fair_print_begin(&print, sink, FAIR_CANONICAL);
    print.seen = hash_piece;
    print.seen_arg = &state;
    print_settings(&print, &all->settings);
    print_tenants(&print, all);
    print_lots(&print, all);
    fair_print_str(&print, STR("[wishes]\n"));
    fair_print_parts(&print, threads, fair_print_part_count(all), print_wishes, &all);
    print_caps(&print, all, "[eligibility]\n", all->needs, all->need_count);
    print_caps(&print, all, "[caps]\n", all->caps, all->cap_count);
    TRY(fair_print_end(&print));
    crypto_hash_sha256_final(&state, digest);
    (void)sodium_bin2hex(ret_hex, FAIR_HEX_SIZE + 1, digest, sizeof(digest));
    fair_print_begin(&print, sink, FAIR_COMMITMENT);
    fair_print_str(&print, str_of(ret_hex));
    fair_print_byte(&print, '\n');
    return fair_print_end(&print);
}
