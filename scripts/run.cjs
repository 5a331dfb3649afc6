'use strict'
// Every script of package.json starts here, on whatever Node the machine has: this file keeps to syntax that
// the oldest ones read, so that they can say what is missing. The work itself runs under the pinned Node.
var major = Number(process.versions.node.split('.')[0])
if (major < 20) {
  process.stderr.write(
    'Disque needs Node 20 or later to start (it brings its own Node 24 for the rest); this is Node ' + process.versions.node + '.\n'
  )
  if (process.argv[2] === 'test') process.stdout.write('0 passed, 1 failed\n')
  process.exit(1)
}
require('./launch.cjs')(process.argv[2], process.argv.slice(3))
