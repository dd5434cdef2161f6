/* SPDX-License-Identifier: EUPL-1.2 */
/* Other people's tables become rows of ours, and what cannot be used is told. */
#include "goods/goods_import.h"

#include "base/strbuf.h"
#include "goods/goods_import_value.h"
#include "test.h"
#include "test_shared.h"

int goods_goods_import_test(void);

#define ROWS_MAX 400

static struct ctx ctx;

/* What a sink has heard. */
struct heard {
    struct import_row rows[ROWS_MAX];
    size_t count;
    size_t batches;
    size_t largest_batch;
    struct strbuf problems; /* "line column=value! " with ! where the row is lost */
    size_t fail_at_batch;   /* 0: never */
};

static struct heard heard;

static int set_up(void **state)
{
    (void)state;
    ctx = (struct ctx){.mem = arena_create((size_t)64 * 1024 * 1024)};
    memset(&heard, 0, sizeof(heard));
    strbuf_init(&heard.problems, 100000);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    strbuf_finish(&heard.problems);
    arena_destroy(ctx.mem);
    return 0;
}

static struct arena *keep;

static enum status take_rows(struct ctx *context, const struct import_row *rows, size_t count,
                             void *arg)
{
    struct heard *into = arg;
    into->batches++;
    into->largest_batch = count > into->largest_batch ? count : into->largest_batch;
    if (into->batches == into->fail_at_batch) {
        ctx_fail(context, UNAVAILABLE, N_("The disk is full."), NULL);
        context->err.detail = str_format(context->mem, "batch %zu", into->batches);
        return UNAVAILABLE;
    }
    for (size_t i = 0; i < count && into->count < ROWS_MAX; i++) {
        struct import_row *row = &into->rows[into->count++];
        *row = rows[i];
        row->key = str_copy(keep, rows[i].key);
        row->title = str_copy(keep, rows[i].title);
        row->note = str_copy(keep, rows[i].note);
        row->place = str_copy(keep, rows[i].place);
        row->brand = str_copy(keep, rows[i].brand);
    }
    return OK;
}

static void hear_problem(struct ctx *context, const struct import_problem *problem, void *arg)
{
    struct heard *into = arg;
    (void)context;
    assert_non_null(problem->message);
    strbuf_format(&into->problems, "%d %.*s=%.*s%s ", (int)problem->line, STR_ARG(problem->column),
                  STR_ARG(problem->value), problem->row_lost ? "!" : "");
}

static const struct goods_mapping *mapping_of(const char *rows)
{
    const struct goods_mapping *mapping = NULL;
    const struct str text =
        str_format(ctx.mem, "what,column,value,ours,note\nsetting,,source,test,\n%s", rows);
    if (goods_mapping_read(&ctx, text, &mapping) != OK) {
        fail_msg("%s", ctx.err.detail.ptr);
    }
    return mapping;
}

static const struct goods_mapping *shipped(const char *name)
{
    const struct goods_mapping *mapping = NULL;
    assert_int_equal(goods_mapping_read(&ctx, goods_mapping_shipped(str_of(name)), &mapping), OK);
    return mapping;
}

static enum status run(const struct goods_mapping *mapping, struct csv_reader *reader,
                       struct import_result *ret_result)
{
    const struct import_sink sink = {
        .rows = take_rows, .problem = hear_problem, .arg = &heard, .batch_rows = 100};
    keep = ctx.mem;
    const enum status status = goods_import_run(&ctx, mapping, reader, &sink, ret_result);
    csv_close(reader);
    return status;
}

static struct import_result import_text(const struct goods_mapping *mapping, struct str text)
{
    struct csv_reader *reader = NULL;
    struct import_result result;
    assert_int_equal(csv_open_text(&ctx, text, &mapping->file, &reader), OK);
    assert_int_equal(run(mapping, reader, &result), OK);
    assert_int_equal(result.rows, result.used + result.lost);
    return result;
}

static void assert_problems(const char *expected)
{
    assert_str(strbuf_view(&heard.problems), expected);
}

