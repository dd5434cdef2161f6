/* SPDX-License-Identifier: EUPL-1.2 */
/* The whole search stands in the address of its list: reading it, writing it. */
#include "catalogue/catalogue_asked.h"

#include "base/strbuf.h"
#include "base/vec.h"
#include "catalogue/catalogue_ages.h"
#include "catalogue/catalogue_chosen.h"
#include "goods/goods_codes.h"
#include "http/body.h"
#include "http/percent.h"
#include "i18n/i18n.h"
#include "tenants/tenants.h"

#include "base/banned.h"

#define ADDRESS_BYTES ((size_t)8192)

static bool is_known_category(int64_t id)
{
    return id != NO_I64 && goods_codes_category(id) != NULL;
}

static struct find_input known(struct find_input find)
{
    if (!is_known_category(find.category_id)) {
        find.category_id = 0;
    }
    if (find.sort == SORT_NEWEST) {
        find.sort = NO_I64;
    }
    return find;
}

struct find_input catalogue_asked_find(const struct request *req)
{
    return req->form == NULL ? CATALOGUE_FIND_ALL : known(*(const struct find_input *)req->form);
}

/* ---- lists of keys --------------------------------------------------------------------------- */

bool catalogue_asked_next(struct str *rest, struct str *ret_key)
{
    while (rest->len > 0) {
        const ptrdiff_t mark = str_find_byte(*rest, CATALOGUE_LIST_MARK);
        const size_t len = mark < 0 ? rest->len : (size_t)mark;
        *ret_key = str_slice(*rest, 0, len);
        *rest = str_slice(*rest, mark < 0 ? rest->len : len + 1, rest->len);
        if (len > 0) {
            return true;
        }
    }
    return false;
}

bool catalogue_asked_has(struct str list, struct str key)
{
    struct str one;
    while (catalogue_asked_next(&list, &one)) {
        if (str_equal(one, key)) {
            return true;
        }
    }
    return false;
}

struct str catalogue_asked_toggle(struct ctx *ctx, struct str list, struct str key)
{
    const bool in = catalogue_asked_has(list, key);
    struct str kept = STR("");
    struct str one;
    while (catalogue_asked_next(&list, &one)) {
        if (!str_equal(one, key)) {
            kept = kept.len == 0 ? one
                                 : str_format(ctx->mem, "%.*s%c%.*s", STR_ARG(kept),
                                              CATALOGUE_LIST_MARK, STR_ARG(one));
        }
    }
    if (in) {
        return kept;
    }
    return kept.len == 0 ? key
                         : str_format(ctx->mem, "%.*s%c%.*s", STR_ARG(kept), CATALOGUE_LIST_MARK,
                                      STR_ARG(key));
}

/* ---- to a search ----------------------------------------------------------------------------- */

static void add_size(struct search *search, struct str key)
{
    const struct goods_size *size = goods_codes_size_by_key(key);
    if (size == NULL) {
        return;
    }
    if (search->size_key.len == 0) {
        search->size_key = size->key;
    } else if (search->more_sizes.count < SEARCH_CHOICES_MAX) {
        search->more_sizes.keys[search->more_sizes.count++] = size->key;
    }
}

static void add_id(struct chosen_ids *ids, int64_t id)
{
    if (ids->count < SEARCH_CHOICES_MAX && id > 0) {
        ids->ids[ids->count++] = id;
    }
}

static int64_t grade_of(struct str key)
{
    return key.len == 1 && key.ptr[0] >= '1' && key.ptr[0] <= '4' ? key.ptr[0] - '0' : 0;
}

static int64_t season_of(struct str key)
{
    for (int64_t season = 1; season < SEASON_END; season++) {
        if (str_equal(key, str_of(catalogue_season_key(season)))) {
            return season;
        }
    }
    return 0;
}

static void add_lists(struct search *search, const struct find_input *find)
{
    struct str rest = find->sizes;
    struct str key;
    while (catalogue_asked_next(&rest, &key)) {
        add_size(search, key);
    }
    rest = find->ages;
    while (catalogue_asked_next(&rest, &key)) {
        add_id(&search->ages, catalogue_age_of_key(key));
    }
    rest = find->grades;
    while (catalogue_asked_next(&rest, &key)) {
        add_id(&search->grades, grade_of(key));
    }
    rest = find->colours;
    while (catalogue_asked_next(&rest, &key)) {
        const struct goods_colour *colour = goods_codes_colour_by_key(key);
        add_id(&search->colours, colour == NULL ? 0 : colour->id);
    }
    rest = find->seasons;
    while (catalogue_asked_next(&rest, &key)) {
        add_id(&search->seasons, season_of(key));
    }
    rest = find->brands;
    while (catalogue_asked_next(&rest, &key) && search->brands.count < SEARCH_CHOICES_MAX) {
        search->brands.keys[search->brands.count++] = key;
    }
}

static enum status add_shops(struct ctx *ctx, struct search *search, struct str rest)
{
    struct str slug;
    while (search->shops.count < SEARCH_CHOICES_MAX && catalogue_asked_next(&rest, &slug)) {
        struct tenant tenant;
        const struct ctx_error kept = ctx->err;
        const enum status found = tenants_by_slug(ctx, slug, &tenant);
        if (found == NOT_FOUND) {
            ctx->err = kept;
            continue;
        }
        TRY(found);
        add_id(&search->shops, tenant.id);
    }
    return OK;
}

