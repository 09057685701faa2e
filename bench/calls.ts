import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { asteriskCarrier } from '../src/shell/telephony/asterisk/asterisk-carrier.ts'
import { type Call } from '../src/shell/telephony/carrier.ts'
import { asteriskHouse } from '../test/phone-network/asterisk-house.ts'
import { type LegRecord, networkApart } from '../test/phone-network/network-apart.ts'
import { numbers } from '../test/phone-network/tried-asterisk.ts'
import { found, joined, silence, unlike } from '../test/phone-sound.ts'
import { handOver } from './_figure.ts'

/**
 * Sixty calls at once through a real Asterisk on this machine, each listened to for ten seconds and then left a message: what a call
 * costs us and Asterisk, how soon after the order the callee hears the first packet, whether anything was cut, and how
 * many calls a second can be set up. The telephones are a process of their own, and do not count.
 */
const CALLS = 60
const LISTEN_MS = 10_000
const MESSAGE_MS = 15_000
/** Of a core, by us and by Asterisk together, for each listened call (docs/telephony.md sizes by it). */
const cpuBudget = 2
const delayBudgetMs = 100

const network = await networkApart()
const house = await asteriskHouse(network.port)
const carrier = asteriskCarrier(house.carrier)
const number = numbers()
const lines = Array.from({ length: CALLS }, (_, i) => ({ to: number(), message: unlike(500 + i, MESSAGE_MS) }))
for (const { to } of lines) {
  network.script(to, [{ kind: 'status', code: 180 }, { kind: 'answer' }, { kind: 'say', sound: silence(20) }])
}

// One call first: what is loaded and compiled once is not the cost of a call.
const warm = number()
network.script(warm, [{ kind: 'answer' }])
const first = await place(warm)
await up(first)
await first.hangup('rep')

const setUpMs = performance.now()
const calls = await inFives(
  lines.map(
    ({ to }) =>
      () =>
        place(to)
  )
)
const perSecond = CALLS / ((performance.now() - setUpMs) / 1_000)
await Promise.all(calls.map(up))

let frames = 0
for (const call of calls) call.on('sound', () => frames++)
// What came before anybody listened does not count.
frames = 0
const listening = cpu()
await wait(LISTEN_MS)
const listened = cpu()
const framesListened = frames
const orderedAtMs: number[] = []
const dropping = calls.map(async (call, i) => {
  // Not all in the same instant: messages begin when greetings end.
  await wait(i * 20)
  orderedAtMs[i] = performance.timeOrigin + performance.now()
  return await call.drop({ kind: 'ulaw', ulaw: lines[i]!.message }, { thenHangup: true })
})
const dropped = await Promise.all(dropping)
const left = cpu()
const heard = await Promise.all(lines.map(({ to }) => network.over(to)))
await carrier[Symbol.asyncDispose]()
await network[Symbol.asyncDispose]()
await house[Symbol.asyncDispose]()

const delays = heard
  .map((record, i) => firstPacketMs(record, lines[i]!.message) - orderedAtMs[i]!)
  .toSorted((a, b) => a - b)
const whole = heard.filter((record, i) => {
  const { message } = lines[i]!
  return dropped[i]!.isComplete && found(heardBy(record), message)?.bytes === message.length
}).length
const share = (from: Cpu, until: Cpu, who: 'us' | 'asterisk'): number =>
  Math.round(((until[who] - from[who]) / (until.atMs - from.atMs) / CALLS) * 100_000) / 1_000
const listenUs = share(listening, listened, 'us')
const listenAsterisk = share(listening, listened, 'asterisk')
const dropUs = share(listened, left, 'us')
const dropAsterisk = share(listened, left, 'asterisk')
const p50 = Math.round(delays[CALLS >> 1]!)
const p99 = Math.round(delays[Math.ceil(CALLS * 0.99) - 1]!)
const frameShare = framesListened / (CALLS * (LISTEN_MS / 20))

console.log(`${CALLS} calls at once; set up ${perSecond.toFixed(1)} calls a second, five at a time`)
console.log(
  `listening: ${listenUs} % of a core a call by us, ${listenAsterisk} % by Asterisk; ${(frameShare * 100).toFixed(1)} % of the frames came`
)
console.log(`leaving a message: ${dropUs} % by us, ${dropAsterisk} % by Asterisk`)
console.log(
  `first packet of the message after the order: p50 ${p50} ms, p99 ${p99} ms; heard whole: ${whole} of ${CALLS}`
)
const nothing = { limit: null, ratio: null }
const perCall = Math.round((listenUs + listenAsterisk) * 100) / 100
handOver([
  { name: 'calls set up', figure: Math.round(perSecond), unit: '1/s', ...nothing, budget: null, isMet: null },
  {
    name: 'a call that is listened to',
    figure: perCall,
    unit: '% of a core',
    ...nothing,
    budget: `<= ${cpuBudget} %`,
    isMet: perCall <= cpuBudget
  },
  { name: 'order to first packet, p50', figure: p50, unit: 'ms', ...nothing, budget: null, isMet: null },
  {
    name: 'order to first packet, p99',
    figure: p99,
    unit: 'ms',
    ...nothing,
    budget: `<= ${delayBudgetMs} ms`,
    isMet: p99 <= delayBudgetMs
  },
  {
    name: 'messages heard whole',
    figure: whole,
    unit: `of ${CALLS}`,
    ...nothing,
    budget: `= ${CALLS}`,
    isMet: whole === CALLS
  }
])

function place(to: string): Promise<Call> {
  return carrier.place({ attemptId: `bench-${process.pid}-${to}`, to, from: null, ringMs: 20_000, maxMs: 120_000 })
}

function up(call: Call): Promise<void> {
  return new Promise((resolve) => {
    if (call.state() === 'up') return resolve()
    call.on('state', ({ state }) => state === 'up' && resolve())
  })
}

async function inFives<T>(acts: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = []
  const rest = acts.entries()
  const worker = async (): Promise<void> => {
    for (const [i, act] of rest) results[i] = await act()
  }
  await Promise.all(Array.from({ length: 5 }, worker))
  return results
}

type Cpu = { readonly atMs: number; readonly us: number; readonly asterisk: number }

/** Milliseconds of processor time so far, of us and of Asterisk. */
function cpu(): Cpu {
  const { user, system } = process.cpuUsage()
  const fields = readFileSync(`/proc/${house.now().pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  const ticks = Number(fields[11]) + Number(fields[12])
  const tickMs = 1_000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))
  return { atMs: performance.now(), us: (user + system) / 1_000, asterisk: ticks * tickMs }
}

function heardBy({ packets }: LegRecord): Uint8Array {
  return joined(...packets.map(({ ulaw }) => ulaw))
}

function firstPacketMs({ packets }: LegRecord, message: Uint8Array): number {
  return packets.find(({ ulaw }) => found(ulaw, message.subarray(0, 160)) !== null)?.atMs ?? Number.NaN
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
