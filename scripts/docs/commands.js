import { code, table } from './pages.js';

/** The reference of commands, from the command line's own description of itself. */
export async function commandBlocks(load) {
  const program = await englishProgram(load);
  return {
    commands: leaves(program).map(section).join('\n\n'),
    'command-list': table(
      ['command', 'what it does'],
      leaves(program).map((command) => [`[${code(path(command))}](${link(command)})`, command.description()]),
    ),
  };
}

/** The commands that do something, in the order of the help, `rules list` rather than `rules`. */
export function leaves(command) {
  return command.commands.flatMap((sub) => (sub.commands.length > 0 ? leaves(sub) : [sub]));
}

export async function englishProgram(load) {
  const { createProgram } = await load('cli/program');
  const write = () => {};
  const io = { stdout: { write, columns: 110 }, stderr: { write }, env: {}, now: () => new Date(0) };
  return createProgram({ io: { ...io, onInterrupt: () => () => {} }, language: 'en' }, () => {});
}

function section(command) {
  const usage = [path(command), ...command.registeredArguments.map(argumentText), '[options]'].join(' ');
  const given = [
    ...command.registeredArguments.map((argument) => [code(argumentText(argument)), argument.description]),
    ...command.options
      .filter((option) => option.long !== '--lang')
      .map((option) => [code(option.flags), option.description]),
  ];
  const parts = [
    `## ${path(command)}`,
    sentence(command.description()),
    `    ${usage}`,
    ...(given.length > 0 ? [table(['', 'meaning'], given)] : []),
  ];
  return parts.join('\n\n');
}

function path(command) {
  return command.parent ? `${path(command.parent)} ${command.name()}` : command.name();
}

function argumentText(argument) {
  const name = argument.name() + (argument.variadic ? '…' : '');
  return argument.required ? `<${name}>` : `[${name}]`;
}

function link(command) {
  return `docs/commands.md#${path(command).replaceAll(' ', '-')}`;
}

function sentence(text) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
