import type { Draw } from './draw.ts';
import {
  alignable,
  comparable,
  like,
  literal,
  type Num,
  name,
  number,
  type Piece,
  product,
  quotient,
  roundable,
  sum,
  type Txt,
  within,
} from './fragments.ts';

/** What an expression may use in the place it stands. */
export interface Names {
  nums: Num[];
  bools: Piece[];
  texts: Txt[];
  /** Names whose value of the period before may be asked for. */
  previous: { nums: Num[]; bools: Piece[] };
  /** Empty where criteria have no place. */
  criteria: string[];
  /** Empty outside transitions. */
  states: string[];
  members: { table: string; nums: Num[]; bools: Piece[]; texts: Txt[] }[];
  literals: string[];
}

const COMPARISONS = ['<', '<=', '>', '>=', '==', '!='];

/** Makes expressions that are well typed by construction. Depth bounds how far operators nest. */
export class Expressions {
  private readonly draw: Draw;
  private readonly names: Names;

  constructor(draw: Draw, names: Names) {
    this.draw = draw;
    this.names = names;
  }

  bool(depth: number): Piece {
    if (depth <= 0) return this.boolLeaf();
    const [a, b] = [this.bool(depth - 1), this.bool(depth - 1)];
    switch (this.draw.int(0, 9)) {
      case 0:
        return { text: `!${within(a, 7)}`, level: 6 };
      case 1:
      case 2:
      case 3:
        return { text: `${within(a, 2)} && ${within(b, 3)}`, level: 2 };
      case 4:
      case 5:
        return { text: `${within(a, 1)} || ${within(b, 2)}`, level: 1 };
      case 6:
        return { text: `${within(this.bool(0), 1)} ? ${within(a, 1)} : ${within(b, 0)}`, level: 0 };
      case 7:
        return { text: `${within(a, 4)} ${this.draw.pick(['==', '!='])} ${within(b, 4)}`, level: 3 };
      case 8:
        return name(`coalesce(${a.text}, ${this.draw.pick(['true', 'false', b.text])})`);
      default:
        return this.comparison(depth);
    }
  }

  private boolLeaf(): Piece {
    const { criteria, states, bools, previous, members, texts } = this.names;
    const { draw } = this;
    if (criteria.length > 0 && draw.chance(55)) {
      const criterion = draw.pick(criteria);
      return name(draw.chance(40) ? `held(${criterion}, ${draw.int(1, 3)})` : criterion);
    }
    const roll = draw.int(0, 99);
    if (states.length > 0 && roll < 12) return name(`ever(${draw.pick(states)})`);
    if (states.length > 0 && roll < 24)
      return { text: `periods_in_state() ${draw.pick(COMPARISONS)} ${draw.int(1, 3)}`, level: 3 };
    if (roll < 38 && bools.length > 0) return draw.pick(bools);
    if (roll < 45 && previous.bools.length > 0) return name(`previous(${draw.pick(previous.bools).text})`);
    if (roll < 58 && members.length > 0) return this.quantified();
    if (roll < 66 && texts.length > 0) return this.textual();
    if (roll < 72) return this.known();
    if (roll < 78) return this.listed();
    if (roll < 80) return name(draw.pick(['true', 'false']));
    return this.comparison(1);
  }

  private comparison(depth: number): Piece {
    const op = this.draw.pick(COMPARISONS);
    const left = this.num(depth);
    const right = this.draw.chance(60) ? this.numLeaf() : this.num(depth - 1);
    if (!comparable(left, right)) return { text: `${within(this.numLeaf(), 4)} ${op} 1`, level: 3 };
    return { text: `${within(left, 4)} ${op} ${within(right, 4)}`, level: 3 };
  }

  private known(): Piece {
    const { draw, names } = this;
    if (names.texts.length > 0 && draw.chance(20)) return name(`known(${draw.pick(names.texts).text})`);
    return name(`known(${draw.chance(50) ? this.num(1).text : this.comparison(1).text})`);
  }

  private listed(): Piece {
    const x = this.num(1);
    const items = [1, 2, 3].map(() => this.draw.pick(this.names.literals)).map(literal);
    if (this.draw.chance(25)) items.push(this.numLeaf());
    const fitting = items.filter((item) => comparable(x, item)).map((item) => item.text);
    return { text: `${within(x, 4)} in [${(fitting.length > 0 ? fitting : ['1']).join(', ')}]`, level: 3 };
  }

  text(depth: number): Txt {
    const { draw } = this;
    const x = draw.pick(this.names.texts);
    const other = JSON.stringify(draw.pick(x.pool));
    if (depth <= 0 || draw.chance(70)) return x;
    if (draw.chance(50)) return { ...x, ...name(`coalesce(${x.text}, ${other})`) };
    return { ...x, text: `${within(this.boolLeaf(), 1)} ? ${x.text} : ${other}`, level: 0 };
  }

