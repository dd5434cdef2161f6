/* SPDX-License-Identifier: EUPL-1.2 */
/* The pages of those who sell, without a script: what is typed stays, what a name means is told,
 * pictures of faults are shown, and the manager's spot check is written down. */
#include "base/day.h"
#include "base/vec.h"
#include "catalogue/catalogue_seller_photos.h"
#include "catalogue/catalogue_seller_sample.h"
#include "catalogue/catalogue_seller_store.h"
#include "goods/goods.h"
#include "http_app.h"
#include "http_fixture.h"
#include "http_refusal.h"

int http_seller_test(void);

static const char *path_of(struct fixture *f, const char *begin, struct str code, const char *end)
{
    return fixture_text(f, "%s%.*s%s", begin, STR_ARG(code), end);
}

static struct listing listing_of(struct fixture *f, struct str code)
{
    struct ctx ctx;
    struct listing listing;
    fixture_ctx(f, &ctx);
    assert_int_equal(catalogue_by_code(&ctx, code, &listing), OK);
    listing.brand = str_copy(f->mem, listing.brand);
    listing.photo = str_copy(f->mem, listing.photo);
    listing.material = str_copy(f->mem, listing.material);
    app_end(&ctx);
    return listing;
}

#define PUBLISH(version, wear, ...)                                                                \
    FIELDS("version", version, "category", "10101", "title", "Varm dress", "size", "104", "grade", \
           "2", "price", "90", "wear", wear, __VA_ARGS__)

/* ---- brand, season, material, washing -------------------------------------------------------- */

/* The day stays while the tick stays. */
static void test_material_and_washing_are_told_and_can_be_taken_back(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *owner = &f->who[AS_SHOP_OWNER];
    struct browser *visitor = &f->who[AS_VISITOR];
    (void)state;
    const struct str code = f->home.shops[0].in_hand;
    const char *path = path_of(f, "/lager/", code, "");
    const char *shown = path_of(f, "/ting/", code, "");
    assert_int_equal(fixture_post(f, owner, path,
                                  PUBLISH(refusal_version(f, code), "", "material", " Ull, silke ",
                                          "washed", "1", "seasons", "1", "brand", "Name It"))
                         .code,
                     303);
    const int64_t day = listing_of(f, code).washed_day;
    assert_true(day > 0);
    struct answer page = fixture_get(f, owner, path);
    assert_true(answer_has(&page, "value=\"Ull, silke\""));
    assert_true(answer_has(&page, "name=\"washed\" value=\"1\" checked"));
    page = fixture_get(f, visitor, shown);
    assert_true(answer_has(&page, "<dt>Materiale</dt>"));
    assert_true(answer_has(&page, "Ull, silke"));
    assert_true(answer_has(&page, "<dt>Vasket</dt>"));
    assert_true(answer_has(&page, "<dt>Merke</dt>"));
    assert_true(answer_has(&page, "<dt>Sesong</dt>"));
    assert_true(answer_has(&page, "\"material\":\"Ull, silke\""));
    page = fixture_get(f, visitor, "/finn?ord=silke");
    assert_true(answer_has(&page, "Varm dress"));
    f->now_ms += 3 * MS_PER_DAY;
    assert_int_equal(
        fixture_post(f, owner, path,
                     PUBLISH(refusal_version(f, code), "", "material", "Ull", "washed", "1"))
            .code,
        303);
    assert_int_equal(listing_of(f, code).washed_day, day);
    assert_int_equal(
        fixture_post(f, owner, path, PUBLISH(refusal_version(f, code), "", "material", "")).code,
        303);
    const struct listing listing = listing_of(f, code);
    assert_int_equal(listing.washed_day, 0);
    assert_str(listing.material, "");
    page = fixture_get(f, visitor, shown);
    assert_false(answer_has(&page, "<dt>Materiale</dt>"));
    assert_false(answer_has(&page, "<dt>Vasket</dt>"));
    page = fixture_get(f, visitor, "/en/finn?ord=silke");
    assert_true(answer_has(&page, "Nothing like that right now"));
    const struct refusal longer = {.code = 422,
                                   .message = "{label} can be at most {detail} characters long.",
                                   .label = "Material",
                                   .detail = "60",
                                   .kept = {"name=\"washed\" value=\"1\" checked"}};
    refusal_post(f, owner, path,
                 PUBLISH(refusal_version(f, code), "", "material",
                         "0123456789012345678901234567890123456789012345678901234567890", "washed",
                         "1"),
                 &longer);
    fixture_close(f);
}

