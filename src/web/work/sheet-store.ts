import type {
  BadRow,
  Failure,
  FactsAnswers,
  FromWorker,
  ListSource,
  OpenedLead,
  PlaybookCard,
  Progress,
  Settings,
  SheetHead,
  SheetRow,
  ToWorker
} from './messages.ts'

/** A finished sheet: rows in calling order, rows that could not be read, and what it stands on. */
export type Sheet = { readonly rows: readonly SheetRow[]; readonly bad: readonly BadRow[]; readonly head: SheetHead }

export type SheetState = {
  /** null until the worker has compiled the shelf. */
  readonly playbooks: readonly PlaybookCard[] | null
  readonly wrong: readonly string[]
  /** Day of the law’s data; empty until the worker has said it. */
  readonly lawAsOf: string
  /** The sheet that is shown; it stays until a newer one is whole. */
  readonly sheet: Sheet | null
  readonly work: {
    /** Reading a list, deciding included, or deciding the list that is there under another strategy. */
    readonly of: 'read' | 'decide'
    readonly progress: Progress
    readonly listName: string
  } | null
  readonly failure: (Failure & { readonly listName: string }) | null
}

/** The page's side of the worker: what is known now, and what may be asked of it. */
export type SheetStore = {
  readonly subscribe: (onChange: () => void) => () => void
  readonly state: () => SheetState
  readonly read: (source: ListSource, settings: Settings, overrides?: readonly string[]) => void
  /** The same list again, with other columns, another country, or a later instant. */
  readonly readAgain: (settings: Settings, overrides: readonly string[]) => void
  /** The list that was refused again, with what a person said about its columns. */
  readonly tryAgain: (settings: Settings, overrides: readonly string[]) => void
  readonly decide: (settings: Settings) => void
  readonly cancel: () => void
  readonly open: (row: number) => Promise<OpenedLead | null>
  readonly answerFacts: (text: string, settings: Settings) => Promise<FactsAnswers>
}

const nothing: SheetState = { playbooks: null, wrong: [], lawAsOf: '', sheet: null, work: null, failure: null }

export function sheetStore(worker: Worker): SheetStore {
  let state = nothing
  let job = 0
  let asks = 0
  let source: ListSource | null = null
  let earlier: ListSource | null = null
  let failed: ListSource | null = null
  let arriving: { rows: SheetRow[]; bad: BadRow[] } = { rows: [], bad: [] }
  const listeners = new Set<() => void>()
  const waiting = new Map<number, (message: FromWorker) => void>()

  const set = (change: Partial<SheetState>): void => {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }
  const send = (message: ToWorker): void => worker.postMessage(message)
  const ask = (make: (ask: number) => ToWorker): Promise<FromWorker> =>
    new Promise((resolve) => {
      const number = ++asks
      waiting.set(number, resolve)
      send(make(number))
    })
  const listName = (): string => (source?.kind === 'file' ? source.file.name : (source?.name ?? ''))
  const begin = (of: 'read' | 'decide', progress: Progress): number => {
    arriving = { rows: [], bad: [] }
    set({ work: { of, progress, listName: listName() }, failure: null })
    return ++job
  }
  const reading: Progress = { phase: 'reading', rows: 0, bad: 0, share: 0 }

  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if ('ask' in data) {
      waiting.get(data.ask)?.(data)
      waiting.delete(data.ask)
    } else if (data.kind === 'shelf') {
      const { playbooks, wrong, lawAsOf } = data
      set({ playbooks, wrong, lawAsOf })
    } else if (data.job === job) take(data)
  })
  worker.addEventListener('error', (event) => {
    set({ work: null, failure: { kind: 'fault', message: event.message, headings: [], listName: listName() } })
  })

  const take = (message: Extract<FromWorker, { readonly job: number }>): void => {
    switch (message.kind) {
      case 'progress':
        return set({ work: state.work && { ...state.work, progress: message.progress } })
      case 'rows':
        return void arriving.rows.push(...message.rows)
      case 'bad':
        return void arriving.bad.push(...message.bad)
      case 'sheet':
        earlier = source
        return set({ sheet: { ...arriving, head: message.head }, work: null, failure: null })
      case 'failed':
        failed = source
        set({ work: null, failure: { ...message.failure, listName: listName() } })
        source = earlier
        return
      case 'cancelled':
        source = earlier
        return set({ work: null })
    }
  }

  const read = (from: ListSource, settings: Settings, overrides: readonly string[]): void => {
    source = from
    send({ kind: 'read', job: begin('read', reading), source: from, overrides, settings })
  }

  return {
    subscribe(onChange) {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    state: () => state,
    read: (from, settings, overrides = []) => read(from, settings, overrides),
    readAgain(settings, overrides) {
      if (source) read(source, settings, overrides)
    },
    tryAgain(settings, overrides) {
      if (failed) read(failed, settings, overrides)
    },
    decide(settings) {
      if (!state.sheet) return
      send({
        kind: 'decide',
        job: begin('decide', { phase: 'deciding', rows: 0, total: state.sheet.rows.length }),
        settings
      })
    },
    cancel: () => send({ kind: 'cancel', job }),
    async open(row) {
      const answer = await ask((number) => ({ kind: 'open', ask: number, row }))
      return answer.kind === 'opened' ? answer.lead : null
    },
    async answerFacts(text, settings) {
      const answer = await ask((number) => ({ kind: 'facts', ask: number, text, settings }))
      return answer.kind === 'facts' ? answer.answers : { kind: 'bad', problem: '' }
    }
  }
}
