/* SPDX-License-Identifier: EUPL-1.2 */
/* The reader: pieces of input to libcsv or the JSON reader, and rows out of them. */
#include "csv/csv.h"

#include <assert.h>
#include <csv.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/strbuf.h"
#include "base/vec.h"
#include "csv/csv_encoding.h"
#include "csv/csv_json.h"

#include "base/banned.h"

#define WINDOW_BYTES ((size_t)256 * 1024)
#define PIECE_BYTES  ((size_t)16 * 1024)

struct span {
    size_t at;
    size_t len;
};

struct csv_reader {
    struct ctx *ctx;
    struct csv_options options;
    struct csv_problem problem;

    /* Input: what is read and not yet used; fd is -1 when it all came as one text. */
    int fd;
    char *window;
    struct str input;
    bool after_cr;
    int64_t line;

    /* The row being gathered. */
    int64_t row_line;
    size_t row_bytes;
    bool row_begun;
    bool row_ready;
    size_t too_long_column;
    bool too_many;
    struct strbuf text;
    struct strbuf recoded;
    size_t span_count;
    struct span *spans;

    struct csv_parser parser;
    bool json;
    bool ended;
    bool failed;
    struct strbuf json_line;
    struct csv_json_member *members;
    VEC(struct str) names;
    struct str *fields;
    bool *seen;
};

/* `wanted`, or `max` where it is 0 or more. */
static size_t limit(size_t wanted, size_t max)
{
    return wanted == 0 || wanted > max ? max : wanted;
}

static void set_problem(struct csv_reader *reader, const char *message, size_t column,
                        struct str detail)
{
    reader->problem = (struct csv_problem){
        .line = reader->row_line, .column = column, .message = message, .detail = detail};
    if (column > 0 && column <= reader->names.count) {
        reader->problem.name = reader->names.ptr[column - 1];
    }
}

static enum csv_step bad_row(struct csv_reader *reader, const char *message, size_t column)
{
    set_problem(reader, message, column, (struct str){0});
    return CSV_BAD_ROW;
}

static enum csv_step failed(struct csv_reader *reader, const char *message)
{
    reader->failed = true;
    set_problem(reader, message, 0, (struct str){0});
    return CSV_FAILED;
}

/* ---- input ---- */

/* False on a read error; at the end of the input it is empty. */
static bool refill(struct csv_reader *reader)
{
    if (reader->input.len > 0 || reader->fd < 0) {
        return true;
    }
    size_t filled = 0;
    ssize_t got = 1;
    while (got > 0 && filled < WINDOW_BYTES) {
        got = read(reader->fd, reader->window + filled, WINDOW_BYTES - filled);
        filled += got > 0 ? (size_t)got : 0;
    }
    reader->input = (struct str){reader->window, filled};
    return got >= 0;
}

/* The next bytes up to and with a line end, at most PIECE_BYTES. Empty at the end of the input. */
static struct str next_piece(struct csv_reader *reader)
{
    const size_t max = reader->input.len < PIECE_BYTES ? reader->input.len : PIECE_BYTES;
    if (max == 0) {
        return (struct str){"", 0};
    }
    const char *start = reader->input.ptr;
    const char *newline = memchr(start, '\n', max);
    size_t len = newline == NULL ? max : (size_t)(newline - start) + 1;
    const char *cr = memchr(start, '\r', len);
    if (cr != NULL) {
        len = (size_t)(cr - start) + 1;
    }
    reader->input = (struct str){start + len, reader->input.len - len};
    return (struct str){start, len};
}

/* Counts the line that `piece` ends; CR, LF and CR LF are one line end each. */
static void count_line(struct csv_reader *reader, struct str piece)
{
    const char last = piece.ptr[piece.len - 1];
    if (last == '\r' || (last == '\n' && !(reader->after_cr && piece.len == 1))) {
        reader->line++;
    }
    reader->after_cr = last == '\r';
}

/* ---- separated values ---- */

static void field_done(void *bytes, size_t len, void *arg)
{
    struct csv_reader *reader = arg;
    if (reader->span_count == reader->options.columns_max) {
        reader->too_many = reader->too_many || len > 0;
        return;
    }
    if (len > reader->options.field_bytes_max && reader->too_long_column == 0) {
        reader->too_long_column = reader->span_count + 1;
    }
    reader->spans[reader->span_count++] = (struct span){reader->text.len, len};
    strbuf_bytes(&reader->text, bytes, len);
    strbuf_byte(&reader->text, '\0');
}