static void test_saving_keeps_brand_and_season_and_both_are_found(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *owner = &f->who[AS_SHOP_OWNER];
    (void)state;
    const struct str code = f->home.shops[0].in_hand;
    const char *path = path_of(f, "/lager/", code, "");
    assert_int_equal(fixture_post(f, owner, path,
                                  PUBLISH(refusal_version(f, code), "", "brand", " Name It ",
                                          "seasons", "1", "seasons", "4"))
                         .code,
                     303);
    struct answer page = fixture_get(f, owner, path);
    assert_true(answer_has(&page, "name=\"brand\" type=\"text\" value=\"Name It\""));
    assert_true(answer_has(&page, "name=\"seasons\" value=\"1\" checked"));
    assert_true(answer_has(&page, "name=\"seasons\" value=\"2\">"));
    assert_true(answer_has(&page, "name=\"seasons\" value=\"4\" checked"));
    assert_true(answer_has(&page, "<option value=\"Name It\">"));
    /* As the page has them, sent again with another price. */
    assert_int_equal(
        fixture_post(f, owner, path,
                     FIELDS("version", refusal_version(f, code), "category", "10101", "title",
                            "Varm dress", "size", "104", "grade", "2", "price", "80", "brand",
                            "Name It", "seasons", "1", "seasons", "4"))
            .code,
        303);
    struct listing listing = listing_of(f, code);
    assert_str(listing.brand, "Name It");
    assert_int_equal(listing.seasons, SEASON_BIT(SEASON_WINTER) | SEASON_BIT(SEASON_AUTUMN));
    assert_int_equal(listing.price_ore, 8000);
    page = fixture_get(f, &f->who[AS_VISITOR], "/finn?merke=name-it&sesong=winter");
    assert_true(answer_has(&page, "Varm dress"));
    assert_false(answer_has(&page, "Blå parkdress"));
    assert_true(answer_has(&page, "Name It"));
    assert_false(answer_has(&page, ">name-it<"));
    page = fixture_get(f, &f->who[AS_VISITOR], path_of(f, "/ting/", code, ""));
    assert_true(answer_has(&page, "\"brand\":{\"@type\":\"Brand\",\"name\":\"Name It\"}"));
    const struct refusal none = {.code = 422,
                                 .message = "Choose seasons from the list.",
                                 .kept = {"value=\"Name It\"", "value=\"1\" checked"}};
    refusal_post(
        f, owner, path,
        PUBLISH(refusal_version(f, code), "", "brand", "Name It", "seasons", "1", "seasons", "9"),
        &none);
    fixture_close(f);
}

static void test_a_draft_keeps_brand_and_season_and_says_how_long(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *owner = &f->who[AS_SHOP_OWNER];
    (void)state;
    assert_int_equal(fixture_post(f, owner, "/lager/ny/utkast",
                                  FIELDS("key", "x", "title", "Lue", "brand", "Reima", "seasons",
                                         "1", "seasons", "3", "material", "Ull", "washed", "1"))
                         .code,
                     303);
    const struct answer page = fixture_get(f, owner, "/en/lager/ny");
    assert_true(answer_has(&page, "value=\"Reima\""));
    assert_true(answer_has(&page, "name=\"seasons\" value=\"3\" checked"));
    assert_true(answer_has(&page, "name=\"material\" type=\"text\" value=\"Ull\""));
    assert_true(answer_has(&page, "name=\"washed\" value=\"1\" checked"));
    assert_true(answer_has(&page, "We keep it for 30 days."));
    fixture_close(f);
}

