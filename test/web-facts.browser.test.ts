import { expect, test } from 'vitest'
import { offsetMinutes } from '../src/clock/zone.ts'
import { answer } from '../src/decide/answer.ts'
import { readFactsObject } from '../src/facts/read.ts'
import { newestOfEach } from '../src/playbook/shelf.ts'
import { shelf } from './the-shelf.ts'
import { deskNamed, nowMs, openPage, zone, stage } from './web-page.ts'

const open = stage()

const written = {
  lead: { market: 'b2b', relationship: 'proposal_sent', dealValueCents: 840_000 },
  place: { region: 'US-CO' },
  history: { calls: 3, voicemails: 1, daysSinceVoicemail: 11 }
}

function answers(facts: unknown) {
  const reading = readFactsObject(facts, { now: nowMs, offsetMinutes: offsetMinutes(zone, nowMs), country: 'US' })
  if (reading.kind === 'bad') throw new Error(reading.problem)
  return newestOfEach(shelf).map(({ name }) => ({ name, said: answer(deskNamed(name), reading.facts, 0) }))
}

test('facts filled in by hand are answered as the rooms answer them, under every strategy', async () => {
  const { page, complaints } = await openPage(open.context(), open.address())
  await page.getByRole('button', { name: 'fill in facts instead' }).click()
  await page.getByLabel('Market').selectOption('b2b')
  await page.getByLabel('Relationship').selectOption('proposal_sent')
  await page.getByLabel('Deal value cents').fill('840000')
  await page.getByLabel('Region').fill('US-CO')
  await page.getByLabel('Calls', { exact: true }).fill('3')
  await page.getByLabel('Voicemails', { exact: true }).fill('1')
  await page.getByLabel('Days since voicemail').fill('11')

  const json = page.getByRole('textbox', { name: 'FACTS as JSON' })
  expect(JSON.parse(await json.inputValue())).toEqual(written)
  const own = answers(written)[0]!.said
  await page.locator('.panel-advice').getByText(own.voicemail.because).waitFor()
  for (const { name, said } of answers(written)) {
    const line = page.locator(`[data-playbook="${name}"]`)
    await line.getByText(said.voicemail.because).waitFor()
    expect(await line.locator('.said b').innerText()).toBe(words[said.voicemail.action])
  }
  expect(complaints).toEqual([])
})

const words = { leave: 'Leave', skip: 'Skip', ask: 'Ask you' } as const

test('a wrong fact is named at its field, and the last right answer stays', async () => {
  const { page } = await openPage(open.context(), open.address(), { view: 'facts' })
  await page.locator('.panel-advice').waitFor()
  await page.getByLabel('Attempt').fill('two')

  const field = page.getByLabel('Attempt')
  await page.getByText('attempt: must be').first().waitFor()
  expect(await field.getAttribute('aria-invalid')).toBe('true')
  expect(await page.locator('.panel-advice').count()).toBe(1)
  await field.fill('2')
  await page.getByText('attempt: must be').first().waitFor({ state: 'detached' })
})

test('a document pasted as JSON fills the fields, and a hard stop answers for all', async () => {
  const { page } = await openPage(open.context(), open.address(), { view: 'facts' })
  const json = page.getByRole('textbox', { name: 'FACTS as JSON' })
  await json.fill(JSON.stringify({ ...written, stops: ['opt_out'] }))

  expect(await page.getByLabel('Relationship').inputValue()).toBe('proposal_sent')
  expect(await page.getByLabel('opt out').isChecked()).toBe(true)
  await page.locator('.panel-advice').getByText('They asked us to stop').waitFor()
  const stopped = page.locator('[data-playbook] .said b')
  await expect.poll(async () => new Set(await stopped.allInnerTexts())).toEqual(new Set(['Nothing']))
  await json.fill('{"lead": ')
  await page.getByText('the document is not JSON').first().waitFor()
})
