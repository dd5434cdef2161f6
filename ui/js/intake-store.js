// SPDX-License-Identifier: EUPL-1.2
// The queue in IndexedDB: items, their photos, and what the phone remembers. Each change is one
// transaction, so that a phone that dies has either all of it or none.
//
//   items    by uuid, as intake-queue.js has them        photos   { uuid, bytes }, also of the draft
//   meta     by name: 'data' (the last /inn/data), 'draft', 'settings'
const VERSION = 1;

function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function finished(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('not stored'));
  });
}

function upgrade(database) {
  database.createObjectStore('items', { keyPath: 'uuid' });
  database.createObjectStore('photos', { keyPath: 'uuid' });
  database.createObjectStore('meta');
}

// One for each centre: a phone that is moved keeps what it owes the old one. `gone` is told when a newer
// app wants to change the stores.
export async function openStore(centre, gone = () => {}) {
  const request = indexedDB.open(`ombruk-intake-${centre}`, VERSION);
  request.onupgradeneeded = () => upgrade(request.result);
  const database = await asked(request);
  database.onversionchange = () => {
    database.close();
    gone();
  };
  return new Store(database);
}

class Store {
  constructor(database) {
    this.database = database;
  }

  begin(names, mode = 'readwrite') {
    return this.database.transaction(names, mode, { durability: 'strict' });
  }

  all() {
    return asked(this.begin('items', 'readonly').objectStore('items').getAll());
  }

  async bytes(uuid) {
    const photo = await asked(this.begin('photos', 'readonly').objectStore('photos').get(uuid));
    return photo?.bytes;
  }

  // Changes the item as it is stored now; nothing when it is gone.
  async update(uuid, change) {
    const transaction = this.begin('items');
    const items = transaction.objectStore('items');
    const item = await asked(items.get(uuid));
    if (item !== undefined) {
      const next = change(item);
      if (next !== item) {
        items.put(next);
      }
    }
    await finished(transaction);
  }

  // An item, the photos that come or go along with it, and what `meta` sets, at once.
  async add(item, { photos = [], without = [] } = {}, meta = {}) {
    const transaction = this.begin(['items', 'photos', 'meta']);
    transaction.objectStore('items').put(item);
    photos.forEach((photo) => transaction.objectStore('photos').put(photo));
    without.forEach((uuid) => transaction.objectStore('photos').delete(uuid));
    for (const [name, value] of Object.entries(meta)) {
      transaction.objectStore('meta').put(value, name);
    }
    await finished(transaction);
  }

  async remove(uuids) {
    const transaction = this.begin(['items', 'photos']);
    const items = transaction.objectStore('items');
    for (const uuid of uuids) {
      const item = await asked(items.get(uuid));
      item?.photos.forEach((photo) => transaction.objectStore('photos').delete(photo.uuid));
      items.delete(uuid);
    }
    await finished(transaction);
  }

  get(name) {
    return asked(this.begin('meta', 'readonly').objectStore('meta').get(name));
  }

  // Sets what is remembered, with photos that come or go along with it.
  async set(name, value, { photos = [], without = [] } = {}) {
    const transaction = this.begin(['meta', 'photos']);
    transaction.objectStore('meta').put(value, name);
    photos.forEach((photo) => transaction.objectStore('photos').put(photo));
    without.forEach((uuid) => transaction.objectStore('photos').delete(uuid));
    await finished(transaction);
  }

  async clear() {
    const transaction = this.begin(['items', 'photos', 'meta']);
    ['items', 'photos', 'meta'].forEach((name) => transaction.objectStore(name).clear());
    await finished(transaction);
  }
}