/* ---- pictures -------------------------------------------------------------------------------- */

#define MULTIPART "multipart/form-data; boundary=XX"

static struct str part(struct fixture *f, const char *name, const char *value)
{
    return str_of(fixture_text(
        f, "--XX\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n", name, value));
}

static struct str file_part(struct fixture *f, const char *name, struct str bytes)
{
    const struct str begin = str_of(
        fixture_text(f,
                     "--XX\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"a.jpg\"\r\n"
                     "Content-Type: image/jpeg\r\n\r\n",
                     name));
    return str_concat(f->mem, str_concat(f->mem, begin, bytes), STR("\r\n"));
}

/* A form with these fields and files, whose names end with NULL. */
static struct answer send_files(struct fixture *f, struct browser *browser, const char *path,
                                const char *const *fields, const char *const *names,
                                const struct str *bytes)
{
    const struct answer page = fixture_get(f, browser, "/lager/ny");
    struct str body =
        part(f, FORM_TOKEN_FIELD, fixture_text(f, "%.*s", STR_ARG(fixture_token(f, page))));
    for (size_t i = 0; fields[i] != NULL; i += 2) {
        body = str_concat(f->mem, body, part(f, fields[i], fields[i + 1]));
    }
    for (size_t i = 0; names[i] != NULL; i++) {
        body = str_concat(f->mem, body, file_part(f, names[i], bytes[i]));
    }
    return fixture_send(
        f, browser,
        (struct fixture_request){.method = HTTP_POST,
                                 .path = path,
                                 .content_type = MULTIPART,
                                 .body = str_concat(f->mem, body, STR("--XX--\r\n"))});
}

static void test_a_fault_is_shown_with_its_picture(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *owner = &f->who[AS_SHOP_OWNER];
    (void)state;
    const struct str code = f->home.shops[0].in_hand;
    const char *path = path_of(f, "/lager/", code, "");
    const struct str photos[] = {app_jpeg(f, 300, 400, 1), app_jpeg(f, 300, 400, 2),
                                 app_jpeg(f, 300, 400, 3), app_jpeg(f, 300, 400, 4),
                                 app_jpeg(f, 300, 400, 5)};
    static const char *const both[] = {"photo", "wear_photo", NULL};
    static const char *const one[] = {"photo", NULL};
    /* A picture of a fault without words: told, and both pictures are kept. */
    struct answer answer = send_files(
        f, owner, path, PUBLISH(refusal_version(f, code), "", "place", "Stativ 7"), both, photos);
    assert_int_equal(answer.code, 422);
    assert_true(answer_has(&answer, "value=\"Stativ 7\""));
    assert_true(answer_has(&answer, "<img src=\"/bilde/"));
    answer = fixture_post(f, owner, path,
                          PUBLISH(refusal_version(f, code), "Flekk på kneet.", "place", "x"));
    assert_int_equal(answer.code, 303);
    const struct answer page = fixture_get(f, &f->who[AS_VISITOR], path_of(f, "/ting/", code, ""));
    const ptrdiff_t wear =
        str_find(page.body, STR("Flekk på kneet.</p><a class=\"ob-gallery-wear\""));
    assert_true(wear > 0);
    assert_true(answer_has(&page, "?bilde=2"));
    /* Pictures that come with the form are no change by somebody else; four are the limit. */
    for (size_t i = 2; i < 4; i++) {
        answer = send_files(f, owner, path,
                            PUBLISH(refusal_version(f, code), "Flekk på kneet.", "place", "x"), one,
                            &photos[i]);
        assert_int_equal(answer.code, 303);
    }
    answer = send_files(f, owner, path,
                        PUBLISH(refusal_version(f, code), "Flekk på kneet.", "place", "Hylle"), one,
                        &photos[4]);
    assert_int_equal(answer.code, 422);
    assert_true(answer_has(&answer, "value=\"Hylle\""));
    /* No more of a draft than of a listing, and what was typed stays. */
    answer = send_files(f, owner, path_of(f, "/lager/", code, "/utkast"),
                        FIELDS("title", "Ny tittel"), one, &photos[4]);
    assert_int_equal(answer.code, 422);
    assert_true(answer_has(&answer, "value=\"Ny tittel\""));
    assert_true(answer_has(&answer, "ds-error-summary"));
    fixture_close(f);
}

