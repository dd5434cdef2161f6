/* SPDX-License-Identifier: EUPL-1.2 */
/* The fields of the manager's pages of the draw. */
#include "allocation/allocation_office_forms.h"

#include "allocation/allocation.h"
#include "base/day.h"
#include "fetch/fetch.h"

#include "base/banned.h"

#define POINTS_MAX  ALLOCATION_POINTS_MAX_MP
#define PERCENT_MAX 100000 /* thousandths of a per cent */
/* All lines with long Norwegian names, each letter of which may take six signs in a body. */
#define RULES_BODY_MAX ((size_t)512 * 1024)

/* One field each; an own table per form below. */
#define AT(input, member) .offset = offsetof(struct input, member)
/* Hidden, so nobody could mend a missing one: then it is an old one to the room. */
#define VERSION(input)                                                                             \
    {                                                                                              \
        .name = "version", .type = FIELD_I64, AT(input, version), .min = 0, .label = N_("Version") \
    }
#define REASON(input)                                                                              \
    {                                                                                              \
        .name = "reason", .type = FIELD_LINES, AT(input, reason), .min = ALLOCATION_REASON_MIN,    \
        .max = ALLOCATION_NOTE_MAX, .required = true, .label = N_("Why"),                          \
        .hint = N_("At least ten characters. It is kept in the log.")                              \
    }

static const struct field list_fields[] = {
    {.name = "etter", .type = FIELD_ID, AT(round_list_input, before_number), .label = N_("Round")},
};
const struct form allocation_office_list_form =
    FORM("rounds", list_fields, struct round_list_input);

static const struct field round_fields[] = {
    {.name = "label",
     .type = FIELD_TEXT,
     AT(round_input, label),
     .max = 60,
     .required = true,
     .label = N_("What the round is called")},
    {.name = "opens_day",
     .type = FIELD_DAY,
     AT(round_input, opens_day),
     .required = true,
     .label = N_("Opens, day")},
    {.name = "opens_time",
     .type = FIELD_MINUTE,
     AT(round_input, opens_minute),
     .required = true,
     .label = N_("Opens, time"),
     .hint = N_("Like 12 or 12.05")},
    {.name = "closes_day",
     .type = FIELD_DAY,
     AT(round_input, closes_day),
     .required = true,
     .label = N_("Wishes close, day")},
    {.name = "closes_time",
     .type = FIELD_MINUTE,
     AT(round_input, closes_minute),
     .required = true,
     .label = N_("Wishes close, time"),
     .hint = N_("Like 12 or 12.05")},
    {.name = "draw_day",
     .type = FIELD_DAY,
     AT(round_input, draw_day),
     .required = true,
     .label = N_("Draw, day")},
    {.name = "draw_time",
     .type = FIELD_MINUTE,
     AT(round_input, draw_minute),
     .required = true,
     .label = N_("Draw, time"),
     .hint = N_("Like 12 or 12.05")},
    {.name = "all",
     .type = FIELD_FLAG,
     AT(round_input, all),
     .label = N_("Take in everything that waits at the stations")},
    {.name = "version",
     .type = FIELD_I64,
     AT(round_input, version),
     .min = 0,
     .label = N_("Version")},
};
const struct form allocation_office_round_form = FORM("round", round_fields, struct round_input);

static const struct choice whiches[] = {
    {"venter", LOTS_WAITING, N_("At the stations")},
    {"runden", LOTS_IN_ROUND, N_("In the round")},
    {NULL, 0, NULL},
};
static const struct field lots_fields[] = {
    {.name = "etter", .type = FIELD_ID, AT(lots_input, after_id), .label = N_("Lot")},
    {.name = "vis",
     .type = FIELD_CHOICE,
     AT(lots_input, which),
     .choices = whiches,
     .label = N_("Show")},
    {.name = "lagret", .type = FIELD_FLAG, AT(lots_input, saved), .label = N_("Saved")},
};
const struct form allocation_office_lots_form = FORM("lots", lots_fields, struct lots_input);

