/* SPDX-License-Identifier: EUPL-1.2 */
/* The fields of the pages of the centre. */
#include "centre/centre_forms.h"

#include "base/units.h"
#include "centre/centre_map.h"

#include "base/banned.h"

#define WEEKDAY(number, label_)                                                                    \
    {.name = "opens" #number,                                                                      \
     .type = FIELD_TEXT,                                                                           \
     .offset = offsetof(struct week_input, opens[(number)-1]),                                     \
     .max = 5,                                                                                     \
     .label = (label_)},                                                                           \
    {                                                                                              \
        .name = "closes" #number, .type = FIELD_TEXT,                                              \
        .offset = offsetof(struct week_input, closes[(number)-1]), .max = 5, .label = (label_)     \
    }

static const struct field week_fields[] = {
    WEEKDAY(1, N_("Monday")),   WEEKDAY(2, N_("Tuesday")), WEEKDAY(3, N_("Wednesday")),
    WEEKDAY(4, N_("Thursday")), WEEKDAY(5, N_("Friday")),  WEEKDAY(6, N_("Saturday")),
    WEEKDAY(7, N_("Sunday")),
};
const struct form centre_week_form = FORM("week", week_fields, struct week_input);

const char *centre_forms_opens(int weekday)
{
    return week_fields[(size_t)2 * (size_t)weekday].name;
}

const char *centre_forms_closes(int weekday)
{
    return week_fields[(size_t)2 * (size_t)weekday + 1].name;
}

static const struct field exception_fields[] = {
    {.name = "day",
     .type = FIELD_DAY,
     .offset = offsetof(struct exception_input, day),
     .required = true,
     .label = N_("Day")},
    {.name = "opens",
     .type = FIELD_TEXT,
     .offset = offsetof(struct exception_input, opens),
     .max = 5,
     .label = N_("Opens"),
     .hint = N_("Empty when it is closed all day")},
    {.name = "closes",
     .type = FIELD_TEXT,
     .offset = offsetof(struct exception_input, closes),
     .max = 5,
     .label = N_("Closes")},
    {.name = "reason_nb",
     .type = FIELD_TEXT,
     .offset = offsetof(struct exception_input, reason_nb),
     .max = 80,
     .label = N_("Why, in bokmål")},
    {.name = "reason_nn",
     .type = FIELD_TEXT,
     .offset = offsetof(struct exception_input, reason_nn),
     .max = 80,
     .label = N_("Why, in nynorsk")},
    {.name = "reason_en",
     .type = FIELD_TEXT,
     .offset = offsetof(struct exception_input, reason_en),
     .max = 80,
     .label = N_("Why, in English")},
};
const struct form centre_exception_form =
    FORM("exception", exception_fields, struct exception_input);

static const struct field exception_remove_fields[] = {
    {.name = "id",
     .type = FIELD_ID,
     .offset = offsetof(struct exception_remove_input, id),
     .required = true,
     .label = N_("Day")},
};
const struct form centre_exception_remove_form =
    FORM("exception-remove", exception_remove_fields, struct exception_remove_input);

#define EVE(number, label_)                                                                        \
    {                                                                                              \
        .name = "eve" #number, .type = FIELD_TEXT,                                                 \
        .offset = offsetof(struct eves_input, closes[(number)-1]), .max = 5, .label = (label_)     \
    }

static const struct field eves_fields[] = {
    EVE(1, N_("Easter Eve")),
    EVE(2, N_("Whitsun Eve")),
    EVE(3, N_("Christmas Eve")),
    EVE(4, N_("New Year's Eve")),
};
const struct form centre_eves_form = FORM("eves", eves_fields, struct eves_input);

static const struct field texts_fields[] = {
    {.name = "name",
     .type = FIELD_TEXT,
     .offset = offsetof(struct texts_input, name),
     .max = 80,
     .required = true,
     .label = N_("Name of the centre")},
    {.name = "address",
     .type = FIELD_TEXT,
     .offset = offsetof(struct texts_input, address),
     .max = 120,
     .label = N_("Address"),
     .hint = N_("In one line: Industriveien 4, Fjordvik")},
    {.name = "getting_here",
     .type = FIELD_LINES,
     .offset = offsetof(struct texts_input, getting_here),
     .max = 2000,
     .label = N_("Getting here"),
     .hint = N_("Bus, bicycle, car, pram and wheelchair. An empty line begins a new paragraph.")},
    {.name = "map",
     .type = FIELD_LINES,
     .offset = offsetof(struct texts_input, map),
     .max = MAP_TEXT_MAX,
     .label = N_("Map"),
     .hint = N_("A line for each thing: what it is, metres east and north of the entrance, and "
                "after a colon its name. West and south get a minus: bus -60 -25: Main street. "
                "Empty: no map.")},
    {.name = "stop_id",
     .type = FIELD_TEXT,
     .offset = offsetof(struct texts_input, stop_id),
     .max = 40,
     .label = N_("Nearest stop"),
     .hint = N_("Its number in the national stop register: NSR:StopPlace:59872, or the digits. "
                "Visitors get a link to the journey planner. Empty: no link.")},
    {.name = "position",
     .type = FIELD_TEXT,
     .offset = offsetof(struct texts_input, position),
     .max = 40,
     .label = N_("Position of the entrance"),
     .hint =
         N_("Latitude and longitude: 59.78290, 10.49050. For directions on foot, by bicycle and "
            "by car. Empty: none.")},
    {.name = "email",
     .type = FIELD_EMAIL,
     .offset = offsetof(struct texts_input, email),
     .label = N_("E-mail for visitors")},
    {.name = "phone",
     .type = FIELD_PHONE,
     .offset = offsetof(struct texts_input, phone),
     .label = N_("Phone for visitors")},
};
const struct form centre_texts_form = FORM("texts", texts_fields, struct texts_input);

bool centre_forms_minute(struct str typed, int *ret_minute)
{
    return minute_parse(typed, ret_minute);
}

struct str centre_forms_minute_text(struct arena *arena, int minute)
{
    if (minute % 60 == 0) {
        return str_format(arena, "%d", minute / 60);
    }
    return str_format(arena, "%d.%02d", minute / 60, minute % 60);
}
