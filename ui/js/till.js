// SPDX-License-Identifier: EUPL-1.2
// Scanning a label with the camera where the browser can read codes; typing always works.

const button = document.querySelector('[data-scan]');
const input = button && document.getElementById(button.dataset.scan);

// The code inside what was read: a label's address ends in it.
export function codeOf(text) {
  const match = /([0-9A-Z]{8})\/?(?:[?#].*)?$/i.exec(text.trim());
  return match === null ? null : match[1].toUpperCase();
}

async function scan() {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  const video = document.createElement('video');
  video.playsInline = true;
  video.muted = true;
  video.srcObject = stream;
  button.replaceChildren(video);
  await video.play();
  const reader = new BarcodeDetector({ formats: ['qr_code'] });
  const look = async () => {
    const codes = await reader.detect(video).catch(() => []);
    const code = codes.map((found) => codeOf(found.rawValue)).find((found) => found !== null);
    if (code === undefined) {
      requestAnimationFrame(look);
      return;
    }
    for (const track of stream.getTracks()) {
      track.stop();
    }
    navigator.vibrate?.(30);
    input.value = code;
    input.form.requestSubmit();
  };
  look();
}

if (button && 'BarcodeDetector' in window && navigator.mediaDevices !== undefined) {
  button.hidden = false;
  button.addEventListener('click', () => {
    scan().catch(() => {
      button.hidden = true;
      input.focus();
    });
  }, { once: true });
}
