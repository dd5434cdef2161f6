/* SPDX-License-Identifier: EUPL-1.2 */
/* Route and form tables: read them and you know a room. */
#ifndef OMBRUK_HTTP_ROUTE_H
#define OMBRUK_HTTP_ROUTE_H

#include "base/ctx.h"
#include "http/form.h"

struct request;
struct response;

/* HEAD is answered from GET by the floor. */
enum http_method {
    HTTP_GET,
    HTTP_POST,
    HTTP_PUT,
    HTTP_DELETE,
    HTTP_HEAD,
    HTTP_METHOD_COUNT
};

/* Fills `res` (or redirects) and returns OK, or returns why not; then the dispatcher answers. */
typedef enum status http_handler(struct ctx *ctx, struct request *req, struct response *res);

/* Who may come in: bits of ctx->actor.roles, any one of which is enough. EVERYONE needs no
 * account. The meaning of the other bits belongs to the room accounts. 0 stops the start. */
#define EVERYONE (UINT64_C(1) << 63)

/* What an object behind the route must have to do with the actor. The handler (its room) checks
 * it and answers NOT_FOUND for what is not the actor's; the route walk test reads it here. */
enum owner_rule {
    OWNER_NONE = 1, /* no object, or one that is public to all who may come in */
    OWNER_CENTRE,   /* an object of this centre */
    OWNER_GROUP,    /* an object of ctx->actor.owner_id */
    OWNER_SELF,     /* the actor's own record */
};

/* How the caller proves it is not a forged request. */
enum route_guard {
    GUARD_FORM,   /* 0, the default for POST: form token in the page, session cookie */
    GUARD_BEARER, /* /api/v1: bearer token, cookies ignored */
    /* A link of a mail that a mail program posts to (RFC 8058): no cookie, token or Origin; the
     * secret in the path is the proof. Only what whoever has the link may do anyway; raw form. */
    GUARD_LINK,
    GUARD_DEVICE, /* station app: device cookie, JSON body, Origin equal to our own; answers JSON */
};

struct route {
    enum http_method method;
    /* "/ting/{code}": a segment in braces matches one non-empty segment, at most four of them.
     * Without the centre and language prefix. A fixed segment wins over a parameter. Fixed
     * segments are made of A–Z a–z 0–9 - . _ ~ and match only as written, never percent-encoded. */
    const char *path;
    http_handler *handler;
    uint64_t who;
    enum owner_rule owner;
    /* Required on POST and PUT (an empty form declares that nothing is read). */
    const struct form *form;
    /* POST: the GET handler that shows the form again, with status 422/409 and what was typed. NULL
     * for routes that answer JSON or have no fields to correct (then the error page is shown). */
    http_handler *again;
    /* N_() title of the page; NULL for POST, JSON and downloads. */
    const char *title;
    enum route_guard guard;
    /* Runs on a worker thread even when GET and SQLite (slow work: PDF, password hashing). POST and
     * PUT do, unless they are quick. */
    bool slow;
    /* POST and PUT on SQLite: needs no thread to itself, because it only asks the database and
     * writes to it; no password hashing, no picture, no file. */
    bool quick;
};

/* A table ends with a row of zeroes. */
#define ROUTES_END                                                                                 \
    {                                                                                              \
        .path = NULL                                                                               \
    }

struct route_table {
    const char *room;
    const struct route *routes;
};

/* Checks all tables: a right and an owner rule in each row, a form on each POST and PUT, no two
 * rows that match the same, well-formed paths and forms, a bearer token only under /api/ and no
 * form token there. INVALID with `ret_why` naming the row. */
MUST_CHECK enum status routes_check(const struct route_table *tables, size_t count,
                                    char ret_why[256]);

struct routes; /* compiled for matching */

/* Of tables that passed routes_check() and outlive it. */
struct routes *routes_create(const struct route_table *tables, size_t count);
void routes_destroy(struct routes *routes);

#define ROUTE_PARAMS_MAX   4
#define ROUTE_SEGMENTS_MAX 12

/* Finds the row for method and path. NOT_FOUND if no path matches; MALFORMED with `*ret_allow` set
 * to e.g. "GET, HEAD, POST" if only the method does not. Parameters are percent-decoded into
 * `arena`; a parameter with NUL, '/' or invalid UTF-8 does not match. */
MUST_CHECK enum status routes_find(const struct routes *routes, struct arena *arena,
                                   enum http_method method, struct str path,
                                   const struct route **ret_route,
                                   struct str ret_params[ROUTE_PARAMS_MAX], struct str *ret_allow);

/* True if a row for `method` answers this pattern; what follows a '?' is ignored. "{}" stands for
 * any value of a parameter. For link checks. */
bool routes_have_pattern(const struct routes *routes, enum http_method method, struct str pattern);

const char *http_method_name(enum http_method method);

#endif
