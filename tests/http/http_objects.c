/* SPDX-License-Identifier: EUPL-1.2 */
/* An object for every path parameter, of the right shop, another shop, another centre and nobody. A
 * new parameter needs one row here; then all tests that walk the routes know it. */
#include <stdio.h>

#include "http_custody.h"
#include "http_fixture.h"
#include "http_round.h"

#include "base/banned.h"

/* Which object of a centre: `shop` is 0 or 1. */
typedef const char *object_fn(struct fixture *f, const struct fixture_centre *centre, int shop);

struct object {
    const char *path; /* NULL: wherever the parameter stands */
    const char *param;
    object_fn *find;
    const char *nobody; /* well-formed, never existed */
};

#define NO_ID   "4611686018427387903"
#define NO_CODE "22222222"
#define NO_HEX  "0000000000000001000000000000000000000000000000000000000000000000"

static const char *of_id(struct fixture *f, int64_t id)
{
    return fixture_text(f, "%lld", (long long)id);
}

static const char *person(struct fixture *f, const struct fixture_centre *centre, int shop)
{
    (void)shop;
    return of_id(f, centre->person_id);
}

static const char *shop_id(struct fixture *f, const struct fixture_centre *centre, int shop)
{
    return of_id(f, centre->shops[shop].id);
}

static const char *shop_slug(struct fixture *f, const struct fixture_centre *centre, int shop)
{
    (void)f;
    return centre->shops[shop].slug.ptr;
}

static const char *link_token(struct fixture *f, const struct fixture_centre *centre, int shop)
{
    (void)f;
    (void)shop;
    return centre->link.ptr;
}

static const char *published(struct fixture *f, const struct fixture_centre *centre, int shop)
{
    (void)f;
    return centre->shops[shop].published.ptr;
}

static const char *in_hand(struct fixture *f, const struct fixture_centre *centre, int shop)
{
    (void)f;
    return centre->shops[shop].in_hand.ptr;
}

static const char *awaiting(struct fixture *f, const struct fixture_centre *centre, int shop)
{
    (void)f;
    return centre->shops[shop].awaiting.ptr;
}

static const char *waiting(struct fixture *f, const struct fixture_centre *centre, int shop)
{
    (void)f;
    (void)shop;
    return centre->waiting.ptr;
}

static const char *hold(struct fixture *f, const struct fixture_centre *centre, int shop)
{
    (void)f;
    return centre->shops[shop].hold.ptr;
}

static const char *sale(struct fixture *f, const struct fixture_centre *centre, int shop)
{
    return of_id(f, centre->shops[shop].sale_id);
}

static const char *event(struct fixture *f, const struct fixture_centre *centre, int shop)
{
    return of_id(f, centre->shops[shop].event_id);
}

static const char *round_number(struct fixture *f, const struct fixture_centre *centre, int shop)
{
    (void)shop;
    return of_id(f, http_round_shared(f, centre).number);
}

static const char *round_lot(struct fixture *f, const struct fixture_centre *centre, int shop)
{
    (void)shop;
    return of_id(f, http_round_shared(f, centre).lots[0]);
}

static const char *standing_wish(struct fixture *f, const struct fixture_centre *centre, int shop)
{
    return of_id(f, http_round_shared(f, centre).standing[shop]);
}

static const char *roll(struct fixture *f, const struct fixture_centre *centre, int shop)
{
    (void)shop;
    return of_id(f, centre->roll_id);
}

static const char *help_case(struct fixture *f, const struct fixture_centre *centre, int shop)
{
    (void)shop;
    return of_id(f, centre->help_id);
}

static const char *first_part(struct fixture *f, const struct fixture_centre *centre, int shop)
{
    (void)f;
    (void)centre;
    (void)shop;
    return "1";
}

static const char *rule(struct fixture *f, const struct fixture_centre *centre, int shop)
{
    (void)shop;
    return of_id(f, centre->rule_id);
}

static const char *dealer_rule(struct fixture *f, const struct fixture_centre *centre, int shop)
{
    (void)shop;
    return of_id(f, centre->dealer_rule_id);
}

static const char *dealer_entry(struct fixture *f, const struct fixture_centre *centre, int shop)
{
    (void)shop;
    return of_id(f, centre->entry_id);
}

static const char *recall_match(struct fixture *f, const struct fixture_centre *centre, int shop)
{
    return of_id(f, centre->shops[shop].match_id);
}

static const char *load(struct fixture *f, const struct fixture_centre *centre, int shop)
{
    return http_custody_shared(f, centre).loads[shop].ptr;
}

static const char *stocktake(struct fixture *f, const struct fixture_centre *centre, int shop)
{
    (void)shop;
    return of_id(f, http_custody_shared(f, centre).take_id);
}

