import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { storeHome } from '../../../test/postgres.ts'
import { type RepTerminal, repTerminal } from '../../../test/rep-terminal.ts'
import { aftertone } from '../../../test/side-door.ts'
import { ask, disagreements } from '../../../test/store.ts'
import { type Installation, openInstallation } from '../store/installation.ts'

/** A rep at a real terminal works a list from the first key to the last, and what they did is read back from the store. */
let home = ''
let installation: Installation
beforeAll(async () => {
  home = await storeHome('aftertone-rep-')
  writeFileSync(join(home, 'people.csv'), leadsFile())
  writeFileSync(join(home, 'tried.yaml'), PLAYBOOK)
  const { code, err } = await aftertone(['import', join(home, 'people.csv'), '--list', 'spring'], {
    env: { AFTERTONE_HOME: home }
  })
  expect(code, err).toBe(0)
  // The server stays up between sessions, also when one of them is killed that had started it.
  installation = await openInstallation({ ...process.env, AFTERTONE_HOME: home })
})
const seated: RepTerminal[] = []
afterEach(async () => {
  for (const rep of seated.splice(0)) {
    rep.kill('SIGKILL')
    await rep.ended
  }
})
afterAll(async () => {
  await installation[Symbol.asyncDispose]()
  rmSync(home, { recursive: true, force: true })
})

/** Monday 4 January 2027, 10:00 in New York. */
const NOW = Date.parse('2027-01-04T15:00:00Z')
const MINUTE = 60_000
const ENTER = '\r'
const CTRL_C = '\u0003'

/** The worth of the deal is the order in which they are called. */
const NAMES = [
  ...['Ada One', 'Ben Two', 'Cleo Three', 'Dan Four', 'Eve Five', 'Fay Six', 'Gus Seven', 'Hal Eight', 'Ida Nine'],
  ...['Jon Ten', 'Kim Eleven', 'Lou Twelve', 'Max Thirteen', 'Nia Fourteen', 'Oli Fifteen']
]
function leadsFile(): string {
  const rows = NAMES.map((name, i) => {
    const [first, last] = name.split(' ')
    const phone = `212-555-01${String(10 + i)}`
    return `${first},${last},Firm ${i + 1},${phone},rep${i + 1}@example.com,New York,NY,US,"$${(20 - i) * 1000}",B2B`
  })
  return `First Name,Last Name,Company,Phone,Email,City,State,Country,Deal value,Customer type\n${rows.join('\n')}\n`
}

const PLAYBOOK = `playbook: tried
version: "1"
title: Tried
summary: For a test.
source: a test
pro: []
contra: []
message: {purpose: pointer_to_email, slots: [question, who, company, follow_up_in_x_days], maxSeconds: 25}
voicemail:
  - {rule: worth-it, when: lead.dealValueCents >= 2000000, do: leave, because: This one is worth a message.}
  - rule: by-lot
    when: lead.dealValueCents >= 1900000
    do: experiment
    because: The lot decides.
    experiment: {name: tried-lot, arms: [{arm: one_side, share: 0.5, leave: true}, {arm: other_side, share: 0.5, leave: false}]}
  - {rule: nothing, when: otherwise, do: skip, because: Nothing is left.}
steps:
  - loop:
      times: 4
      steps:
        - call: {}
        - email: {after: 5m}
          when: message.left
        - wait: 2d
  - end: passive_list
exits: [conversation, booking]
`

function sit(now: number, more: readonly string[] = ['--carrier', 'manual']): RepTerminal {
  const rep = repTerminal({ home, now, args: ['--list', 'spring', ...more] })
  seated.push(rep)
  return rep
}

