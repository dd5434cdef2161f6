/* SPDX-License-Identifier: EUPL-1.2 */
/* Being told when something new comes: only who has said yes, at most once a day, and never again
 * after saying stop. */
#include <string.h>

#include "alerts/alerts.h"
#include "base/day.h"
#include "catalogue/catalogue.h"
#include "http_fixture.h"
#include "http_refusal.h"
#include "mail/mail.h"

int http_alerts_test(void);

#define ELLA   "ella@example.no"
#define BOOTS  "ord=parkdress&storrelse=h104"
#define LINKED "/varsel/"

static struct answer ask(struct fixture *f, const char *query, const char *email)
{
    struct browser visitor = {0};
    return fixture_post(f, &visitor, "/varsel", FIELDS("sok", query, "email", email));
}

/* The path of a page behind a secret, from the newest mail to the address. */
static const char *path_in_mail(struct fixture *f, const char *email, const char *start)
{
    const struct str text = fixture_mail(f, email);
    const ptrdiff_t at = str_find(text, str_of(start));
    assert_true(at >= 0);
    return fixture_text(f, "%.*s", (int)(strlen(start) + 32), text.ptr + at);
}

/* The alert's own. */
static const char *page_of(struct fixture *f, const char *email)
{
    return path_in_mail(f, email, LINKED);
}

static struct answer press(struct fixture *f, const char *page, const char *verb)
{
    struct browser visitor = {0};
    return fixture_post(f, &visitor, fixture_text(f, "%s/%s", page, verb), FIELDS_NONE);
}

static int mails_to(struct fixture *f, const char *email)
{
    struct ctx ctx;
    struct mail_items items;
    int count = 0;
    fixture_ctx(f, &ctx);
    assert_int_equal(mail_list(&ctx, 100, &items), OK);
    for (size_t i = 0; i < items.count; i++) {
        count += str_equal(items.ptr[i].to, str_of(email));
    }
    app_end(&ctx);
    return count;
}

/* A shop puts out a snowsuit in size 104. */
static void put_out_in(struct fixture *f, int shop)
{
    const struct str code = f->home.shops[shop].in_hand;
    const char *path = fixture_text(f, "/lager/%.*s", STR_ARG(code));
    assert_int_equal(
        fixture_post(f, &f->who[shop == 0 ? AS_SHOP_OWNER : AS_OTHER_SHOP], path,
                     FIELDS("version", refusal_version(f, code), "category", "10101", "title",
                            "Parkdress med pels", "size", "104", "grade", "2", "price", "90"))
            .code,
        303);
}

static void put_out(struct fixture *f)
{
    put_out_in(f, 0);
}

static int64_t tell(struct fixture *f)
{
    struct ctx ctx;
    int64_t mailed = 0;
    fixture_ctx(f, &ctx);
    assert_int_equal(alerts_tell(&ctx, &mailed), OK);
    app_end(&ctx);
    return mailed;
}

static const char *turn_on(struct fixture *f, const char *query)
{
    assert_int_equal(ask(f, query, ELLA).code, 303);
    const char *page = page_of(f, ELLA);
    assert_int_equal(press(f, page, "ja").code, 303);
    return page;
}

static void test_a_search_without_hits_leads_to_an_alert(void **state)
{
    struct fixture *f = fixture_open();
    struct browser visitor = {0};
    (void)state;
    const struct answer none = fixture_get(f, &visitor, "/finn?ord=fotballsko+34");
    assert_true(answer_has(&none, "Ingen i str. 34 akkurat nå"));
    assert_true(answer_has(&none, "name=\"sok\" value=\"ord=fotballsko%2034\""));
    const struct answer sent = ask(f, "ord=fotballsko+34", ELLA);
    assert_int_equal(sent.code, 303);
    assert_true(str_ends_with(sent.location, STR("/varsel/sendt")));
    assert_int_equal(fixture_follow(f, &visitor, sent).code, 200);
    const struct answer page = fixture_get(f, &visitor, page_of(f, ELLA));
    assert_int_equal(page.code, 200);
    assert_true(answer_has(&page, "fotballsko 34"));
    assert_true(answer_has(&page, "Ja, si fra til meg"));
    fixture_close(f);
}

