/* SPDX-License-Identifier: EUPL-1.2 */
/* The page of children: adding one, taking one away, forgetting all. Nothing is stored here. */
#include "base/vec.h"
#include "catalogue/catalogue_children.h"
#include "catalogue/catalogue_pages.h"
#include "catalogue_html.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"

#include "base/banned.h"

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct form_field size_field(struct ctx *ctx, const struct request *req)
{
    struct form_field field = form_field(ctx, req, &catalogue_child_form, "storrelse", STR(""));
    struct {
        struct form_option *ptr;
        size_t count;
        size_t capacity;
    } options = {0};
    const struct goods_size *size = NULL;
    vec_push(ctx->mem, &options,
             (struct form_option){STR(""), translate(ctx, N_("By the month of birth")),
                                  field.value.len == 0});
    while ((size = goods_codes_size_in(STR("body"), size)) != NULL) {
        const struct i18n_arg args[] = {{"size", size->name.in[ctx->lang]},
                                        {"age", size->age.in[ctx->lang]}};
        if (size->min == size->max) {
            vec_push(ctx->mem, &options,
                     (struct form_option){size->key,
                                          i18n_fill(ctx, N_("{size} (about {age})"), args, 2),
                                          str_equal(field.value, size->key)});
        }
    }
    field.options.ptr = options.ptr;
    field.options.count = options.count;
    return field;
}

enum status catalogue_children_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct find_input all = CATALOGUE_FIND_ALL;
    struct children_view view = {0};
    centre_page(ctx, req, PAGE_PUBLIC, N_("Who is it for?"), "/finn", &view.page);
    view.page.noindex = true;
    view.chips = catalogue_children_chips(ctx, req, &all);
    view.name = form_field(ctx, req, &catalogue_child_form, "navn", STR(""));
    view.size = size_field(ctx, req);
    view.born = form_field(ctx, req, &catalogue_child_form, "fodt", STR(""));
    view.born.input_type = STR("month");
    if (req->again) {
        view.errors.errors = form_errors(ctx, req, &catalogue_child_form);
    }
    res->cache_control = STR("no-store");
    struct html_out out = centre_out(ctx, req, res);
    catalogue_children_html(&out, &view);
    return OK;
}

static enum status read_child(struct ctx *ctx, const struct child_input *input, struct child *child)
{
    *child = (struct child){.name = input->name, .size_key = STR(""), .born = NO_I64};
    if (input->size_key.len > 0) {
        child->size_key = input->size_key;
    } else if (input->born.len == 0) {
        return ctx_fail(ctx, INVALID, N_("Choose a size, or enter the month of birth."),
                        "storrelse");
    } else if (!catalogue_children_month(ctx, input->born, &child->born)) {
        return ctx_fail(ctx, INVALID,
                        N_("Enter year and month of birth, such as 2023-05, at most 18 years ago."),
                        "fodt");
    }
    return catalogue_children_size(ctx, child) != NULL
               ? OK
               : ctx_fail(ctx, INVALID, N_("Choose a size from the list."), "storrelse");
}

static void forget(struct children *children, struct str name)
{
    size_t kept = 0;
    for (size_t i = 0; i < children->count; i++) {
        if (!str_equal(children->items[i].name, name)) {
            children->items[kept++] = children->items[i];
        }
    }
    children->count = kept;
}

/* To what fits the child: that is what it was added for. */
static enum status show_fitting(struct ctx *ctx, const struct request *req, struct response *res,
                                const struct child *child)
{
    struct find_input find = CATALOGUE_FIND_ALL;
    find.sizes = catalogue_children_sizes(ctx, child);
    find.grows = true;
    return response_redirect(ctx, req, res,
                             catalogue_asked_url(ctx, CATALOGUE_LIST_PATH, &find).href);
}

enum status catalogue_child_post(struct ctx *ctx, struct request *req, struct response *res)
{
    struct children children = catalogue_children_read(ctx, req);
    struct child child;
    TRY(read_child(ctx, req->form, &child));
    forget(&children, child.name);
    if (children.count >= CHILDREN_MAX) {
        return ctx_fail(ctx, TOO_MANY, N_("Six children are remembered. Take one away first."),
                        "navn");
    }
    children.items[children.count++] = child;
    catalogue_children_keep(ctx, req, res, &children);
    return show_fitting(ctx, req, res, &child);
}

enum status catalogue_child_forget_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct child_forget_input *input = req->form;
    struct children children = catalogue_children_read(ctx, req);
    if (input->name.len > 0) {
        forget(&children, input->name);
    } else {
        children.count = 0;
    }
    catalogue_children_keep(ctx, req, res, &children);
    return response_redirect(ctx, req, res, STR("/barn"));
}
