/* SPDX-License-Identifier: EUPL-1.2 */
/* Finds the row for a path: a tree of segments, fixed children sorted, one child for a parameter.
 */
#include "http/route.h"

#include <assert.h>
#include <stdlib.h>

#include "base/strbuf.h"
#include "base/vec.h"
#include "http/percent.h"

#include "base/banned.h"

#define ROUTES_MEMORY ((size_t)16 * 1024 * 1024)

struct node {
    struct str segment;
    VEC(struct node *) fixed; /* sorted by segment */
    struct node *param;
    const struct route *by_method[HTTP_HEAD];
};

struct routes {
    struct arena *mem;
    struct node root;
};

struct match {
    struct str segments[ROUTE_SEGMENTS_MAX];
    bool is_param[ROUTE_SEGMENTS_MAX];
    size_t count;
    enum http_method method;
    unsigned methods; /* bits of methods seen at the end of matching paths */
    const struct route *route;
};

const char *http_method_name(enum http_method method)
{
    static const char *const names[HTTP_METHOD_COUNT] = {
        [HTTP_GET] = "GET",       [HTTP_POST] = "POST", [HTTP_PUT] = "PUT",
        [HTTP_DELETE] = "DELETE", [HTTP_HEAD] = "HEAD",
    };
    return names[method];
}

/* Index of `segment` among the fixed children, or where it belongs as −index−1. */
static ptrdiff_t fixed_index(const struct node *node, struct str segment)
{
    size_t low = 0;
    size_t high = node->fixed.count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        const int order = str_compare(node->fixed.ptr[middle]->segment, segment);
        if (order == 0) {
            return (ptrdiff_t)middle;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return -(ptrdiff_t)low - 1;
}

static struct node *fixed_child(struct arena *mem, struct node *node, struct str segment)
{
    const ptrdiff_t found = fixed_index(node, segment);
    if (found >= 0) {
        return node->fixed.ptr[found];
    }
    struct node *child = ARENA_NEW(mem, struct node);
    child->segment = segment;
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): a list of pointers */
    vec_push(mem, &node->fixed, child);
    const size_t at = (size_t)(-found - 1);
    for (size_t i = node->fixed.count - 1; i > at; i--) {
        node->fixed.ptr[i] = node->fixed.ptr[i - 1];
    }
    node->fixed.ptr[at] = child;
    return child;
}

static struct node *param_child(struct arena *mem, struct node *node)
{
    if (node->param == NULL) {
        node->param = ARENA_NEW(mem, struct node);
    }
    return node->param;
}

static void add_route(struct routes *routes, const struct route *route)
{
    struct node *node = &routes->root;
    struct str rest = str_slice(str_of(route->path), 1, SIZE_MAX);
    struct str segment;
    while (rest.len > 0 && str_split(&rest, '/', &segment)) {
        node = segment.ptr[0] == '{' ? param_child(routes->mem, node)
                                     : fixed_child(routes->mem, node, segment);
    }
    assert(node->by_method[route->method] == NULL);
    node->by_method[route->method] = route;
}

struct routes *routes_create(const struct route_table *tables, size_t count)
{
    struct arena *mem = arena_create(ROUTES_MEMORY);
    struct routes *routes = ARENA_NEW(mem, struct routes);
    routes->mem = mem;
    for (size_t i = 0; i < count; i++) {
        for (const struct route *route = tables[i].routes; route->path != NULL; route++) {
            add_route(routes, route);
        }
    }
    return routes;
}

void routes_destroy(struct routes *routes)
{
    if (routes != NULL) {
        arena_destroy(routes->mem);
    }
}

static bool descend(const struct node *node, struct match *match, size_t at)
{
    if (at == match->count) {
        for (int method = 0; method < HTTP_HEAD; method++) {
            match->methods |= node->by_method[method] != NULL ? 1U << method : 0;
        }
        match->route = node->by_method[match->method];
        return match->route != NULL;
    }
    const struct str segment = match->segments[at];
    const ptrdiff_t fixed = fixed_index(node, segment);
    match->is_param[at] = false;
    if (fixed >= 0 && descend(node->fixed.ptr[fixed], match, at + 1)) {
        return true;
    }
    match->is_param[at] = true;
    return node->param != NULL && segment.len > 0 && descend(node->param, match, at + 1);
}

/* False if the path cannot match any row. */
static bool split_path(struct str path, struct match *match)
{
    if (path.len == 0 || path.ptr[0] != '/') {
        return false;
    }
    struct str rest = str_slice(path, 1, path.len);
    struct str segment;
    while (rest.len > 0 && str_split(&rest, '/', &segment)) {
        if (match->count == ROUTE_SEGMENTS_MAX || (rest.ptr != NULL && rest.len == 0)) {
            return false;
        }
        match->segments[match->count++] = segment;
    }
    return true;
}

static struct str allowed(struct arena *arena, unsigned methods)
{
    struct str list = STR("");
    for (int method = 0; method < HTTP_HEAD; method++) {
        if ((methods & 1U << method) != 0) {
            list = str_format(arena, "%.*s%s%s", STR_ARG(list), list.len > 0 ? ", " : "",
                              method == HTTP_GET ? "GET, HEAD"
                                                 : http_method_name((enum http_method)method));
        }
    }
    return list;
}

enum status routes_find(const struct routes *routes, struct arena *arena, enum http_method method,
                        struct str path, const struct route **ret_route,
                        struct str ret_params[ROUTE_PARAMS_MAX], struct str *ret_allow)
{
    struct match match = {.method = method == HTTP_HEAD ? HTTP_GET : method};
    if (!split_path(path, &match)) {
        return NOT_FOUND;
    }
    const bool found = descend(&routes->root, &match, 0);
    if (!found && match.methods == 0) {
        return NOT_FOUND;
    }
    struct str params[ROUTE_PARAMS_MAX] = {0};
    size_t count = 0;
    for (size_t i = 0; found && i < match.count; i++) {
        if (match.is_param[i]) {
            struct str *param = &params[count++];
            if (!percent_decode(arena, match.segments[i], false, param) ||
                str_find_byte(*param, '/') >= 0) {
                return NOT_FOUND;
            }
        }
    }
    if (!found) {
        *ret_allow = allowed(arena, match.methods);
        return MALFORMED;
    }
    *ret_route = match.route;
    memcpy(ret_params, params, sizeof(params));
    return OK;
}

bool routes_have_pattern(const struct routes *routes, enum http_method method, struct str pattern)
{
    struct match match = {.method = method == HTTP_HEAD ? HTTP_GET : method};
    const ptrdiff_t query = str_find_byte(pattern, '?');
    if (query >= 0) {
        pattern = str_slice(pattern, 0, (size_t)query);
    }
    return split_path(pattern, &match) && descend(&routes->root, &match, 0);
}
