/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads rows: RFC 4180 quoting, LF or CRLF, columns in any order. */
#include "fair/fair_rows.h"

#include <string.h>

#include "base/i18n_mark.h"

#include "base/banned.h"

#define ID_BYTES_MAX     64
#define NAME_BYTES_MAX   64
#define DETAIL_BYTES_MAX 80

const char *const fair_columns[FAIR_SETTINGS][FAIR_COLUMNS_MAX + 1] = {
    [FAIR_TENANTS] = {"tenant", "weight", "balance_mp", "cap_lots", "startup", "active"},
    [FAIR_LOTS] = {"lot", "points_mp", "class", "requires", "window"},
    [FAIR_WISHES] = {"tenant", "lot", "stars"},
    [FAIR_ELIGIBILITY] = {"tenant", "requires"},
    [FAIR_CAPS] = {"tenant", "class", "cap_lots"},
};

/* ---- refusing -------------------------------------------------------------------------------- */

/* What is shown may not break the line it is shown in. */
static struct str fit_to_show(struct arena *mem, struct str text)
{
    char *bytes = arena_alloc(mem, DETAIL_BYTES_MAX + 1);
    size_t len = 0;
    const bool whole = str_is_utf8(text);
    for (size_t i = 0; i < text.len && len < DETAIL_BYTES_MAX; i++) {
        const unsigned char byte = (unsigned char)text.ptr[i];
        const bool shown = byte >= 0x20 && byte != 0x7f && (whole || byte < 0x80);
        bytes[len++] = shown ? text.ptr[i] : '?';
    }
    const struct str cut = {bytes, len};
    return text.len > len ? str_utf8_prefix(cut, DETAIL_BYTES_MAX - 16) : cut;
}

enum status fair_refuse(struct arena *mem, struct fair_error *error, enum fair_in file,
                        int64_t line, const char *message, struct str detail)
{
    *error = (struct fair_error){
        .file = file, .line = line, .message = message, .detail = fit_to_show(mem, detail)};
    return INVALID;
}

enum status fair_rows_refuse(struct fair_rows *rows, const char *message, struct str detail)
{
    return fair_refuse(rows->mem, rows->error, rows->file, rows->line, message, detail);
}

/* ---- fields ---------------------------------------------------------------------------------- */

static bool is_id_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_';
}

bool fair_is_id(struct str text)
{
    if (text.len == 0 || text.len > ID_BYTES_MAX) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (!is_id_byte(text.ptr[i])) {
            return false;
        }
    }
    return true;
}

bool fair_is_name(struct str text)
{
    if (text.len > NAME_BYTES_MAX) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char byte = (unsigned char)text.ptr[i];
        if (byte < 0x20 || byte == 0x7f || byte == ',' || byte == '"') {
            return false;
        }
    }
    return str_is_utf8(text);
}

bool fair_integer(struct str text, int64_t *ret_number)
{
    const size_t sign = text.len > 0 && text.ptr[0] == '-' ? 1 : 0;
    const size_t digits = text.len - sign;
    /* 2^53 has 16 digits. */
    if (digits == 0 || digits > 16 || (text.ptr[sign] == '0' && text.len > 1)) {
        return false;
    }
    int64_t number = 0;
    for (size_t i = sign; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
        number = number * 10 + (text.ptr[i] - '0');
    }
    if (number > FAIR_LARGEST) {
        return false;
    }
    *ret_number = sign > 0 ? -number : number;
    return true;
}

enum status fair_rows_id(struct fair_rows *rows, size_t column)
{
    if (!fair_is_id(rows->fields[column])) {
        return fair_rows_refuse(rows,
                                N_("\"{detail}\" is not an id. An id has 1 to 64 letters a to z, "
                                   "digits, dots, hyphens or underscores."),
                                rows->fields[column]);
    }
    return OK;
}

enum status fair_rows_name(struct fair_rows *rows, size_t column)
{
    if (!fair_is_name(rows->fields[column])) {
        return fair_rows_refuse(
            rows,
            N_("\"{detail}\" is not a name. A name is UTF-8 of at most 64 bytes "
               "without comma, quotation mark or control character."),
            rows->fields[column]);
    }
    return OK;
}

enum status fair_rows_integer(struct fair_rows *rows, size_t column, int64_t least, int64_t most,
                              int64_t *ret_number)
{
    int64_t number = 0;
    if (!fair_integer(rows->fields[column], &number) || number < least || number > most) {
        const struct str detail =
            str_format(rows->mem, "%s: %.*s", fair_columns[rows->file][column],
                       rows->fields[column].len > DETAIL_BYTES_MAX ? DETAIL_BYTES_MAX
                                                                   : (int)rows->fields[column].len,
                       rows->fields[column].ptr);
        return fair_rows_refuse(rows, N_("This is not a whole number within the limits: {detail}."),
                                detail);
    }
    *ret_number = number;
    return OK;
}

