/* SPDX-License-Identifier: EUPL-1.2 */
/* What the shops do for money, and which of it is mending. */
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"
#include "tenants/tenants.h"
#include "tenants/tenants_pages.h"
#include "tenants/tenants_views.h"
#include "tenants_html.h"

#include "base/banned.h"

/* What a line about mending has in it, in bokmål, nynorsk or English, in small letters. What is not
 * here stays on the shop's own page: rather a line too few than gift wrapping among the repairs. */
static const char *const mending[] = {
    "repar",   "repair", "fiks",    "mend",    "bytte",     "byte ",     "skift",      "replac",
    "lapp",    "patch",  "punkter", "punctur", "brems",     "brake",     "service",    "batteri",
    "battery", "skjerm", "screen",  "glidel",  "zip",       "legge opp", "leggje opp", "hem",
    "sy om",   "sy inn", "søm",     "saum",    "sewing",    "alter",     "slip",       "sharpen",
    "såle",    "sole",   "hæl",     "heel",    "trekke om", "omtrekk",   "polstr",     "uphols",
    "lodd",    "solder", "oversyn", "overhal", "overhaul",  "stopp",     "darn",       "lim",
    "glue",    "gir",    "gear",    "hjul",    "wheel",     "sjekk av",  "check of",
};

void tenants_services(struct ctx *ctx, const struct tenant *tenant, struct facts *services)
{
    struct str text = tenants_told(ctx, tenant->services);
    struct str line;
    while (str_split(&text, '\n', &line)) {
        const struct str trimmed = str_trim(line);
        const ptrdiff_t colon = str_find_byte(trimmed, ':');
        if (trimmed.len == 0) {
            continue;
        }
        const size_t cut = colon <= 0 ? trimmed.len : (size_t)colon;
        const struct str price =
            cut < trimmed.len ? str_trim(str_slice(trimmed, cut + 1, trimmed.len)) : STR("");
        vec_push(ctx->mem, services,
                 (struct fact){.label = str_slice(trimmed, 0, cut), .value = price});
    }
}

static bool is_mending(struct ctx *ctx, struct str label)
{
    const struct str lower = str_lower_ascii(ctx->mem, label);
    for (size_t i = 0; i < sizeof(mending) / sizeof(mending[0]); i++) {
        if (str_find(lower, str_of(mending[i])) >= 0) {
            return true;
        }
    }
    return false;
}

void tenants_repairs(struct ctx *ctx, const struct tenant *tenant, struct facts *repairs)
{
    struct facts all = {0};
    tenants_services(ctx, tenant, &all);
    for (size_t i = 0; i < all.count; i++) {
        if (is_mending(ctx, all.ptr[i].label)) {
            vec_push(ctx->mem, repairs, all.ptr[i]);
        }
    }
}

static enum status add_shop(struct ctx *ctx, const struct request *req, const struct tenant *tenant,
                            struct tenants_repairs_view *view)
{
    struct tenants_repairer shop = {.name = tenant->name, .place = tenant->place};
    struct open_now open;
    tenants_repairs(ctx, tenant, &shop.repairs);
    if (shop.repairs.count == 0) {
        return OK;
    }
    TRY(centre_open_now(ctx, tenant->id, &open));
    shop.people = tenants_told(ctx, tenant->people);
    shop.open =
        (struct pill){open.state == OPEN_NOW ? PILL_OPEN : PILL_QUIET, STR("clock"), open.text};
    shop.url = centre_link(ctx, req, "/butikk/{}", &tenant->slug, 1);
    vec_push(ctx->mem, &view->shops, shop);
    return OK;
}

enum status tenants_repairs_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct tenant_list tenants;
    struct tenants_repairs_view view = {0};
    TRY(tenants_list(ctx, &tenants));
    for (size_t i = 0; i < tenants.count; i++) {
        TRY(add_shop(ctx, req, &tenants.ptr[i], &view));
    }
    centre_page(ctx, req, PAGE_PUBLIC, req->route->title, "/reparer", &view.page);
    view.none = (struct empty_state){
        .picture = url_asset("scene-shelf.svg"),
        .heading = str_of(i18n_text(ctx->lang, N_("No shop has told what it mends yet"))),
        .text = str_of(i18n_text(ctx->lang, N_("Ask in the shops: many of them mend what they "
                                               "sell."))),
        .url = url_build(ctx, "/butikker", NULL, 0),
        .act = str_of(i18n_text(ctx->lang, N_("All shops")))};
    struct html_out out = centre_out(ctx, req, res);
    tenants_repairs_html(&out, &view);
    return OK;
}