  private textual(): Piece {
    const { draw } = this;
    const x = this.text(1);
    const value = JSON.stringify(draw.pick(x.pool));
    const roll = draw.int(0, 9);
    if (roll < 4) return { text: `${within(x, 4)} ${draw.pick(['==', '!='])} ${value}`, level: 3 };
    if (roll < 6)
      return { text: `${within(x, 4)} in [${value}, ${JSON.stringify(draw.pick(x.pool))}]`, level: 3 };
    if (!x.ordered) return { text: `${value} == ${within(x, 4)}`, level: 3 };
    if (roll < 8) return { text: `${within(x, 4)} ${draw.pick(COMPARISONS)} ${value}`, level: 3 };
    const part = JSON.stringify(Array.from(draw.pick(x.pool))[0] ?? 'a');
    return name(`${within(x, 7)}.${draw.pick(['startsWith', 'endsWith', 'contains'])}(${part})`);
  }

  num(depth: number): Num {
    const { draw } = this;
    if (depth <= 0) return this.numLeaf();
    const [a, b] = [this.num(depth - 1), this.num(depth - 1)];
    switch (draw.int(0, 13)) {
      case 0:
      case 1:
        return sum(a, '+', b);
      case 2:
        return sum(a, '-', b);
      case 3:
        return product(a, b);
      case 4:
      case 5:
        return quotient(a, b);
      case 6:
        return like([a], `-${within(a, 7)}`, 6);
      case 7:
        return like([a], `abs(${a.text})`, 7);
      case 8:
        if (!alignable(a, b)) return a;
        return like([a, b], `${draw.pick(['min', 'max'])}(${a.text}, ${b.text})`, 7);
      case 9:
        return this.rounded(a);
      case 10:
        if (!alignable(a, b)) return a;
        return like([a, b], `${within(this.bool(depth - 1), 1)} ? ${within(a, 1)} : ${within(b, 0)}`, 0);
      case 11:
        if (!alignable(a, b)) return a;
        return like([a, b], `coalesce(${a.text}, ${b.text})`, 7);
      default:
        return this.numLeaf();
    }
  }

  private rounded(a: Num): Num {
    const digits = this.draw.int(0, 9);
    if (!roundable(a, digits)) return a;
    const { bottom, ...rest } = a;
    const whole = a.digits.whole + (bottom?.scale ?? 0) + 1;
    const scale = bottom ? digits : Math.min(digits, a.digits.scale);
    return { ...rest, text: `round(${a.text}, ${digits})`, level: 7, digits: { whole, scale } };
  }

  private numLeaf(): Num {
    const { nums, previous, members, states, texts, literals } = this.names;
    const { draw } = this;
    const roll = draw.int(0, 99);
    if (roll < 15 || nums.length === 0) return literal(draw.pick(literals));
    if (roll < 25 && previous.nums.length > 0) {
      const x = draw.pick(previous.nums);
      return { ...x, text: `previous(${x.text})` };
    }
    if (roll < 37 && members.length > 0) return this.aggregate();
    if (roll < 42 && states.length > 0) return number('periods_in_state()', { whole: 5, scale: 0 });
    const sizes = texts.filter((x) => x.ordered);
    if (roll < 45 && sizes.length > 0)
      return number(`size(${draw.pick(sizes).text})`, { whole: 3, scale: 0 });
    return draw.pick(nums);
  }

  /** What may be used about a member: its columns and what is known of its household. */
  private inside(table: Names['members'][number], variable: string): Expressions {
    const own = <T extends Piece>(list: readonly T[]): T[] =>
      list.map((x) => ({ ...x, text: `${variable}.${x.text}` }));
    const { nums, bools, texts, literals } = this.names;
    const outer = this.draw.chance(40);
    return new Expressions(this.draw, {
      nums: [...own(table.nums), ...(outer ? nums : [])],
      bools: [...own(table.bools), ...(outer ? bools : [])],
      texts: [...own(table.texts), ...(outer ? texts : [])],
      previous: { nums: [], bools: [] },
      criteria: [],
      states: [],
      members: [],
      literals,
    });
  }

  private chain(table: Names['members'][number]): string {
    const filters = this.draw.pick([0, 0, 1, 1, 1, 2]);
    let text = table.table;
    for (let i = 0; i < filters; i++) {
      const variable = this.draw.pick(['m', 'p']);
      text += `.filter(${variable}, ${this.inside(table, variable).bool(this.draw.int(0, 1)).text})`;
    }
    return text;
  }

  private quantified(): Piece {
    const table = this.draw.pick(this.names.members);
    const body = this.inside(table, 'm').bool(this.draw.int(0, 1)).text;
    return name(`${this.chain(table)}.${this.draw.pick(['exists', 'all'])}(m, ${body})`);
  }

  private aggregate(): Num {
    const table = this.draw.pick(this.names.members);
    if (this.draw.chance(35)) return number(`${this.chain(table)}.size()`, { whole: 2, scale: 0 });
    const own = this.inside(table, 'm');
    const x = this.draw.chance(60) ? own.num(0) : own.num(1);
    const reduction = this.draw.pick(['sum', 'sum', 'min', 'max']);
    return like([x], `${this.chain(table)}.map(m, ${x.text}).${reduction}()`, 7, 1);
  }
}
