import { inLanguage, LANGUAGES, type Text } from '../model/words.ts';
import { listMessages } from './messages/lists.ts';
import { printable } from './width.ts';
import { fill, type Params } from './wording.ts';

/** The households of one outermost region; `rows` is HTML, made and escaped by decide/lists. */
export interface ListSection {
  region: string | null;
  households: number;
  rows: string;
}

export interface ListPage {
  /** `entry`, `exit`, … : what listMessages has words for. */
  list: 'entry' | 'exit' | 'return' | 'review' | 'watch';
  period: string;
  pack: {
    title: Text;
    version: string /** Names of the regions, outer to inner. */;
    regions: readonly Text[];
  };
  run: { name: string; statement: string };
  sections: readonly ListSection[];
}

type Key = keyof typeof listMessages;

/** A list as a page to print: self-contained, A4, without scripts, in both languages, one section a region. */
export function listPage(page: ListPage): string {
  const { list, period, pack, run, sections } = page;
  const count = sections.reduce((sum, section) => sum + section.households, 0);
  const title = both((language) => `${escapeHtml(say(list, language))} ${escapeHtml(period)}`);
  const basis = { version: pack.version, run: run.name, digest: run.statement.slice(0, 16) };
  const body =
    sections.length === 0 ? `<p>${words('none')}</p>` : sections.map((one) => section(one, page)).join('');
  return `<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<title>${escapeHtml(say(list, 'zh'))} ${escapeHtml(say(list, 'en'))} ${escapeHtml(period)}</title>
<style>
${STYLE}
</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p>${words(`${list}-note`)}</p>
<p>${both((language) => escapeHtml(fill(listMessages.basis[language], { ...basis, pack: inLanguage(pack.title, language) })))}</p>
<p>${words('households', { count })} · ${words('office')}</p>
</header>
${body}
</body>
</html>
`;
}

function section({ region, households, rows }: ListSection, { pack }: ListPage): string {
  const unnamed = words(pack.regions.length === 0 ? 'all' : 'unstated');
  const heads = [
    words('number'),
    words('household'),
    ...pack.regions.slice(1).map((name) => both((language) => escapeHtml(inLanguage(name, language)))),
    words('reason'),
    words('remark'),
  ];
  const line = (keys: readonly Key[]): string =>
    `<div class="line">${keys.map((key) => `<span>${words(key)}</span>`).join('')}</div>`;
  return `<section>
<h2>${region === null ? unnamed : escapeHtml(region)} · ${words('households', { count: households })}</h2>
<table>
<thead><tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr></thead>
<tbody>
${rows}</tbody>
</table>
<footer>
${line(['place', 'time', 'telephone'])}
${line(['prepared', 'checked', 'responsible'])}
${line(['seal', 'date'])}
</footer>
</section>
`;
}

function say(key: Key, language: 'en' | 'zh', params: Params = {}): string {
  return fill(listMessages[key][language], params);
}

function words(key: Key, params: Params = {}): string {
  return both((language) => escapeHtml(say(key, language, params)));
}

/** Chinese first, as on the forms of these offices, then English. */
function both(text: (language: 'en' | 'zh') => string): string {
  return [...LANGUAGES]
    .reverse()
    .map((language) => `<span lang="${language}">${text(language)}</span>`)
    .join(' ');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What cannot be seen is spelled out, so that nothing steers the browser. */
function escapeHtml(text: string): string {
  return printable(text).replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);
}

const STYLE = `@page { size: A4; margin: 15mm; }
body { font: 10.5pt/1.5 "Songti SC", "Noto Serif CJK SC", SimSun, serif; color: #000; background: #fff; margin: 0 auto; max-width: 180mm; }
h1 { font-size: 16pt; text-align: center; }
h2 { font-size: 12pt; }
section + section { break-before: page; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 0.5pt solid #000; padding: 2pt 4pt; text-align: left; vertical-align: top; }
td { overflow-wrap: anywhere; }
thead { display: table-header-group; }
tr, footer { break-inside: avoid; }
tbody { counter-reset: row; }
tbody tr { counter-increment: row; }
tbody td:first-child::before { content: counter(row); }
th:last-child { min-width: 20mm; }
[lang="en"] { font-size: 9pt; }
.line { display: flex; gap: 6mm; margin-top: 8mm; }
.line span { white-space: nowrap; }
.line > span { flex: 1; border-bottom: 0.5pt solid #000; padding-bottom: 6mm; }`;