test('ten leads are worked at a terminal, typing included, a Ctrl-C in the middle, and the store says the same', async () => {
  const rep = sit(NOW, ['--carrier', 'manual', '--playbook', join(home, 'tried.yaml')])

  // 1: a mailbox, the advice is followed.
  const first = await rep.see('Ada One · Firm')
  expect(first).toContain('Firm 1')
  expect(first).toContain('+1 212 555 0110')
  expect(first).toContain('Mon 4 Jan 10:00 there, open until 21:00')
  expect(first).toContain('Leave a message. This one is worth a message.')
  expect(first).toContain('that you will try again in 2 days')
  expect(await rep.press('y', 'y does nothing here')).toContain('Enter dial')
  await rep.press(ENTER, 'DIAL ON YOUR TELEPHONE: +1 212 555 0110')
  await rep.press('v', 'Leave a message: This one is worth a message')
  await rep.press('b', 'SPEAK NOW')
  await rep.press('1', 'THE CALL IS OVER')

  // 2: inside an experiment nothing is shown before the verdict.
  const covered = await rep.press(ENTER, 'Ben Two · Firm')
  expect(covered).toContain('decided at the beep')
  const ringing = await rep.press(ENTER, 'DIAL ON YOUR TELEPHONE')
  for (const screen of [covered, ringing])
    for (const word of ['Drawn by lot', 'one side', 'other side', 'Leave a message', 'No message.'])
      expect(screen).not.toContain(word)
  const drawn = await rep.press('v', 'Drawn by lot')
  const leaves = drawn.includes('Drawn by lot: one side')
  if (leaves) await rep.press('b', 'SPEAK NOW')
  await rep.press(leaves ? '1' : 'n', 'THE CALL IS OVER')

  // 3: the rep leaves a message although none was advised, and says why.
  await rep.press(ENTER, 'Cleo Three · Firm')
  await rep.press(ENTER, 'DIAL ON YOUR TELEPHONE')
  await rep.press('v', 'No message: Nothing is left.')
  await rep.press('b', 'SPEAK NOW')
  await rep.press('2', 'THE CALL IS OVER')
  await rep.press(ENTER, 'You did otherwise than advised. Why?')
  await rep.press('1', 'Dan Four · Firm')

  // 4: nobody answered; taken back within the minute, it was busy.
  await rep.press(ENTER, 'DIAL ON YOUR TELEPHONE')
  await rep.press('e', 'What answered?')
  await rep.press('1', 'THE CALL IS OVER')
  const undoable = await rep.press(ENTER, 'Eve Five · Firm')
  expect(undoable).toMatch(/Z takes back the last one: [56]\d s/)
  await rep.press('z', 'Taken back')
  expect(rep.screen()).toContain('Dan Four')
  await rep.press('e', 'What answered?')
  await rep.press('2', 'Said so far: Busy')

  // 5: a talk, with everything that can be said of it; while text is typed no key acts.
  await rep.press(ENTER, 'Eve Five · Firm')
  await rep.press(ENTER, 'DIAL ON YOUR TELEPHONE')
  await rep.press('h', 'TALKING')
  await rep.press('t', 'Note: _')
  await rep.press('quiz about xXdD hZ', 'Note: quiz about xXdD hZ_')
  await rep.press('\u007f?', 'Note: quiz about xXdD h?_')
  await rep.press(ENTER, 'Noted: quiz about xXdD h?')
  expect(rep.screen()).toContain('TALKING')
  await rep.press('1', 'We talked')
  await rep.press('r', 'How did they take the call?')
  await rep.press('1', 'Pleased')
  await rep.press('g', 'Did they remember a message')
  await rep.press('1', 'remembered a message: yes')
  await rep.press('j', 'What stood in the way?')
  await rep.press('5', 'Send me an e-mail')
  await rep.press('x', 'Press X again')
  await rep.press('x', 'THE CALL IS OVER')

  // 6: a callback on their clock, for anyone; a time that is none is asked again.
  await rep.press(ENTER, 'Fay Six · Firm')
  await rep.press(ENTER, 'DIAL ON YOUR TELEPHONE')
  await rep.press('h', 'TALKING')
  await rep.press('c', 'They want us to call: _')
  await rep.press(`soonish${ENTER}`, '"soonish" is no time that I know')
  await rep.press('\u0015', 'They want us to call: _')
  await rep.press(`thu 10${ENTER}`, 'We call back Thu 7 Jan 10:00 there')
  await rep.press('2', 'by anyone')
  await rep.press('x', 'Press X again')
  await rep.press('x', 'THE CALL IS OVER')

  // 7: never again. 8: not now, for a reason.
  await rep.press(ENTER, 'Gus Seven · Firm')
  await rep.press('d', 'Press D again to store it')
  await rep.press('d', 'Hal Eight · Firm')
  await rep.press('s', 'Why not call them now?')
  await rep.press('2', 'Call them again')
  await rep.press(`tomorrow 9${ENTER}`, 'Ida Nine · Firm')

  // 9: dialled, and then the terminal goes away.
  await rep.press(ENTER, 'DIAL ON YOUR TELEPHONE')
  rep.type(CTRL_C)
  const { code, last } = await rep.ended
  expect(code).toBe(0)
  expect(last).toContain('Nothing is said of the call to Ida Nine yet')

  const again = sit(NOW + 3 * MINUTE)
  const open = await again.see('You had dialled Ida Nine')
  expect(open).toContain('what came of it?')
  await again.press('e', 'What answered?')
  await again.press('1', 'Said so far: It rang out')

  // 10: a no needs a word. 11: a promise. Then home, from a lead that nobody dialled.
  await again.press(ENTER, 'Jon Ten · Firm')
  await again.press('p', 'Enter goes on')
  await again.press(ENTER, 'Jon Ten · Firm')
  await again.press(ENTER, 'DIAL ON YOUR TELEPHONE')
  await again.press('h', 'TALKING')
  await again.press('7', 'No. Why?: _')
  await again.press(`signed with another${ENTER}`, 'signed with another')
  await again.press('l', 'Why is the deal lost?')
  await again.press('1', 'lost: too many contacts')
  await again.press('xx', 'THE CALL IS OVER')
  await again.press(ENTER, 'Kim Eleven · Firm')
  await again.press(ENTER, 'DIAL ON YOUR TELEPHONE')
  await again.press('h', 'TALKING')
  await again.press('5', 'Neither yes nor no')
  await again.press('a', 'I said I call: _')
  await again.press(`fri 9:30${ENTER}`, 'Promised: we call Fri 8 Jan 09:30 there')
  await again.press('xx', 'THE CALL IS OVER')
  await again.press(ENTER, 'Lou Twelve · Firm')
  again.type('q')
  const home9 = await again.ended
  expect(home9.code).toBe(0)
  expect(home9.last).toContain('Today 9 dials, 0 conversations, 0 meetings')

  await readBack(installation, leaves)
})

