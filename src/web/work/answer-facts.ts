import { answer } from '../../decide/answer.ts'
import { formatInstant } from '../../clock/civil.ts'
import { readFacts } from '../../facts/read.ts'
import { instantOf, onTwoClocks, ownOffsetMinutes, ownZone } from './clocks.ts'
import type { FactsAnswers, Settings } from './messages.ts'
import { SEED } from './seed.ts'
import { deskOf, programs } from './shelf.ts'

/** One situation under every strategy of the shelf; the text is FACTS as JSON. */
export function answerFacts(text: string, settings: Settings): FactsAnswers {
  const now = instantOf(settings)
  const reading = readFacts(new TextEncoder().encode(text), {
    now,
    offsetMinutes: ownOffsetMinutes(settings, now),
    country: settings.country
  })
  if (reading.kind === 'bad') return reading
  const { facts } = reading
  const own = ownZone(settings)
  const zone = deskOf(settings.playbook).tableOf(facts).where.clock
  return {
    kind: 'answers',
    now: { theirs: formatInstant(facts.now, zone), yours: formatInstant(facts.now, own) },
    answers: programs.map((program) => {
      const said = answer(deskOf(`${program.name}@${program.label}`), facts, SEED)
      return { name: program.name, answer: said, nextAt: said.next ? onTwoClocks(said.next.at, own) : null }
    })
  }
}
