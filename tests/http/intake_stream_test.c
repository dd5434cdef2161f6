/* SPDX-License-Identifier: EUPL-1.2 */
/* What other reuse centres and repair cafés have registered, as a stream of intakes from a phone
 * whose network repeats, and against what it has to add up to. */
#include <string.h>

#include "base/units.h"
#include "centre/centre.h"
#include "csv/csv.h"
#include "goods/goods_codes.h"
#include "goods/goods_mapping.h"
#include "http_app.h"
#include "station/station_store.h"
#include "test_shared.h"
#include "json/json.h"

int http_intake_stream_test(void);

#define TEXT_MAX     ((size_t)64 * 1024 * 1024)
#define BODY_MAX     ((size_t)64 * 1024)
#define UUID_BASE    "0497a1f2-5d6f-7d7e-9a63-%012zu"
#define CATEGORY_MAX 200
#define REPAIRS      "repairs/OpenRepairData_v0.3_"
#define ROCKETTE     "listings/oressource_petite_rockette/"

/* Where a row belongs with us. */
struct where {
    int64_t category_id;
    const struct goods_kind *kind; /* NULL: only the category is known */
};

struct stream {
    const char *file;
    const char *note;    /* column */
    const char *weight;  /* column, kilograms; NULL: none */
    const char *count;   /* column; NULL: one */
    const char *state;   /* column; what begins with "Fixed" is whole */
    const char *mapping; /* shipped with the program; NULL: by `of` */
    struct where (*where)(struct str of);
    const char *of; /* column */
    size_t every;   /* takes one row of so many, so that the whole file is seen */
    size_t skipped; /* lines before the header */
};

/* What must have come of it. */
struct model {
    size_t number; /* of the lot */
    int64_t lots;
    int64_t pieces;
    int64_t g;
    int64_t help;
    int64_t undone;
    struct {
        int64_t category_id;
        int64_t pieces;
    } by_category[CATEGORY_MAX];
    size_t categories;
};

static void tally(struct model *model, int64_t category_id, int64_t pieces)
{
    size_t i = 0;
    while (i < model->categories && model->by_category[i].category_id != category_id) {
        i++;
    }
    assert_true(i < CATEGORY_MAX);
    model->by_category[i].category_id = category_id;
    model->by_category[i].pieces += pieces;
    model->categories = i < model->categories ? model->categories : i + 1;
}

/* ---- where a row belongs --------------------------------------------------------------------- */

/* What repair cafés call things (Open Repair Data Standard), as our kinds. */
static const struct {
    const char *theirs;
    const char *kind;
} repairs[] = {
    {"Aircon/dehumidifier", "dehumidifier"},
    {"Battery/charger/adapter", "charger"},
    {"Coffee maker", "coffee_maker"},
    {"DSLR/video camera", "camera_dslr"},
    {"Decorative or safety lights", "deco_lights"},
    {"Desktop computer", "desktop_tower"},
    {"Digital compact camera", "camera_compact"},
    {"Fan", "fan"},
    {"Flat screen", "tv_large"},
    {"Food processor", "blender"},
    {"Games console", "game_console"},
    {"Hair & beauty item", "hair_beauty"},
    {"Hair dryer", "hair_beauty"},
    {"Handheld entertainment device", "handheld_media"},
    {"Headphones", "headphones"},
    {"Hi-Fi integrated", "hifi_integrated"},
    {"Hi-Fi separates", "hifi_separate"},
    {"Iron", "iron"},
    {"Kettle", "kettle"},
    {"Lamp", "lamp"},
    {"Laptop", "laptop"},
    {"Large home electrical", "eee_large"},
    {"Misc", "eee_small"},
    {"Mobile", "smartphone"},
    {"Musical instrument", "keyboard_instrument"},
    {"PC accessory", "pc_accessory"},
    {"Paper shredder", "paper_shredder"},
    {"Portable radio", "portable_radio"},
    {"Power tool", "power_drill"},
    {"Printer/scanner", "printer"},
    {"Projector", "projector"},
    {"Sewing machine", "sewing_machine"},
    {"Small home electrical", "eee_small"},
    {"Small kitchen item", "blender"},
    {"TV and gaming-related accessories", "tv_accessory"},
    {"Tablet", "tablet"},
    {"Toaster", "toaster"},
    {"Toy", "toy_electronic"},
    {"Vacuum", "vacuum"},
    {"Watch/clock", "clock_electric"},
};