static void row_done(int terminator, void *arg)
{
    (void)terminator;
    ((struct csv_reader *)arg)->row_ready = true;
}

static int is_space_or_tab(unsigned char c)
{
    return c == ' ' || c == '\t';
}

static int is_space(unsigned char c)
{
    return c == ' ';
}

static void row_start(struct csv_reader *reader)
{
    strbuf_clear(&reader->text);
    reader->span_count = 0;
    reader->row_bytes = 0;
    reader->row_ready = false;
    reader->row_begun = false;
    reader->too_long_column = 0;
    reader->too_many = false;
}

/* Takes the bookkeeping of `piece`; false if the row has grown over its limit. */
static bool gather(struct csv_reader *reader, struct str piece)
{
    if (!reader->row_begun) {
        reader->row_line = reader->line;
        reader->row_begun = str_trim(piece).len > 0;
    }
    count_line(reader, piece);
    reader->row_bytes += piece.len;
    return reader->row_bytes <= reader->options.row_bytes_max;
}

static struct str recode(struct csv_reader *reader, struct str piece)
{
    if (reader->options.encoding == CSV_UTF8) {
        return piece;
    }
    strbuf_clear(&reader->recoded);
    csv_encoding_append(&reader->recoded, reader->options.encoding, piece);
    return strbuf_view(&reader->recoded);
}

/* The end of the input: a last row without a line end, or nothing. */
static enum csv_step separated_end(struct csv_reader *reader)
{
    reader->ended = true;
    /* Strict only now: within a row, stray quotation marks are text. */
    csv_set_opts(&reader->parser, CSV_STRICT | CSV_STRICT_FINI);
    if (csv_fini(&reader->parser, field_done, row_done, reader) != 0) {
        return failed(reader, N_("The quotation mark opened in this row is never closed."));
    }
    return reader->row_ready ? CSV_ROW : CSV_END;
}

/* Gathers the spans of the next row that is not an empty line. */
static enum csv_step separated_row(struct csv_reader *reader)
{
    row_start(reader);
    while (!reader->row_ready) {
        if (!refill(reader)) {
            return failed(reader, N_("The file could not be read to its end."));
        }
        const struct str piece = next_piece(reader);
        if (piece.len == 0) {
            return separated_end(reader);
        }
        if (!gather(reader, piece)) {
            return failed(reader, N_("The row that begins here is longer than a row may be. Is a "
                                     "quotation mark missing?"));
        }
        const struct str bytes = recode(reader, piece);
        if (csv_parse(&reader->parser, bytes.ptr, bytes.len, field_done, row_done, reader) !=
            bytes.len) {
            return failed(reader, N_("The row that begins here is longer than a row may be. Is a "
                                     "quotation mark missing?"));
        }
    }
    return CSV_ROW;
}

/* ---- JSON lines ---- */

static bool column_add(struct csv_reader *reader, struct str name)
{
    if (reader->names.count == reader->options.columns_max) {
        return false;
    }
    vec_push(reader->ctx->mem, &reader->names, str_copy(reader->ctx->mem, name));
    return true;
}

/* Index of exactly this name; the member's own place is tried first, as keys keep their order. */
static size_t json_column(struct csv_reader *reader, struct str name, size_t guess)
{
    if (guess < reader->names.count && str_equal(reader->names.ptr[guess], name)) {
        return guess;
    }
    for (size_t i = 0; i < reader->names.count; i++) {
        if (str_equal(reader->names.ptr[i], name)) {
            return i;
        }
    }
    return column_add(reader, name) ? reader->names.count - 1 : CSV_NO_COLUMN;
}

static bool text_is_sound(struct str s)
{
    return str_is_utf8(s) && (s.len == 0 || memchr(s.ptr, '\0', s.len) == NULL);
}