static const struct field lot_ids_fields[] = {
    {.name = "parti",
     .type = FIELD_IDS,
     AT(lot_ids_input, things),
     .max = ALLOCATION_OFFICE_LOTS_PAGE,
     .required = true,
     .label = N_("Lots")},
};
const struct form allocation_office_lot_ids_form =
    FORM("lot-ids", lot_ids_fields, struct lot_ids_input);

static const struct field show_fields[] = {
    {.name = "fro",
     .type = FIELD_TEXT,
     AT(round_show_input, test_seed),
     .max = 60,
     .label = N_("A word to draw by"),
     .hint = N_("Any word. Another word shares out otherwise.")},
    {.name = "lagret",
     .type = FIELD_TEXT,
     AT(round_show_input, saved),
     .max = 20,
     .label = N_("Saved")},
};
const struct form allocation_office_show_form =
    FORM("round-show", show_fields, struct round_show_input);

static const struct field plan_fields[] = {
    VERSION(plan_input),
    {.name = "planned",
     .type = FIELD_FLAG,
     AT(plan_input, planned),
     .label = N_("Opens by itself")},
};
const struct form allocation_office_plan_form = FORM("plan", plan_fields, struct plan_input);

static const struct field reason_fields[] = {REASON(reason_input)};
const struct form allocation_office_reason_form =
    FORM("reason", reason_fields, struct reason_input);

static const struct field window_fields[] = {
    {.name = "station",
     .type = FIELD_ID,
     AT(window_input, station_id),
     .required = true,
     .label = N_("Station")},
    {.name = "day", .type = FIELD_DAY, AT(window_input, day), .required = true, .label = N_("Day")},
    {.name = "from",
     .type = FIELD_MINUTE,
     AT(window_input, from_minute),
     .required = true,
     .label = N_("From")},
    {.name = "to",
     .type = FIELD_MINUTE,
     AT(window_input, to_minute),
     .required = true,
     .label = N_("To")},
    {.name = "capacity",
     .type = FIELD_I64,
     AT(window_input, capacity),
     .min = 1,
     .max = ALLOCATION_LOTS_MAX,
     .required = true,
     .label = N_("Lots the dock can hand out")},
};
const struct form allocation_office_window_form =
    FORM("window", window_fields, struct window_input);

static const struct field window_remove_fields[] = {
    {.name = "id", .type = FIELD_ID, AT(window_remove_input, id), .label = N_("Pick-up time")},
};
const struct form allocation_office_window_remove_form =
    FORM("window-remove", window_remove_fields, struct window_remove_input);

static const struct field beacon_fields[] = {
    {.name = "round",
     .type = FIELD_I64,
     AT(beacon_input, round),
     .min = 1,
     .required = true,
     .label = N_("Number of the round in the chain")},
    {.name = "signature",
     .type = FIELD_TEXT,
     AT(beacon_input, signature),
     .max = 400,
     .required = true,
     .label = N_("Signature")},
    {.name = "randomness",
     .type = FIELD_TEXT,
     AT(beacon_input, randomness),
     .max = 64,
     .required = true,
     .label = N_("Randomness"),
     .hint = N_("64 signs, 0 to 9 and a to f")},
};
const struct form allocation_office_beacon_form =
    FORM("beacon", beacon_fields, struct beacon_input);

static const struct field fallback_fields[] = {
    {.name = "note",
     .type = FIELD_LINES,
     AT(fallback_input, note),
     .min = ALLOCATION_REASON_MIN,
     .max = ALLOCATION_NOTE_MAX,
     .required = true,
     .label = N_("The public result, exactly as it was published")},
};
const struct form allocation_office_fallback_form =
    FORM("fallback", fallback_fields, struct fallback_input);

static const struct field correct_fields[] = {
    {.name = "lots",
     .type = FIELD_LINES,
     AT(correct_input, lots),
     .max = 2000,
     .label = N_("Lots that go out"),
     .hint = N_("Their labels, one a line")},
    {.name = "shops",
     .type = FIELD_IDS,
     AT(correct_input, shops),
     .max = ALLOCATION_TENANTS_MAX,
     .label = N_("Shops whose wishes do not count")},
    REASON(correct_input),
};
const struct form allocation_office_correct_form =
    FORM("correct", correct_fields, struct correct_input);

