import pg from 'pg'
import utils from 'pg/lib/utils.js'

/** One statement with its parameters. A name makes the server keep its plan on the connection. */
export type Statement = { readonly text: string; readonly values?: readonly unknown[]; readonly name?: string }

type Wire = {
  readonly stream: { cork(): void; uncork(): void }
  readonly parsedStatements: Record<string, string | undefined>
  parse(query: { text: string; name: string }): void
  bind(config: { statement: string; values: readonly unknown[]; valueMapper: (value: unknown) => unknown }): void
  describe(what: { type: 'P'; name: string }): void
  execute(config: { rows: number }): void
  sync(): void
  on(event: 'parseComplete', listener: () => void): unknown
  removeListener(event: 'parseComplete', listener: () => void): unknown
}

/** A result of the driver with the methods by which the driver itself fills it. */
type Gathered = {
  addFields(fields: readonly unknown[]): void
  parseRow(fields: readonly unknown[]): unknown
  addRow(row: unknown): void
  addCommandComplete(message: { readonly text: string }): void
}

/**
 * Several statements before one Sync: one round trip and one transaction, since the server commits at the Sync. The
 * first that fails undoes them all. The driver calls the methods as answers arrive.
 */
export class Pipeline {
  readonly #statements: readonly Statement[]
  readonly #done: (error: Error | null, results: readonly pg.Result[]) => void
  readonly #results: Gathered[] = []
  #at = 0
  #error: Error | null = null
  #stopHearing = (): void => undefined

  constructor(
    statements: readonly Statement[],
    done: (error: Error | null, results: readonly pg.Result[]) => void,
    types: pg.CustomTypesConfig
  ) {
    this.#statements = statements
    this.#done = done
    for (const _ of statements) this.#results.push(new pg.Result('', types as never) as never)
  }

  submit(connection: Wire): Error | null {
    const sent: Statement[] = []
    this.#hear(connection, sent)
    connection.stream.cork()
    try {
      for (const { text, name = '', values = [] } of this.#statements) {
        const isSent = sent.some((each) => each.name === name && each.text === text)
        if (name === '' || !(isSent || connection.parsedStatements[name] === text)) {
          connection.parse({ text, name })
          sent.push({ text, name })
        }
        connection.bind({ statement: name, values, valueMapper: utils.prepareValue })
        connection.describe({ type: 'P', name: '' })
        connection.execute({ rows: 0 })
      }
      connection.sync()
    } finally {
      connection.stream.uncork()
    }
    return null
  }

  /**
   * The driver is told which named statements the server knows as they become known: they stay known when a later
   * statement fails and everything else is undone.
   */
  #hear(connection: Wire, sent: Statement[]): void {
    const parsed = (): void => {
      const { name, text } = sent.shift()!
      if (name) connection.parsedStatements[name] = text
    }
    connection.on('parseComplete', parsed)
    this.#stopHearing = () => connection.removeListener('parseComplete', parsed)
  }

  handleRowDescription(message: { fields: unknown[] }): void {
    this.#results[this.#at]!.addFields(message.fields)
  }

  handleDataRow(message: { fields: unknown[] }): void {
    const result = this.#results[this.#at]!
    result.addRow(result.parseRow(message.fields))
  }

  handleCommandComplete(message: { text: string }): void {
    this.#results[this.#at++]!.addCommandComplete(message)
  }

  handleEmptyQuery(): void {
    this.#at++
  }

  /** Until the Sync the server answers nothing more; the driver then says that it is ready. */
  handleError(error: Error): void {
    this.#stopHearing()
    this.#error ??= error
    this.#done(this.#error, [])
  }

  handleReadyForQuery(): void {
    this.#stopHearing()
    if (this.#error !== null) return
    this.#done(null, this.#results as never)
  }

  handlePortalSuspended(): void {}
  handleCopyInResponse(): void {}
  handleCopyData(): void {}
}
