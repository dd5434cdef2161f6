/* SPDX-License-Identifier: EUPL-1.2 */
/* What other reuse centres and repair cafés have registered, as a stream of intakes from a phone
 * whose network repeats, and against what it has to add up to. */
#include <string.h>

#include "base/units.h"
#include "centre/centre.h"
#include "csv/csv.h"
#include "http_app.h"
#include "test_shared.h"
#include "json/json.h"

int http_intake_stream_test(void);

#define ROWS_MAX  600
#define TEXT_MAX  ((size_t)64 * 1024 * 1024)
#define BODY_MAX  ((size_t)64 * 1024)
#define UUID_BASE "0497a1f2-5d6f-7d7e-9a63-%012zu"

struct stream {
    const char *file;
    const char *note;   /* column */
    const char *weight; /* column, kilograms; NULL: none */
    const char *state;  /* column; what begins with "Fixed" is whole */
    size_t first;       /* number of its first lot */
};

/* What must have come of it. */
struct model {
    int64_t lots;
    int64_t g;
    int64_t help;
    int64_t undone;
};

static struct str field(const struct csv_reader *reader, const struct csv_row *row,
                        const char *name)
{
    const size_t column = name == NULL ? CSV_NO_COLUMN : csv_column(reader, str_of(name));
    return column < row->count ? row->fields[column] : STR("");
}

/* "33.000" kilograms; NO_I64: nothing that a scale shows. */
static int64_t grams_of(struct str text)
{
    int64_t g = 0;
    return decimal_parse(text, 3, &g) && g > 0 ? g : NO_I64;
}

static struct str body_of(struct fixture *f, const char *uuid, const struct csv_reader *reader,
                          const struct csv_row *row, const struct stream *stream, int64_t g)
{
    struct strbuf text;
    strbuf_init(&text, BODY_MAX);
    struct json_out out = {.buf = &text};
    json_object_begin(&out);
    json_key(&out, "uuid");
    json_put_str(&out, str_of(uuid));
    json_key(&out, "taken_ms");
    json_put_i64(&out, row->line);
    json_key(&out, "sent_ms");
    json_put_i64(&out, row->line + 1000);
    json_key(&out, "category");
    json_put_i64(&out, 10101);
    json_key(&out, "state");
    json_put_i64(&out, str_starts_with(field(reader, row, stream->state), STR("Fixed")) ? 1 : 2);
    json_key(&out, "note");
    json_put_str(&out, field(reader, row, stream->note));
    if (g != NO_I64) {
        json_key(&out, "weight_g");
        json_put_i64(&out, g);
    }
    json_object_end(&out);
    const struct str body = strbuf_copy(&text, f->mem);
    strbuf_finish(&text);
    return body;
}

static void send_row(struct fixture *f, size_t number, const struct csv_reader *reader,
                     const struct csv_row *row, const struct stream *stream, struct model *model)
{
    const char *uuid = fixture_text(f, UUID_BASE, number);
    const int64_t g = grams_of(field(reader, row, stream->weight));
    const struct str note = field(reader, row, stream->note);
    const bool kept = str_utf8_length(note) > GOODS_NOTE_MAX || g > GOODS_GRAMS_MAX;
    const bool undone = number % 17 == 0;
    if (undone) {
        assert_int_equal(app_undo(f, uuid).code, 200);
    }
    const int wanted = kept && !undone ? 422 : undone ? 409 : 201;
    for (size_t i = 0; i < 1 + number % 3; i++) {
        const struct answer answer =
            app_send(f, HTTP_POST, "/inn/data/lot", body_of(f, uuid, reader, row, stream, g));
        if (answer.code != wanted && !(i > 0 && wanted == 201 && answer.code == 200)) {
            fail_msg("%s line %lld: %d %.*s", stream->file, (long long)row->line, answer.code,
                     STR_ARG(answer.body));
        }
    }
    model->undone += undone ? 1 : 0;
    model->help += wanted == 422 ? 1 : 0;
    model->lots += wanted == 201 ? 1 : 0;
    model->g += wanted == 201 && g != NO_I64 ? g : 0;
}

/* False where the data does not stand. */
static bool send_file(struct fixture *f, const struct stream *stream, struct model *model)
{
    const char *path = test_shared_path(f->mem, stream->file);
    struct ctx ctx = {.mem = f->mem};
    struct csv_reader *reader = NULL;
    struct csv_row row;
    struct strbuf text;
    size_t number = stream->first;
    if (path == NULL) {
        return false;
    }
    strbuf_init(&text, TEXT_MAX);
    test_shared_read(path, &text);
    assert_int_equal(csv_open_text(&ctx, strbuf_view(&text), NULL, &reader), OK);
    while (number < stream->first + ROWS_MAX && csv_next(reader, &row) == CSV_ROW) {
        send_row(f, ++number, reader, &row, stream, model);
    }
    assert_true(number > stream->first);
    csv_close(reader);
    strbuf_finish(&text);
    return true;
}

static void received(struct fixture *f, struct goods_sum *ret_sum)
{
    struct ctx ctx;
    struct goods_verdict verdict;
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_received(&ctx, centre_today(&ctx), centre_today(&ctx), ret_sum), OK);
    assert_int_equal(goods_verify(&ctx, &verdict), OK);
    assert_str(verdict.first, "");
    app_end(&ctx);
}

static void check_stream(const struct stream *stream)
{
    struct fixture *f = fixture_open();
    struct goods_sum before;
    struct goods_sum after;
    struct model model = {0};
    received(f, &before);
    if (send_file(f, stream, &model)) {
        received(f, &after);
        assert_int_equal(after.count - before.count, model.lots);
        assert_int_equal(after.g - before.g, model.g);
        assert_int_equal(app_help_count(f), model.help);
        assert_true(model.lots > 0 && model.undone > 0);
    }
    fixture_close(f);
}

static void test_the_weighings_of_a_reuse_centre_add_up(void **state)
{
    (void)state;
    check_stream(&(struct stream){"listings/oressource_petite_rockette/pesees_collectes.csv",
                                  "timestamp", "masse", NULL, 0});
}

static void test_what_repair_cafes_wrote_is_received_as_it_stands(void **state)
{
    (void)state;
    check_stream(&(struct stream){"repairs/OpenRepairData_v0.3_RepairCafeWales_202507.csv.gz",
                                  "problem", NULL, "repair_status", 1000});
    check_stream(&(struct stream){"repairs/OpenRepairData_v0.3_RepairCafeDenmark_202507.csv.gz",
                                  "problem", NULL, "repair_status", 1000});
}

static void test_the_names_of_the_factors_are_received(void **state)
{
    (void)state;
    check_stream(
        &(struct stream){"impact/factors.csv", "name_nb", "typical_weight_kg", NULL, 2000});
}

int http_intake_stream_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_weighings_of_a_reuse_centre_add_up),
        cmocka_unit_test(test_what_repair_cafes_wrote_is_received_as_it_stands),
        cmocka_unit_test(test_the_names_of_the_factors_are_received),
    };
    return TEST_DB_RUN("intake stream", tests);
}
