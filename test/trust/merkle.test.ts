import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inclusionProof, leafHash, merkleRoot, verifyInclusion } from '../../src/trust/merkle.ts';

const sha = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const node = (left: Uint8Array, right: Uint8Array) => sha(Uint8Array.of(1), left, right);

/** RFC 9162, 2.1.1, word for word: split at the largest power of two smaller than n. */
function rootByDefinition(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (!only) return sha();
  if (leaves.length === 1) return only;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return node(rootByDefinition(leaves.slice(0, k)), rootByDefinition(leaves.slice(k)));
}

/** Distinct leaves. */
const someLeaves = fc
  .uniqueArray(fc.string({ maxLength: 40 }), { minLength: 1, maxLength: 130 })
  .map((data) => data.map((text) => leafHash(Buffer.from(text))));

describe('the Merkle tree', () => {
  it('has the roots of the RFC 6962 test vectors', () => {
    const data = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f',
    ];
    const roots = [
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ];
    const leaves = data.map((hex) => leafHash(Buffer.from(hex, 'hex')));
    roots.forEach((root, count) => {
      expect(merkleRoot(Buffer.concat(leaves.slice(0, count))).toString('hex')).toBe(root);
    });
  });

  it('has the root of the definition', () => {
    fc.assert(
      fc.property(someLeaves, (leaves) => {
        expect(merkleRoot(Buffer.concat(leaves))).toEqual(rootByDefinition(leaves));
      }),
    );
  });

  it('proves every leaf, and nothing else', () => {
    fc.assert(
      fc.property(someLeaves, fc.nat(), fc.nat(), (leaves, someIndex, someByte) => {
        const flat = Buffer.concat(leaves);
        const root = merkleRoot(flat);
        const index = someIndex % leaves.length;
        const leaf = leaves[index] as Buffer;
        const proof = inclusionProof(flat, index);
        expect(verifyInclusion(leaf, index, leaves.length, proof, root)).toBe(true);

        expect(verifyInclusion(flip(leaf, someByte), index, leaves.length, proof, root)).toBe(false);
        expect(verifyInclusion(leaf, index, leaves.length, proof, flip(root, someByte))).toBe(false);
        expect(verifyInclusion(leaf, leaves.length, leaves.length, proof, root)).toBe(false);
        expect(verifyInclusion(leaf, index, leaves.length, [...proof, leaf], root)).toBe(false);
        if (proof.length > 0) {
          expect(verifyInclusion(leaf, index, leaves.length, proof.slice(1), root)).toBe(false);
          expect(verifyInclusion(leaf, (index + 1) % leaves.length, leaves.length, proof, root)).toBe(false);
        }
      }),
    );
  });

  it('leaves the given leaves as they are', () => {
    const flat = Buffer.concat([1, 2, 3, 4, 5].map((n) => leafHash(Uint8Array.of(n))));
    const before = Buffer.from(flat);
    merkleRoot(flat);
    inclusionProof(flat, 3);
    expect(flat).toEqual(before);
  });

  it('refuses leaves of another size, and an index outside', () => {
    expect(() => merkleRoot(Buffer.alloc(33))).toThrow(RangeError);
    expect(() => inclusionProof(Buffer.alloc(64), 2)).toThrow(RangeError);
  });
});

function flip(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  const index = at % copy.length;
  copy[index] = (copy[index] as number) ^ 1;
  return copy;
}
