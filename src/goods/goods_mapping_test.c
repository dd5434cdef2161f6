/* SPDX-License-Identifier: EUPL-1.2 */
/* The mappings that come with the program, against the real code lists, and faults in mappings. */
#include "goods/goods_mapping.h"

#include "base/strbuf.h"
#include "test.h"
#include "test_shared.h"
#include "json/json.h"

int goods_goods_mapping_test(void);

#define LIST_BYTES_MAX ((size_t)32 * 1024 * 1024)

static struct ctx ctx;

static int set_up(void **state)
{
    (void)state;
    ctx = (struct ctx){.mem = arena_create(ARENA_DEFAULT_CAP)};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_destroy(ctx.mem);
    return 0;
}

static const struct goods_mapping *shipped(const char *name)
{
    const struct goods_mapping *mapping = NULL;
    if (goods_mapping_read(&ctx, goods_mapping_shipped(str_of(name)), &mapping) != OK) {
        fail_msg("%s: %s", name, ctx.err.detail.ptr);
    }
    return mapping;
}

/* A list of the shop's, plain or gzipped, parsed; NULL where it does not stand. */
static struct json *read_list(const char *name)
{
    const char *path = test_shared_path(ctx.mem, name);
    if (path == NULL) {
        return NULL;
    }
    struct strbuf text;
    struct json *root = NULL;
    strbuf_init(&text, LIST_BYTES_MAX);
    test_shared_read(path, &text);
    assert_int_equal(json_parse(strbuf_view(&text), LIST_BYTES_MAX, &root), OK);
    strbuf_finish(&text);
    return root;
}

struct tally {
    const struct goods_mapping *mapping;
    const char *column;
    size_t mapped;
    size_t not_taken;
};

/* Each value either is something of ours or is left out with a reason. */
static void check_value(struct tally *tally, const struct json *item)
{
    int64_t id = 0;
    assert_true(json_i64(json_get(item, "id"), &id));
    const struct str value = str_format(ctx.mem, "%lld", (long long)id);
    const struct goods_mapping_value *ours =
        goods_mapping_find(tally->mapping, str_of(tally->column), value);
    if (ours == NULL) {
        fail_msg("%s %lld is not mapped", tally->column, (long long)id);
        return;
    }
    assert_int_not_equal(ours->state, GOODS_SAYS_NOTHING);
    if (ours->state == GOODS_MAPPED) {
        assert_true(ours->id > 0);
        tally->mapped++;
    } else {
        assert_true(ours->note.len > 10);
        tally->not_taken++;
    }
}

static void check_tree(struct tally *tally, const struct json *node)
{
    const struct json *children = json_get(node, "catalogs");
    check_value(tally, node);
    for (size_t i = 0; i < json_count(children); i++) {
        check_tree(tally, json_at(children, i));
    }
}

static void check_list(struct tally *tally, const struct json *list)
{
    for (size_t i = 0; i < json_count(list); i++) {
        check_value(tally, json_at(list, i));
    }
}

/* Values that the mapping has for a column: it names nothing that is not in the real list. */
static size_t entries_of(const struct goods_mapping *mapping, const char *column)
{
    size_t count = 0;
    for (size_t i = 0; i < mapping->entry_count; i++) {
        count += str_equal(mapping->entries[i].column, str_of(column));
    }
    return count;
}

static void assert_tally(const struct tally *tally, size_t mapped, size_t not_taken)
{
    assert_int_equal(tally->mapped, mapped);
    assert_int_equal(tally->not_taken, not_taken);
    assert_int_equal(entries_of(tally->mapping, tally->column), mapped + not_taken);
}

static void test_all_796_categories_of_vinted_are_mapped(void **state)
{
    (void)state;
    struct json *list = read_list("listings/vinted_codelists_fr/catalog.json.gz");
    struct tally tally = {.mapping = shipped("vinted_fr"), .column = "catalog_id"};
    if (list == NULL) {
        return;
    }
    for (size_t i = 0; i < json_count(list); i++) {
        check_tree(&tally, json_at(list, i));
    }
    json_free(list);
    assert_tally(&tally, 777, 19);
}

