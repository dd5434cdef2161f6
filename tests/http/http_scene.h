/* SPDX-License-Identifier: EUPL-1.2 */
/* What is in the database of the tests over HTTP. */
#ifndef OMBRUK_TESTS_HTTP_SCENE_H
#define OMBRUK_TESTS_HTTP_SCENE_H

#include "http_fixture.h"

/* Makes both centres with people, shops and goods, and signs everybody in. */
void http_scene_make(struct fixture *f);

#endif
