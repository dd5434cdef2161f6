/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads the five tables. */
#include <sodium.h>
#include <string.h>

#include "base/ctx.h"
#include "fair/fair_ids.h"
#include "fair/fair_rows.h"
#include "fair/fair_settings.h"
#include "fair/fair_sort.h"
#include "fair/fair_threads.h"

#include "base/banned.h"

/* What is needed only while reading. */
struct reading {
    struct fair_case *all;
    const struct str *in;
    struct fair_ids tenants;
    struct fair_ids lots;
    unsigned char seed[crypto_hash_sha256_BYTES];
    int threads;
};

/* A table on its way in: its rows, and how many there can be. */
static enum status open_table(struct reading *reading, enum fair_in file, struct fair_rows *rows,
                              size_t *ret_bound)
{
    TRY(fair_rows_open(rows, file, reading->in[file], reading->all->mem, reading->all->error));
    *ret_bound = fair_rows_bound(reading->in[file]);
    if (*ret_bound > (file == FAIR_WISHES ? FAIR_ROWS_MAX : FAIR_LOTS_MAX)) {
        rows->line = 0;
        return fair_rows_refuse(rows, N_("The file has too many rows."), STR(""));
    }
    return OK;
}

static enum status refuse_twice(struct fair_rows *rows, struct str what)
{
    return fair_rows_refuse(rows, N_("This stands here for the second time: {detail}."), what);
}

/* ---- tenants --------------------------------------------------------------------------------- */

static enum status read_flag(struct fair_rows *rows, size_t column, bool *ret_flag)
{
    int64_t number = 0;
    TRY(fair_rows_integer(rows, column, 0, 1, &number));
    *ret_flag = number != 0;
    return OK;
}

static enum status read_tenant(struct reading *reading, struct fair_rows *rows)
{
    struct fair_case *all = reading->all;
    struct fair_tenant one = {.line = (uint32_t)rows->line, .cap = FAIR_NO_CAP};
    int64_t weight = 0;
    bool is_new = false;
    TRY(fair_rows_id(rows, 0));
    TRY(fair_rows_integer(rows, 1, 1, FAIR_MILLION, &weight));
    one.weight = (uint32_t)weight;
    one.newcomer = rows->fields[2].len == 0;
    if (!one.newcomer) {
        TRY(fair_rows_integer(rows, 2, -FAIR_LARGEST, FAIR_LARGEST, &one.balance));
    }
    if (rows->fields[3].len > 0) {
        TRY(fair_rows_integer(rows, 3, 0, FAIR_LARGEST, &one.cap));
    }
    TRY(read_flag(rows, 4, &one.startup));
    TRY(read_flag(rows, 5, &one.active));
    const uint32_t number = fair_ids_add(&reading->tenants, all->mem, rows->fields[0], &is_new);
    if (!is_new) {
        return refuse_twice(rows, rows->fields[0]);
    }
    one.id = reading->tenants.texts[number];
    all->tenants[number] = one;
    return OK;
}

/* Order by id: rank[number as read] is the final number. */
static uint32_t *rank_of(struct arena *mem, const struct fair_ids *ids)
{
    uint32_t *order = arena_array(mem, ids->count, sizeof(order[0]));
    uint32_t *rank = arena_array(mem, ids->count, sizeof(rank[0]));
    fair_sort_texts(mem, ids->texts, ids->count, order);
    for (uint32_t i = 0; i < ids->count; i++) {
        rank[order[i]] = i;
    }
    return rank;
}

static enum status read_tenants(struct reading *reading)
{
    struct fair_case *all = reading->all;
    struct fair_rows rows;
    size_t bound = 0;
    enum fair_step step;
    TRY(open_table(reading, FAIR_TENANTS, &rows, &bound));
    fair_ids_init(&reading->tenants, all->mem, bound, reading->seed);
    all->tenants = arena_array(all->mem, bound, sizeof(all->tenants[0]));
    while ((step = fair_rows_next(&rows)) == FAIR_ROW) {
        TRY(read_tenant(reading, &rows));
    }
    if (step == FAIR_BAD) {
        return INVALID;
    }
    all->tenant_count = reading->tenants.count;
    const uint32_t *rank = rank_of(all->mem, &reading->tenants);
    fair_ids_renumber(&reading->tenants, all->mem, rank);
    struct fair_tenant *sorted = arena_array(all->mem, all->tenant_count, sizeof(sorted[0]));
    for (uint32_t i = 0; i < all->tenant_count; i++) {
        sorted[rank[i]] = all->tenants[i];
    }
    all->tenants = sorted;
    return OK;
}

