/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as a draw. The first byte chooses: six texts, parted by U+001E, or figures from which
 * six right texts are written. What comes out must hold together, and be the same with two threads.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "fair/fair.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PARTING      '\x1e'
#define TENANTS_MAX  24
#define LOTS_MAX     48
#define TEXT_MAX     ((size_t)1024 * 1024)
#define CASE_MEMORY  ((size_t)512 * 1024 * 1024)
#define POINTS_COUNT 6

/* ---- texts from figures ---------------------------------------------------------------------- */

struct figures {
    const uint8_t *data;
    size_t size;
    size_t at;
};

static int figure(struct figures *figures, int bound)
{
    return figures->at < figures->size ? figures->data[figures->at++] % bound : 0;
}

static void write_tenants(struct figures *figures, struct strbuf *texts, int tenants)
{
    for (int i = 0; i < tenants; i++) {
        strbuf_format(&texts[FAIR_TENANTS], "t%d,%d,", i, 1 + figure(figures, 5));
        if (figure(figures, 5) > 0) {
            strbuf_format(&texts[FAIR_TENANTS], "%d", (figure(figures, 9) - 3) * 500);
        }
        strbuf_cstr(&texts[FAIR_TENANTS], ",");
        if (figure(figures, 4) == 0) {
            strbuf_format(&texts[FAIR_TENANTS], "%d", figure(figures, 5));
        }
        strbuf_format(&texts[FAIR_TENANTS], ",%d,%d\n", figure(figures, 2), figure(figures, 6) > 0);
        if (figure(figures, 2) == 0) {
            strbuf_format(&texts[FAIR_ELIGIBILITY], "t%d,need\n", i);
        }
    }
}

static void write_lots(struct figures *figures, struct strbuf *texts, int tenants, int lots)
{
    static const int points[POINTS_COUNT] = {1000, 1000, 2000, 1, 0, -1000};
    const int classes = 1 + figure(figures, POINTS_COUNT);
    for (int lot = 0; lot < lots; lot++) {
        const int class = figure(figures, classes);
        strbuf_format(&texts[FAIR_LOTS], "l%d,%d,c%d,%s,\n", lot, points[class], class / 2,
                      figure(figures, 5) == 0 ? "need" : "");
        for (int i = 0; i < tenants; i++) {
            const int wish = figure(figures, 6);
            if (wish >= 1 && wish <= 3) {
                strbuf_format(&texts[FAIR_WISHES], "t%d,l%d,%d\n", i, lot, wish);
            }
        }
    }
    if (lots > 0) {
        strbuf_format(&texts[FAIR_CAPS], "t0,c0,%d\n", figure(figures, 4));
    }
}

static void write_texts(struct figures *figures, struct strbuf *texts)
{
    static const char *const headers[FAIR_IN_COUNT] = {
        [FAIR_TENANTS] = "tenant,weight,balance_mp,cap_lots,startup,active\n",
        [FAIR_LOTS] = "lot,points_mp,class,requires,window\nl,1000,c0,,\n",
        [FAIR_WISHES] = "tenant,lot,stars\n",
        [FAIR_ELIGIBILITY] = "tenant,requires\n",
        [FAIR_CAPS] = "tenant,class,cap_lots\n",
        [FAIR_SETTINGS] = "",
    };
    const int tenants = 1 + figure(figures, TENANTS_MAX);
    const int lots = figure(figures, LOTS_MAX);
    for (int i = 0; i < FAIR_IN_COUNT; i++) {
        strbuf_cstr(&texts[i], headers[i]);
    }
    strbuf_format(&texts[FAIR_SETTINGS],
                  "chain=\nround=%d\nsignature=\nrandomness=%064d\nstartup_share_ppm=%d\n"
                  "decay_num=%d\ndecay_den=3\nfloor_mp=%d\nnewcomer_credit_mp=%d\n",
                  1 + figure(figures, 256), 0, figure(figures, 3) * 333333, figure(figures, 4),
                  figure(figures, 200), figure(figures, 2) * 333);
    write_tenants(figures, texts, tenants);
    write_lots(figures, texts, tenants, lots);
}

static void cut_texts(const uint8_t *data, size_t size, struct strbuf *texts)
{
    struct str rest = {(const char *)data, size};
    struct str part;
    for (int i = 0; i < FAIR_IN_COUNT && str_split(&rest, PARTING, &part); i++) {
        strbuf_str(&texts[i], part);
    }
}