static void test_nobody_is_told_who_has_not_said_yes(void **state)
{
    struct fixture *f = fixture_open();
    struct browser visitor = {0};
    (void)state;
    assert_int_equal(ask(f, BOOTS, ELLA).code, 303);
    const char *page = page_of(f, ELLA);
    /* Opening the link, as mail programs do, is no yes. */
    assert_int_equal(fixture_get(f, &visitor, page).code, 200);
    assert_int_equal(fixture_get(f, &visitor, page).code, 200);
    put_out(f);
    assert_int_equal(tell(f), 0);
    assert_int_equal(mails_to(f, ELLA), 1);
    /* After a day the question is over, and a late yes is told so. */
    fixture_wait(f, MS_PER_DAY + 1);
    assert_int_equal(press(f, page, "ja").code, 410);
    assert_int_equal(tell(f), 0);
    assert_int_equal(mails_to(f, ELLA), 1);
    fixture_close(f);
}

static void test_what_is_new_is_told_once_a_day_at_most(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    turn_on(f, BOOTS);
    assert_int_equal(tell(f), 0); /* what was there already is not new */
    put_out(f);
    fixture_wait(f, 31 * MS_PER_MINUTE);
    assert_int_equal(tell(f), 1);
    const struct str text = fixture_mail(f, ELLA);
    assert_true(str_find(text, STR("Parkdress med pels")) >= 0);
    assert_true(str_find(text, STR("Blå parkdress")) < 0);
    assert_true(str_find(text, STR("Stopp varselet")) >= 0);
    assert_int_equal(tell(f), 0);
    fixture_wait(f, 31 * MS_PER_MINUTE);
    assert_int_equal(tell(f), 0);
    fixture_wait(f, MS_PER_DAY);
    assert_int_equal(tell(f), 0);
    assert_int_equal(mails_to(f, ELLA), 2);
    fixture_close(f);
}

static int times(struct str text, const char *part)
{
    int count = 0;
    ptrdiff_t at = 0;
    while ((at = str_find(text, str_of(part))) >= 0) {
        text = str_slice(text, (size_t)at + strlen(part), text.len);
        count++;
    }
    return count;
}

/* Two searches, written with two addresses of one mailbox. */
static void test_one_mailbox_gets_one_mail_a_day_for_all_its_alerts(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const char *first = turn_on(f, BOOTS);
    assert_int_equal(ask(f, "ord=parkdress", "Ella+2@example.no").code, 303);
    const char *second = page_of(f, "Ella+2@example.no");
    assert_int_equal(press(f, second, "ja").code, 303);
    put_out(f);
    assert_int_equal(tell(f), 1);
    assert_int_equal(mails_to(f, ELLA) + mails_to(f, "Ella+2@example.no"), 3);
    const struct str text = fixture_mail(f, ELLA);
    assert_int_equal(times(text, "Nytt for: "), 2);
    assert_int_equal(times(text, "Parkdress med pels"), 2);
    assert_int_equal(times(text, first), 1);
    assert_int_equal(times(text, second), 1);
    assert_int_equal(times(text, "/varsler/"), 1);
    /* What comes later in the day waits for the morning, also for an alert that is asked for now.
     */
    assert_int_equal(press(f, first, "stopp").code, 303);
    turn_on(f, "ord=parkdress&kategori=10101");
    put_out_in(f, 1);
    fixture_wait(f, 31 * MS_PER_MINUTE);
    assert_int_equal(tell(f), 0);
    fixture_wait(f, 20 * MS_PER_HOUR);
    assert_int_equal(tell(f), 1);
    assert_int_equal(times(fixture_mail(f, "Ella+2@example.no"), "Nytt for: "), 2);
    assert_int_equal(tell(f), 0);
    fixture_close(f);
}

/* As a mail program posts it: no page of ours, no cookie, no token, no Origin. */
static struct answer one_click(struct fixture *f, const char *path, const char *type,
                               const char *body)
{
    struct browser program = {0};
    return fixture_send(f, &program,
                        (struct fixture_request){.method = HTTP_POST,
                                                 .path = path,
                                                 .body = str_of(body),
                                                 .content_type = type,
                                                 .without_token = true});
}