static const char general[] = "column,id,,key,\ncolumn,what,,category,\ncolumn,title,,title,\n"
                              "column,text,,note,\ncolumn,size,,size,\ncolumn,state,,condition,\n"
                              "column,colour,,colour,\ncolumn,stuff,,material,\n"
                              "column,price,,price,\ncolumn,kg,,weight,\ncolumn,n,,count,\n"
                              "column,shelf,,place,\ncolumn,make,,brand,\n"
                              "value,what,coat,jackets:child_winter_jacket,\n"
                              "value,what,gun,-,weapons are not taken\n";
static const char general_header[] =
    "id,what,title,text,size,state,colour,stuff,price,kg,n,shelf,make\n";

static struct import_result import_rows(const char *rows)
{
    return import_text(mapping_of(general), str_format(ctx.mem, "%s%s", general_header, rows));
}

static void import_a_whole_row(void)
{
    const struct import_result result =
        import_rows("a1,Coat,\" Red\n  coat \",\"warm\nand whole\",98/104,Pent brukt,\"red, blue\","
                    "wool,\"120,50\",0.8,2,Rack 4,Reima\n");
    assert_int_equal(result.used, 1);
    assert_problems("");
}

static void test_the_texts_of_a_row_are_read(void **state)
{
    (void)state;
    import_a_whole_row();
    const struct import_row *row = &heard.rows[0];
    assert_str(row->key, "a1");
    assert_str(row->title, "Red coat");
    assert_str(row->note, "warm\nand whole");
    assert_str(row->place, "Rack 4");
    assert_str(row->brand, "Reima");
}

static void test_the_codes_of_a_row_are_read(void **state)
{
    (void)state;
    import_a_whole_row();
    const struct import_row *row = &heard.rows[0];
    assert_str(goods_codes_category(row->category_id)->key, "jackets");
    assert_str(row->kind_key, "child_winter_jacket");
    assert_str(row->size_key, "h98-104");
    assert_int_equal(row->size_id, goods_codes_size_by_key(STR("h98-104"))->id);
    assert_str(goods_codes_colour(row->colour_ids[0])->key, "red");
    assert_str(goods_codes_colour(row->colour_ids[1])->key, "blue");
}

static void test_material_and_numbers_of_a_row_are_read(void **state)
{
    (void)state;
    import_a_whole_row();
    const struct import_row *row = &heard.rows[0];
    assert_str(row->source, "test");
    assert_str(goods_codes_material(row->material_id)->key, "wool");
    assert_int_equal(row->line, 2);
    assert_int_equal(row->grade, 2);
    assert_int_equal(row->price_ore, 12050);
    assert_int_equal(row->g, 800);
    assert_int_equal(row->count, 2);
}

static void test_what_is_not_told_stays_unknown(void **state)
{
    (void)state;
    import_rows("a1,toys,,,,,,,,,,,\n");
    assert_problems("");
    const struct import_row *row = &heard.rows[0];
    assert_int_equal(row->price_ore, NO_I64);
    assert_int_equal(row->g, NO_I64);
    assert_int_equal(row->grade, NO_I64);
    assert_int_equal(row->size_id, NO_I64);
    assert_int_equal(row->material_id, NO_I64);
    assert_int_equal(row->colour_ids[0], NO_I64);
    assert_int_equal(row->count, 1);
    assert_int_equal(row->size_key.len, 0);
    assert_int_equal(row->kind_key.len, 0);
}

static void test_each_value_that_cannot_be_used_is_told_with_line_column_and_value(void **state)
{
    (void)state;
    const struct import_result result = import_rows("1,coat,,,93,,,,,,,,\n"
                                                    "2,toys,,,92,,,,,,,,\n"
                                                    "3,coat,,,,worn out,,,,,,,\n"
                                                    "4,coat,,,,,\"red, mauve\",,,,,,\n"
                                                    "5,coat,,,,,,cheese,,,,,\n"
                                                    "6,coat,,,,,,,cheap,,,,\n"
                                                    "7,coat,,,,,,,100001,,,,\n"
                                                    "8,coat,,,,,,,,heavy,,,\n"
                                                    "9,coat,,,,,,,,0,,,\n"
                                                    "10,coat,,,,,,,,5001,,,\n"
                                                    "11,coat,,,,,,,,,0,,\n"
                                                    "12,coat,,,,,,,,,many,,\n"
                                                    "13,coat,,,,,,,-5,,,,\n");
    assert_int_equal(result.used, 13);
    assert_int_equal(result.lost, 0);
    assert_int_equal(result.problems, 13);
    assert_problems("2 size=93 3 size=92 4 state=worn out 5 colour=red, mauve 6 stuff=cheese "
                    "7 price=cheap 8 price=100001 9 kg=heavy 10 kg=0 11 kg=5001 12 n=0 13 n=many "
                    "14 price=-5 ");
    assert_str(goods_codes_colour(heard.rows[3].colour_ids[0])->key, "red");
    assert_int_equal(heard.rows[11].count, 1);
    assert_int_equal(heard.rows[12].price_ore, NO_I64);
}

