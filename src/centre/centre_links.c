/* SPDX-License-Identifier: EUPL-1.2 */
/* Where the journey planner finds the house: the settings, and links made of them. */
#include "centre/centre_ways.h"

#include "base/banned.h"

#define STOP_PREFIX     "NSR:StopPlace:"
#define STOP_DIGITS_MAX 9
#define DECIMALS_MAX    6

static bool is_digits(struct str text, size_t most)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
    }
    return text.len > 0 && text.len <= most;
}

enum status centre_ways_stop(struct ctx *ctx, struct str typed, struct str *ret_stop_id)
{
    const struct str prefix = STR(STOP_PREFIX);
    struct str digits = str_trim(typed);
    if (digits.len == 0) {
        *ret_stop_id = STR("");
        return OK;
    }
    if (digits.len > prefix.len && str_equal_nocase(str_slice(digits, 0, prefix.len), prefix)) {
        digits = str_slice(digits, prefix.len, digits.len);
    }
    if (!is_digits(digits, STOP_DIGITS_MAX)) {
        return ctx_fail(ctx, INVALID,
                        N_("Write the number of the stop, like NSR:StopPlace:59872 or 59872."),
                        "stop_id");
    }
    *ret_stop_id = str_concat(ctx->mem, prefix, digits);
    return OK;
}

/* "59.7829" within ±`most` degrees. */
static bool is_degrees(struct str text, int64_t most)
{
    const bool negative = text.len > 0 && text.ptr[0] == '-';
    const struct str number = str_slice(text, negative ? 1 : 0, text.len);
    const ptrdiff_t dot = str_find_byte(number, '.');
    const struct str whole = dot < 0 ? number : str_slice(number, 0, (size_t)dot);
    int64_t degrees = 0;
    if (!is_digits(whole, 3) || !str_to_i64(whole, &degrees) || degrees >= most) {
        return false;
    }
    return dot < 0 || is_digits(str_slice(number, (size_t)dot + 1, number.len), DECIMALS_MAX);
}

enum status centre_ways_position(struct ctx *ctx, struct str typed, struct str *ret_position)
{
    const struct str text = str_trim(typed);
    const ptrdiff_t comma = str_find_byte(text, ',');
    if (text.len == 0) {
        *ret_position = STR("");
        return OK;
    }
    const size_t cut = comma < 0 ? text.len : (size_t)comma;
    const struct str north = str_trim(str_slice(text, 0, cut));
    const struct str east = comma < 0 ? STR("") : str_trim(str_slice(text, cut + 1, text.len));
    if (!is_degrees(north, 90) || !is_degrees(east, 180)) {
        return ctx_fail(ctx, INVALID,
                        N_("Write latitude and longitude with a comma between, like 59.78290, "
                           "10.49050."),
                        "position");
    }
    *ret_position = str_format(ctx->mem, "%.*s,%.*s", STR_ARG(north), STR_ARG(east));
    return OK;
}

struct url centre_ways_planner(struct ctx *ctx, struct str stop_id)
{
    if (stop_id.len == 0) {
        return (struct url){0};
    }
    return url_external(
        ctx, str_format(ctx->mem, "https://entur.no/travel-result?stopId=%.*s", STR_ARG(stop_id)));
}

struct url centre_ways_route(struct ctx *ctx, struct str position, enum way_by by)
{
    static const char *const engines[] = {
        [BY_FOOT] = "fossgis_osrm_foot",
        [BY_BICYCLE] = "fossgis_osrm_bike",
        [BY_CAR] = "fossgis_osrm_car",
    };
    const ptrdiff_t comma = str_find_byte(position, ',');
    if (comma < 0) {
        return (struct url){0};
    }
    return url_external(
        ctx, str_format(ctx->mem,
                        "https://www.openstreetmap.org/directions?engine=%s&route=%%3B%.*s%%2C%.*s",
                        engines[by], (int)comma, position.ptr,
                        STR_ARG(str_slice(position, (size_t)comma + 1, position.len))));
}
