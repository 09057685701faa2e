import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { asShown, dropFile, openPage, sampleList, sheetOf, shownRows, strangers, stage } from './web-page.ts'

const open = stage()

const list = readFileSync(sampleList, 'utf8')

test('a dropped list becomes the sheet that the rooms make of it, row by row, and nothing is sent anywhere', async () => {
  const { page, complaints, asked } = await openPage(open.context(), open.address())
  expect(await page.title()).toContain('Aftertone')
  await dropFile(page, 'spring.csv', list)
  await page.getByRole('grid').waitFor()
  const wanted = sheetOf(list, 'case-by-case').lines

  const shown = await shownRows(page, 80)

  expect(shown.map(({ next: _, ...row }) => row)).toEqual(wanted.slice(0, 80).map(asShown))
  const named = wanted.flatMap((line, i) =>
    line.next === null || i >= 80 ? [] : [[line.next.at.slice(11, 16), shown[i]!.next] as const]
  )
  expect(named.length).toBeGreaterThan(20)
  for (const [time, text] of named) expect(text).toContain(time)
  expect(strangers(asked, open.address())).toEqual([])
  expect(complaints).toEqual([])
})

test('every lead of the list is on the sheet, in calling order to the last', async () => {
  const { page } = await openPage(open.context(), open.address())
  await dropFile(page, 'spring.csv', list)
  await page.getByRole('grid').waitFor()
  const wanted = sheetOf(list, 'case-by-case').lines

  const shown = await shownRows(page, wanted.length)

  expect(shown.map(({ row }) => row)).toEqual(wanted.map(({ row }) => row))
})

test('another strategy gives other answers, those of its own rules', async () => {
  const { page, complaints } = await openPage(open.context(), open.address())
  await dropFile(page, 'spring.csv', list)
  await page.getByRole('grid').waitFor()

  await page.getByRole('radio', { name: 'Next number' }).check({ force: true })
  await page.getByText('leads, Next number').waitFor()

  const wanted = sheetOf(list, 'drive-by').lines
  const shown = await shownRows(page, 50)
  expect(shown.map(({ next: _, ...row }) => row)).toEqual(wanted.slice(0, 50).map(asShown))
  expect(shown.map(({ voicemail }) => voicemail)).not.toContain('Leave')
  expect(page.url()).toContain('playbook=drive-by')
  expect(complaints).toEqual([])
})

test('an opened lead says what the room decided: advice, reason, message, next step, refusals', async () => {
  const { page } = await openPage(open.context(), open.address())
  await dropFile(page, 'spring.csv', list)
  const line = sheetOf(list, 'case-by-case').lines.find(
    (each) => each.voicemail.action === 'leave' && each.next !== null
  )!
  await page.getByRole('searchbox').fill(line.name)
  await page.locator(`[data-row="${line.row}"]`).click()

  const panel = page.getByRole('complementary')
  await panel.getByRole('heading', { name: line.name }).waitFor()
  const text = (await panel.innerText()).replace(/\s+/g, ' ')

  expect(text).toContain('Leave a message')
  expect(text).toContain(line.voicemail.because)
  expect(text).toContain(line.next!.because)
  for (const { whyNot } of line.voicemail.alternatives) expect(text).toContain(whyNot)
  for (const warning of line.warnings) expect(text).toContain(warning)
  // The law comes before the house.
  expect(text).toContain('US-PREREC-WIRELESS')
  expect(text).toContain('case-by-case@1')
})

test('rows that are no leads are named with row and reason, and can be taken home', async () => {
  const { page } = await openPage(open.context(), open.address())
  await dropFile(page, 'spring.csv', list)
  await page.getByRole('button', { name: /^Bad rows/ }).click()
  const { bad } = sheetOf(list, 'case-by-case')
  expect(bad.length).toBeGreaterThan(0)

  for (const { row, reason } of bad) {
    const line = page
      .getByRole('row')
      .filter({ hasText: reason })
      .filter({ hasText: String(row) })
    expect(await line.count()).toBeGreaterThan(0)
  }
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download as CSV' }).click()
  ])
  const csv = readFileSync(await download.path(), 'utf8')
  expect(download.suggestedFilename()).toBe('spring-bad-rows.csv')
  expect(csv.trim().split('\r\n')).toHaveLength(bad.length + 1)
})

test('a file that is no list is refused with its reason and what to do, and the page goes on', async () => {
  const { page, complaints } = await openPage(open.context(), open.address())
  await dropFile(page, 'colours.csv', 'Name,Colour\nAda,red\n')

  const alert = page.getByRole('alert')
  await alert.waitFor()

  expect(await alert.innerText()).toContain('no column holds a telephone number')
  await dropFile(page, 'picture.csv', '\u0000\u0001\u0002PNG\u0000\u0000')
  await page.getByText('picture.csv').waitFor()
  await dropFile(page, 'spring.csv', list)
  await page.getByRole('grid').waitFor()
  expect(await page.getByRole('alert').count()).toBe(0)
  expect(complaints).toEqual([])
})

test('a list of bad rows only says so and leads to them', async () => {
  const { page } = await openPage(open.context(), open.address())
  await dropFile(page, 'spring.csv', 'Name,Phone\nAda,12\nBob,none\n')
  await page.getByText('all 2 rows are bad').waitFor()

  await page.getByRole('button', { name: 'See the bad rows' }).click()

  await page.getByRole('heading', { name: '2 rows could not be read.' }).waitFor()
})

