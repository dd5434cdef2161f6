/* SPDX-License-Identifier: EUPL-1.2 */
/* Making the house, its shops and its people. */
#include "app/demo_cast.h"

#include "accounts/accounts.h"
#include "catalogue/catalogue.h"
#include "centre/centre.h"
#include "goods/goods.h"
#include "goods/goods_codes.h"
#include "safety/safety.h"
#include "tenants/tenants.h"

#include "base/banned.h"

#define DEMO_PIN      "2580"
#define DEMO_PASSWORD "ombruk-demo-passord"

const struct demo_shop demo_shops[DEMO_SHOPS] = {
    {"stor-og-liten", "Stor & Liten", "100000016",
     "Klær og utstyr til barn fra 0 til 16 år. Alt er vasket og sett over.",
     "Klede og utstyr til barn frå 0 til 16 år. Alt er vaska og sett over.",
     "Clothes and gear for children from 0 to 16. All is washed and checked.", "Plan 2", "2",
     "clothes", "clothes baby_gear", "stativ"},
    {"hjulet", "Hjulet", "100001381", "Sykler, sparkesykler og deler. Vi har eget verksted.",
     "Syklar, sparkesyklar og deler. Vi har eige verkstad.",
     "Bicycles, scooters and parts. We have our own workshop.", "Plan 1", "1", "bike", "sport",
     "rad"},
    {"leketoyskroken", "Leketøyskroken", "100002752",
     "Leker, spill og bøker som tåler en runde til.",
     "Leiker, spel og bøker som toler ein runde til.",
     "Toys, games and books that can take another round.", "Plan 2", "3", "teddy",
     "toys books_school", "hylle"},
    {"sportsloftet", "Sportsloftet", "100004127", "Ski, skøyter og turutstyr etter sesong.",
     "Ski, skeiser og turutstyr etter sesong.", "Skis, skates and outdoor gear by season.",
     "Plan 2", "4", "skis", "sport shoes", "vegg"},
    {"mobelkroken", "Møbelkroken", "100005492", "Små møbler og ting til hjemmet, reparert av oss.",
     "Små møblar og ting til heimen, reparerte av oss.",
     "Small furniture and things for the home, mended by us.", "Plan 1", "6", "armchair",
     "furniture_home", "sone"},
    {"tikk-og-takk", "Tikk & Takk", "100006863", "Testet elektronikk med tre måneders garanti.",
     "Testa elektronikk med tre månaders garanti.",
     "Tested electronics with three months’ warranty.", "Plan 1", "7", "electronics", "electronics",
     "hylle"},
    {"garnlageret", "Garnlageret", "100008238", "Garn, stoff og alt til søm.",
     "Garn, stoff og alt til saum.", "Yarn, fabric and all for sewing.", "Plan 2", "5", "yarn",
     "hobby party", "kasse"},
    {"skoskapet", "Skoskapet", "100009609", "Sko og støvler i alle størrelser.",
     "Sko og støvlar i alle storleikar.", "Shoes and boots in all sizes.", "Plan 2", "2", "shoe",
     "shoes clothes", "hylle"},
};

bool demo_cast_deals_in(const struct demo_shop *shop, int64_t category_id)
{
    struct str rest = str_of(shop->goods);
    struct str key;
    while (str_split(&rest, ' ', &key)) {
        const struct goods_category *category = goods_codes_category_by_key(key);
        if (category != NULL && goods_codes_is_within(category_id, category->id)) {
            return true;
        }
    }
    return false;
}

