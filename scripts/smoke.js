import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `npm run smoke`: packs the package, installs it without development packages into an empty project, and uses it. */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const project = mkdtempSync(join(tmpdir(), 'smoke-'));

try {
  npm(ROOT, 'pack', '--silent', '--pack-destination', project);
  const [tarball] = readdirSync(project);
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true }));
  npm(project, 'install', '--omit=dev', '--no-audit', '--no-fund', join(project, tarball));

  const fixture = 'node_modules/shuangdao/fixtures/sanpai';
  expect(['--version'], 0, `${version}\n`);
  expect(['--help'], 0, 'Usage: shuangdao');
  expect(['rules', 'test'], 0, 'guangdong-2009');
  expect(['classify', fixture, '--rules', 'guangdong-2009', '--out', 'runs/sanpai'], 0, 'lists for 2012');
  expect(['audit', 'verify'], 0, '1 run(s)');
  expect(['explain', 'runs/sanpai', 'SP-036'], 0, 'at or above the exit line');
  expect(['explain', 'runs/sanpai', 'SP-036', '--lang', 'zh'], 0, '退出线');
  writeFileSync(join(project, 'runs/sanpai/exit.csv'), 'SP-036\n');
  expect(['audit', 'verify'], 1, 'exit.csv was changed after the run');
  expect(['classify', 'nowhere', '--rules', 'guangdong-2009'], 2, 'nowhere');
  console.log('the packed package works');
} finally {
  rmSync(project, { recursive: true, force: true });
}

function npm(cwd, ...args) {
  execFileSync('npm', args, {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
}

/** Runs the installed command, which must end as told and say a text somewhere. */
function expect(args, exitCode, text) {
  const options = { cwd: project, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } };
  const { status, stdout, stderr } = spawnSync('npx', ['--no-install', 'shuangdao', ...args], options);
  if (status === exitCode && `${stdout}${stderr}`.includes(text)) return;
  throw new Error(
    `shuangdao ${args.join(' ')} should end with ${exitCode} and say "${text}"; it ended with ${status}:\n${stdout}${stderr}`,
  );
}
