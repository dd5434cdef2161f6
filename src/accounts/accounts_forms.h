/* SPDX-License-Identifier: EUPL-1.2 */
/* What may be typed on the pages of accounts. "neste" is the path to go on to. */
#ifndef OMBRUK_ACCOUNTS_ACCOUNTS_FORMS_H
#define OMBRUK_ACCOUNTS_ACCOUNTS_FORMS_H

#include "http/form.h"

struct sign_in_input {
    struct str email;
    struct str password;
    struct str next;
};
extern const struct form accounts_sign_in_form;

struct code_ask_input {
    struct str email;
    struct str next;
};
extern const struct form accounts_code_ask_form;

struct code_input {
    struct str email;
    struct str code;
    struct str next;
};
extern const struct form accounts_code_form;

/* How many people of one role the demo has buttons for: enough to try what takes two. */
#define ACCOUNTS_DEMO_EACH 2
struct demo_input {
    int64_t role;
    int64_t number; /* the first who holds it, the second, …; NO_I64: the first */
    struct str next;
};
extern const struct form accounts_demo_form;

struct password_input {
    struct str password;
};
extern const struct form accounts_password_form;

struct enrol_input {
    struct str code;
};
extern const struct form accounts_enrol_form;

struct pin_input {
    int64_t person_id;
    struct str pin;
};
extern const struct form accounts_pin_form;

struct person_input {
    struct str name;
    struct str email;
    int64_t role; /* NO_I64: none */
    int64_t shop; /* NO_I64: none */
    struct str pin;
};
extern const struct form accounts_person_form;

struct grant_input {
    int64_t role;
    int64_t shop; /* NO_I64: none */
};
extern const struct form accounts_grant_form;

struct new_pin_input {
    struct str pin;
};
extern const struct form accounts_new_pin_form;

struct device_input {
    struct str name;
    int64_t station;
};
extern const struct form accounts_device_form;

struct device_revoke_input {
    int64_t device;
};
extern const struct form accounts_device_revoke_form;

#endif
