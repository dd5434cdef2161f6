/* SPDX-License-Identifier: EUPL-1.2 */
/* What people type is understood, told back, and bounded. */
#include "catalogue/catalogue_query.h"

#include "catalogue/catalogue_query_typos.h"
#include "catalogue/catalogue_words.h"
#include "test.h"

int catalogue_query_test(void);

/* "parkdress | sizes h104 | 0-20000 | free rent today": what was understood, in one line. */
static struct str told(struct ctx *ctx, const struct catalogue_query *query)
{
    struct str text = STR("");
    for (size_t i = 0; i < query->word_count; i++) {
        text = str_format(ctx->mem, "%.*s%s%.*s", STR_ARG(text), i == 0 ? "" : ",",
                          STR_ARG(query->words[i].typed));
    }
    for (size_t i = 0; i < query->size_count; i++) {
        text = str_format(ctx->mem, "%.*s %s%.*s", STR_ARG(text), i == 0 ? "size " : "",
                          STR_ARG(query->sizes[i]));
    }
    if (query->price_min_ore != NO_I64) {
        text = str_format(ctx->mem, "%.*s from %lld", STR_ARG(text),
                          (long long)query->price_min_ore / 100);
    }
    if (query->price_max_ore != NO_I64) {
        text = str_format(ctx->mem, "%.*s to %lld", STR_ARG(text),
                          (long long)query->price_max_ore / 100);
    }
    for (size_t i = 0; i < query->fact_count; i++) {
        const struct query_fact *fact = &query->facts[i];
        if (fact->kind == QUERY_AGE) {
            text = str_format(ctx->mem, "%.*s age %lld-%lld", STR_ARG(text),
                              (long long)fact->months_min, (long long)fact->months_max);
        } else if (fact->kind == QUERY_COLOUR) {
            text = str_format(ctx->mem, "%.*s colour %.*s", STR_ARG(text),
                              STR_ARG(goods_codes_colour(fact->colour_id)->key));
        }
    }
    return str_trim(str_format(ctx->mem, "%.*s%s%s", STR_ARG(text), query->rent ? " rent" : "",
                               query->new_today ? " today" : ""));
}

