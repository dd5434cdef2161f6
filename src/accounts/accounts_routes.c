/* SPDX-License-Identifier: EUPL-1.2 */
/* The map of the room. */
#include "accounts/accounts.h"
#include "accounts/accounts_forms.h"
#include "accounts/accounts_pages.h"

#include "base/banned.h"

const struct route accounts_routes[] = {
    /* Signing in and out. */
    {HTTP_GET, "/logg-inn", accounts_sign_in_page, EVERYONE, OWNER_NONE, NULL, NULL, N_("Sign in")},
    {HTTP_POST, "/logg-inn", accounts_sign_in_post, EVERYONE, OWNER_NONE, &accounts_sign_in_form,
     accounts_sign_in_page, NULL},
    {HTTP_POST, "/logg-inn/demo", accounts_demo_post, EVERYONE, OWNER_NONE, &accounts_demo_form,
     NULL, NULL},
    {HTTP_GET, "/demo/utboks", accounts_demo_outbox_page, EVERYONE, OWNER_NONE, NULL, NULL,
     N_("Mail of the demo")},
    {HTTP_GET, "/logg-inn/kode", accounts_code_ask_page, EVERYONE, OWNER_NONE, NULL, NULL,
     N_("Get a code by e-mail")},
    {HTTP_POST, "/logg-inn/kode", accounts_code_ask_post, EVERYONE, OWNER_NONE,
     &accounts_code_ask_form, accounts_code_ask_page, NULL},
    {HTTP_POST, "/logg-inn/kode/svar", accounts_code_post, EVERYONE, OWNER_NONE,
     &accounts_code_form, accounts_code_page, NULL},
    {HTTP_GET, "/logg-inn/lenke/{link}", accounts_link_page, EVERYONE, OWNER_NONE, NULL, NULL,
     N_("Welcome")},
    {HTTP_POST, "/logg-inn/lenke/{link}", accounts_link_post, EVERYONE, OWNER_NONE, &form_empty,
     NULL, NULL},
    {HTTP_POST, "/logg-ut", accounts_sign_out_post, WHO_SIGNED_IN, OWNER_SELF, &form_empty, NULL,
     NULL},
    {HTTP_GET, "/konto", accounts_account_page, WHO_SIGNED_IN, OWNER_SELF, NULL, NULL,
     N_("My account")},
    {HTTP_POST, "/konto/passord", accounts_password_post, WHO_SIGNED_IN, OWNER_SELF,
     &accounts_password_form, accounts_account_page, NULL},

    /* At the station. */
    {HTTP_GET, "/inn/enroler", accounts_enrol_page, EVERYONE, OWNER_NONE, NULL, NULL,
     N_("Use this device at a station")},
    {HTTP_POST, "/inn/enroler", accounts_enrol_post, EVERYONE, OWNER_NONE, &accounts_enrol_form,
     accounts_enrol_page, NULL},
    {HTTP_GET, "/inn/person", accounts_workers_page, WHO_DEVICE, OWNER_CENTRE, NULL, NULL,
     N_("Who is at work?")},
    {HTTP_POST, "/inn/person", accounts_pin_post, WHO_DEVICE, OWNER_CENTRE, &accounts_pin_form,
     accounts_workers_page, NULL},
    {.method = HTTP_POST,
     .path = "/inn/ut",
     .handler = accounts_leave_post,
     .who = WHO_SIGNED_IN,
     .owner = OWNER_SELF,
     .form = &form_empty,
     .guard = GUARD_DEVICE},

    /* In the office. */
    {HTTP_GET, "/kontor/folk", accounts_people_page, WHO_OFFICE, OWNER_CENTRE, NULL, NULL,
     N_("People")},
    {HTTP_POST, "/kontor/folk", accounts_people_post, WHO_MANAGER, OWNER_CENTRE,
     &accounts_person_form, accounts_people_page, NULL},
    {HTTP_GET, "/kontor/folk/{person}", accounts_person_page, WHO_OFFICE, OWNER_CENTRE, NULL, NULL,
     N_("Person")},
    {HTTP_POST, "/kontor/folk/{person}/rolle", accounts_grant_post, WHO_MANAGER, OWNER_CENTRE,
     &accounts_grant_form, accounts_person_page, NULL},
    {HTTP_POST, "/kontor/folk/{person}/rolle/fjern", accounts_revoke_post, WHO_MANAGER,
     OWNER_CENTRE, &accounts_grant_form, accounts_person_page, NULL},
    {HTTP_POST, "/kontor/folk/{person}/pin", accounts_new_pin_post, WHO_MANAGER, OWNER_CENTRE,
     &accounts_new_pin_form, accounts_person_page, NULL},
    {HTTP_POST, "/kontor/folk/{person}/lenke", accounts_send_link_post, WHO_MANAGER, OWNER_CENTRE,
     &form_empty, NULL, NULL},
    {HTTP_POST, "/kontor/folk/{person}/sperr", accounts_disable_post, WHO_MANAGER, OWNER_CENTRE,
     &form_empty, NULL, NULL},
    {HTTP_GET, "/kontor/enheter", accounts_devices_page, WHO_OFFICE, OWNER_CENTRE, NULL, NULL,
     N_("Devices")},
    {HTTP_POST, "/kontor/enheter", accounts_devices_post, WHO_MANAGER, OWNER_CENTRE,
     &accounts_device_form, accounts_devices_page, NULL},
    {HTTP_POST, "/kontor/enheter/sperr", accounts_device_revoke_post, WHO_MANAGER, OWNER_CENTRE,
     &accounts_device_revoke_form, NULL, NULL},
    ROUTES_END,
};
