import { formatClock } from '../../clock/civil.ts'
import { businessFlags, endpointFlags, messageFlags } from '../../facts/outcome-lists.ts'
import { objections, overrides, reactions } from '../../outcome/lists.ts'
import { fitted, wrapped } from '../../sheet/width.ts'
import { type Paint } from '../command/paint.ts'
import { type AdviceWords, type Card } from './card.ts'
import { type Board, type CallPhase, type Desk, type Overlay, type Phase } from './desk.ts'
import { keyLine, keysOf } from './desk-keys.ts'
import { type Draft, isTalk } from './draft.ts'

export type Size = { readonly columns: number; readonly rows: number }

/**
 * The desk as lines of a terminal: never more than `rows`, none wider than `columns`. What stands below (answers, keys,
 * the next leads, today) is always there; the history gives way first, then the advice.
 */
export function screenLines(desk: Desk, { columns, rows }: Size, paint: Paint): readonly string[] {
  const fold = (text: string, most: number): readonly string[] => {
    const lines = wrapped(clean(text), columns)
    return lines.length <= most ? lines : [...lines.slice(0, most - 1), lines.slice(most - 1).join(' ')]
  }
  const foot = footOf(desk, fold, paint)
  const room = Math.max(0, rows - foot.length - 1)
  const body = bodyOf(desk, fold, paint, { room, isSmall: rows < ROOMY_ROWS })
  const filled = [headLine(desk, columns, paint), ...body.slice(0, room)]
  while (filled.length < rows - foot.length) filled.push(PLAIN(''))
  return [...filled, ...foot].slice(-rows).map(({ text, paint: as }) => as(fitted(clean(text), columns).trimEnd()))
}

type Line = { readonly text: string; readonly paint: (text: string) => string }
type Fold = (text: string, most: number) => readonly string[]
const asIs = (text: string): string => text
const PLAIN = (text: string): Line => ({ text, paint: asIs })
/** Names and notes come from files: nothing in them may move the cursor. */
const clean = (text: string): string => text.replace(/\p{Cc}+/gu, ' ')

function headLine(desk: Desk, columns: number, { bold }: Paint): Line {
  const right = `${desk.list} · ${desk.carrier.name}`
  const { phase } = desk
  const who = phase.kind === 'ready' || phase.kind === 'call' ? nameLine(phase.card) : TITLES[phase.kind]
  const room = Math.max(10, columns - right.length - 1)
  return { text: `${fitted(who, room)} ${right}`, paint: bold }
}
const TITLES = { looking: 'Looking for the next lead', empty: 'Nobody to call', paused: 'Pause', gone: 'Good-bye' }
const nameLine = ({ name, company, role }: Card): string => [name, company, role].filter(Boolean).join(' · ')

/** On fewer rows everything is said in fewer lines. */
const ROOMY_ROWS = 30
type Space = { readonly room: number; readonly isSmall: boolean }

function bodyOf(desk: Desk, fold: Fold, paint: Paint, space: Space): readonly Line[] {
  const { phase, overlay } = desk
  if (overlay !== null && (overlay.kind === 'menu' || overlay.kind === 'lines')) {
    const top = phase.kind === 'call' ? barOf(desk, phase, paint) : []
    return [...top, ...overlayLines(overlay, space.room - top.length - 1, paint)]
  }
  if (phase.kind === 'empty') return fold(phase.says, 6).map(PLAIN)
  if (phase.kind === 'paused') return [PLAIN(`Since ${minutesAndSeconds(desk.now - phase.since)}. Enter goes on.`)]
  if (phase.kind !== 'ready' && phase.kind !== 'call') return []
  const { card } = phase
  const call = phase.kind === 'call' ? phase : null
  const before = [
    ...(call === null ? [] : [...barOf(desk, call, paint), ...draftLines(call, fold, paint)]),
    ...personLines(card, desk.now, fold, paint, space),
    ...(space.isSmall ? [] : [PLAIN('')]),
    ...desk.heard.slice(-3).map((text): Line => ({ text: `Heard: ${text}`, paint: asIs })),
    ...adviceLines(call, card, fold, paint, space)
  ]
  return [...before, ...historyLines(card, space.room - before.length, paint)]
}

/** Newest first, as many as there is room for. */
function historyLines({ history, zone }: Card, room: number, { faint }: Paint): readonly Line[] {
  const lines = history.map(({ at, says }) => `${formatClock(at, zone)}  ${says}`)
  if (room < 1 || lines.length === 0) return []
  return lines
    .slice(0, room)
    .map((text, i): Line => ({ text: `${i === 0 ? 'Before' : '      '} ${text}`, paint: faint }))
}