static void test_rows_without_a_category_of_ours_are_lost_and_told(void **state)
{
    (void)state;
    const struct import_result result = import_rows("1,,,,,,,,,,,,\n"
                                                    "2,spaceship,,,,,,,,,,,\n"
                                                    "3,GUN,,,,,,,,,,,\n"
                                                    "4,Leker,,,,,,,,,,,\n"
                                                    "5,toys,\"x\xFF\",,,,,,,,,,\n"
                                                    "6,toys,,,,,,,,,,,,one too many\n");
    assert_int_equal(result.rows, 6);
    assert_int_equal(result.used, 1);
    assert_int_equal(result.lost, 5);
    assert_problems("2 =! 3 what=spaceship! 4 what=GUN! 6 title=! 7 =! ");
    assert_str(goods_codes_category(heard.rows[0].category_id)->key, "toys");
}

static void test_long_texts_are_cut_at_a_letter_and_told(void **state)
{
    (void)state;
    struct strbuf row;
    strbuf_init(&row, 100000);
    strbuf_literal(&row, "1,toys,");
    for (int i = 0; i < 100; i++) {
        strbuf_literal(&row, "\xC3\xA5");
    }
    strbuf_literal(&row, ",");
    for (int i = 0; i < 3000; i++) {
        strbuf_literal(&row, "n");
    }
    strbuf_literal(&row, ",,,,,,,,,\n");
    import_rows(row.ptr);
    strbuf_finish(&row);
    assert_int_equal(str_utf8_length(heard.rows[0].title), IMPORT_TITLE_MAX);
    assert_int_equal(heard.rows[0].note.len, IMPORT_NOTE_MAX);
    assert_true(str_is_utf8(heard.rows[0].title));
    assert_non_null(strstr(heard.problems.ptr, "2 title="));
    assert_non_null(strstr(heard.problems.ptr, "2 text="));
}

static void test_a_key_that_comes_twice_counts_once(void **state)
{
    (void)state;
    const struct import_result result =
        import_rows("a,toys,first,,,,,,,,,,\na,toys,second,,,,,,,,,,\nb,toys,,,,,,,,,,,\n");
    assert_int_equal(result.used, 2);
    assert_problems("3 id=a! ");
    assert_str(heard.rows[0].title, "first");
}

static void test_rows_without_key_get_the_same_keys_each_time(void **state)
{
    (void)state;
    static const char rows[] = ",toys,bear,,,,,,,,,,\n,toys,bear,,,,,,,,,,\n,toys,car,,,,,,,,,,\n";
    import_rows(rows);
    import_rows(rows);
    assert_int_equal(heard.count, 6);
    for (size_t i = 0; i < 3; i++) {
        assert_true(heard.rows[i].key.len >= 32);
        assert_true(str_equal(heard.rows[i].key, heard.rows[i + 3].key));
    }
    assert_false(str_equal(heard.rows[0].key, heard.rows[2].key));
    assert_str(heard.rows[1].key, str_concat(ctx.mem, heard.rows[0].key, STR("-2")).ptr);
}

static void test_long_keys_are_hashed(void **state)
{
    (void)state;
    char rows[400];
    memset(rows, 'k', 300);
    snprintf(rows + 300, sizeof(rows) - 300, ",toys,,,,,,,,,,,\n");
    import_rows(rows);
    assert_int_equal(heard.rows[0].key.len, 32);
}

static void test_columns_that_do_not_match_are_told_once(void **state)
{
    (void)state;
    import_text(mapping_of("column,what,,category,\ncolumn,gone,,title,\ncolumn,seller,,-,a "
                           "person\n"),
                STR("what,seller,stars,\ntoys,Kari,5,\ntoys,Ola,4,\n"));
    assert_problems("1 stars= 1 gone= ");
    struct csv_reader *reader = NULL;
    struct import_result result;
    assert_int_equal(csv_open_text(&ctx, STR("a,b\n1,2\n"), NULL, &reader), OK);
    assert_int_equal(run(mapping_of("column,what,,category,\n"), reader, &result), INVALID);
    assert_int_equal(result.rows, 0);
}

