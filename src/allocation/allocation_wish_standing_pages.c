/* SPDX-License-Identifier: EUPL-1.2 */
/* The page of standing wishes. */
#include "allocation/allocation_wish_pages.h"

#include "allocation/allocation_wish_forms.h"
#include "allocation/allocation_wish_words.h"
#include "allocation_html.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods_size.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define CATEGORY_SIGN 'c'
#define KIND_SIGN     'k'

/* ---- the list
 * ------------------------------------------------------------------------------------- */

static struct str what_of(struct ctx *ctx, const struct standing_wish *wish)
{
    const struct goods_kind *kind = goods_codes_kind(wish->kind_key);
    const struct goods_category *category = goods_codes_category(wish->category_id);
    if (kind != NULL) {
        return kind->name.in[ctx->lang];
    }
    return category == NULL ? STR("") : category->name.in[ctx->lang];
}

static struct str detail_of(struct ctx *ctx, const struct standing_wish *wish)
{
    const struct goods_size *size = goods_codes_size_by_key(wish->size_key);
    const struct str state =
        wish->station_state == 0
            ? STR("")
            : allocation_wish_words_of(ctx, allocation_wish_words_state(wish->station_state));
    if (size == NULL) {
        return state;
    }
    const struct i18n_arg args[] = {{"size", size->name.in[ctx->lang]}, {"state", state}};
    return state.len == 0 ? i18n_fill(ctx, N_("size {size}"), args, 1)
                          : i18n_fill(ctx, N_("size {size} · {state}"), args, 2);
}

/* The lots of all rounds that are open. */
static enum status read_lots(struct ctx *ctx, struct round_lots *ret_lots, bool *ret_open)
{
    struct rounds open;
    struct round_lots all = {0};
    TRY(allocation_open_rounds(ctx, &open));
    for (size_t i = 0; i < open.count; i++) {
        struct round_lots lots;
        TRY(allocation_lots(ctx, open.ptr[i].id, 0, ALLOCATION_LOTS_MAX, &lots));
        for (size_t j = 0; j < lots.count; j++) {
            if (!lots.ptr[j].withdrawn) {
                vec_push(ctx->mem, &all, lots.ptr[j]);
            }
        }
    }
    *ret_lots = all;
    *ret_open = open.count > 0;
    return OK;
}

static struct str count_now(struct ctx *ctx, const struct round_lots *lots,
                            const struct standing_wish *wish)
{
    int64_t count = 0;
    for (size_t i = 0; i < lots->count; i++) {
        count += allocation_standing_matches(wish, &lots->ptr[i].thing);
    }
    return allocation_wish_words_count(ctx, N_("1 thing now"), N_("{n} things now"), count);
}

static enum status add_rows(struct ctx *ctx, struct standing_view *view)
{
    struct standing_wishes wishes;
    struct round_lots lots;
    bool open = false;
    TRY(allocation_standing(ctx, ctx->actor.owner_id, &wishes));
    TRY(read_lots(ctx, &lots, &open));
    for (size_t i = 0; i < wishes.count; i++) {
        const struct standing_wish *wish = &wishes.ptr[i];
        const struct goods_category *category = goods_codes_category(wish->category_id);
        const struct str id = str_of_i64(ctx->mem, wish->id);
        struct standing_row row = {
            .icon = category == NULL ? STR("box") : category->icon,
            .what = what_of(ctx, wish),
            .detail = detail_of(ctx, wish),
            .stars = allocation_wish_words_of(ctx, allocation_wish_words(wish->stars)),
            .end = url_build(ctx, "/onsker/faste/{}/slutt", &id, 1),
        };
        row.now = open ? count_now(ctx, &lots, wish) : STR("");
        vec_push(ctx->mem, &view->rows, row);
    }
    return OK;
}

/* ---- the form
 * ------------------------------------------------------------------------------------- */

struct options {
    struct form_option *ptr;
    size_t count;
    size_t capacity;
};

static void add_option(struct ctx *ctx, struct options *options, const struct form_field *field,
                       struct str value, int depth, struct str name)
{
    static const char *const indents[] = {"", "– ", "– – ", "– – – "};
    vec_push(ctx->mem, options,
             (struct form_option){.value = value,
                                  .label = str_concat(ctx->mem, str_of(indents[depth]), name),
                                  .chosen = str_equal(value, field->value)});
}

/* Categories with their kinds below them, in public order: one list, so that a kind cannot be
 * chosen with a category it is not in. */