/* Places the members of a line in their columns. */
static enum csv_step json_place(struct csv_reader *reader, size_t count)
{
    const size_t most = limit(reader->names.count + count, reader->options.columns_max);
    memset(reader->seen, 0, most * sizeof(*reader->seen));
    memset(reader->spans, 0, most * sizeof(*reader->spans));
    for (size_t i = 0; i < count; i++) {
        const struct csv_json_member member = reader->members[i];
        const struct str name = {reader->text.ptr + member.name, member.name_len};
        if (!text_is_sound(name)) {
            return bad_row(reader, N_("A name in this line is not valid UTF-8."), 0);
        }
        const size_t column = json_column(reader, name, i);
        if (column == CSV_NO_COLUMN) {
            return bad_row(reader, N_("This row has more fields than there may be columns."), 0);
        }
        if (reader->seen[column]) {
            return bad_row(reader, N_("This line holds the same name twice."), column + 1);
        }
        reader->seen[column] = true;
        reader->spans[column] = (struct span){member.value, member.value_len};
        if (member.value_len > reader->options.field_bytes_max && reader->too_long_column == 0) {
            reader->too_long_column = column + 1;
        }
    }
    reader->span_count = reader->names.count;
    return CSV_ROW;
}

static enum csv_step json_parse_line(struct csv_reader *reader)
{
    size_t count = 0;
    const char *wrong = csv_json_read(str_trim(strbuf_view(&reader->json_line)), &reader->text,
                                      reader->members, reader->options.columns_max, &count);
    return wrong == NULL ? json_place(reader, count) : bad_row(reader, wrong, 0);
}

/* The next line that is not blank. */
static enum csv_step json_row(struct csv_reader *reader)
{
    row_start(reader);
    strbuf_clear(&reader->json_line);
    for (;;) {
        if (!refill(reader)) {
            return failed(reader, N_("The file could not be read to its end."));
        }
        const struct str piece = next_piece(reader);
        if (piece.len > 0) {
            if (!gather(reader, piece)) {
                return failed(reader, N_("The row that begins here is longer than a row may be."));
            }
            strbuf_str(&reader->json_line, recode(reader, piece));
        }
        const bool line_ended =
            piece.len == 0 || piece.ptr[piece.len - 1] == '\n' || piece.ptr[piece.len - 1] == '\r';
        if (!line_ended) {
            continue;
        }
        if (str_trim(strbuf_view(&reader->json_line)).len > 0) {
            return json_parse_line(reader);
        }
        if (piece.len == 0) {
            reader->ended = true;
            return CSV_END;
        }
        row_start(reader);
        strbuf_clear(&reader->json_line);
    }
}

/* ---- rows ---- */

/* Turns the spans into fields, now that the text no longer moves. */
static enum csv_step check_row(struct csv_reader *reader)
{
    if (reader->text.overflow) {
        return bad_row(reader, N_("The row is longer than a row may be."), 0);
    }
    if (reader->too_many) {
        return bad_row(reader, N_("This row has more fields than there may be columns."), 0);
    }
    if (reader->too_long_column > 0) {
        return bad_row(reader, N_("This field is longer than a field may be."),
                       reader->too_long_column);
    }
    for (size_t i = 0; i < reader->span_count; i++) {
        const struct span span = reader->spans[i];
        reader->fields[i] = span.len == 0 ? (struct str){"", 0}
                                          : (struct str){reader->text.ptr + span.at, span.len};
        if (!text_is_sound(reader->fields[i])) {
            return bad_row(reader,
                           N_("This field is not valid UTF-8. Choose the encoding of the file "
                              "(Latin-1 or Mac Roman)."),
                           i + 1);
        }
    }
    return CSV_ROW;
}

static bool has_text(const struct csv_reader *reader, size_t from)
{
    for (size_t i = from; i < reader->span_count; i++) {
        if (str_trim(reader->fields[i]).len > 0) {
            return true;
        }
    }
    return false;
}

static enum csv_step fit_to_header(struct csv_reader *reader)
{
    if (has_text(reader, reader->names.count)) {
        return bad_row(reader, N_("This row has more fields than the header has columns."),
                       reader->names.count + 1);
    }
    for (size_t i = reader->span_count; i < reader->names.count; i++) {
        reader->fields[i] = (struct str){"", 0};
    }
    return CSV_ROW;
}

enum csv_step csv_next(struct csv_reader *reader, struct csv_row *ret_row)
{
    for (;;) {
        if (reader->failed) {
            return CSV_FAILED;
        }
        if (reader->ended) {
            return CSV_END;
        }
        enum csv_step step = reader->json ? json_row(reader) : separated_row(reader);
        if (step == CSV_ROW) {
            step = check_row(reader);
        }
        if (step == CSV_ROW && !has_text(reader, 0)) {
            continue;
        }
        if (step == CSV_ROW) {
            step = fit_to_header(reader);
        }
        if (step == CSV_ROW) {
            *ret_row = (struct csv_row){
                .line = reader->row_line, .count = reader->names.count, .fields = reader->fields};
        }
        return step;
    }
}

