/* SPDX-License-Identifier: EUPL-1.2 */
/* The stop list by day, what a lot begins with, tests, wiping, and the dealer's register. */
#include "base/id.h"
#include "safety/safety_dealer.h"
#include "safety/safety_rules.h"
#include "safety/safety_scene.h"

int safety_rules_test(void);

static const struct safety_rule *rule_by_key(const struct safety_rules *rules, const char *key)
{
    for (size_t i = 0; i < rules->count; i++) {
        if (str_equal(rules->ptr[i].key, str_of(key))) {
            return &rules->ptr[i];
        }
    }
    return NULL;
}

static void test_a_new_centre_begins_with_the_stop_list(void **state)
{
    struct house house = house_begin();
    struct safety_rules rules;
    (void)state;
    assert_int_equal(safety_load(&house.ctx), OK);
    assert_int_equal(safety_rules_at(&house.ctx, centre_today(&house.ctx), &rules), OK);
    static const char *const keys[] = {"car_seats",  "helmets",         "cots",
                                       "prams",      "cords_outerwear", "magnets_batteries",
                                       "electrical", "fridge",          "asbestos"};
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        const struct safety_rule *rule = rule_by_key(&rules, keys[i]);
        assert_non_null(rule);
        assert_true(rule->title.len > 0 && rule->text.len > 0 && rule->source.len > 0);
        assert_int_equal(rule->questions.count > 0, rule->action == SAFETY_ASK);
    }
    assert_int_equal(rules.count, 15);
    assert_int_equal(safety_rules_at(&house.ctx, 0, &rules), OK);
    assert_int_equal(rules.count, 0);
    house_end(&house);
}

static struct stored_rule helmets(struct house *house, int64_t from_day)
{
    (void)house;
    return (struct stored_rule){.key = STR("helmets"),
                                .from_day = from_day,
                                .category_id = goods_codes_category_by_key(STR("helmets"))->id,
                                .kind_key = STR(""),
                                .action = SAFETY_REFUSE,
                                .picture = STR("stop"),
                                .title = {STR("Hjelm")},
                                .text = {STR("Vi tar ikke imot hjelmer.")},
                                .source = STR("Styrevedtak 12/26")};
}

static void test_a_change_is_a_new_version_from_a_day_on(void **state)
{
    struct house house = house_begin();
    struct safety_rules rules;
    const int64_t today = centre_today(&house.ctx);
    struct stored_rule rule = helmets(&house, today + 2);
    (void)state;
    assert_int_equal(safety_rules_change(&house.ctx, &rule), OK);
    assert_int_equal(safety_rules_at(&house.ctx, today + 1, &rules), OK);
    assert_int_equal(rule_by_key(&rules, "helmets")->action, SAFETY_ASK);
    assert_int_equal(safety_rules_at(&house.ctx, today + 2, &rules), OK);
    assert_int_equal(rule_by_key(&rules, "helmets")->action, SAFETY_REFUSE);
    assert_int_equal(rule_by_key(&rules, "helmets")->made_by, house.manager);
    house.ctx.lang = LANG_EN;
    assert_int_equal(safety_rules_at(&house.ctx, today + 2, &rules), OK);
    assert_str(rule_by_key(&rules, "helmets")->text, "Vi tar ikke imot hjelmer.");
    rule.from_day = today + 3;
    rule.ended = true;
    assert_int_equal(safety_rules_change(&house.ctx, &rule), OK);
    assert_int_equal(safety_rules_at(&house.ctx, today + 3, &rules), OK);
    assert_null(rule_by_key(&rules, "helmets"));
    house_end(&house);
}

static void refuse(struct house *house, struct stored_rule rule, const char *field)
{
    assert_int_equal(safety_rules_change(&house->ctx, &rule), INVALID);
    assert_string_equal(house->ctx.err.field, field);
}

