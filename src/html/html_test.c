/* SPDX-License-Identifier: EUPL-1.2 */
/* The runtime of templates: every place with hostile input, addresses, translations, truth. */
#include "html/html.h"

#include "i18n/i18n.h"
#include "test.h"

#include "base/banned.h"

int html_html_test(void);

struct page_under_test {
    struct arena *mem;
    struct strbuf buf;
    struct ctx ctx;
    struct html_out out;
};

static struct str token_of_test(void *arg)
{
    return str_of(arg);
}

static int setup(void **state)
{
    static struct page_under_test page;
    page = (struct page_under_test){.mem = arena_create(ARENA_DEFAULT_CAP)};
    strbuf_init(&page.buf, 1 << 20);
    page.ctx = (struct ctx){.mem = page.mem, .lang = LANG_EN};
    page.out = (struct html_out){.buf = &page.buf, .ctx = &page.ctx, .prefix = STR("/c/bruk/nn")};
    *state = &page;
    return 0;
}

static int teardown(void **state)
{
    struct page_under_test *page = *state;
    strbuf_finish(&page->buf);
    arena_destroy(page->mem);
    return 0;
}

/* What was written since the last call. */
static struct str written(struct page_under_test *page)
{
    const struct str text = strbuf_copy(&page->buf, page->mem);
    strbuf_clear(&page->buf);
    return text;
}

/* ---- escaping ---------------------------------------------------------------------------------
 */

static void test_text_cannot_become_markup(void **state)
{
    struct page_under_test *page = *state;
    html_text_str(&page->out, STR("<script>alert(1)</script> & \"x\" 'y' &amp; æøå"));
    assert_str(written(page),
               "&lt;script&gt;alert(1)&lt;/script&gt; &amp; \"x\" 'y' &amp;amp; æøå");
    html_text_cstr(&page->out, "</title><img src=x onerror=alert(1)>");
    assert_str(written(page), "&lt;/title&gt;&lt;img src=x onerror=alert(1)&gt;");
    html_text_str(&page->out, (struct str){0});
    html_text_cstr(&page->out, NULL);
    assert_str(written(page), "");
}

static void test_an_attribute_cannot_be_left(void **state)
{
    struct page_under_test *page = *state;
    html_attr_str(&page->out, STR("\" onmouseover=\"alert(1)"));
    assert_str(written(page), "&#34; onmouseover=&#34;alert(1)");
    html_attr_str(&page->out, STR("' autofocus onfocus='x' <>&"));
    assert_str(written(page), "&#39; autofocus onfocus=&#39;x&#39; &lt;&gt;&amp;");
    html_attr_i64(&page->out, INT64_MIN);
    assert_str(written(page), "-9223372036854775808");
}

/* Each of 256 bytes alone: only the ones with an entity change, in each place. */
static void test_every_byte_is_written_or_escaped(void **state)
{
    struct page_under_test *page = *state;
    for (int byte = 0; byte < 256; byte++) {
        const char c = (char)byte;
        html_text_str(&page->out, (struct str){&c, 1});
        const struct str text = written(page);
        assert_int_equal(text.len == 1, strchr("&<>", c) == NULL || c == '\0');
        html_attr_str(&page->out, (struct str){&c, 1});
        const struct str attribute = written(page);
        assert_int_equal(attribute.len == 1, strchr("&<>\"'", c) == NULL || c == '\0');
    }
}

static void test_json_cannot_leave_its_script(void **state)
{
    struct page_under_test *page = *state;
    html_jsonld(&page->out, STR("{\"name\":\"</script><script>alert(1)//&\xe2\x80\xa8\xe2\x80\xa9"
                                "\xe2\x82\xac\"}"));
    assert_str(written(page), "{\"name\":\"\\u003c/script\\u003e\\u003cscript\\u003ealert(1)//"
                              "\\u0026\\u2028\\u2029\xe2\x82\xac\"}");
    html_jsonld(&page->out, STR("\xe2\x80"));
    assert_str(written(page), "\xe2\x80");
}