/* ---- lots ------------------------------------------------------------------------------------ */

static enum status read_name(struct reading *reading, struct fair_rows *rows, size_t column,
                             uint32_t *ret_name)
{
    bool is_new = false;
    TRY(fair_rows_name(rows, column));
    *ret_name =
        fair_ids_add(&reading->all->names, reading->all->mem, rows->fields[column], &is_new);
    return OK;
}

static enum status read_lot(struct reading *reading, struct fair_rows *rows)
{
    struct fair_case *all = reading->all;
    struct fair_lot one = {0};
    bool is_new = false;
    TRY(fair_rows_id(rows, 0));
    TRY(fair_rows_integer(rows, 1, -FAIR_LARGEST, FAIR_LARGEST, &one.points));
    TRY(read_name(reading, rows, 2, &one.class_name));
    if (rows->fields[2].len == 0) {
        return fair_rows_refuse(rows, N_("The lot has no class."), STR(""));
    }
    TRY(read_name(reading, rows, 3, &one.need));
    TRY(read_name(reading, rows, 4, &one.window));
    const uint32_t number = fair_ids_add(&reading->lots, all->mem, rows->fields[0], &is_new);
    if (!is_new) {
        return refuse_twice(rows, rows->fields[0]);
    }
    one.id = reading->lots.texts[number];
    all->lots[number] = one;
    return OK;
}

static enum status read_lots(struct reading *reading)
{
    struct fair_case *all = reading->all;
    struct fair_rows rows;
    size_t bound = 0;
    enum fair_step step;
    bool is_new = false;
    fair_ids_init(&all->names, all->mem, 0, reading->seed);
    (void)fair_ids_add(&all->names, all->mem, STR(""), &is_new);
    TRY(open_table(reading, FAIR_LOTS, &rows, &bound));
    fair_ids_init(&reading->lots, all->mem, bound, reading->seed);
    all->lots = arena_array(all->mem, bound, sizeof(all->lots[0]));
    while ((step = fair_rows_next(&rows)) == FAIR_ROW) {
        TRY(read_lot(reading, &rows));
    }
    if (step == FAIR_BAD) {
        return INVALID;
    }
    all->lot_count = reading->lots.count;
    return OK;
}

/* The lots in their final order. In a function of its own, so that what it needs is given back
 * before the wishes come: the sorted lots are copied over the unsorted ones. */
static void order_lots(struct reading *reading)
{
    struct fair_case *all = reading->all;
    struct fair_text *texts = reading->lots.texts;
    const struct arena_mark mark = arena_mark(all->mem);
    const uint32_t *rank = rank_of(all->mem, &reading->lots);
    fair_ids_renumber(&reading->lots, all->mem, rank);
    struct fair_lot *sorted = arena_array(all->mem, all->lot_count, sizeof(sorted[0]));
    for (uint32_t i = 0; i < all->lot_count; i++) {
        sorted[rank[i]] = all->lots[i];
    }
    if (all->lot_count > 0) {
        memcpy(all->lots, sorted, all->lot_count * sizeof(sorted[0]));
        memcpy(texts, reading->lots.texts, all->lot_count * sizeof(texts[0]));
    }
    reading->lots.texts = texts;
    arena_reset(all->mem, mark);
}

/* ---- wishes ---------------------------------------------------------------------------------- */

static enum status find_tenant(const struct reading *reading, struct fair_rows *rows,
                               uint32_t *ret_tenant)
{
    *ret_tenant = fair_ids_find(&reading->tenants, rows->fields[0]);
    if (*ret_tenant == FAIR_NONE) {
        return fair_rows_refuse(rows, N_("tenants.csv has no such tenant: {detail}."),
                                rows->fields[0]);
    }
    return OK;
}

/* The rows of a tenant mostly stand together. */
static enum status find_same_tenant(const struct reading *reading, struct fair_rows *rows,
                                    uint32_t *tenant)
{
    if (*tenant != FAIR_NONE) {
        const struct fair_text *id = &reading->all->tenants[*tenant].id;
        if (id->len == rows->fields[0].len && memcmp(id->ptr, rows->fields[0].ptr, id->len) == 0) {
            return OK;
        }
    }
    return find_tenant(reading, rows, tenant);
}

static enum status find_wish(const struct reading *reading, struct fair_rows *rows,
                             uint32_t *tenant, uint32_t *ret_wish)
{
    int64_t stars = 0;
    TRY(find_same_tenant(reading, rows, tenant));
    const uint32_t lot = fair_ids_find(&reading->lots, rows->fields[1]);
    if (lot == FAIR_NONE) {
        return fair_rows_refuse(rows, N_("lots.csv has no such lot: {detail}."), rows->fields[1]);
    }
    TRY(fair_rows_integer(rows, 2, 1, 3, &stars));
    *ret_wish = lot << FAIR_STAR_BITS | (uint32_t)stars;
    return OK;
}

