import { type Place, type Shown, count, rareShare, share } from '../cell.ts'
import { BEST_OF_SEVERAL, compared } from '../compare.ts'
import { groupings } from '../grouping.ts'
import { type Table } from '../report.ts'
import { type SectionPlan, type Setting, nameOf, rowsBy, tableOf } from '../section.ts'
import { type Sums } from '../sums.ts'
import { doubtWords } from '../words.ts'

const KEYS = [
  'dials',
  'answered',
  'human',
  'talks',
  'conversations',
  'meetings',
  'voicemails',
  'left',
  'left_at_voicemail',
  'called_back',
  'callbacks',
  'touches',
  'opt_outs',
  'complaints',
  'ms_all',
  'leads'
]

/** The main figures for each group of the grouping that the reader asked for. */
export const byGroup: SectionPlan = {
  id: 'by_group',
  needs: ({ by }) => (by === 'none' ? [] : [{ by, keys: KEYS }]),
  write: (sums, setting) => {
    const { by } = setting
    if (by === 'none' || sums.groups(by).length === 0) return null
    return {
      id: 'by_group',
      asks: 'How do the groups compare?',
      title: titleOf(sums, setting),
      sentence: `Groups differ in more than this: what stands here is as observed. ${BEST_OF_SEVERAL}`,
      tables: [callsTable(sums, setting), messagesTable(sums, setting)],
      chart: null
    }
  }
}

function callsTable(sums: Sums, setting: Setting): Table {
  const { by } = setting
  const { says } = groupings[by]
  return tableOf(
    'by_calls',
    `Calls by ${says.toLowerCase()}`,
    says,
    [
      ['dials', 'Dials', ''],
      ['human', 'Human', '% of dials'],
      ['talks', 'Talks', '% of dials'],
      ['conversations', 'Conversations', ''],
      ['meetings', 'Meetings', ''],
      ['time', 'Time', 'of reps']
    ],
    rowsBy(
      sums,
      setting,
      by,
      (place) => [
        ...[count(sums, 'dials', place), share(sums, 'human', place), share(sums, 'talks', place)],
        ...[count(sums, 'conversations', place), count(sums, 'meetings', place), count(sums, 'ms_all', place)]
      ],
      isWorked(sums)
    )
  )
}

function messagesTable(sums: Sums, setting: Setting): Table {
  const { by } = setting
  const { says } = groupings[by]
  return tableOf(
    'by_messages',
    `Messages and what followed, by ${says.toLowerCase()}`,
    says,
    [
      ['voicemails', 'Voicemails', ''],
      ['left', 'Left', '% of them'],
      ['called_back', 'Brought a call', '% of messages'],
      ['callbacks', 'Callbacks', ''],
      ['opt_outs', 'Asked to stop', '% of touches'],
      ['complaints', 'Complaints', '']
    ],
    rowsBy(
      sums,
      setting,
      by,
      (place) => [
        ...[count(sums, 'voicemails', place), share(sums, 'left_at_voicemail', place)],
        ...[rareShare(sums, 'called_back', place), count(sums, 'callbacks', place)],
        ...[share(sums, 'opt_outs', place), count(sums, 'complaints', place)]
      ],
      isWorked(sums)
    )
  )
}

/** Groups in which something was done. */
const isWorked =
  (sums: Sums) =>
  ({ by, group }: Place): boolean =>
    ['dials', 'touches', 'callbacks', 'ms_all'].some((key) => sums.value(key, by, group) > 0)

function titleOf(sums: Sums, setting: Setting): string {
  const { by } = setting
  const what = groupings[by].says.toLowerCase()
  const found = compared(sums.groups(by).map((group) => share(sums, 'talks', { by, group })))
  if (found === null) return `Too few calls yet to compare, by ${what}.`
  const { best, worst, isApart } = found
  const said = (cell: Shown): string => `${nameOf(setting, by, cell.group)} in ${doubtWords(cell)}`
  return isApart
    ? `Talks, by ${what}: most with ${said(best)} of the dials, fewest with ${said(worst)}.`
    : `Talks, by ${what}: no group stands out, the bands of the best and the worst meet.`
}
