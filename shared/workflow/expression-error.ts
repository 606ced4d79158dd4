/** An expression that cannot be read or that failed. `position` counts characters of the text it stands in, from 0. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError'
  readonly position: number | undefined

  constructor(message: string, position?: number) {
    super(message)
    this.position = position
  }
}