static void test_all_285_sizes_of_vinted_are_mapped(void **state)
{
    (void)state;
    struct json *list = read_list("listings/vinted_codelists_fr/size.json");
    struct tally tally = {.mapping = shipped("vinted_fr"), .column = "size_id"};
    if (list == NULL) {
        return;
    }
    for (size_t i = 0; i < json_count(list); i++) {
        check_list(&tally, json_get(json_at(list, i), "sizes"));
    }
    json_free(list);
    assert_tally(&tally, 149, 136);
}

static void test_all_conditions_colours_and_materials_of_vinted_are_mapped(void **state)
{
    (void)state;
    const struct goods_mapping *mapping = shipped("vinted_fr");
    struct json *list = read_list("listings/vinted_codelists_fr/status.json");
    if (list == NULL) {
        return;
    }
    struct tally tally = {.mapping = mapping, .column = "status_id"};
    check_list(&tally, list);
    assert_tally(&tally, 5, 0);
    json_free(list);
    static const char *const colour_columns[] = {"color1_id", "color2_id"};
    list = read_list("listings/vinted_codelists_fr/color.json");
    for (size_t i = 0; i < 2; i++) {
        tally = (struct tally){.mapping = mapping, .column = colour_columns[i]};
        check_list(&tally, list);
        assert_tally(&tally, 27, 1);
    }
    json_free(list);
    list = read_list("listings/vinted_codelists_fr/material.json");
    tally = (struct tally){.mapping = mapping, .column = "material_id"};
    for (size_t i = 0; i < json_count(list); i++) {
        check_list(&tally, json_get(json_at(list, i), "materials"));
    }
    json_free(list);
    assert_tally(&tally, 27, 5);
}

static void assert_maps(const char *name, const char *column, const char *value,
                        const char *category, const char *kind)
{
    const struct goods_mapping_value *ours =
        goods_mapping_find(shipped(name), str_of(column), str_of(value));
    assert_non_null(ours);
    assert_int_equal(ours->state, GOODS_MAPPED);
    assert_str(goods_codes_category(ours->id)->key, category);
    assert_str(ours->kind_key, kind);
}

static void test_some_values_by_hand(void **state)
{
    (void)state;
    assert_maps("vinted_fr", "catalog_id", "1559", "jeans", "child_jeans");
    assert_maps("vinted_fr", "catalog_id", "1503", "car_seats", "car_seat");
    assert_maps("vinted_fr", "catalog_id", "1084", "adult_outerwear", "coat");
    assert_maps("vinted_fr", "catalog_id", "2034", "books", "books_media");
    assert_maps("finn_like", "Kategori", "BARNESKO", "everyday_shoes", "child_shoes");
    const struct goods_mapping *vinted = shipped("vinted_fr");
    const struct goods_mapping_value *ours = goods_mapping_find(vinted, STR("size_id"), STR("619"));
    assert_str(goods_codes_size(ours->id)->key, "h86-92");
    ours = goods_mapping_find(vinted, STR("size_id"), STR("1197"));
    assert_str(goods_codes_size(ours->id)->key, "s37-38");
    ours = goods_mapping_find(vinted, STR("status_id"), STR("4"));
    assert_int_equal(ours->id, 4);
    ours = goods_mapping_find(vinted, STR("CATALOG_ID"), STR("152"));
    assert_int_equal(ours->state, GOODS_NOT_TAKEN);
    assert_null(goods_mapping_find(vinted, STR("catalog_id"), STR("0")));
    assert_null(goods_mapping_find(vinted, STR("catalog"), STR("152")));
}

static void test_every_shipped_mapping_can_be_read(void **state)
{
    (void)state;
    size_t count = 0;
    for (; goods_mapping_shipped_name(count) != NULL; count++) {
        const struct goods_mapping *mapping = shipped(goods_mapping_shipped_name(count));
        assert_true(mapping->source.len > 0);
        assert_true(mapping->column_count > 0);
    }
    assert_int_equal(count, 6);
    assert_int_equal(goods_mapping_shipped(STR("nobody")).len, 0);
}

