/* SPDX-License-Identifier: EUPL-1.2 */
/* Every route, asked by everybody, for objects that are theirs, another shop's, another centre's
 * and nobody's: the answers are those that the route tables promise. A new room is walked as soon
 * as it stands in rooms.c; a new path parameter needs a row in http_objects.c. */
#include <stdio.h>

#include "app/rooms.h"
#include "html_check.h"
#include "http/assets.h"
#include "http_fixture.h"

int http_route_walk_test(void);

typedef void walk_fn(struct fixture *f, const struct route *route);

static void walk(walk_fn *fn, enum http_method method)
{
    struct fixture *f = fixture_shared();
    for (size_t i = 0; i < rooms_route_count; i++) {
        for (const struct route *route = rooms_routes[i].routes; route->path != NULL; route++) {
            if (route->method == method) {
                fn(f, route);
            }
        }
    }
}

static bool may(const struct route *route, enum fixture_who who)
{
    return (route->who & (EVERYONE | fixture_who_roles(who))) != 0;
}

static bool has_param(const struct route *route)
{
    return strchr(route->path, '{') != NULL;
}

/* The shop that `who` acts for decides which objects are own. */
static enum fixture_whose own(enum fixture_who who)
{
    return who == AS_OTHER_SHOP ? OF_OTHER_SHOP : OF_SHOP;
}

static const char *path_of(struct fixture *f, const struct route *route, enum fixture_whose whose)
{
    struct str unknown = {0};
    const char *path = fixture_path(f, route, whose, &unknown);
    if (path == NULL) {
        fail_msg("%s: give {%.*s} a row in tests/http/http_objects.c", route->path,
                 STR_ARG(unknown));
    }
    return path;
}

static struct browser browser_of(struct fixture *f, const struct route *route, enum fixture_who who)
{
    return route->guard == GUARD_BEARER ? fixture_bearer(f, who) : f->who[who];
}

/* A browser of its own, so that what one request does to the session spares the next. */
static struct browser fresh_browser(struct fixture *f, const struct route *route,
                                    enum fixture_who who)
{
    struct browser browser = browser_of(f, route, who);
    if (route->guard == GUARD_BEARER || browser.session.len == 0) {
        return browser;
    }
    const struct str device = browser.device;
    browser = fixture_browser(f, who == AS_OTHER_MANAGER ? f->other.id : f->home.id,
                              browser.person_id, who == AS_STATION_WORKER ? f->home.device_id : 0);
    browser.device = device;
    browser.elsewhere = who == AS_OTHER_MANAGER;
    return browser;
}

static void say(const struct route *route, enum fixture_who who, const char *path, int code,
                const char *wanted)
{
    fail_msg("%s %s as %s (%s): got %d, wanted %s", http_method_name(route->method), route->path,
             fixture_who_name(who), path, code, wanted);
}

/* What somebody who may not come in is told: sign in first, or not with your role. */
static int refusal(const struct route *route, enum fixture_who who)
{
    const bool signed_in = (fixture_who_roles(who) & WHO_SIGNED_IN) != 0;
    const bool page = route->method == HTTP_GET && route->guard != GUARD_DEVICE &&
                      !str_starts_with(str_of(route->path), STR("/api/"));
    if (signed_in) {
        return 403;
    }
    return page ? 303 : 401;
}

static struct answer send(struct fixture *f, struct browser *browser, const struct route *route,
                          const char *path)
{
    return fixture_send(f, browser,
                        (struct fixture_request){.method = route->method, .path = path});
}

/* The same from our own page, as the app at the station sends it. */
static struct answer send_own(struct fixture *f, struct browser *browser, const struct route *route,
                              const char *path)
{
    if (route->guard != GUARD_DEVICE) {
        return send(f, browser, route, path);
    }
    return fixture_send(f, browser,
                        (struct fixture_request){.method = route->method,
                                                 .path = path,
                                                 .body = STR("{}"),
                                                 .content_type = "application/json",
                                                 .origin = "http://ombruk.test"});
}

/* ---- who may come in
 * -------------------------------------------------------------------------------- */

static void check_refused(struct fixture *f, const struct route *route)
{
    for (int who = 0; who < AS_COUNT; who++) {
        if (may(route, (enum fixture_who)who)) {
            continue;
        }
        const enum fixture_whose all[] = {OF_SHOP, OF_OTHER_CENTRE, OF_NOBODY};
        for (size_t i = 0; i < (has_param(route) ? 3 : 1); i++) {
            struct browser browser = browser_of(f, route, (enum fixture_who)who);
            const char *path = path_of(f, route, all[i]);
            const struct answer answer = send(f, &browser, route, path);
            const int wanted = refusal(route, (enum fixture_who)who);
            if (answer.code != wanted) {
                say(route, (enum fixture_who)who, path, answer.code,
                    wanted == 403 ? "403" : "401 or 303");
            }
        }
    }
}