static void test_the_next_column_gives_the_category_where_the_first_says_nothing(void **state)
{
    (void)state;
    const struct goods_mapping *mapping =
        mapping_of("column,object,,category,\ncolumn,type,,category,\ncolumn,k,,kind,\n"
                   "value,object,0,,none chosen\nvalue,object,7,storage:bookcase,\n"
                   "value,object,9,-,dangerous\nvalue,type,1,toys:toys,\n");
    import_text(mapping, STR("object,type,k\n0,1,\n7,1,\n9,1,\n8,1,\n0,2,\n,,puzzle\n0,1,doll\n"
                             ",1,elf\n"));
    assert_problems("4 object=9! 5 object=8 6 type=2! 9 k=elf ");
    static const char *const kinds[] = {"toys", "bookcase", "toys", "puzzle", "doll", "toys"};
    assert_int_equal(heard.count, 6);
    for (size_t i = 0; i < heard.count; i++) {
        assert_str(heard.rows[i].kind_key, kinds[i]);
    }
    assert_str(goods_codes_category(heard.rows[3].category_id)->key, "puzzles_games");
}

static void test_batches_are_of_the_size_asked_for_and_a_failure_ends_the_import(void **state)
{
    (void)state;
    struct strbuf rows;
    struct import_result result;
    struct csv_reader *reader = NULL;
    strbuf_init(&rows, 100000);
    strbuf_literal(&rows, "what\n");
    for (int i = 0; i < 250; i++) {
        strbuf_literal(&rows, "toys\n");
    }
    const struct goods_mapping *mapping = mapping_of("column,what,,category,\n");
    import_text(mapping, strbuf_view(&rows));
    assert_int_equal(heard.batches, 3);
    assert_int_equal(heard.largest_batch, 100);
    assert_int_equal(heard.count, 250);
    heard.batches = 0;
    heard.fail_at_batch = 2;
    assert_int_equal(csv_open_text(&ctx, strbuf_view(&rows), NULL, &reader), OK);
    assert_int_equal(run(mapping, reader, &result), UNAVAILABLE);
    assert_str(ctx.err.detail, "batch 2");
    assert_int_equal(result.used, 100);
    strbuf_finish(&rows);
}

static void test_a_file_that_breaks_off_keeps_what_came_before(void **state)
{
    (void)state;
    struct csv_reader *reader = NULL;
    struct import_result result;
    assert_int_equal(csv_open_text(&ctx, STR("what,t\ntoys,a\ntoys,\"b\n"), NULL, &reader), OK);
    assert_int_equal(run(mapping_of("column,what,,category,\ncolumn,t,,title,\n"), reader, &result),
                     MALFORMED);
    assert_str(ctx.err.detail, "3");
    assert_int_equal(result.used, 1);
    assert_int_equal(heard.count, 1);
}

static void test_prices_are_read_as_the_mapping_says(void **state)
{
    (void)state;
    static const struct {
        const char *settings;
        const char *typed;
        int64_t ore; /* -1: refused */
    } rows[] = {
        {"", "60 kr", 6000},
        {"", "1 200,-", 120000},
        {"", "12.50", 1250},
        {"", "gratis", 0},
        {"", "Gis bort", 0},
        {"", "0", 0},
        {"", "-60", -1},
        {"", "12,345", -1},
        {"setting,,decimal,comma,\n", "1.200,50", 120050},
        {"setting,,decimal,comma,\n", "1.200", 120000},
        {"setting,,decimal,comma,\n", "12.50", -1},
        {"setting,,decimal,comma,\n", "1.234.567", 123456700},
        {"setting,,decimal,point,\n", "1,200.50", 120050},
        {"setting,,decimal,point,\n", "12,50", -1},
        {"setting,,decimal,point,\nsetting,,price_rate,11.5,\n", "12.50", 14375},
        {"setting,,decimal,point,\nsetting,,price_rate,11.5,\n", "\xE2\x82\xAC 0.01", 12},
        {"setting,,decimal,point,\nsetting,,price_rate,11.5,\n", "5 EUR", 5750},
        {"setting,,decimal,point,\nsetting,,price_rate,11.5,\n", "-5", -1},
        {"setting,,decimal,point,\nsetting,,price_rate,11.5,\n", "EUR", -1},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        int64_t ore = -1;
        const bool read =
            goods_import_value_price(mapping_of(rows[i].settings), str_of(rows[i].typed), &ore);
        if (read != (rows[i].ore >= 0) || (read && ore != rows[i].ore)) {
            fail_msg("%s gave %lld", rows[i].typed, (long long)ore);
        }
    }
}