static void test_ones_own_thing_has_up_to_four_pictures(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *owner = &f->who[AS_SHOP_OWNER];
    struct ctx ctx;
    struct str_list photos;
    struct str marked;
    (void)state;
    static const char *const names[] = {"photo", "wear_photo", "photo_3", "photo_4", NULL};
    const struct str sent[] = {app_jpeg(f, 300, 400, 1), app_jpeg(f, 300, 400, 2),
                               app_jpeg(f, 300, 400, 3), app_jpeg(f, 300, 400, 4)};
    const char *const *without =
        FIELDS("key", "5c9c1b52-6d5f-4d7e-9a63-0123456789ab", "title", "Blå parkdress 104", "grade",
               "2", "price", "120", "count", "1", "used", "1");
    struct answer answer = send_files(f, owner, "/lager/ny", without, names, sent);
    assert_int_equal(answer.code, 422);
    const struct str begin = STR("name=\"kept\" value=\"");
    const ptrdiff_t at = str_find(answer.body, begin);
    assert_true(at > 0);
    const struct str kept =
        str_slice(answer.body, (size_t)at + begin.len, (size_t)at + begin.len + 4 * 65 - 1);
    /* The four came already; only the words were missing. */
    answer = fixture_post(f, owner, "/lager/ny",
                          FIELDS("key", "5c9c1b52-6d5f-4d7e-9a63-0123456789ab", "title",
                                 "Blå parkdress 104", "grade", "2", "price", "120", "count", "1",
                                 "used", "1", "wear", "Rift i foret.", "kept",
                                 fixture_text(f, "%.*s", STR_ARG(kept))));
    assert_int_equal(answer.code, 303);
    const struct str code =
        str_slice(answer.location, answer.location.len - GOODS_CODE_LEN, answer.location.len);
    const struct listing listing = listing_of(f, code);
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_photos(&ctx, listing.thing_id, &photos), OK);
    assert_int_equal(photos.count, 4);
    assert_int_equal(catalogue_seller_wear_photo(&ctx, listing.thing_id, &marked), OK);
    assert_true(str_equal(marked, photos.ptr[1]));
    app_end(&ctx);
    fixture_close(f);
}

/* How a picture's file is answered: 200, or 404 when it is gone. */
static int picture_code(struct fixture *f, struct str hash)
{
    const struct answer answer =
        fixture_get(f, &f->who[AS_VISITOR], path_of(f, "/bilde/", hash, "-400.webp"));
    return answer.code;
}

static struct str_list pictures_of(struct fixture *f, int64_t thing_id)
{
    struct ctx ctx;
    struct str_list photos;
    struct str_list copies = {0};
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_photos(&ctx, thing_id, &photos), OK);
    for (size_t i = 0; i < photos.count; i++) {
        vec_push(f->mem, &copies, str_copy(f->mem, photos.ptr[i]));
    }
    app_end(&ctx);
    return copies;
}

