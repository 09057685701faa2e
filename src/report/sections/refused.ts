import { ruleWordsOf } from '../blocked-words.ts'
import { count } from '../cell.ts'
import { type Table } from '../report.ts'
import { type SectionPlan, rowOf, tableOf } from '../section.ts'
import { type Sums } from '../sums.ts'
import { manyWords, sentenceOf } from '../words.ts'

/** What law, house rules and caps kept back when it was about to leave, and for whom they ended the playbook. */
export const refused: SectionPlan = {
  id: 'refused',
  needs: () => [
    { by: 'none', keys: ['refused', 'previewed', 'ended_by_rule'] },
    { by: 'refused_by', keys: ['refused', 'previewed'] },
    { by: 'ended_by', keys: ['ended_by_rule'] }
  ],
  write: (sums) => {
    const ended = sums.value('ended_by_rule')
    if (sums.value('refused') + sums.value('previewed') + ended === 0) return null
    return {
      id: 'refused',
      asks: 'What was not allowed?',
      title: titleOf(sums),
      sentence: sentenceOf(
        'Whoever is refused by the same rule twice on a day counts once.',
        'What was moved to another time when it was planned is not in it, and messages that were kept back stand with the voicemails.'
      ),
      tables: [refusedTable(sums), endedTable(sums)].filter(({ rows }) => rows.length > 0),
      chart: null
    }
  }
}

function titleOf(sums: Sums): string {
  const [refusals, ended] = [sums.value('refused'), sums.value('ended_by_rule')]
  return sentenceOf(
    refusals === 0
      ? 'Nothing was refused when it was about to leave.'
      : `${manyWords(refusals, 'call or message', 'calls and messages')} refused when ${refusals === 1 ? 'it was' : 'they were'} about to leave.`,
    ended === 0 ? '' : `A rule ended the playbook for ${manyWords(ended, 'lead')}.`
  )
}

function refusedTable(sums: Sums): Table {
  return tableOf(
    'refused',
    'By the rule that refused',
    'Rule',
    [
      ['refused', 'Refused', ''],
      ['previewed', 'Previewed', 'calls of the dialler']
    ],
    sums.groups('refused_by').map((group) => {
      const place = { by: 'refused_by', group } as const
      return rowOf(ruleWordsOf(String(group)), count(sums, 'refused', place), count(sums, 'previewed', place))
    }),
    'A call that only a dialler may not make is previewed: the rep starts it.'
  )
}

function endedTable(sums: Sums): Table {
  return tableOf(
    'ended_by',
    'By the rule that let nothing more happen in a playbook',
    'Rule',
    [['ended', 'Leads', '']],
    sums
      .groups('ended_by')
      .map((group) => rowOf(ruleWordsOf(String(group)), count(sums, 'ended_by_rule', { by: 'ended_by', group })))
  )
}
