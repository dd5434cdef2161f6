/* SPDX-License-Identifier: EUPL-1.2 */
/* A shop's things to a spreadsheet and back, on both engines. */
#include "catalogue/catalogue_seller_csv.h"
#include "catalogue/seller_scene.h"

int catalogue_seller_csv_test(void);

static struct sheet_result read(struct scene *scene, struct str text)
{
    struct sheet_result result;
    const enum status status = catalogue_seller_csv_in(&scene->ctx, scene->shops[0], text, &result);
    if (status != OK) {
        fail_msg("%s: %s", status_name(status), scene->ctx.err.message);
    }
    return result;
}

static struct str sheet(struct scene *scene)
{
    struct strbuf out;
    strbuf_init(&out, 65536);
    assert_int_equal(catalogue_seller_csv_out(&scene->ctx, scene->shops[0], &out), OK);
    const struct str text = str_copy(scene->ctx.mem, strbuf_view(&out));
    strbuf_finish(&out);
    return text;
}

static struct listing now(struct scene *scene, struct str code)
{
    struct listing listing;
    assert_int_equal(catalogue_by_code(&scene->ctx, code, &listing), OK);
    return listing;
}

static void test_what_goes_out_comes_back_and_changes_nothing(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct thing thing = scene_in_hand(&scene, 0, 1);
    struct publication publication = scene_publication(&thing, 90);
    struct listing listing;
    publication.title = STR("=HYPERLINK(\"http://x\")");
    publication.wear = STR("En \"liten\" flekk; ellers hel.\nVasket");
    publication.place = STR("@3");
    publication.colour_id = goods_codes_colour_by_key(STR("blue"))->id;
    publication.brand = STR("Name It; \"Kids\"");
    publication.seasons = SEASON_BIT(SEASON_WINTER) | SEASON_BIT(SEASON_AUTUMN);
    publication.material = STR("-ull; \"myk\"");
    publication.washed_day = day_from_date((struct date){2026, 11, 20});
    assert_int_equal(catalogue_publish(&scene.ctx, scene.shops[0], &publication, &listing), OK);
    scene_in_hand(&scene, 0, 2);
    scene_listed(&scene, 1, 1, 50);
    const struct str text = sheet(&scene);
    /* No cell begins as a formula, and nothing of another shop is there. */
    assert_non_null(strstr(text.ptr, ";\"'=HYPERLINK"));
    assert_non_null(strstr(text.ptr, ";\"'@3\""));
    assert_non_null(strstr(text.ptr, ";\"Name It; \"\"Kids\"\"\";\"Vinter, høst\";"));
    assert_non_null(strstr(text.ptr, ";\"'-ull; \"\"myk\"\"\";\"2026-11-20\";"));
    size_t lines = 0;
    for (size_t i = 0; i + 1 < text.len; i++) {
        lines += text.ptr[i] == '\r' && text.ptr[i + 1] == '\n' ? 1 : 0;
    }
    assert_int_equal(lines, 3);
    const struct sheet_result result = read(&scene, text);
    assert_int_equal(result.problems.count, 0);
    assert_int_equal(result.same, 2);
    assert_int_equal(result.changed + result.put_out, 0);
    assert_int_equal(now(&scene, listing.code).version, listing.version);
    scene_end(&scene);
}

static void test_prices_and_texts_are_changed_and_things_put_out(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    const struct listing listing = scene_listed(&scene, 0, 1, 90);
    const struct thing thing = scene_in_hand(&scene, 0, 3);
    const struct sheet_result result =
        read(&scene, str_format(scene.ctx.mem,
                                "pris,lapp,tilstand,navn\n\"79,50\",%.*s,,'+ varm dress\n"
                                "20,%.*s,Brukt,Bodyer\n",
                                STR_ARG(listing.code), STR_ARG(thing.code)));
    assert_int_equal(result.problems.count, 0);
    assert_int_equal(result.changed, 1);
    assert_int_equal(result.put_out, 1);
    struct listing after = now(&scene, listing.code);
    assert_int_equal(after.price_ore, 7950);
    assert_int_equal(after.before_ore, 9000);
    assert_string_equal(after.title.ptr, "+ varm dress");
    assert_int_equal(after.grade, GRADE_NICE);
    after = now(&scene, thing.code);
    assert_int_equal(after.state, LISTING_PUBLIC);
    assert_int_equal(after.count_left, 3);
    assert_int_equal(after.grade, GRADE_USED);
    scene_end(&scene);
}

