import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { textCode } from '../facts/fact.ts'
import { type Program } from '../playbook/program.ts'

/**
 * Chance that comes from names and never from time or order: the same lead, playbook, attempt and seed draw the same
 * number in every world, on every machine, for one thread or many.
 */
export type Dice = {
  /** 32 bits of lead, playbook and seed. */
  readonly key: number
  /** One uniform number per experiment of the programme, fixed for the cluster. */
  readonly arms: readonly number[]
}

/** What a number is drawn for; each has a stream of its own, so that adding a draw moves no other. */
export const streams = { explore: 1, wait: 2, rounds: 3, daypart: 4, after: 5 } as const

export function diceOf(program: Program, leadId: string, cluster: string, seed: number): Dice {
  return {
    key: diceKey(program, leadId, seed),
    arms: experimentsOf(program).map((experiment) => uniformOf(`${experiment.name}:${experiment.phase}`, cluster))
  }
}

/** What keys every draw of one person under one programme. */
export function diceKey(program: Program, leadId: string, seed: number): number {
  return named(`${leadId}\n${program.name}`, seed)
}

/** What keys every draw of an invented person: the same one under every programme. */
export const personKey = (name: string, seed: number): number => named(`${name}\n`, seed)

const named = (name: string, seed: number): number => (textCode(name) ^ Math.imul(seed | 0, 0x9e3779b1)) >>> 0

/** Experiments of a programme in the order of its rules; `Dice.arms` has the same order. */
export function experimentsOf(program: Program) {
  return program.rules.flatMap((rule) => (rule.act.kind === 'experiment' ? [rule.act.experiment] : []))
}

/**
 * Uniform number of a cluster under a salt: the first 8 bytes, big-endian, of SHA-256 over `salt:key`, shifted right
 * by 11 and divided by 2^53. Everything that assigns arms uses this one function.
 */
export function uniformOf(salt: string, key: string): number {
  const bytes = sha256(utf8ToBytes(`${salt}:${key}`))
  let high = 0
  let low = 0
  for (let i = 0; i < 4; i++) high = high * 256 + bytes[i]!
  for (let i = 4; i < 8; i++) low = low * 256 + bytes[i]!
  return (high * 2 ** 21 + Math.floor(low / 2 ** 11)) / 2 ** 53
}

/** The first arm whose cumulative share exceeds the number; the last one where rounding leaves a rest. */
export function armOf(uniform: number, shares: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < shares.length; i++) {
    sum += shares[i]!
    if (uniform < sum) return i
  }
  return shares.length - 1
}

/** A number in [0, 1) for one attempt and stream: two rounds of the murmur3 finaliser. */
export function draw(key: number, attempt: number, stream: number): number {
  let x = key ^ Math.imul(attempt + 1, 0x85ebca6b) ^ Math.imul(stream, 0xc2b2ae35)
  x = mix(x)
  x = mix(x + 0x9e3779b9)
  return (x >>> 0) / 2 ** 32
}

function mix(x: number): number {
  x ^= x >>> 16
  x = Math.imul(x, 0x85ebca6b)
  x ^= x >>> 13
  x = Math.imul(x, 0xc2b2ae35)
  return x ^ (x >>> 16)
}
