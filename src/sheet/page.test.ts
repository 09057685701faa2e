import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pageFormat } from './page.ts'
import { sampleHead, sampleRow } from './sheet-row.arbitrary.ts'
import { noRows } from './summary.ts'

function page(row = sampleRow(), head = sampleHead()): string {
  const format = pageFormat()
  const foot = {
    summary: head.summary,
    bad: [{ row: 3, bad: 'has <no> telephone number' }],
    problems: ['column "Shoe" is not read'],
    leftOff: 0,
    law: []
  }
  return format.begin(head) + format.group('new inbound lead', 1) + format.line(row) + format.end(foot)
}

test('the page shows who, when, why, the message in words, what follows, and room for notes', () => {
  const html = page()
  for (const words of ['Ada Byron', '+1 212 555 0123', 'until 21:00', 'New inbound lead, nobody has called yet'])
    expect(html).toContain(words)
  for (const words of [
    'Leave a message',
    'Who you are, your company.',
    'at most 25 seconds',
    'E-mail 10:20',
    'class="notes"'
  ])
    expect(html).toContain(words)
  expect(html).toContain('Row 3: has &lt;no&gt; telephone number')
  expect(html).toContain('leads.csv')
})

test('nothing that a list holds becomes markup', () => {
  const hostile = fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onclick='x",
    '</style><b>',
    '&lt;'
  )
  fc.assert(
    fc.property(hostile, hostile, hostile, (name, company, why) => {
      const html = page(sampleRow({ name, company, why, warnings: [why] }), sampleHead({ list: name, title: company }))
      expect(html).not.toMatch(/<script|<img|<b>(?!<\/b>)|onclick='/)
    })
  )
})

test('the page loads nothing and runs nothing', () => {
  const html = page()
  expect(html).not.toMatch(/<script|<link|@import|url\(|https?:/)
  expect(html).toContain("default-src 'none'")
})

test('tags open and close in pairs, with several groups and with none', () => {
  const format = pageFormat()
  const head = sampleHead()
  const foot = { summary: noRows, bad: [], problems: [], leftOff: 0, law: [] }
  const two =
    format.begin(head) +
    format.group('later', 1) +
    format.line(sampleRow()) +
    format.group('never', 1) +
    format.line(sampleRow({ stop: { reason: 'opt_out' } })) +
    format.end(foot)
  const empty = pageFormat()
  for (const html of [two, empty.begin(head) + empty.end(foot)])
    for (const tag of ['table', 'tbody', 'thead', 'tr', 'td', 'body', 'html', 'header'])
      expect(html.match(new RegExp(`<${tag}[ >]`, 'g'))?.length ?? 0).toBe(
        html.match(new RegExp(`</${tag}>`, 'g'))?.length ?? 0
      )
})
