/* SPDX-License-Identifier: EUPL-1.2 */
/* A shop's things to a spreadsheet and back. */
#include "catalogue/catalogue_seller_csv.h"

#include "base/day.h"
#include "base/units.h"
#include "base/vec.h"
#include "catalogue/catalogue_forms.h"
#include "catalogue/catalogue_seller_draft.h"
#include "catalogue/catalogue_seller_fields.h"
#include "centre/centre.h"
#include "csv/csv.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define STEP 100

enum column {
    COLUMN_CODE,
    COLUMN_TITLE,
    COLUMN_SIZE,
    COLUMN_GRADE,
    COLUMN_COLOUR,
    COLUMN_PRICE,
    COLUMN_PLACE,
    COLUMN_WEAR,
    COLUMN_BRAND,
    COLUMN_SEASONS,
    COLUMN_MATERIAL,
    COLUMN_WASHED,
    COLUMN_COUNT
};
static const char *const column_names[COLUMN_COUNT] = {"lapp",  "navn",   "storrelse", "tilstand",
                                                       "farge", "pris",   "plass",     "feil",
                                                       "merke", "sesong", "materiale", "vasket"};

static struct str grade_name(int64_t grade)
{
    const struct goods_condition *condition = goods_codes_condition(grade);
    return condition == NULL ? STR("") : condition->name.in[LANG_NB];
}

/* ---- out ------------------------------------------------------------------------------------- */

static bool is_formula(struct str text)
{
    return text.len > 0 && strchr("=+-@\t\r", text.ptr[0]) != NULL;
}

static void put_text(struct strbuf *out, struct str text)
{
    strbuf_literal(out, ";\"");
    if (is_formula(text)) {
        strbuf_literal(out, "'");
    }
    for (size_t i = 0; i < text.len; i++) {
        strbuf_str(out, text.ptr[i] == '"' ? STR("\"\"") : (struct str){text.ptr + i, 1});
    }
    strbuf_literal(out, "\"");
}

static void put_thing(struct ctx *ctx, struct strbuf *out, const struct thing *thing,
                      const struct listing *listing)
{
    const bool is_out = listing != NULL && listing->state == LISTING_PUBLIC;
    const struct goods_category *category =
        goods_codes_category(listing != NULL ? listing->category_id : thing->category_id);
    const struct goods_colour *colour = listing == NULL || listing->colour_id == NO_I64
                                            ? NULL
                                            : goods_codes_colour(listing->colour_id);
    const struct goods_size *size =
        goods_codes_size_by_key(listing != NULL ? listing->size_key : thing->size_key);
    strbuf_format(out, "%.*s", STR_ARG(thing->code));
    put_text(out, listing != NULL ? listing->title : STR(""));
    put_text(out, category == NULL ? STR("") : category->name.in[LANG_NB]);
    put_text(out, size == NULL ? STR("") : size->name.in[LANG_NB]);
    put_text(out, grade_name(listing != NULL ? listing->grade : thing->grade));
    put_text(out, colour == NULL ? STR("") : colour->name.in[LANG_NB]);
    put_text(out, listing == NULL ? STR("") : catalogue_seller_money(ctx, listing->price_ore));
    strbuf_format(out, ";%lld", (long long)thing->count);
    put_text(out, listing != NULL ? listing->place : STR(""));
    put_text(out, listing != NULL ? listing->wear : STR(""));
    put_text(out, listing != NULL ? listing->brand : STR(""));
    put_text(out,
             listing != NULL ? catalogue_season_names(ctx, LANG_NB, listing->seasons) : STR(""));
    put_text(out, listing != NULL ? listing->material : STR(""));
    put_text(out, listing != NULL && listing->washed_day > 0
                      ? day_iso(ctx->mem, listing->washed_day)
                      : STR(""));
    put_text(out, is_out ? STR("ja") : STR("nei"));
    strbuf_literal(out, "\r\n");
}

enum status catalogue_seller_csv_out(struct ctx *ctx, int64_t tenant_id, struct strbuf *out)
{
    struct things things = {0};
    int64_t before = NO_I64;
    /* The mark tells a spreadsheet that the letters are UTF-8. */
    strbuf_literal(out, "\xEF\xBB\xBFlapp;navn;kategori;storrelse;tilstand;farge;pris;antall;plass;"
                        "feil;merke;sesong;materiale;vasket;ute\r\n");
    for (int rows = 0; rows < SHEET_OUT_MAX; rows += STEP) {
        const struct arena_mark mark = arena_mark(ctx->mem);
        TRY(goods_in_hand(ctx, tenant_id, before, STEP, &things));
        for (size_t i = 0; i < things.count; i++) {
            struct listing listing;
            const enum status found = catalogue_by_code(ctx, things.ptr[i].code, &listing);
            if (found != OK && found != NOT_FOUND) {
                return found;
            }
            before = things.ptr[i].id;
            put_thing(ctx, out, &things.ptr[i], found == OK ? &listing : NULL);
        }
        const bool more = things.count == STEP;
        arena_reset(ctx->mem, mark);
        if (!more) {
            break;
        }
    }
    return OK;
}

