/* SPDX-License-Identifier: EUPL-1.2 */
/* Words of the index: their vocabulary, and listings whose words have to be made anew. */
#include "base/vec.h"
#include "catalogue/catalogue_store.h"
#include "catalogue/catalogue_words.h"
#include "catalogue_sql.h"

#include "base/banned.h"

#define PIECE_MAX (2 * WORD_BYTES_MAX)

/* Backwards; only for plain letters. */
static struct str mirrored(struct ctx *ctx, struct str word)
{
    char *bytes = arena_alloc(ctx->mem, word.len + 1);
    for (size_t i = 0; i < word.len; i++) {
        bytes[i] = word.ptr[word.len - 1 - i];
    }
    return (struct str){bytes, word.len};
}

enum status catalogue_store_word(struct ctx *ctx, const struct listing_word *word)
{
    return sql_catalogue_word_add(ctx, &(struct catalogue_word_add_args){
                                           .centre_id = ctx->centre_id,
                                           .letters = (int64_t)word->word.len,
                                           .word = word->word,
                                           .mirrored = mirrored(ctx, word->word),
                                           .shown = word->shown,
                                           .stem = word->stem,
                                       });
}

static enum status collect(struct ctx *ctx, struct rows rows,
                           bool (*next)(struct rows *, struct catalogue_words_beginning_row *),
                           struct listing_words *words)
{
    struct catalogue_words_beginning_row row;
    while (next(&rows, &row)) {
        vec_push(ctx->mem, words, (struct listing_word){row.word, row.shown, row.stem});
    }
    return rows_done(&rows);
}

enum status catalogue_store_words(struct ctx *ctx, size_t letters, struct str piece, bool at_end,
                                  int64_t limit, struct listing_words *words)
{
    /* In any order of letters a word that goes on with a to z stands before one with many z. */
    char last[PIECE_MAX];
    const struct str first = at_end ? mirrored(ctx, piece) : piece;
    memset(last, 'z', sizeof(last));
    memcpy(last, first.ptr, first.len < sizeof(last) ? first.len : sizeof(last));
    const struct str until = str_copy(ctx->mem, (struct str){last, sizeof(last)});
    return at_end ? collect(ctx,
                            sql_catalogue_words_ending(ctx, ctx->centre_id, (int64_t)letters, first,
                                                       until, limit),
                            next_catalogue_words_ending, words)
                  : collect(ctx,
                            sql_catalogue_words_beginning(ctx, ctx->centre_id, (int64_t)letters,
                                                          first, until, limit),
                            next_catalogue_words_beginning, words);
}

enum status catalogue_store_to_reindex(struct ctx *ctx, int64_t limit, struct i64_list *ret_ids)
{
    struct i64_list ids = {0};
    struct catalogue_to_reindex_row row;
    struct rows rows = sql_catalogue_to_reindex(ctx, ctx->centre_id, limit);
    while (next_catalogue_to_reindex(&rows, &row)) {
        vec_push(ctx->mem, &ids, row.id);
    }
    TRY(rows_done(&rows));
    *ret_ids = ids;
    return OK;
}

enum status catalogue_store_reindexed(struct ctx *ctx, const struct indexed_listing *row)
{
    return sql_catalogue_reindexed(ctx, ctx->centre_id, row->listing.id, row->words);
}

enum status catalogue_store_titles(struct ctx *ctx, int64_t after_seq, int64_t limit,
                                   struct listed_titles *ret_titles)
{
    struct listed_titles titles = {0};
    struct catalogue_titles_row row;
    struct rows rows = sql_catalogue_titles(ctx, ctx->centre_id, after_seq, limit);
    while (next_catalogue_titles(&rows, &row)) {
        vec_push(ctx->mem, &titles, (struct listed_title){row.seq, row.thing_id, row.title});
    }
    TRY(rows_done(&rows));
    *ret_titles = titles;
    return OK;
}
