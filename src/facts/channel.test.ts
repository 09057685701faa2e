import { expect, test } from 'vitest'
import { channelCode, channels } from './channel.ts'

test('every channel has its place in the list as its code, a channel of another name fails', () => {
  expect(channels.map(channelCode)).toEqual(channels.map((_, place) => place))
  expect(() => channelCode('pigeon' as never)).toThrow('no channel is called pigeon')
})