test('the session is in the report, call by call', async () => {
  const args = ['report', '--list', 'spring', '--from', '2027-01-04', '--until', '2027-01-05', '--json']
  const { code, out, err } = await aftertone(args, { env: { AFTERTONE_HOME: home } })
  expect(code, err).toBe(0)
  const report = JSON.parse(out) as { answer: string; sections: readonly Section[] }
  const funnel = report.sections
    .find(({ id }) => id === 'funnel')!
    .tables[0]!.rows.map(({ label, cells }) => [label, cells[0]!.count] as const)
  // Nobody talked for a minute: typing is quick.
  expect(Object.fromEntries(funnel)).toMatchObject({
    ...{ Dials: 9, 'Answered by a human': 4, 'The person we called': 4, 'A talk, however short': 4 },
    'A conversation of 60 seconds or more': 0
  })
  const left = said.filter((message) => message === 'left_live_by_rep' || message === 'truncated').length
  expect(report.answer).toContain(`9 calls to 9 people brought 4 talks and 0 meetings. ${left} messages`)
})

test('two terminals show two leads; killed in the middle of a call, it is asked about and nothing is lost', async () => {
  const one = sit(NOW + 10 * MINUTE)
  await one.see('Lou Twelve · Firm')
  const two = sit(NOW + 10 * MINUTE)
  await two.see('Max Thirteen · Firm')
  // A rep takes a call that comes back: which message they had stands there, and why they called is kept.
  await two.press('i', 'They rang us')
  const back = await two.press(`(212) 555-0112${ENTER}`, 'Why did they call?')
  expect(back).toContain('Cleo Three, Firm 3. Last:')
  await two.press('1', 'Noted: they called us (message)')
  // The end of what is typed is a way out too: the lead goes back.
  two.type('\u0004')
  expect((await two.ended).code).toBe(0)
  await one.press(ENTER, 'DIAL ON YOUR TELEPHONE')
  await one.press('v', 'No message: Nothing is left.')
  process.kill(await one.pid, 'SIGKILL')
  await one.ended

  const again = sit(NOW + 12 * MINUTE)
  await again.see('You had dialled Lou Twelve')
  await again.press('q', 'Q again leaves it open')
  await again.press('n', 'Left as it was')
  await again.press('v', 'No message: Nothing is left.')
  await again.press('m', 'What became of the message?')
  await again.press('4', 'Enter saves it')
  await again.press(ENTER, 'Max Thirteen · Firm')
  process.kill(await again.pid, 'SIGHUP')
  expect((await again.ended).code).toBe(0)
  const { store } = installation
  const ofTwelve = `select o.endpoint, o.message from outcome o join lead l on l.org = o.org and l.id = o.lead_id
    where o.org = $1 and l.last_name = 'Twelve'`
  expect(await ask(store, ofTwelve)).toHaveLength(1)
  const decided = `select 1 from decision d join lead l on l.org = d.org and l.id = d.lead_id
    where d.org = $1 and l.last_name = 'Twelve'`
  expect(await ask(store, decided)).toHaveLength(1)
  expect(await ask(store, 'select 1 from enrolment where org = $1 and state = 3')).toEqual([])
  expect(await ask(store, 'select desk, taken_by is not null as taken from inbound_call where org = $1')).toEqual([
    { desk: 0, taken: true }
  ])
  expect(await disagreements(store)).toEqual([])
})