static const struct centre house = {
    .slug = STR_INIT("fjordvik"),
    .name = STR_INIT("Ombrukssenteret"),
    .municipality = STR_INIT("Fjordvik kommune"),
    .address = STR_INIT("Sementveien 1, Fjordvik"),
    .getting_here =
        STR_INIT("Buss 240 og 255: Til Handelsparken, 2 minutter å gå.\n\n"
                 "Sykkel: 40 plasser under tak, pumpe ved døra.\n\n"
                 "Bil: Gratis 2 timer på taket. Gå rett inn på plan 2.\n\n"
                 "Barnevogn og rullestol: Heis fra bussen, 110 cm bred. Stellerom og HC-toalett."),
    .map = STR_INIT("vann -400 62, -130 66, -60 70, -10 84, 60 88, 400 70\n"
                    "vei 400 -17, -400 -17: Sementveien\n"
                    "vei -90 -17, -90 48\n"
                    "vei 76 -17, 76 44, 400 44\n"
                    "trær -122 36, -108 24, -124 12, 104 26, 106 8\n"
                    "hus -58 2, 54 50: plan 2\n"
                    "gangvei -112 -30, -108 -8, -8 -8, -2 -3\n"
                    "buss -112 -30: Handelsparken, 2 min\n"
                    "sykkelstativ 24 -5\n"
                    "parkering 50 49\n"
                    "heis -40 12"),
    .email = STR_INIT("post@ombrukssenteret.example"),
    .phone = STR_INIT("+4700000000"),
    .time_zone = STR_INIT("Europe/Oslo"),
    .demo = true,
};

/* Monday to Sunday: 10 to 19, Saturday 10 to 17, Sunday closed. */
static const int house_week[7][2] = {{600, 1140}, {600, 1140}, {600, 1140}, {600, 1140},
                                     {600, 1140}, {600, 1020}, {0, 0}};
static const int workshop_week[7][2] = {{660, 1080}, {660, 1080}, {660, 1080}, {660, 1140},
                                        {660, 1080}, {660, 960},  {0, 0}};

static struct str address(struct ctx *ctx, const char *who)
{
    return str_format(ctx->mem, "%s@ombrukssenteret.example", who);
}

static enum status add_person(struct ctx *ctx, const char *name, struct str email, bool with_pin,
                              enum role role, int64_t tenant_id, int64_t *ret_id)
{
    const struct new_person person = {
        .name = str_of(name),
        .email = email,
        .password = with_pin ? STR("") : STR(DEMO_PASSWORD),
        .pin = with_pin ? STR(DEMO_PIN) : STR(""),
    };
    TRY(accounts_person_add(ctx, &person, ret_id));
    return accounts_grant(ctx, *ret_id, role, tenant_id);
}

static enum status add_shop(struct ctx *ctx, const struct demo_shop *shop, const char *owner,
                            int64_t *ret_tenant_id, int64_t *ret_person_id)
{
    const struct tenant tenant = {
        .slug = str_of(shop->slug),
        .name = str_of(shop->name),
        .organisation_number = str_of(shop->organisation_number),
        .about_nb = str_of(shop->about_nb),
        .about_nn = str_of(shop->about_nn),
        .about_en = str_of(shop->about_en),
        .place = str_of(shop->place),
        .unit = str_of(shop->unit),
        .icon = str_of(shop->icon),
        .email = address(ctx, shop->slug),
        .phone = STR("+4700000000"),
    };
    TRY(tenants_add(ctx, &tenant, ret_tenant_id));
    return add_person(ctx, owner, address(ctx, str_format(ctx->mem, "%s-eier", shop->slug).ptr),
                      false, ROLE_TENANT_OWNER, *ret_tenant_id, ret_person_id);
}

