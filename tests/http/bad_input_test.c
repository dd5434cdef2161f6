/* SPDX-License-Identifier: EUPL-1.2 */
/* Hostile, tired and late input is answered clearly, with what was typed still there and nothing
 * half-written. */
#include <string.h>

#include "catalogue/catalogue.h"
#include "goods/goods.h"
#include "http_fixture.h"
#include "http_refusal.h"
#include "media/media.h"

int http_bad_input_test(void);

#define KEY "5c9c1b52-6d5f-4d7e-9a63-0123456789ab"

static const char *path_of(struct fixture *f, const char *format, struct str code)
{
    const char *begin = strstr(format, "{}");
    return fixture_text(f, "%.*s%.*s%s", (int)(begin - format), format, STR_ARG(code), begin + 2);
}

/* ---- the station ----------------------------------------------------------------------------- */

static const char *intake_token(struct fixture *f)
{
    const struct answer page = fixture_get(f, &f->who[AS_STATION_WORKER], "/inn");
    return fixture_text(f, "%.*s", STR_ARG(fixture_token(f, page)));
}

/* The intake form as a browser sends it, with these bytes as the photo. */
static struct str intake_body(struct fixture *f, struct str photo)
{
    const char *begin = fixture_text(
        f,
        "--XX\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
        "--XX\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\n" KEY "\r\n"
        "--XX\r\nContent-Disposition: form-data; name=\"category\"\r\n\r\n10301\r\n"
        "--XX\r\nContent-Disposition: form-data; name=\"state\"\r\n\r\n2\r\n"
        "--XX\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nto små hjul\r\n"
        "--XX\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.jpg\"\r\n"
        "Content-Type: image/jpeg\r\n\r\n",
        FORM_TOKEN_FIELD, intake_token(f));
    return str_concat(f->mem, str_concat(f->mem, str_of(begin), photo), STR("\r\n--XX--\r\n"));
}

#define MULTIPART "multipart/form-data; boundary=XX"

static void test_what_is_no_photo_is_told_and_the_rest_kept(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const int64_t before = refusal_waiting_lots(f);
    const struct refusal expected = {.code = 422,
                                     .message = "The photo must be a JPEG or PNG picture.",
                                     .kept = {"to små hjul", KEY}};
    refusal_send(f, &f->who[AS_STATION_WORKER],
                 (struct fixture_request){.method = HTTP_POST,
                                          .path = "/inn",
                                          .content_type = MULTIPART,
                                          .body = intake_body(f, STR("%PDF-1.4 not a photo"))},
                 &expected);
    assert_int_equal(refusal_waiting_lots(f), before);
    fixture_close(f);
}

static void test_a_photo_over_the_limit_is_told_with_the_limit(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const size_t len = (size_t)PHOTO_BYTES_MAX + 1;
    char *bytes = arena_alloc(f->mem, len);
    memset(bytes, 'x', len);
    const struct refusal expected = {
        .code = 422,
        .message = "{label} is too large: at most {detail} MB.",
        .label = "Take a picture",
        .detail = fixture_text(f, "%d", (int)(PHOTO_BYTES_MAX / 1024 / 1024)),
        .kept = {"to små hjul", KEY}};
    refusal_send(f, &f->who[AS_STATION_WORKER],
                 (struct fixture_request){.method = HTTP_POST,
                                          .path = "/inn",
                                          .content_type = MULTIPART,
                                          .body = intake_body(f, (struct str){bytes, len})},
                 &expected);
    fixture_close(f);
}

static void test_a_form_that_breaks_off_is_told_as_damaged(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct str whole = intake_body(f, STR("x"));
    const int64_t before = refusal_waiting_lots(f);
    const struct refusal expected = {
        .code = 400,
        .message = "The form with its files arrived damaged. Choose the files and send again."};
    refusal_send(f, &f->who[AS_STATION_WORKER],
                 (struct fixture_request){.method = HTTP_POST,
                                          .path = "/inn",
                                          .content_type = MULTIPART,
                                          .body = str_slice(whole, 0, whole.len - 10)},
                 &expected);
    assert_int_equal(refusal_waiting_lots(f), before);
    fixture_close(f);
}

static void test_json_that_breaks_off_saves_nothing(void **state)
{
    struct fixture *f = fixture_open();
    struct browser program = fixture_bearer(f, AS_STATION_WORKER);
    (void)state;
    const int64_t before = refusal_waiting_lots(f);
    const struct refusal expected = {.code = 400,
                                     .message = "The body must be one flat JSON object in UTF-8."};
    refusal_send(f, &program,
                 (struct fixture_request){.method = HTTP_POST,
                                          .path = "/api/v1/things",
                                          .content_type = "application/json",
                                          .body = STR("{\"key\":\"" KEY "\",\"category\":101")},
                 &expected);
    assert_int_equal(refusal_waiting_lots(f), before);
    fixture_close(f);
}

