#!/usr/bin/env node
// The package on the command line; claims are read and checked on this machine only.
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import * as commands from './cli/codes.js';
import { HELP, OVERVIEW } from './cli/help.js';
import { Closed, flush, line, note } from './cli/output.js';
import { Unusable, version } from './cli/shared.js';
import { OPTIONS as VALIDATE, validate } from './cli/validate.js';

// Answers live for a moment. V8 would make room for 16 MB of them, in each thread three times, and gain nothing.
try {
  setFlagsFromString('--semi-space-growth-factor=1');
} catch {
  // Another engine than V8 has no such flag.
}

const TABLES = { tables: { type: 'string', multiple: true }, 'no-tables': { type: 'boolean' } };
const COMMON = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' }, version: { type: 'boolean' }, ...TABLES };
const IN = { set: { type: 'string', multiple: true }, on: { type: 'string' } };

const COMMANDS = {
  validate: [validate, VALIDATE],
  search: [commands.search, { ...IN, limit: { type: 'string' }, billable: { type: 'boolean' } }],
  lookup: [commands.lookup, IN],
  rules: [commands.rules, {}],
  tables: [commands.tables, {}],
};

function help(topic) {
  if (topic !== undefined && !Object.hasOwn(HELP, topic)) return unknown(topic);
  line(topic === undefined ? OVERVIEW : HELP[topic]);
  return 0;
}

function unknown(command) {
  throw new Unusable(`there is no command ${command.slice(0, 40)}; there are ${Object.keys(COMMANDS).join(', ')}, help`);
}

function main([command, ...rest]) {
  if (command === undefined || command === '-h' || command === '--help') return help();
  if (command === 'help') return help(rest[0]);
  if (command === '--version' || command === '-v') {
    line(version());
    return 0;
  }
  if (!Object.hasOwn(COMMANDS, command)) return unknown(command);
  const [run, options] = COMMANDS[command];
  let given;
  try {
    given = parseArgs({ args: rest, allowPositionals: true, options: { ...COMMON, ...options } });
  } catch (error) {
    throw new Unusable(`${error.message.split('. ')[0]}; see superbill help ${command}`);
  }
  if (given.values.help) return help(command);
  if (given.values.version) return main(['--version']);
  return run(given.positionals, given.values);
}

try {
  process.exitCode = await main(process.argv.slice(2));
  flush();
} catch (error) {
  // Whoever reads the output has read enough, as `head` does.
  if (error instanceof Closed) process.exit(0);
  try {
    flush();
  } catch {
    // What was printed so far finds no reader either.
  }
  note(`superbill: ${error.message}`);
  process.exitCode = 2;
}
