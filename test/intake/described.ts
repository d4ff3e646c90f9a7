import { wordingOf } from '../../src/report/problems.ts';
import { HOUSEHOLDS, inFolder, packOf, problemsOf, readFolder } from './dataset.ts';

/** A pack with a column of every kind that dataset.yaml tells apart. */
export const pack = packOf({
  households: {
    ...HOUSEHOLDS,
    columns: {
      village: { type: 'code' },
      able: { type: 'boolean' },
      health: { type: 'category', codes: ['well', 'ill'] },
      born: { type: 'date' },
    },
  },
  income: { key: ['household', 'period'], columns: { wage: { type: 'money' } } },
});
export const DATA = {
  'households.csv': 'household_id,village,able,health,born\nH1,a,1,well,2001-01-01\n',
  'income.csv': 'household_id,period,wage\nH1,2009,5\n',
};

/** What is said of a dataset with this dataset.yaml: code, place, what is underlined, the wording, the same in Chinese. */
export async function complaints(text: string | Uint8Array): Promise<string[][]> {
  const problems = await inFolder({ ...DATA, 'dataset.yaml': text }, (folder) =>
    problemsOf(readFolder(folder, pack, () => undefined)),
  );
  return problems.map(({ code, params, place }) => [
    code,
    place ? `${place.line}:${place.column}` : '',
    place?.lineText.slice(place.column - 1, place.column - 1 + place.length) ?? '',
    wordingOf(code, params, 'en'),
    wordingOf(code, params, 'zh'),
  ]);
}

export const tables = (text: string): string => `format: shuangdao-dataset/1\ntables:\n  ${text}\n`;