static void test_a_picture_is_taken_away_for_good(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *owner = &f->who[AS_SHOP_OWNER];
    struct ctx ctx;
    struct goods_verdict verdict;
    struct str marked;
    (void)state;
    const struct str code = f->home.shops[0].in_hand;
    const char *path = path_of(f, "/lager/", code, "");
    const char *away = path_of(f, "/lager/", code, "/bilde/fjern");
    const struct str sent[] = {app_jpeg(f, 300, 400, 11), app_jpeg(f, 300, 400, 12)};
    static const char *const names[] = {"photo", "wear_photo", NULL};
    assert_int_equal(send_files(f, owner, path,
                                PUBLISH(refusal_version(f, code), "Flekk på kneet.", "place", "x"),
                                names, sent)
                         .code,
                     303);
    const int64_t thing_id = listing_of(f, code).thing_id;
    const struct str_list before = pictures_of(f, thing_id);
    assert_true(before.count >= 2);
    const struct str wear = before.ptr[before.count - 1];
    const struct str first = before.ptr[0];
    assert_int_equal(picture_code(f, wear), 200);
    const struct answer page = fixture_get(f, owner, path);
    assert_true(answer_has(&page, fixture_text(f, "value=\"%.*s\"", STR_ARG(wear))));
    /* Nobody else's, and none that the thing does not have. */
    const char *const *fields = FIELDS("photo", fixture_text(f, "%.*s", STR_ARG(wear)));
    assert_int_equal(fixture_post(f, &f->who[AS_OTHER_SHOP], away, fields).code, 404);
    assert_int_equal(fixture_post(f, owner, away, FIELDS("photo", "..")).code, 404);
    assert_int_equal(pictures_of(f, thing_id).count, before.count);
    /* The picture of the fault: the mark goes with it, and the words stay. */
    assert_int_equal(fixture_post(f, owner, away, fields).code, 303);
    assert_int_equal(fixture_post(f, owner, away, fields).code, 404);
    assert_int_equal(pictures_of(f, thing_id).count, before.count - 1);
    fixture_ctx(f, &ctx);
    assert_int_equal(catalogue_seller_wear_photo(&ctx, thing_id, &marked), NOT_FOUND);
    app_end(&ctx);
    fixture_run_jobs(f);
    assert_int_equal(picture_code(f, wear), 404);
    const struct answer item = fixture_get(f, &f->who[AS_VISITOR], path_of(f, "/ting/", code, ""));
    assert_true(answer_has(&item, "Flekk på kneet."));
    assert_false(answer_has(&item, fixture_text(f, "%.*s", STR_ARG(wear))));
    /* The first: the offer shows the next one, in the list too. */
    for (struct str_list left = pictures_of(f, thing_id); left.count > 0;
         left = pictures_of(f, thing_id)) {
        const struct str shown = listing_of(f, code).photo;
        assert_true(str_equal(shown, left.ptr[0]));
        const struct answer removed =
            fixture_post(f, owner, away, FIELDS("photo", fixture_text(f, "%.*s", STR_ARG(shown))));
        assert_int_equal(removed.code, 303);
    }
    assert_int_equal(listing_of(f, code).photo.len, 0);
    const struct answer list = fixture_get(f, &f->who[AS_VISITOR], "/finn");
    assert_true(answer_has(&list, fixture_text(f, "/ting/%.*s", STR_ARG(code))));
    assert_false(answer_has(&list, fixture_text(f, "%.*s-400", STR_ARG(first))));
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_verify(&ctx, &verdict), OK);
    assert_int_equal(verdict.differences, 0);
    app_end(&ctx);
    fixture_close(f);
}