/* ---- rules ----------------------------------------------------------------------------------- */

static const struct choice size_classes[] = {
    {"s", GOODS_SIZE_S, N_("Small")},
    {"m", GOODS_SIZE_M, N_("Medium")},
    {"l", GOODS_SIZE_L, N_("Large")},
    {"p", GOODS_SIZE_PALLET, N_("A pallet")},
    {NULL, 0, NULL},
};
static const struct choice station_states[] = {
    {"hel", STATE_WHOLE, N_("whole")},
    {"fikses", STATE_REPAIR, N_("needs mending")},
    {"usikker", STATE_UNSURE, N_("not sure")},
    {NULL, 0, NULL},
};

#define DEFAULT_POINTS(size, state, label_)                                                        \
    {                                                                                              \
        .name = "p" #size #state, .type = FIELD_MILLI,                                             \
        AT(rules_input, points_mp[(size)][(state)-1]), .min = -POINTS_MAX, .max = POINTS_MAX,      \
        .required = true, .label = (label_)                                                        \
    }

#define POINT_ROW(n)                                                                               \
    {.name = "k" #n,                                                                               \
     .type = FIELD_TEXT,                                                                           \
     AT(rules_input, rows[n].category),                                                            \
     .max = 120,                                                                                   \
     .label = N_("Kind of thing")},                                                                \
        {.name = "s" #n,                                                                           \
         .type = FIELD_CHOICE,                                                                     \
         AT(rules_input, rows[n].size_class),                                                      \
         .choices = size_classes,                                                                  \
         .label = N_("Size")},                                                                     \
        {.name = "t" #n,                                                                           \
         .type = FIELD_CHOICE,                                                                     \
         AT(rules_input, rows[n].station_state),                                                   \
         .choices = station_states,                                                                \
         .label = N_("State")},                                                                    \
    {                                                                                              \
        .name = "m" #n, .type = FIELD_MILLI, AT(rules_input, rows[n].points_mp),                   \
        .min = -POINTS_MAX, .max = POINTS_MAX, .label = N_("Points")                               \
    }

#define CLASS_ROW(n)                                                                               \
    {.name = "c" #n,                                                                               \
     .type = FIELD_TEXT,                                                                           \
     AT(rules_input, classes[n].category),                                                         \
     .max = 120,                                                                                   \
     .label = N_("Kind of thing")},                                                                \
        {.name = "q" #n,                                                                           \
         .type = FIELD_TEXT,                                                                       \
         AT(rules_input, classes[n].quota_class),                                                  \
         .max = 64,                                                                                \
         .label = N_("Quota class")},                                                              \
    {                                                                                              \
        .name = "r" #n, .type = FIELD_TEXT, AT(rules_input, classes[n].requires), .max = 64,       \
        .label = N_("Approval it takes")                                                           \
    }

