import { z } from 'zod'
import { FactsDocument } from '../../facts/schema.ts'
import { PlaybookDocument } from '../../playbook/schema.ts'
import { standardOutput } from './terminal.ts'

/** What can be described by a JSON Schema: the two texts that people write. */
export const described = {
  facts: {
    type: FactsDocument,
    title: 'FACTS',
    says: 'What is known of a lead at the voicemail; every field is optional.'
  },
  playbook: { type: PlaybookDocument, title: 'Playbook', says: 'A strategy as a manager writes it, in YAML or JSON.' }
} as const
export type Described = keyof typeof described

/** JSON Schema (draft 2020-12) of what may be written, not of what is made of it. */
export function schemaOf(what: Described): object {
  const { type, title, says } = described[what]
  const { $schema, ...schema } = z.toJSONSchema(type, { io: 'input', target: 'draft-2020-12' })
  return { $schema, title, description: says, ...schema }
}

/** Prints a schema for editors and other programs; with `json` on one line. */
export async function schema(what: Described, { json }: { readonly json?: boolean }): Promise<void> {
  await standardOutput().write(`${JSON.stringify(schemaOf(what), null, json ? 0 : 2)}\n`)
}
