/* SPDX-License-Identifier: EUPL-1.2 */
/* Tests of mails as bytes on the wire. */
#include "base/arena.h"
#include "base/strbuf.h"
#include "mail/mail.h"
#include "test.h"

#include "base/banned.h"

int mail_message_test(void);

#define DATE_MS INT64_C(1795414542000) /* 2026-11-23T06:15:42Z */

static const struct str from = STR_INIT("Ombrukssenteret <post@example.no>");

static int setup(void **state)
{
    struct arena *arena = arena_create(ARENA_DEFAULT_CAP);
    struct ctx *ctx = ARENA_NEW(arena, struct ctx);
    ctx->mem = arena;
    *state = ctx;
    return 0;
}

static int teardown(void **state)
{
    struct ctx *ctx = *state;
    arena_destroy(ctx->mem);
    return 0;
}

static struct str message(struct ctx *ctx, struct str to, struct str subject, struct str text)
{
    const struct mail mail = {.to = to, .subject = subject, .text = text};
    return mail_message(ctx, &mail, from, DATE_MS, STR("1.2@example.no"));
}

static int digit_value(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *found = c == '\0' ? NULL : strchr(digits, c);
    return found == NULL ? -1 : (int)(found - digits);
}

static void decode(struct strbuf *out, struct str base64)
{
    unsigned bits = 0;
    int have = 0;
    for (size_t i = 0; i < base64.len; i++) {
        const int value = digit_value(base64.ptr[i]);
        if (value >= 0) {
            bits = (bits << 6 | (unsigned)value) & 0xffffffu;
            have += 6;
            if (have >= 8) {
                have -= 8;
                strbuf_byte(out, (char)(bits >> have & 0xff));
            }
        }
    }
}

/* The value of `name: …`, folded lines joined, words decoded. */
static struct str header(struct ctx *ctx, struct str message_text, const char *name)
{
    const struct str start = str_format(ctx->mem, "%s: ", name);
    struct strbuf out;
    strbuf_init(&out, 65536);
    bool inside = false;
    struct str rest = message_text;
    struct str line;
    while (str_split(&rest, '\n', &line) && line.len > 1) {
        line = str_slice(line, 0, line.len - 1); /* CR */
        inside = str_starts_with(line, start) || (inside && line.ptr[0] == ' ');
        if (!inside) {
            continue;
        }
        struct str value =
            str_starts_with(line, start) ? str_slice(line, start.len, line.len) : str_trim(line);
        if (str_starts_with(value, STR("=?UTF-8?B?"))) {
            assert_true(value.len <= 75 && str_ends_with(value, STR("?=")));
            struct strbuf word;
            strbuf_init(&word, 128);
            decode(&word, str_slice(value, 10, value.len - 2));
            /* RFC 2047 section 5: a word holds whole characters. */
            assert_true(str_is_utf8(strbuf_view(&word)));
            strbuf_str(&out, strbuf_view(&word));
            strbuf_finish(&word);
        } else {
            strbuf_str(&out, value);
        }
    }
    const struct str copy = strbuf_copy(&out, ctx->mem);
    strbuf_finish(&out);
    return copy;
}

static struct str body(struct ctx *ctx, struct str message_text)
{
    const ptrdiff_t end = str_find(message_text, STR("\r\n\r\n"));
    assert_true(end > 0);
    struct strbuf out;
    strbuf_init(&out, 1024 * 1024);
    decode(&out, str_slice(message_text, (size_t)end + 4, message_text.len));
    const struct str copy = strbuf_copy(&out, ctx->mem);
    strbuf_finish(&out);
    return copy;
}

/* Every line ends in CRLF, is short and is ASCII. */
static void assert_wire(struct str message_text)
{
    size_t length = 0;
    for (size_t i = 0; i < message_text.len; i++) {
        const char c = message_text.ptr[i];
        assert_true((unsigned char)c < 0x80);
        if (c == '\n') {
            assert_true(i > 0 && message_text.ptr[i - 1] == '\r');
            assert_true(length <= 77); /* 76 and CR */
            length = 0;
        } else {
            assert_true(c != '\r' || message_text.ptr[i + 1] == '\n');
            length++;
        }
    }
    assert_int_equal(length, 0);
}

static void a_plain_mail_is_exactly_this(void **state)
{
    struct ctx *ctx = *state;
    assert_str(message(ctx, STR("kari@example.no"), STR("Your hold"), STR("Hello\nWelcome\n")),
               "Date: Mon, 23 Nov 2026 06:15:42 +0000\r\n"
               "From: =?UTF-8?B?T21icnVrc3NlbnRlcmV0?=\r\n"
               " <post@example.no>\r\n"
               "To: <kari@example.no>\r\n"
               "Subject: Your hold\r\n"
               "Message-ID: <1.2@example.no>\r\n"
               "Auto-Submitted: auto-generated\r\n"
               "MIME-Version: 1.0\r\n"
               "Content-Type: text/plain; charset=utf-8\r\n"
               "Content-Transfer-Encoding: base64\r\n"
               "\r\n"
               "SGVsbG8NCldlbGNvbWUNCg==\r\n");
}

static void a_long_norwegian_subject_comes_back_whole(void **state)
{
    struct ctx *ctx = *state;
    for (size_t pad = 0; pad < 4; pad++) {
        const struct str subject =
            str_format(ctx->mem,
                       "%.*sBlåbærsyltetøy på Grünerløkka – æøå ÆØÅ "
                       "🧸🧸🧸🧸🧸🧸🧸🧸🧸🧸🧸🧸🧸🧸🧸 slutt",
                       (int)pad, "xxx");
        const struct str mail = message(ctx, STR("a@b.no"), subject, STR("x"));
        assert_wire(mail);
        assert_str(header(ctx, mail, "Subject"), subject.ptr);
    }
}