static void test_a_rule_that_makes_no_sense_is_refused_by_field(void **state)
{
    struct house house = house_begin();
    const struct stored_rule good = helmets(&house, centre_today(&house.ctx));
    struct stored_rule bad = good;
    (void)state;
    bad.from_day--;
    refuse(&house, bad, "from_day");
    bad = good;
    bad.source = STR("");
    refuse(&house, bad, "source");
    bad = good;
    bad.questions[LANG_NB] = STR("Er den hel?");
    refuse(&house, bad, "questions_nb");
    bad.action = SAFETY_ASK;
    bad.questions[LANG_EN] = STR("One?\nTwo?");
    refuse(&house, bad, "questions_en");
    bad = good;
    bad.kind_key = STR("laptop");
    refuse(&house, bad, "kind");
    bad.kind_key = STR("finnes_ikke");
    refuse(&house, bad, "kind");
    bad = good;
    bad.category_id = 424242;
    refuse(&house, bad, "category");
    bad = good;
    bad.title[LANG_NB] = STR("");
    refuse(&house, bad, "title_nb");
    house_end(&house);
}

/* ---- what a lot begins with ------------------------------------------------------------------ */

static int64_t stops_of(struct house *house, const char *category, const char *kind)
{
    int64_t stops = -1;
    int64_t until = 0;
    assert_int_equal(
        safety_stops_for(&house->ctx, goods_codes_category_by_key(str_of(category))->id,
                         str_of(kind), HOLDER_STATION, centre_today(&house->ctx), &stops, &until),
        OK);
    assert_int_equal(until, NO_I64);
    return stops;
}

static void test_what_is_electrical_or_holds_data_goes_by_kind_then_category(void **state)
{
    struct house house = house_begin();
    (void)state;
    assert_int_equal(stops_of(&house, "snowsuits", "child_snowsuit"), 0);
    assert_int_equal(stops_of(&house, "computers", "laptop"), STOP_UNTESTED | STOP_UNWIPED);
    assert_int_equal(stops_of(&house, "computers", "monitor"), STOP_UNTESTED);
    assert_int_equal(stops_of(&house, "computers", ""), STOP_UNTESTED | STOP_UNWIPED);
    assert_int_equal(stops_of(&house, "electronics", ""), STOP_UNTESTED);
    assert_int_equal(stops_of(&house, "adult_cycles", "e_bike"), STOP_UNTESTED);
    assert_int_equal(stops_of(&house, "adult_cycles", "bicycle_adult"), 0);
    assert_int_equal(stops_of(&house, "sound_image", "camera_dslr"), STOP_UNTESTED | STOP_UNWIPED);
    const struct stored_class none = {.kind_key = STR("e_bike"),
                                      .what = CLASS_ELECTRICAL,
                                      .from_day = centre_today(&house.ctx),
                                      .applies = false,
                                      .source = STR("prøve")};
    assert_int_equal(safety_rules_classify(&house.ctx, &none), OK);
    assert_int_equal(stops_of(&house, "adult_cycles", "e_bike"), 0);
    house_end(&house);
}

static void test_no_way_in_passes_the_test_by(void **state)
{
    struct house house = house_begin();
    (void)state;
    const struct thing kettle = house_receive(&house, "a", "kitchen_appliances", "kettle", 0, "");
    const struct thing other = house_receive(&house, "b", "other", "", 0, "");
    house_follow(&house);
    assert_int_equal(house_thing(&house, kettle.id).stops, STOP_UNTESTED);
    assert_int_equal(house_thing(&house, other.id).stops, 0);
    /* Described as what it is later on. */
    const struct description laptop = {.category_id =
                                           goods_codes_category_by_key(STR("computers"))->id,
                                       .kind_key = STR("laptop"),
                                       .size_key = STR(""),
                                       .grade = GRADE_USED};
    assert_int_equal(goods_describe(&house.ctx, other.id, house.station, &laptop), OK);
    house_follow(&house);
    assert_int_equal(house_thing(&house, other.id).stops, STOP_UNTESTED | STOP_UNWIPED);
    house_follow(&house);
    house_verify(&house);
    house_end(&house);
}

/* ---- tests and wiping ------------------------------------------------------------------------ */

static struct safety_test a_test(struct house *house, bool passed)
{
    return (struct safety_test){.day = centre_today(&house->ctx),
                                .tester = STR("Per"),
                                .instrument = STR("Metrel 3304"),
                                .passed = passed,
                                .guarantee_months = passed ? 12 : 0,
                                .note = STR("")};
}

