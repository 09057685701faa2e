import { type CallHouse, type LivingCall, asteriskCall } from './asterisk-call.ts'
import { type AsteriskNode } from './asterisk-node.ts'
import { type Bridge, type Channel } from './generated/ari-types.ts'
import { isOf } from './ids.ts'
import { type Seat } from './node-link.ts'
import { type SeatedRep, livingReps, seatedRep, variableOf } from './rep-legs.ts'

/**
 * Takes over what outlived another process of ours: its calls, and the reps who are seated. What only served that
 * process, its ears above all, is put away.
 */
export async function adoptCalls(
  { node, calls }: Seat,
  house: CallHouse,
  keepRep: (rep: SeatedRep) => SeatedRep
): Promise<readonly LivingCall[]> {
  const [channels, bridges] = await Promise.all([node.ari.ask('GET /channels'), node.ari.ask('GET /bridges')])
  const callees = channels.filter((channel) => isCallee(channel, node) && !calls.has(channel.id))
  const bridgeOfChannel = (id: string): Bridge | undefined => bridges.find(({ channels }) => channels.includes(id))
  await putAway(node, channels, bridges)
  const reps = new Map<string, SeatedRep>()
  for (const [id, rep] of await livingReps(node, channels)) {
    const bridge = bridgeOfChannel(id)
    const isBusy = callees.some((callee) => bridge?.channels.includes(callee.id))
    reps.set(id, keepRep(await seatedRep(node, id, rep, house.timers, isBusy)))
    if (!isBusy && bridge !== undefined)
      await node.tidy(node.ari.ask('DELETE /bridges/{bridgeId}', { path: { bridgeId: bridge.id } }))
  }
  const adopted: LivingCall[] = []
  for (const channel of callees) {
    const bridge = bridgeOfChannel(channel.id)
    const rep = bridge?.channels.map((id) => reps.get(id)).find((each) => each !== undefined)
    const living = await takeOver(node, channel, bridge?.id ?? null, house)
    if (rep !== undefined) living.adoptRep(rep)
    living.recall(channel.state)
    void living.open(rep === undefined).catch(() => undefined)
    adopted.push(living)
  }
  return adopted
}

const isCallee = ({ id, name }: Channel, { address }: AsteriskNode): boolean =>
  isOf('c', id) || (name.startsWith(`PJSIP/${address.trunk}-`) && !isOf('t', id) && !isOf('r', id))

async function takeOver(
  node: AsteriskNode,
  { id, caller }: Channel,
  bridgeId: string | null,
  house: CallHouse
): Promise<LivingCall> {
  const known = (variable: string): Promise<string> => variableOf(node, id, variable).catch(() => '')
  const isInbound = !isOf('c', id)
  const [attemptId, to, ends] = isInbound
    ? ['', '', '']
    : await Promise.all([known('AFTERTONE_ATTEMPT'), known('AFTERTONE_TO'), known('AFTERTONE_ENDS')])
  const leftMs = ends === '' ? 4 * 3_600_000 : Math.max(1_000, Number(ends) - Date.now())
  const birth = {
    ...{ channelId: id, bridgeId, isInbound, attemptId: attemptId === '' ? null : attemptId, to },
    ...{ from: isInbound ? caller.number : null, ringMs: Math.min(60_000, leftMs), maxMs: leftMs }
  }
  return asteriskCall(node, birth, house)
}

/** Ears, spies and bridges of a process that is gone. */
async function putAway(node: AsteriskNode, channels: readonly Channel[], bridges: readonly Bridge[]): Promise<void> {
  const { ari, tidy } = node
  const orphans = channels.filter(({ id }) => (isOf('x', id) || isOf('s', id)) && !node.isAttended(id))
  for (const { id } of orphans) await tidy(ari.ask('DELETE /channels/{channelId}', { path: { channelId: id } }))
  const empty = bridges.filter(({ id, channels }) => isOf('l', id) || (isOf('b', id) && channels.length === 0))
  for (const { id } of empty) await tidy(ari.ask('DELETE /bridges/{bridgeId}', { path: { bridgeId: id } }))
}
