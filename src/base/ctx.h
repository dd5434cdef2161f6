/* SPDX-License-Identifier: EUPL-1.2 */
/* What a request, job or command carries: first argument of everything above base. */
#ifndef OMBRUK_BASE_CTX_H
#define OMBRUK_BASE_CTX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/i18n_mark.h"
#include "base/status.h"
#include "base/str.h"

struct db_session;

/* Written languages. NB is the first one shown and has no address prefix. */
enum lang {
    LANG_NB,
    LANG_NN,
    LANG_EN,
    LANG_COUNT
};

/* Who acts. Zero: a visitor without an account. */
struct actor {
    int64_t person_id;
    int64_t session_id;
    /* Bits of the roles held here and now; their meaning belongs to the room that grants them. */
    uint64_t roles;
    /* The group whose objects the actor may touch, or 0. */
    int64_t owner_id;
    /* The enrolled device the request came from, or 0. */
    int64_t device_id;
    /* What the person is called, to show who is signed in. Never logged. */
    struct str name;
};

/* Detail of the last failure, for the person who has to mend it. */
struct ctx_error {
    /* English source string (N_), or NULL: then the status's own message. */
    const char *message;
    /* Name of the form field it concerns, or NULL. */
    const char *field;
    /* Fills {detail} in the message: what was wrong or is wanted. May be empty. */
    struct str detail;
};

struct ctx {
    struct arena *mem;
    /* NULL outside db_session_begin/end (db.h). */
    struct db_session *db;
    /* The instant of this request; the same through all of it. */
    int64_t now_ms;
    int64_t centre_id;
    /* IANA time zone of the centre, set with centre_id; empty: UTC. */
    struct str zone;
    struct actor actor;
    enum lang lang;
    struct ctx_error err;
};

/* Sets the detail and returns `status`: return ctx_fail(ctx, INVALID, N_("…"), "price"); */
static inline enum status ctx_fail(struct ctx *ctx, enum status status, const char *message,
                                   const char *field)
{
    ctx->err = (struct ctx_error){.message = message, .field = field};
    return status;
}

/* Returns `expression` from the enclosing function unless it is OK. */
#define TRY(expression)                                                                            \
    do {                                                                                           \
        const enum status try_status_ = (expression);                                              \
        if (try_status_ != OK) {                                                                   \
            return try_status_;                                                                    \
        }                                                                                          \
    } while (0)

#endif