enum status catalogue_asked_search(struct ctx *ctx, const struct find_input *find,
                                   struct search *ret_search)
{
    struct search search = {
        .words = find->words,
        .category_id = find->category_id,
        .size_key = STR(""),
        .grows_into = find->grows,
        .price_min_ore = find->min_kr == NO_I64 ? NO_I64 : find->min_kr * 100,
        .price_max_ore = find->max_kr == NO_I64 ? NO_I64 : find->max_kr * 100,
        .before_seq = NO_I64,
        .new_today = find->new_today,
        .reduced = find->reduced,
        .rent = find->rent,
        .checked = find->checked,
        .sort = find->sort == NO_I64 ? SORT_NEWEST : (enum search_sort)find->sort,
        .after = find->after,
    };
    add_lists(&search, find);
    TRY(add_shops(ctx, &search, find->shops));
    *ret_search = search;
    return OK;
}

/* ---- to an address --------------------------------------------------------------------------- */

static void put(struct ctx *ctx, struct asked_fields *fields, const char *name, struct str value)
{
    if (value.len > 0) {
        vec_push(ctx->mem, fields, (struct asked_field){str_of(name), value});
    }
}

static void put_number(struct ctx *ctx, struct asked_fields *fields, const char *name,
                       int64_t number, int64_t none)
{
    if (number != none) {
        put(ctx, fields, name, str_of_i64(ctx->mem, number));
    }
}

static void put_flag(struct ctx *ctx, struct asked_fields *fields, const char *name, bool flag)
{
    put(ctx, fields, name, flag ? STR("1") : STR(""));
}

struct asked_fields catalogue_asked_fields(struct ctx *ctx, const struct find_input *find)
{
    struct asked_fields fields = {0};
    put_number(ctx, &fields, "kategori", find->category_id, 0);
    put(ctx, &fields, "storrelse", find->sizes);
    put_flag(ctx, &fields, "vokser", find->grows);
    put(ctx, &fields, "alder", find->ages);
    put(ctx, &fields, "tilstand", find->grades);
    put_number(ctx, &fields, "fra", find->min_kr, NO_I64);
    put_number(ctx, &fields, "pris", find->max_kr, NO_I64);
    put(ctx, &fields, "farge", find->colours);
    put(ctx, &fields, "merke", find->brands);
    put(ctx, &fields, "sesong", find->seasons);
    put(ctx, &fields, "butikk", find->shops);
    put_flag(ctx, &fields, "ny", find->new_today);
    put_flag(ctx, &fields, "nedsatt", find->reduced);
    put_flag(ctx, &fields, "leie", find->rent);
    put_flag(ctx, &fields, "sjekket", find->checked);
    for (const struct choice *sort = catalogue_sorts; sort->value != NULL; sort++) {
        put(ctx, &fields, "sorter", sort->number == find->sort ? str_of(sort->value) : STR(""));
    }
    return fields;
}

struct url catalogue_asked_url(struct ctx *ctx, const char *path, const struct find_input *find)
{
    struct asked_fields fields = {0};
    struct strbuf pattern;
    put(ctx, &fields, "ord", find->words);
    const struct asked_fields rest = catalogue_asked_fields(ctx, find);
    for (size_t i = 0; i < rest.count; i++) {
        vec_push(ctx->mem, &fields, rest.ptr[i]);
    }
    put(ctx, &fields, "etter", find->after);
    struct str *values = arena_alloc(ctx->mem, (fields.count + 1) * sizeof(*values));
    strbuf_init(&pattern, ADDRESS_BYTES);
    strbuf_cstr(&pattern, path);
    for (size_t i = 0; i < fields.count; i++) {
        strbuf_format(&pattern, "%c%.*s={}", i == 0 ? '?' : '&', STR_ARG(fields.ptr[i].name));
        values[i] = fields.ptr[i].value;
    }
    const struct str text = strbuf_copy(&pattern, ctx->mem);
    strbuf_finish(&pattern);
    return url_build(ctx, text.ptr, values, fields.count);
}

struct str catalogue_asked_price(struct ctx *ctx, int64_t max_kr)
{
    if (max_kr == 0) {
        return str_of(i18n_text(ctx->lang, N_("Free")));
    }
    const struct i18n_arg arg = {"price", i18n_money(ctx, max_kr * 100)};
    return i18n_fill(ctx, N_("Up to {price}"), &arg, 1);
}

/* ---- for other rooms ------------------------------------------------------------------------- */

enum status catalogue_asked(struct ctx *ctx, struct str query, struct asked *ret_asked)
{
    struct form_pairs pairs = {0};
    struct form_result result = {0};
    struct find_input *find = ARENA_NEW(ctx->mem, struct find_input);
    struct asked asked = {0};
    const struct ctx_error kept = ctx->err;
    body_query(ctx, query, &pairs);
    form_read(ctx, &catalogue_find_form, &pairs, false, find, &result);
    ctx->err = kept;
    *find = known(*find);
    find->sort = NO_I64;
    find->after = STR("");
    TRY(catalogue_asked_search(ctx, find, &asked.search));
    asked.list = catalogue_asked_url(ctx, CATALOGUE_LIST_PATH, find);
    asked.feed = catalogue_asked_url(ctx, CATALOGUE_FEED_PATH, find);
    asked.words = catalogue_chosen_words(ctx, find);
    const ptrdiff_t mark = str_find_byte(asked.list.href, '?');
    asked.query =
        mark < 0 ? STR("") : str_slice(asked.list.href, (size_t)mark + 1, asked.list.href.len);
    *ret_asked = asked;
    return OK;
}
