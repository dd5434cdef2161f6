/* SPDX-License-Identifier: EUPL-1.2 */
/* cmocka with what it needs, and a group in one line. */
#ifndef OMBRUK_TESTS_TEST_H
#define OMBRUK_TESTS_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"

/* Compares text; on failure cmocka prints both. */
#define assert_str(actual, expected)                                                               \
    do {                                                                                           \
        const struct str test_actual_ = (actual);                                                  \
        char test_text_[4096];                                                                     \
        const size_t test_len_ =                                                                   \
            test_actual_.len < sizeof(test_text_) - 1 ? test_actual_.len : sizeof(test_text_) - 1; \
        memcpy(test_text_, test_actual_.ptr == NULL ? "" : test_actual_.ptr, test_len_);           \
        test_text_[test_len_] = '\0';                                                              \
        assert_string_equal(test_text_, (expected));                                               \
    } while (0)

#endif