/* ---- in -------------------------------------------------------------------------------------- */

struct sheet_change {
    int64_t line;
    bool is_new; /* not out so far */
    struct publication publication;
};
struct sheet {
    struct ctx *ctx;
    int64_t tenant_id;
    size_t columns[COLUMN_COUNT];
    struct {
        struct sheet_change *ptr;
        size_t count;
        size_t capacity;
    } changes;
    struct {
        struct str *ptr;
        size_t count;
        size_t capacity;
    } codes;
    struct sheet_result *result;
};

static void tell(struct sheet *sheet, int64_t line, const char *message, struct str detail)
{
    const struct i18n_arg arg = {"detail", detail};
    vec_push(sheet->ctx->mem, &sheet->result->problems,
             (struct sheet_problem){line, i18n_fill(sheet->ctx, message, &arg, 1)});
    sheet->ctx->err = (struct ctx_error){0};
}

/* What ctx->err says, or `otherwise`. */
static void tell_error(struct sheet *sheet, int64_t line, const char *otherwise)
{
    const struct ctx_error err = sheet->ctx->err;
    tell(sheet, line, err.message == NULL ? otherwise : err.message, err.detail);
}

/* Without the ' that keeps a spreadsheet from computing; empty when the column is not there. */
static struct str cell(const struct sheet *sheet, const struct csv_row *row, enum column column)
{
    const size_t at = sheet->columns[column];
    if (at == CSV_NO_COLUMN || at >= row->count) {
        return STR("");
    }
    struct str text = str_trim(row->fields[at]);
    if (text.len > 1 && text.ptr[0] == '\'' &&
        is_formula((struct str){text.ptr + 1, text.len - 1})) {
        text = (struct str){text.ptr + 1, text.len - 1};
    }
    return str_copy(sheet->ctx->mem, text);
}

static bool is_called(const struct goods_name *name, struct str typed)
{
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        if (str_equal_nocase(name->in[lang], typed)) {
            return true;
        }
    }
    return false;
}

static bool read_grade(struct str typed, int64_t *grade)
{
    const struct goods_codes *codes = goods_codes_all();
    for (size_t i = 0; typed.len > 0 && i < codes->condition_count; i++) {
        if (is_called(&codes->conditions[i].name, typed)) {
            *grade = codes->conditions[i].grade;
            return true;
        }
    }
    return typed.len == 0;
}

static bool read_colour(struct str typed, int64_t *colour_id)
{
    const struct goods_codes *codes = goods_codes_all();
    for (size_t i = 0; typed.len > 0 && i < codes->colour_count; i++) {
        if (is_called(&codes->colours[i].name, typed)) {
            *colour_id = codes->colours[i].id;
            return true;
        }
    }
    return typed.len == 0;
}

static int64_t season_called(struct str typed)
{
    for (int64_t season = 1; season < SEASON_END; season++) {
        for (int lang = 0; lang < LANG_COUNT; lang++) {
            const char *words = i18n_text((enum lang)lang, catalogue_season_words(season));
            if (str_equal_nocase(str_of(words), typed)) {
                return season;
            }
        }
    }
    return 0;
}

/* "Høst, vinter": names of seasons with commas between. */
static bool read_seasons(struct str typed, int64_t *seasons)
{
    struct str rest = typed;
    struct str name;
    int64_t bits = 0;
    if (typed.len == 0) {
        return true;
    }
    while (str_split(&rest, ',', &name)) {
        const int64_t season = season_called(str_trim(name));
        if (season == 0) {
            return false;
        }
        bits |= SEASON_BIT(season);
    }
    *seasons = bits;
    return true;
}

/* "2026-12-12", or "ja" for today and "nei" for not. */
static bool read_washed(struct ctx *ctx, struct str typed, int64_t *day)
{
    int64_t read = 0;
    if (str_equal_nocase(typed, STR("ja"))) {
        *day = *day > 0 ? *day : centre_today(ctx);
        return true;
    }
    if (str_equal_nocase(typed, STR("nei"))) {
        *day = 0;
        return true;
    }
    if (typed.len > 0 && (!day_parse_iso(typed, &read) || read <= 0 || read > centre_today(ctx))) {
        return false;
    }
    *day = typed.len > 0 ? read : *day;
    return true;
}

