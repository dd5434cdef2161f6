// SPDX-License-Identifier: EUPL-1.2
// A scale on the phone's or the desk's serial port, whatever its maker: bytes in, readings out.
//
//   const scale = new Scale(port, { onReading, onLost });    port: of navigator.serial, or a fake
//   await scale.open(); … await scale.close();
//   reading: { g, steady }; g is null when the scale says that it cannot weigh (too much, too little)
//
// The makers' protocols are one row each in PROTOCOLS; what a line means is tried in that order.

const GRAMS = { kg: 1000, g: 1, lb: 453.59237, t: 1_000_000 };
const UNIT = '(kg|g|lb|t)';
const NUMBER = '([+-]?)\\s*(\\d+(?:[.,]\\d+)?)';

function gramsOf(sign, digits, unit) {
  const g = Math.round(Number(digits.replace(',', '.')) * GRAMS[unit.toLowerCase()]);
  return sign === '-' ? -g : g;
}

// Lines of text; `read` gets the match and gives a reading. `ask` is what makes the scale speak.
export const PROTOCOLS = [
  {
    // S S     12.345 kg   (steady), S D (moving), S I S + S - (cannot)
    name: 'Mettler-Toledo SICS', ask: 'SI\r\n',
    pattern: new RegExp(`^S\\s+(?:([SD])\\s+${NUMBER}\\s*${UNIT}|[I+-])$`, 'i'),
    read: ([, how, sign, digits, unit]) => (how === undefined ? { g: null, steady: false } :
      { g: gramsOf(sign, digits, unit), steady: how.toUpperCase() === 'S' }),
  },
  {
    // ST,GS,+  12.34kg     ST,NT,01,@,+0012.34 kg     US moving, OL too much
    name: 'CAS', ask: '\x05',
    pattern: new RegExp(`^(ST|US|OL),(?:GS|NT|TR),(?:[^,]*,)*\\s*${NUMBER}?\\s*${UNIT}?$`, 'i'),
    read: ([, how, sign, digits, unit]) => (/OL/i.test(how) || digits === undefined ? { g: null, steady: false } :
      { g: gramsOf(sign, digits, unit ?? 'kg'), steady: /ST/i.test(how) }),
  },
  {
    // ST,+0012.345 kg      US moving, OL too much
    name: 'A&D', ask: 'Q\r\n',
    pattern: new RegExp(`^(ST|US|QT|OL),\\s*${NUMBER}(?:E\\+\\d+)?\\s*${UNIT}?$`, 'i'),
    read: ([, how, sign, digits, unit]) => (/OL/i.test(how) || unit === undefined ? { g: null, steady: false } :
      { g: gramsOf(sign, digits, unit), steady: /ST/i.test(how) }),
  },
  {
    //     12.34 kg         ? behind it: moving
    name: 'Ohaus', ask: 'IP\r\n',
    pattern: new RegExp(`^${NUMBER}\\s*${UNIT}\\s*(\\?)?(?:\\s*[NGT]+)?$`, 'i'),
    read: ([, sign, digits, unit, moving]) => ({ g: gramsOf(sign, digits, unit), steady: moving === undefined }),
  },
  {
    // Kern, moving: the number without a unit says nothing that may be kept
    name: 'Kern', ask: 'w',
    pattern: new RegExp(`^${NUMBER}$`),
    read: () => ({ g: null, steady: false }),
  },
  {
    name: 'error', ask: null,
    pattern: /^(?:err(?:or)?|es|et|el|-+|_+|=+|h+|l+|overload|underload)\b.*$|^[-_=]{3,}$/i,
    read: () => ({ g: null, steady: false }),
  },
];

export function readLine(line) {
  const text = line.trim();
  for (const { pattern, read } of PROTOCOLS) {
    const match = pattern.exec(text);
    if (match !== null) {
      return read(match);
    }
  }
  return null;
}

// Mettler-Toledo continuous output: STX, three status bytes, six digits of weight, six of tare, CR.
function readContinuous(bytes) {
  const [a, b] = bytes;
  const place = a & 0b111; // where the point stands
  const weight = Number(String.fromCharCode(...bytes.slice(3, 9)).trim() || NaN);
  if (!Number.isFinite(weight) || (b & 0b100) !== 0) {
    return { g: null, steady: false };
  }
  const unit = (b & 0b1_0000) === 0 ? 'lb' : 'kg';
  const value = weight * 10 ** (2 - place) * GRAMS[unit] * ((b & 0b10) === 0 ? 1 : -1);
  return { g: Math.round(value), steady: (b & 0b1000) === 0 };
}