test('a rep learns the keys on invented people, and the real store hears nothing of it', async () => {
  const { store } = installation
  const before = await ask(store, 'select count(*)::int as n from touch where org = $1')
  const rep = sit(NOW, ['--carrier', 'simulated', '--real-time', '--playbook', join(home, 'tried.yaml')])
  await rep.see('Ada One · Firm')
  await rep.press(ENTER, 'RINGING: +1 212 555 0110')
  await rep.press('s', 'Said so far: We hung up while it rang')
  await rep.press(ENTER, 'Ben Two · Firm')
  rep.type('q')
  const { code, last } = await rep.ended
  expect(code).toBe(0)
  expect(last).toContain('Today 1 dials')
  expect(await ask(store, 'select count(*)::int as n from touch where org = $1')).toEqual(before)
})

test('where nobody sits at a terminal it says so and ends', async () => {
  const { code, err } = await aftertone(['work', '--list', 'spring', '--carrier', 'manual'], {
    env: { AFTERTONE_HOME: home }
  })
  expect(code).toBe(2)
  expect(err).toBe('a rep works by keys: run this in a terminal, with nothing piped in or out\n')
})

type Section = {
  readonly id: string
  readonly tables: readonly {
    readonly rows: readonly { readonly label: string; readonly cells: readonly { readonly count: number }[] }[]
  }[]
}

/** What was left in mailboxes by the first session, as the store has it. */
let said: readonly unknown[] = []