/* The cells of a row into what stands there now. False when something was wrong and told. */
static bool read_cells(struct sheet *sheet, const struct csv_row *row,
                       struct publication *publication)
{
    struct ctx *ctx = sheet->ctx;
    const size_t before = sheet->result->problems.count;
    const struct str price = cell(sheet, row, COLUMN_PRICE);
    const struct str size = cell(sheet, row, COLUMN_SIZE);
    const struct str title = cell(sheet, row, COLUMN_TITLE);
    const struct str place = cell(sheet, row, COLUMN_PLACE);
    const struct str wear = cell(sheet, row, COLUMN_WEAR);
    const struct str brand = cell(sheet, row, COLUMN_BRAND);
    const struct str material = cell(sheet, row, COLUMN_MATERIAL);
    if (price.len > 0 && !money_parse(price, &publication->price_ore)) {
        tell(sheet, row->line, N_("“{detail}” is no price."), price);
    }
    if (!read_grade(cell(sheet, row, COLUMN_GRADE), &publication->grade)) {
        tell(sheet, row->line, N_("“{detail}” is none of the conditions."),
             cell(sheet, row, COLUMN_GRADE));
    }
    if (!read_colour(cell(sheet, row, COLUMN_COLOUR), &publication->colour_id)) {
        tell(sheet, row->line, N_("“{detail}” is none of our colours."),
             cell(sheet, row, COLUMN_COLOUR));
    }
    if (!read_seasons(cell(sheet, row, COLUMN_SEASONS), &publication->seasons)) {
        tell(sheet, row->line, N_("“{detail}” is none of the seasons."),
             cell(sheet, row, COLUMN_SEASONS));
    }
    if (!read_washed(ctx, cell(sheet, row, COLUMN_WASHED), &publication->washed_day)) {
        tell(sheet, row->line, N_("“{detail}” is no day that has been. Write it as 2026-12-24."),
             cell(sheet, row, COLUMN_WASHED));
    }
    if (size.len > 0 &&
        catalogue_seller_size(ctx, size, publication->category_id, &publication->size_key) != OK) {
        tell_error(sheet, row->line, N_("We do not know this size."));
    }
    publication->title = title.len > 0 ? title : publication->title;
    publication->place = place.len > 0 ? place : publication->place;
    publication->wear = wear.len > 0 ? wear : publication->wear;
    publication->brand = brand.len > 0 ? brand : publication->brand;
    publication->material = material.len > 0 ? material : publication->material;
    return sheet->result->problems.count == before;
}

/* What stands there now, as it would be published again. */
static struct publication as_it_is(const struct thing *thing, const struct listing *listing)
{
    struct publication publication = {.thing_id = thing->id,
                                      .title = STR(""),
                                      .wear = STR(""),
                                      .category_id = thing->category_id,
                                      .kind_key = thing->kind_key,
                                      .grade = thing->grade,
                                      .size_key = thing->size_key,
                                      .colour_id = NO_I64,
                                      .price_ore = NO_I64,
                                      .place = STR(""),
                                      .brand = STR(""),
                                      .material = STR(""),
                                      .thing_seq = thing->seq};
    if (listing != NULL) {
        publication.title = listing->title;
        publication.wear = listing->wear;
        publication.category_id = listing->category_id;
        publication.grade = listing->grade;
        publication.size_key = listing->size_key;
        publication.colour_id = listing->colour_id;
        publication.price_ore = listing->price_ore;
        publication.place = listing->place;
        publication.brand = listing->brand;
        publication.seasons = listing->seasons;
        publication.material = listing->material;
        publication.washed_day = listing->washed_day;
    }
    return publication;
}

static bool says_the_same(const struct publication *a, const struct publication *b)
{
    return a->price_ore == b->price_ore && a->grade == b->grade && a->colour_id == b->colour_id &&
           str_equal(a->title, b->title) && str_equal(a->wear, b->wear) &&
           str_equal(a->size_key, b->size_key) && str_equal(a->place, b->place) &&
           str_equal(a->brand, b->brand) && a->seasons == b->seasons &&
           str_equal(a->material, b->material) && a->washed_day == b->washed_day;
}

static bool came_before(struct sheet *sheet, struct str code)
{
    for (size_t i = 0; i < sheet->codes.count; i++) {
        if (str_equal(sheet->codes.ptr[i], code)) {
            return true;
        }
    }
    vec_push(sheet->ctx->mem, &sheet->codes, code);
    return false;
}

