/* SPDX-License-Identifier: EUPL-1.2 */
/* The fields of the room's forms. */
#include "safety/safety_forms.h"

#include "safety/safety.h"

#include "base/banned.h"

#define RULE_TEXT_MAX   300
#define RULE_SOURCE_MAX 500
/* Three languages of long texts, each letter of which may take six signs in a body. */
#define RULE_BODY_MAX ((size_t)256 * 1024)

#define CHOICE(number, name, key, words) {key, number, words},

static const struct choice actions[] = {SAFETY_ACTION_TABLE(CHOICE){NULL, 0, NULL}};
static const struct choice documents[] = {SAFETY_DOCUMENT_TABLE(CHOICE){NULL, 0, NULL}};
static const struct choice methods[] = {SAFETY_WIPE_TABLE(CHOICE){NULL, 0, NULL}};

static const struct choice pictures[] = {
    {"alert", 1, N_("Warning sign")},
    {"car", 2, N_("Car")},
    {"pram", 3, N_("Pram")},
    {"bed", 4, N_("Bed")},
    {"shield", 5, N_("Shield")},
    {"clothes", 6, N_("Clothes")},
    {"teddy", 7, N_("Toy")},
    {"electronics", 8, N_("Electronics")},
    {"fridge", 9, N_("Fridge")},
    {"diamond", 10, N_("Jewel")},
    {"bike", 11, N_("Bicycle")},
    {"armchair", 12, N_("Furniture")},
    {"wrench", 13, N_("Tool")},
    {"stop", 14, N_("Stop sign")},
    {NULL, 0, NULL},
};

static const struct choice yes_no[] = {
    {"yes", 1, N_("Yes")},
    {"no", 2, N_("No")},
    {NULL, 0, NULL},
};

static const struct choice classes[] = {
    {"electrical", 1, N_("Electrical: must be tested")},
    {"data", 2, N_("May hold data: must be wiped")},
    {NULL, 0, NULL},
};

static const struct choice results[] = {
    {"passed", 1, N_("Passed")},
    {"failed", 2, N_("Failed")},
    {NULL, 0, NULL},
};

static const struct choice decisions[] = {
    {"block", DECISION_BLOCK, N_("Block it: it is a recalled one")},
    {"other", DECISION_OTHER, N_("It is not this one")},
    {"ask", DECISION_ASK, N_("Ask the shop to look")},
    {NULL, 0, NULL},
};

static const struct choice answers[] = {
    {"yes", DECISION_YES, N_("It is this one")},
    {"no", DECISION_NO, N_("It is another")},
    {"unsure", DECISION_UNSURE, N_("I cannot tell")},
    {NULL, 0, NULL},
};

static const struct choice ways[] = {
    {"recycled", GOODS_RECYCLED, N_("To recycling")},
    {"discarded", GOODS_DISCARDED, N_("Thrown away")},
    {NULL, 0, NULL},
};

