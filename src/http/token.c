/* SPDX-License-Identifier: EUPL-1.2 */
/* Form tokens: made for one visitor, different in every page, compared in constant time. */
#include <assert.h>
#include <sodium.h>

#include "base/id.h"
#include "http/http.h"

#include "base/banned.h"

#define MAC_SIZE     32
#define SECRET_BYTES 16
#define VARIANT      sodium_base64_VARIANT_URLSAFE_NO_PADDING

static void visitor_mac(const struct request *req, unsigned char ret_mac[MAC_SIZE])
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, req->app->secret, sizeof(req->app->secret), MAC_SIZE);
    crypto_generichash_update(&state, (const unsigned char *)"form", 5);
    crypto_generichash_update(&state, (const unsigned char *)req->token_secret.ptr,
                              req->token_secret.len);
    crypto_generichash_final(&state, ret_mac, MAC_SIZE);
}

struct str http_form_token(struct ctx *ctx, struct request *req)
{
    unsigned char bytes[2 * MAC_SIZE];
    unsigned char mac[MAC_SIZE];
    if (req->token_secret.len == 0) {
        unsigned char secret[SECRET_BYTES];
        random_bytes(secret, sizeof(secret));
        req->token_secret = str_hex(ctx->mem, secret, sizeof(secret));
        req->token_secret_is_new = true;
    }
    visitor_mac(req, mac);
    random_bytes(bytes, MAC_SIZE);
    for (size_t i = 0; i < MAC_SIZE; i++) {
        bytes[MAC_SIZE + i] = bytes[i] ^ mac[i];
    }
    const size_t size = sodium_base64_ENCODED_LEN(sizeof(bytes), VARIANT);
    char *text = arena_alloc(ctx->mem, size);
    sodium_bin2base64(text, size, bytes, sizeof(bytes), VARIANT);
    return (struct str){text, size - 1};
}

bool http_form_token_is_valid(const struct request *req, struct str token)
{
    unsigned char bytes[2 * MAC_SIZE];
    unsigned char mac[MAC_SIZE];
    size_t len = 0;
    if (req->token_secret.len == 0 || token.len == 0 ||
        sodium_base642bin(bytes, sizeof(bytes), token.ptr, token.len, NULL, &len, NULL, VARIANT) !=
            0 ||
        len != sizeof(bytes)) {
        return false;
    }
    for (size_t i = 0; i < MAC_SIZE; i++) {
        bytes[MAC_SIZE + i] ^= bytes[i];
    }
    visitor_mac(req, mac);
    return sodium_memcmp(mac, bytes + MAC_SIZE, MAC_SIZE) == 0;
}
