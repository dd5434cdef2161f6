/* SPDX-License-Identifier: EUPL-1.2 */
/* The promises of mail.h against a mail server of our own, on both engines. */
#include "mail/mail.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/day.h"
#include "base/log.h"

#include "test_centre.h"
#include "test_db.h"
#include "test_smtp.h"

#include "base/banned.h"

int mail_mail_test(void);

#define START_MS INT64_C(1800000000000)

static const struct job_kind *const tables[] = {mail_jobs};

struct scene {
    struct db *db;
    struct ctx ctx;
    struct test_smtp server;
    char url[64];
};

static void set_now(struct scene *scene, int64_t now_ms)
{
    clock_set_ms(now_ms);
    scene->ctx.now_ms = now_ms;
}

static void configure(const char *url)
{
    mail_configure(
        (struct mail_settings){.smtp_url = str_of(url), .from = STR("Senteret <post@example.no>")});
}

static void begin(struct scene *scene)
{
    log_set_level(LOG_ERROR);
    scene->db = test_db_open(test_db_engine());
    test_ctx_begin(&scene->ctx, scene->db);
    set_now(scene, START_MS);
    test_centre_enter(&scene->ctx, 7);
    jobs_register(tables, 1);
    test_smtp_start(&scene->server);
    snprintf(scene->url, sizeof(scene->url), "smtp://127.0.0.1:%d", scene->server.port);
    configure(scene->url);
}

static void end(struct scene *scene)
{
    test_smtp_stop(&scene->server);
    test_ctx_end(&scene->ctx);
    db_close(scene->db);
    clock_release();
    log_set_level(LOG_INFO);
}

static enum status queue_mail(struct ctx *ctx, void *arg)
{
    return mail_queue(ctx, arg);
}

static enum status queue(struct scene *scene, const char *to, const char *key)
{
    struct mail mail = {.to = str_of(to),
                        .subject = STR("Din reservasjon på ombruk"),
                        .text = STR("Hei\n.\nVelkommen\n"),
                        .key = str_of(key)};
    return db_write(&scene->ctx, queue_mail, &mail);
}

/* Lets the clock pass `wait_ms` and runs what is due. */
static void run_after(struct scene *scene, int64_t wait_ms)
{
    int count = 0;
    set_now(scene, scene->ctx.now_ms + wait_ms);
    assert_int_equal(jobs_run_due(scene->db, 0, &count), OK);
}

static struct mail_items list(struct scene *scene)
{
    struct mail_items items;
    db_session_end(&scene->ctx);
    db_session_begin(&scene->ctx, scene->db);
    assert_int_equal(mail_list(&scene->ctx, 100, &items), OK);
    return items;
}

/* ---- in ------------------------------------------------------------------------------------- */

static void a_mail_waits_in_the_outbox_once_for_its_key(void **state)
{
    (void)state;
    static struct scene scene;
    begin(&scene);
    assert_int_equal(queue(&scene, "kari@example.no", "hold:1:confirm"), OK);
    assert_int_equal(queue(&scene, "kari@example.no", "hold:1:confirm"), OK);
    assert_int_equal(queue(&scene, "ola@example.no", "hold:2:confirm"), OK);
    const struct mail_items items = list(&scene);
    assert_int_equal(items.count, 2);
    assert_str(items.ptr[0].to, "ola@example.no");
    assert_str(items.ptr[1].to, "kari@example.no");
    assert_str(items.ptr[1].subject, "Din reservasjon på ombruk");
    assert_true(items.ptr[1].queued_ms == START_MS);
    assert_true(items.ptr[1].sent_ms == NO_I64 && items.ptr[1].failed_ms == NO_I64);
    end(&scene);
}

