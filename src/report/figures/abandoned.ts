import { type MeterCounts } from '../abandonment.ts'
import { isMachineVerdict } from '../call-says.ts'
import { type Figure, figure } from '../figure.ts'
import { type CallRow } from '../row.ts'

/** Calls as the rules on abandoned calls count them, in the window that each country names; and what detectors said. */
export const abandonedFigures: readonly Figure[] = [
  metered('meter_answered', 'calls answered by a person, as the rule of their country counts them', null, 'answered'),
  metered('meter_abandoned', 'of these, calls to which no rep came within two seconds', 'meter_answered', 'abandoned'),
  metered('meter_machines', 'verdicts “machine” that no rep heard', null, 'machines'),
  metered('meter_short', 'calls without an answer that we ended too early', null, 'shortRings'),
  figure(
    'call',
    'meter_by_system',
    'calls answered by a person that a system had dialled',
    'meter_answered',
    ({ metered: counts, mode }) => mode === 'progressive' && counts !== null && counts.answered > 0
  ),
  figure('call', 'verdicts', 'verdicts “machine” of a detector', null, isMachineVerdict),
  figure('call', 'verdicts_judged', 'of these, judged by a rep who listened', 'verdicts', isJudged),
  figure(
    'call',
    'verdicts_wrong',
    'of these, a person after all',
    'verdicts_judged',
    (row) => isJudged(row) && row.line?.said === 'human'
  )
]

function isJudged(row: CallRow): boolean {
  return isMachineVerdict(row) && row.line?.said !== null
}

function metered(key: string, says: string, over: string | null, what: keyof MeterCounts): Figure {
  return figure('call', key, says, over, ({ metered: counts }) => counts?.[what] ?? 0)
}
