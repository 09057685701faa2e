import type { Answered, GroupName, Progress, SheetHead } from '../work/messages.ts'
import type { Show } from '../search.ts'
import { capital, count, counted, inWords } from './numbers.ts'
import { clock, dayAndClock, span } from './times.ts'

/** Every text of the page; whatever has a number or a name in it is a function. */
export const words = {
  product: 'Aftertone',
  promise: 'Should you leave a message? Ask your own list.',
  privacy: 'Your list stays in this browser. It is read and decided here; nothing is sent anywhere.',
  privacyShort: 'Read here, sent nowhere.',
  notHere: 'There is no such page. The sheet is at the front.',
  toFront: 'Open the first page',
  close: 'Close',
  skipToSheet: 'Skip to the sheet',

  steps: {
    list: 'List',
    listNone: 'a CSV with a column of telephone numbers',
    strategy: 'Strategy',
    strategyNone: 'choose one in plain words',
    read: 'Read the sheet',
    readNone: 'whom to call now, and what to do at the voicemail',
    drop: 'Drop a CSV here',
    dropOr: 'or choose a file',
    dropping: 'Let go to read it',
    sample: (rows: number) => `use the ${count(rows)} invented leads`,
    facts: 'fill in facts instead',
    done: 'done',
    current: 'now'
  },
  dropHere: 'Let go to read the list',

  picker: {
    heading: 'A voicemail answers. What should happen?',
    under: (answers: number) =>
      `${capital(inWords(answers))} people, ${inWords(answers)} answers. Choose one; on the sheet you can change it as often as you like.`,
    loading: 'The strategies are being read.',
    voice: 'from',
    pro: 'For it',
    contra: 'Against it',
    assumed: 'We filled in',
    use: (title: string) => `Use “${title}”`,
    wrong: (file: string) => `Not on the shelf: ${file}`
  },

  failure: {
    heading: {
      not_a_list: 'This is no list that can be read.',
      unreadable: 'The browser could not open the file.',
      fault: 'The page failed, and that is our fault.'
    },
    safe: 'Nothing was changed and nothing was sent.',
    unreadableHelp: 'It may have been moved or changed since it was chosen. Choose it again.',
    faultHelp: 'Load the page again; when it stays, tell us these words:',
    /** The way out that the command line has is a select here. */
    withoutFlag: (message: string) => message.replace(/ If one of them does, say so: --map .*$/, ''),
    which: 'The telephone numbers are in the column',
    none: 'choose a column',
    another: 'Choose another file',
    columnsHelp:
      'The first row names the columns, each row below is one lead, and one column holds telephone numbers. Saved from a spreadsheet as CSV it works.'
  },

  progress: {
    heading: (progress: Progress, listName: string) =>
      progress.phase === 'reading' ? `Reading ${listName}` : 'Deciding each lead',
    rows: (progress: Progress) =>
      progress.phase === 'reading'
        ? `${counted(progress.rows, 'row')} read, ${count(progress.bad)} bad`
        : `${count(progress.rows)} of ${counted(progress.total, 'lead')} decided`,
    cancel: 'Cancel',
    old: (title: string, asOf: string) => `Below is still ${title}, as of ${clock(asOf)}.`
  },

  side: {
    list: 'List',
    strategy: 'Strategy',
    about: 'For and against',
    views: 'Look at',
    sheet: 'Call sheet',
    columns: 'Columns',
    bad: 'Bad rows',
    facts: 'Facts',
    another: 'read another list',
    invented: 'invented leads',
    theme: (dark: boolean) => (dark ? 'Light' : 'Dark'),
    keys: 'Keys',
    lists: 'Your lists'
  },

  shows: {
    all: 'All',
    callable: 'Callable now',
    leave: 'Leave',
    skip: 'Skip',
    ask: 'Ask you',
    at_the_beep: 'At the beep',
    stopped: 'Stopped'
  } satisfies Record<Show, string>,
  filterLabel: 'Which leads',
  badTab: 'Bad rows',

  search: 'Name, firm, number or reason',
  searchLabel: 'Search the sheet',
  searchClear: 'Clear the search',

  count: {
    leads: (shown: number, all: number) =>
      `${shown === 1 && shown === all ? 'lead' : 'leads'}${shown === all ? '' : ` of ${count(all)}`}`,
    asOf: (head: SheetHead) => `as of ${dayAndClock(head.asOf)}, your clock`,
    refresh: 'Now',
    refreshLabel: ': decide again for this minute',
    print: 'Print',
    spoken: ({ summary }: SheetHead) =>
      `${count(summary.callableNow)} callable now. At the voicemail: leave ${count(summary.leave)}, skip ${count(summary.skip)}, ask you ${count(summary.ask)}, at the beep ${count(summary.atTheBeep)}, stopped ${count(summary.stopped)}. ${counted(summary.bad, 'bad row')}.`
  },

  columns: {
    person: 'Person and firm',
    place: 'Place',
    local: 'Their time',
    why: 'Why this, why not',
    voicemail: 'If voicemail answers',
    next: 'Next',
    calls: 'Calls',
    worth: 'Worth'
  },
  row: {
    unnamed: 'no name',
    until: (time: string) => `until ${time}`,
    from: (time: string) => `from ${time}`,
    notByTime: 'not by time alone',
    calls: (made: number, most: number | null) =>
      most === null ? counted(made, 'call') : `${made} of ${counted(most, 'call')}`
  },
  answered: {
    leave: 'Leave',
    skip: 'Skip',
    ask: 'Ask you',
    at_the_beep: 'At the beep',
    stopped: 'Nothing'
  } satisfies Record<Answered, string>,
  purposes: {
    commercial: 'an offer',
    callback: 'ask for a call',
    pointer_to_email: 'points to e-mail',
    courtesy: 'a courtesy'
  } as Readonly<Record<string, string>>,
  channels: {
    call: 'call',
    email: 'e-mail',
    sms: 'text',
    linkedin: 'LinkedIn',
    x: 'X',
    letter: 'letter',
    visit: 'visit',
    task: 'task'
  } as Readonly<Record<string, string>>,
  ends: {
    passive_list: 'passive list',
    list_exhausted: 'calls are done',
    long_nurture: 'long nurture',
    next_lead: 'next lead',
    stopped: 'never',
    parked: 'parked',
    disqualified: 'disqualified',
    exit: 'over'
  } as Readonly<Record<string, string>>,

  groups: {
    'callback due': ['Callback due', 'They named a time and it has come: first of all.'],
    'new inbound lead': ['New inbound leads', 'They asked, and nobody has called yet; minutes count.'],
    'conversation under way': ['Conversation under way', 'The next word is ours.'],
    'window closes soon': ['Day closes soon', 'Within the hour they may not be called any more.'],
    'best value first': ['Best value first', 'What a minute of dialling is expected to bring.'],
    'not meant for them': ['Not who this strategy is for', 'They may be called, but it was written for others.'],
    later: ['Later', 'Not now, by rest or by the clock; the first to open comes first.'],
    'not by law': ['Not by law', 'Waiting does not change it; an open lead says what would.'],
    'not by this playbook': ['Not by this strategy', 'It plans no further call.'],
    never: ['Never', 'They asked us to stop, or a stop is on record; no strategy lifts it.']
  } satisfies Record<GroupName, readonly [string, string]>,

  empty: {
    noneMatch: (query: string) => `No lead matches “${query}”.`,
    noneShown: (show: string) => `No lead of this list is under “${show}”.`,
    lift: 'Show all',
    allBad: (bad: number) =>
      `No lead could be read: ${bad === 1 ? 'the only row is' : `all ${counted(bad, 'row')} are`} bad.`,
    allBadHelp:
      'Each row and its reason stand under Bad rows. When a column was misunderstood, say under Columns what it holds.',
    noRows: 'The list has headings and no rows.',
    toBad: 'See the bad rows',
    toColumns: 'Check the columns'
  },
  nobody: {
    yet: (head: SheetHead) =>
      head.opens === null
        ? 'Nobody on this list may be called, and waiting alone changes nothing.'
        : `Nobody may be called yet. At ${dayAndClock(head.opens.at)} your time, in ${span(head.opens.minutes)}, ${head.opens.people === 1 ? 'one person opens up' : `${count(head.opens.people)} people open up`}.`
  },

  law: {
    asked: (asOf: string) =>
      `Asked by the law as of ${asOf} and by the rules of the house; no legal advice. Nothing is sent, so no do-not-call list is looked into: aftertone plan asks those that you brought in.`,
    readAsConsumers: (leads: number) =>
      `Of ${counted(leads, 'lead')} the list does not say whether they are a firm, so the law for consumers holds them back.`,
    theyAreFirms: 'They are firms',
    market: 'Leads that do not say it are',
    markets: { none: 'read as consumers', b2b: 'firms', b2c: 'consumers' }
  },

  paper: {
    number: 'Number',
    cut: (printed: number, all: number) =>
      `The first ${count(printed)} of ${count(all)} leads; the others are on the screen.`
  },

  bad: {
    heading: (bad: number) =>
      bad === 0 ? 'Every row of the list could be read.' : `${counted(bad, 'row')} could not be read.`,
    under:
      'Rows are counted as a spreadsheet shows them; the first one holds the headings. The other rows are on the sheet.',
    row: 'Row',
    reason: 'Why it is no lead',
    download: 'Download as CSV',
    fileName: (listName: string) => `${listName.replace(/\.\w+$/, '')}-bad-rows.csv`
  },

  mapping: {
    heading: 'What each column was taken for',
    under: 'Change what is wrong; the list is read again from the start.',
    column: 'Column',
    field: 'Taken for',
    because: 'Because',
    reasons: { heading: 'its heading says so', values: 'its values look like it', chosen: 'you said so' },
    unread: 'not read',
    nearest: (heading: string) => `nearest known heading: ${heading}`,
    fieldOf: (heading: string) => `What ${heading} holds`,
    nameless: (index: number) => `column ${index + 1}`,
    problems: 'Doubts about the file',
    country: 'Numbers without a country code are from',
    zone: 'Times of the file are on the clock of',
    zoneUnknown: 'UTC'
  },

  keys: {
    heading: 'Keys',
    sleep: 'Single letters sleep while you write in a field.',
    rows: [
      ['J', 'K', 'next and previous lead; the arrow keys do the same'],
      ['Enter', 'Space', 'open the lead'],
      ['Esc', '', 'close what is open'],
      ['1', '9', 'another strategy, in the order of the list'],
      ['/', '', 'search'],
      ['S', '', 'the call sheet'],
      ['F', '', 'fill in facts'],
      ['N', '', 'decide again for this minute'],
      ['?', '', 'this page']
    ] as const
  }
} as const