test('a column that was misunderstood is set right and the list is read again', async () => {
  const { page } = await openPage(open.context(), open.address())
  await dropFile(page, 'spring.csv', 'Kunde,Phone\nAda Lovelace,+1 303 555 0142\n')
  await page.getByRole('button', { name: 'Columns' }).click()

  await page.getByLabel('What Kunde holds').selectOption('name')
  await page.getByText('you said so').waitFor()
  await page.getByRole('button', { name: 'Call sheet' }).click()

  expect((await shownRows(page, 1))[0]?.name).toBe('Ada Lovelace')
})

test('whom the law holds back is named with rule and remedy, and one click says that they are firms', async () => {
  const { page, complaints } = await openPage(open.context(), open.address())
  const unsaid = 'Name,Phone\nAda,+1 303 555 0142\nBob,+1 212 555 0142\n'
  await dropFile(page, 'spring.csv', unsaid)
  await page.getByText('Of 2 leads the list does not say whether they are a firm').waitFor()
  const before = sheetOf(unsaid, 'case-by-case').lines
  expect((await shownRows(page, 2)).map(({ next: _, ...row }) => row)).toEqual(before.map(asShown))
  expect(before.map(({ ruleId }) => ruleId)).toEqual(['US-DNC-SCRUB31', 'US-CO-DNC'])
  await page.locator('[data-row="3"]').click()
  await page.getByText('or, if they are a firm, let the list say so.').waitFor()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'They are firms' }).click()
  await page.getByRole('button', { name: 'They are firms' }).waitFor({ state: 'detached' })

  const after = sheetOf(unsaid, 'case-by-case', 'b2b').lines
  expect((await shownRows(page, 2)).map(({ next: _, ...row }) => row)).toEqual(after.map(asShown))
  expect(after.every(({ callable }) => callable)).toBe(true)
  expect(page.url()).toContain('market=b2b')
  expect(complaints).toEqual([])
})

test('when nobody may be called the sheet says when the first one opens', async () => {
  const { page } = await openPage(open.context(), open.address(), { now: '2026-11-24T04:30:00-05:00' })
  await dropFile(
    page,
    'spring.csv',
    'Name,Phone,State,Customer type\nAda,+1 212 555 0142,NY,B2B\nBob,+1 312 555 0142,IL,B2B\n'
  )

  await page
    .getByText('Nobody may be called yet. At Tue 24 Nov 08:00 your time, in 4 hours, one person opens up.')
    .waitFor()
})

test('a column that hides its numbers under a strange heading is pointed out by hand', async () => {
  const { page } = await openPage(open.context(), open.address())
  await dropFile(page, 'strange.csv', 'Name,Zahl\nAda Lovelace,12\nBob,+1 303 555 0142\nCleo,none\n')
  await page.getByLabel('The telephone numbers are in the column').selectOption('Zahl')
  await page.getByRole('grid').waitFor()

  expect((await shownRows(page, 1))[0]?.name).toBe('Bob')
})

test('on paper the sheet is a plain table of every lead, and the screen around it is gone', async () => {
  const { page } = await openPage(open.context(), open.address())
  await dropFile(page, 'spring.csv', list)
  await page.getByRole('grid').waitFor()
  const { lines } = sheetOf(list, 'case-by-case')
  await page.emulateMedia({ media: 'print' })

  await page.locator('.paper').waitFor()

  expect(await page.locator('.paper tbody tr').count()).toBe(lines.length)
  expect(await page.getByRole('grid').isVisible()).toBe(false)
  await page.emulateMedia({ media: 'screen' })
  await page.locator('.paper').waitFor({ state: 'detached' })
})

test('the search finds by name, firm, number and reason', async () => {
  const { page } = await openPage(open.context(), open.address())
  await dropFile(page, 'spring.csv', list)
  const line = sheetOf(list, 'case-by-case').lines.find((each) => each.company !== '' && each.phone !== null)!
  for (const query of [line.name, line.company, line.phone!.slice(2), line.why]) {
    await page.getByRole('searchbox').fill(query)
    await page.locator(`[data-row="${line.row}"]`).waitFor()
  }
})

test(
  'a list of 100,000 leads shows how far it is, then stands on the sheet, and can be called off',
  { timeout: 180_000 },
  async () => {
    const { page, complaints } = await openPage(open.context(), open.address())
    await dropFile(page, 'huge.csv', hugeList(100_000))
    await page.getByRole('progressbar').waitFor()
    await page.getByText(/\d rows read, \d+ bad/).waitFor()
    await page.getByText('100,000 leads, Case by case').waitFor({ timeout: 120_000 })

    expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toMatch(/^1000\d\d$/)
    expect(await page.locator('[data-row]').count()).toBeLessThan(120)
    await page.keyboard.press('2')
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('progressbar').waitFor({ state: 'detached' })
    await page.getByText('100,000 leads, Case by case').waitFor()
    await page.getByRole('radio', { name: 'Case by case', checked: true }).waitFor({ state: 'attached' })
    expect(complaints).toEqual([])
  }
)

function hugeList(rows: number): string {
  const lines = Array.from(
    { length: rows },
    (_, i) => `Person ${i},Firm ${i % 997},+1303555${String(i % 10_000).padStart(4, '0')},${i % 7}`
  )
  return `Name,Company,Phone,Calls made\n${lines.join('\n')}\n`
}
