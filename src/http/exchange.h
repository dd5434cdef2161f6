/* SPDX-License-Identifier: EUPL-1.2 */
/* One request and its answer on a connection, with all memory they need, reused for the next. */
#ifndef OMBRUK_HTTP_EXCHANGE_H
#define OMBRUK_HTTP_EXCHANGE_H

#include <microhttpd.h>

#include "http/http.h"
#include "http/loop.h"

enum exchange_state {
    EXCHANGE_NEW,      /* the request line is there */
    EXCHANGE_READING,  /* the header was accepted, the body may follow */
    EXCHANGE_WORKING,  /* a worker or a fiber has it, the connection is suspended */
    EXCHANGE_DONE,     /* it was handled */
    EXCHANGE_ANSWERED, /* the library has the response */
};

struct fiber;

struct exchange {
    struct work work;      /* first: a worker gets the exchange by it */
    struct exchange *next; /* in the loop's list of free or of finished exchanges */
    void *owner;           /* the loop's own */
    struct fiber *fiber;   /* it runs in, or NULL */
    const struct http_app *app;
    struct MHD_Connection *connection;
    enum exchange_state state;
    struct ctx ctx;
    struct request req;
    struct response res;
    struct strbuf body;  /* received */
    struct strbuf spare; /* memory for the next response's body */
    size_t body_limit;
    size_t dropped; /* received after the limit */
    bool refused;   /* answered before it was read: the connection cannot be used again */
    bool method_is_unknown;
    struct http_header headers[HTTP_HEADERS_MAX];
    char remote[ADDRESS_TEXT_MAX];
};

struct exchange *exchange_create(const struct http_app *app);
void exchange_destroy(struct exchange *exchange);
/* Makes it ready for the request line `target` that came on `connection`. */
void exchange_begin(struct exchange *exchange, struct MHD_Connection *connection,
                    struct str target);
/* Gives back what the request used; keeps what is small enough to be used again. */
void exchange_end(struct exchange *exchange);

/* Reads method, headers and client from the library into the request, then http_open(). What is
 * not OK must be refused at once, before the body comes. */
MUST_CHECK enum status exchange_open(struct exchange *exchange, const char *method,
                                     const struct address *peer,
                                     const struct address_blocks *trusted);

/* Takes a piece of the body; false if the client has sent far too much and must be cut off. */
bool exchange_receive(struct exchange *exchange, const char *bytes, size_t len);

/* Runs http_handle() or http_refuse() on this thread. */
void exchange_handle(struct exchange *exchange);
void exchange_refuse(struct exchange *exchange, enum status status);

/* Hands the response to the library; `close` ends the connection after it. */
enum MHD_Result exchange_answer(struct exchange *exchange, bool close);

#endif
