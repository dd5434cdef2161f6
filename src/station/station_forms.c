/* SPDX-License-Identifier: EUPL-1.2 */
/* The fields of the station's forms. */
#include "station/station_forms.h"

#include "goods/goods.h"
#include "http/http.h"
#include "media/media.h"

#include "base/banned.h"

const struct choice station_states[] = {
    {"1", STATE_WHOLE, N_("Whole")},
    {"2", STATE_REPAIR, N_("Needs mending")},
    {"3", STATE_UNSURE, N_("Unsure")},
    {NULL, 0, NULL},
};

const struct choice station_bands[] = {
    {"1", BAND_UNDER_1, N_("Under 1 kg")},
    {"5", BAND_1_5, N_("1–5 kg")},
    {"20", BAND_5_20, N_("5–20 kg")},
    {"60", BAND_OVER_20, N_("Over 20 kg")},
    {NULL, 0, NULL},
};

static const struct field intake_fields[] = {
    {.name = "key",
     .type = FIELD_UUID,
     .offset = offsetof(struct intake_input, key),
     .required = true,
     .label = N_("Key")},
    {.name = "photo",
     .type = FIELD_FILE,
     .offset = offsetof(struct intake_input, photo),
     .max = (int64_t)PHOTO_BYTES_MAX,
     .label = N_("Take a picture")},
    {.name = "category",
     .type = FIELD_I64,
     .offset = offsetof(struct intake_input, category_id),
     .required = true,
     .min = 1,
     .max = 999999,
     .label = N_("What is it?"),
     .wrong = N_("Choose what it is")},
    {.name = "state",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct intake_input, state),
     .required = true,
     .choices = station_states,
     .label = N_("Condition")},
    {.name = "band",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct intake_input, band),
     .choices = station_bands,
     .label = N_("Weight by eye")},
    {.name = "count",
     .type = FIELD_I64,
     .offset = offsetof(struct intake_input, count),
     .empty = 1,
     .min = 1,
     .max = GOODS_COUNT_MAX,
     .label = N_("How many")},
    {.name = "weight",
     .type = FIELD_GRAMS,
     .offset = offsetof(struct intake_input, g),
     .min = 1,
     .max = GOODS_GRAMS_MAX,
     .label = N_("Weight on the scale, kg")},
    {.name = "note",
     .type = FIELD_TEXT,
     .offset = offsetof(struct intake_input, note),
     .max = GOODS_NOTE_MAX,
     .label = N_("Note")},
};
const struct form station_intake_form = {
    .name = "intake",
    .fields = intake_fields,
    .field_count = sizeof(intake_fields) / sizeof(intake_fields[0]),
    .size = sizeof(struct intake_input),
    .body_max = HTTP_UPLOAD_MAX,
};

static const struct field like_fields[] = {
    {.name = "som",
     .type = FIELD_TEXT,
     .offset = offsetof(struct like_input, like),
     .max = 20,
     .label = N_("Label code")},
};
const struct form station_like_form = FORM("like", like_fields, struct like_input);

static const struct field api_fields[] = {
    {.name = "key",
     .type = FIELD_UUID,
     .offset = offsetof(struct intake_api_input, key),
     .required = true,
     .label = N_("Key")},
    {.name = "category",
     .type = FIELD_I64,
     .offset = offsetof(struct intake_api_input, category_id),
     .required = true,
     .min = 1,
     .max = 999999,
     .label = N_("Category")},
    {.name = "kind",
     .type = FIELD_TEXT,
     .offset = offsetof(struct intake_api_input, kind_key),
     .max = 60,
     .label = N_("Kind")},
    {.name = "state",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct intake_api_input, state),
     .required = true,
     .choices = station_states,
     .label = N_("Condition")},
    {.name = "count",
     .type = FIELD_I64,
     .offset = offsetof(struct intake_api_input, count),
     .empty = 1,
     .min = 1,
     .max = GOODS_COUNT_MAX,
     .label = N_("How many")},
    {.name = "weight_g",
     .type = FIELD_I64,
     .offset = offsetof(struct intake_api_input, g),
     .min = 1,
     .max = GOODS_GRAMS_MAX,
     .label = N_("Weight in grams")},
    {.name = "size",
     .type = FIELD_TEXT,
     .offset = offsetof(struct intake_api_input, size_key),
     .max = 20,
     .label = N_("Size")},
    {.name = "note",
     .type = FIELD_TEXT,
     .offset = offsetof(struct intake_api_input, note),
     .max = GOODS_NOTE_MAX,
     .label = N_("Note")},
};
const struct form station_api_form = FORM("intake-api", api_fields, struct intake_api_input);
