/** Names and words as Mermaid takes them. */

/** Ids of a file may be words of Mermaid (`end`), so none stands alone. */
export const mermaidId = (id: string): string => `n_${id}`

/** Inside quotes: Mermaid has no backslash, and reads HTML, Markdown, formulas (`$$`) and names of icons (`fa:fa-…`) there. */
export function mermaidLabel(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim()
  return `"${plain.replace(/[#"`<>&\\$]|:(?=fa-)/g, (sign) => `#${sign.charCodeAt(0)};`) || ' '}"`
}

/** Where Mermaid has no quotes, a word of letters. */
export const mermaidWord = (text: string): string => text.replace(/[^\w]+/g, '_')
