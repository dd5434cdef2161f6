/* SPDX-License-Identifier: EUPL-1.2 */
/* Makes what the pages of safety show. */
#include "http_safety.h"

#include <stdio.h>

#include "base/id.h"
#include "centre/centre.h"
#include "goods/goods.h"
#include "safety/safety.h"
#include "safety/safety_store.h"

#include "base/banned.h"

static const char recalls[] = "number,product,brand,model,category,risk\n"
                              "P-1,Snowsuit,Varmdress,Nordlys,clothes,Cords at the hood\n";

static void import_recalls(struct fixture *f, struct ctx *ctx)
{
    const char *path =
        fixture_text(f, "%s/recalls-%lld.csv", test_folder(), (long long)ctx->centre_id);
    struct safety_imported imported;
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(recalls, file) >= 0);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(safety_import_recalls(ctx, path, false, NULL, NULL, &imported), OK);
    assert_int_equal(imported.added, 1);
}

static int64_t suspect(struct ctx *ctx, struct str code)
{
    const struct safety_identity identity = {STR("Varmdress"), STR("Nordlys"), STR(""), STR("")};
    struct safety_matches matches;
    struct thing thing;
    assert_int_equal(goods_by_code(ctx, code, &thing), OK);
    assert_int_equal(safety_identify(ctx, thing.id, NO_I64, &identity), OK);
    assert_int_equal(safety_matches_of(ctx, thing.id, &matches), OK);
    assert_int_equal(matches.count, 1);
    return matches.ptr[0].id;
}

static enum status add_entry(struct ctx *ctx, void *arg)
{
    const struct dealer_entry *entry = arg;
    return safety_store_add_entry(ctx, entry);
}

void http_safety_make(struct fixture *f, struct ctx *ctx, struct fixture_centre *centre)
{
    struct safety_rules rules;
    struct stored_dealer_rules dealer_rules;
    struct thing waiting;
    assert_int_equal(safety_rules_at(ctx, centre_today(ctx), &rules), OK);
    assert_int_equal(safety_store_dealer_rules(ctx, &dealer_rules), OK);
    centre->rule_id = rules.ptr[0].id;
    centre->dealer_rule_id = dealer_rules.ptr[0].id;
    assert_int_equal(goods_by_code(ctx, centre->waiting, &waiting), OK);
    struct dealer_entry entry = {.id = id_new(),
                                 .thing_id = waiting.id,
                                 .rule_id = centre->dealer_rule_id,
                                 .of_id = NO_I64,
                                 .bought_day = centre_today(ctx),
                                 .hold_until_day = centre_today(ctx) - 1,
                                 .released = true};
    centre->entry_id = entry.id;
    assert_int_equal(db_write(ctx, add_entry, &entry), OK);
    import_recalls(f, ctx);
    for (int i = 0; i < 2; i++) {
        centre->shops[i].match_id = suspect(ctx, centre->shops[i].in_hand);
    }
}
