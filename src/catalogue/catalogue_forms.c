/* SPDX-License-Identifier: EUPL-1.2 */
/* The fields of the catalogue's forms. */
#include "catalogue/catalogue_forms.h"

#include "catalogue/catalogue.h"

#include "base/banned.h"

const struct choice catalogue_sorts[] = {
    {"nyest", SORT_NEWEST, N_("Newest first")},
    {"billigst", SORT_CHEAPEST, N_("Cheapest first")},
    {"dyrest", SORT_DEAREST, N_("Dearest first")},
    {"best", SORT_BEST, N_("Best match first")},
    {NULL, 0, NULL},
};

static const struct field find_fields[] = {
    {.name = "ord",
     .type = FIELD_TEXT,
     .offset = offsetof(struct find_input, words),
     .max = 100,
     .label = N_("Search all shops")},
    {.name = "kategori",
     .type = FIELD_I64,
     .offset = offsetof(struct find_input, category_id),
     .min = 0,
     .max = 999999,
     .label = N_("Category")},
    {.name = "storrelse",
     .type = FIELD_TEXT,
     .offset = offsetof(struct find_input, sizes),
     .max = 100,
     .label = N_("Size")},
    {.name = "vokser",
     .type = FIELD_FLAG,
     .offset = offsetof(struct find_input, grows),
     .label = N_("Also the next size up")},
    {.name = "tilstand",
     .type = FIELD_TEXT,
     .offset = offsetof(struct find_input, grades),
     .max = 20,
     .label = N_("Condition")},
    {.name = "fra",
     .type = FIELD_I64,
     .offset = offsetof(struct find_input, min_kr),
     .min = 0,
     .max = 100000,
     .label = N_("Lowest price")},
    {.name = "pris",
     .type = FIELD_I64,
     .offset = offsetof(struct find_input, max_kr),
     .min = 0,
     .max = 100000,
     .label = N_("Highest price")},
    {.name = "farge",
     .type = FIELD_TEXT,
     .offset = offsetof(struct find_input, colours),
     .max = 100,
     .label = N_("Colour")},
    {.name = "merke",
     .type = FIELD_TEXT,
     .offset = offsetof(struct find_input, brands),
     .max = 400,
     .label = N_("Brand")},
    {.name = "sesong",
     .type = FIELD_TEXT,
     .offset = offsetof(struct find_input, seasons),
     .max = 40,
     .label = N_("Season")},
    {.name = "butikk",
     .type = FIELD_TEXT,
     .offset = offsetof(struct find_input, shops),
     .max = 400,
     .label = N_("Shop")},
    {.name = "ny",
     .type = FIELD_FLAG,
     .offset = offsetof(struct find_input, new_today),
     .label = N_("New today")},
    {.name = "nedsatt",
     .type = FIELD_FLAG,
     .offset = offsetof(struct find_input, reduced),
     .label = N_("Reduced")},
    {.name = "leie",
     .type = FIELD_FLAG,
     .offset = offsetof(struct find_input, rent),
     .label = N_("To rent")},
    {.name = "sjekket",
     .type = FIELD_FLAG,
     .offset = offsetof(struct find_input, checked),
     .label = N_("Checked")},
    {.name = "sorter",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct find_input, sort),
     .choices = catalogue_sorts,
     .label = N_("Order")},
    {.name = "etter",
     .type = FIELD_TEXT,
     .offset = offsetof(struct find_input, after),
     .max = 200,
     .label = N_("Page")},
};
const struct form catalogue_find_form = FORM("find", find_fields, struct find_input);

static const struct field child_fields[] = {
    {.name = "navn",
     .type = FIELD_TEXT,
     .offset = offsetof(struct child_input, name),
     .required = true,
     .max = 20,
     .label = N_("First name or nickname"),
     .autocomplete = "off"},
    {.name = "storrelse",
     .type = FIELD_TEXT,
     .offset = offsetof(struct child_input, size_key),
     .max = 20,
     .label = N_("Size")},
    {.name = "fodt",
     .type = FIELD_TEXT,
     .offset = offsetof(struct child_input, born),
     .max = 7,
     .label = N_("Month of birth"),
     .hint = N_("Year and month, such as 2023-05. Then the size grows with the child."),
     .autocomplete = "off"},
};
const struct form catalogue_child_form = FORM("child", child_fields, struct child_input);

