#!/usr/bin/env node
import module from 'node:module';

module.enableCompileCache?.(); // from Node 22 on: the second start is faster

const { main } = await import('../dist/cli/main.js');
await main();