const struct csv_problem *csv_problem(const struct csv_reader *reader)
{
    return &reader->problem;
}

size_t csv_column_count(const struct csv_reader *reader)
{
    return reader->names.count;
}

struct str csv_column_name(const struct csv_reader *reader, size_t column)
{
    assert(column < reader->names.count);
    return reader->names.ptr[column];
}

size_t csv_column(const struct csv_reader *reader, struct str name)
{
    for (size_t i = 0; i < reader->names.count; i++) {
        if (str_equal_nocase(reader->names.ptr[i], name)) {
            return i;
        }
    }
    return CSV_NO_COLUMN;
}

char csv_separator(const struct csv_reader *reader)
{
    return reader->json ? '\0' : reader->options.separator;
}

/* ---- opening ---- */

static struct csv_reader *reader_new(struct ctx *ctx, const struct csv_options *options)
{
    struct csv_reader *reader = ARENA_NEW(ctx->mem, struct csv_reader);
    reader->ctx = ctx;
    reader->options = options == NULL ? (struct csv_options){0} : *options;
    reader->options.columns_max = limit(reader->options.columns_max, CSV_COLUMNS_MAX);
    reader->options.field_bytes_max = limit(reader->options.field_bytes_max, CSV_FIELD_BYTES_MAX);
    reader->options.row_bytes_max = limit(reader->options.row_bytes_max, CSV_ROW_BYTES_MAX);
    reader->fd = -1;
    reader->line = 1;
    reader->row_line = 1;
    /* A byte of a one-byte encoding becomes at most three; libcsv adds a NUL per field. */
    const size_t text_max = 4 * (reader->options.row_bytes_max + PIECE_BYTES);
    strbuf_init(&reader->text, text_max);
    strbuf_init(&reader->json_line, text_max);
    strbuf_init(&reader->recoded, 4 * PIECE_BYTES);
    reader->spans = arena_array(ctx->mem, reader->options.columns_max, sizeof(struct span));
    reader->fields = arena_array(ctx->mem, reader->options.columns_max, sizeof(struct str));
    return reader;
}

/* Reads past a byte-order mark; NULL, or what is wrong. */
static const char *read_mark(struct csv_reader *reader)
{
    if (str_starts_with(reader->input, STR("\xFF\xFE")) ||
        str_starts_with(reader->input, STR("\xFE\xFF"))) {
        return N_("The file is in UTF-16. Save it as UTF-8 and try again.");
    }
    if (str_starts_with(reader->input, STR("\xEF\xBB\xBF"))) {
        reader->input = str_slice(reader->input, 3, reader->input.len);
        reader->options.encoding = CSV_UTF8;
    }
    return NULL;
}

static bool is_separator(char c)
{
    return c == ',' || c == ';' || c == '\t' || c == '|';
}

/* A first line "sep=;" of a spreadsheet. */
static void read_separator_line(struct csv_reader *reader)
{
    const struct str in = reader->input;
    if (in.len < 6 || !is_separator(in.ptr[4]) ||
        !str_equal_nocase(str_slice(in, 0, 4), STR("sep=")) ||
        (in.ptr[5] != '\n' && in.ptr[5] != '\r')) {
        return;
    }
    reader->options.separator = in.ptr[4];
    const size_t end = in.ptr[5] == '\r' && in.len > 6 && in.ptr[6] == '\n' ? 7 : 6;
    reader->input = str_slice(in, end, in.len);
    reader->line++;
}

static char detect_separator(struct str in)
{
    static const char candidates[] = ",;\t";
    size_t counts[3] = {0};
    bool quoted = false;
    for (size_t i = 0; i < in.len && (quoted || (in.ptr[i] != '\n' && in.ptr[i] != '\r')); i++) {
        const char c = in.ptr[i];
        const char *found = c == '\0' ? NULL : strchr(candidates, c);
        quoted = quoted != (c == '"');
        if (found != NULL && !quoted) {
            counts[found - candidates]++;
        }
    }
    size_t best = 0;
    for (size_t i = 1; i < 3; i++) {
        best = counts[i] > counts[best] ? i : best;
    }
    return candidates[best];
}

