/* SPDX-License-Identifier: EUPL-1.2 */
/* Commands about people, stations and devices. */
#include "accounts/accounts.h"
#include "app/command.h"
#include "goods/goods.h"
#include "tenants/tenants.h"

#include "base/banned.h"

#define PASSWORD_LINE_MAX 512
#define STATION_NAME_MAX  80

typedef int user_fn(struct command_run *run, struct ctx *ctx);

/* Opens, chooses the centre, runs, closes. */
static int with_centre(struct command_run *run, user_fn *fn)
{
    struct app app;
    struct ctx ctx;
    if (!command_open(run, &app, APP_CHECK)) {
        return COMMAND_FAILED;
    }
    app_begin(&app, &ctx);
    const int code = command_centre(run, &ctx) ? fn(run, &ctx) : COMMAND_FAILED;
    app_end(&ctx);
    (void)app_close(&app);
    return code;
}

static int no_such_person(struct command_run *run, enum status status)
{
    if (status != NOT_FOUND) {
        return command_fail(run, "%s", status_message(status));
    }
    return command_fail(run, "nobody here has the address %.*s; see ombruk user list",
                        STR_ARG(run->options.words[0]));
}

static int print_link(struct command_run *run, struct ctx *ctx, int64_t person_id)
{
    struct str token;
    const enum status status = accounts_first_link(ctx, person_id, &token);
    if (status != OK) {
        return command_fail_status(run, ctx, status);
    }
    const struct str path = str_format(run->mem, "/logg-inn/lenke/%.*s", STR_ARG(token));
    const struct str address = command_address(run, ctx, path.ptr);
    fprintf(run->out, "%.*s\n", STR_ARG(address));
    return COMMAND_DONE;
}

/* Role by its key, and the shop when --shop is given. */
static bool read_role(struct command_run *run, struct ctx *ctx, struct str key, enum role *ret_role,
                      int64_t *ret_tenant_id)
{
    const enum role role = accounts_role_of(key);
    if (role >= ROLE_SIGNED_IN) {
        const struct str all = accounts_who_keys(run->mem, (UINT64_C(1) << ROLE_SIGNED_IN) - 1);
        (void)command_usage(run, "a role is one of %.*s", STR_ARG(all));
        return false;
    }
    const struct str shop = command_option(run, "shop");
    struct tenant tenant = {0};
    if (shop.len > 0 && tenants_by_slug(ctx, shop, &tenant) != OK) {
        (void)command_fail(run, "there is no shop called %.*s", STR_ARG(shop));
        return false;
    }
    *ret_role = role;
    *ret_tenant_id = tenant.id;
    return true;
}

static int user_add(struct command_run *run, struct ctx *ctx)
{
    const struct str role_key = command_option(run, "role");
    enum role role = ROLE_COUNT;
    int64_t tenant_id = 0;
    if (role_key.len > 0 && !read_role(run, ctx, role_key, &role, &tenant_id)) {
        return COMMAND_USAGE;
    }
    const struct new_person person = {.name = command_option(run, "name"),
                                      .email = run->options.words[0],
                                      .pin = command_option(run, "pin")};
    int64_t person_id = 0;
    enum status status = accounts_person_add(ctx, &person, &person_id);
    if (status == OK && role != ROLE_COUNT) {
        status = accounts_grant(ctx, person_id, role, tenant_id);
    }
    return status == OK ? print_link(run, ctx, person_id) : command_fail_status(run, ctx, status);
}

int command_user_add(struct command_run *run)
{
    return with_centre(run, user_add);
}

typedef enum status role_fn(struct ctx *ctx, int64_t person_id, enum role role, int64_t tenant_id);

static int change_role(struct command_run *run, struct ctx *ctx, role_fn *change)
{
    struct person person;
    enum role role = ROLE_COUNT;
    int64_t tenant_id = 0;
    enum status status = accounts_by_email(ctx, run->options.words[0], &person);
    if (status != OK) {
        return no_such_person(run, status);
    }
    if (!read_role(run, ctx, run->options.words[1], &role, &tenant_id)) {
        return COMMAND_USAGE;
    }
    status = change(ctx, person.id, role, tenant_id);
    return status == OK ? COMMAND_DONE : command_fail_status(run, ctx, status);
}

static int user_grant(struct command_run *run, struct ctx *ctx)
{
    return change_role(run, ctx, accounts_grant);
}

int command_user_grant(struct command_run *run)
{
    return with_centre(run, user_grant);
}

static int user_revoke(struct command_run *run, struct ctx *ctx)
{
    return change_role(run, ctx, accounts_revoke);
}

int command_user_revoke(struct command_run *run)
{
    return with_centre(run, user_revoke);
}

static int user_list(struct command_run *run, struct ctx *ctx)
{
    struct person_rows people;
    const enum status status = accounts_list(ctx, &people);
    if (status != OK) {
        return command_fail_status(run, ctx, status);
    }
    for (size_t i = 0; i < people.count; i++) {
        const struct person_row *row = &people.ptr[i];
        fprintf(run->out, "%.*s\t%.*s\t%.*s%s\n", STR_ARG(row->person.email),
                STR_ARG(row->person.name), STR_ARG(row->roles), row->disabled ? "\tdisabled" : "");
    }
    return COMMAND_DONE;
}

