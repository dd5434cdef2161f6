/* SPDX-License-Identifier: EUPL-1.2 */
/* Requests, responses and the application that answers them, without a socket.
 *
 * server.h puts this behind libmicrohttpd; tests call http_handle() directly. The order for each
 * request: gate → centre and language from the address → route → who is this → who may → form and
 * token → handler → headers. */
#ifndef OMBRUK_HTTP_HTTP_H
#define OMBRUK_HTTP_HTTP_H

#include "base/ctx.h"
#include "base/strbuf.h"
#include "db/db.h"
#include "http/assets.h"
#include "http/route.h"

struct http_header {
    struct str name; /* as received; compare with str_equal_nocase */
    struct str value;
};

#define HTTP_HEADERS_MAX  64
#define HTTP_HEADER_BYTES 16384 /* names and values in all */
#define HTTP_TARGET_MAX   4096
#define HTTP_RESPONSE_MAX ((size_t)8 * 1024 * 1024)
#define HTTP_BODY_MAX     ((size_t)64 * 1024)
#define HTTP_UPLOAD_MAX   ((size_t)12 * 1024 * 1024)

struct request {
    /* ---- as received ---- */
    enum http_method method;
    struct str target; /* path and query, undecoded */
    struct http_header *headers;
    size_t header_count;
    struct str body;
    struct str remote; /* client address after trusted_proxies; for rate limits, never logged */
    bool secure;       /* TLS at our side or said by a trusted proxy */

    /* ---- worked out by http_open ---- */
    bool opened;
    enum status open_status; /* OK, MALFORMED (gate, or `allow` is set), TOO_LARGE, NOT_FOUND */
    struct str allow;        /* what the path takes, when it does not take this method */
    struct str path;         /* after the centre and language prefix; begins with '/' */
    struct str query;        /* undecoded, without '?' */
    struct str centre_slug;  /* from /c/SLUG; empty when the host or the default decides */
    struct str prefix;       /* "/c/slug/nn" to put before our own links; may be empty */
    const struct route *route;
    struct str params[ROUTE_PARAMS_MAX];
    bool wants_json; /* path under /api/, or GUARD_DEVICE */

    /* ---- worked out by http_handle ---- */
    const struct http_app *app;
    void *form; /* the checked struct of route->form (POST, PUT, and GET with a form); else NULL */
    struct form_result *form_result;
    bool again;               /* a failed POST is being shown again by route->again */
    struct str token_secret;  /* what form tokens of this visitor derive from; may be empty */
    bool token_secret_is_new; /* the floor's own: send token_secret as the visitor cookie */
};

struct response {
    int code; /* 200 unless set */
    struct strbuf body;
    struct str content_type; /* default text/html; charset=utf-8 */
    struct str location;
    struct str etag;          /* with quotes; compared with If-None-Match by the floor */
    struct str cache_control; /* default "no-store" when signed in, else "no-cache" */
    struct {
        struct http_header *ptr;
        size_t count;
        size_t capacity;
    } headers; /* extra, e.g. Set-Cookie; all headers once http_handle() has returned */
    /* Instead of body: bytes that outlive the request (embedded assets), or an open file whose
     * descriptor the server closes. */
    struct str fixed;
    int file_fd; /* -1: none */
    int64_t file_size;
};

/* Header `name` of the request, or the empty string with `.ptr == NULL`. */
struct str request_header(const struct request *req, const char *name);
/* Cookie `name`, or `.ptr == NULL`. A repeated cookie name counts as absent. */
struct str request_cookie(const struct request *req, const char *name);
/* Path parameter by position; `_i64` is NOT_FOUND unless it is a positive number. */
MUST_CHECK enum status request_param_i64(const struct request *req, int index, int64_t *ret_id);
/* One query parameter, percent-decoded, or `.ptr == NULL`. For lists declare a form on the GET. */
struct str request_query(struct ctx *ctx, const struct request *req, const char *name);
/* True if the Origin header is there and names this server: public_url, or the Host header (then
 * with https if the request came over TLS). */
bool request_is_own_origin(const struct request *req);

void response_init(struct response *res);
/* Frees the body and closes the file. */
void response_finish(struct response *res);
void response_header(struct ctx *ctx, struct response *res, const char *name, struct str value);
/* 303 to one of our own pages; `path` begins with '/', the prefix of `req` is put before it.
 * MALFORMED, and nothing done, for a path that could lead to another site (from a parameter). */
MUST_CHECK
enum status response_redirect(struct ctx *ctx, const struct request *req, struct response *res,
                              struct str path);
/* Adds Set-Cookie: HttpOnly, SameSite=Lax, Path=`path`, Secure when the request is secure or
 * public_url is https; `max_age_s` 0 for the browser session, negative to remove. A value with
 * other bytes than RFC 6265 cookie octets is a programming error. */
void response_cookie(struct ctx *ctx, const struct request *req, struct response *res,
                     const char *name, struct str value, const char *path, int64_t max_age_s);
/* The answer to a program: application/problem+json (RFC 9457) with status, code (the name in the
 * status table), title (ctx->err or the status's message, in the language of ctx) and errors, one
 * {"field","message"} for each field that is wrong. UNAUTHENTICATED of a device that is not (any
 * more) enrolled has the code "DEVICE". Replaces what the body held. */
void response_problem(struct ctx *ctx, const struct request *req, struct response *res,
                      enum status status);