/* ---- what must hold -------------------------------------------------------------------------- */

static void must(bool holds)
{
    if (!holds) {
        abort();
    }
}

static struct str take(struct str *rest, char separator)
{
    struct str part = STR("");
    (void)str_split(rest, separator, &part);
    return part;
}

/* The rest of the line that begins so, in the section of the canonical text; .ptr NULL: none does.
 */
static struct str find_line(struct arena *mem, struct str canonical, const char *section,
                            struct str begin)
{
    const ptrdiff_t from = str_find(canonical, str_format(mem, "\n[%s]\n", section));
    must(from >= 0);
    struct str rest = str_slice(canonical, (size_t)from + strlen(section) + 3, canonical.len);
    const ptrdiff_t next = str_find(rest, STR("\n["));
    rest = str_slice(rest, 0, next < 0 ? rest.len : (size_t)next + 1);
    const ptrdiff_t at = str_find(rest, str_format(mem, "\n%.*s,", STR_ARG(begin)));
    if (at < 0) {
        return (struct str){0};
    }
    rest = str_slice(rest, (size_t)at + begin.len + 2, rest.len);
    return take(&rest, '\n');
}

/* Each lot once, to one who wished it; gives the points of all. */
static int64_t check_awards(struct arena *mem, const struct str out[FAIR_OUT_COUNT])
{
    struct str text = out[FAIR_AWARDS];
    struct str last = STR("");
    int64_t sum = 0;
    must(str_equal(take(&text, '\n'), STR("lot,tenant,turn")));
    while (text.len > 0) {
        struct str line = take(&text, '\n');
        const struct str lot = take(&line, ',');
        const struct str tenant = take(&line, ',');
        const struct str pair = str_format(mem, "%.*s,%.*s", STR_ARG(tenant), STR_ARG(lot));
        struct str rest = find_line(mem, out[FAIR_CANONICAL], "lots", lot);
        int64_t points = 0;
        must(str_compare(last, lot) < 0);
        must(find_line(mem, out[FAIR_CANONICAL], "wishes", pair).ptr != NULL);
        must(str_to_i64(take(&rest, ','), &points));
        sum += points;
        last = lot;
    }
    return sum;
}

static int64_t sum_gained(struct str text)
{
    int64_t sum = 0;
    (void)take(&text, '\n');
    while (text.len > 0) {
        struct str line = take(&text, '\n');
        int64_t gained = 0;
        (void)take(&line, ',');
        (void)take(&line, ',');
        must(str_to_i64(take(&line, ','), &gained));
        sum += gained;
    }
    return sum;
}

static void check(const struct str in[FAIR_IN_COUNT], bool is_right)
{
    struct arena *mem = arena_create(CASE_MEMORY);
    struct str out[FAIR_OUT_COUNT] = {{0}};
    struct str again[FAIR_OUT_COUNT] = {{0}};
    struct fair_error error = {0};
    const enum status status = fair_draw(mem, in, 1, out, &error);
    must(status == fair_draw(mem, in, 2, again, &error));
    must(status == OK || (status == INVALID && !is_right && error.message != NULL));
    if (status == OK) {
        for (int i = 0; i < FAIR_OUT_COUNT; i++) {
            must(str_equal(out[i], again[i]));
        }
        must(check_awards(mem, out) == sum_gained(out[FAIR_LEDGER]));
    }
    arena_destroy(mem);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct strbuf texts[FAIR_IN_COUNT];
    struct str in[FAIR_IN_COUNT];
    if (size == 0) {
        return 0;
    }
    const bool is_right = data[0] % 2 == 1;
    for (int i = 0; i < FAIR_IN_COUNT; i++) {
        strbuf_init(&texts[i], TEXT_MAX);
    }
    if (is_right) {
        struct figures figures = {data + 1, size - 1, 0};
        write_texts(&figures, texts);
    } else {
        cut_texts(data + 1, size - 1, texts);
    }
    for (int i = 0; i < FAIR_IN_COUNT; i++) {
        in[i] = strbuf_view(&texts[i]);
    }
    check(in, is_right);
    for (int i = 0; i < FAIR_IN_COUNT; i++) {
        strbuf_finish(&texts[i]);
    }
    return 0;
}
