import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as z from 'zod'
import { Complaint } from '../../../command/complaint.ts'
import { OutsideError } from '../../../outside-error.ts'
import { type AsteriskCarrierSettings } from '../asterisk-carrier.ts'

/** What Aftertone has to know of its Asterisks: telephony.json, beside the settings that were written for them. */
export const TelephonyFile = z.strictObject({
  numbers: z.array(z.string().regex(/^\+[1-9]\d{6,14}$/, 'a number as +12125550123')),
  dials: z.enum(['e164', 'digits']),
  nodes: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        url: z.url({ protocol: /^https?$/ }),
        application: z.string().min(1),
        user: z.string().min(1),
        /** Relative to this file. The password stands in a file of its own, which nobody but its owner reads. */
        passwordFile: z.string().min(1),
        trunk: z.string().min(1)
      })
    )
    .min(1),
  /** For the doctor alone: what the files of the Asterisk say. */
  rtp: z.strictObject({ from: z.int(), until: z.int() }).nullable(),
  reps: z.array(
    z.strictObject({ name: z.string().min(1), kind: z.enum(['browser', 'desk']), secret: z.string().nullable() })
  )
})
export type TelephonyFile = z.infer<typeof TelephonyFile>

export const TELEPHONY_FILE = 'telephony.json'

/** The folder that was named, else that of AFTERTONE_TELEPHONY. */
export function telephonyFolder(named: string | undefined, env = process.env): string {
  const folder = named ?? env['AFTERTONE_TELEPHONY']
  if (folder !== undefined && folder !== '') return folder
  throw new Complaint('No telephony is set up: name its folder, or write one with "aftertone telephony init".', 2)
}

/** Reads what `telephony init` wrote, or somebody by hand; the folder is named by AFTERTONE_TELEPHONY. */
export function readTelephony(folder: string): TelephonyFile & { readonly carrier: AsteriskCarrierSettings } {
  const path = join(folder, TELEPHONY_FILE)
  const read = TelephonyFile.safeParse(jsonOf(path))
  if (!read.success) {
    const [first] = read.error.issues
    throw new OutsideError(
      'damaged',
      `${path}: ${first?.path.join('.')}: ${first?.message}. Mend it, or write it anew.`
    )
  }
  const file = read.data
  const nodes = file.nodes.map(({ passwordFile, ...node }) => ({
    ...{ ...node, url: node.url.replace(/\/$/, '') },
    password: textOf(resolve(folder, passwordFile)).trim()
  }))
  return { ...file, carrier: { nodes, numbers: file.numbers, dials: file.dials } }
}

function jsonOf(path: string): unknown {
  const text = textOf(path)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new OutsideError(
      'damaged',
      `${path} is no JSON: mend it, or write it anew with "aftertone telephony init".`,
      {
        cause
      }
    )
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new OutsideError('failed', `${path} cannot be read: write it with "aftertone telephony init".`, { cause })
  }
}