/* The same with a finer code than the status's name, and further members. */
struct problem_member {
    const char *name;
    struct str text; /* `.ptr == NULL`: the number */
    int64_t number;
};
void response_problem_as(struct ctx *ctx, const struct request *req, struct response *res,
                         enum status status, const char *code, const struct problem_member *more,
                         size_t count);

/* ---- form tokens (CSRF) -----------------------------------------------------------------------
 * token = base64url(pad ‖ pad xor BLAKE2b-256(key = app->secret, token_secret)), pad random. */

/* The hidden field's value for this visitor, masked anew in each call (so that a compressed page
 * cannot leak it). Marks the visitor cookie to be set if there is none. */
struct str http_form_token(struct ctx *ctx, struct request *req);
/* True if `token` was made for this visitor. */
bool http_form_token_is_valid(const struct request *req, struct str token);

/* Name of the cookie that ties form tokens to a visitor without a session. */
#define HTTP_VISITOR_COOKIE "ob_visit"

/* ---- rate limits, in memory, per process ------------------------------------------------------
 */

/* Counts one try of `what` (e.g. "pin:123") and answers TOO_MANY above `limit` in the window that
 * began with its first try. Keys are stored hashed; at most 100 000, oldest window out first. */
MUST_CHECK enum status rate_limit(const char *what, struct str key, int limit, int64_t window_ms,
                                  int64_t now_ms);
void rate_limit_clear(const char *what, struct str key);

/* ---- the application --------------------------------------------------------------------------
 */

struct http_app {
    const struct route_table *tables;
    size_t table_count;
    const struct routes *routes;
    const struct asset *assets; /* served under /a/; NULL: none */
    struct db *db;              /* NULL: handlers use no database (tests) */
    /* 32 random bytes kept in the data folder; form tokens and cookies derive from it. */
    unsigned char secret[32];
    struct str public_url; /* "https://ombruk.example.no" or empty */
    bool demo;

    /* Answered by rooms, so that the floor knows no municipal word. */
    /* Sets ctx->centre_id and ctx->zone from slug, host or default. NOT_FOUND for an unknown
     * centre. */
    enum status (*find_centre)(struct ctx *ctx, const struct request *req);
    /* Sets ctx->actor and req->token_secret from cookies or bearer token (req->token_secret comes
     * in as the visitor cookie's). req->route may be NULL. Never fails for a missing or stale
     * cookie: that is a visitor. */
    enum status (*identify)(struct ctx *ctx, struct request *req);
    /* Draws the error page (or JSON problem) for `status` into `res`. Must not fail. ctx->centre_id
     * is 0 when the centre is not known. */
    void (*error_page)(struct ctx *ctx, struct request *req, struct response *res,
                       enum status status);
    /* Where to send a visitor who must sign in to GET this page: "/inn/person" or "/logg-inn". The
     * floor adds "?neste=" and the page's path without prefix. */
    struct str (*sign_in_path)(struct ctx *ctx, const struct request *req);
    void *rooms; /* whatever the hooks need */
};

/* First look at a request whose header is there and whose body is not: gate, address, route. Sets
 * the fields above and ctx->lang. http_handle() does it if the server did not. */
void http_open(const struct http_app *app, struct ctx *ctx, struct request *req);

/* Answers one request. `ctx` has mem and now_ms; the session on app->db is begun and ended here.
 * `res` is initialised by the caller and complete on return, whatever happened; the body is there
 * also for HEAD, where only its length is sent. Logs one line.
 *
 * Statuses of a handler other than OK: a POST with `again` is shown again for INVALID, CONFLICT,
 * TOO_MANY, BUSY and UNAVAILABLE, and for NOT_FOUND with a field named (what was typed there is the
 * name of nothing); everything else is answered by error_page. On GET a parameter that is wrong
 * leaves its field empty and the handler runs (form_result tells); under /api/ it is INVALID. A PUT
 * whose body is not JSON reads its form from the query; the body is the thing itself. */
void http_handle(const struct http_app *app, struct ctx *ctx, struct request *req,
                 struct response *res);

/* Answers `status` without running a handler or touching the database: what the server found wrong
 * by itself (body over the limit, workers busy). Draws error_page with ctx->centre_id 0. */
void http_refuse(const struct http_app *app, struct ctx *ctx, struct request *req,
                 struct response *res, enum status status);

/* The gate: refuses what parsers could read in two ways (performance.md section 6): header names
 * that are no tokens, control bytes, more than one or a non-digit Content-Length, any
 * Transfer-Encoding but exactly "chunked", both of them, Host ≠ 1 or malformed, a target that is
 * not a path in visible ASCII, an encoded body. MALFORMED, or TOO_LARGE over the limits above. */
MUST_CHECK enum status http_gate(const struct request *req);

/* Where a request is handled. */
enum http_place {
    HTTP_ON_LOOP,  /* reads on SQLite: what they need is at hand */
    HTTP_ON_FIBER, /* quick writes on SQLite: on the loop, which goes on while they wait */
    HTTP_ON_WORKER /* other writes, slow routes, and everything on PostgreSQL */
};

/* After http_open(). */
enum http_place http_place_of(const struct http_app *app, const struct request *req);

/* Body size that this request may have: the route's form, else 0. Decided before the body is read.
 * After http_open(). */
size_t http_body_limit(const struct http_app *app, const struct request *req);

#endif
