/* SPDX-License-Identifier: EUPL-1.2 */
/* The fields with which the help pile is settled and label rolls are made. */
#include "goods/goods.h"
#include "http/http.h"
#include "media/media.h"
#include "station/station_forms.h"
#include "station/station_help.h"
#include "station/station_rolls.h"

#include "base/banned.h"

static const struct field after_fields[] = {
    {.name = "etter",
     .type = FIELD_ID,
     .offset = offsetof(struct help_after_input, after),
     .label = N_("After")},
};
const struct form station_help_after_form =
    FORM("help-after", after_fields, struct help_after_input);

static const struct field receive_fields[] = {
    {.name = "category",
     .type = FIELD_I64,
     .offset = offsetof(struct help_receive_input, category_id),
     .required = true,
     .min = 1,
     .max = 999999,
     .label = N_("What is it?"),
     .wrong = N_("Choose what it is")},
    {.name = "state",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct help_receive_input, state),
     .required = true,
     .choices = station_states,
     .label = N_("Condition")},
    {.name = "count",
     .type = FIELD_I64,
     .offset = offsetof(struct help_receive_input, count),
     .empty = 1,
     .min = 1,
     .max = GOODS_COUNT_MAX,
     .label = N_("How many")},
    {.name = "weight",
     .type = FIELD_GRAMS,
     .offset = offsetof(struct help_receive_input, g),
     .min = 1,
     .max = GOODS_GRAMS_MAX,
     .label = N_("Weight on the scale, kg")},
    {.name = "source",
     .type = FIELD_ID,
     .offset = offsetof(struct help_receive_input, source_id),
     .label = N_("Where it comes from")},
    {.name = "note",
     .type = FIELD_LINES,
     .offset = offsetof(struct help_receive_input, note),
     .max = GOODS_NOTE_MAX,
     .label = N_("Note")},
};
const struct form station_help_receive_form =
    FORM("help-receive", receive_fields, struct help_receive_input);

#define REASON_CHOICE(number, name, key, words) {key, number, words},
static const struct choice reasons[] = {HELP_REASON_TABLE(REASON_CHOICE){NULL, 0, NULL}};
#undef REASON_CHOICE

static const struct field throw_fields[] = {
    {.name = "reason",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct help_throw_input, reason),
     .required = true,
     .choices = reasons,
     .label = N_("Why?")},
};
const struct form station_help_throw_form =
    FORM("help-throw", throw_fields, struct help_throw_input);

static const struct field label_fields[] = {
    {.name = "label",
     .type = FIELD_TEXT,
     .offset = offsetof(struct help_label_input, label),
     .required = true,
     .max = 80,
     .label = N_("Label from a roll"),
     .hint = N_("Scan it, or type its last four signs")},
};
const struct form station_help_label_form =
    FORM("help-label", label_fields, struct help_label_input);

static const struct field photo_fields[] = {
    {.name = "photo",
     .type = FIELD_FILE,
     .offset = offsetof(struct help_photo_input, photo),
     .required = true,
     .max = (int64_t)PHOTO_BYTES_MAX,
     .label = N_("Photo")},
};
const struct form station_help_photo_form = {
    .name = "help-photo",
    .fields = photo_fields,
    .field_count = sizeof(photo_fields) / sizeof(photo_fields[0]),
    .size = sizeof(struct help_photo_input),
    .body_max = HTTP_UPLOAD_MAX,
};

static const struct field roll_fields[] = {
    {.name = "station",
     .type = FIELD_ID,
     .offset = offsetof(struct roll_input, station_id),
     .required = true,
     .label = N_("Station")},
    {.name = "count",
     .type = FIELD_I64,
     .offset = offsetof(struct roll_input, count),
     .required = true,
     .min = 1,
     .max = ROLL_COUNT_MAX,
     .label = N_("How many labels")},
};
const struct form station_roll_form = FORM("label-roll", roll_fields, struct roll_input);
