import { afterEach, expect, test, vi } from 'vitest'
import { chromium } from './chromium.ts'

afterEach(() => vi.unstubAllEnvs())

test.for(['/nowhere/chromium', '/bin/true'])(
  'a named browser that renders nothing is refused by name: %s',
  async (path) => {
    vi.stubEnv('AFTERTONE_CHROMIUM', path)
    const answer = await chromium(() => {})
    expect(answer).toMatchObject({ kind: 'none', why: expect.stringContaining(`AFTERTONE_CHROMIUM names ${path}`) })
  }
)
