/** A QR code as one path: the page draws it itself, no picture is fetched from anywhere. */
export type QrPicture = {
  /** Width and height in modules, with the white border that readers need. */
  readonly size: number;
  /** SVG path of the dark modules. */
  readonly path: string;
};

const BORDER = 4;

/** Its library is loaded with the first picture. */
export async function qrPicture(text: string): Promise<QrPicture> {
  const { encodeQR } = await import('qr');
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: BORDER });
  const path = rows.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join('')).join('');
  return { size: rows.length, path };
}