static void what_could_begin_a_header_is_refused_at_the_door(void **state)
{
    (void)state;
    static struct scene scene;
    begin(&scene);
    static const char *const bad[] = {"",
                                      "kari",
                                      "@example.no",
                                      "kari@",
                                      "kari@example.no\r\nBcc: thief@example.com",
                                      "kari@example.no\n",
                                      "kari@example.no,ola@example.no",
                                      "kari@example.no ola@example.no",
                                      "<kari@example.no>",
                                      "kari@example.no> SIZE=1",
                                      "kari@@example.no",
                                      "a@b@example.no",
                                      "\"kari\"@example.no",
                                      "kari\x7f@example.no",
                                      "kari\xff@example.no"};
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_int_equal(queue(&scene, bad[i], "key"), INVALID);
        assert_string_equal(scene.ctx.err.field, "email");
    }
    static const char *const subjects[] = {"a\r\nBcc: x@example.com", "a\nb", "a\tb", "a\x1b[31m"};
    for (size_t i = 0; i < sizeof(subjects) / sizeof(subjects[0]); i++) {
        struct mail mail = {
            .to = STR("a@b.no"), .subject = str_of(subjects[i]), .text = STR("x"), .key = STR("k")};
        assert_int_equal(db_write(&scene.ctx, queue_mail, &mail), INVALID);
        assert_string_equal(scene.ctx.err.field, "subject");
    }
    assert_int_equal(list(&scene).count, 0);
    end(&scene);
}

static void lengths_have_limits(void **state)
{
    (void)state;
    static struct scene scene;
    begin(&scene);
    char *many = arena_alloc(scene.ctx.mem, MAIL_TEXT_MAX + 1);
    memset(many, 'x', MAIL_TEXT_MAX + 1);
    struct mail mail = {.to = STR("a@b.no"),
                        .subject = {many, MAIL_SUBJECT_MAX},
                        .text = {many, MAIL_TEXT_MAX},
                        .key = STR("k")};
    assert_int_equal(db_write(&scene.ctx, queue_mail, &mail), OK);
    mail.subject.len++;
    assert_int_equal(db_write(&scene.ctx, queue_mail, &mail), INVALID);
    mail.subject.len--;
    mail.text.len++;
    assert_int_equal(db_write(&scene.ctx, queue_mail, &mail), TOO_LARGE);
    end(&scene);
}

/* ---- out ------------------------------------------------------------------------------------ */

static void a_waiting_mail_is_sent_once(void **state)
{
    (void)state;
    static struct scene scene;
    begin(&scene);
    assert_int_equal(queue(&scene, "kari@example.no", "a"), OK);
    assert_int_equal(queue(&scene, "ola@example.no", "b"), OK);
    run_after(&scene, 0);
    const struct mail_items items = list(&scene);
    assert_true(items.ptr[0].sent_ms == START_MS && items.ptr[1].sent_ms == START_MS);
    run_after(&scene, MS_PER_DAY);
    end(&scene);
    assert_int_equal(scene.server.count, 2);
    assert_int_equal(scene.server.connections, 1);
    assert_string_equal(scene.server.from[0], "post@example.no");
    assert_string_equal(scene.server.to[0], "kari@example.no");
    assert_string_equal(scene.server.to[1], "ola@example.no");
    assert_non_null(strstr(scene.server.text[0], "\r\nTo: <kari@example.no>\r\n"));
    assert_non_null(strstr(scene.server.text[0], "\r\n\r\nSGVpDQouDQpWZWxrb21tZW4NCg==\r\n"));
}

static void a_refused_receiver_is_given_up_and_the_next_mail_still_sent(void **state)
{
    (void)state;
    static struct scene scene;
    begin(&scene);
    scene.server.to_rcpt = "550 no such user";
    scene.server.only = "gone@example.no";
    assert_int_equal(queue(&scene, "gone@example.no", "a"), OK);
    assert_int_equal(queue(&scene, "kari@example.no", "b"), OK);
    run_after(&scene, 0);
    const struct mail_items items = list(&scene);
    assert_true(items.ptr[0].sent_ms == START_MS);
    assert_true(items.ptr[1].sent_ms == NO_I64 && items.ptr[1].failed_ms == START_MS);
    run_after(&scene, MS_PER_DAY);
    end(&scene);
    assert_int_equal(scene.server.count, 1);
}