static void test_a_passed_test_lifts_the_stop_and_a_failed_one_sets_it(void **state)
{
    struct house house = house_begin();
    struct safety_test newest;
    struct str words;
    (void)state;
    const struct thing kettle = house_receive(&house, "a", "kitchen_appliances", "kettle", 0, "");
    house_follow(&house);
    struct safety_test test = a_test(&house, true);
    assert_int_equal(safety_test_add(&house.ctx, kettle.id, NO_I64, &test), OK);
    assert_int_equal(house_thing(&house, kettle.id).stops, 0);
    house.ctx.lang = LANG_EN;
    assert_int_equal(safety_tested_words(&house.ctx, kettle.id, &words), OK);
    assert_str(words, "Tested, 12 months' guarantee");
    house_follow(&house);
    assert_int_equal(house_thing(&house, kettle.id).stops, 0);
    test = a_test(&house, false);
    assert_int_equal(safety_test_add(&house.ctx, kettle.id, NO_I64, &test), OK);
    assert_int_equal(house_thing(&house, kettle.id).stops, STOP_UNTESTED);
    assert_int_equal(safety_test_of(&house.ctx, kettle.id, &newest), OK);
    assert_false(newest.passed);
    assert_int_equal(newest.person_id, house.manager);
    assert_int_equal(safety_tested_words(&house.ctx, kettle.id, &words), OK);
    assert_str(words, "");
    house_verify(&house);
    house_end(&house);
}

static void test_a_test_that_makes_no_sense_is_refused_by_field(void **state)
{
    struct house house = house_begin();
    struct safety_test test = a_test(&house, true);
    (void)state;
    const struct thing kettle = house_receive(&house, "a", "kitchen_appliances", "kettle", 0, "");
    test.day++;
    assert_int_equal(safety_test_add(&house.ctx, kettle.id, NO_I64, &test), INVALID);
    assert_string_equal(house.ctx.err.field, "day");
    test = a_test(&house, false);
    test.guarantee_months = 3;
    assert_int_equal(safety_test_add(&house.ctx, kettle.id, NO_I64, &test), INVALID);
    assert_string_equal(house.ctx.err.field, "guarantee");
    test = a_test(&house, true);
    test.instrument = STR("");
    assert_int_equal(safety_test_add(&house.ctx, kettle.id, NO_I64, &test), INVALID);
    assert_string_equal(house.ctx.err.field, "instrument");
    test = a_test(&house, true);
    assert_int_equal(safety_test_add(&house.ctx, kettle.id, house.shop, &test), NOT_FOUND);
    assert_int_equal(safety_test_of(&house.ctx, kettle.id, &test), NOT_FOUND);
    house_end(&house);
}

static void test_what_stands_about_a_lot_stands_about_its_parts(void **state)
{
    struct house house = house_begin();
    struct safety_test test = a_test(&house, true);
    struct things parts;
    struct safety_identity identity = {STR("Bosch"), STR("TWK"), STR(""), STR("")};
    const struct thing_part part = {.count = 1, .g = NO_I64};
    (void)state;
    struct thing phones = house_receive(&house, "a", "phones", "smartphone", 0, "");
    house_follow(&house);
    assert_int_equal(safety_test_add(&house.ctx, phones.id, NO_I64, &test), OK);
    assert_int_equal(safety_identify(&house.ctx, phones.id, NO_I64, &identity), OK);
    phones = house_thing(&house, phones.id);
    house_wait(&house, 1000);
    assert_int_equal(
        goods_split(&house.ctx, phones.id, house.station, phones.seq, &part, 1, &parts), OK);
    assert_int_equal(parts.ptr[0].stops, STOP_UNWIPED);
    house_follow(&house);
    assert_int_equal(safety_test_of(&house.ctx, parts.ptr[0].id, &test), OK);
    assert_int_equal(test.guarantee_months, 12);
    assert_int_equal(safety_identity(&house.ctx, parts.ptr[0].id, &identity), OK);
    assert_str(identity.brand, "Bosch");
    const struct safety_wipe wipe = {.day = centre_today(&house.ctx),
                                     .method = WIPE_RESET,
                                     .wiper = STR("Per"),
                                     .note = STR("")};
    assert_int_equal(safety_wipe_add(&house.ctx, parts.ptr[0].id, house.station, &wipe), OK);
    assert_int_equal(house_thing(&house, parts.ptr[0].id).stops, 0);
    assert_int_equal(house_thing(&house, phones.id).stops, STOP_UNWIPED);
    house_follow(&house);
    assert_int_equal(house_thing(&house, parts.ptr[0].id).stops, 0);
    house_verify(&house);
    house_end(&house);
}