static void test_who_may_not_read_is_refused_the_same_whatever_the_object(void **state)
{
    (void)state;
    walk(check_refused, HTTP_GET);
}

static void test_who_may_not_write_is_refused_the_same_whatever_the_object(void **state)
{
    (void)state;
    walk(check_refused, HTTP_POST);
    walk(check_refused, HTTP_PUT);
    walk(check_refused, HTTP_DELETE);
}

/* ---- pages
 * ------------------------------------------------------------------------------------------ */

static bool is_page(const struct answer *answer)
{
    return str_starts_with(answer->content_type, STR("text/html")) && answer->body.len > 0;
}

/* Without "/c/slug" and language, query and fragment. */
static struct str bare_path(struct str address)
{
    static const char *const prefixes[] = {"/c/fjordvik", "/nn", "/en"};
    for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
        const struct str prefix = str_of(prefixes[i]);
        if (!str_starts_with(address, prefix)) {
            continue;
        }
        if (address.len == prefix.len || address.ptr[prefix.len] == '/' ||
            address.ptr[prefix.len] == '?') {
            address = str_slice(address, prefix.len, address.len);
        }
    }
    for (size_t i = 0; i < address.len; i++) {
        if (address.ptr[i] == '?' || address.ptr[i] == '#') {
            address = str_slice(address, 0, i);
        }
    }
    return address.len == 0 ? STR("/") : address;
}

static bool leads_somewhere(struct fixture *f, const struct html_link *link)
{
    const struct route *route = NULL;
    struct str params[ROUTE_PARAMS_MAX];
    struct str allow;
    if (!str_starts_with(link->address, STR("/"))) {
        return true;
    }
    const struct str path = bare_path(link->address);
    if (str_starts_with(path, STR("/a/"))) {
        return asset_by_path(path) != NULL;
    }
    return routes_find(f->app.routes, f->mem, link->post ? HTTP_POST : HTTP_GET, path, &route,
                       params, &allow) == OK;
}

/* Valid, and without links that lead nowhere. */
static void check_page(struct fixture *f, const char *path, const struct answer *answer)
{
    struct html_links links = {0};
    const char *wrong = html_check(f->mem, answer->body, &links);
    if (wrong != NULL) {
        fail_msg("%s (%d): %s", path, answer->code, wrong);
    }
    for (size_t i = 0; i < links.count; i++) {
        if (!leads_somewhere(f, &links.ptr[i])) {
            fail_msg("%s: <%.*s> leads to %.*s, which no route answers", path,
                     STR_ARG(links.ptr[i].element), STR_ARG(links.ptr[i].address));
        }
    }
}

static bool is_slow(const struct route *route)
{
    return route->title == NULL;
}

static void check_allowed(struct fixture *f, const struct route *route)
{
    bool seen[2] = {false, false};
    for (int who = 0; who < AS_COUNT; who++) {
        const enum fixture_whose whose = own((enum fixture_who)who);
        const int shop = whose == OF_OTHER_SHOP ? 1 : 0;
        if (!may(route, (enum fixture_who)who) || (is_slow(route) && seen[shop])) {
            continue;
        }
        seen[shop] = true;
        struct browser browser = browser_of(f, route, (enum fixture_who)who);
        const char *path = path_of(f, route, whose);
        const struct answer answer = send(f, &browser, route, path);
        const int wanted = fixture_has_object(route) ? 200 : 404;
        if (answer.code != wanted) {
            say(route, (enum fixture_who)who, path, answer.code, wanted == 200 ? "200" : "404");
        }
        if (is_page(&answer)) {
            check_page(f, path, &answer);
        }
    }
}

static void test_who_may_read_gets_a_valid_page_of_what_is_theirs(void **state)
{
    (void)state;
    walk(check_allowed, HTTP_GET);
}

static void check_languages(struct fixture *f, const struct route *route)
{
    static const char *const prefixes[] = {"/nn", "/en", "/c/fjordvik", "/c/fjordvik/nn"};
    int who = 0;
    while (who < AS_COUNT && !may(route, (enum fixture_who)who)) {
        who++;
    }
    if (who == AS_COUNT || route->title == NULL || !fixture_has_object(route)) {
        return;
    }
    for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
        struct browser browser = browser_of(f, route, (enum fixture_who)who);
        const char *bare = path_of(f, route, own((enum fixture_who)who));
        const char *path = fixture_text(f, "%s%s", prefixes[i], strcmp(bare, "/") == 0 ? "" : bare);
        const struct answer answer = send(f, &browser, route, path);
        if (answer.code != 200) {
            say(route, (enum fixture_who)who, path, answer.code, "200");
        }
        if (is_page(&answer)) {
            check_page(f, path, &answer);
        }
    }
}

