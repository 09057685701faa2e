export async function workByHand(_options: unknown): Promise<void> {
  throw new Error('not here')
}
