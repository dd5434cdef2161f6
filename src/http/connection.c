/* SPDX-License-Identifier: EUPL-1.2 */
/* Keeps the deadlines and the share of each address. */
#include "http/connection.h"

#include <stdlib.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "base/log.h"

#include "base/banned.h"

void connection_set_phase(struct connection *connection, enum phase phase)
{
    if (connection != NULL) {
        connection->fresh = connection->fresh && phase == PHASE_WAITING;
        connection->phase = phase;
        connection->since_ms = clock_monotonic_ms();
    }
}

struct connection *connection_open(struct connection **first, const struct loop_setup *setup,
                                   const struct sockaddr *peer, int fd)
{
    struct connection *connection = calloc(1, sizeof(*connection));
    if (connection == NULL) {
        log_error("server", "why=\"out of memory\"");
        abort();
    }
    connection->fd = fd;
    connection->fresh = true;
    connection->peer = address_of_socket(peer);
    connection->counted = !address_is_in(&connection->peer, &setup->trusted);
    connection_set_phase(connection, PHASE_WAITING);
    if (connection->counted && !census_enter(setup->census, &connection->peer)) {
        connection->counted = false;
        shutdown(fd, SHUT_RDWR);
    }
    connection->next = *first;
    if (connection->next != NULL) {
        connection->next->previous = connection;
    }
    *first = connection;
    return connection;
}

void connection_close(struct connection **first, const struct loop_setup *setup,
                      struct connection *connection)
{
    if (connection->counted) {
        census_leave(setup->census, &connection->peer);
    }
    if (connection->next != NULL) {
        connection->next->previous = connection->previous;
    }
    if (connection->previous != NULL) {
        connection->previous->next = connection->next;
    } else {
        *first = connection->next;
    }
    free(connection);
}

static int64_t allowed_ms(const struct loop_setup *setup, const struct connection *connection)
{
    switch (connection->phase) {
    case PHASE_WAITING:
        /* The library tells when a request line is complete, not when it begins; after an answer
         * the client may first be idle. */
        return (int64_t)1000 *
               (setup->header_deadline_s + (connection->fresh ? 0 : setup->idle_timeout_s));
    case PHASE_HEADER:
        return (int64_t)1000 * setup->header_deadline_s;
    case PHASE_BODY:
        return (int64_t)1000 * setup->request_deadline_s;
    case PHASE_BUSY:
        break;
    }
    return INT64_MAX;
}

/* The library's timer counts inactivity; a client that sends a byte now and then would stay. */
void connection_end_overdue(struct connection *first, const struct loop_setup *setup,
                            int64_t now_ms)
{
    for (struct connection *c = first; c != NULL; c = c->next) {
        if (now_ms - c->since_ms > allowed_ms(setup, c)) {
            shutdown(c->fd, SHUT_RDWR);
            connection_set_phase(c, PHASE_BUSY);
        }
    }
}

void connection_hang_up(const struct connection *first)
{
    for (const struct connection *c = first; c != NULL; c = c->next) {
        shutdown(c->fd, SHUT_RDWR);
    }
}
