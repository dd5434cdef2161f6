/* SPDX-License-Identifier: EUPL-1.2 */
/* Columns of three formats. */
#include "safety/safety_import_row.h"

#include "base/strbuf.h"

#include "base/banned.h"

#define TEXT_MAX   200  /* code points */
#define LONG_MAX   1500 /* code points */
#define LIST_BYTES ((size_t)16 * 1024)

const struct import_format safety_import_formats[] = {
    {.source = "safety-gate",
     .names = {[IMPORT_NUMBER] = {"alert_number", NULL},
               [IMPORT_CATEGORY] = {"product_category", NULL},
               [IMPORT_PRODUCT] = {"product_name", NULL},
               [IMPORT_MODEL] = {"product_description", NULL},
               [IMPORT_BRAND] = {"brand", NULL},
               [IMPORT_GTINS] = {"barcode", NULL},
               [IMPORT_BATCHES] = {"batch_number", NULL},
               [IMPORT_MADE_WHEN] = {"production_dates", NULL},
               [IMPORT_RISK] = {"risk_type", NULL},
               [IMPORT_WHAT_TO_DO] = {"company_recall_code", NULL},
               [IMPORT_COUNTRY] = {"country_of_origin", NULL}},
     .needed = {IMPORT_NUMBER, IMPORT_CATEGORY}},
    {.source = "cpsc",
     .names = {[IMPORT_NUMBER] = {"Recall Number", "Product Safety Warning Number"},
               [IMPORT_PRODUCT] = {"Name of product", "Recall Heading"},
               [IMPORT_MODEL] = {"Description", NULL},
               [IMPORT_MADE_WHEN] = {"Date", "Product Safety Warning Date"},
               [IMPORT_RISK] = {"Hazard Description", NULL},
               [IMPORT_WHAT_TO_DO] = {"Remedy", "Consumer Action"},
               [IMPORT_COUNTRY] = {"Manufactured In", NULL},
               [IMPORT_HEADING] = {"Recall Heading", NULL}},
     .needed = {IMPORT_NUMBER, IMPORT_HEADING},
     .category = "Appliances"},
    {.source = "own",
     .names = {[IMPORT_NUMBER] = {"number", NULL},
               [IMPORT_CATEGORY] = {"category", NULL},
               [IMPORT_PRODUCT] = {"product", NULL},
               [IMPORT_MODEL] = {"model", NULL},
               [IMPORT_BRAND] = {"brand", NULL},
               [IMPORT_GTINS] = {"gtin", NULL},
               [IMPORT_BATCHES] = {"batch", NULL},
               [IMPORT_MADE_WHEN] = {"made", NULL},
               [IMPORT_RISK] = {"risk", NULL},
               [IMPORT_WHAT_TO_DO] = {"what_to_do", NULL},
               [IMPORT_URL] = {"url", NULL},
               [IMPORT_COUNTRY] = {"country", NULL}},
     .needed = {IMPORT_NUMBER, IMPORT_PRODUCT}},
};
const size_t safety_import_format_count =
    sizeof(safety_import_formats) / sizeof(safety_import_formats[0]);

/* White space of any kind folded to one blank. */
static struct str one_line(struct ctx *ctx, struct str text, size_t max)
{
    char *line = arena_alloc(ctx->mem, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char sign = (unsigned char)text.ptr[i];
        if (sign > ' ' && sign != 0x7F) {
            line[len++] = text.ptr[i];
        } else if (len > 0 && line[len - 1] != ' ') {
            line[len++] = ' ';
        }
    }
    line[len] = '\0';
    const struct str whole = str_trim((struct str){line, len});
    const struct str cut = str_utf8_prefix(whole, max);
    return cut.len == whole.len ? str_copy(ctx->mem, whole) : str_concat(ctx->mem, cut, STR("…"));
}

