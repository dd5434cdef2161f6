// SPDX-License-Identifier: EUPL-1.2
// Makes a photo small before it is sent: at most 1600 px, JPEG, upright, without what the camera
// wrote about place and time.

const EDGE = 1600;
const QUALITY = 0.8;

// The smaller file, or the one given when this browser cannot read it or it would not get smaller.
export async function resize(file) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return file;
  }
  const scale = Math.min(1, EDGE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
  if (blob === null || (blob.size >= file.size && file.type === 'image/jpeg' && scale === 1)) {
    return file;
  }
  return new File([blob], 'photo.jpg', { type: 'image/jpeg' });
}

// Watches <input type=file data-photo>: resizes what is chosen and shows it in the label around it.
// `working` is told when a photo is being made smaller, so that the form can wait for it.
export function watch(input, working = () => {}) {
  const box = input.closest('[data-photo-box]');
  input.addEventListener('change', async () => {
    const [file] = input.files;
    if (file === undefined) {
      return;
    }
    working(true);
    const small = await resize(file);
    const files = new DataTransfer();
    files.items.add(small);
    input.files = files.files;
    if (box !== null) {
      let picture = box.querySelector('img');
      if (picture === null) {
        picture = document.createElement('img');
        picture.alt = '';
        box.prepend(picture);
      } else {
        URL.revokeObjectURL(picture.src);
      }
      picture.src = URL.createObjectURL(small);
      box.classList.add('ob-taken');
      const text = box.querySelector('[data-again]');
      if (text !== null) {
        text.textContent = text.dataset.again;
      }
    }
    working(false);
  });
}