static struct where of_kind(struct str key)
{
    const struct goods_kind *kind = goods_codes_kind(key);
    if (kind == NULL) {
        fail_msg("no kind %.*s", STR_ARG(key));
        return (struct where){0};
    }
    return (struct where){kind->category_id, kind};
}

static struct where of_repair(struct str theirs)
{
    for (size_t i = 0; i < sizeof(repairs) / sizeof(repairs[0]); i++) {
        if (str_equal_nocase(theirs, str_of(repairs[i].theirs))) {
            return of_kind(str_of(repairs[i].kind));
        }
    }
    fail_msg("%.*s is no category of the standard", STR_ARG(theirs));
    return (struct where){0};
}

/* The Fixometer divides further ("Laptop medium"), and knows things without a plug too. */
static struct where of_fixometer(struct str theirs)
{
    for (size_t i = 0; i < sizeof(repairs) / sizeof(repairs[0]); i++) {
        const struct str name = str_of(repairs[i].theirs);
        if (str_equal_nocase(str_slice(theirs, 0, name.len), name)) {
            return of_kind(str_of(repairs[i].kind));
        }
    }
    return (struct where){goods_codes_category_by_key(STR("other"))->id, NULL};
}

/* The first column of the mapping that says something. */
static struct where of_mapping(const struct goods_mapping *mapping, const struct csv_reader *reader,
                               const struct csv_row *row)
{
    for (size_t i = 0; i < mapping->column_count; i++) {
        const struct goods_mapping_column *column = &mapping->columns[i];
        const size_t at = csv_column(reader, column->name);
        if (column->field != GOODS_FIELD_CATEGORY || at >= row->count) {
            continue;
        }
        const struct goods_mapping_value *value =
            goods_mapping_find(mapping, column->name, row->fields[at]);
        if (value != NULL && value->state == GOODS_MAPPED) {
            return (struct where){
                value->id, value->kind_key.len == 0 ? NULL : goods_codes_kind(value->kind_key)};
        }
    }
    return (struct where){goods_codes_category_by_key(STR("other"))->id, NULL};
}

/* ---- one row --------------------------------------------------------------------------------- */

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

struct intake_row {
    struct where where;
    struct str note;
    int64_t count;
    int64_t g; /* NO_I64: not weighed */
    int64_t state;
    int64_t line;
};

static struct str body_of(struct fixture *f, const char *uuid, const struct intake_row *row)
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
    json_put_i64(&out, row->where.category_id);
    if (row->where.kind != NULL) {
        json_key(&out, "kind");
        json_put_str(&out, row->where.kind->key);
    }
    json_key(&out, "state");
    json_put_i64(&out, row->state);
    json_key(&out, "count");
    json_put_i64(&out, row->count);
    json_key(&out, "note");
    json_put_str(&out, row->note);
    if (row->g != NO_I64) {
        json_key(&out, "weight_g");
        json_put_i64(&out, row->g);
    }
    json_object_end(&out);
    const struct str body = strbuf_copy(&text, f->mem);
    strbuf_finish(&text);
    return body;
}

static struct intake_row row_of(const struct stream *stream, const struct goods_mapping *mapping,
                                const struct csv_reader *reader, const struct csv_row *row)
{
    int64_t count = 0;
    return (struct intake_row){
        .where = mapping != NULL ? of_mapping(mapping, reader, row)
                                 : stream->where(field(reader, row, stream->of)),
        .note = field(reader, row, stream->note),
        .count = str_to_i64(field(reader, row, stream->count), &count) ? count : 1,
        .g = grams_of(field(reader, row, stream->weight)),
        .state = str_starts_with(field(reader, row, stream->state), STR("Fixed")) ? 1 : 2,
        .line = row->line};
}

/* What it weighs in the ledger: as weighed, or by the table of kinds; 0: not known. */
static int64_t known_g(const struct intake_row *row)
{
    const struct goods_kind *kind = row->where.kind;
    return row->g != NO_I64                              ? row->g
           : kind == NULL || kind->default_weight_g <= 0 ? 0
                                                         : kind->default_weight_g * row->count;
}

