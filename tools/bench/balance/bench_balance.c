/* SPDX-License-Identifier: EUPL-1.2 */
/* The mass balance over millions of events.
 *
 * bench_balance --make N --url URL: makes a centre in an empty database and lets 50 000 things a
 * month live through two years and on until N events are written, by the same functions as people
 * do. bench_balance --url URL: keeps the months that are over, then reads sheets of many periods
 * and filters, and tells the slowest and the middle one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../bench_clock.h"
#include "app/rooms.h"
#include "base/day.h"
#include "base/id.h"
#include "centre/centre.h"
#include "db/migrate.h"
#include "goods/goods.h"
#include "goods/goods_codes.h"
#include "goods/goods_sheet.h"

#include "base/banned.h"

#define FIRST_DAY    INT64_C(20089) /* 1 January 2025 */
#define THINGS_A_DAY 1640           /* some 50 000 a month */
#define A_WRITE      200
#define STATIONS     4
#define SHOPS        20
#define KINDS        64

struct bench {
    const char *url;
    struct db *db;
    struct ctx ctx;
    int64_t stations[STATIONS];
    int64_t shops[SHOPS];
    const struct goods_kind *kinds[KINDS];
    int64_t events;
    int64_t day;
    uint64_t random;
};

static int64_t draw(struct bench *bench, int64_t bound)
{
    bench->random = bench->random * 6364136223846793005u + 1442695040888963407u;
    return (int64_t)((bench->random >> 33) % (uint64_t)bound);
}

/* Processor time tells the same on a busy machine. */
static double now_ms(void)
{
    return bench_clock_ms(CLOCK_PROCESS_CPUTIME_ID);
}

static void begin(struct bench *bench, size_t memory)
{
    bench->ctx = (struct ctx){.mem = arena_create(memory), .centre_id = bench->ctx.centre_id};
    bench->ctx.now_ms = bench->day * MS_PER_DAY + 11 * MS_PER_HOUR;
    db_session_begin(&bench->ctx, bench->db);
}

static void end(struct bench *bench)
{
    db_session_end(&bench->ctx);
    arena_destroy(bench->ctx.mem);
}

/* ---- making ---------------------------------------------------------------------------------- */

static const struct goods_kind *some_kind(struct bench *bench)
{
    /* A few kinds are most of what comes in. */
    const int64_t bound = draw(bench, 3) == 0 ? KINDS : KINDS / 6;
    return bench->kinds[draw(bench, bound)];
}

static enum status receive(struct bench *bench, int64_t station, struct thing *ret_thing)
{
    static const int64_t sources[] = {HOLDER_DONATION, HOLDER_SURPLUS, HOLDER_REUSE_ONLY};
    const struct goods_kind *kind = some_kind(bench);
    bool is_new = false;
    const struct lot lot = {
        .key_source = STR("bench"),
        .key = STR(""),
        .holder_id = station,
        .source_id = draw(bench, 3) > 0 ? station : GOODS_HOLDER_OF(sources[draw(bench, 3)]),
        .category_id = kind->category_id,
        .kind_key = kind->key,
        .count = draw(bench, 10) == 0 ? draw(bench, 20) + 1 : 1,
        .g = draw(bench, 5) == 0 ? NO_I64 : draw(bench, 9000) + 100,
        .weight_method = WEIGHT_SCALE,
        .state = STATE_WHOLE,
        .size_key = STR(""),
        .note = STR("")};
    bench->events++;
    return goods_receive(&bench->ctx, &lot, ret_thing, &is_new);
}

static enum status discard(struct bench *bench, const struct thing *thing, int64_t holder)
{
    bench->events++;
    return goods_dispose(&bench->ctx, thing->id, holder,
                         draw(bench, 3) == 0 ? GOODS_RECYCLED : GOODS_DISCARDED, 1,
                         (enum goods_discard)(draw(bench, 5) + 1));
}

