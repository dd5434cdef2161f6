// SPDX-License-Identifier: EUPL-1.2
// Awards and balances, as the turns lead to them, against awards.csv and ledger.csv.
import { exactSum, floorDivideBig, floorMultiplyDivide } from './exact.mjs';
import { ExpectedRows, Table } from './table.mjs';

const STEP = 4096;

// Yields how far it is; returns how many lots were given.
export function* checkAwards(state, files, findings) {
  const { lots, tenants } = state.draw;
  const table = new Table('awards.csv', files['awards.csv'], ['lot', 'tenant', 'turn'], findings);
  const rows = new ExpectedRows(table, () => table.find(0, lots.ids));
  let given = 0;
  for (let lot = 0; lot < lots.count; lot++) {
    const owner = state.holder[lot];
    if (owner >= 0) {
      given += 1;
      if (rows.at(lot, () => lots.ids.text(lot))) {
        table.expectId(1, tenants.ids, owner);
        table.expectInteger(2, state.heldSince[lot]);
        rows.advance();
      }
    }
    if (lot % STEP === 0) {
      yield lot / lots.count;
    }
  }
  rows.finish();
  return given;
}

// Balances after decay, and after the floor where there is one.
function balancesAfter({ draw, balance }) {
  const { tenants, settings } = draw;
  const decayed = balance.map((figure) =>
    floorMultiplyDivide(figure, settings.decay_num, settings.decay_den));
  const isActive = (i) => tenants.active[i] === 1;
  const weights = exactSum(tenants.weight, isActive);
  if (settings.floor_mp === null || weights === 0n) {
    return decayed;
  }
  const total = exactSum(decayed, isActive);
  const floor = BigInt(settings.floor_mp);
  return decayed.map((figure, i) => {
    const weight = BigInt(tenants.weight[i]);
    const least = floorDivideBig(weight * total, weights) - weight * floor;
    return Math.max(figure, Number(least));
  });
}

export function* checkLedger(state, files, findings) {
  const { tenants } = state.draw;
  const columns = ['tenant', 'before_mp', 'gained_mp', 'after_mp'];
  const table = new Table('ledger.csv', files['ledger.csv'], columns, findings);
  const rows = new ExpectedRows(table, () => table.find(0, tenants.ids));
  const after = balancesAfter(state);
  for (let tenant = 0; tenant < tenants.count; tenant++) {
    if (rows.at(tenant, () => tenants.ids.text(tenant))) {
      table.expectInteger(1, state.plan.opening[tenant]);
      table.expectInteger(2, state.gained[tenant]);
      table.expectInteger(3, after[tenant]);
      rows.advance();
    }
    if (tenant % STEP === 0) {
      yield tenant / tenants.count;
    }
  }
  rows.finish();
}