function personLines(card: Card, now: number, fold: Fold, { open, bad, good }: Paint, space: Space): readonly Line[] {
  const next = card.phones.find(({ isNext }) => isNext)
  const others = card.phones.filter((phone) => phone !== next)
  const numbers = [
    next === undefined ? 'No number that works' : `Phone  ${next.number}${next.says === '' ? '' : ` (${next.says})`}`,
    ...others.map(({ number, says }) => `${number}${says === '' ? '' : ` (${says})`}`)
  ]
  const local = `Clock  ${formatClock(now, card.zone)} there, ${card.hours.says}`
  const most = space.isSmall ? 1 : 2
  const about = space.isSmall || card.background === '' ? [] : fold(`About  ${card.background}`, 1)
  return [
    ...fold(numbers.join('; also '), most).map(PLAIN),
    { text: local, paint: card.hours.isOpen ? good : bad },
    ...fold(`Why    ${card.why}`, most).map((text): Line => ({ text, paint: open })),
    ...fold(`Weight ${card.pressure}`, most).map(PLAIN),
    ...fold(`May    ${card.permissions}`, 1).map(PLAIN),
    ...(card.mustSay === null ? [] : fold(`Say    ${card.mustSay} (by law)`, 1).map(PLAIN)),
    ...about.map(PLAIN)
  ]
}

/**
 * Before the verdict a covered advice stays covered; after it the recommendation is what was stored. While they talk
 * nobody needs to know what to do at a voicemail.
 */
function adviceLines(phase: CallPhase | null, card: Card, fold: Fold, paint: Paint, space: Space): readonly Line[] {
  const { advice } = card
  if (phase !== null && phase.draft.endpoint !== null && isTalk(phase.draft.endpoint)) return []
  if (phase?.verdict) return openAdvice(phase.verdict, fold, paint, space)
  if (advice.kind === 'open') return openAdvice(advice, fold, paint, space)
  const covered = `At a voicemail: decided at the beep. ${advice.because}`
  return fold(covered, 2).map((text) => ({ text, paint: paint.bold }))
}

function openAdvice(words: AdviceWords, fold: Fold, { bold, faint }: Paint, { isSmall }: Space): readonly Line[] {
  const { headline, because, figure, say, manner, alternatives, next } = words
  const parts = `Say: ${say.join(' · ')}${manner === null ? '' : ` (${manner})`}`
  return [
    ...fold(`At a voicemail: ${headline}. ${because}`, isSmall ? 2 : 3).map((text): Line => ({ text, paint: bold })),
    ...(say.length === 0 ? [] : fold(parts, isSmall ? 2 : 3).map(PLAIN)),
    ...fold(['Figure: ', figure, ...alternatives.map((each) => ` · ${each}`)].join(''), 1).map((text): Line => ({
      text,
      paint: faint
    })),
    ...(next === null ? [] : fold(`Next: ${next}`, isSmall ? 1 : 2).map(PLAIN))
  ]
}

/** The state of the call in words, with its seconds. */
function barOf(desk: Desk, { call, verdict }: CallPhase, { open, good, bad }: Paint): readonly Line[] {
  const since = (from: number | null): string => minutesAndSeconds(desk.now - (from ?? call.at))
  switch (call.stage) {
    case 'ringing': {
      const act = desk.carrier.dials ? 'RINGING' : 'DIAL ON YOUR TELEPHONE'
      return [{ text: `${act}: ${call.number}  ${since(call.at)}`, paint: open }]
    }
    case 'human':
      return [{ text: `TALKING: ${call.number}  ${since(call.answeredAt)}`, paint: good }]
    case 'machine': {
      if (call.beepAt === null) return [{ text: `A MACHINE: ${call.number}  ${since(call.answeredAt)}`, paint: open }]
      const left = (verdict?.maxSeconds ?? 30) - Math.floor((desk.now - call.beepAt) / 1000)
      const says = left >= 0 ? `${left} seconds left` : 'TOO LONG: come to an end'
      return [{ text: `SPEAK NOW: ${says}`, paint: left > 5 ? good : bad }]
    }
    case 'over':
      return [{ text: call.isOld ? 'AN OPEN CALL' : 'THE CALL IS OVER', paint: open }]
  }
}

/** What the rep has said of the call so far. */
function draftLines({ draft, card }: CallPhase, fold: Fold, { bold }: Paint): readonly Line[] {
  const text = draftWords(draft, card)
  return text === '' ? [] : fold(`Said so far: ${text}`, 3).map((line) => ({ text: line, paint: bold }))
}

