#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""What a draw promises, held against small draws by trying everything.

    tests/draw/properties.py [--seconds N] [--seed N] [--program FILE]

What is published of each draw must be true and fair: every lot has one owner who may have it, no point is
lost, no wanted lot is left, the least served are served as well as any sharing could, nobody would
swap, every reason holds. And asked again with other wishes and the same tickets: stars never change how
many lots anybody gets, no lie pays, more lots or fewer tenants harm nobody. Without --program the plain
program beside this one draws.
"""
import argparse
import collections
import csv
import io
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from fractions import Fraction

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import generate     # noqa: E402 pylint: disable=wrong-import-position
import reference    # noqa: E402 pylint: disable=wrong-import-position

GAINS = ('take', 'chain', 'startup')
MOST_STATES = 20000     # of what a brute-force search may hold at once
State = collections.namedtuple('State', 'owner balance got got_of out')


class Broken(Exception):
    """A promise that does not hold."""


def must(truth, *what):
    if not truth:
        raise Broken(' '.join(map(str, what)))


def links_of(row):
    """['lot:holder', …] of a row. Where a trade closes on its first lot is left out."""
    links = (row['chain'] or row['lot']).split('>')
    if row['action'] == 'trade':
        must(links.pop() == row['lot'], 'turn', row['turn'], 'does not close')
    return links


def rows_of(files, name):
    return list(csv.DictReader(io.StringIO(files[name].decode())))


def number(text):
    return int(text) if text else None


class Outcome:
    """A case, what was published of its draw, and the state before each turn as turns.csv tells it."""

    def __init__(self, case, files):
        tables = {name: [dict(zip(columns, row)) for row in case['tables'][name]]
                  for name, columns in generate.COLUMNS.items()}
        self.settings = case['settings']
        self.tenants = {row['tenant']: row for row in tables['tenants']}
        self.lots = {row['lot']: row for row in tables['lots']}
        self.class_of = {key: (int(lot['points_mp']), lot['class']) for key, lot in self.lots.items()}
        self.stars = {(row['tenant'], row['lot']): int(row['stars']) for row in tables['wishes']}
        self.eligible = {(row['tenant'], row['requires']) for row in tables['eligibility']}
        self.cap_of = {(row['tenant'], row['class']): int(row['cap_lots']) for row in tables['caps']}
        self.awards = {row['lot']: row['tenant'] for row in rows_of(files, 'awards.csv')}
        self.turns = rows_of(files, 'turns.csv')
        self.ledger = {row['tenant']: row for row in rows_of(files, 'ledger.csv')}
        self.reasons = rows_of(files, 'reasons.csv')
        self.frozen = collections.defaultdict(set)      # class -> {(turn, lot)}
        for row in rows_of(files, 'frozen.csv'):
            self.frozen[int(row['points_mp']), row['class']].add((int(row['turn']), row['lot']))
        self.left_pool = {}                             # lot -> (turn, to)
        self.states = [None]                            # states[turn]: before it; the last: after all
        self.replay()

    def weight(self, tenant):
        return int(self.tenants[tenant]['weight'])

    def accepted(self, tenant, lot):
        need = self.lots[lot]['requires']
        return ((tenant, lot) in self.stars and self.tenants[tenant]['active'] == '1' and
                (not need or (tenant, need) in self.eligible))

    def wishes(self, tenant, drawn):
        return {lot for lot, its in self.class_of.items() if its == drawn and self.accepted(tenant, lot)}

    def room(self, tenant, class_name, state):
        """How many lots more the caps allow; None: any number."""
        total = number(self.tenants[tenant]['cap_lots'])
        caps = [] if total is None else [total - state.got[tenant]]
        if (tenant, class_name) in self.cap_of:
            caps.append(self.cap_of[tenant, class_name] - state.got_of[tenant, class_name])
        return min(caps, default=None)

    def replay(self):
        state = State({}, {key: int(row['before_mp']) for key, row in self.ledger.items()},
                      collections.Counter(), collections.Counter(), set())
        for turn, row in enumerate(self.turns, 1):
            must(int(row['turn']) == turn, 'turn', turn, 'is numbered', row['turn'])
            self.states.append(State(*(part.copy() for part in state)))
            must(int(row['balance_mp']) == state.balance[row['tenant']], 'turn', turn, 'balance')
            self.replay_row(turn, row, state)
        self.states.append(state)

    def replay_row(self, turn, row, state):
        drawn = (int(row['points_mp']), row['class'])
        tenant = row['tenant']
        if row['action'] == 'leave':
            state.out.add((tenant, drawn))
            return
        parts = [part.split(':') for part in links_of(row)]
        getter, moves = tenant, []
        for lot, *holder in parts:
            must(state.owner.get(lot) == (holder[0] if holder else None), 'turn', turn, 'holder of', lot)
            must(self.class_of[lot] == drawn and self.accepted(getter, lot), 'turn', turn, getter, lot)
            moves.append((lot, getter))
            getter = holder[0] if holder else getter
        state.owner.update(moves)
        if row['action'] in GAINS:
            must(len(parts[-1]) == 1, 'turn', turn, 'does not end in a free lot')
            self.left_pool[parts[-1][0]] = (turn, moves[-1][1])
            state.balance[tenant] += drawn[0]
            state.got[tenant] += 1
            state.got_of[tenant, drawn[1]] += 1
        else:
            must(len(parts[-1]) == 2 and getter == tenant, 'turn', turn, 'is no cycle')


# What is published is true

def check_owners(outcome):
    final = outcome.states[-1]
    must(outcome.awards == final.owner, 'awards are not what the turns bring about')
    counts = collections.Counter(outcome.awards.values())
    must(counts == +final.got, 'awards and turns differ in count')
    for tenant, row in outcome.tenants.items():
        cap = number(row['cap_lots'])
        must(cap is None or counts[tenant] <= cap, tenant, 'has more than its cap')
    for (tenant, name), cap in outcome.cap_of.items():
        must(final.got_of[tenant, name] <= cap, tenant, 'has more than its cap in', name)


def check_points(outcome):
    total = sum(outcome.class_of[lot][0] for lot in outcome.awards)
    must(total == sum(int(row['gained_mp']) for row in outcome.ledger.values()), 'points were lost')
    for tenant, row in outcome.ledger.items():
        have = int(row['before_mp']) + int(row['gained_mp'])
        must(have == outcome.states[-1].balance[tenant], 'ledger of', tenant)
        worth = sum(outcome.class_of[lot][0] for lot, owner in outcome.awards.items() if owner == tenant)
        must(worth == int(row['gained_mp']), 'lots and points of', tenant)


def check_nothing_wasted(outcome):
    for lot in outcome.lots:
        for tenant in outcome.tenants:
            if lot not in outcome.awards and outcome.accepted(tenant, lot):
                room = outcome.room(tenant, outcome.lots[lot]['class'], outcome.states[-1])
                must(room is not None and room <= 0, lot, 'is left, and', tenant, 'wants it')


def check_no_swap(outcome):
    """No two would both be content to swap lots of one class, and one of them glad."""
    for lot, owner in outcome.awards.items():
        for other, holder in outcome.awards.items():
            if owner != holder and outcome.class_of[lot] == outcome.class_of[other]:
                if outcome.accepted(owner, other) and outcome.accepted(holder, lot):
                    mine = outcome.stars[owner, other] - outcome.stars[owner, lot]
                    theirs = outcome.stars[holder, lot] - outcome.stars[holder, other]
                    must(min(mine, theirs) < 0 or max(mine, theirs) == 0, owner, 'and', holder, 'would swap')


def has_startup_turns(outcome):
    return (outcome.settings['startup_share_ppm'] != '0' and
            any(row['startup'] == '1' for row in outcome.tenants.values()))


def check_leaves(outcome):
    """Whoever leaves wished only frozen lots; their holders do too, and none of them was served better."""
    for row in outcome.turns:
        if row['action'] != 'leave':
            continue
        tenant, turn, drawn = row['tenant'], int(row['turn']), (int(row['points_mp']), row['class'])
        shut = {lot for when, lot in outcome.frozen[drawn] if when <= turn}
        must(outcome.wishes(tenant, drawn) <= shut, tenant, 'left at', turn, 'with lots not searched')
        for owner in (outcome.states[turn].owner, outcome.awards):
            for lot in shut:
                must(outcome.wishes(owner[lot], drawn) <= shut, lot, 'could be freed at', turn)
        if drawn[0] > 0 and not has_startup_turns(outcome):
            have = outcome.states[turn].balance
            for holder in {outcome.states[turn].owner[lot] for lot in shut}:
                must(Fraction(have[holder] - drawn[0], outcome.weight(holder)) <=
                     Fraction(have[tenant], outcome.weight(tenant)), holder, 'was served before', tenant)


# Reasons

def cap_turn(outcome, tenant, cap, counts):
    """When a cap was reached (0: from the start), or None."""
    if cap is None or counts(outcome.states[-1]) < cap:
        return None
    return max(turn for turn, state in enumerate(outcome.states) if turn == 0 or counts(state) < cap)


def own_gains(outcome, tenant, drawn):
    return [int(row['turn']) for row in outcome.turns
            if row['tenant'] == tenant and row['action'] in GAINS and
            (int(row['points_mp']), row['class']) == drawn]


def moves_of(outcome, lot):
    """[(turn, from, to)], also where one had a lot and got it again."""
    moves = []
    for row in outcome.turns:
        getter = row['tenant']
        for part in links_of(row):
            name, _, holder = part.partition(':')
            if name == lot:
                moves.append((int(row['turn']), holder, getter))
            getter = holder
    return moves


def true_reason(outcome, tenant, lot):
    """The first code that applies, with turn, other and own turn, told from the turns alone."""
    turn, other = outcome.left_pool.get(lot, (None, ''))
    before = turn or len(outcome.turns) + 1
    drawn = outcome.class_of[lot]
    gains = own_gains(outcome, tenant, drawn)
    early = [gain for gain in gains if gain < before]
    gave = [(when, to) for when, holder, to in moves_of(outcome, lot) if holder == tenant]
    got = [when for when, _, to in moves_of(outcome, lot) if to == tenant]
    left = [int(row['turn']) for row in outcome.turns if row['action'] == 'leave' and
            row['tenant'] == tenant and (int(row['points_mp']), row['class']) == drawn]
    full = cap_turn(outcome, tenant, number(outcome.tenants[tenant]['cap_lots']),
                    lambda state: state.got[tenant] if state else 0)
    full_of = cap_turn(outcome, tenant, outcome.cap_of.get((tenant, drawn[1])),
                       lambda state: state.got_of[tenant, drawn[1]] if state else 0)
    need = outcome.lots[lot]['requires']
    for code, applies, answer in (
            ('inactive', outcome.tenants[tenant]['active'] == '0', (turn, other, None)),
            ('ineligible', need and (tenant, need) not in outcome.eligible, (turn, other, None)),
            ('cap_draw', full is not None and full < before, (turn, other, full or None)),
            ('cap_class', full_of is not None and full_of < before, (turn, other, full_of or None)),
            ('exchanged', gave, (*(gave or [(None, '')])[-1], (got or [None])[-1])),
            ('nothing', left and not gains, (turn, other, (left or [None])[0])),
            ('startup', turn and outcome.turns[turn - 1]['action'] == 'startup', (turn, other, None)),
            ('took', early, (turn, other, (early or [None])[-1]))):
        if applies:
            return (code, *answer)
    return ('behind', turn, other, None)


def check_reasons(outcome):
    refused = {wish for wish in outcome.stars if outcome.awards.get(wish[1]) != wish[0]}
    told = [(row['tenant'], row['lot']) for row in outcome.reasons]
    must(told == sorted(refused), 'not every refused wish has its one reason')
    for row in outcome.reasons:
        tenant, lot = row['tenant'], row['lot']
        answer = (row['code'], number(row['turn']), row['other'], number(row['own_turn']))
        truth = true_reason(outcome, tenant, lot)
        must(answer == truth, 'reason of', tenant, lot, 'is', answer, 'and should be', truth)
        if row['code'] == 'behind':
            check_behind(outcome, tenant, lot)


def check_behind(outcome, tenant, lot):
    """It was in the class when the lot went, and another was before it."""
    turn = outcome.left_pool[lot][0]
    row, state, drawn = outcome.turns[turn - 1], outcome.states[turn], outcome.class_of[lot]
    room = outcome.room(tenant, drawn[1], state)
    must((tenant, drawn) not in state.out and (room is None or room > 0), tenant, 'was not behind at', turn)
    if drawn[0] > 0 and not has_startup_turns(outcome):
        ratio = [Fraction(state.balance[one], outcome.weight(one)) for one in (row['tenant'], tenant)]
        must(ratio[0] <= ratio[1], tenant, 'was before', row['tenant'], 'at', turn)


# Fair

def possible_counts(wishers, rooms):
    """Every way to share lots, as tuples of how many each tenant gets; None if they are too many."""
    counts = {(0,) * len(rooms)}
    for wishing in wishers:
        counts |= {tuple(n + (i == j) for j, n in enumerate(one)) for one in counts for i in wishing
                   if rooms[i] is None or one[i] < rooms[i]}
        if len(counts) > MOST_STATES:
            return None
    return counts


def class_spans(outcome):
    """[(class, turn before it, turn after it)] of the classes that had turns."""
    spans = {}
    for row in outcome.turns:
        drawn = (int(row['points_mp']), row['class'])
        spans.setdefault(drawn, [int(row['turn']), 0])[1] = int(row['turn']) + 1
    return [(drawn, *span) for drawn, span in spans.items()]


def check_leximin(outcome):
    for drawn, first, after in class_spans(outcome):
        if has_startup_turns(outcome) and drawn[0] > 0:
            continue
        start, end = outcome.states[first], outcome.states[after]
        inside = [tenant for tenant in outcome.tenants if outcome.wishes(tenant, drawn)]
        lots = [lot for lot, its in outcome.class_of.items() if its == drawn]
        wishers = [[i for i, tenant in enumerate(inside) if outcome.accepted(tenant, lot)] for lot in lots]
        counts = possible_counts(wishers, [outcome.room(tenant, drawn[1], start) for tenant in inside])
        if counts is None:
            continue
        got = tuple(end.got[tenant] - start.got[tenant] for tenant in inside)
        must(got in counts, 'an impossible count', got)
        must(sum(got) == max(map(sum, counts)), drawn, 'more lots could be given')
        weights = [outcome.weight(tenant) for tenant in inside]
        if drawn[0] > 0 or len(set(weights)) == 1:
            check_best(drawn, got, counts, weights, [start.balance[tenant] for tenant in inside])


def check_best(drawn, got, counts, weights, balances):
    """Nobody worse off could be better off: the least served first, then the next, and so on."""
    def served(count):
        if drawn[0] > 0:
            return sorted(Fraction(b + drawn[0] * n, w) for n, w, b in zip(count, weights, balances))
        return sorted(count)
    best = max(counts, key=served)
    must(served(got) == served(best), drawn, 'shared', got, 'where', best, 'was possible')


def check_envy(outcome):
    """Where all begin alike and no cap and no start-up turn is in the way: nobody sees in another's lots,
    but for one of them, more points per weight than in its own."""
    active = [tenant for tenant, row in outcome.tenants.items() if row['active'] == '1']
    alike = len({Fraction(int(outcome.ledger[one]['before_mp']), outcome.weight(one)) for one in active}) < 2
    capped = outcome.cap_of or any(row['cap_lots'] for row in outcome.tenants.values())
    if not alike or capped or has_startup_turns(outcome) or any(its[0] <= 0 for its in outcome.class_of.values()):
        return
    for mine in active:
        for other in active:
            seen = [outcome.class_of[lot][0] for lot, owner in outcome.awards.items()
                    if owner == other and outcome.accepted(mine, lot)]
            if seen:
                must(Fraction(sum(seen) - max(seen), outcome.weight(other)) <=
                     Fraction(int(outcome.ledger[mine]['gained_mp']), outcome.weight(mine)),
                     mine, 'envies', other)


CHECKS = (check_owners, check_points, check_nothing_wasted, check_no_swap, check_leaves, check_reasons,
          check_leximin, check_envy)


def check_outcome(case, files):
    outcome = Outcome(case, files)
    for check in CHECKS:
        check(outcome)


# What would have been

def as_case(case):
    settings = {**case['settings'], 'randomness': case['settings']['randomness'].lower()}
    return reference.Case(settings, case['tables'])


def with_tables(case, **tables):
    return {'settings': case['settings'], 'tables': {**case['tables'], **tables}}


def one_class(case):
    """The case with all its lots in one class, no start-up turns."""
    lots = case['tables']['lots']
    points, name = lots[0][1:3]
    caps = {row[0]: (row[0], name, row[2]) for row in case['tables']['caps']}
    case = with_tables(case, lots=[(row[0], points, name, *row[3:]) for row in lots],
                       caps=list(caps.values()))
    return {'settings': {**case['settings'], 'startup_share_ppm': '0'}, 'tables': case['tables']}


def lots_of(draw):
    """Tenant -> the lots it got."""
    have = {key: set() for key in draw.case.tenants}
    for lot in draw.case.lots.values():
        if lot.owner:
            have[lot.owner.id].add(lot.id)
    return have


def counts_of(draw):
    return {key: len(lots) for key, lots in lots_of(draw).items()}


def check_stars_change_no_count(case, rng):
    draw = reference.Draw(as_case(case))
    wishes = [(*row[:2], str(rng.randint(1, 3))) for row in case['tables']['wishes']]
    other = reference.Draw(as_case(with_tables(case, wishes=wishes)), draw.seed)
    must(counts_of(draw) == counts_of(other), 'stars changed how many lots somebody gets')


def check_no_lie_pays(case, rng):
    draw = reference.Draw(as_case(case))
    liar = rng.choice(sorted(draw.case.tenants))
    wanted = draw.case.tenants[liar].stars.keys()
    tables = case['tables']
    lie = [(liar, lot, str(rng.randint(1, 3))) for lot in draw.case.lots if rng.random() < 0.5]
    wishes = [row for row in tables['wishes'] if row[0] != liar] + lie
    other = reference.Draw(as_case(with_tables(case, wishes=wishes)), draw.seed)
    must(len(lots_of(other)[liar] & wanted) <= len(lots_of(draw)[liar]),
         liar, 'gets more by wishing', sorted(row[1] for row in lie))


def check_fewer_tenants_harm_nobody(case, rng):
    draw = reference.Draw(as_case(case))
    gone = rng.choice(sorted(draw.case.tenants))
    tables = {name: [row for row in case['tables'][name] if row[0] != gone]
              for name in ('tenants', 'wishes', 'eligibility', 'caps')}
    tables['tenants'] = [(*row[:2], str(draw.case.tenants[row[0]].before), *row[3:])
                         for row in tables['tenants']]
    before, after = counts_of(draw), counts_of(reference.Draw(as_case(with_tables(case, **tables)), draw.seed))
    must(all(after[key] >= before[key] for key in after), 'somebody loses when', gone, 'stays away')


def check_more_lots_harm_nobody(case, rng):
    draw = reference.Draw(as_case(case))
    gone = rng.choice(sorted(draw.case.lots))
    tables = {'lots': [row for row in case['tables']['lots'] if row[0] != gone],
              'wishes': [row for row in case['tables']['wishes'] if row[1] != gone]}
    if not tables['lots']:
        return
    fewer = counts_of(reference.Draw(as_case(with_tables(case, **tables)), draw.seed))
    before = counts_of(draw)
    must(all(fewer[key] <= before[key] for key in fewer), 'somebody gains when', gone, 'is not there')


def check_questions(case, seed):
    rng = random.Random('questions %d' % seed)
    if not case['tables']['lots']:
        return
    if case['settings']['startup_share_ppm'] == '0':
        check_stars_change_no_count(case, rng)
    case = one_class(case)
    for _ in range(2):
        check_no_lie_pays(case, rng)
        check_fewer_tenants_harm_nobody(case, rng)
        check_more_lots_harm_nobody(case, rng)


def even_start(case):
    """The case with all balances at 0."""
    return with_tables(case, tenants=[(*row[:2], '0', *row[3:]) for row in case['tables']['tenants']])


def program_files(program, case, seed):
    """What a program makes of a case."""
    folder = tempfile.mkdtemp()
    try:
        generate.write_case(os.path.join(folder, 'in'), case, seed)
        out = os.path.join(folder, 'out')
        subprocess.run([program, 'draw', '--in', os.path.join(folder, 'in'), '--out', out], check=True)
        files = {}
        for name in os.listdir(out):
            with open(os.path.join(out, name), 'rb') as file:
                files[name] = file.read()
        return files
    finally:
        shutil.rmtree(folder)


def check_seed(kind, seed, program=None):
    """None, or what is broken and the case."""
    case = generate.small_case(seed, kind)
    for asked in (case, even_start(case)):
        try:
            if program:
                files = program_files(program, asked, seed)
            else:
                files = reference.files(reference.Draw(as_case(asked)), 'reference')
            check_outcome(asked, files)
            check_questions(asked, seed)
        except Broken as broken:
            return str(broken), asked
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n', maxsplit=1)[0])
    parser.add_argument('--seconds', type=float, default=60)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--program')
    given = parser.parse_args()
    end, seed, cases = time.monotonic() + given.seconds, given.seed, 0
    while time.monotonic() < end:
        for kind in generate.KINDS:
            found = check_seed(kind, seed, given.program)
            cases += 2
            if found:
                folder = tempfile.mkdtemp(prefix='draw-')
                generate.write_case(folder, found[1], seed)
                print('%s, seed %d: %s\nThe case is in %s' % (kind, seed, found[0], folder))
                return 1
        seed += 1
    print('%d cases hold; the next seed is %d' % (cases, seed))
    return 0


if __name__ == '__main__':
    sys.exit(main())