static void test_weights_are_read_as_the_mapping_says(void **state)
{
    (void)state;
    static const struct {
        const char *settings;
        const char *typed;
        int64_t g; /* -1: refused */
    } rows[] = {
        {"", "0,35", 350},
        {"", "33.000", 33000},
        {"", "350 g", 350},
        {"", "1,2 kg", 1200},
        {"", "0", 0},
        {"", "-1", -1},
        {"", "light", -1},
        {"", "0,3501", -1},
        {"setting,,weight_unit,g,\n", "350", 350},
        {"setting,,weight_unit,g,\n", "1,2 kg", 1200},
        {"setting,,weight_unit,g,\n", "-350", -1},
        {"setting,,decimal,comma,\n", "1.200,5", 1200500},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        int64_t g = -1;
        const bool read =
            goods_import_value_grams(mapping_of(rows[i].settings), str_of(rows[i].typed), &g);
        if (read != (rows[i].g >= 0) || (read && g != rows[i].g)) {
            fail_msg("%s gave %lld", rows[i].typed, (long long)g);
        }
    }
}

static void test_a_norwegian_market_file_in_latin1_is_read(void **state)
{
    (void)state;
    struct goods_mapping mapping = *shipped("finn_like");
    mapping.file.encoding = CSV_LATIN1;
    import_text(
        &mapping,
        STR("Annonse-id;Tittel;Kategori;Tilstand;St\xF8rrelse;Farge;Pris;Vekt\r\n"
            "77;Parkdress;Barnekl\xE6r;Pent brukt;str. 86/92;M\xF8rkebl\xE5;1.250,00 kr;1,1\r\n"
            "78;B\xE5nd;Dyr;Som ny;;;;\r\n"));
    assert_problems("1 Beskrivelse= 1 Materiale= 1 Antall= 1 Merke= 3 Kategori=Dyr! ");
    assert_str(heard.rows[0].size_key, "h86-92");
    assert_int_equal(heard.rows[0].price_ore, 125000);
    assert_int_equal(heard.rows[0].g, 1100);
    assert_str(goods_codes_colour(heard.rows[0].colour_ids[0])->key, "blue");
}

static void test_vinted_items_as_json_lines_are_read(void **state)
{
    (void)state;
    import_text(shipped("vinted_fr"),
                STR("{\"id\":1,\"title\":\"Parka\",\"catalog_id\":1519,\"size_id\":619,"
                    "\"status_id\":2,\"color1_id\":27,\"color2_id\":15,\"price\":\"12.50\"}\n"
                    "{\"id\":2,\"catalog_id\":152,\"likes\":4}\n"
                    "{\"id\":3,\"catalog_id\":1532,\"size_id\":593,\"color1_id\":1,"
                    "\"color2_id\":9}\n"));
    assert_problems("1 likes= 2 catalog_id=152! 1 description= 1 material_id= 1 currency= 1 "
                    "brand= ");
    assert_int_equal(heard.count, 2);
    assert_str(heard.rows[0].kind_key, "child_winter_jacket");
    assert_str(heard.rows[0].size_key, "h86-92");
    assert_int_equal(heard.rows[0].grade, 2);
    assert_int_equal(heard.rows[0].price_ore, NO_I64);
    assert_str(goods_codes_colour(heard.rows[0].colour_ids[0])->key, "blue");
    assert_int_equal(heard.rows[0].colour_ids[1], NO_I64);
    assert_str(heard.rows[1].size_key, "s24");
    assert_str(goods_codes_colour(heard.rows[1].colour_ids[1])->key, "blue");
}

