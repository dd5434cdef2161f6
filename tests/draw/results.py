#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Makes results for the checker to judge: honest ones, and some of draws that break one rule each.

    tests/draw/results.py --out DIR [--seeds N]

DIR/honest/KIND-SEED has the published files of a case; DIR/RULE/KIND-SEED those of the same case drawn by
a program that breaks RULE, where they differ. A broken draw is consistent in itself: it commits to
its input, and its files agree with each other.
"""
import argparse
import os
import sys
from fractions import Fraction
from unittest import mock

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import generate     # noqa: E402 pylint: disable=wrong-import-position
import reference    # noqa: E402 pylint: disable=wrong-import-position

ClassDraw = reference.ClassDraw
search = ClassDraw.search
key = ClassDraw.key
serve = ClassDraw.serve
balances_after = reference.balances_after


def search_without_exchange(self, tenant):
    path, reached = search(self, tenant)
    return (None, []) if path else (path, reached)


def search_that_freezes_nothing(self, tenant):
    path, _ = search(self, tenant)
    return path, []


def search_that_freezes_less(self, tenant):
    path, reached = search(self, tenant)
    return path, reached[:-1]


def key_without_weight(self, tenant):
    count = tenant.balance if self.points > 0 else self.got[tenant.id]
    return Fraction(count), tenant.ticket, tenant.id


def key_with_ties_by_id(self, tenant):
    return key(self, tenant)[:-2] + (tenant.id,)


def key_of_points_everywhere(self, tenant):
    return Fraction(tenant.balance, tenant.weight), tenant.weight, tenant.ticket, tenant.id


def key_of_friends(_, tenant):
    return tenant.id, tenant.weight, tenant.ticket


def serve_badly(self, tenant, path, action):
    if len(path) == 1:
        free = [lot for lot in self.wishes(tenant) if lot.owner is None]
        path = [(tenant, free[-1])]
    serve(self, tenant, path, action)


def leave_in_silence(self, tenant, reached):
    """Nobody is told that the tenant left."""
    self.frozen.update(lot.id for lot in reached)
    self.inside.remove(tenant)


def startups_one_too_soon(self):
    share = self.draw.case.setting('startup_share_ppm')
    return (self.points > 0 and any(tenant.startup for tenant in self.inside) and
            self.draw.given_to_startups <= (self.draw.given + 1) * share // reference.MILLION)


def search_back_for_less(self, start, end):
    """A trade that leaves somebody with fewer stars."""
    if start.owner is not end.owner and end.id in start.owner.stars:
        return [start, end]
    return None


def trade_once(self):
    """Exchanges two lots that their holders wish, whether or not it helps."""
    if getattr(self, 'traded', False):
        return False
    self.traded = True
    for lot in self.lots:
        for other in self.lots:
            if (lot.owner and other.owner and lot.owner is not other.owner and
                    other.id in lot.owner.stars and lot.id in other.owner.stars):
                self.execute(lot.owner, [other, lot])
                return False
    return False


def balances_without_floor(draw):
    with mock.patch.dict(draw.case.settings, floor_mp=''):
        return balances_after(draw)


def balances_without_decay(draw):
    with mock.patch.dict(draw.case.settings, decay_num='1', decay_den='1'):
        return balances_after(draw)


def newcomers_at_nothing(self):
    for tenant in self.case.tenants.values():
        if tenant.balance is None:
            tenant.balance = 0
        tenant.before = tenant.balance


RULES = {
    'exchange': (ClassDraw, 'search', search_without_exchange),
    'freezing': (ClassDraw, 'search', search_that_freezes_nothing),
    'all-frozen': (ClassDraw, 'search', search_that_freezes_less),
    'weight': (ClassDraw, 'key', key_without_weight),
    'ticket': (ClassDraw, 'key', key_with_ties_by_id),
    'negative': (ClassDraw, 'key', key_of_points_everywhere),
    'friends': (ClassDraw, 'key', key_of_friends),
    'best': (ClassDraw, 'serve', serve_badly),
    'leave': (ClassDraw, 'leave', leave_in_silence),
    'caps': (ClassDraw, 'at_cap', lambda self, tenant: False),
    'startup-due': (ClassDraw, 'is_startup_turn', lambda self: False),
    'startup-much': (ClassDraw, 'is_startup_turn', startups_one_too_soon),
    'trade': (ClassDraw, 'trade', lambda self: False),
    'trade-worse': (ClassDraw, 'search_back', search_back_for_less),
    'trade-any': (ClassDraw, 'trade', trade_once),
    'eligible': (reference.Case, 'is_eligible', lambda self, tenant, lot: True),
    'floor': (reference, 'balances_after', balances_without_floor),
    'decay': (reference, 'balances_after', balances_without_decay),
    'newcomer': (reference.Draw, 'open_balances', newcomers_at_nothing),
}
# A loop of trades that make things worse need not end.
LIMITED = {'trade-worse'}
MOST_ROWS = 300


class Endless(Exception):
    """A broken draw that would not end."""


def files_of(case):
    tables = {name: list(rows) for name, rows in case['tables'].items()}
    settings = {**case['settings'], 'signature': case['settings']['signature'].lower(),
                'randomness': case['settings']['randomness'].lower()}
    return reference.files(reference.Draw(reference.Case(settings, tables)), 'reference')


def broken_files(case, rule):
    execute = ClassDraw.execute

    def limited(self, tenant, cycle):
        if len(self.draw.rows) > MOST_ROWS:
            raise Endless()
        execute(self, tenant, cycle)

    with mock.patch.object(*RULES[rule]), mock.patch.object(ClassDraw, 'execute', limited):
        try:
            return files_of(case)
        except Endless:
            assert rule in LIMITED, rule
            return None


def write(folder, files):
    os.makedirs(folder)
    for name, data in files.items():
        with open(os.path.join(folder, name), 'wb') as file:
            file.write(data)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n', maxsplit=1)[0])
    parser.add_argument('--out', required=True)
    parser.add_argument('--seeds', type=int, default=6)
    given = parser.parse_args()
    for kind in generate.KINDS:
        for seed in range(1, given.seeds + 1):
            case = generate.small_case(seed, kind)
            honest = files_of(case)
            write(os.path.join(given.out, 'honest', '%s-%d' % (kind, seed)), honest)
            for rule in RULES:
                files = broken_files(case, rule)
                if files not in (None, honest):
                    write(os.path.join(given.out, rule, '%s-%d' % (kind, seed)), files)


if __name__ == '__main__':
    main()