static void test_weights_that_cannot_be_are_told_at_the_field(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *worker = &f->who[AS_STATION_WORKER];
    (void)state;
    const int64_t before = refusal_waiting_lots(f);
    const struct refusal below = {.code = 422,
                                  .message = "{label} must be a weight in kilograms, such as 1,2.",
                                  .label = "Weight on the scale, kg",
                                  .kept = {"value=\"-3\"", "hjul"}};
    const struct refusal above = {.code = 422,
                                  .message = "{label} must be {detail} or less.",
                                  .label = "Weight on the scale, kg",
                                  .detail_g = GOODS_GRAMS_MAX,
                                  .kept = {"value=\"70000\"", "hjul"}};
    const struct refusal words = {.code = 422,
                                  .message = "{label} must be a weight in kilograms, such as 1,2.",
                                  .label = "Weight on the scale, kg",
                                  .kept = {"value=\"tung\"", "hjul"}};
    refusal_post(
        f, worker, "/inn",
        FIELDS("key", KEY, "category", "10301", "state", "1", "weight", "-3", "note", "hjul"),
        &below);
    refusal_post(
        f, worker, "/inn",
        FIELDS("key", KEY, "category", "10301", "state", "1", "weight", "70000", "note", "hjul"),
        &above);
    refusal_post(
        f, worker, "/inn",
        FIELDS("key", KEY, "category", "10301", "state", "1", "weight", "tung", "note", "hjul"),
        &words);
    assert_int_equal(refusal_waiting_lots(f), before);
    fixture_close(f);
}

static void test_an_unknown_category_is_told_with_what_to_do(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct refusal unknown = {.code = 422,
                                    .message = "Choose what it is from the list.",
                                    .kept = {"value=\"12\"", "hjul"}};
    const struct refusal none = {
        .code = 422, .message = "Choose what it is", .kept = {"value=\"12\"", "hjul"}};
    refusal_post(
        f, &f->who[AS_STATION_WORKER], "/inn",
        FIELDS("key", KEY, "category", "987654", "state", "1", "count", "12", "note", "hjul"),
        &unknown);
    refusal_post(f, &f->who[AS_STATION_WORKER], "/inn",
                 FIELDS("key", KEY, "state", "1", "count", "12", "note", "hjul"), &none);
    fixture_close(f);
}

/* ---- the shop -------------------------------------------------------------------------------- */

static void test_a_typo_in_a_label_is_noticed_by_its_check_sign(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    char typed[9];
    memcpy(typed, f->home.shops[0].awaiting.ptr, 8);
    typed[8] = '\0';
    typed[5] = typed[5] == '7' ? '8' : '7';
    const struct refusal expected = {
        .code = 422,
        .message = "One sign of the label code is wrong. Compare it with the label.",
        .kept = {fixture_text(f, "value=\"%s\"", typed)}};
    refusal_post(f, &f->who[AS_SHOP_OWNER], "/henting", FIELDS("code", typed), &expected);
    refusal_get(f, &f->who[AS_SHOP_OWNER], fixture_text(f, "/salg?kode=%s", typed), &expected);
    fixture_close(f);
}

static void test_only_the_shop_that_was_given_a_lot_can_confirm_it(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const char *code = path_of(f, "{}", f->home.shops[0].awaiting);
    const struct refusal expected = {
        .code = 404,
        .message = "No lot with this label is waiting for your shop. Check the label.",
        .kept = {fixture_text(f, "value=\"%s\"", code)}};
    refusal_post(f, &f->who[AS_OTHER_SHOP], "/henting", FIELDS("code", code), &expected);
    assert_int_equal(fixture_post(f, &f->who[AS_SHOP_OWNER], "/henting", FIELDS("code", code)).code,
                     303);
    const char *event = refusal_version(f, f->home.shops[0].awaiting);
    /* The other who works there confirms the same: it is done, and nothing is written twice. */
    assert_int_equal(fixture_post(f, &f->who[AS_SHOP_STAFF], "/henting", FIELDS("code", code)).code,
                     303);
    assert_string_equal(refusal_version(f, f->home.shops[0].awaiting), event);
    refusal_post(f, &f->who[AS_OTHER_SHOP], "/henting", FIELDS("code", code), &expected);
    fixture_close(f);
}

#define PUBLISH(version, title, price)                                                             \
    FIELDS("version", version, "category", "10101", "title", title, "size", "104", "grade", "2",   \
           "price", price)

