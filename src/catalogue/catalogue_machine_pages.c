/* SPDX-License-Identifier: EUPL-1.2 */
/* Addresses that only programs read: robots.txt, site maps, the feed of products. */
#include "base/vec.h"
#include "catalogue/catalogue_forms.h"
#include "catalogue/catalogue_machine.h"
#include "catalogue/catalogue_pages.h"
#include "centre/centre.h"
#include "i18n/i18n.h"

#include "base/banned.h"

/* What a page for one person, or one search among endlessly many, begins with. */
static const char *const not_for_robots[] = {
    "/finn?", "/finn/filter", "/hold/", "/husket", "/konto",    "/kontor/", "/lager",
    "/salg",  "/inn",         "/i-dag", "/onsker", "/logg-inn", "/demo",    "/butikken",
};

static void disallow(struct strbuf *out, const char *language, const char *path)
{
    strbuf_literal(out, "Disallow: ");
    strbuf_str(out, str_of(language));
    strbuf_str(out, str_of(path));
    strbuf_literal(out, "\n");
}

enum status catalogue_robots(struct ctx *ctx, struct request *req, struct response *res)
{
    strbuf_literal(&res->body, "User-agent: *\n");
    for (size_t i = 0; i < sizeof(not_for_robots) / sizeof(not_for_robots[0]); i++) {
        for (int lang = 0; lang < LANG_COUNT; lang++) {
            disallow(&res->body, i18n_prefix((enum lang)lang), not_for_robots[i]);
        }
    }
    strbuf_literal(&res->body, "Sitemap: ");
    strbuf_str(&res->body, centre_whole_address(ctx, req, url_build(ctx, "/sitemap.xml", NULL, 0)));
    strbuf_literal(&res->body, "\n");
    res->content_type = STR("text/plain; charset=utf-8");
    res->cache_control = STR("public, max-age=3600");
    return OK;
}

static void add(struct ctx *ctx, const struct request *req, struct url url, struct sitemap *map)
{
    if (url.href.len > 0) {
        vec_push(ctx->mem, map, (struct sitemap_address){centre_whole_address(ctx, req, url), 0});
    }
}

/* The pages that are there whatever is for sale, and the shops. */
static enum status add_pages(struct ctx *ctx, const struct request *req, struct sitemap *map)
{
    static const char *const pages[] = {
        "/",          "/finn",       "/reparer",           "/hva-skjer", "/butikker",
        "/finn-fram", "/resultater", "/resultater/metode", "/fordeling"};
    struct tenant_list shops;
    for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
        add(ctx, req, centre_link(ctx, req, pages[i], NULL, 0), map);
    }
    TRY(tenants_list(ctx, &shops));
    for (size_t i = 0; i < shops.count; i++) {
        add(ctx, req, url_build(ctx, "/butikk/{}", &shops.ptr[i].slug, 1), map);
    }
    return OK;
}

/* Part 0 has the pages, part N from 1 the things of the N-th stretch of the publish sequence. */
static enum status add_parts(struct ctx *ctx, const struct request *req, struct sitemap *map)
{
    int64_t parts = 0;
    const struct str first = STR("0");
    TRY(catalogue_machine_parts(ctx, catalogue_machine_size.addresses, &parts));
    add(ctx, req, url_build(ctx, "/sitemap.xml?del={}", &first, 1), map);
    for (int64_t part = 0; part < parts && map->count < SITEMAP_ADDRESSES_MAX; part++) {
        bool any = false;
        TRY(catalogue_machine_any(ctx, part, catalogue_machine_size.addresses, &any));
        if (any) {
            const struct str number = str_format(ctx->mem, "%lld", (long long)part + 1);
            add(ctx, req, url_build(ctx, "/sitemap.xml?del={}", &number, 1), map);
        }
    }
    return OK;
}

static enum status answer_map(struct ctx *ctx, struct response *res, const struct sitemap *map,
                              bool is_index)
{
    res->content_type = STR(SITEMAP_TYPE);
    res->cache_control = STR("public, max-age=3600");
    return sitemap_write(ctx, map, is_index, &res->body);
}

enum status catalogue_sitemap(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct part_input *input = req->form;
    struct sitemap map = {0};
    int64_t parts = 0;
    if (input->part == NO_I64) {
        TRY(add_parts(ctx, req, &map));
        return answer_map(ctx, res, &map, true);
    }
    TRY(catalogue_machine_parts(ctx, catalogue_machine_size.addresses, &parts));
    if (input->part > parts) {
        return NOT_FOUND;
    }
    TRY(input->part == 0 ? add_pages(ctx, req, &map)
                         : catalogue_machine_addresses(ctx, req, input->part - 1, &map));
    return answer_map(ctx, res, &map, false);
}

static struct str part_address(struct ctx *ctx, const struct request *req, int64_t part)
{
    const struct str number = str_format(ctx->mem, "%lld", (long long)part);
    return centre_whole_address(ctx, req, url_build(ctx, "/varestrom.xml?del={}", &number, 1));
}

enum status catalogue_products(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct part_input *input = req->form;
    const int64_t part = input->part == NO_I64 ? 0 : input->part;
    int64_t parts = 0;
    struct centre centre;
    TRY(centre_get(ctx, &centre));
    TRY(catalogue_machine_parts(ctx, catalogue_machine_size.products, &parts));
    if (part > 0 && part >= parts) {
        return NOT_FOUND;
    }
    struct product_feed feed = {
        .title = centre.name,
        .description = str_of(i18n_text(ctx->lang, N_("Second-hand things from all the shops"))),
        .url = centre_whole_address(ctx, req, url_build(ctx, "/finn", NULL, 0)),
        .self = part_address(ctx, req, part),
        .next = part + 1 < parts ? part_address(ctx, req, part + 1) : STR(""),
    };
    TRY(catalogue_machine_products(ctx, req, part, &feed));
    res->content_type = STR(PRODUCT_FEED_TYPE);
    res->cache_control = STR("public, max-age=3600");
    return sitemap_products_write(ctx, &feed, &res->body);
}

static const struct field part_fields[] = {
    {.name = "del",
     .type = FIELD_I64,
     .offset = offsetof(struct part_input, part),
     .max = 1000000,
     .label = N_("Part")},
};
static const struct form part_form = FORM("part", part_fields, struct part_input);

const struct route catalogue_machine_routes[] = {
    {HTTP_GET, "/robots.txt", catalogue_robots, EVERYONE, OWNER_NONE, NULL, NULL, NULL},
    {HTTP_GET, "/sitemap.xml", catalogue_sitemap, EVERYONE, OWNER_NONE, &part_form, NULL, NULL,
     .slow = true},
    {HTTP_GET, "/varestrom.xml", catalogue_products, EVERYONE, OWNER_NONE, &part_form, NULL, NULL,
     .slow = true},
    ROUTES_END,
};
