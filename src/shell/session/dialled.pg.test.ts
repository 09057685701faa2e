import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainListener } from '../../../test/plain-listener.ts'
import {
  MONDAY,
  type Stores,
  ask,
  disagreements,
  enrolAll,
  playbookText,
  publishText,
  somePeople,
  testStores
} from '../../../test/store.ts'
import { zoneNamed } from '../../clock/zone.ts'
import { type Choice, choiceCode, facts, slot } from '../../facts/fact.ts'
import { type Endpoint } from '../../facts/outcome-lists.ts'
import { house } from '../../guard/house.ts'
import { type Finished, type FloorCall, type People } from '../../simulate/people.ts'
import { root } from '../command/setting.ts'
import { ground } from '../engine/ground.ts'
import { liveCircumstances } from '../engine/live-circumstances.ts'
import { addNumber } from '../lines/numbers.ts'
import { keepRecording, makeReady } from '../recordings/keep-recording.ts'
import { library } from '../recordings/recordings.ts'
import { type Store } from '../store/store.ts'
import { earsOf } from '../telephony/ears.ts'
import { peopleEnds } from '../telephony/simulated/people-ends.ts'
import { simulatedCarrier } from '../telephony/simulated/simulated-carrier.ts'
import { machineTimers } from '../telephony/timers.ts'
import { type Desk, type DeskEvent, openDesk } from './desk.ts'
import { realLine } from './real-line.ts'
import { repDesk } from './rep-desk.ts'
import { openSession } from './rep-session.ts'

let stores: Stores
beforeAll(async () => void (stores = await testStores()))
afterAll(async () => await stores[Symbol.asyncDispose]())

const NEW_YORK = zoneNamed('America/New_York')!
const MODE = facts[slot('dialer.mode')] as Choice
const DROPS = playbookText('- loop: {times: 3, steps: [{call: {}}, {wait: 2d}]}\n- end: passive_list', {
  more: 'message: {purpose: commercial, slots: [reason], maxSeconds: 20, mode: drop}'
}).replace('rule: never\n    when: otherwise\n    do: skip', 'rule: always\n    when: otherwise\n    do: leave')

/** Who is called, one after the other: everything of them is known beforehand, and nothing lasts long. */
function called(endpoints: readonly Endpoint[]): People {
  const finished: Finished = {
    ...{ message: 'complete', messageMs: 30_000, talkMs: 60_000, wrapMs: 0, said: null },
    ...{ recognised: null, reaction: null, objection: null }
  }
  return {
    answer: ({ key }) => ({ endpoint: endpoints[key - 1]!, ringMs: 300, greetingMs: 2_500 }),
    finish: () => finished,
    ...{ afterCall: () => [], afterTouch: () => [], inbound: () => finished, afterMeeting: () => [] }
  }
}

/** A rep at a progressive dialler, whose calls go to invented people who can be heard. */
async function atWork(store: Store, endpoints: readonly Endpoint[]) {
  let nth = 0
  const callOf = (): FloorCall => ({ key: ++nth, attempt: 1, number: 0, vector: new Float64Array(0), localMinute: 0 })
  const start = Date.now()
  const clock = (): number => MONDAY + Date.now() - start
  const timers = { ...machineTimers, now: clock }
  const carrier = simulatedCarrier(peopleEnds({ people: called(endpoints), callOf }), timers)
  const leg = await carrier.seat({ rep: '1', at: { kind: 'softphone', name: 'rep' } })
  const recordings = await library(store, 1, MONDAY)
  const phone = { dialer: { mode: choiceCode(MODE, 'progressive'), messageMode: 1 }, library: recordings }
  const session = await openSession(store, 1, {
    ...{ userId: 1, listId: null, carrier: 'asterisk', clock },
    circumstances: (now) => liveCircumstances(1, now, ground(1, house, 1), phone)
  })
  let desk: Desk = openDesk(clock(), 'people', { name: 'asterisk', dials: true, isProgressive: true })
  const said: string[] = []
  let hear: (event: DeskEvent) => void = () => undefined
  const line = realLine({
    ...{ session, carrier, name: 'asterisk', mode: 'progressive', zone: NEW_YORK, isLocal: true },
    leg: () => (leg.isUp() ? leg.id : null),
    openEars: (heard) => earsOf(plainListener(), heard),
    hear: (event) => hear(event),
    desk: () => desk
  })
  const work = repDesk(session, desk, line, NEW_YORK, (shown) => {
    desk = shown
    if (shown.says !== said.at(-1)) said.push(shown.says)
  })
  hear = work.hear
  const until = async (what: string, isSo: () => boolean): Promise<void> => {
    for (const end = Date.now() + 20_000; !isSo(); await new Promise((done) => setTimeout(done, 10)))
      if (Date.now() > end) expect.fail(`${what}: not within 20 s. ${said.join(' | ')}`)
  }
  return {
    ...{ said, until, session, desk: () => desk },
    key: (char: string) => hear({ kind: 'key', key: char === '\r' ? { kind: 'enter' } : { kind: 'char', char } }),
    async leave() {
      hear({ kind: 'key', key: { kind: 'interrupt' } })
      await work.gone
      await session[Symbol.asyncDispose]()
    }
  }
}

