/* SPDX-License-Identifier: EUPL-1.2 */
/* Addresses as 16 bytes, IPv4 mapped, so that one comparison serves both. */
#include "http/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>

#include "base/banned.h"

static const unsigned char mapped_prefix[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

static bool is_mapped(const struct address *address)
{
    return memcmp(address->bytes, mapped_prefix, sizeof(mapped_prefix)) == 0;
}

static struct address from_ipv4(const void *four_bytes)
{
    struct address address;
    memcpy(address.bytes, mapped_prefix, sizeof(mapped_prefix));
    memcpy(address.bytes + sizeof(mapped_prefix), four_bytes, 4);
    return address;
}

struct address address_of_socket(const struct sockaddr *socket)
{
    struct address address = {{0}};
    if (socket->sa_family == AF_INET) {
        struct sockaddr_in in;
        memcpy(&in, socket, sizeof(in));
        address = from_ipv4(&in.sin_addr);
    } else if (socket->sa_family == AF_INET6) {
        struct sockaddr_in6 in6;
        memcpy(&in6, socket, sizeof(in6));
        memcpy(address.bytes, &in6.sin6_addr, sizeof(address.bytes));
    }
    return address;
}

bool address_parse(struct str text, struct address *ret_address)
{
    char buffer[ADDRESS_TEXT_MAX];
    unsigned char ipv4[4];
    if (text.len == 0 || text.len >= sizeof(buffer)) {
        return false;
    }
    memcpy(buffer, text.ptr, text.len);
    buffer[text.len] = '\0';
    if (inet_pton(AF_INET, buffer, ipv4) == 1) {
        *ret_address = from_ipv4(ipv4);
        return true;
    }
    return inet_pton(AF_INET6, buffer, ret_address->bytes) == 1;
}

void address_text(const struct address *address, char ret_text[ADDRESS_TEXT_MAX])
{
    if (is_mapped(address)) {
        inet_ntop(AF_INET, address->bytes + sizeof(mapped_prefix), ret_text, ADDRESS_TEXT_MAX);
    } else {
        inet_ntop(AF_INET6, address->bytes, ret_text, ADDRESS_TEXT_MAX);
    }
}

static bool parse_block(struct str text, struct address_block *ret_block)
{
    struct str base;
    struct address_block block = {.bits = 128};
    int64_t bits = 0;
    str_split(&text, '/', &base);
    if (!address_parse(str_trim(base), &block.base)) {
        return false;
    }
    if (text.ptr != NULL) {
        const int width = is_mapped(&block.base) ? 32 : 128;
        if (!str_to_i64(str_trim(text), &bits) || bits < 0 || bits > width) {
            return false;
        }
        block.bits = (int)bits + 128 - width;
    }
    *ret_block = block;
    return true;
}

bool address_blocks_parse(struct str text, struct address_blocks *ret_blocks)
{
    struct address_blocks blocks = {.count = 0};
    struct str part;
    bool more = text.len > 0;
    while (more && str_split(&text, ',', &part)) {
        if (blocks.count == ADDRESS_BLOCKS_MAX ||
            !parse_block(str_trim(part), &blocks.items[blocks.count])) {
            return false;
        }
        blocks.count++;
        more = text.ptr != NULL;
    }
    *ret_blocks = blocks;
    return true;
}

static bool is_in_block(const struct address *address, const struct address_block *block)
{
    const int whole = block->bits / 8;
    const int rest = block->bits % 8;
    if (memcmp(address->bytes, block->base.bytes, (size_t)whole) != 0) {
        return false;
    }
    const unsigned char mask = (unsigned char)(0xFF << (8 - rest));
    return rest == 0 || ((address->bytes[whole] ^ block->base.bytes[whole]) & mask) == 0;
}

bool address_is_in(const struct address *address, const struct address_blocks *blocks)
{
    for (int i = 0; i < blocks->count; i++) {
        if (is_in_block(address, &blocks->items[i])) {
            return true;
        }
    }
    return false;
}

struct address address_network(const struct address *address)
{
    struct address network = *address;
    if (!is_mapped(address)) {
        memset(network.bytes + 8, 0, 8);
    }
    return network;
}

struct address address_of_client(const struct address *peer, struct str forwarded,
                                 const struct address_blocks *trusted)
{
    struct address client = *peer;
    while (address_is_in(&client, trusted) && forwarded.len > 0) {
        size_t from = forwarded.len;
        while (from > 0 && forwarded.ptr[from - 1] != ',') {
            from--;
        }
        const struct str hop = str_trim(str_slice(forwarded, from, forwarded.len));
        if (!address_parse(hop, &client)) {
            return *peer;
        }
        forwarded = str_slice(forwarded, 0, from == 0 ? 0 : from - 1);
    }
    return client;
}

bool address_parse_listen(struct str text, struct sockaddr_storage *ret_socket, socklen_t *ret_len)
{
    struct address address;
    int64_t port = 0;
    size_t colon = text.len;
    while (colon > 0 && text.ptr[colon - 1] != ':') {
        colon--;
    }
    if (colon == 0 || !str_to_i64(str_slice(text, colon, text.len), &port) || port < 0 ||
        port > 65535) {
        return false;
    }
    struct str host = str_slice(text, 0, colon - 1);
    if (host.len >= 2 && host.ptr[0] == '[' && host.ptr[host.len - 1] == ']') {
        host = str_slice(host, 1, host.len - 1);
    } else if (str_equal(host, STR("localhost"))) {
        host = STR("127.0.0.1");
    }
    if (!address_parse(host, &address)) {
        return false;
    }
    memset(ret_socket, 0, sizeof(*ret_socket));
    if (is_mapped(&address)) {
        struct sockaddr_in in = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
        memcpy(&in.sin_addr, address.bytes + sizeof(mapped_prefix), 4);
        memcpy(ret_socket, &in, sizeof(in));
        *ret_len = sizeof(in);
    } else {
        struct sockaddr_in6 in6 = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)};
        memcpy(&in6.sin6_addr, address.bytes, sizeof(address.bytes));
        memcpy(ret_socket, &in6, sizeof(in6));
        *ret_len = sizeof(in6);
    }
    return true;
}