static enum status at_the_shop(struct bench *bench, struct thing *thing, int64_t shop)
{
    struct ctx *ctx = &bench->ctx;
    int64_t event_id = 0;
    bool is_new = false;
    TRY(goods_allot(ctx, thing->id, shop));
    TRY(goods_pick_up(ctx, thing->code, shop, thing, &is_new));
    bench->events += 2;
    if (draw(bench, 4) == 0) {
        bench->events++;
        TRY(goods_weigh(ctx, thing->id, shop, draw(bench, 9000) + 100));
    }
    bench->events += 3;
    TRY(goods_remark(ctx, thing->id, GOODS_PRICED, 0, 5000));
    TRY(goods_remark(ctx, thing->id, GOODS_LISTED, 1, 5000));
    TRY(goods_remark(ctx, thing->id, GOODS_UNLISTED, 0, NO_I64));
    if (draw(bench, 8) == 0) {
        return discard(bench, thing, shop);
    }
    if (draw(bench, 5) == 0) {
        return OK; /* still there */
    }
    bench->events++;
    return goods_hand_over(ctx, thing->id, shop, 1, draw(bench, 6) == 0 ? 0 : 5000, &event_id);
}

static enum status live(struct ctx *ctx, void *arg)
{
    struct bench *bench = arg;
    (void)ctx;
    for (int i = 0; i < A_WRITE; i++) {
        const int64_t station = bench->stations[draw(bench, STATIONS)];
        struct thing thing;
        TRY(receive(bench, station, &thing));
        if (draw(bench, 6) == 0) {
            TRY(discard(bench, &thing, station));
        } else {
            TRY(at_the_shop(bench, &thing, bench->shops[draw(bench, SHOPS)]));
        }
    }
    return OK;
}

static enum status make_centre(struct bench *bench)
{
    struct ctx *ctx = &bench->ctx;
    const struct centre centre = {.slug = STR("bench"),
                                  .name = STR("Ombrukssenteret"),
                                  .municipality = STR("Fjordvik"),
                                  .address = STR(""),
                                  .getting_here = STR(""),
                                  .email = STR(""),
                                  .phone = STR(""),
                                  .time_zone = STR("Europe/Oslo")};
    TRY(centre_add(ctx, &centre));
    TRY(goods_load_codes(ctx));
    for (int i = 0; i < STATIONS; i++) {
        TRY(goods_holder_add(ctx, 0, HOLDER_STATION, STR("Stasjon"), &bench->stations[i]));
    }
    for (int i = 0; i < SHOPS; i++) {
        TRY(goods_holder_add(ctx, 0, HOLDER_TENANT, STR("Butikk"), &bench->shops[i]));
    }
    return OK;
}

static enum status make(struct bench *bench, int64_t wanted)
{
    const struct goods_codes *codes = goods_codes_all();
    for (size_t i = 0; i < KINDS; i++) {
        bench->kinds[i] = &codes->kinds[i * codes->kind_count / KINDS];
    }
    bench->day = FIRST_DAY;
    begin(bench, ARENA_DEFAULT_CAP);
    TRY(make_centre(bench));
    end(bench);
    while (bench->events < wanted) {
        for (int done = 0; done < THINGS_A_DAY; done += A_WRITE) {
            begin(bench, ARENA_DEFAULT_CAP * 4);
            TRY(db_write(&bench->ctx, live, bench));
            end(bench);
        }
        bench->day++;
    }
    printf("made %lld events in %lld days\n", (long long)bench->events,
           (long long)(bench->day - FIRST_DAY));
    return OK;
}

/* ---- reading --------------------------------------------------------------------------------- */

