#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The draw of docs/draw/format.md, done as plainly as possible, to compare the program with.

    tests/draw/reference.py --in DIR --out DIR [--commit] [--program TEXT]

It is slow on purpose: every turn looks at every tenant, fractions are exact, searches are queues, and
trades begin again at the first lot. Of what may be wrong in the input it asserts only a part.
"""
import argparse
import collections
import csv
import dataclasses
import hashlib
import os
import re
from fractions import Fraction

COLUMNS = {
    'tenants': ('tenant', 'weight', 'balance_mp', 'cap_lots', 'startup', 'active'),
    'lots': ('lot', 'points_mp', 'class', 'requires', 'window'),
    'wishes': ('tenant', 'lot', 'stars'),
    'eligibility': ('tenant', 'requires'),
    'caps': ('tenant', 'class', 'cap_lots'),
}
CANONICAL_KEYS = ('chain', 'round', 'startup_share_ppm', 'decay_num', 'decay_den', 'floor_mp',
                  'newcomer_credit_mp')
KEYS = CANONICAL_KEYS + ('signature', 'randomness')
INTEGER = re.compile(r'0|-?[1-9][0-9]*')
MILLION = 10 ** 6


# In

def integer(text):
    assert INTEGER.fullmatch(text) and abs(int(text)) < 2 ** 53, text
    return int(text)


def integer_or_none(text):
    return None if text == '' else integer(text)


def read_table(folder, name):
    """The rows of a table, each a tuple of texts in the order of COLUMNS."""
    path = os.path.join(folder, name + '.csv')
    with open(path, encoding='utf-8-sig', newline='') as file:
        reader = csv.reader(file, strict=True)
        header = next(reader)
        assert sorted(header) == sorted(COLUMNS[name]), path
        rows = []
        for fields in reader:
            assert len(fields) == len(header), (path, fields)
            row = dict(zip(header, fields))
            rows.append(tuple(row[column] for column in COLUMNS[name]))
    return rows


def read_settings(folder):
    settings = {}
    with open(os.path.join(folder, 'draw.ini'), encoding='utf-8-sig') as file:
        for line in file.read().split('\n'):
            line = line.strip(' \t\r')
            if line and line[0] not in '#;':
                key, value = line.split('=', 1)
                key, value = key.strip(' \t'), value.strip(' \t')
                assert key in KEYS and key not in settings, key
                settings[key] = value
    assert len(settings) == len(KEYS), sorted(settings)
    settings['signature'] = settings['signature'].lower()
    settings['randomness'] = settings['randomness'].lower()
    if settings['signature']:
        assert settings['randomness'] == sha256(bytes.fromhex(settings['signature']))
    return settings


@dataclasses.dataclass
class Tenant:
    id: str
    weight: int
    balance: int            # None: a newcomer, until the draw begins
    cap: int                # None: no cap
    startup: bool
    active: bool
    ticket: str = ''
    before: int = 0
    gained: int = 0
    got: int = 0            # lots over the whole draw
    cap_turn: int = None    # when it reached its cap; 0: from the start
    caps: dict = dataclasses.field(default_factory=dict)            # class name -> cap
    got_of: dict = dataclasses.field(default_factory=collections.Counter)   # class name -> lots
    cap_turn_of: dict = dataclasses.field(default_factory=dict)     # class name -> as cap_turn
    stars: dict = dataclasses.field(default_factory=dict)           # lot id -> stars, accepted wishes


@dataclasses.dataclass
class Lot:
    id: str
    points: int
    class_name: str
    requires: str
    order: str = ''
    owner: Tenant = None
    owner_turn: int = None  # when it came to its owner
    left_turn: int = None   # when it left the pool, and to whom
    left_to: Tenant = None
    moves: list = dataclasses.field(default_factory=list)           # (turn, from or None, to)


@dataclasses.dataclass
class Row:
    """A row of turns.csv."""
    turn: int
    points: int
    class_name: str
    tenant: Tenant
    balance: int
    action: str
    lot: Lot = None
    chain: str = ''
    frozen: list = dataclasses.field(default_factory=list)


class Case:
    """What the files in a folder say: settings {key: value}, tables {name: [row, …]}, all texts."""

    def __init__(self, settings, tables):
        self.settings = settings
        self.tables = tables
        self.tenants = {}
        for key, weight, balance, cap, startup, active in self.tables['tenants']:
            assert key not in self.tenants and startup in '01' and active in '01'
            self.tenants[key] = Tenant(key, integer(weight), integer_or_none(balance),
                                       integer_or_none(cap), startup == '1', active == '1')
        self.lots = {}
        for key, points, class_name, requires, _window in self.tables['lots']:
            assert key not in self.lots
            self.lots[key] = Lot(key, integer(points), class_name, requires)
        self.wishes = {}
        for tenant, lot, stars in self.tables['wishes']:
            assert (tenant, lot) not in self.wishes and tenant in self.tenants and lot in self.lots
            self.wishes[tenant, lot] = integer(stars)
        self.eligible = set(self.tables['eligibility'])
        for tenant, class_name, cap in self.tables['caps']:
            assert any(lot.class_name == class_name for lot in self.lots.values()), class_name
            self.tenants[tenant].caps[class_name] = integer(cap)

    def setting(self, key):
        return integer(self.settings[key])

    def is_eligible(self, tenant, lot):
        return lot.requires == '' or (tenant.id, lot.requires) in self.eligible


def read_case(folder):
    return Case(read_settings(folder), {name: read_table(folder, name) for name in COLUMNS})


# Canonical text, commitment, seed

def sha256(data):
    return hashlib.sha256(data).hexdigest()


def hash_lines(*lines):
    return sha256(''.join(line + '\n' for line in lines).encode())


def canonical_text(case):
    lines = ['LSX1']
    lines += ['%s=%s' % (key, case.settings[key]) for key in CANONICAL_KEYS]
    for name in COLUMNS:
        lines.append('[%s]' % name)
        lines += sorted((','.join(row) for row in case.tables[name]), key=str.encode)
    return ''.join(line + '\n' for line in lines).encode()


class Draw:
    """The draw of a case: rows and the state they leave behind. A seed may be given to ask what would
    have been if only the wishes had been others."""

    def __init__(self, case, seed=None):
        self.case = case
        self.rows = []
        self.given = 0                  # g: lots with points above 0
        self.given_to_startups = 0      # u
        self.commitment = sha256(canonical_text(case))
        assert case.settings['randomness']
        self.seed = seed or hash_lines('LSX1', self.commitment, case.settings['round'],
                                       case.settings['randomness'])
        for tenant in case.tenants.values():
            tenant.ticket = hash_lines(self.seed, 'tenant', tenant.id)
        for lot in case.lots.values():
            lot.order = hash_lines(self.seed, 'lot', lot.id)
        self.open_balances()
        self.accept_wishes()
        self.note_caps_of_zero()
        classes = {(lot.points, lot.class_name) for lot in case.lots.values()}
        for points, class_name in sorted(classes, key=lambda a: (-a[0], a[1].encode())):
            ClassDraw(self, points, class_name)

    def open_balances(self):
        tenants = self.case.tenants.values()
        known = [tenant for tenant in tenants if tenant.active and tenant.balance is not None]
        total = sum(tenant.balance for tenant in known)
        weight = sum(tenant.weight for tenant in known)
        for tenant in tenants:
            if tenant.balance is None:
                mean = tenant.weight * total // weight if known else 0
                tenant.balance = mean - self.case.setting('newcomer_credit_mp')
            tenant.before = tenant.balance

    def accept_wishes(self):
        for (tenant_id, lot_id), stars in self.case.wishes.items():
            tenant, lot = self.case.tenants[tenant_id], self.case.lots[lot_id]
            if tenant.active and self.case.is_eligible(tenant, lot):
                tenant.stars[lot_id] = stars

    def note_caps_of_zero(self):
        for tenant in self.case.tenants.values():
            if tenant.cap == 0:
                tenant.cap_turn = 0
            for class_name, cap in tenant.caps.items():
                if cap == 0:
                    tenant.cap_turn_of[class_name] = 0


class ClassDraw:
    """The draw of one class."""

    def __init__(self, draw, points, class_name):
        self.draw = draw
        self.points = points
        self.name = class_name
        self.lots = sorted((lot for lot in draw.case.lots.values()
                            if (lot.points, lot.class_name) == (points, class_name)),
                           key=lambda lot: (lot.order, lot.id))
        self.frozen = set()             # ids of lots
        self.got = collections.Counter()    # tenant id -> lots got in this class
        tenants = draw.case.tenants.values()
        self.begin = {tenant.id: tenant.balance for tenant in tenants}
        self.inside = [tenant for tenant in tenants
                       if tenant.active and self.wishes(tenant) and not self.at_cap(tenant)]
        while self.inside:
            self.turn()
        while self.trade():
            pass

    def wishes(self, tenant):
        """The tenant's accepted wishes of this class: most stars first, then lot order."""
        wished = [lot for lot in self.lots if lot.id in tenant.stars]
        return sorted(wished, key=lambda lot: -tenant.stars[lot.id])    # sorted keeps lot order

    def at_cap(self, tenant):
        return tenant.cap_turn is not None or self.name in tenant.cap_turn_of

    def key(self, tenant):
        if self.points > 0:
            first = (Fraction(tenant.balance, tenant.weight),)
        else:
            first = (Fraction(self.got[tenant.id], tenant.weight),
                     Fraction(self.begin[tenant.id], tenant.weight))
        return first + (tenant.weight, tenant.ticket, tenant.id)

    # Turns

    def is_startup_turn(self):
        share = self.draw.case.setting('startup_share_ppm')
        return (self.points > 0 and any(tenant.startup for tenant in self.inside) and
                self.draw.given_to_startups < (self.draw.given + 1) * share // MILLION)

    def turn(self):
        ordinary = min(self.inside, key=self.key)
        tenant = ordinary
        if self.is_startup_turn():
            tenant = min((one for one in self.inside if one.startup), key=self.key)
        free = [lot for lot in self.wishes(tenant) if lot.owner is None]
        if free:
            path, reached = [(tenant, free[0])], []
        else:
            path, reached = self.search(tenant)
        if not path:
            self.leave(tenant, reached)
        elif tenant is not ordinary:
            self.serve(tenant, path, 'startup')
        elif len(path) > 1:
            self.serve(tenant, path, 'chain')
        else:
            self.serve(tenant, path, 'take')

    def search(self, tenant):
        """The exchange [(tenant, what it gets), …] up to a free lot; else None and the lots reached."""
        queue = collections.deque([tenant])
        queued = {tenant.id}
        reached = {}                # lot id -> who reached it
        entered = {}                # tenant id -> the lot that put it into the queue
        while queue:
            one = queue.popleft()
            for lot in self.wishes(one):
                if lot.id in self.frozen or lot.id in reached:
                    continue
                reached[lot.id] = one
                if lot.owner is None:
                    return self.path_to(lot, reached, entered), []
                if lot.owner.id not in queued:
                    queued.add(lot.owner.id)
                    entered[lot.owner.id] = lot
                    queue.append(lot.owner)
        return None, [self.draw.case.lots[key] for key in reached]

    @staticmethod
    def path_to(lot, reached, entered):
        path = []
        while lot is not None:
            tenant = reached[lot.id]
            path.insert(0, (tenant, lot))
            lot = entered.get(tenant.id)
        return path

    def row(self, tenant, action, **more):
        assert abs(tenant.balance) < 2 ** 53, tenant
        row = Row(len(self.draw.rows) + 1, self.points, self.name, tenant, tenant.balance, action, **more)
        self.draw.rows.append(row)
        return row

    def leave(self, tenant, reached):
        self.row(tenant, 'leave', frozen=reached)
        self.frozen.update(lot.id for lot in reached)
        self.inside.remove(tenant)

    def serve(self, tenant, path, action):
        chain = ''
        if len(path) > 1:
            parts = ['%s:%s' % (lot.id, lot.owner.id) for _, lot in path[:-1]]
            chain = '>'.join(parts + [path[-1][1].id])
        row = self.row(tenant, action, lot=path[0][1], chain=chain)
        path[-1][1].left_turn = row.turn
        path[-1][1].left_to = path[-1][0]
        self.move(row.turn, path)
        self.count(tenant, row.turn)
        if self.at_cap(tenant):
            self.inside.remove(tenant)

    @staticmethod
    def move(turn, path):
        for tenant, lot in path:
            lot.moves.append((turn, lot.owner, tenant))
            lot.owner = tenant
            lot.owner_turn = turn

    def count(self, tenant, turn):
        tenant.balance += self.points
        tenant.gained += self.points
        tenant.got += 1
        tenant.got_of[self.name] += 1
        self.got[tenant.id] += 1
        if tenant.got == tenant.cap:
            tenant.cap_turn = turn
        if tenant.got_of[self.name] == tenant.caps.get(self.name):
            tenant.cap_turn_of[self.name] = turn
        if self.points > 0:
            self.draw.given += 1
            self.draw.given_to_startups += tenant.startup

    # Trades

    def trade(self):
        """Does the first trade there is; False if there is none."""
        for lot in self.lots:
            if lot.owner is not None:
                for wished in self.wishes(lot.owner):
                    better = lot.owner.stars[wished.id] > lot.owner.stars[lot.id]
                    if better and wished.owner is not None and wished.owner is not lot.owner:
                        cycle = self.search_back(wished, lot)
                        if cycle:
                            self.execute(lot.owner, cycle)
                            return True
        return False

    def search_back(self, start, end):
        """The lots from start to end, each wished enough by the holder of the one before it."""
        queue = collections.deque([start])
        previous = {start.id: None}
        while queue:
            lot = queue.popleft()
            stars = lot.owner.stars
            for other in self.lots:
                if (other.owner is not None and other.id not in previous and
                        stars.get(other.id, 0) >= stars[lot.id]):
                    previous[other.id] = lot
                    queue.append(other)
        if end.id not in previous:
            return None
        cycle = [end]
        while previous[cycle[0].id] is not None:
            cycle.insert(0, previous[cycle[0].id])
        return cycle

    def execute(self, tenant, cycle):
        chain = '>'.join(['%s:%s' % (lot.id, lot.owner.id) for lot in cycle] + [cycle[0].id])
        row = self.row(tenant, 'trade', lot=cycle[0], chain=chain)
        getters = [tenant] + [lot.owner for lot in cycle[:-1]]
        self.move(row.turn, list(zip(getters, cycle)))


# Reasons

def reached_before(cap_turn, lot):
    return cap_turn is not None and (lot.left_turn is None or cap_turn < lot.left_turn)


def own_rows(draw, tenant, lot, actions):
    """The tenant's turns of these kinds in the class of the lot."""
    return [row.turn for row in draw.rows
            if row.tenant is tenant and row.action in actions and
            (row.points, row.class_name) == (lot.points, lot.class_name)]


def reason(draw, tenant, lot):
    """(code, turn, other, own_turn)"""
    left = (lot.left_turn, lot.left_to)
    takes = own_rows(draw, tenant, lot, ('take', 'chain', 'startup'))
    leaves = own_rows(draw, tenant, lot, ('leave',))
    takes_before = [turn for turn in takes if lot.left_turn is not None and turn < lot.left_turn]
    had = [turn for turn, _, to in lot.moves if to is tenant]
    gave = [(turn, to) for turn, from_, to in lot.moves if from_ is tenant]
    class_cap_turn = tenant.cap_turn_of.get(lot.class_name)
    if not tenant.active:
        answer = ('inactive', *left, None)
    elif not draw.case.is_eligible(tenant, lot):
        answer = ('ineligible', *left, None)
    elif reached_before(tenant.cap_turn, lot):
        answer = ('cap_draw', *left, tenant.cap_turn or None)
    elif reached_before(class_cap_turn, lot):
        answer = ('cap_class', *left, class_cap_turn or None)
    elif gave:
        answer = ('exchanged', *gave[-1], had[-1])
    elif leaves and not takes:
        answer = ('nothing', *left, leaves[0])
    elif lot.left_turn is not None and draw.rows[lot.left_turn - 1].action == 'startup':
        answer = ('startup', *left, None)
    elif takes_before:
        answer = ('took', *left, takes_before[-1])
    else:
        answer = ('behind', *left, None)
    return answer


# Out

def table(columns, rows):
    lines = [columns] + [','.join('' if field is None else str(field) for field in row) for row in rows]
    return ''.join(line + '\n' for line in lines).encode()


def awards_file(draw):
    lots = [lot for lot in sorted(draw.case.lots.values(), key=lambda lot: lot.id) if lot.owner]
    return table('lot,tenant,turn', [(lot.id, lot.owner.id, lot.owner_turn) for lot in lots])


def turns_file(draw):
    return table('turn,points_mp,class,tenant,balance_mp,weight,ticket,action,lot,chain', [
        (row.turn, row.points, row.class_name, row.tenant.id, row.balance, row.tenant.weight,
         row.tenant.ticket, row.action, row.lot.id if row.lot else '', row.chain)
        for row in draw.rows])


def frozen_file(draw):
    return table('points_mp,class,turn,tenant,lot', [
        (row.points, row.class_name, row.turn, row.tenant.id, key)
        for row in draw.rows for key in sorted(lot.id for lot in row.frozen)])


def balances_after(draw):
    """Tenant id -> balance after decay and floor."""
    case = draw.case
    tenants = case.tenants.values()
    after = {tenant.id: tenant.balance * case.setting('decay_num') // case.setting('decay_den')
             for tenant in tenants}
    floor = integer_or_none(case.settings['floor_mp'])
    active = [tenant for tenant in tenants if tenant.active]
    if floor is not None and active:
        total = sum(after[tenant.id] for tenant in active)
        weight = sum(tenant.weight for tenant in active)
        for tenant in tenants:
            least = tenant.weight * total // weight - tenant.weight * floor
            after[tenant.id] = max(after[tenant.id], least)
    return after


def ledger_file(draw):
    after = balances_after(draw)
    tenants = [draw.case.tenants[key] for key in sorted(draw.case.tenants)]
    for tenant in tenants:
        for figure in (tenant.before, tenant.gained, tenant.balance, after[tenant.id]):
            assert abs(figure) < 2 ** 53, tenant
    return table('tenant,before_mp,gained_mp,after_mp', [
        (tenant.id, tenant.before, tenant.gained, after[tenant.id]) for tenant in tenants])


def reasons_file(draw):
    rows = []
    for tenant_id, lot_id in sorted(draw.case.wishes):
        tenant, lot = draw.case.tenants[tenant_id], draw.case.lots[lot_id]
        if lot.owner is not tenant:
            code, turn, other, own_turn = reason(draw, tenant, lot)
            rows.append((tenant_id, lot_id, code, turn, other.id if other else None, own_turn))
    return table('tenant,lot,code,turn,other,own_turn', rows)


def gini_ppm(figures):
    count = len(figures)
    total = sum(figures)
    if total <= 0:
        return None
    weighted = sum((2 * i - count - 1) * x for i, x in enumerate(sorted(figures), start=1))
    return MILLION * weighted // (count * total)


def json_text(text):
    return '"%s"' % text.replace('\\', '\\\\').replace('"', '\\"')


def report_file(draw, program):
    case = draw.case
    active = [tenant for tenant in case.tenants.values() if tenant.active]
    per_weight = [tenant.gained // tenant.weight for tenant in active]
    wished = {lot_id for tenant in active for lot_id in tenant.stars}
    share = draw.given_to_startups * MILLION // draw.given if draw.given else None
    report = {
        'format': json_text('LSX1'),
        'rules': 1,
        'program': json_text(program),
        'commitment': json_text(draw.commitment),
        'seed': json_text(draw.seed),
        'randomness': json_text(case.settings['randomness']),
        'signature': json_text(case.settings['signature']),
        'tenants': len(case.tenants),
        'active': len(active),
        'lots': len(case.lots),
        'given': sum(lot.owner is not None for lot in case.lots.values()),
        'unwished': len(case.lots) - len(wished),
        'turns': len(draw.rows),
        'trades': sum(row.action == 'trade' for row in draw.rows),
        'least_mp_per_weight': min(per_weight, default=None),
        'most_mp_per_weight': max(per_weight, default=None),
        'gini_ppm': gini_ppm(per_weight),
        'startup_share_ppm': share,
    }
    lines = ['  "%s": %s' % (key, 'null' if value is None else value) for key, value in report.items()]
    return ('{\n%s\n}\n' % ',\n'.join(lines)).encode()


def commit(case):
    """File name -> bytes, as far as --commit writes them."""
    text = canonical_text(case)
    return {'canonical.txt': text, 'commitment.txt': (sha256(text) + '\n').encode()}


def files(draw, program):
    """File name -> bytes."""
    return {**commit(draw.case), 'awards.csv': awards_file(draw), 'turns.csv': turns_file(draw),
            'frozen.csv': frozen_file(draw), 'ledger.csv': ledger_file(draw),
            'reasons.csv': reasons_file(draw), 'report.json': report_file(draw, program)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n', maxsplit=1)[0])
    parser.add_argument('--in', dest='folder', required=True)
    parser.add_argument('--out', required=True)
    parser.add_argument('--commit', action='store_true')
    parser.add_argument('--program', default='reference')
    arguments = parser.parse_args()
    case = read_case(arguments.folder)
    written = commit(case) if arguments.commit else files(Draw(case), arguments.program)
    os.makedirs(arguments.out, exist_ok=True)
    for name, data in written.items():
        with open(os.path.join(arguments.out, name), 'wb') as file:
            file.write(data)


if __name__ == '__main__':
    main()
