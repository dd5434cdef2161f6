/* SPDX-License-Identifier: EUPL-1.2 */
/* The feed: a round opens, closes with its commitment, is published. */
#include <stdlib.h>

#include "allocation/allocation.h"
#include "allocation/allocation_office_result.h"
#include "allocation/allocation_office_words.h"
#include "allocation/allocation_public_pages.h"
#include "base/day.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "html/feed.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define ROUNDS_TOLD 20

static struct str fill1(struct ctx *ctx, const char *source, const char *name, struct str value)
{
    const struct i18n_arg arg = {name, value};
    return i18n_fill(ctx, source, &arg, 1);
}

/* Where visitors reach us, without a slash at the end. */
static struct str base_of(struct ctx *ctx, const struct request *req)
{
    struct str base = req->app == NULL ? STR("") : req->app->public_url;
    while (base.len > 0 && base.ptr[base.len - 1] == '/') {
        base.len--;
    }
    if (base.len > 0) {
        return base;
    }
    const struct str host = request_header(req, "host");
    return str_format(ctx->mem, "%s://%.*s", req->secure ? "https" : "http", STR_ARG(host));
}

struct teller {
    struct ctx *ctx;
    struct str base;   /* "https://ombruk.example.no" */
    struct str prefix; /* of addresses in this language */
    struct str slug;
    struct feed *feed;
};

/* tag:HOST,DAY:SLUG/fordeling/9/WHAT (RFC 4151): the day is that of the event, so it never changes,
 * and neither language nor a new address of the page makes another entry of it. */
static struct str id_of(const struct teller *teller, const struct round *round, const char *what,
                        int64_t at_ms)
{
    struct ctx *ctx = teller->ctx;
    struct str host = teller->base;
    const ptrdiff_t scheme = str_find(host, STR("://"));
    host = scheme < 0 ? host : str_slice(host, (size_t)scheme + 3, host.len);
    const ptrdiff_t end = str_find_byte(host, ':');
    host = end < 0 ? host : str_slice(host, 0, (size_t)end);
    const struct str day = day_iso(ctx->mem, at_ms / MS_PER_DAY);
    return str_format(ctx->mem, "tag:%.*s,%.*s:%.*s/fordeling/%lld/%s", STR_ARG(host), STR_ARG(day),
                      STR_ARG(teller->slug), (long long)round->number, what);
}

static void tell(const struct teller *teller, const struct round *round, const char *what,
                 int64_t at_ms, const char *title, struct str summary)
{
    struct ctx *ctx = teller->ctx;
    vec_push(ctx->mem, &teller->feed->entries,
             (struct feed_entry){
                 .id = id_of(teller, round, what, at_ms),
                 .title = fill1(ctx, title, "round", allocation_office_round_name(ctx, round)),
                 .summary = summary,
                 .url = str_format(ctx->mem, "%.*s%.*s/fordeling/%lld", STR_ARG(teller->base),
                                   STR_ARG(teller->prefix), (long long)round->number),
                 .updated_ms = at_ms});
}

static enum status tell_round(const struct teller *teller, const struct round *round)
{
    struct ctx *ctx = teller->ctx;
    struct draw_runs runs;
    if (round->opened_ms == NO_I64) {
        return OK;
    }
    tell(
        teller, round, "apnet", round->opened_ms, N_("{round} is open for wishes"),
        fill1(ctx, N_("The shops wish until {when}."), "when", centre_when(ctx, round->closes_ms)));
    if (round->closed_ms == NO_I64) {
        return OK;
    }
    TRY(allocation_runs(ctx, round->id, &runs));
    const struct i18n_arg args[] = {{"hash", runs.count == 0 ? STR("") : runs.ptr[0].commitment},
                                    {"n", str_of_i64(ctx->mem, round->beacon_round)},
                                    {"chain", round->chain}};
    tell(teller, round, "lukket", round->closed_ms, N_("{round}: the commitment"),
         i18n_fill(ctx, N_("Commitment {hash}. The draw uses round {n} of {chain}."), args, 3));
    if (round->published_ms != NO_I64) {
        tell(teller, round, "publisert", round->published_ms, N_("{round}: the result"),
             str_of(i18n_text(ctx->lang, N_("Who got what, with all files to check it by."))));
    }
    return OK;
}

static int newest_first(const void *left, const void *right)
{
    const struct feed_entry *a = left;
    const struct feed_entry *b = right;
    return (a->updated_ms < b->updated_ms) - (a->updated_ms > b->updated_ms);
}

enum status allocation_public_feed(struct ctx *ctx, struct request *req, struct response *res)
{
    struct centre centre;
    struct rounds rounds;
    TRY(centre_get(ctx, &centre));
    TRY(allocation_rounds(ctx, false, NO_I64, ROUNDS_TOLD, &rounds));
    const struct str base = base_of(ctx, req);
    const struct str self =
        str_format(ctx->mem, "%.*s%.*s/fordeling/feed.atom", STR_ARG(base), STR_ARG(req->prefix));
    struct feed feed = {
        .id = self,
        .title = fill1(ctx, N_("How lots are shared out at {centre}"), "centre", centre.name),
        .author = centre.name,
        .lang = str_of(i18n_code(ctx->lang)),
        .self = self,
        .url = str_format(ctx->mem, "%.*s%.*s/fordeling", STR_ARG(base), STR_ARG(req->prefix)),
        .empty_ms = ctx->now_ms};
    const struct teller teller = {
        .ctx = ctx, .base = base, .prefix = req->prefix, .slug = centre.slug, .feed = &feed};
    for (size_t i = 0; i < rounds.count; i++) {
        TRY(tell_round(&teller, &rounds.ptr[i]));
    }
    if (feed.entries.count > 1) {
        qsort(feed.entries.ptr, feed.entries.count, sizeof(feed.entries.ptr[0]), newest_first);
    }
    res->content_type = STR(FEED_TYPE);
    return feed_write(ctx, &feed, &res->body);
}