static void test_one_press_in_the_mail_program_stops_all(void **state)
{
    static const char *const form = "application/x-www-form-urlencoded";
    static const char *const parts = "multipart/form-data; boundary=b";
    struct fixture *f = fixture_open();
    struct browser visitor = {0};
    (void)state;
    turn_on(f, "ord=parkdress");
    const char *page = turn_on(f, BOOTS);
    put_out(f);
    assert_int_equal(tell(f), 1);
    const char *all = path_in_mail(f, ELLA, "/varsler/");
    /* Opening the link stops nothing: its page has both, and one button. */
    const struct answer open = fixture_get(f, &visitor, all);
    assert_int_equal(times(open.body, "/varsel/"), 2);
    assert_true(answer_has(&open, fixture_text(f, "action=\"/c/fjordvik%s/stopp\"", all)) ||
                answer_has(&open, fixture_text(f, "action=\"%s/stopp\"", all)));
    assert_int_equal(one_click(f, all, form, "").code, 400);
    assert_int_equal(one_click(f, all, form, "List-Unsubscribe=x").code, 400);
    const struct answer on = fixture_get(f, &visitor, page);
    assert_true(answer_has(&on, "Varselet er på"));
    assert_int_equal(one_click(f, all, form, "List-Unsubscribe=One-Click").code, 200);
    assert_int_equal(one_click(f, all, parts,
                               "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\""
                               "\r\n\r\nOne-Click\r\n--b--\r\n")
                         .code,
                     200);
    const struct answer over = fixture_get(f, &visitor, page);
    assert_true(answer_has(&over, "Varselet er slutt"));
    const struct answer none = fixture_get(f, &visitor, all);
    assert_true(answer_has(&none, "Varslene er slutt"));
    assert_int_equal(one_click(f, "/varsler/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", form,
                               "List-Unsubscribe=One-Click")
                         .code,
                     404);
    put_out_in(f, 1);
    fixture_wait(f, MS_PER_DAY);
    assert_int_equal(tell(f), 0);
    fixture_close(f);
}

static void test_the_page_stops_all_by_one_button(void **state)
{
    struct fixture *f = fixture_open();
    struct browser visitor = {0};
    (void)state;
    const char *page = turn_on(f, BOOTS);
    put_out(f);
    assert_int_equal(tell(f), 1);
    const struct answer stopped = press(f, path_in_mail(f, ELLA, "/varsler/"), "stopp");
    const struct answer after = fixture_follow(f, &visitor, stopped);
    assert_true(answer_has(&after, "Varslene er slutt"));
    const struct answer over = fixture_get(f, &visitor, page);
    assert_true(answer_has(&over, "Varselet er slutt"));
    fixture_close(f);
}

static void test_at_night_nobody_is_told(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    turn_on(f, BOOTS);
    put_out(f);
    fixture_wait(f, 12 * MS_PER_HOUR); /* midnight */
    assert_int_equal(tell(f), 0);
    fixture_wait(f, 7 * MS_PER_HOUR + MS_PER_MINUTE);
    assert_int_equal(tell(f), 1);
    fixture_close(f);
}

static void test_stopped_is_stopped_and_the_address_is_gone(void **state)
{
    struct fixture *f = fixture_open();
    struct browser visitor = {0};
    struct ctx ctx;
    struct alert alert;
    (void)state;
    const char *page = turn_on(f, BOOTS);
    assert_int_equal(press(f, page, "stopp").code, 303);
    assert_int_equal(press(f, page, "stopp").code, 303);
    put_out(f);
    fixture_wait(f, MS_PER_HOUR);
    assert_int_equal(tell(f), 0);
    const struct answer over = fixture_get(f, &visitor, page);
    assert_true(answer_has(&over, "Varselet er slutt"));
    fixture_ctx(f, &ctx);
    assert_int_equal(alerts_by_token(&ctx, str_of(page + sizeof(LINKED) - 1), &alert), OK);
    assert_int_equal(alert.email.len, 0);
    assert_int_equal(alert.email_key.len, 0);
    app_end(&ctx);
    /* It cannot be turned on again by the old mail, and a month later nothing of it is left. */
    assert_int_equal(press(f, page, "ja").code, 410);
    fixture_wait(f, 31 * MS_PER_DAY);
    assert_int_equal(tell(f), 0);
    assert_int_equal(fixture_get(f, &visitor, page).code, 404);
    fixture_close(f);
}