static void test_values_of_a_translation_are_escaped_for_their_place(void **state)
{
    struct page_under_test *page = *state;
    const struct i18n_arg args[] = {{"name", STR("<b>\"O'Hara\"</b>")}};
    html_t(&page->out, HTML_IN_TEXT, "Hello {name} & {other}", args, 1);
    assert_str(written(page), "Hello &lt;b&gt;\"O'Hara\"&lt;/b&gt; &amp; {other}");
    html_t(&page->out, HTML_IN_ATTRIBUTE, "Hello {name}", args, 1);
    assert_str(written(page), "Hello &lt;b&gt;&#34;O&#39;Hara&#34;&lt;/b&gt;");
}

static void test_a_value_is_not_searched_for_names_again(void **state)
{
    struct page_under_test *page = *state;
    const struct i18n_arg args[] = {{"a", STR("{b}")}, {"b", STR("{a}")}};
    html_t(&page->out, HTML_IN_TEXT, "{a} {b} {", args, 2);
    assert_str(written(page), "{b} {a} {");
}

static void test_one_and_many_have_their_own_text(void **state)
{
    struct page_under_test *page = *state;
    const int64_t counts[] = {0, 1, 2, -1};
    const char *const expected[] = {"0 apples", "1 apple", "2 apples",
                                    ("\xe2\x88\x92"
                                     "1 apples")};
    for (size_t i = 0; i < 4; i++) {
        const struct i18n_arg args[] = {{"n", HTML_ARGUMENT(&page->ctx, counts[i])}};
        html_tn(&page->out, HTML_IN_TEXT, "1 apple", "{n} apples", counts[i], args, 1);
        assert_str(written(page), expected[i]);
    }
}

/* ---- addresses --------------------------------------------------------------------------------
 */

static struct str href(struct page_under_test *page, struct url url)
{
    html_url(&page->out, url);
    return written(page);
}

static struct str build(struct page_under_test *page, const char *pattern, struct str a,
                        struct str b)
{
    const struct str values[] = {a, b};
    return href(page, url_build(&page->ctx, pattern, values, 2));
}

static void test_a_pattern_is_filled_and_takes_the_prefix(void **state)
{
    struct page_under_test *page = *state;
    assert_str(href(page, url_build(&page->ctx, "/finn", NULL, 0)), "/c/bruk/nn/finn");
    assert_str(href(page, url_build(&page->ctx, "/finn?ny=1", NULL, 0)), "/c/bruk/nn/finn?ny=1");
    assert_str(build(page, "/ting/{}/hold?side={}", STR("7K2M"), STR("2")),
               "/c/bruk/nn/ting/7K2M/hold?side=2");
    assert_str(build(page, "/finn?a={}&x=1&b={}", STR("blå & grønn"), STR("1")),
               "/c/bruk/nn/finn?a=bl%C3%A5%20%26%20gr%C3%B8nn&amp;x=1&amp;b=1");
    assert_str(build(page, "/a/{}#t-{}", STR("1"), STR("2")), "/c/bruk/nn/a/1#t-2");
}

static void test_an_empty_parameter_is_left_out(void **state)
{
    struct page_under_test *page = *state;
    assert_str(build(page, "/finn?a={}&b={}", STR(""), STR("1")), "/c/bruk/nn/finn?b=1");
    assert_str(build(page, "/finn?a={}&b={}", STR(""), (struct str){0}), "/c/bruk/nn/finn");
}

static void test_a_value_cannot_leave_its_segment(void **state)
{
    struct page_under_test *page = *state;
    assert_str(build(page, "/a/{}/{}", STR("../../x"), STR("?q=1#f")),
               "/c/bruk/nn/a/..%2F..%2Fx/%3Fq%3D1%23f");
    assert_str(build(page, "/a/{}/{}", STR("\\evil\n\t\"'<"), STR("%2f")),
               "/c/bruk/nn/a/%5Cevil%0A%09%22%27%3C/%252f");
}

