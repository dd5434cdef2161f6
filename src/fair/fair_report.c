/* SPDX-License-Identifier: EUPL-1.2 */
/* report.json: the draw in a few figures. */
#include "fair/fair_print.h"
#include "fair/fair_sort.h"
#include "fair/fair_version.h"

#include "base/banned.h"

struct figures {
    uint32_t active;
    int64_t least;
    int64_t most;
    bool has_gini;
    int64_t gini_ppm;
};

static void print_key(struct fair_printer *print, const char *key)
{
    fair_print_str(print, STR(",\n  \""));
    fair_print_str(print, str_of(key));
    fair_print_str(print, STR("\": "));
}

/* Texts here are hexadecimal digits or our own: nothing to escape. */
static void print_text(struct fair_printer *print, const char *key, struct str text)
{
    print_key(print, key);
    fair_print_byte(print, '"');
    fair_print_str(print, text);
    fair_print_byte(print, '"');
}

static void print_figure(struct fair_printer *print, const char *key, int64_t figure, bool is_there)
{
    print_key(print, key);
    if (is_there) {
        fair_print_i64(print, figure);
    } else {
        fair_print_str(print, STR("null"));
    }
}

/* Points gained per weight of the active tenants, ascending; gives how many. */
static uint32_t sorted_gains(const struct fair_draw *draw, const struct fair_outcome *outcome,
                             struct fair_pair *pairs)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < draw->all->tenant_count; i++) {
        const struct fair_tenant *tenant = &draw->all->tenants[i];
        if (tenant->active) {
            const int64_t gain = (int64_t)fair_floor(outcome->gained[i], tenant->weight);
            pairs[count++].key = (uint64_t)(gain + FAIR_LARGEST);
        }
    }
    fair_sort_pairs(pairs, count, arena_array(draw->mem, count, sizeof(pairs[0])));
    return count;
}

static struct figures count_figures(const struct fair_draw *draw,
                                    const struct fair_outcome *outcome)
{
    const struct arena_mark mark = arena_mark(draw->mem);
    struct fair_pair *pairs = arena_array(draw->mem, draw->all->tenant_count, sizeof(pairs[0]));
    const uint32_t count = sorted_gains(draw, outcome, pairs);
    struct figures figures = {.active = count};
    fair_wide sum = 0;
    fair_wide weighted = 0;
    for (uint32_t i = 0; i < count; i++) {
        const fair_wide gain = (int64_t)pairs[i].key - FAIR_LARGEST;
        sum += gain;
        weighted += (2 * ((fair_wide)i + 1) - count - 1) * gain;
    }
    if (count > 0) {
        figures.least = (int64_t)pairs[0].key - FAIR_LARGEST;
        figures.most = (int64_t)pairs[count - 1].key - FAIR_LARGEST;
    }
    if (sum > 0) {
        figures.has_gini = true;
        figures.gini_ppm = (int64_t)fair_floor(FAIR_MILLION * weighted, count * sum);
    }
    arena_reset(draw->mem, mark);
    return figures;
}

static uint32_t count_given(const struct fair_draw *draw)
{
    uint32_t given = 0;
    for (uint32_t i = 0; i < draw->all->lot_count; i++) {
        given += draw->owner[i] != FAIR_NONE ? 1 : 0;
    }
    return given;
}

enum status fair_report_print(const struct fair_draw *draw, const struct fair_outcome *outcome,
                              const struct fair_sink *sink)
{
    const struct fair_settings *settings = &draw->all->settings;
    const struct figures figures = count_figures(draw, outcome);
    const int64_t g = draw->given;
    struct fair_printer print;
    fair_print_begin(&print, sink, FAIR_REPORT);
    fair_print_str(&print, STR("{\n  \"format\": \"LSX1\""));
    print_figure(&print, "rules", 1, true);
    print_text(&print, "program", STR("ombruk " FAIR_VERSION));
    print_text(&print, "commitment", str_of(draw->commitment));
    print_text(&print, "seed", str_of(draw->seed));
    print_text(&print, "randomness", settings->randomness);
    print_text(&print, "signature", settings->signature);
    print_figure(&print, "tenants", draw->all->tenant_count, true);
    print_figure(&print, "active", figures.active, true);
    print_figure(&print, "lots", draw->all->lot_count, true);
    print_figure(&print, "given", count_given(draw), true);
    print_figure(&print, "unwished", draw->unwished, true);
    print_figure(&print, "turns", draw->turn_count, true);
    print_figure(&print, "trades", draw->trade_count, true);
    print_figure(&print, "least_mp_per_weight", figures.least, figures.active > 0);
    print_figure(&print, "most_mp_per_weight", figures.most, figures.active > 0);
    print_figure(&print, "gini_ppm", figures.gini_ppm, figures.has_gini);
    print_figure(&print, "startup_share_ppm",
                 g > 0 ? draw->given_to_startups * FAIR_MILLION / g : 0, g > 0);
    fair_print_str(&print, STR("\n}\n"));
    return fair_print_end(&print);
}
