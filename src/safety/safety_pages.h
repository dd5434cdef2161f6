/* SPDX-License-Identifier: EUPL-1.2 */
/* Handlers of the room's pages; what each does stands in the route table. */
#ifndef OMBRUK_SAFETY_SAFETY_PAGES_H
#define OMBRUK_SAFETY_SAFETY_PAGES_H

#include "http/http.h"

http_handler safety_rules_page;
http_handler safety_rule_new_page;
http_handler safety_rule_new_post;
http_handler safety_rule_page;
http_handler safety_rule_post;
http_handler safety_classes_page;
http_handler safety_classes_post;

http_handler safety_checks_page;
http_handler safety_check_page;
http_handler safety_test_post;
http_handler safety_wipe_post;
http_handler safety_identity_post;
http_handler safety_own_check_page;
http_handler safety_own_test_post;
http_handler safety_own_wipe_post;
http_handler safety_own_identity_post;

http_handler safety_recalls_page;
http_handler safety_match_page;
http_handler safety_decide_post;
http_handler safety_own_recalls_page;
http_handler safety_answer_post;
http_handler safety_dispose_post;

http_handler safety_dealer_page;
http_handler safety_country_post;
http_handler safety_entry_page;
http_handler safety_seller_post;
http_handler safety_register_csv;
http_handler safety_dealer_rule_new_page;
http_handler safety_dealer_rule_new_post;
http_handler safety_dealer_rule_page;
http_handler safety_dealer_rule_post;

#endif
