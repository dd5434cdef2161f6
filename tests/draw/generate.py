#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Makes input folders for the draw (docs/draw/format.md): small ones of many shapes, and large yards.

    tests/draw/generate.py --seed N --kind NAME --out DIR [--tenants T] [--lots L] [--wishes W]
    tests/draw/generate.py --seed N --kind yard --out DIR --tenants T --lots L --wishes W --regions R [--skew]

The same arguments make the same folder. A small case has W wishes at most. In a yard tenants and lots are
spread evenly over R regions, and each tenant wishes W / T lots of its own region; with --skew lot
floor(n · u²) of the n there, u uniform, so that a few lots are wished by many.
"""
import argparse
import hashlib
import os
import random

COLUMNS = {
    'tenants': ('tenant', 'weight', 'balance_mp', 'cap_lots', 'startup', 'active'),
    'lots': ('lot', 'points_mp', 'class', 'requires', 'window'),
    'wishes': ('tenant', 'lot', 'stars'),
    'eligibility': ('tenant', 'requires'),
    'caps': ('tenant', 'class', 'cap_lots'),
}
FEATURES = {
    'plain': (),
    'weights': ('weights',),
    'huge': ('weights', 'huge'),
    'caps': ('caps',),
    'eligible': ('eligible',),
    'startup': ('startup',),
    'negative': ('negative',),
    'newcomers': ('newcomers', 'weights'),
    'inactive': ('inactive',),
    'floor': ('floor', 'weights'),
    'stars': ('stars',),
    'trades': ('trades',),
    'scarce': ('scarce',),
    'paths': ('paths',),
    'everything': ('weights', 'caps', 'eligible', 'startup', 'negative', 'newcomers', 'inactive', 'floor'),
}
KINDS = tuple(FEATURES)
ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-'
CLASS_NAMES = ('bygg', 'møbler', 'Bygg', 'bøker og blad', 'bygg-2', '\U0001f6b2 sykler', 'Ｗ')
NEEDS = ('el', 'el-2', 'kjøl', 'tung vare')
WINDOWS = ('', 'man 10-12', 'tirsdag', 'før kl. 9')


def new_id(rng, taken):
    """Ids of varied lengths, some the beginning of others."""
    while True:
        if taken and rng.random() < 0.3:
            start = rng.choice(sorted(taken))[:rng.randint(1, 60)]
        else:
            start = ''
        length = 64 - len(start) if rng.random() < 0.02 else rng.choice((1, 1, 2, 3, 4))
        name = start + ''.join(rng.choice(ALPHABET) for _ in range(length))
        if name not in taken:
            taken.add(name)
            return name


def some_ids(rng, count):
    taken = set()
    return [new_id(rng, taken) for _ in range(count)]


def some_tenant(rng, key, has):
    weight = rng.choice((1, 1, 2, 3, 4, 7, 1000000)) if 'weights' in has else 1
    balance = rng.choice((0, 0, 0, 1000, 1000, 2000, -1000, rng.randint(-5000, 5000)))
    if 'huge' in has:
        balance = rng.choice((-1, 1)) * (2 ** 53 - 1 - rng.choice((100000, 100000, rng.randint(10 ** 5, 10 ** 12))))
        weight = rng.choice((weight, 999999, 1000000))
    if 'newcomers' in has and rng.random() < 0.4:
        balance = ''
    cap = rng.choice(('', 0, 1, 2, 3)) if 'caps' in has else ''
    startup = int('startup' in has and rng.random() < 0.4)
    active = int('inactive' not in has or rng.random() < 0.7)
    return (key, weight, balance, cap, startup, active)


def some_lots(rng, keys, has):
    points = rng.sample((1000, 2000, 500, 1, 3333), rng.randint(1, 2))
    if 'negative' in has:
        points = rng.sample((0, -1, -1000, -2000, 1000), rng.randint(1, 4))
    names = rng.sample(CLASS_NAMES, rng.randint(1, 2))
    if {'stars', 'trades', 'paths'} & set(has):
        points, names = points[:1], names[:1]
    return [(key, rng.choice(points), rng.choice(names),
             rng.choice(('', *NEEDS)) if 'eligible' in has else '', rng.choice(WINDOWS)) for key in keys]


def some_wishes(rng, tenants, lots, most):
    chance = rng.choice((0.1, 0.3, 0.6, 1))
    levels = rng.choice(((1,), (1, 2, 3)))
    wishes = [(tenant[0], lot[0], rng.choice(levels))
              for tenant in tenants for lot in lots if rng.random() < chance]
    return rng.sample(wishes, most) if most is not None and most < len(wishes) else wishes


def trade_wishes(rng, tenants, lots):
    """Some tenants like all they wish alike, the others do not, and all wish few: they trade in long cycles."""
    wishes = []
    for tenant in tenants:
        levels = rng.choice(((1,), (1, 1, 1, 2, 3), (1, 2, 3)))
        wished = rng.sample(lots, min(len(lots), rng.randint(4, 9)))
        wishes += [(tenant[0], lot[0], rng.choice(levels)) for lot in wished]
    return wishes


def pushing_wishes(rng, tenants, lots):
    """The first tenants wish much and come early, the last wish little: they push the first about."""
    return [(tenant[0], lot[0], rng.randint(1, 3)) for i, tenant in enumerate(tenants) for lot in lots
            if rng.random() < 0.9 - 0.75 * i / len(tenants)]


def path_wishes(rng, tenants, lots):
    """Tenant i wishes lots i and i + 1; one more wishes only the first lot."""
    wishes = []
    for i, tenant in enumerate(tenants[:-1]):
        for j in (i, i + 1):
            if j < len(lots):
                wishes.append((tenant[0], lots[j][0], 2 if j == i and rng.random() < 0.9 else 1))
    if lots:
        wishes.append((tenants[-1][0], lots[0][0], 1))
    return wishes


def some_settings(rng, has):
    signature = bytes(rng.randrange(256) for _ in range(rng.choice((0, 0, 1, 48))))
    randomness = hashlib.sha256(signature or str(rng.random()).encode()).hexdigest()
    hexadecimal = signature.hex()
    if rng.random() < 0.2:
        randomness, hexadecimal = randomness.upper(), hexadecimal.upper()
    num, den = rng.choice(((1, 1), (9, 10), (1, 2), (0, 1), (3, 7), (999999, 1000000)))
    shares = (100000, 250000, 333333, 500000, 1000000)
    return {
        'chain': rng.choice(('', 'quicknet', '52db9ba7')),
        'round': rng.choice((1, 17, 2 ** 53 - 1)),
        'signature': hexadecimal,
        'randomness': randomness,
        'startup_share_ppm': rng.choice(shares) if 'startup' in has else 0,
        'decay_num': num,
        'decay_den': den,
        'floor_mp': rng.choice((0, 500, 2000, 1)) if 'floor' in has else '',
        'newcomer_credit_mp': rng.choice((0, 333, 1000)) if 'newcomers' in has else 0,
    }


def small_case(seed, kind, tenant_count=None, lot_count=None, wish_count=None):
    """{'settings': {key: value}, 'tables': {name: [row, …]}}; every field a text."""
    rng = random.Random('%s %d' % (kind, seed))
    has = FEATURES[kind]
    scarce, trades = 'scarce' in has, 'trades' in has
    tenant_count = tenant_count or rng.randint(10 if trades else 6 if scarce else 1, 12)
    if lot_count is None:
        lot_count = rng.randint(14 if trades else 0, 6 if scarce else 24 if trades else 30)
        if 'stars' in has:
            lot_count = rng.randint(tenant_count, 2 * tenant_count)
        elif 'paths' in has:
            lot_count = rng.randint(max(tenant_count - 2, 0), tenant_count + 3)
    tenants = [some_tenant(rng, key, has) for key in some_ids(rng, tenant_count)]
    lots = some_lots(rng, some_ids(rng, lot_count), has)
    if 'paths' in has:
        first = rng.choice((0, -1000))
        tenants = [(row[0], 1, first, *row[3:]) for row in tenants[:-1]] + tenants[-1:]
        wishes = path_wishes(rng, tenants, lots)
    elif 'stars' in has:
        tenants = [(row[0], 1, 400 * i, *row[3:]) for i, row in enumerate(tenants)]
        wishes = pushing_wishes(rng, tenants, lots)
    elif 'trades' in has:
        tenants = [(row[0], 1, 0, *row[3:]) for row in tenants]
        wishes = trade_wishes(rng, tenants, lots)
    else:
        wishes = some_wishes(rng, tenants, lots, wish_count)
    eligibility = [(row[0], need) for row in tenants for need in NEEDS
                   if 'eligible' in has and rng.random() < 0.6]
    names = sorted({lot[2] for lot in lots})
    caps = [(row[0], name, rng.randint(0, 3)) for row in tenants for name in names
            if 'caps' in has and rng.random() < 0.4]
    tables = {'tenants': tenants, 'lots': lots, 'wishes': wishes, 'eligibility': eligibility, 'caps': caps}
    return {'settings': {key: str(value) for key, value in some_settings(rng, has).items()},
            'tables': {name: [tuple(map(str, row)) for row in rows] for name, rows in tables.items()}}


def shuffled(rng, items):
    items = list(items)
    rng.shuffle(items)
    return items


def write_table(path, columns, rows, rng):
    """Lines and columns in some order, and some way of writing that RFC 4180 allows."""
    order = shuffled(rng, range(len(columns)))
    end = rng.choice(('\n', '\n', '\r\n'))
    quoting = rng.choice((0, 0, 0.3))
    lines = []
    for row in [columns] + shuffled(rng, rows):
        fields = [row[i] for i in order]
        lines.append(','.join('"%s"' % field if rng.random() < quoting else field for field in fields))
    data = end.join(lines) + rng.choice((end, end, end, ''))
    with open(path, 'wb') as file:
        file.write(rng.choice((b'', b'', b'\xef\xbb\xbf')) + data.encode())


def write_settings(path, settings, rng):
    space = rng.choice(('', '', ' ', '\t '))
    end = rng.choice(('\n', '\n', '\r\n'))
    lines = [space + key + space + '=' + space + value + space for key, value in settings.items()]
    lines = shuffled(rng, lines + rng.sample(['', '# drawn=twice', '; round=0'], rng.randint(0, 3)))
    with open(path, 'wb') as file:
        file.write((end.join(lines) + end).encode())


def write_case(folder, case, seed):
    """Writes the folder; another seed gives other lines in another order that say the same."""
    rng = random.Random(seed)
    os.makedirs(folder, exist_ok=True)
    for name, columns in COLUMNS.items():
        write_table(os.path.join(folder, name + '.csv'), columns, case['tables'][name], rng)
    write_settings(os.path.join(folder, 'draw.ini'), case['settings'], rng)


def wished_lots(rng, count, lots, skew):
    """count different numbers below lots."""
    chosen = set()
    uniform = rng.random
    if skew:
        while len(chosen) < count:
            chosen.add(int(lots * uniform() ** 2))
    else:
        while len(chosen) < count:
            chosen.add(int(lots * uniform()))
    return chosen


def write_yard(folder, seed, tenants, lots, wishes, regions, skew):
    """A large case, written as it is made. Tenant i and lot j are in regions i and j modulo regions."""
    rng = random.Random('yard %d' % seed)
    os.makedirs(folder, exist_ok=True)

    def table(name):
        file = open(os.path.join(folder, name + '.csv'), 'w', encoding='ascii', newline='\n',
                    buffering=1 << 20)
        file.write(','.join(COLUMNS[name]) + '\n')
        return file

    with table('tenants') as file:
        for i in range(tenants):
            file.write('t%d,1,%d,,0,1\n' % (i, int(5000 * rng.random())))
    with table('lots') as file:
        for j in range(lots):
            file.write('l%d,1000,varer,,\n' % j)
    with table('wishes') as file:
        for i in range(tenants):
            region = i % regions
            here = (lots - region + regions - 1) // regions
            count = min(wishes * (i + 1) // tenants - wishes * i // tenants, here)
            file.write(''.join(
                't%d,l%d,%d\n' % (i, region + regions * lot, int(3 * rng.random()) + 1)
                for lot in wished_lots(rng, count, here, skew)))
    for name in ('eligibility', 'caps'):
        table(name).close()
    settings = some_settings(rng, ())
    settings.update(signature='', randomness=hashlib.sha256(b'yard %d' % seed).hexdigest(),
                    decay_num=9, decay_den=10)
    with open(os.path.join(folder, 'draw.ini'), 'w', encoding='ascii') as file:
        file.write(''.join('%s=%s\n' % pair for pair in settings.items()))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n', maxsplit=1)[0])
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--kind', choices=KINDS + ('yard',), required=True)
    parser.add_argument('--out', required=True)
    parser.add_argument('--tenants', type=int)
    parser.add_argument('--lots', type=int)
    parser.add_argument('--wishes', type=int)
    parser.add_argument('--regions', type=int, default=1)
    parser.add_argument('--skew', action='store_true')
    given = parser.parse_args()
    if given.kind != 'yard':
        case = small_case(given.seed, given.kind, given.tenants, given.lots, given.wishes)
        write_case(given.out, case, given.seed)
    elif None in (given.tenants, given.lots, given.wishes):
        parser.error('a yard needs --tenants, --lots and --wishes')
    else:
        write_yard(given.out, given.seed, given.tenants, given.lots, given.wishes, given.regions, given.skew)


if __name__ == '__main__':
    main()