static void test_settings_choose_how_the_file_is_read(void **state)
{
    (void)state;
    const struct goods_mapping *mapping = NULL;
    assert_int_equal(goods_mapping_read(&ctx,
                                        STR("what;column;value;ours;note\n"
                                            "setting;;source;shop-1;\n"
                                            "setting;;format;csv;\n"
                                            "setting;;encoding;mac-roman;\n"
                                            "setting;;separator;tab;\n"
                                            "setting;;decimal;comma;\n"
                                            "setting;;weight_unit;g;\n"
                                            "setting;;price_rate;11,5;\n"
                                            "column;Type;;category;\n"),
                                        &mapping),
                     OK);
    assert_str(mapping->source, "shop-1");
    assert_int_equal(mapping->file.format, CSV_SEPARATED);
    assert_int_equal(mapping->file.encoding, CSV_MAC_ROMAN);
    assert_int_equal(mapping->file.separator, '\t');
    assert_int_equal(mapping->decimal, GOODS_DECIMAL_COMMA);
    assert_true(mapping->weight_in_grams);
    assert_int_equal(mapping->price_rate, 11500000);
    assert_str(str_of(goods_mapping_field_word(mapping->columns[0].field)), "category");
}

static void test_a_fault_in_a_mapping_is_named_with_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *rows; /* after the header and the source, from line 3 */
        const char *why;
    } faults[] = {
        {"colum,a,,title,\n", "3: setting, column or value"},
        {"setting,,colour,red,\n", "3: unknown setting"},
        {"setting,,encoding,utf-16,\n", "3: encoding"},
        {"setting,,separator,;,\n", "3: separator"},
        {"setting,,price_rate,-1,\n", "3: price_rate"},
        {"setting,,source,My Shop,\n", "3: a source"},
        {"column,a,,colour of hair,\n", "3: a column needs"},
        {"column,,,title,\n", "3: a column needs"},
        {"column,a,,-,\n", "3: a column left out needs a note"},
        {"value,a,1,clothes,\n", "3: this column is not mapped"},
        {"column,a,,title,\nvalue,a,1,clothes,\n", "4: this column is not mapped"},
        {"column,a,,category,\nvalue,a,1,cloths,\n", "4: unknown category"},
        {"column,a,,category,\nvalue,a,1,clothes:unicorn,\n", "4: unknown kind"},
        {"column,a,,category,\nvalue,a,1,-,\n", "4: a value not taken needs a note"},
        {"column,a,,category,\nvalue,a,X,toys,\nvalue,a,x,toys,\n", "stands twice"},
        {"column,a,,size,\nvalue,a,1,h93,\n", "4: unknown size"},
        {"column,a,,condition,\nvalue,a,1,5,\n", "4: unknown size, grade"},
        {"column,a,,colour,\nvalue,a,1,mauve,\n", "4: unknown size, grade, colour"},
        {"column,a,,kind,\nvalue,a,1,mauve,\n", "4: unknown kind"},
        {"column,a,,title,\n\"", "never closed"},
        {"column,a,,title,,,,,x\n", "more fields"},
    };
    const struct goods_mapping *mapping = NULL;
    for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
        const struct str text = str_format(
            ctx.mem, "what,column,value,ours,note\nsetting,,source,test,\n%s", faults[i].rows);
        if (goods_mapping_read(&ctx, text, &mapping) != INVALID ||
            str_find(ctx.err.detail, str_of(faults[i].why)) < 0) {
            fail_msg("%s: %s", faults[i].why, ctx.err.detail.ptr);
        }
    }
    assert_int_equal(
        goods_mapping_read(&ctx, STR("what,column,value,ours,note\ncolumn,a,,title,\n"), &mapping),
        INVALID);
    assert_true(str_find(ctx.err.detail, STR("source is missing")) >= 0);
    assert_int_equal(goods_mapping_read(&ctx, STR("from,to\na,b\n"), &mapping), INVALID);
    assert_int_equal(goods_mapping_read(&ctx, STR(""), &mapping), INVALID);
    assert_null(mapping);
}

int goods_goods_mapping_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_796_categories_of_vinted_are_mapped),
        cmocka_unit_test(test_all_285_sizes_of_vinted_are_mapped),
        cmocka_unit_test(test_all_conditions_colours_and_materials_of_vinted_are_mapped),
        cmocka_unit_test(test_some_values_by_hand),
        cmocka_unit_test(test_every_shipped_mapping_can_be_read),
        cmocka_unit_test(test_settings_choose_how_the_file_is_read),
        cmocka_unit_test(test_a_fault_in_a_mapping_is_named_with_its_line),
    };
    return cmocka_run_group_tests_name("goods mapping", tests, set_up, tear_down);
}
