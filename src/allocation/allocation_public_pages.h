/* SPDX-License-Identifier: EUPL-1.2 */
/* What everybody may read of the draw: pages, files, feed. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_PUBLIC_PAGES_H
#define OMBRUK_ALLOCATION_ALLOCATION_PUBLIC_PAGES_H

#include "http/route.h"

http_handler allocation_public_rounds_page;
http_handler allocation_public_round_page;
http_handler allocation_public_rules_page;
http_handler allocation_public_how_page;
http_handler allocation_public_file;     /* of the run that counts */
http_handler allocation_public_run_file; /* of a run by its number */
http_handler allocation_public_feed;

#endif
