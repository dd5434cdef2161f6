/* SPDX-License-Identifier: EUPL-1.2 */
/* The mass balance as a table for other programs: exact counts and grams. */
#include "base/day.h"
#include "goods/goods_balance_words.h"
#include "goods/goods_pages.h"

#include "base/banned.h"

/* Quoted; a leading sign that a spreadsheet would take for a formula gets a ' before it. */
static void put_text(struct strbuf *out, struct str text)
{
    strbuf_literal(out, "\"");
    if (text.len > 0 && strchr("=+-@\t\r", text.ptr[0]) != NULL) {
        strbuf_literal(out, "'");
    }
    for (size_t i = 0; i < text.len; i++) {
        strbuf_str(out, text.ptr[i] == '"' ? STR("\"\"") : (struct str){text.ptr + i, 1});
    }
    strbuf_literal(out, "\"");
}

static void put_line(struct ctx *ctx, struct strbuf *out, const struct balance_filter *filter,
                     const struct goods_line *line)
{
    const bool all = line->id == 0;
    strbuf_format(out, "%.*s,%.*s,%lld,", STR_ARG(day_iso(ctx->mem, filter->of.from_day)),
                  STR_ARG(day_iso(ctx->mem, filter->of.to_day)), (long long)line->id);
    put_text(out, all ? STR("") : goods_balance_line_name(ctx, filter, line->id));
    for (const struct choice *column = goods_balance_buckets; column->value != NULL; column++) {
        const struct goods_sum *sum = &line->buckets[column->number];
        strbuf_format(out, ",%lld,%lld,%lld", (long long)sum->count, (long long)sum->g,
                      (long long)sum->unknown_count);
    }
    strbuf_format(out, ",%d\r\n", line->holds ? 1 : 0);
}

/* The names of the columns, in the order of goods_balance_buckets. */
static void put_head(struct strbuf *out)
{
    static const char *const names[BUCKET_COUNT] = {
        [BUCKET_RECEIVED] = "in",         [BUCKET_HELD] = "held",
        [BUCKET_SOLD] = "sold",           [BUCKET_GIVEN] = "given",
        [BUCKET_RENTED] = "rented",       [BUCKET_RECYCLED] = "recycled",
        [BUCKET_DISCARDED] = "discarded", [BUCKET_PASSED_ON] = "passed_on",
        [BUCKET_CORRECTED] = "corrected", [BUCKET_MOVED] = "moved",
    };
    strbuf_literal(out, "from,to,id,name");
    for (const struct choice *column = goods_balance_buckets; column->value != NULL; column++) {
        const char *name = names[column->number];
        strbuf_format(out, ",%s_count,%s_g,%s_unknown_count", name, name, name);
    }
    strbuf_literal(out, ",holds\r\n");
}

enum status goods_balance_csv(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct balance_filter filter = goods_balance_filter(ctx, req);
    struct goods_sheet sheet;
    TRY(goods_sheet(ctx, &filter.of, &sheet));
    put_head(&res->body);
    for (size_t i = 0; i < sheet.lines.count; i++) {
        put_line(ctx, &res->body, &filter, &sheet.lines.ptr[i]);
    }
    put_line(ctx, &res->body, &filter, &sheet.all);
    res->content_type = STR("text/csv; charset=utf-8");
    response_header(ctx, res, "Content-Disposition",
                    STR("attachment; filename=\"ombruk-massebalanse.csv\""));
    return OK;
}