static const struct field rule_fields[] = {
    {.name = "from_day",
     .type = FIELD_DAY,
     .offset = offsetof(struct rule_input, from_day),
     .required = true,
     .hint = N_("Today or later. What has been is not changed."),
     .label = N_("From day")},
    {.name = "ended",
     .type = FIELD_FLAG,
     .offset = offsetof(struct rule_input, ended),
     .label = N_("The rule no longer holds from that day")},
    {.name = "category",
     .type = FIELD_ID,
     .offset = offsetof(struct rule_input, category_id),
     .required = true,
     .label = N_("Category")},
    {.name = "kind",
     .type = FIELD_TEXT,
     .offset = offsetof(struct rule_input, kind_key),
     .max = 60,
     .label = N_("Only this kind")},
    {.name = "action",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct rule_input, action),
     .required = true,
     .choices = actions,
     .label = N_("What the worker is to do")},
    {.name = "picture",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct rule_input, picture),
     .choices = pictures,
     .empty = 1,
     .label = N_("Picture")},
    {.name = "title_nb",
     .type = FIELD_TEXT,
     .offset = offsetof(struct rule_input, title_nb),
     .max = 60,
     .required = true,
     .label = N_("What it is about, in bokmål")},
    {.name = "text_nb",
     .type = FIELD_LINES,
     .offset = offsetof(struct rule_input, text_nb),
     .max = RULE_TEXT_MAX,
     .required = true,
     .label = N_("Why, in bokmål")},
    {.name = "questions_nb",
     .type = FIELD_LINES,
     .offset = offsetof(struct rule_input, questions_nb),
     .max = 600,
     .hint = N_("One to a line, at most six. Yes to all of them means that it may come in."),
     .label = N_("Questions, in bokmål")},
    {.name = "title_nn",
     .type = FIELD_TEXT,
     .offset = offsetof(struct rule_input, title_nn),
     .max = 60,
     .label = N_("What it is about, in nynorsk")},
    {.name = "text_nn",
     .type = FIELD_LINES,
     .offset = offsetof(struct rule_input, text_nn),
     .max = RULE_TEXT_MAX,
     .label = N_("Why, in nynorsk")},
    {.name = "questions_nn",
     .type = FIELD_LINES,
     .offset = offsetof(struct rule_input, questions_nn),
     .max = 600,
     .label = N_("Questions, in nynorsk")},
    {.name = "title_en",
     .type = FIELD_TEXT,
     .offset = offsetof(struct rule_input, title_en),
     .max = 60,
     .label = N_("What it is about, in English")},
    {.name = "text_en",
     .type = FIELD_LINES,
     .offset = offsetof(struct rule_input, text_en),
     .max = RULE_TEXT_MAX,
     .label = N_("Why, in English")},
    {.name = "questions_en",
     .type = FIELD_LINES,
     .offset = offsetof(struct rule_input, questions_en),
     .max = 600,
     .label = N_("Questions, in English")},
    {.name = "source",
     .type = FIELD_LINES,
     .offset = offsetof(struct rule_input, source),
     .max = RULE_SOURCE_MAX,
     .required = true,
     .hint = N_("Law, authority, page"),
     .label = N_("Where the rule comes from")},
};
const struct form safety_rule_form = {.name = "safety_rule",
                                      .fields = rule_fields,
                                      .field_count = sizeof(rule_fields) / sizeof(rule_fields[0]),
                                      .size = sizeof(struct rule_input),
                                      .body_max = RULE_BODY_MAX};

static const struct field class_fields[] = {
    {.name = "what",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct class_input, what),
     .required = true,
     .choices = classes,
     .label = N_("What holds")},
    {.name = "category",
     .type = FIELD_ID,
     .offset = offsetof(struct class_input, category_id),
     .empty = NO_I64,
     .hint = N_("With all that is below it"),
     .label = N_("Category")},
    {.name = "kind",
     .type = FIELD_TEXT,
     .offset = offsetof(struct class_input, kind_key),
     .max = 60,
     .label = N_("Or only this kind")},
    {.name = "applies",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct class_input, applies),
     .required = true,
     .choices = yes_no,
     .label = N_("Does it hold?")},
    {.name = "from_day",
     .type = FIELD_DAY,
     .offset = offsetof(struct class_input, from_day),
     .required = true,
     .label = N_("From day")},
    {.name = "source",
     .type = FIELD_LINES,
     .offset = offsetof(struct class_input, source),
     .max = RULE_SOURCE_MAX,
     .required = true,
     .label = N_("Where the rule comes from")},
};
const struct form safety_class_form = FORM("safety_class", class_fields, struct class_input);

static const struct field saved_fields[] = {
    {.name = "etter",
     .type = FIELD_ID,
     .offset = offsetof(struct saved_input, before_id),
     .label = N_("Page")},
    {.name = "lagret",
     .type = FIELD_FLAG,
     .offset = offsetof(struct saved_input, saved),
     .label = N_("Saved")},
};
const struct form safety_saved_form = FORM("safety_saved", saved_fields, struct saved_input);

static const struct field code_fields[] = {
    {.name = "kode",
     .type = FIELD_TEXT,
     .offset = offsetof(struct code_input, code),
     .max = 80,
     .hint = N_("The eight signs on the label"),
     .label = N_("Label code")},
    {.name = "etter",
     .type = FIELD_ID,
     .offset = offsetof(struct code_input, before_id),
     .label = N_("Page")},
    {.name = "lagret",
     .type = FIELD_FLAG,
     .offset = offsetof(struct code_input, saved),
     .label = N_("Saved")},
};
const struct form safety_code_form = FORM("safety_code", code_fields, struct code_input);

