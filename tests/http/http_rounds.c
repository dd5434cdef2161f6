/* SPDX-License-Identifier: EUPL-1.2 */
/* Leads a round through its states. */
#include "http_rounds.h"

#include <string.h>

#include <sodium.h>

#include "allocation/allocation.h"
#include "base/day.h"
#include "centre/centre.h"
#include "html_check.h"
#include "roles/roles.h"

/* The rules that a centre starts with, in force today. */
static void put_rules(struct fixture *f, struct str chain_url)
{
    struct ctx ctx;
    int64_t id = 0;
    fixture_ctx(f, &ctx);
    struct allocation_rules rules = allocation_rules_first(&ctx);
    rules.note = STR("De første reglene.");
    rules.from_day = centre_today(&ctx);
    rules.chain_url = chain_url;
    if (allocation_rules_add(&ctx, &rules, &id) != OK) {
        fail_msg("rules: %s %s", ctx.err.field, ctx.err.message);
    }
    app_end(&ctx);
}

struct fixture *rounds_open_fixture(void)
{
    struct fixture *f = fixture_open();
    put_rules(f, STR(""));
    return f;
}

struct fixture *rounds_open_fetching(const char *chain_url)
{
    struct fixture *f = fixture_open();
    put_rules(f, str_of(chain_url));
    return f;
}

void rounds_make(struct fixture *f)
{
    const struct answer made = fixture_post(f, &f->who[AS_MANAGER], "/kontor/runder", ROUND_FIELDS);
    assert_int_equal(made.code, 303);
    assert_str(made.location, "/kontor/runder/1?lagret=ny");
}

struct answer rounds_page(struct fixture *f, enum fixture_who who, const char *path)
{
    const struct answer answer = fixture_get(f, &f->who[who], path);
    if (answer.code == 200) {
        const char *wrong = html_check(f->mem, answer.body, NULL);
        if (wrong != NULL) {
            fail_msg("%s: %s", path, wrong);
        }
    }
    return answer;
}

void rounds_open(struct fixture *f)
{
    assert_int_equal(
        fixture_post(f, &f->who[AS_MANAGER], "/kontor/runder/1/apne", FIELDS_NONE).code, 303);
}

/* Both shops wish for everything in the round. */
void rounds_wish(struct fixture *f)
{
    struct ctx ctx;
    struct round_lots lots;
    struct round round;
    fixture_ctx(f, &ctx);
    assert_int_equal(allocation_round_by_number(&ctx, 1, &round), OK);
    assert_int_equal(allocation_lots(&ctx, round.id, 0, 100, &lots), OK);
    assert_true(lots.count > 0);
    for (size_t i = 0; i < lots.count; i++) {
        for (int shop = 0; shop < 2; shop++) {
            assert_int_equal(allocation_wish_set(&ctx, round.id, f->home.shops[shop].id,
                                                 lots.ptr[i].thing.id, 3, WISH_OWN),
                             OK);
        }
    }
    app_end(&ctx);
}

const char *rounds_state(struct fixture *f)
{
    struct ctx ctx;
    struct round round;
    fixture_ctx(f, &ctx);
    assert_int_equal(allocation_round_by_number(&ctx, 1, &round), OK);
    app_end(&ctx);
    return allocation_round_words(round.state);
}

const char *rounds_chain(struct fixture *f)
{
    struct ctx ctx;
    struct round round;
    fixture_ctx(f, &ctx);
    assert_int_equal(allocation_round_by_number(&ctx, 1, &round), OK);
    app_end(&ctx);
    return fixture_text(f, "%lld", (long long)round.beacon_round);
}

static void tick(struct fixture *f)
{
    struct ctx ctx;
    fixture_ctx(f, &ctx);
    assert_int_equal(allocation_tick(&ctx), OK);
    app_end(&ctx);
}

void rounds_wait(struct fixture *f, int64_t ms)
{
    fixture_wait(f, ms);
    f->who[AS_MANAGER] = fixture_browser(f, f->home.id, f->who[AS_MANAGER].person_id, 0);
}

void rounds_close(struct fixture *f)
{
    rounds_wait(f, 24 * MS_PER_HOUR + 6 * MS_PER_MINUTE);
    tick(f);
    assert_string_equal(rounds_state(f), "closed, waits for the draw");
}

/* SHA-256 of the bytes that the signature says, as drand has it. */
const char *rounds_randomness(struct fixture *f, const char *signature)
{
    unsigned char bytes[200];
    unsigned char hash[crypto_hash_sha256_BYTES];
    const size_t len = strlen(signature) / 2;
    assert_true(str_from_hex(str_of(signature), bytes, len));
    crypto_hash_sha256(hash, bytes, len);
    return str_hex(f->mem, hash, sizeof(hash)).ptr;
}

struct answer rounds_enter(struct fixture *f, struct browser *browser, const char *signature)
{
    return fixture_post(f, browser, "/kontor/runder/1/tilfeldighet",
                        FIELDS("round", rounds_chain(f), "signature", signature, "randomness",
                               rounds_randomness(f, signature)));
}

struct browser rounds_second_manager(struct fixture *f)
{
    struct ctx ctx;
    fixture_ctx(f, &ctx);
    assert_int_equal(accounts_grant(&ctx, f->home.person_id, ROLE_MANAGER, 0), OK);
    app_end(&ctx);
    return fixture_browser(f, f->home.id, f->home.person_id, 0);
}

void rounds_draw(struct fixture *f)
{
    struct browser second = rounds_second_manager(f);
    assert_int_equal(rounds_enter(f, &f->who[AS_MANAGER], SIGNATURE).code, 303);
    assert_int_equal(rounds_enter(f, &second, SIGNATURE).code, 303);
    assert_string_equal(rounds_state(f), "drawn, not published");
}

void rounds_publish(struct fixture *f)
{
    assert_int_equal(
        fixture_post(f, &f->who[AS_MANAGER], "/kontor/runder/1/publiser", FIELDS_NONE).code, 303);
    assert_string_equal(rounds_state(f), "published");
}

const char *rounds_shop_version(struct fixture *f, int64_t tenant_id)
{
    struct ctx ctx;
    struct participant shop;
    fixture_ctx(f, &ctx);
    assert_int_equal(allocation_participant(&ctx, tenant_id, &shop), OK);
    app_end(&ctx);
    return fixture_text(f, "%lld", (long long)shop.version);
}

const char *rounds_thing(struct fixture *f, struct str code)
{
    struct ctx ctx;
    struct thing thing;
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_by_code(&ctx, code, &thing), OK);
    app_end(&ctx);
    return fixture_text(f, "%lld", (long long)thing.id);
}
