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
row = ClassDraw.row
execute = ClassDraw.execute
trade = ClassDraw.trade
search_back = ClassDraw.search_back
draw_class = ClassDraw.__init__
balances_after = reference.balances_after


def search_without_exchange(self, tenant):
    path, reached = search(self, tenant)
    return (None, []) if path else (path, reached)


def search_that_gives_up(self, tenant):
    """As if no exchange led to a free lot: what is reached besides is frozen."""
    queue, reached = [tenant], {}
    for one in queue:
        for lot in self.wishes(one):
            if lot.owner is not None and lot.id not in self.frozen and lot.id not in reached:
                reached[lot.id] = lot
                if all(lot.owner is not other for other in queue):
                    queue.append(lot.owner)
    return None, list(reached.values())


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


def serve_by_needless_exchange(self, tenant, path, action):
    if len(path) == 1:
        free = path[0][1]
        for lot in self.wishes(tenant):
            if lot.owner is not None and lot.owner is not tenant and free.id in lot.owner.stars:
                path = [(tenant, lot), (lot.owner, free)]
                action = 'chain' if action == 'take' else action
                break
    serve(self, tenant, path, action)


def serve_by_robbery(self, tenant, path, action):
    """Somebody else than the holder is said to give the lot, and gets the free one."""
    if len(path) == 2:
        for other in self.draw.case.tenants.values():
            if path[1][1].id in other.stars and other is not tenant and other is not path[1][0]:
                robbed, lot = path[1][0], path[0][1]
                lot.owner = other
                serve(self, tenant, [(tenant, lot), (other, path[1][1])], action)
                lot.moves[-1] = (lot.moves[-1][0], robbed, tenant)
                return
    serve(self, tenant, path, action)


def search_for_unwished(self, tenant):
    """A holder has to take a lot that it does not wish."""
    path, reached = search(self, tenant)
    self.trade = lambda: False
    for lot in self.wishes(tenant):
        for free in self.lots:
            if not path and lot.owner and lot.owner is not tenant and free.owner is None:
                path = [(tenant, lot), (lot.owner, free)]
    return path, reached


def leave_in_silence(self, tenant, reached):
    """Nobody is told that the tenant left."""
    self.frozen.update(lot.id for lot in reached)
    self.inside.remove(tenant)


def draw_first_class_only(self, draw, points, class_name):
    if not draw.rows:
        draw_class(self, draw, points, class_name)


def draw_classes_upside_down(self, draw, points, class_name):
    waiting = vars(draw).setdefault('waiting', [])
    waiting.insert(0, (self, points, class_name))
    if len(waiting) == len({(lot.points, lot.class_name) for lot in draw.case.lots.values()}):
        for one, its_points, its_name in waiting:
            draw_class(one, draw, its_points, its_name)


