/* SPDX-License-Identifier: EUPL-1.2 */
/* The whole application in process, on a fresh database, with a small centre in it.
 *
 *     struct fixture *f = fixture_open();
 *     struct answer page = fixture_get(f, &f->who[AS_MANAGER], "/kontor/folk");
 *     assert_int_equal(page.code, 200);
 *     struct answer saved = fixture_post(f, &f->who[AS_MANAGER], "/kontor/folk",
 *                                        FIELDS("name", "Kari Nordmann", "email",
 * "kari@example.no")); assert_int_equal(fixture_follow(f, &f->who[AS_MANAGER], saved).code, 200);
 *     fixture_close(f);
 *
 * Requests go straight to http_handle(), without a socket. It is Wednesday 25 November 2026, 12:00
 * in Norway; fixture_wait() lets time pass. Tests run once for each engine with TEST_DB_RUN
 * (test_db.h). */
#ifndef OMBRUK_TESTS_HTTP_FIXTURE_H
#define OMBRUK_TESTS_HTTP_FIXTURE_H

#include "accounts/accounts.h"
#include "app/app.h"
#include "test.h"
#include "test_db.h"

#define FIXTURE_NOW_MS (INT64_C(1795604400000))

/* Who can ask, and the bits of ctx->actor.roles that each then has; in the first centre
 * ("fjordvik") unless the name says otherwise. */
#define FIXTURE_WHO(X)                                                                             \
    X(VISITOR, 0)                                                                                  \
    /* Signed in at the device. */                                                                 \
    X(STATION_WORKER, WHO_STATION_WORKER | WHO_SIGNED_IN | WHO_DEVICE)                             \
    X(SHOP_OWNER, WHO_TENANT_OWNER | WHO_SIGNED_IN) /* shop 0 */                                   \
    X(SHOP_STAFF, WHO_TENANT_STAFF | WHO_SIGNED_IN) /* shop 0 */                                   \
    X(OTHER_SHOP, WHO_TENANT_OWNER | WHO_SIGNED_IN) /* owner of shop 1 */                          \
    X(MANAGER, WHO_MANAGER | WHO_SIGNED_IN)                                                        \
    X(COMMUNICATIONS, WHO_COMMUNICATIONS | WHO_SIGNED_IN)                                          \
    X(EVALUATOR, WHO_EVALUATOR | WHO_SIGNED_IN)                                                    \
    X(ECONOMIST, WHO_ECONOMIST | WHO_SIGNED_IN)                                                    \
    X(AUDITOR, WHO_AUDITOR | WHO_SIGNED_IN)                                                        \
    X(OPERATOR, WHO_OPERATOR | WHO_SIGNED_IN)                                                      \
    X(APPLICANT, WHO_APPLICANT | WHO_SIGNED_IN)                                                    \
    X(DEVICE, WHO_DEVICE) /* the enrolled device, nobody signed in */                              \
    X(OTHER_MANAGER, 0)   /* manager of the other centre, asking in the first */

#define FIXTURE_WHO_ENUM(name, roles) AS_##name,
enum fixture_who {
    FIXTURE_WHO(FIXTURE_WHO_ENUM) AS_COUNT
};
#undef FIXTURE_WHO_ENUM

uint64_t fixture_who_roles(enum fixture_who who);
/* "SHOP_OWNER", for messages. */
const char *fixture_who_name(enum fixture_who who);

/* Set by fixture_secrets(), because hashing them takes longer than most tests. */
#define FIXTURE_PASSWORD "sykkel lampe bjørk vott" /* the manager's */
#define FIXTURE_PIN      "2580"                    /* the station worker's */

/* Cookies, kept up to date from the answers. Empty: none. */
struct browser {
    int64_t person_id;
    struct str session;
    struct str device;
    struct str visit;
    bool elsewhere;    /* the session is of another centre than asked: tokens are a visitor's */
    struct str bearer; /* sent as Authorization instead of cookies to /api/ */
};

struct fixture_shop {
    int64_t id;
    struct str slug;
    struct str published; /* label codes: for sale */
    struct str in_hand;   /* picked up, not for sale */
    struct str awaiting;  /* given to the shop, not picked up */
    struct str sold;
    struct str hold; /* token of an active hold on `published` */
    int64_t sale_id;
    int64_t event_id; /* the sale's event in the ledger */
    int64_t match_id; /* `in_hand` may be recalled */
};