static void a_refused_text_is_given_up(void **state)
{
    (void)state;
    static struct scene scene;
    begin(&scene);
    scene.server.to_text = "554 looks like spam";
    assert_int_equal(queue(&scene, "kari@example.no", "a"), OK);
    run_after(&scene, 0);
    assert_true(list(&scene).ptr[0].failed_ms == START_MS);
    end(&scene);
}

static void a_server_that_asks_for_patience_is_asked_again_after_1_2_4_minutes(void **state)
{
    (void)state;
    static struct scene scene;
    begin(&scene);
    scene.server.to_rcpt = "451 greylisted";
    assert_int_equal(queue(&scene, "kari@example.no", "a"), OK);
    run_after(&scene, 0);
    assert_int_equal(list(&scene).ptr[0].tries, 1);
    run_after(&scene, MS_PER_MINUTE - 1);
    assert_int_equal(list(&scene).ptr[0].tries, 1);
    run_after(&scene, MS_PER_MINUTE);
    assert_int_equal(list(&scene).ptr[0].tries, 2);
    scene.server.to_rcpt = NULL;
    run_after(&scene, MS_PER_MINUTE);
    assert_true(list(&scene).ptr[0].sent_ms == NO_I64);
    run_after(&scene, MS_PER_MINUTE);
    assert_true(list(&scene).ptr[0].sent_ms != NO_I64);
    end(&scene);
    assert_int_equal(scene.server.count, 1);
}

static void patience_ends_after_nine_tries(void **state)
{
    (void)state;
    static struct scene scene;
    begin(&scene);
    scene.server.to_rcpt = "451 later";
    assert_int_equal(queue(&scene, "kari@example.no", "a"), OK);
    for (int i = 0; i < 12; i++) {
        run_after(&scene, 12 * MS_PER_HOUR);
    }
    const struct mail_items items = list(&scene);
    assert_int_equal(items.ptr[0].tries, 9);
    assert_true(items.ptr[0].failed_ms != NO_I64);
    end(&scene);
}

static void a_server_out_of_reach_costs_no_mail_a_try(void **state)
{
    (void)state;
    static struct scene scene;
    begin(&scene);
    assert_int_equal(queue(&scene, "kari@example.no", "a"), OK);
    /* Port 1 is not served here. */
    configure("smtp://127.0.0.1:1");
    for (int i = 0; i < 12; i++) {
        run_after(&scene, 12 * MS_PER_HOUR);
    }
    assert_int_equal(list(&scene).ptr[0].tries, 0);
    configure(scene.url);
    run_after(&scene, MS_PER_MINUTE);
    assert_true(list(&scene).ptr[0].sent_ms != NO_I64);
    end(&scene);
}

static void a_server_that_does_not_accept_us_costs_no_mail_a_try(void **state)
{
    (void)state;
    static struct scene scene;
    static const char *const answers[] = {"553 sender not allowed", "530 sign in first",
                                          "421 closing"};
    begin(&scene);
    assert_int_equal(queue(&scene, "kari@example.no", "a"), OK);
    for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
        scene.server.to_mail = answers[i];
        run_after(&scene, MS_PER_HOUR);
        assert_int_equal(list(&scene).ptr[0].tries, 0);
        assert_true(list(&scene).ptr[0].failed_ms == NO_I64);
    }
    scene.server.to_mail = NULL;
    run_after(&scene, MS_PER_HOUR);
    assert_true(list(&scene).ptr[0].sent_ms != NO_I64);
    end(&scene);
}

static void a_conversation_cut_off_is_begun_again(void **state)
{
    (void)state;
    static struct scene scene;
    begin(&scene);
    scene.server.hang_up_in_text = true;
    assert_int_equal(queue(&scene, "kari@example.no", "a"), OK);
    run_after(&scene, 0);
    assert_true(list(&scene).ptr[0].sent_ms == NO_I64);
    scene.server.hang_up_in_text = false;
    run_after(&scene, MS_PER_HOUR);
    assert_true(list(&scene).ptr[0].sent_ms != NO_I64);
    end(&scene);
    assert_int_equal(scene.server.count, 1);
}

