// SPDX-License-Identifier: EUPL-1.2
// What is settled before the first turn: accepted wishes, classes in their order, who may take part
// in which, and the balances of newcomers.
import { exactSum, floorDivideBig } from './exact.mjs';

// Per wish, 1 if its tenant is active and eligible for the lot. Linear: what a tenant is eligible
// for is marked with its number before its wishes are looked through.
function acceptedWishes({ tenants, lots, wishes, eligibility, requires }) {
  const accepted = new Uint8Array(wishes.count);
  const mark = new Int32Array(requires.count).fill(-1);
  let row = 0;
  for (let tenant = 0; tenant < tenants.count; tenant++) {
    for (; row < eligibility.count && eligibility.tenant[row] === tenant; row++) {
      if (eligibility.requires[row] >= 0) {
        mark[eligibility.requires[row]] = tenant;
      }
    }
    for (let wish = wishes.start[tenant]; wish < wishes.start[tenant + 1]; wish++) {
      const needed = lots.requires[wishes.lot[wish]];
      accepted[wish] = tenants.active[tenant] === 1 && (needed < 0 || mark[needed] === tenant);
    }
  }
  return accepted;
}

// The classes in the order in which they are drawn, and the class of each lot.
function classesOf({ lots, names }) {
  const found = new Map();
  for (let lot = 0; lot < lots.count; lot++) {
    const key = `${lots.points[lot]} ${lots.name[lot]}`;
    if (!found.has(key)) {
      found.set(key, { points: lots.points[lot], name: lots.name[lot] });
    }
  }
  const classes = [...found.values()];
  classes.sort((a, b) => b.points - a.points || names.compare(a.name, b.name));
  classes.forEach((one, rank) => {
    Object.assign(one, { rank, title: names.text(one.name), lots: [], firstTurn: 0, lastTurn: -1 });
  });
  const ofLot = new Int32Array(lots.count);
  for (let lot = 0; lot < lots.count; lot++) {
    const one = found.get(`${lots.points[lot]} ${lots.name[lot]}`);
    ofLot[lot] = one.rank;
    one.lots.push(lot);
  }
  return { classes, ofLot, classAt: (points, name) => found.get(`${points} ${name}`) };
}

// The accepted wishes of each tenant by (class, stars descending, lot order), packed into numbers
// below 2^53 so that sorting them is fast.
function* sortedWishes({ tenants, lots, wishes }, accepted, ofLot, { lotRank, lotOrder }) {
  const keys = new Float64Array(wishes.count);
  const start = new Int32Array(tenants.count + 1);
  let count = 0;
  for (let tenant = 0; tenant < tenants.count; tenant++) {
    for (let wish = wishes.start[tenant]; wish < wishes.start[tenant + 1]; wish++) {
      if (accepted[wish]) {
        const lot = wishes.lot[wish];
        keys[count++] = (ofLot[lot] * 3 + 3 - wishes.stars[wish]) * lots.count + lotRank[lot];
      }
    }
    start[tenant + 1] = count;
    if (count - start[tenant] > 1) {
      keys.subarray(start[tenant], count).sort();
    }
    if (tenant % 1024 === 0) {
      yield tenant / tenants.count;
    }
  }
  const lot = new Int32Array(count);
  const stars = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const rank = keys[i] % lots.count;
    lot[i] = lotOrder[rank];
    stars[i] = 3 - (((keys[i] - rank) / lots.count) % 3);
  }
  return { start, lot, stars };
}

// Per class, who has accepted wishes in it, and where its list begins and ends among the sorted ones.
function entrantsOf({ tenants }, list, ofLot, classes) {
  for (const one of classes) {
    Object.assign(one, { entrants: [], from: [], to: [] });
  }
  for (let tenant = 0; tenant < tenants.count; tenant++) {
    let at = list.start[tenant];
    while (at < list.start[tenant + 1]) {
      const one = classes[ofLot[list.lot[at]]];
      one.entrants.push(tenant);
      one.from.push(at);
      while (at < list.start[tenant + 1] && ofLot[list.lot[at]] === one.rank) {
        at += 1;
      }
      one.to.push(at);
    }
  }
}

function openingBalances({ tenants, settings }, findings) {
  const { balance, active, weight } = tenants;
  const counts = (i) => active[i] === 1 && !Number.isNaN(balance[i]);
  const total = exactSum(balance, counts);
  const weights = exactSum(weight, counts);
  return balance.map((given, i) => {
    if (!Number.isNaN(given)) {
      return given;
    }
    const mean = weights === 0n ? 0n : floorDivideBig(BigInt(weight[i]) * total, weights);
    const opening = Number(mean - BigInt(settings.newcomer_credit_mp));
    if (!Number.isSafeInteger(opening)) {
      findings.add('canonical.txt', null, 'canonical.sum', { tenant: tenants.ids.text(i) });
    }
    return opening;
  });
}

function unwishedLots({ lots, wishes }, accepted) {
  const wished = new Uint8Array(lots.count);
  for (let wish = 0; wish < wishes.count; wish++) {
    wished[wishes.lot[wish]] |= accepted[wish];
  }
  return wished.reduce((count, is) => count - is, lots.count);
}

// { accepted, classes, ofLot, classAt, list, opening, unwished }
export function* planOf(draw, orders, findings) {
  const accepted = acceptedWishes(draw);
  const { classes, ofLot, classAt } = classesOf(draw);
  const list = yield* sortedWishes(draw, accepted, ofLot, orders);
  entrantsOf(draw, list, ofLot, classes);
  const opening = openingBalances(draw, findings);
  const unwished = unwishedLots(draw, accepted);
  return { accepted, classes, ofLot, classAt, list, opening, unwished };
}
