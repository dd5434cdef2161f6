// SPDX-License-Identifier: EUPL-1.2
// Why each wish that was not granted was not, against reasons.csv.
import { LEAVE, STARTUP, TAKE } from './state.mjs';
import { ExpectedRows, Table } from './table.mjs';

const COLUMNS = ['tenant', 'lot', 'code', 'turn', 'other', 'own_turn'];

// The turns of each tenant that are of these kinds, ascending.
class TurnsOf {
  constructor({ turns, kind, who, draw }, kinds) {
    this.start = new Int32Array(draw.tenants.count + 1);
    for (let turn = 1; turn <= turns; turn++) {
      this.start[who[turn] + 1] += kinds.includes(kind[turn]) ? 1 : 0;
    }
    for (let i = 1; i < this.start.length; i++) {
      this.start[i] += this.start[i - 1];
    }
    const fill = this.start.slice();
    this.turns = new Int32Array(this.start[draw.tenants.count]);
    for (let turn = 1; turn <= turns; turn++) {
      if (kinds.includes(kind[turn])) {
        this.turns[fill[who[turn]]++] = turn;
      }
    }
  }

  // The tenant's last one before the turn; 0 when there is none.
  lastBefore(tenant, turn) {
    let low = this.start[tenant];
    let high = this.start[tenant + 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.turns[middle] < turn) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low > this.start[tenant] ? this.turns[low - 1] : 0;
  }
}

class Reasons {
  constructor(state) {
    this.state = state;
    this.gains = new TurnsOf(state, [TAKE, STARTUP]);
    this.leaves = new TurnsOf(state, [LEAVE]);
    // Filled anew for each wish: an object for each of millions would be slow.
    this.answer = { code: '', turn: 0, other: -1, own: 0 };
  }

  // 0 stands for an empty turn, -1 for nobody.
  set(code, turn, other, own) {
    Object.assign(this.answer, { code, turn, other, own });
    return this.answer;
  }

  // Whether a cap was reached before the lot left the pool, if it ever did.
  static reached(capTurn, poolTurn) {
    return capTurn >= 0 && (poolTurn === 0 || capTurn < poolTurn);
  }

  // Of the wish, whose lot ended with somebody else or nobody.
  of(wish, tenant) {
    const { draw, plan } = this.state;
    const lot = draw.wishes.lot[wish];
    const turn = this.state.poolTurn[lot];
    const other = this.state.poolTo[lot];
    if (draw.tenants.active[tenant] === 0) {
      return this.set('inactive', turn, other, 0);
    }
    if (!plan.accepted[wish]) {
      return this.set('ineligible', turn, other, 0);
    }
    const capTurn = this.state.capTurn[tenant];
    if (Reasons.reached(capTurn, turn)) {
      return this.set('cap_draw', turn, other, capTurn);
    }
    const cap = draw.caps.find(tenant, draw.lots.name[lot]);
    const capOfClass = cap < 0 ? -1 : this.state.capTurnOfCap[cap];
    if (Reasons.reached(capOfClass, turn)) {
      return this.set('cap_class', turn, other, capOfClass);
    }
    return this.afterCaps(wish, tenant, lot);
  }

  afterCaps(wish, tenant, lot) {
    const { plan, gaveTurn, gaveTo, gotTurn, kind, poolTurn, poolTo } = this.state;
    const turn = poolTurn[lot];
    const other = poolTo[lot];
    if (gaveTurn[wish] > 0) {
      return this.set('exchanged', gaveTurn[wish], gaveTo[wish], gotTurn[wish]);
    }
    const { firstTurn, lastTurn } = plan.classes[plan.ofLot[lot]];
    const left = this.leaves.lastBefore(tenant, lastTurn + 1);
    if (left >= firstTurn && left > 0 &&
        this.gains.lastBefore(tenant, lastTurn + 1) < firstTurn) {
      return this.set('nothing', turn, other, left);
    }
    if (kind[turn] === STARTUP) {
      return this.set('startup', turn, other, 0);
    }
    const own = this.gains.lastBefore(tenant, turn);
    return own >= firstTurn && own > 0 ?
      this.set('took', turn, other, own) : this.set('behind', turn, other, 0);
  }
}

// Yields how far it is; returns how many reasons there are.
export function* checkReasons(state, files, findings) {
  const { tenants, lots, wishes } = state.draw;
  const table = new Table('reasons.csv', files['reasons.csv'], COLUMNS, findings);
  const keyOf = () => {
    const tenant = table.find(0, tenants.ids);
    const lot = table.find(1, lots.ids);
    return tenant < 0 || lot < 0 ? -1 : tenant * lots.count + lot;
  };
  const rows = new ExpectedRows(table, keyOf);
  const reasons = new Reasons(state);
  let count = 0;
  for (let wish = 0; wish < wishes.count; wish++) {
    const tenant = wishes.tenant[wish];
    const lot = wishes.lot[wish];
    if (state.holder[lot] !== tenant) {
      count += 1;
      const name = () => `${tenants.ids.text(tenant)}, ${lots.ids.text(lot)}`;
      if (rows.at(tenant * lots.count + lot, name)) {
        const { code, turn, other, own } = reasons.of(wish, tenant);
        table.expectText(2, code);
        table.expectInteger(3, turn || null);
        table.expectId(4, tenants.ids, other);
        table.expectInteger(5, own || null);
        rows.advance();
      }
    }
    if (wish % 16384 === 0) {
      yield wish / wishes.count;
    }
  }
  rows.finish();
  return count;
}
