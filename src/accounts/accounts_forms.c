/* SPDX-License-Identifier: EUPL-1.2 */
/* The fields of the pages of accounts. */
#include "accounts/accounts_forms.h"

#include "accounts/accounts_secret.h"
#include "roles/roles.h"

#include "base/banned.h"

#define NEXT_MAX 1000

#define FIELD_NEXT(type_)                                                                          \
    {                                                                                              \
        .name = "neste", .type = FIELD_TEXT, .offset = offsetof(type_, next), .max = NEXT_MAX,     \
        .label = N_("Where to go on to")                                                           \
    }

#define ROLE_CHOICE(number_, name_, key_, label_)                                                  \
    {.value = (key_), .number = (number_), .label = (label_)},
static const struct choice roles[] = {ROLE_TABLE(ROLE_CHOICE){.value = NULL}};
#undef ROLE_CHOICE

static const struct field sign_in_fields[] = {
    {.name = "email",
     .type = FIELD_EMAIL,
     .offset = offsetof(struct sign_in_input, email),
     .required = true,
     .label = N_("E-mail"),
     .autocomplete = "username"},
    {.name = "password",
     .type = FIELD_SECRET,
     .offset = offsetof(struct sign_in_input, password),
     .max = ACCOUNTS_PASSWORD_MAX,
     .required = true,
     .label = N_("Password"),
     .autocomplete = "current-password"},
    FIELD_NEXT(struct sign_in_input),
};
const struct form accounts_sign_in_form = FORM("sign-in", sign_in_fields, struct sign_in_input);

static const struct field code_ask_fields[] = {
    {.name = "email",
     .type = FIELD_EMAIL,
     .offset = offsetof(struct code_ask_input, email),
     .required = true,
     .label = N_("E-mail"),
     .autocomplete = "email"},
    FIELD_NEXT(struct code_ask_input),
};
const struct form accounts_code_ask_form = FORM("code-ask", code_ask_fields, struct code_ask_input);

static const struct field code_fields[] = {
    {.name = "email",
     .type = FIELD_EMAIL,
     .offset = offsetof(struct code_input, email),
     .required = true,
     .label = N_("E-mail")},
    {.name = "code",
     .type = FIELD_TEXT,
     .offset = offsetof(struct code_input, code),
     .max = 12,
     .required = true,
     .label = N_("Code"),
     .hint = N_("Six digits"),
     .autocomplete = "one-time-code"},
    FIELD_NEXT(struct code_input),
};
const struct form accounts_code_form = FORM("code", code_fields, struct code_input);

static const struct field demo_fields[] = {
    {.name = "role",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct demo_input, role),
     .choices = roles,
     .required = true,
     .label = N_("Role")},
    {.name = "number",
     .type = FIELD_I64,
     .offset = offsetof(struct demo_input, number),
     .min = 1,
     .max = ACCOUNTS_DEMO_EACH,
     .label = N_("Number")},
    FIELD_NEXT(struct demo_input),
};
const struct form accounts_demo_form = FORM("demo", demo_fields, struct demo_input);

static const struct field password_fields[] = {
    {.name = "password",
     .type = FIELD_SECRET,
     .offset = offsetof(struct password_input, password),
     .max = ACCOUNTS_PASSWORD_MAX,
     .required = true,
     .label = N_("New password"),
     .hint = N_("At least 12 characters, for instance four words."),
     .autocomplete = "new-password"},
};
const struct form accounts_password_form = FORM("password", password_fields, struct password_input);

static const struct field enrol_fields[] = {
    {.name = "code",
     .type = FIELD_TEXT,
     .offset = offsetof(struct enrol_input, code),
     .max = 20,
     .required = true,
     .label = N_("Code"),
     .hint = N_("Eight signs, like 7K4M-2PXQ")},
};
const struct form accounts_enrol_form = FORM("enrol", enrol_fields, struct enrol_input);

static const struct field pin_fields[] = {
    {.name = "person",
     .type = FIELD_ID,
     .offset = offsetof(struct pin_input, person_id),
     .required = true,
     .label = N_("Who is at work"),
     .wrong = N_("Choose yourself.")},
    {.name = "pin",
     .type = FIELD_SECRET,
     .offset = offsetof(struct pin_input, pin),
     .max = ACCOUNTS_PIN_MAX,
     .required = true,
     .label = N_("PIN")},
};
const struct form accounts_pin_form = FORM("pin", pin_fields, struct pin_input);

static const struct field person_fields[] = {
    {.name = "name",
     .type = FIELD_TEXT,
     .offset = offsetof(struct person_input, name),
     .max = 80,
     .required = true,
     .label = N_("Name")},
    {.name = "email",
     .type = FIELD_EMAIL,
     .offset = offsetof(struct person_input, email),
     .label = N_("E-mail"),
     .hint = N_("We send a link for the first sign-in. Not needed for the station.")},
    {.name = "role",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct person_input, role),
     .choices = roles,
     .label = N_("Role")},
    {.name = "shop",
     .type = FIELD_ID,
     .offset = offsetof(struct person_input, shop),
     .label = N_("Shop"),
     .hint = N_("For shop owners and shop staff")},
    {.name = "pin",
     .type = FIELD_SECRET,
     .offset = offsetof(struct person_input, pin),
     .max = ACCOUNTS_PIN_MAX,
     .label = N_("PIN"),
     .hint = N_("4 to 8 digits, for the station")},
};
const struct form accounts_person_form = FORM("person", person_fields, struct person_input);

static const struct field grant_fields[] = {
    {.name = "role",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct grant_input, role),
     .choices = roles,
     .required = true,
     .label = N_("Role")},
    {.name = "shop",
     .type = FIELD_ID,
     .offset = offsetof(struct grant_input, shop),
     .label = N_("Shop"),
     .hint = N_("For shop owners and shop staff")},
};
const struct form accounts_grant_form = FORM("grant", grant_fields, struct grant_input);

static const struct field new_pin_fields[] = {
    {.name = "pin",
     .type = FIELD_SECRET,
     .offset = offsetof(struct new_pin_input, pin),
     .max = ACCOUNTS_PIN_MAX,
     .required = true,
     .label = N_("New PIN"),
     .hint = N_("4 to 8 digits")},
};
const struct form accounts_new_pin_form = FORM("new-pin", new_pin_fields, struct new_pin_input);

static const struct field device_fields[] = {
    {.name = "name",
     .type = FIELD_TEXT,
     .offset = offsetof(struct device_input, name),
     .max = 60,
     .required = true,
     .label = N_("What you call the device"),
     .hint = N_("For instance: tablet by the ramp")},
    {.name = "station",
     .type = FIELD_ID,
     .offset = offsetof(struct device_input, station),
     .required = true,
     .label = N_("Station"),
     .wrong = N_("Choose the station.")},
};
const struct form accounts_device_form = FORM("device", device_fields, struct device_input);

static const struct field device_revoke_fields[] = {
    {.name = "device",
     .type = FIELD_ID,
     .offset = offsetof(struct device_revoke_input, device),
     .required = true,
     .label = N_("Device")},
};
const struct form accounts_device_revoke_form =
    FORM("device-revoke", device_revoke_fields, struct device_revoke_input);