/* Finds the line of a wish that stands twice, which nobody wrote down. */
static enum status refuse_second_wish(struct reading *reading, uint32_t tenant, uint32_t lot)
{
    struct fair_rows rows;
    uint32_t at = FAIR_NONE;
    uint32_t wish = 0;
    int seen = 0;
    TRY(fair_rows_open(&rows, FAIR_WISHES, reading->in[FAIR_WISHES], reading->all->mem,
                       reading->all->error));
    while (seen < 2 && fair_rows_next(&rows) == FAIR_ROW) {
        TRY(find_wish(reading, &rows, &at, &wish));
        seen += at == tenant && fair_wish_lot(wish) == lot ? 1 : 0;
    }
    return refuse_twice(&rows, str_format(reading->all->mem, "%.*s, %.*s", STR_ARG(rows.fields[0]),
                                          STR_ARG(rows.fields[1])));
}

/* Sorts each tenant's wishes by lot. */
static enum status sort_wishes(struct reading *reading, uint32_t *scratch)
{
    struct fair_case *all = reading->all;
    for (uint32_t tenant = 0; tenant < all->tenant_count; tenant++) {
        uint32_t *own = all->wishes + all->wish_from[tenant];
        const size_t count = all->wish_from[tenant + 1] - all->wish_from[tenant];
        fair_sort_numbers(own, count, scratch);
        for (size_t i = 1; i < count; i++) {
            if (fair_wish_lot(own[i]) == fair_wish_lot(own[i - 1])) {
                return refuse_second_wish(reading, tenant, fair_wish_lot(own[i]));
            }
        }
    }
    return OK;
}

/* A stretch of the lines, for one thread. */
struct stretch {
    struct fair_rows rows;
    struct fair_error error;
    uint32_t from; /* where its wishes go */
    uint32_t count;
    enum status status;
};

struct gathering {
    const struct reading *reading;
    struct stretch *stretches;
    uint32_t *tenants;
    uint32_t *wishes;
};

static void gather_stretch(void *arg, uint32_t i, int worker)
{
    const struct gathering *gathering = arg;
    struct stretch *stretch = &gathering->stretches[i];
    uint32_t *wishes = gathering->wishes + stretch->from;
    uint32_t *tenants = gathering->tenants + stretch->from;
    uint32_t tenant = FAIR_NONE;
    enum fair_step step = FAIR_END;
    (void)worker;
    while (stretch->status == OK && (step = fair_rows_next(&stretch->rows)) == FAIR_ROW) {
        stretch->status =
            find_wish(gathering->reading, &stretch->rows, &tenant, &wishes[stretch->count]);
        tenants[stretch->count++] = tenant;
    }
    stretch->status = step == FAIR_BAD ? INVALID : stretch->status;
}

/* Cuts the rows into stretches at ends of lines. A line break within quotation marks is wrong in
 * every field, so a stretch that ends there is refused as the whole would be. */
static void cut(const struct fair_rows *rows, struct stretch *stretches, int count)
{
    const char *at = rows->at;
    int64_t line = rows->line;
    uint32_t from = 0;
    for (int i = 0; i < count; i++) {
        const char *to = at + (rows->end - at) / (count - i);
        const char *end = to < rows->end ? memchr(to, '\n', (size_t)(rows->end - to)) : NULL;
        stretches[i] = (struct stretch){.rows = *rows, .from = from};
        stretches[i].rows.at = at;
        stretches[i].rows.end = end == NULL || i + 1 == count ? rows->end : end + 1;
        stretches[i].rows.line = line;
        at = stretches[i].rows.end;
        const struct str text = {stretches[i].rows.at, (size_t)(at - stretches[i].rows.at)};
        const size_t bound = fair_rows_bound(text);
        from += (uint32_t)bound;
        line += (int64_t)bound - 1;
    }
}

/* The first stretch that was refused says why. */
static enum status judge(const struct reading *reading, const struct stretch *stretches, int count)
{
    for (int i = 0; i < count; i++) {
        if (stretches[i].status != OK) {
            *reading->all->error = stretches[i].error;
            reading->all->error->detail = str_copy(reading->all->mem, stretches[i].error.detail);
            return stretches[i].status;
        }
    }
    return OK;
}

