import { createHash, hash } from 'node:crypto';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** SHA-256 of bytes or of a text's UTF-8, in hexadecimal digits. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}

const CHUNK = 1 << 20;

/** SHA-256 of a file of any size. A stream would leave a new buffer behind for each piece. */
export async function sha256File(path: string): Promise<string> {
  const digest = createHash('sha256');
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const buffer = Buffer.allocUnsafe(Math.min(size + 1, CHUNK));
    for (;;) {
      const { bytesRead } = await file.read(buffer);
      if (bytesRead === 0) return digest.digest('hex');
      digest.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

/** The files below a folder by their path from it, `/` between the parts, in code point order. */
export async function filesBelow(folder: string): Promise<string[]> {
  const names: string[] = [];
  const walk = async (below: string): Promise<void> => {
    for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
      const name = below ? `${below}/${entry.name}` : entry.name;
      if (entry.isDirectory()) await walk(name);
      else names.push(name);
    }
  };
  await walk('');
  return names.sort((a, b) => (a < b ? -1 : 1));
}