static const char *delivery(struct fixture *f, const struct fixture_centre *centre, int shop)
{
    (void)shop;
    return http_custody_shared(f, centre).delivery.ptr;
}

/* The first row that fits counts: rows with a path before rows for a name. */
static const struct object objects[] = {
    {"/lager/", "code", in_hand, NO_CODE},
    {"/lapp/", "code", awaiting, NO_CODE},
    {"/varer/", "code", waiting, NO_CODE},
    {"/inn/lagret/", "code", waiting, NO_CODE},
    {"/kontor/el-test/", "code", waiting, NO_CODE},
    {NULL, "rule", rule, NO_ID},
    {NULL, "dealerrule", dealer_rule, NO_ID},
    {NULL, "entry", dealer_entry, NO_ID},
    {NULL, "match", recall_match, NO_ID},
    {"/kontor/lager/", "code", waiting, NO_CODE},
    {NULL, "load", load, NO_CODE},
    {NULL, "take", stocktake, NO_ID},
    {NULL, "delivery", delivery, NO_CODE},
    {"/resultater/", "id", event, NO_ID},
    {"/salg/{id}", "id", sale, NO_ID},
    {NULL, "number", round_number, NO_ID},
    {NULL, "thing", round_lot, NO_ID},
    {NULL, "wish", standing_wish, NO_ID},
    {NULL, "code", published, NO_CODE},
    {NULL, "person", person, NO_ID},
    {NULL, "shop", shop_id, NO_ID},
    {NULL, "slug", shop_slug, "finnes-ikke"},
    {NULL, "link", link_token, NO_HEX},
    {NULL, "box", NULL, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
    {NULL, "alert", NULL, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
    {NULL, "token", hold, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
    {NULL, "uuid", NULL, "finnes-ikke"},
    {"/kontor/hjelp/{case}/fil", "case", NULL, NO_ID},
    {NULL, "case", help_case, NO_ID},
    {NULL, "roll", roll, NO_ID},
    {NULL, "part", first_part, NO_ID},
    {NULL, "run", NULL, NO_ID},
    {NULL, "file", NULL, "finnes-ikke.csv"},
    {NULL, "feed", NULL, NO_HEX},
    {"/bilde/", "name", NULL, NO_HEX "-400.webp"},
};

static const struct object *object_of(struct str path, struct str param)
{
    for (size_t i = 0; i < sizeof(objects) / sizeof(objects[0]); i++) {
        if (str_equal(param, str_of(objects[i].param)) &&
            (objects[i].path == NULL || str_starts_with(path, str_of(objects[i].path)))) {
            return &objects[i];
        }
    }
    return NULL;
}

bool fixture_has_object(const struct route *route)
{
    const struct str pattern = str_of(route->path);
    struct str rest = pattern;
    ptrdiff_t open = 0;
    /* The fixture is no demo: these answer as if they were not there. */
    if (str_starts_with(pattern, STR("/demo/"))) {
        return false;
    }
    while ((open = str_find_byte(rest, '{')) >= 0) {
        const ptrdiff_t close = str_find_byte(rest, '}');
        const struct object *object =
            object_of(pattern, str_slice(rest, (size_t)open + 1, (size_t)close));
        if (object == NULL || object->find == NULL) {
            return false;
        }
        rest = str_slice(rest, (size_t)close + 1, rest.len);
    }
    return true;
}

static const char *value_of(struct fixture *f, const struct object *object,
                            enum fixture_whose whose)
{
    if (whose == OF_NOBODY || object->find == NULL) {
        return object->nobody;
    }
    return object->find(f, whose == OF_OTHER_CENTRE ? &f->other : &f->home,
                        whose == OF_OTHER_SHOP ? 1 : 0);
}

const char *fixture_path(struct fixture *f, const struct route *route, enum fixture_whose whose,
                         struct str *ret_unknown)
{
    const struct str pattern = str_of(route->path);
    struct str rest = pattern;
    struct str path = STR("");
    while (rest.len > 0) {
        const ptrdiff_t open = str_find_byte(rest, '{');
        const ptrdiff_t close = str_find_byte(rest, '}');
        if (open < 0) {
            return str_concat(f->mem, path, rest).ptr;
        }
        const struct str param = str_slice(rest, (size_t)open + 1, (size_t)close);
        const struct object *object = object_of(pattern, param);
        if (object == NULL) {
            *ret_unknown = param;
            return NULL;
        }
        path = str_concat(f->mem, path, str_slice(rest, 0, (size_t)open));
        path = str_concat(f->mem, path, str_of(value_of(f, object, whose)));
        rest = str_slice(rest, (size_t)close + 1, rest.len);
    }
    return path.ptr;
}
