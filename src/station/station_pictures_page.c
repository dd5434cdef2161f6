/* SPDX-License-Identifier: EUPL-1.2 */
/* How many photos are on their way, and since when. */
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"
#include "media/upload.h"
#include "station/station_office_views.h"
#include "station/station_pages.h"
#include "station/station_store.h"
#include "station_html.h"

#include "base/banned.h"

static void add_fact(struct ctx *ctx, struct facts *facts, const char *label, int64_t number)
{
    vec_push(ctx->mem, facts,
             (struct fact){str_of(i18n_text(ctx->lang, label)), i18n_number(ctx, number), STR("")});
}

static struct str summary_of(struct ctx *ctx, const struct upload_backlog *uploads, int64_t sizes)
{
    const int64_t waiting = uploads->waiting + sizes;
    if (waiting == 0) {
        return str_of(i18n_text(ctx->lang, N_("All photos that have come are ready.")));
    }
    const struct i18n_arg args[] = {{"count", i18n_number(ctx, waiting)},
                                    {"when", uploads->oldest_ms == NO_I64
                                                 ? STR("")
                                                 : centre_when_near(ctx, uploads->oldest_ms)}};
    return uploads->oldest_ms == NO_I64
               ? i18n_fill(ctx, N_("{count} photos are being made ready."), args, 1)
               : i18n_fill(ctx,
                           N_("{count} photos wait to be made ready, the oldest since {when}."),
                           args, 2);
}

enum status station_pictures_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct backlog_view view = {0};
    struct upload_backlog uploads;
    int64_t sizes = 0;
    int64_t help = 0;
    TRY(upload_backlog(ctx, &uploads));
    TRY(photo_backlog(ctx, &sizes));
    TRY(station_store_help_count(ctx, 0, &help));
    view.summary = summary_of(ctx, &uploads, sizes);
    add_fact(ctx, &view.facts, N_("Come, not yet looked into"), uploads.waiting);
    add_fact(ctx, &view.facts, N_("Shown, without their small sizes"), sizes);
    add_fact(ctx, &view.facts, N_("Half sent from phones"), uploads.partial);
    add_fact(ctx, &view.facts, N_("Cases that need help"), help);
    centre_page(ctx, req, PAGE_OFFICE, N_("Photos on their way"), "/kontor/bilder", &view.page);
    struct html_out out = centre_out(ctx, req, res);
    office_pictures_html(&out, &view);
    return OK;
}