/* ---- rows ------------------------------------------------------------------------------------ */

/* Takes the quoted field that begins at rows->at; false when a quotation mark stands where none
 * may. A doubled one inside is such a place, for no field may hold one. */
static bool take_quoted(struct fair_rows *rows, struct str *ret_field)
{
    const char *from = rows->at + 1;
    const char *to = memchr(from, '"', (size_t)(rows->end - from));
    if (to == NULL) {
        return false;
    }
    rows->at = to + 1;
    *ret_field = (struct str){from, (size_t)(to - from)};
    return rows->at == rows->end || *rows->at == ',' || *rows->at == '\n' || *rows->at == '\r';
}

static void take_plain(struct fair_rows *rows, struct str *ret_field)
{
    const char *to = rows->at;
    while (to < rows->end && *to != ',' && *to != '\n') {
        to++;
    }
    const bool cr = to > rows->at && to[-1] == '\r' && (to == rows->end || *to == '\n');
    *ret_field = (struct str){rows->at, (size_t)(to - rows->at) - (cr ? 1 : 0)};
    rows->at = to;
}

/* Past the end of the line, if it is one. */
static bool take_end(struct fair_rows *rows)
{
    if (rows->at < rows->end && *rows->at == '\r' &&
        (rows->at + 1 == rows->end || rows->at[1] == '\n')) {
        rows->at++;
    }
    if (rows->at < rows->end && *rows->at == '\n') {
        rows->at++;
        return true;
    }
    return rows->at == rows->end;
}

/* Fields of the next line as they stand in the file; rows->columns of them. */
static enum status take_fields(struct fair_rows *rows, struct str *ret_fields)
{
    rows->line++;
    for (size_t i = 0;; i++) {
        struct str field;
        if (rows->at < rows->end && *rows->at == '"') {
            if (!take_quoted(rows, &field)) {
                return fair_rows_refuse(
                    rows, N_("A quotation mark stands in the wrong place, or one is missing."),
                    STR(""));
            }
        } else {
            take_plain(rows, &field);
        }
        if (i < rows->columns) {
            ret_fields[i] = field;
        }
        const bool more = rows->at < rows->end && *rows->at == ',';
        if (more ? i + 1 >= rows->columns : (!take_end(rows) || i + 1 != rows->columns)) {
            return fair_rows_refuse(
                rows, N_("The row does not have as many fields as there are columns."), STR(""));
        }
        if (!more) {
            return OK;
        }
        rows->at++;
    }
}

static struct str column_list(struct arena *mem, enum fair_in file)
{
    struct str list = STR("");
    for (size_t i = 0; fair_columns[file][i] != NULL; i++) {
        list = str_format(mem, "%.*s%s%s", STR_ARG(list), i > 0 ? "," : "", fair_columns[file][i]);
    }
    return list;
}

static bool read_header(struct fair_rows *rows)
{
    struct str names[FAIR_COLUMNS_MAX];
    bool seen[FAIR_COLUMNS_MAX] = {false};
    if (take_fields(rows, names) != OK) {
        return false;
    }
    for (size_t i = 0; i < rows->columns; i++) {
        size_t column = 0;
        while (column < rows->columns &&
               !str_equal(names[i], str_of(fair_columns[rows->file][column]))) {
            column++;
        }
        if (column == rows->columns || seen[column]) {
            return false;
        }
        seen[column] = true;
        rows->place[i] = (uint8_t)column;
    }
    return true;
}

enum status fair_rows_open(struct fair_rows *rows, enum fair_in file, struct str text,
                           struct arena *mem, struct fair_error *error)
{
    *rows = (struct fair_rows){.file = file, .mem = mem, .error = error};
    if (text.ptr == NULL) {
        return fair_refuse(mem, error, file, 0, N_("The file is missing."), STR(""));
    }
    rows->at = text.ptr;
    rows->end = text.ptr + text.len;
    if (str_starts_with(text, STR("\xef\xbb\xbf"))) {
        rows->at += 3;
    }
    while (fair_columns[file][rows->columns] != NULL) {
        rows->columns++;
    }
    if (!read_header(rows)) {
        return fair_refuse(mem, error, file, 1,
                           N_("The first line must name just these columns: {detail}."),
                           column_list(mem, file));
    }
    return OK;
}

enum fair_step fair_rows_next(struct fair_rows *rows)
{
    struct str fields[FAIR_COLUMNS_MAX];
    if (rows->at == rows->end) {
        return FAIR_END;
    }
    if (take_fields(rows, fields) != OK) {
        return FAIR_BAD;
    }
    for (size_t i = 0; i < rows->columns; i++) {
        rows->fields[rows->place[i]] = fields[i];
    }
    return FAIR_ROW;
}

size_t fair_rows_bound(struct str text)
{
    size_t rows = 1;
    const char *at = text.ptr;
    const char *end = text.ptr + text.len;
    while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        rows++;
        at++;
    }
    return rows;
}