static void test_an_empty_path_value_gives_no_address(void **state)
{
    struct page_under_test *page = *state;
    page->out.prefix = STR("");
    assert_str(build(page, "/{}/{}", STR(""), STR("evil.example")), "");
    assert_str(build(page, "/{}/{}", STR("x"), (struct str){0}), "");
}

static void test_only_harmless_schemes_lead_outside(void **state)
{
    struct page_under_test *page = *state;
    static const char *const good[] = {"https://example.no/a?b=c", "HTTP://example.no",
                                       "mailto:post@example.no", "tel:+4722334455",
                                       "geo:59.4,10.4"};
    static const char *const bad[] = {
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "//evil.example",
        "https:\\\\evil.example",
        "https://evil.example/ x",
        "https://",
        "mailto:",
        "ftp://example.no",
        "",
        "/own",
        "https:/\tevil.example",
        "blob:https://x",
        "\x01javascript:alert(1)",
        "file:///etc/passwd",
    };
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        assert_str(href(page, url_external(&page->ctx, str_of(good[i]))), good[i]);
    }
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_str(href(page, url_external(&page->ctx, str_of(bad[i]))), "");
    }
}

static void test_a_form_never_posts_its_token_elsewhere(void **state)
{
    struct page_under_test *page = *state;
    html_url_own(&page->out, url_external(&page->ctx, STR("https://evil.example/")));
    assert_str(written(page), "");
    html_url_own(&page->out, url_build(&page->ctx, "/finn", NULL, 0));
    assert_str(written(page), "/c/bruk/nn/finn");
}

static void test_a_fixed_address_stays_on_our_own_site(void **state)
{
    struct page_under_test *page = *state;
    static const char *const bad[] = {
        "//evil.example", "/\\evil.example",     "/\t/evil.example", "", "x",
        "/a b",           "https://evil.example"};
    assert_str(href(page, url_fixed(&page->ctx, STR("/bilde/1?w=400&h=\"3\""))),
               "/bilde/1?w=400&amp;h=&#34;3&#34;");
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_str(href(page, url_fixed(&page->ctx, str_of(bad[i]))), "");
    }
}

/* A struct filled by hand instead of by the functions is checked once more when written. */
static void test_an_address_made_by_hand_writes_nothing_harmful(void **state)
{
    struct page_under_test *page = *state;
    assert_str(href(page, (struct url){.href = STR("javascript:alert(1)")}), "");
    assert_str(href(page, (struct url){.href = STR("javascript:alert(1)"), .fixed = true}), "");
    assert_str(href(page, (struct url){.href = STR("//evil.example"), .fixed = true}), "");
    assert_str(href(page, (struct url){0}), "");
}

static void test_an_address_over_the_limit_is_none(void **state)
{
    struct page_under_test *page = *state;
    char *long_text = arena_alloc(page->mem, 9000);
    memset(long_text, 'a', 8999);
    assert_str(build(page, "/a/{}/{}", str_of(long_text), STR("x")), "");
}

/* ---- icons, tokens, fragments -----------------------------------------------------------------
 */

static void test_an_icon_is_an_id_of_the_sprite_and_nothing_else(void **state)
{
    struct page_under_test *page = *state;
    html_icon(&page->out, STR("search-2"));
    const struct str icon = written(page);
    assert_true(str_starts_with(icon, STR("<svg class=\"ob-icon\" aria-hidden=\"true\"")));
    assert_true(str_ends_with(icon, STR("#search-2\"/></svg>")));
    static const char *const bad[] = {
        "", "x\"/><script>", "A", "a b", "../x", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        html_icon(&page->out, str_of(bad[i]));
        assert_str(written(page), "");
    }
}

static void test_a_form_gets_its_token(void **state)
{
    struct page_under_test *page = *state;
    char token[] = "abc\"123";
    page->out.form_token = token_of_test;
    page->out.form_token_arg = token;
    html_form_token(&page->out);
    assert_str(written(page), "<input type=\"hidden\" name=\"token\" value=\"abc&#34;123\">");
}