/* ---- dealers --------------------------------------------------------------------------------- */

#define BOUGHT GOODS_HOLDER_OF(HOLDER_BOUGHT)

/* Who sold `thing` is written down. */
static void sold_by(struct house *house, const struct thing *thing, const char *name)
{
    const struct safety_seller seller = {.name = str_of(name),
                                         .document = DOCUMENT_PASSPORT,
                                         .address = STR(""),
                                         .adult = true,
                                         .price_ore = 50000};
    assert_int_equal(safety_bought(&house->ctx, thing->id, &seller), OK);
}

static void assert_until(struct house *house, const struct thing *thing, const char *words)
{
    struct dealer_entry entry;
    struct str until;
    house->ctx.lang = LANG_EN;
    assert_int_equal(safety_store_entry_of(&house->ctx, thing->id, &entry), OK);
    assert_int_equal(safety_dealer_until(&house->ctx, &entry, &until), OK);
    if (str_find(until, str_of(words)) < 0) {
        fail_msg("%s: %.*s", words, STR_ARG(until));
    }
}

static void test_what_is_bought_is_free_after_its_days_when_the_seller_is_known(void **state)
{
    struct house house = house_begin();
    struct dealer_entry entry;
    int64_t stops = 0;
    int64_t until = 0;
    (void)state;
    const int64_t today = centre_today(&house.ctx);
    const int64_t jewellery = goods_codes_category_by_key(STR("jewellery"))->id;
    assert_int_equal(safety_stops_for(&house.ctx, jewellery, STR("jewellery"), HOLDER_BOUGHT, today,
                                      &stops, &until),
                     OK);
    assert_int_equal(stops, STOP_HOLDING);
    assert_int_equal(until, today + 13);
    assert_int_equal(safety_stops_for(&house.ctx, jewellery, STR("jewellery"), HOLDER_DONATION,
                                      today, &stops, &until),
                     OK);
    assert_int_equal(stops, 0);
    const struct thing ring = house_receive(&house, "a", "jewellery", "jewellery", BOUGHT, "");
    const struct thing bike = house_receive(&house, "b", "cycles", "", BOUGHT, "");
    house_follow(&house);
    house_follow(&house);
    assert_int_equal(house_thing(&house, ring.id).stops, STOP_HOLDING);
    assert_int_equal(house_thing(&house, bike.id).stops, 0);
    assert_int_equal(safety_store_entry_of(&house.ctx, bike.id, &entry), NOT_FOUND);
    house_wait(&house, 13 * MS_PER_DAY);
    house_daily(&house);
    assert_int_equal(house_thing(&house, ring.id).stops, STOP_HOLDING);
    assert_until(&house, &ring, ", and until the office has written down who sold it");
    /* The days alone free nothing, however many. */
    house_wait(&house, 100 * MS_PER_DAY);
    house_daily(&house);
    assert_int_equal(house_thing(&house, ring.id).stops, STOP_HOLDING);
    assert_until(&house, &ring, "when the office has written down who sold it");
    /* Then the name frees it at once. */
    sold_by(&house, &ring, "Ola Nordmann");
    assert_int_equal(house_thing(&house, ring.id).stops, 0);
    assert_int_equal(safety_store_entry_of(&house.ctx, ring.id, &entry), OK);
    assert_true(entry.released);
    assert_until(&house, &ring, "may be sold");
    /* The name alone does not. */
    const struct thing brooch = house_receive(&house, "c", "jewellery", "jewellery", BOUGHT, "");
    house_follow(&house);
    sold_by(&house, &brooch, "Kari Nordmann");
    assert_int_equal(house_thing(&house, brooch.id).stops, STOP_HOLDING);
    house_wait(&house, 14 * MS_PER_DAY);
    house_daily(&house);
    assert_int_equal(house_thing(&house, brooch.id).stops, 0);
    house_verify(&house);
    house_end(&house);
}

