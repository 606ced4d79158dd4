/** A program and its arguments as a person would type them, for questions, messages and the receipt. */

const PLAIN = /^[\w@%+=:,./-]+$/

export function commandLine(command: string, args: readonly string[]): string {
  return [command, ...args].map((part) => (PLAIN.test(part) ? part : quoted(part))).join(' ')
}

const quoted = (part: string): string => `'${part.replaceAll("'", String.raw`'\''`)}'`

/** `git diff`, `npm run`: the program, and its subcommand where it has one. */
export function shortName(command: string, args: readonly string[]): string {
  const name = command.split(/[\\/]/).at(-1) ?? command
  const first = args[0]
  return first !== undefined && /^[a-z][a-z-]*$/.test(first) ? `${name} ${first}` : name
}