static void test_brand_and_season_come_by_file_and_stay_without_them(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    const struct listing listing = scene_listed(&scene, 0, 1, 90);
    struct sheet_result result =
        read(&scene, str_format(scene.ctx.mem, "lapp;merke;sesong\n%.*s;Reima;høst, Vinter\n",
                                STR_ARG(listing.code)));
    assert_int_equal(result.problems.count, 0);
    assert_int_equal(result.changed, 1);
    result = read(&scene,
                  str_format(scene.ctx.mem, "lapp;pris;merke\n%.*s;70;\n", STR_ARG(listing.code)));
    assert_int_equal(result.changed, 1);
    struct listing after = now(&scene, listing.code);
    assert_int_equal(after.price_ore, 7000);
    assert_string_equal(after.brand.ptr, "Reima");
    assert_int_equal(after.seasons, SEASON_BIT(SEASON_WINTER) | SEASON_BIT(SEASON_AUTUMN));
    result = read(&scene, str_format(scene.ctx.mem, "lapp;sesong\n%.*s;vinter, jul\n",
                                     STR_ARG(listing.code)));
    assert_int_equal(result.problems.count, 1);
    scene_end(&scene);
}

static void test_material_and_washing_come_by_file(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    const struct listing listing = scene_listed(&scene, 0, 1, 90);
    static const struct {
        const char *cell;
        int64_t ago; /* days; -1: not washed, -2: refused */
    } cases[] = {{"ja", 0},    {"", 0},  {"2026-11-20", 3},  {"ja", 3},
                 {"nei", -1},  {"", -1}, {"2027-01-01", -2}, {"1969-12-31", -2},
                 {"i går", -2}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const int64_t before = now(&scene, listing.code).washed_day;
        const struct sheet_result result =
            read(&scene, str_format(scene.ctx.mem, "lapp;materiale;vasket\n%.*s;Ull;%s\n",
                                    STR_ARG(listing.code), cases[i].cell));
        const struct listing after = now(&scene, listing.code);
        assert_int_equal(result.problems.count, cases[i].ago == -2 ? 1 : 0);
        assert_int_equal(after.washed_day, cases[i].ago == -2 ? before
                                           : cases[i].ago == -1
                                               ? 0
                                               : centre_today(&scene.ctx) - cases[i].ago);
        assert_string_equal(after.material.ptr, "Ull");
    }
    scene_end(&scene);
}

/* Another system's table: its brand is kept. */
static void test_an_import_keeps_the_brand(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    const struct str path = str_format(scene.ctx.mem, "%s/things.csv", test_folder());
    struct catalogue_imported imported;
    FILE *file = fopen(path.ptr, "w");
    assert_non_null(file);
    assert_true(fprintf(file, "code,title,category,size,grade,price_kr,count,brand\n"
                              "a1,Dress,snowsuits,104,2,90,1,Reima\n") > 0);
    assert_int_equal(fclose(file), 0);
    const struct catalogue_import import = {
        .tenant_id = scene.shops[0],
        .mapping = STR("what,column,value,ours,note\nsetting,,source,own,\ncolumn,code,,key,\n"
                       "column,title,,title,\ncolumn,category,,category,\ncolumn,size,,size,\n"
                       "column,grade,,condition,\ncolumn,price_kr,,price,\n"
                       "column,count,,count,\ncolumn,brand,,brand,\n"),
        .path = path};
    assert_int_equal(catalogue_import_things(&scene.ctx, &import, NULL, NULL, &imported), OK);
    assert_int_equal(imported.published, 1);
    struct listings listings;
    assert_int_equal(catalogue_of_tenant(&scene.ctx, scene.shops[0], NO_I64, 5, &listings), OK);
    assert_int_equal(listings.count, 1);
    assert_string_equal(listings.ptr[0].brand.ptr, "Reima");
    scene_end(&scene);
}

