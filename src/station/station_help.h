/* SPDX-License-Identifier: EUPL-1.2 */
/* The help pile: what nobody could receive by itself, kept as it came until somebody has settled
 * it. Inside the room only. */
#ifndef OMBRUK_STATION_STATION_HELP_H
#define OMBRUK_STATION_STATION_HELP_H

#include "goods/goods.h"

/* Numbers in the database. */
enum help_kind {
    HELP_FIELD = 1, /* it could not be received: `why` says it, `body` is what came */
    HELP_LABEL = 2, /* received with another label than it wears */
    HELP_PHOTO = 3  /* a photo of it is no picture */
};

enum help_settled {
    SETTLED_RECEIVED = 1,
    SETTLED_LABELLED = 2,
    SETTLED_THROWN = 3,
    SETTLED_SEEN = 4,
    SETTLED_UNDONE = 5 /* from the phone */
};

/* Why a case is thrown away. */
#define HELP_REASON_TABLE(X)                                                                       \
    X(1, TWICE, "1", N_("It is registered already"))                                               \
    X(2, MISTAKE, "2", N_("It was a mistake or a test"))                                           \
    X(3, NOT_THERE, "3", N_("The thing is not to be found"))                                       \
    X(4, NOTHING, "4", N_("There is nothing in it to go by"))
#define HELP_REASON_ENUM(number, name, key, words) HELP_REASON_##name = (number),
enum help_reason {
    HELP_REASON_TABLE(HELP_REASON_ENUM) HELP_REASON_END
};
#undef HELP_REASON_ENUM

#define HELP_BODY_MAX ((size_t)16 * 1024)
#define HELP_PAGE     50

struct help_case {
    int64_t id; /* 0: a new one */
    enum help_kind kind;
    struct str key; /* what came twice is one by: the lot's UUID, "label:UUID", "photo:UUID" */
    int64_t station_id;
    int64_t person_id; /* who registered it; 0: not known */
    int64_t at_ms;
    int64_t received_ms; /* when it was taken in */
    struct str why;      /* N_() message, to be translated; may hold {label} and {detail} no more */
    struct str body;     /* what came, UTF-8; empty: nothing, or forgotten */
    struct str upload;   /* HELP_PHOTO: uuid of the photo */
    struct str label;    /* HELP_LABEL: what it wears */
    int64_t thing_id;    /* NO_I64: none (yet) */
    int64_t other_id;    /* HELP_LABEL: who has that label */
    int64_t settled;     /* enum help_settled; NO_I64: open */
    int64_t settled_ms;
    int64_t reason; /* NO_I64: none */
};
struct help_cases {
    struct help_case *ptr;
    size_t count;
    size_t capacity;
};

/* Opens a case; inside or outside db_write(). With a key used before it is that case. */
MUST_CHECK enum status station_help_open(struct ctx *ctx, const struct help_case *help,
                                         int64_t *ret_id);
/* `station_id` 0: of any station; else NOT_FOUND for another's. */
MUST_CHECK enum status station_help_get(struct ctx *ctx, int64_t id, int64_t station_id,
                                        struct help_case *ret_help);

/* Each settles an open case and is OK again when it is settled so already; CONFLICT when it is
 * settled otherwise. */
MUST_CHECK enum status station_help_throw(struct ctx *ctx, const struct help_case *help,
                                          enum help_reason reason);
/* HELP_LABEL: the thing gets a label of a roll, as scanned or typed. Fails on field "label":
 * INVALID for a label that is none of the centre's rolls, CONFLICT for one that a thing has; else
 * as goods_relabel(). */
MUST_CHECK enum status station_help_label(struct ctx *ctx, const struct help_case *help,
                                          struct str typed);
/* HELP_LABEL: it has its label now. HELP_PHOTO: it stays without that photo, whose file is removed;
 * if that fails, upload_sweep removes it later. */
MUST_CHECK enum status station_help_done(struct ctx *ctx, const struct help_case *help);
/* HELP_FIELD: receives the lot as somebody has corrected it, by the key under which it came.
 * Fails as goods_receive(). */
MUST_CHECK enum status station_help_receive(struct ctx *ctx, const struct help_case *help,
                                            const struct lot *lot, struct thing *ret_thing);

/* Text that a database takes, of whatever came: UTF-8 without NUL, at most HELP_BODY_MAX bytes. */
struct str station_help_text(struct ctx *ctx, struct str bytes);

#endif
