import { type Endpoint, endpointFlags, endpoints } from '../../facts/outcome-lists.ts'
import { count, share } from '../cell.ts'
import { type SectionPlan, rowOf, tableOf } from '../section.ts'
import { doubtWords } from '../words.ts'

/** What answered, one code a line (4D). */
export const endpointSection: SectionPlan = {
  id: 'endpoints',
  needs: () => [
    { by: 'endpoint', keys: ['dials'] },
    { by: 'none', keys: ['dials', 'voicemails'] }
  ],
  write: (sums) => {
    if (sums.value('dials') === 0) return null
    return {
      id: 'endpoints',
      asks: 'What answers?',
      title: `A voicemail answered ${doubtWords(share(sums, 'voicemails'))} of the calls.`,
      sentence: 'What answered, as the line or the rep said it last.',
      tables: [
        tableOf(
          'endpoints',
          'What answered',
          'Endpoint',
          [['calls', 'Calls', '']],
          sums
            .groups('endpoint')
            .toSorted((a, b) => sums.value('dials', 'endpoint', b) - sums.value('dials', 'endpoint', a))
            .map((group) =>
              rowOf(
                Object.hasOwn(endpoints, group) ? endpointFlags(group as Endpoint).says : 'Nobody has said yet',
                count(sums, 'dials', { by: 'endpoint', group })
              )
            )
        )
      ],
      chart: null
    }
  }
}