static const struct field child_forget_fields[] = {
    {.name = "navn",
     .type = FIELD_TEXT,
     .offset = offsetof(struct child_forget_input, name),
     .max = 20,
     .label = N_("First name or nickname")},
};
const struct form catalogue_child_forget_form =
    FORM("child_forget", child_forget_fields, struct child_forget_input);

static const struct field item_fields[] = {
    {.name = "bilde",
     .type = FIELD_I64,
     .offset = offsetof(struct item_input, picture),
     .min = 1,
     .max = 8,
     .label = N_("Picture")},
};
const struct form catalogue_item_form = FORM("item", item_fields, struct item_input);

static const struct field remembered_fields[] = {
    {.name = "koder",
     .type = FIELD_TEXT,
     .offset = offsetof(struct remembered_input, codes),
     .max = CATALOGUE_REMEMBERED_MAX * 9,
     .label = N_("Remembered")},
    {.name = "delt",
     .type = FIELD_I64,
     .offset = offsetof(struct remembered_input, shared),
     .min = 0,
     .max = 1,
     .label = N_("Shared")},
};
const struct form catalogue_remembered_form =
    FORM("remembered", remembered_fields, struct remembered_input);

static const struct field hold_fields[] = {
    {.name = "contact",
     .type = FIELD_CONTACT,
     .offset = offsetof(struct hold_input, contact),
     .required = true,
     .label = N_("E-mail or mobile"),
     .wrong = N_("Enter a mobile number or e-mail so we can reach you"),
     .autocomplete = "email"},
    {.name = "first_name",
     .type = FIELD_TEXT,
     .offset = offsetof(struct hold_input, first_name),
     .max = 40,
     .label = N_("First name"),
     .autocomplete = "given-name"},
};
const struct form catalogue_hold_form = FORM("hold", hold_fields, struct hold_input);

static const struct field line_fields[] = {
    {.name = "contact",
     .type = FIELD_EMAIL,
     .offset = offsetof(struct line_input, contact),
     .required = true,
     .label = N_("E-mail"),
     .wrong = N_("Enter an e-mail, so we can tell you when it is your turn"),
     .autocomplete = "email"},
};
const struct form catalogue_line_form = FORM("line", line_fields, struct line_input);

static const struct field confirm_fields[] = {
    {.name = "code",
     .type = FIELD_TEXT,
     .offset = offsetof(struct confirm_input, code),
     .required = true,
     .max = 10,
     .label = N_("Code from the e-mail"),
     .hint = N_("Six digits"),
     .autocomplete = "one-time-code"},
};
const struct form catalogue_confirm_form = FORM("confirm", confirm_fields, struct confirm_input);

static const struct field stock_fields[] = {
    {.name = "etter",
     .type = FIELD_ID,
     .offset = offsetof(struct stock_input, before_id),
     .label = N_("Page")},
};
const struct form catalogue_stock_form = FORM("stock", stock_fields, struct stock_input);

const struct choice catalogue_grades[] = {
    {"1", GRADE_LIKE_NEW, N_("As new")},
    {"2", GRADE_NICE, N_("Nicely used")},
    {"3", GRADE_USED, N_("Used")},
    {"4", GRADE_ROUGH, N_("For play in the woods")},
    {NULL, 0, NULL},
};