static void mail_leaves_this_machine_only_encrypted(void **state)
{
    (void)state;
    static struct scene scene;
    begin(&scene);
    char url[64];
    /* The same server by an address that is not called our own; it offers no STARTTLS. */
    snprintf(url, sizeof(url), "smtp://127.0.0.2:%d", scene.server.port);
    configure(url);
    assert_int_equal(queue(&scene, "kari@example.no", "a"), OK);
    run_after(&scene, 0);
    assert_true(list(&scene).ptr[0].sent_ms == NO_I64);
    end(&scene);
    assert_int_equal(scene.server.connections, 1);
    assert_int_equal(scene.server.count, 0);
}

static void without_settings_mail_waits(void **state)
{
    (void)state;
    static struct scene scene;
    begin(&scene);
    configure("");
    assert_int_equal(queue(&scene, "kari@example.no", "a"), OK);
    run_after(&scene, 40 * MS_PER_DAY);
    const struct mail_items items = list(&scene);
    assert_int_equal(items.ptr[0].tries, 0);
    assert_str(items.ptr[0].text, "Hei\n.\nVelkommen\n");
    end(&scene);
    assert_int_equal(scene.server.connections, 0);
}

static void a_link_needs_the_address_of_the_site(void **state)
{
    (void)state;
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    mail_configure((struct mail_settings){.public_url = STR("https://ombruk.example.no")});
    assert_str(mail_link(mem, STR("/c/asker/onsker")), "https://ombruk.example.no/c/asker/onsker");
    mail_configure((struct mail_settings){.smtp_url = STR("")});
    assert_str(mail_link(mem, STR("/c/asker/onsker")), "");
    arena_destroy(mem);
}

static void a_sent_mail_is_forgotten_after_thirty_days(void **state)
{
    (void)state;
    static struct scene scene;
    begin(&scene);
    assert_int_equal(queue(&scene, "kari@example.no", "a"), OK);
    run_after(&scene, 0);
    run_after(&scene, 30 * MS_PER_DAY);
    assert_str(list(&scene).ptr[0].to, "kari@example.no");
    run_after(&scene, MS_PER_DAY);
    const struct mail_items items = list(&scene);
    assert_int_equal(items.count, 1);
    assert_str(items.ptr[0].to, "");
    assert_str(items.ptr[0].subject, "");
    assert_str(items.ptr[0].text, "");
    /* The key still keeps it from being sent a second time. */
    assert_int_equal(queue(&scene, "kari@example.no", "a"), OK);
    assert_int_equal(list(&scene).count, 1);
    end(&scene);
}

int mail_mail_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mail_waits_in_the_outbox_once_for_its_key),
        cmocka_unit_test(what_could_begin_a_header_is_refused_at_the_door),
        cmocka_unit_test(lengths_have_limits),
        cmocka_unit_test(a_waiting_mail_is_sent_once),
        cmocka_unit_test(a_refused_receiver_is_given_up_and_the_next_mail_still_sent),
        cmocka_unit_test(a_refused_text_is_given_up),
        cmocka_unit_test(a_server_that_asks_for_patience_is_asked_again_after_1_2_4_minutes),
        cmocka_unit_test(patience_ends_after_nine_tries),
        cmocka_unit_test(a_server_out_of_reach_costs_no_mail_a_try),
        cmocka_unit_test(a_server_that_does_not_accept_us_costs_no_mail_a_try),
        cmocka_unit_test(a_conversation_cut_off_is_begun_again),
        cmocka_unit_test(mail_leaves_this_machine_only_encrypted),
        cmocka_unit_test(without_settings_mail_waits),
        cmocka_unit_test(a_link_needs_the_address_of_the_site),
        cmocka_unit_test(a_sent_mail_is_forgotten_after_thirty_days),
    };
    return TEST_DB_RUN("mail", tests);
}
