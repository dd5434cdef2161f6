// SPDX-License-Identifier: EUPL-1.2
// One class while it is drawn: who is still in it, whose turn is next, what they can get.
import { compareFractions } from './exact.mjs';
import { Heap } from './heap.mjs';

const MILLION = 1e6;

// Arrays over all tenants and lots that every class uses, one after the other.
export class Workspace {
  constructor(tenants, lots) {
    this.from = new Int32Array(tenants);
    this.to = new Int32Array(tenants);
    this.got = new Int32Array(tenants);
    this.begin = new Float64Array(tenants);
    this.places = new Int32Array(tenants).fill(-1);
    this.startupPlaces = new Int32Array(tenants).fill(-1);
    this.frozen = new Uint8Array(lots);
    this.seen = new Int32Array(tenants);
    this.seenLot = new Int32Array(lots);
    this.mark = 0;
  }
}

export class ClassRun {
  constructor(state, orders, workspace, info) {
    Object.assign(this, { state, orders, work: workspace, info });
    this.list = state.plan.list;
    const { from, to, got, begin } = workspace;
    info.entrants.forEach((tenant, i) => {
      from[tenant] = info.from[i];
      to[tenant] = info.to[i];
      got[tenant] = 0;
      begin[tenant] = state.balance[tenant];
    });
    const before = (a, b) => this.compare(a, b) < 0;
    const inside = info.entrants.filter((tenant) => !state.isCapped(tenant, info.name));
    const startups = inside.filter((tenant) => state.draw.tenants.startup[tenant]);
    this.all = new Heap(workspace.places, before);
    this.startups = new Heap(workspace.startupPlaces, before);
    this.all.fill(inside);
    // Below 1 point there are no start-up turns.
    this.startups.fill(info.points > 0 ? startups : []);
    // The turn of the last trade, and the lot it began with.
    this.lastTrade = null;
    // Once there are trades: the lots of the class that each tenant holds.
    this.held = null;
  }

  compare(a, b) {
    const { weight } = this.state.draw.tenants;
    const { got, begin } = this.work;
    let difference;
    if (this.info.points > 0) {
      const { balance } = this.state;
      difference = compareFractions(balance[a], weight[a], balance[b], weight[b]);
    } else {
      difference = got[a] * weight[b] - got[b] * weight[a] ||
        compareFractions(begin[a], weight[a], begin[b], weight[b]);
    }
    return difference || weight[a] - weight[b] ||
      this.orders.ticketRank[a] - this.orders.ticketRank[b];
  }

  has(tenant) {
    return this.work.places[tenant] >= 0;
  }

  // The start-up whose turn must be a start-up turn; -1 when none is due.
  dueStartup() {
    const { given, givenToStartups, draw } = this.state;
    const share = Math.floor(((given + 1) * draw.settings.startup_share_ppm) / MILLION);
    return givenToStartups < share ? this.startups.first : -1;
  }

  remove(tenant) {
    this.all.remove(tenant);
    this.startups.remove(tenant);
  }

  // After the tenant whose turn it was has got a lot.
  served(tenant, turn) {
    this.work.got[tenant] += 1;
    this.state.count(turn, tenant, this.info);
    if (this.state.isCapped(tenant, this.info.name)) {
      this.remove(tenant);
    } else {
      this.all.grown(tenant);
      this.startups.grown(tenant);
    }
  }

  // The free wished lot with most stars, ties by lot order; -1 when none. A lot that is held never
  // becomes free again, so the list is gone through once in all.
  bestFree(tenant) {
    const { from, to } = this.work;
    while (from[tenant] < to[tenant]) {
      const lot = this.list.lot[from[tenant]];
      if (this.state.holder[lot] < 0) {
        return lot;
      }
      from[tenant] += 1;
    }
    return -1;
  }

  // Where the tenant's list begins, also what bestFree has passed.
  listStart(tenant) {
    const { start } = this.list;
    const { ofLot } = this.state.plan;
    return lowerBound(this.list.lot, ofLot, this.info.rank, start[tenant], this.work.to[tenant]);
  }

  // Whether the tenant may get the lot by an exchange in this class.
  mayGet(tenant, lot) {
    return this.state.plan.ofLot[lot] === this.info.rank && this.work.frozen[lot] === 0 &&
      this.state.stars(tenant, lot) > 0;
  }

  // The lots of the class that the tenant holds, while there are trades.
  heldBy(tenant) {
    if (this.held === null) {
      const { holder } = this.state;
      this.held = new Map();
      for (const lot of this.info.lots) {
        this.held.set(holder[lot], (this.held.get(holder[lot]) ?? new Set()).add(lot));
      }
    }
    return this.held.get(tenant);
  }

  // After a trade in which getters[i] got lots[i] from holders[i].
  traded({ lots, holders }, getters) {
    lots.forEach((lot, i) => this.heldBy(holders[i]).delete(lot));
    lots.forEach((lot, i) => this.heldBy(getters[i]).add(lot));
  }

  // A new mark, with which nothing is marked yet.
  newMark() {
    this.work.mark += 1;
    return this.work.mark;
  }

  // Freezes what a search from the tenant reaches. Returns { reached } or, if a free lot is among it,
  // { free }. Whoever is reached has all its wishes frozen after it, so all searches of a class
  // together look at each wish about once.
  freezeFrom(tenant) {
    const { seen, frozen, to } = this.work;
    const mark = this.newMark();
    const queue = [tenant];
    const reached = [];
    seen[tenant] = mark;
    for (let head = 0; head < queue.length; head++) {
      const one = queue[head];
      for (let at = this.listStart(one); at < to[one]; at++) {
        const lot = this.list.lot[at];
        const holder = this.state.holder[lot];
        if (frozen[lot] === 0 && holder < 0) {
          return { free: lot };
        }
        if (frozen[lot] === 0) {
          frozen[lot] = 1;
          reached.push(lot);
          if (seen[holder] !== mark) {
            seen[holder] = mark;
            queue.push(holder);
          }
        }
      }
    }
    return { reached };
  }
}

// The first place from `low` on whose lot is not of an earlier class.
function lowerBound(lots, ofLot, rank, low, high) {
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ofLot[lots[middle]] < rank) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