/* A sign that no field takes: a control character, as double-encoded text has them. */
static bool has_control(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char sign = (unsigned char)text.ptr[i];
        const unsigned char next = i + 1 < text.len ? (unsigned char)text.ptr[i + 1] : 0;
        if ((sign < ' ' && sign != '\n' && sign != '\r' && sign != '\t') || sign == 0x7F ||
            (sign == 0xC2 && next >= 0x80 && next < 0xA0)) {
            return true;
        }
    }
    return false;
}

static void send_row(struct fixture *f, const struct stream *stream, const struct intake_row *row,
                     struct model *model)
{
    const size_t number = ++model->number;
    const char *uuid = fixture_text(f, UUID_BASE, number);
    const bool kept = str_utf8_length(row->note) > GOODS_NOTE_MAX || has_control(row->note) ||
                      row->g > GOODS_GRAMS_MAX;
    const bool undone = number % 17 == 0;
    if (undone) {
        assert_int_equal(app_undo(f, uuid).code, 200);
    }
    const int wanted = kept && !undone ? 422 : undone ? 409 : 201;
    const struct str body = body_of(f, uuid, row);
    for (size_t i = 0; i < 1 + number % 3; i++) {
        const struct answer answer = app_send(f, HTTP_POST, "/inn/data/lot", body);
        if (answer.code != wanted && !(i > 0 && wanted == 201 && answer.code == 200)) {
            fail_msg("%s line %lld: %d %.*s", stream->file, (long long)row->line, answer.code,
                     STR_ARG(answer.body));
        }
    }
    model->undone += undone ? 1 : 0;
    model->help += wanted == 422 ? 1 : 0;
    if (wanted == 201) {
        model->lots++;
        model->pieces += row->count;
        model->g += known_g(row);
        tally(model, row->where.category_id, row->count);
    }
}

static const struct goods_mapping *mapping_of(struct ctx *ctx, const struct stream *stream)
{
    const struct goods_mapping *mapping = NULL;
    if (stream->mapping != NULL) {
        const struct str text = goods_mapping_shipped(str_of(stream->mapping));
        assert_true(text.len > 0);
        assert_int_equal(goods_mapping_read(ctx, text, &mapping), OK);
    }
    return mapping;
}

/* False where the data does not stand. */
static bool send_file(struct fixture *f, const struct stream *stream, struct model *model)
{
    const char *path = test_shared_path(f->mem, stream->file);
    struct ctx ctx = {.mem = f->mem};
    struct csv_reader *reader = NULL;
    struct csv_row row;
    struct strbuf text;
    size_t sent = 0;
    if (path == NULL) {
        return false;
    }
    const struct goods_mapping *mapping = mapping_of(&ctx, stream);
    strbuf_init(&text, TEXT_MAX);
    test_shared_read(path, &text);
    struct str table = strbuf_view(&text);
    for (size_t i = 0; i < stream->skipped; i++) {
        table = str_slice(table, (size_t)str_find_byte(table, '\n') + 1, table.len);
    }
    assert_int_equal(csv_open_text(&ctx, table, NULL, &reader), OK);
    for (size_t i = 0; csv_next(reader, &row) == CSV_ROW; i++) {
        if (i % stream->every == 0) {
            const struct intake_row one = row_of(stream, mapping, reader, &row);
            send_row(f, stream, &one, model);
            sent++;
        }
    }
    assert_true(sent > 0);
    csv_close(reader);
    strbuf_finish(&text);
    return true;
}

/* ---- what has come of it --------------------------------------------------------------------- */

static void received(struct fixture *f, struct goods_sum *ret_sum, struct model *ret_by_category)
{
    struct ctx ctx;
    struct goods_verdict verdict;
    struct goods_balances rows;
    fixture_ctx(f, &ctx);
    const int64_t today = centre_today(&ctx);
    assert_int_equal(goods_received(&ctx, today, today, ret_sum), OK);
    assert_int_equal(goods_balance(&ctx, today, today, &rows), OK);
    for (size_t i = 0; i < rows.count; i++) {
        assert_true(rows.ptr[i].holds);
        tally(ret_by_category, rows.ptr[i].category_id, rows.ptr[i].buckets[BUCKET_RECEIVED].count);
    }
    assert_int_equal(goods_verify(&ctx, &verdict), OK);
    assert_str(verdict.first, "");
    app_end(&ctx);
}

