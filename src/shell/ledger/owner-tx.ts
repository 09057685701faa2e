import type pg from 'pg'
import { type Tx, inOneBreath, storeFailure } from '../store/doors.ts'

/** One transaction of the owner of the tables in one org: for what the application may not, emptying what is written once. */
export async function inOwnerTx<T>(owner: pg.Client, org: number, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (!Number.isInteger(org) || org < 1 || org > 0x7fffffff) throw new Error(`${org} is no org`)
  const tx: Tx = { org, client: owner, query: inOneBreath(owner) }
  try {
    await owner.query(`begin; set local app.org = '${org}'`)
    const answer = await work(tx)
    await owner.query('commit')
    return answer
  } catch (error) {
    await owner.query('rollback').catch(() => undefined)
    throw storeFailure(error)
  }
}
