/* SPDX-License-Identifier: EUPL-1.2 */
/* The outbox as a page, for those who try the demo: nothing there is sent to anybody. */
#include "accounts/accounts_pages.h"
#include "accounts/accounts_views.h"
#include "accounts_html.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"
#include "mail/mail.h"

#include "base/banned.h"

#define MAILS_SHOWN 20

/* A line that is one of our own links leads there, on the server that shows the page; anything else
 * is text. */
static struct url link_in(struct ctx *ctx, struct str line)
{
    const ptrdiff_t scheme = str_find(line, STR("://"));
    if (!str_starts_with(line, STR("http")) || scheme < 0) {
        return (struct url){0};
    }
    const struct str rest = str_slice(line, (size_t)scheme + 3, line.len);
    const ptrdiff_t path = str_find_byte(rest, '/');
    return path < 0 ? (struct url){0} : url_fixed(ctx, str_slice(rest, (size_t)path, rest.len));
}

static struct demo_mail mail_of(struct ctx *ctx, const struct mail_item *item)
{
    struct demo_mail mail = {
        .to = item->to, .subject = item->subject, .when = centre_when_near(ctx, item->queued_ms)};
    struct str rest = item->text;
    struct str line;
    while (str_split(&rest, '\n', &line)) {
        const struct str text = str_trim(line);
        if (text.len > 0) {
            vec_push(ctx->mem, &mail.lines, (struct demo_line){text, link_in(ctx, text)});
        }
    }
    return mail;
}

enum status accounts_demo_outbox_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct demo_outbox_view view = {0};
    struct mail_items items;
    if (!req->app->demo) {
        return NOT_FOUND;
    }
    TRY(mail_list(ctx, MAILS_SHOWN, &items));
    centre_page(ctx, req, PAGE_BARE, req->route->title, "", &view.page);
    view.page.noindex = true;
    for (size_t i = 0; i < items.count; i++) {
        if (items.ptr[i].to.len > 0) {
            vec_push(ctx->mem, &view.mails, mail_of(ctx, &items.ptr[i]));
        }
    }
    view.none = (struct empty_state){
        .picture = url_asset("scene-shelf.svg"),
        .heading = str_of(i18n_text(ctx->lang, N_("No mail yet"))),
        .text = str_of(i18n_text(ctx->lang, N_("Codes and links that you ask for stand here."))),
        .url = url_build(ctx, "/logg-inn", NULL, 0),
        .act = str_of(i18n_text(ctx->lang, N_("Sign in"))),
    };
    res->cache_control = STR("no-store");
    struct html_out out = centre_out(ctx, req, res);
    accounts_demo_outbox_html(&out, &view);
    return OK;
}