static enum status tell_workshop(struct ctx *ctx, int64_t tenant_id)
{
    struct tenant shop;
    TRY(tenants_get(ctx, tenant_id, &shop));
    shop.people[LANG_NB] =
        STR("Ola og to lærlinger skrur. Spør dem gjerne om hjelp til å fikse selv.");
    shop.people[LANG_NN] =
        STR("Ola og to lærlingar skrur. Spør dei gjerne om hjelp til å fikse sjølv.");
    shop.people[LANG_EN] = STR("Ola and two apprentices. Ask them how to mend it yourself.");
    shop.takes[LANG_NB] = STR("Hele sykler og deler. Ikke elsykler uten nøkkel.");
    shop.takes[LANG_NN] = STR("Heile syklar og delar. Ikkje elsyklar utan nøkkel.");
    shop.takes[LANG_EN] = STR("Whole bicycles and parts. No electric ones without a key.");
    shop.services[LANG_NB] = STR("Punktering: 150 kr · mens du venter\nBremser: 200–350 kr\n"
                                 "Full service: 590 kr · 3 dager\nSjekk av barnesykkel: Gratis");
    shop.services[LANG_NN] = STR("Punktering: 150 kr · medan du ventar\nBremser: 200–350 kr\n"
                                 "Full service: 590 kr · 3 dagar\nSjekk av barnesykkel: Gratis");
    shop.services[LANG_EN] = STR("Puncture: 150 kr · while you wait\nBrakes: 200–350 kr\n"
                                 "Full service: 590 kr · 3 days\nCheck of a child's bike: Free");
    return tenants_tell(ctx, &shop);
}

static enum status add_shops(struct ctx *ctx, struct demo_cast *cast)
{
    static const char *const owners[DEMO_SHOPS] = {"Sara",   "Ola",   "Amina",   "Per",
                                                   "Ingrid", "Jonas", "Solveig", "Mehmet"};
    for (size_t i = 0; i < DEMO_SHOPS; i++) {
        TRY(add_shop(ctx, &demo_shops[i], owners[i], &cast->shops[i], &cast->shop_people[i]));
    }
    TRY(tell_workshop(ctx, cast->shops[1]));
    return centre_set_week(ctx, cast->shops[1], workshop_week);
}

static enum status add_stations(struct ctx *ctx, struct demo_cast *cast)
{
    TRY(goods_holder_add(ctx, 0, HOLDER_STATION, STR("Skogheim gjenvinningsstasjon"),
                         &cast->stations[0]));
    TRY(goods_holder_add(ctx, 0, HOLDER_STATION, STR("Nesset gjenvinningsstasjon"),
                         &cast->stations[1]));
    return goods_holder_add(ctx, 0, HOLDER_STATION, STR("Mottaket på senteret"),
                            &cast->stations[2]);
}

static enum status add_people(struct ctx *ctx, struct demo_cast *cast)
{
    int64_t id = 0;
    TRY(add_person(ctx, "Berit", address(ctx, "leder"), false, ROLE_MANAGER, 0, &cast->manager));
    TRY(add_person(ctx, "Nils", address(ctx, "nestleder"), false, ROLE_MANAGER, 0, &cast->deputy));
    TRY(add_person(ctx, "Tuva", address(ctx, "revisor"), false, ROLE_AUDITOR, 0, &id));
    TRY(add_person(ctx, "Kåre", address(ctx, "kare"), true, ROLE_STATION_WORKER, 0,
                   &cast->workers[0]));
    return add_person(ctx, "Leyla", address(ctx, "leyla"), true, ROLE_STATION_WORKER, 0,
                      &cast->workers[1]);
}

/* The phone at the first station. */
static enum status add_device(struct ctx *ctx, const struct demo_cast *cast)
{
    struct str code;
    struct str token;
    int64_t device_id = 0;
    TRY(accounts_device_code(ctx, cast->stations[0], STR("Telefonen ved rampa"), &code));
    return accounts_device_enrol(ctx, code, &token, &device_id);
}

enum status demo_cast_make(struct ctx *ctx, struct demo_cast *ret_cast)
{
    struct demo_cast cast = {0};
    TRY(centre_add(ctx, &house));
    TRY(centre_set_week(ctx, 0, house_week));
    TRY(goods_load_codes(ctx));
    TRY(safety_load(ctx));
    TRY(add_stations(ctx, &cast));
    TRY(add_people(ctx, &cast));
    TRY(add_device(ctx, &cast));
    TRY(add_shops(ctx, &cast));
    *ret_cast = cast;
    return OK;
}

