import { setTimeout } from 'node:timers/promises'
import { Client, type ClientConfig } from 'pg'
import { type Arrival, arrive } from './arrive.ts'
import { binariesFor } from './binaries.ts'
import { connectionFailure } from './failure.ts'
import { openHome, passwordOf } from './home.ts'
import { withServerLock } from './lock.ts'
import type { OpenOptions, Postgres, Role } from './postgres.ts'
import { shortenLog, stopPostmaster } from './postmaster.ts'
import { hasOthers, type Listening, ownerConfig, tryToJoin } from './presence.ts'
import { appRole, createDatabase, dropDatabase, furnish, listDatabases } from './roles.ts'

const database = 'aftertone'

/** Opens the server that comes with us: joins it when it runs, starts it when it does not. */
export async function openEmbedded(path: string, options: OpenOptions): Promise<Postgres> {
  const home = openHome(path)
  const { settings = {}, say = () => undefined, patienceMs = 15_000, root } = options
  const presence = new Presence({ home, root, settings, say, patienceMs })
  await presence.join()
  const config = (name: string, role: Role): ClientConfig => {
    const owner = ownerConfig(home, presence.listening, name)
    return role === 'owner' ? owner : { ...owner, user: appRole, password: passwordOf(home, 'app.password') }
  }
  const asOwner = async <Result>(work: (client: Client) => Promise<Result>): Promise<Result> => {
    const client = new Client({ ...config('postgres', 'owner'), connectionTimeoutMillis: 10_000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return await work(client)
    } catch (error) {
      throw connectionFailure(`PostgreSQL in ${home.cluster}`, error, home.path)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  return {
    kind: 'embedded',
    home: home.path,
    cluster: home.cluster,
    config,
    database,
    createDatabase: (name, template) => asOwner((client) => createDatabase(client, name, template)),
    dropDatabase: (name) => asOwner((client) => dropDatabase(client, name)),
    databases: () => asOwner(listDatabases),
    notices: presence.notices,
    [Symbol.asyncDispose]: () => presence[Symbol.asyncDispose]()
  }
}

/**
 * Our being there, which the server sees as one connection. Whoever leaves and sees nobody else present stops it. A
 * presence that breaks because the server was killed comes back by itself and starts it again.
 */
class Presence {
  readonly notices: string[]
  readonly #arrival: Arrival
  #client: Client | null = null
  #listening: Listening | null = null
  #isLeaving = false
  #return: Promise<void> = Promise.resolve()

  constructor(arrival: Arrival) {
    this.#arrival = arrival
    this.notices = [...arrival.home.notices]
  }

  get listening(): Listening {
    if (this.#listening === null) throw new Error('a presence has joined before it is asked where')
    return this.#listening
  }

  async join(): Promise<void> {
    const { home, say } = this.#arrival
    await withServerLock(home.path, say, async () => {
      const { client, listening, notices } = await arrive(this.#arrival, (present) =>
        furnish(present, database, passwordOf(home, 'app.password'))
      )
      this.notices.push(...notices)
      client.once('end', () => {
        if (this.#client !== client) return
        this.#client = null
        this.#return = this.#comeBack()
      })
      this.#client = client
      this.#listening = listening
      shortenLog(home)
    })
  }

  async #comeBack(): Promise<void> {
    while (!this.#isLeaving && this.#client === null) {
      try {
        await this.join()
      } catch {
        // Whoever asks the server hears why it does not answer; we only go on trying.
        await setTimeout(1_000, undefined, { ref: false })
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isLeaving) return
    this.#isLeaving = true
    await this.#return
    const { home, root, say } = this.#arrival
    await withServerLock(home.path, say, async () => {
      const client = this.#client ?? (await this.#lookIn())
      this.#client = null
      if (client === null) return
      // A server that answers no more is left to whoever comes next.
      const isLast = await hasOthers(client).then(
        (others) => !others,
        () => false
      )
      await client.end().catch(() => undefined)
      if (isLast) await stopPostmaster(home, () => binariesFor(root, home))
    })
  }

  /** The server may have come back without us. */
  async #lookIn(): Promise<Client | null> {
    const answer = await tryToJoin(this.#arrival.home, this.#listening, 2_000).catch(() => null)
    return answer?.kind === 'joined' ? answer.client : null
  }
}