static void test_every_page_is_there_in_each_language_and_under_the_centres_name(void **state)
{
    (void)state;
    walk(check_languages, HTTP_GET);
}

/* ---- other people's objects
 * --------------------------------------------------------------------------- */

/* Something that each type of field takes, so that the form is read and the handler runs. */
static const char *sample(struct fixture *f, const struct field *field)
{
    switch (field->type) {
    case FIELD_CHOICE:
        return field->choices[0].value;
    case FIELD_ID:
    case FIELD_IDS:
        return fixture_text(f, "%lld", (long long)f->home.shops[0].id);
    case FIELD_DAY:
        return "2026-12-01";
    case FIELD_EMAIL:
    case FIELD_CONTACT:
        return "prove@example.no";
    case FIELD_PHONE:
        return "91234567";
    case FIELD_UUID:
        return "7c9e6679-7425-40de-944b-e07fc1f90ae7";
    case FIELD_SECRET:
        return "258025";
    case FIELD_TEXT:
    case FIELD_LINES:
        return "abc";
    default:
        return fixture_text(f, "%lld", (long long)(field->min > 1 ? field->min : 1));
    }
}

/* A filled form of `route`; every id in it is `id` when that is not NULL. */
static const char *const *filled(struct fixture *f, const struct route *route, const char *id)
{
    const size_t count = route->form == NULL ? 0 : route->form->field_count;
    const char **fields = arena_array(f->mem, 2 * count + 2, sizeof(char *));
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        const struct field *field = &route->form->fields[i];
        if (field->type == FIELD_FILE) {
            continue;
        }
        fields[at++] = field->name;
        fields[at++] = field->type == FIELD_ID && id != NULL ? id : sample(f, field);
    }
    return fields;
}

static struct answer send_filled(struct fixture *f, struct browser *browser,
                                 const struct route *route, const char *path, const char *id)
{
    if (route->method == HTTP_GET) {
        return send(f, browser, route, path);
    }
    return fixture_send(f, browser,
                        (struct fixture_request){
                            .method = route->method, .path = path, .fields = filled(f, route, id)});
}

/* Somebody else's object and one that never was get the same answer: not found. */
static void check_foreign(struct fixture *f, const struct route *route)
{
    if (!has_param(route) || !fixture_has_object(route)) {
        return;
    }
    for (int who = 0; who < AS_COUNT; who++) {
        if (!may(route, (enum fixture_who)who)) {
            continue;
        }
        struct browser browser = fresh_browser(f, route, (enum fixture_who)who);
        const char *nobodys = path_of(f, route, OF_NOBODY);
        const int never = send_filled(f, &browser, route, nobodys, NULL).code;
        if (never != 404 && never != 410 && never != 422) {
            say(route, (enum fixture_who)who, nobodys, never, "404, 410 or 422");
        }
        const char *abroad = path_of(f, route, OF_OTHER_CENTRE);
        const int other_centre = send_filled(f, &browser, route, abroad, NULL).code;
        if (other_centre != never) {
            say(route, (enum fixture_who)who, abroad, other_centre,
                "the same as for nobody's object");
        }
        const bool acts_for_shop = (fixture_who_roles((enum fixture_who)who) & WHO_TENANT) != 0;
        if (route->owner == OWNER_GROUP && acts_for_shop) {
            const char *theirs = path_of(f, route, who == AS_OTHER_SHOP ? OF_SHOP : OF_OTHER_SHOP);
            const int other_shop = send_filled(f, &browser, route, theirs, NULL).code;
            if (other_shop != never) {
                say(route, (enum fixture_who)who, theirs, other_shop,
                    "the same as for nobody's object");
            }
        }
    }
}

static void test_reading_what_is_not_yours_is_like_reading_what_never_was(void **state)
{
    (void)state;
    walk(check_foreign, HTTP_GET);
}

static void test_writing_to_what_is_not_yours_is_like_writing_to_what_never_was(void **state)
{
    (void)state;
    walk(check_foreign, HTTP_POST);
    walk(check_foreign, HTTP_PUT);
    walk(check_foreign, HTTP_DELETE);
}

/* Ids in the fields of a form are looked up like those in the path: one of another centre, of the
 * wrong kind or of nobody never leads to a change. */
