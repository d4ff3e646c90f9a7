import { hash } from 'node:crypto';

/** Bytes in a hash. */
const SIZE = 32;

/**
 * The Merkle tree of RFC 9162, section 2.1, over SHA-256. A leaf is SHA-256(0x00 ‖ data), a node is
 * SHA-256(0x01 ‖ left ‖ right), and a tree of n leaves splits at the largest power of two below n, which is
 * the same as pairing neighbours level by level and carrying an odd last one up as it is.
 * Leaves are given as their hashes in one buffer, 32 bytes each, in their order.
 */
export function leafHash(data: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([Uint8Array.of(0), data]), 'buffer');
}

/** The root, 32 bytes; of no leaves, SHA-256 of nothing. */
export function merkleRoot(leaves: Uint8Array): Buffer {
  let count = countLeaves(leaves);
  if (count === 0) return hash('sha256', '', 'buffer');
  const level = Buffer.from(leaves);
  while (count > 1) count = foldLevel(level, count);
  return Buffer.from(level.subarray(0, SIZE));
}

/** The hashes that lead from a leaf to the root, nearest first (RFC 9162, 2.1.3.1). */
export function inclusionProof(leaves: Uint8Array, index: number): Buffer[] {
  let count = countLeaves(leaves);
  if (!(Number.isInteger(index) && index >= 0 && index < count)) throw new RangeError(`no leaf ${index}`);
  const level = Buffer.from(leaves);
  const proof: Buffer[] = [];
  for (let at = index; count > 1; at >>= 1) {
    const sibling = at ^ 1;
    if (sibling < count) proof.push(Buffer.from(level.subarray(sibling * SIZE, (sibling + 1) * SIZE)));
    count = foldLevel(level, count);
  }
  return proof;
}

/** Whether a proof shows that `leaf` is number `index` of `count` leaves under `root` (RFC 9162, 2.1.3.2). */
export function verifyInclusion(
  leaf: Uint8Array,
  index: number,
  count: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!(Number.isInteger(index) && index >= 0 && index < count)) return false;
  let at = index;
  let last = count - 1;
  let node: Uint8Array = leaf;
  for (const sibling of proof) {
    if (last === 0 || sibling.length !== SIZE) return false;
    if (at % 2 === 1 || at === last) {
      node = nodeHash(sibling, node);
      while (at % 2 === 0 && at !== 0) {
        at = half(at);
        last = half(last);
      }
    } else {
      node = nodeHash(node, sibling);
    }
    at = half(at);
    last = half(last);
  }
  return last === 0 && Buffer.compare(node, root) === 0;
}

function countLeaves(leaves: Uint8Array): number {
  if (leaves.length % SIZE !== 0) throw new RangeError('leaf hashes are 32 bytes each');
  return leaves.length / SIZE;
}

const half = (n: number): number => Math.floor(n / 2);

function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([Uint8Array.of(1), left, right]), 'buffer');
}

/**
 * Replaces a level of the tree by the one above it, in place, and returns that one's number of nodes.
 * Bytes are moved one by one and the hash comes as a binary string: a province has 367,000 leaves, and
 * a Buffer for each hash takes twice as long.
 */
function foldLevel(level: Buffer, count: number): number {
  const input = Buffer.alloc(1 + 2 * SIZE, 1);
  const pairs = half(count);
  for (let pair = 0; pair < pairs; pair++) {
    const from = pair * 2 * SIZE;
    for (let i = 0; i < 2 * SIZE; i++) input[1 + i] = level[from + i] as number;
    const node = hash('sha256', input, 'binary');
    const to = pair * SIZE;
    for (let i = 0; i < SIZE; i++) level[to + i] = node.charCodeAt(i);
  }
  if (count % 2 === 1) level.copy(level, pairs * SIZE, (count - 1) * SIZE, count * SIZE);
  return pairs + (count % 2);
}
