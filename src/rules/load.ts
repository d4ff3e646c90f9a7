import { closest } from '../model/closest.ts';
import { Pack, type Transition } from '../model/pack.ts';
import { Failure, type Problem } from '../model/problem.ts';
import { shapeProblems } from '../model/shape-problems.ts';
import { HOUSEHOLD, levelsOf, levelUnit, type Unit } from '../model/unit.ts';
import type { WatchLevel } from '../model/watch.ts';
import { type Path, parseYaml, type YamlFile } from '../model/yaml.ts';
import { periodProblems } from './check-periods.ts';
import { referenceProblems } from './check-references.ts';
import { environmentFor, type Position } from './environment.ts';
import { type Expr, namesIn } from './expr.ts';
import {
  finerParameters,
  knownAbove,
  type ListBelow,
  levelPack,
  levelProblems,
  levelYaml,
  listsBelow,
  seenFrom,
} from './level-pack.ts';
import { collectNames, isMembersKey, listColumns, type NameInfo, type Names } from './names.ts';
import { PACK_SHAPE } from './pack-shape.ts';
import { type ExpressionContext, ExpressionError, parseExpression } from './parse.ts';
import { type ParameterTable, readTables } from './tables.ts';

/** The text of a rule pack and of the tables beside it. Reading files is the caller's business. */
export interface PackSource {
  /** The name shown in messages. */
  file: string;
  text: string;
  /** The text of a file named in the pack, relative to it, or why it is none; undefined if it can't be read. */
  readBeside(path: string): string | Problem | undefined;
}

/** A rule pack that holds together: its expressions are parsed, typed, resolved and in order. */
export interface LoadedPack {
  pack: Pack;
  yaml: YamlFile;
  /** What these rules decide. */
  unit: Unit;
  /** The rules of the levels above households, inner to outer; none beside those of a level itself. */
  levels: readonly LoadedPack[];
  /** The lists of units below that these rules may read; none beside those of households. */
  below: readonly ListBelow[];
  /** Names of these rules that those of a level above read. */
  seen: ReadonlySet<string>;
  names: Names;
  /** In an order in which each uses only those before it. */
  facts: ReadonlyMap<string, Expr>;
  criteria: ReadonlyMap<string, Expr>;
  transitions: readonly { rule: Transition; when: Expr }[];
  /** Levels of watch, most urgent first. */
  watch: readonly { level: WatchLevel; when: Expr }[];
  require: readonly Expr[];
  /** Parameters given by a formula over other parameters, in order. */
  formulas: ReadonlyMap<string, Expr>;
  /** Parameters given by a table beside the pack. */
  tables: ReadonlyMap<string, ParameterTable>;
}

/**
 * Reads a rule pack: YAML, shape, names, expressions.
 * @throws Failure of kind `pack` with every problem found, each with its place
 */
export function loadPack(source: PackSource): LoadedPack {
  const { yaml, problems } = parseYaml(source.text, source.file);
  stopOn(problems);
  const shape = Pack.safeParse(yaml.value, { reportInput: true });
  if (!shape.success) throw new Failure('pack', shapeProblems(shape.error.issues, yaml, PACK_SHAPE));
  const households = new Loader(shape.data, yaml, {
    unit: HOUSEHOLD,
    below: [],
    above: knownAbove(shape.data, HOUSEHOLD),
    finer: new Set(),
  }).load(source);
  return withLevels(households, source);
}

/** Each level reads those below it, which must be known by then: their facts have the types of their expressions. */
function withLevels(households: LoadedPack, source: PackSource): LoadedPack {
  const { pack, yaml } = households;
  if (!pack.levels) return households;
  stopOn(levelProblems(pack, yaml));
  const levels: LoadedPack[] = [];
  for (const [name, level] of levelsOf(pack)) {
    const below = listsBelow(households, levels);
    const own = levelPack(pack, name, level, below);
    const unit = levelUnit(name);
    const finer = finerParameters(below, own.regions ?? []);
    const place = { unit, below, above: knownAbove(pack, unit), finer };
    levels.push(new Loader(own, levelYaml(yaml, name, level), place).load(source));
  }
  const seen = (of: LoadedPack): LoadedPack => ({ ...of, seen: seenFrom(levels, of.unit) });
  return { ...seen(households), levels: levels.map(seen) };
}