static const char *const sentences[][2] = {
    /* sizes */
    {"vinterdress 104", "vinterdress size h104"},
    {"vinterdress str 104", "vinterdress size h104"},
    {"Vinterdress, str. 104", "Vinterdress size h104"},
    {"parkdress 98/104", "parkdress size h98 h104"},
    {"parkdress 98 - 104", "parkdress size h98 h104"},
    {"parkdress 98\xE2\x80\x93"
     "104 cm",
     "parkdress size h98 h104"},
    {"104 cl", "size h104"},
    {"104cl lue", "lue size h104"},
    {"størrelse 92 body", "body size h92"},
    {"storleik 92 body", "body size h92"},
    {"size 92 bodysuit", "bodysuit size h92"},
    {"bukse 3\xE2\x80\x93"
     "4 år",
     "bukse size h98 h104"},
    {"bukse 3-4 aar", "bukse size h98 h104"},
    {"bukse 3 til 4 år", "bukse size h98 h104"},
    {"trousers 3-4 years", "trousers size h98 h104"},
    {"body 6 mnd", "body size h68"},
    {"body 6 månader", "body size h68"},
    {"body 6mnd", "body size h68"},
    {"barnesykkel 20 tommer", "barnesykkel size w20"},
    {"barnesykkel 20\"", "barnesykkel size w20"},
    {"barnesykkel 20\xE2\x80\xB3", "barnesykkel size w20"},
    {"20 tommer", "size w20"},
    {"sykkel 24", "sykkel size w24"},
    {"kids bike 16 inch", "kids bike size w16"},
    {"sykkel 27,5 tommer", "sykkel size w27-5"},
    {"sko 28", "sko size s28"},
    {"vintersko str 28", "vintersko size s28"},
    {"stl 36", "size s36 n36"},
    {"28", "size s28"},
    {"reima 104", "reima size h104"},
    {"jakke XL", "jakke size a-xl"},
    {"ullgenser str 92", "ullgenser size h92"},
    {"ullgenser 3 år", "ullgenser size h98"},
    {"bukse stl 48", "bukse size n48"},
    {"jakke str M", "jakke size a-m"},
    {"jakke m", "jakke size a-m"},
    {"ski 140", "ski size ski140"},
    {"ski 140 cm", "ski size ski140"},
    {"hjelm 52-56", "hjelm size hat52 hat53 hat54 hat55 hat56"},
    {"hjelm 50 cm", "hjelm size hat50"},
    {"skistøvler 26,5", "skistøvler size mondo265"},
    {"bilstol 9-18 kg", "bilstol size car9-18"},
    {"bukse 98 104", "bukse size h98 h104"},
    /* what is no size */
    {"lego 10", "lego,10"},
    {"iphone 13", "iphone,13"},
    {"barnevogn m bag", "barnevogn,m,bag"},
    {"tv 42 tommer", "tv,42,tommer"},
    {"17 mai", "17 mai"},
    {"leker 3 år", "leker age 36-36"},
    {"bok 6-9 år", "bok age 72-108"},
    /* prices and wishes */
    {"sykkel under 200 kr", "sykkel to 200"},
    {"sykkel maks 150", "sykkel to 150"},
    {"sykkel max. 150,-", "sykkel to 150"},
    {"sykkel 100-300 kr", "sykkel from 100 to 300"},
    {"sykkel 100\xE2\x80\x93"
     "300 kr",
     "sykkel from 100 to 300"},
    {"sykkel mellom 100 og 300", "sykkel from 100 to 300"},
    {"sykkel fra 100 til 300 kroner", "sykkel from 100 to 300"},
    {"sykkel over 500 kr", "sykkel from 500"},
    {"sykkel minst 500", "sykkel from 500"},
    {"sykkel 1 000 kr", "sykkel to 1000"},
    {"sykkel billigere enn 1.500 kr", "sykkel to 1500"},
    {"bike less than 300 kr", "bike to 300"},
    {"bike up to 300 nok", "bike to 300"},
    {"kr 50 lue", "lue to 50"},
    {"lue 50kr", "lue to 50"},
    {"bukse under 3 år", "bukse,under size h98"},
    {"sofa gratis", "sofa from 0 to 0"},
    {"sofa gis bort", "sofa from 0 to 0"},
    {"free sofa", "sofa from 0 to 0"},
    {"sofa 0 kr", "sofa from 0 to 0"},
    {"barnevogn til leie", "barnevogn rent"},
    {"telt til leige", "telt rent"},
    {"tent for rent", "tent rent"},
    {"ny i dag", "today"},
    {"nye klær i dag", "klær today"},
    {"new today", "today"},
    /* colours */
    {"rød jakke", "rød,jakke colour red"},
    {"raud jakke", "raud,jakke colour red"},
    {"mørkeblå bukse 104 under 100 kr", "mørkeblå,bukse size h104 to 100 colour blue"},
    /* words */
    {"sykkel til barn", "sykkel,barn"},
    {"og til", "og,til"},
    {"jeg ser etter en parkdress til jente", "parkdress,jente"},
    {"looking for a car seat", "car seat"},
    {"bil stol", "bil stol"},
    {"t-skjorte 110", "t-skjorte size h110"},
    {"hev- og senkepult", "hev- og senkepult"},
    {"!!! ***", ""},
    {"", ""},
};

static void test_sentences_are_understood(void **state)
{
    (void)state;
    struct ctx ctx = {.mem = arena_create((size_t)256 * 1024 * 1024)};
    for (size_t i = 0; i < sizeof(sentences) / sizeof(sentences[0]); i++) {
        struct catalogue_query query;
        catalogue_query_read(&ctx, str_of(sentences[i][0]), &query);
        const struct str got = told(&ctx, &query);
        if (!str_equal(got, str_of(sentences[i][1]))) {
            fail_msg("%s: understood \"%.*s\", not \"%s\"", sentences[i][0], STR_ARG(got),
                     sentences[i][1]);
        }
    }
    arena_destroy(ctx.mem);
}

static void test_what_was_understood_can_be_taken_away(void **state)
{
    (void)state;
    static const char *const rows[][3] = {
        {"vinterdress str. 104 Reima", "0", "vinterdress Reima"},
        {"barnesykkel 20\" grønn", "0", "barnesykkel grønn"},
        {"barnesykkel 20\xE2\x80\xB3", "0", "barnesykkel"},
        {"sofa 200,- grå", "0", "sofa grå"},
        {"104, rød jakke", "0", "rød jakke"},
        {"104, rød jakke", "1", "104, jakke"},
        {"gratis", "0", ""},
        {"bukse 98/104 under 100 kr", "0", "bukse under 100 kr"},
        {"bukse 98/104 under 100 kr", "1", "bukse 98/104"},
    };
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct catalogue_query query;
        const size_t fact = (size_t)(rows[i][1][0] - '0');
        catalogue_query_read(&ctx, str_of(rows[i][0]), &query);
        assert_true(fact < query.fact_count);
        assert_str(catalogue_query_without(&ctx, &query, fact), rows[i][2]);
    }
    arena_destroy(ctx.mem);
}

