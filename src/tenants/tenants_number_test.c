/* SPDX-License-Identifier: EUPL-1.2 */
/* Organisation numbers: real ones pass, every single wrong digit is noticed. */
#include "tenants/tenants.h"
#include "test.h"

int tenants_tenants_number_test(void);

static void test_numbers_of_public_bodies_are_valid(void **state)
{
    (void)state;
    /* Brønnøysundregistrene, Skatteetaten, Digitaliseringsdirektoratet. */
    assert_true(tenants_organisation_number_valid(STR("974760673")));
    assert_true(tenants_organisation_number_valid(STR("974761076")));
    assert_true(tenants_organisation_number_valid(STR("991825827")));
}

static void test_every_single_wrong_digit_is_noticed(void **state)
{
    (void)state;
    for (size_t place = 0; place < 9; place++) {
        char digits[] = "974760673";
        const char right = digits[place];
        for (int digit = '0'; digit <= '9'; digit++) {
            digits[place] = (char)digit;
            assert_int_equal(tenants_organisation_number_valid((struct str){digits, 9}),
                             digit == right);
        }
    }
}

static void test_a_remainder_that_asks_for_ten_has_no_number(void **state)
{
    (void)state;
    /* 3·1 + 2·0 … + 2·0 = 3 asks for 8; 3·4 = 12, 12 mod 11 = 1 asks for 10. */
    assert_true(tenants_organisation_number_valid(STR("100000008")));
    char digits[] = "400000000";
    for (int digit = '0'; digit <= '9'; digit++) {
        digits[8] = (char)digit;
        assert_false(tenants_organisation_number_valid((struct str){digits, 9}));
    }
}

static void test_other_lengths_and_signs_are_refused(void **state)
{
    (void)state;
    assert_false(tenants_organisation_number_valid(STR("")));
    assert_false(tenants_organisation_number_valid(STR("97476067")));
    assert_false(tenants_organisation_number_valid(STR("9747606730")));
    assert_false(tenants_organisation_number_valid(STR("974 60673")));
    assert_false(tenants_organisation_number_valid(STR("97476067A")));
}

int tenants_tenants_number_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_of_public_bodies_are_valid),
        cmocka_unit_test(test_every_single_wrong_digit_is_noticed),
        cmocka_unit_test(test_a_remainder_that_asks_for_ten_has_no_number),
        cmocka_unit_test(test_other_lengths_and_signs_are_refused),
    };
    return cmocka_run_group_tests_name("tenants_number", tests, NULL, NULL);
}
