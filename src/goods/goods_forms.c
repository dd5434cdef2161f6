/* SPDX-License-Identifier: EUPL-1.2 */
/* The fields of the forms of the room goods. */
#include "goods/goods_forms.h"

#include "goods/goods_sheet.h"

#include "base/banned.h"

static const struct field waiting_fields[] = {
    {.name = "etter",
     .type = FIELD_ID,
     .offset = offsetof(struct waiting_input, before_id),
     .label = N_("Page")},
    {.name = "gitt",
     .type = FIELD_TEXT,
     .offset = offsetof(struct waiting_input, given),
     .max = 20,
     .label = N_("Label code")},
};
const struct form goods_waiting_form = FORM("waiting", waiting_fields, struct waiting_input);

static const struct field given_fields[] = {
    {.name = "etter",
     .type = FIELD_ID,
     .offset = offsetof(struct given_input, before_id),
     .label = N_("Page")},
};
const struct form goods_given_form = FORM("given", given_fields, struct given_input);

static const struct choice flow_ways[] = {
    {"inn", FLOW_IN, N_("Came in")},
    {"ut", FLOW_OUT, N_("Went out")},
    {NULL, 0, NULL},
};

static const struct field flow_fields[] = {
    {.name = "vei",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct flow_input, way),
     .choices = flow_ways,
     .label = N_("Which way")},
    {.name = "fra",
     .type = FIELD_DAY,
     .offset = offsetof(struct flow_input, from_day),
     .label = N_("From")},
    {.name = "til",
     .type = FIELD_DAY,
     .offset = offsetof(struct flow_input, to_day),
     .label = N_("To")},
    {.name = "etter",
     .type = FIELD_ID,
     .offset = offsetof(struct flow_input, before_id),
     .label = N_("Page")},
};
const struct form goods_flow_form = FORM("flow", flow_fields, struct flow_input);

const struct choice goods_balance_periods[] = {
    {"denne-maneden", BALANCE_MONTH, N_("This month")},
    {"forrige-maned", BALANCE_LAST_MONTH, N_("Last month")},
    {"i-ar", BALANCE_YEAR, N_("This year")},
    {"egen", BALANCE_OWN, N_("From and to")},
    {NULL, 0, NULL},
};
const struct choice goods_balance_classes[] = {
    {"stasjon", HOLDER_STATION, N_("Recycling stations")},
    {"bare-ombruk", HOLDER_REUSE_ONLY, N_("Came only to deliver to reuse")},
    {"levert", HOLDER_DONATION, N_("Handed in at the centre")},
    {"kjopt", HOLDER_BOUGHT, N_("Bought")},
    {"kommisjon", HOLDER_COMMISSION, N_("Sold on commission")},
    {"overskudd", HOLDER_SURPLUS, N_("Surplus of businesses")},
    {NULL, 0, NULL},
};
const struct choice goods_balance_ways[] = {
    {"kategori", BY_CATEGORY, N_("Category")},
    {"kilde", BY_SOURCE, N_("Source")},
    {"sted", BY_HOLDER, N_("Place")},
    {NULL, 0, NULL},
};
const struct choice goods_balance_buckets[] = {
    {"inn", BUCKET_RECEIVED, N_("Came in")},
    {"lager", BUCKET_HELD, N_("In stock")},
    {"solgt", BUCKET_SOLD, N_("Sold")},
    {"gitt", BUCKET_GIVEN, N_("Given away")},
    {"leid", BUCKET_RENTED, N_("Rented out")},
    {"gjenvunnet", BUCKET_RECYCLED, N_("Recycled")},
    {"kastet", BUCKET_DISCARDED, N_("Discarded")},
    {"videre", BUCKET_PASSED_ON, N_("Passed on")},
    {"flyttet", BUCKET_MOVED, N_("Moved away")},
    {"rettet", BUCKET_CORRECTED, N_("Corrected")},
    {NULL, 0, NULL},
};

static const struct field balance_fields[] = {
    {.name = "periode",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct balance_input, period),
     .empty = BALANCE_YEAR,
     .choices = goods_balance_periods,
     .label = N_("Period")},
    {.name = "fra",
     .type = FIELD_DAY,
     .offset = offsetof(struct balance_input, from_day),
     .label = N_("From")},
    {.name = "til",
     .type = FIELD_DAY,
     .offset = offsetof(struct balance_input, to_day),
     .label = N_("To")},
    {.name = "klasse",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct balance_input, source_kind),
     .choices = goods_balance_classes,
     .label = N_("Kind of source")},
    {.name = "kilde",
     .type = FIELD_ID,
     .offset = offsetof(struct balance_input, source_id),
     .label = N_("Source")},
    {.name = "kategori",
     .type = FIELD_ID,
     .offset = offsetof(struct balance_input, category_id),
     .label = N_("Category")},
    {.name = "sted",
     .type = FIELD_ID,
     .offset = offsetof(struct balance_input, holder_id),
     .label = N_("Place")},
    {.name = "vis",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct balance_input, by),
     .choices = goods_balance_ways,
     .label = N_("A row for each")},
    {.name = "felt",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct balance_input, bucket),
     .choices = goods_balance_buckets,
     .label = N_("Figure")},
    {.name = "grunn",
     .type = FIELD_I64,
     .offset = offsetof(struct balance_input, reason),
     .max = GOODS_REASONS - 1,
     .label = N_("Reason")},
    {.name = "etter",
     .type = FIELD_ID,
     .offset = offsetof(struct balance_input, before_id),
     .label = N_("Page")},
};
const struct form goods_balance_form = FORM("balance", balance_fields, struct balance_input);

static const struct field give_fields[] = {
    {.name = "tenant",
     .type = FIELD_ID,
     .offset = offsetof(struct give_input, tenant_id),
     .required = true,
     .label = N_("Shop"),
     .wrong = N_("Choose a shop from the list.")},
};
const struct form goods_give_form = FORM("give", give_fields, struct give_input);