/* Reads all stretches; each refuses into memory of its own. */
static enum status gather(struct reading *reading, const struct fair_rows *rows,
                          struct gathering *gathering)
{
    struct stretch *stretches = gathering->stretches;
    struct arena *mems[FAIR_THREADS_MAX] = {NULL};
    cut(rows, stretches, reading->threads);
    for (int i = 0; i < reading->threads; i++) {
        mems[i] = arena_create(ARENA_DEFAULT_CAP);
        stretches[i].rows.mem = mems[i];
        stretches[i].rows.error = &stretches[i].error;
    }
    fair_threads_run(reading->threads, (uint32_t)reading->threads, gather_stretch, gathering);
    const enum status status = judge(reading, stretches, reading->threads);
    for (int i = 0; i < reading->threads; i++) {
        arena_destroy(mems[i]);
    }
    return status;
}

/* Sorts the wishes by tenant: wish_from[t + 1] counts those of t, then says where t + 1 begins. */
static void sort_by_tenant(struct fair_case *all, const struct gathering *gathering, int stretches)
{
    uint32_t *next = arena_array(all->mem, (size_t)all->tenant_count + 1, sizeof(next[0]));
    for (int i = 0; i < stretches; i++) {
        const struct stretch *stretch = &gathering->stretches[i];
        for (uint32_t at = stretch->from; at < stretch->from + stretch->count; at++) {
            all->wish_from[gathering->tenants[at] + 1]++;
        }
        all->wish_count += stretch->count;
    }
    for (uint32_t tenant = 0; tenant < all->tenant_count; tenant++) {
        all->wish_from[tenant + 1] += all->wish_from[tenant];
    }
    memcpy(next, all->wish_from, all->tenant_count * sizeof(next[0]));
    for (int i = 0; i < stretches; i++) {
        const struct stretch *stretch = &gathering->stretches[i];
        for (uint32_t at = stretch->from; at < stretch->from + stretch->count; at++) {
            all->wishes[next[gathering->tenants[at]]++] = gathering->wishes[at];
        }
    }
}

static enum status gather_wishes(struct reading *reading, const struct fair_rows *rows,
                                 size_t bound)
{
    struct fair_case *all = reading->all;
    struct stretch stretches[FAIR_THREADS_MAX];
    struct gathering gathering = {
        .reading = reading,
        .stretches = stretches,
        .tenants = arena_array(all->mem, bound, sizeof(uint32_t)),
        .wishes = arena_array(all->mem, bound, sizeof(uint32_t)),
    };
    TRY(gather(reading, rows, &gathering));
    sort_by_tenant(all, &gathering, reading->threads);
    return sort_wishes(reading, gathering.tenants);
}

static enum status read_wishes(struct reading *reading)
{
    struct fair_case *all = reading->all;
    struct fair_rows rows;
    size_t bound = 0;
    TRY(open_table(reading, FAIR_WISHES, &rows, &bound));
    bound += FAIR_THREADS_MAX; /* each stretch counts one row too many */
    all->wish_from = arena_array(all->mem, (size_t)all->tenant_count + 1, sizeof(uint32_t));
    all->wishes = arena_array(all->mem, bound, sizeof(all->wishes[0]));
    const struct arena_mark mark = arena_mark(all->mem);
    TRY(gather_wishes(reading, &rows, bound));
    arena_reset(all->mem, mark);
    return OK;
}

/* ---- needs and caps -------------------------------------------------------------------------- */

static bool is_class(const struct fair_case *all, const bool *classes, uint32_t name)
{
    return name != FAIR_NONE && name < all->names.count && classes[name];
}

static enum status read_cap(struct reading *reading, struct fair_rows *rows, const bool *classes,
                            struct fair_cap *ret_cap)
{
    struct fair_cap one = {.line = (uint32_t)rows->line, .turn = FAIR_NONE};
    TRY(find_tenant(reading, rows, &one.tenant));
    if (rows->file == FAIR_ELIGIBILITY) {
        TRY(read_name(reading, rows, 1, &one.name));
    } else {
        one.name = fair_ids_find(&reading->all->names, rows->fields[1]);
        if (!is_class(reading->all, classes, one.name)) {
            return fair_rows_refuse(rows, N_("No lot is of this class: {detail}."),
                                    rows->fields[1]);
        }
        TRY(fair_rows_integer(rows, 2, 0, FAIR_LARGEST, &one.cap));
        one.turn = one.cap == 0 ? 0 : FAIR_NONE;
    }
    *ret_cap = one;
    return OK;
}