async function readBack({ store }: Pick<Installation, 'store'>, leaves: boolean): Promise<void> {
  expect(await disagreements(store)).toEqual([])
  const stored = await ask<Record<string, unknown>>(
    store,
    `select l.last_name as who, o.endpoint, o.message, o.said, o.promise_at,
        to_timestamp(o.said_at / 1000.0) at time zone 'America/New_York' as date
      from outcome o join lead l on l.org = o.org and l.id = o.lead_id
      where o.org = $1 and o.kind = 0 order by o.at, o.seq`
  )
  const names = stored.map(({ who }) => who)
  expect(names).toEqual(['One', 'Two', 'Three', 'Four', 'Four', 'Five', 'Six', 'Nine', 'Ten', 'Eleven'])
  const { endpoints, messages, businesses } = await import('../../facts/outcome-lists.ts')
  const word = (list: object, code: unknown) => (code === null ? null : Object.keys(list)[code as number])
  const told = stored.map(({ endpoint, message, said: what }) => [
    ...[word(endpoints, endpoint), word(messages, message), word(businesses, what)]
  ])
  said = told.map(([, message]) => message)
  expect(told).toEqual([
    ['machine', 'left_live_by_rep', null],
    ['machine', leaves ? 'left_live_by_rep' : 'none_planned', null],
    ['machine', 'truncated', null],
    ['no_answer', 'none_planned', null],
    ['busy', 'none_planned', null],
    ['human_right_party', 'none_planned', 'conversation'],
    ['human_right_party', 'none_planned', 'callback_requested'],
    ['no_answer', 'none_planned', null],
    ['human_right_party', 'none_planned', 'not_interested'],
    ['human_right_party', 'none_planned', 'hesitant']
  ])
  // What the message announced is promised; so is what the rep said.
  expect(stored[0]!['promise_at']).not.toBeNull()
  expect(stored[9]!['promise_at']).toBe(Date.parse('2027-01-08T14:30:00Z'))

  const calls = await ask<Record<string, number | null>>(
    store,
    `select c.dial_ms, c.greeting_ms, c.message_ms, c.talk_ms, c.wrap_ms, c.override, c.reaction, c.objection, c.session_id
      from call c join lead l on l.org = c.org and l.id = c.lead_id where c.org = $1 order by c.lead_id, c.seq`
  )
  expect(calls).toHaveLength(10)
  const [one, , three, four, , five] = calls
  expect(three!['override']).toBe(0)
  expect(one!['override']).toBeNull()
  expect(five).toMatchObject({ reaction: 0, objection: 4 })
  for (const ms of [one!['dial_ms'], one!['message_ms'], four!['dial_ms'], five!['talk_ms']])
    expect(ms).toBeGreaterThan(0)
  expect(one!['talk_ms']).toBe(0)

  const decisions = await ask(store, 'select 1 from decision where org = $1')
  expect(decisions).toHaveLength(3)
  expect(await ask(store, 'select target from undone where org = $1')).toEqual([{ target: 1 }])
  const stopped = 'select l.last_name as who from enrolment e join lead l on l.org = e.org and l.id = e.lead_id'
  expect(await ask(store, `${stopped} where e.org = $1 and e.state = 7 order by e.lead_id`)).toEqual([
    { who: 'Seven' },
    { who: 'Ten' }
  ])
  expect(await ask(store, 'select due_at, user_id, closed_at from callback where org = $1')).toEqual([
    { due_at: Date.parse('2027-01-07T15:00:00Z'), user_id: null, closed_at: null }
  ])
  expect(await ask(store, 'select text from note where org = $1')).toEqual([{ text: 'quiz about xXdD h?' }])
  const signals = await ask<{ what: string }>(
    store,
    `select happening->>'kind' || ' ' || coalesce(happening->>'answer', happening->>'reason', happening->>'stop') as what
      from signal where org = $1 and import_id = 0 order by at, seq`
  )
  expect(signals.map(({ what }) => what)).toEqual([
    ...['recognised yes', 'stop do_not_call', 'deal_lost too_many_contacts']
  ])
  const off = await ask<{ due: number }>(
    store,
    `select e.next_due_at as due from enrolment e join lead l on l.org = e.org and l.id = e.lead_id
      where e.org = $1 and l.last_name = 'Eight'`
  )
  expect(off).toEqual([{ due: Date.parse('2027-01-05T14:00:00Z') }])
  const promises = await ask<{ due_at: number }>(
    store,
    'select due_at from task where org = $1 and kind = 102 and state = 0 order by due_at'
  )
  expect(promises.at(-1)!.due_at).toBe(Date.parse('2027-01-08T14:30:00Z'))
  // The mail that follows a message waits for its time; nothing is in anybody's hands any more.
  expect(await ask(store, 'select 1 from enrolment where org = $1 and state = 3')).toEqual([])
  expect(await ask(store, 'select 1 from outbox where org = $1 and channel = 0')).toEqual([])
  expect(await ask(store, 'select distinct state from rep_time where org = $1 order by state')).toEqual([
    ...[{ state: 0 }, { state: 2 }]
  ])
  const sessions = await ask<{ ended_at: number | null; carrier: number }>(
    store,
    'select ended_at, carrier from session where org = $1'
  )
  expect(sessions).toEqual([
    { ended_at: expect.any(Number), carrier: 0 },
    { ended_at: expect.any(Number), carrier: 0 }
  ])
}
