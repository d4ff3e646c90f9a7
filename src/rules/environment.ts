import { Environment } from '@marcbachmann/cel-js';
import type { Pack } from '../model/pack.ts';
import { isMembersKey, type Names, valueTypeOf } from './names.ts';

/** Every number is CEL's double while types are checked; exactness is decided when SQL is made. */
export const CEL_TYPES = { number: 'double', text: 'string', boolean: 'bool' } as const;

const NUMBER_FUNCTIONS = [
  'abs(double): double',
  'min(double, double): double',
  'max(double, double): double',
  'round(double, double): double',
  'list.sum(): double',
  'list.min(): double',
  'list.max(): double',
  'list.count(): double',
  'string.count(): double',
  'count(list): double',
  'count(string): double',
  'known(dyn): bool',
];
const TRANSITION_FUNCTIONS = ['periods_in_state(): double', 'ever(string): bool'];

/** Where an expression stands, which decides what it may use. */
export type Position = 'parameter' | 'fact' | 'criterion' | 'transition' | 'require';

/** The name under which a members table's row type is known to the type checker. */
export function rowType(table: string): string {
  return `row_${table}`;
}

/**
 * A CEL environment that knows a pack's names, as far as an expression in this position may use them.
 * `size` is registered as `count`: CEL's own returns an int, which would not mix with decimals.
 */
export function environmentFor(pack: Pack, names: Names, position: Position): Environment {
  const environment = new Environment();
  for (const signature of NUMBER_FUNCTIONS) environment.registerFunction(signature, () => 0);
  for (const type of Object.values(CEL_TYPES)) {
    environment.registerFunction(`coalesce(${type}, ${type}): ${type}`, () => 0);
    if (position !== 'parameter' && position !== 'require') {
      environment.registerFunction(`previous(${type}): ${type}`, () => 0);
    }
  }
  for (const [name, info] of names) {
    if (visible(info.kind, position)) environment.registerVariable(name, CEL_TYPES[info.type]);
  }
  if (position === 'parameter' || position === 'require') return environment;
  registerMembers(environment, pack);
  if (position === 'fact') return environment;
  environment.registerFunction('held(bool, double): bool', () => false);
  if (position === 'criterion') return environment;
  for (const signature of TRANSITION_FUNCTIONS) environment.registerFunction(signature, () => 0);
  for (const state of pack.states) {
    if (!environment.hasVariable(state.id)) environment.registerVariable(state.id, 'string');
  }
  return environment;
}

function visible(kind: string, position: Position): boolean {
  if (position === 'parameter' || position === 'require') return kind === 'parameter' || kind === 'period';
  return kind !== 'criterion' || position !== 'fact';
}

function registerMembers(environment: Environment, pack: Pack): void {
  for (const [table, input] of Object.entries(pack.inputs)) {
    if (!isMembersKey(input.key)) continue;
    const fields = Object.entries(input.columns).map(([column, definition]): [string, string] => [
      column,
      CEL_TYPES[valueTypeOf(definition)],
    ]);
    environment.registerType(rowType(table), { fields: Object.fromEntries(fields) });
    environment.registerVariable(table, `list<${rowType(table)}>`);
  }
}
