/* SPDX-License-Identifier: EUPL-1.2 */
/* The fields of the forms after a draw. */
#include "allocation/allocation_after_forms.h"

#include "allocation/allocation_after.h"

#include "base/banned.h"

#define CODE_TYPED_MAX 300 /* a scanned label is an address */
#define CALLED_MAX     500

static const struct field collected_fields[] = {
    {.name = "hentet",
     .type = FIELD_TEXT,
     .offset = offsetof(struct dock_done_input, code),
     .max = 20,
     .label = N_("Label code")},
};
const struct form allocation_after_collected_form =
    FORM("collected", collected_fields, struct dock_done_input);

static const struct field handed_fields[] = {
    {.name = "utlevert",
     .type = FIELD_TEXT,
     .offset = offsetof(struct dock_done_input, code),
     .max = 20,
     .label = N_("Label code")},
};
const struct form allocation_after_handed_form =
    FORM("handed", handed_fields, struct dock_done_input);

static const struct field receive_fields[] = {
    {.name = "code",
     .type = FIELD_TEXT,
     .offset = offsetof(struct dock_code_input, code),
     .required = true,
     .max = CODE_TYPED_MAX,
     .label = N_("Label code"),
     .hint = N_("Scan the label, or type its eight signs")},
};
const struct form allocation_after_receive_form =
    FORM("receive", receive_fields, struct dock_code_input);

static const struct field give_fields[] = {
    {.name = "code",
     .type = FIELD_TEXT,
     .offset = offsetof(struct dock_code_input, code),
     .required = true,
     .max = CODE_TYPED_MAX,
     .label = N_("The label, or its last four signs")},
};
const struct form allocation_after_give_form = FORM("give", give_fields, struct dock_code_input);

/* What must be chosen is not `required` here: that would be told as something to write. */
static const struct field move_fields[] = {
    {.name = "from",
     .type = FIELD_ID,
     .offset = offsetof(struct dock_move_input, from),
     .label = N_("The time now")},
    {.name = "to",
     .type = FIELD_ID,
     .offset = offsetof(struct dock_move_input, to),
     .label = N_("The new time"),
     .wrong = N_("Choose one of the times.")},
};
const struct form allocation_after_move_form = FORM("move", move_fields, struct dock_move_input);

/* ---- the swap square ------------------------------------------------------------------------- */

static const struct choice swap_dones[] = {
    {"tilbudt", SWAP_DONE_OFFERED, N_("Offered")},
    {"vil-ha", SWAP_DONE_ASKED, N_("Asked for")},
    {"likevel-ikke", SWAP_DONE_NOT_ASKED, N_("No longer asked for")},
    {"trukket", SWAP_DONE_WITHDRAWN, N_("Withdrawn")},
    {NULL, 0, NULL},
};
static const struct field swap_fields[] = {
    {.name = "gjort",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct swap_show_input, done),
     .choices = swap_dones,
     .label = N_("Done")},
};
const struct form allocation_after_swap_form = FORM("swap", swap_fields, struct swap_show_input);

static const struct field offer_fields[] = {
    {.name = "code",
     .type = FIELD_TEXT,
     .offset = offsetof(struct swap_offer_input, code),
     .required = true,
     .max = CODE_TYPED_MAX,
     .label = N_("Label code")},
};
const struct form allocation_after_offer_form =
    FORM("offer", offer_fields, struct swap_offer_input);

/* The three acts take the same field, each by a table of its own: the page tells them apart by it.
 */
#define OFFER_FIELD                                                                                \
    {                                                                                              \
        .name = "offer", .type = FIELD_ID, .offset = offsetof(struct swap_act_input, offer_id),    \
        .required = true, .label = N_("Offer")                                                     \
    }
static const struct field ask_fields[] = {OFFER_FIELD};
const struct form allocation_after_ask_form = FORM("ask", ask_fields, struct swap_act_input);
static const struct field unask_fields[] = {OFFER_FIELD};
const struct form allocation_after_unask_form = FORM("unask", unask_fields, struct swap_act_input);
static const struct field withdraw_fields[] = {OFFER_FIELD};
const struct form allocation_after_withdraw_form =
    FORM("withdraw", withdraw_fields, struct swap_act_input);

/* ---- what nobody wanted ---------------------------------------------------------------------- */

static const struct choice founds[] = {
    {"butikken", FOUND_SHOP, N_("The shop has it")},
    {"stasjonen", FOUND_STATION, N_("It stands at the station")},
    {NULL, 0, NULL},
};
static const struct field leftovers_fields[] = {
    {.name = "lyst",
     .type = FIELD_I64,
     .offset = offsetof(struct leftovers_show_input, called),
     .max = CALLED_MAX,
     .label = N_("Called out")},
    {.name = "ute",
     .type = FIELD_FLAG,
     .offset = offsetof(struct leftovers_show_input, left),
     .label = N_("Left the house")},
    {.name = "funnet",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct leftovers_show_input, found),
     .choices = founds,
     .label = N_("Where it is")},
};
const struct form allocation_after_leftovers_form =
    FORM("leftovers", leftovers_fields, struct leftovers_show_input);

static const struct field unreceived_fields[] = {
    {.name = "pick_up",
     .type = FIELD_ID,
     .offset = offsetof(struct unreceived_input, pick_up_id),
     .required = true,
     .label = N_("Lot")},
    {.name = "found",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct unreceived_input, found),
     .required = true,
     .choices = founds,
     .label = N_("Where it is")},
};
const struct form allocation_after_unreceived_form =
    FORM("unreceived", unreceived_fields, struct unreceived_input);