def startups_one_too_soon(self):
    share = self.draw.case.setting('startup_share_ppm')
    return (self.points > 0 and any(tenant.startup for tenant in self.inside) and
            self.draw.given_to_startups <= (self.draw.given + 1) * share // reference.MILLION)


def search_back_for_less(self, start, end):
    """Once in a class, a trade that leaves somebody with fewer stars. (With as many it would be a trade
    by the rules, though perhaps not the one that comes first.)"""
    stars = start.owner.stars
    worse = start.owner is not end.owner and 0 < stars.get(end.id, 0) < stars[start.id]
    if worse and not getattr(self, 'worsened', False):
        self.worsened = True
        return [start, end]
    return search_back(self, start, end)


def trade_for_a_thief(self, tenant, cycle):
    """Somebody who gives nothing gets the first lot."""
    inside = [lot.owner for lot in cycle]
    for other in self.draw.case.tenants.values():
        if cycle[0].id in other.stars and all(other is not one for one in inside):
            tenant = other
            break
    execute(self, tenant, cycle)


def trade_from_another_end(self, tenant, cycle):
    """The same trade, but as if it were that of somebody else who gains."""
    getters = [tenant] + [lot.owner for lot in cycle[:-1]]
    for i in range(1, len(cycle)):
        if getters[i].stars[cycle[i].id] > getters[i].stars[cycle[i - 1].id]:
            tenant, cycle = getters[i], cycle[i:] + cycle[:i]
            break
    execute(self, tenant, cycle)


def trade_with_oneself(self):
    """Somebody gives a lot for a better one that it holds already."""
    for lot in self.lots:
        for wished in self.wishes(lot.owner) if lot.owner else ():
            better = lot.owner.stars[wished.id] > lot.owner.stars[lot.id]
            if better and wished.owner is lot.owner:
                cycle = search_back(self, wished, lot)
                if cycle:
                    self.execute(lot.owner, cycle)
                    return True
    return trade(self)


def trade_without_detour(self, tenant, cycle):
    """The tenant gives at once the lot for which it would get the one it gives."""
    if len(cycle) > 2 and cycle[-2].owner is tenant:
        cycle = cycle[:-1]
    execute(self, tenant, cycle)


def trade_by_detour(self, tenant, cycle):
    """Somebody in the circle gives a lot for another of its own, and gives that one."""
    for i, lot in enumerate(cycle[:-1]):
        stars = lot.owner.stars
        for own in self.lots:
            if (own.owner is lot.owner and own not in cycle and
                    stars[lot.id] <= stars[own.id] <= stars[cycle[i + 1].id]):
                execute(self, tenant, cycle[:i + 1] + [own] + cycle[i + 1:])
                return
    execute(self, tenant, cycle)


def trade_once(self):
    """Exchanges two lots that their holders wish, though it does not help."""
    if getattr(self, 'traded', False):
        return False
    self.traded = True
    for lot in self.lots:
        for other in self.lots:
            if (lot.owner and other.owner and lot.owner is not other.owner and
                    0 < lot.owner.stars.get(other.id, 0) <= lot.owner.stars[lot.id] and
                    lot.id in other.owner.stars):
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
    'exchange-told': (ClassDraw, 'search', search_that_gives_up),
    'exchange-holder': (ClassDraw, 'serve', serve_by_robbery),
    'exchange-wished': (ClassDraw, 'search', search_for_unwished),
    'freezing': (ClassDraw, 'search', search_that_freezes_nothing),
    'all-frozen': (ClassDraw, 'search', search_that_freezes_less),
    'weight': (ClassDraw, 'key', key_without_weight),
    'ticket': (ClassDraw, 'key', key_with_ties_by_id),
    'negative': (ClassDraw, 'key', key_of_points_everywhere),
    'friends': (ClassDraw, 'key', key_of_friends),
    'best': (ClassDraw, 'serve', serve_badly),
    'leave': (ClassDraw, 'leave', leave_in_silence),
    'every-class': (ClassDraw, '__init__', draw_first_class_only),
    'class-order': (ClassDraw, '__init__', draw_classes_upside_down),
    'exchange-needless': (ClassDraw, 'serve', serve_by_needless_exchange),
    'caps': (ClassDraw, 'at_cap', lambda self, tenant: False),
    'startup-due': (ClassDraw, 'is_startup_turn', lambda self: False),
    'startup-much': (ClassDraw, 'is_startup_turn', startups_one_too_soon),
    'trade': (ClassDraw, 'trade', lambda self: False),
    'trade-worse': (ClassDraw, 'search_back', search_back_for_less),
    'trade-tenant': (ClassDraw, 'execute', trade_for_a_thief),
    'trade-end': (ClassDraw, 'execute', trade_from_another_end),
    'trade-own': (ClassDraw, 'trade', trade_with_oneself),
    'trade-short': (ClassDraw, 'execute', trade_without_detour),
    'trade-long': (ClassDraw, 'execute', trade_by_detour),
    'trade-any': (ClassDraw, 'trade', trade_once),
    'eligible': (reference.Case, 'is_eligible', lambda self, tenant, lot: True),
    'floor': (reference, 'balances_after', balances_without_floor),
    'decay': (reference, 'balances_after', balances_without_decay),
    'newcomer': (reference.Draw, 'open_balances', newcomers_at_nothing),
}
# Where a thief gets what was traded, the trades need not end.
LIMITED = {'trade-tenant'}
MOST_ROWS = 300


class Endless(Exception):
    """A broken draw that would not end."""


def files_of(case):
    tables = {name: list(rows) for name, rows in case['tables'].items()}
    settings = {**case['settings'], 'signature': case['settings']['signature'].lower(),
                'randomness': case['settings']['randomness'].lower()}
    return reference.files(reference.Draw(reference.Case(settings, tables)), 'reference')


def broken_files(case, rule):
    def limited(self, *more, **named):
        if len(self.draw.rows) > MOST_ROWS:
            raise Endless()
        return row(self, *more, **named)

    with mock.patch.object(*RULES[rule]), mock.patch.object(ClassDraw, 'row', limited):
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
