/* SPDX-License-Identifier: EUPL-1.2 */
/* Receiving at a station what phones and forms send, also late, twice and in any order. Inside the
 * room only. */
#ifndef OMBRUK_STATION_STATION_INTAKE_H
#define OMBRUK_STATION_STATION_INTAKE_H

#include "goods/goods.h"

#define INTAKE_SACKS_MAX  999
#define INTAKE_DAYS_BACK  14
#define INTAKE_PHOTOS_MAX 2

/* Whose keys these are: the app and the form at /inn, and programs with a token. */
#define INTAKE_KEYS "intake"
#define INTAKE_API  "api"

struct intake {
    struct lot lot;     /* key, amounts and photos that were given along; label empty */
    struct str label;   /* as scanned or typed; empty: none */
    int64_t rule_id;    /* NO_I64: none was asked */
    struct str answers; /* "101": one sign for each question of the rule; own ASCII */
};

enum intake_outcome {
    INTAKE_NEW,
    INTAKE_AGAIN,      /* was there already */
    INTAKE_WAS_UNDONE, /* undone before it came, or thrown away from the help pile */
    INTAKE_IN_PILE     /* it waits in the help pile */
};

struct intake_result {
    enum intake_outcome outcome;
    struct thing thing; /* NEW, AGAIN */
    int64_t help_id;    /* 0: none; IN_PILE, and when the label was another's */
    bool label_taken;   /* it wants another label */
};

/* The photos of the lot `uuid` that have come, put before those that `lot` has already. */
MUST_CHECK enum status station_intake_photos(struct ctx *ctx, struct str uuid, struct lot *lot);

/* Receives a lot with its label, its photos that have come, and what else belongs to it. Fails as
 * goods_receive(), but for a label that is taken: then the lot has a fresh code and there is a help
 * case with both. */
MUST_CHECK enum status station_intake_receive(struct ctx *ctx, const struct intake *intake,
                                              struct intake_result *ret_result);

/* What has become of a lot with this key: NOT_FOUND when it never came. */
MUST_CHECK enum status station_intake_known(struct ctx *ctx, struct str uuid,
                                            struct intake_result *ret_result);

/* Takes it back, wherever it is: received (as goods_undo_receive), in the help pile, or on its way.
 */
MUST_CHECK enum status station_intake_undo(struct ctx *ctx, struct str uuid, int64_t station_id);

struct intake_refusal {
    struct str uuid;
    int64_t station_id;
    int64_t day;
    int64_t category_id;
    int64_t rule_id; /* NO_I64: not told */
};
/* Counts what was turned away, once for each uuid. INVALID for an unknown category. */
MUST_CHECK enum status station_intake_refuse(struct ctx *ctx, const struct intake_refusal *no,
                                             bool *ret_new);
struct intake_refused_sum {
    int64_t category_id;
    int64_t count;
};
struct intake_refused_sums {
    struct intake_refused_sum *ptr;
    size_t count;
    size_t capacity;
};

/* When it was taken in, by the server's clock: now less what the phone's clock says has passed,
 * from 14 days ago to now. */
int64_t station_intake_taken(const struct ctx *ctx, int64_t taken_ms, int64_t sent_ms);

/* A holder that `station_id` may have things from: itself or a source kind. */
MUST_CHECK enum status station_intake_sources(struct ctx *ctx, int64_t station_id,
                                              struct holders *ret_sources);
/* INVALID (field "source") for what is none of them. */
MUST_CHECK enum status station_intake_check_source(struct ctx *ctx, int64_t station_id,
                                                   int64_t source_id);
/* "station", "reuse_only", …: the class of a source's kind; NULL for what is none. */
const char *station_intake_class(int64_t holder_kind);

/* What a source is called where it is chosen, in the language of ctx. */
struct str station_intake_source_name(struct ctx *ctx, const struct holder *source);

/* Owner of the photos of a lot, as media/upload.h knows it. */
struct str station_intake_owner(struct ctx *ctx, const char *keys, struct str uuid);

/* The six tiles of a station: what it has received most of, then the default order. */
#define INTAKE_TILES 6
MUST_CHECK enum status station_intake_tiles(struct ctx *ctx, int64_t station_id, size_t count,
                                            struct i64_list *ret_category_ids);

#endif
