import type { KindDescriptor } from '#shared/workflow/kind-descriptor.ts'
import { type FieldSchema, fieldsOf } from '../../inspector/fields/json-schema.ts'
import type { Match } from '../edit/search.ts'

/** Where a match stands, as the form calls it: `Arguments 2`, `Cases 1, When`. */
export function fieldWords(
  { place, path }: Pick<Match, 'place' | 'path'>,
  schema: KindDescriptor['configSchema'] | undefined,
): string {
  if (place !== 'setting') return place === 'id' ? 'Id' : 'Title'
  let fields: readonly FieldSchema[] | undefined = schema && fieldsOf(schema)
  const words: string[] = []
  for (const step of path) {
    if (typeof step === 'number') words.push(`${words.pop() ?? ''} ${step + 1}`.trim())
    else {
      const field = fields?.find(({ name }) => name === step)
      words.push(field?.title ?? step)
      fields = field?.item
    }
  }
  return words.join(', ')
}