static void test_a_picture_that_another_thing_has_stays(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *owner = &f->who[AS_SHOP_OWNER];
    (void)state;
    const struct str photo = app_jpeg(f, 300, 400, 13);
    static const char *const names[] = {"photo", NULL};
    struct str codes[2];
    for (size_t i = 0; i < 2; i++) {
        const struct answer answer =
            send_files(f, owner, "/lager/ny",
                       FIELDS("key",
                              i == 0 ? "5c9c1b52-6d5f-4d7e-9a63-0123456789ab"
                                     : "5c9c1b52-6d5f-4d7e-9a63-0123456789ac",
                              "title", "Blå parkdress 104", "grade", "2", "price", "120", "count",
                              "1", "used", "1"),
                       names, &photo);
        assert_int_equal(answer.code, 303);
        codes[i] = str_copy(f->mem, str_slice(answer.location, answer.location.len - GOODS_CODE_LEN,
                                              answer.location.len));
    }
    const struct str_list shared = pictures_of(f, listing_of(f, codes[0]).thing_id);
    assert_int_equal(shared.count, 1);
    const struct str hash = shared.count == 1 ? shared.ptr[0] : STR("");
    const char *const *fields = FIELDS("photo", fixture_text(f, "%.*s", STR_ARG(hash)));
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(
            fixture_post(f, owner, path_of(f, "/lager/", codes[i], "/bilde/fjern"), fields).code,
            303);
        fixture_run_jobs(f);
        assert_int_equal(picture_code(f, hash), i == 0 ? 200 : 404);
    }
    /* The same picture again is a new one. */
    const struct answer again =
        send_files(f, owner, path_of(f, "/lager/", codes[0], ""),
                   PUBLISH(refusal_version(f, codes[0]), "", "place", "x"), names, &photo);
    assert_int_equal(again.code, 303);
    fixture_run_jobs(f);
    assert_int_equal(picture_code(f, hash), 200);
    fixture_close(f);
}

/* ---- what a name means, and prices ----------------------------------------------------------- */

/* 80, 90, 100, 110 and 120 kr, by three shops; two were sold for 250 kr before. */
static enum status sold(struct ctx *ctx, void *arg)
{
    struct listing listing = *(const struct listing *)arg;
    listing.category_id = 10101;
    listing.size_key = STR("h104");
    for (int64_t i = 0; i < 5; i++) {
        listing.tenant_id = 100 + i % 3;
        TRY(catalogue_seller_store_sold(ctx, &listing, STR(""), 8000 + i * 1000, 1));
    }
    return OK;
}

static void sell_five(struct fixture *f)
{
    struct ctx ctx;
    struct listing listing = listing_of(f, f->home.shops[0].published);
    fixture_ctx(f, &ctx);
    assert_int_equal(db_write(&ctx, sold, &listing), OK);
    app_end(&ctx);
}

static void test_the_page_tells_prices_and_what_a_name_means(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *owner = &f->who[AS_SHOP_OWNER];
    (void)state;
    static const char ask[] = "?navn=Parkdress+104";
    static const char no_reading[] = "What we suggest comes from the name alone.";
    const struct str code = f->home.shops[0].in_hand;
    struct answer page = fixture_get(f, owner, "/en/lager/ny?navn=Parkdress+104");
    assert_true(answer_has(&page, "We put it out as: "));
    assert_true(answer_has(&page, no_reading));
    assert_false(answer_has(&page, "Things like this were sold for"));
    sell_five(f);
    page = fixture_get(f, owner, fixture_text(f, "/en/lager/ny%s", ask));
    assert_true(answer_has(&page, "Things like this were sold for 90–250 kr (7 sales)."));
    /* Photo first. */
    const ptrdiff_t photo = str_find(page.body, STR("name=\"photo\""));
    assert_true(photo > 0 && photo < str_find(page.body, STR("name=\"title\"")));
    /* Of a thing that has a category: only when its name says another. */
    page = fixture_get(
        f, owner, path_of(f, "/en/lager/", code, "?navn=Barnesykkel&kategori=10101&storrelse=104"));
    assert_true(answer_has(&page, "By its name this is: "));
    assert_true(answer_has(&page, "Things like this were sold for 90–250 kr (7 sales)."));
    assert_true(answer_has(&page, no_reading));
    page = fixture_get(f, owner, path_of(f, "/en/lager/", code, "?navn=Parkdress&kategori=10101"));
    assert_false(answer_has(&page, "By its name this is: "));
    /* And without asking: by what a draft says. */
    assert_int_equal(
        fixture_post(f, owner, path_of(f, "/lager/", code, "/utkast"),
                     FIELDS("title", "Barnesykkel", "category", "10101", "size", "104"))
            .code,
        303);
    page = fixture_get(f, owner, path_of(f, "/en/lager/", code, ""));
    assert_true(answer_has(&page, "By its name this is: "));
    assert_true(answer_has(&page, "Things like this were sold for 90–250 kr (7 sales)."));
    fixture_close(f);
}

