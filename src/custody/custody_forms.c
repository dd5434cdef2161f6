/* SPDX-License-Identifier: EUPL-1.2 */
/* The fields of the forms of the room custody. */
#include "custody/custody_forms.h"

#include "custody/custody.h"
#include "goods/goods_booth.h"
#include "goods/goods_find.h"

#include "base/banned.h"

#define CODES_MAX 4000
#define DAYS_MAX  3650
#define ROW_MAX   100000

/* ---- the desk -------------------------------------------------------------------------------- */

static const struct field find_fields[] = {
    {.name = "kode",
     .type = FIELD_TEXT,
     .offset = offsetof(struct desk_find_input, code),
     .max = 60,
     .label = N_("Label"),
     .hint = N_("All eight signs, or the last four.")},
    {.name = "kategori",
     .type = FIELD_ID,
     .offset = offsetof(struct desk_find_input, category_id),
     .label = N_("What it is")},
    {.name = "sted",
     .type = FIELD_ID,
     .offset = offsetof(struct desk_find_input, holder_id),
     .label = N_("Where it is")},
    {.name = "dager",
     .type = FIELD_I64,
     .offset = offsetof(struct desk_find_input, days),
     .min = 0,
     .max = DAYS_MAX,
     .label = N_("Received at least so many days ago")},
    {.name = "etter",
     .type = FIELD_ID,
     .offset = offsetof(struct desk_find_input, after_id),
     .label = N_("Page")},
    {.name = "gjort",
     .type = FIELD_I64,
     .offset = offsetof(struct desk_find_input, done),
     .min = 0,
     .max = GOODS_MOVES_MAX,
     .label = N_("Done")},
};
const struct form custody_find_form = FORM("desk-find", find_fields, struct desk_find_input);

static const struct choice desk_acts[] = {
    {"flytt", DESK_MOVE, N_("Move")},
    {"kast", DESK_DISPOSE, N_("Throw away")},
    {"samle", DESK_MERGE, N_("Put together")},
    {NULL, 0, NULL},
};
static const struct choice dispose_ways[] = {
    {"gjenvinn", GOODS_RECYCLED, N_("To recycling")},
    {"kast", GOODS_DISCARDED, N_("Thrown away")},
    {NULL, 0, NULL},
};
#define DISCARD_CHOICE(number, name, words) {#number, (number), words},
static const struct choice discards[] = {GOODS_DISCARD_TABLE(DISCARD_CHOICE){NULL, 0, NULL}};
#define WHY_CHOICE(number, name, words) {#number, (number), words},
static const struct choice whys[] = {GOODS_WHY_TABLE(WHY_CHOICE){NULL, 0, NULL}};

static const struct field desk_fields[] = {
    {.name = "gjor",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct desk_act_input, act),
     .required = true,
     .choices = desk_acts,
     .label = N_("What to do")},
    {.name = "things",
     .type = FIELD_IDS,
     .offset = offsetof(struct desk_act_input, things),
     .max = GOODS_FIND_MAX,
     .required = true,
     .label = N_("Things"),
     .wrong = N_("Tick at least one thing in the list.")},
    {.name = "to",
     .type = FIELD_ID,
     .offset = offsetof(struct desk_act_input, to_id),
     .label = N_("Move to")},
    {.name = "way",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct desk_act_input, way),
     .choices = dispose_ways,
     .label = N_("Where it ends")},
    {.name = "reason",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct desk_act_input, reason),
     .choices = discards,
     .label = N_("Why")},
};
const struct form custody_desk_form = FORM("desk", desk_fields, struct desk_act_input);

static const struct field recount_fields[] = {
    {.name = "version",
     .type = FIELD_ID,
     .offset = offsetof(struct thing_recount_input, version),
     .required = true,
     .label = N_("Version")},
    {.name = "count",
     .type = FIELD_I64,
     .offset = offsetof(struct thing_recount_input, count),
     .required = true,
     .min = 0,
     .max = GOODS_COUNT_MAX,
     .label = N_("There are")},
    {.name = "why",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct thing_recount_input, why),
     .required = true,
     .choices = whys,
     .label = N_("Why the number is another")},
};
const struct form custody_recount_form =
    FORM("recount", recount_fields, struct thing_recount_input);

static const struct field split_fields[] = {
    {.name = "split_version",
     .type = FIELD_ID,
     .offset = offsetof(struct thing_split_input, version),
     .required = true,
     .label = N_("Version")},
    {.name = "split_count",
     .type = FIELD_I64,
     .offset = offsetof(struct thing_split_input, count),
     .required = true,
     .min = 1,
     .max = GOODS_COUNT_MAX,
     .label = N_("How many to take out")},
    {.name = "split_weight",
     .type = FIELD_GRAMS,
     .offset = offsetof(struct thing_split_input, g),
     .min = 1,
     .max = GOODS_GRAMS_MAX,
     .label = N_("Their weight, kg")},
};
const struct form custody_split_form = FORM("store-split", split_fields, struct thing_split_input);

