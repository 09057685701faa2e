import { config } from 'zod'
import { answerFacts } from './answer-facts.ts'
import { instantOf } from './clocks.ts'
import type { FromWorker, Progress, Settings, ToWorker } from './messages.ts'
import { lawAsOf } from './law-here.ts'
import { openLead } from './open-lead.ts'
import { SEED } from './seed.ts'
import { type HeldList, type Watch, decideList, failureOf, readList } from './sheet-job.ts'
import { cards, deskOf, wrong } from './shelf.ts'

// The policy of the page forbids code made from text, and reports even the attempt.
config({ jitless: true })

const ROWS_AT_ONCE = 1_000
const PROGRESS_EVERY_MS = 80

let list: HeldList | null = null
let decided: Settings | null = null
let current = 0

const say = (message: FromWorker): void => postMessage(message)

addEventListener('message', (event: MessageEvent<ToWorker>) => {
  const message = event.data
  switch (message.kind) {
    case 'read': {
      // "now" is fixed once per reading, so that every row of a sheet is about one instant.
      const settings = { ...message.settings, now: String(instantOf(message.settings)) }
      return void work(message.job, settings, (watch) => readList(message.source, message.overrides, settings, watch))
    }
    case 'decide':
      // What the list says of the past was counted to the instant of its reading; a new instant needs a new reading.
      return void work(message.job, { ...message.settings, now: decided?.now ?? null }, async () => list)
    case 'cancel':
      if (current === message.job) current = 0
      return
    case 'open':
      return say({ kind: 'opened', ask: message.ask, lead: opened(message.row) })
    case 'facts':
      return say({ kind: 'facts', ask: message.ask, answers: answerFacts(message.text, message.settings) })
  }
})

say({ kind: 'shelf', playbooks: cards, wrong, lawAsOf })

/** One job at a time: a newer one makes an older one stop at its next pause. */
async function work(
  job: number,
  settings: Settings,
  prepare: (watch: Watch) => Promise<HeldList | null>
): Promise<void> {
  current = job
  const watch = watchOf(job)
  try {
    const prepared = await prepare(watch)
    const sheet = prepared && (await decideList(prepared, deskOf(settings.playbook), settings, watch))
    if (!prepared || !sheet || current !== job) return say({ kind: 'cancelled', job })
    list = prepared
    decided = settings
    for (let at = 0; at < sheet.rows.length; at += ROWS_AT_ONCE)
      say({ kind: 'rows', job, rows: sheet.rows.slice(at, at + ROWS_AT_ONCE) })
    for (let at = 0; at < list.bad.length; at += ROWS_AT_ONCE)
      say({ kind: 'bad', job, bad: list.bad.slice(at, at + ROWS_AT_ONCE) })
    say({ kind: 'sheet', job, head: sheet.head })
  } catch (thrown) {
    say({ kind: 'failed', job, failure: failureOf(thrown) })
  }
}

function watchOf(job: number): Watch {
  let last = -Infinity
  return {
    onProgress(progress: Progress) {
      if (performance.now() - last < PROGRESS_EVERY_MS) return
      last = performance.now()
      say({ kind: 'progress', job, progress })
    },
    async mayGoOn() {
      await pause()
      return current === job
    }
  }
}

const channel = new MessageChannel()
channel.port1.start()

/** A turn of the event loop, without the delay that timers add. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    channel.port1.addEventListener('message', () => resolve(), { once: true })
    channel.port2.postMessage(null)
  })
}

function opened(row: number) {
  const held = list?.leads.find((each) => each.row === row)
  if (!held || !decided) return null
  const context = { now: instantOf(decided), country: decided.country, seed: SEED }
  return openLead(deskOf(decided.playbook), held, context, decided)
}