/* Names of the columns from the first row; NULL, or what is wrong. */
static const char *read_header(struct csv_reader *reader)
{
    enum csv_step step = CSV_ROW;
    do {
        step = separated_row(reader);
        if (step == CSV_ROW) {
            step = check_row(reader);
        }
    } while (step == CSV_ROW && !has_text(reader, 0));
    if (step == CSV_END) {
        return N_("The file is empty.");
    }
    if (step != CSV_ROW) {
        return reader->problem.message;
    }
    for (size_t i = 0; i < reader->span_count; i++) {
        const struct str name = str_trim(reader->fields[i]);
        if (name.len > 0 && csv_column(reader, name) != CSV_NO_COLUMN) {
            set_problem(reader, N_("Two columns have the same name: {detail}"), i + 1,
                        str_copy(reader->ctx->mem, name));
            return reader->problem.message;
        }
        column_add(reader, name);
    }
    return NULL;
}

static const char *open_json(struct csv_reader *reader)
{
    const size_t columns = reader->options.columns_max;
    reader->json = true;
    reader->members = arena_array(reader->ctx->mem, columns, sizeof(struct csv_json_member));
    reader->seen = arena_array(reader->ctx->mem, columns, sizeof(bool));
    return NULL;
}

static const char *open_separated(struct csv_reader *reader)
{
    read_separator_line(reader);
    if (reader->options.separator == '\0') {
        reader->options.separator = detect_separator(reader->input);
    }
    if (!is_separator(reader->options.separator)) {
        return N_("Columns can be separated by a comma, a semicolon, a tab or a vertical bar.");
    }
    csv_set_delim(&reader->parser, (unsigned char)reader->options.separator);
    csv_set_space_func(&reader->parser,
                       reader->options.separator == '\t' ? is_space : is_space_or_tab);
    csv_set_blk_size(&reader->parser, 1024);
    return read_header(reader);
}

static const char *open_input(struct csv_reader *reader)
{
    if (csv_init(&reader->parser, 0) != 0) {
        return status_message(INTERNAL);
    }
    if (!refill(reader)) {
        return N_("The file could not be read to its end.");
    }
    const char *wrong = read_mark(reader);
    if (wrong != NULL) {
        return wrong;
    }
    if (reader->options.format == CSV_DETECT) {
        reader->options.format =
            str_starts_with(str_trim(reader->input), STR("{")) ? CSV_JSON_LINES : CSV_SEPARATED;
    }
    return reader->options.format == CSV_JSON_LINES ? open_json(reader) : open_separated(reader);
}

static enum status open_reader(struct csv_reader *reader, struct csv_reader **ret_reader)
{
    const char *wrong = open_input(reader);
    if (wrong != NULL) {
        struct ctx *ctx = reader->ctx;
        ctx_fail(ctx, MALFORMED, wrong, NULL);
        ctx->err.detail = reader->problem.detail.len > 0
                              ? reader->problem.detail
                              : str_format(ctx->mem, "%lld", (long long)reader->row_line);
        csv_close(reader);
        return MALFORMED;
    }
    *ret_reader = reader;
    return OK;
}

enum status csv_open_text(struct ctx *ctx, struct str text, const struct csv_options *options,
                          struct csv_reader **ret_reader)
{
    struct csv_reader *reader = reader_new(ctx, options);
    reader->input = text;
    return open_reader(reader, ret_reader);
}

enum status csv_open_file(struct ctx *ctx, const char *path, const struct csv_options *options,
                          struct csv_reader **ret_reader)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        ctx_fail(ctx, NOT_FOUND, N_("The file cannot be opened: {detail}"), NULL);
        ctx->err.detail = str_copy(ctx->mem, str_of(path));
        return NOT_FOUND;
    }
    struct csv_reader *reader = reader_new(ctx, options);
    reader->fd = fd;
    reader->window = arena_alloc(ctx->mem, WINDOW_BYTES);
    return open_reader(reader, ret_reader);
}

void csv_close(struct csv_reader *reader)
{
    if (reader == NULL) {
        return;
    }
    csv_free(&reader->parser);
    strbuf_finish(&reader->text);
    strbuf_finish(&reader->json_line);
    strbuf_finish(&reader->recoded);
    if (reader->fd >= 0) {
        close(reader->fd);
        reader->fd = -1;
    }
}
