/* SPDX-License-Identifier: EUPL-1.2 */
/* What numbers of the room mean, in words. */
#include "safety/safety.h"

#include "base/banned.h"

#define KEY_CASE(number, name, key, words)                                                         \
    case number:                                                                                   \
        return key;
#define WORDS_CASE(number, name, key, words)                                                       \
    case number:                                                                                   \
        return words;
#define WORDS_CASE_3(number, name, words)                                                          \
    case number:                                                                                   \
        return words;

const char *safety_action_key(int64_t action)
{
    switch (action) {
        SAFETY_ACTION_TABLE(KEY_CASE)
    default:
        return NULL;
    }
}

const char *safety_action_words(int64_t action)
{
    switch (action) {
        SAFETY_ACTION_TABLE(WORDS_CASE)
    default:
        return NULL;
    }
}

const char *safety_document_words(int64_t document)
{
    switch (document) {
        SAFETY_DOCUMENT_TABLE(WORDS_CASE)
    default:
        return NULL;
    }
}

const char *safety_wipe_words(int64_t method)
{
    switch (method) {
        SAFETY_WIPE_TABLE(WORDS_CASE)
    default:
        return NULL;
    }
}

const char *safety_match_words(int64_t state)
{
    switch (state) {
        SAFETY_MATCH_TABLE(WORDS_CASE_3)
    default:
        return NULL;
    }
}

const char *safety_decision_words(int64_t decision)
{
    switch (decision) {
        SAFETY_DECISION_TABLE(WORDS_CASE_3)
    default:
        return NULL;
    }
}
