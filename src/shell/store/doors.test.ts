import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { doors } from './doors.ts'
import { migrate } from './migrate.ts'

const message = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(5)
  head.write(type)
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}
const welcome = message('R', Buffer.alloc(4))
const ready = message('Z', Buffer.from('I'))
const farewell = message(
  'E',
  Buffer.from('SFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0')
)

/** A server that dies in the packet in which it says that it is ready, as one that is killed may. */
const server = createServer((socket) => {
  socket.on('error', () => undefined)
  socket.once('data', () => socket.end(Buffer.concat([welcome, ready, farewell])))
})
const place = async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    user: 'nobody',
    password: '',
    database: 'x'
  }
}
afterEach(() => void server.close())

test('a server that goes while a connection is handed over is a sentence, not the end of the process', async () => {
  await using open = doors(await place(), 2)
  await expect(open.outside({ text: 'select 1' })).rejects.toThrow(/^The database has gone: /)
})

test('so it is while a database is brought up to date', async () => {
  await expect(migrate(await place())).rejects.toThrow(/terminat|connection|not queryable|closed/i)
})
