/* SPDX-License-Identifier: EUPL-1.2 */
/* The page checker sees what it should see. */
#include "html_check.h"

#include "test.h"

int http_html_check_test(void);

#define PAGE(head, body)                                                                           \
    "<!doctype html><html lang=\"nb\"><head><title>T</title>" head                                 \
    "</head><body><main id=\"main\"><h1>H</h1>" body "</main></body></html>"

static const char *check(struct arena *mem, const char *page)
{
    return html_check(mem, str_of(page), NULL);
}

static void test_a_sound_page_passes(void **state)
{
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    (void)state;
    static const char *const sound[] = {
        PAGE("", ""),
        PAGE("<meta charset=\"utf-8\">", "<p>Ny &amp; fin<br>ting</p>"),
        PAGE("<script type=\"module\" src=\"/a/app.js\"></script>", ""),
        PAGE("<script type=\"application/ld+json\">{\"a\":\"<\"}</script>", ""),
        PAGE("", "<label for=\"x\">X</label><input id=\"x\" name=\"x\">"),
        PAGE("", "<label>X <input name=\"x\"></label>"),
        PAGE("", "<a href=\"/finn?a=1&amp;b=2\"><svg class=\"i\"><use "
                 "href=\"/a/i.svg#x\"/></svg>Finn</a>"),
        PAGE("", "<button aria-label=\"Lukk\"></button>"),
        PAGE("", "<h2>A</h2><h3>B</h3><h2>C</h2>"),
        PAGE("", "<ul><li>a</li></ul><dl><div><dt>a</dt><dd>b</dd></div></dl>"),
        PAGE("", "<img src=\"/bilde/x.webp\" alt=\"\">"),
        PAGE("", "<a href=\"https://entur.no/\">Reise</a>"),
    };
    for (size_t i = 0; i < sizeof(sound) / sizeof(sound[0]); i++) {
        const char *found = check(mem, sound[i]);
        if (found != NULL) {
            fail_msg("%s: %s", sound[i], found);
        }
    }
    arena_destroy(mem);
}

static void test_each_fault_is_noticed(void **state)
{
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    (void)state;
    static const char *const faulty[] = {
        "<html lang=\"nb\"></html>",
        "<!doctype "
        "html><html><head><title>T</title></head><body><main><h1>H</h1></main></body></html>",
        PAGE("<title>Two</title>", ""),
        PAGE("", "<h1>Two</h1>"),
        PAGE("", "<h3>Skips</h3>"),
        PAGE("", "<div><p>open</div>"),
        PAGE("", "<blink>x</blink>"),
        PAGE("", "<p style=\"color:red\">x</p>"),
        PAGE("", "<p onclick=\"x()\">x</p>"),
        PAGE("<script>x()</script>", ""),
        PAGE("<script src=\"https://cdn.test/x.js\"></script>", ""),
        PAGE("<link rel=\"stylesheet\" href=\"//cdn.test/x.css\">", ""),
        PAGE("", "<img src=\"https://cdn.test/x.png\" alt=\"\">"),
        PAGE("", "<img src=\"/x.png\">"),
        PAGE("", "<form method=\"post\" action=\"https://evil.test/\"></form>"),
        PAGE("", "<p id=\"a\">x</p><p id=\"a\">y</p>"),
        PAGE("", "<p class=\"a\" class=\"b\">x</p>"),
        PAGE("", "<p class=a>x</p>"),
        PAGE("", "<a href=\"/x\"></a>"),
        PAGE("", "<button></button>"),
        PAGE("", "<a href=\"/x\">a<a href=\"/y\">b</a></a>"),
        PAGE("", "<a href=\"/x\"><button>b</button></a>"),
        PAGE("", "<p><div>x</div></p>"),
        PAGE("", "<li>x</li>"),
        PAGE("", "<input name=\"x\">"),
        PAGE("", "<label for=\"y\">Y</label>"),
        PAGE("", "<input id=\"x\" name=\"x\">"),
        PAGE("", "<p aria-describedby=\"gone\">x</p>"),
        PAGE("", "<a href=\"#gone\">x</a>"),
        PAGE("", "<p>a & b</p>"),
        PAGE("", "<p title=\"a & b\">x</p>"),
        PAGE("", "<div/>"),
    };
    for (size_t i = 0; i < sizeof(faulty) / sizeof(faulty[0]); i++) {
        if (check(mem, faulty[i]) == NULL) {
            fail_msg("not noticed: %s", faulty[i]);
        }
    }
    arena_destroy(mem);
}

static void test_the_links_of_a_page_are_told(void **state)
{
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    struct html_links links = {0};
    (void)state;
    const char *page = PAGE("", "<a href=\"/finn?a=1&amp;b=2\">x</a>"
                                "<form method=\"post\" action=\"/hold\"><button>Y</button></form>");
    assert_null(html_check(mem, str_of(page), &links));
    assert_int_equal(links.count, 2);
    assert_str(links.ptr[0].address, "/finn?a=1&b=2");
    assert_false(links.ptr[0].post);
    assert_str(links.ptr[1].address, "/hold");
    assert_true(links.ptr[1].post);
    arena_destroy(mem);
}

int http_html_check_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_sound_page_passes),
        cmocka_unit_test(test_each_fault_is_noticed),
        cmocka_unit_test(test_the_links_of_a_page_are_told),
    };
    return cmocka_run_group_tests_name("html_check", tests, NULL, NULL);
}
