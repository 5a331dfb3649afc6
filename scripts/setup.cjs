'use strict'
const { spawnSync } = require('node:child_process')
const { createHash } = require('node:crypto')
const { existsSync, readFileSync, readdirSync, writeFileSync } = require('node:fs')
const path = require('node:path')

const root = path.join(__dirname, '..')
const mark = path.join(root, 'node_modules', '.disque-set-up')

/** The lockfile and everything that it is made from. */
const manifests = () =>
  ['', 'packages/core', 'bench', ...['packages/adapters', 'examples'].flatMap((d) => (existsSync(path.join(root, d)) ? readdirSync(path.join(root, d)).map((n) => `${d}/${n}`) : []))]
    .map((d) => path.join(root, d, 'package.json'))
    .concat(path.join(root, 'pnpm-lock.yaml'), path.join(root, 'pnpm-workspace.yaml'))
    .filter((file) => existsSync(file))

const fingerprint = () => {
  const hash = createHash('sha256').update(`${root} ${process.platform} ${process.arch}`)
  for (const file of manifests()) hash.update(file).update(readFileSync(file))
  return hash.digest('hex')
}

/** Installs what the lockfile names, unless that was done already. What it has to say goes to standard error. */
const setUp = () => {
  if (existsSync(mark) && readFileSync(mark, 'utf8') === fingerprint()) return
  const { packageManager } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  process.stderr.write(`Setting up with ${packageManager} …\n`)
  const args = ['--yes', packageManager, 'install', process.env.CI === 'true' ? '--frozen-lockfile' : '--no-frozen-lockfile']
  const { error, status } = spawnSync('npx', args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  if (error) throw new Error(`npx (it comes with npm) could not be started: ${error.message}`)
  if (status !== 0) throw new Error(`"npx ${args.join(' ')}" ended with ${status}; its words are above.`)
  writeFileSync(mark, fingerprint())
}

/** The repository's own Node, or the machine's where none is published for its platform and it is recent enough. */
const pinnedNode = () => {
  const own = path.join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (existsSync(own)) return own
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath
  process.stderr.write(`No Node 24 is pinned for ${process.platform}-${process.arch}: install Node 22.18 or later (this is ${process.versions.node}).\n`)
  process.exit(1)
}

module.exports = { pinnedNode, root, setUp }