static void test_an_alert_ends_by_itself_after_sixty_days(void **state)
{
    struct fixture *f = fixture_open();
    struct browser visitor = {0};
    struct ctx ctx;
    struct alert alert;
    (void)state;
    const char *page = turn_on(f, BOOTS);
    put_out(f);
    fixture_wait(f, 59 * MS_PER_DAY);
    const struct answer on = fixture_get(f, &visitor, page);
    assert_true(answer_has(&on, "Varselet er på"));
    fixture_wait(f, MS_PER_DAY + 1);
    assert_int_equal(tell(f), 0);
    assert_int_equal(mails_to(f, ELLA), 1);
    fixture_ctx(f, &ctx);
    assert_int_equal(alerts_by_token(&ctx, str_of(page + sizeof(LINKED) - 1), &alert), OK);
    assert_int_equal(alert.state, ALERT_OVER);
    assert_int_equal(alert.email_key.len, 0);
    app_end(&ctx);
    fixture_close(f);
}

static void test_the_same_search_again_adds_nothing(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    assert_int_equal(ask(f, BOOTS, ELLA).code, 303);
    /* Another order of the same, what lists do not know, and a page of it. */
    assert_int_equal(ask(f, "storrelse=h104&ord=parkdress&utm=x&kategori=99", ELLA).code, 303);
    assert_int_equal(mails_to(f, ELLA), 1);
    assert_int_equal(press(f, page_of(f, ELLA), "ja").code, 303);
    assert_int_equal(ask(f, BOOTS, ELLA).code, 303);
    assert_int_equal(mails_to(f, ELLA), 2);
    assert_true(str_find(fixture_mail(f, ELLA), STR("Dette varselet er på til")) >= 0);
    assert_int_equal(ask(f, BOOTS, ELLA).code, 303);
    assert_int_equal(mails_to(f, ELLA), 2);
    fixture_close(f);
}

static void test_nobody_can_be_flooded(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct refusal three = {
        .code = 429,
        .message = "This address has asked for three alerts today. Ask again tomorrow.",
        .kept = {"value=\"ord=d\""}};
    const struct refusal five = {.code = 429,
                                 .message = "This address has five alerts already. Stop one first, "
                                            "by the link in its e-mail."};
    struct browser visitor = {0};
    assert_int_equal(ask(f, "ord=a", ELLA).code, 303);
    assert_int_equal(ask(f, "ord=b", "ELLA@example.no").code, 303);
    assert_int_equal(ask(f, "ord=c", "ella+varsel@example.no").code, 303);
    refusal_post(f, &visitor, "/varsel", FIELDS("sok", "ord=d", "email", "Ella+2@example.no"),
                 &three);
    /* Three that were said yes to, and two of the next day. */
    assert_int_equal(press(f, page_of(f, ELLA), "ja").code, 303);
    assert_int_equal(press(f, page_of(f, "ELLA@example.no"), "ja").code, 303);
    assert_int_equal(press(f, page_of(f, "ella+varsel@example.no"), "ja").code, 303);
    fixture_wait(f, MS_PER_DAY + 1);
    assert_int_equal(ask(f, "ord=d", ELLA).code, 303);
    assert_int_equal(ask(f, "ord=e", ELLA).code, 303);
    refusal_post(f, &visitor, "/varsel", FIELDS("sok", "ord=f", "email", ELLA), &five);
    fixture_close(f);
}

static void test_one_place_cannot_ask_without_end(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    /* Tries are counted in memory for a day: another place for each engine. */
    static int place;
    f->remote = str_of(fixture_text(f, "198.51.100.%d", ++place));
    for (int i = 0; i < ALERTS_PER_CLIENT; i++) {
        assert_int_equal(ask(f, "ord=sykkel", fixture_text(f, "kari%d@example.no", i)).code, 303);
    }
    assert_int_equal(ask(f, "ord=sykkel", "ola@example.no").code, 429);
    assert_int_equal(mails_to(f, "ola@example.no"), 0);
    f->remote = STR("198.51.100.99");
    assert_int_equal(ask(f, "ord=sykkel", "ola@example.no").code, 303);
    fixture_close(f);
}

