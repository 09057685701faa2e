import { type Doors } from './doors.ts'

/** Ids in one block of the sequence `id_block`. */
export const BLOCK = 1024

export type Ids = {
  /** So many new ids, unique in the whole database. */
  readonly take: (count: number) => Promise<readonly number[]>
}

/** Hands out ids from reserved blocks; what is left of a block at the end is lost, which costs nothing. */
export function ids(store: Pick<Doors, 'outside'>): Ids {
  const free: number[] = []
  let filling: Promise<void> = Promise.resolve()
  const fill = async (blocks: number): Promise<void> => {
    const { rows } = await store.outside({
      text: `select nextval('id_block') as block from generate_series(1, $1)`,
      values: [blocks]
    })
    for (const { block } of rows as { block: number }[])
      for (let i = 0; i < BLOCK; i++) free.push((block - 1) * BLOCK + i + 1)
  }
  return {
    async take(count) {
      // One at a time: two who wait for the same block would else both take it.
      const taken = filling.then(async () => {
        if (free.length < count) await fill(Math.ceil((count - free.length) / BLOCK))
        return free.splice(0, count)
      })
      filling = taken.then(
        () => undefined,
        () => undefined
      )
      return await taken
    }
  }
}