struct fixture_centre {
    int64_t id;
    struct str slug;
    int64_t station_id;
    int64_t device_id;
    struct fixture_shop shops[2];
    int64_t roll_id;        /* of labels for the station */
    int64_t help_id;        /* an open case of the station's help pile */
    struct str waiting;     /* label code of a lot at the station that nobody has been given */
    int64_t person_id;      /* somebody without a role or session, with an e-mail address */
    struct str link;        /* that person's one-time sign-in link */
    int64_t rule_id;        /* of the stop list */
    int64_t dealer_rule_id; /* of the rules for dealers */
    int64_t entry_id;       /* of the dealer's register, about `waiting` */
};

struct fixture {
    struct app app;
    struct arena *mem; /* all answers live here until fixture_close() */
    struct fixture_centre home;
    struct fixture_centre other;
    struct browser who[AS_COUNT];
    struct str remote; /* where requests come from */
    int64_t now_ms;
};

/* On the engine of the running group. Aborts the test if it cannot be had. */
struct fixture *fixture_open(void);
void fixture_close(struct fixture *f);

/* Goes on with another connection to the same database: by this address, and with this patience
 * (struct db_options). */
void fixture_reopen(struct fixture *f, struct str url, int patience_ms);

/* One that tests of a group may share when they change nothing that others look at; a new one for
 * each engine, closed at the end of the program. */
struct fixture *fixture_shared(void);

struct answer {
    int code;
    struct str body;
    struct str content_type;
    struct str location; /* empty: none */
    struct str cache_control;
    struct http_header *headers;
    size_t header_count;
};

/* Header `name` of the answer, or `.ptr == NULL`. */
struct str answer_header(const struct answer *answer, const char *name);
/* True if the body holds `text`. */
bool answer_has(const struct answer *answer, const char *text);

/* FIELDS("name", "Kari", "email", "kari@example.no"); FIELDS_NONE for a form without fields. */
#define FIELDS(...) ((const char *const[]){__VA_ARGS__, NULL, NULL})
#define FIELDS_NONE ((const char *const[]){NULL, NULL})

struct answer fixture_get(struct fixture *f, struct browser *browser, const char *path);
/* With the browser's own form token, URL-encoded. */
struct answer fixture_post(struct fixture *f, struct browser *browser, const char *path,
                           const char *const *fields);
/* GETs where a 303 leads, until the answer is another; fails the test after five. */
struct answer fixture_follow(struct fixture *f, struct browser *browser, struct answer answer);

/* A request of any kind: what is left zero gets its usual value. */
struct fixture_request {
    enum http_method method;
    const char *path; /* target with query; "" and NULL are "/" */
    const char *const *fields;
    struct str body; /* instead of fields */
    const char *content_type;
    struct str token; /* instead of the browser's own */
    bool without_token;
    const char *host;
    const char *origin;
};
struct answer fixture_send(struct fixture *f, struct browser *browser, struct fixture_request sent);

/* The token in the first form of a page; fails the test if there is none. */
struct str fixture_token(struct fixture *f, struct answer page);

/* A new browser in which `person_id` is signed in (at `device_id`, or 0), in centre `centre_id`. */
struct browser fixture_browser(struct fixture *f, int64_t centre_id, int64_t person_id,
                               int64_t device_id);

/* A browser that sends a new bearer token of that person instead of cookies (at the device, for the
 * station worker); for somebody who is not signed in: no token. */
struct browser fixture_bearer(struct fixture *f, enum fixture_who who);

/* Gives the manager a password and the station worker a PIN. */
void fixture_secrets(struct fixture *f);

/* A ctx in the first centre to call rooms directly; ended with app_end(). */
void fixture_ctx(struct fixture *f, struct ctx *ret_ctx);

void fixture_wait(struct fixture *f, int64_t ms);
/* Does the background work that is due. */
void fixture_run_jobs(struct fixture *f);
/* The text of the newest mail to `to`; fails the test if there is none. */
struct str fixture_mail(struct fixture *f, const char *to);

/* printf into the fixture's memory. */
const char *fixture_text(struct fixture *f, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* ---- objects for path parameters, for tests that walk all routes -------------------------------
 */

enum fixture_whose {
    OF_SHOP,         /* shop 0 of the first centre, or the first centre itself */
    OF_OTHER_SHOP,   /* shop 1 of the first centre; for what belongs to no shop: the centre's own */
    OF_OTHER_CENTRE, /* the same kind of object of the other centre */
    OF_NOBODY        /* well-formed, and never existed */
};

/* The path of `route` with an object put in for each parameter. NULL when a parameter is not known
 * here: then its name is in `*ret_unknown`, and it needs a row in http_objects.c. */
/* True if OF_SHOP and OF_OTHER_SHOP give objects that exist, so the page can be shown. */
bool fixture_has_object(const struct route *route);
const char *fixture_path(struct fixture *f, const struct route *route, enum fixture_whose whose,
                         struct str *ret_unknown);

#endif
