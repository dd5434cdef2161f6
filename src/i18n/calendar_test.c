/* SPDX-License-Identifier: EUPL-1.2 */
/* What is written as text/calendar, read back by libical. */
#include <libical/ical.h>

#include "base/vec.h"
#include "i18n/calendar.h"
#include "test.h"

int i18n_calendar_test(void);

/* 16 December 2026, 09:30 UTC. */
#define STARTS_MS INT64_C(1797413400000)

static struct ctx begin(void)
{
    return (struct ctx){.mem = arena_create(1024 * 1024), .now_ms = STARTS_MS - 1000};
}

static struct calendar_event event(void)
{
    return (struct calendar_event){
        .uid = STR("pick-up-1@ombruk"),
        .starts_ms = STARTS_MS,
        .ends_ms = STARTS_MS + INT64_C(7200000),
        .summary = STR("Hent 3 partier på Skogheim; ta med henger, nøkkel\nog \\ tau"),
        .location = STR("Skogheim"),
        .description = STR("")};
}

static void test_an_event_is_read_back_as_it_was_written(void **state)
{
    struct ctx ctx = begin();
    struct calendar_events events = {0};
    (void)state;
    vec_push(ctx.mem, &events, event());
    const struct str text = calendar_text(&ctx, STR("Henting"), &events);
    icalcomponent *calendar = icalparser_parse_string(text.ptr);
    assert_non_null(calendar);
    assert_int_equal(icalcomponent_count_errors(calendar), 0);
    icalcomponent *read = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
    assert_non_null(read);
    assert_string_equal(icalcomponent_get_uid(read), "pick-up-1@ombruk");
    assert_string_equal(icalcomponent_get_summary(read), event().summary.ptr);
    assert_string_equal(icalcomponent_get_location(read), "Skogheim");
    assert_null(icalcomponent_get_description(read));
    assert_int_equal(icaltime_as_timet(icalcomponent_get_dtstart(read)), STARTS_MS / 1000);
    assert_int_equal(icaltime_as_timet(icalcomponent_get_dtend(read)), STARTS_MS / 1000 + 7200);
    assert_true(icaltime_is_utc(icalcomponent_get_dtstart(read)));
    icalcomponent_free(calendar);
    arena_destroy(ctx.mem);
}

static void test_lines_end_with_crlf_and_are_folded_at_75_bytes(void **state)
{
    struct ctx ctx = begin();
    struct calendar_events events = {0};
    struct calendar_event long_one = event();
    struct str rest;
    struct str line;
    (void)state;
    long_one.summary = STR("Øyvind henter åtte store esker med barneklær, æbler og annet tøy før "
                           "stasjonen på Skogheim stenger for dagen i ettermiddag");
    vec_push(ctx.mem, &events, long_one);
    rest = calendar_text(&ctx, STR("Henting"), &events);
    assert_true(str_ends_with(rest, STR("END:VCALENDAR\r\n")));
    while (str_split(&rest, '\n', &line)) {
        assert_true(line.len == 0 || line.ptr[line.len - 1] == '\r');
        assert_true(line.len <= 76);
    }
    arena_destroy(ctx.mem);
}

static void test_a_calendar_without_events_can_be_read(void **state)
{
    struct ctx ctx = begin();
    const struct calendar_events none = {0};
    (void)state;
    icalcomponent *calendar =
        icalparser_parse_string(calendar_text(&ctx, STR("Henting"), &none).ptr);
    assert_non_null(calendar);
    assert_int_equal(icalcomponent_isa(calendar), ICAL_VCALENDAR_COMPONENT);
    assert_int_equal(icalcomponent_count_components(calendar, ICAL_VEVENT_COMPONENT), 0);
    icalcomponent_free(calendar);
    arena_destroy(ctx.mem);
}

int i18n_calendar_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_event_is_read_back_as_it_was_written),
        cmocka_unit_test(test_lines_end_with_crlf_and_are_folded_at_75_bytes),
        cmocka_unit_test(test_a_calendar_without_events_can_be_read),
    };
    return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
