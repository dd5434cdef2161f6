#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The least that a draw must do, as a script would: read, share out, write who got what.

    tools/bench/draw/peer.py IN_FOLDER OUT_FILE

Least served first, each takes its best lot that is free. No exchange, no trades, no tickets but the
order of the file, no canonical text, no turns, no reasons: a lower bound for Python.
"""
import csv
import heapq
import os
import sys


def rows(folder, name):
    with open(os.path.join(folder, name), encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


def main():
    folder, out = sys.argv[1:]
    points = {row['lot']: int(row['points_mp']) for row in rows(folder, 'lots.csv')}
    wishes = {row['tenant']: [] for row in rows(folder, 'tenants.csv')}
    for row in rows(folder, 'wishes.csv'):
        wishes[row['tenant']].append((-int(row['stars']), row['lot']))
    queue = [(int(row['balance_mp']) / int(row['weight']), i, row['tenant'], int(row['weight']))
             for i, row in enumerate(rows(folder, 'tenants.csv'))]
    for wished in wishes.values():
        wished.sort(reverse=True)
    heapq.heapify(queue)
    owner = {}
    while queue:
        served, i, tenant, weight = heapq.heappop(queue)
        wished = wishes[tenant]
        while wished and wished[-1][1] in owner:
            wished.pop()
        if wished:
            lot = wished.pop()[1]
            owner[lot] = tenant
            heapq.heappush(queue, (served + points[lot] / weight, i, tenant, weight))
    with open(out, 'w', encoding='utf-8') as file:
        file.writelines('%s,%s\n' % pair for pair in sorted(owner.items()))


if __name__ == '__main__':
    main()