static const struct field weigh_fields[] = {
    {.name = "weight",
     .type = FIELD_GRAMS,
     .offset = offsetof(struct thing_weigh_input, g),
     .required = true,
     .min = 1,
     .max = GOODS_GRAMS_MAX,
     .label = N_("Weight on the scale, kg")},
};
const struct form custody_weigh_form = FORM("weigh", weigh_fields, struct thing_weigh_input);

/* ---- loads ----------------------------------------------------------------------------------- */

static const struct field load_list_fields[] = {
    {.name = "etter",
     .type = FIELD_ID,
     .offset = offsetof(struct load_list_input, before_id),
     .label = N_("Page")},
};
const struct form custody_load_list_form =
    FORM("load-list", load_list_fields, struct load_list_input);

#define LOAD_TO                                                                                    \
    {                                                                                              \
        .name = "to", .type = FIELD_ID, .offset = offsetof(struct load_new_input, to_id),          \
        .required = true, .label = N_("To"), .wrong = N_("Choose where the load goes.")            \
    }
static const struct field load_new_fields[] = {
    {.name = "from",
     .type = FIELD_ID,
     .offset = offsetof(struct load_new_input, from_id),
     .required = true,
     .label = N_("From"),
     .wrong = N_("Choose where the load leaves from.")},
    LOAD_TO,
};
const struct form custody_load_new_form = FORM("load-new", load_new_fields, struct load_new_input);
static const struct field station_load_fields[] = {LOAD_TO};
const struct form custody_station_load_form =
    FORM("station-load", station_load_fields, struct load_new_input);

static const struct field load_codes_fields[] = {
    {.name = "codes",
     .type = FIELD_LINES,
     .offset = offsetof(struct load_codes_input, codes),
     .required = true,
     .max = CODES_MAX,
     .label = N_("Labels"),
     .hint = N_("One or many, with spaces or lines between. The last four signs will do.")},
};
const struct form custody_load_codes_form =
    FORM("load-codes", load_codes_fields, struct load_codes_input);

static const struct field load_off_fields[] = {
    {.name = "thing",
     .type = FIELD_ID,
     .offset = offsetof(struct load_off_input, thing_id),
     .required = true,
     .label = N_("Thing")},
};
const struct form custody_load_off_form = FORM("load-off", load_off_fields, struct load_off_input);

static const struct field load_arrive_fields[] = {
    {.name = "all",
     .type = FIELD_FLAG,
     .offset = offsetof(struct load_arrive_input, all),
     .label = N_("Everything came")},
    {.name = "outcomes",
     .type = FIELD_IDS,
     .offset = offsetof(struct load_arrive_input, outcomes),
     .max = CUSTODY_LOTS_MAX,
     .label = N_("What came")},
    {.name = "extra",
     .type = FIELD_LINES,
     .offset = offsetof(struct load_arrive_input, extra),
     .max = CODES_MAX,
     .label = N_("What came besides"),
     .hint = N_("Labels of things that are not on the list.")},
    {.name = "why",
     .type = FIELD_TEXT,
     .offset = offsetof(struct load_arrive_input, why),
     .max = CUSTODY_WHY_MAX,
     .label = N_("What happened"),
     .hint = N_("Explains the difference to those who ask later. No names of people.")},
};
const struct form custody_load_arrive_form =
    FORM("load-arrive", load_arrive_fields, struct load_arrive_input);

/* ---- stocktakes ------------------------------------------------------------------------------ */

static const struct field take_new_fields[] = {
    {.name = "holder",
     .type = FIELD_ID,
     .offset = offsetof(struct take_new_input, holder_id),
     .required = true,
     .label = N_("Where you count"),
     .wrong = N_("Choose where you count.")},
    {.name = "category",
     .type = FIELD_ID,
     .offset = offsetof(struct take_new_input, category_id),
     .label = N_("Only this kind of thing")},
    {.name = "label",
     .type = FIELD_TEXT,
     .offset = offsetof(struct take_new_input, label),
     .max = 60,
     .label = N_("Name of the shelf")},
};
const struct form custody_take_new_form = FORM("take-new", take_new_fields, struct take_new_input);

static const struct field take_codes_fields[] = {
    {.name = "codes",
     .type = FIELD_LINES,
     .offset = offsetof(struct take_codes_input, codes),
     .required = true,
     .max = CODES_MAX,
     .label = N_("Labels on the shelf"),
     .hint = N_("Scan, write or paste. At most 200 at once; the last four signs will do.")},
};
const struct form custody_take_codes_form =
    FORM("take-codes", take_codes_fields, struct take_codes_input);

static const struct field take_show_fields[] = {
    {.name = "etter",
     .type = FIELD_I64,
     .offset = offsetof(struct take_show_input, after),
     .min = 0,
     .max = ROW_MAX * 10,
     .label = N_("Page")},
    {.name = "nye",
     .type = FIELD_I64,
     .offset = offsetof(struct take_show_input, added),
     .empty = NO_I64,
     .min = 0,
     .max = CUSTODY_LOTS_MAX,
     .label = N_("Added")},
};
const struct form custody_take_show_form =
    FORM("take-show", take_show_fields, struct take_show_input);

