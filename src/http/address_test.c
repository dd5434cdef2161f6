/* SPDX-License-Identifier: EUPL-1.2 */
/* Addresses, trusted proxies, connections per address. */
#include "http/address.h"

#include <netinet/in.h>

#include "http/census.h"

#include "test.h"

int http_address_test(void);

static struct address address(const char *text)
{
    struct address parsed;
    assert_true(address_parse(str_of(text), &parsed));
    return parsed;
}

static void test_addresses_are_read_and_written(void **state)
{
    static const char *const texts[] = {"127.0.0.1", "255.255.255.255", "::1", "2001:db8::7"};
    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        char text[ADDRESS_TEXT_MAX];
        const struct address parsed = address(texts[i]);
        address_text(&parsed, text);
        assert_string_equal(text, texts[i]);
    }
    struct address ignored;
    assert_false(address_parse(STR(""), &ignored));
    assert_false(address_parse(STR("1.2.3"), &ignored));
    assert_false(address_parse(STR("1.2.3.4:80"), &ignored));
    assert_false(address_parse(STR("[::1]"), &ignored));
    assert_false(address_parse(STR("unknown"), &ignored));
}

static bool is_in(const char *text, const char *blocks_text)
{
    struct address_blocks blocks;
    const struct address parsed = address(text);
    assert_true(address_blocks_parse(str_of(blocks_text), &blocks));
    return address_is_in(&parsed, &blocks);
}

static void test_blocks_hold_what_shares_their_first_bits(void **state)
{
    (void)state;
    assert_true(is_in("10.1.2.3", "127.0.0.1, 10.0.0.0/8"));
    assert_false(is_in("11.1.2.3", "127.0.0.1,10.0.0.0/8"));
    assert_true(is_in("10.0.0.130", "10.0.0.128/25"));
    assert_false(is_in("10.0.0.127", "10.0.0.128/25"));
    assert_true(is_in("192.0.2.1", "0.0.0.0/0"));
    assert_false(is_in("::1", "0.0.0.0/0"));
    assert_true(is_in("2001:db8:1::1", "2001:db8::/32"));
    assert_false(is_in("2001:db9::1", "2001:db8::/32"));
    assert_false(is_in("127.0.0.1", ""));
}

static void test_malformed_blocks_are_refused(void **state)
{
    static const char *const texts[] = {"10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/",
                                        "x",           ",",      "10.0.0.0/8,", "10.0.0.0/8/8"};
    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct address_blocks blocks;
        if (address_blocks_parse(str_of(texts[i]), &blocks)) {
            fail_msg("taken: %s", texts[i]);
        }
    }
}

static void expect_client(const char *peer_text, const char *forwarded, const char *expected)
{
    struct address_blocks trusted;
    char text[ADDRESS_TEXT_MAX];
    const struct address peer = address(peer_text);
    assert_true(address_blocks_parse(STR("10.0.0.0/8,::1"), &trusted));
    const struct address client = address_of_client(&peer, str_of(forwarded), &trusted);
    address_text(&client, text);
    assert_string_equal(text, expected);
}

static void test_the_client_is_the_last_hop_that_is_not_ours(void **state)
{
    (void)state;
    expect_client("192.0.2.1", "9.9.9.9", "192.0.2.1");
    expect_client("10.0.0.1", "", "10.0.0.1");
    expect_client("10.0.0.1", "9.9.9.9", "9.9.9.9");
    expect_client("10.0.0.1", "8.8.8.8, 9.9.9.9", "9.9.9.9");
    expect_client("10.0.0.1", "8.8.8.8,9.9.9.9 , 10.0.0.2", "9.9.9.9");
    expect_client("::1", "10.0.0.3", "10.0.0.3");
    expect_client("10.0.0.1", "9.9.9.9, rubbish", "10.0.0.1");
    expect_client("10.0.0.1", "9.9.9.9,", "10.0.0.1");
}

static void test_where_to_listen_is_an_address_and_a_port(void **state)
{
    struct sockaddr_storage socket;
    socklen_t len = 0;
    (void)state;
    assert_true(address_parse_listen(STR("127.0.0.1:8080"), &socket, &len));
    assert_int_equal(socket.ss_family, AF_INET);
    assert_true(address_parse_listen(STR("[::1]:0"), &socket, &len));
    assert_int_equal(socket.ss_family, AF_INET6);
    assert_true(address_parse_listen(STR("localhost:80"), &socket, &len));
    static const char *const bad[] = {"",
                                      ":",
                                      "8080",
                                      ":8080",
                                      "127.0.0.1",
                                      "127.0.0.1:65536",
                                      "127.0.0.1:-1",
                                      "127.0.0.1:x",
                                      "example.no:80",
                                      "[::1]"};
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        if (address_parse_listen(str_of(bad[i]), &socket, &len)) {
            fail_msg("taken: %s", bad[i]);
        }
    }
}

static void test_each_network_has_its_share(void **state)
{
    struct census *census = census_create(10, 2);
    const struct address a = address("192.0.2.1");
    const struct address b = address("192.0.2.2");
    const struct address c = address("2001:db8::1");
    const struct address d = address("2001:db8::ffff");
    (void)state;
    assert_true(census_enter(census, &a));
    assert_true(census_enter(census, &a));
    assert_false(census_enter(census, &a));
    assert_true(census_enter(census, &b));
    assert_true(census_enter(census, &c));
    assert_true(census_enter(census, &d));
    assert_false(census_enter(census, &c));
    census_leave(census, &a);
    assert_true(census_enter(census, &a));
    census_leave(census, &c);
    census_leave(census, &d);
    assert_true(census_enter(census, &d));
    census_destroy(census);
}

int http_address_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_addresses_are_read_and_written),
        cmocka_unit_test(test_blocks_hold_what_shares_their_first_bits),
        cmocka_unit_test(test_malformed_blocks_are_refused),
        cmocka_unit_test(test_the_client_is_the_last_hop_that_is_not_ours),
        cmocka_unit_test(test_where_to_listen_is_an_address_and_a_port),
        cmocka_unit_test(test_each_network_has_its_share),
    };
    return cmocka_run_group_tests_name("address", tests, NULL, NULL);
}