static const struct field test_fields[] = {
    {.name = "day",
     .type = FIELD_DAY,
     .offset = offsetof(struct test_input, day),
     .required = true,
     .label = N_("Day of the test")},
    {.name = "tester",
     .type = FIELD_TEXT,
     .offset = offsetof(struct test_input, tester),
     .required = true,
     .max = SAFETY_WHO_MAX,
     .label = N_("Who tested it")},
    {.name = "instrument",
     .type = FIELD_TEXT,
     .offset = offsetof(struct test_input, instrument),
     .required = true,
     .max = SAFETY_WHO_MAX,
     .hint = N_("Make and number"),
     .label = N_("Instrument")},
    {.name = "result",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct test_input, result),
     .required = true,
     .choices = results,
     .label = N_("Result")},
    {.name = "guarantee",
     .type = FIELD_I64,
     .offset = offsetof(struct test_input, guarantee),
     .min = 0,
     .max = SAFETY_GUARANTEE_MAX,
     .label = N_("Guarantee, in months")},
    {.name = "note",
     .type = FIELD_LINES,
     .offset = offsetof(struct test_input, note),
     .max = SAFETY_NOTE_MAX,
     .label = N_("Note")},
};
const struct form safety_test_form = FORM("safety_test", test_fields, struct test_input);

static const struct field wipe_fields[] = {
    {.name = "wiped_day",
     .type = FIELD_DAY,
     .offset = offsetof(struct wipe_input, day),
     .required = true,
     .label = N_("Day it was wiped")},
    {.name = "wiper",
     .type = FIELD_TEXT,
     .offset = offsetof(struct wipe_input, wiper),
     .required = true,
     .max = SAFETY_WHO_MAX,
     .label = N_("Who wiped it")},
    {.name = "method",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct wipe_input, method),
     .required = true,
     .choices = methods,
     .label = N_("How it was wiped")},
    {.name = "wipe_note",
     .type = FIELD_LINES,
     .offset = offsetof(struct wipe_input, note),
     .max = SAFETY_NOTE_MAX,
     .label = N_("Note")},
};
const struct form safety_wipe_form = FORM("safety_wipe", wipe_fields, struct wipe_input);

static const struct field identity_fields[] = {
    {.name = "brand",
     .type = FIELD_TEXT,
     .offset = offsetof(struct identity_input, brand),
     .max = SAFETY_BRAND_MAX,
     .label = N_("Brand")},
    {.name = "model",
     .type = FIELD_TEXT,
     .offset = offsetof(struct identity_input, model),
     .max = SAFETY_MODEL_MAX,
     .label = N_("Model")},
    {.name = "batch",
     .type = FIELD_TEXT,
     .offset = offsetof(struct identity_input, batch),
     .max = SAFETY_BATCH_MAX,
     .label = N_("Batch or serial number")},
    {.name = "gtin",
     .type = FIELD_TEXT,
     .offset = offsetof(struct identity_input, gtin),
     .max = 20,
     .hint = N_("The digits below the bars"),
     .label = N_("Bar code")},
};
const struct form safety_identity_form =
    FORM("safety_identity", identity_fields, struct identity_input);

static const struct field decide_fields[] = {
    {.name = "version",
     .type = FIELD_I64,
     .offset = offsetof(struct decide_input, version),
     .min = 0,
     .label = N_("Version")},
    {.name = "decision",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct decide_input, decision),
     .required = true,
     .choices = decisions,
     .label = N_("What is to be done")},
    {.name = "why",
     .type = FIELD_LINES,
     .offset = offsetof(struct decide_input, why),
     .required = true,
     .max = SAFETY_NOTE_MAX,
     .hint = N_("It is kept in the log."),
     .label = N_("Why")},
};
const struct form safety_decide_form = FORM("safety_decide", decide_fields, struct decide_input);

static const struct field answer_fields[] = {
    {.name = "answer",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct answer_input, answer),
     .required = true,
     .choices = answers,
     .label = N_("What do you see?")},
    {.name = "why",
     .type = FIELD_LINES,
     .offset = offsetof(struct answer_input, why),
     .max = SAFETY_NOTE_MAX,
     .hint = N_("Brand, model, batch: as it stands on the thing"),
     .label = N_("What is written on it")},
};
const struct form safety_answer_form = FORM("safety_answer", answer_fields, struct answer_input);

static const struct field dispose_fields[] = {
    {.name = "way",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct dispose_input, way),
     .required = true,
     .choices = ways,
     .label = N_("What became of it")},
};
const struct form safety_dispose_form =
    FORM("safety_dispose", dispose_fields, struct dispose_input);