static const struct choice settlings[] = {
    {"flytt", STOCKTAKE_MOVED, N_("It belongs here now")},
    {"la-sta", STOCKTAKE_LEFT, N_("Noted, nothing is changed")},
    {"funnet", STOCKTAKE_FOUND, N_("It is here after all")},
    {"tapt", STOCKTAKE_LOST, N_("Lost")},
    {"kastet", STOCKTAKE_DISPOSED, N_("Thrown away")},
    {NULL, 0, NULL},
};
static const struct field take_settle_fields[] = {
    {.name = "rows",
     .type = FIELD_IDS,
     .offset = offsetof(struct take_settle_input, numbers),
     .max = 100,
     .required = true,
     .label = N_("Differences"),
     .wrong = N_("Tick what you want to settle.")},
    {.name = "outcome",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct take_settle_input, outcome),
     .required = true,
     .choices = settlings,
     .label = N_("What it is")},
    {.name = "discard",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct take_settle_input, discard),
     .choices = discards,
     .label = N_("Why it was thrown away")},
    {.name = "why",
     .type = FIELD_TEXT,
     .offset = offsetof(struct take_settle_input, why),
     .max = CUSTODY_WHY_MAX,
     .label = N_("What happened"),
     .hint = N_("Needed when something is lost or nothing is changed. No names of people.")},
};
const struct form custody_take_settle_form =
    FORM("take-settle", take_settle_fields, struct take_settle_input);

/* ---- booths ---------------------------------------------------------------------------------- */

static const struct field booth_fields[] = {
    {.name = "tenant",
     .type = FIELD_ID,
     .offset = offsetof(struct booth_input, tenant_id),
     .required = true,
     .label = N_("Shop"),
     .wrong = N_("Choose a shop from the list.")},
    {.name = "lots",
     .type = FIELD_I64,
     .offset = offsetof(struct booth_input, lots),
     .empty = NO_I64,
     .min = 0,
     .max = GOODS_BOOTH_LOTS_MAX,
     .label = N_("Lots at most")},
    {.name = "litres",
     .type = FIELD_I64,
     .offset = offsetof(struct booth_input, litres),
     .empty = NO_I64,
     .min = 0,
     .max = GOODS_BOOTH_LITRES_MAX,
     .label = N_("Litres at most")},
    {.name = "fee",
     .type = FIELD_MONEY,
     .offset = offsetof(struct booth_input, fee_ore),
     .min = 0,
     .max = GOODS_BOOTH_FEE_MAX,
     .label = N_("Fee for each day it is full, kr")},
    {.name = "from",
     .type = FIELD_DAY,
     .offset = offsetof(struct booth_input, from_day),
     .required = true,
     .label = N_("From")},
};
const struct form custody_booth_form = FORM("booth", booth_fields, struct booth_input);

static const struct field booth_days_fields[] = {
    {.name = "fra",
     .type = FIELD_DAY,
     .offset = offsetof(struct booth_days_input, from_day),
     .label = N_("From")},
    {.name = "til",
     .type = FIELD_DAY,
     .offset = offsetof(struct booth_days_input, to_day),
     .label = N_("To")},
};
const struct form custody_booth_days_form =
    FORM("booth-days", booth_days_fields, struct booth_days_input);

static const struct field age_fields[] = {
    {.name = "sted",
     .type = FIELD_ID,
     .offset = offsetof(struct age_input, holder_id),
     .label = N_("Where it is")},
    {.name = "etter",
     .type = FIELD_ID,
     .offset = offsetof(struct age_input, after_id),
     .label = N_("Page")},
};
const struct form custody_age_form = FORM("age", age_fields, struct age_input);

/* ---- deliveries ------------------------------------------------------------------------------ */

static const struct field delivery_show_fields[] = {
    {.name = "som",
     .type = FIELD_TEXT,
     .offset = offsetof(struct delivery_show_input, like),
     .max = 20,
     .label = N_("Label code")},
};
const struct form custody_delivery_show_form =
    FORM("delivery-show", delivery_show_fields, struct delivery_show_input);

static const struct field delivery_fields[] = {
    {.name = "things",
     .type = FIELD_IDS,
     .offset = offsetof(struct delivery_input, things),
     .max = CUSTODY_DELIVER_MAX,
     .required = true,
     .label = N_("What was delivered"),
     .wrong = N_("Tick what was delivered.")},
};
const struct form custody_delivery_form = FORM("delivery", delivery_fields, struct delivery_input);

static const struct field lookup_fields[] = {
    {.name = "kode",
     .type = FIELD_TEXT,
     .offset = offsetof(struct lookup_input, code),
     .max = 60,
     .label = N_("The code on your slip"),
     .hint = N_("Eight signs, such as 7K4M-2PXQ.")},
};
const struct form custody_lookup_form = FORM("lookup", lookup_fields, struct lookup_input);