static void test_a_part_of_what_is_kept_is_free_on_the_same_day(void **state)
{
    struct house house = house_begin();
    struct things parts;
    const struct thing_part part = {.count = 1, .g = NO_I64};
    (void)state;
    struct thing rings = house_receive(&house, "a", "jewellery", "jewellery", BOUGHT, "");
    house_follow(&house);
    rings = house_thing(&house, rings.id);
    assert_int_equal(goods_split(&house.ctx, rings.id, house.station, rings.seq, &part, 1, &parts),
                     OK);
    house_follow(&house);
    house_wait(&house, 14 * MS_PER_DAY);
    house_daily(&house);
    assert_int_equal(house_thing(&house, parts.ptr[0].id).stops, STOP_HOLDING);
    assert_int_equal(house_thing(&house, rings.id).stops, STOP_HOLDING);
    /* The seller stands with the lot, and frees its parts too. */
    sold_by(&house, &rings, "Ola Nordmann");
    assert_int_equal(house_thing(&house, parts.ptr[0].id).stops, 0);
    assert_int_equal(house_thing(&house, rings.id).stops, 0);
    house_end(&house);
}

static void test_a_rule_without_days_asks_for_the_seller(void **state)
{
    struct house house = house_begin();
    struct stored_dealer_rule rule;
    int64_t stops = 0;
    int64_t until = 0;
    (void)state;
    const int64_t today = centre_today(&house.ctx);
    const int64_t jewellery = goods_codes_category_by_key(STR("jewellery"))->id;
    assert_int_equal(safety_dealer_rule(&house.ctx, jewellery, HOLDER_BOUGHT, today, &rule), OK);
    rule.hold_days = 0;
    rule.from_day = today;
    assert_int_equal(safety_rules_change_dealer(&house.ctx, &rule), OK);
    assert_int_equal(safety_stops_for(&house.ctx, jewellery, STR("jewellery"), HOLDER_BOUGHT, today,
                                      &stops, &until),
                     OK);
    assert_int_equal(stops, STOP_HOLDING);
    assert_int_equal(until, today - 1);
    const struct thing ring = house_receive(&house, "a", "jewellery", "jewellery", BOUGHT, "");
    house_follow(&house);
    house_daily(&house);
    assert_int_equal(house_thing(&house, ring.id).stops, STOP_HOLDING);
    sold_by(&house, &ring, "Ola Nordmann");
    assert_int_equal(house_thing(&house, ring.id).stops, 0);
    house_end(&house);
}

static void test_what_is_merged_is_kept_as_long_as_the_last_of_it(void **state)
{
    struct house house = house_begin();
    struct thing merged;
    (void)state;
    const struct thing old = house_receive(&house, "a", "jewellery", "jewellery", BOUGHT, "");
    house_follow(&house);
    house_wait(&house, 10 * MS_PER_DAY);
    const struct thing new = house_receive(&house, "b", "jewellery", "jewellery", BOUGHT, "");
    house_follow(&house);
    int64_t ids[] = {new.id};
    const struct i64_list others = {ids, 1, 1};
    assert_int_equal(goods_merge(&house.ctx, old.id, house.station, house_thing(&house, old.id).seq,
                                 &others, &merged),
                     OK);
    house_follow(&house);
    house_wait(&house, 4 * MS_PER_DAY);
    house_daily(&house);
    sold_by(&house, &old, "Ola Nordmann");
    assert_int_equal(house_thing(&house, old.id).stops, STOP_HOLDING);
    house_wait(&house, 10 * MS_PER_DAY);
    house_daily(&house);
    house_follow(&house);
    /* Who sold the other one is missing still. */
    assert_int_equal(house_thing(&house, old.id).stops, STOP_HOLDING);
    assert_until(&house, &old, "when the office has written down who sold it");
    sold_by(&house, &new, "Kari Nordmann");
    assert_int_equal(house_thing(&house, old.id).stops, 0);
    house_verify(&house);
    house_end(&house);
}

