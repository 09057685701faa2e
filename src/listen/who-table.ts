import { type Oracle, oracleOf, type TreeTable } from './trees.ts'
import table from './who-table.json' with { type: 'json' }

let oracle: Oracle | null = null

/** The table of who answers that the house has learned; docs/listening.md says from what. */
export function whoOracle(): Oracle {
  return (oracle ??= oracleOf(table as unknown as TreeTable))
}
