/** Compile-time proof that a union is handled; at run time, the name of what slipped through. */
export function assertNever(value: never, what: string): never {
  throw new Error(`Unhandled ${what}: ${JSON.stringify(value)}`)
}
