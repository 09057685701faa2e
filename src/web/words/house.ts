import { type FunnelStep, type LeadGroup, funnelWords } from '../../contract/lead-groups.ts'
import type { ListCounts, Lost } from '../../contract/lists.ts'
import type { LeadStory } from '../../contract/leads.ts'
import type { RepNow, WorldCounts, WorldNow } from '../../contract/worlds.ts'
import { capital, count, counted, inWords } from './numbers.ts'
import { clock, dayAndClock, span } from './times.ts'

/** Texts of the pages about the work: lists, leads, simulated days, the report. */
export const houseWords = {
  nav: {
    label: 'Pages',
    work: 'Lists',
    day: 'Simulated day',
    report: 'Report',
    sheet: 'Call sheet',
    proof: 'Proof',
    tools: 'Tools',
    keys: 'Keys',
    skip: 'Skip to the page'
  },
  demo: 'Demo firm: everybody here is invented.',
  demoReset: 'Begin anew',
  demoAsk: (leads: number) =>
    `Everything of the demo firm is thrown away, its ${counted(leads, 'lead')} and what was done with them, and the list comes in again. Your own work is not touched.`,
  demoDo: (leads: number) => `Throw away ${counted(leads, 'lead')}`,
  demoDone: (leads: number) => `The demo firm begins anew with ${counted(leads, 'lead')}.`,
  offline: (since: string) => `No connection since ${since}. What you see is from before.`,
  asOf: (time: string) => `as of ${time}`,
  cancel: 'Leave it as it is',
  problem: {
    safe: 'Nothing was changed.',
    again: 'Ask again',
    code: 'Code'
  },
  signedOut: {
    heading: 'Open the link that npm start printed.',
    why: 'Leads are people, so nobody sees them who has not been let in. The link opens once; the next start prints a new one.',
    sheet: 'Go to the call sheet, which needs no sign-in'
  },
  signingIn: 'Signing in',
  usedKey: {
    heading: 'This link has been used.',
    why: 'A link opens once. Where it was opened you are still signed in; for here, start Aftertone again: it prints a new one.'
  },
  wrongKey: {
    heading: 'This link is not of the Aftertone that runs now.',
    why: 'Each start prints a new one. Look at where npm start was typed.'
  },

  home: {
    title: 'Lists',
    heading: (lists: readonly ListCounts[]): string => {
      const sum = (of: keyof Omit<ListCounts, 'id' | 'name'>): number => lists.reduce((all, list) => all + list[of], 0)
      const callable = sum('callableNow')
      if (callable > 0) return `${callable === 1 ? 'One person' : `${count(callable)} people`} may be called now.`
      const inPlaybook = sum('inPlaybook')
      if (inPlaybook > 0)
        return `Nobody may be called right now. ${count(inPlaybook)} are in a playbook and come when it is their turn.`
      return sum('done') > 0
        ? 'Every playbook is over: nobody is left to call.'
        : 'Nobody is in a playbook yet, so nobody is called.'
    },
    none: 'There is no list yet.',
    noneWhy: 'A list is a file of leads as your CRM exports it. Bring one in on the command line, and it stands here:',
    noneCommand: 'bin/aftertone import FILE --list NAME',
    noneAct: 'Try a file on the call sheet first',
    columns: {
      name: 'List',
      leads: 'Leads',
      callableNow: 'Callable now',
      inPlaybook: 'In a playbook',
      waiting: 'In none yet',
      done: 'Done',
      noNumber: 'No number',
      stopped: 'Stopped'
    },
    all: 'All lists',
    day: 'Watch a simulated day',
    sheet: 'Open the call sheet'
  },

  list: {
    tabs: { next: 'Call now', why: 'Why not the rest', leads: 'All leads' },
    views: 'What to look at',
    search: 'Name, firm, number or address',
    searchLabel: 'Find a lead',
    now: (people: number, until: string | null) =>
      `${people === 1 ? 'One person' : `${capital(inWords(people))} people`} may be called now${until === null ? '' : `, the first until ${until} there`}.`,
    shown: (shown: number, all: number) =>
      shown < all ? `the first ${count(shown)} of ${count(all)}` : counted(all, 'lead'),
    orderNote: 'In calling order. The guard is asked once more before anybody is dialled.',
    found: (found: number, all: number) =>
      found === all ? `of ${counted(all, 'lead')}` : `of ${counted(all, 'lead')} match`,
    noneFound: (find: string, group: LeadGroup | undefined) =>
      find === ''
        ? 'No lead of this list is among these.'
        : `No lead ${group === undefined ? 'of this list' : 'among these'} holds “${find}”.`,
    groups: {
      stopped: 'stopped',
      no_number: 'without a number that works',
      not_enrolled: 'in no playbook yet',
      over: 'done',
      parked: 'waiting for a sign',
      resting: 'resting',
      in_hand: 'in the hands of a rep',
      closed: 'outside calling hours',
      forbidden: 'held back by a rule',
      callable: 'callable now',
      in_playbook: 'in a playbook'
    } satisfies Record<LeadGroup, string>,
    lift: 'Show all',
    more: 'More are being read.',
    end: 'That is the whole list.',
    columns: {
      person: 'Person and firm',
      local: 'Their time',
      why: 'Why this, why not',
      next: 'Next',
      calls: 'Calls',
      pressure: 'Pressure',
      worth: 'Worth',
      until: 'Until',
      playbook: 'Playbook'
    },
    calls: (made: number, most: number | null) =>
      most === null ? counted(made, 'call') : `${made} of ${counted(most, 'call')}`,
    pressure: (value: number) => `pressure ${value}: touches, each losing half its weight in a week`,
    nowWord: 'now',
    never: 'never'
  },

  funnel: {
    still: 'Still in, after each question',
    lost: 'Lost here',
    because: 'Because',
    back: 'Comes back',
    act: 'What you can do',
    match: 'Stand on this list',
    note: 'Each person is counted once, at the first question that holds them back. The same rules decide when a rep asks for the next call.',
    /** Rules that hold people back, the most first. */
    rules: ({ rules }: Lost): readonly string[] =>
      rules.map(({ ruleId, reason, people }) => `${count(people)}: ${reason} (${ruleId})`),
    comesBack: ({ step, firstAt, firstCount, lost }: Lost, now: string): string => {
      if (lost === 0) return ''
      if (firstAt !== null) return `${count(firstCount)} at ${nearDay(firstAt, now)}`
      return funnelWords[step].back
    },
    heading: (list: ListCounts, funnel: readonly Lost[], callable: number): string => {
      if (list.leads === 0) return 'Nobody stands on this list any more.'
      if (callable > 0)
        return `${capital(inWords(callable))} of ${count(list.leads)} may be called now; here is what holds the others back.`
      const [rule] = funnel.find(({ step }) => step === 'forbidden')?.rules ?? []
      if (rule !== undefined) return `Nobody may be called now. ${counted(rule.people, 'lead')}: ${rule.reason}.`
      const closed = funnel.find(({ step }) => step === 'closed')
      if (closed?.firstAt != null && closed.firstInMinutes !== null)
        return `Nobody may be called yet. At ${clock(closed.firstAt)}, in ${span(closed.firstInMinutes)}, ${people(closed.firstCount)}.`
      const resting = funnel.find(({ step }) => step === 'resting')
      if (resting?.firstAt != null && resting.lost > 0)
        return `Nobody is due right now. The next of ${count(resting.lost)} comes at ${dayAndClock(resting.firstAt)}.`
      const waiting = funnel.find(({ step }) => step === 'not_enrolled')?.lost ?? 0
      if (waiting > 0)
        return `Nobody is called, because ${waiting === 1 ? 'the one who could be is' : `the ${count(waiting)} who could be are`} in no playbook yet.`
      return 'Nobody on this list may be called, and waiting alone changes nothing.'
    },
    enrolCommand: (list: string) =>
      `bin/aftertone enrol --list ${/\W/.test(list) ? `'${list}'` : list} --playbook house-default`,
    acts: { stopped: 'see them', no_number: 'see them', not_enrolled: 'put them into a playbook' } as Readonly<
      Partial<Record<FunnelStep, string>>
    >,
    nothing: 'nothing to do'
  },

  enrol: {
    heading: (people: number) => `Put ${people === 1 ? 'one lead' : `${count(people)} leads`} into a playbook`,
    which: 'Playbook',
    why: 'Their calls then fall due one after the other and wait for a rep; other steps become tasks. Those with a stop stay out.',
    act: (people: number) => `Enrol up to ${counted(people, 'lead')}`,
    done: (enrolled: number) => `${counted(enrolled, 'lead')} enrolled.`,
    doing: 'Enrolling'
  },

  lead: {
    back: 'Back',
    place: (company: string, title: string) => [title, company].filter((part) => part !== '').join(', '),
    in: (place: string) => (place === '' ? 'there' : `in ${place}`),
    until: (time: string) => `may be called until ${time}`,
    mustSay: (says: readonly string[]) => `By law, say: ${says.join(', ')}.`,
    hoursUntil: (time: string) => `hours open until ${time}`,
    from: (time: string) => `calls open ${time}`,
    neverOpen: 'is never open for calls',
    zones: (zones: readonly string[]) =>
      `The place is not certain: it must be allowed on ${counted(zones.length, 'clock')}.`,
    next: 'Next',
    nextAt: (time: string) => `Next, ${time}`,
    nextNow: 'Next, now',
    steps: { nothing: 'Nothing is planned' },
    stopped: 'Nothing, and nobody calls',
    mayI: 'May I',
    kinds: { live_voice: 'call', prerecorded_voicemail: 'recorded', sms: 'SMS', email: 'e-mail' } satisfies Record<
      LeadStory['permissions'][number]['kind'],
      string
    >,
    opens: (time: string) => `from ${time}`,
    why: 'Why this, and why not the others',
    decided: 'At the voicemail',
    pressure: 'Pressure',
    pressureIs: (value: number) => `${value} in 30 days`,
    pressureLine: (touches: number) => `${counted(touches, 'touch', 'touches')} in the last 30 days`,
    happened: 'What happened',
    nothingYet: 'Nothing yet: nobody has reached out to them.',
    promises: 'Promised',
    kept: 'kept',
    broken: 'not kept',
    open: 'open',
    tasks: 'Tasks',
    taskStates: { open: 'open', done: 'done', skipped: 'left out', expired: 'fell away', cancelled: 'cancelled' },
    know: 'What we know',
    known: {
      playbook: 'Playbook',
      calls: 'Calls',
      worth: 'Worth',
      stage: 'Stage',
      source: 'Source',
      lists: 'Lists',
      consent: 'Consent',
      emails: 'E-mail'
    },
    proof: (group: string) => `Proof, ${group}`,
    notes: 'Notes',
    bad: 'known to be wrong',
    world: (number: number) => `In world ${number}. Nobody real is called.`
  },

  day: {
    title: 'Simulated day',
    heading: 'What would a day, or a month, of this strategy look like?',
    under:
      'A list is worked on a clock of its own by invented reps, who reach invented people. Nobody real is called, and nothing of it touches your leads.',
    list: 'List',
    playbook: 'Playbook',
    days: 'Days',
    reps: 'Reps',
    seed: 'Seed',
    seedWhy: 'Another seed draws other people and other luck; the same one gives the same days again.',
    enrolled: (people: number) =>
      people === 0 ? '' : `${count(people)} of this list are in a playbook already and begin in that one.`,
    start: 'Start',
    starting: 'Opening a world',
    noList: 'A simulated day needs a list.',
    before: 'Worlds so far',
    none: 'None yet. Each stays here until it is thrown away.',
    columns: {
      world: 'World',
      what: 'List and playbook',
      days: 'Days',
      dials: 'Calls',
      messages: 'Messages',
      meetings: 'Meetings',
      state: 'State'
    },
    states: {
      opening: 'being opened',
      running: 'running',
      done: 'done',
      cancelled: 'stopped',
      failed: 'failed',
      left: 'was interrupted'
    } satisfies Record<WorldNow['state'], string>,
    invented: 'Invented: nobody real is called.',
    leftOut: (people: number) => `${counted(people, 'lead')} of the list not in it: kept out, or erased.`,
    heading2: (now: WorldNow): string => {
      const reps = now.floor.filter(({ isReturnDesk }) => !isReturnDesk)
      const on = reps.filter(({ state }) => state !== 'away').length
      const talking = reps.filter(({ state }) => state === 'talking' || state === 'inbound').length
      const { counts } = now
      switch (now.state) {
        case 'opening':
          return 'The world is being opened.'
        case 'running':
          if (now.floor.length === 0) return `${capital(counted(counts.dials, 'call'))} so far.`
          return on === 0
            ? 'Nobody is at the phones at this hour.'
            : `${capital(inWords(on))} ${on === 1 ? 'rep' : 'reps'} on the floor, ${talking === 0 ? 'none of them' : `${inWords(talking)} of them`} talking.`
        case 'done':
          return `${capital(counted(now.days, 'day'))}, ${counted(counts.dials, 'call')}, ${counted(counts.meetings, 'meeting')}.`
        case 'cancelled':
          return `Stopped after ${counted(counts.dials, 'call')}.`
        case 'failed':
          return 'This world has failed.'
        case 'left':
          return 'This world was interrupted; what it had done by then stands here.'
      }
    },
    at: (now: WorldNow) =>
      `World ${now.number}: ${now.list}, ${now.playbook === '' ? 'the playbooks of its rows' : now.playbook}, seed ${now.seed}. ${dayAndClock(now.clockAt)} on its clock.`,
    dayOf: (day: number, days: number) => `Day ${day} of ${days}`,
    stop: 'Stop and throw away',
    drop: 'Throw away',
    dropAsk: (number: number) =>
      `World ${number} and everything in it is thrown away. The same list, playbook and seed give it again.`,
    dropDo: (number: number) => `Throw world ${number} away`,
    report: 'What it returned',
    again: 'Another one',
    soFar: 'So far',
    shares: 'Each share is of the line that it names.',
    counts: {
      enrolled: 'In the playbook',
      dials: 'Calls',
      mailboxes: 'Mailbox reached',
      messages: 'Messages left',
      people: 'Person reached',
      callbacks: 'They called back',
      meetings: 'Meetings',
      stops: 'Said no, or stop'
    } satisfies Record<Exclude<keyof WorldCounts, 'leads'>, string>,
    of: {
      leads: 'of leads',
      dials: 'of calls',
      mailboxes: 'of mailboxes',
      messages: 'of messages',
      people: 'of people'
    },
    states2: {
      away: 'Gone home',
      ready: 'Ready',
      ringing: 'Ringing',
      mailbox: 'Voicemail',
      leaving: 'Leaving a message',
      talking: 'Talking',
      inbound: 'Taking a callback',
      writing: 'Writing up',
      pause: 'Pause'
    } satisfies Record<RepNow['state'], string>,
    returnDesk: 'takes those who call back',
    rep: { dials: 'calls', people: 'people', talks: 'talks', meetings: 'meetings' },
    said: (now: WorldNow) => (now.state === 'done' ? 'The simulated days are over.' : '')
  },

  report: {
    title: 'Report',
    about: 'Whose calls',
    ours: 'Our own calls',
    world: (number: number) => `World ${number}, invented`,
    none: 'There is nothing to report yet.',
    noneWhy: 'A report counts calls. Watch a simulated day first, or make calls of your own.',
    counting: 'Being counted',
    rows: 'What this number counts',
    more: (shown: number, total: number) => `the first ${count(shown)} of ${count(total)}`,
    close: 'Close'
  },

  keys: {
    heading: 'Keys',
    rows: [
      ['G', 'L', 'lists'],
      ['G', 'D', 'simulated day'],
      ['G', 'R', 'report'],
      ['G', 'S', 'call sheet'],
      ['/', '', 'find'],
      ['J', 'K', 'next and previous row; the arrow keys do the same'],
      ['Enter', '', 'open the row'],
      ['Esc', '', 'close what is open, or go back'],
      ['?', '', 'this page']
    ] as const
  }
} as const

const people = (number: number): string => (number === 1 ? 'one person opens up' : `${count(number)} people open up`)

/** `14:31` today, else `Wed 2 Dec 14:31`. */
function nearDay(at: string, now: string): string {
  return at.slice(0, 10) === now.slice(0, 10) ? clock(at) : dayAndClock(at)
}
