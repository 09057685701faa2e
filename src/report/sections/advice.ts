import { count, share } from '../cell.ts'
import { type Sums } from '../sums.ts'
import { type Table } from '../report.ts'
import { type SectionPlan, type Setting, rowsBy, tableOf } from '../section.ts'
import { doubtWords } from '../words.ts'

/** Messages advised and not left, by rep and reason, and the other way round (002-01, 001-19). */
export const advice: SectionPlan = {
  id: 'advice',
  needs: () => [
    { by: 'none', keys: ['advised', 'advised_skipped', 'left_against', 'overrides'] },
    { by: 'rep', keys: ['advised', 'advised_skipped', 'left_against', 'overrides'] },
    { by: 'reason', keys: ['advised_skipped', 'overrides', 'left_against'] }
  ],
  write: (sums, setting) => {
    if (sums.value('advised') + sums.value('left_against') + sums.value('overrides') === 0) return null
    return {
      id: 'advice',
      asks: 'Is the advice followed?',
      title: `Reps left out ${doubtWords(share(sums, 'advised_skipped'))} of the messages that were advised.`,
      sentence: 'A mailbox that was full, and a rule that forbade the message, are no choice and do not count.',
      tables: [byRep(sums, setting), byReason(sums, setting)].filter(({ rows }) => rows.length > 0),
      chart: null
    }
  }
}

function byRep(sums: Sums, setting: Setting): Table {
  return tableOf(
    'advice_by_rep',
    'Advice and what was done, by rep',
    'Rep',
    [
      ['advised', 'Advised', ''],
      ['skipped', 'Not left', '% of advised'],
      ['against', 'Left against', ''],
      ['overrides', 'Reasons given', '']
    ],
    rowsBy(
      sums,
      setting,
      'rep',
      (place) => [
        ...[count(sums, 'advised', place), share(sums, 'advised_skipped', place)],
        ...[count(sums, 'left_against', place), count(sums, 'overrides', place)]
      ],
      ({ group }) => ['advised', 'left_against', 'overrides'].some((key) => sums.value(key, 'rep', group) > 0)
    )
  )
}

function byReason(sums: Sums, setting: Setting): Table {
  return tableOf(
    'advice_reasons',
    'Why',
    'Reason',
    [
      ['skipped', 'Not left', ''],
      ['against', 'Left against', ''],
      ['overrides', 'Reasons given', '']
    ],
    rowsBy(sums, setting, 'reason', (place) => [
      ...[count(sums, 'advised_skipped', place), count(sums, 'left_against', place), count(sums, 'overrides', place)]
    ])
  )
}
