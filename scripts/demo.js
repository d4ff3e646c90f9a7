import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** `npm run demo`: classifies the made-up village of fixtures/sanpai and explains one of its households. */
process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const chinese = /^zh/.test(process.env.LC_ALL || process.env.LANG || '');
const say = (en, zh) => console.log(chinese ? zh : en);

/** Apart from the runs of its user, whose record would otherwise begin with the demo. */
const PARENT = 'runs/demo';
const out = freePlace();
shuangdao('classify', 'fixtures/sanpai', '--rules', 'guangdong-2009', '--out', out);
say(
  '\nOne of them: in 2012 it has far more than the line asks for. Why is it still on the list?',
  '\n看其中一户：2012 年收入远高于退出线，为什么仍在册？',
);
shuangdao('explain', out, 'SP-036');
say(
  `\nThe run is in ${out}, the record of all runs of the demo in ${PARENT}/audit.jsonl. Try next:`,
  `\n本次运行的结果在 ${out}，历次演示的记录在 ${PARENT}/audit.jsonl。接下来可以试试：`,
);
tryNext(`explain ${out} SP-018`, 'a household that cannot be decided', '一户尚不能判定的');
tryNext('rules show guangdong-2009', 'the rules, with their sources', '规则及其来源');
tryNext(`audit verify ${PARENT}`, 'has anything been changed since?', '此后有没有被改动过');
say(
  'README.md goes on from here; fixtures/sanpai/README.md says what is odd in this village.',
  '更多内容见 README.md；fixtures/sanpai/README.md 说明了这个村的数据有哪些异常。',
);

function tryNext(command, en, zh) {
  say(
    `  node bin/shuangdao.js ${command.padEnd(32)}  ${en}`,
    `  node bin/shuangdao.js ${command.padEnd(32)}  ${zh}`,
  );
}

/** A run is never overwritten, so each demo takes the next name. */
function freePlace() {
  for (let number = 1; ; number++) {
    const place = `${PARENT}/sanpai${number === 1 ? '' : `-${number}`}`;
    if (!existsSync(place)) return place;
  }
}

function shuangdao(...args) {
  console.log(`\n$ shuangdao ${args.join(' ')}`);
  const { status } = spawnSync(process.execPath, ['bin/shuangdao.js', ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
