/* SPDX-License-Identifier: EUPL-1.2 */
/* The embedded lists of the room, read once. */
#include "safety/safety_data.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/day.h"
#include "base/log.h"
#include "base/vec.h"
#include "csv/csv.h"
#include "goods/goods_codes.h"
#include "safety/safety_seed.h"

#include "base/banned.h"

#define SEEDS_ARENA_CAP ((size_t)4 * 1024 * 1024)

struct their_category {
    struct str theirs;
    int64_t category_id; /* 0: none of ours */
};

static pthread_once_t seeds_once = PTHREAD_ONCE_INIT;
/* Holds the lists until the process ends. */
static struct arena *seeds_mem;
static struct safety_seeds seeds;
static VEC(struct stored_rule) rules;
static VEC(struct stored_class) classes;
static VEC(struct stored_dealer_rule) dealer_rules;
static VEC(struct their_category) theirs_to_ours;

/* One embedded file with the columns that its reader expects, in this order. */
struct table {
    const struct str *text;
    const char *header;
    void (*take)(struct ctx *ctx, const struct csv_row *row);
};

static void refuse(const struct csv_row *row, const char *why)
{
    log_error("safety", "line=%lld first=\"%.*s\" why=\"%s\"", (long long)row->line,
              STR_ARG(row->fields[0]), why);
    abort();
}

static struct str text_at(struct ctx *ctx, const struct csv_row *row, size_t column)
{
    return str_copy(ctx->mem, row->fields[column]);
}

static int64_t number_at(const struct csv_row *row, size_t column)
{
    int64_t number = 0;
    if (!str_to_i64(row->fields[column], &number)) {
        refuse(row, "not a number");
    }
    return number;
}

static int64_t day_at(const struct csv_row *row, size_t column)
{
    int64_t day = 0;
    if (!day_parse_iso(row->fields[column], &day)) {
        refuse(row, "not a day");
    }
    return day;
}

/* 0 for an empty field. */
static int64_t category_at(const struct csv_row *row, size_t column)
{
    const struct goods_category *category = goods_codes_category_by_key(row->fields[column]);
    if (category == NULL && row->fields[column].len > 0) {
        refuse(row, "no such category");
    }
    return category == NULL ? 0 : category->id;
}

static struct str kind_at(struct ctx *ctx, const struct csv_row *row, size_t column)
{
    if (row->fields[column].len > 0 && goods_codes_kind(row->fields[column]) == NULL) {
        refuse(row, "no such kind");
    }
    return text_at(ctx, row, column);
}

static void texts_at(struct ctx *ctx, const struct csv_row *row, size_t column,
                     struct str ret_in[LANG_COUNT])
{
    for (size_t lang = 0; lang < LANG_COUNT; lang++) {
        ret_in[lang] = text_at(ctx, row, column + lang);
    }
}

/* Divided by '|' in the file, one to a line in the database. */
static void lines_at(struct ctx *ctx, const struct csv_row *row, size_t column,
                     struct str ret_in[LANG_COUNT])
{
    for (size_t lang = 0; lang < LANG_COUNT; lang++) {
        const struct str field = row->fields[column + lang];
        char *lines = arena_alloc(ctx->mem, field.len + 1);
        for (size_t i = 0; i < field.len; i++) {
            lines[i] = field.ptr[i] == '|' ? '\n' : field.ptr[i];
        }
        lines[field.len] = '\0';
        ret_in[lang] = (struct str){lines, field.len};
    }
}

static void take_rule(struct ctx *ctx, const struct csv_row *row)
{
    struct stored_rule rule = {
        .key = text_at(ctx, row, 0),
        .category_id = category_at(row, 1),
        .kind_key = kind_at(ctx, row, 2),
        .picture = text_at(ctx, row, 4),
        .source = text_at(ctx, row, 14),
        .from_day = day_at(row, 15),
        .made_by = NO_I64,
    };
    for (int64_t action = 1; action < SAFETY_ACTION_END; action++) {
        if (str_equal(row->fields[3], str_of(safety_action_key(action)))) {
            rule.action = action;
        }
    }
    if (rule.action == 0 || rule.category_id == 0) {
        refuse(row, "no action or no category");
    }
    texts_at(ctx, row, 5, rule.title);
    texts_at(ctx, row, 8, rule.text);
    lines_at(ctx, row, 11, rule.questions);
    vec_push(ctx->mem, &rules, rule);
}