/* ---- brands, seasons, materials, wear -------------------------------------------------------- */

static const struct {
    const char *category;
    const char *brands[4];
} category_brands[] = {
    {"clothes", {"Småtroll", "Fjordis", "Vindfast", "Tuva og Tor"}},
    {"shoes", {"Tråkk", "Vindfast", "Lettfot", "Småtroll"}},
    {"baby_gear", {"Rullo", "Vuggen", "Småtroll", "Trygg"}},
    {"toys", {"Klossebo", "Treskip", "Rullo", "Dukkehjem"}},
    {"sport", {"Hjulfar", "Skaresnø", "Vindfast", "Lettfot"}},
    {"electronics", {"Elvira", "Strømsted", "Lydhør", "Kontakt"}},
};

static const struct {
    const char *category;
    int64_t seasons;
} category_seasons[] = {
    {"outerwear", SEASON_BIT(SEASON_WINTER) | SEASON_BIT(SEASON_AUTUMN)},
    {"wool", SEASON_BIT(SEASON_WINTER)},
    {"shorts", SEASON_BIT(SEASON_SUMMER)},
    {"swimwear", SEASON_BIT(SEASON_SUMMER)},
    {"rainwear", SEASON_BIT(SEASON_SPRING) | SEASON_BIT(SEASON_AUTUMN)},
    {"hats_mittens", SEASON_BIT(SEASON_WINTER)},
    {"rubber_boots", SEASON_BIT(SEASON_SPRING) | SEASON_BIT(SEASON_AUTUMN)},
    {"winter_shoes", SEASON_BIT(SEASON_WINTER)},
    {"sandals", SEASON_BIT(SEASON_SUMMER)},
    {"skis", SEASON_BIT(SEASON_WINTER)},
    {"skates", SEASON_BIT(SEASON_WINTER)},
    {"sleds", SEASON_BIT(SEASON_WINTER)},
    {"cycles", SEASON_BIT(SEASON_SPRING) | SEASON_BIT(SEASON_SUMMER) | SEASON_BIT(SEASON_AUTUMN)},
    {"garden_furniture", SEASON_BIT(SEASON_SPRING) | SEASON_BIT(SEASON_SUMMER)},
};

/* The first that fits is taken. */
static const struct {
    const char *category;
    const char *material;
} category_materials[] = {
    {"shell_trousers", "Polyester"},
    {"outerwear", "Polyester, fôret"},
    {"wool", "Ull"},
    {"leggings", "Bomull, elastan"},
    {"trousers", "Bomull"},
    {"fleece", "Fleece"},
    {"sweaters", "Bomull, akryl"},
    {"tops", "Bomull"},
    {"dresses", "Bomull"},
    {"baby_clothes", "Bomull"},
    {"rainwear", "Polyester"},
    {"swimwear", "Polyester"},
};

#define WEARS 3

