/** What an editor holds: `text` with `{{ … }}` in it, an `expression` that is one as a whole, or `json`. */
export type EditorLanguage = 'text' | 'json' | 'expression'
