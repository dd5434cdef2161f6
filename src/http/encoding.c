/* SPDX-License-Identifier: EUPL-1.2 */
/* Negotiates content codings and compresses with zlib. */
#include "http/encoding.h"

#include <pthread.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/log.h"

#include "base/banned.h"

/* Our catalogue page, 34 kB: 5.5 kB in 152 µs at level 3, 5.0 kB in 283 µs at level 6. A smaller
 * window or memory level saves memory, but not time: it makes pages larger and no faster. */
#define GZIP_LEVEL     3
#define GZIP_WINDOW    (15 + 16) /* + 16: gzip header and trailer */
#define GZIP_MEM_LEVEL 8
#define COMPRESSORS    4

/* "0.85" → 850; −1 if it is no quality value. */
static int quality_of(struct str text)
{
    int quality = 0;
    if (text.len == 0 || text.len > 5 || (text.ptr[0] != '0' && text.ptr[0] != '1') ||
        (text.len > 1 && text.ptr[1] != '.')) {
        return -1;
    }
    quality = (text.ptr[0] - '0') * 1000;
    int weight = 100;
    for (size_t i = 2; i < text.len; i++, weight /= 10) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return -1;
        }
        quality += (text.ptr[i] - '0') * weight;
    }
    return quality <= 1000 ? quality : -1;
}

static int quality_in(struct str item, struct str *ret_coding)
{
    struct str parameter;
    int quality = 1000;
    str_split(&item, ';', ret_coding);
    *ret_coding = str_trim(*ret_coding);
    while (item.ptr != NULL && str_split(&item, ';', &parameter)) {
        parameter = str_trim(parameter);
        if (parameter.len >= 2 && (parameter.ptr[0] | 0x20) == 'q' && parameter.ptr[1] == '=') {
            quality = quality_of(str_slice(parameter, 2, parameter.len));
        }
    }
    return quality;
}

enum encoding encoding_choose(struct str accept, bool gzip, bool brotli)
{
    int any = -1;
    int quality[] = {[ENCODING_IDENTITY] = -1, [ENCODING_GZIP] = -1, [ENCODING_BROTLI] = -1};
    struct str item;
    while (accept.ptr != NULL && str_split(&accept, ',', &item)) {
        struct str coding;
        const int q = quality_in(item, &coding);
        if (str_equal(coding, STR("*"))) {
            any = q;
        } else if (str_equal_nocase(coding, STR("gzip"))) {
            quality[ENCODING_GZIP] = q;
        } else if (str_equal_nocase(coding, STR("br"))) {
            quality[ENCODING_BROTLI] = q;
        } else if (str_equal_nocase(coding, STR("identity"))) {
            quality[ENCODING_IDENTITY] = q;
        }
    }
    enum encoding best = ENCODING_IDENTITY;
    /* Identity is always allowed but never preferred unless said so. */
    int best_quality = quality[ENCODING_IDENTITY] > 0 ? quality[ENCODING_IDENTITY] : 0;
    for (int coding = ENCODING_GZIP; coding <= ENCODING_BROTLI; coding++) {
        const int q = quality[coding] < 0 ? any : quality[coding];
        const bool offered = coding == ENCODING_GZIP ? gzip : brotli;
        if (offered && q > 0 && q >= best_quality) {
            best = (enum encoding)coding;
            best_quality = q;
        }
    }
    return best;
}

/* Idle compressors, kept because each takes 268 kB to start. */
static struct {
    pthread_mutex_t lock;
    z_stream *idle[COMPRESSORS];
    int count;
} pool = {.lock = PTHREAD_MUTEX_INITIALIZER};

static z_stream *compressor_take(void)
{
    z_stream *stream = NULL;
    pthread_mutex_lock(&pool.lock);
    if (pool.count > 0) {
        stream = pool.idle[--pool.count];
    }
    pthread_mutex_unlock(&pool.lock);
    if (stream != NULL) {
        return stream;
    }
    stream = calloc(1, sizeof(*stream));
    if (stream == NULL || deflateInit2(stream, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, GZIP_MEM_LEVEL,
                                       Z_DEFAULT_STRATEGY) != Z_OK) {
        log_error("gzip", "why=\"out of memory\"");
        abort();
    }
    return stream;
}

static void compressor_give(z_stream *stream)
{
    deflateReset(stream);
    pthread_mutex_lock(&pool.lock);
    if (pool.count < COMPRESSORS) {
        pool.idle[pool.count++] = stream;
        stream = NULL;
    }
    pthread_mutex_unlock(&pool.lock);
    if (stream != NULL) {
        deflateEnd(stream);
        free(stream);
    }
}

bool encoding_gzip(struct strbuf *buf)
{
    struct strbuf out;
    strbuf_init(&out, buf->max);
    strbuf_grow(&out, buf->len);
    if (out.overflow || buf->len == 0) {
        strbuf_finish(&out);
        return false;
    }
    z_stream *stream = compressor_take();
    stream->next_in = (Bytef *)buf->ptr;
    stream->avail_in = (uInt)buf->len;
    stream->next_out = (Bytef *)out.ptr;
    stream->avail_out = (uInt)buf->len - 1;
    const bool done = deflate(stream, Z_FINISH) == Z_STREAM_END;
    out.len = stream->total_out;
    compressor_give(stream);
    if (!done) {
        strbuf_finish(&out);
        return false;
    }
    out.ptr[out.len] = '\0';
    strbuf_finish(buf);
    *buf = out;
    return true;
}
