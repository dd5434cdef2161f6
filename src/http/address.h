/* SPDX-License-Identifier: EUPL-1.2 */
/* Network addresses: parsing, trusted proxies, who the client is. */
#ifndef OMBRUK_HTTP_ADDRESS_H
#define OMBRUK_HTTP_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

#include "base/status.h"
#include "base/str.h"

/* IPv6, or IPv4 as ::ffff:a.b.c.d. */
struct address {
    unsigned char bytes[16];
};

#define ADDRESS_TEXT_MAX 46

/* A block of addresses: the first `bits` bits count. */
struct address_block {
    struct address base;
    int bits;
};

#define ADDRESS_BLOCKS_MAX 32

struct address_blocks {
    struct address_block items[ADDRESS_BLOCKS_MAX];
    int count;
};

/* Zero for what is neither IPv4 nor IPv6. */
struct address address_of_socket(const struct sockaddr *socket);
/* A literal address, without brackets or port. */
bool address_parse(struct str text, struct address *ret_address);
/* As people write it: "192.0.2.1", "2001:db8::1". */
void address_text(const struct address *address, char ret_text[ADDRESS_TEXT_MAX]);

/* "127.0.0.1, 10.0.0.0/8, ::1". False if any part is no address or block, or there are too many. */
bool address_blocks_parse(struct str text, struct address_blocks *ret_blocks);
bool address_is_in(const struct address *address, const struct address_blocks *blocks);

/* What one household or office shares: IPv4 whole, IPv6 cut to /64. For limits per client. */
struct address address_network(const struct address *address);

/* The client behind trusted proxies: `forwarded` (X-Forwarded-For) read from the right, trusted
 * hops skipped. `peer` itself if it is not trusted or the header says nothing readable. */
struct address address_of_client(const struct address *peer, struct str forwarded,
                                 const struct address_blocks *trusted);

/* "127.0.0.1:8080", "[::1]:0", "localhost:8080" → a socket address. */
bool address_parse_listen(struct str text, struct sockaddr_storage *ret_socket, socklen_t *ret_len);

#endif