static void a_subject_that_looks_encoded_is_encoded(void **state)
{
    struct ctx *ctx = *state;
    const struct str mail = message(ctx, STR("a@b.no"), STR("=?UTF-8?B?eA==?="), STR("x"));
    assert_str(header(ctx, mail, "Subject"), "=?UTF-8?B?eA==?=");
}

static void a_long_text_comes_back_whole_in_short_lines(void **state)
{
    struct ctx *ctx = *state;
    struct strbuf text;
    struct strbuf wire;
    strbuf_init(&text, 65536);
    strbuf_init(&wire, 65536);
    for (int i = 0; i < 300; i++) {
        strbuf_format(&text, "Linje %d: blåbær\n.\n", i);
        strbuf_format(&wire, "Linje %d: blåbær\r\n.\r\n", i);
    }
    const struct str mail = message(ctx, STR("a@b.no"), STR("s"), strbuf_view(&text));
    assert_wire(mail);
    assert_true(str_equal(body(ctx, mail), strbuf_view(&wire)));
    strbuf_finish(&text);
    strbuf_finish(&wire);
}

static void nothing_in_a_field_can_begin_a_header(void **state)
{
    struct ctx *ctx = *state;
    const struct str bad = STR("x\r\nBcc: thief@example.com\r\n\r\ntext\n.\r\n");
    const struct mail mail = {.to = bad, .subject = bad, .text = bad};
    const struct str made = mail_message(ctx, &mail, bad, DATE_MS, bad);
    assert_int_equal(str_find(made, STR("\r\nBcc:")), -1);
    assert_int_equal(str_find(made, STR("\n.\r\n")), -1);
    const ptrdiff_t end = str_find(made, STR("\r\n\r\n"));
    assert_true(str_find(made, STR("Content-Transfer-Encoding")) < end);
}

static void the_sender_may_be_written_in_three_ways(void **state)
{
    struct ctx *ctx = *state;
    const struct mail mail = {.to = STR("a@b.no"), .subject = STR("s"), .text = STR("")};
    const char *const ways[][2] = {
        {"post@example.no", "<post@example.no>"},
        {"\"Senteret\" <post@example.no>", "Senteret<post@example.no>"},
        {"Ombruk på Årnes <post@example.no>", "Ombruk på Årnes<post@example.no>"},
    };
    for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
        const struct str made =
            mail_message(ctx, &mail, str_of(ways[i][0]), DATE_MS, STR("1@b.no"));
        assert_wire(made);
        assert_str(header(ctx, made, "From"), ways[i][1]);
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static void where_it_is_unsubscribed_stands_in_a_header(void **state)
{
    struct ctx *ctx = *state;
    struct mail mail = {.to = STR("ella@example.no"),
                        .subject = STR("Ski"),
                        .text = STR("Ski"),
                        .unsubscribe = STR("https://ombruk.example.no/varsel/1")};
    struct str made = mail_message(ctx, &mail, from, DATE_MS, STR("1@b.no"));
    assert_true(str_find(made, STR("\r\nList-Unsubscribe: "
                                   "<https://ombruk.example.no/varsel/1>\r\n"
                                   "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n")) > 0);
    /* Which the standard has for https alone. */
    mail.unsubscribe = STR("http://127.0.0.1/varsel/1");
    made = mail_message(ctx, &mail, from, DATE_MS, STR("1@b.no"));
    assert_true(str_find(made, STR("List-Unsubscribe: ")) > 0);
    assert_true(str_find(made, STR("List-Unsubscribe-Post")) < 0);
    /* An address that would begin a header of its own does not. */
    mail.unsubscribe = STR("https://x.no/>\r\nBcc: all@x.no");
    made = mail_message(ctx, &mail, from, DATE_MS, STR("1@b.no"));
    assert_true(str_find(made, STR("\r\nBcc")) < 0);
    mail.unsubscribe = STR("");
    made = mail_message(ctx, &mail, from, DATE_MS, STR("1@b.no"));
    assert_true(str_find(made, STR("List-Unsubscribe")) < 0);
}

static void one_mailbox_is_one_however_it_is_written(void **state)
{
    struct ctx *ctx = *state;
    static const char *const same[][2] = {
        {"Ella@Example.no", "ella@example.no"},
        {" ella+ski@example.no ", "ella@example.no"},
        {"e.l.la+x@googlemail.com", "ella@gmail.com"},
        {"e.lla@example.no", "e.lla@example.no"},
        {"+4790000000", "+4790000000"},
        {"+x@example.no", "+x@example.no"},
    };
    for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
        assert_str(mail_box(ctx->mem, str_of(same[i][0])), same[i][1]);
    }
}

int mail_message_test(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_plain_mail_is_exactly_this),
        TEST(a_long_norwegian_subject_comes_back_whole),
        TEST(a_subject_that_looks_encoded_is_encoded),
        TEST(a_long_text_comes_back_whole_in_short_lines),
        TEST(nothing_in_a_field_can_begin_a_header),
        TEST(the_sender_may_be_written_in_three_ways),
        TEST(where_it_is_unsubscribed_stands_in_a_header),
        TEST(one_mailbox_is_one_however_it_is_written),
    };
    return cmocka_run_group_tests_name("mail_message", tests, NULL, NULL);
}
