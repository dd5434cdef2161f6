/* SPDX-License-Identifier: EUPL-1.2 */
/* Holding, the line behind what is held, and how much one may hold; on both engines. */
#include <pthread.h>
#include <stdio.h>

#include "mail/mail.h"
#include "sales/sales_world.h"

int sales_hold_test(void);

#define ELLA  "ella@example.no"
#define NOAH  "noah@example.no"
#define AT_16 (5 * MS_PER_HOUR) /* from 11:00 of MONDAY_MS */

static enum status hold_from(struct world *world, const struct listing *listing,
                             const char *contact, const char *client, struct hold *hold,
                             struct str *token)
{
    const struct hold_wish wish = {listing->code, str_of(contact), STR(""), str_of(client)};
    return catalogue_hold_for(&world->ctx, &wish, hold, token);
}

static enum status join(struct world *world, const struct listing *listing, const char *contact,
                        struct hold *hold, struct str *token)
{
    const struct hold_wish wish = {listing->code, str_of(contact), STR(""), STR("")};
    return catalogue_join_line(&world->ctx, &wish, hold, token);
}

static struct hold held(struct world *world, const struct listing *listing, const char *contact,
                        struct str *token)
{
    struct hold hold;
    assert_int_equal(hold_from(world, listing, contact, "", &hold, token), OK);
    return hold;
}

/* The newest mail. */
static struct mail_item last_mail(struct world *world)
{
    struct mail_items items;
    assert_int_equal(mail_list(&world->ctx, 1, &items), OK);
    assert_int_equal(items.count, 1);
    return items.ptr[0];
}

static bool has(struct str text, const char *part)
{
    return memmem(text.ptr, text.len, part, strlen(part)) != NULL;
}

/* The six digits of the newest mail. */
static struct str code_in_mail(struct world *world)
{
    const struct str text = last_mail(world).text;
    for (size_t i = 0; i + 6 <= text.len; i++) {
        size_t digits = 0;
        while (digits < 6 && text.ptr[i + digits] >= '0' && text.ptr[i + digits] <= '9') {
            digits++;
        }
        if (digits == 6) {
            return str_copy(world->ctx.mem, str_slice(text, i, i + 6));
        }
    }
    fail_msg("no code in the mail: %.*s", STR_ARG(text));
    return STR("");
}

static struct str confirmed_hold(struct world *world, const struct listing *listing,
                                 const char *contact)
{
    struct str token;
    held(world, listing, contact, &token);
    assert_int_equal(catalogue_hold_confirm(&world->ctx, token, code_in_mail(world)), OK);
    return token;
}

static struct str confirmed_place(struct world *world, const struct listing *listing,
                                  const char *contact)
{
    struct hold hold;
    struct str token;
    assert_int_equal(join(world, listing, contact, &hold, &token), OK);
    assert_int_equal(catalogue_hold_confirm(&world->ctx, token, code_in_mail(world)), OK);
    return token;
}

static struct hold seen(struct world *world, struct str token)
{
    struct hold hold;
    assert_int_equal(catalogue_hold_by_token(&world->ctx, token, &hold), OK);
    return hold;
}

static struct listing numbered(struct world *world, int number)
{
    char key[16];
    snprintf(key, sizeof(key), "many-%d", number);
    return published(world, key, 1);
}

/* ---- longer ---------------------------------------------------------------------------------- */

static void test_a_hold_is_made_longer_once(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct ctx *ctx = &world.ctx;
    const struct listing listing = published(&world, "a", 1);
    struct str token;
    held(&world, &listing, ELLA, &token);
    assert_int_equal(catalogue_hold_extend(ctx, token), CONFLICT); /* not confirmed */
    assert_int_equal(catalogue_hold_confirm(ctx, token, code_in_mail(&world)), OK);
    assert_int_equal(catalogue_hold_extend(ctx, token), OK);
    /* Wednesday at 16:00. */
    assert_true(seen(&world, token).until_ms == MONDAY_MS + 2 * MS_PER_DAY + AT_16);
    assert_int_equal(catalogue_hold_extend(ctx, token), CONFLICT);
    at(&world, MONDAY_MS + 2 * MS_PER_DAY + AT_16);
    assert_int_equal(catalogue_hold_extend(ctx, token), GONE);
    world_end(&world);
}

