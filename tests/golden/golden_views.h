/* SPDX-License-Identifier: EUPL-1.2 */
/* What the golden templates show. */
#ifndef OMBRUK_TESTS_GOLDEN_VIEWS_H
#define OMBRUK_TESTS_GOLDEN_VIEWS_H

#include "base/vec.h"
#include "html/html.h"

enum golden_kind {
    KIND_NONE,
    KIND_ONE,
    KIND_TWO
};

struct golden_item {
    struct str text;
};

struct golden_view {
    struct str text;
    struct str nothing;
    const char *pointer;
    int64_t number;
    int small;
    size_t count;
    int64_t day;
    bool flag;
    enum golden_kind kind;
    struct html markup;
    struct str json;
    struct url own;
    struct url fixed;
    struct url outside;
    struct url made_by_hand;
    VEC(struct golden_item) items;
    struct {
        const struct golden_item *ptr;
        size_t count;
    } none;
    VEC(const char *) words;
};

#endif