/* ---- the spot check -------------------------------------------------------------------------- */

static void test_the_spot_check_is_drawn_and_its_results_are_written_down(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *manager = &f->who[AS_MANAGER];
    struct ctx ctx;
    struct sample_months months;
    (void)state;
    struct samples samples;
    fixture_ctx(f, &ctx);
    /* The fixture's jobs may have drawn it. */
    assert_int_equal(catalogue_seller_draw_sample(&ctx, 7), OK);
    assert_int_equal(catalogue_seller_samples(&ctx, &samples), OK);
    const char *seed = fixture_text(f, "(seed %lld)", (long long)samples.seed);
    app_end(&ctx);
    const char *first = path_of(f, "/kontor/annonser/", f->home.shops[0].published, "/brukt");
    const char *second = path_of(f, "/kontor/annonser/", f->home.shops[1].published, "");
    struct answer page = fixture_get(f, manager, "/en/kontor/annonser");
    assert_true(answer_has(&page, seed));
    assert_true(answer_has(&page, first));
    page = fixture_get(f, &f->who[AS_AUDITOR], "/en/kontor/annonser");
    assert_false(answer_has(&page, first));
    assert_int_equal(fixture_post(f, &f->who[AS_AUDITOR], first, FIELDS_NONE).code, 403);
    assert_int_equal(fixture_post(f, manager, first, FIELDS_NONE).code, 303);
    assert_int_equal(fixture_post(f, manager, first, FIELDS_NONE).code, 303);
    assert_int_equal(
        fixture_post(f, manager, second, FIELDS("reason", "1", "sentence", "Bare brukte ting her."))
            .code,
        303);
    assert_int_equal(
        fixture_post(f, manager,
                     path_of(f, "/kontor/annonser/", f->home.shops[1].published, "/brukt"),
                     FIELDS_NONE)
            .code,
        409);
    page = fixture_get(f, manager, "/en/kontor/annonser");
    assert_true(answer_has(&page, "Looked at: it is used"));
    assert_true(answer_has(&page, "Taken off: a new product"));
    fixture_ctx(f, &ctx);
    assert_int_equal(catalogue_seller_sample_months(&ctx, &months), OK);
    assert_int_equal(months.count, 1);
    assert_int_equal(months.ptr[0].month, 202611);
    assert_int_equal(months.ptr[0].chosen, 2);
    assert_int_equal(months.ptr[0].used, 1);
    assert_int_equal(months.ptr[0].as_new, 1);
    app_end(&ctx);
    fixture_close(f);
}

int http_seller_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_material_and_washing_are_told_and_can_be_taken_back),
        cmocka_unit_test(test_saving_keeps_brand_and_season_and_both_are_found),
        cmocka_unit_test(test_a_draft_keeps_brand_and_season_and_says_how_long),
        cmocka_unit_test(test_a_fault_is_shown_with_its_picture),
        cmocka_unit_test(test_ones_own_thing_has_up_to_four_pictures),
        cmocka_unit_test(test_a_picture_is_taken_away_for_good),
        cmocka_unit_test(test_a_picture_that_another_thing_has_stays),
        cmocka_unit_test(test_the_page_tells_prices_and_what_a_name_means),
        cmocka_unit_test(test_the_spot_check_is_drawn_and_its_results_are_written_down),
    };
    return TEST_DB_RUN("http seller", tests);
}
