import { runImport } from '../src/shell/import/import-run.ts'
import { openInstallation } from '../src/shell/store/installation.ts'
import { plainImport } from './plain-leads.ts'

/** An import as a process of its own, for tests that kill it. Run as: node import-engine.ts FILE ROWS-OF-A-BATCH */
const [path = '', rows] = process.argv.slice(2)
await using installation = await openInstallation(process.env)
await runImport(installation, plainImport(path, Number(rows)))