static void test_a_hold_is_not_made_longer_when_somebody_waits(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct ctx *ctx = &world.ctx;
    const struct listing listing = published(&world, "a", 1);
    const struct str mine = confirmed_hold(&world, &listing, ELLA);
    const struct str theirs = confirmed_place(&world, &listing, NOAH);
    assert_int_equal(catalogue_hold_extend(ctx, mine), CONFLICT);
    assert_int_equal(catalogue_hold_cancel(ctx, theirs), OK);
    assert_int_equal(catalogue_hold_extend(ctx, mine), OK);
    world_end(&world);
}

/* ---- the line -------------------------------------------------------------------------------- */

static void test_the_first_in_line_gets_it_when_the_holder_gives_it_up(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct ctx *ctx = &world.ctx;
    const struct listing listing = published(&world, "a", 1);
    struct hold hold;
    struct str token;
    int64_t place = 0;
    const struct str mine = confirmed_hold(&world, &listing, ELLA);
    const struct str second = confirmed_place(&world, &listing, NOAH);
    const struct str third = confirmed_place(&world, &listing, "ada@example.no");
    assert_int_equal(join(&world, &listing, "Noah+igjen@example.no", &hold, &token), CONFLICT);
    assert_int_equal(join(&world, &listing, ELLA, &hold, &token), CONFLICT);
    assert_int_equal(join(&world, &listing, "+4790000001", &hold, &token), INVALID);
    hold = seen(&world, third);
    assert_int_equal(catalogue_line_place(ctx, &hold, &place), OK);
    assert_int_equal(place, 2);
    assert_int_equal(catalogue_hold_cancel(ctx, mine), OK);
    hold = seen(&world, second);
    assert_int_equal(hold.state, HOLD_ACTIVE);
    assert_int_equal(hold.pickup_code.len, 3);
    assert_true(hold.until_ms == MONDAY_MS + MS_PER_DAY + AT_16);
    const struct mail_item mail = last_mail(&world);
    assert_str(mail.to, NOAH);
    assert_true(has(mail.text, str_copy(ctx->mem, hold.pickup_code).ptr));
    hold = seen(&world, third);
    assert_int_equal(catalogue_line_place(ctx, &hold, &place), OK);
    assert_int_equal(place, 1);
    /* Nobody passes by the line: the thing is held again. */
    assert_int_equal(hold_from(&world, &listing, "new@example.no", "", &hold, &token), CONFLICT);
    assert_ledger_is_right(&world);
    world_end(&world);
}

static void test_the_line_moves_when_a_hold_runs_out_by_itself(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct ctx *ctx = &world.ctx;
    const struct listing listing = published(&world, "a", 1);
    struct hold hold;
    struct str token;
    int64_t released = 0;
    const struct str mine = confirmed_hold(&world, &listing, ELLA);
    const struct str theirs = confirmed_place(&world, &listing, NOAH);
    at(&world, MONDAY_MS + MS_PER_DAY + AT_16);
    /* Who comes between the end of the hold and the job does not get it either. */
    assert_int_equal(hold_from(&world, &listing, "new@example.no", "", &hold, &token), CONFLICT);
    assert_int_equal(catalogue_release_holds(ctx, &released), OK);
    assert_int_equal(released, 1);
    assert_int_equal(seen(&world, mine).state, HOLD_EXPIRED);
    hold = seen(&world, theirs);
    assert_int_equal(hold.state, HOLD_ACTIVE);
    assert_true(hold.until_ms == MONDAY_MS + 2 * MS_PER_DAY + AT_16);
    assert_ledger_is_right(&world);
    world_end(&world);
}

static void test_who_does_not_confirm_the_address_loses_the_place(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct ctx *ctx = &world.ctx;
    const struct listing listing = published(&world, "a", 1);
    struct hold hold;
    struct str never;
    int64_t released = 0;
    int64_t waiting = 0;
    const struct str mine = confirmed_hold(&world, &listing, ELLA);
    assert_int_equal(join(&world, &listing, NOAH, &hold, &never), OK);
    const struct str second = confirmed_place(&world, &listing, "ada@example.no");
    at(&world, MONDAY_MS + HOLD_CONFIRM_MS);
    assert_int_equal(catalogue_hold_confirm(ctx, never, STR("123456")), GONE);
    assert_int_equal(catalogue_release_holds(ctx, &released), OK);
    assert_int_equal(catalogue_line_length(ctx, listing.id, &waiting), OK);
    assert_int_equal(waiting, 1);
    assert_int_equal(catalogue_hold_cancel(ctx, mine), OK);
    assert_int_equal(seen(&world, second).state, HOLD_ACTIVE);
    world_end(&world);
}