static void test_the_seller_is_written_down_once_and_erased_in_time(void **state)
{
    struct house house = house_begin();
    struct dealer_entry entry;
    struct safety_seller seller = {.name = STR("Ola Nordmann"),
                                   .document = DOCUMENT_PASSPORT,
                                   .address = STR(""),
                                   .adult = false,
                                   .price_ore = 50000};
    (void)state;
    const struct thing ring = house_receive(&house, "a", "jewellery", "jewellery", BOUGHT, "");
    assert_int_equal(safety_bought(&house.ctx, ring.id, &seller), INVALID);
    assert_string_equal(house.ctx.err.field, "adult");
    seller.adult = true;
    seller.name = STR("");
    assert_int_equal(safety_bought(&house.ctx, ring.id, &seller), INVALID);
    assert_string_equal(house.ctx.err.field, "seller");
    seller.name = STR("Ola Nordmann");
    assert_int_equal(safety_bought(&house.ctx, ring.id, &seller), OK);
    assert_int_equal(safety_bought(&house.ctx, ring.id, &seller), CONFLICT);
    assert_int_equal(safety_store_entry_of(&house.ctx, ring.id, &entry), OK);
    assert_str(entry.name, "Ola Nordmann");
    assert_int_equal(entry.keep_until_day, entry.bought_day + 1826);
    house_wait(&house, 1827 * MS_PER_DAY);
    house_daily(&house);
    assert_int_equal(safety_store_entry_of(&house.ctx, ring.id, &entry), OK);
    assert_str(entry.name, "");
    assert_true(entry.seller_known);
    assert_int_equal(entry.price_ore, 50000);
    /* Nothing is kept where no rule holds. */
    const struct thing bike = house_receive(&house, "b", "cycles", "", BOUGHT, "");
    assert_int_equal(safety_bought(&house.ctx, bike.id, &seller), OK);
    assert_int_equal(safety_store_entry_of(&house.ctx, bike.id, &entry), NOT_FOUND);
    house_end(&house);
}

static void test_the_rules_of_another_country_hold_only_there(void **state)
{
    struct house house = house_begin();
    struct stored_dealer_rule rule;
    (void)state;
    const int64_t jewellery = goods_codes_category_by_key(STR("jewellery"))->id;
    const int64_t today = centre_today(&house.ctx);
    assert_int_equal(safety_rules_set_country(&house.ctx, STR("no")), INVALID);
    assert_int_equal(safety_rules_set_country(&house.ctx, STR("SE")), OK);
    assert_int_equal(safety_dealer_rule(&house.ctx, jewellery, HOLDER_BOUGHT, today, &rule),
                     NOT_FOUND);
    const struct stored_dealer_rule swedish = {.country = STR("SE"),
                                               .category_id = jewellery,
                                               .from_day = today,
                                               .applies = true,
                                               .hold_days = 7,
                                               .keep_days = 365,
                                               .what = {STR("Smykker")},
                                               .source = STR("prøve")};
    assert_int_equal(safety_rules_change_dealer(&house.ctx, &swedish), OK);
    assert_int_equal(safety_dealer_rule(&house.ctx, jewellery, HOLDER_BOUGHT, today, &rule), OK);
    assert_int_equal(rule.hold_days, 7);
    assert_int_equal(safety_dealer_rule(&house.ctx, jewellery, HOLDER_COMMISSION, today, &rule),
                     NOT_FOUND);
    house_end(&house);
}

int safety_rules_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_new_centre_begins_with_the_stop_list),
        cmocka_unit_test(test_a_change_is_a_new_version_from_a_day_on),
        cmocka_unit_test(test_a_rule_that_makes_no_sense_is_refused_by_field),
        cmocka_unit_test(test_what_is_electrical_or_holds_data_goes_by_kind_then_category),
        cmocka_unit_test(test_no_way_in_passes_the_test_by),
        cmocka_unit_test(test_a_passed_test_lifts_the_stop_and_a_failed_one_sets_it),
        cmocka_unit_test(test_a_test_that_makes_no_sense_is_refused_by_field),
        cmocka_unit_test(test_what_stands_about_a_lot_stands_about_its_parts),
        cmocka_unit_test(test_what_is_bought_is_free_after_its_days_when_the_seller_is_known),
        cmocka_unit_test(test_a_rule_without_days_asks_for_the_seller),
        cmocka_unit_test(test_a_part_of_what_is_kept_is_free_on_the_same_day),
        cmocka_unit_test(test_what_is_merged_is_kept_as_long_as_the_last_of_it),
        cmocka_unit_test(test_the_seller_is_written_down_once_and_erased_in_time),
        cmocka_unit_test(test_the_rules_of_another_country_hold_only_there),
    };
    return TEST_DB_RUN("safety rules", tests);
}
