/* SPDX-License-Identifier: EUPL-1.2 */
/* The fields of wishes. */
#include "allocation/allocation_wish_forms.h"

#include "allocation/allocation.h"

#include "base/banned.h"

static const struct field wish_fields[] = {
    {.name = "stars",
     .type = FIELD_I64,
     .offset = offsetof(struct wish_input, stars),
     .min = 0,
     .max = ALLOCATION_STARS_MAX,
     .required = true,
     .label = N_("Your wish"),
     .wrong = N_("Choose one of the three answers.")},
};
const struct form allocation_wish_form = FORM("wish", wish_fields, struct wish_input);

static const struct field room_fields[] = {
    {.name = "room",
     .type = FIELD_I64,
     .offset = offsetof(struct wish_room_input, room),
     .min = 0,
     .max = ALLOCATION_LOTS_MAX,
     .label = N_("How many things do you have room for?"),
     .hint = N_("Leave it empty if you have room for all you get"),
     .wrong = N_("Write how many lots there is room for, 0 to 5000.")},
};
const struct form allocation_wish_room_form =
    FORM("wish-room", room_fields, struct wish_room_input);

static const struct field delegate_fields[] = {
    {.name = "on",
     .type = FIELD_I64,
     .offset = offsetof(struct wish_delegate_input, on),
     .min = 0,
     .max = 1,
     .required = true,
     .label = N_("Let the centre wish for us")},
};
const struct form allocation_wish_delegate_form =
    FORM("wish-delegate", delegate_fields, struct wish_delegate_input);

static const struct choice states[] = {
    {"1", STATE_WHOLE, N_("whole")},
    {"2", STATE_REPAIR, N_("needs mending")},
    {"3", STATE_UNSURE, N_("unsure")},
    {NULL, 0, NULL},
};
static const struct choice answers[] = {
    {"1", 1, N_("Can take")},
    {"2", 2, N_("Want")},
    {"3", 3, N_("Must have")},
    {NULL, 0, NULL},
};
static const struct field standing_fields[] = {
    {.name = "what",
     .type = FIELD_TEXT,
     .offset = offsetof(struct standing_input, what),
     .max = 60,
     .required = true,
     .label = N_("What do you always wish?"),
     .hint = N_("All that is below it is with it"),
     .wrong = N_("Choose from the list what you wish.")},
    {.name = "size",
     .type = FIELD_TEXT,
     .offset = offsetof(struct standing_input, size),
     .max = 30,
     .label = N_("Size"),
     .hint = N_("For example 98/104 or sko 28; sizes that overlap are with it")},
    {.name = "state",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct standing_input, state),
     .choices = states,
     .label = N_("State at the station"),
     .hint = N_("Not chosen: in any state")},
    {.name = "stars",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct standing_input, stars),
     .choices = answers,
     .required = true,
     .label = N_("How much do you wish it?"),
     .wrong = N_("Choose one of the three answers.")},
};
const struct form allocation_wish_standing_form =
    FORM("wish-standing", standing_fields, struct standing_input);