static void test_who_waits_is_told_when_the_thing_is_sold(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct ctx *ctx = &world.ctx;
    const struct listing listing = published(&world, "a", 1);
    struct new_sale input = sale_of(&listing, "sale-1");
    struct sale sale;
    bool is_new = false;
    int64_t released = 0;
    const struct str mine = confirmed_hold(&world, &listing, ELLA);
    const struct str theirs = confirmed_place(&world, &listing, NOAH);
    input.hold_id = seen(&world, mine).id;
    assert_int_equal(sales_sell(ctx, world.shop, &input, &sale, &is_new), OK);
    assert_int_equal(catalogue_release_holds(ctx, &released), OK);
    assert_int_equal(seen(&world, theirs).state, HOLD_CANCELLED);
    assert_str(last_mail(&world).to, NOAH);
    assert_ledger_is_right(&world);
    world_end(&world);
}

static void test_a_sale_that_is_undone_goes_to_the_line(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct ctx *ctx = &world.ctx;
    const struct listing listing = published(&world, "a", 1);
    struct new_sale input = sale_of(&listing, "sale-1");
    struct sale sale;
    bool is_new = false;
    int64_t released = 0;
    const struct str mine = confirmed_hold(&world, &listing, ELLA);
    const struct str theirs = confirmed_place(&world, &listing, NOAH);
    input.hold_id = seen(&world, mine).id;
    assert_int_equal(sales_sell(ctx, world.shop, &input, &sale, &is_new), OK);
    assert_int_equal(sales_undo(ctx, world.shop, sale.id), OK);
    assert_int_equal(catalogue_release_holds(ctx, &released), OK);
    assert_int_equal(seen(&world, theirs).state, HOLD_ACTIVE);
    assert_ledger_is_right(&world);
    world_end(&world);
}

static void test_ten_stand_in_line_and_no_more(void **state)
{
    (void)state;
    struct world world = world_begin();
    const struct listing listing = published(&world, "a", 1);
    struct hold hold;
    struct str token;
    confirmed_hold(&world, &listing, ELLA);
    for (int i = 0; i < HOLD_LINE_MAX; i++) {
        char contact[32];
        snprintf(contact, sizeof(contact), "in-line-%d@example.no", i);
        assert_int_equal(join(&world, &listing, contact, &hold, &token), OK);
    }
    assert_int_equal(join(&world, &listing, NOAH, &hold, &token), TOO_MANY);
    world_end(&world);
}

/* ---- how much one may hold ------------------------------------------------------------------- */

static void test_one_mailbox_counts_once_however_it_is_written(void **state)
{
    (void)state;
    static const char *const same[] = {"Ola.Nordmann@gmail.com", "olanordmann@gmail.com",
                                       "o.l.a.nordmann+klaer@googlemail.com",
                                       "olanordmann+to@gmail.com"};
    struct world world = world_begin();
    struct hold hold;
    struct str token;
    for (int i = 0; i < HOLD_PER_SHOP; i++) {
        const struct listing listing = numbered(&world, i);
        assert_int_equal(hold_from(&world, &listing, same[i], "", &hold, &token), OK);
    }
    const struct listing more = numbered(&world, HOLD_PER_SHOP);
    assert_int_equal(hold_from(&world, &more, "ola.nordmann+5@gmail.com", "", &hold, &token),
                     TOO_MANY);
    assert_string_equal(world.ctx.err.field, "contact");
    /* A dot is a letter elsewhere. */
    assert_int_equal(hold_from(&world, &more, "ola.nordmann@example.no", "", &hold, &token), OK);
    world_end(&world);
}

