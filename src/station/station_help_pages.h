/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of the help pile share. Inside the room only. */
#ifndef OMBRUK_STATION_STATION_HELP_PAGES_H
#define OMBRUK_STATION_STATION_HELP_PAGES_H

#include "station/station_help.h"
#include "station/station_help_views.h"

/* The same pages stand under /kontor for all stations and under /inn for the device's own. */
bool station_help_is_office(const struct request *req);
/* The station whose cases may be seen; 0: all. */
MUST_CHECK enum status station_help_place(struct ctx *ctx, const struct request *req,
                                          int64_t *ret_station_id);
/* The case in the address; NOT_FOUND also for another station's. */
MUST_CHECK enum status station_help_in_path(struct ctx *ctx, const struct request *req,
                                            struct help_case *ret_help);

/* What is wrong, and when and where it came, in the language of ctx. */
struct str station_help_why(struct ctx *ctx, struct str why);
struct str station_help_when(struct ctx *ctx, int64_t at_ms, int64_t station_id);

/* What came, as far as it can be read; texts are empty where nothing was said. */
struct help_typed {
    struct str category;
    struct str state;
    struct str count;
    struct str g;
    struct str source;
    struct str note;
    struct facts all; /* every member, by its own name; or the body as one, when it is no JSON */
};
void station_help_read(struct ctx *ctx, struct str body, struct help_typed *ret_typed);

enum status station_help_page(struct ctx *ctx, struct request *req, struct response *res);
enum status station_help_case_page(struct ctx *ctx, struct request *req, struct response *res);
enum status station_help_file(struct ctx *ctx, struct request *req, struct response *res);
enum status station_help_receive_post(struct ctx *ctx, struct request *req, struct response *res);
enum status station_help_photo_post(struct ctx *ctx, struct request *req, struct response *res);
enum status station_help_label_post(struct ctx *ctx, struct request *req, struct response *res);
enum status station_help_done_post(struct ctx *ctx, struct request *req, struct response *res);
enum status station_help_throw_post(struct ctx *ctx, struct request *req, struct response *res);

#endif