static void write_greeting(struct html_out *out, const void *arg)
{
    html_raw(out, "<b>", 3);
    html_text_cstr(out, arg);
    html_raw(out, "</b>", 4);
}

static void test_a_fragment_is_rendered_once_and_kept_as_markup(void **state)
{
    struct page_under_test *page = *state;
    const struct html html = html_render(&page->out, write_greeting, "a < b");
    assert_str(written(page), "");
    HTML_TEXT(&page->out, html);
    assert_str(written(page), "<b>a &lt; b</b>");
}

/* ---- truth ------------------------------------------------------------------------------------
 */

struct truths {
    struct str text;
    struct url url;
    struct html html;
    int64_t number;
    int small;
    size_t count;
    bool flag;
    enum status status;
    const struct ctx *pointer;
    struct {
        struct str *ptr;
        size_t count;
    } list;
    struct {
        struct str *ptr;
        size_t count;
        size_t capacity;
    } vec;
};

static void test_nothing_is_false_in_each_type(void **state)
{
    (void)state;
    const struct truths no = {0};
    const bool truths[] = {HTML_TRUE(no.text),   HTML_TRUE(no.url),    HTML_TRUE(no.html),
                           HTML_TRUE(no.number), HTML_TRUE(no.small),  HTML_TRUE(no.count),
                           HTML_TRUE(no.flag),   HTML_TRUE(no.status), HTML_TRUE(no.list),
                           HTML_TRUE(no.vec),    HTML_TRUE(no.pointer)};
    for (size_t i = 0; i < sizeof(truths) / sizeof(truths[0]); i++) {
        assert_false(truths[i]);
    }
}

static void test_something_is_true_in_each_type(void **state)
{
    struct truths yes = {.text = STR("x"),
                         .url = {STR("/"), false},
                         .html = {STR("<b>")},
                         .number = -1,
                         .small = 1,
                         .count = 1,
                         .flag = true,
                         .status = INTERNAL,
                         .pointer = (const struct ctx *)state,
                         .list = {NULL, 1},
                         .vec = {NULL, 2, 8}};
    const bool truths[] = {HTML_TRUE(yes.text),   HTML_TRUE(yes.url),    HTML_TRUE(yes.html),
                           HTML_TRUE(yes.number), HTML_TRUE(yes.small),  HTML_TRUE(yes.count),
                           HTML_TRUE(yes.flag),   HTML_TRUE(yes.status), HTML_TRUE(yes.list),
                           HTML_TRUE(yes.vec),    HTML_TRUE(yes.pointer)};
    for (size_t i = 0; i < sizeof(truths) / sizeof(truths[0]); i++) {
        assert_true(truths[i]);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int html_html_test(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_text_cannot_become_markup),
        TEST(test_an_attribute_cannot_be_left),
        TEST(test_every_byte_is_written_or_escaped),
        TEST(test_json_cannot_leave_its_script),
        TEST(test_values_of_a_translation_are_escaped_for_their_place),
        TEST(test_a_value_is_not_searched_for_names_again),
        TEST(test_one_and_many_have_their_own_text),
        TEST(test_a_pattern_is_filled_and_takes_the_prefix),
        TEST(test_an_empty_parameter_is_left_out),
        TEST(test_a_value_cannot_leave_its_segment),
        TEST(test_an_empty_path_value_gives_no_address),
        TEST(test_only_harmless_schemes_lead_outside),
        TEST(test_a_form_never_posts_its_token_elsewhere),
        TEST(test_a_fixed_address_stays_on_our_own_site),
        TEST(test_an_address_made_by_hand_writes_nothing_harmful),
        TEST(test_an_address_over_the_limit_is_none),
        TEST(test_an_icon_is_an_id_of_the_sprite_and_nothing_else),
        TEST(test_a_form_gets_its_token),
        TEST(test_a_fragment_is_rendered_once_and_kept_as_markup),
        TEST(test_nothing_is_false_in_each_type),
        TEST(test_something_is_true_in_each_type),
    };
    return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
