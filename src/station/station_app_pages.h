/* SPDX-License-Identifier: EUPL-1.2 */
/* The handlers of the intake app's own files. Inside the room only. */
#ifndef OMBRUK_STATION_STATION_APP_PAGES_H
#define OMBRUK_STATION_STATION_APP_PAGES_H

#include "http/http.h"

/* The shell: no personal data, the same for everybody in one language and centre. */
enum status station_app_page(struct ctx *ctx, struct request *req, struct response *res);
/* The service worker; its bytes change when the shell or anything the shell names does. */
enum status station_app_worker(struct ctx *ctx, struct request *req, struct response *res);
enum status station_app_manifest(struct ctx *ctx, struct request *req, struct response *res);

#endif
