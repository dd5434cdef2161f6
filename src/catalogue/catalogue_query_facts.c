/* SPDX-License-Identifier: EUPL-1.2 */
/* Prices and wishes among the words of a query. */
#include "catalogue/catalogue_query_reading.h"

#include "base/banned.h"

#define KRONER     "kr kroner krone nok"
#define ORE_PER_KR 100
#define KR_MAX     INT64_C(1000000)

/* ---- prices ---------------------------------------------------------------------------------- */

/* An amount as it stands in the text. */
struct amount {
    int64_t kr;
    bool has_unit; /* kr, or ,- */
    bool other;    /* it is an amount of something else: cm, år */
    size_t words;
};

static size_t count_digits(struct str word)
{
    size_t len = 0;
    while (len < word.len && word.ptr[len] >= '0' && word.ptr[len] <= '9') {
        len++;
    }
    return len;
}

static bool is_kr(struct str word)
{
    return str_equal(word, STR("kr")) || str_equal(word, STR("kroner")) ||
           str_equal(word, STR("nok"));
}

/* "1 000" and "1.000": the three digits that go on at the word after `at`. */
static bool goes_on(const struct reading *reading, size_t at)
{
    const struct str gap = catalogue_reading_gap(reading, at);
    const struct str next = catalogue_reading_word(reading, at + 1);
    return (str_equal(gap, STR(" ")) || str_equal(gap, STR(".")) ||
            str_equal(gap, STR("\xC2\xA0"))) &&
           count_digits(next) == 3 && (next.len == 3 || is_kr(str_slice(next, 3, next.len))) &&
           catalogue_reading_word(reading, at).len <= 3;
}

/* The unit behind the number, whose last word is `at`. */
static void take_unit(const struct reading *reading, size_t at, struct amount *amount)
{
    const struct str word = catalogue_reading_word(reading, at);
    const struct str attached = str_slice(word, count_digits(word), word.len);
    const struct str gap = catalogue_reading_gap(reading, at);
    const struct str next = catalogue_reading_word(reading, at + 1);
    if (attached.len > 0) {
        amount->has_unit = is_kr(attached);
        amount->other = !amount->has_unit;
    } else if (str_starts_with(gap, STR(",-")) || str_starts_with(gap, STR(",\xE2\x80\x93")) ||
               str_starts_with(gap, STR(":-"))) {
        amount->has_unit = true;
    } else if (str_trim(gap).len == 0 && catalogue_reading_is(reading, at + 1, KRONER)) {
        amount->has_unit = true;
        amount->words++;
    } else {
        amount->other =
            str_starts_with(gap, STR("\"")) || str_starts_with(gap, STR("\xE2\x80\xB3")) ||
            str_starts_with(gap, STR(",")) || (str_trim(gap).len == 0 && catalogue_is_unit(next));
    }
}

static bool take_amount(const struct reading *reading, size_t at, struct amount *ret_amount)
{
    struct amount amount = {.words = 0};
    if (catalogue_reading_is(reading, at, KRONER)) {
        amount.has_unit = true;
        amount.words++;
        at++;
    }
    const struct str word = catalogue_reading_word(reading, at);
    const size_t digits = count_digits(word);
    if (digits == 0 || digits > 6 || !str_to_i64(str_slice(word, 0, digits), &amount.kr)) {
        return false;
    }
    amount.words++;
    if (digits == word.len && goes_on(reading, at)) {
        int64_t more = 0;
        at++;
        if (!str_to_i64(str_slice(catalogue_reading_word(reading, at), 0, 3), &more)) {
            return false;
        }
        amount.kr = amount.kr * 1000 + more;
        amount.words++;
    }
    take_unit(reading, at, &amount);
    *ret_amount = amount;
    return !amount.other && amount.kr <= KR_MAX;
}

static size_t take_price(struct reading *reading, size_t at, size_t words, int64_t min_kr,
                         int64_t max_kr)
{
    struct catalogue_query *query = reading->query;
    query->price_min_ore = min_kr == NO_I64 ? query->price_min_ore : min_kr * ORE_PER_KR;
    query->price_max_ore = max_kr == NO_I64 ? query->price_max_ore : max_kr * ORE_PER_KR;
    const bool is_free = max_kr == 0;
    catalogue_reading_take(
        reading, at, words,
        (struct query_fact){.kind = is_free ? QUERY_FREE : QUERY_PRICE,
                            .price_min_ore = min_kr == NO_I64 ? NO_I64 : min_kr * ORE_PER_KR,
                            .price_max_ore = max_kr == NO_I64 ? NO_I64 : max_kr * ORE_PER_KR});
    if (is_free) {
        query->price_min_ore = 0;
    }
    return words;
}

/* How many words at `at` say that the amount after them is the most, or the least. */
static size_t words_of_most(const struct reading *reading, size_t at)
{
    if (catalogue_reading_is(reading, at,
                             "under maks max maksimum maksimalt maximum inntil opptil hoyst hogst "
                             "below makspris maxpris")) {
        return 1;
    }
    const bool less =
        catalogue_reading_is(reading, at, "billigere billegare mindre less cheaper") &&
        catalogue_reading_is(reading, at + 1, "enn than");
    const bool up_to = catalogue_reading_is(reading, at, "up opp") &&
                       catalogue_reading_is(reading, at + 1, "to til");
    return less || up_to ? 2 : 0;
}

static size_t words_of_least(const struct reading *reading, size_t at)
{
    if (catalogue_reading_is(reading, at, "over minst minimum fra fra above minstepris")) {
        return 1;
    }
    const bool more = catalogue_reading_is(reading, at, "dyrere dyrare mer meir more") &&
                      catalogue_reading_is(reading, at + 1, "enn than");
    return more ? 2 : 0;
}

