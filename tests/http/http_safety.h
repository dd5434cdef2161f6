/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of safety show in the tests over HTTP: a rule of each kind, a thing of each shop
 * that may be recalled, an entry of the dealer's register. */
#ifndef OMBRUK_TESTS_HTTP_SAFETY_H
#define OMBRUK_TESTS_HTTP_SAFETY_H

#include "http_fixture.h"

/* In the centre of `ctx`, after its shops are made. Nothing is stopped by it. */
void http_safety_make(struct fixture *f, struct ctx *ctx, struct fixture_centre *centre);

#endif
