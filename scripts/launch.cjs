'use strict'
const { spawn } = require('node:child_process')
const { existsSync } = require('node:fs')
const path = require('node:path')
const { pinnedNode, root, setUp } = require('./setup.cjs')

const tool = (file, ...args) => ({ file: path.join('node_modules', file), args })
const script = (file, ...args) => ({ file, args, source: true })

/** What each script of package.json runs. */
const commands = {
  start: script('examples/central-121/src/day.ts'),
  day: script('examples/central-121/src/day.ts'),
  central: script('examples/central-121/src/central.ts'),
  check: script('examples/central-121/src/check.ts'),
  calls: script('examples/central-121/src/calls.ts'),
  report: script('examples/central-121/src/report.ts'),
  kill: script('scripts/kill.ts'),
  bench: script('bench/main.ts'),
  contract: script('scripts/contract.ts'),
  copy: script('scripts/copy.ts'),
  vectors: script('scripts/vectors.ts'),
  staffing: script('examples/central-121/src/staffing.ts'),
  test: script('scripts/test.ts'),
  schemas: script('scripts/schemas.ts'),
  rules: script('scripts/rules.ts'),
  docs: script('scripts/docs.ts'),
  lint: tool('eslint/bin/eslint.js', '--config', 'config/eslint.config.js', '--max-warnings', '0', '.'),
  types: tool('typescript/bin/tsc', '-p', 'tsconfig.json'),
  vitest: tool('vitest/vitest.mjs', '--config', 'config/vitest.config.ts'),
}

const fail = (words) => {
  process.stderr.write(`${words}\n`)
  process.exit(1)
}

module.exports = (name, args) => {
  const { INIT_CWD = process.cwd() } = process.env
  const command =
    name === 'ts' && args[0] ? script(path.relative(root, path.resolve(INIT_CWD, args.shift()))) : Object.hasOwn(commands, name ?? '') ? commands[name] : undefined
  if (!command) fail(`Unknown script "${name}". There are: ${Object.keys(commands).join(', ')}, ts FILE.`)

  const began = Date.now()
  try {
    setUp()
  } catch (e) {
    process.stderr.write(`Set-up failed: ${e.message}\n`)
    if (name === 'test') process.stdout.write('0 passed, 1 failed\n')
    process.exit(1)
  }
  if (!existsSync(path.join(root, command.file))) fail(`"npm run ${name}" runs ${command.file}, which does not exist.`)

  const node = pinnedNode()
  const flags = command.source ? ['--conditions=disque-source', '--import', 'tsx'] : []
  const child = spawn(node, [...flags, command.file, ...command.args, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      INIT_CWD,
      // npm puts node_modules/.bin, and so the pinned Node, in front; it says itself which one the machine has.
      DISQUE_HOST_NODE: process.env.npm_node_execpath ?? process.execPath,
      DISQUE_SET_UP_MS: String(Date.now() - began),
      PATH: [path.dirname(node), path.join(root, 'node_modules', '.bin'), process.env.PATH].join(path.delimiter),
    },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (e) => fail(`${node} could not be started: ${e.message}`))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1)
    if (signal) process.stderr.write(`${name} was ended by ${signal}.\n`)
  })
}