static const struct field publish_fields[] = {
    {.name = "version",
     .type = FIELD_I64,
     .offset = offsetof(struct publish_input, version),
     .required = true,
     .label = N_("Version")},
    {.name = "category",
     .type = FIELD_I64,
     .offset = offsetof(struct publish_input, category_id),
     .required = true,
     .min = 1,
     .max = 999999,
     .label = N_("Category")},
    {.name = "kind",
     .type = FIELD_TEXT,
     .offset = offsetof(struct publish_input, kind_key),
     .max = 60,
     .label = N_("Kind"),
     .hint = N_("Gives the right weight and climate figure")},
    {.name = "title",
     .type = FIELD_TEXT,
     .offset = offsetof(struct publish_input, title),
     .max = CATALOGUE_TITLE_MAX,
     .label = N_("Name"),
     .hint = N_("Leave it empty, and we make one from kind and colour")},
    {.name = "size",
     .type = FIELD_TEXT,
     .offset = offsetof(struct publish_input, size),
     .max = 20,
     .label = N_("Size"),
     .hint = N_("As it stands on the label: 104, 98/104, shoe 28")},
    {.name = "grade",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct publish_input, grade),
     .required = true,
     .choices = catalogue_grades,
     .label = N_("Condition")},
    {.name = "colour",
     .type = FIELD_I64,
     .offset = offsetof(struct publish_input, colour_id),
     .max = 1000,
     .label = N_("Colour")},
    {.name = "price",
     .type = FIELD_MONEY,
     .offset = offsetof(struct publish_input, price_ore),
     .required = true,
     .max = CATALOGUE_PRICE_MAX_ORE,
     .label = N_("Price in kr"),
     .hint = N_("0 is free")},
    {.name = "place",
     .type = FIELD_TEXT,
     .offset = offsetof(struct publish_input, place),
     .max = CATALOGUE_PLACE_MAX,
     .label = N_("Place in the shop"),
     .hint = N_("For example rack 4")},
    {.name = "wear",
     .type = FIELD_LINES,
     .offset = offsetof(struct publish_input, wear),
     .max = CATALOGUE_WEAR_MAX,
     .label = N_("Faults and wear"),
     .hint = N_("Honest words sell: what is worn, and what is whole")},
};
const struct form catalogue_publish_form = FORM("publish", publish_fields, struct publish_input);

static const struct field split_fields[] = {
    {.name = "version",
     .type = FIELD_I64,
     .offset = offsetof(struct split_input, version),
     .required = true,
     .label = N_("Version")},
    {.name = "split_count",
     .type = FIELD_I64,
     .offset = offsetof(struct split_input, count),
     .required = true,
     .min = 1,
     .max = GOODS_COUNT_MAX,
     .label = N_("How many to take out")},
    {.name = "split_weight",
     .type = FIELD_GRAMS,
     .offset = offsetof(struct split_input, g),
     .min = 1,
     .max = GOODS_GRAMS_MAX,
     .label = N_("Their weight in kg"),
     .hint = N_("If you have weighed them")},
};
const struct form catalogue_split_form = FORM("split", split_fields, struct split_input);

#define DISCARD_CHOICE(number, name, words) {#number, DISCARD_##name, words},
static const struct choice discards[] = {
    GOODS_DISCARD_TABLE(DISCARD_CHOICE){NULL, 0, NULL},
};

static const struct choice ways_out[] = {
    {"gjenvinning", GOODS_RECYCLED, N_("To recycling")},
    {"avfall", GOODS_DISCARDED, N_("To waste")},
    {NULL, 0, NULL},
};

static const struct field dispose_fields[] = {
    {.name = "version",
     .type = FIELD_I64,
     .offset = offsetof(struct dispose_input, version),
     .required = true,
     .label = N_("Version")},
    {.name = "out_count",
     .type = FIELD_I64,
     .offset = offsetof(struct dispose_input, count),
     .required = true,
     .min = 1,
     .max = GOODS_COUNT_MAX,
     .label = N_("How many")},
    {.name = "how",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct dispose_input, how),
     .required = true,
     .choices = ways_out,
     .label = N_("Where it goes"),
     .wrong = N_("Choose where it goes.")},
    {.name = "discard",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct dispose_input, discard),
     .required = true,
     .choices = discards,
     .label = N_("Why"),
     .wrong = N_("Choose why it leaves the house.")},
};
const struct form catalogue_dispose_form = FORM("dispose", dispose_fields, struct dispose_input);
