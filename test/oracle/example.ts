import type { Pack } from '../../src/model/pack.ts';
import { interpret } from './interpret.ts';
import type { OracleData, OracleDecision, OracleOptions, Row } from './types.ts';

type Rules = Partial<Pick<Pack, 'inputs' | 'parameters' | 'states' | 'period' | 'valid'>> & {
  facts?: Record<string, string>;
  criteria?: Record<string, string>;
  /** `ENTER: out -> listed when condition`, or from several states joined by `|`. */
  transitions?: string[];
};

const is = (texts: Record<string, string> = {}): Record<string, { is: string }> =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, { is: text }]));

const INPUTS: Pack['inputs'] = {
  households: {
    key: 'household',
    columns: { able: { type: 'boolean' }, county: { type: 'code' }, note: { type: 'text' } },
  },
  income: {
    key: 'household,period',
    columns: {
      size: { type: 'integer', range: ['0', '30'] },
      wage: { type: 'money' },
      extra: { type: 'money', blank: '0', missing: ['-99'] },
    },
  },
  members: {
    key: 'household,member',
    optional: true,
    columns: { age: { type: 'integer' }, works: { type: 'boolean' }, earns: { type: 'money' } },
  },
};

/** A small pack over households, income and members, for examples worked by hand. */
export function examplePack(rules: Rules): Pack {
  return {
    format: 'shuangdao-rules/1',
    id: 'example',
    version: '1.0.0',
    title: 'An example',
    period: rules.period ?? 'year',
    valid: rules.valid ?? { from: '2008', to: '2013' },
    currency: 'CNY',
    regions: ['county'],
    sources: { s: { title: 'made up', quality: 'example' } },
    inputs: rules.inputs ?? INPUTS,
    parameters: rules.parameters ?? {
      line: { values: { 2008: { value: '4881.22', source: 's' } } },
    },
    facts: is(rules.facts),
    criteria: is(rules.criteria),
    states: rules.states ?? ['out', 'listed'].map((id) => ({ id, label: undefined })),
    initial: 'out',
    transitions: (rules.transitions ?? ['ENTER: out -> listed when false']).map((text) => {
      const [, code = '', from = '', to = '', when = ''] =
        /^(\w+): (\S+) -> (\w+) when (.*)$/.exec(text) ?? [];
      return { code, kind: 'move', from: from.split('|'), to, when };
    }),
  };
}

export interface ExampleData {
  households?: Row[];
  income?: Row[];
  members?: Row[] | undefined;
  register?: Row[];
  parameterTables?: Record<string, Row[]>;
}

/** Decides an example; one household `h` with a record in 2009 unless told otherwise. */
export function decideExample(
  rules: Rules,
  data: ExampleData = {},
  options: OracleOptions = {},
): OracleDecision[] {
  const full: OracleData = {
    tables: {
      households: data.households ?? [{ household: 'h', able: true, county: 'c1', note: 'x' }],
      income: data.income ?? [{ household: 'h', period: '2009', size: '5', wage: '0', extra: null }],
      ...(data.members ? { members: data.members } : {}),
    },
    register: data.register ?? [],
    parameterTables: data.parameterTables ?? {},
  };
  return interpret(examplePack(rules), full, options);
}

/** The value of one expression in 2009. */
export function factOf(expression: string, data: ExampleData = {}) {
  return decideExample({ facts: { x: expression } }, data).at(-1)?.facts.x;
}

/** What is missing for a condition in 2009, or what it decided. */
export function missingOf(condition: string, data: ExampleData = {}, rules: Rules = {}) {
  const last = decideExample({ ...rules, transitions: [`GO: out -> listed when ${condition}`] }, data).at(-1);
  return last?.outcome === 'review' ? last.missing : last?.outcome;
}
