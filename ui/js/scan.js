// SPDX-License-Identifier: EUPL-1.2
// Scanning a label with the camera instead of typing its code. Browsers without a reader of their
// own get ours when the button is pressed; where no camera can be had, the button does not show.

const FRAME = 960; // px; wider pictures are made smaller before they are read
const PAUSE = 80; // ms between two looks

// The code inside what was read: alone, or at the end of a label's address.
export function codeOf(text) {
  const match = /(?:^|\/ting\/)([2-9A-HJKMNP-TV-Z]{8})$/i.exec(text.trim());
  return match === null ? null : match[1].toUpperCase();
}

async function openReader() {
  const formats = await window.BarcodeDetector?.getSupportedFormats().catch(() => []);
  const from = formats?.includes('qr_code') ? window : await import('asset:qr.js');
  return new from.BarcodeDetector({ formats: ['qr_code'] });
}

class Scanner {
  constructor(button) {
    this.button = button;
    this.input = document.getElementById(button.dataset.scan);
    this.panel = button.nextElementSibling;
    this.view = this.panel.querySelector('[data-scan-view]');
    this.video = this.panel.querySelector('video');
    this.light = this.panel.querySelector('[data-scan-light]');
    this.close = this.panel.querySelector('[data-scan-close]');
    this.canvas = document.createElement('canvas');
    this.pen = this.canvas.getContext('2d', { willReadFrequently: true });
    this.run = 0; // rises when it opens and closes: what is under way for an older one ends
    button.addEventListener('click', () => this.open());
    this.close.addEventListener('click', () => {
      this.stop();
      button.focus();
    });
    this.light.addEventListener('click', () => this.toggleLight());
    document.addEventListener('visibilitychange', () => document.hidden && this.stop());
    window.addEventListener('pagehide', () => this.stop());
    button.hidden = false;
  }

  say(word) {
    for (const line of this.panel.querySelectorAll('[data-said]')) {
      line.hidden = line.dataset.said !== word;
    }
  }

  async open() {
    const run = ++this.run;
    this.say('');
    this.button.hidden = true;
    this.panel.hidden = false;
    this.view.hidden = false;
    this.close.focus();
    try {
      const [camera, reader] = await Promise.allSettled([this.openCamera(run), openReader()]);
      if (run !== this.run) {
        return;
      }
      if (camera.status === 'rejected') {
        throw camera.reason;
      }
      if (reader.status === 'rejected') {
        throw new DOMException('no reader', 'NetworkError');
      }
      this.say('looking');
      await this.look(run, reader.value);
    } catch (error) {
      if (run === this.run) {
        this.give(error);
      }
    }
  }

  async openCamera(run) {
    const stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: 'environment', width: { ideal: 1280 } },
    });
    if (run !== this.run) {
      stream.getTracks().forEach((track) => track.stop());
      return;
    }
    const [track] = stream.getVideoTracks();
    this.track = track;
    this.light.hidden = track.getCapabilities?.().torch !== true;
    this.light.setAttribute('aria-pressed', 'false');
    track.addEventListener('ended', () => run === this.run && this.give(new Error('gone')));
    this.video.srcObject = stream;
    await this.video.play();
  }

  async look(run, reader) {
    while (run === this.run) {
      const { videoWidth, videoHeight } = this.video;
      if (videoWidth > 0) {
        const scale = Math.min(1, FRAME / videoWidth);
        this.canvas.width = Math.round(videoWidth * scale);
        this.canvas.height = Math.round(videoHeight * scale);
        this.pen.drawImage(this.video, 0, 0, this.canvas.width, this.canvas.height);
        const found = await reader.detect(this.canvas).catch(() => []);
        if (run !== this.run) {
          return;
        }
        const code = found.map((one) => codeOf(one.rawValue)).find((one) => one !== null);
        if (code !== undefined) {
          this.found(code);
          return;
        }
        if (found.length > 0) {
          this.say('other');
        }
      }
      await new Promise((wake) => setTimeout(wake, PAUSE));
    }
  }

  // As if it had been typed.
  found(code) {
    this.stop();
    navigator.vibrate?.(30);
    this.input.value = code;
    this.input.form.requestSubmit();
  }

  give(error) {
    const words = { NotAllowedError: 'denied', SecurityError: 'denied', NetworkError: 'reader' };
    this.stop();
    this.panel.hidden = false;
    this.view.hidden = true;
    this.say(words[error.name] ?? 'missing');
    this.input.focus();
  }

  stop() {
    if (this.panel.hidden) {
      return;
    }
    this.run += 1;
    this.track?.stop();
    this.track = undefined;
    this.video.srcObject = null;
    this.panel.hidden = true;
    this.button.hidden = false;
  }

  async toggleLight() {
    const torch = this.light.getAttribute('aria-pressed') !== 'true';
    try {
      await this.track.applyConstraints({ advanced: [{ torch }] });
      this.light.setAttribute('aria-pressed', String(torch));
    } catch {
      this.light.hidden = true;
    }
  }
}

// Not there when the connection is not secure.
if (navigator.mediaDevices?.getUserMedia !== undefined) {
  for (const button of document.querySelectorAll('[data-scan]')) {
    new Scanner(button);
  }
}
