/** A decimal text rounded half away from zero, without needless zeros. */
export function rounded(value: string, places: number): string {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  const kept = BigInt(whole + fraction.slice(0, places).padEnd(places, '0'));
  const up = (fraction[places] ?? '0') >= '5' ? 1n : 0n;
  const digits = String(kept + up).padStart(places + 1, '0');
  const tail = places === 0 ? '' : digits.slice(-places).replace(/0+$/, '');
  const head = places === 0 ? digits : digits.slice(0, -places);
  const size = tail === '' ? head : `${head}.${tail}`;
  return size === '0' ? '0' : sign + size;
}

/** Money: no decimals, or at least two. */
export function cents(value: string): string {
  return /\.\d$/.test(value) ? `${value}0` : value;
}

export function timesHundred(value: string): string {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  const digits = fraction.padEnd(2, '0');
  return `${sign}${BigInt(whole + digits.slice(0, 2))}${digits.length > 2 ? `.${digits.slice(2)}` : ''}`;
}

export function grouped(value: string): string {
  const [whole = '', fraction] = value.split('.');
  const head = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? head : `${head}.${fraction}`;
}

/** How many decimals a text has. */
export function decimalsOf(value: string): number {
  return /\.(\d*?)0*$/.exec(value)?.[1]?.length ?? 0;
}

/** How far two decimal texts are apart. */
export function apart(a: string, b: string): string {
  const places = Math.max(decimalsOf(a), decimalsOf(b));
  const scaled = (value: string): bigint => {
    const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
    return BigInt(sign + whole + fraction.slice(0, places).padEnd(places, '0'));
  };
  const difference = scaled(a) - scaled(b);
  const digits = String(difference < 0n ? -difference : difference).padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
