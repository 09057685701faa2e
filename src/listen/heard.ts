/** What is heard on a line, in the words of whoever listens; time is the count of frames, 20 ms each. */

/** Who or what answered, as far as it can be heard. */
export const verdicts = [
  ...(['human', 'machine_greeting', 'beep_only', 'sit', 'fax', 'ringback', 'busy', 'music'] as const),
  ...(['ivr', 'screening', 'silence'] as const)
] as const
export type Verdict = (typeof verdicts)[number]

export type Tone = 'beep' | 'sit' | 'fax' | 'ringback' | 'busy' | 'music'

/** What the three rising tones of a network say. */
export type SitKind = 'vacant' | 'intercept' | 'reorder' | 'no_circuit' | 'unknown'
/** What a judgement was made by, each by its name. */
export type Evidence = Readonly<Record<string, number>>

export type Heard =
  /** May be refined later. A person is handed over at once; after `unsure` other verdicts may follow. */
  | {
      readonly kind: 'verdict'
      readonly verdict: Verdict
      readonly atMs: number
      /** From 0 to 1. */
      readonly confidence: number
      readonly evidence: Evidence
    }
  /** Between the thresholds when the time is up: to be treated as a person, while listening goes on. */
  | { readonly kind: 'unsure'; readonly atMs: number }
  | {
      readonly kind: 'tone'
      readonly tone: Tone
      readonly atMs: number
      readonly sinceMs: number
      readonly hz?: number
      readonly sit?: SitKind
    }
  /** The message may start now. */
  | { readonly kind: 'start'; readonly atMs: number }
  /** It was too early: the message starts again. */
  | { readonly kind: 'restart'; readonly atMs: number }
  /** A person speaks into our message: it is stopped. */
  | { readonly kind: 'voice'; readonly atMs: number }

/** 160 samples of the callee at 8 kHz: µ-law bytes, or linear. */
export type Frame = Uint8Array | Int16Array

/** Listens to one call. It has no clock: every frame pushed is 20 ms. */
export type Listener = {
  /** `speech` is the chance that somebody speaks in this frame, where a model says so. */
  readonly push: (frame: Frame, speech?: number) => readonly Heard[]
  /** The call was answered now: what came before was early media, and who answered is asked from here. */
  readonly answered: () => void
  /** Our own message is being played: a voice stops it, a beep starts it again. */
  readonly dropping: (isDropping: boolean) => void
  /** A rep has said who it is: from here on only the start of the message is asked. */
  readonly told?: (who: 'human' | 'machine') => void
}

/** What a cadence may set; the first two are chances of a machine. */
export type ListenSettings = {
  /** A machine from this chance on, a person up to that one; between them it is not sure. */
  readonly machineFrom: number
  readonly humanUpTo: number
  /** When it has to say something, counted from the first word. */
  readonly decideByMs: number
  /** Nothing at all was heard for so long after the answer. */
  readonly silenceMs: number
  /** A greeting without a beep is over when nobody has spoken for so long; null waits for a beep for ever. */
  readonly startAfterSilenceMs: number | null
  /**
   * A greeting that has spoken for longer and has no beep gets no message: a menu, a screener and a full mailbox sound like
   * that, and nothing here understands words.
   */
  readonly startAfterSilenceSpeechMaxMs: number
  /** Whether each frame comes with a chance of speech; without it every answered call is a person's. */
  readonly hasVoiceModel: boolean
}

export const listenDefaults: ListenSettings = {
  machineFrom: 0.85,
  humanUpTo: 0.15,
  decideByMs: 4500,
  silenceMs: 4000,
  startAfterSilenceMs: 2500,
  startAfterSilenceSpeechMaxMs: 4000,
  hasVoiceModel: true
}
