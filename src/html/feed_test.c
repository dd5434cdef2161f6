/* SPDX-License-Identifier: EUPL-1.2 */
/* The feed is well-formed, has what RFC 4287 requires, and carries any text. */
#include "html/feed.h"

#include <libxml/parser.h>

#include "base/arena.h"
#include "test.h"

int html_feed_test(void);

static struct ctx ctx;
static struct strbuf out;

static int set_up(void **state)
{
    (void)state;
    ctx = (struct ctx){.mem = arena_create(ARENA_DEFAULT_CAP)};
    strbuf_init(&out, 100000);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    strbuf_finish(&out);
    arena_destroy(ctx.mem);
    return 0;
}

static struct feed_entry entry_of(const char *id, const char *title, int64_t at_ms)
{
    return (struct feed_entry){.id = str_of(id),
                               .title = str_of(title),
                               .summary = STR("Ferdig"),
                               .url = STR("https://ombruk.example.no/fordeling/9?a=1&b=2"),
                               .updated_ms = at_ms};
}

static struct feed feed_of(struct feed_entry *entries, size_t count)
{
    struct feed feed = {.id = STR("tag:example.no,2026:fordeling"),
                        .title = STR("Fordeling"),
                        .author = STR("Sentret"),
                        .lang = STR("nb"),
                        .self = STR("https://ombruk.example.no/fordeling/feed.atom"),
                        .url = STR("https://ombruk.example.no/fordeling"),
                        .empty_ms = 0};
    feed.entries.ptr = entries;
    feed.entries.count = count;
    return feed;
}

static xmlDocPtr parse(void)
{
    xmlDocPtr document = xmlReadMemory(out.ptr, (int)out.len, "feed", NULL,
                                       XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (document == NULL) {
        fail_msg("not well-formed: %s", out.ptr);
    }
    return document;
}

/* How many children of that name; the text of the first in `*ret_text`. */
static int children(xmlNodePtr parent, const char *name, struct str *ret_text)
{
    int count = 0;
    for (xmlNodePtr node = parent->children; node != NULL; node = node->next) {
        if (node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0) {
            assert_string_equal((const char *)node->ns->href, "http://www.w3.org/2005/Atom");
            xmlChar *text = xmlNodeGetContent(node);
            if (count++ == 0 && ret_text != NULL) {
                *ret_text = str_copy(ctx.mem, str_of((const char *)text));
            }
            xmlFree(text);
        }
    }
    return count;
}

static void test_required_elements_are_there_once(void **state)
{
    struct feed_entry entries[] = {entry_of("tag:a", "Uke 51", 86400000),
                                   entry_of("tag:b", "Uke 50", 0)};
    const struct feed feed = feed_of(entries, 2);
    struct str text = {0};
    (void)state;
    assert_int_equal(feed_write(&ctx, &feed, &out), OK);
    xmlDocPtr document = parse();
    xmlNodePtr root = xmlDocGetRootElement(document);
    assert_string_equal((const char *)root->name, "feed");
    assert_int_equal(children(root, "id", NULL), 1);
    assert_int_equal(children(root, "title", NULL), 1);
    assert_int_equal(children(root, "author", NULL), 1);
    assert_int_equal(children(root, "link", NULL), 2);
    assert_int_equal(children(root, "updated", &text), 1);
    assert_str(text, "1970-01-02T00:00:00Z");
    assert_int_equal(children(root, "entry", NULL), 2);
    for (xmlNodePtr node = root->children; node != NULL; node = node->next) {
        if (node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, "entry") == 0) {
            assert_int_equal(children(node, "id", NULL), 1);
            assert_int_equal(children(node, "title", NULL), 1);
            assert_int_equal(children(node, "updated", NULL), 1);
            assert_int_equal(children(node, "link", NULL), 1);
            assert_int_equal(children(node, "summary", NULL), 1);
        }
    }
    xmlFreeDoc(document);
}

static void test_any_text_is_carried(void **state)
{
    struct feed_entry entries[] = {entry_of("tag:a", "<b> & \"æøå\" \x01 end", 5)};
    const struct feed feed = feed_of(entries, 1);
    struct str text = {0};
    (void)state;
    assert_int_equal(feed_write(&ctx, &feed, &out), OK);
    xmlDocPtr document = parse();
    xmlNodePtr entry = xmlDocGetRootElement(document)->last;
    while (entry->type != XML_ELEMENT_NODE) {
        entry = entry->prev;
    }
    assert_int_equal(children(entry, "title", &text), 1);
    assert_str(text, "<b> & \"æøå\" \xEF\xBF\xBD end");
    xmlFreeDoc(document);
}

static void test_an_empty_feed_says_when_it_was_made(void **state)
{
    struct feed feed = feed_of(NULL, 0);
    struct str text = {0};
    (void)state;
    feed.empty_ms = INT64_C(1797498300000);
    assert_int_equal(feed_write(&ctx, &feed, &out), OK);
    xmlDocPtr document = parse();
    assert_int_equal(children(xmlDocGetRootElement(document), "updated", &text), 1);
    assert_str(text, "2026-12-17T09:05:00Z");
    xmlFreeDoc(document);
}

static void test_what_does_not_fit_is_told(void **state)
{
    struct strbuf tiny;
    struct feed feed = feed_of(NULL, 0);
    (void)state;
    strbuf_init(&tiny, 50);
    assert_int_equal(feed_write(&ctx, &feed, &tiny), TOO_LARGE);
    strbuf_finish(&tiny);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int html_feed_test(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_required_elements_are_there_once),
        TEST(test_any_text_is_carried),
        TEST(test_an_empty_feed_says_when_it_was_made),
        TEST(test_what_does_not_fit_is_told),
    };
    return cmocka_run_group_tests_name("feed", tests, NULL, NULL);
}