/* Rows `tens`0 to `tens`9. */
#define TEN(ROW, tens)                                                                             \
    ROW(tens##0), ROW(tens##1), ROW(tens##2), ROW(tens##3), ROW(tens##4), ROW(tens##5),            \
        ROW(tens##6), ROW(tens##7), ROW(tens##8), ROW(tens##9)

static const struct field rules_fields[] = {
    {.name = "from_day",
     .type = FIELD_DAY,
     AT(rules_input, from_day),
     .required = true,
     .label = N_("In force from"),
     .hint = N_("Today or later. Rounds that are open keep the rules they opened with.")},
    {.name = "startup",
     .type = FIELD_MILLI,
     AT(rules_input, startup_percent_milli),
     .max = PERCENT_MAX,
     .required = true,
     .label = N_("Minimum guarantee for start-ups, %"),
     .hint = N_("Of the lots. 0: none.")},
    {.name = "kept",
     .type = FIELD_MILLI,
     AT(rules_input, kept_percent_milli),
     .max = PERCENT_MAX,
     .required = true,
     .label = N_("What is left of older points after each round, %"),
     .hint = N_("91,7 halves them in eight rounds. 100: they never count less.")},
    {.name = "floor",
     .type = FIELD_MILLI,
     AT(rules_input, floor_mp),
     .max = POINTS_MAX,
     .label = N_("How far below the mean a shop may come, points per share"),
     .hint = N_("Empty: no limit")},
    {.name = "newcomer",
     .type = FIELD_MILLI,
     AT(rules_input, newcomer_credit_mp),
     .max = POINTS_MAX,
     .required = true,
     .label = N_("Head start for a new shop, points"),
     .hint = N_("A new shop begins at the mean of the others, less this")},
    {.name = "penalty",
     .type = FIELD_MILLI,
     AT(rules_input, penalty_mp),
     .max = POINTS_MAX,
     .required = true,
     .label = N_("Added when a lot is not collected in time, points")},
    {.name = "second_call",
     .type = FIELD_MILLI,
     AT(rules_input, second_call_percent_milli),
     .max = PERCENT_MAX,
     .required = true,
     .label = N_("Points in a second call, % of the ordinary")},
    {.name = "swap_hours",
     .type = FIELD_I64,
     AT(rules_input, swap_hours),
     .min = 1,
     .max = 336,
     .required = true,
     .label = N_("An offer on the swap square stands, hours")},
    {.name = "show_names",
     .type = FIELD_FLAG,
     AT(rules_input, show_names),
     .label = N_("Publish who got what with the names of the shops")},
    {.name = "chain",
     .type = FIELD_TEXT,
     AT(rules_input, chain),
     .max = 64,
     .required = true,
     .label = N_("Chain of public randomness")},
    {.name = "genesis",
     .type = FIELD_I64,
     AT(rules_input, chain_genesis_s),
     .min = 1,
     .max = INT64_C(99999999999),
     .required = true,
     .label = N_("When the chain began, in seconds since 1970")},
    {.name = "period",
     .type = FIELD_MILLI,
     AT(rules_input, chain_period_milli),
     .min = 1000,
     .max = 24 * MS_PER_HOUR,
     .required = true,
     .label = N_("Seconds between its rounds")},
    {.name = "chain_url",
     .type = FIELD_TEXT,
     AT(rules_input, chain_url),
     .max = FETCH_ADDRESS_MAX - 20,
     .label = N_("Address to fetch a round from"),
     .hint = N_("https://…/{round}. Empty: two people enter it by hand.")},
    {.name = "fallback",
     .type = FIELD_LINES,
     AT(rules_input, fallback),
     .min = ALLOCATION_REASON_MIN,
     .max = ALLOCATION_NOTE_MAX,
     .required = true,
     .label = N_("If that source fails"),
     .hint = N_("Which public result is used instead, said so that there is only one")},
    DEFAULT_POINTS(0, 1, N_("Small, whole")),
    DEFAULT_POINTS(0, 2, N_("Small, needs mending")),
    DEFAULT_POINTS(0, 3, N_("Small, not sure")),
    DEFAULT_POINTS(1, 1, N_("Medium, whole")),
    DEFAULT_POINTS(1, 2, N_("Medium, needs mending")),
    DEFAULT_POINTS(1, 3, N_("Medium, not sure")),
    DEFAULT_POINTS(2, 1, N_("Large, whole")),
    DEFAULT_POINTS(2, 2, N_("Large, needs mending")),
    DEFAULT_POINTS(2, 3, N_("Large, not sure")),
    DEFAULT_POINTS(3, 1, N_("A pallet, whole")),
    DEFAULT_POINTS(3, 2, N_("A pallet, needs mending")),
    DEFAULT_POINTS(3, 3, N_("A pallet, not sure")),
    TEN(POINT_ROW, ),
    TEN(POINT_ROW, 1),
    TEN(POINT_ROW, 2),
    TEN(POINT_ROW, 3),
    TEN(POINT_ROW, 4),
    TEN(POINT_ROW, 5),
    TEN(POINT_ROW, 6),
    TEN(POINT_ROW, 7),
    TEN(POINT_ROW, 8),
    TEN(POINT_ROW, 9),
    TEN(POINT_ROW, 10),
    TEN(POINT_ROW, 11),
    TEN(CLASS_ROW, ),
    TEN(CLASS_ROW, 1),
    TEN(CLASS_ROW, 2),
    TEN(CLASS_ROW, 3),
    TEN(CLASS_ROW, 4),
    TEN(CLASS_ROW, 5),
    TEN(CLASS_ROW, 6),
    TEN(CLASS_ROW, 7),
    TEN(CLASS_ROW, 8),
    TEN(CLASS_ROW, 9),
    TEN(CLASS_ROW, 10),
    TEN(CLASS_ROW, 11),
    TEN(CLASS_ROW, 12),
    TEN(CLASS_ROW, 13),
    TEN(CLASS_ROW, 14),
    {.name = "note",
     .type = FIELD_LINES,
     AT(rules_input, note),
     .min = ALLOCATION_REASON_MIN,
     .max = ALLOCATION_NOTE_MAX,
     .required = true,
     .label = N_("Why the rules change"),
     .hint = N_("Everybody can read it")},
};
const struct form allocation_office_rules_form = {.name = "rules",
                                                  .fields = rules_fields,
                                                  .field_count = sizeof(rules_fields) /
                                                                 sizeof(rules_fields[0]),
                                                  .size = sizeof(struct rules_input),
                                                  .body_max = RULES_BODY_MAX};

static const struct field rules_show_fields[] = {
    {.name = "versjon", .type = FIELD_ID, AT(rules_show_input, id), .label = N_("Version")},
    {.name = "lagret", .type = FIELD_FLAG, AT(rules_show_input, saved), .label = N_("Saved")},
};
const struct form allocation_office_rules_show_form =
    FORM("rules-show", rules_show_fields, struct rules_show_input);

/* ---- who takes part -------------------------------------------------------------------------- */

static const struct choice part_states[] = {
    {"med", PARTICIPANT_ACTIVE, N_("Takes part")},
    {"pause", PARTICIPANT_PAUSED, N_("Has a pause")},
    {"sluttet", PARTICIPANT_LEFT, N_("Has left")},
    {NULL, 0, NULL},
};
static const struct field shop_fields[] = {
    {.name = "state",
     .type = FIELD_CHOICE,
     AT(shop_part_input, state),
     .choices = part_states,
     .required = true,
     .label = N_("In the draw")},
    {.name = "weight",
     .type = FIELD_I64,
     AT(shop_part_input, weight),
     .min = 1,
     .max = 1000000,
     .required = true,
     .label = N_("Shares"),
     .hint = N_("1 for all, unless a published rule says otherwise")},
    {.name = "cap_lots",
     .type = FIELD_I64,
     AT(shop_part_input, cap_lots),
     .max = ALLOCATION_LOTS_MAX,
     .label = N_("At most so many lots in a round"),
     .hint = N_("Empty: no limit")},
    {.name = "startup",
     .type = FIELD_FLAG,
     AT(shop_part_input, startup),
     .label = N_("Is a start-up, and has the minimum guarantee")},
    {.name = "lead",
     .type = FIELD_ID,
     AT(shop_part_input, lead_id),
     .required = true,
     .label = N_("Has the same owner as"),
     .hint = N_("Shops with the same owner share points, shares and limits")},
    REASON(shop_part_input),
    VERSION(shop_part_input),
};
const struct form allocation_office_shop_form =
    FORM("participant", shop_fields, struct shop_part_input);

static const struct field approve_fields[] = {
    {.name = "requires",
     .type = FIELD_LINES,
     AT(approve_input, requires),
     .max = 1000,
     .label = N_("Approvals"),
     .hint = N_("What the shop is approved for, one a line, as the rules write it")},
    {.name = "caps",
     .type = FIELD_LINES,
     AT(approve_input, caps),
     .max = 1000,
     .label = N_("Limits by quota class"),
     .hint = N_("One a line, such as “bicycles: 5”")},
    REASON(approve_input),
};
const struct form allocation_office_approve_form =
    FORM("approve", approve_fields, struct approve_input);
