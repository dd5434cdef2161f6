/* SPDX-License-Identifier: EUPL-1.2 */
/* One GET by libcurl. */
#include "fetch/fetch.h"

#include <assert.h>

#include <curl/curl.h>

#include "base/arena.h"

#include "base/banned.h"

#define CONNECT_SECONDS 5L
#define AGENT           "Ombruk"

struct body {
    char *ptr;
    size_t len;
    size_t max;
    bool too_large;
};

static size_t take(char *bytes, size_t size, size_t count, void *arg)
{
    struct body *body = arg;
    const size_t len = size * count;
    if (len > body->max - body->len) {
        body->too_large = true;
        return 0; /* anything but `len` ends the transfer */
    }
    memcpy(body->ptr + body->len, bytes, len);
    body->len += len;
    return len;
}

static bool is_address(struct str address, bool plain_here)
{
    if (address.len > FETCH_ADDRESS_MAX ||
        !(str_starts_with(address, STR("https://")) ||
          (plain_here && str_starts_with(address, STR("http://127.0.0.1:"))))) {
        return false;
    }
    for (size_t i = 0; i < address.len; i++) {
        if ((unsigned char)address.ptr[i] <= ' ' || (unsigned char)address.ptr[i] >= 0x7F) {
            return false;
        }
    }
    return true;
}

/* One question of many that could be set: what is not set here is curl's own careful default
 * (certificates and names are checked). */
static void ask(CURL *curl, const char *address, const struct fetch_limits *limits,
                struct body *body)
{
    curl_easy_setopt(curl, CURLOPT_URL, address);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, limits->plain_here ? "http,https" : "https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, limits->seconds);
    curl_easy_setopt(curl, CURLOPT_MAXFILESIZE, (long)limits->bytes);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, AGENT);
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "127.0.0.1");
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, body);
}

static enum status outcome(struct ctx *ctx, CURLcode result, long code, const struct body *body)
{
    if (body->too_large || result == CURLE_FILESIZE_EXCEEDED) {
        return ctx_fail(ctx, TOO_LARGE, N_("The answer was larger than it may be."), NULL);
    }
    if (result == CURLE_OPERATION_TIMEDOUT) {
        return ctx_fail(ctx, UNAVAILABLE, N_("There was no answer in time."), NULL);
    }
    if (result != CURLE_OK) {
        ctx->err =
            (struct ctx_error){.message = N_("The source could not be reached: {detail}"),
                               .detail = str_copy(ctx->mem, str_of(curl_easy_strerror(result)))};
        return UNAVAILABLE;
    }
    if (code != 200) {
        ctx->err = (struct ctx_error){.message = N_("The source answered with the code {detail}."),
                                      .detail = str_of_i64(ctx->mem, code)};
        return UNAVAILABLE;
    }
    return OK;
}

enum status fetch_get(struct ctx *ctx, struct str address, const struct fetch_limits *limits,
                      struct str *ret_body)
{
    assert(limits->bytes > 0 && limits->bytes <= FETCH_BYTES_MAX && limits->seconds > 0);
    if (!is_address(address, limits->plain_here)) {
        return ctx_fail(ctx, INVALID,
                        N_("The address must begin with https:// and have no spaces."), NULL);
    }
    CURL *curl = curl_easy_init();
    if (curl == NULL) {
        return ctx_fail(ctx, UNAVAILABLE, NULL, NULL);
    }
    struct body body = {.ptr = arena_alloc(ctx->mem, limits->bytes + 1), .max = limits->bytes};
    ask(curl, str_copy(ctx->mem, address).ptr, limits, &body);
    const CURLcode result = curl_easy_perform(curl);
    long code = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
    curl_easy_cleanup(curl);
    TRY(outcome(ctx, result, code, &body));
    body.ptr[body.len] = '\0';
    *ret_body = (struct str){body.ptr, body.len};
    return OK;
}
