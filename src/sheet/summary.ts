import { type SheetLine } from './line.ts'
import { groups } from './rank.ts'

/** Counts of a sheet; leave, skip, ask, atTheBeep, stopped and bad together make rows. */
export type Summary = {
  readonly rows: number
  readonly callableNow: number
  /** Held back by a law that waiting does not lift; of them, those who would be free if they were known to be a firm. */
  readonly notByLaw: number
  readonly readAsConsumers: number
  readonly leave: number
  readonly skip: number
  readonly ask: number
  /** Inside an experiment: the lot decides when a voicemail has answered. */
  readonly atTheBeep: number
  readonly stopped: number
  readonly bad: number
}

export const noRows: Summary = {
  rows: 0,
  callableNow: 0,
  notByLaw: 0,
  readAsConsumers: 0,
  leave: 0,
  skip: 0,
  ask: 0,
  atTheBeep: 0,
  stopped: 0,
  bad: 0
}

export function withLine(summary: Summary, line: SheetLine): Summary {
  const of = line.stop ? 'stopped' : line.voicemail.action === 'at_the_beep' ? 'atTheBeep' : line.voicemail.action
  return {
    ...summary,
    rows: summary.rows + 1,
    callableNow: summary.callableNow + (line.callable ? 1 : 0),
    notByLaw: summary.notByLaw + (groups[line.rank.group] === 'not by law' ? 1 : 0),
    readAsConsumers: summary.readAsConsumers + (line.readAs === null ? 0 : 1),
    [of]: summary[of] + 1
  }
}

export function withBadRow(summary: Summary): Summary {
  return { ...summary, rows: summary.rows + 1, bad: summary.bad + 1 }
}
