/* SPDX-License-Identifier: EUPL-1.2 */
/* The tables of the station's room. Inside the room only. */
#ifndef OMBRUK_STATION_STATION_STORE_H
#define OMBRUK_STATION_STATION_STORE_H

#include "station/station_help.h"
#include "station/station_intake.h"
#include "station/station_rolls.h"

/* Inside db_write(). */
MUST_CHECK enum status station_store_add_lot(struct ctx *ctx, int64_t thing_id,
                                             const struct intake *intake);

/* True if the lot was undone before it came. */
MUST_CHECK enum status station_store_is_undone(struct ctx *ctx, struct str uuid, bool *ret_undone);
MUST_CHECK enum status station_store_add_undone(struct ctx *ctx, struct str uuid);
MUST_CHECK enum status station_store_add_refused(struct ctx *ctx, const struct intake_refusal *no,
                                                 bool *ret_new);
MUST_CHECK enum status station_store_refused(struct ctx *ctx, int64_t from_day,
                                             struct intake_refused_sums *ret_sums);

/* `*ret_id` is that of the case there is, if its key was used before. */
MUST_CHECK enum status station_store_add_help(struct ctx *ctx, const struct help_case *help,
                                              int64_t *ret_id);
MUST_CHECK enum status station_store_help(struct ctx *ctx, int64_t id, struct help_case *ret_help);
MUST_CHECK enum status station_store_help_by_key(struct ctx *ctx, struct str key,
                                                 struct help_case *ret_help);
MUST_CHECK enum status station_store_open_help(struct ctx *ctx, int64_t station_id,
                                               int64_t after_id, struct help_cases *ret_cases);
MUST_CHECK enum status station_store_help_count(struct ctx *ctx, int64_t station_id,
                                                int64_t *ret_count);
/* CONFLICT if it is settled already. `thing_id` NO_I64: as it was. */
MUST_CHECK enum status station_store_settle(struct ctx *ctx, int64_t id, enum help_settled settled,
                                            int64_t reason, int64_t thing_id);
MUST_CHECK enum status station_store_forget_help(struct ctx *ctx, int64_t before_ms);

MUST_CHECK enum status station_store_add_roll(struct ctx *ctx, const struct label_roll *roll);
/* CONFLICT if another roll has the code. */
MUST_CHECK enum status station_store_add_code(struct ctx *ctx, int64_t roll_id, int64_t position,
                                              struct str code);
MUST_CHECK enum status station_store_rolls(struct ctx *ctx, struct label_rolls *ret_rolls);
MUST_CHECK enum status station_store_roll(struct ctx *ctx, int64_t id, struct label_roll *ret_roll);
MUST_CHECK enum status station_store_close_roll(struct ctx *ctx, int64_t id);
MUST_CHECK enum status station_store_roll_codes(struct ctx *ctx, int64_t roll_id, int64_t from,
                                                int64_t to, struct label_codes *ret_codes);
/* Of a station's open rolls. */
MUST_CHECK enum status station_store_open_codes(struct ctx *ctx, int64_t station_id, bool only_free,
                                                struct label_codes *ret_codes);
/* NOT_FOUND if no roll has it; `*ret_thing_id` NO_I64: free. */
MUST_CHECK enum status station_store_code(struct ctx *ctx, struct str code, int64_t *ret_thing_id);
MUST_CHECK enum status station_store_bind(struct ctx *ctx, struct str code, int64_t thing_id);

MUST_CHECK enum status station_store_tiles(struct ctx *ctx, int64_t station_id,
                                           struct i64_list *ret_category_ids);
MUST_CHECK enum status station_store_set_tiles(struct ctx *ctx, int64_t station_id,
                                               const struct i64_list *category_ids);

#endif
