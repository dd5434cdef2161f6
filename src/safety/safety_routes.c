/* SPDX-License-Identifier: EUPL-1.2 */
/* The map of the room. */
#include "roles/roles.h"
#include "safety/safety.h"
#include "safety/safety_forms.h"
#include "safety/safety_pages.h"

#include "base/banned.h"

const struct route safety_routes[] = {
    {HTTP_GET, "/kontor/stoppliste", safety_rules_page, WHO_OFFICE, OWNER_CENTRE,
     &safety_saved_form, NULL, N_("Stop list")},
    {HTTP_GET, "/kontor/stoppliste/ny", safety_rule_new_page, WHO_MANAGER, OWNER_NONE, NULL, NULL,
     N_("A new rule")},
    {HTTP_POST, "/kontor/stoppliste", safety_rule_new_post, WHO_MANAGER, OWNER_CENTRE,
     &safety_rule_form, safety_rule_new_page, NULL},
    {HTTP_GET, "/kontor/stoppliste/klasser", safety_classes_page, WHO_OFFICE, OWNER_CENTRE,
     &safety_saved_form, NULL, N_("What is tested and wiped")},
    {HTTP_POST, "/kontor/stoppliste/klasser", safety_classes_post, WHO_MANAGER, OWNER_CENTRE,
     &safety_class_form, safety_classes_page, NULL},
    {HTTP_GET, "/kontor/stoppliste/{rule}", safety_rule_page, WHO_OFFICE, OWNER_CENTRE, NULL, NULL,
     N_("Rule")},
    {HTTP_POST, "/kontor/stoppliste/{rule}", safety_rule_post, WHO_MANAGER, OWNER_CENTRE,
     &safety_rule_form, safety_rule_page, NULL},

    {HTTP_GET, "/kontor/tilbakekall", safety_recalls_page, WHO_OFFICE, OWNER_CENTRE,
     &safety_saved_form, NULL, N_("Recalls")},
    {HTTP_GET, "/kontor/tilbakekall/{match}", safety_match_page, WHO_OFFICE, OWNER_CENTRE,
     &safety_saved_form, NULL, N_("Is it a recalled one?")},
    {HTTP_POST, "/kontor/tilbakekall/{match}", safety_decide_post, WHO_MANAGER, OWNER_CENTRE,
     &safety_decide_form, safety_match_page, NULL},

    {HTTP_GET, "/kontor/el-test", safety_checks_page, WHO_OFFICE, OWNER_CENTRE, &safety_code_form,
     NULL, N_("Electrical tests")},
    {HTTP_GET, "/kontor/el-test/{code}", safety_check_page, WHO_OFFICE, OWNER_CENTRE,
     &safety_saved_form, NULL, N_("Test and wiping")},
    {HTTP_POST, "/kontor/el-test/{code}", safety_test_post, WHO_MANAGER, OWNER_CENTRE,
     &safety_test_form, safety_check_page, NULL},
    {HTTP_POST, "/kontor/el-test/{code}/slettet", safety_wipe_post, WHO_MANAGER, OWNER_CENTRE,
     &safety_wipe_form, safety_check_page, NULL},
    {HTTP_POST, "/kontor/el-test/{code}/kjennetegn", safety_identity_post, WHO_MANAGER,
     OWNER_CENTRE, &safety_identity_form, safety_check_page, NULL},

    {HTTP_GET, "/lager/{code}/sikkerhet", safety_own_check_page, WHO_TENANT, OWNER_GROUP,
     &safety_saved_form, NULL, N_("Test and wiping")},
    {HTTP_POST, "/lager/{code}/el-test", safety_own_test_post, WHO_TENANT, OWNER_GROUP,
     &safety_test_form, safety_own_check_page, NULL},
    {HTTP_POST, "/lager/{code}/slettet", safety_own_wipe_post, WHO_TENANT, OWNER_GROUP,
     &safety_wipe_form, safety_own_check_page, NULL},
    {HTTP_POST, "/lager/{code}/kjennetegn", safety_own_identity_post, WHO_TENANT, OWNER_GROUP,
     &safety_identity_form, safety_own_check_page, NULL},

    {HTTP_GET, "/tilbakekall", safety_own_recalls_page, WHO_TENANT, OWNER_GROUP, &safety_saved_form,
     NULL, N_("Recalled things")},
    {HTTP_POST, "/tilbakekall/{match}", safety_answer_post, WHO_TENANT, OWNER_GROUP,
     &safety_answer_form, safety_own_recalls_page, NULL},
    {HTTP_POST, "/lager/{code}/tilbakekalt", safety_dispose_post, WHO_TENANT, OWNER_GROUP,
     &safety_dispose_form, safety_own_recalls_page, NULL},

    {HTTP_GET, "/kontor/brukthandel", safety_dealer_page, WHO_OFFICE, OWNER_CENTRE,
     &safety_saved_form, NULL, N_("Dealer's register")},
    {HTTP_POST, "/kontor/brukthandel/land", safety_country_post, WHO_MANAGER, OWNER_CENTRE,
     &safety_country_form, safety_dealer_page, NULL},
    {HTTP_GET, "/kontor/brukthandel/register.csv", safety_register_csv, WHO_MANAGER, OWNER_CENTRE,
     NULL, NULL, NULL},
    {HTTP_GET, "/kontor/brukthandel/regel", safety_dealer_rule_new_page, WHO_MANAGER, OWNER_NONE,
     NULL, NULL, N_("A new rule for dealers")},
    {HTTP_POST, "/kontor/brukthandel/regel", safety_dealer_rule_new_post, WHO_MANAGER, OWNER_CENTRE,
     &safety_dealer_rule_form, safety_dealer_rule_new_page, NULL},
    {HTTP_GET, "/kontor/brukthandel/regel/{dealerrule}", safety_dealer_rule_page, WHO_OFFICE,
     OWNER_CENTRE, NULL, NULL, N_("Rule for dealers")},
    {HTTP_POST, "/kontor/brukthandel/regel/{dealerrule}", safety_dealer_rule_post, WHO_MANAGER,
     OWNER_CENTRE, &safety_dealer_rule_form, safety_dealer_rule_page, NULL},
    {HTTP_GET, "/kontor/brukthandel/{entry}", safety_entry_page, WHO_OFFICE, OWNER_CENTRE, NULL,
     NULL, N_("Bought thing")},
    {HTTP_POST, "/kontor/brukthandel/{entry}", safety_seller_post, WHO_MANAGER, OWNER_CENTRE,
     &safety_seller_form, safety_entry_page, NULL},
    ROUTES_END,
};
