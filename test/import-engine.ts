import { zoneNamed } from '../src/clock/zone.ts'
import { runImport } from '../src/shell/import/import-run.ts'
import { openInstallation } from '../src/shell/store/installation.ts'
import { MONDAY } from './store.ts'

/**
 * An import as a process of its own, for tests that kill it: brings a file in as the command does, in small batches, and
 * prints what became of its rows. Run as: node import-engine.ts FILE ROWS-OF-A-BATCH
 */
const [path = '', rows] = process.argv.slice(2)
await using installation = await openInstallation(process.env)
const { counts, from } = await runImport(installation, {
  ...{ path, now: MONDAY, zone: zoneNamed('America/New_York')!, isStopped: () => false },
  wish: {
    ...{ list: 'spring', keys: ['external', 'phone', 'email'], onMatch: 'update', country: 'US', map: [] },
    ...{ source: null, costCents: null, currency: null }
  },
  size: { rows: Number(rows), pieceBytes: 4 << 10 },
  onProgress: () => undefined,
  onProblem: () => undefined
})
process.stdout.write(JSON.stringify({ counts, from }))