const STX = 2;
const ETX = 3;
const LF = 10;
const CR = 13;
const CONTINUOUS = 15; // bytes behind its STX
const LONGEST = 64; // no protocol's line is longer: noise, or another speed

// Cuts what comes from the port into readings.
export class Decoder {
  constructor() {
    this.bytes = [];
    this.binary = false;
  }

  push(chunk) {
    const readings = [];
    for (const byte of chunk) {
      const reading = this.take(byte & 0x7f);
      if (reading !== null) {
        readings.push(reading);
      }
    }
    return readings;
  }

  take(byte) {
    if (byte === STX) {
      this.bytes = [];
      this.binary = true;
      return null;
    }
    if (byte !== LF && byte !== CR && byte !== ETX) {
      this.bytes.push(byte);
      if (this.bytes.length > LONGEST) {
        this.bytes = [];
        this.binary = false;
      }
      return null;
    }
    const { bytes, binary } = this;
    this.bytes = [];
    this.binary = false;
    if (bytes.length === 0) {
      return null;
    }
    return binary && bytes.length === CONTINUOUS && bytes[0] >= 0x20 && !bytes.includes(0x2e) ?
      readContinuous(bytes) : readLine(String.fromCharCode(...bytes));
  }
}

// How ports of scales are set, the commonest first; another is tried when nothing that can be read comes.
export const SETTINGS = [
  { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
  { baudRate: 2400, dataBits: 7, parity: 'even', stopBits: 1 },
  { baudRate: 4800, dataBits: 8, parity: 'none', stopBits: 1 },
  { baudRate: 19200, dataBits: 8, parity: 'none', stopBits: 1 },
];
const ASK_MS = 400;
const PATIENCE_MS = 3000;

export class Scale {
  constructor(port, { onReading = () => {}, onLost = () => {}, wait = defaultWait } = {}) {
    Object.assign(this, { port, onReading, onLost, wait });
    this.wanted = true;
    this.heard = false; // a line that means something has come with this setting
  }

  // Resolves when it is closed or lost. Settings are tried in turn until the scale is understood.
  async open() {
    for (let at = 0; this.wanted; at = (at + 1) % SETTINGS.length) {
      try {
        await this.port.open(SETTINGS[at]);
      } catch (error) {
        this.lose(error);
        return;
      }
      const ended = await this.listen();
      await this.port.close().catch(() => {});
      if (ended === 'lost') {
        this.lose(new Error('the scale is gone'));
        return;
      }
    }
  }

  lose(error) {
    this.wanted = false;
    this.onLost(error);
  }

  async listen() {
    this.heard = false;
    const decoder = new Decoder();
    const reader = this.port.readable.getReader();
    this.stopReading = () => reader.cancel().catch(() => {});
    const silence = this.ask();
    let ended = 'silent';
    try {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) {
          break;
        }
        for (const reading of decoder.push(value)) {
          this.heard = true;
          this.onReading(reading);
        }
      }
    } catch {
      ended = 'lost';
    } finally {
      reader.releaseLock();
      this.listening = false;
    }
    await silence;
    return ended === 'silent' && this.heard && this.wanted ? 'lost' : ended;
  }

  // Asks in each protocol's words in turn, since many scales speak only when asked; gives this setting
  // up after some seconds of nothing.
  async ask() {
    const words = PROTOCOLS.map(({ ask }) => ask).filter(Boolean);
    this.listening = true;
    for (let at = 0, waited = 0; this.listening && this.wanted; at++) {
      const writer = this.port.writable?.getWriter();
      await writer?.write(new TextEncoder().encode(words[at % words.length])).catch(() => {});
      writer?.releaseLock();
      await this.wait(ASK_MS);
      waited += this.heard ? 0 : ASK_MS;
      if (this.heard) {
        at -= 1; // the one that is answered
      } else if (waited >= PATIENCE_MS) {
        await this.stopReading();
        return;
      }
    }
  }

  async close() {
    this.wanted = false;
    await this.stopReading?.();
  }
}

function defaultWait(ms) {
  return new Promise((wake) => setTimeout(wake, ms));
}

// A reading that may be kept: steady, above nothing, and said twice.
export class Steady {
  constructor() {
    this.last = null;
  }

  push({ g, steady }) {
    const kept = steady && g !== null && g > 0 && this.last === g ? g : null;
    this.last = steady ? g : null;
    return kept;
  }
}