static void test_our_own_export_comes_back_whole(void **state)
{
    (void)state;
    import_text(shipped("own"),
                STR("code,title,note,category,kind,size,grade,colour,material,price_kr,weight_g,"
                    "count,place,brand\n"
                    "7K2M,Sykkel,Ny kjede,child_cycles,child_bicycle_20_24,w20,1,green,metal,"
                    "\"450,00\",9800,1,Stativ 2,DBS\n"));
    assert_problems("");
    assert_str(heard.rows[0].kind_key, "child_bicycle_20_24");
    assert_str(heard.rows[0].size_key, "w20");
    assert_int_equal(heard.rows[0].g, 9800);
    assert_int_equal(heard.rows[0].price_ore, 45000);
}

static bool import_shared(const char *mapping_name, const char *file,
                          struct import_result *ret_result)
{
    const struct goods_mapping *mapping = shipped(mapping_name);
    struct csv_reader *reader = NULL;
    const char *path = test_shared_path(ctx.mem, file);
    if (path == NULL) {
        return false;
    }
    assert_int_equal(goods_import_open(&ctx, mapping, path, &reader), OK);
    assert_int_equal(run(mapping, reader, ret_result), OK);
    return true;
}

static void test_the_weighings_of_a_reuse_centre_are_read_to_the_gram(void **state)
{
    (void)state;
    struct import_result result;
    if (!import_shared("oressource_weighings",
                       "listings/oressource_petite_rockette/pesees_collectes.csv", &result)) {
        return;
    }
    int64_t g = 0;
    int64_t electrical = 0;
    for (size_t i = 0; i < heard.count; i++) {
        g += heard.rows[i].g;
        electrical += str_equal(heard.rows[i].kind_key, STR("eee_small"));
    }
    assert_int_equal(result.used, 208);
    assert_int_equal(result.problems, 0);
    assert_int_equal(g, 8717000);
    assert_int_equal(electrical, 83);
}

static void test_the_sales_of_a_reuse_centre_are_read_and_its_faults_told(void **state)
{
    (void)state;
    struct import_result result;
    if (!import_shared("oressource_sales", "listings/oressource_petite_rockette/vendus.csv",
                       &result)) {
        return;
    }
    int64_t things = 0;
    for (size_t i = 0; i < heard.count; i++) {
        things += heard.rows[i].count;
    }
    assert_int_equal(result.used, 247);
    assert_int_equal(things, 686);
    /* Two lines with neither type nor object, one gas bottle. */
    assert_problems("58 =! 90 id_objet=19! 114 =! ");
}

static void test_the_price_grid_of_a_reuse_centre_is_read(void **state)
{
    (void)state;
    struct import_result result;
    if (!import_shared("oressource_prices", "listings/oressource_petite_rockette/grille_objets.csv",
                       &result)) {
        return;
    }
    assert_int_equal(result.rows, 42);
    assert_int_equal(result.used, 41);
    assert_str(heard.rows[0].title, "T-shirt, haut");
    assert_str(heard.rows[0].kind_key, "tshirt");
}

int goods_goods_import_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_the_texts_of_a_row_are_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_codes_of_a_row_are_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_material_and_numbers_of_a_row_are_read, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_what_is_not_told_stays_unknown, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_each_value_that_cannot_be_used_is_told_with_line_column_and_value, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(test_rows_without_a_category_of_ours_are_lost_and_told,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_long_texts_are_cut_at_a_letter_and_told, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_a_key_that_comes_twice_counts_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_rows_without_key_get_the_same_keys_each_time, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_long_keys_are_hashed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_columns_that_do_not_match_are_told_once, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            test_the_next_column_gives_the_category_where_the_first_says_nothing, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(
            test_batches_are_of_the_size_asked_for_and_a_failure_ends_the_import, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(test_a_file_that_breaks_off_keeps_what_came_before, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_prices_are_read_as_the_mapping_says, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_weights_are_read_as_the_mapping_says, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_a_norwegian_market_file_in_latin1_is_read, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_vinted_items_as_json_lines_are_read, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_our_own_export_comes_back_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_weighings_of_a_reuse_centre_are_read_to_the_gram,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_the_sales_of_a_reuse_centre_are_read_and_its_faults_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_price_grid_of_a_reuse_centre_is_read, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("goods import", tests, NULL, NULL);
}
