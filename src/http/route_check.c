/* SPDX-License-Identifier: EUPL-1.2 */
/* Checks the route tables once at the start, so that a careless row stops the program. */
#include "http/route.h"

#include <stdio.h>

#include "http/form_check.h"

#include "base/banned.h"

static bool is_literal_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

static bool is_param_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

static bool segment_is_param(struct str segment)
{
    return segment.len > 0 && segment.ptr[0] == '{';
}

static bool segment_is_well_formed(struct str segment)
{
    const bool param = segment_is_param(segment);
    if (param && (segment.len < 3 || segment.ptr[segment.len - 1] != '}')) {
        return false;
    }
    const struct str inner = param ? str_slice(segment, 1, segment.len - 1) : segment;
    for (size_t i = 0; i < inner.len; i++) {
        if (param ? !is_param_byte(inner.ptr[i]) : !is_literal_byte(inner.ptr[i])) {
            return false;
        }
    }
    return inner.len > 0;
}

static const char *path_fault(struct str path)
{
    if (path.len == 0 || path.ptr[0] != '/') {
        return "the path must begin with '/'";
    }
    struct str rest = str_slice(path, 1, path.len);
    struct str segment;
    int params = 0;
    int segments = 0;
    while (rest.len > 0 && str_split(&rest, '/', &segment)) {
        if (!segment_is_well_formed(segment)) {
            return "the path has an empty segment or one with other signs than a-z 0-9 - . _ ~";
        }
        params += segment_is_param(segment);
        segments++;
        if (rest.ptr != NULL && rest.len == 0) {
            return "the path must not end with '/'";
        }
    }
    if (params > ROUTE_PARAMS_MAX || segments > ROUTE_SEGMENTS_MAX) {
        return "the path has too many parameters or segments";
    }
    return NULL;
}

static bool is_api(struct str path)
{
    return str_starts_with(path, STR("/api/"));
}

/* Centre, language and asset addresses are read by the floor before routes are. */
static bool is_taken(struct str path)
{
    static const char *const taken[] = {"c", "a", "nn", "en"};
    const struct str rest = str_slice(path, 1, path.len);
    const ptrdiff_t slash = str_find_byte(rest, '/');
    const struct str first = slash < 0 ? rest : str_slice(rest, 0, (size_t)slash);
    for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++) {
        if (str_equal(first, str_of(taken[i]))) {
            return true;
        }
    }
    return false;
}

static const char *guard_fault(const struct route *route)
{
    const bool writes = route->method != HTTP_GET;
    if (route->guard == GUARD_BEARER && !is_api(str_of(route->path))) {
        return "a bearer token opens only paths under /api/";
    }
    if (writes && route->guard == GUARD_FORM && is_api(str_of(route->path))) {
        return "what writes under /api/ needs GUARD_BEARER or GUARD_DEVICE";
    }
    if (route->form != NULL && route->form->raw && route->guard == GUARD_FORM) {
        return "a raw body has no form token: it needs another guard";
    }
    if (route->guard == GUARD_LINK &&
        (route->form == NULL || !route->form->raw || route->who != EVERYONE ||
         str_find_byte(str_of(route->path), '{') < 0)) {
        return "GUARD_LINK is for everyone who has the secret in the path, with a raw form";
    }
    if (route->again != NULL && route->method != HTTP_POST) {
        return "only a POST can be shown again";
    }
    return NULL;
}

static const char *row_fault(const struct route *route)
{
    const char *fault = path_fault(str_of(route->path));
    if (fault != NULL) {
        return fault;
    }
    if (is_taken(str_of(route->path))) {
        return "the path begins with what the floor reads as centre, language or asset";
    }
    if (route->method > HTTP_DELETE) {
        return "the method must be GET, POST, PUT or DELETE";
    }
    if (route->handler == NULL) {
        return "no handler";
    }
    if (route->who == 0) {
        return "nobody may enter: say who";
    }
    if (route->owner < OWNER_NONE || route->owner > OWNER_SELF) {
        return "no owner rule";
    }
    if ((route->method == HTTP_POST || route->method == HTTP_PUT) && route->form == NULL) {
        return "no form: use form_empty if nothing is read";
    }
    return route->form != NULL && form_fault(route->form) != NULL ? form_fault(route->form)
                                                                  : guard_fault(route);
}

/* Parameters count as equal whatever their names. */
static bool same_pattern(struct str a, struct str b)
{
    struct str part_a;
    struct str part_b;
    while (a.ptr != NULL && b.ptr != NULL) {
        str_split(&a, '/', &part_a);
        str_split(&b, '/', &part_b);
        const bool both = segment_is_param(part_a) && segment_is_param(part_b);
        if (!both && !str_equal(part_a, part_b)) {
            return false;
        }
    }
    return a.ptr == NULL && b.ptr == NULL;
}

static bool is_repeated(const struct route_table *tables, size_t table, const struct route *route)
{
    for (size_t i = 0; i <= table; i++) {
        for (const struct route *other = tables[i].routes; other->path != NULL; other++) {
            if (other == route) {
                return false;
            }
            if (other->method == route->method &&
                same_pattern(str_of(other->path), str_of(route->path))) {
                return true;
            }
        }
    }
    return false;
}

enum status routes_check(const struct route_table *tables, size_t count, char ret_why[256])
{
    for (size_t i = 0; i < count; i++) {
        for (const struct route *route = tables[i].routes; route->path != NULL; route++) {
            const char *fault = row_fault(route);
            if (fault == NULL && is_repeated(tables, i, route)) {
                fault = "another row matches the same";
            }
            if (fault != NULL) {
                snprintf(ret_why, 256, "room %s, route %s %s: %s", tables[i].room,
                         http_method_name(route->method), route->path, fault);
                return INVALID;
            }
        }
    }
    return OK;
}
