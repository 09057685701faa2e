import { formatInstant } from '../../clock/civil.ts'
import { clockWords } from '../../sheet/words.ts'
import { type MayCall } from '../api/may-call.ts'

/** Whether a call is allowed now and why not, as lines of a lead’s story: a name before each. */
export function mayCallLines(may: MayCall, wantsTrace: boolean): readonly (readonly [name: string, text: string])[] {
  const { standing, rule, from, trace, zone } = may
  const at = from === null ? null : clockWords(formatInstant(from, zone), '')
  const lift = at === null ? 'time alone does not lift it' : `allowed from ${at} there`
  return [
    ['Why', standing.why],
    ['Call', rule === null ? 'no rule forbids it now' : `forbidden now by ${rule.ruleId}: ${rule.reason}; ${lift}`],
    ...(rule === null ? [] : ([['', rule.remedy]] as const)),
    ...(wantsTrace
      ? trace.map(
          ({ ruleId, holds, saw }) =>
            ['', `${holds ? 'holds' : 'FAILS'} ${ruleId}${saw === '' ? '' : ` (${saw})`}`] as const
        )
      : [])
  ]
}

/** The same for programs; instants on the person’s clock. */
export function mayCallJson({ standing, rule, from, trace, zone }: MayCall, wantsTrace: boolean) {
  const on = (at: number | null): string | null => (at === null ? null : formatInstant(at, zone))
  return {
    callable: standing.isCallable,
    ...{ why: standing.why, nextAt: on(standing.nextAt), allowed: rule === null, ...rule, from: on(from) },
    ...(wantsTrace ? { trace: trace.map(({ ruleId, holds, saw }) => ({ ruleId, holds, saw })) } : {})
  }
}