static bool has_alternative(const struct query_word *word, struct str key)
{
    for (size_t i = 0; i < word->count; i++) {
        if (word->alternatives[i].count == 1 && str_equal(word->alternatives[i].tokens[0], key)) {
            return true;
        }
    }
    return false;
}

static void test_a_word_is_asked_for_with_what_it_is_also_called(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"vinterdress", "parkdress"}, {"hue", "lue"},
        {"pram", "barnevogn"},        {"car seat", "bilstol"},
        {"bil stol", "bilstol"},      {"stuebord", "sofabord"},
        {"wellies", "støvler"},       {"kids bike", "barnesykkel"},
        {"sykkel", "bike"},           {"matstol", "barnestol"},
        {"puslespel", "puslespill"},  {"leike", "leke"},
        {"dokke", "dukke"},           {"kvit", "hvit"},
        {"tshirt", "t-skjorte"},
    };
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct catalogue_query query;
        catalogue_query_read(&ctx, str_of(rows[i][0]), &query);
        assert_int_equal(query.word_count, 1);
        const struct str wanted = catalogue_keys(&ctx, str_of(rows[i][1]));
        bool found = has_alternative(&query.words[0], wanted);
        for (size_t a = 0; a < query.words[0].count; a++) {
            const struct query_alternative *alternative = &query.words[0].alternatives[a];
            found = found ||
                    (alternative->count == 2 &&
                     str_equal(str_format(ctx.mem, "%.*s %.*s", STR_ARG(alternative->tokens[0]),
                                          STR_ARG(alternative->tokens[1])),
                               wanted));
        }
        if (!found) {
            fail_msg("%s is not asked for as %s", rows[i][0], rows[i][1]);
        }
    }
    arena_destroy(ctx.mem);
}

/* "[ reim +_mreim ]": a condition as it stands on the stack. */
static struct str steps_of(struct ctx *ctx, const struct facet_condition *condition)
{
    struct str text = STR("");
    for (size_t i = 0; i < condition->count; i++) {
        const struct facet_step *step = &condition->ptr[i];
        const struct str token = step->token.text;
        text = step->op == FACET_NONE  ? str_concat(ctx->mem, text, STR("["))
               : step->op == FACET_OR  ? str_concat(ctx->mem, text, STR(" or]"))
               : step->op == FACET_AND ? str_concat(ctx->mem, text, STR(" and]"))
                                       : str_format(ctx->mem, "%.*s %d:%.*s", STR_ARG(text),
                                                    (int)step->token.group, STR_ARG(token));
    }
    return text;
}

static void assert_conditions(struct ctx *ctx, const char *words, enum query_strength strength,
                              const char *wanted)
{
    struct catalogue_query query;
    struct query_conditions conditions;
    struct str text = STR("");
    catalogue_query_read(ctx, str_of(words), &query);
    catalogue_query_conditions(ctx, &query, strength, &conditions);
    for (size_t i = 0; i < conditions.count; i++) {
        text = str_concat(ctx->mem, text, steps_of(ctx, &conditions.list[i]));
        text = str_concat(ctx->mem, text, STR(";"));
    }
    assert_str(text, wanted);
}

static void test_words_and_sizes_are_conditions_of_the_index(void **state)
{
    (void)state;
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    struct catalogue_query query;
    assert_conditions(&ctx, "Reima", QUERY_AS_THE_THING, "[ 0:reim;");
    assert_conditions(&ctx, "Reima", QUERY_IN_ANY_WAY, "[ 0:reim 0:_mreim;");
    assert_conditions(&ctx, "Reima Name It", QUERY_AS_THE_THING,
                      "[ 0:reim 0:_mreim;[ 0:nam 0:_mnam;[ 0:it 0:_mit;[ 0:reim 0:nam 0:it;");
    assert_conditions(&ctx, "98/104", QUERY_AS_THE_THING, "[ 2:h98 2:h104;");
    assert_conditions(&ctx, "", QUERY_AS_THE_THING, "");
    catalogue_query_read(&ctx, STR("Reima rosa Viking"), &query);
    const struct facet_condition best = catalogue_query_best(&ctx, &query);
    assert_str(steps_of(&ctx, &best), "[[ 0:reim or][ 0:viking and]");
    arena_destroy(ctx.mem);
}

