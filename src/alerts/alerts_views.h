/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of the room show; texts are translated and formatted already. */
#ifndef OMBRUK_ALERTS_ALERTS_VIEWS_H
#define OMBRUK_ALERTS_ALERTS_VIEWS_H

#include "html/page.h"

struct alert_new_view {
    struct page page;
    struct str words; /* what is searched for; empty: nothing, so there is no form */
    struct str query;
    struct url list;
    struct url feed;
    struct url post_url;
    struct form_field email;
    struct error_summary errors;
    struct str limits; /* how long, how often, how many */
};

struct alert_sent_view {
    struct page page;
    struct str text;
    struct url find;
};

/* One alert, for whoever has its link. */
struct alert_view {
    struct page page;
    struct str heading;
    struct str words;
    struct str text; /* until when, or what happens now */
    struct url list;
    struct url confirm_url; /* empty: nothing to confirm */
    struct url stop_url;    /* empty: it is over */
    struct url feed;
};

/* All alerts of one mailbox. */
struct alert_box_item {
    struct str words;
    struct url own; /* the page of that one */
};
struct alert_box_view {
    struct page page;
    struct {
        struct alert_box_item *ptr;
        size_t count;
        size_t capacity;
    } alerts;
    struct url stop_url;
    struct url find;
};

#endif