/* The thing of a row that is the shop's and can be sold; false when that was told. */
static enum status find_thing(struct sheet *sheet, const struct csv_row *row,
                              struct thing *ret_thing, bool *ret_found)
{
    struct ctx *ctx = sheet->ctx;
    const struct str typed = cell(sheet, row, COLUMN_CODE);
    struct str code;
    *ret_found = false;
    if (goods_code_read(ctx, typed, &code) != OK) {
        tell(sheet, row->line, N_("“{detail}” is no label code."), typed);
        return OK;
    }
    if (came_before(sheet, code)) {
        tell(sheet, row->line, N_("The label {detail} stands in an earlier line too."), code);
        return OK;
    }
    const enum status found = goods_by_code(ctx, code, ret_thing);
    if (found == NOT_FOUND || (found == OK && ret_thing->holder_id != sheet->tenant_id)) {
        tell(sheet, row->line, N_("You have nothing with the label {detail}."), code);
        return OK;
    }
    TRY(found);
    if (ret_thing->count == 0) {
        tell(sheet, row->line, N_("There is nothing left of this to sell."), STR(""));
        return OK;
    }
    if (!goods_sellable(ret_thing)) {
        tell(sheet, row->line, goods_stop_refusal(ret_thing->stops), STR(""));
        return OK;
    }
    *ret_found = true;
    return OK;
}

static enum status read_row(struct sheet *sheet, const struct csv_row *row)
{
    struct ctx *ctx = sheet->ctx;
    struct thing thing;
    struct listing listing;
    bool usable = false;
    TRY(find_thing(sheet, row, &thing, &usable));
    if (!usable) {
        return OK;
    }
    const enum status found = catalogue_by_code(ctx, thing.code, &listing);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    const bool is_out = found == OK && listing.state == LISTING_PUBLIC;
    const struct publication now = as_it_is(&thing, found == OK ? &listing : NULL);
    struct sheet_change change = {.line = row->line, .is_new = !is_out, .publication = now};
    if (!is_out) {
        change.publication.price_ore = NO_I64;
    }
    if (!read_cells(sheet, row, &change.publication)) {
        return OK;
    }
    if (change.publication.price_ore == NO_I64 ||
        (is_out && says_the_same(&now, &change.publication))) {
        sheet->result->same++;
        return OK;
    }
    if (catalogue_check_publication(ctx, &change.publication) != OK) {
        tell_error(sheet, row->line, N_("This row cannot be put out."));
        return OK;
    }
    vec_push(ctx->mem, &sheet->changes, change);
    return OK;
}

static enum status read_rows(struct sheet *sheet, struct csv_reader *reader)
{
    struct csv_row row;
    int64_t rows = 0;
    for (;;) {
        const enum csv_step step = csv_next(reader, &row);
        if (step == CSV_END) {
            return OK;
        }
        if (step != CSV_ROW) {
            const struct csv_problem *problem = csv_problem(reader);
            tell(sheet, problem->line, problem->message,
                 str_copy(sheet->ctx->mem, problem->detail));
            if (step == CSV_FAILED) {
                return OK;
            }
            continue;
        }
        if (++rows > SHEET_ROWS_MAX) {
            tell(sheet, row.line, N_("A file may have 500 lines. Divide it."), STR(""));
            return OK;
        }
        TRY(read_row(sheet, &row));
    }
}

static enum status write_rows(struct ctx *ctx, void *arg)
{
    const struct sheet *sheet = arg;
    for (size_t i = 0; i < sheet->changes.count; i++) {
        struct listing listing;
        TRY(catalogue_seller_publish(ctx, sheet->tenant_id, &sheet->changes.ptr[i].publication,
                                     &listing));
    }
    return OK;
}

enum status catalogue_seller_csv_in(struct ctx *ctx, int64_t tenant_id, struct str bytes,
                                    struct sheet_result *ret_result)
{
    struct sheet sheet = {.ctx = ctx, .tenant_id = tenant_id, .result = ret_result};
    struct csv_reader *reader = NULL;
    *ret_result = (struct sheet_result){0};
    if (csv_open_text(ctx, bytes, &(struct csv_options){.format = CSV_SEPARATED}, &reader) != OK) {
        return ctx_fail(
            ctx, INVALID,
            N_("We cannot read this file. Save it from the spreadsheet as CSV (UTF-8)."), "file");
    }
    for (int i = 0; i < COLUMN_COUNT; i++) {
        sheet.columns[i] = csv_column(reader, str_of(column_names[i]));
    }
    enum status status = OK;
    if (sheet.columns[COLUMN_CODE] == CSV_NO_COLUMN) {
        status = ctx_fail(ctx, INVALID,
                          N_("The first line must name the columns, and one must be called lapp."),
                          "file");
    } else {
        status = read_rows(&sheet, reader);
    }
    csv_close(reader);
    TRY(status);
    if (ret_result->problems.count > 0 || sheet.changes.count == 0) {
        return OK;
    }
    TRY(db_write(ctx, write_rows, &sheet));
    for (size_t i = 0; i < sheet.changes.count; i++) {
        ret_result->put_out += sheet.changes.ptr[i].is_new ? 1 : 0;
        ret_result->changed += sheet.changes.ptr[i].is_new ? 0 : 1;
    }
    return OK;
}