static void add_options(struct ctx *ctx, struct form_field *field)
{
    const struct goods_codes *codes = goods_codes_all();
    struct options options = {0};
    for (size_t i = 0; i < codes->category_count; i++) {
        const struct goods_category *category = &codes->categories[i];
        add_option(ctx, &options, field,
                   str_format(ctx->mem, "%c%lld", CATEGORY_SIGN, (long long)category->id),
                   category->level - 1, category->name.in[ctx->lang]);
        for (size_t j = 0; j < codes->kind_count; j++) {
            const struct goods_kind *kind = &codes->kinds[j];
            if (kind->category_id == category->id &&
                !str_equal(kind->name.in[ctx->lang], category->name.in[ctx->lang])) {
                add_option(ctx, &options, field,
                           str_format(ctx->mem, "%c%.*s", KIND_SIGN, STR_ARG(kind->key)),
                           category->level, kind->name.in[ctx->lang]);
            }
        }
    }
    field->input_type = STR("select");
    field->options.ptr = options.ptr;
    field->options.count = options.count;
}

enum status allocation_wish_standing_page(struct ctx *ctx, struct request *req,
                                          struct response *res)
{
    const struct form *form = &allocation_wish_standing_form;
    struct standing_view view = {.add = url_build(ctx, "/onsker/faste", NULL, 0),
                                 .back = url_build(ctx, "/onsker", NULL, 0)};
    TRY(add_rows(ctx, &view));
    view.what = form_field(ctx, req, form, "what", STR(""));
    view.size = form_field(ctx, req, form, "size", STR(""));
    view.state = form_field(ctx, req, form, "state", STR(""));
    view.stars = form_field(ctx, req, form, "stars", STR("2"));
    add_options(ctx, &view.what);
    if (req->again) {
        view.errors.errors = form_errors(ctx, req, req->route->form);
    }
    centre_page(ctx, req, PAGE_TENANT, N_("Standing wishes"), "/onsker", &view.page);
    struct html_out out = centre_out(ctx, req, res);
    allocation_wish_standing_html(&out, &view);
    return OK;
}

static enum status read_what(struct ctx *ctx, struct str what, struct standing_wish *wish)
{
    const struct str rest = str_slice(what, 1, what.len);
    int64_t id = 0;
    if (what.len > 0 && what.ptr[0] == KIND_SIGN) {
        const struct goods_kind *kind = goods_codes_kind(rest);
        if (kind != NULL) {
            wish->kind_key = kind->key;
            wish->category_id = kind->category_id;
            return OK;
        }
    }
    if (what.len > 0 && what.ptr[0] == CATEGORY_SIGN && str_to_i64(rest, &id) &&
        goods_codes_category(id) != NULL) {
        wish->category_id = id;
        return OK;
    }
    return ctx_fail(ctx, INVALID, N_("Choose from the list what you wish."), "what");
}

static enum status read_size(struct ctx *ctx, struct str typed, struct standing_wish *wish)
{
    const struct goods_category *category = goods_codes_category(wish->category_id);
    if (typed.len == 0) {
        return OK;
    }
    const struct goods_size *size = goods_size_read(typed, category->size_system);
    if (size == NULL) {
        return ctx_fail(ctx, INVALID,
                        N_("We do not know that size. Write for example 98/104 or sko 28."),
                        "size");
    }
    wish->size_key = size->key;
    return OK;
}

enum status allocation_wish_standing_post(struct ctx *ctx, struct request *req,
                                          struct response *res)
{
    const struct standing_input *input = req->form;
    struct standing_wish wish = {.kind_key = STR(""),
                                 .size_key = STR(""),
                                 .station_state = input->state == NO_I64 ? 0 : input->state,
                                 .stars = input->stars};
    int64_t id = 0;
    TRY(read_what(ctx, input->what, &wish));
    TRY(read_size(ctx, input->size, &wish));
    const enum status added = allocation_standing_add(ctx, ctx->actor.owner_id, &wish, &id);
    if (added == INVALID && ctx->err.field != NULL && strcmp(ctx->err.field, "size") != 0) {
        ctx->err.field = "what";
    }
    TRY(added);
    return response_redirect(ctx, req, res, STR("/onsker/faste"));
}

enum status allocation_wish_standing_end_post(struct ctx *ctx, struct request *req,
                                              struct response *res)
{
    int64_t id = 0;
    TRY(request_param_i64(req, 0, &id));
    TRY(allocation_standing_end(ctx, ctx->actor.owner_id, id));
    return response_redirect(ctx, req, res, STR("/onsker/faste"));
}
