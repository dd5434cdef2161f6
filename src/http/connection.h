/* SPDX-License-Identifier: EUPL-1.2 */
/* The connections of one loop: who is at the other end, and how long they may take. */
#ifndef OMBRUK_HTTP_CONNECTION_H
#define OMBRUK_HTTP_CONNECTION_H

#include "http/loop.h"

enum phase {
    PHASE_WAITING, /* for the first or next request line */
    PHASE_HEADER,
    PHASE_BODY,
    PHASE_BUSY, /* being answered: ours to end */
};

/* Only the thread of its loop touches it. */
struct connection {
    struct connection *next;
    struct connection *previous;
    int fd;
    enum phase phase;
    int64_t since_ms;
    bool fresh; /* nothing was asked on it yet */
    bool counted;
    struct address peer;
};

/* Adds a connection to the list that begins at `*first`. One too many from its address is cut off
 * at once. Freed by connection_close(). */
struct connection *connection_open(struct connection **first, const struct loop_setup *setup,
                                   const struct sockaddr *peer, int fd);
void connection_close(struct connection **first, const struct loop_setup *setup,
                      struct connection *connection);

/* The deadline of `phase` begins now. NULL is allowed. */
void connection_set_phase(struct connection *connection, enum phase phase);

/* Cuts off those whose deadline has passed; the library then closes them. */
void connection_end_overdue(struct connection *first, const struct loop_setup *setup,
                            int64_t now_ms);
/* Cuts all off. */
void connection_hang_up(const struct connection *first);

#endif
