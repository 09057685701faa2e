import { type Store } from '../store/store.ts'

/** How the playing of a message came to its end. */
export const deliveryEnds = ['whole', 'voice', 'key', 'again', 'hung_up', 'carrier_failed'] as const
export type DeliveryEnd = (typeof deliveryEnds)[number]

/** One recording, ordered into one mailbox once. */
export type Delivery = {
  readonly leadId: number
  readonly touchAt: number
  readonly touch: number
  /** Which order of this call: one that was given too early is given again. */
  readonly seq: number
  readonly recordingId: number
  /** Null where nothing of it left. */
  readonly startedAt: number | null
  /** From the order to the first packet. */
  readonly firstPacketMs: number | null
  readonly playedMs: number
  /** Bytes that the carrier took, 8,000 a second. */
  readonly bytes: number
  readonly isComplete: boolean
  readonly ended: DeliveryEnd
  /** What of it left, µ-law; null unless the installation keeps it for audit. */
  readonly heard: Uint8Array | null
}

/** Writes down what became of a message that was played; the same again changes nothing. */
export async function writeDelivery(store: Pick<Store, 'inOrg'>, org: number, delivery: Delivery): Promise<void> {
  const { leadId, touchAt, touch, seq, recordingId, startedAt, firstPacketMs, playedMs, bytes, isComplete } = delivery
  await store.inOrg(org, [
    {
      text: `insert into delivery (org, lead_id, touch_at, touch_seq, seq, recording_id, started_at, first_packet_ms, played_ms,
          bytes, is_complete, ended, heard)
        select o.org, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 from org o where o.org = $1
        on conflict do nothing`,
      values: [
        ...[org, leadId, touchAt, touch, seq, recordingId, startedAt, firstPacketMs, Math.round(playedMs), bytes],
        ...[isComplete, deliveryEnds.indexOf(delivery.ended)],
        delivery.heard === null ? null : Buffer.from(delivery.heard)
      ]
    }
  ])
}