/* Sorts rows by tenant and name; says where each tenant's begin. */
static enum status sort_caps(struct reading *reading, struct fair_rows *rows, struct fair_cap *caps,
                             uint32_t count, uint32_t *from)
{
    struct arena *mem = reading->all->mem;
    struct fair_pair *pairs = arena_array(mem, count, sizeof(pairs[0]));
    struct fair_cap *unsorted = arena_array(mem, count, sizeof(unsorted[0]));
    for (uint32_t i = 0; i < count; i++) {
        unsorted[i] = caps[i];
        pairs[i] = (struct fair_pair){(uint64_t)caps[i].tenant << 32 | caps[i].name, i};
        from[caps[i].tenant + 1]++;
    }
    fair_sort_pairs(pairs, count, arena_array(mem, count, sizeof(pairs[0])));
    for (uint32_t i = 0; i < count; i++) {
        caps[i] = unsorted[pairs[i].item];
        if (i > 0 && pairs[i].key == pairs[i - 1].key) {
            const struct fair_text *name = &reading->all->names.texts[caps[i].name];
            rows->line = caps[i].line;
            return refuse_twice(rows, (struct str){name->ptr, name->len});
        }
    }
    for (uint32_t tenant = 0; tenant < reading->all->tenant_count; tenant++) {
        from[tenant + 1] += from[tenant];
    }
    return OK;
}

static enum status read_caps(struct reading *reading, enum fair_in file, struct fair_cap **ret_caps,
                             uint32_t *ret_count, uint32_t **ret_from)
{
    struct fair_case *all = reading->all;
    struct fair_rows rows;
    size_t bound = 0;
    enum fair_step step;
    TRY(open_table(reading, file, &rows, &bound));
    *ret_caps = arena_array(all->mem, bound, sizeof(**ret_caps));
    *ret_from = arena_array(all->mem, (size_t)all->tenant_count + 1, sizeof(**ret_from));
    bool *classes = arena_array(all->mem, all->names.count, sizeof(classes[0]));
    for (uint32_t lot = 0; lot < all->lot_count; lot++) {
        classes[all->lots[lot].class_name] = true;
    }
    while ((step = fair_rows_next(&rows)) == FAIR_ROW) {
        TRY(read_cap(reading, &rows, classes, &(*ret_caps)[*ret_count]));
        (*ret_count)++;
    }
    return step == FAIR_BAD ? INVALID : sort_caps(reading, &rows, *ret_caps, *ret_count, *ret_from);
}

/* ---- the door -------------------------------------------------------------------------------- */

/* Texts that collide would have to hold the hash of themselves. */
static void make_seed(struct reading *reading)
{
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    for (int file = FAIR_TENANTS; file <= FAIR_LOTS; file++) {
        crypto_hash_sha256_update(&state, (const unsigned char *)reading->in[file].ptr,
                                  reading->in[file].len);
    }
    crypto_hash_sha256_final(&state, reading->seed);
}

enum status fair_read(struct arena *mem, const struct str in[FAIR_IN_COUNT], bool with_randomness,
                      int threads, struct fair_case *ret_case, struct fair_error *ret_error)
{
    struct reading reading = {.all = ret_case, .in = in, .threads = threads};
    *ret_case = (struct fair_case){.mem = mem, .error = ret_error};
    TRY(fair_settings_read(mem, in[FAIR_SETTINGS], with_randomness, &ret_case->settings,
                           ret_error));
    make_seed(&reading);
    TRY(read_tenants(&reading));
    TRY(read_lots(&reading));
    order_lots(&reading);
    TRY(read_wishes(&reading));
    TRY(read_caps(&reading, FAIR_ELIGIBILITY, &ret_case->needs, &ret_case->need_count,
                  &ret_case->need_from));
    return read_caps(&reading, FAIR_CAPS, &ret_case->caps, &ret_case->cap_count,
                     &ret_case->cap_from);
}

/* The row of a tenant with this name, in rows sorted by both. */
static struct fair_cap *find_row(struct fair_cap *rows, const uint32_t *from, uint32_t tenant,
                                 uint32_t name)
{
    uint32_t low = from[tenant];
    uint32_t high = from[tenant + 1];
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (rows[middle].name < name) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < from[tenant + 1] && rows[low].name == name ? &rows[low] : NULL;
}

bool fair_is_eligible(const struct fair_case *all, uint32_t tenant, const struct fair_lot *lot)
{
    return lot->need == 0 || find_row(all->needs, all->need_from, tenant, lot->need) != NULL;
}

struct fair_cap *fair_cap_of(const struct fair_case *all, uint32_t tenant, uint32_t name)
{
    return find_row(all->caps, all->cap_from, tenant, name);
}