static void test_a_day_has_an_end_to_what_one_may_hold(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct ctx *ctx = &world.ctx;
    const struct listing listing = published(&world, "a", 1);
    struct hold hold;
    struct str token;
    for (int i = 0; i < HOLD_PER_DAY; i++) {
        held(&world, &listing, ELLA, &token);
        assert_int_equal(catalogue_hold_cancel(ctx, token), OK);
    }
    assert_int_equal(hold_from(&world, &listing, ELLA, "", &hold, &token), TOO_MANY);
    at(&world, MONDAY_MS + MS_PER_DAY);
    assert_int_equal(hold_from(&world, &listing, ELLA, "", &hold, &token), OK);
    world_end(&world);
}

/* The i-th address of somebody who has one, a household's 64 bits, a customer's 48, or very many.
 */
enum clients {
    ONE_ADDRESS,
    ANOTHER_ADDRESS,
    ONE_HOUSEHOLD,
    ONE_CUSTOMER,
    THE_WHOLE_WORLD,
    BY_PHONE
};

static void client_of(enum clients clients, int i, char ret[static 48])
{
    if (clients == ONE_HOUSEHOLD) {
        snprintf(ret, 48, "2001:db8:1:2::%x", i);
    } else if (clients == ONE_CUSTOMER) {
        snprintf(ret, 48, "2001:db8:2:%x::1", 0x100 + i);
    } else if (clients == THE_WHOLE_WORLD || clients == BY_PHONE) {
        snprintf(ret, 48, "2001:db8:%x:1::1", 0x100 + i);
    } else {
        snprintf(ret, 48, "192.0.2.%d", 7 + (int)clients);
    }
}

struct shop_stock {
    struct listing things[80];
    int count;
    int next; /* the first that nobody has tried to hold */
};

static void put_out(struct world *world, struct shop_stock *stock, int count)
{
    *stock = (struct shop_stock){.count = count};
    for (int i = 0; i < count; i++) {
        stock->things[i] = numbered(world, i);
    }
}

/* Holds things of the shop until it is refused; gives how many. */
static int hold_all(struct world *world, struct shop_stock *stock, enum clients clients,
                    bool confirm)
{
    for (int held = 0; stock->next < stock->count; held++) {
        struct hold hold;
        struct str token;
        char contact[32];
        char address[48];
        const int i = stock->next;
        snprintf(contact, sizeof(contact),
                 clients == BY_PHONE ? "+47900000%02d" : "invented-%d@example.no", i);
        client_of(clients, i, address);
        const enum status status =
            hold_from(world, &stock->things[i], contact, address, &hold, &token);
        if (status == TOO_MANY) {
            return held;
        }
        assert_int_equal(status, OK);
        stock->next++;
        if (confirm) {
            assert_int_equal(catalogue_hold_confirm(&world->ctx, token, code_in_mail(world)), OK);
        }
    }
    fail_msg("the whole shop is held");
    return 0;
}

static void test_one_network_holds_a_part_of_the_shop(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct shop_stock stock;
    put_out(&world, &stock, 80);
    assert_int_equal(hold_all(&world, &stock, ONE_ADDRESS, false), HOLD_UNCONFIRMED_PER_NETWORK);
    assert_int_equal(hold_all(&world, &stock, ANOTHER_ADDRESS, true), HOLD_PER_NETWORK_AND_SHOP);
    /* A household has all addresses below its 64 bits. */
    assert_int_equal(hold_all(&world, &stock, ONE_HOUSEHOLD, false), HOLD_UNCONFIRMED_PER_NETWORK);
    world_end(&world);
}

static void test_one_customer_of_a_network_is_one_however_divided(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct shop_stock stock;
    put_out(&world, &stock, 80);
    assert_int_equal(hold_all(&world, &stock, ONE_CUSTOMER, true), HOLD_PER_SITE_AND_SHOP);
    /* Others still get theirs, up to half of the shop. */
    assert_int_equal(hold_all(&world, &stock, THE_WHOLE_WORLD, true),
                     80 / HOLD_SHOP_SHARE - HOLD_PER_SITE_AND_SHOP);
    world_end(&world);
}

