#!/usr/bin/env node
// Plain JavaScript on purpose: an older Node.js fails on the first TypeScript file, before it could say what is wrong.
const NEEDED_MAJOR = 24;
const major = Number(process.versions.node.split('.')[0]);

if (major < NEEDED_MAJOR) {
  console.error(
    `Session Requests needs Node.js ${NEEDED_MAJOR} or newer; this is ${process.versions.node}.\n` +
      'Run it by npm ("npm start"), which brings a fitting Node.js along on Linux and Windows,\n' +
      'or install Node.js 24 from nodejs.org (on macOS: "brew install node@24").',
  );
  process.exit(1);
}

const { enableCompileCache } = await import('node:module');
enableCompileCache();
const { main } = await import('./main.ts');
await main(process.argv.slice(2));