static const struct field second_call_fields[] = {
    {.name = "things",
     .type = FIELD_IDS,
     .offset = offsetof(struct second_call_input, things),
     .max = CALLED_MAX,
     .label = N_("Lots"),
     .wrong = N_("Choose at least one lot.")},
    {.name = "label",
     .type = FIELD_TEXT,
     .offset = offsetof(struct second_call_input, label),
     .required = true,
     .max = 60,
     .label = N_("What the round is called")},
    {.name = "closes",
     .type = FIELD_DAY,
     .offset = offsetof(struct second_call_input, closes_day),
     .required = true,
     .label = N_("The wishes close"),
     .hint = N_("At 12 that day; the draw follows five minutes later")},
};
const struct form allocation_after_second_call_form =
    FORM("second-call", second_call_fields, struct second_call_input);

#define DISCARD_CHOICE(number, name, words) {#number, DISCARD_##name, words},
const struct choice allocation_after_discards[] = {
    GOODS_DISCARD_TABLE(DISCARD_CHOICE){NULL, 0, NULL},
};

/* No shop is asked again for these. */
static const struct choice ruined_choices[] = {
    {"1", DISCARD_BROKEN, N_("Broken")},
    {"2", DISCARD_DIRTY, N_("Dirty")},
    {"3", DISCARD_UNSAFE, N_("Unsafe")},
    {"6", DISCARD_RECALLED, N_("Recalled")},
    {NULL, 0, NULL},
};

static const struct field ruined_fields[] = {
    {.name = "things",
     .type = FIELD_IDS,
     .offset = offsetof(struct ruined_input, things),
     .max = CALLED_MAX,
     .label = N_("Lots"),
     .wrong = N_("Choose at least one lot.")},
    {.name = "discard",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct ruined_input, discard),
     .required = true,
     .choices = ruined_choices,
     .label = N_("What is wrong"),
     .wrong = N_("Choose why it goes to recycling.")},
    {.name = "reason",
     .type = FIELD_LINES,
     .offset = offsetof(struct ruined_input, reason),
     .min = ALLOCATION_REASON_MIN,
     .max = ALLOCATION_NOTE_MAX,
     .required = true,
     .label = N_("Why"),
     .hint = N_("At least ten characters. It is kept in the log.")},
};
const struct form allocation_after_ruined_form = FORM("ruined", ruined_fields, struct ruined_input);

static const struct field leave_fields[] = {
    {.name = "thing",
     .type = FIELD_ID,
     .offset = offsetof(struct leave_input, thing_id),
     .required = true,
     .label = N_("Lot")},
    {.name = "partner",
     .type = FIELD_I64,
     .offset = offsetof(struct leave_input, partner_id),
     .min = 0,
     .max = INT64_MAX,
     .label = N_("Where it goes"),
     .wrong = N_("Choose where it goes.")},
    {.name = "discard",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct leave_input, discard),
     .choices = allocation_after_discards,
     .label = N_("If to recycling: what is wrong")},
    {.name = "reason",
     .type = FIELD_LINES,
     .offset = offsetof(struct leave_input, reason),
     .min = ALLOCATION_REASON_MIN,
     .max = ALLOCATION_NOTE_MAX,
     .required = true,
     .label = N_("Why"),
     .hint = N_("At least ten characters. It is kept in the log.")},
};
const struct form allocation_after_leave_form = FORM("leave", leave_fields, struct leave_input);

/* ---- partners -------------------------------------------------------------------------------- */

static const struct choice partner_terms[] = {
    {"fast", PARTNER_TWELVE_MONTHS, N_("Fixed, for twelve months")},
    {"en-gang", PARTNER_ONCE, N_("Once, within twelve months")},
    {NULL, 0, NULL},
};
static const struct field partner_fields[] = {
    {.name = "name",
     .type = FIELD_TEXT,
     .offset = offsetof(struct partner_input, name),
     .required = true,
     .max = 120,
     .label = N_("Name"),
     .autocomplete = "organization"},
    {.name = "organisation_number",
     .type = FIELD_TEXT,
     .offset = offsetof(struct partner_input, organisation_number),
     .required = true,
     .max = 20,
     .label = N_("Organisation number"),
     .hint = N_("9 digits")},
    {.name = "email",
     .type = FIELD_EMAIL,
     .offset = offsetof(struct partner_input, email),
     .label = N_("E-mail"),
     .autocomplete = "email"},
    {.name = "term",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct partner_input, term),
     .required = true,
     .choices = partner_terms,
     .label = N_("How long"),
     .wrong = N_("Choose how long the agreement lasts.")},
    {.name = "from",
     .type = FIELD_DAY,
     .offset = offsetof(struct partner_input, from_day),
     .required = true,
     .label = N_("First day")},
    {.name = "category",
     .type = FIELD_IDS,
     .offset = offsetof(struct partner_input, categories),
     .label = N_("What they may have"),
     .wrong = N_("Choose at least one category.")},
};
const struct form allocation_after_partner_form =
    FORM("partner", partner_fields, struct partner_input);

static const struct field partner_end_fields[] = {
    {.name = "partner",
     .type = FIELD_ID,
     .offset = offsetof(struct partner_end_input, partner_id),
     .required = true,
     .label = N_("Partner")},
};
const struct form allocation_after_partner_end_form =
    FORM("partner-end", partner_end_fields, struct partner_end_input);
