import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/engine/csv.ts';
import { Engine } from '../../src/engine/duckdb.ts';
import { RecordReader } from '../../src/intake/records.ts';
import { inFolder } from './dataset.ts';

interface Read {
  cells: string[];
  lines: [number, number];
  offset: number;
  fault: string | undefined;
  text: string;
}

async function split(text: string | Uint8Array, cells?: number, delimiter = ','): Promise<Read[]> {
  return inFolder({ 'x.csv': text }, async (folder) => {
    const reader = new RecordReader(join(folder, 'x.csv'), { delimiter, cells, checkUtf8: true });
    const found: Read[] = [];
    while (reader.next()) {
      const { firstLine, lastLine, offset, fault } = reader;
      found.push({
        cells: reader.cellTexts(),
        lines: [firstLine, lastLine],
        offset,
        fault,
        text: reader.text(),
      });
    }
    reader.close();
    return found;
  });
}

const brief = (records: Read[]): string[] =>
  records.map(({ cells, lines, fault, text }) =>
    fault ? `${lines.join('-')} ${fault} ${JSON.stringify(text)}` : `${lines.join('-')} ${cells.join('|')}`,
  );

describe('records', () => {
  it('count lines as an editor does', async () => {
    expect(brief(await split('a,b\n\n1,"x\ny"\n\r\n2,z\n', 2))).toEqual(['1-1 a|b', '3-4 1|x\ny', '6-6 2|z']);
    expect(brief(await split('a,b\r\n1,"x\r\ny"\r\n   \r\n2,z', 2))).toEqual([
      '1-1 a|b',
      '2-3 1|x\r\ny',
      '5-5 2|z',
    ]);
    expect(brief(await split('a,b\r1,2\r3,4\r', 2))).toEqual(['1-1 a|b', '2-2 1|2', '3-3 3|4']);
    expect(brief(await split('\ufeffa,b\n1,2\n', 2))).toEqual(['1-1 a|b', '2-2 1|2']);
  });

  it('give byte offsets', async () => {
    expect((await split('\ufeffä,b\r\n\r\n1,"\n"\n2,3', 2)).map(({ offset }) => offset)).toEqual([3, 11, 17]);
  });

  it('keep quotes that are no quotes', async () => {
    expect(brief(await split('="01",5"\n x , "y" \n', 2))).toEqual(['1-1 ="01"|5"', '2-2  x |y']);
    expect(brief(await split('"a ""b""",""\n', 2))).toEqual(['1-1 a "b"|']);
  });

  it('lose one line to a quote that is never closed', async () => {
    expect(brief(await split('a,b\n1,"2\n3,4\n5,6\n', 2))).toEqual([
      '1-1 a|b',
      '2-2 unterminated-quote "1,\\"2"',
      '3-3 3|4',
      '4-4 5|6',
    ]);
  });

  it('lose one line to a quote that another one closes by accident', async () => {
    expect(brief(await split('1,"2\n3,"4"\n5,6\n', 2))).toEqual([
      '1-1 unterminated-quote "1,\\"2"',
      '2-2 3|4',
      '3-3 5|6',
    ]);
    expect(brief(await split('1,"2,3\n4,5,6\n7,"8",9\n', 3))).toEqual([
      '1-1 unterminated-quote "1,\\"2,3"',
      '2-2 4|5|6',
      '3-3 7|8|9',
    ]);
    expect(brief(await split('1,"2,3\n4,5,6\n7,8,9"\n10,11,12', 3))).toEqual([
      '1-1 unterminated-quote "1,\\"2,3"',
      '2-2 4|5|6',
      '3-3 7|8|9"',
      '4-4 10|11|12',
    ]);
  });

  it('take a whole record with the wrong number of cells', async () => {
    expect(brief(await split('1,2,3\n4\n5,"6\n7",8\n9,0', 2))).toEqual([
      '1-1 wrong-cell-count "1,2,3"',
      '2-2 wrong-cell-count "4"',
      '3-4 wrong-cell-count "5,\\"6\\n7\\",8"',
      '5-5 9|0',
    ]);
    expect(brief(await split('1,2,\n', 2))).toEqual(['1-1 wrong-cell-count "1,2,"']);
  });

  it('set aside what is not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('1,2\n3,'), Buffer.from([0xff]), Buffer.from('\n5,6\n')]);
    expect((await split(bytes, 2)).map(({ fault }) => fault)).toEqual([
      undefined,
      'encoding-error',
      undefined,
    ]);
  });

  it('are not longer than any record could be', async () => {
    const records = await split(`1,${'x'.repeat(3_000_000)}\n3,4\n5,"${'y\n'.repeat(5000)}",6\n`, 2);
    expect(records.map(({ fault }) => fault ?? 'ok').slice(0, 3)).toEqual([
      'wrong-cell-count',
      'ok',
      'unterminated-quote',
    ]);
  });
});

describe('records as the engine sees them', () => {
  it('are the same wherever the engine accepts a file', async () => {
    const engine = await Engine.open({ threads: 1 });
    const piece = fc.constantFrom('a', '"', '""', ',', ',', '\n', ' ', '1', 'é', '="', "'");
    const text = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''));
    try {
      await fc.assert(
        fc.asyncProperty(text, fc.constantFrom('\n', '\r\n'), async (body, lineBreak) => {
          const file = `h1,h2\n${body}`.replaceAll('\n', lineBreak);
          await inFolder({ 'x.csv': file }, async (folder) => {
            const source = {
              path: join(folder, 'x.csv'),
              delimiter: ',',
              columns: 2,
              header: true,
              parallel: true,
            };
            const rows = await engine.rows(`SELECT * FROM ${readCsv(source)}`).catch(() => undefined);
            const records = (await split(file, 2)).slice(1);
            if (!rows || records.some(({ fault }) => fault)) return;
            expect(rows.map(({ c0, c1 }) => [c0 ?? '', c1 ?? ''])).toEqual(records.map(({ cells }) => cells));
          });
        }),
        { numRuns: 400 },
      );
    } finally {
      engine.close();
    }
  });
});