static void take_class(struct ctx *ctx, const struct csv_row *row)
{
    const bool electrical = str_equal(row->fields[2], STR("electrical"));
    if (!electrical && !str_equal(row->fields[2], STR("data"))) {
        refuse(row, "electrical or data");
    }
    vec_push(ctx->mem, &classes,
             (struct stored_class){.category_id = category_at(row, 0),
                                   .kind_key = kind_at(ctx, row, 1),
                                   .what = electrical ? CLASS_ELECTRICAL : CLASS_DATA,
                                   .applies = number_at(row, 3) != 0,
                                   .source = text_at(ctx, row, 4),
                                   .from_day = day_at(row, 5),
                                   .made_by = NO_I64});
}

static void take_dealer_rule(struct ctx *ctx, const struct csv_row *row)
{
    struct stored_dealer_rule rule = {
        .country = text_at(ctx, row, 0),
        .category_id = category_at(row, 1),
        .applies = number_at(row, 2) != 0,
        .hold_days = number_at(row, 3),
        .commission = number_at(row, 4) != 0,
        .min_age = number_at(row, 5),
        .keep_days = number_at(row, 6),
        .source = text_at(ctx, row, 10),
        .from_day = day_at(row, 11),
        .made_by = NO_I64,
    };
    texts_at(ctx, row, 7, rule.what);
    vec_push(ctx->mem, &dealer_rules, rule);
}

static void take_their_category(struct ctx *ctx, const struct csv_row *row)
{
    vec_push(ctx->mem, &theirs_to_ours,
             (struct their_category){text_at(ctx, row, 0), category_at(row, 1)});
}

static const struct table tables[] = {
    {&safety_seed_rules_csv,
     "key,category,kind,action,picture,title_nb,title_nn,title_en,text_nb,text_nn,text_en,"
     "questions_nb,questions_nn,questions_en,source,from_day",
     take_rule},
    {&safety_seed_classes_csv, "category,kind,what,applies,source,from_day", take_class},
    {&safety_seed_dealer_csv,
     "country,category,applies,hold_days,commission,min_age,keep_days,what_nb,what_nn,what_en,"
     "source,from_day",
     take_dealer_rule},
    {&safety_seed_recall_categories_csv, "theirs,category", take_their_category},
};

static void read_table(struct ctx *ctx, const struct table *table)
{
    struct csv_reader *reader = NULL;
    struct csv_row row;
    enum csv_step step = CSV_END;
    if (!str_starts_with(*table->text, str_of(table->header)) ||
        csv_open_text(ctx, *table->text, &(struct csv_options){.separator = ','}, &reader) != OK) {
        log_error("safety", "header=\"%s\" why=\"not the columns expected\"", table->header);
        abort();
    }
    while ((step = csv_next(reader, &row)) == CSV_ROW) {
        table->take(ctx, &row);
    }
    if (step != CSV_END) {
        log_error("safety", "line=%lld why=\"%s\"", (long long)csv_problem(reader)->line,
                  csv_problem(reader)->message);
        abort();
    }
    csv_close(reader);
}

static void read_all(void)
{
    struct ctx ctx = {.mem = arena_create(SEEDS_ARENA_CAP)};
    seeds_mem = ctx.mem;
    for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
        read_table(&ctx, &tables[i]);
    }
    seeds = (struct safety_seeds){.rules = rules.ptr,
                                  .rule_count = rules.count,
                                  .classes = classes.ptr,
                                  .class_count = classes.count,
                                  .dealer_rules = dealer_rules.ptr,
                                  .dealer_rule_count = dealer_rules.count};
}

const struct safety_seeds *safety_data_seeds(void)
{
    pthread_once(&seeds_once, read_all);
    return &seeds;
}

struct i64_list safety_data_categories(struct arena *arena, struct str theirs, bool *ret_known)
{
    struct i64_list ids = {0};
    const struct goods_category *own = goods_codes_category_by_key(theirs);
    pthread_once(&seeds_once, read_all);
    *ret_known = own != NULL;
    if (own != NULL) {
        vec_push(arena, &ids, own->id);
    }
    for (size_t i = 0; i < theirs_to_ours.count; i++) {
        if (str_equal_nocase(theirs_to_ours.ptr[i].theirs, theirs)) {
            *ret_known = true;
            if (theirs_to_ours.ptr[i].category_id != 0) {
                vec_push(arena, &ids, theirs_to_ours.ptr[i].category_id);
            }
        }
    }
    return ids;
}