/** Firms on landlines, who may be played a recording. */
async function people(count: number): Promise<Store> {
  const store = await stores.emptied()
  await somePeople(store, { count, profile: { 'number.lineType': 'landline' } })
  const ready = await makeReady(new Uint8Array(readFileSync(join(root, 'test/sounds/buzz.mp3'))))
  if (ready.kind !== 'ready') throw new Error('the recording is not fit')
  const wish = { name: 'buzz', kind: 'drop', purpose: null, language: null, angle: null, promises: null } as const
  const more = { asksQuestion: null, givesNumber: null, mentionsEmail: null, approvedBy: 'M. Weiss', validUntil: null }
  await keepRecording(store, 1, { ...wish, ...more }, ready, { userId: 1, now: MONDAY - 1 })
  await addNumber(store, 1, { e164: '+12125550100', label: null, dailyCap: 450 }, MONDAY - 1)
  const { id } = await publishText(store, DROPS)
  await enrolAll(store, id)
  return store
}

test('a mailbox gets its message while the rep has the next person on the line already', async () => {
  const store = await people(3)
  const rep = await atWork(store, ['machine', 'human_right_party', 'no_answer'])
  await rep.until('the message goes on alone', () => rep.said.some((says) => says.includes('goes on alone')))
  await rep.until('the rep is through to the next', () => rep.said.some((says) => says.includes('You are through')))
  for (const key of ['8', 'X', 'X']) rep.key(key)
  await rep.until('the message was left', () => rep.said.some((says) => /Person 1: .*2\.\d s of it/.test(says)))
  rep.key('\r')
  await rep.until('the third is called', () => rep.desk().board.today.dials >= 2)
  await rep.leave()
  const outcomes = await ask<{ lead: number; message: number; recording: number | null; played: number | null }>(
    store,
    `select lead_id as lead, message, recording, played_ms as played from outcome where org = $1 and lead_id = 1`
  )
  expect(outcomes).toMatchObject([{ recording: 0, played: expect.any(Number) }])
  expect(Math.abs(outcomes[0]!.played! - 2_450)).toBeLessThan(150)
  expect(
    await ask(store, 'select lead_id as lead, is_complete as whole, ended from delivery where org = $1')
  ).toMatchObject([{ lead: 1, whole: true, ended: 0 }])
  const lines = await ask<{ lead: number; heard: number | null; number: number | null; ended: number | null }>(
    store,
    `select lead_id as lead, heard, number_id as number, ended_at as ended from line_call where org = $1 and lead_id <= 2 order by lead_id`
  )
  // A mailbox, by its greeting or by its beep; then a person.
  expect(lines.map(({ lead }) => lead)).toEqual([1, 2])
  expect([1, 2]).toContain(lines[0]!.heard)
  expect(lines[1]!.heard).toBe(0)
  expect(lines.every(({ number, ended }) => number !== null && ended !== null)).toBe(true)
  expect(await disagreements(store)).toEqual([])
})
