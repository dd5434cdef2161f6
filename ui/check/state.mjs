// SPDX-License-Identifier: EUPL-1.2
// What the turns bring about, row by row: who holds what, since when, and who had it before.

export const TAKE = 1;
export const STARTUP = 2;
export const LEAVE = 3;
export const TRADE = 4;

export class State {
  constructor(draw, plan, rows) {
    const tenants = draw.tenants.count;
    const lots = draw.lots.count;
    Object.assign(this, { draw, plan, turns: 0, trades: 0, given: 0, givenToStartups: 0 });
    this.balance = Float64Array.from(plan.opening);
    this.gained = new Float64Array(tenants);
    this.kind = new Uint8Array(rows + 1);           // of each turn
    this.who = new Int32Array(rows + 1);
    this.got = new Int32Array(tenants);             // lots over the whole draw
    this.capTurn = new Int32Array(tenants);         // when the cap was reached; -1: not; 0: from the start
    this.gotOfCap = new Int32Array(draw.caps.count);
    this.capTurnOfCap = new Int32Array(draw.caps.count);
    this.holder = new Int32Array(lots).fill(-1);
    this.heldSince = new Int32Array(lots);
    this.poolTurn = new Int32Array(lots);           // when it left the pool; 0: never
    this.poolTo = new Int32Array(lots).fill(-1);
    this.gotTurn = new Int32Array(draw.wishes.count);   // per wish: when last got and given away
    this.gaveTurn = new Int32Array(draw.wishes.count);
    this.gaveTo = new Int32Array(draw.wishes.count);
    this.capTurn.forEach((_, i) => {
      this.capTurn[i] = draw.tenants.cap[i] === 0 ? 0 : -1;
    });
    this.capTurnOfCap.forEach((_, i) => {
      this.capTurnOfCap[i] = draw.caps.cap[i] === 0 ? 0 : -1;
    });
  }

  // The number of the tenant's wish for the lot, accepted or not; -1 when it has none.
  wish(tenant, lot) {
    const { start, lot: lots } = this.draw.wishes;
    let low = start[tenant];
    let high = start[tenant + 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (lots[middle] < lot) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < start[tenant + 1] && lots[low] === lot ? low : -1;
  }

  // The stars of an accepted wish; 0 when there is none.
  stars(tenant, lot) {
    const wish = this.wish(tenant, lot);
    return wish >= 0 && this.plan.accepted[wish] ? this.draw.wishes.stars[wish] : 0;
  }

  isCapped(tenant, name) {
    const cap = this.draw.caps.find(tenant, name);
    return this.capTurn[tenant] >= 0 || (cap >= 0 && this.capTurnOfCap[cap] >= 0);
  }

  note(turn, tenant, kind) {
    this.turns = turn;
    this.kind[turn] = kind;
    this.who[turn] = tenant;
    this.trades += kind === TRADE ? 1 : 0;
  }

  // The lot changes hands; the new holder wishes it.
  move(turn, lot, to) {
    const from = this.holder[lot];
    if (from >= 0) {
      const wish = this.wish(from, lot);
      this.gaveTurn[wish] = turn;
      this.gaveTo[wish] = to;
    } else {
      this.poolTurn[lot] = turn;
      this.poolTo[lot] = to;
    }
    this.holder[lot] = to;
    this.heldSince[lot] = turn;
    this.gotTurn[this.wish(to, lot)] = turn;
  }

  // The tenant whose turn it is has got a lot of the class.
  count(turn, tenant, { points, name }) {
    const { tenants, caps } = this.draw;
    this.balance[tenant] += points;
    this.gained[tenant] += points;
    this.got[tenant] += 1;
    if (this.got[tenant] === tenants.cap[tenant]) {
      this.capTurn[tenant] = turn;
    }
    const cap = caps.find(tenant, name);
    if (cap >= 0) {
      this.gotOfCap[cap] += 1;
      if (this.gotOfCap[cap] === caps.cap[cap]) {
        this.capTurnOfCap[cap] = turn;
      }
    }
    if (points > 0) {
      this.given += 1;
      this.givenToStartups += tenants.startup[tenant];
    }
  }
}