/* Sixty things: whoever comes from everywhere gets a fifth of them unconfirmed, and half in all. */
static void test_nobody_holds_the_whole_shop_by_inventing_addresses(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct shop_stock stock;
    struct hold hold;
    struct str token;
    int64_t released = 0;
    put_out(&world, &stock, 60);
    assert_int_equal(hold_all(&world, &stock, THE_WHOLE_WORLD, false),
                     60 / HOLD_SHOP_UNCONFIRMED_SHARE);
    assert_string_equal(world.ctx.err.field, "contact");
    assert_int_equal(hold_all(&world, &stock, BY_PHONE, false), 60 / HOLD_SHOP_UNCONFIRMED_SHARE);
    /* Who stands in line is not in the way of anybody, and is served. */
    const struct str second = confirmed_place(&world, &stock.things[0], NOAH);
    at(&world, MONDAY_MS + HOLD_CONFIRM_MS);
    assert_int_equal(catalogue_release_holds(&world.ctx, &released), OK);
    assert_int_equal(released, 60 / HOLD_SHOP_UNCONFIRMED_SHARE);
    assert_int_equal(seen(&world, second).state, HOLD_ACTIVE);
    /* Twelve by phone and the one from the line: seventeen more make the half. */
    assert_int_equal(hold_all(&world, &stock, THE_WHOLE_WORLD, true), 17);
    /* The line behind what is held is open all the same. */
    assert_int_equal(join(&world, &stock.things[stock.next - 1], ELLA, &hold, &token), OK);
    assert_ledger_is_right(&world);
    world_end(&world);
}

static void test_a_small_shop_is_held_as_before(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct shop_stock stock;
    int64_t released = 0;
    put_out(&world, &stock, 16);
    assert_int_equal(hold_all(&world, &stock, THE_WHOLE_WORLD, false),
                     HOLD_SHOP_UNCONFIRMED_ALWAYS);
    at(&world, MONDAY_MS + HOLD_CONFIRM_MS);
    assert_int_equal(catalogue_release_holds(&world.ctx, &released), OK);
    assert_int_equal(hold_all(&world, &stock, THE_WHOLE_WORLD, true), HOLD_SHOP_ALWAYS);
    world_end(&world);
}

static void test_what_is_not_collected_lowers_the_number_and_is_forgotten(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct ctx *ctx = &world.ctx;
    struct hold_allowance allowance;
    struct hold hold;
    struct str token;
    int64_t released = 0;
    const int64_t ended_ms = MONDAY_MS + MS_PER_DAY + AT_16;
    for (int i = 0; i < 4; i++) {
        const struct listing listing = numbered(&world, i);
        confirmed_hold(&world, &listing, ELLA);
    }
    /* Not confirmed, so anybody may have made it: not counted. */
    const struct listing other = numbered(&world, 4);
    held(&world, &other, NOAH, &token);
    at(&world, ended_ms);
    assert_int_equal(catalogue_release_holds(ctx, &released), OK);
    assert_int_equal(released, 5);
    assert_int_equal(catalogue_hold_allowance(ctx, STR(ELLA), &allowance), OK);
    assert_int_equal(allowance.missed, 4);
    assert_int_equal(allowance.at_once, 1);
    assert_true(allowance.until_ms == ended_ms + HOLD_MISSED_DAYS * MS_PER_DAY);
    assert_int_equal(catalogue_hold_allowance(ctx, STR(NOAH), &allowance), OK);
    assert_int_equal(allowance.at_once, HOLD_PER_EMAIL);
    const struct listing first = numbered(&world, 5);
    const struct listing second = numbered(&world, 6);
    held(&world, &first, ELLA, &token);
    assert_int_equal(hold_from(&world, &second, ELLA, "", &hold, &token), TOO_MANY);
    assert_str(ctx->err.detail, "1");
    at(&world, ended_ms + HOLD_MISSED_DAYS * MS_PER_DAY);
    assert_int_equal(catalogue_release_holds(ctx, &released), OK);
    assert_int_equal(catalogue_hold_allowance(ctx, STR(ELLA), &allowance), OK);
    assert_int_equal(allowance.at_once, HOLD_PER_EMAIL);
    world_end(&world);
}

static void test_contact_and_its_hash_are_erased_after_a_month(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct ctx *ctx = &world.ctx;
    const struct listing listing = published(&world, "a", 1);
    int64_t released = 0;
    const struct str token = confirmed_hold(&world, &listing, ELLA);
    at(&world, MONDAY_MS + MS_PER_DAY + AT_16);
    assert_int_equal(catalogue_release_holds(ctx, &released), OK);
    at(&world, MONDAY_MS + (HOLD_CONTACT_KEEP_DAYS + 3) * MS_PER_DAY);
    assert_int_equal(catalogue_release_holds(ctx, &released), OK);
    assert_int_equal(seen(&world, token).contact.len, 0);
    world_end(&world);
}

