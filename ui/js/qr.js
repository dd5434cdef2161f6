// SPDX-License-Identifier: EUPL-1.2
// The reader of QR codes for browsers without one; fetched by scan.js when it is needed.
export { BarcodeDetector } from 'qr/decode.js';
