/* SPDX-License-Identifier: EUPL-1.2 */
/* Prints the golden template named on the command line with plain, with hostile and without values.
 */
#include <stdio.h>

#include "golden_html.h"

#include "base/banned.h"

typedef void render_template(struct html_out *out, const struct golden_view *view);

static const struct {
    const char *name;
    render_template *render;
} templates[] = {
    {"addresses", addresses_html}, {"branches", branches_html}, {"form", form_html},
    {"layout", layout_html},       {"lists", lists_html},       {"places", places_html},
    {"space", space_html},         {"words", words_html},
};

static struct str token(void *arg)
{
    return str_of(arg);
}

static struct golden_view plain_view(struct ctx *ctx)
{
    struct golden_view view = {
        .text = STR("Stol"),
        .pointer = "blå",
        .number = 1284,
        .small = 990,
        .count = 2,
        .day = 20805,
        .flag = true,
        .kind = KIND_ONE,
        .markup = {STR("<em>made by a template</em>")},
        .json = STR("{\"@type\":\"Product\"}"),
        .own = url_build(ctx, "/finn", NULL, 0),
        .fixed = url_fixed(ctx, STR("/bilde/1.webp")),
        .outside = url_external(ctx, STR("https://example.no/?a=b&c=d")),
    };
    vec_push(ctx->mem, &view.items, (struct golden_item){STR("first")});
    vec_push(ctx->mem, &view.items, (struct golden_item){STR("second")});
    vec_push(ctx->mem, &view.words, "a");
    vec_push(ctx->mem, &view.words, "b");
    return view;
}

static struct golden_view hostile_view(struct ctx *ctx)
{
    struct golden_view view = {
        .text = STR("\"'><script>alert(1)</script>&amp;</textarea></title><!-- {text} {{ v }} %00"),
        .pointer = "' onmouseover='alert(1)",
        .number = INT64_MIN,
        .small = -1,
        .count = SIZE_MAX >> 1,
        .day = 20805,
        .kind = KIND_TWO,
        .json = STR("\"</script><!--<script>\xe2\x80\xa8\""),
        .own = url_build(ctx, "/{}", (const struct str[]){STR("/evil.example/\"><script>")}, 1),
        .fixed = url_fixed(ctx, STR("//evil.example")),
        .outside = url_external(ctx, STR("javascript:alert(1)")),
        .made_by_hand = {.href = STR("\"><script>alert(1)</script>")},
    };
    vec_push(ctx->mem, &view.items, (struct golden_item){view.text});
    vec_push(ctx->mem, &view.words, "<b>");
    return view;
}

static void print(const char *heading, struct ctx *ctx, render_template *render,
                  const struct golden_view *view)
{
    char secret[] = "token\"><script>";
    struct strbuf buf;
    strbuf_init(&buf, (size_t)1024 * 1024);
    struct html_out out = {.buf = &buf,
                           .ctx = ctx,
                           .prefix = STR("/c/bruk"),
                           .form_token = token,
                           .form_token_arg = secret};
    render(&out, view);
    printf("==== %s\n%.*s\n", heading, STR_ARG(strbuf_view(&buf)));
    strbuf_finish(&buf);
}

int main(int argc, char **argv)
{
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP), .lang = LANG_EN};
    const struct golden_view plain = plain_view(&ctx);
    const struct golden_view hostile = hostile_view(&ctx);
    const struct golden_view empty = {.day = 20805};
    bool found = false;
    for (size_t i = 0; argc == 2 && i < sizeof(templates) / sizeof(templates[0]); i++) {
        if (strcmp(templates[i].name, argv[1]) == 0) {
            found = true;
            print("plain", &ctx, templates[i].render, &plain);
            print("hostile", &ctx, templates[i].render, &hostile);
            print("empty", &ctx, templates[i].render, &empty);
        }
    }
    arena_destroy(ctx.mem);
    return found ? 0 : 2;
}
