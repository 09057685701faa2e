import { type Fact, VECTOR_LENGTH, choiceCode, facts, textCode } from './fact.ts'

/** The number that stands in the vector for what somebody said of a fact; undefined = nobody said. */
export function factCode(fact: Fact, value: unknown): number {
  switch (fact.kind) {
    case 'choice':
      return choiceCode(fact, (value as string | undefined) ?? fact.otherwise)
    case 'flag':
    case 'count':
    case 'measure':
      // What is unknown or derived stands there as a word, and a word is NaN as a number.
      return zeroed(Number(value ?? fact.otherwise))
    case 'ago':
      return zeroed(Number(value ?? Infinity))
    case 'text': {
      const text = (value as string | undefined) ?? fact.otherwise
      return text === 'unknown' ? NaN : textCode(text)
    }
  }
}

/** -0 is 0: equal facts have equal bits. */
export const zeroed = (number: number): number => number + 0

/** What every slot of the vector holds when nobody says anything; what is derived is NaN until it is. */
export const nothingSaid: Readonly<Float64Array> = Float64Array.from({ length: VECTOR_LENGTH }, (_, index) =>
  facts[index] === undefined ? 0 : factCode(facts[index], undefined)
)