/* Never more on the stack than it holds, one set at the end, and no steps without end. */
static void assert_sound(const struct facet_condition *condition)
{
    size_t depth = 0;
    assert_true(condition->count < 400);
    for (size_t i = 0; i < condition->count; i++) {
        const enum facet_op op = condition->ptr[i].op;
        assert_true(op == FACET_NONE || depth >= (op == FACET_HAS ? 1U : 2U));
        depth += op == FACET_NONE ? 1 : 0;
        depth -= op == FACET_OR || op == FACET_AND ? 1 : 0;
        assert_true(depth <= FACET_STACK_MAX);
    }
    assert_int_equal(depth, 1);
}

static void test_hostile_queries_are_bounded(void **state)
{
    (void)state;
    static const char *const parts[] = {"sykkel ", "104 ",         "rød ",    "\" OR * (",
                                        "200 kr ", "\xFF",         "str ",    "til ",
                                        "'",       "lekekjøkken ", "æøå\xC3", "20\""};
    struct ctx ctx = {.mem = arena_create((size_t)256 * 1024 * 1024)};
    char text[4096];
    for (size_t seed = 1; seed < 400; seed++) {
        size_t len = 0;
        size_t next = seed;
        while (len + 20 < sizeof(text)) {
            next = next * 1103515245 + 12345;
            const char *part = parts[(next >> 16) % (sizeof(parts) / sizeof(parts[0]))];
            memcpy(text + len, part, strlen(part));
            len += strlen(part);
        }
        struct catalogue_query query;
        catalogue_query_read(&ctx, (struct str){text, len}, &query);
        assert_true(query.cut_short);
        assert_true(query.word_count <= QUERY_WORDS_MAX && query.fact_count <= QUERY_FACTS_MAX);
        struct query_conditions conditions;
        catalogue_query_conditions(&ctx, &query, QUERY_AS_THE_THING, &conditions);
        assert_true(conditions.count <= QUERY_CONDITIONS_MAX);
        for (size_t i = 0; i < conditions.count; i++) {
            assert_sound(&conditions.list[i]);
        }
        const struct facet_condition best = catalogue_query_best(&ctx, &query);
        assert_sound(&best);
        for (size_t i = 0; i < query.fact_count; i++) {
            assert_true(catalogue_query_without(&ctx, &query, i).len <= QUERY_TEXT_MAX);
        }
    }
    arena_destroy(ctx.mem);
}

static void test_mistakes_are_counted(void **state)
{
    (void)state;
    static const struct {
        const char *a;
        const char *b;
        size_t distance; /* of at most 2 */
    } rows[] = {
        {"parkdress", "parkdress", 0},
        {"parkdres", "parkdress", 1},
        {"prakdress", "parkdress", 1},
        {"parkdresss", "parkdress", 1},
        {"parkdrezz", "parkdress", 2},
        {"parrkdres", "parkdress", 2},
        {"sykel", "sykkel", 1},
        {"vitner", "vinter", 1},
        {"lue", "hatt", 3},
        {"", "ab", 2},
        {"abcdef", "fedcba", 3},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_int_equal(catalogue_typo_distance(str_of(rows[i].a), str_of(rows[i].b), 2),
                         rows[i].distance);
        assert_int_equal(catalogue_typo_distance(str_of(rows[i].b), str_of(rows[i].a), 2),
                         rows[i].distance);
    }
    assert_int_equal(catalogue_typos_allowed(STR("lue")), 0);
    assert_int_equal(catalogue_typos_allowed(STR("sykel")), 1);
    assert_int_equal(catalogue_typos_allowed(STR("vognpos")), 1);
    assert_int_equal(catalogue_typos_allowed(STR("vognpose")), 2);
    assert_int_equal(catalogue_typos_allowed(STR("iphone13")), 0);
}

int catalogue_query_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sentences_are_understood),
        cmocka_unit_test(test_what_was_understood_can_be_taken_away),
        cmocka_unit_test(test_a_word_is_asked_for_with_what_it_is_also_called),
        cmocka_unit_test(test_words_and_sizes_are_conditions_of_the_index),
        cmocka_unit_test(test_hostile_queries_are_bounded),
        cmocka_unit_test(test_mistakes_are_counted),
    };
    return cmocka_run_group_tests_name("catalogue query", tests, NULL, NULL);
}