static void check_foreign_fields(struct fixture *f, const struct route *route)
{
    bool has_id = false;
    for (size_t i = 0; route->form != NULL && i < route->form->field_count; i++) {
        const struct field *field = &route->form->fields[i];
        has_id = has_id || (field->type == FIELD_ID && field->required);
    }
    const int64_t ids[] = {f->other.shops[0].id, f->other.person_id, f->other.station_id,
                           f->other.device_id,   f->other.id,        INT64_MAX};
    for (int who = 0; has_id && who < AS_COUNT; who++) {
        for (size_t i = 0; may(route, (enum fixture_who)who) && i < sizeof(ids) / sizeof(ids[0]);
             i++) {
            struct browser browser = fresh_browser(f, route, (enum fixture_who)who);
            const char *path = path_of(f, route, own((enum fixture_who)who));
            const char *id = fixture_text(f, "%lld", (long long)ids[i]);
            const int code = send_filled(f, &browser, route, path, id).code;
            if (code < 400 || code >= 500) {
                say(route, (enum fixture_who)who, fixture_text(f, "%s with id %s", path, id), code,
                    "a refusal");
            }
        }
    }
}

static void test_ids_in_forms_reach_nothing_of_another_centre(void **state)
{
    (void)state;
    walk(check_foreign_fields, HTTP_POST);
    walk(check_foreign_fields, HTTP_PUT);
}

/* ---- writing
 * -------------------------------------------------------------------------------------------- */

static void check_tokens(struct fixture *f, const struct route *route)
{
    for (int who = 0; who < AS_COUNT; who++) {
        if (!may(route, (enum fixture_who)who) || route->guard == GUARD_BEARER ||
            route->guard == GUARD_LINK) {
            continue;
        }
        struct browser browser = browser_of(f, route, (enum fixture_who)who);
        const char *path = path_of(f, route, own((enum fixture_who)who));
        const struct answer bare = fixture_send(
            f, &browser,
            (struct fixture_request){.method = route->method, .path = path, .without_token = true});
        const struct answer forged =
            fixture_send(f, &browser,
                         (struct fixture_request){.method = route->method,
                                                  .path = path,
                                                  .token = STR("AAAA"),
                                                  .origin = "https://evil.test"});
        if (bare.code != 403 || forged.code != 403) {
            say(route, (enum fixture_who)who, path, bare.code != 403 ? bare.code : forged.code,
                "403 without the form's token");
        }
    }
}

static void test_no_write_without_a_token_of_our_own_page(void **state)
{
    (void)state;
    walk(check_tokens, HTTP_POST);
}

/* Who may write gets a sensible answer to an empty form, never an error of ours; and when the page
 * comes back it is a valid one. Each in a session of its own, on a database of its own. */
static void check_empty_form(struct fixture *f, const struct route *route)
{
    for (int who = 0; who < AS_COUNT; who++) {
        if (!may(route, (enum fixture_who)who)) {
            continue;
        }
        struct browser browser = fresh_browser(f, route, (enum fixture_who)who);
        const char *path = path_of(f, route, own((enum fixture_who)who));
        const struct answer answer = send_own(f, &browser, route, path);
        if (answer.code == 401 || answer.code == 403 || answer.code >= 500) {
            say(route, (enum fixture_who)who, path, answer.code, "neither a refusal nor an error");
        }
        if (is_page(&answer)) {
            check_page(f, path, &answer);
        }
    }
}

static void test_who_may_write_gets_an_answer_to_an_empty_form(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    for (size_t i = 0; i < rooms_route_count; i++) {
        for (const struct route *route = rooms_routes[i].routes; route->path != NULL; route++) {
            if (route->method == HTTP_POST) {
                check_empty_form(f, route);
            }
        }
    }
    fixture_close(f);
}

int http_route_walk_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_may_not_read_is_refused_the_same_whatever_the_object),
        cmocka_unit_test(test_who_may_not_write_is_refused_the_same_whatever_the_object),
        cmocka_unit_test(test_who_may_read_gets_a_valid_page_of_what_is_theirs),
        cmocka_unit_test(test_every_page_is_there_in_each_language_and_under_the_centres_name),
        cmocka_unit_test(test_reading_what_is_not_yours_is_like_reading_what_never_was),
        cmocka_unit_test(test_writing_to_what_is_not_yours_is_like_writing_to_what_never_was),
        cmocka_unit_test(test_ids_in_forms_reach_nothing_of_another_centre),
        cmocka_unit_test(test_no_write_without_a_token_of_our_own_page),
        cmocka_unit_test(test_who_may_write_gets_an_answer_to_an_empty_form),
    };
    return TEST_DB_RUN("route_walk", tests);
}