export function draftWords(draft: Draft, { zone }: Pick<Card, 'zone'>): string {
  const { endpoint, message, said, date, promiseAt, reaction, objection, override } = draft
  const whose = said === 'callback_requested' ? (draft.isMine ? ', by you' : ', by anyone') : ''
  const when = date === null ? '' : ` ${formatClock(date, zone)} there${whose}`
  return [
    endpoint === null ? '' : endpoint === 'never' ? 'It was never dialled' : endpointFlags(endpoint).says,
    endpoint === null || endpoint === 'never' || message === null || message === 'none_planned'
      ? ''
      : messageFlags(message).says,
    said === null ? '' : `${businessFlags(said).says}${when}`,
    draft.note ?? '',
    promiseAt === null ? '' : `promised to call ${formatClock(promiseAt, zone)} there`,
    draft.remembered === null ? '' : `remembered a message: ${draft.remembered}`,
    reaction === null ? '' : reactions[reaction],
    objection === null ? '' : objections[objection],
    draft.loss === null ? '' : `lost: ${draft.loss.replaceAll('_', ' ')}`,
    override === null ? '' : overrides[override]
  ]
    .filter(Boolean)
    .join('; ')
}

function overlayLines(overlay: Overlay, room: number, { bold }: Paint): readonly Line[] {
  if (overlay.kind === 'menu') {
    const { title, options } = overlay.menu
    const lines = options.map(({ key, says }) => `${key}  ${says}`)
    return [{ text: title, paint: bold }, ...inColumns(lines, room - 1).map(PLAIN)]
  }
  if (overlay.kind !== 'lines') return []
  return [{ text: overlay.title, paint: bold }, ...inColumns(overlay.lines, room - 1).map(PLAIN)]
}

/** As many columns as it takes to get every line into the room. */
function inColumns(lines: readonly string[], room: number): readonly string[] {
  if (lines.length <= room || room < 1) return lines
  const half = Math.ceil(lines.length / 2)
  return Array.from({ length: half }, (_, i) => `${fitted(lines[i]!, 38)} ${lines[i + half] ?? ''}`)
}

function footOf(desk: Desk, fold: Fold, { bold, faint, open }: Paint): readonly Line[] {
  const { board, overlay } = desk
  const { callbacks, promises, replies, tasks } = board.due
  const { dials, human, conversations, meetings, messages, minutes } = board.today
  const undo =
    desk.undo === null || desk.phase.kind === 'call' ? 0 : Math.max(0, Math.ceil((desk.undo.until - desk.now) / 1000))
  const back = undo > 0 ? [`Z takes back the last one: ${undo} s`] : []
  const shown = keysOf(desk).filter(([key]) => key !== '?' && !(undo > 0 && key === 'Z'))
  const keys = [...back, '? keys', keyLine(shown)].join(' · ')
  const field = overlay?.kind === 'field' ? `${overlay.label}: ${tail(overlay.text)}_  (${overlay.hint})` : undefined
  const says = field ?? (overlay?.kind === 'question' ? overlay.says : desk.says)
  return [
    ...fold(says, 3).map((text): Line => ({ text, paint: bold })),
    ...(overlay?.kind === 'menu' || overlay?.kind === 'lines' ? [PLAIN('Esc leaves it')] : fold(keys, 2).map(PLAIN)),
    ...board.upcoming
      .slice(0, 3)
      .map((text, i): Line => ({ text: `${i === 0 ? 'Then ' : '     '} ${text}`, paint: faint })),
    {
      text: `Due now: ${callbacks} callbacks, ${promises} promises, ${replies} replies, ${tasks} tasks`,
      paint: callbacks + promises > 0 ? open : asIs
    },
    PLAIN(
      `Today: ${dials} dials, ${human} human, ${conversations} conversations, ${meetings} meetings, ${messages} messages, ${minutes} min${desk.pauseAfter ? ' · pause after this call' : ''}`
    )
  ]
}

/** What is said once the screen is gone: what today came to, and what stays open. */
export function farewell(phase: Phase, board: Board): string {
  const { dials, conversations, meetings, messages, minutes } = board.today
  const sums = `Today ${dials} dials, ${conversations} conversations, ${meetings} meetings, ${messages} messages, ${minutes} minutes.`
  if (phase.kind !== 'call') return sums
  return `${sums}\nNothing is said of the call to ${clean(phase.card.name)} yet: the next start asks what came of it.`
}

/** The end of a long text: what is being typed is what has to be seen. */
const tail = (text: string): string => (text.length > 150 ? `…${text.slice(-150)}` : text)

function minutesAndSeconds(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