static int64_t help_cases(struct fixture *f)
{
    struct ctx ctx;
    int64_t count = 0;
    fixture_ctx(f, &ctx);
    assert_int_equal(station_store_help_count(&ctx, 0, &count), OK);
    app_end(&ctx);
    return count;
}

static void check_streams(const struct stream *streams, size_t count)
{
    struct fixture *f = fixture_open();
    struct goods_sum before;
    struct goods_sum after;
    struct model model = {0};
    struct model ledger = {0};
    received(f, &before, &model);
    const int64_t help = help_cases(f);
    for (size_t i = 0; i < count; i++) {
        if (!send_file(f, &streams[i], &model)) {
            fixture_close(f);
            skip();
        }
    }
    received(f, &after, &ledger);
    assert_int_equal(after.count - before.count, model.pieces);
    assert_int_equal(after.g - before.g, model.g);
    assert_int_equal(help_cases(f) - help, model.help);
    assert_int_equal(ledger.categories, model.categories);
    for (size_t i = 0; i < ledger.categories; i++) {
        tally(&model, ledger.by_category[i].category_id, -ledger.by_category[i].pieces);
    }
    for (size_t i = 0; i < model.categories; i++) {
        assert_int_equal(model.by_category[i].pieces, 0);
    }
    assert_true(model.lots > 0 && model.undone > 0);
    fixture_close(f);
}

#define CHECK(streams) check_streams(streams, sizeof(streams) / sizeof((streams)[0]))

static void test_what_a_reuse_centre_weighed_sold_and_named_adds_up(void **state)
{
    static const struct stream streams[] = {
        {.file = ROCKETTE "pesees_collectes.csv",
         .note = "timestamp",
         .weight = "masse",
         .mapping = "oressource_weighings",
         .every = 1},
        {.file = ROCKETTE "pesees_sorties.csv",
         .note = "timestamp",
         .weight = "masse",
         .mapping = "oressource_weighings",
         .every = 1},
        {.file = ROCKETTE "vendus.csv",
         .note = "prix",
         .count = "quantite",
         .mapping = "oressource_sales",
         .every = 1},
        {.file = ROCKETTE "grille_objets.csv",
         .note = "nom",
         .mapping = "oressource_prices",
         .every = 1},
    };
    (void)state;
    CHECK(streams);
}

static void test_what_repair_cafes_wrote_is_received_as_it_stands(void **state)
{
#define CAFE(name, rows)                                                                           \
    {                                                                                              \
        .file = (name), .note = "problem", .state = "repair_status", .where = of_repair,           \
        .of = "product_category", .every = (rows)                                                  \
    }
    static const struct stream streams[] = {
        CAFE(REPAIRS "RepairCafeWales_202507.csv.gz", 67),
        CAFE(REPAIRS "RepairCafeDenmark_202507.csv.gz", 199),
        CAFE(REPAIRS "RepairCafeToronto_202507.csv.gz", 37),
        CAFE(REPAIRS "RepairConnects_202507.csv.gz", 11),
        CAFE(REPAIRS "FixitClinic_202507.csv.gz", 5),
        CAFE("repairs/OpenRepairData_v0.2.1_RepairCafeInternational_202009.csv.gz", 151),
        {.file = REPAIRS "Product_Categories.csv",
         .note = "product_category",
         .where = of_repair,
         .of = "product_category",
         .every = 1},
        {.file = "repairs/Fixometer_LCA_2021_raw.csv.gz",
         .note = "model",
         .weight = "Product Weight (kg)",
         .where = of_fixometer,
         .of = "ORDS Product Category",
         .every = 3,
         .skipped = 1},
    };
#undef CAFE
    (void)state;
    CHECK(streams);
}

static void test_the_names_of_the_factors_are_received_as_their_kinds(void **state)
{
    static const struct stream streams[] = {
        {.file = "impact/factors.csv",
         .note = "name_nb",
         .weight = "typical_weight_kg",
         .where = of_kind,
         .of = "key",
         .every = 1},
    };
    (void)state;
    CHECK(streams);
}

int http_intake_stream_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_a_reuse_centre_weighed_sold_and_named_adds_up),
        cmocka_unit_test(test_what_repair_cafes_wrote_is_received_as_it_stands),
        cmocka_unit_test(test_the_names_of_the_factors_are_received_as_their_kinds),
    };
    return TEST_DB_RUN("intake stream", tests);
}