/* ---- all at once ----------------------------------------------------------------------------- */

#define RACERS 64

struct racer {
    struct world *world;
    struct str code;
    int number;
    enum status status;
};

static void *race(void *arg)
{
    struct racer *racer = arg;
    struct ctx ctx;
    struct hold hold;
    struct str token;
    char contact[32];
    snprintf(contact, sizeof(contact), "racer-%d@example.no", racer->number);
    const struct hold_wish wish = {racer->code, str_of(contact), STR(""), STR("")};
    test_ctx_begin(&ctx, racer->world->db);
    ctx.centre_id = racer->world->ctx.centre_id;
    ctx.now_ms = MONDAY_MS;
    racer->status = catalogue_hold_for(&ctx, &wish, &hold, &token);
    test_ctx_end(&ctx);
    return NULL;
}

static void test_sixty_four_at_once_get_what_there_is_and_nothing_twice(void **state)
{
    (void)state;
    struct world world = world_begin();
    const int64_t pieces = 3;
    const struct listing listing = published(&world, "a", pieces);
    pthread_t threads[RACERS];
    struct racer racers[RACERS];
    struct listing after;
    struct holds holds;
    int won = 0;
    for (int i = 0; i < RACERS; i++) {
        racers[i] = (struct racer){&world, listing.code, i, INTERNAL};
        assert_int_equal(pthread_create(&threads[i], NULL, race, &racers[i]), 0);
    }
    for (int i = 0; i < RACERS; i++) {
        pthread_join(threads[i], NULL);
        won += racers[i].status == OK;
        /* On PostgreSQL, one that lost the race too often may be told to try again. */
        assert_true(racers[i].status == OK || racers[i].status == CONFLICT ||
                    racers[i].status == BUSY);
    }
    assert_true(won >= 1 && won <= pieces);
    assert_int_equal(catalogue_listing(&world.ctx, listing.id, &after), OK);
    assert_int_equal(catalogue_holds_of(&world.ctx, world.shop, &holds), OK);
    assert_int_equal(after.held, won);
    assert_int_equal(holds.count, won);
    for (size_t i = 0; i < holds.count; i++) {
        for (size_t k = 0; k < i; k++) {
            assert_false(str_equal(holds.ptr[i].pickup_code, holds.ptr[k].pickup_code));
        }
    }
    assert_ledger_is_right(&world);
    world_end(&world);
}

int sales_hold_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_hold_is_made_longer_once),
        cmocka_unit_test(test_a_hold_is_not_made_longer_when_somebody_waits),
        cmocka_unit_test(test_the_first_in_line_gets_it_when_the_holder_gives_it_up),
        cmocka_unit_test(test_the_line_moves_when_a_hold_runs_out_by_itself),
        cmocka_unit_test(test_who_does_not_confirm_the_address_loses_the_place),
        cmocka_unit_test(test_who_waits_is_told_when_the_thing_is_sold),
        cmocka_unit_test(test_a_sale_that_is_undone_goes_to_the_line),
        cmocka_unit_test(test_ten_stand_in_line_and_no_more),
        cmocka_unit_test(test_one_mailbox_counts_once_however_it_is_written),
        cmocka_unit_test(test_a_day_has_an_end_to_what_one_may_hold),
        cmocka_unit_test(test_one_network_holds_a_part_of_the_shop),
        cmocka_unit_test(test_one_customer_of_a_network_is_one_however_divided),
        cmocka_unit_test(test_nobody_holds_the_whole_shop_by_inventing_addresses),
        cmocka_unit_test(test_a_small_shop_is_held_as_before),
        cmocka_unit_test(test_what_is_not_collected_lowers_the_number_and_is_forgotten),
        cmocka_unit_test(test_contact_and_its_hash_are_erased_after_a_month),
        cmocka_unit_test(test_sixty_four_at_once_get_what_there_is_and_nothing_twice),
    };
    return TEST_DB_RUN("hold", tests);
}