static const struct field dealer_rule_fields[] = {
    {.name = "country",
     .type = FIELD_TEXT,
     .offset = offsetof(struct dealer_rule_input, country),
     .required = true,
     .max = 2,
     .hint = N_("Two capital letters: NO"),
     .label = N_("Country")},
    {.name = "category",
     .type = FIELD_ID,
     .offset = offsetof(struct dealer_rule_input, category_id),
     .required = true,
     .label = N_("Category")},
    {.name = "from_day",
     .type = FIELD_DAY,
     .offset = offsetof(struct dealer_rule_input, from_day),
     .required = true,
     .hint = N_("Today or later. What has been is not changed."),
     .label = N_("From day")},
    {.name = "applies",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct dealer_rule_input, applies),
     .required = true,
     .choices = yes_no,
     .label = N_("Does it hold?")},
    {.name = "hold_days",
     .type = FIELD_I64,
     .offset = offsetof(struct dealer_rule_input, hold_days),
     .required = true,
     .min = 0,
     .max = 365,
     .label = N_("Days before it may be sold")},
    {.name = "commission",
     .type = FIELD_FLAG,
     .offset = offsetof(struct dealer_rule_input, commission),
     .label = N_("Also what is sold for its owner")},
    {.name = "min_age",
     .type = FIELD_I64,
     .offset = offsetof(struct dealer_rule_input, min_age),
     .required = true,
     .min = 0,
     .max = 30,
     .label = N_("Lowest age of the seller")},
    {.name = "keep_days",
     .type = FIELD_I64,
     .offset = offsetof(struct dealer_rule_input, keep_days),
     .required = true,
     .min = 0,
     .max = 36500,
     .hint = N_("After that the name is erased."),
     .label = N_("Days that the seller is kept")},
    {.name = "what_nb",
     .type = FIELD_TEXT,
     .offset = offsetof(struct dealer_rule_input, what_nb),
     .max = 120,
     .required = true,
     .label = N_("What it is about, in bokmål")},
    {.name = "what_nn",
     .type = FIELD_TEXT,
     .offset = offsetof(struct dealer_rule_input, what_nn),
     .max = 120,
     .label = N_("What it is about, in nynorsk")},
    {.name = "what_en",
     .type = FIELD_TEXT,
     .offset = offsetof(struct dealer_rule_input, what_en),
     .max = 120,
     .label = N_("What it is about, in English")},
    {.name = "source",
     .type = FIELD_LINES,
     .offset = offsetof(struct dealer_rule_input, source),
     .max = RULE_SOURCE_MAX,
     .required = true,
     .hint = N_("Law, authority, page"),
     .label = N_("Where the rule comes from")},
};
const struct form safety_dealer_rule_form =
    FORM("safety_dealer_rule", dealer_rule_fields, struct dealer_rule_input);

static const struct field country_fields[] = {
    {.name = "country",
     .type = FIELD_TEXT,
     .offset = offsetof(struct country_input, country),
     .required = true,
     .max = 2,
     .hint = N_("Two capital letters: NO"),
     .label = N_("Country whose rules hold")},
};
const struct form safety_country_form =
    FORM("safety_country", country_fields, struct country_input);

static const struct field seller_fields[] = {
    {.name = "seller",
     .type = FIELD_TEXT,
     .offset = offsetof(struct seller_input, name),
     .required = true,
     .max = SAFETY_WHO_MAX,
     .label = N_("Name of the seller")},
    {.name = "document",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct seller_input, document),
     .required = true,
     .choices = documents,
     .label = N_("Paper shown")},
    {.name = "address",
     .type = FIELD_TEXT,
     .offset = offsetof(struct seller_input, address),
     .max = 120,
     .label = N_("Address")},
    {.name = "adult",
     .type = FIELD_FLAG,
     .offset = offsetof(struct seller_input, adult),
     .label = N_("The paper shows that the seller is old enough")},
    {.name = "price",
     .type = FIELD_MONEY,
     .offset = offsetof(struct seller_input, price_ore),
     .min = 0,
     .max = INT64_C(1000000000),
     .label = N_("Price paid")},
};
const struct form safety_seller_form = FORM("safety_seller", seller_fields, struct seller_input);

struct str safety_forms_picture(int64_t number)
{
    for (const struct choice *picture = pictures; picture->value != NULL; picture++) {
        if (picture->number == number) {
            return str_of(picture->value);
        }
    }
    return str_of(pictures[0].value);
}

int64_t safety_forms_picture_of(struct str value)
{
    for (const struct choice *picture = pictures; picture->value != NULL; picture++) {
        if (str_equal(str_of(picture->value), value)) {
            return picture->number;
        }
    }
    return pictures[0].number;
}
