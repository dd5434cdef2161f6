/* SPDX-License-Identifier: EUPL-1.2 */
/* Handlers of the pages of accounts; what each does stands in the route table. */
#ifndef OMBRUK_ACCOUNTS_ACCOUNTS_PAGES_H
#define OMBRUK_ACCOUNTS_ACCOUNTS_PAGES_H

#include "http/http.h"

/* Signing in and out. */
http_handler accounts_sign_in_page;
http_handler accounts_sign_in_post;
http_handler accounts_demo_post;
http_handler accounts_demo_outbox_page; /* NOT_FOUND outside demo mode */
http_handler accounts_code_ask_page;
http_handler accounts_code_ask_post;
http_handler accounts_code_page;
http_handler accounts_code_post;
http_handler accounts_link_page;
http_handler accounts_link_post;
http_handler accounts_sign_out_post;
http_handler accounts_leave_post; /* the same for the intake app, as JSON */
http_handler accounts_account_page;
http_handler accounts_password_post;

/* At the station. */
http_handler accounts_enrol_page;
http_handler accounts_enrol_post;
http_handler accounts_workers_page;
http_handler accounts_pin_post;

/* In the office. */
http_handler accounts_people_page;
http_handler accounts_people_post;
http_handler accounts_person_page;
http_handler accounts_grant_post;
http_handler accounts_revoke_post;
http_handler accounts_new_pin_post;
http_handler accounts_send_link_post;
http_handler accounts_disable_post;
http_handler accounts_devices_page;
http_handler accounts_devices_post;
http_handler accounts_device_revoke_post;

/* Sets the session cookie and sends the visitor on: to `next` if it is a path of ours, else to
 * where the actor starts the day. */
MUST_CHECK enum status accounts_pages_go_on(struct ctx *ctx, const struct request *req,
                                            struct response *res, struct str token,
                                            struct str next);

#endif
