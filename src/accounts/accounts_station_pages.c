/* SPDX-License-Identifier: EUPL-1.2 */
/* Pages of a shared device: enrolling it, and who is at work. */
#include "accounts/accounts_forms.h"
#include "accounts/accounts_pages.h"
#include "accounts/accounts_sign_in.h"
#include "accounts/accounts_views.h"
#include "accounts_html.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"

#include "base/banned.h"

/* In a quarter of an hour: codes tried from one address, PINs tried at one device. */
#define ENROL_TRIES 10
#define PIN_TRIES   60
#define QUARTER_MS  (15 * MS_PER_MINUTE)

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct error_summary errors_of(struct ctx *ctx, const struct request *req,
                                      const struct form *form)
{
    return (struct error_summary){.errors = form_errors(ctx, req, form)};
}

enum status accounts_enrol_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct enrol_view view = {.errors = errors_of(ctx, req, &accounts_enrol_form)};
    centre_page(ctx, req, PAGE_BARE, N_("Use this device at a station"), "", &view.page);
    view.code = form_field(ctx, req, &accounts_enrol_form, "code", STR(""));
    struct html_out out = centre_out(ctx, req, res);
    accounts_enrol_html(&out, &view);
    return OK;
}

enum status accounts_enrol_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct enrol_input *input = req->form;
    struct str token;
    int64_t device_id = 0;
    TRY(rate_limit("enrol", req->remote, ENROL_TRIES, QUARTER_MS, ctx->now_ms));
    TRY(accounts_device_enrol(ctx, input->code, &token, &device_id));
    response_cookie(ctx, req, res, ACCOUNTS_DEVICE_COOKIE, token, "/", ACCOUNTS_DEVICE_MS / 1000);
    return response_redirect(ctx, req, res, STR("/inn/person"));
}

/* "Kari Nordmann" → "KN": the first letters of the first and the last word. */
static struct str initials_of(struct ctx *ctx, struct str name)
{
    const struct str first = str_utf8_prefix(name, 1);
    struct str last = STR("");
    struct str rest = name;
    struct str word;
    size_t words = 0;
    while (rest.ptr != NULL && str_split(&rest, ' ', &word)) {
        words += word.len > 0 ? 1 : 0;
        last = word.len > 0 ? str_utf8_prefix(word, 1) : last;
    }
    return words > 1 ? str_concat(ctx->mem, first, last) : first;
}

static void add_workers(struct ctx *ctx, const struct people *people, struct str chosen,
                        struct workers_view *view)
{
    for (size_t i = 0; i < people->count; i++) {
        const struct people_row *row = &people->ptr[i];
        if (!row->has_pin) {
            continue;
        }
        const struct str id = str_format(ctx->mem, "%lld", (long long)row->person.id);
        vec_push(ctx->mem, &view->workers,
                 (struct worker){.id = id,
                                 .input_id = str_concat(ctx->mem, STR("f-person-"), id),
                                 .name = row->person.name,
                                 .initials = initials_of(ctx, row->person.name),
                                 .chosen = str_equal(id, chosen)});
    }
}

enum status accounts_workers_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct people people;
    struct workers_view view = {.errors = errors_of(ctx, req, &accounts_pin_form)};
    TRY(accounts_store_with_role(ctx, ROLE_STATION_WORKER, centre_today(ctx), &people));
    centre_page(ctx, req, PAGE_STATION, N_("Who is at work?"), "", &view.page);
    const struct form_field person = form_field(ctx, req, &accounts_pin_form, "person", STR(""));
    view.pin = form_field(ctx, req, &accounts_pin_form, "pin", STR(""));
    add_workers(ctx, &people, person.value, &view);
    if (view.workers.count == 0) {
        /* There is no form to correct. */
        view.errors = (struct error_summary){.heading = STR("")};
    }
    view.none = (struct empty_state){
        .heading = translate(ctx, N_("Nobody has a PIN yet")),
        .text = translate(ctx, N_("The manager gives each person a PIN under People."))};
    struct html_out out = centre_out(ctx, req, res);
    accounts_workers_html(&out, &view);
    return OK;
}

enum status accounts_pin_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct pin_input *input = req->form;
    const struct str device = str_format(ctx->mem, "%lld", (long long)ctx->actor.device_id);
    struct str token;
    TRY(rate_limit("pin", device, PIN_TRIES, QUARTER_MS, ctx->now_ms));
    TRY(accounts_sign_in_pin(ctx, input->person_id, input->pin, &token));
    return accounts_pages_go_on(ctx, req, res, token, STR(""));
}
