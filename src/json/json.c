/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads JSON: our own strict scan first (json_scan.c), then cJSON builds the tree. */
#include "json/json.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "json/json_scan.h"

#include "base/banned.h"

/* The largest magnitude whose whole numbers a double keeps apart: 2^53 − 1. */
#define JSON_WHOLE_MAX 9007199254740991.0

static const cJSON *node_of(const struct json *value)
{
    return (const cJSON *)(const void *)value;
}

static const struct json *value_of(const cJSON *node)
{
    return (const struct json *)(const void *)node;
}

static int name_compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* False on a repeated key. `names` is scratch space: used up before children are looked into. */
static bool keys_are_unique(const cJSON *node, const char **names)
{
    if (cJSON_IsObject(node)) {
        size_t count = 0;
        for (const cJSON *child = node->child; child != NULL; child = child->next) {
            if (count == JSON_MEMBERS_MAX) {
                return false;
            }
            names[count++] = child->string;
        }
        qsort(names, count, sizeof(*names), name_compare);
        for (size_t i = 1; i < count; i++) {
            if (strcmp(names[i - 1], names[i]) == 0) {
                return false;
            }
        }
    }
    for (const cJSON *child = node->child; child != NULL; child = child->next) {
        if (child->child != NULL && !keys_are_unique(child, names)) {
            return false;
        }
    }
    return true;
}

enum status json_parse(struct str text, size_t max_bytes, struct json **ret_root)
{
    if (text.len > max_bytes) {
        return TOO_LARGE;
    }
    if (!json_scan(text)) {
        return MALFORMED;
    }
    cJSON *root = cJSON_ParseWithLengthOpts(text.ptr, text.len, NULL, 0);
    if (root == NULL) {
        return MALFORMED;
    }
    const char *names[JSON_MEMBERS_MAX];
    if (!keys_are_unique(root, names)) {
        cJSON_Delete(root);
        return MALFORMED;
    }
    *ret_root = (struct json *)(void *)root;
    return OK;
}

void json_free(struct json *root)
{
    cJSON_Delete((cJSON *)(void *)root);
}

const struct json *json_get(const struct json *object, const char *name)
{
    if (!cJSON_IsObject(node_of(object))) {
        return NULL;
    }
    return value_of(cJSON_GetObjectItemCaseSensitive(node_of(object), name));
}

enum json_type json_type(const struct json *value)
{
    const cJSON *node = node_of(value);
    if (node == NULL) {
        return JSON_ABSENT;
    }
    switch (node->type & 0xFF) {
    case cJSON_NULL:
        return JSON_NULL;
    case cJSON_True:
    case cJSON_False:
        return JSON_BOOL;
    case cJSON_Number:
        return JSON_NUMBER;
    case cJSON_String:
        return JSON_STRING;
    case cJSON_Array:
        return JSON_ARRAY;
    default:
        return JSON_OBJECT;
    }
}

bool json_is_null(const struct json *value)
{
    return cJSON_IsNull(node_of(value));
}

bool json_str(const struct json *value, struct arena *arena, struct str *ret_text)
{
    if (!cJSON_IsString(node_of(value))) {
        return false;
    }
    *ret_text = str_copy(arena, str_of(node_of(value)->valuestring));
    return true;
}

bool json_i64(const struct json *value, int64_t *ret_number)
{
    const cJSON *node = node_of(value);
    if (!cJSON_IsNumber(node) || node->valuedouble > JSON_WHOLE_MAX ||
        node->valuedouble < -JSON_WHOLE_MAX) {
        return false;
    }
    const int64_t number = (int64_t)node->valuedouble;
    if ((double)number != node->valuedouble) {
        return false;
    }
    *ret_number = number;
    return true;
}

bool json_id(const struct json *value, int64_t *ret_id)
{
    int64_t id = 0;
    if (!cJSON_IsString(node_of(value)) || !str_to_i64(str_of(node_of(value)->valuestring), &id) ||
        id <= 0) {
        return false;
    }
    *ret_id = id;
    return true;
}

bool json_bool(const struct json *value, bool *ret_flag)
{
    if (!cJSON_IsBool(node_of(value))) {
        return false;
    }
    *ret_flag = cJSON_IsTrue(node_of(value));
    return true;
}

size_t json_count(const struct json *array)
{
    if (!cJSON_IsArray(node_of(array))) {
        return 0;
    }
    return (size_t)cJSON_GetArraySize(node_of(array));
}

const struct json *json_at(const struct json *array, size_t index)
{
    const struct json *element = cJSON_IsArray(node_of(array)) ? json_first(array) : NULL;
    for (size_t i = 0; i < index && element != NULL; i++) {
        element = json_next(element);
    }
    return element;
}

const struct json *json_first(const struct json *container)
{
    const cJSON *node = node_of(container);
    return cJSON_IsArray(node) || cJSON_IsObject(node) ? value_of(node->child) : NULL;
}

const struct json *json_next(const struct json *element)
{
    return value_of(node_of(element)->next);
}

const struct json *json_member(const struct json *object, size_t i, const char **ret_name)
{
    if (!cJSON_IsObject(node_of(object))) {
        return NULL;
    }
    const cJSON *member = node_of(object)->child;
    for (; i > 0 && member != NULL; i--) {
        member = member->next;
    }
    if (member != NULL) {
        *ret_name = member->string;
    }
    return value_of(member);
}

const char *json_name(const struct json *member)
{
    return member == NULL ? NULL : node_of(member)->string;
}