function stopOn(problems: readonly Problem[]): void {
  if (problems.some((problem) => problem.severity === 'error')) throw new Failure('pack', problems);
}

/** Where rules stand among the levels of a pack. */
interface Standing extends Pick<LoadedPack, 'unit' | 'below'> {
  /** What only levels above know, and which. */
  above: ReadonlyMap<string, string>;
  /** Numbers that differ by a region of which a unit has several. */
  finer: ReadonlySet<string>;
}

class Loader {
  readonly #pack: Pack;
  readonly #yaml: YamlFile;
  readonly #standing: Standing;
  readonly #problems: Problem[];
  readonly #names: Map<string, NameInfo>;
  readonly #contexts = new Map<Position, ExpressionContext>();

  constructor(pack: Pack, yaml: YamlFile, standing: Standing) {
    this.#pack = pack;
    this.#yaml = yaml;
    this.#standing = standing;
    const { names, problems } = collectNames(pack, yaml);
    this.#names = names;
    this.#problems = problems;
  }

  load(source: PackSource): LoadedPack {
    this.#problems.push(
      ...referenceProblems(this.#pack, this.#yaml, this.#standing.unit),
      ...periodProblems(this.#pack, this.#yaml),
    );
    stopOn(this.#problems);
    const formulas = this.#sorted(this.#parseFormulas(), 'parameters');
    const facts = this.#sorted(this.#parseFacts(), 'facts');
    const criteria = this.#sorted(
      this.#parseAll('criteria', 'criterion', textsOf(this.#pack.criteria ?? {})),
      'criteria',
    );
    const transitions = this.#pack.transitions.flatMap((rule, index) => {
      const when = this.#parse(rule.when, 'transition', ['transitions', index, 'when'], 'boolean');
      return when ? [{ rule, when }] : [];
    });
    const watch = (this.#pack.watch ?? []).flatMap((level, index) => {
      const when = this.#parse(level.when, 'transition', ['watch', index, 'when'], 'boolean');
      return when ? [{ level, when }] : [];
    });
    const require = (this.#pack.require ?? []).flatMap(
      (text, index) => this.#parse(text, 'require', ['require', index], 'boolean') ?? [],
    );
    const { tables, problems } = readTables(this.#pack, this.#yaml, source);
    this.#problems.push(...problems);
    stopOn(this.#problems);
    return {
      pack: this.#pack,
      yaml: this.#yaml,
      unit: this.#standing.unit,
      levels: [],
      below: this.#standing.below,
      seen: new Set(),
      names: this.#names,
      facts,
      criteria,
      transitions,
      watch,
      require,
      formulas,
      tables,
    };
  }

  #parseFormulas(): Map<string, Expr> {
    const formulas = Object.entries(this.#pack.parameters ?? {}).flatMap(([name, parameter]) =>
      'is' in parameter ? [{ name, parameter }] : [],
    );
    const texts = formulas.map(({ name, parameter }): [string, string] => [name, parameter.is]);
    const parsed = this.#parseAll('parameters', 'parameter', texts);
    for (const { name, parameter } of formulas) {
      const expr = parsed.get(name);
      if (expr && parameter.round !== undefined) parsed.set(name, rounded(expr, parameter.round));
    }
    return parsed;
  }

  /** A fact's type is its expression's, and facts use facts: types are tried until they stay as they are. */
  #parseFacts(): Map<string, Expr> {
    const texts = textsOf(this.#pack.facts ?? {});
    for (let attempt = 0; ; attempt++) {
      const kept = this.#problems.length;
      const parsed = this.#parseAll('facts', 'fact', texts);
      const changed = [...parsed].filter(([name, expr]) => this.#names.get(name)?.type !== expr.type);
      for (const [name, expr] of changed) this.#names.set(name, { kind: 'fact', type: expr.type });
      this.#contexts.clear();
      if (changed.length === 0 || attempt > texts.length) return parsed;
      this.#problems.length = kept;
    }
  }

  #parseAll(section: string, position: Position, texts: [string, string][]): Map<string, Expr> {
    const parsed = new Map<string, Expr>();
    const type = position === 'criterion' ? 'boolean' : position === 'parameter' ? 'number' : undefined;
    for (const [name, text] of texts) {
      const expr = this.#parse(text, position, [section, name, 'is'], type);
      if (expr) parsed.set(name, expr);
    }
    return parsed;
  }

  #parse(text: string, position: Position, path: Path, type?: Expr['type']): Expr | undefined {
    try {
      const expr = parseExpression(text, this.#context(position));
      if (type === undefined || expr.type === type) return expr;
      throw new ExpressionError(
        'expression-type',
        { expected: wordFor(type), found: wordFor(expr.type) },
        expr.span,
      );
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      const place = this.#yaml.placeWithin(path, error.span.start, error.span.end) ?? this.#yaml.place(path);
      const { name = '' } = error.params;
      const info = error.code === 'name-unknown' ? this.#names.get(name) : undefined;
      const { above, finer, unit } = this.#standing;
      const level = above.get(name);
      if (info) this.#add('name-elsewhere', { name, kind: info.kind, position }, place);
      else if (error.code === 'name-unknown' && level !== undefined)
        this.#add('level-above', { name, level, path: `${unit.name} → ${level} → ${unit.name}` }, place);
      else if (error.code === 'name-unknown' && finer.has(name))
        this.#add('level-finer', { name, level: unit.name }, place);
      else this.#add(error.code, { ...error.params, ...this.#hints(error) }, place);
      return undefined;
    }
  }

  #context(position: Position): ExpressionContext {
    const made = this.#contexts.get(position);
    if (made) return made;
    const context = {
      environment: environmentFor(this.#pack, this.#names, position),
      names: this.#names,
      members: listColumns(this.#pack),
      states: new Set(this.#pack.states.map((state) => state.id)),
    };
    this.#contexts.set(position, context);
    return context;
  }

  /** What a name that nobody knows may have been meant for. */
  #hints({ code, params }: ExpressionError): Record<string, string> {
    const { name = '' } = params;
    const lists = Object.entries(this.#pack.inputs).filter(([, input]) => isMembersKey(input.key));
    const columns = lists.flatMap(([, input]) => Object.keys(input.columns));
    if (code === 'column-unknown') return { near: closest(name, columns) ?? '' };
    if (code !== 'name-unknown') return {};
    const list = lists.find(([, input]) => name in input.columns)?.[0];
    if (list !== undefined) return { list, near: '' };
    return { near: closest(name, [...this.#names.keys(), ...lists.map(([table]) => table)]) ?? '', list: '' };
  }

  /** Sorts expressions so that each uses only earlier ones; a cycle is a problem that prints the cycle. */
  #sorted(parsed: ReadonlyMap<string, Expr>, section: string): Map<string, Expr> {
    const sorted = new Map<string, Expr>();
    const visit = (name: string, trail: string[]): void => {
      const expr = parsed.get(name);
      if (!expr || sorted.has(name)) return;
      if (trail.includes(name)) {
        const cycle = [...trail.slice(trail.indexOf(name)), name].join(' → ');
        this.#add('cycle', { cycle }, this.#yaml.place([section, name], 'key'));
        return;
      }
      for (const used of namesIn(expr)) visit(used, [...trail, name]);
      sorted.set(name, expr);
    };
    for (const name of parsed.keys()) visit(name, []);
    return sorted;
  }

  #add(code: string, params: Problem['params'], place: Problem['place']): void {
    this.#problems.push({ code, severity: 'error', params, place });
  }
}

/** What the rule language calls a type. */
function wordFor(type: Expr['type']): string {
  return type === 'boolean' ? 'condition' : type;
}

function rounded(expr: Expr, digits: string): Expr {
  const places: Expr = { op: 'number', type: 'number', span: expr.span, value: digits };
  return { op: 'call', type: 'number', span: expr.span, fn: 'round', args: [expr, places] };
}

function textsOf(section: Record<string, { is: string }>): [string, string][] {
  return Object.entries(section).map(([name, definition]) => [name, definition.is]);
}