/* The first that fits is taken. */
static const struct {
    const char *category;
    const char *sentences[WEARS];
} category_wears[] = {
    {"trousers", {"Litt slitt på høyre kne.", "Mangler én knapp.", "Lappet på kneet, pent gjort."}},
    {"wool", {"Nuppete, men hel og varm.", "Stoppet på albuen.", "Litt tovet etter vask."}},
    {"sweaters", {"Nuppete på ermene.", "En liten flekk på ermet.", "Mangler én knapp."}},
    {"adult_sweaters", {"Nuppete på ermene.", "Stoppet på albuen.", "Mangler én knapp."}},
    {"hats_mittens", {"Litt nuppete.", "En maske er festet.", "Litt strukket."}},
    {"accessories", {"Små riper.", "Litt slitt i kantene.", "Spennen er litt matt."}},
    {"outerwear", {"En liten flekk på ermet.", "Glidelåsen går litt tregt.", "Litt slitt bak."}},
    {"adult_outerwear",
     {"En flekk på ermet.", "Glidelåsen går litt tregt.", "Slitt i mansjetten."}},
    {"adult_trousers", {"Litt slitt i skrittet.", "Lagt opp 3 cm.", "Mangler én knapp."}},
    {"clothes", {"En liten flekk.", "Litt slitt i kantene.", "Litt falmet."}},
    {"shoes", {"Litt slitt på tåa.", "Nye lisser trengs.", "Skrubb på hælen."}},
    {"prams", {"Litt blekt av sola.", "Riper på rammen.", "Trekket er vasket og litt falmet."}},
    {"baby_gear", {"Litt blekt av sola.", "Merker etter bruk.", "Vasket og litt falmet."}},
    {"soft_toys", {"Litt kosete i pelsen.", "Sydd i en søm.", "Mangler sløyfa."}},
    {"puzzles_games", {"Esken er slitt i hjørnene.", "En brikke mangler.", "Esken er teipet."}},
    {"toys", {"Riper i lakken.", "Spor av lek.", "Et klistremerke er borte."}},
    {"school_bags", {"Litt slitt i bunnen.", "Navnelappen er fjernet.", "En flekk inni."}},
    {"books_school", {"Navn på første side.", "Eselører.", "Litt slitt rygg."}},
    {"cycles", {"Riper i lakken.", "Litt rust på kjedet.", "Hjulene er litt slitt."}},
    {"sport", {"Riper, men alt virker.", "Remmen er litt slitt.", "Merker etter bruk."}},
    {"home_textiles", {"En liten flekk.", "Litt blekt av sola.", "Falmet i en kant."}},
    {"seating", {"Riper i beina.", "Trekket er litt blekt.", "Et merke på armlenet."}},
    {"furniture_home", {"Riper i lakken.", "Et hakk i kanten.", "Et merke på baksiden."}},
    {"instruments", {"Riper i lakken.", "Må stemmes.", "Et hakk på siden."}},
    {"hobby", {"Pakken er åpnet.", "Rester fra et prosjekt.", "Litt støv på."}},
    {"electronics", {"Riper i lakken. Alt virker.", "Litt gulnet plast.", "Skrape på siden."}},
    {"costumes", {"En liten flekk.", "Mangler én hekte.", "En søm er sydd om."}},
};

static bool is_in(int64_t category_id, const char *key)
{
    const struct goods_category *category = goods_codes_category_by_key(str_of(key));
    return category != NULL && goods_codes_is_within(category_id, category->id);
}

struct str demo_cast_brand(int64_t category_id, int64_t number)
{
    for (size_t i = 0; i < sizeof(category_brands) / sizeof(category_brands[0]); i++) {
        if (is_in(category_id, category_brands[i].category) && number % 3 != 0) {
            return str_of(category_brands[i].brands[number / 3 % 4]);
        }
    }
    return STR("");
}

int64_t demo_cast_seasons(int64_t category_id)
{
    for (size_t i = 0; i < sizeof(category_seasons) / sizeof(category_seasons[0]); i++) {
        if (is_in(category_id, category_seasons[i].category)) {
            return category_seasons[i].seasons;
        }
    }
    return 0;
}

struct str demo_cast_material(int64_t category_id)
{
    for (size_t i = 0; i < sizeof(category_materials) / sizeof(category_materials[0]); i++) {
        if (is_in(category_id, category_materials[i].category)) {
            return str_of(category_materials[i].material);
        }
    }
    return STR("");
}

struct str demo_cast_wear(int64_t category_id, int64_t number)
{
    for (size_t i = 0; i < sizeof(category_wears) / sizeof(category_wears[0]); i++) {
        if (is_in(category_id, category_wears[i].category)) {
            return str_of(category_wears[i].sentences[number % WEARS]);
        }
    }
    return STR("Merker etter bruk.");
}
