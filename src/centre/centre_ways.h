/* SPDX-License-Identifier: EUPL-1.2 */
/* Ways to get here, read from the centre's own text. */
#ifndef OMBRUK_CENTRE_CENTRE_WAYS_H
#define OMBRUK_CENTRE_CENTRE_WAYS_H

#include "html/page.h"

/* A paragraph that begins with at most CENTRE_WAY_WORDS bytes and a colon ("Bus 240 and 255: two
 * minutes to walk.") is a way with that heading and the icon that fits its first words; false for
 * any other paragraph. */
#define CENTRE_WAY_WORDS 40
bool centre_ways_read(struct ctx *ctx, struct str paragraph, struct task *ret_way);

#endif