static void test_prices_that_cannot_be_are_told_at_the_field(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *owner = &f->who[AS_SHOP_OWNER];
    (void)state;
    const struct str thing = f->home.shops[0].in_hand;
    const char *path = path_of(f, "/lager/{}", thing);
    const char *version = refusal_version(f, thing);
    const struct refusal below = {.code = 422,
                                  .message =
                                      "{label} must be an amount in kroner, such as 120 or 49,50.",
                                  .label = "Price in kr",
                                  .kept = {"value=\"-50\"", "Varm dress"}};
    const struct refusal above = {.code = 422,
                                  .message = "{label} must be {detail} or less.",
                                  .label = "Price in kr",
                                  .detail_ore = CATALOGUE_PRICE_MAX_ORE,
                                  .kept = {"value=\"2000000\"", "Varm dress"}};
    const struct refusal words = {.code = 422,
                                  .message =
                                      "{label} must be an amount in kroner, such as 120 or 49,50.",
                                  .label = "Price in kr",
                                  .kept = {"value=\"gratis\"", "Varm dress"}};
    refusal_post(f, owner, path, PUBLISH(version, "Varm dress", "-50"), &below);
    refusal_post(f, owner, path, PUBLISH(version, "Varm dress", "2000000"), &above);
    refusal_post(f, owner, path, PUBLISH(version, "Varm dress", "gratis"), &words);
    assert_string_equal(refusal_version(f, thing), version);
    fixture_close(f);
}

static void test_what_a_shop_throws_away_needs_a_reason_and_goes_once(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *owner = &f->who[AS_SHOP_OWNER];
    (void)state;
    const struct str thing = f->home.shops[0].in_hand;
    const char *path = path_of(f, "/lager/{}/ut", thing);
    const char *version = refusal_version(f, thing);
    const struct refusal no_reason = {.code = 422,
                                      .message = "Choose why it leaves the house.",
                                      .label = "Why",
                                      .kept = {"value=\"avfall\" checked"}};
    const struct refusal too_many = {.code = 409,
                                     .message = "There are not so many left.",
                                     .kept = {"value=\"900\"", "value=\"2\" selected"}};
    refusal_post(f, owner, path,
                 FIELDS("version", version, "out_count", "1", "how", "avfall", "discard", "9"),
                 &no_reason);
    refusal_post(f, owner, path,
                 FIELDS("version", version, "out_count", "900", "how", "avfall", "discard", "2"),
                 &too_many);
    const char *const *once =
        FIELDS("version", version, "out_count", "1", "how", "gjenvinning", "discard", "2");
    assert_int_equal(fixture_post(f, owner, path, once).code, 303);
    assert_int_equal(fixture_post(f, owner, path, once).code, 409);
    fixture_close(f);
}

static void test_a_stale_form_is_told_and_keeps_what_was_typed(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct str thing = f->home.shops[0].in_hand;
    const char *path = path_of(f, "/lager/{}", thing);
    const char *version = refusal_version(f, thing);
    assert_int_equal(
        fixture_post(f, &f->who[AS_SHOP_STAFF], path, PUBLISH(version, "Dress", "90")).code, 303);
    const char *newer = refusal_version(f, thing);
    const struct refusal expected = {
        .code = 409,
        .message = "Someone changed this before you. Look at the new version.",
        .kept = {"value=\"120\"", "value=\"Varm dress\"",
                 fixture_text(f, "name=\"version\" value=\"%s\"", newer)}};
    refusal_post(f, &f->who[AS_SHOP_OWNER], path, PUBLISH(version, "Varm dress", "120"), &expected);
    assert_string_equal(refusal_version(f, thing), newer);
    /* Who has seen the new version and sends again, saves. */
    assert_int_equal(
        fixture_post(f, &f->who[AS_SHOP_OWNER], path, PUBLISH(newer, "Varm dress", "120")).code,
        303);
    fixture_close(f);
}

static void test_a_double_click_puts_out_once(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct str thing = f->home.shops[0].in_hand;
    const char *path = path_of(f, "/lager/{}", thing);
    const char *version = refusal_version(f, thing);
    assert_int_equal(
        fixture_post(f, &f->who[AS_SHOP_OWNER], path, PUBLISH(version, "Dress", "90")).code, 303);
    const char *after = refusal_version(f, thing);
    assert_int_equal(
        fixture_post(f, &f->who[AS_SHOP_OWNER], path, PUBLISH(version, "Dress", "90")).code, 303);
    assert_string_equal(refusal_version(f, thing), after);
    fixture_close(f);
}

/* ---- the till and the hold ------------------------------------------------------------------- */