static void test_a_bad_file_changes_nothing_and_tells_each_line(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    const struct listing good = scene_listed(&scene, 0, 1, 90);
    const struct listing twice = scene_listed(&scene, 0, 1, 90);
    const struct listing others = scene_listed(&scene, 1, 1, 90);
    const struct thing bare = scene_in_hand(&scene, 0, 1);
    const struct sheet_result result =
        read(&scene, str_format(scene.ctx.mem,
                                "lapp;pris;storrelse;tilstand;farge\n"
                                "%.*s;70;;;\n"            /* 2: right */
                                "%.*s;-5;900;flott;lys\n" /* 3: four things wrong */
                                "%.*s;70;;;\n"            /* 4: twice */
                                "%.*s;70;;;\n"            /* 5: another shop's */
                                "feil;70;;;\n"            /* 6: no code */
                                "%.*s;70;;;\n"            /* 7: no condition yet */
                                ";70;;;;;;\n"             /* 8: no code */
                                "%.*s;70;;;;for mye\n",   /* 9: a cell too many */
                                STR_ARG(good.code), STR_ARG(twice.code), STR_ARG(twice.code),
                                STR_ARG(others.code), STR_ARG(bare.code), STR_ARG(good.code)));
    static const int64_t lines[] = {3, 3, 3, 3, 4, 5, 6, 8, 9};
    size_t at = 0;
    for (size_t i = 0; i < result.problems.count; i++) {
        if (at < sizeof(lines) / sizeof(lines[0]) && result.problems.ptr[i].line == lines[at]) {
            at++;
        }
    }
    assert_int_equal(at, sizeof(lines) / sizeof(lines[0]));
    assert_int_equal(now(&scene, good.code).price_ore, 9000);
    assert_int_equal(now(&scene, others.code).price_ore, 9000);
    scene_end(&scene);
}

static void test_what_is_no_table_is_refused(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct sheet_result result;
    static const char *const bad[] = {"", "navn;pris\nx;1\n", "lapp;lapp\n", "\xff\xfel\0a"};
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        scene.ctx.err = (struct ctx_error){0};
        assert_int_equal(
            catalogue_seller_csv_in(&scene.ctx, scene.shops[0], str_of(bad[i]), &result), INVALID);
        assert_string_equal(scene.ctx.err.field, "file");
    }
    struct strbuf rows;
    strbuf_init(&rows, 65536);
    strbuf_literal(&rows, "lapp;pris\n");
    for (int i = 0; i < SHEET_ROWS_MAX + 5; i++) {
        strbuf_literal(&rows, "x;1\n");
    }
    const struct sheet_result many = read(&scene, strbuf_view(&rows));
    assert_int_equal(many.problems.count, SHEET_ROWS_MAX + 1);
    strbuf_finish(&rows);
    scene_end(&scene);
}

int catalogue_seller_csv_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_goes_out_comes_back_and_changes_nothing),
        cmocka_unit_test(test_prices_and_texts_are_changed_and_things_put_out),
        cmocka_unit_test(test_brand_and_season_come_by_file_and_stay_without_them),
        cmocka_unit_test(test_material_and_washing_come_by_file),
        cmocka_unit_test(test_an_import_keeps_the_brand),
        cmocka_unit_test(test_a_bad_file_changes_nothing_and_tells_each_line),
        cmocka_unit_test(test_what_is_no_table_is_refused),
    };
    return TEST_DB_RUN("spreadsheets of shops", tests);
}