/* Values divided by line breaks, ';' or ',' to one a line. */
static struct str to_lines(struct ctx *ctx, struct str text)
{
    struct strbuf lines;
    size_t from = 0;
    strbuf_init(&lines, LIST_BYTES);
    for (size_t i = 0; i <= text.len; i++) {
        const char sign = i == text.len ? '\n' : text.ptr[i];
        if (sign == '\n' || sign == ';' || sign == ',' || sign == '\r') {
            const struct str one = one_line(ctx, str_slice(text, from, i), TEXT_MAX);
            if (one.len > 0 && lines.len + one.len + 1 < LIST_BYTES) {
                strbuf_str(&lines, lines.len > 0 ? STR("\n") : STR(""));
                strbuf_str(&lines, one);
            }
            from = i + 1;
        }
    }
    const struct str list = strbuf_copy(&lines, ctx->mem);
    strbuf_finish(&lines);
    return list;
}

static struct str before(struct str text, const char *word)
{
    const ptrdiff_t at = str_find(text, str_of(word));
    return at < 0 ? (struct str){"", 0} : str_slice(text, 0, (size_t)at);
}

struct str safety_import_brand(struct str heading)
{
    static const char *const ends[] = {" Due to", ";", ","};
    static const char *const verbs[] = {" Recalls ", " Announce", " Recall ", " Expands Recall",
                                        " Reannounce"};
    const ptrdiff_t by = str_find(heading, STR(" Recalled by "));
    if (by >= 0) {
        struct str name = str_slice(heading, (size_t)by + sizeof(" Recalled by ") - 1, heading.len);
        for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
            const struct str cut = before(name, ends[i]);
            name = cut.len > 0 ? cut : name;
        }
        return str_trim(name);
    }
    for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
        struct str name = before(heading, verbs[i]);
        if (name.len > 0) {
            const struct str cpsc = STR("CPSC, ");
            name = str_starts_with(name, cpsc) ? str_slice(name, cpsc.len, name.len) : name;
            return str_trim(name);
        }
    }
    return (struct str){"", 0};
}

static struct str field_of(const struct csv_row *row, const size_t columns[IMPORT_NAMES_MAX])
{
    for (size_t n = 0; n < IMPORT_NAMES_MAX; n++) {
        if (columns[n] != CSV_NO_COLUMN && columns[n] < row->count &&
            str_trim(row->fields[columns[n]]).len > 0) {
            return row->fields[columns[n]];
        }
    }
    return (struct str){"", 0};
}

void safety_import_row(struct ctx *ctx, const struct import_format *format,
                       size_t columns[IMPORT_FIELDS][IMPORT_NAMES_MAX], const struct csv_row *row,
                       struct recall *ret_recall)
{
    struct str fields[IMPORT_FIELDS];
    for (size_t i = 0; i < IMPORT_FIELDS; i++) {
        fields[i] = field_of(row, columns[i]);
    }
    if (fields[IMPORT_BRAND].len == 0) {
        fields[IMPORT_BRAND] = safety_import_brand(fields[IMPORT_HEADING]);
    }
    if (format->category != NULL) {
        fields[IMPORT_CATEGORY] = str_of(format->category);
    }
    *ret_recall = (struct recall){
        .source = str_of(format->source),
        .number = one_line(ctx, fields[IMPORT_NUMBER], TEXT_MAX),
        .category = one_line(ctx, fields[IMPORT_CATEGORY], TEXT_MAX),
        .product = one_line(ctx, fields[IMPORT_PRODUCT], TEXT_MAX),
        .model = one_line(ctx, fields[IMPORT_MODEL], LONG_MAX),
        .brand = one_line(ctx, fields[IMPORT_BRAND], TEXT_MAX),
        .gtins = to_lines(ctx, fields[IMPORT_GTINS]),
        .batches = to_lines(ctx, fields[IMPORT_BATCHES]),
        .made_when = one_line(ctx, fields[IMPORT_MADE_WHEN], TEXT_MAX),
        .risk = one_line(ctx, fields[IMPORT_RISK], LONG_MAX),
        .what_to_do = one_line(ctx, fields[IMPORT_WHAT_TO_DO], LONG_MAX),
        .url = one_line(ctx, fields[IMPORT_URL], TEXT_MAX),
        .country = one_line(ctx, fields[IMPORT_COUNTRY], TEXT_MAX),
    };
}
