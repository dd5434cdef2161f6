// SPDX-License-Identifier: EUPL-1.2
// A binary heap of tenants whose keys only grow. before(a, b) says whether a's key is smaller.

export class Heap {
  // places: an Int32Array over all tenants; where each stands, -1 outside. It must be all -1.
  constructor(places, before) {
    Object.assign(this, { places, before });
    this.items = [];
  }

  fill(tenants) {
    this.items = tenants;
    tenants.forEach((tenant, at) => {
      this.places[tenant] = at;
    });
    for (let at = (tenants.length >> 1) - 1; at >= 0; at--) {
      this.sink(at);
    }
  }

  get size() {
    return this.items.length;
  }

  // The tenant with the smallest key; -1 when empty.
  get first() {
    return this.items.length > 0 ? this.items[0] : -1;
  }

  put(tenant, at) {
    this.items[at] = tenant;
    this.places[tenant] = at;
  }

  sink(at) {
    const { items, before } = this;
    const tenant = items[at];
    for (;;) {
      let child = 2 * at + 1;
      if (child + 1 < items.length && before(items[child + 1], items[child])) {
        child += 1;
      }
      if (child >= items.length || !before(items[child], tenant)) {
        break;
      }
      this.put(items[child], at);
      at = child;
    }
    this.put(tenant, at);
  }

  rise(at) {
    const tenant = this.items[at];
    while (at > 0 && this.before(tenant, this.items[(at - 1) >> 1])) {
      this.put(this.items[(at - 1) >> 1], at);
      at = (at - 1) >> 1;
    }
    this.put(tenant, at);
  }

  // After the tenant's key has grown.
  grown(tenant) {
    if (this.places[tenant] >= 0) {
      this.sink(this.places[tenant]);
    }
  }

  remove(tenant) {
    const at = this.places[tenant];
    if (at < 0) {
      return;
    }
    this.places[tenant] = -1;
    const last = this.items.pop();
    if (last !== tenant) {
      this.put(last, at);
      this.rise(at);
      this.sink(this.places[last]);
    }
  }

  clear() {
    for (const tenant of this.items) {
      this.places[tenant] = -1;
    }
    this.items = [];
  }
}
