import { formatInstant } from '../../clock/civil.ts'
import { type Answer, type Desk, answer, deskFor } from '../../decide/answer.ts'
import { type FactTexts, factValues, traceOf } from '../../decide/trace.ts'
import { type Facts } from '../../facts/facts.ts'
import { whereabouts } from '../../guard/where.ts'
import { type LawOnFile, lawOnFile } from '../law/law-on-file.ts'
import { playbookNamed } from '../playbooks/playbook-named.ts'
import { homeOf } from '../postgres/home-of.ts'
import { answerWords } from './answer-words.ts'
import { readFactsFile } from './facts-file.ts'
import { type Setting, type SettingOptions, root, settingOf } from './setting.ts'
import { columnsOf, paintFor, standardOutput } from './terminal.ts'
import { traceWords } from './trace-words.ts'

export type DecideOptions = SettingOptions & { readonly playbook: string; readonly json?: boolean }

/** Decides about one voicemail and says it; a skip or a stop is an answer like any other. */
export async function decide(file: string, options: DecideOptions): Promise<void> {
  const { answer: said, local } = await answered(file, options)
  const text = options.json ? `${JSON.stringify(said)}\n` : answerWords(said, local, columnsOf(), paintFor())
  await standardOutput().write(text)
}

/** The same decision with the whole way to it: rules, facts, guard, dice. */
export async function explain(file: string, options: DecideOptions): Promise<void> {
  const { answer: said, local, desk, facts, bytes, setting, law } = await answered(file, options)
  const texts = textsOf(bytes)
  const trace = traceOf(desk, facts, setting.seed, texts)
  const asked = law.words(facts.now)
  const [columns, paint] = [columnsOf(), paintFor()]
  const text = options.json
    ? `${JSON.stringify({ ...said, trace: { at: local, law: asked, ...trace, facts: factValues(facts, texts) } })}\n`
    : `${answerWords(said, local, columns, paint)}\n${traceWords(trace, asked, columns, paint)}`
  await standardOutput().write(text)
}

type Answered = {
  readonly answer: Answer
  /** RFC 3339: the clock on their wall. */
  readonly local: string
  readonly desk: Desk
  readonly law: LawOnFile
  readonly facts: Facts
  readonly bytes: Uint8Array
  readonly setting: Setting
}

async function answered(file: string, options: DecideOptions): Promise<Answered> {
  const setting = settingOf(options)
  const program = playbookNamed(options.playbook)
  const { facts, bytes } = await readFactsFile(file, setting)
  const law = await lawOnFile(homeOf(process.env, root))
  const desk = deskFor(program, law.house, whereabouts(), law.listed)
  const zone = desk.tableOf(facts).where.clock
  return {
    answer: answer(desk, facts, setting.seed),
    local: formatInstant(facts.now, zone),
    desk,
    law,
    facts,
    bytes,
    setting
  }
}

/** What FACTS said in free text; the packed form keeps only codes of it. */
function textsOf(bytes: Uint8Array): FactTexts {
  const { lead = {} } = JSON.parse(Buffer.from(bytes).toString()) as { lead?: { stage?: string; currency?: string } }
  return {
    ...(lead.stage === undefined ? {} : { 'lead.stage': lead.stage }),
    ...(lead.currency === undefined ? {} : { 'lead.currency': lead.currency })
  }
}
