/* SPDX-License-Identifier: EUPL-1.2 */
/* What goes into a draw, as the texts of docs/draw/format.md. No field of them needs quotes. */
#include "allocation/allocation_input.h"

#include "base/strbuf.h"

#include "base/banned.h"

#define TEXT_BYTES ((size_t)256 * 1024 * 1024)

static void put(struct strbuf *text, struct str field, char end)
{
    strbuf_str(text, field);
    strbuf_byte(text, end);
}

static void put_i64(struct strbuf *text, int64_t number, char end)
{
    if (number != NO_I64) {
        strbuf_i64(text, number);
    }
    strbuf_byte(text, end);
}

static struct str finish(struct ctx *ctx, struct strbuf *text)
{
    const struct str copy = strbuf_copy(text, ctx->mem);
    strbuf_finish(text);
    return copy;
}

static struct str alias_of(const struct draw_input *input, int64_t lead_id)
{
    return input->entrants.ptr[allocation_input_entrant(input, lead_id)].alias;
}

static struct str tenants_text(struct ctx *ctx, const struct draw_input *input)
{
    struct strbuf text;
    strbuf_init(&text, TEXT_BYTES);
    strbuf_literal(&text, "tenant,weight,balance_mp,cap_lots,startup,active\n");
    for (size_t i = 0; i < input->entrants.count; i++) {
        const struct entrant *entrant = &input->entrants.ptr[i];
        put(&text, entrant->alias, ',');
        put_i64(&text, entrant->weight, ',');
        put_i64(&text, entrant->balance_mp, ',');
        put_i64(&text, entrant->cap_lots, ',');
        put_i64(&text, entrant->startup, ',');
        put_i64(&text, entrant->active, '\n');
    }
    return finish(ctx, &text);
}

static struct str lots_text(struct ctx *ctx, const struct draw_input *input)
{
    struct strbuf text;
    strbuf_init(&text, TEXT_BYTES);
    strbuf_literal(&text, "lot,points_mp,class,requires,window\n");
    for (size_t i = 0; i < input->lots.count; i++) {
        const struct stored_lot *lot = &input->lots.ptr[i];
        put(&text, lot->code, ',');
        put_i64(&text, lot->points_mp, ',');
        put(&text, lot->quota_class, ',');
        put(&text, lot->requires, ',');
        strbuf_byte(&text, '\n');
    }
    return finish(ctx, &text);
}

static struct str wishes_text(struct ctx *ctx, const struct draw_input *input)
{
    const struct lead_wish *wishes = allocation_input_wishes(ctx->mem, input);
    struct strbuf text;
    strbuf_init(&text, TEXT_BYTES);
    strbuf_literal(&text, "tenant,lot,stars\n");
    for (size_t i = 0; i < input->entrants.count; i++) {
        for (size_t j = 0; j < input->lots.count; j++) {
            const int64_t stars = wishes[i * input->lots.count + j].stars;
            if (stars > 0) {
                put(&text, input->entrants.ptr[i].alias, ',');
                put(&text, input->lots.ptr[j].code, ',');
                put_i64(&text, stars, '\n');
            }
        }
    }
    return finish(ctx, &text);
}

static struct str eligibility_text(struct ctx *ctx, const struct draw_input *input)
{
    struct strbuf text;
    strbuf_init(&text, TEXT_BYTES);
    strbuf_literal(&text, "tenant,requires\n");
    for (size_t i = 0; i < input->approvals.count; i++) {
        put(&text, alias_of(input, input->approvals.ptr[i].lead_id), ',');
        put(&text, input->approvals.ptr[i].requires, '\n');
    }
    return finish(ctx, &text);
}

static struct str caps_text(struct ctx *ctx, const struct draw_input *input)
{
    struct strbuf text;
    strbuf_init(&text, TEXT_BYTES);
    strbuf_literal(&text, "tenant,class,cap_lots\n");
    for (size_t i = 0; i < input->caps.count; i++) {
        put(&text, alias_of(input, input->caps.ptr[i].lead_id), ',');
        put(&text, input->caps.ptr[i].quota_class, ',');
        put_i64(&text, input->caps.ptr[i].cap_lots, '\n');
    }
    return finish(ctx, &text);
}

static void put_setting(struct strbuf *text, const char *key, int64_t value)
{
    strbuf_format(text, "%s=", key);
    put_i64(text, value, '\n');
}

static struct str settings_text(struct ctx *ctx, const struct draw_input *input,
                                struct str signature, struct str randomness)
{
    const struct allocation_rules *rules = &input->rules;
    struct strbuf text;
    strbuf_init(&text, TEXT_BYTES);
    strbuf_literal(&text, "chain=");
    put(&text, input->round.chain, '\n');
    put_setting(&text, "round", input->round.beacon_round);
    strbuf_literal(&text, "signature=");
    put(&text, signature, '\n');
    strbuf_literal(&text, "randomness=");
    put(&text, randomness, '\n');
    put_setting(&text, "startup_share_ppm", rules->startup_share_ppm);
    put_setting(&text, "decay_num", rules->decay_num);
    put_setting(&text, "decay_den", rules->decay_den);
    put_setting(&text, "floor_mp", rules->floor_mp);
    put_setting(&text, "newcomer_credit_mp", rules->newcomer_credit_mp);
    return finish(ctx, &text);
}

void allocation_input_texts(struct ctx *ctx, const struct draw_input *input, struct str signature,
                            struct str randomness, struct str ret_in[FAIR_IN_COUNT])
{
    ret_in[FAIR_TENANTS] = tenants_text(ctx, input);
    ret_in[FAIR_LOTS] = lots_text(ctx, input);
    ret_in[FAIR_WISHES] = wishes_text(ctx, input);
    ret_in[FAIR_ELIGIBILITY] = eligibility_text(ctx, input);
    ret_in[FAIR_CAPS] = caps_text(ctx, input);
    ret_in[FAIR_SETTINGS] = settings_text(ctx, input, signature, randomness);
}
