/* SPDX-License-Identifier: EUPL-1.2 */
/* What room centre keeps in the database. Only this file's .c runs the room's queries. */
#ifndef OMBRUK_CENTRE_CENTRE_STORE_H
#define OMBRUK_CENTRE_CENTRE_STORE_H

#include "centre/centre_calendar.h"

/* The centre of ctx with its version; NOT_FOUND if there is none. */
MUST_CHECK enum status centre_store_get(struct ctx *ctx, struct centre *ret_centre,
                                        int64_t *ret_version);
MUST_CHECK enum status centre_store_version(struct ctx *ctx, int64_t *ret_version);
/* Weeks and exceptions that matter from `since_day` on. */
MUST_CHECK enum status centre_store_calendar(struct ctx *ctx, int64_t since_day,
                                             struct calendar *ret_calendar);
MUST_CHECK enum status centre_store_ids(struct ctx *ctx, struct i64_list *ret_ids);

/* Id of the centre with this slug, with this host name, and of the first one made. NOT_FOUND. */
MUST_CHECK enum status centre_store_by_slug(struct ctx *ctx, struct str slug, int64_t *ret_id);
MUST_CHECK enum status centre_store_by_host(struct ctx *ctx, struct str host, int64_t *ret_id);
MUST_CHECK enum status centre_store_oldest(struct ctx *ctx, int64_t *ret_id);

/* The following run inside db_write() and raise the centre's version. */
MUST_CHECK enum status centre_store_add(struct ctx *ctx, const struct centre *centre);
MUST_CHECK enum status centre_store_texts(struct ctx *ctx, const struct centre *centre);
MUST_CHECK enum status centre_store_week(struct ctx *ctx, int64_t owner_id, int64_t from_day,
                                         const int minutes[7][2]);
MUST_CHECK enum status centre_store_exception(struct ctx *ctx,
                                              const struct calendar_exception *exception);
/* As calendar.eves. */
MUST_CHECK enum status centre_store_eves(struct ctx *ctx, const int closes[EVE_COUNT]);
MUST_CHECK enum status centre_store_own_entrance(struct ctx *ctx, int64_t owner_id, bool own);
/* NOT_FOUND if the owner has no such exception. */
MUST_CHECK enum status centre_store_exception_remove(struct ctx *ctx, int64_t owner_id, int64_t id);

#endif
