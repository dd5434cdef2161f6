/* SPDX-License-Identifier: EUPL-1.2 */
/* The list of a search as an Atom feed: told of what is new without an account or an address. */
#include "catalogue/catalogue_asked.h"
#include "catalogue/catalogue_cards.h"
#include "catalogue/catalogue_pages.h"

#include <sodium.h>

#include "base/vec.h"
#include "centre/centre.h"
#include "html/feed.h"
#include "i18n/i18n.h"

#include "base/banned.h"

/* "https://ombruk.example.no/c/slug/nn" */
static struct str site_of(struct ctx *ctx, const struct request *req)
{
    struct centre centre;
    struct str base = req->app->public_url;
    while (base.len > 0 && base.ptr[base.len - 1] == '/') {
        base.len--;
    }
    if (base.len == 0) {
        base = str_format(ctx->mem, "%s://%.*s", req->secure ? "https" : "http",
                          STR_ARG(request_header(req, "Host")));
    }
    /* With the centre's name whatever host it was asked at: the ids of a feed never change. */
    return centre_get(ctx, &centre) == OK ? str_format(ctx->mem, "%.*s/c/%.*s%s", STR_ARG(base),
                                                       STR_ARG(centre.slug), i18n_prefix(ctx->lang))
                                          : base;
}

static struct str summary_of(struct ctx *ctx, const struct shop_names *names,
                             const struct listing *listing)
{
    const struct tenant *shop = catalogue_cards_shop(names, listing->tenant_id);
    const struct str size = catalogue_cards_size(ctx, listing->size_key);
    return str_format(ctx->mem, "%.*s%s%.*s%s%.*s",
                      STR_ARG(catalogue_cards_tag(ctx, listing, false).price),
                      size.len > 0 ? " · " : "", STR_ARG(size), shop == NULL ? "" : " · ",
                      STR_ARG(shop == NULL ? STR("") : shop->name));
}

static void add_entries(struct ctx *ctx, struct str site, const struct shop_names *names,
                        const struct listings *listings, struct feed *feed)
{
    for (size_t i = 0; i < listings->count; i++) {
        const struct listing *listing = &listings->ptr[i];
        const struct str address =
            str_format(ctx->mem, "%.*s/ting/%.*s", STR_ARG(site), STR_ARG(listing->code));
        vec_push(
            ctx->mem, &feed->entries,
            (struct feed_entry){.id = str_format(ctx->mem, "urn:ombruk:%lld:%lld",
                                                 (long long)ctx->centre_id, (long long)listing->id),
                                .title = listing->title,
                                .summary = summary_of(ctx, names, listing),
                                .url = address,
                                .updated_ms = centre_instant(ctx, listing->published_day, 0)});
    }
}

/* Of all bytes: a feed that says the same is not sent again. */
static struct str etag_of(struct ctx *ctx, struct str bytes)
{
    unsigned char hash[16];
    crypto_generichash(hash, sizeof(hash), (const unsigned char *)bytes.ptr, bytes.len, NULL, 0);
    return str_format(ctx->mem, "\"%.*s\"", STR_ARG(str_hex(ctx->mem, hash, sizeof(hash))));
}

enum status catalogue_feed(struct ctx *ctx, struct request *req, struct response *res)
{
    struct find_input find = catalogue_asked_find(req);
    struct shop_names names;
    struct found found;
    struct asked asked;
    struct centre centre;
    struct search search;
    find.after = STR("");
    find.sort = NO_I64;
    TRY(catalogue_asked_search(ctx, &find, &search));
    TRY(centre_get(ctx, &centre));
    TRY(catalogue_cards_shops(ctx, &names));
    TRY(catalogue_search(ctx, &search, &found));
    TRY(catalogue_asked(ctx, req->query, &asked));
    const struct str site = site_of(ctx, req);
    struct feed feed = {
        .id = str_concat(ctx->mem, site, asked.feed.href),
        .title =
            asked.words.len > 0 ? asked.words : str_of(i18n_text(ctx->lang, N_("Find things"))),
        .author = centre.name,
        .lang = str_of(i18n_code(ctx->lang)),
        .self = str_concat(ctx->mem, site, asked.feed.href),
        .url = str_concat(ctx->mem, site, asked.list.href),
        .empty_ms = centre_instant(ctx, names.today, 0),
    };
    add_entries(ctx, site, &names, &found.listings, &feed);
    TRY(feed_write(ctx, &feed, &res->body));
    res->content_type = STR(FEED_TYPE);
    res->cache_control = STR("public, max-age=600");
    res->etag = etag_of(ctx, strbuf_view(&res->body));
    return OK;
}