int command_user_list(struct command_run *run)
{
    return with_centre(run, user_list);
}

static int user_password(struct command_run *run, struct ctx *ctx)
{
    struct person person;
    enum status status = accounts_by_email(ctx, run->options.words[0], &person);
    if (status != OK) {
        return no_such_person(run, status);
    }
    char line[PASSWORD_LINE_MAX];
    if (fgets(line, sizeof(line), run->in) == NULL) {
        return command_fail(run, "give the password as one line on standard input");
    }
    line[strcspn(line, "\r\n")] = '\0';
    status = accounts_set_password(ctx, person.id, str_of(line));
    explicit_bzero(line, sizeof(line));
    return status == OK ? COMMAND_DONE : command_fail_status(run, ctx, status);
}

int command_user_password(struct command_run *run)
{
    return with_centre(run, user_password);
}

static int user_link(struct command_run *run, struct ctx *ctx)
{
    struct person person;
    const enum status status = accounts_by_email(ctx, run->options.words[0], &person);
    return status == OK ? print_link(run, ctx, person.id) : no_such_person(run, status);
}

int command_user_link(struct command_run *run)
{
    return with_centre(run, user_link);
}

static int user_token(struct command_run *run, struct ctx *ctx)
{
    struct person person;
    int64_t device_id = 0;
    int64_t station_id = 0;
    const struct str device = command_option(run, "device");
    enum status status = accounts_by_email(ctx, run->options.words[0], &person);
    if (status != OK) {
        return no_such_person(run, status);
    }
    if (device.len > 0 && (!str_to_i64(device, &device_id) ||
                           accounts_device_station(ctx, device_id, &station_id) != OK)) {
        return command_fail(run, "no device %.*s is enrolled here", STR_ARG(device));
    }
    if (device.len == 0 && accounts_any_device(ctx, &device_id) != OK) {
        device_id = 0;
    }
    struct str token;
    status = accounts_api_token(ctx, person.id, device_id, command_option(run, "name"), &token);
    if (status != OK) {
        return command_fail_status(run, ctx, status);
    }
    fprintf(run->out, "%.*s\n", STR_ARG(token));
    return COMMAND_DONE;
}

int command_user_token(struct command_run *run)
{
    return with_centre(run, user_token);
}

static int station_add(struct command_run *run, struct ctx *ctx)
{
    const struct str name = str_trim(run->options.words[0]);
    struct holders stations;
    int64_t id = 0;
    enum status status = goods_holders(ctx, HOLDER_STATION, &stations);
    if (name.len == 0 || name.len > STATION_NAME_MAX) {
        return command_usage(run, "a station has a name of 1 to %d bytes", STATION_NAME_MAX);
    }
    for (size_t i = 0; status == OK && i < stations.count; i++) {
        if (str_equal(stations.ptr[i].name, name)) {
            return command_fail(run, "the centre has a station called %.*s", STR_ARG(name));
        }
    }
    if (status == OK) {
        status = goods_holder_add(ctx, 0, HOLDER_STATION, name, &id);
    }
    return status == OK ? COMMAND_DONE : command_fail_status(run, ctx, status);
}

int command_station_add(struct command_run *run)
{
    return with_centre(run, station_add);
}

/* The station called --station, or the only one. 0 after telling why not. */
static int64_t station_of(struct command_run *run, struct ctx *ctx)
{
    const struct str name = command_option(run, "station");
    struct holders stations;
    const enum status status = goods_holders(ctx, HOLDER_STATION, &stations);
    if (status != OK) {
        (void)command_fail_status(run, ctx, status);
        return 0;
    }
    for (size_t i = 0; i < stations.count; i++) {
        if (str_equal(stations.ptr[i].name, name) || (name.len == 0 && stations.count == 1)) {
            return stations.ptr[i].id;
        }
    }
    struct str names = STR("the centre has no station yet; add one: ombruk station add NAME");
    for (size_t i = 0; i < stations.count; i++) {
        names = str_format(ctx->mem, "%.*s%s \"%.*s\"", STR_ARG(i == 0 ? STR("") : names),
                           i == 0 ? "say which station: --station" : ",",
                           STR_ARG(stations.ptr[i].name));
    }
    (void)command_fail(run, "%.*s", STR_ARG(names));
    return 0;
}

static int device_code(struct command_run *run, struct ctx *ctx)
{
    struct str code;
    const int64_t station_id = station_of(run, ctx);
    if (station_id == 0) {
        return COMMAND_FAILED;
    }
    const enum status status =
        accounts_device_code(ctx, station_id, command_option(run, "name"), &code);
    if (status != OK) {
        return command_fail_status(run, ctx, status);
    }
    fprintf(run->out, "%.*s\n", STR_ARG(code));
    return COMMAND_DONE;
}

int command_device_code(struct command_run *run)
{
    return with_centre(run, device_code);
}