static struct listing listing_of(struct fixture *f, struct str code)
{
    struct ctx ctx;
    struct listing listing;
    fixture_ctx(f, &ctx);
    assert_int_equal(catalogue_by_code(&ctx, code, &listing), OK);
    app_end(&ctx);
    return listing;
}

/* Puts out what shop 0 has in hand, without a hold on it. */
static struct str put_out(struct fixture *f)
{
    const struct str code = f->home.shops[0].in_hand;
    const char *path = path_of(f, "/lager/{}", code);
    assert_int_equal(fixture_post(f, &f->who[AS_SHOP_OWNER], path,
                                  PUBLISH(refusal_version(f, code), "Dress", "90"))
                         .code,
                     303);
    return code;
}

static void test_a_double_click_on_sold_sells_once(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct str code = put_out(f);
    const char *path = path_of(f, "/salg/{}", code);
    const char *id = fixture_text(f, "%lld", (long long)listing_of(f, code).id);
    const char *const *fields = FIELDS("key", KEY, "listing", id, "price", "90", "count", "1");
    const struct answer first = fixture_post(f, &f->who[AS_SHOP_OWNER], path, fields);
    assert_int_equal(first.code, 303);
    const char *event = refusal_version(f, code);
    const struct answer second = fixture_post(f, &f->who[AS_SHOP_OWNER], path, fields);
    assert_int_equal(second.code, 303);
    assert_true(str_equal(first.location, second.location));
    assert_string_equal(refusal_version(f, code), event);
    /* A second form, opened before the first was sent, is another sale: there is nothing left. */
    const struct refusal expected = {.code = 409,
                                     .message = "This has been sold or given away already."};
    refusal_post(f, &f->who[AS_SHOP_STAFF], path,
                 FIELDS("key", "5c9c1b52-6d5f-4d7e-9a63-0123456789ac", "listing", id, "price", "85",
                        "count", "1"),
                 &expected);
    fixture_close(f);
}

static void test_a_hold_on_something_just_sold_is_told_with_a_way_on(void **state)
{
    struct fixture *f = fixture_open();
    struct browser visitor = {0};
    (void)state;
    const struct refusal sold = {.code = 410,
                                 .message = "This has just been sold. Look at similar things."};
    const struct refusal held = {.code = 409,
                                 .message = "Someone got there first. Join the queue?"};
    refusal_post(f, &visitor, path_of(f, "/ting/{}/hold", f->home.shops[0].sold),
                 FIELDS("contact", "ella@example.no"), &sold);
    refusal_post(f, &visitor, path_of(f, "/ting/{}/hold", f->home.shops[0].published),
                 FIELDS("contact", "ella@example.no"), &held);
    fixture_close(f);
}

static void test_a_contact_that_reaches_nobody_is_told_and_kept(void **state)
{
    struct fixture *f = fixture_open();
    struct browser visitor = {0};
    (void)state;
    const struct refusal expected = {.code = 422,
                                     .message =
                                         "Enter a mobile number or e-mail so we can reach you",
                                     .kept = {"value=\"ella at home\"", "value=\"Ella\""}};
    refusal_post(f, &visitor, path_of(f, "/ting/{}/hold", put_out(f)),
                 FIELDS("contact", "ella at home", "first_name", "Ella"), &expected);
    fixture_close(f);
}

int http_bad_input_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_no_photo_is_told_and_the_rest_kept),
        cmocka_unit_test(test_a_photo_over_the_limit_is_told_with_the_limit),
        cmocka_unit_test(test_a_form_that_breaks_off_is_told_as_damaged),
        cmocka_unit_test(test_json_that_breaks_off_saves_nothing),
        cmocka_unit_test(test_weights_that_cannot_be_are_told_at_the_field),
        cmocka_unit_test(test_an_unknown_category_is_told_with_what_to_do),
        cmocka_unit_test(test_a_typo_in_a_label_is_noticed_by_its_check_sign),
        cmocka_unit_test(test_only_the_shop_that_was_given_a_lot_can_confirm_it),
        cmocka_unit_test(test_prices_that_cannot_be_are_told_at_the_field),
        cmocka_unit_test(test_what_a_shop_throws_away_needs_a_reason_and_goes_once),
        cmocka_unit_test(test_a_stale_form_is_told_and_keeps_what_was_typed),
        cmocka_unit_test(test_a_double_click_puts_out_once),
        cmocka_unit_test(test_a_double_click_on_sold_sells_once),
        cmocka_unit_test(test_a_hold_on_something_just_sold_is_told_with_a_way_on),
        cmocka_unit_test(test_a_contact_that_reaches_nobody_is_told_and_kept),
    };
    return TEST_DB_RUN("bad_input", tests);
}
