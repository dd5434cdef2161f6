/* SPDX-License-Identifier: EUPL-1.2 */
/* What people call events and grades. */
#include "goods/goods.h"

#include "base/banned.h"

const char *goods_event_words(int64_t kind)
{
#define GOODS_EVENT_CASE(number, name, words)                                                      \
    case (number):                                                                                 \
        return words;
    switch (kind) {
        GOODS_EVENT_TABLE(GOODS_EVENT_CASE)
    default:
        return NULL;
    }
#undef GOODS_EVENT_CASE
}

const char *goods_grade_words(int64_t grade)
{
    switch (grade) {
    case GRADE_LIKE_NEW:
        return N_("As new");
    case GRADE_NICE:
        return N_("Nicely used");
    case GRADE_USED:
        return N_("Used");
    case GRADE_ROUGH:
        return N_("For play in the woods");
    default:
        return NULL;
    }
}