static void test_hostile_input_is_told_and_breaks_nothing(void **state)
{
    struct fixture *f = fixture_open();
    struct browser visitor = {0};
    (void)state;
    const struct refusal address = {.code = 422,
                                    .message = "Enter an e-mail address, such as kari@example.no",
                                    .kept = {"ord=ski"}};
    const struct refusal nothing = {
        .code = 422, .message = "Search for something first. Then we know what to look for."};
    static const char *const addresses[] = {"ella", "@", "a@b@c.no",
                                            "ella@example.no\r\nBcc: x@y.no", "<ella@example.no>"};
    for (size_t i = 0; i < sizeof(addresses) / sizeof(addresses[0]); i++) {
        refusal_post(f, &visitor, "/varsel", FIELDS("sok", "ord=ski", "email", addresses[i]),
                     &address);
    }
    assert_int_equal(ask(f, "ord=ski", "").code, 422);
    /* Everything is no search, however it is written. */
    refusal_post(f, &visitor, "/varsel", FIELDS("sok", "", "email", ELLA), &nothing);
    refusal_post(f, &visitor, "/varsel", FIELDS("sok", "etter=3&x=%00&ord=", "email", ELLA),
                 &nothing);
    assert_int_equal(mails_to(f, ELLA), 0);
    /* What is typed stands in the mail's subject as text. */
    const char *words = "ord=%22%3Cb%3E%F0%9F%98%80%7Blink%7D";
    assert_int_equal(ask(f, words, ELLA).code, 303);
    const struct answer page = fixture_get(f, &visitor, page_of(f, ELLA));
    assert_true(answer_has(&page, "&lt;b&gt;"));
    assert_false(answer_has(&page, "<b>\xf0"));
    assert_int_equal(fixture_get(f, &visitor, "/varsel/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").code,
                     404);
    assert_int_equal(fixture_get(f, &visitor, "/varsel/x").code, 404);
    fixture_close(f);
}

static void test_a_search_as_a_feed(void **state)
{
    struct fixture *f = fixture_open();
    struct browser visitor = {0};
    (void)state;
    const struct answer feed = fixture_get(f, &visitor, "/finn/feed?ord=parkdress&storrelse=h104");
    assert_int_equal(feed.code, 200);
    assert_str(feed.content_type, "application/atom+xml; charset=utf-8");
    assert_str(feed.cache_control, "public, max-age=600");
    assert_true(answer_header(&feed, "ETag").len > 10);
    assert_true(answer_has(&feed, "<title>Blå parkdress</title>"));
    assert_true(answer_has(&feed, "/ting/"));
    const struct answer list = fixture_get(f, &visitor, "/finn?ord=parkdress&storrelse=h104");
    assert_true(answer_has(&list, "type=\"application/atom+xml\""));
    const struct answer none = fixture_get(f, &visitor, "/en/finn/feed?ord=%3C%26%22");
    assert_int_equal(none.code, 200);
    assert_true(answer_has(&none, "&lt;&amp;"));
    fixture_close(f);
}

int http_alerts_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_search_without_hits_leads_to_an_alert),
        cmocka_unit_test(test_nobody_is_told_who_has_not_said_yes),
        cmocka_unit_test(test_what_is_new_is_told_once_a_day_at_most),
        cmocka_unit_test(test_one_mailbox_gets_one_mail_a_day_for_all_its_alerts),
        cmocka_unit_test(test_one_press_in_the_mail_program_stops_all),
        cmocka_unit_test(test_the_page_stops_all_by_one_button),
        cmocka_unit_test(test_at_night_nobody_is_told),
        cmocka_unit_test(test_stopped_is_stopped_and_the_address_is_gone),
        cmocka_unit_test(test_an_alert_ends_by_itself_after_sixty_days),
        cmocka_unit_test(test_the_same_search_again_adds_nothing),
        cmocka_unit_test(test_nobody_can_be_flooded),
        cmocka_unit_test(test_one_place_cannot_ask_without_end),
        cmocka_unit_test(test_hostile_input_is_told_and_breaks_nothing),
        cmocka_unit_test(test_a_search_as_a_feed),
    };
    return TEST_DB_RUN("alerts", tests);
}