static int compare_times(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static enum status time_sheet(struct bench *bench, const struct goods_sheet_of *of, double *ret_ms)
{
    struct goods_sheet sheet;
    begin(bench, ARENA_DEFAULT_CAP);
    const double from = now_ms();
    const enum status status = goods_sheet(&bench->ctx, of, &sheet);
    *ret_ms = now_ms() - from;
    end(bench);
    return status == OK && !sheet.all.holds ? INTERNAL : status;
}

/* The ways to narrow a sheet, each with lines by category, source and holder. */
static enum status time_filters(struct bench *bench, int64_t from_day, int64_t to_day,
                                double *times, size_t *count)
{
    for (int filter = 0; filter < 16; filter++) {
        for (int by = BY_CATEGORY; by <= BY_HOLDER; by++) {
            const struct goods_sheet_of of = {.from_day = from_day,
                                              .to_day = to_day,
                                              .category_id = (filter & 1) != 0 ? 10000 : 0,
                                              .source_kind = (filter & 2) != 0 ? HOLDER_STATION : 0,
                                              .source_id =
                                                  (filter & 4) != 0 ? bench->stations[1] : 0,
                                              .holder_id = (filter & 8) != 0 ? bench->shops[3] : 0,
                                              .by = (enum goods_by)by};
            TRY(time_sheet(bench, &of, &times[*count]));
            (*count)++;
        }
    }
    return OK;
}

static enum status time_period(struct bench *bench, const char *name, int64_t from_day,
                               int64_t to_day)
{
    double times[64];
    size_t count = 0;
    bench_clock_open(bench->url);
    TRY(time_filters(bench, from_day, to_day, times, &count));
    qsort(times, count, sizeof(times[0]), compare_times);
    printf("%-28s %4lld days: middle %.1f ms, slowest %.1f ms\n", name,
           (long long)(to_day - from_day + 1), times[count / 2], times[count - 1]);
    return OK;
}

static enum status find_holders(struct bench *bench)
{
    struct i64_list centres;
    struct holders holders;
    begin(bench, ARENA_DEFAULT_CAP);
    TRY(centre_list(&bench->ctx, &centres));
    if (centres.count == 0) {
        return NOT_FOUND;
    }
    bench->ctx.centre_id = centres.ptr[0];
    TRY(goods_holders(&bench->ctx, HOLDER_STATION, &holders));
    for (size_t i = 0; i < holders.count && i < STATIONS; i++) {
        bench->stations[i] = holders.ptr[i].id;
    }
    TRY(goods_holders(&bench->ctx, HOLDER_TENANT, &holders));
    for (size_t i = 0; i < holders.count && i < SHOPS; i++) {
        bench->shops[i] = holders.ptr[i].id;
    }
    end(bench);
    return OK;
}

static enum status read_all(struct bench *bench, int64_t last_day)
{
    const struct date last = day_to_date(last_day);
    const int64_t month = day_from_date((struct date){last.year, last.month, 1});
    const int64_t year = day_from_date((struct date){last.year, 1, 1});
    TRY(find_holders(bench));
    bench->day = last_day;
    begin(bench, ARENA_DEFAULT_CAP);
    const double from = now_ms();
    TRY(goods_keep_spans(&bench->ctx));
    end(bench);
    printf("months and years kept in %.0f ms\n", now_ms() - from);
    TRY(time_period(bench, "this month", month, last_day));
    TRY(time_period(bench, "last month", month - 28, month - 1));
    TRY(time_period(bench, "this year", year, last_day));
    TRY(time_period(bench, "since the start", 0, last_day));
    TRY(time_period(bench, "half a month to half a month", FIRST_DAY + 14, month - 14));
    TRY(time_period(bench, "most of two months", FIRST_DAY + 8, FIRST_DAY + 50));
    return time_period(bench, "a day", last_day - 40, last_day - 40);
}

/* How many days it lives through is told by --make and told back by --days. */
int main(int count, char **words)
{
    struct bench bench = {.random = 1};
    const char *url = NULL;
    int64_t make_events = 0;
    int64_t last_day = FIRST_DAY;
    char why[256] = "";
    for (int i = 1; i + 1 < count; i += 2) {
        if (strcmp(words[i], "--url") == 0) {
            url = words[i + 1];
        } else if (strcmp(words[i], "--make") == 0) {
            make_events = strtoll(words[i + 1], NULL, 10);
        } else if (strcmp(words[i], "--days") == 0) {
            last_day = FIRST_DAY + strtoll(words[i + 1], NULL, 10) - 1;
        }
    }
    struct migrate_result result;
    bench.url = url;
    const struct db_options options = {.url = str_of(url == NULL ? "" : url), .pool_size = 2};
    if (url == NULL || db_open(options, &bench.db, why) != OK ||
        db_migrate(bench.db, &result, why) != OK) {
        fprintf(stderr, "bench_balance --url URL [--make N | --days N]: %s\n", why);
        return 1;
    }
    id_set_node(1);
    const enum status status =
        make_events > 0 ? make(&bench, make_events) : read_all(&bench, last_day);
    if (status != OK) {
        fprintf(stderr, "bench_balance: %s %s\n", status_message(status),
                bench.ctx.err.message == NULL ? "" : bench.ctx.err.message);
    }
    rooms_close(bench.db);
    db_close(bench.db);
    return status == OK ? 0 : 1;
}