/* "mellom 100 og 300", "100-300 kr", "100 til 300 kr", "fra 100 til 300". */
static size_t read_range(struct reading *reading, size_t at)
{
    const bool between = catalogue_reading_is(reading, at, "mellom between fra from");
    const size_t first = at + (between ? 1 : 0);
    struct amount low;
    struct amount high;
    if (!take_amount(reading, first, &low)) {
        return 0;
    }
    size_t second = first + low.words;
    const struct str gap =
        second == 0 ? STR("") : str_trim(catalogue_reading_gap(reading, second - 1));
    const bool dash = str_equal(gap, STR("-")) || str_equal(gap, STR("\xE2\x80\x93")) ||
                      str_equal(gap, STR(",--"));
    const bool word = catalogue_reading_is(reading, second, "til to og and");
    if (!dash && !word) {
        return 0;
    }
    second += word ? 1 : 0;
    if (!take_amount(reading, second, &high) || low.kr > high.kr ||
        !(between || low.has_unit || high.has_unit)) {
        return 0;
    }
    return take_price(reading, at, second + high.words - at, low.kr, high.kr);
}

size_t catalogue_read_price(struct reading *reading, size_t at)
{
    struct amount amount;
    const size_t range = read_range(reading, at);
    if (range > 0) {
        return range;
    }
    const size_t most = words_of_most(reading, at);
    if (most > 0 && take_amount(reading, at + most, &amount)) {
        return take_price(reading, at, most + amount.words, NO_I64, amount.kr);
    }
    const size_t least = words_of_least(reading, at);
    if (least > 0 && take_amount(reading, at + least, &amount)) {
        return take_price(reading, at, least + amount.words, amount.kr, NO_I64);
    }
    if (take_amount(reading, at, &amount) && amount.has_unit) {
        return take_price(reading, at, amount.words, NO_I64, amount.kr);
    }
    return 0;
}

/* ---- wishes ---------------------------------------------------------------------------------- */

/* Folded words in a row that say something, the longest first. */
static const struct {
    const char *words[4];
    enum query_fact_kind kind;
} wishes[] = {
    {{"blir", "gitt", "bort"}, QUERY_FREE},
    {{"gis", "bort"}, QUERY_FREE},
    {{"gies", "bort"}, QUERY_FREE},
    {{"gis", "vekk"}, QUERY_FREE},
    {{"gi", "bort"}, QUERY_FREE},
    {{"gir", "bort"}, QUERY_FREE},
    {{"gjevast", "bort"}, QUERY_FREE},
    {{"for", "free"}, QUERY_FREE},
    {{"give", "away"}, QUERY_FREE},
    {{"gratis"}, QUERY_FREE},
    {{"kostnadsfritt"}, QUERY_FREE},
    {{"free"}, QUERY_FREE},
    {{"giveaway"}, QUERY_FREE},
    {{"til", "leie"}, QUERY_RENT},
    {{"til", "leige"}, QUERY_RENT},
    {{"til", "lans"}, QUERY_RENT},
    {{"til", "utleie"}, QUERY_RENT},
    {{"til", "utlan"}, QUERY_RENT},
    {{"til", "utleige"}, QUERY_RENT},
    {{"a", "leie"}, QUERY_RENT},
    {{"a", "leige"}, QUERY_RENT},
    {{"a", "lane"}, QUERY_RENT},
    {{"to", "rent"}, QUERY_RENT},
    {{"for", "rent"}, QUERY_RENT},
    {{"to", "borrow"}, QUERY_RENT},
    {{"for", "hire"}, QUERY_RENT},
    {{"to", "hire"}, QUERY_RENT},
    {{"leie"}, QUERY_RENT},
    {{"leige"}, QUERY_RENT},
    {{"utleie"}, QUERY_RENT},
    {{"utleige"}, QUERY_RENT},
    {{"utlan"}, QUERY_RENT},
    {{"lane"}, QUERY_RENT},
    {{"rental"}, QUERY_RENT},
    {{"ny", "i", "dag"}, QUERY_NEW_TODAY},
    {{"nye", "i", "dag"}, QUERY_NEW_TODAY},
    {{"nytt", "i", "dag"}, QUERY_NEW_TODAY},
    {{"i", "dag"}, QUERY_NEW_TODAY},
    {{"ny", "idag"}, QUERY_NEW_TODAY},
    {{"nye", "idag"}, QUERY_NEW_TODAY},
    {{"nytt", "idag"}, QUERY_NEW_TODAY},
    {{"idag"}, QUERY_NEW_TODAY},
    {{"new", "today"}, QUERY_NEW_TODAY},
    {{"today"}, QUERY_NEW_TODAY},
};

static size_t wish_at(const struct reading *reading, size_t at, size_t wish)
{
    size_t count = 0;
    while (count < 4 && wishes[wish].words[count] != NULL) {
        if (!str_equal(catalogue_reading_word(reading, at + count),
                       str_of(wishes[wish].words[count]))) {
            return 0;
        }
        count++;
    }
    return count;
}

size_t catalogue_read_wish(struct reading *reading, size_t at)
{
    struct catalogue_query *query = reading->query;
    for (size_t i = 0; i < sizeof(wishes) / sizeof(wishes[0]); i++) {
        const size_t count = wish_at(reading, at, i);
        if (count == 0) {
            continue;
        }
        if (wishes[i].kind == QUERY_FREE) {
            query->price_min_ore = 0;
            query->price_max_ore = 0;
        }
        query->rent = query->rent || wishes[i].kind == QUERY_RENT;
        query->new_today = query->new_today || wishes[i].kind == QUERY_NEW_TODAY;
        catalogue_reading_take(reading, at, count, (struct query_fact){.kind = wishes[i].kind});
        return count;
    }
    return 0;
}
