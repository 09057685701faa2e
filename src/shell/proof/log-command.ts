import { parseInstant } from '../../clock/civil.ts'
import { Complaint } from '../command/complaint.ts'
import { sayOnStderr, standardOutput } from '../command/terminal.ts'
import { openInstallation } from '../store/installation.ts'
import { guardLog } from './guard-log.ts'

export type GuardLogOptions = { readonly number?: string; readonly from?: string; readonly until?: string }

/** What was checked of each touch, against which data, and the answer; with whether the minute of it is sealed. */
export async function showGuardLog({ number, from, until }: GuardLogOptions): Promise<void> {
  const instant = (name: string, text: string | undefined): number | undefined => {
    if (text === undefined) return undefined
    const ms = parseInstant(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text)?.epochMs
    if (ms === undefined) throw new Complaint(`--${name} ${text}: must be a day such as 2027-01-04, or RFC 3339`, 2)
    return ms
  }
  const [fromMs, untilMs] = [instant('from', from), instant('until', until)]
  await using installation = await openInstallation(process.env, sayOnStderr)
  const wish = {
    ...(number === undefined ? {} : { number }),
    ...(fromMs === undefined ? {} : { from: fromMs }),
    ...(untilMs === undefined ? {} : { until: untilMs })
  }
  const out = standardOutput()
  for await (const each of guardLog(installation.store, installation.org, wish))
    await out.write(`${JSON.stringify(each)}\n`)
}
