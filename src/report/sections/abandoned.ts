import { law } from '../../guard/law.ts'
import {
  type AbandonRate,
  abandonWords,
  falseMachineRateOf,
  mayAbandon,
  meterOf,
  ratesWithAudit,
  safeHarbourWords
} from '../abandonment.ts'
import { type Place, count, rareShare, share, words } from '../cell.ts'
import { type Table } from '../report.ts'
import { type SectionPlan, rowOf, tableOf } from '../section.ts'
import { type Sums } from '../sums.ts'
import { countWords, doubtWords, manyWords, percentWords, sentenceOf } from '../words.ts'

const METER = ['meter_answered', 'meter_abandoned', 'meter_machines', 'meter_short']

/** Whether people answered and nobody was there, against the limit of each country (P9), and what detectors miss (P10). */
export const abandoned: SectionPlan = {
  id: 'abandoned',
  needs: () => [
    { by: 'meter', keys: METER },
    { by: 'none', keys: [...METER, 'meter_by_system', 'verdicts', 'verdicts_judged', 'verdicts_wrong'] }
  ],
  write: (sums) => {
    if (sums.value('meter_answered') + sums.value('meter_machines') + sums.value('verdicts') === 0) return null
    return {
      id: 'abandoned',
      asks: 'Did anybody answer and hear nobody?',
      title: titleOf(sums),
      sentence: sentenceOf(
        sums.value('meter_by_system') === 0
          ? sums.value('meter_abandoned') === 0 &&
              'A rep was on the line from the dial on in each of these calls, so none of them could be abandoned.'
          : `${manyWords(sums.value('meter_by_system'), 'call')} of these had been dialled by a system; in all others a rep was on the line from the dial on.`,
        'Each rule counts its own window: calls before it are not in here.'
      ),
      tables: [meterTable(sums), ...(sums.value('verdicts') === 0 ? [] : [auditTable(sums)])].filter(
        ({ rows }) => rows.length > 0
      ),
      chart: null
    }
  }
}

function titleOf(sums: Sums): string {
  const answered = sums.value('meter_answered')
  const lost = sums.value('meter_abandoned')
  if (answered === 0) return 'No call was answered by a person in the time that a rule counts.'
  const cell = rareShare(sums, 'meter_abandoned')
  const band = cell.isSmall ? '' : `: ${doubtWords(cell)}`
  return `${countWords(lost)} of ${countWords(answered)} answered calls were abandoned${band}.`
}

/** Country and playbook of a group of this grouping. */
function partsOf(group: string): readonly [country: string, campaign: string] {
  return [group.slice(0, 2), group.slice(3)]
}

function rateAt(sums: Sums, place: Place): AbandonRate | null {
  const at = (key: string): number => sums.value(key, place.by, place.group)
  const [country, campaign] = partsOf(String(place.group))
  const counts = { answered: at('meter_answered'), abandoned: at('meter_abandoned') }
  return meterOf(country, campaign, { ...counts, machines: at('meter_machines'), shortRings: at('meter_short') }, law)
}

function meterTable(sums: Sums): Table {
  const places = sums.groups('meter').map((group): Place => ({ by: 'meter', group }))
  const rates = places.map((place) => rateAt(sums, place)!)
  const countries = [...new Set(places.map(({ group }) => partsOf(String(group))[0]))]
  const harbours = countries.flatMap((country) => {
    const says = safeHarbourWords(country, law)
    return says === null ? [] : [`${country}: ${says}.`]
  })
  return tableOf(
    'meter',
    'Abandoned calls by country and playbook, against the limit',
    'Country and playbook',
    [
      ['answered', 'Answered', 'by a person'],
      ['abandoned', 'Abandoned', '%, with its band'],
      ['limit', 'At most', '%'],
      ['left', 'May still be', ''],
      ['machines', 'Machines', 'unheard'],
      ['short', 'Rang too short', '']
    ],
    places.map((place, i) => {
      const { limit, left } = rates[i]!
      return rowOf(
        String(place.group),
        ...[count(sums, 'meter_answered', place), rareShare(sums, 'meter_abandoned', place)],
        words(`${percentWords(limit)} %`, { number: limit, unit: 'share' }),
        words(mayAbandon(rates[i]!).may ? countWords(left) : 'none', { number: left, unit: 'rows' }),
        ...[count(sums, 'meter_machines', place), count(sums, 'meter_short', place)]
      )
    }),
    sentenceOf(...rates.filter(({ abandoned: lost }) => lost > 0).map((rate) => `${abandonWords(rate)}.`), ...harbours)
  )
}

/** What reps who listened made of the verdicts of the detector: the share that was wrong, and what it adds to the meter. */
function auditTable(sums: Sums): Table {
  const audit = falseMachineRateOf(sums.value('verdicts_wrong'), sums.value('verdicts_judged'))
  const rates = sums.groups('meter').flatMap((group) => {
    const rate = rateAt(sums, { by: 'meter', group })
    return rate === null || rate.machines === 0 ? [] : [rate]
  })
  const added = audit === null ? [] : rates.map((rate) => withAudit(rate, ratesWithAudit(rate, audit)))
  return tableOf(
    'audit',
    'Verdicts “machine”, and how many were people',
    '',
    [
      ['calls', 'Calls', ''],
      ['of', 'Of the line above', '%, with its band']
    ],
    [
      rowOf('A detector said machine', count(sums, 'verdicts')),
      rowOf('A rep listened and said who was there', count(sums, 'verdicts_judged'), share(sums, 'verdicts_judged')),
      rowOf('It was a person', count(sums, 'verdicts_wrong'), rareShare(sums, 'verdicts_wrong'))
    ],
    sentenceOf(
      'What stays unclear counts as a person. Verdicts to listen to are drawn by report --audit.',
      audit !== null && 'The share stands for calls like those that a rep listened to.',
      ...added
    )
  )
}

const withAudit = (rate: AbandonRate, { low, likely, high }: ReturnType<typeof ratesWithAudit>): string =>
  `${rate.campaign}: with the people behind unheard verdicts ${percentWords(likely.rate)} % abandoned, probably ${percentWords(low.rate)} to ${percentWords(high.rate)}.`
